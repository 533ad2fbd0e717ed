//! Fitting and wrapping text, by grapheme and by cell.

use std::ops::Range;

use unicode_truncate::UnicodeTruncateStr;
use unicode_width::UnicodeWidthStr;

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

/// The text in at most `cells` cells: its parts, set off by " · ", go whole before the first of them is cut.
pub fn fit_parts(text: &str, cells: usize) -> String {
    let ends = text.match_indices(" · ").map(|(end, _)| end).chain([text.len()]);
    let whole = ends.filter_map(|end| text.get(..end)).take_while(|part| part.width() <= cells).last();
    whole.map_or_else(|| fit(text, cells), str::to_owned)
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
