//! Entries that are added, replaced and removed leave the catalogue that loading afresh would give.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::support::files::{broken, entry, origin, text};
use casebook::library::{Catalogue, Entry};
use proptest::prelude::*;

/// Where cases of these ids could stand: the first in the order of the library first.
const PATHS: [&str; 6] = ["1/a.toml", "1/b.toml", "1/sub/a.toml", "2/a.toml", "2/b.toml", "2/c.toml"];

static FILES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let file = |path: &str| {
        let id = path.rsplit('/').next().unwrap().trim_end_matches(".toml").to_owned();
        let mut entry = entry(path, &text(&id, path));
        entry.sequence = path[..1].parse().unwrap();
        assert!(entry.case().is_some(), "{path}: {:?}", entry.problems());
        entry
    };
    PATHS.into_iter().map(file).collect()
});

fn file(at: usize) -> Entry {
    FILES[at].clone()
}

fn wrong(at: usize) -> Entry {
    Entry { sequence: FILES[at].sequence, ..broken(PATHS[at]) }
}

/// Each file with the title of its case, or with what is wrong with it.
fn shown(catalogue: &Catalogue) -> BTreeMap<String, String> {
    let shows = |entry: &Entry| match entry.case() {
        Some(case) => case.title.to_string(),
        None => entry.problems().iter().map(ToString::to_string).collect(),
    };
    catalogue.iter().map(|(_, entry)| (entry.origin.to_string(), shows(entry))).collect()
}

/// The totals, counted one by one.
fn counted(catalogue: &Catalogue) -> (usize, usize, usize) {
    let cases: Vec<_> = catalogue.iter().filter_map(|(_, entry)| entry.case()).collect();
    let findings = cases.iter().map(|case| case.finding_count()).sum();
    let recommendations = cases.iter().map(|case| case.recommendation_count()).sum();
    (cases.len(), findings, recommendations)
}

#[test]
fn a_file_that_is_edited_keeps_its_key() {
    let mut catalogue = Catalogue::default();
    let keys: Vec<_> = [0, 1].into_iter().flat_map(|at| catalogue.add(file(at))).collect();
    assert_eq!(catalogue.totals(), (2, 8, 2));
    assert_eq!(catalogue.add(wrong(0)), [keys[0]]);
    assert_eq!((catalogue.totals(), catalogue.len(), catalogue.unreadable()), ((1, 4, 1), 2, 1));
    assert_eq!(catalogue.add(file(0)), [keys[0]]);
    assert_eq!((catalogue.totals(), catalogue.unreadable()), ((2, 8, 2), 0));
    assert_eq!(catalogue.remove(&origin(PATHS[0])), [keys[0]]);
    assert_eq!((catalogue.totals(), catalogue.len()), ((1, 4, 1), 1));
    assert!(catalogue.entry(keys[0]).is_none());
    assert!(catalogue.remove(&origin(PATHS[0])).is_empty(), "gone already");
    assert_eq!(catalogue.add(file(0)), [keys[0]], "the same file has the same key again");
}

#[test]
fn the_second_file_of_a_case_takes_over_when_the_first_goes() {
    let mut catalogue = Catalogue::default();
    // Read in another order than that of the library.
    let third = catalogue.add(file(3))[0];
    let first = catalogue.add(file(0))[0];
    let second = catalogue.add(file(2))[0];
    let id = catalogue.case(first).unwrap().id.clone();
    let readable = |catalogue: &Catalogue| [first, second, third].map(|key| catalogue.case(key).is_some());
    assert_eq!(readable(&catalogue), [true, false, false]);
    let said = |catalogue: &Catalogue| catalogue.entry(third).unwrap().problems()[0].to_string();
    assert!(said(&catalogue).contains("already in the library, from 1/a.toml"), "{}", said(&catalogue));
    let mut changed = catalogue.remove(&origin(PATHS[0]));
    changed.sort();
    assert_eq!(changed, [third, first, second]);
    assert_eq!(readable(&catalogue), [false, true, false]);
    assert!(said(&catalogue).contains("from 1/sub/a.toml"), "{}", said(&catalogue));
    assert_eq!(catalogue.key_of(&id), Some(second));
    // One that is wrong does not stand in the way of the next.
    catalogue.add(wrong(2));
    assert_eq!(readable(&catalogue), [false, false, true]);
    catalogue.add(file(0));
    assert_eq!(readable(&catalogue), [true, false, false]);
    assert_eq!(catalogue.totals(), counted(&catalogue));
}

#[derive(Debug, Clone)]
enum Change {
    Whole(usize),
    Wrong(usize),
    Gone(usize),
}

fn change() -> impl Strategy<Value = Change> {
    let at = 0..PATHS.len();
    prop_oneof![
        3 => at.clone().prop_map(Change::Whole),
        1 => at.clone().prop_map(Change::Wrong),
        2 => at.prop_map(Change::Gone),
    ]
}

proptest! {
    #[test]
    fn changes_give_what_loading_afresh_gives(
        changes in prop::collection::vec(change(), 0..40),
        order in Just((0..PATHS.len()).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let mut catalogue = Catalogue::default();
        let mut files: BTreeMap<usize, Entry> = BTreeMap::new();
        for change in changes {
            let before = shown(&catalogue);
            let (at, now) = match change {
                Change::Whole(at) => (at, Some(file(at))),
                Change::Wrong(at) => (at, Some(wrong(at))),
                Change::Gone(at) => (at, None),
            };
            let changed = match now {
                Some(entry) => {
                    files.insert(at, entry.clone());
                    catalogue.add(entry)
                }
                None => {
                    files.remove(&at);
                    catalogue.remove(&origin(PATHS[at]))
                }
            };
            // Whatever shows something else now is among those that are said to have changed.
            for (key, entry) in catalogue.iter() {
                let path = entry.origin.to_string();
                let same = before.get(&path) == shown(&catalogue).get(&path);
                prop_assert!(same || changed.contains(&key), "{path}");
            }
        }
        let mut afresh = Catalogue::default();
        for at in order {
            if let Some(entry) = files.get(&at) {
                afresh.add(entry.clone());
            }
        }
        prop_assert_eq!(shown(&catalogue), shown(&afresh));
        prop_assert_eq!(catalogue.totals(), afresh.totals());
        prop_assert_eq!(catalogue.totals(), counted(&catalogue));
        prop_assert_eq!((catalogue.len(), catalogue.unreadable()), (afresh.len(), afresh.unreadable()));
    }
}
