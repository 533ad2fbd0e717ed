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

/// The text in at most `cells` cells, cut between words; a part behind " · " of which no word has room goes whole.
pub fn fit_words(text: &str, cells: usize) -> String {
    let cut = fit(text, cells);
    match cut.rsplit_once(' ').filter(|_| cut != text) {
        Some((kept, _)) => kept.strip_suffix(" ·").map_or_else(|| format!("{kept}…"), str::to_owned),
        None => cut,
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_words_and_a_part_without_a_word_goes() {
        let rows = [
            ("Finding F1 · reported", 21, "Finding F1 · reported"),
            ("Finding F1 · reported", 17, "Finding F1"),
            ("First review · graded inadequate by Ofsted", 38, "First review · graded inadequate by…"),
            ("Unbroken", 4, "Unb…"),
            ("Two words", 0, ""),
        ];
        for (text, cells, expected) in rows {
            assert_eq!(fit_words(text, cells), expected, "{text:?} in {cells}");
        }
    }
}
