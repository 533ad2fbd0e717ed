//! The command line: one file a subcommand.

mod args;
mod brief;
mod check;
mod completions;
mod config;
mod diagnostics;
mod error;
mod explain;
mod explore;
mod export;
mod list;
mod loaded;
pub mod log;
mod man;
mod mark;
mod marks;
mod new;
mod notebook;
mod orphans;
mod output;
mod pictures;
mod plain;
mod recurring;
mod schema;
mod search;
mod searches;
mod show;
mod similar;
mod since;
mod snapshot;
mod start;
mod terms;
mod tracker;

use std::io;
use std::process::ExitCode;

use clap::Parser;

use args::{Arguments, Subcommand};
pub(crate) use error::CliError;
use output::{Output, complain, is_dumb, stdout_is_open};
pub(crate) use start::{FINE, NOTHING_FOUND, PROBLEMS, Start, WRONG};

use crate::config::Overrides;
use crate::terminal::tell_of_size_limits_as_errors;

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
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
    let start = Start::new(Overrides {
        cases: arguments.cases,
        bundled: arguments.bundled,
        config: arguments.config,
        private: (arguments.private || arguments.no_private).then_some(arguments.private),
    });
    // A configuration that is wrong is told by the command itself.
    let settings = start.resolve().map(|resolved| &resolved.settings).ok();
    if let Some(path) = arguments.log.or_else(|| start.environment.log.clone().map(Into::into)) {
        let level = settings.map(|settings| settings.log.level).unwrap_or_default();
        if let Err(error) = log::start(&path, level) {
            complain(&CliError::Log { path, error }.to_string());
            return ExitCode::from(WRONG);
        }
    }
    let ascii = settings.map(|settings| settings.interface.ascii).unwrap_or_default();
    let stdout = || Output::stdout(ascii);
    let result = match arguments.command {
        None if arguments.plain || is_dumb() => {
            plain::run(&start, arguments.query.as_deref(), &mut io::stdin().lock(), &mut stdout())
        }
        None => explore::run(&start, arguments.query, arguments.fresh, arguments.restricted),
        Some(Subcommand::List(list)) => list::run(&start, &list, &mut stdout()),
        Some(Subcommand::Show(show)) => show::run(&start, &show, &mut stdout()),
        Some(Subcommand::Search(search)) => search::run(&start, &search, &mut stdout()),
        Some(Subcommand::Since(since)) => since::run(&start, &since, &mut stdout()),
        Some(Subcommand::Snapshot(snapshot)) => snapshot::run(&start, &snapshot, &mut stdout()),
        Some(Subcommand::Marks(marks)) => marks::run(&start, &marks, &mut stdout()),
        Some(Subcommand::Mark(mark)) => mark::run(&start, &mark, &mut stdout()),
        Some(Subcommand::Searches(searches)) => searches::run(&start, &searches, &mut stdout()),
        Some(Subcommand::Brief(brief)) => brief::run(&start, &brief, &mut stdout()),
        Some(Subcommand::Tracker(tracker)) => tracker::run(&start, &tracker, &mut stdout()),
        Some(Subcommand::Orphans(orphans)) => orphans::run(&start, &orphans, &mut stdout()),
        Some(Subcommand::Pictures(pictures)) => pictures::run(&start, &pictures, &mut stdout()),
        Some(Subcommand::Similar(similar)) => similar::run(&start, &similar, &mut stdout()),
        Some(Subcommand::Recurring(recurring)) => recurring::run(&start, &recurring, &mut stdout()),
        Some(Subcommand::Check(check)) => check::run(&start, &check, &mut stdout()),
        Some(Subcommand::Terms(terms)) => terms::run(&start, &terms, &mut stdout()),
        Some(Subcommand::Explain(explain)) => explain::run(&start, &explain, &mut stdout()),
        Some(Subcommand::Export(taken)) => export::run(&start, &taken, &mut stdout()),
        Some(Subcommand::New(new)) => new::run(&start, &new, &mut stdout()),
        Some(Subcommand::Schema) => schema::run(&mut stdout()),
        Some(Subcommand::Completions(completions)) => completions::run(&completions, &mut stdout()),
        Some(Subcommand::Man) => man::run(&mut stdout()),
        Some(Subcommand::Config(config)) => config::run(&start, &config, &mut stdout()),
    };
    match &result {
        Ok(code) => tracing::info!(code, "casebook ends"),
        Err(_) => tracing::error!("casebook ends with an error"),
    }
    end(result)
}

/// The exit code; an error is told.
fn end(result: Result<u8, CliError>) -> ExitCode {
    match result {
        Ok(code) => ExitCode::from(code),
        Err(error) if error.is_closed_pipe() => ExitCode::from(FINE),
        Err(error) => {
            complain(&error.to_string());
            ExitCode::from(WRONG)
        }
    }
}
