//! One cell, several entries: the numbered concerns of a report, or its lines.

use std::sync::LazyLock;

use regex::Regex;

use crate::import::map::Each;

/// A number at the start of a line or behind the end of a sentence: "1.", "(2)", "3)", "Concern 4".
static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)(^\s*|\n\s*|[.;:?!]\s+)(?:(?:concern|matter|issue)\s+(\d{1,2})\b\s*[.:)\-–]?|\(?(\d{1,2})[.)])\s+")
        .ok()
});

/// The parts of a text, by the manner in which a map takes it apart. Words before the first number belong to the first part.
pub fn pieces(text: &str, each: Each) -> Vec<&str> {
    match each {
        Each::Whole => vec![text],
        Each::Line => {
            let lines = text.lines().map(|line| line.trim_start_matches(['-', '•', '*', '–', ' ', '\t']).trim());
            lines.filter(|line| !line.is_empty()).collect()
        }
        Each::Numbered => numbered(text),
    }
}

fn numbered(text: &str) -> Vec<&str> {
    let Some(pattern) = NUMBER.as_ref() else { return vec![text] };
    // Each part starts to be read behind its number.
    let mut starts: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while let Some(found) = pattern.captures_at(text, at) {
        let (Some(all), Some(before)) = (found.get(0), found.get(1)) else { break };
        let number = found.get(2).or(found.get(3)).and_then(|number| number.as_str().parse::<usize>().ok());
        // The count goes on from one; another number is a part of the text.
        if number == Some(starts.len() + 1) {
            starts.push((before.end(), all.end()));
        }
        // The blank behind a number may be that before the next.
        at = all.end().saturating_sub(1).max(at + 1);
        while !text.is_char_boundary(at) {
            at += 1;
        }
        if at >= text.len() {
            break;
        }
    }
    if starts.len() < 2 {
        return vec![text];
    }
    let mut parts = Vec::new();
    for (index, (_, from)) in starts.iter().enumerate() {
        let from = if index == 0
            && starts.first().is_some_and(|(number, _)| !text.get(..*number).unwrap_or_default().trim().is_empty())
        {
            0
        } else {
            *from
        };
        let to = starts.get(index + 1).map_or(text.len(), |(number, _)| *number);
        let part = text.get(from..to).unwrap_or_default().trim();
        if !part.is_empty() {
            parts.push(part);
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbered_concerns_are_taken_apart() {
        let rows: [(&str, &[&str]); 11] = [
            ("1. One thing. 2. Another. 3. A third.", &["One thing.", "Another.", "A third."]),
            ("1. One thing\n2. Another\n\n3. A third", &["One thing", "Another", "A third"]),
            ("(1) One thing; (2) Another.", &["One thing;", "Another."]),
            ("1) One\n2) Two", &["One", "Two"]),
            ("Concern 1 The brakes. Concern 2: The road.", &["The brakes.", "The road."]),
            ("The matters are: 1. One. 2. Two.", &["The matters are: 1. One.", "Two."]),
            ("1. The only one.", &["1. The only one."]),
            ("No number at all.", &["No number at all."]),
            ("1. At 10.30 on 2 May. 2. Section 5. 3 left.", &["At 10.30 on 2 May.", "Section 5. 3 left."]),
            ("2. Starts late. 3. Goes on.", &["2. Starts late. 3. Goes on."]),
            ("", &[""]),
        ];
        for (text, expected) in rows {
            assert_eq!(pieces(text, Each::Numbered), expected, "{text:?}");
        }
        assert_eq!(pieces("- one\n\n• two", Each::Line), ["one", "two"]);
    }

    proptest! {
        #[test]
        fn no_word_is_lost(text in r"[a-z ]{0,9}([.]? \(?[1-4][.)] [a-zé ]{0,9}){0,5}") {
            let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
            prop_assert_eq!(letters(&pieces(&text, Each::Numbered).concat()), letters(&text));
        }

        #[test]
        fn nothing_ends_the_program(text in any::<String>()) {
            let _ = (pieces(&text, Each::Numbered), pieces(&text, Each::Line));
        }
    }
}
