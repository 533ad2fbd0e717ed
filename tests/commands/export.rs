//! What is taken away, in every format: read back by other programs, and nothing in it that acts.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use crate::support::{entries, files, fixtures, library};
use casebook::case::{CasePage, ItemKey, ItemRef, PartialDate, Vocabulary};
use casebook::library::{Entry, EntryKey};
use casebook::page::{
    Bar, Block, Figure, Link, Listing, Page, Period, Row, Section, Table, Tone, of_items, whole_case,
};
use casebook::write::{FORMATS, Format};
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};
use serde_json::Value;

fn listing_of(entries: Vec<Entry>) -> Listing {
    let catalogue = library::catalogue(entries);
    let today: PartialDate = "2026-05-01".parse().unwrap();
    Listing::of(&catalogue, Arc::new(Vocabulary::shipped().clone()), today)
}

fn invented() -> (Listing, EntryKey) {
    let listing = listing_of(entries());
    let alder = listing.key_of("alder").unwrap();
    (listing, alder)
}

fn whole(listing: &Listing, key: EntryKey) -> Page {
    whole_case(key, listing.case(key).unwrap(), &listing.vocabulary)
}

/// One entry of each sort, with a note.
fn items() -> (Listing, Page) {
    let (listing, alder) = invented();
    let items = [
        ItemRef::Recommendation(0, 0),
        ItemRef::Finding(0, 0),
        ItemRef::Event(0),
        ItemRef::Source(1),
        ItemRef::Page(CasePage::Disputed),
        ItemRef::Page(CasePage::Review(0)),
        ItemRef::Finding(9, 9),
    ]
    .map(|item| (alder, item));
    let note = |_, item| {
        matches!(item, ItemRef::Finding(0, 0) | ItemRef::Source(1)).then(|| "ask the GPs\nin *May*".to_owned())
    };
    let report = of_items(&listing, "For the board", vec!["6 entries".to_owned()], &items, &note);
    (listing, report)
}

/// Everything a report can hold that is no entry.
fn figures() -> Page {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let bar = |label: &str, count, share: &str, tone| Bar { label: label.into(), count, share: share.into(), tone };
    let mut counts = Section::new("Recommendations by status");
    counts.blocks = vec![
        Block::Text("All recommendations of the library.".to_owned()),
        Block::Aside("A share is of all of them.".to_owned()),
        Block::field("As of", "1 May 2026"),
        Block::Figure(Figure::Bars {
            unit: "recommendations".to_owned(),
            bars: vec![
                bar("Implemented", 12, "40%", Tone::Good),
                bar("In progress", 9, "30%", Tone::Waiting),
                bar("Overdue", 6, "20%", Tone::Alarm),
                bar("Not recorded", 3, "10%", Tone::Plain),
                bar("None of these", 0, "0%", Tone::Plain),
            ],
        }),
    ];
    let mut themes = Section::new("Findings by theme over the decades");
    themes.blocks = vec![Block::Figure(Figure::Grid {
        unit: "findings".to_owned(),
        columns: words(&["1970s", "1980s", "1990s"]),
        rows: vec![("Information sharing".to_owned(), vec![3, 0, 14]), ("Recording".to_owned(), vec![0, 1, 2])],
    })];
    let mut heat = Section::new("Agencies by theme");
    heat.blocks = vec![Block::Figure(Figure::Grid {
        unit: "findings".to_owned(),
        columns: words(&["Information sharing", "Voice of the child", "Professional curiosity", "Recording"]),
        rows: vec![("Police".to_owned(), vec![3, 0, 14, 1]), ("Children's social care".to_owned(), vec![0, 1, 2, 8])],
    })];
    let mut contacts = Section::new("Contacts over time");
    let period =
        |(index, count): (usize, u32)| Period { label: format!("{:02}/2006", index + 1), count, missed: count / 2 };
    contacts.blocks = vec![
        Block::Figure(Figure::Timeline {
            unit: "contacts".to_owned(),
            periods: [1, 0, 3, 8, 2, 5, 0, 1].into_iter().enumerate().map(period).collect(),
        }),
        Block::Table(Table {
            columns: words(&["Agency", "Findings", "Share"]),
            rows: vec![(words(&["Police | Met", "7", "70%"]), Some(Link::Agency("police".into())))],
        }),
    ];
    Page {
        title: "Pictures".to_owned(),
        name: "pictures".to_owned(),
        about: vec!["30 recommendations".to_owned()],
        sections: vec![counts, themes, heat, contacts],
    }
}

/// The page without its style, which is a file of its own.
fn unstyled(page: &str) -> String {
    let (before, rest) = page.split_once("<style>").unwrap();
    let (_, after) = rest.split_once("</style>").unwrap();
    // A line a block, for whoever reads the difference.
    let page = format!("{before}<style></style>{after}");
    page.replace("><", ">\n<")
}

/// A page as the text of a file.
fn export(page: &Page, listing: &Listing, format: &Format) -> String {
    String::from_utf8(casebook::write::export(page, listing, format)).unwrap()
}

fn format(ending: &str) -> &'static Format {
    Format::of_ending(ending).unwrap()
}

#[test]
fn every_format_is_found_by_its_endings() {
    for format in &FORMATS {
        for ending in std::iter::once(&format.code).chain(format.also) {
            assert_eq!(Format::of_ending(ending), Some(format), "{ending}");
            assert_eq!(Format::of_ending(&ending.to_uppercase()), Some(format), "{ending}");
        }
    }
    assert_eq!(Format::of_ending("exe"), None);
    assert_eq!(Format::of_ending(""), None);
}

#[test]
fn each_format_of_entries() {
    let (listing, report) = items();
    for row in FORMATS.iter().filter(|row| row.is_text()) {
        let text = export(&report, &listing, row);
        let text = if row.code == "html" { unstyled(&text) } else { text };
        insta::assert_snapshot!(format!("entries_{}", row.code), text);
    }
}

#[test]
fn a_note_is_written_whole_and_takes_no_other_line_with_it() {
    let (listing, alder) = invented();
    // The end of the note is the end of a line of the row.
    let note = "Ask the board.\n- GP · Medical assessment\n\nReferral handling";
    let place = (alder, ItemRef::Finding(0, 0));
    let report = of_items(&listing, "Noted", Vec::new(), &[place], &|_, _| Some(note.to_owned()));
    let row = report.rows().next().unwrap();
    assert_eq!(row.note.as_deref(), Some(note));
    assert!(row.about[1].ends_with("Referral handling"), "{:?}", row.about);
    let json: Value = serde_json::from_str(&export(&report, &listing, format("json"))).unwrap();
    assert_eq!(json["items"][0]["note"], note);
    assert_eq!(json["items"][0]["details"], serde_json::json!(row.about));
    let csv = export(&report, &listing, format("csv"));
    let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let at = |name: &str, head: &csv::StringRecord| head.iter().position(|known| known == name).unwrap();
    let head = reader.headers().unwrap().clone();
    let line = reader.records().next().unwrap().unwrap();
    // A dash at the start of a line might be the start of a formula elsewhere.
    assert_eq!(&line[at("note", &head)], note.replace("\n-", "\n'-"));
    assert_eq!(&line[at("details", &head)], row.about.join(" | "));
    let html = export(&report, &listing, format("html"));
    let written =
        "<p class=\"about note\">Note: Ask the board.<br>- GP · Medical assessment<br><br>Referral handling</p>";
    assert!(html.contains(written), "{html}");
    let markdown = export(&report, &listing, format("md"));
    let written = "\n  - Note: Ask the board.\\\n    \\- GP · Medical assessment\n\n    Referral handling\n  - Finding";
    assert!(markdown.contains(written), "{markdown}");
}

#[test]
fn each_format_of_figures() {
    let (listing, _) = invented();
    for row in FORMATS.iter().filter(|row| row.is_text()) {
        let text = export(&figures(), &listing, row);
        let text = if row.code == "html" { unstyled(&text) } else { text };
        insta::assert_snapshot!(format!("figures_{}", row.code), text);
    }
}

#[test]
fn a_whole_case_as_markdown() {
    let (listing, alder) = invented();
    insta::assert_snapshot!(export(&whole(&listing, alder), &listing, format("md")));
}

/// Every text of a case file that people read.
fn texts<'a>(value: &'a Value, key: &str, found: &mut Vec<&'a str>) {
    const READ: [&str; 16] = [
        "text",
        "title",
        "publisher",
        "note",
        "url",
        "by",
        "name",
        "commissioned_by",
        "about",
        "gaps",
        "also_known_as",
        "date_text",
        "outcome_text",
        "incident_text",
        "area",
        "number",
    ];
    match value {
        Value::String(text) if READ.contains(&key) => found.push(text),
        Value::Array(all) => all.iter().for_each(|one| texts(one, key, found)),
        // What privacy mode hides is no part of the page.
        Value::Object(all) => {
            all.iter().filter(|(key, _)| *key != "names").for_each(|(key, one)| texts(one, key, found));
        }
        _ => {}
    }
}

#[test]
fn a_whole_case_leaves_nothing_out() {
    let listing = listing_of(library::bundled().to_vec());
    assert!(listing.books.len() > 5);
    for book in &listing.books {
        let report = whole(&listing, book.key);
        let written = export(&report, &listing, format("json"));
        let case = serde_json::to_value(book.case.as_ref()).unwrap();
        let mut found = Vec::new();
        texts(&case, "", &mut found);
        assert!(found.len() > 50, "{}", book.case.id);
        for text in found {
            // Codes stand under "about" too.
            let quoted = serde_json::to_string(text).unwrap();
            let inside = quoted.trim_matches('"');
            let code = text.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
            assert!(code || written.contains(inside), "{} lacks {text:?}", book.case.id);
        }
        let named: BTreeSet<ItemKey> = report.items().into_iter().map(|(_, item)| item).collect();
        for item in book.case.items() {
            let page = matches!(item, ItemRef::Page(CasePage::SideBySide | CasePage::Disputed | CasePage::Related));
            assert!(page || named.contains(&item.key(&book.case)), "{} lacks {}", book.case.id, item.id(&book.case));
        }
        // Nothing stands in it without its sources, save what was looked for and not found.
        for row in report.rows() {
            let gap = row.item().is_some_and(|(_, item)| *item == ItemRef::Page(CasePage::Gaps).key(&book.case));
            let cited = row.link.is_some() || !row.basis.sources.is_empty();
            assert!(gap || cited, "{}: {}", book.case.id, row.text);
        }
    }
}

const NASTY: [&str; 23] = [
    "=1+1",
    "  =HYPERLINK(\"http://evil.example\",\"x\")",
    "+44 20 7946 0000",
    "-5",
    "@SUM(A1:A9)",
    "＝cmd|' /C calc'!A0",
    "\"=1+1\"",
    "'=1+1",
    "one, two; three\ttab",
    "say \"no\"",
    "line one\nline two\r\nline three",
    "\n=1",
    "<script>document.title='owned'</script>",
    "</title><script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    "\"><svg onload=document.title='owned'>",
    "--><!-- ]]> </style><script>document.title='owned'</script>",
    "javascript:document.title='owned'",
    "\u{202e}gnp.exe\u{200f} \u{2066}x",
    "&lt;b&gt; &amp; Ärger 日本語 Иван 👩‍👧",
    "* [x](javascript:alert(1)) _y_ `z` # | a ~~b~~ <http://evil.example>",
    "1. no list",
    "$x^2$ costs $5",
];

/// A report with every nasty text in every place of it, and on entries of a case whose texts are nasty.
fn nasty() -> (Listing, Page) {
    let all: Vec<String> = NASTY.iter().map(|text| (*text).to_owned()).chain(["long ".repeat(2000)]).collect();
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let mut cases = Vec::new();
    for (index, text) in all.iter().enumerate() {
        let id = format!("nasty-{index}");
        let file = files::text(&id, "Alder");
        let file = file
            .replace("title = \"Alder\"", &format!("title = {}", quoted(text)))
            .replace("\"The GP and the police did not share what each of them knew.\"", &quoted(text))
            .replace("\"Annals of invented cases\"", &quoted(text))
            .replace("\"https://example.org/alder\"", &quoted(text));
        cases.push(files::entry(&format!("{id}.toml"), &file));
    }
    let listing = listing_of(cases);
    assert_eq!(listing.books.len(), all.len(), "every nasty file can be read");
    let items: Vec<(EntryKey, ItemRef)> = listing
        .books
        .iter()
        .flat_map(|book| [ItemRef::Finding(1, 0), ItemRef::Source(0), ItemRef::Source(1)].map(|item| (book.key, item)))
        .collect();
    let note = |key: EntryKey, _| all.get(listing.books.iter().position(|book| book.key == key).unwrap()).cloned();
    let mut report = of_items(&listing, NASTY[13], all.clone(), &items, &note);
    for text in &all {
        let mut section = Section::new(text.clone());
        let text = || text.clone();
        let note = Some(format!("{0}\n{0}\n\n{0}", text()));
        let row = Row { lead: text(), text: text(), about: vec![text()], note, ..Row::default() };
        section.blocks = vec![
            Block::Text(text()),
            Block::Aside(text()),
            Block::field(text(), text()),
            Block::Row(row),
            Block::Table(Table { columns: vec![text(), text()], rows: vec![(vec![text(), text()], None)] }),
            Block::Figure(Figure::Bars {
                unit: text(),
                bars: vec![Bar { label: text(), count: 1, share: text(), tone: Tone::Alarm }],
            }),
            Block::Figure(Figure::Grid { unit: text(), columns: vec![text()], rows: vec![(text(), vec![2])] }),
            Block::Figure(Figure::Timeline {
                unit: text(),
                periods: vec![Period { label: text(), count: 2, missed: 1 }],
            }),
        ];
        report.sections.push(section);
    }
    (listing, report)
}

/// Says that a test was skipped; where none may be, it fails.
fn skip(why: &str) {
    assert!(std::env::var_os("CASEBOOK_TESTS_NO_SKIP").is_none(), "{why}, and no test may be skipped");
    let _ = writeln!(std::io::stderr(), "skipped: {why}");
}

/// CSV as Python reads it; nothing where there is no Python.
fn read_by_python(text: &str) -> Option<Vec<Vec<String>>> {
    const READER: &str = "import csv, io, json, sys\n\
        text = io.TextIOWrapper(sys.stdin.buffer, encoding='utf-8-sig', newline='')\n\
        print(json.dumps(list(csv.reader(text, strict=True))))";
    let child = Command::new("python3").args(["-c", READER]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let Ok(mut child) = child else {
        skip("python3 is not installed");
        return None;
    };
    let mut input = child.stdin.take().unwrap();
    let text = text.to_owned();
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(output.status.success());
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

#[test]
fn another_reader_finds_every_cell_of_the_csv() {
    let (nasty_listing, nasty) = nasty();
    let (listing, items) = items();
    let without_rows = Page {
        sections: nasty
            .sections
            .iter()
            .map(|section| Section {
                blocks: section.blocks.iter().filter(|block| !matches!(block, Block::Row(_))).cloned().collect(),
                ..section.clone()
            })
            .collect(),
        ..nasty.clone()
    };
    for (report, listing) in
        [(&nasty, &nasty_listing), (&items, &listing), (&without_rows, &listing), (&figures(), &listing)]
    {
        let text = export(report, listing, format("csv"));
        let body = text.strip_prefix('\u{feff}').expect("Excel takes it for UTF-8 by its mark");
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(body.as_bytes());
        let ours: Vec<Vec<String>> =
            reader.records().map(|line| line.unwrap().iter().map(str::to_owned).collect()).collect();
        assert!(ours.len() > 1);
        for cell in ours.iter().flatten() {
            let first = cell.trim_start_matches([' ', '"']).chars().next();
            assert!(!first.is_some_and(|c| "=+-@\t\r\n＝＋－＠".contains(c)), "a spreadsheet would run {cell:?}");
        }
        let Some(theirs) = read_by_python(&text) else { return };
        assert_eq!(theirs, ours, "{}", report.title);
        // And what it finds are the texts of the entries, which JSON has as they are.
        let json: Value = serde_json::from_str(&export(report, listing, format("json"))).unwrap();
        let head = &theirs[0];
        let Some(column) = head.iter().position(|name| name == "text") else { continue };
        assert_eq!(theirs.len() - 1, json["items"].as_array().unwrap().len());
        for (line, item) in theirs.iter().skip(1).zip(json["items"].as_array().unwrap()) {
            let text = item["text"].as_str().unwrap();
            // But for the apostrophes before what would be run.
            assert_eq!(line[column].replace('\'', ""), text.replace('\'', ""));
        }
    }
}

#[test]
fn json_is_read_and_every_row_that_leads_to_an_entry_is_cited() {
    let (nasty_listing, nasty) = nasty();
    let (listing, items) = items();
    for (report, listing) in [(&nasty, &nasty_listing), (&items, &listing), (&figures(), &listing)] {
        let text = export(report, listing, format("json"));
        let document: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_string_pretty(&document).unwrap().len() + 1, text.len());
        assert_eq!(document["title"], report.title.as_str());
        assert_eq!(document["made_on"], "2026-05-01");
        assert_eq!(document["sections"].as_array().unwrap().len(), report.sections.len());
        let items = document["items"].as_array().unwrap();
        assert_eq!(items.len(), report.rows().count());
        for (item, row) in items.iter().zip(report.rows()) {
            let leads = matches!(row.link, Some(Link::Item(..)));
            assert_eq!(item["citation"].is_string(), leads, "{item}");
            assert_eq!(!item["sources"].as_array().unwrap().is_empty(), leads, "{item}");
        }
    }
}

#[test]
fn no_sign_of_markdown_acts() {
    let (listing, report) = nasty();
    let text = export(&report, &listing, format("md"));
    let mut read = String::new();
    // With whatever a wiki may have turned on, save that it may write other quotation marks.
    let mut options = Options::all();
    options.remove(Options::ENABLE_SMART_PUNCTUATION);
    for event in Parser::new_ext(&text, options) {
        match event {
            Event::Text(words) => read.push_str(&words),
            Event::SoftBreak | Event::HardBreak | Event::End(_) => read.push('\n'),
            Event::Start(Tag::Link { dest_url, link_type, .. }) => {
                // The addresses that were written as such; a text that names one elsewhere is no link.
                assert_eq!((link_type, dest_url.as_ref()), (LinkType::Autolink, "https://example.org/alder"));
            }
            Event::Start(
                Tag::Heading { .. }
                | Tag::Paragraph
                | Tag::List(_)
                | Tag::Item
                | Tag::Emphasis
                | Tag::Strong
                | Tag::Table(_)
                | Tag::TableHead
                | Tag::TableRow
                | Tag::TableCell,
            ) => {}
            other => panic!("a text became {other:?}"),
        }
    }
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let read = words(&read);
    for text in NASTY {
        assert!(read.contains(&words(text)), "{text:?} is read as it was");
    }
}

/// The page as a browser has built it; nothing where there is no browser.
fn opened(folder: &Path, name: &str, page: &str) -> Option<String> {
    const FLAGS: [&str; 9] = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--dump-dom",
    ];
    let path = folder.join(format!("{name}.html"));
    fs::write(&path, page).unwrap();
    for program in ["chromium", "chromium-browser", "google-chrome"] {
        let profile = folder.join(format!("{name}-profile"));
        let run = Command::new(program)
            .args(FLAGS)
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg(format!("file://{}", path.display()))
            .env("HOME", folder)
            .stderr(Stdio::null())
            .output();
        if let Ok(output) = run {
            assert!(output.status.success(), "{program} {:?}", output.status);
            return Some(String::from_utf8(output.stdout).unwrap());
        }
    }
    skip("no browser is installed");
    None
}

#[test]
fn a_browser_shows_the_page_and_runs_nothing() {
    let folder = crate::support::tempdir().unwrap();
    // That a script would be seen at work.
    let control = "<!doctype html><title>calm</title><p>x</p><script>document.title='owned'</script>";
    let Some(dom) = opened(folder.path(), "control", control) else { return };
    assert!(dom.contains("<title>owned</title>"), "{dom}");

    let (listing, report) = nasty();
    let page = export(&report, &listing, format("html"));
    let dom = opened(folder.path(), "nasty", &page).unwrap();
    let title = "<title>&lt;/title&gt;&lt;script&gt;document.title='owned'&lt;/script&gt;</title>";
    assert!(dom.contains(title), "the title is what it was");
    // Inside a text the browser writes &lt; for what would begin a tag.
    for tag in ["<script", "<img", "<iframe", "<object", "<link", "<form", "<b>", " href=\"java"] {
        assert!(!dom.contains(tag), "{tag}");
    }
    for text in ["Ärger 日本語 Иван", "&lt;img src=x onerror=", "&amp;lt;b&amp;gt; &amp;amp;", "say \"no\""] {
        assert!(dom.contains(text), "{text} is shown");
    }
    assert!(dom.contains("Finding F3 (practice failing, confirmed), Second review"));
    assert!(dom.contains(&"long ".repeat(1000)));

    let (listing, alder) = invented();
    let page = export(&whole(&listing, alder), &listing, format("html"));
    let dom = opened(folder.path(), "alder", &page).unwrap();
    assert!(dom.contains("<a href=\"https://example.org/alder\" rel=\"noreferrer\">"));
    assert!(!dom.contains("<script"));
    // Each source that is named is there to be gone to.
    let named: BTreeSet<&str> = dom.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(named.len() > 4);
    for name in named {
        assert!(dom.contains(&format!("id=\"{name}\"")), "{name}");
    }
}

#[test]
fn the_page_needs_nothing_else_and_has_its_headings_in_order() {
    let (listing, _) = invented();
    let page = export(&figures(), &listing, format("html"));
    for outside in ["src=", "@import", "url(http", "<link", "<script", "<base"] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.starts_with("<!DOCTYPE html><html lang=\"en-GB\">"));
    assert!(page.contains("default-src 'none'; style-src 'unsafe-inline'; img-src data:"));
    assert_eq!(page.matches("<h1").count(), 1);
    assert!(page.find("<h1") < page.find("<h2") && page.find("<h2").is_some() && !page.contains("<h4"));
    assert_eq!(page.matches("<main>").count(), 1);
    assert_eq!(page.matches("<svg").count(), 4);
    assert_eq!(page.matches("role=\"img\"").count(), 4);
    assert_eq!(page.matches("<desc").count(), 4);
    assert_eq!(page.matches("<table>").count(), 5, "each picture has its numbers beside it");
    // A source that is listed twice is gone to once.
    let (listing, alder) = invented();
    let twice = of_items(&listing, "Twice", Vec::new(), &[(alder, ItemRef::Source(0)); 2], &|_, _| None);
    let page = page + &export(&twice, &listing, format("html"));
    let mut ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "no two things have one name");
}

/// The program on the readable part of the invented library.
fn casebook(arguments: &[&str]) -> std::process::Output {
    let folder = crate::support::tempdir().unwrap();
    fs::copy(fixtures().join("alder.toml"), folder.path().join("alder.toml")).unwrap();
    fs::copy(fixtures().join("sub/birch.toml"), folder.path().join("birch.toml")).unwrap();
    Command::new(env!("CARGO_BIN_EXE_casebook"))
        .arg("--cases")
        .arg(folder.path())
        .args(arguments)
        .env_remove("CASEBOOK_CASES")
        .output()
        .unwrap()
}

#[test]
fn the_command_takes_what_the_search_lists_in_its_order() {
    for (query, lens) in [("the", "everything"), ("gp", "findings"), ("information", "cases"), ("child", "events")] {
        let listed = casebook(&["search", "--json", "--lens", lens, query]);
        let listed: Vec<(String, String)> = String::from_utf8(listed.stdout)
            .unwrap()
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap())
            .map(|hit| (hit["case"].as_str().unwrap().to_owned(), hit["id"].as_str().unwrap().to_owned()))
            .collect();
        assert!(!listed.is_empty());
        let taken = casebook(&["export", "--query", query, "--lens", lens, "--format", "json"]);
        assert_eq!(taken.status.code(), Some(0));
        let taken: Value = serde_json::from_slice(&taken.stdout).unwrap();
        let taken: Vec<(String, String)> = taken["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| {
                let case = item["case"]["id"].as_str().unwrap().to_owned();
                // A case is listed by its id, and taken by its page.
                let id = if lens == "cases" { case.clone() } else { item["item"].as_str().unwrap().to_owned() };
                (case, id)
            })
            .collect();
        assert_eq!(taken, listed, "{query} {lens}");
    }
}

#[test]
fn the_command_ends_as_it_says() {
    let folder = crate::support::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(file("there.md"), "kept").unwrap();
    let rows: &[(&[&str], i32, &str)] = &[
        (&["--case", "alder"], 0, ""),
        (&["--item", "alder/F1", "--item", "birch/f1"], 0, ""),
        (&["--query", "gp", "--lens", "terms"], 0, ""),
        (&["--query", "zzzz"], 1, "nothing was found by: zzzz"),
        (&["--query", "year:abc"], 2, "the search is not understood: year:abc"),
        (&["--case", "aldr"], 1, "did you mean \"alder\"?"),
        (&["--item", "alder"], 2, "write a case and an entry"),
        (&["--item", "alder/F99"], 1, "has no entry \"F99\""),
        (&["--item", "oak/F1"], 1, "no case has the id \"oak\""),
        (&[], 2, "--query"),
        (&["--case", "alder", "--query", "x"], 2, "cannot be used with"),
        (&["--case", "alder", "--format", "docx"], 2, "possible values: md, csv, xlsx, json, html"),
        (&["--case", "alder", "--output", &file("x.docx")], 2, "is the ending of no format"),
        (&["--case", "alder", "--output", &file("there.md")], 2, "is there already"),
        (&["--case", "alder", "--output", &file("none/x.md")], 2, "make it first"),
        (&["--case", "alder", "--output", folder.path().to_str().unwrap(), "--format", "md"], 2, "is a folder"),
    ];
    for (arguments, code, told) in rows {
        let output = casebook(&[&["export"], *arguments].concat());
        let complaint = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(*code), "{arguments:?} {complaint}");
        assert!(complaint.contains(told), "{arguments:?}: {complaint}");
        assert_eq!(output.stdout.is_empty(), *code != 0, "{arguments:?}");
    }
    assert_eq!(fs::read_to_string(file("there.md")).unwrap(), "kept");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else was written");
}

#[test]
fn the_ending_of_a_file_says_its_format() {
    use std::os::unix::fs::PermissionsExt;
    let folder = crate::support::tempdir().unwrap();
    for (name, begins) in
        [("a.md", "# Alder"), ("b", "# Alder"), ("c.CSV", "\u{feff}case_id,"), ("d.json", "{"), ("e.htm", "<!DOCTYPE")]
    {
        let path = folder.path().join(name);
        let arguments = ["export", "--case", "alder", "--output", path.to_str().unwrap()];
        let output = casebook(&arguments);
        assert_eq!(output.status.code(), Some(0), "{name}");
        assert_eq!(String::from_utf8(output.stdout).unwrap(), format!("Wrote {}\n", path.display()));
        assert!(fs::read_to_string(&path).unwrap().starts_with(begins), "{name}");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(casebook(&arguments).status.code(), Some(2), "never over another");
        assert_eq!(casebook(&[&arguments[..], &["--force"]].concat()).status.code(), Some(0));
    }
    // What is named on the command line counts for more than the ending.
    let path = folder.path().join("f.md");
    casebook(&["export", "--case", "alder", "--format", "json", "--output", path.to_str().unwrap()]);
    assert!(fs::read_to_string(&path).unwrap().starts_with('{'));
}

#[test]
fn a_reader_who_goes_early_is_no_fault() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_casebook"))
        .args(["export", "--query", "the", "--format", "html"])
        .env_remove("CASEBOOK_CASES")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
}
