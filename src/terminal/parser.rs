//! Takes apart what a terminal sends, by the grammar of ECMA-48 and xterm.
//!
//! Keys and answers come on the same line, in pieces that break anywhere. So a sequence is known by its grammar alone: a
//! string (OSC, DCS, APC, PM, SOS) is swallowed to its end, and a control sequence that is no known key does nothing. Time
//! decides one thing only, as in vim and tmux: an escape with nothing after it is the Esc key.
//!
//! Parsers of output, such as the crate `vte`, read another language: to them `ESC x` is a command, `ESC ESC` is one
//! escape, and Alt-Space or Alt-Backspace does not exist.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

use super::sequence;

const BELL: u8 = 0x07;
const CANCEL: u8 = 0x18;
const SUBSTITUTE: u8 = 0x1a;
const ESCAPE: u8 = 0x1b;
const DELETE: u8 = 0x7f;
/// The end of a string as one byte of eight bits.
const STRING_END: u8 = 0x9c;
/// The first byte of every eight-bit control that is written as UTF-8.
const CONTROL_LEAD: u8 = 0xc2;

/// The end of a bracketed paste.
const PASTE_END: &[u8] = b"\x1b[201~";
/// A longer paste is cut: it goes into one line.
const LONGEST_PASTE: usize = 1 << 20;
/// A longer control sequence is none that is known.
const LONGEST_SEQUENCE: usize = 64;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ParserState {
    Ground,
    /// After an escape, or after two.
    Escape {
        twice: bool,
    },
    /// In `CSI …`, or in `ESC CSI …`, which is a key with Alt.
    Control {
        alt: bool,
    },
    /// In `SS3 …`, the keys of application mode.
    Single {
        alt: bool,
    },
    /// After `CSI [`: one more byte names a function key of the Linux console.
    Console,
    /// In a character of several bytes; so many are missing.
    Character {
        missing: u8,
        alt: bool,
    },
    /// In a string. One that began with a byte of eight bits may end with one.
    Text {
        eight_bits: bool,
    },
    /// After an escape in a string, which may be the first half of its end. `late`: it has been alone for so long that it
    /// was the Esc key, and the string is over.
    TextEscape {
        late: bool,
    },
    /// In a paste; so many bytes of its end have been seen.
    Paste {
        matched: usize,
    },
    /// In a mouse report of the old kind, three bytes long.
    OldMouse {
        missing: u8,
    },
}

/// Takes bytes, in any pieces, and gives events.
#[derive(Debug)]
pub struct InputParser {
    state: ParserState,
    /// The bytes of the control sequence, the character or the paste.
    collected: Vec<u8>,
    last: u8,
}

impl Default for InputParser {
    fn default() -> Self {
        Self { state: ParserState::Ground, collected: Vec::new(), last: 0 }
    }
}

impl InputParser {
    /// Takes bytes; `tell` is given each event that is complete.
    pub fn take(&mut self, bytes: &[u8], tell: &mut impl FnMut(Event)) {
        for byte in bytes {
            self.byte(*byte, tell);
            self.last = *byte;
        }
    }

    /// True when the last byte was an escape, which is the Esc key unless more comes soon.
    pub fn waits(&self) -> bool {
        matches!(self.state, ParserState::Escape { .. } | ParserState::TextEscape { late: false })
    }

    /// Nothing came soon enough after an escape.
    pub fn time_out(&mut self, tell: &mut impl FnMut(Event)) {
        match self.state {
            ParserState::Escape { twice } => {
                self.state = ParserState::Ground;
                (0..=u8::from(twice)).for_each(|_| tell(key(KeyCode::Esc, false)));
            }
            ParserState::TextEscape { .. } => self.state = ParserState::TextEscape { late: true },
            _ => {}
        }
    }

    fn byte(&mut self, byte: u8, tell: &mut impl FnMut(Event)) {
        match self.state {
            ParserState::Ground => self.ground(byte, false, tell),
            ParserState::Escape { twice } => self.escape(byte, twice, tell),
            ParserState::Control { alt } => self.control(byte, alt, tell),
            ParserState::Single { alt } => self.single(byte, alt, tell),
            ParserState::Console => {
                self.state = ParserState::Ground;
                match byte {
                    b'A'..=b'E' => tell(key(KeyCode::F(byte - b'A' + 1), false)),
                    0..0x20 => self.ground(byte, false, tell),
                    _ => {}
                }
            }
            ParserState::Character { missing, alt } => self.character(byte, missing, alt, tell),
            ParserState::Text { eight_bits } => match byte {
                BELL | CANCEL | SUBSTITUTE => self.state = ParserState::Ground,
                ESCAPE => self.state = ParserState::TextEscape { late: false },
                STRING_END if eight_bits || self.last == CONTROL_LEAD => self.state = ParserState::Ground,
                _ => {}
            },
            ParserState::TextEscape { late } => match byte {
                b'\\' => self.state = ParserState::Ground,
                ESCAPE if !late => {}
                _ if late => self.ground(byte, false, tell),
                _ => self.escape(byte, false, tell),
            },
            ParserState::Paste { matched } => self.paste(byte, matched, tell),
            ParserState::OldMouse { missing } => match byte {
                0..0x20 => self.ground(byte, false, tell),
                _ => {
                    self.state =
                        if missing > 1 { ParserState::OldMouse { missing: missing - 1 } } else { ParserState::Ground }
                }
            },
        }
    }

    /// A byte that begins something.
    fn ground(&mut self, byte: u8, alt: bool, tell: &mut impl FnMut(Event)) {
        self.state = ParserState::Ground;
        match byte {
            ESCAPE => self.state = ParserState::Escape { twice: false },
            0x20..DELETE => tell(key(KeyCode::Char(char::from(byte)), alt)),
            0..0x20 | DELETE => tell(sequence::control_key(byte, alt)),
            0x80..=0x9f => drop(self.introduce(byte - 0x40, false, true)),
            0xc2..=0xdf => self.begin_character(byte, 1, alt),
            0xe0..=0xef => self.begin_character(byte, 2, alt),
            0xf0..=0xf4 => self.begin_character(byte, 3, alt),
            // No character begins so.
            _ => {}
        }
    }

    /// A control function of eight bits, by the letter that stands for it after an escape; says whether it is one that
    /// something follows.
    fn introduce(&mut self, letter: u8, alt: bool, eight_bits: bool) -> bool {
        self.collected.clear();
        self.state = match letter {
            b'[' => ParserState::Control { alt },
            b'O' => ParserState::Single { alt },
            b'P' | b'X' | b']' | b'^' | b'_' => ParserState::Text { eight_bits },
            _ => return false,
        };
        true
    }

    fn escape(&mut self, byte: u8, twice: bool, tell: &mut impl FnMut(Event)) {
        let is_key = matches!(byte, b'[' | b'O');
        // Before anything but a key that has Alt, the first of two escapes was a key by itself.
        if twice && !is_key {
            tell(key(KeyCode::Esc, false));
        }
        match byte {
            ESCAPE => self.state = ParserState::Escape { twice: true },
            // The end of a string whose beginning another program has read.
            b'\\' => self.state = ParserState::Ground,
            _ if self.introduce(byte, twice, false) => {}
            _ => self.ground(byte, true, tell),
        }
    }

    fn control(&mut self, byte: u8, alt: bool, tell: &mut impl FnMut(Event)) {
        match byte {
            ESCAPE => self.state = ParserState::Escape { twice: false },
            CANCEL | SUBSTITUTE => self.state = ParserState::Ground,
            // The standard has them done, and the sequence goes on.
            0..0x20 => tell(sequence::control_key(byte, false)),
            0x20..0x40 => {
                if self.collected.len() <= LONGEST_SEQUENCE {
                    self.collected.push(byte);
                }
            }
            0x40..DELETE => {
                self.state = ParserState::Ground;
                let collected = std::mem::take(&mut self.collected);
                match (byte, collected.as_slice()) {
                    (b'[', b"") => self.state = ParserState::Console,
                    (b'M', b"") => self.state = ParserState::OldMouse { missing: 3 },
                    (b'~', b"200") => self.state = ParserState::Paste { matched: 0 },
                    (_, parameters) if parameters.len() > LONGEST_SEQUENCE => {}
                    (_, parameters) => sequence::event(parameters, byte, alt).into_iter().for_each(tell),
                }
            }
            DELETE => {}
            0x80.. => self.ground(byte, false, tell),
        }
    }

    fn single(&mut self, byte: u8, alt: bool, tell: &mut impl FnMut(Event)) {
        self.state = ParserState::Ground;
        match byte {
            // Old terminals write Shift and Ctrl as numbers here.
            b'0'..=b'9' | b';' => self.state = ParserState::Single { alt },
            0..0x20 | 0x80.. => self.ground(byte, false, tell),
            _ => sequence::single(byte, alt).into_iter().for_each(tell),
        }
    }

    fn begin_character(&mut self, byte: u8, missing: u8, alt: bool) {
        self.collected.clear();
        self.collected.push(byte);
        self.state = ParserState::Character { missing, alt };
    }

    fn character(&mut self, byte: u8, missing: u8, alt: bool, tell: &mut impl FnMut(Event)) {
        if !matches!(byte, 0x80..=0xbf) {
            return self.ground(byte, false, tell);
        }
        self.collected.push(byte);
        if missing > 1 {
            self.state = ParserState::Character { missing: missing - 1, alt };
            return;
        }
        self.state = ParserState::Ground;
        let character = std::str::from_utf8(&self.collected).ok().and_then(|text| text.chars().next());
        match character {
            Some(c @ '\u{80}'..='\u{9f}') => {
                self.introduce(u8::try_from(c).unwrap_or_default().wrapping_sub(0x40), alt, false);
            }
            Some(c) => tell(key(KeyCode::Char(c), alt)),
            None => {}
        }
    }

    fn paste(&mut self, byte: u8, matched: usize, tell: &mut impl FnMut(Event)) {
        let mut keep = |bytes: &[u8]| {
            if self.collected.len() < LONGEST_PASTE {
                self.collected.extend_from_slice(bytes);
            }
        };
        let matched = if PASTE_END.get(matched) == Some(&byte) {
            matched + 1
        } else {
            // The bytes that looked like the end are text. The end begins with the only escape in it.
            keep(PASTE_END.get(..matched).unwrap_or_default());
            if byte == ESCAPE {
                1
            } else {
                keep(&[byte]);
                0
            }
        };
        self.state = ParserState::Paste { matched };
        if matched == PASTE_END.len() {
            self.state = ParserState::Ground;
            let text = String::from_utf8_lossy(&std::mem::take(&mut self.collected)).into_owned();
            tell(Event::Paste(text));
        }
    }
}

/// A key by itself or with Alt.
fn key(code: KeyCode, alt: bool) -> Event {
    Event::Key(KeyEvent::new(code, if alt { KeyModifiers::ALT } else { KeyModifiers::NONE }))
}
