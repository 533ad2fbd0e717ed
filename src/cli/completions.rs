//! `casebook completions`: what a shell needs to complete casebook's arguments.

use clap::Command;

use super::args::CompletionsArguments;
use super::output::Output;
use super::{CliError, FINE};

pub(super) fn run(arguments: &CompletionsArguments, command: &Command, output: &mut Output) -> Result<u8, CliError> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command.clone(), "casebook", &mut script);
    output.text(&String::from_utf8_lossy(&script))?;
    output.finish()?;
    Ok(FINE)
}
