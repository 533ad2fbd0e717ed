//! The content of the cells of a row as short hashes. An edited file that comes back shows by them which cells were edited,
//! whatever has become of the library since.

use sha2::{Digest, Sha256};

/// Letters of a mark that stand for its column.
const OF_COLUMN: usize = 3;
/// Letters of a mark.
const WHOLE: usize = 7;

/// Adds what stands in a column. Signs and blanks make no difference, since programs change them; a cell without a letter or
/// digit has no mark.
pub fn add_mark(marks: &mut String, column: &str, text: &str) {
    if let Some(mark) = mark_of(column, text).filter(|mark| !marked(marks, |known| known == mark)) {
        marks.push_str(&mark);
    }
}

/// True if a column still says what it said when the row was written.
pub fn holds_mark(marks: &str, column: &str, text: &str) -> bool {
    match mark_of(column, text) {
        Some(mark) => marked(marks, |known| known == mark),
        None => !marked(marks, |known| known.get(..OF_COLUMN) == hex(column).get(..OF_COLUMN)),
    }
}

fn marked(marks: &str, is: impl Fn(&str) -> bool) -> bool {
    marks.as_bytes().chunks(WHOLE).filter_map(|mark| std::str::from_utf8(mark).ok()).any(is)
}

fn mark_of(column: &str, text: &str) -> Option<String> {
    let bare: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    let (column, text) = (hex(column), hex(&bare));
    let mark = [column.get(..OF_COLUMN)?, text.get(..WHOLE - OF_COLUMN)?].concat();
    (!bare.is_empty()).then_some(mark)
}

fn hex(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(2).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_known_by_its_letters_and_digits() {
        let mut marks = String::new();
        [("due", "2025-03-31"), ("due", "2025-03-31"), ("lead", "Ada, clerk"), ("rag", " - ")]
            .iter()
            .for_each(|(column, text)| add_mark(&mut marks, column, text));
        assert_eq!(marks.len(), 2 * WHOLE);
        let rows = [
            ("due", "2025-03-31", true),
            ("due", "2025 03 31", true),
            ("due", "2025-04-01", false),
            ("due", "", false),
            ("lead", "ada, clerk", false),
            ("rag", "", true),
            ("rag", "-", true),
            ("rag", "Red", false),
        ];
        for (column, text, expected) in rows {
            assert_eq!(holds_mark(&marks, column, text), expected, "{column} {text}");
        }
    }
}
