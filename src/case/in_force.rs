//! The tables that a vocabulary has in force: the profiles of the libraries that are open, their lists, the codes that a text means.

use super::closed::{self, ListTable, ListValue};
use super::open::{OpenList, Term, Vocabulary};
use super::profile::{LISTS, Profile};
use super::thesaurus::phrase_key;
use crate::text::fold::as_code;

impl Vocabulary {
    /// The profile of the first library.
    pub fn profile(&self) -> &'static Profile {
        self.profile_of_place(0)
    }

    /// The profile of a library, by its place among those that are open.
    pub fn profile_of_place(&self, place: usize) -> &'static Profile {
        self.profiles.get(place).copied().unwrap_or_else(Profile::case_reviews)
    }

    /// The profiles in force, each once.
    pub fn profiles(&self) -> Vec<&'static Profile> {
        let mut profiles: Vec<&'static Profile> = Vec::new();
        for profile in &self.profiles {
            if profiles.iter().all(|known| !std::ptr::eq(*known, *profile)) {
                profiles.push(profile);
            }
        }
        if profiles.is_empty() { vec![Profile::case_reviews()] } else { profiles }
    }

    /// This vocabulary over libraries that go by these profiles, in their order.
    pub fn under(&self, profiles: Vec<&'static Profile>) -> Self {
        let mut under = self.clone();
        under.profiles = profiles;
        under
    }

    /// The values of one of the lists that a profile may define, over all profiles in force, in their order.
    pub fn values(&self, list: &str) -> Vec<&'static ListValue> {
        let mut values: Vec<&'static ListValue> = Vec::new();
        for value in self.profiles().iter().flat_map(|profile| profile.values(list)) {
            if values.iter().all(|known| known.code != value.code) {
                values.push(value);
            }
        }
        values
    }

    /// Every closed list, those of the profiles in force as these have them.
    pub fn lists(&self) -> Vec<ListTable> {
        let of_profiles = |table: ListTable| match LISTS.contains(&table.name) {
            true => ListTable { values: self.values(table.name), ..table },
            false => table,
        };
        closed::lists().into_iter().map(of_profiles).collect()
    }

    /// The code of the term of a list that a text names: by code or label, with other endings too ("school nurses" is school
    /// nursing), and by no other name.
    pub fn named(&self, list: OpenList, text: &str) -> Option<&str> {
        let (code, key) = (as_code(text), phrase_key(text));
        let is = |term: &&Term| as_code(&term.code) == code || (!key.is_empty() && phrase_key(&term.label) == key);
        self.terms(list).iter().find(is).map(|term| term.code.as_str())
    }

    /// The codes of a list that a text means: by code or label, in letters of any case, with spaces, hyphens or underscores;
    /// else by another name.
    pub fn meant(&self, list: OpenList, text: &str) -> Vec<&str> {
        let wanted = as_code(text);
        let named =
            self.terms(list).iter().filter(|term| as_code(&term.code) == wanted || as_code(&term.label) == wanted);
        let named: Vec<&str> = named.map(|term| term.code.as_str()).collect();
        if !named.is_empty() {
            return named;
        }
        let aliased = self.thesaurus().aliased(&phrase_key(text)).iter().filter(|alias| alias.list == list.name());
        let mut aliased: Vec<&str> = aliased.map(|alias| alias.code.as_str()).collect();
        aliased.dedup();
        aliased
    }
}
