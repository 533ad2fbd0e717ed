//! The rules behind the pages, each as a small invented library: what comes first, what is counted, and what is told of whom.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use crate::support::{files, library};
use casebook::case::model::Publication;
use casebook::case::{Case, ItemRef, PublicationState, Scope, Text};
use casebook::page::citation::{escaped, reference};
use casebook::page::recurring::recurring;
use casebook::page::{Block, Listing, Page, Row, TrackerBy, case_brief, orphans, tracked, tracker};

/// A case of one review, with what else the file holds.
fn case(id: &str, head: &str, review: &str, rest: &str) -> casebook::library::Entry {
    let text = format!(
        "id = \"{id}\"\ntitle = \"{id}\"\nnation = \"england\"\noutcome = \"died\"\nharm = []\nsummary = \"S.\"\ncited = [\"s\"]\n{head}\n\
         [[reviews]]\nid = \"r\"\nkind = \"serious_case_review\"\ntitle = \"Review\"\nconfidence = \"confirmed\"\nsources = [\"s\"]\n{review}\n\
         {rest}\n[[sources]]\nid = \"s\"\ntitle = \"T\"\npublisher = \"P\"\nkind = \"official\"\n"
    );
    let entry = files::entry(&format!("{id}.toml"), &text);
    assert!(entry.case().is_some(), "{id}: {:?}", entry.problems());
    entry
}

/// Recommendations, each an id and further keys.
fn recommendations(rows: &[(&str, &str)]) -> String {
    let row = |(id, keys): &(&str, &str)| {
        let to = if keys.contains("addressed_to") { "" } else { "addressed_to = [\"gp\"]\n" };
        format!(
            "[[reviews.recommendations]]\nid = \"{id}\"\ntext = \"Do {id}.\"\n{to}themes = []\nconfidence = \"confirmed\"\nsources = [\"s\"]\n{keys}\n"
        )
    };
    rows.iter().map(row).collect()
}

const UPDATE: &str = "updates = [{ date = \"2020\", text = \"Told.\", confidence = \"confirmed\", sources = [\"s\"] }]";

/// The library on 22 November 2026.
fn listing(entries: Vec<casebook::library::Entry>) -> Listing {
    Listing::of(&library::catalogue(entries), library::vocabulary(), "2026-11-22".parse().unwrap())
}

/// The cells of the table in a section.
fn table(page: &Page, heading: &str) -> Vec<Vec<String>> {
    let section = page.sections.iter().find(|section| section.heading.starts_with(heading));
    let section = section.unwrap_or_else(|| panic!("{heading} is none of {:?}", page.sections));
    let tables = section.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    tables.flat_map(|table| table.rows.iter().map(|(cells, _)| cells.clone())).collect()
}

fn rows<'a>(page: &'a Page, heading: &str) -> Vec<&'a Row> {
    let sections = page.sections.iter().filter(|section| section.heading.starts_with(heading));
    let blocks = sections.flat_map(|section| &section.blocks);
    blocks
        .filter_map(|block| match block {
            Block::Row(row) => Some(row),
            _ => None,
        })
        .collect()
}

#[test]
fn the_tracker_puts_what_is_overdue_longest_first_then_what_is_due_then_the_newest_case() {
    let old = recommendations(&[
        ("R1", "status = \"open\"\ndue = \"2030\""),
        ("R2", "status = \"open\"\ndue = \"2020\""),
        ("R3", "status = \"open\""),
        ("R4", "status = \"open\"\ndue = \"2019\""),
        ("R5", "status = \"in_progress\"\ndue = \"2018\""),
        ("R6", ""),
        ("R7", "status = \"not_stated\""),
        ("R8", UPDATE),
    ]);
    let new = recommendations(&[
        ("R1", "status = \"open\""),
        ("R2", "status = \"closed_implemented\"\nstatus_by = \"The board\""),
    ]);
    let listing =
        listing(vec![case("old", "incident = \"1999\"", &old, ""), case("young", "incident = \"2015\"", &new, "")]);
    let order: Vec<String> = tracked(&listing)
        .iter()
        .map(|one| format!("{} {}", listing.case(one.key).unwrap().id, one.recommendation.id))
        .collect();
    let expected =
        ["old R4", "old R2", "old R1", "young R1", "old R3", "old R5", "young R2", "old R7", "old R8", "old R6"];
    assert_eq!(order, expected);
}

#[test]
fn pages_have_the_cases_in_one_order_however_they_were_read() {
    for ids in [["ash", "birch", "cedar"], ["cedar", "ash", "birch"]] {
        let listing = listing(ids.iter().map(|id| case(id, "", "", "")).collect());
        let order: Vec<&str> = listing.books.iter().map(|book| book.case.id.as_str()).collect();
        assert_eq!(order, ["ash", "birch", "cedar"]);
        assert!(listing.books.iter().all(|book| listing.case(book.key).unwrap().id == book.case.id));
    }
}

/// What a page says beside its rows.
fn asides(page: &Page) -> Vec<&str> {
    let blocks = page.sections.iter().flat_map(|section| &section.blocks);
    blocks.filter_map(|block| if let Block::Aside(text) = block { Some(text.as_str()) } else { None }).collect()
}

#[test]
fn the_tracker_counts_as_known_what_has_a_status_that_says_something() {
    let made = recommendations(&[
        ("R1", "status = \"open\""),
        ("R2", "status = \"not_stated\""),
        ("R3", UPDATE),
        ("R4", &format!("status = \"closed_implemented\"\nstatus_by = \"The board\"\n{UPDATE}")),
    ]);
    let page = tracker(&listing(vec![case("ash", "", &made, "")]), TrackerBy::Status);
    assert!(page.about[0].ends_with("; status entered for 2 (50%); overdue: 0."), "{:?}", page.about);
    let told = "For 2 of them (50%) no status is entered; what was reported since stands below 1 of these.";
    assert!(asides(&page).contains(&told), "{page:?}");
}

#[test]
fn the_case_of_which_most_is_known_comes_first_and_one_of_which_nothing_is_known_is_counted() {
    let of = |id: &str, rows: &[(&str, &str)]| case(id, "", &recommendations(rows), "");
    let answered = "response = \"accepted\"";
    let entries = vec![
        of("answered", &[("R1", answered), ("R2", answered)]),
        of("told", &[("R1", UPDATE)]),
        of("closed", &[("R1", "status = \"closed_implemented\"\nstatus_by = \"The board\"")]),
        of("silent", &[("R1", "")]),
        of("unsaid", &[("R1", "status = \"not_stated\"")]),
    ];
    let page = tracker(&listing(entries), TrackerBy::Status);
    let cells: Vec<String> = table(&page, "What is known, by case").iter().map(|cells| cells.join(" ")).collect();
    assert_eq!(cells, ["closed 1 0 1 0 The board", "answered 2 2 0 0 -", "told 1 0 0 1 -"]);
    let said = format!("{:?}", page.sections[0]);
    assert!(said.contains("For 2 further cases"), "{said}");
}

#[test]
fn by_agency_what_is_red_comes_first_then_where_most_is_asked_for() {
    let made = recommendations(&[
        ("R1", "addressed_to = [\"police\"]\nstatus = \"open\""),
        ("R2", "addressed_to = [\"police\", \"courts\"]"),
        ("R3", "addressed_to = [\"gp\"]\nstatus = \"open\"\ndue = \"2020\""),
        ("R4", "addressed_to = [\"police\"]"),
    ]);
    let page = tracker(&listing(vec![case("ash", "", &made, "")]), TrackerBy::Agency);
    let cells: Vec<String> = table(&page, "By agency").iter().map(|cells| cells[1..].join(" ")).collect();
    assert_eq!(cells, ["1 0 0 0 1 100% 1", "0 1 0 2 3 33% 0", "0 0 0 1 1 0% 0"]);
}

#[test]
fn a_due_date_is_told_by_what_became_of_the_recommendation() {
    // Keys of a recommendation, and the line that says when it is due.
    let closed = |state: &str| format!("status = \"{state}\"\nstatus_by = \"The board\"\ndue = \"2020\"");
    let table = [
        ("status = \"open\"\ndue = \"2030\"".to_owned(), "Due 2030"),
        ("status = \"open\"\ndue = \"2020\"".to_owned(), "Due 2020, overdue"),
        ("due = \"2020\"".to_owned(), "Was due 2020"),
        (closed("superseded"), "Was due 2020"),
        (closed("closed_implemented"), "Due 2020"),
        (closed("closed_not_implemented"), "Due 2020"),
    ];
    for (keys, expected) in table {
        let page = tracker(&listing(vec![case("ash", "", &recommendations(&[("R1", &keys)]), "")]), TrackerBy::Status);
        assert_eq!(rows(&page, "")[0].about[1], expected, "{keys}");
    }
}

#[test]
fn two_updates_are_told_and_earlier_ones_counted() {
    for (count, expected) in [(1, None), (2, None), (3, Some("and 1 update before")), (4, Some("and 2 updates before"))]
    {
        let update = "{ date = \"2020\", text = \"Told.\", confidence = \"confirmed\", sources = [\"s\"] }";
        let keys = format!("updates = [{}]", vec![update; count].join(", "));
        let page = tracker(&listing(vec![case("ash", "", &recommendations(&[("R1", &keys)]), "")]), TrackerBy::Status);
        let about = &rows(&page, "")[0].about;
        assert_eq!(about.iter().filter(|line| *line == "2020: Told.").count(), count.min(2), "{about:?}");
        let before = about.iter().find(|line| line.contains("before"));
        assert_eq!(before.map(String::as_str), expected);
    }
}

#[test]
fn findings_that_ask_for_no_answer_are_counted_apart() {
    let finding = |id: &str, kind: &str| {
        format!(
            "[[reviews.findings]]\nid = \"{id}\"\nkind = \"{kind}\"\ntext = \"X.\"\nthemes = []\nagencies = [\"gp\"]\nconfidence = \"confirmed\"\nsources = [\"s\"]\n"
        )
    };
    let missed = finding("F1", "missed_opportunity");
    for (findings, expected) in [
        (missed.clone(), None),
        (missed + &finding("F2", "good_practice"), Some("1 finding of good practice and conclusion")),
        (
            finding("F1", "conclusion") + &finding("F2", "good_practice"),
            Some("2 findings of good practice and conclusion"),
        ),
    ] {
        let page = orphans(&listing(vec![case("ash", "", &findings, "")]), None);
        let told = asides(&page).into_iter().find_map(|line| line.strip_prefix("Counted apart: "));
        assert_eq!(told.map(|line| line.split(", ").next().unwrap()), expected);
    }
}

#[test]
fn a_citation_says_of_a_review_what_it_is_and_how_far_it_can_be_read() {
    type Change = fn(&mut Case);
    fn step(case: &mut Case, state: PublicationState, date: &str) {
        let text =
            format!("state = \"not_published\"\ndate = \"{date}\"\nconfidence = \"confirmed\"\nsources = [\"s\"]");
        let step: Publication = toml::from_str(&text).unwrap();
        case.reviews[0].publications.push(Publication { state, ..step });
    }
    let table: &[(Change, &str)] = &[
        (|_| (), "Review (serious case review)"),
        (|case| case.reviews[0].title = Text::new("A Serious Case Review"), "A Serious Case Review"),
        (|case| case.reviews[0].scope = Scope::Related, "Review (related record; serious case review)"),
        (
            |case| {
                step(case, PublicationState::ExecutiveSummaryOnly, "2010");
                step(case, PublicationState::OverviewReportRedacted, "2012-03");
                step(case, PublicationState::LinkWithdrawn, "2015");
            },
            "Review (serious case review; overview report redacted, 2012)",
        ),
        (
            |case| {
                step(case, PublicationState::InProgress, "2009");
                step(case, PublicationState::NotPublished, "2011");
            },
            "Review (serious case review; not published, 2011)",
        ),
    ];
    let made = case("ash", "", &recommendations(&[("R1", "")]), "");
    for (change, expected) in table {
        let mut case = Case::clone(made.case().unwrap());
        change(&mut case);
        let told = reference(&case, ItemRef::Recommendation(0, 0), &library::vocabulary()).unwrap();
        assert_eq!(told, format!("Recommendation R1 (confirmed), {expected}, ash (England)."));
    }
}

#[test]
fn only_signs_that_markdown_reads_are_escaped() {
    let table = [
        ("see http://a.example/b_c", "see http://a.example/b_c"),
        ("xhttp://a.example/b_c", "xhttp://a.example/b\\_c"),
        ("a &lt; b", "a \\&lt; b"),
        ("a &lt", "a &lt"),
        ("1. a", "1\\. a"),
        (". a", ". a"),
        ("a 1. b", "a 1. b"),
        ("- a", "\\- a"),
        ("a - b", "a - b"),
        ("# a # b", "\\# a # b"),
    ];
    for (text, expected) in table {
        assert_eq!(escaped(text), expected, "{text}");
    }
}

#[test]
fn a_brief_keeps_the_most_telling_entry_however_long_and_the_recommendation_of_which_something_is_known() {
    let long = |id: &str, words: usize| format!("{id} {}.", "word ".repeat(words).trim_end());
    let finding = format!(
        "[[reviews.findings]]\nid = \"F1\"\nkind = \"conclusion\"\ntext = \"{}\"\nthemes = []\nagencies = [\"gp\"]\nconfidence = \"confirmed\"\nsources = [\"s\"]\n",
        long("Concluded", 1_500)
    );
    let row = |number: usize, status: &str| {
        format!(
            "[[reviews.recommendations]]\nid = \"R{number}\"\ntext = \"{}\"\naddressed_to = [\"gp\"]\nthemes = []\nconfidence = \"confirmed\"\nsources = [\"s\"]\n{status}\n",
            long(&format!("Do {number}"), 150)
        )
    };
    let made: String =
        (1..=12).map(|number| row(number, if number == 12 { "status = \"open\"" } else { "" })).collect();
    let listing = listing(vec![case("ash", "", &(finding + &made), "")]);
    let page = case_brief(&listing, listing.books[0].key).unwrap();
    let told = format!("{:?}", page.sections);
    assert!(told.contains("Concluded word"), "{told}");
    let kept: Vec<&str> = rows(&page, "What was recommended").iter().map(|row| row.lead.as_str()).collect();
    assert!(kept.contains(&"R12") && kept.len() < 12, "{kept:?}");
}

#[test]
fn themes_that_recur_stand_by_their_cases_with_the_first_and_the_last_year() {
    let on =
        |id: &str, themes: &str| recommendations(&[(id, "")]).replace("themes = []", &format!("themes = [{themes}]"));
    let listing = listing(vec![
        case("ash", "incident = \"2010\"", &(on("R1", "\"recording\"") + &on("R2", "\"recording\"")), ""),
        case("birch", "incident = \"2003\"", &on("R1", "\"training\""), ""),
        case("cedar", "incident = \"1999\"", &on("R1", "\"training\""), ""),
        case("elm", "incident = \"2001\"", &on("R1", "\"training\", \"recording\""), ""),
    ]);
    let page = recurring(&listing, &[], None, 20);
    let cells: Vec<String> = table(&page, "Themes (2)").iter().map(|cells| cells[1..].join(" ")).collect();
    assert_eq!(cells, ["3 0 3 1999 2003", "2 0 3 2001 2010"]);
    assert_eq!(table(&recurring(&listing, &[], None, 1), "Themes (1 of 2)").len(), 1);
}
