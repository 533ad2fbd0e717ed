//! Sentences as people type them, of each kind that the search understands, asked of the bundled library.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use casebook::case::ItemRef;
use casebook::library::Catalogue;
use casebook::search::{Answer, Ask, Engine, Hits, Lens, Order, Query};

use crate::support::library;

struct Library {
    catalogue: Catalogue,
    engine: Engine,
}

impl Library {
    fn new() -> Self {
        let (catalogue, engine) = library::indexed(&[]);
        Self { catalogue, engine }
    }

    fn ask(&mut self, text: &str, lens: Lens, all_words: bool) -> Hits {
        let ask = Ask { query: Query::parse(text), lens, facets: false, all_words };
        match self.engine.search(&ask, &|| false) {
            Some(Answer::Hits(hits)) => hits,
            other => panic!("{text}: {other:?}"),
        }
    }

    /// What is listed, by case and id, each with whether it stands below the line.
    fn listed(&mut self, text: &str) -> Vec<(String, bool)> {
        let hits = self.ask(text, Lens::Everything, false);
        let name = |hit: &casebook::search::LensHit| {
            let case = self.catalogue.case(hit.key).unwrap();
            (format!("{}/{}", case.id, hit.item.id(case)), hit.near.is_some())
        };
        hits.listed.iter().map(name).collect()
    }
}

/// What somebody asks, and the same in the language of the search: both list the same.
const SAME: [(&str, &str); 24] = [
    ("bruising, and was it done", "bruising"),
    ("what happened in Winterbourne View and when", "Winterbourne View"),
    ("what happened to Daniel Pelka", "Daniel Pelka"),
    ("what does respectful uncertainty mean?", "respectful uncertainty"),
    ("meaning of disguised compliance", "disguised compliance"),
    ("explain professional curiosity", "professional curiosity"),
    ("one page on school nurses to read aloud", "school nurses"),
    ("give me one page on school nurses", "school nurses"),
    ("please give me a short summary of Khyra Ishaq", "Khyra Ishaq"),
    ("please show me bruising", "bruising"),
    ("bruising newest first", "bruising"),
    ("bruising, oldest first", "bruising"),
    ("latest findings on neglect", "findings on neglect"),
    ("recommendations about information sharing", "is:recommendation information sharing"),
    ("findings on neglect in wales", "is:finding neglect nation:wales"),
    ("what is addressed to the police, and was it done?", "to:police"),
    ("addressed to the police", "to:police"),
    ("directed to schools", "to:education"),
    ("recommendations for the police", "to:police"),
    ("what became of recommendations to the council", "to:local_authority"),
    ("why didnt the GP see bruises", "GP see bruises"),
    ("implemented recommendations", "status:closed_implemented recommendations"),
    ("bruises between 2010 and 2015", "bruises year:2010..2015"),
    ("neglect since 2010 in scotland", "neglect year:>=2010 nation:scotland"),
];

#[test]
fn what_is_said_in_words_lists_what_the_language_does() {
    let mut library = Library::new();
    for (said, written) in SAME {
        let listed = library.listed(written);
        assert!(listed.iter().any(|(_, near)| !near), "{written} finds nothing");
        assert_eq!(library.listed(said), listed, "{said}");
    }
    assert_eq!(Query::parse("bruising newest first").order(), Some(Order::Newest));
    assert_eq!(Query::parse_words("bruising newest first").order(), None);
}

/// A word that is half typed at the end of a question takes nothing from what the question finds.
#[test]
fn the_last_word_of_a_question_does_not_fail_it() {
    let mut library = Library::new();
    for question in ["bruising and when", "Winterbourne View and was it", "information sharing and was it done"] {
        assert!(library.ask(question, Lens::Everything, true).total > 0, "{question}");
    }
}

/// Reviews that were given a grade stand before what they say.
#[test]
fn a_grade_finds_the_review_first() {
    let mut library = Library::new();
    let listed = library.listed("grade:inadequate");
    assert!(listed[0].0.starts_with("peter-connelly/") && listed.len() > 1, "{listed:?}");
    for lens in [Lens::Everything, Lens::Cases] {
        let hits = library.ask("grade:inadequate", lens, false);
        let best = hits.of(&hits.cases[0]).own().max_by_key(|(_, score)| *score).unwrap();
        assert!(matches!(best.0, ItemRef::Page(_)), "{best:?}");
    }
}

/// A summary that has the words in different places does not stand before entries that say it.
#[test]
fn entries_that_say_it_stand_before_summaries_that_have_the_words_apart() {
    let mut library = Library::new();
    let listed = library.ask("doctor missed bruises", Lens::Everything, false).listed;
    let first: Vec<ItemRef> = listed.iter().take(3).map(|hit| hit.item).collect();
    assert!(first.iter().any(|item| matches!(item, ItemRef::Finding(..))), "{first:?}");
    assert!(!matches!(first[0], ItemRef::Page(_)), "{first:?}");
}

/// Where nothing has all the words, the one is named without which there is something.
#[test]
fn the_word_that_fails_is_named() {
    let mut library = Library::new();
    let rows = [
        ("bruising GP interpreter", "without \"interpreter\" there would be"),
        ("bruising zzzzqq", "Nothing has \"zzzzqq\""),
        ("to:police year:1973", "without \""),
    ];
    for (text, expected) in rows {
        let hits = library.ask(text, Lens::Everything, true);
        assert_eq!(hits.total, 0, "{text}");
        let told = hits.nothing(text);
        assert!(told.contains(expected) && told.lines().count() == 1, "{text}: {told}");
    }
}

/// An office is no officer, and neither is the police unless it says so.
#[test]
fn an_office_is_not_the_police() {
    let mut library = Library::new();
    for (text, word) in [("police bruises zzzzqq", "office"), ("officer bruises zzzzqq", "office")] {
        let hits = library.ask(text, Lens::Everything, false);
        let stood = hits.near.rows.iter().flat_map(|row| &row.stood_for).map(|stood| stood.found().to_lowercase());
        let stood: Vec<String> = stood.filter(|found| found == word || found == "officers").collect();
        assert!(stood.is_empty(), "{text}: {stood:?}");
    }
}
