//! Editing a line: one table for the search, prompts and the filters of lists.

use tui_input::{Input, InputRequest};

use crate::app::command::Command;

/// The edit that a command makes to a line; none if the command does something else.
pub fn edit(command: Command) -> Option<InputRequest> {
    Some(match command {
        Command::CursorLeft => InputRequest::GoToPrevChar,
        Command::CursorRight => InputRequest::GoToNextChar,
        Command::CursorStart => InputRequest::GoToStart,
        Command::CursorEnd => InputRequest::GoToEnd,
        Command::EraseLeft => InputRequest::DeletePrevChar,
        Command::EraseRight => InputRequest::DeleteNextChar,
        Command::EraseWord => InputRequest::DeletePrevWord,
        Command::EraseAll => InputRequest::DeleteLine,
        _ => return None,
    })
}

/// Types a text at the cursor of a line of at most `longest` characters; true if all of it had room.
pub fn insert(input: &mut Input, text: &str, longest: usize) -> bool {
    let room = longest.saturating_sub(input.value().chars().count());
    let mut chars = text.chars();
    for c in chars.by_ref().take(room) {
        input.handle(InputRequest::InsertChar(c));
    }
    chars.next().is_none()
}
