//! The engine on a library of a few lines.

use super::*;
use crate::case::{ItemRef, read_case};
use crate::search::highlight::Highlighter;

/// A case with these findings.
fn case(id: &str, title: &str, findings: &[&str]) -> Case {
    let findings: String = findings
        .iter()
        .enumerate()
        .map(|(index, text)| {
            format!(
                "[[reviews.findings]]\nid = \"F{}\"\nkind = \"practice_failing\"\ntext = \"{text}\"\nagencies = [\"midwifery\"]\nthemes = []\n\
                 confidence = \"confirmed\"\nsources = [\"s1\"]\n",
                index + 1
            )
        })
        .collect();
    case_with(id, title, &findings)
}

/// A case with entries as a file writes them.
fn case_with(id: &str, title: &str, entries: &str) -> Case {
    let text = format!(
        "id = \"{id}\"\ntitle = \"{title}\"\nnation = \"england\"\noutcome = \"died\"\nharm = [\"neglect\"]\nsummary = \"A summary.\"\n\
         cited = [\"s1\"]\n[[reviews]]\nid = \"r\"\nkind = \"serious_case_review\"\ntitle = \"Report\"\nconfidence = \"confirmed\"\n\
         sources = [\"s1\"]\n{entries}[[sources]]\nid = \"s1\"\ntitle = \"A report\"\npublisher = \"A board\"\nkind = \"official\"\n"
    );
    match read_case(id, &text, Vocabulary::shipped()) {
        Ok((case, _)) => case,
        Err(problems) => panic!("{problems:?}"),
    }
}

pub fn engine(cases: &[Case]) -> Engine {
    let mut engine = Engine::default();
    for (key, case) in (0..).map(EntryKey).zip(cases) {
        engine.add(key, case, Vocabulary::shipped());
    }
    engine
}

fn ask(text: &str, lens: Lens) -> Ask {
    Ask { query: Query::parse(text), lens, facets: false, all_words: false }
}

/// The findings that a query lists, by their place in the only case's file.
fn listed(engine: &mut Engine, text: &str) -> Vec<usize> {
    match engine.search(&Ask { all_words: true, ..ask(text, Lens::Findings) }, &|| false) {
        Some(Answer::Hits(hits)) => hits
            .listed
            .iter()
            .map(|hit| match hit.item {
                ItemRef::Finding(_, index) => index + 1,
                other => panic!("{other:?}"),
            })
            .collect(),
        other => panic!("{text}: {other:?}"),
    }
}

/// Three cases that share a finding, each in its own words, and much that they do not share.
pub fn recurring() -> [Case; 3] {
    [
        case(
            "a",
            "Alder",
            &["Alder's bruises were not followed up by the surgery.", "A dog was in the yard.", "Alder was cold."],
        ),
        case(
            "b",
            "Birch",
            &["The surgery did not follow up a bruise on the baby.", "The school was closed.", "Birch was cold."],
        ),
        case(
            "c",
            "Cedar",
            &["Housing lost the letters.", "Nobody followed up the bruising.", "Alder trees stood there."],
        ),
    ]
}

#[test]
fn what_finds_nothing_is_told_with_what_it_stands_for() {
    let mut engine = engine(&[case(
        "a",
        "Child A",
        &["The GP saw a special bruise, told nobody at the school of it, and no educational letter on needs was sent"],
    )]);
    let rows = [
        (
            "SEND",
            "\"SEND\" (special educational needs and disabilities, special educational needs): leave it out, or write it in another way",
        ),
        ("fii", "\"fii\" (fabricated or induced illness): leave it out, or write it in another way"),
        ("zzzz", "\"zzzz\": leave it out, or write it in another way"),
        (
            "overdue recommendations to health",
            "\"overdue\" (is:overdue) or \"recommendations to health\" (to:health): leave them out, or write them in another way",
        ),
    ];
    for (query, expected) in rows {
        let answer = engine.search(&ask(query, Lens::Everything), &|| false);
        let Some(Answer::Hits(hits)) = answer else { panic!("{query}: {answer:?}") };
        assert_eq!(hits.nothing(query), format!("Nothing has {expected}"));
    }
}

/// Recommendations are overdue that are open on the day and were due before it.
#[test]
fn what_is_overdue_is_so_on_a_day() {
    let rows = [("open", "2020-03"), ("in_progress", "2021"), ("closed_implemented", "2020"), ("not_stated", "2020")];
    let recommendations: String = (1..)
        .zip(rows)
        .map(|(id, (status, due))| {
            format!(
                "[[reviews.recommendations]]\nid = \"R{id}\"\ntext = \"Train all staff\"\naddressed_to = [\"health\"]\nthemes = []\n\
                 status = \"{status}\"\nstatus_by = \"The board\"\ndue = \"{due}\"\nconfidence = \"confirmed\"\nsources = [\"s1\"]\n"
            )
        })
        .collect();
    let case = case_with("a", "Child A", &recommendations);
    for (day, expected) in [(None, 0), (Some("2020-03-31"), 0), (Some("2020-04-01"), 1), (Some("2022-01-01"), 2)] {
        let mut engine = Engine::default();
        day.into_iter().for_each(|day: &str| engine.set_day(day.parse().unwrap()));
        engine.add(EntryKey(0), &case, Vocabulary::shipped());
        for query in ["is:overdue", "overdue recommendations to health", "which recommendations are overdue"] {
            match engine.search(&ask(query, Lens::Recommendations), &|| false) {
                Some(Answer::Hits(hits)) => assert_eq!(hits.total, expected, "{query} {day:?}"),
                other => panic!("{query}: {other:?}"),
            }
        }
    }
}

#[test]
fn the_language_finds_what_it_says() {
    let texts = [
        "The police shared information at once",     // 1
        "Information was not shared by the police",  // 2
        "The GP saw bruising and told nobody",       // 3
        "Ärger im Café, said ИВАН about well‑being", // 4
        "Safeguarding training was not given",       // 5
        "A dog ran; gp records were lost",           // 6
    ];
    let mut engine = engine(&[case("a", "Child A", &texts)]);
    let rows: [(&str, &[usize]); 33] = [
        ("gp", &[3, 6]),
        ("GP", &[3]),
        ("bruise gp", &[3]),
        ("gp bruise", &[3]),
        ("'shar", &[1, 2]),
        ("'ared", &[1, 2]),
        ("'ared'", &[]),
        ("^information", &[2]),
        ("^the gp", &[3]),
        ("police$", &[2]),
        ("once$", &[1]),
        ("!police gp", &[3, 6]),
        ("!police !gp", &[5, 4]),
        ("bruising | dog", &[6, 3]),
        ("\"the police\"", &[1, 2]),
        ("\"police shared\"", &[1]),
        ("\"police sha", &[1]),
        ("!\"police shared\" shared", &[2]),
        ("ärger", &[4]),
        ("arger", &[4]),
        ("Ärger", &[4]),
        ("иван", &[4]),
        ("ИВАН", &[4]),
        ("cafe", &[4]),
        ("cafe\u{301}", &[4]),
        ("well-being", &[4]),
        ("safegaurding", &[]),
        ("guard", &[]),
        ("'guard", &[5]),
        ("agency:midwifery dog", &[6]),
        ("kind:failing dog", &[6]),
        ("!agency:midwifery dog", &[]),
        ("nation:wales", &[]),
    ];
    for (text, expected) in rows {
        let mut found = listed(&mut engine, text);
        let mut expected = expected.to_vec();
        // Of two that match equally, the shorter stands first; this table is about what is found.
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected, "{text}");
    }
}

/// The findings below the line, each with what is told of it.
fn near(engine: &mut Engine, text: &str) -> Vec<(usize, String)> {
    match engine.search(&ask(text, Lens::Findings), &|| false) {
        Some(Answer::Hits(hits)) => {
            let near = hits.listed.iter().filter_map(|hit| Some((hit.item, hits.near.told(hit.near)?.told())));
            near.map(|(item, told)| match item {
                ItemRef::Finding(_, index) => (index + 1, told),
                other => panic!("{other:?}"),
            })
            .collect()
        }
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn what_has_some_of_the_words_says_what_it_lacks() {
    let texts = [
        "The police shared information at once",         // 1
        "The family doctor saw bruising and was silent", // 2
        "No interpreter was found for the mother",       // 3
        "Safeguarding training was not given",           // 4
        "The ward was metalled in brass",                // 5
        "The hub held a meeting of the health visitors", // 6
        "A pressing matter of stores and a sound floor", // 7
        "The trust discharged him at noon",              // 8
        "The unit was in a hospital by a warren",        // 9
    ];
    let mut engine = engine(&[case("a", "Child Alder", &texts)]);
    let rows: [(&str, &[(usize, &str)]); 24] = [
        ("bruising interpreter", &[(2, "lacks: interpreter"), (3, "lacks: bruising")]),
        ("gp bruising", &[(2, "family doctor for gp")]),
        ("safegaurding", &[(4, "safegaurding read as safeguarding")]),
        ("sfg", &[(4, "letters only: sfg in safeguarding")]),
        ("guard", &[(4, "letters only: guard in safeguarding")]),
        ("saftrn", &[(4, "letters only: saftrn in safeguarding training")]),
        ("mum", &[(3, "mother for mum")]),
        ("health visiter hub", &[(6, "visiter read as visitors")]),
        // A phrase counts with its small words, and alone where there are no others.
        (
            "why was he let out of hospital",
            &[(8, "discharge for let out of hospital"), (9, "lacks: let out of hospital")],
        ),
        ("could it be that they would not let her out", &[]),
        // A short word that begins another is not that word.
        ("war", &[(5, "letters only: war in ward"), (9, "letters only: war in warren")]),
        // A word that people write is no slip, nor is a short one that begins otherwise.
        ("pressure sores interpreter", &[(3, "lacks: pressure, sores")]),
        ("pound interpreter", &[(3, "lacks: pound")]),
        ("bruising | zzzz interpreter", &[(2, "lacks: interpreter"), (3, "lacks: bruising | zzzz")]),
        ("zzzz | mum interpreter", &[(3, "mother for mum")]),
        // A filter or a sign is not relaxed.
        ("bruising | 'mother interpreter", &[]),
        ("bruising interpreter kind:good_practice", &[]),
        ("bruising 'interpreter", &[]),
        ("bruising mother 'interpreter", &[(3, "lacks: bruising")]),
        ("bruising !interpreter mother", &[(2, "lacks: mother")]),
        ("bruising mother \"no interpreter\"", &[(3, "lacks: bruising")]),
        ("^safeguarding police training", &[(4, "lacks: police")]),
        // The line parts what has every word from the rest.
        ("police information", &[]),
        ("zzzz", &[]),
    ];
    for (text, expected) in rows {
        let found = near(&mut engine, text);
        let found: Vec<(usize, &str)> = found.iter().map(|(at, told)| (*at, told.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn words_that_weigh_nothing_light_nothing() {
    let text = "The mother said to the GP in her report that he bruised";
    let mut engine = engine(&[case("a", "Child A", &[text])]);
    for (query, expected) in [("what did the reviews say about bruising and GPs?", "GP bruis"), ("say", "sa")] {
        let ask = ask(query, Lens::Findings);
        let Some(Answer::Hits(hits)) = engine.search(&ask, &|| false) else { panic!("{query}") };
        let spans = Highlighter::of_hits(&ask.query, &hits).spans(text);
        let lit: Vec<&str> = spans.iter().filter_map(|span| text.get(span.start..span.end)).collect();
        assert_eq!(lit.join(" "), expected, "{query}");
    }
}

#[test]
fn what_one_means_comes_first() {
    let texts = [
        "Shapre is a misprint of a word in five letters",
        "The workshare was theirs and they kept it",
        "A sharepoint was set up for the two of them",
        "They were sharing the flat for a year or so",
        "They did share the flat for a year or more",
    ];
    let mut engine = engine(&[case("a", "Child A", &texts)]);
    assert_eq!(listed(&mut engine, "share"), [5, 4, 3], "exact, ending, start");
    let texts = [
        "Sharing of a bed; information came late about a great many things",
        "Sharing information was slow and the board knew of it all along",
        "Information sharing was slow and the board knew of it all along",
    ];
    let mut engine = self::engine(&[case("a", "Child A", &texts)]);
    assert_eq!(listed(&mut engine, "information sharing"), [3, 2, 1], "close and in order");
}

#[test]
fn wrong_queries_are_told_and_near_values_offered() {
    let mut engine = engine(&[case("a", "Child A", &["The police came."])]);
    let rows = [
        ("agency:polcie", "police"),
        ("theme:\"informatoin sharing\"", "nformation"),
        ("kind:zzzzzz", "no kind is called \"zzzzzz\""),
        ("nonsense:x", "no field is called"),
        ("case:zz", "no case of the library is called \"zz\""),
    ];
    for (text, expected) in rows {
        match engine.search(&ask(text, Lens::Cases), &|| false) {
            Some(Answer::Wrong(problems)) => {
                assert!(problems[0].to_string().contains(expected), "{text}: {problems:?}")
            }
            // A misspelt value is found as a misspelt word is.
            Some(Answer::Hits(hits)) => {
                assert!(text.contains("polcie") || text.contains("informatoin"), "{text}: {hits:?}")
            }
            None => panic!("{text}"),
        }
    }
}

#[test]
fn a_case_that_is_replaced_leaves_nothing_behind() {
    let first = case("a", "Child A", &["The police came.", "The heron flew."]);
    let second = case("a", "Child A", &["The doctor came."]);
    let other = case("b", "Child B", &["The police stayed away."]);
    let mut changed = engine(&[first.clone(), other.clone()]);
    // Often enough for the numbers left behind to be cleared away.
    for _ in 0..400 {
        changed.add(EntryKey(0), &first, Vocabulary::shipped());
    }
    changed.add(EntryKey(0), &second, Vocabulary::shipped());
    let mut fresh = engine(&[second, other]);
    assert!(changed.index().docs() < 4200, "{}", changed.index().docs());
    for text in ["police", "doctor", "heron", "came", "agency:midwifery", "!police", "child"] {
        for lens in Lens::ALL {
            let ask = ask(text, lens);
            let answers = [&mut changed, &mut fresh].map(|engine| engine.search(&ask, &|| false));
            let [Some(Answer::Hits(changed)), Some(Answer::Hits(fresh))] = answers else { panic!("{text}") };
            let told = |hits: &Hits| {
                (
                    hits.total,
                    hits.listed.clone(),
                    hits.cases.iter().map(|case| (case.key, case.score)).collect::<Vec<_>>(),
                )
            };
            assert_eq!(told(&changed), told(&fresh), "{text} {lens:?}");
            assert_eq!(changed.facets, fresh.facets, "{text}");
        }
    }
    changed.remove(EntryKey(0));
    changed.remove(EntryKey(1));
    assert!(changed.index().is_empty());
}

#[test]
fn a_query_that_is_overtaken_has_no_answer() {
    let mut engine = engine(&[case("a", "Child A", &["The police came."])]);
    assert_eq!(engine.search(&ask("police", Lens::Cases), &|| true), None);
}

#[test]
fn what_can_be_completed() {
    let engine = engine(&[case("a", "Child A", &["The police came."])]);
    let rows: [(&str, &[&str]); 7] = [
        ("ag", &["agency:", "age:"]),
        ("police th", &["theme:"]),
        ("!na", &["!nation:"]),
        ("agency:mi", &["agency:midwifery"]),
        ("!agency:mi", &["!agency:midwifery"]),
        ("is:f", &["is:finding"]),
        ("agency:zz", &[]),
    ];
    for (text, expected) in rows {
        let found = engine.complete(text, text.len());
        let texts: Vec<&str> = found.choices.iter().map(|choice| choice.text.as_str()).collect();
        assert_eq!(texts, expected, "{text}");
        assert_eq!(found.end, text.len());
    }
    assert_eq!(engine.complete("", 0).choices.len(), crate::search::FIELDS.len());
    assert_eq!(engine.complete("agency:midwifery", 16).choices[0].count, Some(1));
}

#[test]
fn what_is_marked_is_found_whenever_its_case_comes() {
    let cases = recurring();
    let mut engine = Engine::default();
    let mark = |key, finding| (EntryKey(key), ItemRef::Finding(0, finding));
    // Before there is any case, of one that comes, of one that never does, and of an item that is not there.
    engine.set_marked(&[mark(1, 1), mark(9, 0), mark(0, 99)]);
    assert_eq!(listed(&mut engine, "is:marked"), Vec::<usize>::new());
    for (key, case) in (0..).map(EntryKey).zip(&cases) {
        engine.add(key, case, Vocabulary::shipped());
    }
    assert_eq!(listed(&mut engine, "is:marked"), [2]);
    assert_eq!(listed(&mut engine, "is:marked cold"), Vec::<usize>::new());
    engine.set_marked(&[mark(2, 2), mark(0, 0)]);
    let mut found = listed(&mut engine, "is:marked");
    found.sort_unstable();
    assert_eq!(found, [1, 3]);
    assert_eq!(listed(&mut engine, "!is:marked").len(), 7);
    let marked = engine.complete("is:ma", 5).choices;
    assert_eq!((marked[0].text.as_str(), marked[0].label.as_str(), marked[0].count), ("is:marked", "Marked", Some(2)));
    // A case that is read again keeps its marks until they are set anew.
    engine.add(EntryKey(0), &cases[0], Vocabulary::shipped());
    assert_eq!(listed(&mut engine, "is:marked").len(), 2);
    engine.remove(EntryKey(2));
    assert_eq!(listed(&mut engine, "is:marked"), [1]);
    engine.add(EntryKey(2), &cases[2], Vocabulary::shipped());
    assert_eq!(listed(&mut engine, "is:marked").len(), 2);
    engine.set_marked(&[]);
    assert_eq!(listed(&mut engine, "is:marked"), Vec::<usize>::new());
    assert!(engine.complete("is:ma", 5).choices.is_empty());
}

proptest::proptest! {
    #[test]
    fn any_query_has_an_answer(text in "[a-e:'\"^$!| \u{e9}0-9]{0,16}|\\PC{0,16}") {
        let mut engine = engine(&[case("a", "Child A", &["The police came to a café at 10:30.", "Abc, bcd and cde."])]);
        for lens in Lens::ALL {
            proptest::prop_assert!(engine.search(&ask(&text, lens), &|| false).is_some());
        }
        proptest::prop_assert!(engine.complete(&text, text.len()).end <= text.len());
    }
}
