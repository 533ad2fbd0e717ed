//! Libraries for tests: what is asked for, and the bundled one, which is read once a process.
#![allow(dead_code, reason = "each test file uses a part of this")]

use std::sync::{Arc, LazyLock};

use casebook::case::Vocabulary;
use casebook::library::{Catalogue, Entry, Limits, Place, Request, load_all};
use casebook::search::Engine;

/// The shipped vocabulary, which takes long to clone.
pub fn vocabulary() -> Arc<Vocabulary> {
    static VOCABULARY: LazyLock<Arc<Vocabulary>> = LazyLock::new(|| Arc::new(Vocabulary::shipped().clone()));
    Arc::clone(&VOCABULARY)
}

/// The request for these places, with the shipped vocabulary.
pub fn request(places: Vec<Place>) -> Request {
    Request { places, limits: Limits::default(), vocabulary: vocabulary(), examine: false, cache: None }
}

/// The entries of these places.
pub fn load(places: Vec<Place>) -> Vec<Entry> {
    load_all(request(places), |_, _| ()).0
}

/// The entries of the bundled library.
pub fn bundled() -> &'static [Entry] {
    static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| load(vec![Place::Bundled]));
    &ENTRIES
}

/// The catalogue of these entries.
pub fn catalogue(entries: impl IntoIterator<Item = Entry>) -> Catalogue {
    let mut catalogue = Catalogue::default();
    for entry in entries {
        catalogue.add(entry);
    }
    catalogue
}

/// The bundled library and its index, both without the cases of these names.
pub fn indexed(without: &[&str]) -> (Catalogue, Engine) {
    let entries = bundled().iter().filter(|entry| !without.contains(&entry.origin.stem().as_str()));
    let catalogue = catalogue(entries.cloned());
    let mut engine = Engine::default();
    for (key, entry) in catalogue.iter() {
        if let Some(case) = entry.case() {
            engine.add(key, case, Vocabulary::shipped());
        }
    }
    (catalogue, engine)
}
