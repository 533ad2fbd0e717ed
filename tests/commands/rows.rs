//! The rows that commands print: all of them, in the order asked for, each with its case, review, date and year.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::process::{Command, Output};

use serde_json::Value;

/// Runs the program on the bundled library.
fn casebook(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_casebook")).args(arguments).env_remove("CASEBOOK_CASES").output().unwrap()
}

fn lines(arguments: &[&str]) -> Vec<String> {
    let output = casebook(arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

fn objects(arguments: &[&str]) -> Vec<Value> {
    lines(arguments).iter().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn nothing_is_left_away_unless_it_is_asked_for() {
    let reported = lines(&["search", "confidence:reported"]).len();
    assert!(reported > 500, "{reported}");
    let findings = lines(&["search", "--lens", "findings", "is:finding"]).len();
    let exported = casebook(&["export", "--query", "is:finding", "--lens", "findings", "--format", "json"]);
    let exported: Value = serde_json::from_slice(&exported.stdout).unwrap();
    assert_eq!(exported["items"].as_array().unwrap().len(), findings);
    let recommendations = lines(&["search", "--lens", "recommendations", "is:recommendation"]).len();
    assert_eq!(lines(&["tracker", "--json"]).len(), recommendations);
    let page = casebook(&["export", "--page", "tracker", "--format", "json"]);
    let page: Value = serde_json::from_slice(&page.stdout).unwrap();
    assert!(page["items"].as_array().unwrap().len() >= recommendations);
    let cases = lines(&["list"]).len();
    assert_eq!(lines(&["search", "--lens", "cases", "the"]).len(), cases);
    // What recurs: the heading would say "20 of ...".
    let recurring = lines(&["recurring"]).join("\n");
    assert!(!recurring.contains(" of ") || !recurring.contains("Themes (20 of"), "{recurring}");
    // And --limit says less, everywhere.
    let rows: [&[&str]; 4] = [
        &["search", "the", "--limit", "7"],
        &["list", "--limit", "7"],
        &["tracker", "--json", "--limit", "7"],
        &["search", "--lens", "cases", "the", "--limit", "7"],
    ];
    for arguments in rows {
        assert_eq!(lines(arguments).len(), 7, "{arguments:?}");
    }
    let limited = casebook(&["export", "--query", "is:finding", "--limit", "3", "--format", "json"]);
    let limited: Value = serde_json::from_slice(&limited.stdout).unwrap();
    assert_eq!(limited["items"].as_array().unwrap().len(), 3);
    let tracker = lines(&["tracker", "--limit", "3"]).join("\n");
    assert!(tracker.contains(&format!("The first 3 of ")), "{tracker}");
}

/// A value of each object as text; nothing for null.
fn values(objects: &[Value], key: &str) -> Vec<Option<String>> {
    let text = |value: &Value| (!value.is_null()).then(|| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
    objects.iter().map(|object| text(&object[key])).collect()
}

#[test]
fn rows_stand_in_the_order_asked_for() {
    let of = |arguments: &[&str], key: &str| values(&objects(arguments), key);
    let known = |values: Vec<Option<String>>| {
        assert!(values.iter().map(Option::is_none).is_sorted(), "what has none stands last: {values:?}");
        values.into_iter().flatten().collect::<Vec<_>>()
    };
    let newest = known(of(&["search", "training", "--all-words", "--sort", "newest", "--json"], "date"));
    assert!(newest.len() > 10 && newest.windows(2).all(|pair| pair[0][..4] >= pair[1][..4]), "{newest:?}");
    let oldest = known(of(&["search", "training", "--all-words", "--sort", "oldest", "--json"], "date"));
    assert!(oldest.windows(2).all(|pair| pair[0][..4] <= pair[1][..4]), "{oldest:?}");
    let due = known(of(&["tracker", "--sort", "due", "--json"], "due"));
    assert!(due.len() > 1 && due.is_sorted(), "{due:?}");
    let cases = of(&["search", "training", "--sort", "case", "--all-words", "--json"], "title");
    assert!(cases.is_sorted_by_key(|title| title.as_ref().unwrap().to_lowercase()), "{cases:?}");
    let listed: Vec<i64> = objects(&["list", "--sort", "newest", "--json"])
        .iter()
        .map(|case| case["year"].as_i64().unwrap_or(i64::MIN))
        .collect();
    assert!(listed.windows(2).all(|pair| pair[0] >= pair[1]), "{listed:?}");
    assert_eq!(lines(&["list", "--sort", "date"]), lines(&["list", "--sort", "newest"]));
    // A near part stays below.
    let lacks = of(&["search", "bruising", "gp", "--sort", "newest", "--json"], "lacks");
    assert!(lacks.iter().any(Option::is_some) && lacks.iter().map(Option::is_some).is_sorted(), "{lacks:?}");
    let page = lines(&["tracker", "--sort", "due"]).join("\n");
    assert!(page.contains("by due date") && page.contains("No due date is entered"), "{page}");
    let exported = lines(&["export", "--query", "training", "--sort", "oldest"]).join("\n");
    assert!(exported.contains("by date, oldest first"), "{exported}");
}

#[test]
fn an_order_that_a_list_does_not_have_is_refused_with_those_that_it_has() {
    let rows: [(&[&str], &str); 5] = [
        (&["list", "--sort", "due"], "cases are not sorted by due date; sort them by one of title, newest, area"),
        (&["search", "the", "--sort", "area"], "entries are not sorted by area; sort them by one of relevance, newest,"),
        (&["search", "the", "--lens", "terms", "--sort", "newest"], "leave --sort away"),
        (&["tracker", "--sort", "relevance"], "sort them by one of newest, oldest, case, status, due"),
        (&["export", "--marked", "--sort", "newest"], "leave --sort away"),
    ];
    for (arguments, told) in rows {
        let output = casebook(arguments);
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(complaint.contains(told), "{arguments:?}: {complaint}");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn every_object_has_case_title_review_date_and_year() {
    let rows: [&[&str]; 5] = [
        &["search", "ofsted", "--json"],
        &["search", "ofsted", "--lens", "cases", "--json"],
        &["tracker", "--json"],
        &["similar", "peter-connelly", "F1", "--json"],
        &["recurring", "--limit", "2", "--json"],
    ];
    for arguments in rows {
        for object in objects(arguments).iter().filter(|object| object["sort"] != "theme") {
            let map = object.as_object().unwrap();
            for key in ["case", "title", "review", "date", "year"] {
                assert!(map.contains_key(key), "{arguments:?}: no {key} in {object}");
            }
            assert!(object["title"].is_string() && object["year"].is_number(), "{arguments:?}: {object}");
        }
    }
    // Each line for people and pipes has the year before its text.
    for line in lines(&["search", "ofsted"]) {
        let year = line.split('\t').nth(3).unwrap().trim_matches(['(', ')']);
        assert!(year.len() == 4 && year.parse::<u16>().is_ok(), "{line}");
    }
    for line in lines(&["search", "review:update_report", "--lens", "recommendations"]) {
        assert!(line.split('\t').nth(3).is_some_and(|year| !year.is_empty()), "{line}");
    }
}

#[test]
fn what_the_screen_prints_is_explained() {
    let rows = [
        ("SCR", "SCR: Serious case review"),
        ("LCSPR", "LCSPR: Local child safeguarding practice review"),
        ("MHHR", "MHHR: Mental health homicide review"),
        ("Prof reg", "Prof reg: Professional regulator's decision"),
        ("f", "f: Findings (sign f)"),
        ("r", "r: Recommendations (sign r)"),
        ("▲", "▲: Missed opportunity (sign ▲)"),
        ("¶", "¶: Note (sign ¶)"),
        ("◆", "◆: Marked (sign ◆)"),
        ("R", "R: Red (sign R)"),
        ("×", "×: Several reviews (sign ×)"),
    ];
    for (sign, told) in rows {
        let told_of = lines(&["explain", sign]).join("\n");
        assert!(told_of.contains(told), "{sign}: {told_of}");
        assert!(!told_of.contains("nowhere in this library") || !told.contains("(sign"), "{sign}: {told_of}");
    }
    // In a case file a short name is answered with its code.
    let folder = crate::support::tempdir().unwrap();
    let path = folder.path().join("x.toml");
    for (short, code) in [("scr", "serious_case_review"), ("SCR", "serious_case_review"), ("Prof reg", "professional_regulator")] {
        let text = format!("id = \"x\"\ntitle = \"X\"\n[[reviews]]\nid = \"r\"\nkind = \"{short}\"\n");
        std::fs::write(&path, text).unwrap();
        let output = casebook(&["check", path.to_str().unwrap()]);
        let said = [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
        assert!(said.contains(&format!("did you mean \"{code}\"?")), "{short}: {said}");
    }
}
