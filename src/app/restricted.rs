//! Commands that a restricted session may not ask for: they have no keys, and are refused where they are asked for in another way.

use super::command::Command;
use super::state::State;
use crate::config::{Feature, Restriction};

/// The feature that a command belongs to.
fn feature(command: Command) -> Option<Feature> {
    Some(match command {
        // A note for the group is written into the library.
        Command::Edit | Command::GroupNote => Feature::Edit,
        Command::OpenSource => Feature::Open,
        Command::Suspend => Feature::Suspend,
        Command::Export => Feature::Export,
        Command::Copy | Command::CopyMarkdown => Feature::Clipboard,
        Command::Mark | Command::MarkAll | Command::Marks | Command::Note | Command::SaveSearch | Command::Snapshot => {
            Feature::Marks
        }
        _ => return None,
    })
}

/// True for a command that a session may not give: because it is restricted, or because names stay hidden in it.
pub fn is_off(command: Command, restriction: &Restriction, names_stay_hidden: bool) -> bool {
    (names_stay_hidden && command == Command::Hide)
        || feature(command).is_some_and(|feature| !restriction.allows(feature))
}

/// The refusal of a command that is off.
pub fn refuses(state: &State, command: Command) -> Option<String> {
    let name = || format!("\"{}\"", command.row().map_or("this", |row| row.name));
    feature(command).and_then(|feature| state.restriction.refuses(feature, &name()))
}
