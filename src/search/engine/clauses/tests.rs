//! The scores of a clause beside a plain computation of the same: each word of each entry is matched by itself.

use super::*;
use crate::search::accept::Accept;
use crate::search::query::{Atom, Query};
use crate::search::some_library::some_library;
use crate::search::word_match::WordMatcher;

/// The score of a word in its best place; of a phrase, that of its worst word, in the first of the places where that is best.
fn plain(
    words: &[RowWord],
    main: usize,
    atoms: &[Atom],
    accepts: &[Accept],
    index: &Index,
    worth: &dyn Fn(u32, bool) -> u32,
) -> u32 {
    let matcher = WordMatcher::default();
    let score = |(atom, (accept, id)): (&Atom, (&Accept, &RowWord))| {
        let word = index.lexicon.word(id.id()).filter(|_| *id != RowWord::BREAK);
        word.and_then(|word| accept.score(&matcher, atom, word)).map_or(0, |(_, score)| score)
    };
    let worst = |words: &[RowWord]| atoms.iter().zip(accepts.iter().zip(words)).map(score).min().unwrap_or(0);
    let places = words.windows(atoms.len()).map(worst).enumerate().filter(|(_, score)| *score > 0);
    match atoms {
        [_] => places.map(|(from, score)| worth(score, from < main)).max().unwrap_or(0),
        _ => {
            let best = places.max_by_key(|(from, score)| (*score, std::cmp::Reverse(*from)));
            best.map_or(0, |(from, score)| worth(score, from < main))
        }
    }
}

#[test]
fn clauses_score_as_a_plain_computation_does() {
    let mut index = some_library();
    let rows = [
        "c",
        "s",
        "S",
        "'e",
        "t",
        "ch",
        "child",
        "GP",
        "gp",
        "bruise",
        "'uis",
        "'child'",
        "visitor",
        "zzzz",
        "\"information sharing\"",
        "\"health vis\"",
        "\"the child\"",
        "report",
        "year",
    ];
    let some: Vec<Found> = (0..index.docs() as u32)
        .filter(|doc| doc % 23 == 0 && index.is_live(*doc))
        .map(|doc| Found { doc, score: 0, own: true })
        .collect();
    let (mut tables, mut boards) = (Tables::default(), Boards::default());
    for text in rows {
        let query = Query::parse(text);
        let [clause] = query.clauses() else { panic!("{text}: {query:?}") };
        let [words] = clause.wanted().collect::<Vec<_>>()[..] else { panic!("{text}: {query:?}") };
        for among in [None, Some(some.as_slice())] {
            let evaluated = prepare(clause, &mut index, &mut tables).unwrap().evaluate(&index, among, &mut boards);
            let accepts = &evaluated.accepts[0];
            for (ordinal, case) in index.cases() {
                let head = plain(&case.header, case.names, &words.atoms, accepts, &index, &in_header);
                assert_eq!(evaluated.scores.heads.get(ordinal), head, "{text} {ordinal}");
                for (at, doc) in case.docs().enumerate() {
                    if among.is_some_and(|some| some.iter().all(|found| found.doc != doc)) {
                        continue;
                    }
                    let item = case.item_words(at);
                    let in_text = |score: u32, main: bool| score + if main { IN_MAIN } else { 0 };
                    let expected = plain(item.words, item.main, &words.atoms, accepts, &index, &in_text);
                    assert_eq!(evaluated.scores.docs.get(doc), expected, "{text} {doc} {}", among.is_some());
                }
            }
            boards.give_back(evaluated.scores.docs);
            boards.give_back(evaluated.scores.heads);
        }
    }
}
