//! An index of a cache file in which some cases are gone, others have changed and new ones stand in front answers as one does that was
//! made of the library as it is.

use proptest::prelude::*;

use super::super::{Answer, Ask, Engine};
use crate::case::{Case, ItemRef, PartialDate, Vocabulary, read_case};
use crate::library::EntryKey;
use crate::search::hits::Lens;
use crate::search::index::{Index, stored_index};
use crate::search::query::Query;

/// Words of entries: some are slips of others, some are names, some stand for others.
const WORDS: [&str; 24] = [
    "police",
    "polise",
    "Police",
    "nurse",
    "nurses",
    "nursing",
    "health",
    "visitor",
    "bruise",
    "bruising",
    "bruised",
    "school",
    "schools",
    "letter",
    "letters",
    "GP",
    "doctor",
    "SW",
    "alder",
    "Alder",
    "birch",
    "mother",
    "unseen",
    "information sharing",
];
const TITLES: [&str; 5] = ["Alder", "Birch", "Child C", "Cedar Wood", "Police"];
const AREAS: [&str; 3] = ["Alderley", "Birchington", "Cedarham"];
const YEARS: [&str; 3] = ["2001", "2001-05", "2014"];

/// A case as numbers: its title, its area, its year, and the words of each finding.
type Made = (usize, usize, usize, Vec<Vec<usize>>);

fn made() -> impl Strategy<Value = Made> {
    let finding = prop::collection::vec(0..WORDS.len(), 1..7);
    (0..TITLES.len(), 0..AREAS.len(), 0..YEARS.len(), prop::collection::vec(finding, 1..4))
}

fn case(number: usize, (title, area, year, findings): &Made) -> Case {
    let id = format!("case-{number}");
    let findings = findings.iter().zip(1..).map(|(words, at)| {
        let words: Vec<&str> = words.iter().map(|word| WORDS[*word]).collect();
        let theme = ["information_sharing", "professional_curiosity"][at % 2];
        format!(
            "[[reviews.findings]]\nid = \"F{at}\"\nkind = \"practice_failing\"\ntext = \"The {}.\"\nagencies = [\"{}\"]\n\
             themes = [\"{theme}\"]\nconfidence = \"confirmed\"\nsources = [\"s1\"]\n",
            words.join(" and "),
            ["police", "midwifery", "education"][words.len() % 3],
        )
    });
    let findings: String = findings.collect();
    let (title, area, year) = (TITLES[*title], AREAS[*area], YEARS[*year]);
    let text = format!(
        "id = \"{id}\"\ntitle = \"{title}\"\nnation = \"england\"\narea = \"{area}\"\noutcome = \"died\"\nharm = [\"neglect\"]\n\
         summary = \"A summary of {title}.\"\nincident = \"{year}\"\ncited = [\"s1\"]\n[[reviews]]\nid = \"r\"\n\
         kind = \"serious_case_review\"\ntitle = \"Report on {title}\"\nconfidence = \"confirmed\"\nsources = [\"s1\"]\n{findings}\
         [[sources]]\nid = \"s1\"\ntitle = \"A report {number}\"\npublisher = \"A board\"\nkind = \"official\"\n"
    );
    match read_case(&id, &text, Vocabulary::shipped()) {
        Ok((case, _)) => case,
        Err(problems) => panic!("{problems:?}"),
    }
}

/// A change of a case after the cache file was written.
#[derive(Debug, Clone)]
enum CaseEdit {
    Stays,
    Goes,
    Becomes(Made),
}

fn edits() -> impl Strategy<Value = Vec<(Made, CaseEdit)>> {
    let edit =
        prop_oneof![3 => Just(CaseEdit::Stays), 1 => Just(CaseEdit::Goes), 1 => made().prop_map(CaseEdit::Becomes)];
    prop::collection::vec((made(), edit), 1..7)
}

const QUERIES: [&str; 26] = [
    "",
    "police",
    "polise",
    "Police",
    "nurse",
    "nursing health",
    "bruse",
    "a",
    "p",
    "b",
    "alder",
    "Alder",
    "birch",
    "GP",
    "unseen",
    "unsen",
    "\"information sharing\"",
    "health visitor unseen",
    "!police",
    "letter | school",
    "case:case-1",
    "area:alderley",
    "area:birchingtan",
    "year:2001",
    "agency:police nurse",
    "infshr",
];

/// All that an answer says, without the numbers of documents, which are each library's own.
fn told(engine: &mut Engine, text: &str, lens: Lens) -> String {
    let ask = Ask { query: Query::parse(text), lens, facets: true, all_words: false };
    match engine.search(&ask, &|| false) {
        Some(Answer::Hits(hits)) => {
            let of = |case| hits.of(case).own().collect::<Vec<_>>();
            let cases: Vec<_> = hits
                .cases
                .iter()
                .map(|case| (case.key, case.score, case.whole, case.near, case.all.len(), of(case)))
                .collect();
            let rest = (&hits.accepts, &hits.listed, hits.total, &hits.facets, &hits.nowhere, hits.other_capitals);
            format!("{cases:?} {rest:?} {:?} {:?}", hits.near.rows, hits.near.lights)
        }
        other => format!("{other:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn what_differs_stands_in_front_of_it(
        edits in edits(),
        new in prop::collection::vec(made(), 0..3),
        marked in 0..10u32,
    ) {
        let day: PartialDate = "2020-01-01".parse().unwrap();
        let vocabulary = Vocabulary::shipped();
        let before: Vec<_> = edits.iter().zip(0..).map(|((made, _), at)| case(at, made).into()).collect();
        let stored = stored_index(&before, vocabulary).leak();
        let stays = |edit: &CaseEdit| matches!(edit, CaseEdit::Stays);
        let keys: Vec<(u32, EntryKey)> =
            edits.iter().zip(0..).filter(|((_, edit), _)| stays(edit)).map(|(_, at)| (at, EntryKey(at))).collect();
        let index = Index::restore(stored, &keys, Some(day)).unwrap();
        let (mut with, mut without) = (Engine { index, ..Engine::default() }, Engine::default());
        without.set_day(day);
        with.set_day(day);
        let now = edits.iter().enumerate().filter_map(|(at, (made, edit))| match edit {
            CaseEdit::Stays => Some((at, made, false)),
            CaseEdit::Goes => None,
            CaseEdit::Becomes(made) => Some((at, made, true)),
        });
        let now = now.chain(new.iter().zip(edits.len()..).map(|(made, at)| (at, made, true)));
        for (at, made, differs) in now {
            let (key, case) = (EntryKey(at as u32), case(at, made));
            without.add(key, &case, vocabulary);
            if differs {
                with.add(key, &case, vocabulary);
            }
        }
        for engine in [&mut with, &mut without] {
            engine.set_marked(&[(EntryKey(marked), ItemRef::Finding(0, 0))]);
        }
        for text in QUERIES.into_iter().chain(["is:marked"]) {
            for lens in [Lens::Cases, Lens::Everything, Lens::Terms] {
                prop_assert_eq!(told(&mut with, text, lens), told(&mut without, text, lens), "{} {:?}", text, lens);
            }
        }
        for text in ["area:", "case:", "year:2", "agency:"] {
            prop_assert_eq!(with.complete(text, text.len()), without.complete(text, text.len()), "{}", text);
        }
        for at in 0..(edits.len() + new.len()) as u32 {
            let item = ItemRef::Finding(0, 0);
            let like = |engine: &mut Engine| engine.similar(EntryKey(at), item, &|| false);
            prop_assert_eq!(like(&mut with), like(&mut without));
        }
        prop_assert_eq!(with.groups(&|| false), without.groups(&|| false));
    }
}
