//! Briefs, the tracker, orphans and pictures: what they say, how they are laid out, and what the command line prints.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::process::Command;
use std::sync::{Arc, LazyLock};

use crate::support::{entries, fixtures, library};
use casebook::case::{ItemKey, ItemKind, OpenList, Vocabulary};
use casebook::library::{Catalogue, EntryKey};
use casebook::page::{
    Block, BriefOf, BriefSubject, Link, Listing, MOST_WORDS, Maker, Material, PAGES, Page, PageOf, Subject, TrackerBy,
    brief, case_brief, contacts, is_speakable, make, orphans, pictures, short_brief, short_case_brief, tracked,
    tracker,
};
use casebook::write::text::{in_list, lay_out, numbered};
use proptest::prelude::*;
use serde_json::Value;

/// The invented library, on a day after what is due in it.
fn invented() -> Listing {
    listing(&library::catalogue(entries()))
}

fn listing(catalogue: &Catalogue) -> Listing {
    Listing::of(catalogue, Arc::new(Vocabulary::shipped().clone()), "2026-11-22".parse().unwrap())
}

/// The brief of a subject, in full or short.
fn of_subject(listing: &Listing, subject: &Subject, short: bool) -> Page {
    let label = subject.label(&listing.vocabulary);
    let of = BriefOf { label: &label, what: BriefSubject::Subject(subject), tracked: false };
    if short { short_brief(listing, of) } else { brief(listing, of) }
}

fn agency_brief(listing: &Listing, code: &str) -> Page {
    of_subject(listing, &Subject::agency(code), false)
}

static BUNDLED: LazyLock<Listing> = LazyLock::new(|| listing(&library::catalogue(library::bundled().iter().cloned())));

/// One bundled case alone, so that other cases change no snapshot.
fn alone(id: &str) -> (Listing, EntryKey) {
    let mut listing = BUNDLED.clone();
    listing.books.retain(|book| book.case.id.as_str() == id);
    let key = listing.books[0].key;
    (listing, key)
}

fn text(report: &Page, cells: usize) -> String {
    let lines = lay_out(report, cells, None, &numbered(report)).lines;
    let lines = lines.iter().map(|line| line.to_string().trim_end().to_owned());
    std::iter::once(report.title.clone()).chain(lines).collect::<Vec<_>>().join("\n")
}

#[test]
fn reports_of_the_invented_library_read_as_they_should() {
    let listing = invented();
    let alder = listing.key_of("alder").unwrap();
    let birch = listing.key_of("birch").unwrap();
    let reports = [
        ("tracker_by_status", tracker(&listing, TrackerBy::Status)),
        ("tracker_by_agency", tracker(&listing, TrackerBy::Agency)),
        ("tracker_by_case", tracker(&listing, TrackerBy::Case)),
        ("agency_gp", agency_brief(&listing, "gp")),
        ("agency_health", agency_brief(&listing, "health")),
        ("agency_without_anything", agency_brief(&listing, "probation")),
        ("theme_recording", of_subject(&listing, &Subject::Term(OpenList::Theme, "recording".to_owned()), false)),
        ("agency_gp_short", of_subject(&listing, &Subject::agency("gp"), true)),
        ("case_alder_short", short_case_brief(&listing, alder).unwrap()),
        ("case_alder", case_brief(&listing, alder).unwrap()),
        ("case_birch", case_brief(&listing, birch).unwrap()),
        ("orphans", orphans(&listing, None)),
        ("orphans_birch", orphans(&listing, Some(birch))),
        ("pictures", pictures(&listing)),
        ("contacts_alder", contacts(&listing, alder).unwrap()),
        ("contacts_birch", contacts(&listing, birch).unwrap()),
    ];
    for (name, report) in reports {
        insta::assert_snapshot!(name, text(&report, 80));
    }
}

#[test]
fn reports_of_a_bundled_case_read_as_they_should() {
    let (listing, key) = alone("peter-connelly");
    let reports = [
        ("bundled_case", case_brief(&listing, key).unwrap()),
        ("bundled_agency", agency_brief(&listing, "gp")),
        ("bundled_contacts", contacts(&listing, key).unwrap()),
        ("bundled_pictures", pictures(&listing)),
    ];
    for (name, report) in reports {
        insta::assert_snapshot!(name, text(&report, 80));
    }
    // Where there is little room, and where there is much.
    insta::assert_snapshot!("bundled_pictures_40", text(&pictures(&listing), 40));
    insta::assert_snapshot!("bundled_agency_200", text(&agency_brief(&listing, "gp"), 200));
}

#[test]
fn no_case_no_report() {
    let listing = invented();
    assert!(case_brief(&listing, EntryKey(9_999)).is_none());
    assert!(contacts(&listing, EntryKey(9_999)).is_none());
    let empty = Listing::new(Vec::new(), listing.vocabulary, listing.today);
    for report in
        [tracker(&empty, TrackerBy::Case), orphans(&empty, None), pictures(&empty), agency_brief(&empty, "gp")]
    {
        assert_eq!(report.items(), []);
        assert!(text(&report, 80).starts_with(&report.title));
    }
}

#[test]
fn the_tracker_holds_every_recommendation_once() {
    let listing = &*BUNDLED;
    let all: usize = listing.books.iter().map(|book| book.case.recommendation_count()).sum();
    assert_eq!(tracked(listing).len(), all);
    for by in TrackerBy::ALL {
        assert_eq!(
            tracker(listing, by).items().iter().filter(|(_, item)| item.kind() == ItemKind::Recommendation).count(),
            all
        );
    }
}

/// A library of one file, as it was read.
fn of_file(text: &str) -> Listing {
    let mut catalogue = Catalogue::default();
    catalogue.add(crate::support::files::entry("oak.toml", text));
    let listing = listing(&catalogue);
    assert_eq!(listing.books.len(), 1, "{text}");
    listing
}

/// A case with this many findings, and recommendations with these lines more.
fn oak(findings: usize, recommendations: &[String]) -> String {
    let mut text = "id = \"oak\"\ntitle = \"Oak\"\nharm = []\nnation = \"england\"\noutcome = \"died\"\nsummary = \"S.\"\n\
        cited = [\"s\"]\n[[sources]]\nid = \"s\"\ntitle = \"T\"\npublisher = \"P\"\nkind = \"official\"\n\
        [[reviews]]\nid = \"r\"\nkind = \"serious_case_review\"\ntitle = \"R\"\nconfidence = \"confirmed\"\nsources = [\"s\"]\n"
        .to_owned();
    for at in 1..=findings {
        text.push_str(&format!(
            "[[reviews.findings]]\nid = \"F{at}\"\nkind = \"case_finding\"\ntext = \"Found {at}.\"\nagencies = [\"gp\"]\nthemes = []\n\
             confidence = \"confirmed\"\nsources = [\"s\"]\n"
        ));
    }
    for (at, more) in recommendations.iter().enumerate() {
        let id = at + 1;
        text.push_str(&format!(
            "[[reviews.recommendations]]\nid = \"R{id}\"\ntext = \"Do {id}.\"\naddressed_to = [\"gp\"]\nthemes = []\n\
             confidence = \"confirmed\"\nsources = [\"s\"]\n{more}"
        ));
    }
    text
}

#[test]
fn links_of_a_source_are_told_from_links_of_the_editors() {
    let source = |answers: &str| format!("answers = [{answers}]\n");
    let editor = |answers: &str| format!("answers = [{answers}]\nanswers_by = \"editor\"\n");
    // F1 is answered by both; F2 by the editors alone; F3 and F4 by nothing. R4 cites nothing.
    let recommendations = [source("\"F1\""), editor("\"F1\", \"F2\""), editor("\"F2\""), String::new()];
    let listing = of_file(&oak(4, &recommendations));
    let told = |source: usize, editors: usize, none: usize| {
        format!("by a source's word {source}, by a link of this library's editors {editors}, by neither {none}.")
    };
    let of_recommendations = format!("inked with a finding: {}", told(1, 2, 1));
    for page in [orphans(&listing, None), orphans(&listing, Some(EntryKey(0)))] {
        let about = format!("{:?}", page.sections);
        assert!(about.contains(&format!("Of 4 findings, answered: {}", told(1, 1, 2))), "{about}");
        assert!(about.contains(&of_recommendations), "{about}");
        let leads: Vec<&str> = page.rows().map(|row| row.lead.as_str()).collect();
        assert_eq!(leads, ["F3", "F4", "R4"]);
    }
    let page = orphans(&listing, None);
    let Some(Block::Table(table)) = page.sections.last().and_then(|section| section.blocks.last()) else {
        panic!("{page:?}");
    };
    assert_eq!(table.rows[0].0, ["Oak (England)", "1", "1", "2", "1", "2", "1"]);
    let about = format!("{:?}", tracker(&listing, TrackerBy::Status).sections);
    assert!(about.contains(&of_recommendations), "{about}");
}

#[test]
fn the_tracker_cuts_no_list_however_long() {
    const MANY: usize = 1_234;
    let open = vec!["status = \"open\"\n".to_owned(); MANY];
    let listing = of_file(&oak(0, &open));
    for by in TrackerBy::ALL {
        let page = tracker(&listing, by);
        assert_eq!(page.items().len(), MANY, "{by:?}");
        let printed = text(&page, 100);
        for at in [1, 500, 501, MANY] {
            assert!(printed.contains(&format!("Do {at}.")), "{by:?}: {at}");
        }
    }
    assert_eq!(orphans(&listing, None).items().len(), 0, "nothing is listed of a file without links");
    assert_eq!(orphans(&listing, Some(EntryKey(0))).items().len(), MANY);
}

#[test]
fn every_page_of_the_table_is_made_or_says_why_not() {
    let mut catalogue = Catalogue::default();
    for entry in entries() {
        catalogue.add(entry);
    }
    let listing = Box::new(listing(&catalogue));
    let alder = listing.key_of("alder").unwrap();
    let item = ItemKey::new(ItemKind::Finding, "F1");
    let request = library::request(Vec::new());
    let subjects = [
        PageOf::Library,
        PageOf::Case(alder),
        PageOf::Item(alder, item.clone()),
        PageOf::Subject(Subject::agency("gp")),
        PageOf::When("2010".to_owned()),
        PageOf::Marks(Arc::default()),
        PageOf::Looked(Arc::default()),
        PageOf::Items("Found".to_owned(), vec![(alder, item)]),
    ];
    for row in PAGES {
        let mut made = 0;
        for of in &subjects {
            let mut material = Material {
                listing: &listing,
                catalogue: &catalogue,
                request: &request,
                state_folder: None,
                index: None,
                unread: Vec::new(),
            };
            match make(&row.of(of.clone()), &mut material) {
                Ok(page) => {
                    made += 1;
                    assert!(!page.title.is_empty() && !page.name.is_empty(), "{}: {page:?}", row.name);
                    assert!(!page.about.is_empty() || !page.sections.is_empty(), "{}", row.name);
                }
                Err(why) => assert!(why.to_string().len() > 10, "{}: {why}", row.name),
            }
        }
        // A brief is of a subject or of what is found.
        // A tracker is of all recommendations or of those that are found.
        let of_two = matches!(row.maker, Maker::CaseOrAll(_) | Maker::Subject(_) | Maker::Items | Maker::Tracker(_));
        let expected = if of_two { 2 } else { 1 };
        assert_eq!(made, expected, "{}: how many kinds of subject a page has", row.name);
    }
    let names: std::collections::BTreeSet<&str> = PAGES.iter().map(|row| row.name).collect();
    assert_eq!(names.len(), PAGES.len(), "a name stands twice");
}

#[test]
fn the_brief_of_an_agency_holds_all_that_names_it() {
    let listing = &*BUNDLED;
    for code in ["police", "gp", "national_government"] {
        let report = agency_brief(listing, code);
        let items = report.items();
        for book in &listing.books {
            let found = book.case.findings().filter(|(_, one)| one.agencies.iter().any(|agency| agency.code() == code));
            let made = book
                .case
                .recommendations()
                .filter(|(_, one)| one.addressed_to.iter().any(|agency| agency.code() == code));
            for item in found.map(|(item, _)| item).chain(made.map(|(item, _)| item)) {
                assert!(items.contains(&(book.key, item.key(&book.case))), "{code} {} {item:?}", book.case.id);
            }
        }
    }
    // What names both an agency and its parent stands once.
    let rows: Vec<_> = agency_brief(listing, "health").rows().filter_map(|row| row.link.clone()).collect();
    let entries: Vec<_> = rows
        .iter()
        .filter(|link| matches!(link, Link::Item(_, item) if matches!(item.kind(), ItemKind::Finding | ItemKind::Recommendation)))
        .collect();
    let once: std::collections::HashSet<_> = entries.iter().collect();
    assert_eq!(entries.len(), once.len());
}

#[test]
fn what_an_agency_should_know_first_fits_on_a_screen() {
    for term in BUNDLED.vocabulary.terms(OpenList::Agency) {
        let mut report = agency_brief(&BUNDLED, &term.code);
        report.sections.truncate(1);
        let lines = text(&report, 80).lines().count();
        assert!(lines <= 20, "{}: {lines} lines", term.code);
    }
}

/// Every subject that has a brief.
fn subjects(listing: &Listing) -> Vec<Subject> {
    let all = Subject::all(listing);
    assert!(all.len() > 150, "only {}", all.len());
    all
}

#[test]
fn every_short_brief_is_read_aloud_in_at_most_250_words_and_without_codes() {
    assert_eq!(MOST_WORDS, 250);
    let listing = &*BUNDLED;
    let mut pages: Vec<Page> = subjects(listing).iter().map(|subject| of_subject(listing, subject, true)).collect();
    pages.extend(listing.books.iter().map(|book| short_case_brief(listing, book.key).unwrap()));
    // What searches find, whatever they are called.
    let everything: Vec<_> = listing
        .books
        .iter()
        .flat_map(|book| book.case.items().into_iter().map(|item| (book.key, item.key(&book.case))))
        .collect();
    for query in ["bruising gp", "to:police theme:information_sharing", "F12 R3", &"words ".repeat(400)] {
        let label = format!("Search: {}", query.trim());
        for found in [&everything[..], &everything[..40], &[]] {
            pages.push(short_brief(
                listing,
                BriefOf { label: &label, what: BriefSubject::Found(found), tracked: false },
            ));
        }
    }
    let code = regex::Regex::new(r"\b[FRES]\d+\b|\b[a-z]+_[a-z]+|\[|\]|\bsources? \d|https?:|·").unwrap();
    for page in &pages {
        let name = &page.name;
        // The page as it is read and as it is exported, without the line that says what made it.
        let read = text(page, 100);
        let written = casebook::write::export(page, listing, casebook::write::Format::of_ending("md").unwrap());
        let markdown = String::from_utf8(written).unwrap();
        for written in [&read, &markdown.replace('#', "")] {
            let written = written.split("Made with Casebook").next().unwrap();
            let count = written.split_whitespace().count();
            assert!((10..=250).contains(&count), "{name}: {count} words");
            assert!(code.find(written).is_none(), "{name}: {:?}", code.find(written));
        }
        assert!(page.rows().next().is_none(), "{name}: an entry would be cited in exports");
        for block in page.sections.iter().flat_map(|section| &section.blocks) {
            let Block::Text(text) = block else { panic!("{name}: {block:?}") };
            assert!(is_speakable(text), "{name}: {text}");
            let begins = text.chars().next().is_some_and(|c| !c.is_lowercase());
            let ends = text.ends_with(['.', '!', '?', '”', '\'']);
            assert!(begins && ends, "{name}: no whole sentence: {text}");
        }
    }
    // The test would see a code.
    for coded in ["F12 says", "closed_implemented", "see [3]", "sources 1, 2", "one · two"] {
        assert!(code.is_match(coded), "{coded}");
    }
}

#[test]
fn a_brief_holds_what_its_filter_finds_and_cites_every_entry() {
    let listing = &*BUNDLED;
    let (catalogue, mut engine) = library::indexed(&[]);
    for (subject, filter) in [
        (Subject::Term(OpenList::Theme, "recording".to_owned()), "theme:recording"),
        (Subject::Term(OpenList::Theme, "domestic_abuse".to_owned()), "theme:domestic_abuse"),
        (Subject::Term(OpenList::Harm, "sexual_abuse".to_owned()), "harm:sexual_abuse"),
        (Subject::Nation(casebook::case::Nation::Wales), "nation:wales"),
        (Subject::Place("Haringey".to_owned()), "area:haringey | area:\"Ealing, Brent, Haringey and Enfield\""),
    ] {
        let mut page = of_subject(listing, &subject, false);
        // What only names the subject is filed under something else.
        let mut elsewhere = false;
        page.sections.retain(|section| {
            elsewhere = if section.under { elsewhere } else { section.heading.starts_with("Filed elsewhere") };
            !elsewhere
        });
        let ask = casebook::search::Ask { query: casebook::search::Query::parse(filter), ..Default::default() };
        let Some(casebook::search::Answer::Hits(hits)) = engine.search(&ask, &|| false) else { panic!("{filter}") };
        let is_statement = |item: &ItemKey| matches!(item.kind(), ItemKind::Finding | ItemKind::Recommendation);
        // Both number the same files in the same order.
        let found = hits.in_cases(|key| catalogue.real(key));
        let found: std::collections::HashSet<_> = found.into_iter().filter(|(_, item)| is_statement(item)).collect();
        let held: std::collections::HashSet<_> =
            page.items().into_iter().filter(|(_, item)| is_statement(item)).collect();
        assert!(!held.is_empty());
        assert_eq!(held, found, "{filter}");
        for row in page.rows().filter(|row| row.item().is_some_and(|(_, item)| is_statement(item))) {
            assert!(!row.basis.sources.is_empty(), "{filter}: {}", row.text);
        }
        let read = text(&page, 100);
        assert!(read.contains("source 1]") || read.contains("sources 1"), "{filter}: {read}");
    }
}

#[test]
fn a_briefing_takes_seven_minutes_where_there_is_enough_to_say() {
    for book in &BUNDLED.books {
        let report = case_brief(&BUNDLED, book.key).unwrap();
        let words: usize = report.about[0].split(' ').next().unwrap().replace(',', "").parse().unwrap();
        let id = &book.case.id;
        assert!(words <= 1_300, "{id}: {words} words");
        // What happened after the incident is no part of the form.
        let told = report.about.get(1).and_then(|about| about.split_once(": "));
        let left_out = told.is_some_and(|(_, parts)| parts.split(", ").any(|part| !part.contains("later event")));
        assert!(words >= 900 || !left_out, "{id}: only {words} words, and something was left out");
        // Every number in brackets stands in the list of sources.
        let sources = report.sections.last().unwrap();
        let listed: Vec<&str> = sources
            .blocks
            .iter()
            .filter_map(|block| match block {
                Block::Row(row) => Some(row.lead.as_str()),
                _ => None,
            })
            .collect();
        for row in report.sections.iter().rev().skip(1).flat_map(|section| &section.blocks) {
            let Block::Row(row) = row else { continue };
            let (_, numbers) = row.text.strip_suffix(']').unwrap().rsplit_once('[').unwrap();
            for number in numbers.trim_start_matches("reported; ").split(", ") {
                assert!(listed.contains(&number), "{id}: {number} of {}", row.text);
            }
        }
    }
}

/// Every report of the bundled library, the longest first.
static REPORTS: LazyLock<Vec<Page>> = LazyLock::new(|| {
    let listing = &*BUNDLED;
    let mut reports: Vec<Page> = TrackerBy::ALL.map(|by| tracker(listing, by)).to_vec();
    reports.extend([orphans(listing, None), pictures(listing)]);
    for subject in subjects(listing) {
        reports.push(of_subject(listing, &subject, false));
        reports.push(of_subject(listing, &subject, true));
    }
    for book in &listing.books {
        reports.extend(case_brief(listing, book.key));
        reports.extend(contacts(listing, book.key));
        reports.push(orphans(listing, Some(book.key)));
    }
    reports
});

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn no_line_is_wider_than_its_room(cells in 20usize..=200, which in 0usize..10_000) {
        let report = &REPORTS[which % REPORTS.len()];
        let sheet = lay_out(report, cells, None, &in_list);
        for line in &sheet.lines {
            prop_assert!(line.width() <= cells, "{} at {cells}: {line}", report.name);
        }
        for stop in &sheet.stops {
            prop_assert!(stop.line < stop.end && stop.end <= sheet.lines.len());
        }
    }
}

#[test]
fn no_picture_is_wider_than_its_room_at_any_width() {
    let report = pictures(&BUNDLED);
    for cells in 20..=200 {
        for line in lay_out(&report, cells, None, &in_list).lines {
            assert!(line.width() <= cells, "{cells}: {line}");
        }
    }
}

#[test]
fn names_of_files_hold_nothing_but_letters_digits_and_hyphens() {
    for report in REPORTS.iter() {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(!report.name.is_empty() && report.name.chars().all(plain), "{}", report.name);
    }
}

fn run(arguments: &[&str], locale: &str) -> (String, String, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_casebook"))
        .args(arguments)
        .env_remove("CASEBOOK_CASES")
        .env("LC_ALL", locale)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code())
}

#[test]
fn the_command_line_prints_reports_and_says_what_it_did_not_find() {
    // Arguments; exit code; what stands in the output; what stands in the complaint.
    let rows: &[(&[&str], i32, &str, &str)] = &[
        (&["brief", "police"], 0, "Police: what is addressed to it", ""),
        (&["brief", "Health", "visiting"], 0, "Health visiting: what is addressed to it", ""),
        (&["brief", "victoria-climbie"], 0, "Victoria Climbié: seven-minute briefing", ""),
        (&["brief", "polise"], 1, "", "did you mean \"police\"?"),
        (&["brief", "social", "care"], 1, "", "did you mean \"adult_social_care\" or \"childrens_social_care\"?"),
        (&["brief", "peter-conelly"], 1, "", "did you mean \"peter-connelly\"?"),
        (&["brief"], 2, "", "AGENCY|THEME|HARM|NATION|PLACE|CASE|QUERY"),
        (&["brief", "information sharing"], 0, "Information sharing: what was found and recommended", ""),
        (&["brief", "Information", "Sharing"], 0, "Information sharing: what was found and recommended", ""),
        (&["brief", "neglect"], 0, "harm:neglect", ""),
        (&["brief", "harm:neglect"], 0, "The cases (", ""),
        (&["brief", "suicide"], 0, "Suicide: what was found and recommended", ""),
        (&["brief", "wales"], 0, "Wales: what was found and recommended", ""),
        (&["brief", "northern ireland"], 0, "Northern Ireland: what was found and recommended", ""),
        (&["brief", "haringey"], 0, "Haringey: what was found and recommended", ""),
        (&["brief", "bruising", "gp"], 0, "Search: bruising gp: what was found and recommended", ""),
        (&["brief", "--query", "abuse"], 0, "Search: abuse: what was found and recommended", ""),
        (&["brief", "--query", "xyzzyqwert"], 1, "", "nothing has every word of \"xyzzyqwert\""),
        (&["brief", "--query", "kind:nothing"], 2, "", "no kind is called \"nothing\""),
        (&["brief", "xyzzyqwert"], 1, "", "a search for it finds nothing either"),
        (&["brief", "informaton sharing"], 1, "", "did you mean \"information_sharing\"?"),
        (&["brief", "harringey"], 1, "", "did you mean \"Haringey\"?"),
        (&["brief", "harm:neglekt"], 1, "", "did you mean \"neglect\"?"),
        (&["brief", "police", "--short"], 0, "Police: a short brief, to be read aloud", ""),
        (&["brief", "Peter", "Connelly"], 0, "Peter Connelly: seven-minute briefing", ""),
        (&["brief", "abuse"], 1, "", "did you mean \"sexual_abuse\", \"domestic_abuse\" or \"physical_abuse\"?"),
        (&["brief", ""], 1, "", "no case, agency, theme, harm, nation or place is called \"\""),
        (&["brief", "--query", ""], 1, "", "nothing has every word of \"\""),
        (&["brief", "peter-connelly", "--short"], 0, "Peter Connelly: a short brief, to be read aloud", ""),
        (&["short-brief", "wales"], 0, "Wales: a short brief, to be read aloud", ""),
        (&["export", "--page", "brief", "--of", "information sharing"], 0, "# Information sharing: what was found", ""),
        (&["export", "--page", "brief", "--of", "peter-connelly"], 0, "# Peter Connelly: seven-minute briefing", ""),
        (&["export", "--page", "short-brief", "--of", "wales", "--format", "html"], 0, "Wales: a short brief", ""),
        (&["export", "--brief", "wales", "--short", "--format", "json"], 0, "\"name\": \"brief-wales-short\"", ""),
        (&["tracker"], 0, "Recommendations and what became of them", ""),
        (&["tracker", "--by", "theme"], 0, "By theme", ""),
        (&["tracker", "--by", "year"], 2, "", "possible values: status, case, agency, theme"),
        (&["orphans"], 0, "Findings and recommendations that stand alone", ""),
        (&["orphans", "hamzah-khan"], 0, "Hamzah Khan: findings and recommendations that stand alone", ""),
        (&["orphans", "nobody"], 1, "", "no case has the id \"nobody\""),
        (&["pictures"], 0, "Agencies by theme", ""),
        (&["contacts", "peter-connelly"], 0, "Peter Connelly: contacts over time", ""),
        (&["contacts"], 2, "", "<CASE>"),
        (&["reviews"], 0, "Who made each review", ""),
        (&["compare", "peter-connelly"], 0, "reviews side by side", ""),
        (&["related", "peter-connelly"], 0, "Cases that the sources link to Peter Connelly", ""),
        (&["agency-brief", "health", "visiting"], 0, "Health visiting: what is addressed to it", ""),
        (&["agency-brief", "polise"], 1, "", "did you mean \"police\"?"),
        (&["tracker-by-theme"], 0, "By theme", ""),
        (&["export", "--page", "compare", "--of", "peter-connelly"], 0, "reviews side by side", ""),
        (&["export", "--page", "similar", "--of", "peter-connelly/F1"], 0, "What other cases say like F1", ""),
        (&["export", "--page", "similar", "--of", "peter-connelly/F999"], 1, "", "has no entry \"F999\""),
        (&["export", "--page", "similar", "--of", "peter-connelly"], 2, "", "names no entry"),
        (&["export", "--page", "similar"], 2, "", "needs --of CASE/ID"),
        (&["export", "--page", "tracker", "--of", "police"], 2, "", "is of the whole library"),
        (&["export", "--page", "nothing"], 2, "", "tracker-by-agency"),
        (&["pictures", "peter-connelly"], 0, "Peter Connelly: contacts over time", ""),
        (&["pictures", "peter"], 1, "", "did you mean \"peter-connelly\"?"),
    ];
    for (arguments, code, told, complained) in rows {
        let (output, errors, exit) = run(arguments, "C.UTF-8");
        assert_eq!(exit, Some(*code), "{arguments:?}: {errors}");
        assert!(output.contains(told), "{arguments:?}: {output}");
        assert!(errors.contains(complained), "{arguments:?}: {errors}");
    }
}

#[test]
fn what_could_not_be_read_is_told_since_it_is_missing_in_the_counts() {
    let library = fixtures();
    for report in ["tracker", "pictures", "orphans"] {
        let (output, errors, code) = run(&["--cases", library.to_str().unwrap(), report], "C.UTF-8");
        assert!(!output.is_empty(), "{report}");
        assert!(errors.contains("crab.toml"), "{report}: {errors}");
        assert_eq!(code, Some(2), "{report}");
    }
}

#[test]
fn a_pipe_is_utf_8_whatever_the_locale() {
    for arguments in [&["pictures"][..], &["pictures", "peter-connelly"], &["brief", "victoria-climbie"], &["tracker"]]
    {
        let (output, _, _) = run(arguments, "C");
        assert_eq!(output, run(arguments, "C.UTF-8").0, "{arguments:?}");
    }
}

#[test]
fn programs_get_a_recommendation_a_line() {
    let (output, _, code) = run(&["tracker", "--json"], "C.UTF-8");
    assert_eq!(code, Some(0));
    let lines: Vec<Value> = output.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), tracked(&BUNDLED).len());
    for line in &lines {
        assert!(["R", "A", "G", "-"].contains(&line["rag"].as_str().unwrap()));
        let unknown = line["status"].is_null() || line["status"] == "not_stated";
        assert!(!unknown || line["rag"] == "-", "{line}");
    }
}
