//! What reports are made of.

use std::sync::Arc;

use crate::case::{Case, PartialDate, Vocabulary};
use crate::library::{Catalogue, EntryKey};

/// A case of the library.
#[derive(Debug, Clone)]
pub struct Book {
    /// Which.
    pub key: EntryKey,
    /// The case as it is shown: with names hidden where that is asked for.
    pub case: Arc<Case>,
}

/// Every case of a library that could be read, in its order, and the day that dates are held against.
#[derive(Debug, Clone)]
pub struct Shelf {
    /// The cases.
    pub books: Vec<Book>,
    /// What codes are called.
    pub vocabulary: Arc<Vocabulary>,
    /// The present day: what is due before it is overdue.
    pub today: PartialDate,
}

impl Shelf {
    /// The cases of a catalogue, as it shows them.
    pub fn of(catalogue: &Catalogue, vocabulary: Arc<Vocabulary>, today: PartialDate) -> Self {
        let book = |key| Some(Book { key, case: Arc::clone(catalogue.case(key)?) });
        Self { books: catalogue.iter().filter_map(|(key, _)| book(key)).collect(), vocabulary, today }
    }

    /// The case with this key.
    pub fn case(&self, key: EntryKey) -> Option<&Arc<Case>> {
        // A catalogue gives its entries in the order of their keys.
        let at = self.books.binary_search_by_key(&key, |book| book.key).ok()?;
        self.books.get(at).map(|book| &book.case)
    }

    /// The key of the case with this id.
    pub fn key_of(&self, id: &str) -> Option<EntryKey> {
        self.books.iter().find(|book| book.case.id.as_str() == id).map(|book| book.key)
    }
}
