//! One rule each that faults have taught: programs that a library may start, addresses in texts, one error for one cause, keys
//! that never come, marks of another case, names that are hidden.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::fs;
use std::io::Write;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::faults::{Home, has_git, keep_in_git, ran};

/// Git in the library of the home, with what is written to its standard input; its answer without the end of the line.
pub fn git(home: &Home, arguments: &[&str], variables: &[(&str, &str)], input: &str) -> (bool, String) {
    let mut git = home.command("git");
    git.current_dir(home.path("cases")).args(arguments).envs(variables.iter().copied());
    for variable in ["GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"] {
        git.env(variable, "tests");
    }
    git.env("GIT_AUTHOR_DATE", "2019-01-01T12:00:00Z").env("GIT_COMMITTER_DATE", "2019-01-01T12:00:00Z");
    let mut child = git.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    // One that does not read may have ended.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    (output.status.success(), String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

#[test]
fn a_repository_that_lacks_a_file_makes_nobody_fetch_it() {
    if !has_git() {
        return;
    }
    let home = Home::new();
    keep_in_git(&home);
    let marker = home.path("fetched");
    let url = format!("ext::sh -c touch% {}", marker.display());
    for (name, value) in [
        ("core.repositoryformatversion", "1"),
        ("extensions.partialClone", "origin"),
        ("remote.origin.promisor", "true"),
        ("remote.origin.url", &url),
        ("protocol.ext.allow", "always"),
        ("protocol.allow", "always"),
    ] {
        assert!(git(&home, &["config", name, value], &[], "").0, "{name}");
    }
    let (_, blob) = git(&home, &["rev-parse", "HEAD:alder.toml"], &[], "");
    let (head, tail) = blob.split_at(2);
    fs::remove_file(home.path("cases/.git/objects").join(head).join(tail)).unwrap();
    // The control: git by itself runs what the repository says.
    git(&home, &["cat-file", "-p", &blob], &[], "");
    assert!(marker.exists(), "the repository is not hostile");
    fs::remove_file(&marker).unwrap();
    // What an older git heeds is enough by itself.
    git(&home, &["-c", "protocol.allow=never", "cat-file", "-p", &blob], &[("GIT_ALLOW_PROTOCOL", "")], "");
    assert!(!marker.exists(), "no protocol is allowed");
    let ran = home.run(&["since", "2020"]);
    assert!(!marker.exists(), "casebook fetches");
    assert!(ran.out.contains("cannot be read: 1 file then"), "{}{}", ran.out, ran.err);
}

#[test]
fn a_repository_of_ten_million_paths_is_told_and_not_read() {
    if !has_git() {
        return;
    }
    let home = Home::new();
    keep_in_git(&home);
    let (_, blob) = git(&home, &["rev-parse", "HEAD:alder.toml"], &[], "");
    let mut tree: String = (0..10).map(|number| format!("100644 blob {blob}\tcase-{number}.toml\n")).collect();
    // Names as long as they may be, so that git is stopped early.
    let long = "folder".repeat(40);
    for _ in 0..7 {
        let (made, id) = git(&home, &["mktree"], &[], &tree);
        assert!(made);
        tree = (0..10).map(|number| format!("040000 tree {id}\t{long}-{number}\n")).collect();
    }
    let (_, id) = git(&home, &["mktree"], &[], &tree);
    let (_, commit) = git(&home, &["commit-tree", &id, "-m", "many"], &[], "");
    assert!(git(&home, &["update-ref", "HEAD", &commit], &[], "").0);
    let start = Instant::now();
    let ran = home.run(&["since", "2020"]);
    assert!(start.elapsed() < Duration::from_secs(120), "it is read to its end");
    assert!(ran.code == 2 && ran.err.contains("than are read"), "{}{}", ran.out, ran.err);
}

#[test]
fn an_address_in_a_text_stays_one() {
    let home = Home::new();
    let note = "see https://example.org/minutes_of_may_2024.pdf, (http://a.example/b_c_d), www.z.example/e_f_g, \
                ftp://f.example/h_i_j, http://www.w.example/k_l_m and *https://x.example/~y*.";
    assert_eq!(home.run(&["mark", "alder", "F1", "--note", note]).code, 0);
    let written = home.run(&["export", "--marked"]).out;
    let text: String = pulldown_cmark::Parser::new(&written)
        .filter_map(|event| match event {
            pulldown_cmark::Event::Text(text) => Some(text.to_string()),
            _ => None,
        })
        .collect();
    for address in [
        "https://example.org/minutes_of_may_2024.pdf",
        "http://a.example/b_c_d",
        "https://x.example/%7Ey",
        " www.z.example/e_f_g,",
        "ftp://f.example/h_i_j",
        "http://www.w.example/k_l_m",
    ] {
        assert!(written.contains(address) && text.contains(address), "{address}: {written}");
    }
}

#[test]
fn one_cause_is_one_error() {
    let good = fs::read_to_string(crate::support::fixtures().join("alder.toml")).unwrap();
    // The text of the file, and what is told of it.
    let rows = [
        (good.replacen("nation", "<<<<<<< HEAD\nnation", 1) + "=======\n>>>>>>> other\n", "both sides of a merge"),
        (good.replace('\n', "\r"), "carriage return alone"),
        (format!("a=[{}]\n", "1,".repeat(500_000)), "more than 250000 values"),
        ("[[reviews]]\n".repeat(300_000), "more than 250000 values"),
        ("a.b.c.d = 1\n".repeat(150_000), "more than 250000 values"),
    ];
    for (text, told) in rows {
        let home = Home::new();
        fs::write(home.path("cases/alder.toml"), text).unwrap();
        let checked = home.run(&["check", "cases"]);
        assert_eq!(checked.code, 1, "{told}: {}", checked.out);
        assert!(checked.out.contains(told) && checked.out.contains("1 error "), "{told}: {}", checked.out);
        let listed = home.run(&["list"]);
        assert!(
            listed.code == 2 && listed.err.lines().count() == 1 && listed.err.contains(told),
            "{told}: {}",
            listed.err
        );
    }
}

#[test]
fn check_says_what_it_did_not_look_at() {
    let home = Home::new();
    fs::create_dir(home.path("empty")).unwrap();
    let empty = home.run(&["check", "empty"]);
    assert!(empty.code == 2 && empty.err.contains("nothing was checked"), "{}{}", empty.out, empty.err);
    fs::write(home.path("mine.toml"), "id = 1\n").unwrap();
    let mut command = home.command(env!("CARGO_BIN_EXE_casebook"));
    command.arg("check");
    let bundled = ran(command);
    assert!(bundled.err.contains("casebook check ."), "{}", bundled.err);
}

#[test]
fn a_mark_belongs_to_its_case_and_not_to_another_of_the_same_id() {
    let home = Home::new();
    assert_eq!(home.run(&["mark", "alder", "F2", "--note", "ring the school"]).code, 0);
    let path = home.path("cases/alder.toml");
    let good = fs::read_to_string(&path).unwrap();
    // What differs in the other library, and whether the mark is still its own.
    let reworded = |text: &str| {
        let other =
            |line: &str| if line.starts_with("text = ") { "text = \"Zymurgy!\"".to_owned() } else { line.to_owned() };
        text.lines().map(other).collect::<Vec<_>>().join("\n")
    };
    let rows = [
        (good.replacen("\"Alder\"", "\"Child A (south)\"", 1), true, "the title alone is edited"),
        (reworded(&good), true, "the texts alone are edited"),
        (reworded(&good.replacen("\"Alder\"", "\"Child A (south)\"", 1)), false, "another title, other texts"),
        (reworded(&good.replacen("\"Northshire\"", "\"Southshire\"", 1)), false, "another area, other texts"),
    ];
    for (text, own, what) in rows {
        fs::write(&path, text).unwrap();
        let marks = home.run(&["marks"]);
        assert_eq!(!marks.out.contains("Of another case"), own, "{what}: {}", marks.out);
        assert!(marks.out.contains("ring the school"), "{what}: {}", marks.out);
    }
    // A mark on that case is another, and both are kept.
    assert_eq!(home.run(&["mark", "alder", "F2", "--note", "ring the hostel"]).code, 0);
    let marks = home.run(&["marks"]).out;
    assert!(marks.contains("ring the school") && marks.contains("ring the hostel"), "{marks}");
}

#[test]
fn a_note_is_replaced_in_sight_and_can_come_from_standard_input() {
    let home = Home::new();
    let mut command = home.command(env!("CARGO_BIN_EXE_casebook"));
    command
        .args(["--cases", "cases", "mark", "alder", "F2", "--note", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all("from standard input\n".as_bytes()).unwrap();
    assert!(child.wait_with_output().unwrap().status.success());
    let again = home.run(&["mark", "alder", "F2", "--note", "another"]);
    assert!(again.out.contains("The note that stood there said: from standard input"), "{}", again.out);
}

#[test]
fn a_key_that_never_comes_is_told() {
    let alt = ["[", "]", "O", "P", "X", "^", "_", "\\"].map(|key| (format!("Alt-{key}"), "take another key"));
    let ctrl = [("Ctrl-m", "Enter"), ("Ctrl-i", "Tab"), ("Ctrl-[", "Esc"), ("C-M", "Enter"), ("A-Shift-o", "another")];
    let home = Home::new();
    for (key, comes) in ctrl.map(|(key, comes)| (key.to_owned(), comes)).into_iter().chain(alt) {
        fs::write(home.path("keys.toml"), format!("[keys]\ndown = ['{key}']\n")).unwrap();
        let ran = home.run(&["--config", "keys.toml", "config"]);
        assert!(ran.code == 2 && ran.err.contains("never comes") && ran.err.contains(comes), "{key}: {}", ran.err);
    }
}

#[test]
fn a_time_zone_that_is_no_file_of_one_is_not_read() {
    let home = Home::new();
    let fine = home.run(&["tracker"]);
    for zone in [":/dev/zero", "/dev/zero", "../../../../../../../../dev/zero", ":/dev/random", "/", "Nowhere/At_all"] {
        let mut command = home.command("sh");
        // More memory than this is not had: a device without an end would take it all.
        command.args(["-c", "ulimit -v 4000000; exec \"$@\"", "sh", env!("CARGO_BIN_EXE_casebook")]);
        command.args(["--cases", "cases", "tracker"]).env("TZ", zone);
        let start = Instant::now();
        let told = ran(command);
        assert!(start.elapsed() < Duration::from_secs(20), "{zone}: it is read");
        assert_eq!((told.code, told.err, told.out), (fine.code, fine.err.clone(), fine.out.clone()), "{zone}");
    }
}

#[test]
fn days_are_read_as_they_are_meant() {
    let home = Home::new();
    // What is asked for, the exit code, and the day that is told.
    for (asked, code, told) in [
        ("10/06/24", 1, "10 June 2024"),
        ("10/06/2024", 1, "10 June 2024"),
        ("1 Jun 99", 1, "1 June 1999"),
        ("31 December 9999", 2, "31 December 9999 lies ahead"),
        ("9999", 2, "9999 lies ahead"),
        ("0001-01-01", 0, "1 January 1"),
        ("1/1/200", 2, "\"1/1/200\" is no date"),
        ("10000", 2, "\"10000\" is no date"),
        ("2023-02-29", 2, "\"2023-02-29\" is no date"),
    ] {
        let ran = home.run(&["since", asked]);
        let said = ran.out + &ran.err;
        assert!(said.contains(told) && (ran.code == code || code < 2 && ran.code < 2), "{asked}: {} {said}", ran.code);
    }
    // Each of these is a sound year of a file, to every command that reads it.
    let good = fs::read_to_string(home.path("cases/alder.toml")).unwrap();
    for year in ["0001", "9999", "0001-01-01", "9999-12-31"] {
        let line = |line: &str| match line.starts_with("incident = ") {
            true => format!("incident = \"{year}\""),
            false => line.to_owned(),
        };
        let text: Vec<String> = good.lines().map(line).collect();
        fs::write(home.path("cases/alder.toml"), text.join("\n")).unwrap();
        for arguments in [&["list"][..], &["pictures"], &["pictures", "alder"], &["brief", "alder"], &["tracker"]] {
            let ran = home.run(arguments);
            assert!(ran.code < 2 && !ran.out.is_empty(), "{year}: {arguments:?}: {}", ran.err);
        }
    }
}

#[test]
fn help_on_a_date_can_be_written_as_it_says() {
    let home = Home::new();
    let good = fs::read_to_string(home.path("cases/alder.toml")).unwrap();
    for (written, help) in [
        ("2012-02-29", "write \"2012-02-29\""),
        ("2012-02-29T10:00:00Z", "write \"2012-02-29\""),
        ("2012-02-29 10:00:00", "write \"2012-02-29\""),
        ("10:00:00", "write \"2006\", \"2006-12\" or \"2006-12-11\""),
        ("2012", "write \"2012\""),
        ("20120229", "write \"2006\", \"2006-12\" or \"2006-12-11\""),
    ] {
        let line = |line: &str| match line.starts_with("incident = ") {
            true => format!("incident = {written}"),
            false => line.to_owned(),
        };
        let text: Vec<String> = good.lines().map(line).collect();
        fs::write(home.path("cases/alder.toml"), text.join("\n")).unwrap();
        let checked = home.run(&["check"]);
        assert!(checked.code == 1 && checked.out.contains(&format!("= help: {help}\n")), "{written}: {}", checked.out);
    }
}

#[test]
fn a_pipe_has_the_width_that_the_terminal_behind_it_has() {
    for (columns, widest) in [("60", 60), ("", 100), ("0", 100), ("x", 100)] {
        let home = Home::new();
        let mut command = home.command(env!("CARGO_BIN_EXE_casebook"));
        command.args(["explain", "sar"]).env("COLUMNS", columns);
        let out = ran(command).out;
        let definition = out.lines().filter(|line| line.starts_with("  ") && !line.contains(": "));
        let longest = definition.map(|line| line.chars().count()).max().unwrap();
        assert!(longest <= widest && longest > widest / 2, "{columns}: {longest}");
    }
}

#[test]
fn searches_and_moments_hide_names_as_they_are_typed() {
    let home = Home::new();
    let text = fs::read_to_string(home.path("cases/alder.toml")).unwrap();
    let named = format!("{text}\n[[names]]\nname = \"Zarkovic\"\nshown_as = \"the child\"\n");
    let named = format!("{named}\n[[names]]\nname = \"Milena Zarkovic\"\nshown_as = \"the aunt\"\n");
    let named = named.replacen("The GP saw", "Milena Zarkovic said that the GP saw", 1);
    fs::write(home.path("cases/alder.toml"), named).unwrap();
    let saved = "[[search]]\nname = \"about zarkovic\"\nquery = \"zarkovic police\"\n";
    fs::write(home.state().join("searches.toml"), saved).unwrap();
    for name in ["zarkovic review", "Zarkovics", "#zarkovic"] {
        assert_eq!(home.run(&["moment", name]).code, 0, "{name}");
    }
    for arguments in [
        &["searches", "--private"][..],
        &["searches", "--json", "--private"],
        &["moment", "--list", "--private"],
        &["moment", "--list", "--json", "--private"],
        &["since", "zarkovic review", "--private"],
    ] {
        let ran = home.run(arguments);
        assert!(ran.code < 2, "{arguments:?}: {}", ran.err);
        let all = (ran.out + &ran.err).to_lowercase();
        assert!(!all.contains("zarkovic"), "{arguments:?}: {all}");
    }
    // A slip of the hidden name is read as the name, and what is exported is called by what was typed.
    for arguments in [
        &["search", "zarkovik", "--private"][..],
        &["search", "zarkovik", "--json", "--private"],
        &["search", "milenna", "--private"],
        &["search", "zarkovik", "--lens", "cases", "--private"],
        &["export", "--query", "zarkovic", "--private"],
        &["export", "--query", "zarkovic", "--format", "json", "--private"],
    ] {
        let ran = home.run(arguments);
        assert!(ran.code == 0 && !ran.out.is_empty(), "{arguments:?}: {}", ran.err);
        assert!(
            !["zarkovic", "milena"].iter().any(|name| ran.out.to_lowercase().contains(name)),
            "{arguments:?}: {}",
            ran.out
        );
    }
    let control = home.run(&["search", "milenna"]);
    assert!(control.out.contains("read as milena"), "{}", control.out);
    let near = home.run(&["since", "a review of zarkovik", "--private"]);
    assert!(near.code == 2 && !near.err.to_lowercase().contains("zarkovic"), "{}", near.err);
}
