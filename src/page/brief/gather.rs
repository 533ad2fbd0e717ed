//! The parts of a brief: the cases, findings and recommendations of its subject.

use std::cmp::Reverse;
use std::collections::HashSet;

use regex::RegexSet;

use super::of::{BriefOf, BriefSubject};
use super::subject::Subject;

use crate::case::closed::Sense;
use crate::case::{
    Case, ClosedList, Event, Finding, FindingKind, ItemRef, OpenList, Recommendation, Vocabulary, phrase_key,
};
use crate::library::EntryKey;
use crate::page::Listing;
use crate::page::tracker::{Tracked, tracked};
use crate::text::fold::irregular_forms;

/// Kinds of findings in the order of a brief, which is that of the profile: what went wrong, why, what was judged; what went
/// well stands last.
pub fn kinds(listing: &Listing) -> Vec<FindingKind> {
    let all = listing.vocabulary.values(FindingKind::LIST).into_iter();
    let mut kinds: Vec<FindingKind> = all.map(FindingKind::of_value).collect();
    kinds.sort_by_key(|kind| kind.sense() == Sense::Good);
    kinds
}

/// Everything on a subject.
#[derive(Default)]
pub struct Holding<'a> {
    /// Recommendations, by status.
    pub recommendations: Vec<Tracked<'a>>,
    /// Findings: the newest case first, within a case by kind.
    pub findings: Vec<(EntryKey, ItemRef)>,
    /// Events in which an agency acted, or that a search finds: the newest case first.
    pub events: Vec<(EntryKey, ItemRef)>,
    /// Entries that name the subject and are filed under something else; of a search, the pages and sources that it finds.
    pub elsewhere: Vec<(EntryKey, ItemRef)>,
    /// The cases that are of the subject as a whole, or in which an agency was involved; the newest first.
    pub whole: Vec<EntryKey>,
}

/// A subject with its parts.
pub struct Gathered<'a> {
    /// Everything on the subject itself.
    pub own: Holding<'a>,
    /// Everything on each part of it that is not there already, by the code of the part.
    pub parts: Vec<(String, Holding<'a>)>,
    /// Everything on all agencies together, which nobody can divide among them.
    pub together: Option<Holding<'a>>,
}

impl Holding<'_> {
    /// The findings, recommendations and events.
    pub fn items(&self) -> impl Iterator<Item = (EntryKey, ItemRef)> + '_ {
        let statements =
            self.recommendations.iter().map(|one| (one.key, one.item)).chain(self.findings.iter().copied());
        statements.chain(self.events.iter().copied())
    }

    /// The findings of good practice, or all others.
    pub fn found(&self, listing: &Listing, good: bool) -> Vec<(EntryKey, ItemRef)> {
        let is = |place: &&(EntryKey, ItemRef)| {
            kind_of(listing, **place).is_some_and(|kind| kind.sense() == Sense::Good) == good
        };
        self.findings.iter().filter(is).copied().collect()
    }
}

/// Every case in which a subject has a part, the newest first.
pub fn cases_of(listing: &Listing, holding: &Holding<'_>) -> Vec<EntryKey> {
    let keys: HashSet<EntryKey> = holding.items().map(|(key, _)| key).chain(holding.whole.iter().copied()).collect();
    newest_first(listing).into_iter().map(|(key, _)| key).filter(|key| keys.contains(key)).collect()
}

/// The kind of a finding.
pub fn kind_of(listing: &Listing, (key, item): (EntryKey, ItemRef)) -> Option<FindingKind> {
    Some(listing.case(key)?.finding(item)?.1.kind)
}

/// Gathers everything on a subject.
pub fn gather<'a>(listing: &'a Listing, brief: BriefOf<'_>) -> Gathered<'a> {
    let all = tracked(listing);
    let mut seen = HashSet::new();
    match brief.what {
        BriefSubject::Subject(Subject::Term(list @ (OpenList::Agency | OpenList::Theme), code)) => {
            let mut own = holding_of(listing, &all, *list, code, &mut seen);
            let parts: Vec<(String, Holding<'_>)> = descendants(&listing.vocabulary, *list, code)
                .into_iter()
                .map(|part| {
                    let holding = holding_of(listing, &all, *list, &part, &mut seen);
                    (part, holding)
                })
                .collect();
            own.elsewhere = naming(listing, &names_of(&listing.vocabulary, *list, code, parts.is_empty()), &seen);
            let known = *list == OpenList::Agency
                && code != TOGETHER
                && listing.vocabulary.term(OpenList::Agency, TOGETHER).is_some();
            let together = known.then(|| holding_of(listing, &all, OpenList::Agency, TOGETHER, &mut HashSet::new()));
            Gathered { own, parts, together }
        }
        BriefSubject::Subject(subject) => {
            let harms = match subject {
                Subject::Term(_, code) => {
                    let mut codes = descendants(&listing.vocabulary, OpenList::Harm, code);
                    codes.push(code.clone());
                    codes
                }
                Subject::Nation(_) | Subject::Place(_) => Vec::new(),
            };
            let is_of = |key: EntryKey, case: &Case| match subject {
                Subject::Term(..) => case.harm.iter().any(|harm| harms.iter().any(|code| code == harm.code())),
                Subject::Nation(nation) => case.nation == *nation,
                Subject::Place(area) => listing.is_in(key, area),
            };
            let whole: Vec<EntryKey> =
                newest_first(listing).into_iter().filter(|(key, case)| is_of(*key, case)).map(|(key, _)| key).collect();
            let of: HashSet<EntryKey> = whole.iter().copied().collect();
            // Whole timelines are no events on a harm or a place.
            let is_statement = |statement: BriefStatement<'_>| !matches!(statement, BriefStatement::Event(_));
            let own = held(listing, &all, whole, &|key, _, statement| of.contains(&key) && is_statement(statement));
            Gathered { own, parts: Vec::new(), together: None }
        }
        BriefSubject::Found(items) => {
            let there = |(key, item): &(EntryKey, _)| Some((*key, listing.case(*key)?.find(item)?));
            let found: HashSet<(EntryKey, ItemRef)> = items.iter().filter_map(there).collect();
            let keys: HashSet<EntryKey> = found.iter().map(|(key, _)| *key).collect();
            let whole =
                newest_first(listing).into_iter().map(|(key, _)| key).filter(|key| keys.contains(key)).collect();
            let mut own = held(listing, &all, whole, &|key, item, _| found.contains(&(key, item)));
            let beside = items
                .iter()
                .filter_map(there)
                .filter(|(_, item)| matches!(item, ItemRef::Page(_) | ItemRef::Source(_)));
            own.elsewhere = beside.collect();
            Gathered { own, parts: Vec::new(), together: None }
        }
    }
}

/// Stands for all agencies together.
pub const TOGETHER: &str = "multi_agency";

/// Everything that has a theme or names an agency by this code and is not in `seen` yet.
fn holding_of<'a>(
    listing: &'a Listing,
    all: &[Tracked<'a>],
    list: OpenList,
    code: &str,
    seen: &mut HashSet<(EntryKey, ItemRef)>,
) -> Holding<'a> {
    let is_named = |statement: BriefStatement<'_>| match (list, statement) {
        (OpenList::Agency, BriefStatement::Finding(finding)) => {
            finding.agencies.iter().any(|agency| agency.code() == code)
        }
        (OpenList::Agency, BriefStatement::Recommendation(one)) => one.addressed_to.iter().any(|to| to.code() == code),
        (OpenList::Agency, BriefStatement::Event(event)) => event.agencies.iter().any(|agency| agency.code() == code),
        (_, BriefStatement::Event(_)) => false,
        (_, BriefStatement::Finding(finding)) => finding.themes.iter().any(|theme| theme.code() == code),
        (_, BriefStatement::Recommendation(one)) => one.themes.iter().any(|theme| theme.code() == code),
    };
    let involved = |case: &Case| case.involved.iter().any(|involved| involved.agency.code() == code);
    let whole = newest_first(listing).into_iter().filter(|(_, case)| list == OpenList::Agency && involved(case));
    let whole = whole.map(|(key, _)| key).collect();
    let mut holding = held(listing, all, whole, &|_, _, statement| is_named(statement));
    holding.recommendations.retain(|one| seen.insert((one.key, one.item)));
    holding.findings.retain(|place| seen.insert(*place));
    holding.events.retain(|place| seen.insert(*place));
    holding
}

/// The names of a term as they are compared: its label and code, and its other names of several words. A single word names
/// nothing where the term has parts: "health" is in too many names.
fn names_of(vocabulary: &Vocabulary, list: OpenList, code: &str, whole: bool) -> Vec<String> {
    let label = vocabulary.term(list, code).map(|term| term.label.to_string());
    let own = label.into_iter().chain([code.replace('_', " ")]).map(|name| (name, whole));
    let others = vocabulary.thesaurus().aliases_of(list.name(), code).iter().map(|name| (name.to_string(), false));
    let keys = own.chain(others).map(|(name, alone)| (phrase_key(&name), alone));
    let mut names: Vec<String> = keys.filter(|(key, alone)| *alone || key.contains(' ')).map(|(key, _)| key).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// The findings, recommendations and events that have one of these names in their text and are not in `seen`; the newest case
/// first.
fn naming(listing: &Listing, names: &[String], seen: &HashSet<(EntryKey, ItemRef)>) -> Vec<(EntryKey, ItemRef)> {
    let sought = Sought::of(names);
    let is_named = |text: &str| sought.stand_in(text);
    let mut found = Vec::new();
    for (key, case) in newest_first(listing) {
        let findings = case.findings().map(|(item, one)| (item, &one.text, &one.named));
        let recommendations = case.recommendations().map(|(item, one)| (item, &one.text, &one.named));
        let events = (0..).zip(&case.events).map(|(at, one)| (ItemRef::Event(at), &one.text, &one.named));
        let others = findings.chain(recommendations).chain(events).filter(|(item, ..)| !seen.contains(&(key, *item)));
        let named = others.filter(|(_, text, named)| is_named(text) || named.as_deref().is_some_and(is_named));
        found.extend(named.map(|(item, ..)| (key, item)));
    }
    found
}

/// Names that texts are searched for, of which few texts have one. To fold and to stem a text takes long, so it is done only where
/// words begin as those of a name do.
struct Sought<'n> {
    /// Nothing where no pattern can be made of them: then each text is looked at.
    starts: Option<RegexSet>,
    /// Each name with the places of the starts of its words.
    names: Vec<(&'n str, Vec<usize>)>,
}

impl<'n> Sought<'n> {
    fn of(names: &'n [String]) -> Self {
        let mut words: Vec<&str> = names.iter().flat_map(|name| name.split(' ')).collect();
        words.sort_unstable();
        words.dedup();
        let places = |name: &str| name.split(' ').filter_map(|word| words.binary_search(&word).ok()).collect();
        let start = |word: &str| {
            // Short stems change most: "die" is that of "dying".
            let letters = if word.chars().nth(START).is_some() { START } else { 1 };
            regex::escape(&word.chars().take(letters).collect::<String>())
        };
        let pattern = |word: &&str| {
            let forms = irregular_forms(word).into_iter().chain([*word]).map(start);
            format!("(?i)(?-u:\\b)(?:{})", forms.collect::<Vec<_>>().join("|"))
        };
        let starts = RegexSet::new(words.iter().map(pattern)).ok();
        Self { starts, names: names.iter().map(|name| (name.as_str(), places(name))).collect() }
    }

    fn stand_in(&self, text: &str) -> bool {
        let there = self.starts.as_ref().map(|starts| starts.matches(text));
        let begun = |(_, starts): &&(&str, Vec<usize>)| {
            there.as_ref().is_none_or(|there| starts.iter().all(|start| there.matched(*start)))
        };
        let mut begun = self.names.iter().filter(begun).peekable();
        begun.peek().is_some() && {
            let text = format!(" {} ", phrase_key(text));
            begun.any(|(name, _)| text.contains(&format!(" {name} ")))
        }
    }
}

/// A word has so many letters in common with its stem.
const START: usize = 3;

/// A finding, a recommendation or an event.
#[derive(Clone, Copy)]
enum BriefStatement<'a> {
    Finding(&'a Finding),
    Recommendation(&'a Recommendation),
    Event(&'a Event),
}

/// These cases as a whole, and the findings, recommendations and events that are wanted.
fn held<'a>(
    listing: &'a Listing,
    all: &[Tracked<'a>],
    whole: Vec<EntryKey>,
    wanted: &dyn Fn(EntryKey, ItemRef, BriefStatement<'_>) -> bool,
) -> Holding<'a> {
    let is = |one: &&Tracked<'a>| wanted(one.key, one.item, BriefStatement::Recommendation(one.recommendation));
    let recommendations = all.iter().filter(is).copied().collect();
    let (mut findings, mut events) = (Vec::new(), Vec::new());
    let kinds = kinds(listing);
    for (key, case) in newest_first(listing) {
        let of_case = case.findings().filter(|(item, finding)| wanted(key, *item, BriefStatement::Finding(finding)));
        let mut of_case: Vec<(usize, ItemRef)> = of_case
            .map(|(item, finding)| (kinds.iter().position(|kind| *kind == finding.kind).unwrap_or(kinds.len()), item))
            .collect();
        of_case.sort_by_key(|(kind, _)| *kind);
        findings.extend(of_case.into_iter().map(|(_, item)| (key, item)));
        let happened = (0..).zip(&case.events).map(|(at, event)| (ItemRef::Event(at), event));
        let happened = happened.filter(|(item, event)| wanted(key, *item, BriefStatement::Event(event)));
        events.extend(happened.map(|(item, _)| (key, item)));
    }
    Holding { recommendations, findings, events, whole, elsewhere: Vec::new() }
}

/// Every case, the newest first.
fn newest_first(listing: &Listing) -> Vec<(EntryKey, &Case)> {
    let mut books: Vec<(EntryKey, &Case)> = listing.books.iter().map(|book| (book.key, book.case.as_ref())).collect();
    books.sort_by_key(|(_, case)| Reverse(case.sort_date()));
    books
}

/// The codes below a code, whatever the depth, in the order of the vocabulary.
fn descendants(vocabulary: &Vocabulary, list: OpenList, code: &str) -> Vec<String> {
    let terms = vocabulary.terms(list);
    let mut below: Vec<String> = Vec::new();
    let mut parents = vec![code.to_owned()];
    while let Some(parent) = parents.pop() {
        for term in terms.iter().filter(|term| term.parent.as_deref() == Some(parent.as_str())) {
            let child = term.code.to_string();
            // A library's own terms may name each other as parents.
            if child != code && !below.contains(&child) {
                parents.push(child.clone());
                below.push(child);
            }
        }
    }
    below
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_parts_are_found() {
        let below = |code| descendants(Vocabulary::shipped(), OpenList::Agency, code);
        assert_eq!(below("education"), ["early_years"]);
        assert!(below("health").contains(&"gp".to_owned()));
        assert!(below("gp").is_empty());
        assert_eq!(descendants(Vocabulary::shipped(), OpenList::Theme, "domestic_abuse"), ["coercion_and_control"]);
    }
}
