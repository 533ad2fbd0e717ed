//! Keys as people write them: `j`, `Ctrl-d`, `Shift-Tab`, `PgDn`.

use std::fmt;
use std::str::FromStr;

/// A key without its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyCode {
    /// A character, as typed: a capital is the capital letter and not Shift and the small one.
    Char(char),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Up.
    Up,
    /// Down.
    Down,
    /// Left.
    Left,
    /// Right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key, from 1.
    Function(u8),
}

/// A key with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// The key.
    pub code: KeyCode,
    /// Held down with it: Control.
    pub ctrl: bool,
    /// Held down with it: Alt.
    pub alt: bool,
    /// Held down with it: Shift; never set for a character.
    pub shift: bool,
}

/// The names of keys that are no characters, as files and help write them.
const NAMES: [(&str, KeyCode); 16] = [
    ("Enter", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Tab", KeyCode::Tab),
    ("Backspace", KeyCode::Backspace),
    ("Delete", KeyCode::Delete),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PgUp", KeyCode::PageUp),
    ("PgDn", KeyCode::PageDown),
    ("Space", KeyCode::Char(' ')),
    ("Minus", KeyCode::Char('-')),
    ("Plus", KeyCode::Char('+')),
];

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: KeyCode) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    /// Why a terminal never sends this key, and what to write in its place.
    pub fn never_comes(self) -> Option<(String, String)> {
        let comes = |other: &str| {
            let why = format!("a terminal sends \"{self}\" as {other}, so that it never comes");
            Some((why, format!("write \"{other}\", or take another key")))
        };
        match (self.code, self.ctrl, self.alt) {
            (KeyCode::Char('m'), true, _) => comes("Enter"),
            (KeyCode::Char('i'), true, _) => comes("Tab"),
            (KeyCode::Char('['), true, _) => comes("Esc"),
            // Alt is an escape before the character, and these begin or end what terminals answer with.
            (KeyCode::Char('[' | ']' | 'O' | 'P' | 'X' | '^' | '_' | '\\'), false, true) => {
                let why = format!("\"{self}\" begins a terminal's own messages, so that it never comes");
                Some((why, "take another key".to_owned()))
            }
            _ => None,
        }
    }

    /// The character that the key types, if it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [(self.ctrl, "Ctrl-"), (self.alt, "Alt-"), (self.shift, "Shift-")] {
            if held {
                f.write_str(name)?;
            }
        }
        if let Some((name, _)) = NAMES.iter().find(|(_, code)| *code == self.code) {
            return f.write_str(name);
        }
        match self.code {
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::Function(number) => write!(f, "F{number}"),
            _ => Ok(()),
        }
    }
}

/// A text that names no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a key")]
pub struct KeyError(pub String);

impl FromStr for Key {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let wrong = || KeyError(text.to_owned());
        let mut key = Self::plain(KeyCode::Esc);
        let mut rest = text;
        loop {
            let modifier = [("Ctrl-", 0), ("C-", 0), ("Alt-", 1), ("A-", 1), ("Shift-", 2), ("S-", 2)]
                .into_iter()
                .find_map(|(name, which)| {
                    let head = rest.get(..name.len())?;
                    let tail = rest.get(name.len()..)?;
                    (head.eq_ignore_ascii_case(name) && !tail.is_empty()).then_some((tail, which))
                });
            let Some((tail, which)) = modifier else { break };
            match which {
                0 => key.ctrl = true,
                1 => key.alt = true,
                _ => key.shift = true,
            }
            rest = tail;
        }
        let mut chars = rest.chars();
        key.code = match (chars.next(), chars.next()) {
            (Some(c), None) => KeyCode::Char(c),
            _ => named(rest).ok_or_else(wrong)?,
        };
        // A terminal reports Shift and a letter as the capital letter.
        if let (KeyCode::Char(c), true) = (key.code, key.shift) {
            key.shift = false;
            key.code = KeyCode::Char(c.to_uppercase().next().unwrap_or(c));
        }
        // A terminal cannot tell Ctrl-D from Ctrl-d.
        if let (KeyCode::Char(c), true) = (key.code, key.ctrl) {
            key.code = KeyCode::Char(c.to_ascii_lowercase());
        }
        Ok(key)
    }
}

fn named(name: &str) -> Option<KeyCode> {
    let known = NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, code)| *code);
    known.or_else(|| match name.to_ascii_lowercase().as_str() {
        "pageup" => Some(KeyCode::PageUp),
        "pagedown" => Some(KeyCode::PageDown),
        "escape" => Some(KeyCode::Esc),
        "return" => Some(KeyCode::Enter),
        "del" => Some(KeyCode::Delete),
        other => {
            let number: u8 = other.strip_prefix('f')?.parse().ok()?;
            (1..=12).contains(&number).then_some(KeyCode::Function(number))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_and_written() {
        let rows = [
            ("j", "j"),
            ("G", "G"),
            ("shift-g", "G"),
            ("Ctrl-D", "Ctrl-d"),
            ("C-d", "Ctrl-d"),
            ("alt-o", "Alt-o"),
            ("Shift-Tab", "Shift-Tab"),
            ("pagedown", "PgDn"),
            ("?", "?"),
            ("-", "Minus"),
            ("Ctrl--", "Ctrl-Minus"),
            ("space", "Space"),
            ("F5", "F5"),
        ];
        for (text, expected) in rows {
            let key: Key = text.parse().unwrap();
            assert_eq!(key.to_string(), expected);
            assert_eq!(key.to_string().parse::<Key>().unwrap(), key, "{text}");
        }
        for text in ["", "Hyper-x", "F13", "jj", "Ctrl-"] {
            assert!(text.parse::<Key>().is_err(), "{text}");
        }
    }
}
