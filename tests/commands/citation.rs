//! What is copied of each sort of item, and what leaves the program at a key.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use crate::support::{Harness, entries};
use casebook::app::Msg;
use casebook::app::Outside;
use casebook::app::msg::EditAt;
use casebook::case::{Case, CasePage, ItemRef, Text, Vocabulary};
use casebook::library::{Content, Origin};
use casebook::page::citation::{CitationForm, cite, is_web, sources};

fn case(id: &str) -> Case {
    let entries = entries();
    let case = entries.iter().filter_map(|entry| entry.case()).find(|case| case.id.as_str() == id);
    Case::clone(case.unwrap())
}

fn cited(case: &Case, item: ItemRef, form: CitationForm) -> (String, String) {
    let citation = cite(case, item, form, Vocabulary::shipped()).unwrap();
    (citation.what, citation.text)
}

const GAZETTE: &str = "Reviews of Alder, Northshire Gazette, 11 January 2012, https://example.org/alder";

#[test]
fn every_sort_of_item_is_cited_as_plain_text() {
    let alder = case("alder");
    let source = format!("Source: {GAZETTE}\n");
    let rows: &[(ItemRef, &str, String)] = &[
        (
            ItemRef::Finding(0, 0),
            "F1",
            format!(
                "The GP saw bruising on a baby and did not refer the child to a paediatrician, although the surgery's own \
                 guidance said that any bruise on a child who cannot yet move is referred on the same day.\n\n\
                 Finding F1 (missed opportunity, confirmed), First review (serious case review; executive summary only, \
                 2012), Alder (Northshire).\n\
                 Sources:\n- {GAZETTE}\n- Annals of invented cases, Casebook tests\n"
            ),
        ),
        (
            ItemRef::Finding(1, 1),
            "F4",
            format!(
                "The second review concluded that the harm could have been foreseen.\n\n\
                 Finding F4 (conclusion, confirmed), Second review (serious case review; commissioned 2012), Alder \
                 (Northshire).\n{source}"
            ),
        ),
        (
            ItemRef::Recommendation(0, 0),
            "R1",
            format!(
                "The board should see that every surgery refers bruising in babies.\n\n\
                 Addressed to: Safeguarding board, GP · Themes: Medical assessment · Number in the report: 3 · Response: \
                 Accepted · Status: In progress · Due: January 2013 · Answers: F1\n\
                 What became of it: September 2012: The board reported training in half of the surgeries.\n\n\
                 Recommendation R1 (number 3 in the report, confirmed), First review (serious case review; executive \
                 summary only, 2012), Alder (Northshire).\n{source}"
            ),
        ),
        (
            ItemRef::Event(0),
            "E1",
            format!(
                "The GP saw the child.\n\n\
                 Event E1 (30 April 2011, contact, missed opportunity, confirmed), Alder (Northshire).\n{source}"
            ),
        ),
        (
            ItemRef::Event(1),
            "E2",
            "An adult moved into the home.\n\n\
             Event E2 (early in May 2011, household, reported), Alder (Northshire).\n\
             Source: Annals of invented cases, Casebook tests\n"
                .to_owned(),
        ),
        (
            ItemRef::Page(CasePage::Case),
            "the case",
            format!(
                "An invented case for tests. Alder never lived. Two reviews looked at what nobody did.\n\n\
                 Review: First review (serious case review; executive summary only, 2012)\n\
                 Review: Second review (serious case review; commissioned 2012)\n\n\
                 The case (died, 4 May 2011), Alder (Northshire).\n{source}"
            ),
        ),
        (
            ItemRef::Page(CasePage::Review(0)),
            "the review first",
            format!(
                "First review\n\n\
                 Kind: Serious case review · Scope: Review of this case · Commissioned by: Northshire Board · Commissioned: \
                 June 2011 · Findings made: not found: how many the report makes · Recommendations made: 12\n\
                 People: Chair: Ada Invented\n\
                 Publication: 10 January 2012, executive summary only\n\
                 Judgements of the review itself (not of practice): Ofsted (grade: inadequate; date: March 2012)\n\n\
                 Review first (serious case review; executive summary only, 2012), Alder (Northshire).\n{source}"
            ),
        ),
        (
            ItemRef::Page(CasePage::SideBySide),
            "the reviews",
            format!(
                "First review (serious case review; executive summary only, 2012)\n\n\
                 Second review (serious case review; commissioned 2012)\n\n\
                 Reviews side by side, Alder (Northshire).\n{source}"
            ),
        ),
        (
            ItemRef::Page(CasePage::Disputed),
            "what is disputed",
            format!(
                "Number of visits: The Gazette counted ten. (Northshire Gazette) The Annals counted twelve. (Casebook \
                 tests)\n\n\
                 Where sources disagree (disputed), Alder (Northshire).\n\
                 Sources:\n- {GAZETTE}\n- Annals of invented cases, Casebook tests\n"
            ),
        ),
        (
            ItemRef::Page(CasePage::Related),
            "the related cases",
            format!("Birch: The same board, a year later.\n\nRelated cases, Alder (Northshire).\n{source}"),
        ),
        (
            ItemRef::Page(CasePage::Gaps),
            "what was not found",
            "The terms of reference.\n\nWhat was not found, Alder (Northshire).\n".to_owned(),
        ),
        (ItemRef::Source(0), "gazette", format!("{GAZETTE}\n\nSource gazette (news), Alder (Northshire).\n")),
        (
            ItemRef::Source(1),
            "annals",
            "Annals of invented cases, Casebook tests\n\nInvented.\n\nSource annals (academic), Alder (Northshire).\n"
                .to_owned(),
        ),
    ];
    for (item, what, expected) in rows {
        let (named, text) = cited(&alder, *item, CitationForm::Plain);
        assert_eq!((named.as_str(), text.as_str()), (*what, expected.as_str()));
    }
    // Every item of every case has a citation, in both forms, that names the case and its own id.
    for case in entries().iter().filter_map(|entry| entry.case()) {
        let findings = case.findings().map(|(item, _)| item);
        let all = findings.chain(case.recommendations().map(|(item, _)| item));
        let all = all.chain((0..case.events.len()).map(ItemRef::Event));
        let all = all.chain((0..case.sources.len()).map(ItemRef::Source));
        for item in all.chain(case.pages().into_iter().map(ItemRef::Page)) {
            for form in [CitationForm::Plain, CitationForm::Markdown] {
                let (what, text) = cited(case, item, form);
                assert!(text.contains(case.title.as_str()) && !what.is_empty(), "{text}");
                assert!(matches!(item, ItemRef::Page(_)) || text.contains(&item.id(case)), "{text}");
            }
        }
    }
}

#[test]
fn markdown_quotes_the_text_and_links_the_sources() {
    let alder = case("alder");
    let (_, text) = cited(&alder, ItemRef::Finding(1, 0), CitationForm::Markdown);
    assert_eq!(
        text,
        "> The GP and the police did not share what each of them knew.\n\n\
         **Finding F3** (practice failing, confirmed), *Second review* (serious case review; commissioned 2012), Alder \
         (Northshire).\n\n\
         Source: Annals of invented cases, Casebook tests\n"
    );
    let (_, text) = cited(&alder, ItemRef::Finding(0, 0), CitationForm::Markdown);
    let end = "Sources:\n\n- [Reviews of Alder](<https://example.org/alder>), Northshire Gazette, 11 January 2012\n\
               - Annals of invented cases, Casebook tests\n";
    assert!(text.ends_with(end), "{text}");
    let (_, text) = cited(&alder, ItemRef::Source(0), CitationForm::Markdown);
    assert_eq!(
        text,
        "[Reviews of Alder](<https://example.org/alder>), Northshire Gazette, 11 January 2012\n\n\
         **Source gazette** (news), Alder (Northshire).\n"
    );
    let (_, text) = cited(&alder, ItemRef::Recommendation(0, 0), CitationForm::Markdown);
    assert!(text.contains("\n\n- Addressed to: Safeguarding board, GP · Themes: Medical assessment · Number in the report: 3 · Response: Accepted"), "{text}");
}

#[test]
fn what_a_file_says_is_never_markdown() {
    let mut alder = case("alder");
    // A text of a file, and what stands in the quotation.
    let rows = [
        ("1. A *list*, a `sign` and a [link](x)", "> 1\\. A \\*list\\*, a \\`sign\\` and a \\[link\\](x)"),
        ("# no heading_here <b>", "> \\# no heading\\_here \\<b\\>"),
        ("- no list", "> \\- no list"),
        ("2012 was a year, not a list", "> 2012 was a year, not a list"),
    ];
    for (said, expected) in rows {
        alder.events[0].text = Text::new(said);
        let (_, text) = cited(&alder, ItemRef::Event(0), CitationForm::Markdown);
        assert_eq!(text.lines().next().unwrap(), expected);
        let (_, text) = cited(&alder, ItemRef::Event(0), CitationForm::Plain);
        assert_eq!(text.lines().next().unwrap(), said);
    }
    // An address that is none of the web is no link.
    for (address, link) in [("javascript:alert(1)", false), ("https://example.org/a>b", true)] {
        alder.sources[0].url = Some(Text::new(address));
        let (_, text) = cited(&alder, ItemRef::Source(0), CitationForm::Markdown);
        assert_eq!(text.contains("](<"), link, "{text}");
        assert!(!link || text.contains("](<https://example.org/a%3Eb>)"), "{text}");
    }
}

#[test]
fn addresses_of_the_web_are_told_from_others() {
    for address in ["https://a", "http://a/b?c#d", "HTTPS://A"] {
        assert!(is_web(address), "{address}");
    }
    for address in [
        "",
        "https://",
        "http:a",
        "ftp://a",
        "file:///a",
        "javascript:x",
        "-https://a",
        "https://a b",
        "https://a\u{1b}",
    ] {
        assert!(!is_web(address), "{address}");
    }
}

/// What left the program after these keys: "copy F1", "edit alder.toml F1", "browse 1 of 2: https://..."; else the message.
fn after(harness: &mut Harness, keys: &str) -> String {
    harness.handed_over.clear();
    harness.press(keys);
    match harness.handed_over.as_slice() {
        [Outside::Copy { what, text, .. }] => {
            format!("copy {what}{}", if text.contains("**") { " Markdown" } else { "" })
        }
        [Outside::Edit { path, at }] => {
            let at = match at {
                EditAt::Line(line) => line.to_string(),
                EditAt::Item(_, id) => id.clone(),
            };
            format!("edit {} {at}", path.file_name().unwrap().to_string_lossy())
        }
        [Outside::Browse { address, which, otherwise }] => {
            assert_eq!(otherwise, " (y copies it)");
            format!("browse {which}{address}")
        }
        [] => harness.state.message.clone().unwrap_or_default(),
        several => panic!("{several:?}"),
    }
}

#[test]
fn keys_hand_over_what_is_selected() {
    let rows = [
        ("y", "copy F1"),
        ("Y", "copy F1 Markdown"),
        ("Enter j y", "copy F2"),
        ("2 Enter Enter Y", "copy R1 Markdown"),
        ("4 y", "copy the case"),
        ("5 Enter j y", "copy annals"),
        ("j j y", "Select a case or an item to copy it"),
        ("e", "edit alder.toml F1"),
        ("3 Enter G e", "edit alder.toml E3"),
        ("4 e", "edit alder.toml case"),
        ("j j e", "edit crab.toml 3"),
        ("o", "browse 1 of 2: https://example.org/alder"),
        ("3 o", "browse https://example.org/alder"),
        ("Enter j o", "Its source has no address"),
        ("5 Enter j o", "Its source has no address"),
        ("4 l G o", "No source is named here"),
        ("j j o", "Select an item to open its source"),
        // In a search and in the help they are letters.
        ("/ y", ""),
        ("? y", ""),
        (r#"/ "police" Enter y"#, "copy F3"),
        ("v y", "copy F1"),
        ("v j y", "copy the case"),
        ("V y", "Select a case or an item to copy it"),
        ("V e", "Select a case to edit its file"),
        ("V o", "Select an item to open its source"),
    ];
    for (keys, expected) in rows {
        let mut harness = Harness::new(120, 40);
        assert_eq!(after(&mut harness, keys), expected, "{keys}");
    }
    // Where the item is not on the screen, the case is meant.
    for (keys, expected) in [("y", "copy the case"), ("Enter y", "copy F1"), ("e", "edit alder.toml case")] {
        let mut harness = Harness::new(60, 20);
        assert_eq!(after(&mut harness, keys), expected, "narrow: {keys}");
    }
    let mut harness = Harness::empty(100, 30);
    assert_eq!(after(&mut harness, "y"), "Select a case or an item to copy it");
    assert_eq!(after(&mut harness, "e"), "Select a case to edit its file");
}

#[test]
fn what_cannot_be_edited_or_opened_is_said() {
    let mut harness = Harness::empty(120, 40);
    let mut entries = entries();
    let alder = entries.iter_mut().find(|entry| entry.origin.stem() == "alder").unwrap();
    alder.origin = Origin::Bundled("alder");
    let Content::Case(case) = &mut alder.content else { panic!() };
    let mut changed = Case::clone(case);
    changed.sources[0].url = Some(Text::new("javascript:alert(1)"));
    changed.sources[1].url = Some(Text::new("file:///etc/passwd"));
    *case = changed.into();
    harness.send(Msg::Loaded(entries));
    let said = after(&mut harness, "e");
    assert_eq!(said, "This case is built into the program; to edit a copy: casebook show alder --toml > alder.toml");
    let refused = |address: &str| format!("Not opened, because it is neither http nor https: {address}");
    assert_eq!(after(&mut harness, "o"), refused("javascript:alert(1)"));
    assert_eq!(after(&mut harness, "5 Enter j o"), refused("file:///etc/passwd"));
    let case = case_of(&harness);
    assert_eq!(sources(&case, ItemRef::Finding(0, 0)).len(), 2);
}

fn case_of(harness: &Harness) -> Case {
    Case::clone(harness.case().unwrap())
}
