//! `casebook pick`: choose in the explorer, and print what was chosen for a script.

use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::os::fd::AsFd;

use clap::Args;
use rustix::fs::{Mode, OFlags};

use super::{CliError, Start, explore};

/// The exit code of a program that was left without an answer, as Ctrl-C in a shell.
const LEFT: u8 = 130;

/// Arguments of `casebook pick`.
#[derive(Debug, Args)]
#[command(after_long_help = "The screen is drawn on the terminal, and standard output has nothing but the answer:\n  \
        casebook show $(casebook pick bruising | tr / ' ')\n  \
        casebook export --item \"$(casebook pick to:police)\" --output one.md\n\n\
        Enter picks the selected entry; from the list of cases it goes into the case first.\n\n\
        Exit codes: 0 something was picked, 130 left without it, 2 wrong use or no terminal.")]
pub struct PickArguments {
    /// The search to begin with
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
}

pub(super) fn run(start: &Start, arguments: &PickArguments) -> Result<u8, CliError> {
    if !io::stdin().is_terminal() {
        return Err(CliError::NoTerminal);
    }
    let mut answer = File::from(io::stdout().as_fd().try_clone_to_owned().map_err(CliError::Write)?);
    draw_on_terminal().map_err(CliError::Terminal)?;
    let query = Some(arguments.query.join(" ")).filter(|query| !query.is_empty());
    let (code, picked) = explore::run_to_pick(start, query)?;
    match picked {
        Some(picked) => {
            writeln!(answer, "{picked}").map_err(CliError::Write)?;
            Ok(code)
        }
        None if code == super::FINE => Ok(LEFT),
        None => Ok(code),
    }
}

/// Lets standard output be the terminal of the keyboard: the explorer draws there.
fn draw_on_terminal() -> io::Result<()> {
    if io::stdout().is_terminal() {
        return Ok(());
    }
    let name = rustix::termios::ttyname(io::stdin(), Vec::new())?;
    let terminal = rustix::fs::open(name, OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC, Mode::empty())?;
    Ok(rustix::stdio::dup2_stdout(terminal)?)
}
