//! What somebody typed, taken apart.

use super::fold::fold;

/// One word of a query.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Atom {
    folded: String,
    letters: usize,
}

impl Atom {
    /// Folds one word.
    pub fn new(word: &str) -> Self {
        let folded = fold(word);
        let letters = folded.chars().count();
        Self { folded, letters }
    }

    /// The folded word.
    pub fn folded(&self) -> &str {
        &self.folded
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_taken_apart_and_folded() {
        let rows: [(&str, &[&str]); 5] = [
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
