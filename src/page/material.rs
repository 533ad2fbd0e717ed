//! The material of pages: the library as it is shown and as its files have it, its index, its past.

use std::collections::HashSet;
use std::ops::Deref;

use super::since::{Before, Now};
use super::{Listing, Page};
use crate::case::{PartialDate, Vocabulary};
use crate::library::{Catalogue, EntryKey, Request};
use crate::notebook::{Library, NoBaseline, StateFolder, baseline};
use crate::redact::Redactor;
use crate::search::Engine;

/// The reason why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum NoPage {
    /// Something more urgent came in between; the same request may be made again.
    #[error("the page was not finished")]
    Interrupted,
    /// The page cannot be made, in words for the user.
    #[error("{0}")]
    Refused(&'static str),
    /// The same, with what there is in its place.
    #[error("{0}")]
    Instead(String),
    /// There is nothing to hold the present against.
    #[error(transparent)]
    NoBaseline(#[from] NoBaseline),
}

impl NoPage {
    /// A case that was there when the page was asked for.
    pub(super) const CASE_GONE: Self = Self::Refused("The case is no longer in the library");
}

/// A page, or the reason why there is none.
pub type PageResult = Result<Page, NoPage>;

/// An index of the library, and whether to break off what is asked of it.
pub struct EngineAccess<'a> {
    /// The index.
    pub engine: &'a mut Engine,
    /// True once something more urgent waits.
    pub interrupted: &'a dyn Fn() -> bool,
}

/// The material of pages.
pub struct Material<'a> {
    /// The cases as they are shown. They are listed when a page first asks for them.
    pub listing: &'a dyn Deref<Target = Listing>,
    /// The cases as they are shown and as their files have them.
    pub catalogue: &'a Catalogue,
    /// The request that the library was loaded by, which finds its past.
    pub request: &'a Request,
    /// The folder of snapshots; without it, the past is what dates and revisions tell.
    pub state_folder: Option<&'a StateFolder>,
    /// The index; without one, a page that needs it has one made.
    pub index: Option<EngineAccess<'a>>,
    /// Why some of the past could not be read, a line each; the page says it too.
    pub unread: Vec<String>,
}

impl Material<'_> {
    /// Asks the index something that can be interrupted.
    pub(super) fn ask<T>(
        &mut self,
        question: impl FnOnce(&mut Engine, &dyn Fn() -> bool) -> Option<T>,
    ) -> Result<T, NoPage> {
        let answer = match &mut self.index {
            Some(index) => question(index.engine, index.interrupted),
            None => question(&mut index_of(self.catalogue, &self.listing.vocabulary, self.listing.today), &|| false),
        };
        answer.ok_or(NoPage::Interrupted)
    }

    /// Holds the present against a date, a snapshot or a revision.
    ///
    /// # Errors
    /// When there is no such thing, or it cannot be read.
    pub fn since<T>(&mut self, when: &str, told: impl FnOnce(&Before<'_>, &Now<'_>) -> T) -> Result<T, NoBaseline> {
        let (listing, catalogue) = (&**self.listing, self.catalogue);
        let library = Library { request: self.request, vocabulary: &listing.vocabulary, catalogue };
        let past = baseline(when, self.state_folder, &library)?;
        let (real, unread) = (catalogue.real_cases_by_key(), catalogue.unread_stems());
        let before =
            Before { contents: past.contents.as_ref(), day: past.day, label: &past.label, rests_on: &past.rests_on };
        // A case that was made anonymous lists its names no more.
        let both = catalogue.redactor().map(|now| {
            let cases = real.iter().map(|(key, case)| (key.0, case.as_ref()));
            let mut both = Redactor::new(now.rules(), cases);
            for then in past.contents.iter().flat_map(|contents| &contents.cases) {
                if let Some(key) = catalogue.key_of(&then.id.as_str().into()) {
                    both.add_names(key.0, &then.names());
                }
            }
            both
        });
        let redactor = |id: &str, text: &str| {
            let own = catalogue.key_of(&id.into()).map(|key| key.0);
            both.as_ref().map_or_else(|| text.to_owned(), |both| both.text(own, text))
        };
        let hides_ids = catalogue.hides_ids();
        let told = told(&before, &Now { listing, real: &real, unread: &unread, redactor: &redactor, hides_ids });
        self.unread.extend(past.unread);
        Ok(told)
    }
}

/// The library in an index, as its files have it: names that are hidden are found all the same.
pub fn index_of(catalogue: &Catalogue, vocabulary: &Vocabulary, today: PartialDate) -> Engine {
    let mut engine = Engine::default();
    let contents = catalogue.iter().map(|(key, entry)| (key, &entry.content));
    let taken = engine.take_cached(contents, today, vocabulary);
    let taken: HashSet<EntryKey> = taken.into_iter().collect();
    engine.set_day(today);
    for (key, entry) in catalogue.iter().filter(|(key, _)| !taken.contains(key)) {
        if let Some(case) = entry.case() {
            engine.add(key, case, vocabulary);
        }
    }
    engine
}

/// Hides what is to be hidden in a text that only a mark or a former state of a case has: its id, the text.
pub fn redactor(catalogue: &Catalogue) -> impl Fn(&str, &str) -> String {
    |id, text| catalogue.shown(catalogue.key_of(&id.into()), text)
}
