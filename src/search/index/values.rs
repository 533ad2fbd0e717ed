//! The values that filters ask for, each with the items that have it.

use std::collections::HashMap;
use std::sync::OnceLock;

use foldhash::fast::RandomState;
use smol_str::SmolStr;

use super::postings::{Doc, Runs};
use crate::case::Vocabulary;
use crate::library::cache::{ByteReader, ByteWriter};
use crate::search::facets::{aliases, listed, narrower};
use crate::search::query::{Atom, FIELDS, FilterField, Form, letter_mask};
use crate::search::word_match::{Tier, Word, WordMatcher};
use crate::text::fold::{as_code, fold, stem, words};

/// A number of a value of a field.
pub type ValueId = u32;

/// A value of a field.
#[derive(Debug)]
pub struct KnownValue {
    /// The field.
    pub field: FilterField,
    /// The code that files write.
    pub code: SmolStr,
    /// Its names, label first; at least one.
    pub names: Vec<String>,
    /// Other names of it, folded: they mean it where they are written out.
    pub aliases: Vec<String>,
    /// The values that are part of it.
    pub narrower: Vec<SmolStr>,
    /// True for a text of the library's own, which no list has: it may name somebody.
    pub of_library: bool,
    /// True for a value of a list, which is known whatever the library holds.
    pub listed: bool,
    /// The items that have it.
    pub postings: Runs,
    /// Its code and its names as they are compared, once somebody asks: each key of a filter compares all.
    compared: OnceLock<Vec<Compared>>,
}

/// A code or a name as it is compared: folded, and its words, each with its stem and its letters.
#[derive(Debug)]
struct Compared {
    folded: String,
    words: Vec<(String, String, u64)>,
}

impl Compared {
    fn of(text: &str) -> Self {
        let word = |(_, word)| {
            let folded = fold(word);
            let stem = stem(&folded);
            // An irregular form lacks letters of its stem.
            let mask = letter_mask(&folded) | letter_mask(&stem);
            (folded, stem, mask)
        };
        let words = words(&text.replace('_', " ")).map(word).collect();
        Self { folded: fold(text), words }
    }
}

impl KnownValue {
    /// The code first, then the names.
    fn compared(&self) -> &[Compared] {
        let texts = || std::iter::once(self.code.as_str()).chain(self.names.iter().map(String::as_str));
        self.compared.get_or_init(|| texts().map(Compared::of).collect())
    }

    /// The name that people read.
    pub fn label(&self) -> &str {
        self.names.first().map_or(self.code.as_str(), String::as_str)
    }
}

/// Every value of every field that is known.
#[derive(Debug, Default)]
pub struct KnownValues {
    /// By the number of the field, then by code.
    ids: Vec<HashMap<SmolStr, ValueId, RandomState>>,
    values: Vec<KnownValue>,
    listed: bool,
}

impl KnownValues {
    /// Forgets what values are called: another vocabulary is in force.
    pub fn forget_names(&mut self) {
        self.listed = false;
        for value in self.values.iter_mut().filter(|value| value.field != FilterField::Case) {
            value.names = vec![value.code.to_string()];
            value.of_library = value.field != FilterField::Year;
            value.listed = false;
            value.narrower.clear();
            value.aliases.clear();
            value.compared.take();
        }
    }

    /// Takes in the values that there are whatever the library.
    pub fn know(&mut self, vocabulary: &Vocabulary) {
        if std::mem::replace(&mut self.listed, true) {
            return;
        }
        for row in FIELDS {
            for (code, names) in listed(row.field, vocabulary) {
                let narrower = narrower(row.field, &code, vocabulary);
                let aliases = aliases(row.field, &code, vocabulary);
                let id = self.id(row.field, &code);
                if let Some(value) = self.values.get_mut(id as usize) {
                    // Two lists of one field may share a code; both labels name it.
                    value.names.retain(|name| *name != *code);
                    value.names.extend(names);
                    value.narrower = narrower;
                    value.aliases = aliases;
                    value.of_library = false;
                    value.compared.take();
                    value.listed = true;
                }
            }
        }
    }

    /// The id of a value; a new one for a new value.
    pub fn id(&mut self, field: FilterField, code: &str) -> ValueId {
        if self.ids.len() <= field as usize {
            self.ids.resize_with(field as usize + 1, HashMap::default);
        }
        if let Some(id) = self.known(field, code) {
            return id;
        }
        let code = SmolStr::new(code);
        let id = ValueId::try_from(self.values.len()).unwrap_or(ValueId::MAX);
        let value = KnownValue {
            field,
            names: vec![code.to_string()],
            code: code.clone(),
            aliases: Vec::new(),
            narrower: Vec::new(),
            of_library: field != FilterField::Year,
            listed: false,
            postings: Runs::default(),
            compared: OnceLock::new(),
        };
        self.values.push(value);
        self.ids.get_mut(field as usize).and_then(|ids| ids.insert(code, id));
        id
    }

    /// The id of a value that is known.
    pub fn known(&self, field: FilterField, code: &str) -> Option<ValueId> {
        self.ids.get(field as usize)?.get(code).copied()
    }

    /// True for a value that is a text of the library's own.
    pub fn is_of_library(&self, field: FilterField, code: &str) -> bool {
        self.known(field, code).and_then(|id| self.get(id)).is_some_and(|value| value.of_library)
    }

    /// Gives a value its names, label first, where the library and no list does.
    pub fn name(&mut self, id: ValueId, names: Vec<String>) {
        if let Some(value) = self.values.get_mut(id as usize) {
            value.names = names;
            value.compared.take();
        }
    }

    /// A value.
    pub fn get(&self, id: ValueId) -> Option<&KnownValue> {
        self.values.get(id as usize)
    }

    /// Notes that items next to each other have a value.
    pub fn note(&mut self, id: ValueId, docs: std::ops::Range<Doc>) {
        if let Some(value) = self.values.get_mut(id as usize) {
            value.postings.extend(docs);
        }
    }

    /// Lets exactly these items have a value; their numbers must rise.
    pub fn set(&mut self, id: ValueId, docs: impl IntoIterator<Item = Doc>) {
        if let Some(value) = self.values.get_mut(id as usize) {
            value.postings = Runs::default();
            docs.into_iter().for_each(|doc| value.postings.push(doc));
        }
    }

    /// Every value of a field, with its id.
    pub fn of(&self, field: FilterField) -> impl Iterator<Item = (ValueId, &KnownValue)> {
        (0..).zip(&self.values).filter(move |(_, value)| value.field == field)
    }

    /// Renumbers the documents of every value.
    pub fn move_documents(&mut self, place: &dyn Fn(Doc) -> Option<Doc>) {
        for value in &mut self.values {
            value.postings = value.postings.moved(place);
        }
    }

    /// Writes them for the cache file.
    pub fn store(&self, to: &mut ByteWriter) {
        let texts = |to: &mut ByteWriter, texts: &[&str]| {
            to.u64(texts.len() as u64);
            texts.iter().for_each(|text| to.bytes(text.as_bytes()));
        };
        to.u64(self.values.len() as u64);
        for value in &self.values {
            to.u32(value.field as u32);
            to.bytes(value.code.as_bytes());
            texts(to, &value.names.iter().map(String::as_str).collect::<Vec<_>>());
            texts(to, &value.aliases.iter().map(String::as_str).collect::<Vec<_>>());
            texts(to, &value.narrower.iter().map(SmolStr::as_str).collect::<Vec<_>>());
            to.u32(u32::from(value.of_library) | u32::from(value.listed) << 1);
            value.postings.store(to);
        }
    }

    /// Reads what was written; the vocabulary is the one that it was written with.
    pub fn restore(from: &mut ByteReader<'static>) -> Option<Self> {
        fn texts<T: for<'a> From<&'a str>>(from: &mut ByteReader<'_>) -> Option<Vec<T>> {
            (0..from.count(size_of::<u64>())?).map(|_| from.text().map(T::from)).collect()
        }
        let mut values = Self { listed: true, ..Self::default() };
        for _ in 0..from.count(size_of::<u32>())? {
            let number = from.u32()?;
            let field = FIELDS.iter().map(|row| row.field).find(|field| *field as u32 == number)?;
            let id = values.id(field, from.text()?);
            let value = values.values.get_mut(id as usize)?;
            value.names = texts(from)?;
            value.aliases = texts(from)?;
            value.narrower = texts(from)?;
            let flags = from.u32()?;
            (value.of_library, value.listed) = (flags & 1 == 1, flags & 2 == 2);
            value.postings = Runs::restore(from)?;
        }
        Some(values)
    }

    /// The values that `wanted` means, with how well they match at worst. A code or label that is written out means that
    /// value and those that are part of it; otherwise every word must match a word of the code or of a name, and only the
    /// best matches count. Of values that are not `used` any more none is meant.
    pub fn matching(&self, field: FilterField, wanted: &str, used: &dyn Fn(&KnownValue) -> bool) -> Vec<ValueId> {
        let folded = fold(wanted);
        let coded = as_code(wanted);
        let named = |value: &KnownValue| {
            value.code == folded
                || value.code == coded
                || value.compared().iter().skip(1).any(|name| name.folded == folded)
        };
        let mut exact: Vec<(ValueId, &KnownValue)> =
            self.of(field).filter(|(_, value)| named(value) && used(value)).collect();
        if exact.is_empty() {
            exact = self.of(field).filter(|(_, value)| value.aliases.contains(&folded)).collect();
        }
        if !exact.is_empty() {
            let part = |value: &KnownValue| exact.iter().any(|(_, whole)| whole.narrower.contains(&value.code));
            let parts = self.of(field).filter(|(_, value)| part(value)).map(|(id, _)| id);
            let mut all: Vec<ValueId> = exact.iter().map(|(id, _)| *id).chain(parts).collect();
            all.sort_unstable();
            all.dedup();
            return all;
        }
        let atoms: Vec<Atom> = words(&wanted.replace('_', " ")).map(|(_, word)| Atom::new(word, Form::Fuzzy)).collect();
        if atoms.is_empty() {
            return Vec::new();
        }
        let matcher = WordMatcher::default();
        let found: Vec<(ValueId, Tier)> = self
            .of(field)
            .filter_map(|(id, value)| {
                let texts = value.compared().iter();
                let tier = texts.filter_map(|text| worst_of(&matcher, &atoms, &text.words)).max()?;
                used(value).then_some((id, tier))
            })
            .collect();
        // A whole word, another ending and a start are as good as each other: people write half a label.
        let class = |tier: Tier| tier.min(Tier::Start);
        let best = found.iter().map(|(_, tier)| class(*tier)).max();
        found.into_iter().filter(|(_, tier)| Some(class(*tier)) == best).map(|(id, _)| id).collect()
    }
}

/// How the atom that matches worst matches some word of a text; nothing where one matches none.
fn worst_of(matcher: &WordMatcher, atoms: &[Atom], text: &[(String, String, u64)]) -> Option<Tier> {
    let mut worst = Tier::Whole;
    for atom in atoms {
        let best = text
            .iter()
            .filter(|(.., mask)| atom.may_match(*mask))
            .filter_map(|(folded, stem, mask)| {
                let word = Word { plain: folded, folded, stem, mask: *mask };
                matcher.score(atom, word, false).map(|(tier, _)| tier)
            })
            .max()?;
        worst = worst.min(best);
    }
    Some(worst)
}
