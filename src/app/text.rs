//! Lighting up text, by grapheme and by cell.

use std::borrow::Cow;
use std::ops::Range;

use ratatui::style::Style;
use ratatui::text::Span;
use unicode_width::UnicodeWidthChar;

use crate::search::{Highlighter, MatchSpan};
pub use crate::text::cells::{column, fit, fit_words, width, wrap};
pub use crate::text::parted;

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

/// A text on two lines of at most `cells` cells, with its matches lit. Where the first match would be cut off, the text is shown
/// from a few words before it.
pub fn lit_two_lines(
    text: &str,
    cells: usize,
    highlighter: &Highlighter<'_>,
    style: Style,
    matched: Style,
) -> [Vec<Span<'static>>; 2] {
    let breaks = |text: &str| -> Vec<Range<usize>> { wrap(text, cells.max(1)) };
    let cut = |text: &str| match breaks(text).get(1) {
        Some(second) => second.start,
        None => text.len(),
    };
    let lines = breaks(text);
    let shown_to = lines.get(1).map_or(text.len(), |second| second.end);
    let first = if lines.len() > 2 { highlighter.spans(text).first().copied() } else { None };
    let text = match first.filter(|first| first.end > shown_to) {
        Some(first) => Cow::Owned(format!("…{}", from_before(text, first, cells))),
        None => Cow::Borrowed(text),
    };
    let (upper, lower) = text.split_at_checked(cut(&text)).unwrap_or((&text, ""));
    [upper.trim_end(), lower].map(|line| {
        let line = fit(line, cells);
        lit_spans(&line, 0..line.len(), &highlighter.spans(&line), style, matched)
    })
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
    keep_tall_in_sight(top, row, rows, shown.max(1), &|_| 1)
}

/// The same, where rows take several lines each, of which so many are shown.
pub fn keep_tall_in_sight(
    top: usize,
    row: Option<usize>,
    rows: usize,
    shown: usize,
    lines_of: &dyn Fn(usize) -> usize,
) -> usize {
    // The first row from which on everything up to `last` is shown; `last` itself where it does not fit.
    let first_up_to = |last: usize| {
        let mut room = shown.saturating_sub(lines_of(last));
        let mut first = last;
        while let Some(before) = first.checked_sub(1).filter(|before| lines_of(*before) <= room) {
            room -= lines_of(before);
            first = before;
        }
        first
    };
    let Some(last) = rows.checked_sub(1) else { return 0 };
    let top = match row {
        Some(row) if row < top => row,
        Some(row) => top.max(first_up_to(row.min(last))),
        None => top,
    };
    top.min(first_up_to(last))
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
