//! Keys as people write them: `j`, `Ctrl-d`, `Shift-Tab`, `PgDn`.

use std::fmt;
use std::str::FromStr;

/// A key without its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the keys are called as they are labelled")]
pub enum KeyCode {
    /// A character, as typed: a capital is the capital letter and not Shift and the small one.
    Char(char),
    Enter,
    Esc,
    Tab,
    Backspace,
    Delete,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    /// A function key, from 1.
    Function(u8),
}

/// A key with the modifiers that are held down with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the keys are called as they are labelled")]
pub struct Key {
    pub code: KeyCode,
    pub ctrl: bool,
    pub alt: bool,
    /// Never set for a character.
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
        let mut key = Self::plain(KeyCode::Esc);
        let mut rest = text;
        // A hyphen at the end is the key itself.
        while let Some((modifier, tail)) = rest.split_once('-').filter(|(_, tail)| !tail.is_empty()) {
            match modifier.to_ascii_lowercase().as_str() {
                "ctrl" | "c" => key.ctrl = true,
                "alt" | "a" => key.alt = true,
                "shift" | "s" => key.shift = true,
                _ => break,
            }
            rest = tail;
        }
        let mut chars = rest.chars();
        key.code = match (chars.next(), chars.next()) {
            (Some(c), None) => KeyCode::Char(c),
            _ => named(rest).ok_or_else(|| KeyError(text.to_owned()))?,
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
