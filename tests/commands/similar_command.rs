//! `casebook similar` and `casebook recurring`: the reports, and the real program.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::collections::HashMap;
use std::process::Command;
use std::sync::Arc;

use casebook::case::{ItemKey, ItemKind, ItemRef, PartialDate, Vocabulary, read_case};
use casebook::library::EntryKey;
use casebook::page::recurring::{recurring, recurring_first, themes};
use casebook::page::similar::similar;
use casebook::page::{Block, Link, ListedCase, Listing, Page};
use casebook::search::{Engine, Group, SimilarHit};
use serde_json::Value;

/// An invented case with one finding and recommendations of these statuses.
fn book(key: u32, id: &str, head: &str, statuses: &[&str]) -> ListedCase {
    let recommendations: String = (1..)
        .zip(statuses)
        .map(|(number, status)| {
            let status = if status.is_empty() { String::new() } else { format!("status = \"{status}\"\n") };
            format!(
                "[[reviews.recommendations]]\nid = \"R{number}\"\ntext = \"The board should see to it.\"\naddressed_to = [\"police\"]\n\
                 themes = [\"training\"]\n{status}confidence = \"confirmed\"\nsources = [\"s1\"]\n"
            )
        })
        .collect();
    let text = format!(
        "id = \"{id}\"\ntitle = \"{id}\"\nnation = \"england\"\noutcome = \"died\"\n{head}harm = [\"neglect\"]\nsummary = \"A summary.\"\n\
         cited = [\"s1\"]\n[[reviews]]\nid = \"r\"\nkind = \"serious_case_review\"\ntitle = \"Report\"\ndated = \"2020\"\n\
         confidence = \"confirmed\"\nsources = [\"s1\"]\n[[reviews.findings]]\nid = \"F1\"\nkind = \"missed_opportunity\"\n\
         text = \"The bruise was not followed up.\"\nagencies = [\"gp\"]\nthemes = [\"recording\"]\nconfidence = \"confirmed\"\n\
         sources = [\"s1\"]\n{recommendations}[[sources]]\nid = \"s1\"\ntitle = \"A report\"\npublisher = \"A board\"\nkind = \"official\"\n"
    );
    match read_case(id, &text, Vocabulary::shipped()) {
        Ok((case, _)) => ListedCase { key: EntryKey(key), case: Arc::new(case) },
        Err(problems) => panic!("{problems:?}"),
    }
}

fn listing() -> Listing {
    let books = vec![
        book(0, "alder", "area = \"Northshire\"\nincident = \"1974-03\"\n", &["open", "", "closed_implemented"]),
        book(1, "birch", "incident = \"2011\"\n", &["", "closed_implemented"]),
        // Without a date of its own it goes by that of its review.
        book(2, "cedar", "", &[]),
    ];
    let vocabulary = Arc::new(Vocabulary::shipped().clone());
    Listing::new(books, vocabulary, "2026-01-01".parse::<PartialDate>().unwrap())
}

fn hit(key: u32, item: ItemRef) -> SimilarHit {
    SimilarHit { key: EntryKey(key), item, score: 50 }
}

const FINDING: ItemRef = ItemRef::Finding(0, 0);

fn headings(report: &Page) -> Vec<&str> {
    report.sections.iter().map(|section| section.heading.as_str()).collect()
}

#[test]
fn the_report_tells_cases_years_and_statuses() {
    let listing = listing();
    let recommendation = |index| ItemRef::Recommendation(0, index);
    let rows: [(&[SimilarHit], &[&str]); 4] = [
        (&[], &["No other case in this library says the same."]),
        // A case that is there no more is not counted.
        (&[hit(9, FINDING)], &["No other case in this library says the same."]),
        (&[hit(1, FINDING), hit(2, FINDING)], &["2 other cases, 2011 to 2020"]),
        (
            &[
                hit(0, recommendation(0)),
                hit(0, recommendation(1)),
                hit(0, recommendation(2)),
                hit(1, recommendation(1)),
            ],
            &[
                "2 other cases, 1974 to 2011",
                "Status of 4 recommendations: 2 closed: implemented, 1 open, 1 nothing entered",
            ],
        ),
    ];
    for (hits, expected) in rows {
        let report = similar(&listing, EntryKey(2), FINDING, hits);
        assert_eq!(&report.about[..expected.len()], expected);
        assert_eq!(report.about.len(), expected.len() + 1, "{:?}", report.about);
    }
}

#[test]
fn the_report_shows_the_item_and_then_rows_best_first() {
    let hits = [hit(1, ItemRef::Recommendation(0, 1)), hit(0, FINDING), hit(1, FINDING)];
    let report = similar(&listing(), EntryKey(2), FINDING, &hits);
    assert_eq!(
        (report.title.as_str(), report.name.as_str()),
        ("What other cases say like F1 of cedar", "similar-cedar-f1")
    );
    assert_eq!(headings(&report), ["", "Findings (2)", "Recommendations (1)"]);
    let itself = &report.sections[0].blocks;
    assert_eq!(itself[0], Block::Text("F1  The bruise was not followed up.".to_owned()));
    assert_eq!(itself[1], Block::Aside("cedar (England) · 2020 · missed opportunity".to_owned()));
    let told: Vec<(Option<Link>, &str, Vec<&str>)> = report
        .rows()
        .map(|row| (row.link.clone(), row.lead.as_str(), row.about.iter().map(String::as_str).collect()))
        .collect();
    let link = |key, kind, id| Some(Link::Item(EntryKey(key), ItemKey::new(kind, id)));
    let expected = [
        (link(0, ItemKind::Finding, "F1"), "F1", vec!["alder (Northshire) · 1974 · missed opportunity"]),
        (link(1, ItemKind::Finding, "F1"), "F1", vec!["birch (England) · 2011 · missed opportunity"]),
        (
            link(1, ItemKind::Recommendation, "R2"),
            "R2",
            vec!["birch (England) · 2011 · to Police", "Status: closed: implemented"],
        ),
    ];
    assert_eq!(told, expected);
}

#[test]
fn what_recurs_is_counted() {
    let listing = listing();
    let mut engine = Engine::default();
    for book in &listing.books {
        engine.add(book.key, &book.case, &listing.vocabulary);
    }
    let groups: Vec<Group> = engine.groups(&|| false).unwrap();
    let told: Vec<_> = themes(&listing, None)
        .into_iter()
        .map(|theme| (theme.code, theme.cases, theme.findings, theme.recommendations, theme.years))
        .collect();
    let expected =
        [("recording".to_owned(), 3, 3, 0, Some((1974, 2020))), ("training".to_owned(), 2, 0, 5, Some((1974, 2011)))];
    assert_eq!(told, expected);
    let report = recurring(&listing, &groups, None, 10);
    assert_eq!(report.about[0], "In a library of 3 cases, 1974 to 2020");
    assert_eq!(
        headings(&report),
        [
            "Themes (2)",
            "Findings that are alike in several cases (1)",
            "Recommendations that are alike in several cases (1)"
        ]
    );
    // The themes are shown before the rest is known, and what is not known yet is said.
    let first = recurring_first(&listing);
    assert_eq!(first.sections[0], report.sections[0]);
    assert_eq!(headings(&first), ["Themes (2)"]);
    assert_eq!(first.about[1], "The findings and recommendations of all cases are still being compared.");
    let rows: Vec<_> = report.rows().collect();
    assert_eq!(rows[0].about[0], "3 cases, 1974 to 2020");
    assert!(rows[0].about[2].starts_with("2 others: "), "{:?}", rows[0].about);
    assert_eq!(rows[1].about[0], "2 cases, 1974 to 2011");
    let short = recurring(&listing, &groups, None, 1);
    assert_eq!(headings(&short)[0], "Themes (1 of 2)");
    let themed = recurring(&listing, &groups, Some("training"), 10);
    assert_eq!(themed.title, "What recurs on Training");
    assert_eq!(headings(&themed), ["Themes (1)", "Recommendations that are alike in several cases (1)"]);
    let empty = Listing::new(Vec::new(), listing.vocabulary, listing.today);
    assert_eq!(recurring(&empty, &[], None, 10).about[1], "No two cases in this library say the same.");
}

fn casebook(arguments: &[&str]) -> (String, String, Option<i32>) {
    let program = env!("CARGO_BIN_EXE_casebook");
    let output = Command::new(program).args(arguments).env_remove("CASEBOOK_CASES").output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code())
}

#[test]
fn the_command_says_what_is_alike_and_what_is_wrong() {
    let rows: [(&[&str], &str, &str, i32); 7] = [
        (&["similar", "daniel-pelka", "F1"], "other cases, ", "", 0),
        (&["similar", "daniel-pelka", "f1"], "What other cases say like F1 of Daniel Pelka", "", 0),
        (&["similar", "daniel-pelca", "F1"], "", "did you mean \"daniel-pelka\"?", 1),
        (&["similar", "daniel-pelka", "F199"], "", "daniel-pelka has no item \"F199\"; did you mean", 1),
        (&["similar", "daniel-pelka", "E1"], "", "neither a finding nor a recommendation", 2),
        (&["similar", "daniel-pelka"], "", "ITEM", 2),
        (&["recurring", "--theme", "recordin"], "", "no theme is called \"recordin\"; did you mean \"recording\"?", 1),
    ];
    for (arguments, said, complained, code) in rows {
        let (out, error, status) = casebook(arguments);
        assert!(out.contains(said), "{arguments:?}: {out}");
        assert!(error.contains(complained), "{arguments:?}: {error}");
        assert_eq!(status, Some(code), "{arguments:?}");
        assert_eq!(out.is_empty(), said.is_empty(), "{arguments:?}");
    }
}

#[test]
fn the_command_speaks_to_programs() {
    let lines = |arguments: &[&str]| -> Vec<Value> {
        let (out, error, status) = casebook(arguments);
        assert_eq!((status, error.as_str()), (Some(0), ""), "{arguments:?}");
        out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let hits = lines(&["similar", "daniel-pelka", "F1", "--json"]);
    assert!(hits.iter().any(|hit| hit["case"] == "hamzah-khan" && hit["id"] == "F1"), "{hits:?}");
    assert!(hits.windows(2).all(|pair| pair[0]["score"].as_u64() >= pair[1]["score"].as_u64()));
    assert!(hits.iter().all(|hit| hit["case"] != "daniel-pelka"));
    let mut counts: HashMap<String, usize> = HashMap::new();
    for line in lines(&["recurring", "--json", "--limit", "3"]) {
        *counts.entry(line["sort"].as_str().unwrap().to_owned()).or_default() += 1;
        assert!(line["cases"].as_u64().unwrap() >= 2, "{line}");
    }
    assert_eq!(counts, HashMap::from([("theme".to_owned(), 3), ("group".to_owned(), 6)]));
}

/// Records that all begin alike and have many themes: what each goes on to say decides.
#[test]
fn words_lead_where_records_begin_alike_and_have_many_themes() {
    const OPENING: &str = "During the course of the inquest the evidence revealed matters giving rise to concern and in my opinion \
        there is a risk that future deaths will occur unless action is taken.";
    const TOLD: [&str; 5] = [
        "The hoist sling had frayed.",
        "The pump alarm was muted.",
        "The crossing barrier rose.",
        "The boiler flue leaked.",
        "The quarry track collapsed.",
    ];
    let themes: Vec<&str> = "recording supervision training information_sharing professional_curiosity thresholds \
        risk_assessment multi_agency_working escalation workload handover_between_agencies mental_capacity"
        .split_whitespace()
        .collect();
    let known =
        |code: &&str| casebook::case::Vocabulary::shipped().term(casebook::case::OpenList::Theme, code).is_some();
    let themes: Vec<&str> = themes.into_iter().filter(known).collect();
    let folder = crate::support::tempdir().unwrap();
    for case in 0..100 {
        let told = match case {
            // Two records each say the same after the opening that 30 have.
            0..10 => format!("{OPENING} {}", TOLD[case % 5]),
            10..30 => format!("{OPENING} The thing{case} was place{case}."),
            _ => (0..12).map(|word| format!("word{case}x{word}")).collect::<Vec<_>>().join(" "),
        };
        // The themes of a record are those of the next, and not of the one that says the same.
        let own: Vec<String> =
            themes.iter().cycle().skip(case % 7).take(themes.len().min(9)).map(|code| format!("\"{code}\"")).collect();
        let text = format!(
            "id = \"c{case}\"\ntitle = \"C{case}\"\nnation = \"england\"\noutcome = \"died\"\nharm = []\nsummary = \"One.\"\ncited = [\"s\"]\n\
             [[sources]]\nid = \"s\"\ntitle = \"T\"\npublisher = \"P\"\nkind = \"official\"\n\
             [[reviews]]\nid = \"r\"\nkind = \"coroner_pfd\"\ntitle = \"R\"\nconfidence = \"confirmed\"\nsources = [\"s\"]\n\
             [[reviews.findings]]\nid = \"F1\"\nkind = \"concern\"\ntext = \"{told}\"\n\
             agencies = [\"police\", \"gp\"]\nthemes = [{}]\nconfidence = \"confirmed\"\nsources = [\"s\"]\n",
            own.join(", ")
        );
        std::fs::write(folder.path().join(format!("c{case}.toml")), text).unwrap();
    }
    let library = folder.path().to_str().unwrap();
    for case in 0..5 {
        let (out, error, _) = casebook(&["--cases", library, "similar", &format!("c{case}"), "F1", "--json"]);
        let hits: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(hits.len(), 1, "c{case}: {out}{error}");
        assert_eq!(hits[0]["case"], format!("c{}", case + 5), "{out}");
    }
    let (out, _, _) = casebook(&["--cases", library, "recurring", "--json"]);
    let groups: Vec<&str> = out.lines().filter(|line| line.contains("\"sort\":\"group\"")).collect();
    assert_eq!(groups.len(), 5, "{out}");
}
