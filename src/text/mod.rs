//! Rules for text, which every room uses and which know no room: cleaning, folding, near misses, width in cells.

use std::ffi::OsStr;

pub mod cells;
pub mod clean;
pub mod find;
pub mod fold;
pub mod near;

pub(crate) use clean::text_type;
pub use clean::{Cleaned, Prose, Text, clean_line, clean_prose, cleaned, has_marks};

/// A path as it may be printed: the name of a file is data too.
pub fn shown_path(path: &(impl AsRef<OsStr> + ?Sized)) -> String {
    clean_line(&path.as_ref().to_string_lossy()).into_owned()
}

/// The heights of a small picture of numbers, the least first.
const HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Numbers as a picture of a cell each, as high as their share of the largest; what is there at all stands above nothing.
pub fn sparkline(numbers: &[usize]) -> String {
    let largest = numbers.iter().copied().max().unwrap_or(0).max(1);
    let height = |number: &usize| (number * (HEIGHTS.len() - 1)).div_ceil(largest);
    numbers.iter().filter_map(|number| HEIGHTS.get(height(number))).collect()
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

/// A number and its noun: "1 case", "2 cases", "3 entries".
pub fn counted(count: usize, noun: &str) -> String {
    match (count, noun.strip_suffix('y')) {
        (1, _) => format!("1 {noun}"),
        (_, Some(stem)) => format!("{} {stem}ies", parted(count)),
        (_, None) => format!("{} {noun}s", parted(count)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_picture_is_as_high_as_its_numbers() {
        let rows: [(&[usize], &str); 5] =
            [(&[], ""), (&[0, 0], "▁▁"), (&[1], "█"), (&[0, 1, 7], "▁▂█"), (&[1, 100, 50], "▂█▅")];
        for (numbers, expected) in rows {
            assert_eq!(sparkline(numbers), expected, "{numbers:?}");
        }
    }
}
