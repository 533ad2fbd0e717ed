//! What a user keeps survives edits of the cases, crashes and company.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use crate::support::Harness;
use casebook::app::Msg;
use casebook::case::{Case, CasePage, ItemKind, ItemRef, PartialDate, Text, Vocabulary, read_case};
use casebook::library::{EntryKey, SavedSearch};
use casebook::notebook::{FoundMark, Mark, StateFolder, resolve};
use casebook::page::{Block, Listing, marks::marks};

fn alder() -> String {
    fs::read_to_string(crate::support::fixtures().join("alder.toml")).unwrap()
}

fn case(text: &str) -> Case {
    read_case("alder", text, Vocabulary::shipped()).unwrap_or_else(|problems| panic!("{problems:?}")).0
}

fn today() -> PartialDate {
    "2026-11-22".parse().unwrap()
}

fn marked(number: usize) -> Mark {
    let mut mark = Mark::of(&case(&alder()), ItemRef::Finding(0, 0), today());
    mark.item = format!("F{number}");
    mark.marked = true;
    mark
}

#[test]
fn a_mark_finds_its_item_after_an_edit() {
    let text = alder();
    let before = case(&text);
    let second = "The health visitor wrote down what the child said, in the child's own words.";
    let third = "The GP and the police did not share what each of them knew.";
    let renumbered = text.replace("id = \"F2\"", "id = \"F9\"").replace("id = \"F3\"", "id = \"F2\"");
    // What is done to the file, which item was marked, and where it is then.
    let rows: [(&str, String, ItemRef, FoundMark); 12] = [
        ("nothing", text.clone(), ItemRef::Finding(0, 1), FoundMark::Here(ItemRef::Finding(0, 1))),
        (
            "a word",
            text.replace(second, "The health visitor wrote down what the child had said, in the child's own words."),
            ItemRef::Finding(0, 1),
            FoundMark::Here(ItemRef::Finding(0, 1)),
        ),
        (
            "another text under the id",
            text.replace(second, "Housing moved the family twice within one month."),
            ItemRef::Finding(0, 1),
            FoundMark::Reworded(ItemRef::Finding(0, 1)),
        ),
        ("numbered anew", renumbered.clone(), ItemRef::Finding(0, 1), FoundMark::Moved(ItemRef::Finding(0, 1))),
        ("numbered anew, the other", renumbered, ItemRef::Finding(1, 0), FoundMark::Moved(ItemRef::Finding(1, 0))),
        (
            "moved and edited a little",
            text.replace("id = \"F3\"", "id = \"F30\"").replace(third, &format!("{third}.")),
            ItemRef::Finding(1, 0),
            FoundMark::Moved(ItemRef::Finding(1, 0)),
        ),
        (
            "id and text gone",
            text.replace("id = \"F3\"", "id = \"F30\"").replace(third, "Nobody visited the school."),
            ItemRef::Finding(1, 0),
            FoundMark::Gone,
        ),
        (
            "a recommendation",
            text.clone(),
            ItemRef::Recommendation(0, 0),
            FoundMark::Here(ItemRef::Recommendation(0, 0)),
        ),
        (
            "an event of the same number as a finding",
            text.replace("id = \"E2\"", "id = \"E7\""),
            ItemRef::Event(1),
            FoundMark::Moved(ItemRef::Event(1)),
        ),
        (
            "the case, with another summary",
            text.replace(
                "An invented case for tests. Alder never lived. Two reviews looked at what nobody did.",
                "Short.",
            ),
            ItemRef::Page(CasePage::Case),
            FoundMark::Reworded(ItemRef::Page(CasePage::Case)),
        ),
        (
            "a review under another id",
            text.replace("id = \"second\"", "id = \"later\""),
            ItemRef::Page(CasePage::Review(1)),
            FoundMark::Moved(ItemRef::Page(CasePage::Review(1))),
        ),
        (
            "a source",
            text.replace("Annals of invented cases", "Annals of invented cases, second series"),
            ItemRef::Source(1),
            FoundMark::Here(ItemRef::Source(1)),
        ),
    ];
    for (what, text, item, expected) in rows {
        let mark = Mark::of(&before, item, today());
        assert_eq!(resolve(&mark, &case(&text)), expected, "{what}");
    }
    // Written by hand, without its text: the id alone says what is meant.
    let by_hand = Mark { text: String::new(), ..Mark::of(&before, ItemRef::Finding(0, 0), today()) };
    assert_eq!(resolve(&by_hand, &before), FoundMark::Here(ItemRef::Finding(0, 0)));
    let gone = Mark { item: "F77".to_owned(), ..by_hand };
    assert_eq!(resolve(&gone, &before), FoundMark::Gone);
}

#[test]
fn a_record_follows_its_item_and_goes_when_it_says_nothing() {
    let home = crate::support::tempdir().unwrap();
    let state_folder = StateFolder::new(home.path().join("state"));
    let before = case(&alder());
    let item = ItemRef::Finding(0, 1);
    state_folder.change_mark(&before, item, today(), |mark| mark.marked = true).unwrap();
    let after = case(&alder().replace("id = \"F2\"", "id = \"F9\""));
    let note = "\n  Ask\tthe \u{1b}[31mboard. \nTwice.\n\n";
    let (list, told) = state_folder.change_mark(&after, item, today(), |mark| mark.note = note.to_owned()).unwrap();
    assert_eq!((list.len(), told), (1, None));
    assert_eq!(
        (list[0].item.as_str(), list[0].marked, list[0].note.as_str()),
        ("F9", true, "Ask the \u{241b}board.\nTwice.")
    );
    assert_eq!(state_folder.marks(), (list, None));
    let forget = |mark: &mut Mark| (mark.marked, mark.note) = (false, String::new());
    assert_eq!(state_folder.change_mark(&after, item, today(), forget).unwrap().0, []);
    assert_eq!(state_folder.marks(), (vec![], None));
}

#[test]
fn a_file_that_is_broken_is_kept_aside_and_what_is_newer_stays() {
    let whole =
        "newer = 1\n\n[[item]]\ncase = \"alder\"\nsort = \"finding\"\nitem = \"F1\"\nmarked = true\ncolour = \"red\"\n";
    // What the file holds, how many marks are read from it, a part of what is told, whether it is kept aside.
    let rows: [(&[u8], usize, &str, bool); 8] = [
        (b"", 0, "", false),
        (whole.as_bytes(), 1, "", false),
        (b"[[item]]\ncase = \"alder\"\nsort = \"fin", 0, "marks.toml cannot be read (line 3: ", true),
        (b"\xff\xfe", 0, "marks.toml cannot be read (not UTF-8)", true),
        (b"item = 1\n", 0, "item should be written [[item]]", true),
        (b"[[item]]\ncase = \"alder\"\nsort = \"song\"\nitem = \"X\"\n", 0, "1 entry is not understood", false),
        (b"[[item]]\ncase = \"alder\"\n[[item]]\ncase = 1\n", 0, "2 entries are not understood", false),
        (b"[[item]]\ncase = \"a\\u001b[2Jb\"\nsort = \"page\"\nitem = \"case\"\nmarked = true\n", 1, "", false),
    ];
    for (bytes, read, told, aside) in rows {
        let shown = String::from_utf8_lossy(bytes).into_owned();
        let home = crate::support::tempdir().unwrap();
        let state_folder = StateFolder::new(home.path().to_owned());
        fs::write(state_folder.path("marks.toml"), bytes).unwrap();
        fs::set_permissions(state_folder.path("marks.toml"), fs::Permissions::from_mode(0o644)).unwrap();
        let (list, problem) = state_folder.marks();
        assert_eq!(list.len(), read, "{shown}");
        assert!(list.iter().all(|mark| !mark.case.contains('\u{1b}')), "{shown}");
        assert!(problem.unwrap_or_default().contains(told), "{shown}");
        let (list, said) = state_folder.change_marks(|marks| marks.push(marked(7))).unwrap();
        assert_eq!((list.len(), said.is_some()), (read + 1, aside), "{shown}");
        let kept = state_folder.path("marks.toml.broken-1");
        assert_eq!(kept.exists(), aside, "{shown}");
        if aside {
            assert_eq!(fs::read(&kept).unwrap(), bytes);
            assert_eq!(fs::metadata(&kept).unwrap().permissions().mode() & 0o777, 0o600);
            assert_eq!(state_folder.marks().1, None);
            // Another one does not take its place.
            fs::write(state_folder.path("marks.toml"), "[").unwrap();
            state_folder.change_marks(|marks| marks.push(marked(8))).unwrap();
            assert_eq!(fs::read(&kept).unwrap(), bytes);
            assert_eq!(state_folder.read("marks.toml.broken-2"), "[");
        } else {
            let after = state_folder.read("marks.toml");
            for line in shown.lines().filter(|line| {
                ["newer", "colour", "sort = \"song\"", "case = 1"].iter().any(|kept| line.contains(kept))
            }) {
                assert!(after.contains(line), "{line} is lost from {after}");
            }
        }
    }
}

#[test]
fn saved_searches_are_kept_by_name() {
    let home = crate::support::tempdir().unwrap();
    let state_folder = StateFolder::new(home.path().to_owned());
    let search = |name: &str, query: &str| SavedSearch { name: Text::new(name), query: Text::new(query), lens: None };
    state_folder.save_search(search("Police", "to:police")).unwrap();
    state_folder.save_search(search("GP", "gp")).unwrap();
    let (list, _) = state_folder.save_search(search("Police", "about:police")).unwrap();
    assert_eq!(list, [search("Police", "about:police"), search("GP", "gp")]);
    assert_eq!(state_folder.saved_searches(), (list, None));
    state_folder.change_saved_searches(|searches| searches.retain(|search| search.name.as_str() != "GP")).unwrap();
    assert_eq!(state_folder.saved_searches().0.len(), 1);
    fs::write(state_folder.path("searches.toml"), "[[search]]\nname = \"a\\u001b[2Jb\"\nquery = \"x\"\n").unwrap();
    assert_eq!(state_folder.saved_searches().0[0].name.as_str(), "a\u{241b}b");
}

#[test]
fn where_nothing_can_be_written_everything_else_goes_on() {
    let home = crate::support::tempdir().unwrap();
    // Not even root can make a folder below a file.
    fs::write(home.path().join("file"), "").unwrap();
    for state_folder in
        [StateFolder::new(home.path().join("file/state")), StateFolder::new("/proc/no/such/home".into())]
    {
        assert_eq!(
            (state_folder.marks(), state_folder.saved_searches(), state_folder.session()),
            ((vec![], None), (vec![], None), None)
        );
        assert_eq!((state_folder.snapshots(), state_folder.snapshot("board")), ((vec![], 0), Ok(None)));
        let failures = [
            state_folder.change_marks(|marks| marks.push(marked(1))).map(|_| ()),
            state_folder.save_search(SavedSearch::default()).map(|_| ()),
            state_folder.keep_session(&casebook::notebook::Session { tab: "x".into(), ..Default::default() }),
        ];
        for failure in failures {
            let told = failure.unwrap_err().to_string();
            assert!(told.contains(".toml cannot be written: "), "{told}");
        }
    }
}

#[test]
fn what_no_longer_resolves_is_shown() {
    let case = Arc::new(case(&alder()));
    let real = vec![(EntryKey(0), Arc::clone(&case))];
    let book = casebook::page::ListedCase { key: EntryKey(0), case: Arc::clone(&case) };
    let listing = Listing::new(vec![book], Arc::new(Vocabulary::shipped().clone()), today());
    let of = |item| Mark { marked: true, ..Mark::of(&case, item, today()) };
    let gone = Mark {
        item: "F70".into(),
        text: "Nobody asked the neighbours.".into(),
        note: "Why?".into(),
        ..of(ItemRef::Finding(0, 0))
    };
    let elsewhere = Mark { case: "birch".into(), case_title: "Birch".into(), ..of(ItemRef::Event(0)) };
    let list = [of(ItemRef::Event(0)), gone, elsewhere, of(ItemRef::Finding(0, 1)), of(ItemRef::Page(CasePage::Case))];
    let redactor = |_: &str, text: &str| text.replace("Birch", "[hidden]");
    let report = marks(&listing, &real, &list, &redactor, false);
    let headings: Vec<&str> = report.sections.iter().map(|section| section.heading.as_str()).collect();
    assert_eq!(headings, ["Alder · 2011", "No longer found (2)"]);
    assert_eq!(report.about, ["5 marked, 1 with a note, in 1 case.", "2 no longer found; shown at the end."]);
    let rows: Vec<(&str, &str, bool)> =
        report.rows().map(|row| (row.lead.as_str(), row.text.as_str(), row.link.is_some())).collect();
    assert_eq!(
        rows,
        [
            ("F2", "The health visitor wrote down what the child said, in the child's own words.", true),
            ("E1", "The GP saw the child.", true),
            ("", "The case: Alder", true),
            ("F70", "Nobody asked the neighbours.", false),
            ("E1", "The GP saw the child.", false),
        ]
    );
    let about: Vec<&Vec<String>> = report.rows().map(|row| &row.about).collect();
    assert_eq!(about[3], &["Alder · finding F70"]);
    assert_eq!(report.rows().nth(3).unwrap().note.as_deref(), Some("Why?"));
    assert_eq!(about[4], &["[hidden] · event E1"]);
    assert!(matches!(report.sections[1].blocks[0], Block::Aside(_)), "and what to do is said");
    assert_eq!(marks(&listing, &real, &[], &redactor, false).about, ["Nothing is marked yet."]);
}

#[test]
fn what_would_name_is_left_out_of_marks_while_names_are_hidden() {
    let real_case = case(&alder());
    let real = vec![(EntryKey(0), Arc::new(real_case.clone()))];
    let hidden = alder()
        .replace("title = \"Alder\"", "title = \"Case 1\"")
        .replace("id = \"alder\"", "id = \"case-1\"")
        .replace("gazette", "source-1");
    let hidden = Arc::new(read_case("case-1", &hidden, Vocabulary::shipped()).unwrap().0);
    let book = casebook::page::ListedCase { key: EntryKey(0), case: hidden };
    let listing = Listing::new(vec![book], Arc::new(Vocabulary::shipped().clone()), today());
    let of = |item| Mark { marked: true, note: "A note.".into(), ..Mark::of(&real_case, item, today()) };
    let redactor = |_: &str, text: &str| text.replace("Alder", "[name]");
    let elsewhere = Mark {
        case: "oak".into(),
        case_title: "Oak".into(),
        text: "Ann Oak was seen.".into(),
        note: "Ask Ann.".into(),
        ..of(ItemRef::Finding(0, 1))
    };
    let known = Some("A note.");
    let unknown = "Not shown while names are hidden: its case is not in this library.";
    // The mark, then what leads its row, its text, what stands below and the note.
    let rows = [
        (
            Mark { item: "alder-gazette".into(), ..of(ItemRef::Source(0)) },
            ("", "Reviews of Alder", vec!["This source had another id when it was marked."], known),
        ),
        (
            Mark { item: "F9".into(), ..of(ItemRef::Finding(0, 1)) },
            (
                "F2",
                "The health visitor wrote down what the child said, in the child's own words.",
                vec!["It was F9 when it was marked."],
                known,
            ),
        ),
        (
            Mark { item: "alder-gone".into(), text: "Alder, long gone.".into(), ..of(ItemRef::Source(0)) },
            ("", "[name], long gone.", vec!["Case 1 · source"], known),
        ),
        (
            Mark { item: "F70".into(), text: "Alder, long gone.".into(), ..of(ItemRef::Finding(0, 0)) },
            ("F70", "[name], long gone.", vec!["Case 1 · finding F70"], known),
        ),
        (elsewhere, ("F2", unknown, vec!["A case that is not in this library · finding F2"], Some(unknown))),
    ];
    for (mark, (lead, text, about, note)) in rows {
        let report = marks(&listing, &real, std::slice::from_ref(&mark), &redactor, true);
        let row = report.rows().next().unwrap();
        assert_eq!((row.lead.as_str(), row.text.as_str()), (lead, text), "{mark:?}");
        assert_eq!(
            (&row.about, row.note.as_deref()),
            (&about.into_iter().map(str::to_owned).collect(), note),
            "{mark:?}"
        );
    }
}

/// Where a child of this test writes, and under which name.
const FOLDER: &str = "CASEBOOK_TEST_DESK";
const WRITER: &str = "CASEBOOK_TEST_WRITER";

/// No test of its own: what the children of the tests below do. It marks one item after the other for as long as it lives
/// or until so many are marked, and says of each when it is kept.
#[test]
fn child_that_writes_marks() {
    let Some(folder) = std::env::var_os(FOLDER) else { return };
    let writer = std::env::var(WRITER).unwrap();
    let (writer, most) = writer.split_once(' ').unwrap();
    let state_folder = StateFolder::new(folder.into());
    for number in 0..most.parse().unwrap() {
        let mark = Mark { case: writer.to_owned(), ..marked(number) };
        state_folder.change_marks(|marks| marks.push(mark)).unwrap();
        // Past the harness, which holds back what a test prints.
        let mut stderr = std::io::stderr();
        writeln!(stderr, "kept {number}").unwrap();
    }
}

fn writer(folder: &Path, name: &str, most: usize) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "notebook::child_that_writes_marks", "--nocapture"])
        .env(FOLDER, folder)
        .env(WRITER, format!("{name} {most}"))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// The numbers that a writer has said are kept, as it says them.
fn kept(child: &mut Child) -> impl Iterator<Item = usize> + use<> {
    let lines = BufReader::new(child.stderr.take().unwrap()).lines();
    lines.map_while(Result::ok).filter_map(|line| line.strip_prefix("kept ")?.parse().ok())
}

#[test]
fn a_writer_that_is_killed_at_any_moment_loses_nothing_that_was_kept() {
    let home = crate::support::tempdir().unwrap();
    let state_folder = StateFolder::new(home.path().to_owned());
    let mut expected: Vec<(String, usize)> = Vec::new();
    for round in 0..30_usize {
        let name = format!("writer-{round}");
        let mut child = writer(home.path(), &name, usize::MAX);
        let mut said = kept(&mut child);
        // At another moment each time: after so many marks, and then somewhere within the next one.
        let whole: Vec<usize> = said.by_ref().take(1 + round % 4).collect();
        for _ in 0..round * 7919 % 20_011 {
            std::hint::spin_loop();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        // What it had said before it died was kept too.
        let all: Vec<usize> = whole.into_iter().chain(said).collect();
        assert!(!all.is_empty(), "{name} never wrote");
        expected.extend(all.into_iter().map(|number| (name.clone(), number)));
        let (marks, problem) = state_folder.marks();
        assert_eq!(problem, None, "after {name}");
        for (case, number) in &expected {
            let is = |mark: &&Mark| mark.case == *case && mark.item == format!("F{number}");
            assert_eq!(marks.iter().filter(is).count(), 1, "{case} {number} is lost");
        }
    }
    // The next one clears up.
    state_folder.change_marks(|marks| marks.push(marked(1))).unwrap();
    let mut names: Vec<_> = fs::read_dir(home.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["lock", "marks.toml"]);
}

#[test]
fn four_programs_at_once_lose_nothing() {
    const EACH: usize = 25;
    let home = crate::support::tempdir().unwrap();
    let mut children: Vec<Child> =
        (0..4).map(|number| writer(home.path(), &format!("writer-{number}"), EACH)).collect();
    for child in &mut children {
        assert_eq!(kept(child).count(), EACH);
        assert!(child.wait().unwrap().success());
    }
    let (marks, problem) = StateFolder::new(home.path().to_owned()).marks();
    assert_eq!((marks.len(), problem), (4 * EACH, None));
    assert!(marks.iter().all(|mark| mark.sort == ItemKind::Finding));
}

#[test]
fn a_line_that_has_no_room_for_all_says_so() {
    let mut harness = Harness::new(100, 30);
    harness.press("Enter w");
    harness.send(Msg::Paste("x".repeat(3_000)));
    assert_eq!(harness.state.message, None, "a note may be as long");
    harness.send(Msg::Paste("x".repeat(30_000)));
    assert!(
        harness.state.message.as_deref().is_some_and(|told| told.contains("left out")),
        "{:?}",
        harness.state.message
    );
    let mut harness = Harness::new(100, 30);
    harness.send(Msg::Query(format!("alder {}", "x ".repeat(2_000))));
    assert!(
        harness.state.message.as_deref().is_some_and(|told| told.contains("left out")),
        "{:?}",
        harness.state.message
    );
}
