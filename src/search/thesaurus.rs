//! Abbreviations in a query: one means itself and what it stands for, and never letters inside
//! another word.

use super::query::{Anchor, Atom, Clause, Condition, Form, Wanted, Words};
use crate::case::{Thesaurus, WordRelation, phrase_key};

/// True if a word is an abbreviation: written in capitals, or known as one.
pub fn is_short(atom: &Atom, thesaurus: &Thesaurus) -> bool {
    atom.is_capitals() || thesaurus.is_short(&phrase_key(atom.plain()))
}

/// The full forms of an abbreviation, as the vocabulary writes them.
pub fn full_forms(atom: &Atom, thesaurus: &Thesaurus) -> Vec<String> {
    let meanings = thesaurus.meanings(&phrase_key(atom.plain())).into_iter();
    meanings.filter(|meaning| meaning.standing == WordRelation::Short).map(|meaning| meaning.text.to_string()).collect()
}

/// The clause of an abbreviation: the word itself or one of its full forms. Nothing for any other clause.
pub fn of_short(clause: &Clause, thesaurus: &Thesaurus) -> Option<Clause> {
    let atom = clause.plain().filter(|atom| is_short(atom, thesaurus))?;
    let span = clause.terms.first()?.span.clone();
    let itself = Words { atoms: vec![Atom::new(atom.plain(), Form::Word)], anchor: Anchor::Anywhere };
    let full = full_forms(atom, thesaurus);
    let full = full.iter().filter_map(|text| Words::of(text));
    let terms = std::iter::once(itself).chain(full);
    let terms = terms.map(|words| Condition { negated: false, wanted: Wanted::Words(words), span: span.clone() });
    Some(Clause { terms: terms.collect(), ..clause.clone() })
}
