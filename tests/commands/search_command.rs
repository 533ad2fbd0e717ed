//! `casebook search`: the real program, and that it lists what the interface lists.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::process::{Command, Output};

use crate::support::{Harness, fixtures};
use casebook::search::Lens;
use serde_json::Value;

fn casebook(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_casebook")).args(arguments).env_remove("CASEBOOK_CASES").output().unwrap()
}

fn search(arguments: &[&str]) -> (Vec<String>, Option<i32>) {
    let library = fixtures();
    // The invented library holds a file that is wrong, which would count as something unreadable.
    let mut all = vec!["--cases", library.to_str().unwrap(), "search"];
    all.extend(arguments);
    let output = casebook(&all);
    (String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect(), output.status.code())
}

#[test]
fn the_command_lists_what_the_interface_lists() {
    for query in
        ["bruis", "information", "the", "gp | police", "!police", "kind:missed", "alder", "zzzz", "\"health visitor\""]
    {
        for lens in [Lens::Everything, Lens::Findings, Lens::Recommendations, Lens::Events] {
            let (lines, _) = search(&["--json", "--lens", lens.code(), query]);
            let told: Vec<(String, String)> = lines
                .iter()
                .map(|line| serde_json::from_str::<Value>(line).unwrap())
                .map(|hit| (hit["case"].as_str().unwrap().to_owned(), hit["id"].as_str().unwrap().to_owned()))
                .collect();
            let mut harness = Harness::new(120, 40);
            harness.send(casebook::app::Msg::Query(query.to_owned()));
            while harness.state.lens.lens != lens {
                harness.press("v");
            }
            let shown: Vec<(String, String)> = harness
                .state
                .search
                .hits
                .listed
                .iter()
                .map(|hit| {
                    let case = harness.state.catalogue.case(hit.key).unwrap();
                    (case.id.to_string(), hit.item.id(case))
                })
                .collect();
            assert_eq!(told, shown, "{query} {lens:?}");
        }
        let (lines, _) = search(&["--json", "--lens", "cases", query]);
        let told: Vec<String> = lines
            .iter()
            .map(|line| serde_json::from_str::<Value>(line).unwrap()["title"].as_str().unwrap().to_owned())
            .collect();
        let mut harness = Harness::new(120, 40);
        harness.send(casebook::app::Msg::Query(query.to_owned()));
        assert_eq!(told, harness.order(), "{query}");
    }
}

#[test]
fn a_hit_says_where_it_stands_and_what_matches() {
    let (lines, _) = search(&["--json", "--lens", "findings", "bruis gp"]);
    let hit: Value = serde_json::from_str(&lines[0]).unwrap();
    assert_eq!((&hit["case"], &hit["id"], &hit["kind"]), (&"alder".into(), &"F1".into(), &"missed_opportunity".into()));
    assert!(hit["review"].is_string() && hit["score"].as_u64().unwrap() > 0);
    let text = hit["text"].as_str().unwrap();
    let lit: Vec<&str> = hit["matches"]
        .as_array()
        .unwrap()
        .iter()
        .map(|range| &text[range[0].as_u64().unwrap() as usize..range[1].as_u64().unwrap() as usize])
        .collect();
    assert_eq!(lit[..2], ["GP", "bruis"], "{lit:?}");
}

#[test]
fn exit_codes_and_messages() {
    // The bundled library has no wrong file.
    let rows: [(&[&str], i32, &str, &str); 8] = [
        (&["search", "bruising", "gp", "--limit", "1"], 0, "peter-connelly", ""),
        (&["search", "zzzzqqq"], 1, "", ""),
        (&["search", "agancy:police"], 2, "", "did you mean \"agency:\"?"),
        (&["search", "year:20"], 2, "", "is no year"),
        (&["search", "theme:zzzz"], 2, "", "no theme is called \"zzzz\""),
        (&["search", "is:adults"], 2, "", "no sort of entry is called \"adults\"; did you mean \"person:adult\"?"),
        (&["search"], 2, "", "QUERY"),
        (&["search", "theme:\u{1b}[2Jzzzz"], 2, "", "no theme is called"),
    ];
    for (arguments, code, out, err) in rows {
        let output = casebook(arguments);
        let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(code), "{arguments:?} {stderr}");
        assert!(stdout.contains(out) && stderr.contains(err), "{arguments:?}: {stdout} {stderr}");
        assert_eq!(stdout.is_empty(), out.is_empty(), "{arguments:?}: {stdout}");
        assert!(!stderr.contains('\u{1b}'), "{stderr:?}");
    }
    let limited = casebook(&["search", "police", "--limit", "7"]);
    assert_eq!(String::from_utf8_lossy(&limited.stdout).lines().count(), 7);
    let (lines, code) = search(&["bruis"]);
    assert!(!lines.is_empty());
    assert_eq!(code, Some(2), "a file of the library could not be read");
}

#[test]
fn what_is_printed_has_a_heading_beside_it_and_a_line_above_what_is_near() {
    let output = casebook(&["search", "bruising", "gp"]);
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let lines: Vec<&str> = stdout.lines().collect();
    let parted = lines.iter().position(|line| line.starts_with("-- near: ")).unwrap();
    let near = lines.len() - parted - 1;
    let told = format!("{parted} entries with every word, {near} near; columns: case, id, kind, year, text");
    assert!(stderr.contains(&told), "{told}: {stderr}");
    assert!(lines[..parted].iter().all(|line| !line.contains("lacks: ")), "{stdout}");
    assert!(lines[parted + 1..].iter().all(|line| line.split('\t').count() == 6), "{stdout}");
    let json = casebook(&["search", "--json", "bruising", "gp"]);
    assert!(json.stderr.is_empty(), "{}", String::from_utf8_lossy(&json.stderr));
    assert_eq!(String::from_utf8_lossy(&json.stdout).lines().count(), parted + near);
}

#[test]
fn the_tracker_and_the_reviews_take_what_they_are_asked_for() {
    let ids = |arguments: &[&str]| -> Vec<(String, String)> {
        let output = casebook(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        let lines = String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect::<Vec<_>>();
        let hits = lines.iter().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let mut ids: Vec<_> = hits
            .map(|hit| (hit["case"].as_str().unwrap().to_owned(), hit["id"].as_str().unwrap().to_owned()))
            .collect();
        ids.sort();
        ids
    };
    let found = ids(&["search", "--json", "--lens", "recommendations", "to:police"]);
    assert!(!found.is_empty());
    for query in ["police", "to:police", "Police"] {
        assert_eq!(ids(&["tracker", "--json", query]), found, "{query}");
    }
    let rows: [(&[&str], i32, &str); 5] = [
        (&["tracker", "police"], 0, "Search: to:police · Recommendations"),
        (&["tracker", "zzzzqqq"], 1, "no recommendation has all of \"zzzzqqq\""),
        (&["tracker", "agancy:police"], 2, "did you mean"),
        (&["reviews", "victoria-climbie"], 0, "Laming"),
        (&["brief", "-s", "school nurses"], 0, "School nursing: a short brief"),
    ];
    for (arguments, code, told) in rows {
        let output = casebook(arguments);
        let all = [output.stdout, output.stderr].concat();
        let all = String::from_utf8_lossy(&all);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {all}");
        assert!(all.contains(told), "{arguments:?}: {all}");
    }
}

#[test]
fn three_wordings_of_a_service_have_one_brief_with_its_events_and_what_names_it() {
    let brief = |words: &str| String::from_utf8(casebook(&["brief", words]).stdout).unwrap();
    let [first, others @ ..] = ["school nursing", "school nurse", "school nurses"].map(brief);
    assert!(others.iter().all(|other| *other == first), "{first}");
    for part in ["What happened (", "Liam Fee", "Filed elsewhere, but names it (", "School nursing should move"] {
        assert!(first.contains(part), "{part}: {first}");
    }
    let short = String::from_utf8(casebook(&["brief", "--short", "school nurse"]).stdout).unwrap();
    assert!(short.contains("events on it") && short.contains("A recommendation that names it"), "{short}");
    assert!(short.split_whitespace().count() <= casebook::page::MOST_WORDS, "{short}");
}
