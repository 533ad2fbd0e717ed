//! The arguments of the command line.

use std::path::PathBuf;

use clap::{Args, Parser};

use super::export::ExportArguments;
use super::mark::MarkArguments;
use super::marks::MarksArguments;
use super::search::{SearchArguments, language_help};
use super::searches::SearchesArguments;
use super::show::ShowArguments;
use super::since::SinceArguments;
use super::snapshot::SnapshotArguments;

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
                  Variables: CASEBOOK_CASES (folders, separated as in PATH), CASEBOOK_CONFIG (a file), CASEBOOK_LOG (a\n  file), NO_COLOR.",
    after_long_help = "Exit codes:\n  0  fine\n  1  nothing found, or check found problems\n  2  wrong use, or something could not be read\n\n\
                  Variables:\n  CASEBOOK_CASES   folders of cases, separated as in PATH\n  CASEBOOK_CONFIG  a configuration file\n  CASEBOOK_LOG     a file for --log\n  \
                  NO_COLOR         no colours\n\n\
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

    /// Let the explorer start no other program and write no file but your marks and notes, for a login that may do nothing
    /// else (ForceCommand)
    #[arg(long)]
    pub restricted: bool,

    /// Ask and answer line by line, without moving the cursor: for screen readers, dumb terminals and pipes
    #[arg(long)]
    pub plain: bool,

    /// The command; without it, the explorer opens
    #[command(subcommand)]
    pub command: Option<Subcommand>,
}

/// The subcommands.
#[derive(Debug, clap::Subcommand)]
pub enum Subcommand {
    /// Print one line for each case
    List(ListArguments),
    /// Print a whole case as text, or one item of it
    Show(ShowArguments),
    /// Print what a search finds, best first, a line each
    #[command(after_long_help = language_help())]
    Search(SearchArguments),
    /// Print what was added, changed, closed or became overdue since a date, a snapshot or a git revision
    Since(SinceArguments),
    /// Keep what the library says now under a name, to be compared with later
    #[command(alias = "moment")]
    Snapshot(SnapshotArguments),
    /// Print what is marked and noted on
    Marks(MarksArguments),
    /// Mark an item, or write a note on it
    Mark(MarkArguments),
    /// Print the searches that have names, your own and the library's
    Searches(SearchesArguments),
    /// Print the brief of an agency, or the seven-minute briefing of a case
    Brief(super::brief::BriefArguments),
    /// Print every recommendation by status, with what is overdue and what became of it
    Tracker(super::tracker::TrackerArguments),
    /// Print the findings that no recommendation answers and the recommendations that cite no finding
    Orphans(super::orphans::OrphansArguments),
    /// Draw the library in numbers and pictures, or a case's contacts over time
    Pictures(super::pictures::PicturesArguments),
    /// Print which findings and recommendations of other cases say the same as one
    Similar(super::similar::SimilarArguments),
    /// Print what recurs most: themes, and what several cases say alike
    Recurring(super::recurring::RecurringArguments),
    /// Check case files and print what is wrong with them, where, and what would be right
    Check(CheckArguments),
    /// Print the words that stand for each other in a search: synonyms, abbreviations, wider words
    Terms(super::terms::TermsArguments),
    /// Explain a term or code: label, definition, source, and how often the library uses it
    Explain(ExplainArguments),
    /// Write entries or a case as Markdown, CSV, JSON or one HTML page, each entry with its sources
    Export(ExportArguments),
    /// Write a skeleton of a case to fill in
    New(NewArguments),
    /// Print the JSON Schema of a case file, for editors
    Schema,
    /// Print where the configuration is looked for and what is in force
    Config(ConfigArguments),
    /// Print what a shell needs to complete casebook's arguments
    #[command(
        after_help = "For example: casebook completions bash > ~/.local/share/bash-completion/completions/casebook"
    )]
    Completions(CompletionsArguments),
    /// Print the manual page
    #[command(after_help = "For example: casebook man > ~/.local/share/man/man1/casebook.1")]
    Man,
}

/// Arguments of `casebook list`.
#[derive(Debug, Args)]
pub struct ListArguments {
    /// Print one JSON object on each line
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `casebook check`.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// Files or folders; without any, the library in force
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// Print one JSON object on each line
    #[arg(long)]
    pub json: bool,

    /// Let warnings count as errors do
    #[arg(long)]
    pub strict: bool,
}

/// Arguments of `casebook explain`.
#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// A code or a label, such as "disguised compliance"
    #[arg(value_name = "TERM", required = true)]
    pub term: Vec<String>,
}

/// Arguments of `casebook new`.
#[derive(Debug, Args)]
pub struct NewArguments {
    /// The id of the case, which becomes the name of its file: lower-case letters, digits and hyphens
    #[arg(value_name = "ID")]
    pub id: String,

    /// The folder to write in; without it, the present one
    #[arg(long = "in", value_name = "DIR")]
    pub folder: Option<PathBuf>,
}

/// Arguments of `casebook completions`.
#[derive(Debug, Args)]
pub struct CompletionsArguments {
    /// The shell that completes
    #[arg(value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

/// Arguments of `casebook config`.
#[derive(Debug, Args)]
pub struct ConfigArguments {
    /// Print the example file with every setting and its default
    #[arg(long)]
    pub example: bool,
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
