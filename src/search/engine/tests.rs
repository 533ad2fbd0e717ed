//! The engine on a library of a few lines.

use super::*;
use crate::case::{ItemRef, read_case};

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
    let text = format!(
        "id = \"{id}\"\ntitle = \"{title}\"\nnation = \"england\"\noutcome = \"died\"\nharm = [\"neglect\"]\nsummary = \"A summary.\"\n\
         cited = [\"s1\"]\n[[reviews]]\nid = \"r\"\nkind = \"serious_case_review\"\ntitle = \"Report\"\nconfidence = \"confirmed\"\n\
         sources = [\"s1\"]\n{findings}[[sources]]\nid = \"s1\"\ntitle = \"A report\"\npublisher = \"A board\"\nkind = \"official\"\n"
    );
    match read_case(id, &text, Vocabulary::shipped()) {
        Ok((case, _)) => case,
        Err(problems) => panic!("{problems:?}"),
    }
}

fn engine(cases: &[Case]) -> Engine {
    let mut engine = Engine::default();
    for (key, case) in (0..).map(EntryKey).zip(cases) {
        engine.add(key, case, Vocabulary::shipped());
    }
    engine
}

fn ask(text: &str, lens: Lens) -> Ask {
    Ask { query: Query::parse(text), lens, facets: false }
}

/// The findings that a query lists, by their place in the only case's file.
fn listed(engine: &mut Engine, text: &str) -> Vec<usize> {
    match engine.search(&ask(text, Lens::Findings), &|| false) {
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
    let rows: [(&str, &[usize]); 35] = [
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
        ("safegaurding", &[5]),
        ("safegarding", &[5]),
        ("saffeguarding", &[5]),
        ("safeguadring", &[5]),
        ("saftrn", &[5]),
        ("agency:midwifery dog", &[6]),
        ("kind:failing dog", &[6]),
        ("!agency:midwifery dog", &[]),
        ("nation:wales", &[]),
    ];
    for (text, expected) in rows {
        let mut found = listed(&mut engine, text);
        let mut expected = expected.to_vec();
        // Where both match equally, the shorter stands first; this table is about what is found.
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected, "{text}");
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
        ("ag", &["agency:"]),
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
