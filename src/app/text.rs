//! Fitting, wrapping and lighting up text, by grapheme and by cell.

use std::ops::Range;

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_truncate::UnicodeTruncateStr;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::search::{Highlighter, MatchSpan};

/// Cells that a text takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// The text in at most `cells` cells, with an ellipsis where something was cut.
pub fn fit(text: &str, cells: usize) -> String {
    if text.width() <= cells {
        return text.to_owned();
    }
    if cells == 0 {
        return String::new();
    }
    let (kept, _) = text.unicode_truncate(cells - 1);
    format!("{}…", kept.trim_end())
}

/// The text in exactly `cells` cells, filled with spaces.
pub fn column(text: &str, cells: usize) -> String {
    let fitted = fit(text, cells);
    let missing = cells.saturating_sub(fitted.width());
    fitted + &" ".repeat(missing)
}

/// The byte ranges of the lines of a text wrapped at `cells`.
pub fn wrap(text: &str, cells: usize) -> Vec<Range<usize>> {
    let options = textwrap::Options::new(cells.max(1)).word_splitter(textwrap::WordSplitter::NoHyphenation);
    let mut ranges = Vec::new();
    for line in textwrap::wrap(text, options) {
        // Without a hyphenation that would add letters, every line is a part of the text itself.
        let start = (line.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize);
        let end = start.wrapping_add(line.len());
        if text.get(start..end).is_some() {
            ranges.push(start..end);
        }
    }
    if ranges.is_empty() && !text.is_empty() {
        ranges.push(0..text.len());
    }
    ranges
}

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

/// A text on one line of at most `cells` cells, with its matches lit. Where the first match would be cut off, the text is
/// shown from a few words before it.
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

/// A line that is filled with spaces to `cells`, so that a reversed row is reversed to its end.
pub fn filled(mut spans: Vec<Span<'static>>, cells: usize, style: Style) -> Line<'static> {
    let missing = cells.saturating_sub(spans_width(&spans));
    if missing > 0 {
        spans.push(Span::styled(" ".repeat(missing), style));
    }
    Line::from(spans)
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn texts_are_fitted_by_cell() {
        let rows = [
            ("plain", 5, "plain"),
            ("plainer", 5, "plai…"),
            ("日本語", 5, "日本…"),
            ("日本語", 4, "日…"),
            ("a b c", 3, "a…"),
            ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
            ("any", 0, ""),
        ];
        for (text, cells, expected) in rows {
            assert_eq!(fit(text, cells), expected, "{text} {cells}");
        }
        assert_eq!(column("日本語", 6), "日本語");
        assert_eq!(column("日本語", 5), "日本…");
        assert_eq!(column("ab", 4), "ab  ");
    }

    proptest! {
        #[test]
        fn nothing_is_wider_than_its_room(text in "\\PC{0,80}", cells in 0usize..60) {
            prop_assert!(fit(&text, cells).width() <= cells);
            prop_assert!(column(&text, cells).width() <= cells);
        }

        #[test]
        fn wrapping_loses_no_word(text in "([a-zé日]{1,12} ){0,20}", cells in 1usize..40) {
            let wrapped: String = wrap(&text, cells).into_iter().map(|range| text[range].to_owned()).collect();
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&wrapped), letters(&text));
        }
    }

    #[test]
    fn numbers_are_parted() {
        let rows =
            [(0, "0 cases"), (1, "1 case"), (999, "999 cases"), (1000, "1,000 cases"), (1234567, "1,234,567 cases")];
        for (count, expected) in rows {
            assert_eq!(counted(count, "case", "cases"), expected);
        }
    }
}
