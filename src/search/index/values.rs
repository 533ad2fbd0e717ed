//! The values that filters ask for, each with the items that have it.

use std::collections::HashMap;
use std::sync::OnceLock;

use foldhash::fast::RandomState;
use smol_str::SmolStr;

use super::postings::{Doc, Runs};
use crate::case::Vocabulary;
use crate::library::cache::{ByteReader, ByteWriter, StoredBytes};
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

/// Every value of every field that is known. Those of a cache file stand there until somebody asks for them: each case is one.
#[derive(Debug, Default)]
pub struct KnownValues {
    stored: StoredValues,
    /// By the number of the field, then by code: those that came since.
    ids: Vec<HashMap<SmolStr, ValueId, RandomState>>,
    /// By their numbers, those of the cache file first; nothing is made of bytes that mean none.
    values: Vec<OnceLock<Option<Box<KnownValue>>>>,
    listed: bool,
}

/// The values of a cache file.
#[derive(Debug, Default)]
struct StoredValues {
    /// The begin of each among the bytes of all.
    starts: &'static [u64],
    bytes: StoredBytes,
    /// By the number of the field: its values in the order of their numbers, and in that of their codes.
    of: Vec<[&'static [ValueId]; 2]>,
}

impl StoredValues {
    fn read(&self, id: ValueId) -> Option<(FilterField, &'static str, ByteReader<'static>)> {
        let start = usize::try_from(*self.starts.get(id as usize)?).ok()?;
        let mut from = ByteReader::new(self.bytes.get(start..)?);
        let number = from.u32()?;
        let field = FIELDS.iter().map(|row| row.field).find(|field| *field as u32 == number)?;
        Some((field, from.text()?, from))
    }

    fn find(&self, field: FilterField, code: &str) -> Option<ValueId> {
        let [_, by_code] = self.of.get(field as usize)?;
        let before = |id: &ValueId| self.read(*id).is_some_and(|(_, other, _)| other < code);
        let found = by_code.get(by_code.partition_point(before)).copied()?;
        (self.read(found)?.1 == code).then_some(found)
    }

    fn value(&self, id: ValueId) -> Option<KnownValue> {
        fn texts<T: for<'a> From<&'a str>>(from: &mut ByteReader<'_>) -> Option<Vec<T>> {
            (0..from.count(size_of::<u64>())?).map(|_| from.text().map(T::from)).collect()
        }
        let (field, code, mut from) = self.read(id)?;
        let from = &mut from;
        let (names, aliases, narrower, flags) = (texts(from)?, texts(from)?, texts(from)?, from.u32()?);
        let (of_library, listed, compared) = (flags & 1 == 1, flags & 2 == 2, OnceLock::new());
        let (code, postings) = (SmolStr::new(code), Runs::restore(from)?);
        Some(KnownValue { field, code, names, aliases, narrower, of_library, listed, postings, compared })
    }
}

impl KnownValues {
    /// Forgets what values are called: another vocabulary is in force.
    pub fn forget_names(&mut self) {
        self.listed = false;
        let named = FIELDS.iter().map(|row| row.field).filter(|field| *field != FilterField::Case);
        for id in named.flat_map(|field| self.ids_of(field)).collect::<Vec<_>>() {
            let Some(value) = self.get_mut(id) else { continue };
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
                if let Some(value) = self.get_mut(id) {
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
        self.values.push(Some(Box::new(value)).into());
        self.ids.get_mut(field as usize).and_then(|ids| ids.insert(code, id));
        id
    }

    /// The id of a value that is known.
    pub fn known(&self, field: FilterField, code: &str) -> Option<ValueId> {
        let own = self.ids.get(field as usize).and_then(|ids| ids.get(code)).copied();
        own.or_else(|| self.stored.find(field, code))
    }

    /// True for a value that is a text of the library's own.
    pub fn is_of_library(&self, field: FilterField, code: &str) -> bool {
        self.known(field, code).and_then(|id| self.get(id)).is_some_and(|value| value.of_library)
    }

    /// Gives a value its names, label first, where the library and no list does.
    pub fn name(&mut self, id: ValueId, names: Vec<String>) {
        if let Some(value) = self.get_mut(id) {
            value.names = names;
            value.compared.take();
        }
    }

    /// A value.
    pub fn get(&self, id: ValueId) -> Option<&KnownValue> {
        self.values.get(id as usize)?.get_or_init(|| self.stored.value(id).map(Box::new)).as_deref()
    }

    fn get_mut(&mut self, id: ValueId) -> Option<&mut KnownValue> {
        self.get(id)?;
        self.values.get_mut(id as usize)?.get_mut()?.as_deref_mut()
    }

    /// The numbers of the values of a field, which rise.
    fn ids_of(&self, field: FilterField) -> impl Iterator<Item = ValueId> {
        let stored = self.stored.of.get(field as usize).map_or(&[][..], |[stored, _]| stored);
        let own = (0..).zip(&self.values).skip(self.stored.starts.len());
        let is_of = move |value: &OnceLock<Option<Box<KnownValue>>>| {
            value.get().and_then(Option::as_ref).is_some_and(|value| value.field == field)
        };
        stored.iter().copied().chain(own.filter(move |(_, value)| is_of(value)).map(|(id, _)| id))
    }

    /// Notes that items next to each other have a value.
    pub fn note(&mut self, id: ValueId, docs: std::ops::Range<Doc>) {
        if let Some(value) = self.get_mut(id) {
            value.postings.extend(docs);
        }
    }

    /// Lets exactly these items have a value; their numbers must rise.
    pub fn set(&mut self, id: ValueId, docs: impl IntoIterator<Item = Doc>) {
        if let Some(value) = self.get_mut(id) {
            value.postings = Runs::default();
            docs.into_iter().for_each(|doc| value.postings.push(doc));
        }
    }

    /// Every value of a field, with its id.
    pub fn of(&self, field: FilterField) -> impl Iterator<Item = (ValueId, &KnownValue)> {
        self.ids_of(field).filter_map(|id| Some((id, self.get(id)?)))
    }

    /// Renumbers the documents of every value.
    pub fn move_documents(&mut self, place: &dyn Fn(Doc) -> Option<Doc>) {
        for id in 0..self.values.len() as ValueId {
            if let Some(value) = self.get_mut(id) {
                value.postings = value.postings.moved(place);
            }
        }
    }

    /// Writes them for the cache file.
    pub fn store(&self, to: &mut ByteWriter) {
        let texts = |to: &mut ByteWriter, texts: &[&str]| {
            to.u64(texts.len() as u64);
            texts.iter().for_each(|text| to.bytes(text.as_bytes()));
        };
        let (mut starts, mut values) = (Vec::with_capacity(self.values.len()), ByteWriter::default());
        for value in (0..self.values.len() as ValueId).filter_map(|id| self.get(id)) {
            let mut to = ByteWriter::default();
            to.u32(value.field as u32);
            to.bytes(value.code.as_bytes());
            texts(&mut to, &value.names.iter().map(String::as_str).collect::<Vec<_>>());
            texts(&mut to, &value.aliases.iter().map(String::as_str).collect::<Vec<_>>());
            texts(&mut to, &value.narrower.iter().map(SmolStr::as_str).collect::<Vec<_>>());
            to.u32(u32::from(value.of_library) | u32::from(value.listed) << 1);
            value.postings.store(&mut to);
            starts.push(values.0.len() as u64);
            values.0.extend(to.0);
            values.align();
        }
        to.list(&starts);
        to.list(&values.0);
        for row in FIELDS {
            let mut ids: Vec<ValueId> = self.ids_of(row.field).collect();
            to.list(&ids);
            ids.sort_by_key(|id| self.get(*id).map(|value| &value.code));
            to.list(&ids);
        }
    }

    /// Reads what was written; the vocabulary is the one that it was written with.
    pub fn restore(from: &mut ByteReader<'static>) -> Option<Self> {
        let mut stored = StoredValues { starts: from.list()?, bytes: from.list()?, of: Vec::new() };
        for field in FIELDS.iter().map(|row| row.field as usize) {
            stored.of.resize(stored.of.len().max(field + 1), Default::default());
            *stored.of.get_mut(field)? = [from.list()?, from.list()?];
        }
        let values = std::iter::repeat_with(OnceLock::new).take(stored.starts.len()).collect();
        Some(Self { stored, values, ids: Vec::new(), listed: true })
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
