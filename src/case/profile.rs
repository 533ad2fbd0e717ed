//! Profiles: the field that a library is about. A library's `profile.toml` names its kinds of review, finding, response and
//! status with their rules, its tabs, the form of its ids and the keys that must be there. `case-reviews` is what the closed
//! lists of this program say.
//!
//! # The shape
//!
//! A value of a profile is a row like any other ([`ListValue`]), and a case holds it as it holds those that are shipped: each
//! of the four lists has a variant `Own` for it. What the program must know of a value (is anything still to be done? is it a
//! missed opportunity?) is a [`Sense`](crate::case::closed::Sense) of the value, and nothing asks for a value by its name. Profiles are few and live as long as
//! the program, so a row is a reference that is copied; the same text makes the same profile.

use std::sync::{LazyLock, OnceLock};

use regex::Regex;
use serde_json::Value;

use super::closed::own;
use super::closed::{ClosedList, FindingKind, ListValue, OwnLists, RecommendationStatus, Response, ReviewKind};

/// The lists that a profile may define, by their names.
pub const LISTS: [&str; 4] = [ReviewKind::LIST, FindingKind::LIST, Response::LIST, RecommendationStatus::LIST];

/// The profile of every library that has none of its own.
pub const CASE_REVIEWS: &str = "case-reviews";

/// The tabs of a case, as a profile names them.
pub const TABS: [&str; 5] = ["findings", "recommendations", "timeline", "reviews", "sources"];

/// The entries whose ids a profile may give a form of its own, each with the first letter of its ids otherwise.
pub const WITH_IDS: [(&str, char); 3] = [("finding", 'F'), ("recommendation", 'R'), ("event", 'E')];

/// The field that a library is about.
#[derive(Debug)]
pub struct Profile {
    /// Its name: lower-case letters, digits, hyphens.
    pub name: &'static str,
    /// The name that people read.
    pub label: &'static str,
    /// The nouns of this program that the field has its own for, as in "findings".
    pub(super) nouns: Vec<(&'static str, &'static str)>,
    /// The labels of the tabs that are not called as usual, by [`TABS`]: in full, and where there is little room.
    pub(super) tabs: [Option<[&'static str; 2]>; 5],
    /// The four lists, by [`LISTS`].
    pub(super) lists: OwnLists,
    /// True where the lists are those that the program ships.
    pub(super) ships: bool,
    /// The form of the ids of findings, recommendations and events, where it is not the usual one.
    pub(super) ids: [Option<IdForm>; 3],
    /// The keys that must be there, by the noun of their table.
    pub(super) required: Vec<(&'static str, Vec<&'static str>)>,
    /// The schema of its files, once it was asked for.
    pub(super) schema: OnceLock<Value>,
}

/// The form of an id.
#[derive(Debug)]
pub struct IdForm {
    /// The pattern that the whole id matches.
    pub pattern: Regex,
    /// An id of this form.
    pub example: &'static str,
}

/// Keys that the struct of a case lets be left out, and that reviews of cases have all the same.
const ALWAYS: [(&str, &[&str]); 3] = [
    ("case", &["nation", "outcome", "harm", "summary", "cited"]),
    ("finding", &["agencies", "themes"]),
    ("recommendation", &["addressed_to", "themes"]),
];

fn case_reviews() -> Profile {
    fn values<L: ClosedList>() -> &'static [&'static ListValue] {
        L::ALL.iter().map(|value| value.value()).collect::<Vec<_>>().leak()
    }
    let lists =
        [values::<ReviewKind>(), values::<FindingKind>(), values::<Response>(), values::<RecommendationStatus>()];
    Profile {
        name: CASE_REVIEWS,
        label: "Case reviews",
        nouns: Vec::new(),
        tabs: [None; 5],
        lists: LISTS.into_iter().zip(lists).collect::<Vec<_>>().leak(),
        ships: true,
        ids: [None, None, None],
        required: ALWAYS.iter().map(|(noun, keys)| (*noun, keys.to_vec())).collect(),
        schema: OnceLock::new(),
    }
}

impl Profile {
    /// The profile of every library that has none of its own.
    pub fn case_reviews() -> &'static Self {
        static FIRST: LazyLock<Profile> = LazyLock::new(case_reviews);
        &FIRST
    }

    /// The lists to be put in force while a file of this profile is read.
    pub(crate) fn in_force(&self) -> OwnLists {
        if self.ships { &[] } else { self.lists }
    }

    /// Does `work` with its lists in force: codes that are read are its own.
    pub fn reading<T>(&self, work: impl FnOnce() -> T) -> T {
        own::with(self.in_force(), work)
    }

    /// The values of one of its lists, in its order.
    pub fn values(&self, list: &str) -> &'static [&'static ListValue] {
        self.lists.iter().find(|(name, _)| *name == list).map_or(&[], |(_, values)| *values)
    }

    /// The label of a tab, by its name in `TABS`: in full, and where there is little room. Nothing where it is called as usual.
    pub fn tab(&self, name: &str) -> Option<[&'static str; 2]> {
        let at = TABS.iter().position(|tab| *tab == name)?;
        self.tabs.get(at).copied().flatten()
    }

    /// The form of the ids of an entry, by its noun; nothing where it is the usual one.
    pub fn id_form(&self, noun: &str) -> Option<&IdForm> {
        let at = WITH_IDS.iter().position(|(known, _)| *known == noun)?;
        self.ids.get(at)?.as_ref()
    }

    /// The keys that must be there in a table, beside those that every case needs.
    pub fn required(&self, noun: &str) -> &[&'static str] {
        self.required.iter().find(|(known, _)| *known == noun).map_or(&[], |(_, keys)| keys)
    }

    /// True if a key of a table must be there.
    pub fn requires(&self, noun: &str, key: &str) -> bool {
        self.required(noun).contains(&key)
    }
}

/// The profile of a case: the same for all of a library.
#[derive(Clone, Copy)]
pub struct InProfile(&'static Profile);

impl InProfile {
    /// Of a case that was read under this profile.
    pub fn new(profile: &'static Profile) -> Self {
        Self(profile)
    }

    /// The profile.
    pub fn get(self) -> &'static Profile {
        self.0
    }
}

impl Default for InProfile {
    fn default() -> Self {
        Self(Profile::case_reviews())
    }
}

impl PartialEq for InProfile {
    fn eq(&self, other: &Self) -> bool {
        self.0.name == other.0.name
    }
}

impl std::fmt::Debug for InProfile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.name)
    }
}
