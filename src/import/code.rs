//! Words of a table become codes: by the map, by code, label, abbreviation and other names of the vocabulary.

use std::collections::{BTreeMap, HashMap};

use super::template::plain_name;
use crate::case::closed::ListTable;
use crate::case::{OpenList, Vocabulary, phrase_key};
use crate::text::fold::as_code;

/// Finds codes; each text is looked up once.
pub struct Coder<'a> {
    vocabulary: &'a Vocabulary,
    values: &'a BTreeMap<String, BTreeMap<String, String>>,
    closed: Vec<ListTable>,
    known: HashMap<(String, String), Option<String>>,
}

impl<'a> Coder<'a> {
    /// Codes of a vocabulary, with those that a map gives to words by key.
    pub fn new(vocabulary: &'a Vocabulary, values: &'a BTreeMap<String, BTreeMap<String, String>>) -> Self {
        Self { vocabulary, values, closed: vocabulary.lists(), known: HashMap::new() }
    }

    /// The meaning that the map gives to words under a key: a code, or an empty text for none.
    pub fn mapped(&self, key: &str, text: &str) -> Option<&str> {
        self.values.get(key)?.get(&plain_name(text)).map(String::as_str)
    }

    /// True if a closed list has a code.
    pub fn has(&self, list: &str, code: &str) -> bool {
        self.closed.iter().any(|table| table.name == list && table.values.iter().any(|value| value.code == code))
    }

    /// True if a closed list has the code of `key.code`.
    pub fn has_any(&self, code: &str) -> bool {
        let code = code.split_once('.').map_or(code, |(_, code)| code);
        self.closed.iter().any(|table| self.has(table.name, code))
    }

    /// The code of a closed list that a text means.
    pub fn closed(&mut self, list: &str, text: &str) -> Option<String> {
        let known = (list.to_owned(), text.to_owned());
        if let Some(code) = self.known.get(&known) {
            return code.clone();
        }
        let table = self.closed.iter().find(|table| table.name == list);
        let code = table.and_then(|table| match table.named(text).as_slice() {
            [code] => Some((*code).to_owned()),
            // Two values may share a label or an abbreviation; a code is one value's alone.
            several => several.iter().find(|code| **code == as_code(text)).map(|code| (*code).to_owned()),
        });
        self.known.insert(known, code.clone());
        code
    }

    /// The code of the vocabulary that a text means; a word in brackets behind a name may be left out.
    pub fn open(&mut self, list: &str, text: &str) -> Option<String> {
        let known = (list.to_owned(), text.to_owned());
        if let Some(code) = self.known.get(&known) {
            return code.clone();
        }
        let short = text.split(['(', '[']).next().unwrap_or(text).trim();
        let code =
            self.term(list, text).or_else(|| if short.len() < text.len() { self.term(list, short) } else { None });
        self.known.insert(known, code.clone());
        code
    }

    fn term(&self, list: &str, text: &str) -> Option<String> {
        let wanted = as_code(text);
        let open = OpenList::ALL.into_iter().find(|open| open.name() == list)?;
        let terms = self.vocabulary.terms(open);
        let named = terms.iter().find(|term| term.code == wanted || as_code(&term.label) == wanted);
        if let Some(term) = named {
            return Some(term.code.to_string());
        }
        let aliased = self.vocabulary.thesaurus().aliased(&phrase_key(text));
        aliased.iter().find(|alias| alias.list == list).map(|alias| alias.code.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_by_code_label_abbreviation_and_other_names() {
        let values = BTreeMap::from([(
            "status".to_owned(),
            BTreeMap::from([(plain_name("On track"), "in_progress".to_owned())]),
        )]);
        let mut coder = Coder::new(Vocabulary::shipped(), &values);
        assert_eq!(coder.mapped("status", "on track"), Some("in_progress"));
        let rows = [
            ("recommendation status", "In progress", Some("in_progress")),
            ("recommendation status", "IN_PROGRESS", Some("in_progress")),
            ("recommendation status", "Closed: implemented", Some("closed_implemented")),
            ("recommendation status", "Nearly there", None),
            ("review kind", "SAR", Some("sar")),
            ("no such list", "SAR", None),
        ];
        for (list, text, code) in rows {
            assert_eq!(coder.closed(list, text).as_deref(), code, "{text}");
        }
        let rows = [("Police", Some("police")), ("police", Some("police")), ("Northshire Homes Ltd", None)];
        for (text, code) in rows {
            assert_eq!(coder.open("agency", text).as_deref(), code, "{text}");
        }
    }
}
