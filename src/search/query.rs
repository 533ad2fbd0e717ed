//! What somebody typed, taken apart.

use super::fold::{fold, stem};

/// One word of a query.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Atom {
    folded: String,
    stem: String,
    letters: usize,
}

impl Atom {
    /// Folds one word.
    pub fn new(word: &str) -> Self {
        let folded = fold(word);
        let letters = folded.chars().count();
        Self { stem: stem(&folded), folded, letters }
    }

    /// The folded word.
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// What its endings leave.
    pub fn stem(&self) -> &str {
        &self.stem
    }

    /// How many letters it has.
    pub fn letters(&self) -> usize {
        self.letters
    }
}

/// A query: its words, all of which must be found, in any order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    atoms: Vec<Atom>,
}

impl Query {
    /// Takes apart what was typed. The last word may be half typed; it is matched like the others.
    pub fn parse(text: &str) -> Self {
        let mut atoms: Vec<Atom> = Vec::new();
        for (_, word) in super::fold::words(text) {
            let atom = Atom::new(word);
            if atom.letters() > 0 && !atoms.contains(&atom) {
                atoms.push(atom);
            }
        }
        // Small words that people say and reports do not turn on; a query of nothing else keeps them.
        if atoms.iter().any(|atom| !is_small(atom)) {
            let last = atoms.len() - 1;
            // The last word may be the start of a longer one, until a space follows it.
            let typing = text.chars().next_back().is_some_and(char::is_alphanumeric);
            let mut index = 0;
            atoms.retain(|atom| {
                let keep = !is_small(atom) || (typing && index == last);
                index += 1;
                keep
            });
        }
        Self { atoms }
    }

    /// Its words.
    pub fn atoms(&self) -> &[Atom] {
        &self.atoms
    }

    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.atoms.is_empty()
    }
}

/// Words that a query does not turn on.
const SMALL: [&str; 24] = [
    "a", "an", "and", "any", "are", "at", "by", "did", "do", "for", "from", "in", "is", "it", "of", "on", "or", "that",
    "the", "to", "was", "were", "what", "with",
];

fn is_small(atom: &Atom) -> bool {
    SMALL.contains(&atom.folded())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_taken_apart_and_folded() {
        let rows: [(&str, &[&str]); 8] = [
            ("bruising and GPs", &["bruising", "gps"]),
            ("the", &["the"]),
            ("missed in", &["missed", "in"]),
            ("", &[]),
            ("  ,; ", &[]),
            ("GP Bruising", &["gp", "bruising"]),
            ("police police", &["police"]),
            ("Child’s café", &["child's", "cafe"]),
        ];
        for (text, expected) in rows {
            let query = Query::parse(text);
            assert_eq!(query.atoms().iter().map(Atom::folded).collect::<Vec<_>>(), expected, "{text}");
        }
    }
}
