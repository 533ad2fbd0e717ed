//! Filling in a line: keys, hints, pastes and drawing. What the line was for is done by [`super::answer`].

pub mod state;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::text::Line;
use ratatui::widgets::Widget;
use tui_input::{Input, InputRequest};

use self::state::{PromptState, Purpose};
use crate::app::command::Command;
use crate::app::draw::{boxed, centred};
use crate::app::key::Key;
use crate::app::layout::Areas;
use crate::app::msg::Effect;
use crate::app::search::line;
use crate::app::state::State;
use crate::app::text::{fit, scrolled};
use crate::text::clean_line;

/// The longest line that is taken, in characters: room for a note of several pages.
const LONGEST: usize = 20_000;

/// Asks for a line, which begins as `text`.
pub fn open(state: &mut State, title: &str, text: &str, purpose: Purpose) -> Vec<Effect> {
    let suggested = !text.is_empty() && !matches!(purpose, Purpose::Note { .. });
    state.prompt =
        Some(PromptState { title: title.to_owned(), input: Input::new(text.to_owned()), suggested, purpose });
    Vec::new()
}

/// A key while a line is filled in. Returns what was filled in, once it is done; the line stays open.
pub fn on_key(state: &mut State, command: Option<Command>, key: Key) -> Option<(Purpose, String)> {
    let open = state.prompt.as_mut()?;
    match command {
        Some(Command::KeepSearch) => {
            return Some((open.purpose.clone(), clean_line(open.input.value()).trim().to_owned()));
        }
        Some(Command::Back) => {
            state.prompt = None;
            state.say("Nothing is changed");
        }
        Some(command) => {
            if let Some(request) = line::edit(command) {
                open.suggested = false;
                open.input.handle(request);
            }
        }
        None => {
            if key.typed().is_some_and(|c| !insert(open, c.encode_utf8(&mut [0; 4]))) {
                state.say(cut());
            }
        }
    }
    None
}

pub fn hints() -> Vec<(Command, &'static str)> {
    vec![(Command::KeepSearch, "accept"), (Command::Back, "cancel"), (Command::EraseAll, "erase all")]
}

/// A pasted text goes into the line.
pub fn paste(state: &mut State, text: &str) -> Vec<Effect> {
    let whole = state.prompt.as_mut().is_none_or(|open| insert(open, &clean_line(text)));
    if whole { Vec::new() } else { state.say(cut()) }
}

fn cut() -> String {
    format!("A line takes {LONGEST} characters; the rest was left out")
}

/// Types a text, as far as there is room, and says whether there was; what was only suggested goes.
fn insert(open: &mut PromptState, text: &str) -> bool {
    if std::mem::take(&mut open.suggested) {
        open.input.handle(InputRequest::DeleteLine);
    }
    line::insert(&mut open.input, text, LONGEST)
}

const WIDEST: u16 = 90;

/// Draws the line; returns where its cursor stands.
pub fn draw(state: &State, open: &PromptState, layout: &Areas, buffer: &mut Buffer) -> Option<Position> {
    let area = centred(layout.screen, WIDEST, 3);
    let title = format!(" {} ", fit(&open.title, usize::from(area.width).saturating_sub(4)));
    let inside = boxed(area, title, &state.theme, buffer);
    let room = usize::from(inside.width).saturating_sub(1);
    let scroll = open.input.visual_scroll(room.max(1));
    let style = if open.suggested { state.theme.selected } else { state.theme.text };
    Line::styled(fit(scrolled(open.input.value(), scroll), room + 1), style).render(inside, buffer);
    let column = open.input.visual_cursor().saturating_sub(scroll).min(room);
    Some(Position { x: inside.x + u16::try_from(column).unwrap_or(0), y: inside.y })
}
