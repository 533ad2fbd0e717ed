//! The command line: one file a subcommand.

mod args;
mod config;
mod error;
mod explore;
mod list;
mod output;
mod show;

use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;

use args::{Arguments, Subcommand};
pub use error::CliError;
use output::Output;

use crate::case::Vocabulary;
use crate::config::{Environment, Overrides, Resolved, resolve};

/// Everything went well.
pub const FINE: u8 = 0;
/// Nothing was found.
pub const NOTHING_FOUND: u8 = 1;
/// Wrong use, or something could not be read.
pub const WRONG: u8 = 2;

/// What every subcommand starts from.
struct Start {
    overrides: Overrides,
    environment: Environment,
    vocabulary: Arc<Vocabulary>,
}

impl Start {
    fn resolve(&self) -> Result<Resolved, CliError> {
        Ok(resolve(&self.overrides, &self.environment)?)
    }
}

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
    let start = Start {
        overrides: Overrides { cases: arguments.cases, bundled: arguments.bundled, config: arguments.config },
        environment: Environment::read(),
        vocabulary: Arc::new(Vocabulary::shipped().clone()),
    };
    let result = match arguments.command {
        None => explore::run(&start),
        Some(Subcommand::List(list)) => list::run(&start, &list, &mut Output::stdout()),
        Some(Subcommand::Show(show)) => show::run(&start, &show, &mut Output::stdout()),
        Some(Subcommand::Config(config)) => config::run(&start, &config, &mut Output::stdout()),
    };
    match result {
        Ok(code) => ExitCode::from(code),
        Err(error) if error.is_closed_pipe() => ExitCode::from(FINE),
        Err(error) => {
            output::complain(&error.to_string());
            ExitCode::from(WRONG)
        }
    }
}
