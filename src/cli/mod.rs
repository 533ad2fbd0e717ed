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
mod moment;
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
mod start;
mod tracker;

use std::io;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;

use args::{Arguments, Subcommand};
pub use error::CliError;
use output::Output;
pub(crate) use start::Start;
pub use start::{FINE, NOTHING_FOUND, PROBLEMS, WRONG};

use crate::case::Vocabulary;
use crate::config::{Environment, Overrides};
use crate::terminal::tell_of_size_limits_as_errors;

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let code = if error.use_stderr() { WRONG } else { FINE };
            // Nothing can be done about a closed pipe here.
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    // Without it the size limit of the system ends the program in the middle of a file.
    let _ = tell_of_size_limits_as_errors();
    let start = Start {
        overrides: Overrides {
            cases: arguments.cases,
            bundled: arguments.bundled,
            config: arguments.config,
            private: (arguments.private || arguments.no_private).then_some(arguments.private),
        },
        environment: Environment::read(),
        vocabulary: Arc::new(Vocabulary::shipped().clone()),
    };
    if let Some(path) = arguments.log.or_else(|| start.environment.log.clone().map(Into::into)) {
        // A configuration that is wrong is told below.
        let level = start.resolve().map(|resolved| resolved.settings.log.level).unwrap_or_default();
        if let Err(error) = log::start(&path, level) {
            output::complain(&error.to_string());
            return ExitCode::from(WRONG);
        }
    }
    let result = match arguments.command {
        None if arguments.plain || is_dumb() => {
            plain::run(&start, arguments.query.as_deref(), &mut io::stdin().lock(), &mut Output::stdout())
        }
        None => explore::run(&start, arguments.query, arguments.fresh),
        Some(Subcommand::List(list)) => list::run(&start, &list, &mut Output::stdout()),
        Some(Subcommand::Show(show)) => show::run(&start, &show, &mut Output::stdout()),
        Some(Subcommand::Search(search)) => search::run(&start, &search, &mut Output::stdout()),
        Some(Subcommand::Since(since)) => since::run(&start, &since, &mut Output::stdout()),
        Some(Subcommand::Moment(moment)) => moment::run(&start, &moment, &mut Output::stdout()),
        Some(Subcommand::Marks(marks)) => marks::run(&start, &marks, &mut Output::stdout()),
        Some(Subcommand::Mark(mark)) => mark::run(&start, &mark, &mut Output::stdout()),
        Some(Subcommand::Searches(searches)) => searches::run(&start, &searches, &mut Output::stdout()),
        Some(Subcommand::Brief(brief)) => brief::run(&start, &brief, &mut Output::stdout()),
        Some(Subcommand::Tracker(tracker)) => tracker::run(&start, &tracker, &mut Output::stdout()),
        Some(Subcommand::Orphans(orphans)) => orphans::run(&start, &orphans, &mut Output::stdout()),
        Some(Subcommand::Pictures(pictures)) => pictures::run(&start, &pictures, &mut Output::stdout()),
        Some(Subcommand::Similar(similar)) => similar::run(&start, &similar, &mut Output::stdout()),
        Some(Subcommand::Recurring(recurring)) => recurring::run(&start, &recurring, &mut Output::stdout()),
        Some(Subcommand::Check(check)) => check::run(&start, &check, &mut Output::stdout()),
        Some(Subcommand::Explain(explain)) => explain::run(&start, &explain, &mut Output::stdout()),
        Some(Subcommand::Export(taken)) => export::run(&start, &taken, &mut Output::stdout()),
        Some(Subcommand::New(new)) => new::run(&start, &new, &mut Output::stdout()),
        Some(Subcommand::Schema) => schema::run(&mut Output::stdout()),
        Some(Subcommand::Completions(completions)) => completions::run(&completions, &mut Output::stdout()),
        Some(Subcommand::Man) => man::run(&mut Output::stdout()),
        Some(Subcommand::Config(config)) => config::run(&start, &config, &mut Output::stdout()),
    };
    match &result {
        Ok(code) => tracing::info!(code, "casebook ends"),
        Err(_) => tracing::error!("casebook ends with an error"),
    }
    match result {
        Ok(code) => ExitCode::from(code),
        Err(error) if error.is_closed_pipe() => ExitCode::from(FINE),
        Err(error) => {
            output::complain(&error.to_string());
            ExitCode::from(WRONG)
        }
    }
}

/// True if the terminal can only print line after line.
fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb")
}
