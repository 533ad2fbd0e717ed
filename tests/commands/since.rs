//! What has changed since a snapshot, a date or a revision of git.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use crate::support::library;
use casebook::case::{Case, PartialDate, Vocabulary, read_case};
use casebook::library::git::{GitError, Repository};
use casebook::library::{Catalogue, EntryKey, Place, Request, load_all};
use casebook::notebook::{Baseline, Library, LibraryState, Snapshot, StateFolder, baseline, named_places};
use casebook::page::since::{Before, LibraryChange, Now, ShownChange, changes, compare, dated, shown, since};
use casebook::page::{ListedCase, Listing, Page};

fn alder() -> String {
    fs::read_to_string(crate::support::fixtures().join("alder.toml")).unwrap()
}

fn read(id: &str, text: &str) -> Arc<Case> {
    let case = read_case(id, text, Vocabulary::shipped());
    Arc::new(case.unwrap_or_else(|problems| panic!("{problems:?}")).0)
}

fn date(text: &str) -> PartialDate {
    text.parse().unwrap()
}

fn keyed(cases: &[Arc<Case>]) -> Vec<(EntryKey, Arc<Case>)> {
    (0..).map(EntryKey).zip(cases.iter().cloned()).collect()
}

fn contents(cases: &[Arc<Case>]) -> LibraryState {
    LibraryState::of(cases.iter().map(AsRef::as_ref))
}

/// "closed R1 status", "changed F2 text (was …)".
fn told(changes: &[LibraryChange]) -> Vec<String> {
    changes
        .iter()
        .map(|change| {
            let fields = if change.fields.is_empty() { String::new() } else { format!(" {}", change.fields.join(",")) };
            let part = change.part.map(|part| format!(" {part:?}")).unwrap_or_default();
            format!("{} {}{fields}{part}", change.kind.code(), change.id)
        })
        .collect()
}

/// The same with one text in place of another, which must be there.
fn with(text: &str, old: &str, new: &str) -> String {
    assert!(text.contains(old), "{old}");
    text.replacen(old, new, 1)
}

#[test]
fn every_sort_of_change_is_told() {
    let base = alder();
    let before = contents(&[read("alder", &base)]);
    let finding = "[[reviews.findings]]\nid = \"F2\"";
    let third = with(
        &base,
        finding,
        "[[reviews.findings]]\nid = \"F9\"\nkind = \"conclusion\"\ntext = \"A new one.\"\nagencies = [\"gp\"]\nthemes = [\"recording\"]\nconfidence = \"confirmed\"\nsources = [\"gazette\"]\n\n[[reviews.findings]]\nid = \"F2\"",
    );
    let update = "updates = [{ date = \"2012-09\"";
    let second = "{ date = \"2013-02\", text = \"All surgeries were trained.\", confidence = \"reported\", sources = [\"annals\"] }, ";
    let removed = {
        let from = base.find("[[events]]\nid = \"E2\"").unwrap();
        let to = base.find("[[events]]\nid = \"E3\"").unwrap();
        format!("{}{}", &base[..from], &base[to..])
    };
    // What is edited, the file then, and what is told of it.
    let rows: [(&str, String, &[&str]); 16] = [
        ("nothing", base.clone(), &[]),
        ("a status that closes", with(&base, "\"in_progress\"", "\"closed_implemented\""), &["closed R1 status"]),
        ("superseded", with(&base, "\"in_progress\"", "\"superseded\""), &["closed R1 status"]),
        ("a status that does not", with(&base, "\"in_progress\"", "\"not_stated\""), &["status R1 status"]),
        ("no status any more", with(&base, "status = \"in_progress\"\n", ""), &["status R1 status"]),
        ("a wording", with(&base, "wrote down what the child said", "wrote what the child said"), &["changed F2 text"]),
        (
            "due and wording",
            with(&with(&base, "due = \"2013-01\"", "due = \"2013-06\""), "every surgery refers", "each surgery refers"),
            &["changed R1 due,text"],
        ),
        (
            "sources",
            with(&base, "sources = [\"gazette\", \"annals\"]", "sources = [\"gazette\"]"),
            &["changed F1 sources"],
        ),
        ("a finding", third, &["added F9"]),
        (
            "an update",
            with(&base, update, &format!("updates = [{second}{{ date = \"2012-09\"")),
            &["updated R1 Update(0)"],
        ),
        (
            "an update in place of another",
            with(&base, "training in half of the surgeries", "training in most of the surgeries"),
            &["updated R1 Update(0)", "changed R1 updates"],
        ),
        (
            "a publication",
            with(
                &base,
                "[[reviews.evaluations]]",
                "[[reviews.publications]]\nstate = \"published\"\ndate = \"2012-06\"\nconfidence = \"confirmed\"\nsources = [\"gazette\"]\n\n[[reviews.evaluations]]",
            ),
            &["updated first Publication(1)"],
        ),
        ("an event gone", removed, &["removed E2"]),
        (
            "numbered anew",
            with(&with(&base, "id = \"F2\"", "id = \"F9\""), "id = \"F3\"", "id = \"F2\""),
            &["changed F9 id", "changed F2 id"],
        ),
        ("the summary", with(&base, "Alder never lived.", "Nobody of that name lived."), &["changed case summary"]),
        ("a source", with(&base, "note = \"Invented.\"", "note = \"All invented.\""), &["changed annals note"]),
    ];
    for (what, text, expected) in rows {
        let now = keyed(&[read("alder", &text)]);
        let changes = compare(&before, date("2014"), &now, &BTreeSet::new(), date("2014-06-01"));
        assert_eq!(told(&changes), expected, "{what}");
    }
}

#[test]
fn what_was_closed_before_is_not_closed_anew() {
    let base = alder();
    let closed = with(&base, "\"in_progress\"", "\"closed_not_implemented\"");
    let done = with(&base, "\"in_progress\"", "\"closed_implemented\"");
    let now = keyed(&[read("alder", &done)]);
    for (before, expected) in [(&base, "closed R1 status"), (&closed, "status R1 status")] {
        let before = contents(&[read("alder", before)]);
        assert_eq!(told(&compare(&before, date("2014"), &now, &BTreeSet::new(), date("2014-06-01"))), [expected]);
    }
}

#[test]
fn what_became_due_between_the_two_days_is_overdue() {
    let base = alder();
    let closed = with(&base, "\"in_progress\"", "\"closed_not_implemented\"");
    // The file, the day of before, today, whether it became overdue. It is due in January 2013.
    let rows = [
        (&base, "2013-01-15", "2013-02-01", true),
        (&base, "2012", "2020-01-01", true),
        (&base, "2013-01-15", "2013-01-31", false),
        (&base, "2013-02-01", "2014-01-01", false),
        (&closed, "2013-01-15", "2013-02-01", false),
    ];
    for (text, day, today, expected) in rows {
        let cases = keyed(&[read("alder", text)]);
        let before = contents(&[read("alder", text)]);
        let changes = compare(&before, date(day), &cases, &BTreeSet::new(), date(today));
        assert_eq!(told(&changes) == ["overdue R1"], expected, "{day} {today}");
        assert_eq!(dated(date(day), &cases, date(today)).iter().any(|c| c.kind.code() == "overdue"), expected);
        // Where nobody entered what became of it, nobody can call it overdue: the tracker does not either.
        let untold = text.replace("status = \"in_progress\"\n", "");
        if untold != *text {
            let cases = keyed(&[read("alder", &untold)]);
            let changes =
                compare(&contents(&[read("alder", &untold)]), date(day), &cases, &BTreeSet::new(), date(today));
            assert_eq!(told(&changes) == ["lapsed R1"], expected, "{day} {today}");
            let codes: Vec<&str> = dated(date(day), &cases, date(today)).iter().map(|c| c.kind.code()).collect();
            assert_eq!((codes.contains(&"lapsed"), codes.contains(&"overdue")), (expected, false), "{day} {today}");
        }
    }
}

#[test]
fn cases_come_and_go_and_what_cannot_be_read_is_not_taken_for_gone() {
    let alder = read("alder", &alder());
    let birch = read("birch", &crate::support::files::text("birch", "Birch"));
    let none = BTreeSet::new();
    let unread = BTreeSet::from(["birch".to_owned()]);
    let both = [Arc::clone(&alder), Arc::clone(&birch)];
    let one = [Arc::clone(&alder)];
    let run = |before: &LibraryState, now: &[Arc<Case>], unread: &BTreeSet<String>| {
        told(&compare(before, date("2020"), &keyed(now), unread, date("2020")))
    };
    assert_eq!(run(&contents(&one), &both, &none), ["added case"]);
    assert_eq!(run(&contents(&both), &one, &none), ["removed case"]);
    assert!(run(&contents(&both), &one, &unread).is_empty());
    let before = LibraryState { unread: unread.clone(), ..contents(&one) };
    assert!(run(&before, &both, &none).is_empty());
    let json = serde_json::to_string(&contents(&both)).unwrap();
    assert_eq!(serde_json::from_str::<LibraryState>(&json).unwrap().cleaned(), contents(&both));
}

#[test]
fn every_bundled_case_is_the_same_as_itself_when_it_was_kept() {
    let cases: Vec<Arc<Case>> = casebook::library::bundled_files().map(|(id, text)| read(id, text)).collect();
    let kept = serde_json::to_vec(&contents(&cases)).unwrap();
    let before: LibraryState = serde_json::from_slice::<LibraryState>(&kept).unwrap().cleaned();
    let changes = compare(&before, date("2026-11-22"), &keyed(&cases), &BTreeSet::new(), date("2026-11-22"));
    assert!(changes.is_empty(), "{:?}", told(&changes));
}

fn lines(report: &Page) -> Vec<String> {
    let mut lines = vec![report.title.clone()];
    lines.extend(report.about.iter().cloned());
    for section in &report.sections {
        lines.push(section.heading.clone());
        for block in &section.blocks {
            match block {
                casebook::page::Block::Text(text) => lines.push(text.clone()),
                casebook::page::Block::Row(row) => {
                    lines.push(format!("{} {}", row.lead, row.text));
                    lines.extend(row.about.iter().map(|about| format!("  {about}")));
                }
                other => panic!("{other:?}"),
            }
        }
    }
    lines
}

#[test]
fn the_page_shows_the_shelf_and_hides_what_it_does_not_hold() {
    let base = alder();
    let before = contents(&[read("alder", &base), read("birch", &crate::support::files::text("birch", "Birch"))]);
    let text = with(&base, "\"in_progress\"", "\"closed_implemented\"");
    let text = with(&text, "The health visitor wrote down", "The health visitor of Alder wrote down");
    let real = keyed(&[read("alder", &text)]);
    let hidden = text.replace("title = \"Alder\"", "title = \"Child Z\"").replace("of Alder", "of Child Z");
    let books = vec![ListedCase { key: EntryKey(0), case: read("alder", &hidden) }];
    let vocabulary = Arc::new(Vocabulary::shipped().clone());
    let listing = Listing::new(books, vocabulary, date("2026-11-22"));
    let redactor = |case: &str, text: &str| format!("<{case}: {}>", text.len());
    let rests_on = ["It rests on this.".to_owned()];
    let before =
        Before { contents: Some(&before), day: date("2026-03-01"), label: "1 March 2026", rests_on: &rests_on };
    let now = Now { listing: &listing, real: &real, unread: &BTreeSet::new(), redactor: &redactor, hides_ids: false };
    assert_eq!(
        lines(&since(&before, &now)),
        [
            "What has changed since 1 March 2026",
            "1 closed, 1 changed, 1 removed.",
            "It rests on this.",
            "Closed (1)",
            "R1 The board should see that every surgery refers bruising in babies.",
            "  Child Z · 2011",
            "  Status: Closed: implemented; before: In progress",
            "Changed (1)",
            "F2 The health visitor of Child Z wrote down what the child said, in the child's own words.",
            "  Child Z · 2011",
            "  Changed: wording",
            "  Before, wording: <alder: 76>",
            "Removed (1)",
            " <birch: 5>",
        ]
    );
}

#[test]
fn what_would_name_is_left_out_while_names_are_hidden() {
    let base = alder();
    let mut then = contents(&[read("alder", &base), read("birch", &crate::support::files::text("birch", "Birch"))]);
    // A source that is gone, beside one that is renamed.
    let annals = then.cases[0].items.iter_mut().find(|item| item.id == "annals").unwrap();
    annals.id = "annals-of-alder".to_owned();
    let text = with(&base, "area = \"Northshire\"", "area = \"Southshire\"");
    let text = with(&text, "title = \"Alder\"", "title = \"Child Z\"");
    let text = with(&text, "https://example.org/alder", "https://example.org/z");
    let text = with(&text, "title = \"Annals of invented cases\"", "title = \"Records\"");
    let text = with(&text, "due = \"2013-01\"", "due = \"2012-12\"");
    let text = with(&text, "An invented case for tests. Alder never", "An invented case. Nobody ever");
    let text = text.replace("id = \"F2\"", "id = \"F20\"");
    let real = keyed(&[read("alder", &text)]);
    let hidden = text.replace("id = \"alder\"", "id = \"case-1\"").replace("gazette", "source-1");
    let hidden = with(&hidden, "\"annals\"", "\"source-2\"").replace("\"annals\"", "\"source-2\"");
    let hidden = with(&hidden, "url = \"https://example.org/z\"\n", "");
    let hidden = with(&hidden, "area = \"Southshire\"", "area = \"[place]\"");
    let books = vec![ListedCase { key: EntryKey(0), case: read("case-1", &hidden) }];
    let listing = Listing::new(books, Arc::new(Vocabulary::shipped().clone()), date("2012-06-01"));
    let redactor = |_: &str, text: &str| text.replace("Alder", "[name]").replace("January 2013", "2013");
    let before = Before { contents: Some(&then), day: date("2012-03-01"), label: "1 March 2012", rests_on: &[] };
    let now = Now { listing: &listing, real: &real, unread: &BTreeSet::new(), redactor: &redactor, hides_ids: true };
    let told: Vec<String> = changes(&before, &now)
        .iter()
        .map(|change| {
            let ShownChange { case, title, id, text, was, .. } = shown(change, &now);
            let was: Vec<String> = was.iter().map(|(key, was)| format!("{key}={was}")).collect();
            let (case, id) = (case.unwrap_or("-".into()), id.unwrap_or("-".into()));
            let text: String = text.chars().take(25).collect();
            format!(
                "{} {case} \"{title}\" {id} \"{text}\" {}: {}",
                change.kind.code(),
                change.fields.join(","),
                was.join("; ")
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "changed case-1 \"Child Z\" F20 \"The health visitor wrote \" id: id=F2",
            "changed case-1 \"Child Z\" R1 \"The board should see that\" due: due=2013",
            "changed case-1 \"Child Z\" case \"Child Z\" area,summary,title: summary=An invented case for tests. [name] never lived. Two reviews looked at what nobody did.",
            "changed case-1 \"Child Z\" source-1 \"Reviews of Alder\" url: ",
            "added case-1 \"Child Z\" source-2 \"Records\" : ",
            "removed case-1 \"Child Z\" - \"Annals of invented cases\" : ",
            "removed - \"A case that was taken out\" case \"A case that was taken out\" : ",
        ]
    );
    let page = lines(&since(&before, &now)).join("\n");
    assert!(page.contains("Changed: area, summary, title\n  Before, summary: An invented"), "{page}");
    assert!(page.contains("Changed: url") || page.contains("Changed: address"), "{page}");
    for name in ["Northshire", "example.org", "annals-of", "irch", "January"] {
        assert!(!page.contains(name), "{name}: {page}");
    }
}

#[test]
fn without_a_snapshot_the_files_own_dates_are_told() {
    let cases = keyed(&[read(
        "alder",
        &with(&alder(), "due = \"2013-01\"", "due = \"2013-01\"\nlast_verified = \"2014-02-03\""),
    )]);
    let rows: [(&str, &[&str]); 4] = [
        ("2012-03-02", &["verified R1", "overdue R1", "updated R1 Update(0)", "updated first Evaluation(0)"]),
        ("2013-06", &["verified R1"]),
        ("2014-02-03", &["verified R1"]),
        ("2014-02-04", &[]),
    ];
    for (day, expected) in rows {
        assert_eq!(told(&dated(date(day), &cases, date("2020-01-01"))), expected, "{day}");
    }
}

#[test]
fn a_snapshot_that_is_in_the_way_is_shown_by_its_own_name() {
    let mut harness = crate::support::Harness::new(120, 40);
    let [name, known, day] = ["board spring", "Board, spring", "1 March 2026"].map(str::to_owned);
    harness.send(casebook::app::Msg::SnapshotExists { name, known, day });
    let screen = harness.screen();
    assert!(screen.contains("A snapshot is called \"Board, spring\" already"), "{screen}");
    assert!(screen.contains("deletes that of 1 March 2026"), "{screen}");
}

/// A library in a folder, as it is loaded now.
struct Folder {
    request: Request,
    catalogue: Catalogue,
    vocabulary: Arc<Vocabulary>,
}

impl Folder {
    fn load(places: &[PathBuf]) -> Self {
        let request = library::request(places.iter().cloned().map(Place::Folder).collect());
        let (entries, vocabulary) = load_all(request.clone(), |_, _| ());
        Self { request, catalogue: library::catalogue(entries), vocabulary }
    }

    fn library(&self) -> Library<'_> {
        Library { request: &self.request, vocabulary: &self.vocabulary, catalogue: &self.catalogue }
    }

    fn told(&self, then: &Baseline) -> Vec<String> {
        let real: Vec<_> =
            self.catalogue.iter().filter_map(|(key, entry)| Some((key, Arc::clone(entry.case()?)))).collect();
        told(&compare(then.contents.as_ref().unwrap(), then.day, &real, &BTreeSet::new(), then.day))
    }
}

#[test]
fn a_date_takes_the_newest_snapshot_of_this_library_up_to_it() {
    let home = crate::support::tempdir().unwrap();
    let folder = home.path().join("cases");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("alder.toml"), alder()).unwrap();
    let loaded = Folder::load(std::slice::from_ref(&folder));
    let state_folder = StateFolder::new(home.path().join("state"));
    let own = named_places(&loaded.request.places);
    for (name, made, library) in [
        ("First", "2024-01-10T09:00:00", own.clone()),
        ("Second", "2024-06-10T09:00:00", own.clone()),
        ("Elsewhere", "2024-07-10T09:00:00", vec!["bundled".to_owned()]),
    ] {
        let snapshot = Snapshot::new(name, made.parse().unwrap(), library).unwrap();
        state_folder.set_snapshot(&snapshot, &LibraryState::of([]), false).unwrap();
    }
    let ask = |when: &str| baseline(when, Some(&state_folder), &loaded.library());
    let rows = [
        ("2024-01-09", None, "Nobody kept what the library said then"),
        ("2024-01-10", Some("2024-01-10"), "Held against the snapshot \"First\", set on 10 January 2024."),
        ("2024-06", Some("2024-06"), "Held against the snapshot \"First\""),
        ("2024-09", Some("2024-09"), "Held against the snapshot \"Second\""),
        ("second", Some("2024-06-10"), "Held against the snapshot \"Second\""),
        ("ELSEWHERE", Some("2024-07-10"), "Held against the snapshot \"Elsewhere\""),
    ];
    for (when, day, says) in rows {
        let then = ask(when).unwrap();
        assert_eq!(then.contents.is_some(), day.is_some(), "{when}");
        assert_eq!(then.day, date(day.unwrap_or(when)), "{when}");
        assert!(then.rests_on[0].starts_with(says), "{when}: {:?}", then.rests_on);
    }
    assert!(ask("Elsewhere").unwrap().rests_on[1].starts_with("It was set on another library (bundled)"));
    let failed = ask("Secnd").unwrap_err().to_string();
    assert!(failed.contains("no snapshot (did you mean \"Second\"?) and no revision: "), "{failed}");
    fs::write(state_folder.path("snapshots/first.json"), "{").unwrap();
    assert!(ask("First").unwrap_err().to_string().contains("cannot be read"));
    assert_eq!(ask("2024-02").unwrap().contents, None);
}

/// A repository, or nothing where there is no git.
fn repository() -> Option<tempfile::TempDir> {
    let home = crate::support::tempdir().unwrap();
    if Command::new("git").arg("--version").output().is_err() {
        assert!(
            std::env::var_os("CASEBOOK_TESTS_NO_SKIP").is_none(),
            "git is not installed, and no test may be skipped"
        );
        let _ = writeln!(std::io::stderr(), "skipped: git is not installed");
        return None;
    }
    git(home.path(), "2024-01-01", &["init", "-q"]);
    Some(home)
}

fn git(folder: &Path, day: &str, arguments: &[&str]) {
    let time = format!("{day}T12:00:00+00:00");
    let mut git = Command::new("git");
    git.current_dir(folder).args(arguments).env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
    git.env("HOME", folder).env("GIT_AUTHOR_DATE", &time).env("GIT_COMMITTER_DATE", &time);
    for variable in ["GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"] {
        git.env(variable, "tests");
    }
    let output = git.output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn commit(folder: &Path, day: &str) {
    git(folder, day, &["add", "-A"]);
    git(folder, day, &["commit", "-q", "-m", "work"]);
}

#[test]
fn a_library_in_git_has_its_past() {
    let Some(home) = repository() else { return };
    // The library is a folder of the repository, and its name is awkward.
    let folder = home.path().join("-- the cases");
    fs::create_dir_all(folder.join("sub/.hidden")).unwrap();
    let theme = "[[theme]]\ncode = \"old_farms\"\nlabel = \"Farms\"\ndefinition = \"Of farms.\"\nsource = \"Tests\"\n";
    fs::write(folder.join("vocabulary.toml"), theme).unwrap();
    let old = alder().replace("\"recording\"", "\"old_farms\"");
    fs::write(folder.join("alder.toml"), &old).unwrap();
    fs::write(folder.join("sub/birch.toml"), crate::support::files::text("birch", "Birch")).unwrap();
    fs::write(folder.join("crab.toml"), "id = 1\n").unwrap();
    fs::write(folder.join("sub/.hidden/elm.toml"), crate::support::files::text("elm", "Elm")).unwrap();
    fs::write(folder.join("searches.toml"), "").unwrap();
    std::os::unix::fs::symlink("alder.toml", folder.join("link.toml")).unwrap();
    commit(home.path(), "2024-02-01");
    git(home.path(), "2024-02-01", &["tag", "v1"]);
    // The term is renamed, one recommendation closed, one case goes, one comes.
    fs::write(folder.join("vocabulary.toml"), theme.replace("old_farms", "farms")).unwrap();
    let new = alder().replace("\"recording\"", "\"farms\"").replace("\"in_progress\"", "\"closed_implemented\"");
    fs::write(folder.join("alder.toml"), new).unwrap();
    fs::remove_file(folder.join("link.toml")).unwrap();
    fs::remove_file(folder.join("sub/birch.toml")).unwrap();
    commit(home.path(), "2024-03-01");
    fs::write(folder.join("elm.toml"), crate::support::files::text("elm", "Elm")).unwrap();
    fs::write(folder.join("crab.toml"), crate::support::files::text("crab", "Crab")).unwrap();

    let loaded = Folder::load(std::slice::from_ref(&folder));
    let ask = |when: &str| baseline(when, None, &loaded.library());
    let all = ["changed F2 themes", "closed R1 status", "added case", "removed case"];
    let (with_link, without) = (BTreeSet::from(["crab".into(), "link".into()]), BTreeSet::from(["crab".into()]));
    // What is asked, the day, what has changed. Order: alder, crab (unread then), elm, and what is gone.
    let rows: [(&str, &str, &[&str]); 6] = [
        ("v1", "2024-02-01", &all),
        ("HEAD~1", "2024-02-01", &all),
        ("HEAD", "2024-03-01", &["added case"]),
        ("2024-02-15", "2024-02-15", &all),
        ("2024-03", "2024-03", &all),
        ("2024-04", "2024-04", &["added case"]),
    ];
    for (when, day, expected) in rows {
        let then = ask(when).unwrap();
        assert_eq!(then.day, date(day), "{when}");
        assert_eq!(loaded.told(&then), expected, "{when}");
        // What a link led to then is not known.
        let unread: &BTreeSet<String> = if expected.len() == 1 { &without } else { &with_link };
        assert_eq!(&then.contents.as_ref().unwrap().unread, unread, "{when}");
        assert!(then.rests_on[0].starts_with("Held against the "), "{:?}", then.rests_on);
    }
    // Before the repository began there is only what files date.
    assert_eq!(ask("2024-01-15").unwrap().contents, None);
    // Nothing that is asked can be an option, a command or a path.
    for when in ["--output=x", "-1", "nonsense", "v1:alder.toml", "v1; touch x", "$(touch x)", "HEAD~99", "v1\n", ""] {
        let failed = ask(when).err().map(|error| error.to_string());
        if when == "v1\n" {
            // A line end is cleaned away, as from everything that is typed.
            assert_eq!(failed, None);
            continue;
        }
        assert!(failed.as_ref().is_some_and(|told| told.contains("no revision")), "{when}: {failed:?}");
    }
    // A folder outside git stands beside it, unchanged.
    let other = crate::support::tempdir().unwrap();
    fs::write(other.path().join("fir.toml"), crate::support::files::text("fir", "Fir")).unwrap();
    let beside = Folder::load(&[folder, other.path().to_owned()]);
    let then = baseline("v1", None, &beside.library()).unwrap();
    assert_eq!(beside.told(&then), all);
    assert!(then.rests_on[1].ends_with("has no past in git, and counts as unchanged."), "{:?}", then.rests_on);
}

#[test]
fn the_profile_of_a_revision_is_its_own_or_is_told() {
    let Some(home) = repository() else { return };
    let profile = |name: &str, of_done: &str| {
        format!(
            "name = \"{name}\"\nbased_on = \"accident\"\n[[status]]\ncode = \"waits\"\nlabel = \"Waits\"\nstanding = \"open\"\n\
             [[status]]\ncode = \"done\"\nlabel = \"{of_done}\"\nstanding = \"closed\"\n"
        )
    };
    let case = |status: &str| {
        format!(
            "id = \"bridge\"\ntitle = \"Bridge\"\nsummary = \"It fell.\"\ncited = [\"s\"]\n[[sources]]\nid = \"s\"\ntitle = \"Report\"\n\
             publisher = \"Board\"\nkind = \"official\"\n[[reviews]]\nid = \"r\"\nkind = \"accident_report\"\ntitle = \"Report\"\n\
             dated = \"2021-03-04\"\nconfidence = \"confirmed\"\nsources = [\"s\"]\n[[reviews.recommendations]]\nid = \"R1\"\n\
             text = \"Inspect every bolt.\"\nstatus = \"{status}\"\nconfidence = \"confirmed\"\nsources = [\"s\"]\n"
        )
    };
    let put = |profile: Option<&str>, status: &str, day: &str, tag: &str| {
        match profile {
            Some(text) => fs::write(home.path().join("profile.toml"), text).unwrap(),
            None => drop(fs::remove_file(home.path().join("profile.toml"))),
        }
        fs::write(home.path().join("bridge.toml"), case(status)).unwrap();
        commit(home.path(), day);
        git(home.path(), day, &["tag", tag]);
    };
    put(Some("name = \"bridges\"\nbased_on = \"acident\"\n"), "waits", "2024-02-01", "wrong");
    put(None, "waits", "2024-02-02", "none");
    put(Some("name = \"first\"\nbased_on = \"accident\"\n"), "open_acceptable", "2024-02-03", "shipped");
    put(Some(&profile("second", "Done")), "waits", "2024-02-04", "second");
    put(Some(&profile("third", "Finished")), "done", "2024-02-05", "third");
    let since = |when: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
        command.args(["--cases", ".", "since", when]).current_dir(home.path()).env("HOME", home.path());
        let out = command.env_remove("CASEBOOK_CASES").output().unwrap();
        String::from_utf8(out.stdout).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let rows = [
        (
            "wrong",
            "profile.toml was wrong then (line 2: no profile is called \"acident\"); its cases are read as \"Case reviews\", \
             and what is none as \"third\".",
            "Status: Finished; before: Waits",
        ),
        (
            "none",
            "no profile.toml stood there then; its cases are read as \"Case reviews\", and what is none as \"third\".",
            "Status: Finished; before: Waits",
        ),
        (
            "shipped",
            "another profile.toml stood there then; its cases are read as \"first\".",
            "Status: Finished; before: Open: acceptable response",
        ),
        (
            "second",
            "another profile.toml stood there then; its cases are read as \"second\".",
            "Status: Finished; before: Waits",
        ),
    ];
    for (when, told, change) in rows {
        let page = since(when);
        assert!(page.contains(told), "{when}: {page}");
        assert!(page.contains("1 closed.") && page.contains(change), "{when}: {page}");
        assert!(!page.contains("cannot be read"), "{when}: {page}");
    }
    // Today's profile, as then: nothing is told of it.
    let page = since("third");
    assert!(page.contains("Nothing has changed.") && !page.contains("profile.toml"), "{page}");
}

#[test]
fn settings_of_a_repository_cannot_run_anything() {
    let Some(home) = repository() else { return };
    fs::write(home.path().join("alder.toml"), alder()).unwrap();
    commit(home.path(), "2024-02-01");
    let proof = home.path().join("ran");
    let touch = format!("touch {} #", proof.display());
    for setting in ["core.fsmonitor", "core.pager", "core.sshCommand", "gpg.program", "core.askPass", "alias.rev-parse"]
    {
        git(home.path(), "2024-02-01", &["config", setting, &touch]);
    }
    for (setting, value) in
        [("log.showSignature", "true"), ("diff.x.textconv", touch.as_str()), ("filter.x.smudge", touch.as_str())]
    {
        git(home.path(), "2024-02-01", &["config", setting, value]);
    }
    fs::write(home.path().join(".gitattributes"), "*.toml diff=x filter=x\n").unwrap();
    let loaded = Folder::load(&[home.path().to_owned()]);
    for when in ["HEAD", "2025"] {
        let then = baseline(when, None, &loaded.library()).unwrap();
        assert_eq!(then.contents.unwrap().cases.len(), 1, "{when}");
    }
    assert!(!proof.exists());
}

#[test]
fn a_program_of_the_library_is_not_taken_for_git() {
    use std::os::unix::fs::PermissionsExt;
    let Some(home) = repository() else { return };
    fs::write(home.path().join("alder.toml"), alder()).unwrap();
    let proof = home.path().join("ran");
    let script = home.path().join("git");
    fs::write(&script, format!("#!/bin/sh\ntouch {}\n", proof.display())).unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    commit(home.path(), "2024-02-01");
    let path = std::env::var("PATH").unwrap();
    // The path that programs are looked for in, the exit code, what is told.
    let rows = [
        (format!(".:{path}"), 1, "Nothing has changed."),
        (format!(":{path}"), 1, "Nothing has changed."),
        (".".to_owned(), 2, "git is not installed"),
    ];
    for (path, code, told) in rows {
        let output = Command::new(env!("CARGO_BIN_EXE_casebook"))
            .args(["--cases", ".", "since", "HEAD"])
            .current_dir(home.path())
            .env_clear()
            .env("HOME", home.path())
            .env("PATH", &path)
            .output()
            .unwrap();
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert!(output.status.code() == Some(code) && said.contains(told), "{path}: {said}");
        assert!(!proof.exists(), "{path}");
    }
}

#[test]
fn what_is_no_work_tree_says_so() {
    let Some(home) = repository() else { return };
    // A repository without a commit.
    let empty = Repository::at(home.path()).unwrap();
    assert!(matches!(empty.commit("HEAD"), Err(GitError::NoRevision(_))));
    assert_eq!(empty.commit_before(date("2030")).unwrap(), None);
    let bare = crate::support::tempdir().unwrap();
    git(bare.path(), "2024-01-01", &["init", "-q", "--bare"]);
    let outside = crate::support::tempdir().unwrap();
    for folder in [bare.path(), outside.path()] {
        let told = Repository::at(folder).unwrap_err().to_string();
        assert!(told.contains("is not in a git repository"), "{told}");
    }
    assert!(matches!(Repository::at(&outside.path().join("gone")), Err(GitError::Failed { .. })));
}
