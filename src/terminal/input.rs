//! From the terminal's events to messages.

use crossterm::event::{
    Event, KeyCode as TerminalKey, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use crate::app::key::{Key, KeyCode};
use crate::app::{Msg, Pointer, PointerAction};

/// The message of an event, if it is one. Releases of keys are none; a new size is heard of elsewhere, because it would wait
/// behind a half-typed key here.
pub fn message(event: Event) -> Option<Msg> {
    match event {
        Event::Key(event) if event.kind != KeyEventKind::Release => key(event).map(Msg::Key),
        Event::Mouse(event) => pointer(event).map(Msg::Mouse),
        Event::Paste(text) => Some(Msg::Paste(text)),
        _ => None,
    }
}

fn pointer(event: MouseEvent) -> Option<Pointer> {
    let action = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => PointerAction::Click,
        MouseEventKind::Drag(MouseButton::Left) => PointerAction::Drag,
        MouseEventKind::ScrollUp => PointerAction::WheelUp,
        MouseEventKind::ScrollDown => PointerAction::WheelDown,
        _ => return None,
    };
    Some(Pointer { column: event.column, row: event.row, action })
}

fn key(event: KeyEvent) -> Option<Key> {
    let code = match event.code {
        TerminalKey::Char(c) => KeyCode::Char(c),
        TerminalKey::Enter => KeyCode::Enter,
        TerminalKey::Esc => KeyCode::Esc,
        TerminalKey::Tab | TerminalKey::BackTab => KeyCode::Tab,
        TerminalKey::Backspace => KeyCode::Backspace,
        TerminalKey::Delete => KeyCode::Delete,
        TerminalKey::Up => KeyCode::Up,
        TerminalKey::Down => KeyCode::Down,
        TerminalKey::Left => KeyCode::Left,
        TerminalKey::Right => KeyCode::Right,
        TerminalKey::Home => KeyCode::Home,
        TerminalKey::End => KeyCode::End,
        TerminalKey::PageUp => KeyCode::PageUp,
        TerminalKey::PageDown => KeyCode::PageDown,
        TerminalKey::F(number) => KeyCode::Function(number),
        _ => return None,
    };
    let character = matches!(code, KeyCode::Char(_));
    Some(Key {
        code,
        ctrl: event.modifiers.contains(KeyModifiers::CONTROL),
        alt: event.modifiers.contains(KeyModifiers::ALT),
        shift: !character && (event.modifiers.contains(KeyModifiers::SHIFT) || event.code == TerminalKey::BackTab),
    })
}
