//! `casebook completions`: what a shell needs to complete casebook's arguments.

use clap::CommandFactory;

use super::Arguments;
use super::args::CompletionsArguments;
use super::output::Output;
use super::{CliError, FINE};

pub(super) fn run(arguments: &CompletionsArguments, output: &mut Output) -> Result<u8, CliError> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "casebook", &mut script);
    output.text(&String::from_utf8_lossy(&script))?;
    output.finish()?;
    Ok(FINE)
}
