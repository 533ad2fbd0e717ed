//! The state folder for commands that keep things, and their messages.

use super::CliError;
use super::output::complain;
use crate::config::state_path;
use crate::notebook::StateFolder;

/// The user's own folder.
pub fn state_folder() -> Result<StateFolder, CliError> {
    state_path().map(StateFolder::new).ok_or(CliError::NoHome)
}

/// Tells what is wrong with a file of the state folder, if anything; says whether there was.
pub fn tell(problem: Option<String>) -> bool {
    if let Some(problem) = &problem {
        complain(problem);
    }
    problem.is_some()
}
