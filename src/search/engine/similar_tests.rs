//! Similar entries and those that recur, on a library of a few lines.

use super::tests::{engine, recurring};
use super::*;
use crate::case::ItemRef;

/// The findings that are like this one, as "case finding".
fn like(engine: &mut Engine, key: u32, finding: usize) -> Vec<String> {
    let item = ItemRef::Finding(0, finding - 1);
    let Some(found) = engine.similar(EntryKey(key), item, &|| false) else { panic!("cancelled") };
    assert!(found.hits.windows(2).all(|pair| pair[0].score >= pair[1].score), "{found:?}");
    found
        .hits
        .iter()
        .map(|hit| match hit.item {
            ItemRef::Finding(_, index) => format!("{} {}", hit.key.0, index + 1),
            other => panic!("{other:?}"),
        })
        .collect()
}

#[test]
fn what_says_the_same_is_found_in_other_cases_only() {
    let mut engine = engine(&recurring());
    let rows: [(u32, usize, &[&str]); 6] = [
        (0, 1, &["1 1", "2 2"]),
        (1, 1, &["0 1", "2 2"]),
        (2, 2, &["0 1", "1 1"]),
        (0, 2, &[]),
        // The name of the case is no likeness.
        (0, 3, &["1 3"]),
        (2, 3, &[]),
    ];
    for (key, finding, expected) in rows {
        assert_eq!(like(&mut engine, key, finding), expected, "{key} {finding}");
    }
    let nothing = Some(crate::search::Similar::default());
    for item in [ItemRef::Event(0), ItemRef::Source(0), ItemRef::Finding(0, 99)] {
        assert_eq!(engine.similar(EntryKey(0), item, &|| false), nothing, "{item:?}");
    }
    assert_eq!(engine.similar(EntryKey(99), ItemRef::Finding(0, 0), &|| false), nothing);
    assert_eq!(engine.similar(EntryKey(0), ItemRef::Finding(0, 0), &|| true), None);
    assert_eq!(engine.groups(&|| true), None);
}

#[test]
fn what_is_like_an_item_follows_the_library() {
    let cases = recurring();
    let mut changed = engine(&cases);
    changed.remove(EntryKey(1));
    assert_eq!(like(&mut changed, 0, 1), ["2 2"]);
    // However often cases come and go, the answer is that of a library that was read once.
    for round in 0..3 {
        for (key, case) in (0..).map(EntryKey).zip(&cases) {
            changed.add(key, case, Vocabulary::shipped());
        }
        let mut fresh = engine(&cases);
        for key in 0..3 {
            for finding in 0..3 {
                let item = ItemRef::Finding(0, finding);
                let answers = [&mut changed, &mut fresh].map(|engine| engine.similar(EntryKey(key), item, &|| false));
                assert_eq!(answers[0], answers[1], "{round} {key} {finding}");
            }
        }
        assert_eq!(changed.groups(&|| false), fresh.groups(&|| false));
    }
}

#[test]
fn what_recurs_stands_in_one_group() {
    let mut engine = engine(&recurring());
    let Some(groups) = engine.groups(&|| false) else { panic!("cancelled") };
    let told: Vec<(usize, usize)> = groups.iter().map(|group| (group.cases, group.others.len())).collect();
    assert_eq!(told, [(3, 2), (2, 1)]);
    let mut seen = std::collections::HashSet::new();
    for group in &groups {
        let others = group.others.iter().map(|hit| (hit.key, hit.item));
        for place in others.chain([(group.key, group.item)]) {
            assert!(seen.insert(place), "{place:?} stands in two groups");
        }
    }
}

#[test]
fn groups_go_on_where_they_were_broken_off() {
    let cases = recurring();
    let expected = engine(&cases).groups(&|| false);
    // Somebody asks something after so many looks: enough for some items, too few for all.
    let in_pieces = |engine: &mut Engine| {
        let mut pieces = 1;
        loop {
            let left = std::cell::Cell::new(5);
            let asked = || left.replace(left.get() - 1) <= 0;
            if let Some(groups) = engine.groups(&asked) {
                return (groups, pieces);
            }
            pieces += 1;
            assert!(pieces < 100, "it begins anew each time");
        }
    };
    let mut broken_off = engine(&cases);
    let (groups, pieces) = in_pieces(&mut broken_off);
    assert!(pieces > 1);
    assert_eq!(Some(&groups), expected.as_ref());
    assert_eq!(broken_off.groups(&|| true), expected, "what is known is not looked for again");
    // Nothing counts that was known of a library before it changed.
    let mut changed = engine(cases.get(1..).unwrap_or_default());
    assert_eq!(changed.groups(&|| true), None);
    for (key, case) in (0..).map(EntryKey).zip(&cases) {
        changed.add(key, case, Vocabulary::shipped());
    }
    let mut fresh = engine(&cases);
    assert_eq!(in_pieces(&mut changed).0, fresh.groups(&|| false).unwrap_or_default());
    changed.remove(EntryKey(1));
    fresh.remove(EntryKey(1));
    assert_eq!(changed.groups(&|| false), fresh.groups(&|| false));
    assert_ne!(changed.groups(&|| false), expected);
}
