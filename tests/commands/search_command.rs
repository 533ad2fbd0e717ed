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
    let rows: [(&[&str], i32, &str, &str); 7] = [
        (&["search", "bruising", "gp", "--limit", "1"], 0, "peter-connelly", ""),
        (&["search", "zzzzqqq"], 1, "", ""),
        (&["search", "agancy:police"], 2, "", "did you mean \"agency:\"?"),
        (&["search", "year:20"], 2, "", "is no year"),
        (&["search", "theme:zzzz"], 2, "", "no theme is called \"zzzz\""),
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
