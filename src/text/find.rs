//! Finding letters in a text, whatever its accents and kinds of quotes; capitals count where one is wanted.

use std::ops::Range;

use super::fold::{PlainText, fold, plain};

/// Letters that are looked for in texts of one line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Letters {
    plain: String,
    folded: String,
}

impl Letters {
    /// Of what was typed; several blanks are one.
    pub fn new(typed: &str) -> Self {
        let mut one = String::with_capacity(typed.len());
        for c in typed.chars() {
            let c = if c.is_whitespace() { ' ' } else { c };
            if c != ' ' || !one.ends_with(' ') {
                one.push(c);
            }
        }
        Self { plain: plain(&one).into_owned(), folded: fold(&one) }
    }

    /// True if there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.folded.trim().is_empty()
    }

    /// True if capitals count, because one is among them.
    pub fn is_cased(&self) -> bool {
        self.plain != self.folded
    }

    /// The places in `text` where they stand, in bytes, first to last and without overlap; with their capitals if `cased`.
    pub fn places(&self, text: &str, cased: bool) -> Vec<Range<usize>> {
        if self.is_empty() {
            return Vec::new();
        }
        let (text, wanted) = match cased {
            true => (PlainText::new(text), &self.plain),
            false => (PlainText::folded(text), &self.folded),
        };
        text.text.match_indices(wanted.as_str()).map(|(at, _)| text.original(at..at + wanted.len())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_found_whatever_their_accents_and_quotes() {
        let rows: [(&str, &str, &[&str]); 13] = [
            ("bruis", "Bruising; a bruise.", &["Bruis", "bruis"]),
            ("Bruis", "Bruising; a bruise.", &["Bruis"]),
            ("climbie", "Victoria Climbié", &["Climbié"]),
            ("cafe", "the cafe\u{301} again", &["cafe\u{301}"]),
            ("child's", "the child’s room", &["child’s"]),
            ("иван", "ИВАН", &["ИВАН"]),
            ("strasse", "die Straße", &["Straße"]),
            ("health  visitor", "the Health Visitor", &["Health Visitor"]),
            ("promise", "a compromise", &["promise"]),
            ("aa", "aaa", &["aa"]),
            ("", "anything", &[]),
            (" ", "any thing", &[]),
            ("zz", "anything", &[]),
        ];
        for (typed, text, expected) in rows {
            let letters = Letters::new(typed);
            let found: Vec<&str> =
                letters.places(text, letters.is_cased()).into_iter().map(|place| &text[place]).collect();
            assert_eq!(found, expected, "{typed} in {text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_part_of_a_text_is_found_in_it(text in "[a-cA-C \u{e9}\u{301}\u{df}\u{2019}-]{0,16}", from in 0usize..16, to in 0usize..16) {
            let part: String = text.chars().take(to).skip(from).collect();
            let letters = Letters::new(&part);
            let found = letters.places(&text.split_whitespace().collect::<Vec<_>>().join(" "), false);
            proptest::prop_assert!(letters.is_empty() || part.trim() != part || !found.is_empty() || part.contains("  "));
        }
    }
}
