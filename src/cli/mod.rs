//! The command line: one file a subcommand.

mod args;
mod brief;
mod cache;
mod check;
mod completions;
mod config;
mod diagnostics;
mod error;
mod explain;
mod explore;
mod export;
mod import;
mod index;
mod list;
mod loaded;
pub mod log;
mod man;
mod mark;
mod marks;
mod new;
mod notebook;
mod output;
mod page;
mod pick;
mod plain;
mod recurring;
mod restricted;
mod rows;
mod schema;
mod search;
mod searches;
mod show;
mod similar;
mod since;
mod skeleton;
mod snapshot;
mod start;
mod take_away;
mod terms;
mod tracker;
mod unfilled;
mod wall;

use std::env;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser};

pub(crate) use error::CliError;
use output::{Output, complain, is_dumb, stdout_is_open};
pub(crate) use start::{FINE, NOTHING_FOUND, PROBLEMS, Start, WRONG};

use crate::config::{Environment, Overrides, early_restriction};
use crate::system::{CUT_SHORT, was_cut_short};
use crate::terminal::tell_of_size_limits_as_errors;
use crate::work::Act;

/// Casebook: explore case reviews in a terminal.
///
/// Opens the explorer on the bundled library, or on the folders that you name. Cases stand on the left; findings,
/// recommendations, timeline, reviews and sources of the selected case on the right. Press / to search every word, ? for
/// all keys, q to quit.
#[derive(Debug, Parser)]
#[command(
    name = "casebook",
    version,
    max_term_width = 100,
    after_help = "Exit codes: 0 fine, 1 nothing found or problems found, 2 wrong use or something unreadable.\n\
                  Variables: CASEBOOK_CASES (folders, separated as in PATH), CASEBOOK_CONFIG (a file), CASEBOOK_LOG (a\n  file), CASEBOOK_RESTRICTED (1), XDG_CONFIG_DIRS, NO_COLOR.",
    after_long_help = "Exit codes:\n  0  fine\n  1  nothing found; check found problems; index left files out\n  2  wrong use, or something could not be read\n\n\
                  Variables:\n  CASEBOOK_CASES   folders of cases, separated as in PATH\n  CASEBOOK_CONFIG  a configuration file\n  CASEBOOK_LOG     a file for --log\n  \
                  CASEBOOK_RESTRICTED  1 as --restricted\n  XDG_CONFIG_DIRS  folders of the system's configuration (/etc/xdg)\n  NO_COLOR         no colours\n\n\
                  Examples:\n  casebook                          the bundled library\n  casebook --cases reviews/         your own folder\n  \
                  casebook list --json | jq .title\n  casebook show peter-connelly | less\n  casebook search bruising gp        what the reviews say about bruising and GPs\n  casebook --query to:police         the explorer on what is addressed to the police"
)]
pub struct Arguments {
    /// Read cases from this folder and its subfolders in place of the bundled ones; may be given several times
    #[arg(long, value_name = "DIR", global = true)]
    pub cases: Vec<PathBuf>,

    /// Show the bundled cases beside those of the folders
    #[arg(long, global = true)]
    pub bundled: bool,

    /// Read this configuration file in place of the usual one
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,

    /// Hide names, ages, exact dates and places, for a screen or a page that others see (check, new and config, which are
    /// about files, hide nothing)
    #[arg(long, global = true, overrides_with = "no_private")]
    pub private: bool,

    /// Show them, where the configuration hides them (privacy.on)
    #[arg(long, global = true, overrides_with = "private")]
    pub no_private: bool,

    /// Write what the program does and what fails to this file, without any text of cases, searches or notes
    #[arg(long, value_name = "FILE", global = true)]
    pub log: Option<PathBuf>,

    /// Open the explorer with this search
    #[arg(long, value_name = "QUERY")]
    pub query: Option<String>,

    /// Start anew, not where you left off
    #[arg(long)]
    pub fresh: bool,

    /// Start no other program and write no file but your own state, for a login that may do nothing else (ForceCommand); the
    /// system's configuration allows more by names (restricted_allow)
    #[arg(long, global = true)]
    pub restricted: bool,

    /// Ask and answer line by line, without moving the cursor: for screen readers, dumb terminals and pipes
    #[arg(long)]
    pub plain: bool,

    /// The command; without it, the explorer opens
    #[command(subcommand)]
    pub command: Option<Subcommand>,
}

/// The subcommands: each is a file of this room, a row here, and an arm of `run`.
#[derive(Debug, clap::Subcommand)]
pub enum Subcommand {
    /// Print one line for each case
    List(args::ListArguments),
    /// Print a whole case as text, or one item of it
    Show(show::ShowArguments),
    /// Print what a search finds, best first, a line each
    #[command(after_long_help = search::language_help())]
    Search(search::SearchArguments),
    /// Print what was added, changed, closed or became overdue since a date, a snapshot or a git revision
    Since(since::SinceArguments),
    /// Keep what the library says now under a name, to be compared with later
    #[command(alias = "moment")]
    Snapshot(snapshot::SnapshotArguments),
    /// Print what is marked and noted on
    Marks(marks::MarksArguments),
    /// Mark an item, or write a note on it
    Mark(mark::MarkArguments),
    /// Print the searches that have names, your own and the library's
    Searches(searches::SearchesArguments),
    /// Print the brief of an agency, a theme, a harm, a nation, a place or a search, or the seven-minute briefing of a case
    Brief(brief::BriefArguments),
    /// Print every recommendation by status, with what is overdue and what became of it
    Tracker(tracker::TrackerArguments),
    /// A page of the table of pages
    #[command(flatten)]
    Page(page::PageArguments),
    /// Print which findings and recommendations of other cases say the same as one
    Similar(similar::SimilarArguments),
    /// Print what recurs most: themes, and what several cases say alike
    Recurring(recurring::RecurringArguments),
    /// Choose an entry in the explorer and print it as case/ID, for scripts
    Pick(pick::PickArguments),
    /// Check case files and print what is wrong with them, where, and what would be right
    Check(args::CheckArguments),
    /// Print the words that stand for each other in a search: synonyms, abbreviations, wider words
    Terms(terms::TermsArguments),
    /// Explain a term or code: label, definition, source, and how often the library uses it
    Explain(args::ExplainArguments),
    /// Write entries or a case as Markdown, CSV, JSON or one HTML page, each entry with its sources
    Export(export::ExportArguments),
    /// Write the cache file of a library, from which sessions open it at once
    Index(index::IndexArguments),
    /// Bring a table that you keep (a spreadsheet, an export, a list) into a library, and bring it up to date again
    Import(import::ImportArguments),
    /// Write a skeleton of a case to fill in
    New(args::NewArguments),
    /// Print the JSON Schema of a case file, for editors
    Schema,
    /// Print where the configuration is looked for and what is in force
    Config(args::ConfigArguments),
    /// Print what a shell needs to complete casebook's arguments
    #[command(
        after_help = "For example: casebook completions bash > ~/.local/share/bash-completion/completions/casebook"
    )]
    Completions(args::CompletionsArguments),
    /// Print the manual page
    #[command(after_help = "For example: casebook man > ~/.local/share/man/man1/casebook.1")]
    Man,
}

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    let environment = Environment::read();
    // A feature that is off is not in the help, which is printed before anything else is known.
    let (early, names_stay_hidden) = early_restriction(env::args_os().any(|word| word == "--restricted"), &environment);
    let command = restricted::without(&Arguments::command(), &early, names_stay_hidden);
    let parsed = command.clone().try_get_matches().and_then(|matches| {
        let name = matches.subcommand_name().map(str::to_owned);
        Ok((Arguments::from_arg_matches(&matches)?, name))
    });
    let (arguments, name) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => {
            let code = if error.use_stderr() { WRONG } else { FINE };
            return end(stdout_is_open().and_then(|()| Ok(error.print()?)).map(|()| code));
        }
    };
    if let Err(closed) = stdout_is_open() {
        return end(Err(closed));
    }
    // Without it the size limit of the system ends the program in the middle of a file.
    let _ = tell_of_size_limits_as_errors();
    let overrides = Overrides {
        cases: arguments.cases,
        bundled: arguments.bundled,
        config: arguments.config,
        private: (arguments.private || arguments.no_private).then_some(arguments.private),
        restricted: arguments.restricted,
    };
    let start = Start::new(overrides, environment);
    // A configuration that is wrong is told by the command itself.
    let resolved = start.resolve().ok();
    let settings = resolved.map(|resolved| &resolved.settings);
    let restriction = resolved.map_or(early, |resolved| resolved.restriction.clone());
    if let Some(refused) = restricted::refuses(name.as_deref(), &restriction) {
        return end(Err(CliError::Wrong(refused)));
    }
    let log = match restricted::log(arguments.log, &start.environment, &restriction) {
        Ok((log, told)) => {
            told.into_iter().for_each(|told| complain(&told));
            log
        }
        Err(refused) => return end(Err(CliError::Wrong(refused))),
    };
    if let Some(path) = log {
        let level = settings.map(|settings| settings.log.level).unwrap_or_default();
        if let Err(error) = log::start(&path, level) {
            complain(&CliError::Log { path, error }.to_string());
            return ExitCode::from(WRONG);
        }
    }
    if let Some(resolved) = resolved {
        resolved.told.iter().for_each(|told| complain(told));
        // The audit is opened before that can be refused.
        let audit = start.audit();
        start.restrict(resolved);
        // Names that the settings hide are shown because the user's file or the command line says so.
        if resolved.hidden_below && !resolved.settings.privacy.on {
            match audit.record(Act::ShowNames, "", &[]) {
                Ok(told) => told.into_iter().for_each(|told| complain(&told)),
                Err(refused) => return end(Err(CliError::Wrong(refused))),
            }
        }
    }
    let ascii = settings.map(|settings| settings.interface.ascii).unwrap_or_default();
    let result = match &arguments.command {
        None if arguments.plain || is_dumb() => {
            let stdin = &mut io::stdin().lock();
            plain::run(&start, arguments.query.as_deref(), stdin, &mut Output::stdout(ascii))
        }
        None => explore::run(&start, arguments.query, arguments.fresh),
        Some(given) => run(given, &start, &restricted::only_shown(&command), &mut Output::stdout(ascii)),
    };
    let result = match result {
        // The bytes that were read of it from then on are nothing.
        Ok(_) if was_cut_short() => {
            complain(CUT_SHORT);
            // The explorer has ended with the signal that told it.
            if arguments.command.is_none() { result } else { Err(CliError::Told(WRONG)) }
        }
        result => result,
    };
    match &result {
        Ok(code) | Err(CliError::Told(code)) => tracing::info!(code, "casebook ends"),
        Err(_) => tracing::error!("casebook ends with an error"),
    }
    end(result)
}

/// The exit code; an error is told.
fn end(result: Result<u8, CliError>) -> ExitCode {
    match result {
        Ok(code) => ExitCode::from(code),
        Err(CliError::Told(code)) => ExitCode::from(code),
        Err(error) if error.is_closed_pipe() => ExitCode::from(FINE),
        Err(error) => {
            complain(&error.to_string());
            ExitCode::from(WRONG)
        }
    }
}

fn run(given: &Subcommand, start: &Start, shown: &clap::Command, output: &mut Output) -> Result<u8, CliError> {
    match given {
        Subcommand::List(list) => list::run(start, list, output),
        Subcommand::Show(show) => show::run(start, show, output),
        Subcommand::Search(search) => search::run(start, search, output),
        Subcommand::Since(since) => since::run(start, since, output),
        Subcommand::Snapshot(snapshot) => snapshot::run(start, snapshot, output),
        Subcommand::Marks(marks) => marks::run(start, marks, output),
        Subcommand::Mark(mark) => mark::run(start, mark, output),
        Subcommand::Searches(searches) => searches::run(start, searches, output),
        Subcommand::Brief(brief) => brief::run(start, brief, output),
        Subcommand::Tracker(tracker) => tracker::run(start, tracker, output),
        Subcommand::Page(page) => page::run(start, page, output),
        Subcommand::Similar(similar) => similar::run(start, similar, output),
        Subcommand::Recurring(recurring) => recurring::run(start, recurring, output),
        Subcommand::Pick(pick) => pick::run(start, pick),
        Subcommand::Check(check) => check::run(start, check, output),
        Subcommand::Terms(terms) => terms::run(start, terms, output),
        Subcommand::Explain(explain) => explain::run(start, explain, output),
        Subcommand::Export(taken) => export::run(start, taken, output),
        Subcommand::Index(index) => index::run(start, index, output),
        Subcommand::Import(import) => import::run(start, import, output),
        Subcommand::New(new) => new::run(start, new, output),
        Subcommand::Schema => schema::run(start, output),
        Subcommand::Completions(completions) => completions::run(completions, shown, output),
        Subcommand::Man => man::run(output),
        Subcommand::Config(config) => config::run(start, config, output),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }
}
