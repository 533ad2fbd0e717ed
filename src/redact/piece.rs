//! The parts of a text that are hidden, and the text with other words in their place, in English that can be read.

use std::ops::Range;

use super::words::is_capital;
use crate::text::fold::PlainText;

/// The replacement for a name without one of its own.
pub const NAME: &str = "[name]";
/// The replacement for a place.
pub const PLACE: &str = "[place]";
/// The replacement for an age.
pub const AGE: &str = "[age]";
/// The replacement for a date without a year.
pub const DATE: &str = "[date]";

/// The rank of a part; of two that overlap the greater is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// A name that is told by its form.
    Guess,
    /// An age or a date.
    Number,
    /// A name of another case.
    Other,
    /// A place or institution.
    Place,
    /// A name of the case itself.
    Own,
}

/// A part of a plain text that is hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HiddenPart {
    /// The bytes of the plain text.
    pub part: Range<usize>,
    pub shown: String,
    /// Decides which of two parts that overlap is shown.
    pub rank: Rank,
}

impl HiddenPart {
    pub fn new(part: Range<usize>, shown: impl Into<String>, rank: Rank) -> Self {
        Self { part, shown: shown.into(), rank }
    }
}

/// The parts in order, without overlaps. Of two that overlap everything that either hides is hidden.
fn in_order(mut pieces: Vec<HiddenPart>) -> Vec<HiddenPart> {
    pieces.sort_by(|a, b| a.part.start.cmp(&b.part.start).then(b.part.end.cmp(&a.part.end)));
    let mut kept: Vec<HiddenPart> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match kept.last_mut().filter(|last| piece.part.start < last.part.end) {
            Some(last) => {
                last.part.end = last.part.end.max(piece.part.end);
                if piece.rank > last.rank {
                    (last.shown, last.rank) = (piece.shown, piece.rank);
                }
            }
            None => kept.push(piece),
        }
    }
    kept
}

/// The text with each piece shown as something else.
pub fn rewritten(raw: &str, text: &PlainText<'_>, pieces: Vec<HiddenPart>) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut at = 0;
    let mut last: Option<HiddenPart> = None;
    for mut piece in in_order(pieces) {
        let original = text.original(piece.part.clone());
        let between = raw.get(at..original.start).unwrap_or_default();
        out.push_str(between);
        at = original.end;
        let rest = text.text.get(piece.part.end..).unwrap_or_default();
        if last.as_ref().is_some_and(|last| is_again(last, between, &piece)) {
            out.truncate(out.len() - between.len());
            last = Some(piece);
            continue;
        }
        if piece.rank >= Rank::Other || piece.shown == NAME {
            // "the mother, Jane Doe, said" and "his mother Jane Doe said" say it already.
            if let Some(kept) = says_already(&out, &piece.shown) {
                let bracketed = out.get(kept..).is_some_and(|gap| gap.ends_with('('));
                let commas = out.get(kept..).is_some_and(|gap| gap.starts_with(','));
                if !bracketed || rest.starts_with(')') {
                    out.truncate(kept);
                    at += usize::from(bracketed);
                    // The second comma goes with the first.
                    at += usize::from(commas && rest.starts_with(", ") && !lists(rest));
                    last = Some(piece);
                    continue;
                }
            }
        }
        // "the Jane Doe review" is "the child review".
        if [" the ", " a ", " an "].iter().any(|article| out.ends_with(article)) || out == "The " || out == "the " {
            piece.shown = piece.shown.strip_prefix("the ").map_or(piece.shown.clone(), str::to_owned);
        }
        if begins_sentence(&out) && raw.get(original.clone()).is_some_and(is_capital) {
            piece.shown = capitalised(&piece.shown);
        }
        out.push_str(&piece.shown);
        // "Jane Doe, the mother, said" says it again.
        at += said_again(rest, &piece.shown);
        // The possessive of a name in s.
        if rest.starts_with('\'')
            && !rest.starts_with("'s")
            && raw.get(..original.end).is_some_and(|before| before.ends_with('s'))
            && rest.get(1..).is_some_and(|after| after.starts_with(' '))
            && !out.contains(['\'', '\u{2018}'])
        {
            out.push_str("'s");
            at += raw.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        }
        last = Some(piece);
    }
    out.push_str(raw.get(at..).unwrap_or_default());
    out
}

/// True if the words behind a comma go on with a list, and do not end an insertion.
fn lists(rest: &str) -> bool {
    rest.get(2..).is_some_and(|rest| rest.starts_with("and ") || rest.starts_with('['))
}

/// True if a part only repeats the last one.
fn is_again(last: &HiddenPart, between: &str, piece: &HiddenPart) -> bool {
    if last.shown.to_lowercase() != piece.shown.to_lowercase() {
        return false;
    }
    let year = piece.shown.bytes().all(|byte| byte.is_ascii_digit());
    match between {
        " " | ", " | "-" | "/" => true,
        " and " | " to " | " or " => year || piece.rank == Rank::Own,
        _ => false,
    }
}

/// The end of a text that says what `shown` says already, before the comma, bracket or space between the two.
fn says_already(before: &str, shown: &str) -> Option<usize> {
    let noun = noun_of(shown)?;
    let kept = before.trim_end_matches([' ', ',', '(']);
    if before.len() == kept.len() || before.len() > kept.len() + 2 {
        return None;
    }
    let said = kept.strip_suffix(noun).or_else(|| kept.strip_suffix(capitalised(noun).as_str()))?;
    let alone = said.is_empty() || said.ends_with(' ') || said.ends_with('(');
    alone.then_some(kept.len())
}

/// How many bytes of what follows only say `shown` again.
fn said_again(rest: &str, shown: &str) -> usize {
    let Some(noun) = noun_of(shown) else { return 0 };
    for (lead, tails) in
        [(", the ", &[", ", ".", ";"][..]), (", a ", &[", ", ".", ";"][..]), (" (the ", &[")"][..]), (" (", &[")"][..])]
    {
        let Some(after) = rest.strip_prefix(lead).and_then(|after| after.strip_prefix(noun)) else { continue };
        for tail in tails {
            if after.starts_with(tail) {
                let whole = lead.len() + noun.len();
                return if *tail == ")" || *tail == ", " { whole + 1 } else { whole };
            }
        }
    }
    0
}

/// The noun of a role ("the mother's partner": "mother's partner"); a pseudonym is its own.
fn noun_of(shown: &str) -> Option<&str> {
    if shown.starts_with('[') || shown.is_empty() {
        return None;
    }
    let lower = shown.strip_prefix("the ").or_else(|| shown.strip_prefix("The "));
    Some(lower.unwrap_or(shown))
}

fn begins_sentence(before: &str) -> bool {
    let end = before.trim_end_matches(['(', '[', '"', '\'', '\u{2018}', '\u{201c}']);
    end.is_empty() || end.ends_with("\n\n") || [". ", "? ", "! "].iter().any(|stop| end.ends_with(stop))
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
