//! Lighting up text, by grapheme and by cell.

use std::ops::Range;

use ratatui::style::Style;
use ratatui::text::Span;
use unicode_width::UnicodeWidthChar;

use crate::search::{Highlighter, MatchSpan};
pub use crate::text::cells::{column, fit, width, wrap};

/// The part `range` of `text` as spans, with what `lit` names in the style `matched`.
pub fn lit_spans(
    text: &str,
    range: Range<usize>,
    lit: &[MatchSpan],
    style: Style,
    matched: Style,
) -> Vec<Span<'static>> {
    let mut spans = Vec::new();
    let mut at = range.start;
    let mut push = |from: usize, to: usize, style: Style| {
        if let Some(part) = text.get(from..to).filter(|part| !part.is_empty()) {
            spans.push(Span::styled(part.to_owned(), style));
        }
    };
    for span in lit {
        let (from, to) = (span.start.max(range.start), span.end.min(range.end));
        if from >= to {
            continue;
        }
        push(at, from, style);
        push(from, to, style.patch(matched));
        at = to;
    }
    push(at, range.end, style);
    spans
}

/// A text on one line of at most `cells` cells, with its matches lit. Where the first match would be cut off, the text
/// is shown from a few words before it.
pub fn lit_line(
    text: &str,
    cells: usize,
    highlighter: &Highlighter<'_>,
    style: Style,
    matched: Style,
) -> Vec<Span<'static>> {
    let first = if width(text) > cells { highlighter.spans(text).first().copied() } else { None };
    let fitted = match first {
        Some(first) if text.get(..first.end).is_some_and(|before| width(before) >= cells) => {
            fit(&format!("…{}", from_before(text, first, cells)), cells)
        }
        _ => fit(text, cells),
    };
    let lit = highlighter.spans(&fitted);
    lit_spans(&fitted, 0..fitted.len(), &lit, style, matched)
}

/// The text from a word before the match on, so that the match stands within the first third of the room.
fn from_before(text: &str, first: MatchSpan, cells: usize) -> &str {
    let lead = text.get(..first.start).unwrap_or_default();
    let (mut start, mut taken) = (first.start, 0);
    for (index, c) in lead.char_indices().rev() {
        taken += c.width().unwrap_or(0);
        if taken > cells / 3 {
            break;
        }
        if c == ' ' {
            start = index + 1;
        }
    }
    text.get(start..).unwrap_or(text)
}

/// Cells that spans take together.
pub fn spans_width(spans: &[Span<'_>]) -> usize {
    spans.iter().map(Span::width).sum()
}

/// The part of an edited text that is shown where it is scrolled by so many cells.
pub fn scrolled(text: &str, scroll: usize) -> &str {
    let mut skipped = 0;
    let hidden = text.chars().take_while(|c| {
        let hidden = skipped < scroll;
        skipped += width(c.encode_utf8(&mut [0; 4]));
        hidden
    });
    text.get(hidden.map(char::len_utf8).sum()..).unwrap_or_default()
}

/// The first row to show so that `row` is in sight and no room is wasted at the end.
pub fn keep_in_sight(top: usize, row: Option<usize>, rows: usize, shown: usize) -> usize {
    let last_top = rows.saturating_sub(shown.max(1));
    let top = match row {
        Some(row) if row < top => row,
        Some(row) if row >= top + shown.max(1) => row + 1 - shown.max(1),
        _ => top,
    };
    top.min(last_top)
}

/// The rows of cells of a list whose entries below a line are near: for each entry the cell it
/// begins in, and for the line none.
pub fn placed(
    top: usize,
    rows: usize,
    each: usize,
    line: Option<usize>,
) -> impl Iterator<Item = (usize, Option<usize>)> {
    let line = line.filter(|line| *line >= top && *line < rows);
    let before = (top..line.unwrap_or(rows)).map(Some);
    let after = line.into_iter().flat_map(move |line| std::iter::once(None).chain((line..rows).map(Some)));
    let mut y = 0;
    before.chain(after).map(move |row| {
        let here = y;
        y += if row.is_some() { each } else { 1 };
        (here, row)
    })
}

/// The entry in a row of cells of such a list.
pub fn row_at(y: usize, top: usize, rows: usize, each: usize, line: Option<usize>) -> Option<usize> {
    let placed = placed(top, rows, each, line).take_while(|(from, _)| *from <= y);
    placed.last().and_then(|(from, row)| row.filter(|_| y < from + each))
}

/// A text with a capital as its first letter.
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// A number with thousands parted, and its noun.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", parted(count), if count == 1 { one } else { many })
}

/// A number with thousands parted.
pub fn parted(count: usize) -> String {
    let digits = count.to_string();
    let mut parted = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            parted.push(',');
        }
        parted.push(digit);
    }
    parted
}
