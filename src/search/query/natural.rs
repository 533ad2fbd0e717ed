//! Filters in plain words: "recommendations about", "in wales", "since 2015".

use std::ops::Range;

use super::tokens::Token;

/// Words that are understood as a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Understood {
    /// Where they stand in what was typed, in bytes.
    pub span: Range<usize>,
    /// The filter that they are.
    pub filter: String,
}

/// Sorts of entries, as people name them before "about" and "on", and after "open".
const SORTS: [(&str, &str); 6] = [
    ("recommendation", "is:recommendation"),
    ("recommendations", "is:recommendation"),
    ("finding", "is:finding"),
    ("findings", "is:finding"),
    ("event", "is:event"),
    ("events", "is:event"),
];

/// Nations after "in".
const NATIONS: [(&[&str], &str); 4] = [
    (&["england"], "nation:england"),
    (&["scotland"], "nation:scotland"),
    (&["wales"], "nation:wales"),
    (&["northern", "ireland"], "nation:northern_ireland"),
];

/// The filters that the tokens of a text are in plain words, in their order.
pub fn understood(text: &str, tokens: &[Token]) -> Vec<(Range<usize>, Understood)> {
    let words: Vec<String> = tokens.iter().map(|token| token.of(text).to_lowercase()).collect();
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    let mut found = Vec::new();
    let mut add = |from: usize, to: usize, filter: &str| {
        let start = tokens.get(from).map_or(0, |token| token.span.start);
        let end = tokens.get(to - 1).map_or(start, |token| token.span.end);
        found.push((from..to, Understood { span: start..end, filter: filter.to_owned() }));
    };
    for at in 0..words.len() {
        let sort = |word: &str| SORTS.iter().find(|(name, _)| *name == word).map(|(_, filter)| *filter);
        match word(at) {
            // Something must follow that it is about.
            first if matches!(word(at + 1), "about" | "on") && words.len() > at + 2 => {
                if let Some(filter) = sort(first) {
                    add(at, at + 2, filter);
                }
            }
            "open" if sort(word(at + 1)) == Some("is:recommendation") => add(at, at + 1, "status:open"),
            "in" => {
                let of = |names: &[&str]| names.iter().zip(at + 1..).all(|(name, at)| word(at) == *name);
                if let Some((names, filter)) = NATIONS.iter().find(|(names, _)| of(names)) {
                    add(at, at + 1 + names.len(), filter);
                }
            }
            "since" if is_year(word(at + 1)) => add(at, at + 2, &format!("year:>={}", word(at + 1))),
            "before" if is_year(word(at + 1)) => add(at, at + 2, &format!("year:<{}", word(at + 1))),
            _ => {}
        }
    }
    found
}

/// A year of four digits.
fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    #[test]
    fn plain_words_are_filters_where_they_stand_so() {
        let rows: [(&str, &[&str]); 10] = [
            ("recommendations about information sharing", &["is:recommendation"]),
            ("findings on neglect in wales", &["is:finding", "nation:wales"]),
            ("neglect in Northern Ireland since 2015", &["nation:northern_ireland", "year:>=2015"]),
            ("open recommendations", &["status:open"]),
            ("open door", &[]),
            ("care homes wales", &[]),
            ("since when", &[]),
            ("before 1990", &["year:<1990"]),
            ("recommendations about", &[]),
            ("in", &[]),
        ];
        for (text, expected) in rows {
            let found = understood(text, &tokens(text));
            let found: Vec<&str> = found.iter().map(|(_, understood)| understood.filter.as_str()).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
