//! The model of a case: dates, terms, links between findings and recommendations, places of items, the tables of fields.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::collections::HashSet;

use casebook::case::RecommendationStatus as Status;
use casebook::case::date::DateError;
use casebook::case::due::{Standing, is_past_due};
use casebook::case::fields::TABLES;
use casebook::case::lexicon::{look_up, near};
use casebook::case::{
    AssessmentGrade, Case, CasePage, ClosedList, Confidence, EventKind, FactAbout, FindingKind, FindingPattern, Grade,
    ItemRef, LinkedBy, Nation, OpenList, Outcome, PartialDate, PublicationState, Recommendation, RecommendationStatus,
    Response, ReviewKind, Role, Scope, SourceKind, Vocabulary, line_of, read_case,
};
use casebook::text::near::Suggestions;
use proptest::prelude::*;

const HEAD: &str = r#"
    id = "elm"
    title = "Elm"
    nation = "england"
    outcome = "died"
    harm = ["neglect"]
    summary = "Invented."
    cited = ["page"]
    sources = [{ id = "page", title = "A page", publisher = "Tests", kind = "reference" }]
"#;

fn case() -> Case {
    let finding = |id: &str| {
        format!(
            "[[reviews.findings]]\nid = \"{id}\"\nkind = \"case_finding\"\ntext = \"{id}.\"\nagencies = [\"gp\"]\n\
             themes = [\"recording\"]\nconfidence = \"confirmed\"\nsources = [\"page\"]\n"
        )
    };
    let recommendation = |id: &str, answers: &str| {
        format!(
            "[[reviews.recommendations]]\nid = \"{id}\"\ntext = \"{id}.\"\naddressed_to = [\"gp\"]\n\
             themes = [\"recording\"]\nanswers = [{answers}]\nconfidence = \"confirmed\"\nsources = [\"page\"]\n"
        )
    };
    let review = |id: &str| {
        format!(
            "[[reviews]]\nid = \"{id}\"\nkind = \"sar\"\ntitle = \"{id}\"\nconfidence = \"confirmed\"\nsources = [\"page\"]\n"
        )
    };
    let text = [
        HEAD.to_owned(),
        review("one"),
        finding("F1"),
        finding("F2"),
        recommendation("R1", "\"F1\", \"F3\""),
        recommendation("R2", ""),
        review("two"),
        finding("F3"),
        // A finding that is named twice is answered once.
        recommendation("R3", "\"F3\", \"F3\""),
    ];
    read_case("elm", &text.concat(), Vocabulary::shipped()).unwrap().0
}

#[test]
fn findings_and_recommendations_lead_to_each_other() {
    use ItemRef::{Event, Finding, Recommendation, Source};
    let case = case();
    let rows: &[(ItemRef, &[ItemRef], &[ItemRef])] = &[
        (Finding(0, 0), &[Recommendation(0, 0)], &[]),
        (Finding(0, 1), &[], &[]),
        (Finding(1, 0), &[Recommendation(0, 0), Recommendation(1, 0)], &[]),
        (Recommendation(0, 0), &[], &[Finding(0, 0), Finding(1, 0)]),
        (Recommendation(0, 1), &[], &[]),
        (Recommendation(1, 0), &[], &[Finding(1, 0)]),
        (Finding(9, 9), &[], &[]),
        (Event(0), &[], &[]),
        (Source(0), &[], &[]),
        (ItemRef::Page(CasePage::Case), &[], &[]),
    ];
    for (item, answered_by, answers) in rows {
        assert_eq!(case.answered_by(*item), *answered_by, "{item:?}");
        assert_eq!(case.answers(*item), *answers, "{item:?}");
    }
}

#[test]
fn items_are_found_by_their_ids() {
    let text = include_str!("../fixtures/library/alder.toml");
    // The item, its id, and a line that stands at or right after its place.
    let rows = [
        (ItemRef::Finding(0, 1), "F2", "id = \"F2\""),
        (ItemRef::Finding(0, 0), "F4", "id = \"F4\""),
        (ItemRef::Recommendation(0, 0), "R1", "id = \"R1\""),
        (ItemRef::Event(1), "E2", "id = \"E2\""),
        (ItemRef::Source(1), "annals", "id = \"annals\""),
        (ItemRef::Page(CasePage::Review(1)), "second", "id = \"second\""),
        (ItemRef::Page(CasePage::SideBySide), "side-by-side", "id = \"first\""),
        (ItemRef::Page(CasePage::Disputed), "disputed", "about = \"Number of visits\""),
        (ItemRef::Page(CasePage::Related), "related", "case = \"birch\""),
    ];
    for marks in ["", "\u{feff}", "# A line.\n"] {
        let text = format!("{marks}{text}");
        let lines: Vec<&str> = text.lines().collect();
        for (item, id, stands) in rows {
            let line = line_of(&text, item, id);
            assert!(lines[line - 1].starts_with("[["), "{id}: {line}");
            assert_eq!(lines[line], stands, "{id}: {line}");
        }
        let gaps = line_of(&text, ItemRef::Page(CasePage::Gaps), "gaps");
        assert!(lines[gaps - 1].starts_with("gaps ="), "{gaps}");
    }
}

#[test]
fn what_is_not_there_is_the_first_line() {
    for text in ["", "id = ", "reviews = 3", "[[reviews]]\nfindings = [3]\n", "[[events]]\nid = \"E2\"\n"] {
        assert_eq!(line_of(text, ItemRef::Finding(0, 0), "E2"), 1, "{text}");
        assert_eq!(line_of(text, ItemRef::Page(CasePage::Case), "case"), 1, "{text}");
    }
    // In the middle of an edit the rest of the file is still looked through.
    let text = "id = \"a\"\ntitle = \n[[events]]\nid = \"E1\"\n";
    assert_eq!(line_of(text, ItemRef::Event(0), "E1"), 3);
}

#[test]
fn where_a_recommendation_stands_follows_from_status_and_due_date() {
    let text = "id = \"R1\"\ntext = \"Do it.\"\naddressed_to = [\"gp\"]\nthemes = []\nconfidence = \"confirmed\"\nsources = []";
    let mut made: Recommendation = toml::from_str(text).unwrap();
    let today: PartialDate = "2026-11-22".parse().unwrap();
    let open: [(&str, Standing); 8] = [
        ("", Standing::Open),
        ("2026-11-22", Standing::Open),
        ("2026-11-21", Standing::Overdue),
        ("2026-11", Standing::Open),
        ("2026-10", Standing::Overdue),
        ("2026", Standing::Open),
        ("2025", Standing::Overdue),
        ("2027", Standing::Open),
    ];
    let statuses = [None, Some(Status::NotStated), Some(Status::Open), Some(Status::InProgress)];
    let closed = [
        Status::ClosedImplemented,
        Status::ClosedAlternativeAction,
        Status::ClosedNotImplemented,
        Status::Superseded,
        Status::NoLongerApplicable,
    ];
    for (due, expected) in open {
        made.due = (!due.is_empty()).then(|| due.parse().unwrap());
        assert_eq!(is_past_due(&made, today), expected == Standing::Overdue, "{due}");
        for status in statuses {
            let known = matches!(status, Some(Status::Open | Status::InProgress));
            let expected = match (known, expected) {
                (false, Standing::Overdue) => Standing::Lapsed,
                (false, _) => Standing::Unknown,
                (true, expected) => expected,
            };
            made.status = status;
            assert_eq!(Standing::of(&made, today), expected, "{status:?} {due}");
            assert_eq!(Standing::of(&made, today).is_known(), known, "{status:?} {due}");
        }
        for status in closed {
            made.status = Some(status);
            assert_eq!(Standing::of(&made, today), Standing::Closed, "{status:?} {due}");
            assert!(Standing::of(&made, today).is_known());
        }
    }
}

#[test]
fn dates_are_understood_as_people_write_them() {
    let rows = [
        ("2024", Some("2024")),
        ("2024-09-01", Some("2024-09-01")),
        ("01/09/2024", Some("2024-09-01")),
        ("1/9/2024", Some("2024-09-01")),
        ("1 September 2024", Some("2024-09-01")),
        ("1 Sep 2024", Some("2024-09-01")),
        ("September 2024", Some("2024-09")),
        ("june 2024", Some("2024-06")),
        ("31/02/2024", None),
        ("Board March", None),
        ("v1.2", None),
        ("", None),
    ];
    for (text, expected) in rows {
        let found = PartialDate::from_words(text).map(PartialDate::iso);
        assert_eq!(found.as_deref(), expected, "{text}");
    }
}

#[test]
fn a_date_is_over_when_all_of_it_has_gone() {
    let rows = [
        ("2026-11-21", true),
        ("2026-11-22", false),
        ("2026-11", false),
        ("2026-10", true),
        ("2026", false),
        ("2025", true),
        ("2027-01-01", false),
    ];
    let today: PartialDate = "2026-11-22".parse().unwrap();
    for (date, expected) in rows {
        assert_eq!(date.parse::<PartialDate>().unwrap().is_over(today), expected, "{date}");
    }
}

fn date(text: &str) -> PartialDate {
    text.parse().unwrap()
}

#[test]
fn prints_as_people_write() {
    let rows = [
        ("2006", "2006", "2006"),
        ("2006-12", "December 2006", "Dec 2006"),
        ("2006-12-11", "11 December 2006", "11 Dec 2006"),
        ("2008-02-29", "29 February 2008", "29 Feb 2008"),
    ];
    for (text, long, short) in rows {
        assert_eq!(date(text).to_string(), long);
        assert_eq!(date(text).short(), short);
        assert_eq!(date(text).iso(), text);
    }
}

#[test]
fn a_date_without_its_day_begins_with_the_first() {
    for (text, first) in [("2024", "2024-01-01"), ("2024-03", "2024-03-01"), ("2024-03-09", "2024-03-09")] {
        assert_eq!(date(text).first_day().to_string(), first);
    }
}

#[test]
fn sorts_by_time_and_the_less_precise_first() {
    let mut dates = ["2007", "2006-12-11", "2006", "2006-12", "2006-03-01"].map(date);
    dates.sort();
    assert_eq!(dates.map(PartialDate::iso), ["2006", "2006-03-01", "2006-12", "2006-12-11", "2007"]);
}

#[test]
fn refuses_what_is_no_date() {
    let rows = [
        ("", DateError::Form),
        ("06", DateError::Form),
        ("2006-1", DateError::Form),
        ("2006-12-11-1", DateError::Form),
        ("2006/12", DateError::Form),
        ("+206", DateError::Form),
        ("December 2006", DateError::Form),
        ("2006-13", DateError::Impossible),
        ("2006-00", DateError::Impossible),
        ("2006-02-30", DateError::Impossible),
        ("2007-02-29", DateError::Impossible),
    ];
    for (text, error) in rows {
        assert_eq!(text.parse::<PartialDate>(), Err(error), "{text}");
    }
}

#[test]
fn an_open_date_can_precede_what_it_may_lie_before() {
    let rows = [
        ("2006", "2006-03", true),
        ("2006-03", "2006", true),
        ("2006-04", "2006-03-31", false),
        ("2006-03", "2006-03-31", true),
        ("2007", "2006-12-31", false),
        ("2006-03-31", "2006-03-31", true),
    ];
    for (first, second, expected) in rows {
        assert_eq!(date(first).can_precede(date(second)), expected, "{first} {second}");
    }
}

proptest! {
    #[test]
    fn any_text_is_a_date_or_an_error(text in "\\PC*") {
        if let Ok(date) = text.parse::<PartialDate>() {
            prop_assert_eq!(date.iso(), text);
        }
    }
}

fn whole<L: ClosedList + std::fmt::Debug + PartialEq>() {
    let codes: HashSet<&str> = L::ALL.iter().map(|value| value.code()).collect();
    let labels: HashSet<&str> = L::ALL.iter().map(|value| value.label()).collect();
    assert_eq!(codes.len(), L::ALL.len(), "{}: a code stands twice", L::LIST);
    assert_eq!(labels.len(), L::ALL.len(), "{}: a label stands twice", L::LIST);
    for value in L::ALL {
        assert_eq!(L::from_code(value.code()), Some(*value));
        assert!(value.definition().ends_with('.'), "{}: {} has no definition", L::LIST, value.code());
    }
}

#[test]
fn every_list_is_whole() {
    whole::<ReviewKind>();
    whole::<Scope>();
    whole::<Role>();
    whole::<PublicationState>();
    whole::<Grade>();
    whole::<FindingKind>();
    whole::<FindingPattern>();
    whole::<Response>();
    whole::<RecommendationStatus>();
    whole::<AssessmentGrade>();
    whole::<LinkedBy>();
    whole::<Confidence>();
    whole::<EventKind>();
    whole::<FactAbout>();
    whole::<SourceKind>();
    whole::<Outcome>();
    whole::<Nation>();
}

#[test]
fn every_table_is_whole() {
    for (noun, fields) in TABLES {
        let keys: Vec<&str> = fields.iter().flat_map(|field| field.keys).copied().collect();
        assert_eq!(keys.iter().collect::<HashSet<_>>().len(), keys.len(), "a key of {noun} stands twice");
        let labels: HashSet<&str> = fields.iter().map(|field| field.label).collect();
        assert!(!labels.contains("") && labels.len() == fields.len() - usize::from(*noun == "case"), "{noun}");
        let main: Vec<usize> = (0..fields.len()).filter(|at| fields[*at].is_main()).collect();
        let expected: &[usize] =
            if ["finding", "recommendation", "event", "source", "review", "case"].contains(noun) { &[0] } else { &[] };
        assert_eq!(main, expected, "{noun}: the text of an item comes first, and parts have none");
    }
    let nouns: HashSet<&str> = TABLES.iter().map(|(noun, _)| *noun).collect();
    assert_eq!(nouns.len(), TABLES.len());
}

#[test]
fn terms_are_found_by_code_and_label_and_near_miss() {
    let vocabulary = Vocabulary::shipped();
    let labels = |text: &str| {
        look_up(vocabulary, text).iter().map(|term| format!("{} {}", term.list, term.code)).collect::<Vec<_>>()
    };
    assert_eq!(labels("Information sharing"), ["theme information_sharing"]);
    assert_eq!(labels("information-sharing"), ["theme information_sharing"]);
    assert_eq!(labels("neglect"), ["theme neglect", "harm neglect"]);
    assert_eq!(labels("good_practice"), ["finding kind good_practice"]);
    assert_eq!(labels("SCR"), ["review kind serious_case_review"]);
    assert_eq!(labels("scr (scot)"), ["review kind significant_case_review"]);
    assert_eq!(labels("zzz"), Vec::<String>::new());
    assert_eq!(near(vocabulary, "informaton sharing"), ["information_sharing"]);
}

#[test]
fn a_library_adds_terms_and_is_told_what_is_wrong_with_them() {
    let term = |code: &str, label: &str, more: &str| {
        format!("[[theme]]\ncode = \"{code}\"\nlabel = \"{label}\"\ndefinition = \"D.\"\nsource = \"S\"\n{more}")
    };
    let rows = [
        (term("farms", "Farms", ""), None),
        (term("farms", "Farms", "parent = \"neglect\"\n"), None),
        (
            term("neglect", "Farms", ""),
            Some(
                "2:8: error: the theme \"neglect\" is there already, as \"Neglect\"; give it another code, or leave it out",
            ),
        ),
        (
            term("farms", "Neglect", ""),
            Some(
                "3:9: error: the label \"Neglect\" is that of \"neglect\" already; give it another label, or use that code",
            ),
        ),
        (
            term("farms", "Farms", "parent = \"neglekt\"\n"),
            Some("6:10: error: no theme has the code \"neglekt\"; did you mean \"neglect\"?"),
        ),
        (
            term("Farms", "Farms", ""),
            Some("2:8: error: \"Farms\" is not a code; write lower-case letters, digits and underscores"),
        ),
        (
            term("farms", "Farms", "").replace("source", "sauce"),
            Some("1:1: error: this entry of \"theme\" has no \"source\"; add source = …"),
        ),
        ("[[thema]]\n".to_owned(), Some("1:3: error: unknown key \"thema\"; did you mean \"theme\"?")),
    ];
    for (text, expected) in rows {
        let (vocabulary, found) = Vocabulary::shipped().extended(&text);
        let told: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(told.first().map(String::as_str), expected, "{text}");
        // A term that is wrong is told once, and not again in every case that uses it.
        let code = text.split('"').nth(1).unwrap_or("farms");
        assert_eq!(vocabulary.term(OpenList::Theme, code).is_some(), text.contains("code"), "{text}");
        let unknown = vocabulary.unknown_term(OpenList::Theme, code, &mut Suggestions::default());
        assert_eq!(unknown, None, "{text}");
    }
}

#[test]
fn what_cannot_be_read_of_a_file_of_terms_is_not_told_in_the_cases() {
    let (vocabulary, found) = Vocabulary::shipped().extended("[[theme]]\ncode = \"farms\nlabel = \"Farms\"\n");
    assert!(found[0].message.starts_with("not TOML"), "{found:?}");
    for vocabulary in [vocabulary, Vocabulary::shipped().left_open()] {
        assert_eq!(vocabulary.unknown_term(OpenList::Theme, "farms", &mut Suggestions::default()), None);
    }
}

#[test]
fn two_libraries_may_have_a_term_in_common() {
    let term = |definition: &str| {
        format!("[[theme]]\ncode = \"farms\"\nlabel = \"Farms\"\ndefinition = \"{definition}\"\nsource = \"S\"\n")
    };
    let (first, _) = Vocabulary::shipped().extended(&term("D."));
    let told = |text: &str| first.extended(text).1.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(told(&term("D.")), Vec::<String>::new());
    assert_eq!(
        told(&term("E.")),
        ["2:8: warning: the theme \"farms\" is there already, as \"Farms\", in another library; \
             give it another code, or leave it out"]
    );
    let twice = term("D.").repeat(2);
    assert!(Vocabulary::shipped().extended(&twice).1[0].to_string().starts_with("7:8: error: the theme \"farms\""));
}

#[test]
fn the_shipped_lists_are_whole() {
    for text in [
        include_str!("../../src/case/vocabulary/themes.toml"),
        include_str!("../../src/case/vocabulary/agencies.toml"),
        include_str!("../../src/case/vocabulary/harms.toml"),
    ] {
        assert_eq!(Vocabulary::default().extended(text).1, []);
    }
    for list in OpenList::ALL {
        let terms = Vocabulary::shipped().terms(list);
        assert!(terms.len() > 15, "{} has {} terms", list.name(), terms.len());
        let codes: HashSet<&str> = terms.iter().map(|term| term.code.as_str()).collect();
        assert_eq!(codes.len(), terms.len(), "a code of {} stands twice", list.name());
        let labels: HashSet<&str> = terms.iter().map(|term| term.label.as_str()).collect();
        assert_eq!(labels.len(), terms.len(), "a label of {} stands twice", list.name());
        for term in terms {
            assert!(term.definition.ends_with('.'), "{}: definition is no sentence", term.code);
            assert!(!term.source.is_empty() && term.label.chars().count() <= 34, "{}", term.code);
            if let Some(parent) = &term.parent {
                assert!(codes.contains(parent.as_str()), "{}: no parent {parent}", term.code);
            }
        }
    }
}
