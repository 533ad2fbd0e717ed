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
}
