//! The top of a list, of which only the best is looked at closely, beside the same list of which all is.

use std::cmp::Reverse;

use super::super::Engine;
use super::*;
use crate::search::query::{Clause, Query};
use crate::search::some_library::{WORDS, some_library};

/// The first of the list: the place of each, its case and its first entry.
fn first(found: &[Found], index: &Index, top: &TopOf<'_>) -> Vec<(Reverse<u64>, u32, u32)> {
    let same = |a: &Found, b: &Found| top.lists.is_none() && index.ordinal(a.doc) == index.ordinal(b.doc);
    let place = |unit: &[Found]| {
        let doc = unit.first().unwrap().doc;
        (Reverse(top.place(unit, 0, index)), index.rank_of(index.ordinal(doc)), doc)
    };
    let mut all: Vec<_> = found.chunk_by(same).map(place).collect();
    all.sort_unstable();
    all.truncate(top.most);
    all
}

#[test]
fn the_top_of_a_long_list_is_as_if_all_were_looked_at() {
    let mut engine = Engine { index: some_library(), ..Engine::default() };
    let is_entry = |sort: DocSort| sort.is_entry();
    let any = |_: DocSort| true;
    let all = [None, Some(&is_entry as &dyn Fn(DocSort) -> bool), Some(&any as &dyn Fn(DocSort) -> bool)];
    let mut left_aside = 0;
    for (at, one) in WORDS.iter().enumerate() {
        let other = WORDS.get((at * 7 + 3) % 12).unwrap();
        let query = Query::parse_words(&format!("{one} {other} child"));
        let clauses: Vec<&Clause> = query.clauses().iter().collect();
        let every = engine.every(&clauses, &|| false).unwrap().unwrap_or_else(|problems| panic!("{problems:?}"));
        let cases = CaseScores::new(&every.clauses, &engine.index, &mut engine.boards);
        let mut plain = every.found.clone();
        refine(&mut plain, &every.clauses, &engine.index, None);
        for (lists, most) in all.iter().flat_map(|lists| [1, 3, 20].map(|most| (*lists, most))) {
            let top = TopOf { cases: &cases, lists, most };
            let mut found = every.found.clone();
            refine(&mut found, &every.clauses, &engine.index, Some(&top));
            assert_eq!(first(&found, &engine.index, &top), first(&plain, &engine.index, &top), "{one} {other} {most}");
            left_aside += found.iter().zip(&plain).filter(|(found, plain)| found.score < plain.score).count();
        }
    }
    assert!(left_aside > 1000, "{left_aside}");
}
