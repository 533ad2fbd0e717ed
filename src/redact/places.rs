//! Places that are told by what stands beside them: "Little Heath Primary School", "HMP Oak", "University of Oak".

use super::lists::{GENERAL_WORDS, GIVEN_NAMES, INSTITUTION_WORDS, OF_PLACE_WORDS};
use super::piece::{HiddenPart, PLACE, Rank};
use super::words::{WordSpan, is_capital};

/// Institutions that are written small too: "Oak hospital".
const SMALL: [&str; 6] = ["hospital", "school", "nursery", "clinic", "prison", "council"];

/// The proper names that belong to institutions of a plain text. What is hidden already is passed over.
pub fn find(text: &str, found: &[WordSpan], pieces: &mut Vec<HiddenPart>) {
    for (index, word) in found.iter().enumerate() {
        let name = word.of(text);
        if INSTITUTION_WORDS.contains(name) || SMALL.contains(&name) {
            before(text, found, index, pieces);
        }
        if name == "HMP" || name == "HMYOI" || name == "YOI" {
            behind(text, found, index, pieces);
        }
        // "at Oak": what is none of the words that are always written so is a place.
        if matches!(name, "in" | "at" | "near" | "outside" | "around" | "In" | "At" | "Near") {
            behind(text, found, index, pieces);
        }
        if OF_PLACE_WORDS.contains(name) && found.get(index + 1).is_some_and(|of| of.of(text) == "of") {
            behind(text, found, index + 1, pieces);
        }
    }
}

fn is_hidden(word: WordSpan, pieces: &[HiddenPart]) -> bool {
    pieces.iter().any(|piece| piece.part.start < word.end && word.start < piece.part.end)
}

/// A capital that begins nothing but a name.
fn is_proper(name: &str) -> bool {
    let acronym = name.len() > 1 && !name.chars().any(char::is_lowercase);
    is_capital(name) && !acronym && !GENERAL_WORDS.contains(name) && !INSTITUTION_WORDS.contains(name) && name.len() > 1
}

/// The name before the institution at `index`.
fn before(text: &str, found: &[WordSpan], index: usize, pieces: &mut Vec<HiddenPart>) {
    let mut proper: Option<(usize, usize)> = None;
    let mut next = index;
    let mut saint = false;
    while let Some(at) = next.checked_sub(1) {
        let (Some(word), Some(behind)) = (found.get(at).copied(), found.get(next).copied()) else { break };
        let name = word.of(text);
        let gap = text.get(word.end..behind.start).unwrap_or_default();
        let joined = matches!(gap, " " | "-" | "'" | "' " | " & ") || (gap == ". " && name == "St");
        if !joined || is_hidden(word, pieces) {
            break;
        }
        let connector = matches!(name, "of" | "upon" | "on" | "under" | "le" | "the")
            && at > 0
            && proper.is_some()
            && found.get(at - 1).is_some_and(|word| is_proper(word.of(text)));
        let possessive = name == "s" && text.get(..word.start).is_some_and(|before| before.ends_with('\''));
        if !(is_capital(name) || connector || possessive) {
            break;
        }
        let starts = at == 0 || text.get(..word.start).is_some_and(|before| before.ends_with(". "));
        let verb = starts && (name.ends_with("ing") || name.ends_with("ed"));
        if is_proper(name) && !verb {
            let end = proper.map_or(word.end, |(_, end)| end);
            proper = Some((word.start, end));
            saint |= name == "St";
        } else if saint {
            break;
        }
        next = at;
        // One word is enough before an institution that is written small.
        if found.get(index).is_some_and(|word| !is_capital(word.of(text))) {
            break;
        }
    }
    let Some((start, mut end)) = proper else { return };
    let alone = text.get(start..end).is_some_and(|name| GIVEN_NAMES.contains(name));
    if alone && found.get(index).is_some_and(|word| !is_capital(word.of(text))) {
        return;
    }
    if saint && text.get(end..).is_some_and(|rest| rest.starts_with("'s ")) {
        end += 2;
    }
    pieces.push(HiddenPart::new(start..end, PLACE, Rank::Place));
}

/// The name behind the word at `index`.
fn behind(text: &str, found: &[WordSpan], index: usize, pieces: &mut Vec<HiddenPart>) {
    let mut end = None;
    let mut last = found.get(index).copied();
    let start = found.get(index + 1).map(|word| word.start);
    for word in found.iter().skip(index + 1).take(3) {
        let gap = last.and_then(|last| text.get(last.end..word.start));
        if !matches!(gap, Some(" " | "-")) || !is_proper(word.of(text)) || is_hidden(*word, pieces) {
            break;
        }
        end = Some(word.end);
        last = Some(*word);
    }
    if let (Some(start), Some(end)) = (start, end) {
        pieces.push(HiddenPart::new(start..end, PLACE, Rank::Place));
    }
}

/// True if a text holds a capital that may begin a name and is no part of a general word.
pub fn names_something(text: &str, found: &[WordSpan]) -> bool {
    found.iter().any(|word| {
        let hidden = text.get(..word.start).is_some_and(|before| before.ends_with('['));
        is_proper(word.of(text)) && !hidden
    })
}
