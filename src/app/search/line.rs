//! Editing a line: one table for the search, prompts and the filters of lists.

use tui_input::InputRequest;

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
