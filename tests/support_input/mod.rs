//! What must hold of every input, whatever its bytes and its pieces: one function for the short run of `tests/session/input.rs` and
//! for the long run of `tests/fuzz`.
#![allow(clippy::indexing_slicing, reason = "a test that fails should say so at once")]

use casebook::terminal::InputParser;
use crossterm::event::Event;

/// What comes of bytes that arrive in these pieces. `late`: after each piece nothing comes for a long time.
pub fn events(pieces: &[&[u8]], late: bool) -> Vec<Event> {
    let (mut parser, mut events) = (InputParser::default(), Vec::new());
    for piece in pieces {
        parser.take(piece, &mut |event| events.push(event));
        if late && parser.waits() {
            parser.time_out(&mut |event| events.push(event));
        }
    }
    events
}

/// The strings that a terminal answers with, by how they begin.
const STRINGS: [&[u8]; 10] =
    [b"\x1b]", b"\x1bP", b"\x1b_", b"\x1b^", b"\x1bX", b"\x9d", b"\x90", b"\xc2\x9d", b"\xc2\x9f", b"\xc2\x98"];
const ENDS: [&[u8]; 2] = [b"\x07", b"\x1b\\"];

/// Gives bytes to the parser as they are and as the content of answers; panics where it breaks a promise.
pub fn check(bytes: &[u8]) {
    let (size, bytes) = bytes.split_first().map_or((1, bytes), |(size, rest)| (usize::from(*size) % 7 + 1, rest));
    let cut: Vec<&[u8]> = bytes.chunks(size).collect();
    let whole = events(&[bytes], false);
    assert_eq!(events(&cut, false), whole, "the pieces tell");
    assert!(whole.len() <= bytes.len(), "more keys than bytes");
    // Nothing in an answer is a key, at whatever times its bytes come.
    let content: Vec<u8> =
        bytes.iter().copied().filter(|byte| !matches!(byte, 0x07 | 0x18 | 0x1a | 0x1b | 0x9c)).collect();
    for begin in STRINGS {
        for end in ENDS {
            let answer = [begin, &content, end].concat();
            // Only the escape that begins it must not be alone for long: then it is the Esc key.
            let mut pieces = vec![begin];
            pieces.extend(answer[begin.len()..].chunks(size));
            assert_eq!(events(&pieces, true), [], "{answer:?}");
            assert_eq!(events(&[&answer], false), [], "{answer:?}");
        }
    }
    // Nor in a private control sequence.
    let content: Vec<u8> = content.into_iter().map(|byte| 0x20 + byte % 0x20).collect();
    for begin in [b"\x1b[?", b"\x1b[>", b"\x1b[="] {
        let answer = [begin.as_slice(), content.as_slice(), b"c"].concat();
        let mut pieces = vec![begin.as_slice()];
        pieces.extend(answer[begin.len()..].chunks(size));
        assert_eq!(events(&pieces, true), [], "{answer:?}");
    }
    // Whatever came, Esc leads back to keys, except out of a paste, which has an end of its own.
    let mut parser = InputParser::default();
    parser.take(bytes, &mut |_| ());
    parser.take(b"\x1b[201~", &mut |_| ());
    parser.take(b"\x1b", &mut |_| ());
    parser.time_out(&mut |_| ());
    let mut last = None;
    parser.take(b"q", &mut |event| last = Some(event));
    assert_eq!(last, events(&[b"q"], false).pop(), "the keyboard is dead");
}
