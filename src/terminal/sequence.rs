//! The keys and mouse events that control sequences stand for.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

/// The key of a control byte.
pub fn control_key(byte: u8, alt: bool) -> Event {
    let control = KeyModifiers::CONTROL;
    let letter = |first: char, from: u8| {
        let code = u32::from(first) + u32::from(byte - from);
        (KeyCode::Char(char::from_u32(code).unwrap_or(first)), control)
    };
    let (code, modifiers) = match byte {
        0x00 => (KeyCode::Char(' '), control),
        b'\r' => (KeyCode::Enter, KeyModifiers::NONE),
        b'\t' => (KeyCode::Tab, KeyModifiers::NONE),
        0x1b => (KeyCode::Esc, KeyModifiers::NONE),
        0x01..=0x1a => letter('a', 0x01),
        0x1c..=0x1f => letter('4', 0x1c),
        _ => (KeyCode::Backspace, KeyModifiers::NONE),
    };
    Event::Key(KeyEvent::new(code, if alt { modifiers | KeyModifiers::ALT } else { modifiers }))
}

/// The key after `SS3`.
pub fn single(last: u8, alt: bool) -> Option<Event> {
    let code = match last {
        b'M' => KeyCode::Enter,
        b'P'..=b'S' => KeyCode::F(last - b'P' + 1),
        _ => direction(last)?,
    };
    Some(key(code, modifiers(1, alt)?))
}

/// The event of a control sequence with these parameters and this last byte; nothing for what is no key: answers, reports
/// and everything private but the mouse.
pub fn event(parameters: &[u8], last: u8, alt: bool) -> Option<Event> {
    let (mouse, parameters) = match parameters.strip_prefix(b"<") {
        Some(parameters) => (true, parameters),
        None => (false, parameters),
    };
    let text = std::str::from_utf8(parameters).ok()?;
    let mut numbers = Vec::new();
    for parameter in text.split(';') {
        // After a colon stands what a key could also be, or whether it was released.
        let mut parts = parameter.split(':').map(|part| if part.is_empty() { Some(None) } else { number(part) });
        numbers.push((parts.next()??, parts.next().unwrap_or(Some(None))?));
    }
    let at = |index: usize| numbers.get(index).map_or((None, None), |number| *number);
    if mouse {
        return pointer(at(0).0?, at(1).0?, at(2).0?, last).map(Event::Mouse);
    }
    let ((first, _), (second, kind)) = (at(0), at(1));
    let modifiers = modifiers(second.unwrap_or(1), alt)?;
    let bare = numbers.len() == 1 && first.is_none();
    let code = match last {
        b'I' if bare => return Some(Event::FocusGained),
        b'O' if bare => return Some(Event::FocusLost),
        b'Z' if bare || first == Some(1) => KeyCode::BackTab,
        // With parameters `R` is the answer to where the cursor stands.
        b'R' if bare => KeyCode::F(3),
        b'P' | b'Q' | b'S' if bare || (first == Some(1) && second.is_some()) => KeyCode::F(last - b'P' + 1),
        b'A'..=b'H' if numbers.len() <= 2 && first.unwrap_or(1) == 1 => direction(last)?,
        b'~' if first == Some(27) => character(at(2).0?)?,
        b'~' if numbers.len() <= 2 => numbered(first?)?,
        b'u' if numbers.len() <= 3 => character(first?)?,
        _ => return None,
    };
    let kind = match kind.unwrap_or(1) {
        1 => KeyEventKind::Press,
        2 => KeyEventKind::Repeat,
        _ => KeyEventKind::Release,
    };
    Some(Event::Key(KeyEvent::new_with_kind(code, modifiers, kind)))
}

/// A number of digits alone.
fn number(text: &str) -> Option<Option<u16>> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten().map(Some)
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(code, modifiers))
}

/// The modifiers of xterm's number.
fn modifiers(number: u16, alt: bool) -> Option<KeyModifiers> {
    let bits = number.checked_sub(1).filter(|bits| *bits < 256)?;
    let table = [
        (1, KeyModifiers::SHIFT),
        (2, KeyModifiers::ALT),
        (4, KeyModifiers::CONTROL),
        (8, KeyModifiers::SUPER),
        (16, KeyModifiers::HYPER),
        (32, KeyModifiers::META),
    ];
    let mut held: KeyModifiers = table.into_iter().filter(|(bit, _)| bits & bit != 0).map(|(_, held)| held).collect();
    held.set(KeyModifiers::ALT, held.contains(KeyModifiers::ALT) || alt);
    Some(held)
}

fn direction(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        _ => return None,
    })
}

/// The keys of `CSI number ~`.
fn numbered(number: u16) -> Option<KeyCode> {
    let function = |from: u16, first: u16| u8::try_from(number - from + first).ok().map(KeyCode::F);
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        // The numbers have gaps, as the keys of the VT220 had.
        11..=15 => function(11, 1)?,
        17..=21 => function(17, 6)?,
        23..=26 => function(23, 11)?,
        28..=29 => function(28, 15)?,
        31..=34 => function(31, 17)?,
        _ => return None,
    })
}

/// The key of a character's number, as terminals write keys that have no sequence of their own.
fn character(number: u16) -> Option<KeyCode> {
    Some(match number {
        9 => KeyCode::Tab,
        13 => KeyCode::Enter,
        27 => KeyCode::Esc,
        127 => KeyCode::Backspace,
        _ => KeyCode::Char(char::from_u32(number.into()).filter(|c| !c.is_control() && !is_private(*c))?),
    })
}

/// Keys of the keyboard protocol that stand for no character.
fn is_private(c: char) -> bool {
    ('\u{e000}'..='\u{f8ff}').contains(&c)
}

/// The mouse event of an SGR report.
fn pointer(buttons: u16, column: u16, row: u16, last: u8) -> Option<MouseEvent> {
    const MOVED: u16 = 32;
    const WHEEL: u16 = 64;
    let button = match buttons & 3 {
        0 => MouseButton::Left,
        1 => MouseButton::Middle,
        _ => MouseButton::Right,
    };
    let kind = match (last, buttons & !(4 | 8 | 16)) {
        (b'M', 0..=2) => MouseEventKind::Down(button),
        (b'm', 0..=2) => MouseEventKind::Up(button),
        (b'M', WHEEL) => MouseEventKind::ScrollUp,
        (b'M', bits) if bits == WHEEL + 1 => MouseEventKind::ScrollDown,
        (b'M', bits) if bits == MOVED + 3 => MouseEventKind::Moved,
        (b'M', bits) if (MOVED..MOVED + 3).contains(&bits) => MouseEventKind::Drag(button),
        _ => return None,
    };
    Some(MouseEvent { kind, column: column.checked_sub(1)?, row: row.checked_sub(1)?, modifiers: KeyModifiers::NONE })
}
