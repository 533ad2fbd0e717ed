//! All entries of a library together, each case id once.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use foldhash::fast::RandomState;

use super::entry::{Content, Entry, Examined, Origin, Unread};
use super::redacted::Redacted;
use crate::case::model::CaseId;
use crate::case::{Case, Diagnostic, Text};
use crate::redact::{RedactionRules, Redactor};

/// Names a file for as long as the program runs: the order in which files came in. One that is edited keeps its key, and
/// one that goes and comes back has it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryKey(pub u32);

/// The entries of a library, in the order in which they came in.
#[derive(Debug, Default, Clone)]
pub struct Catalogue {
    /// By key; none where the file is gone.
    entries: Vec<Option<Entry>>,
    keys: HashMap<Origin, EntryKey, RandomState>,
    /// For each case id the files that hold it, first of the library first: that one is the case.
    claims: HashMap<CaseId, Vec<EntryKey>, RandomState>,
    /// The case of each entry that is shown as unreadable because its id is taken.
    shadowed: HashMap<EntryKey, (Content, Option<Examined>)>,
    /// The redactor; kept while names are shown, so that hiding them again costs nothing.
    redactor: Option<Redacted>,
    /// True while names are hidden.
    hides: bool,
    present: usize,
    cases: usize,
    findings: usize,
    recommendations: usize,
}

impl Catalogue {
    /// Adds an entry, or replaces the one of the same file. Where two files hold the same case, the one that comes first in
    /// the library stays and the other becomes unreadable, whichever was read first. Returns the keys of the entries that
    /// are new or have changed.
    pub fn add(&mut self, entry: Entry) -> Vec<EntryKey> {
        let known = self.keys.get(&entry.origin).copied();
        let key = match known {
            Some(key) => key,
            None => {
                let key = EntryKey(u32::try_from(self.entries.len()).unwrap_or(u32::MAX));
                self.keys.insert(entry.origin.clone(), key);
                self.entries.push(None);
                key
            }
        };
        let mut changed = vec![key];
        let left = self.take(key);
        let claimed = entry.id();
        self.count(&entry, true);
        if let Some(place) = self.entries.get_mut(key.0 as usize) {
            *place = Some(entry);
        }
        // A name of one case is hidden in all the others. While files come in, each is the last and takes nothing away.
        match known.is_none() && claimed.as_ref().is_none_or(|id| !self.claims.contains_key(id)) {
            true => self.extend_redactor(key),
            false => self.drop_old_redactor(),
        }
        if let Some(id) = &claimed {
            self.claim(id, key);
            self.resolve(id, &mut changed);
        }
        if let Some(id) = left.filter(|id| claimed.as_ref() != Some(id)) {
            self.resolve(&id, &mut changed);
        }
        changed
    }

    /// Takes out the entry of a file that is gone. Returns its key and those of the entries that have changed with it;
    /// nothing where there is no such file.
    pub fn remove(&mut self, origin: &Origin) -> Vec<EntryKey> {
        let Some(key) = self.keys.get(origin).copied().filter(|key| self.entry(*key).is_some()) else {
            return Vec::new();
        };
        let mut changed = vec![key];
        if let Some(id) = self.take(key) {
            self.resolve(&id, &mut changed);
        }
        self.drop_old_redactor();
        changed
    }

    /// Hides what the rules say in every case that [`Catalogue::case`] gives, or shows everything again.
    pub fn set_redactor(&mut self, rules: Option<Arc<RedactionRules>>) {
        self.hides = rules.is_some();
        if let Some(rules) =
            rules.filter(|rules| !self.redactor.as_ref().is_some_and(|redactor| redactor.goes_by(rules)))
        {
            self.redactor = Some(Redacted::new(rules, self.entries.len()));
        }
    }

    /// The redactor, while names are hidden.
    fn hiding(&self) -> Option<&Redacted> {
        self.redactor.as_ref().filter(|_| self.hides)
    }

    /// True while something is hidden.
    pub fn is_redacted(&self) -> bool {
        self.hiding().is_some()
    }

    /// True while ids and titles of cases are hidden, because they hold names.
    pub fn hides_ids(&self) -> bool {
        self.redactor().is_some_and(Redactor::hides_ids)
    }

    /// The redactor, while something is hidden. It is made when it is first needed after cases have come in or changed.
    pub fn redactor(&self) -> Option<&Redactor> {
        Some(self.hiding()?.redactor(|| self.real_cases()))
    }

    /// A text of a case, or of none, as it may be shown now.
    pub fn shown(&self, key: Option<EntryKey>, text: &str) -> String {
        self.redactor().map_or_else(|| text.to_owned(), |redactor| redactor.text(key.map(|key| key.0), text))
    }

    fn real_cases(&self) -> impl Iterator<Item = (u32, &Case)> {
        self.iter().filter_map(|(key, entry)| Some((key.0, entry.case()?.as_ref())))
    }

    fn extend_redactor(&mut self, key: EntryKey) {
        let entries = self.entries.len();
        if let Some(redactor) = &mut self.redactor {
            let case = self.entries.get(key.0 as usize).and_then(Option::as_ref).and_then(Entry::case);
            redactor.grow(key.0, case.map(AsRef::as_ref), entries);
        }
    }

    fn drop_old_redactor(&mut self) {
        let entries = self.entries.len();
        if let Some(redactor) = &mut self.redactor {
            redactor.forget(entries);
        }
    }

    /// A text that somebody typed, such as a search or the name of a snapshot, as it may be shown.
    pub fn typed(&self, text: &str) -> String {
        self.redactor().map_or_else(|| text.to_owned(), |redactor| redactor.typed(text))
    }

    /// Takes an entry out of everything that counts or refers to it; returns the id that it held.
    fn take(&mut self, key: EntryKey) -> Option<CaseId> {
        let shadowed = self.shadowed.remove(&key);
        let entry = self.entries.get_mut(key.0 as usize).and_then(Option::take)?;
        self.count(&entry, false);
        let held = shadowed.as_ref().map_or(&entry.content, |(content, _)| content).id()?;
        if let Some(claims) = self.claims.get_mut(&held) {
            claims.retain(|other| *other != key);
            if claims.is_empty() {
                self.claims.remove(&held);
            }
        }
        Some(held)
    }

    /// Puts a file among those that hold an id, in the order of the library.
    fn claim(&mut self, id: &CaseId, key: EntryKey) {
        let claims = self.claims.entry(id.clone()).or_default();
        let order = |key: EntryKey| self.entries.get(key.0 as usize)?.as_ref().map(Entry::order);
        let at = claims.partition_point(|other| order(*other) < order(key));
        claims.insert(at, key);
    }

    /// The first file that holds an id is the case, and every other says where the case already is.
    fn resolve(&mut self, id: &CaseId, changed: &mut Vec<EntryKey>) {
        let Some(claims) = self.claims.get(id) else { return };
        let Some(first) = claims.first().copied() else { return };
        // Nearly every case stands in one file, and has before.
        if claims.len() == 1 && !self.shadowed.contains_key(&first) {
            return;
        }
        let claims = claims.clone();
        let Some(origin) = self.entry(first).map(|entry| entry.origin.clone()) else { return };
        for key in claims {
            if key == first {
                let Some((content, examined)) = self.shadowed.remove(&key) else { continue };
                self.show(key, content, examined);
            } else {
                let said: Arc<[Diagnostic]> = Arc::from([second_of(id, &origin)]);
                let Some(entry) = self.entry(key) else { continue };
                if self.shadowed.contains_key(&key) && entry.problems().first() == said.first() {
                    continue;
                }
                let held = (entry.content.clone(), entry.examined.clone());
                self.shadowed.entry(key).or_insert(held);
                self.show(key, Content::Unreadable(said), None);
            }
            if !changed.contains(&key) {
                changed.push(key);
            }
        }
    }

    /// Changes what an entry shows.
    fn show(&mut self, key: EntryKey, content: Content, examined: Option<Examined>) {
        let Some(mut entry) = self.entries.get_mut(key.0 as usize).and_then(Option::take) else { return };
        self.count(&entry, false);
        (entry.content, entry.examined) = (content, examined);
        self.count(&entry, true);
        if let Some(place) = self.entries.get_mut(key.0 as usize) {
            *place = Some(entry);
        }
    }

    /// Adds an entry to the totals, or takes it out of them.
    fn count(&mut self, entry: &Entry, comes: bool) {
        let change = |total: &mut usize, by: usize| *total = if comes { *total + by } else { total.saturating_sub(by) };
        change(&mut self.present, 1);
        if let Some([findings, recommendations]) = entry.counts() {
            change(&mut self.cases, 1);
            change(&mut self.findings, findings);
            change(&mut self.recommendations, recommendations);
        }
    }

    /// The entry with this key.
    pub fn entry(&self, key: EntryKey) -> Option<&Entry> {
        self.entries.get(key.0 as usize)?.as_ref()
    }

    /// The key of a file.
    pub fn key_at(&self, origin: &Origin) -> Option<EntryKey> {
        self.keys.get(origin).copied()
    }

    /// The case with this key, as it may be shown: with names hidden while there is a redactor.
    pub fn case(&self, key: EntryKey) -> Option<&Arc<Case>> {
        let real = self.real(key)?;
        match self.hiding() {
            Some(redactor) => redactor.case(key.0, real, || self.real_cases()),
            None => Some(real),
        }
    }

    /// The title of a case, as it may be shown: what a list asks for, without the rest of each case in it.
    pub fn title(&self, key: EntryKey) -> Option<&Text> {
        match (self.hiding(), &self.entry(key)?.content) {
            (None, Content::Cached(case)) => Some(&case.head()?.title),
            (None, _) => Some(&self.real(key)?.title),
            (Some(redactor), _) => Some(&redactor.heading(key.0, self.real(key)?, || self.real_cases())?.title),
        }
    }

    /// The area of a case, likewise.
    pub fn area(&self, key: EntryKey) -> Option<&Text> {
        match (self.hiding(), &self.entry(key)?.content) {
            (None, Content::Cached(case)) => case.head()?.area.as_ref(),
            (None, _) => self.real(key)?.area.as_ref(),
            (Some(redactor), _) => redactor.heading(key.0, self.real(key)?, || self.real_cases())?.area.as_ref(),
        }
    }

    /// The case with this key as its file has it: for what is looked up, not for what is shown.
    pub fn real(&self, key: EntryKey) -> Option<&Arc<Case>> {
        self.entry(key)?.case()
    }

    /// Every case as its file has it, by key: for what is compared or kept, not for what is shown.
    pub fn real_cases_by_key(&self) -> Vec<(EntryKey, Arc<Case>)> {
        self.iter().filter_map(|(key, entry)| Some((key, Arc::clone(entry.case()?)))).collect()
    }

    /// The stems of the files that cannot be read: the ids of what they should hold.
    pub fn unread_stems(&self) -> BTreeSet<String> {
        let unread = self.iter().filter(|(_, entry)| !entry.is_case());
        unread.map(|(_, entry)| entry.origin.stem()).collect()
    }

    /// The files that cannot be read, in the order of the library.
    pub fn unread(&self) -> Vec<Unread> {
        let unread = |(key, entry): (EntryKey, &Entry)| {
            let problems = entry.problems();
            if self.is_redacted() {
                let name = format!("file {}", key.0.saturating_add(1));
                let why = |problem: &Diagnostic| {
                    format!("{}:{}: cannot be read; --no-private tells why", problem.line, problem.column)
                };
                return Unread { path: name.clone(), name, why: problems.iter().map(why).collect() };
            }
            let name = format!("{}.toml", entry.origin.stem());
            Unread { name, path: entry.origin.to_string(), why: problems.iter().map(ToString::to_string).collect() }
        };
        self.iter().filter(|(_, entry)| !entry.is_case()).map(unread).collect()
    }

    /// The key of the case with this id.
    pub fn key_of(&self, id: &CaseId) -> Option<EntryKey> {
        self.claims.get(id)?.first().copied()
    }

    /// The files of this stem that could not be read, under the same redactor.
    pub fn unreadable_of(&self, stem: &str) -> Self {
        let mut broken = Self { redactor: self.redactor.clone(), hides: self.hides, ..Self::default() };
        for (_, entry) in self.iter().filter(|(_, entry)| !entry.is_case() && entry.origin.stem() == stem) {
            broken.add(entry.clone());
        }
        broken
    }

    /// Every entry with its key.
    pub fn iter(&self) -> impl Iterator<Item = (EntryKey, &Entry)> {
        (0..).map(EntryKey).zip(&self.entries).filter_map(|(key, entry)| Some((key, entry.as_ref()?)))
    }

    /// The number of entries, unreadable ones included.
    pub fn len(&self) -> usize {
        self.present
    }

    /// True if there is none.
    pub fn is_empty(&self) -> bool {
        self.present == 0
    }

    /// The numbers of cases, findings and recommendations.
    pub fn totals(&self) -> (usize, usize, usize) {
        (self.cases, self.findings, self.recommendations)
    }

    /// The number of files that could not be read.
    pub fn unreadable(&self) -> usize {
        self.present - self.cases
    }
}

/// The problem of a second file with the id of a case.
pub fn second_of(id: &CaseId, first: &Origin) -> Diagnostic {
    let message = format!("the case \"{id}\" is already in the library, from {first}");
    Diagnostic::of_file(message, Some("remove one of the two, or give one another id and name".to_owned()))
}
