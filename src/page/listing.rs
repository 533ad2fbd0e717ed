//! The cases that pages are made of.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::model::Row;
use super::rag::Rag;
use crate::case::due::Standing;
use crate::case::model::Recommendation;
use crate::case::{Case, ItemRef, PartialDate, Profile, Text, Vocabulary};
use crate::library::{Catalogue, EntryKey, Unread};
use crate::text::fold::fold;

/// A case of the library.
#[derive(Debug, Clone)]
pub struct ListedCase {
    /// Which.
    pub key: EntryKey,
    /// The case as it is shown: with names hidden where that is asked for.
    pub case: Arc<Case>,
}

/// Every case of a library that could be read, in its order, and the day that dates are held against.
#[derive(Debug, Clone)]
pub struct Listing {
    /// The cases.
    pub books: Vec<ListedCase>,
    /// The labels of codes.
    pub vocabulary: Arc<Vocabulary>,
    /// The present day: what is due before it is overdue.
    pub today: PartialDate,
    /// The files that could not be read, whose cases are missing.
    pub unread: Vec<Unread>,
    /// The standing of recommendations by the dates of the files; a date that is shown may lack the day.
    standings: HashMap<(EntryKey, ItemRef), Standing>,
    /// The areas of cases as the files have them, folded; the one that is shown may be hidden.
    areas: HashMap<EntryKey, String>,
    /// The same cases by their keys.
    by_key: HashMap<EntryKey, Arc<Case>>,
}

/// The bodies that a case names, as its sources do.
fn bodies(case: &Case) -> Vec<&Text> {
    let mut bodies: Vec<&Text> = Vec::new();
    for review in &case.reviews {
        bodies.extend(review.addressees.iter().filter_map(|one| one.named.as_ref()));
        bodies.extend(review.findings.iter().filter_map(|one| one.named.as_ref()));
        for recommendation in &review.recommendations {
            bodies.extend(&recommendation.named);
            bodies.extend(recommendation.addressees.iter().filter_map(|one| one.named.as_ref()));
        }
    }
    bodies.extend(case.events.iter().filter_map(|one| one.named.as_ref()));
    bodies.extend(case.involved.iter().filter_map(|one| one.named.as_ref()));
    bodies
}

impl Listing {
    /// These cases, as their files have them.
    pub fn new(books: Vec<ListedCase>, vocabulary: Arc<Vocabulary>, today: PartialDate) -> Self {
        let standings = books.iter().flat_map(|book| standings(book.key, &book.case, today)).collect();
        let areas = books.iter().filter_map(|book| area(book.key, &book.case)).collect();
        let by_key = by_key(&books);
        Self { books, vocabulary, today, unread: Vec::new(), standings, areas, by_key }
    }

    /// The cases of a catalogue, as it shows them.
    pub fn of(catalogue: &Catalogue, vocabulary: Arc<Vocabulary>, today: PartialDate) -> Self {
        let keys = || catalogue.iter().map(|(key, _)| key);
        let book = |key| Some(ListedCase { key, case: Arc::clone(catalogue.case(key)?) });
        let mut books: Vec<ListedCase> = keys().filter_map(book).collect();
        // A catalogue has its cases as they were read, which differs from start to start.
        books.sort_by(|a, b| a.case.id.as_str().cmp(b.case.id.as_str()));
        let real = || keys().filter_map(|key| Some((key, catalogue.real(key)?)));
        let standings = real().flat_map(|(key, case)| standings(key, case, today)).collect();
        let areas = real().filter_map(|(key, case)| area(key, case)).collect();
        let by_key = by_key(&books);
        Self { books, vocabulary, today, unread: catalogue.unread(), standings, areas, by_key }
    }

    /// The areas that are shown, in the order of the alphabet, each once.
    pub fn areas(&self) -> impl Iterator<Item = &str> {
        self.books.iter().filter_map(|book| book.case.area.as_deref()).collect::<BTreeSet<_>>().into_iter()
    }

    /// A body as the sources name it, where one is called so in letters of any case.
    pub fn body_named(&self, text: &str) -> Option<&str> {
        let wanted = fold(text.trim());
        let called = |book: &'_ ListedCase| bodies(&book.case).into_iter().position(|body| fold(body) == wanted);
        let (book, at) = self.books.iter().find_map(|book| Some((book, called(book)?)))?;
        bodies(&book.case).into_iter().nth(at).map(Text::as_str)
    }

    /// True if a case is of this area, or of several areas with it.
    pub fn is_in(&self, key: EntryKey, area: &str) -> bool {
        let words = |text: &str| format!(" {} ", text.replace(|c: char| !c.is_alphanumeric(), " "));
        self.areas.get(&key).is_some_and(|known| words(known).contains(&words(&fold(area))))
    }

    /// The standing of a recommendation today.
    pub fn standing(&self, key: EntryKey, item: ItemRef) -> Standing {
        self.standings.get(&(key, item)).copied().unwrap_or(Standing::Unknown)
    }

    /// Its letter today.
    pub fn rag(&self, key: EntryKey, item: ItemRef, recommendation: &Recommendation) -> Rag {
        Rag::of(recommendation.status, self.standing(key, item))
    }

    /// The profile whose words the library is spoken of in.
    pub fn field(&self) -> &'static Profile {
        self.vocabulary.field()
    }

    /// The case with this key.
    pub fn case(&self, key: EntryKey) -> Option<&Arc<Case>> {
        self.by_key.get(&key)
    }

    /// The item that a row leads to, with its case.
    pub fn item(&self, row: &Row) -> Option<(EntryKey, &Arc<Case>, ItemRef)> {
        let (key, item) = row.item()?;
        let case = self.case(key)?;
        Some((key, case, case.find(item)?))
    }

    /// The key of the case with this id.
    pub fn key_of(&self, id: &str) -> Option<EntryKey> {
        self.books.iter().find(|book| book.case.id.as_str() == id).map(|book| book.key)
    }
}

fn by_key(books: &[ListedCase]) -> HashMap<EntryKey, Arc<Case>> {
    books.iter().map(|book| (book.key, Arc::clone(&book.case))).collect()
}

fn area(key: EntryKey, case: &Case) -> Option<(EntryKey, String)> {
    Some((key, fold(case.area.as_ref()?)))
}

fn standings(key: EntryKey, case: &Case, today: PartialDate) -> impl Iterator<Item = ((EntryKey, ItemRef), Standing)> {
    case.recommendations().map(move |(item, recommendation)| ((key, item), Standing::of(recommendation, today)))
}
