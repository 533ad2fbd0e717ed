//! What is told when something is asked for, cannot be done, or is not found.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use crate::support::Harness;
use casebook::app::layer::{Layer, top};

/// The labels of the terms that are explained, in their order.
fn explained(harness: &Harness) -> Vec<String> {
    harness
        .state
        .explain
        .as_ref()
        .map_or_else(Vec::new, |open| open.values.iter().map(|(_, code)| code.clone()).collect())
}

#[test]
fn the_word_that_is_asked_for_is_explained_before_the_terms_of_the_item() {
    // Keys, and the codes that are explained first.
    let rows: &[(&str, &[&str])] = &[
        ("Enter x", &["missed_opportunity"]),
        (r#"/ "neglect" Enter x"#, &["neglect"]),
        (r#"/ "respectful_uncertainty" Enter x"#, &["respectful_uncertainty"]),
        (r#"/ "theme:neglect" Enter x"#, &["neglect"]),
        (r#"/ "doctor" Enter x"#, &["gp"]),
        ("V x", &[]),
        (r#"b / "gp" Enter x"#, &["gp"]),
    ];
    for (keys, expected) in rows {
        let mut harness = Harness::new(120, 40);
        harness.press(keys);
        let shown = explained(&harness);
        assert!(shown.len() >= expected.len() && !shown.is_empty(), "{keys}: {shown:?}");
        assert_eq!(&shown[..expected.len()], *expected, "{keys}: {shown:?}");
        let term = harness.state.explain.as_ref().unwrap().term.as_ref().unwrap();
        assert!(harness.screen().contains(&term.label), "{keys}");
    }
    // The selected row of the view of terms, of the facets, and of a page is the word under the cursor.
    for keys in ["V j x", "f j x"] {
        let mut harness = Harness::new(120, 40);
        harness.press(keys);
        let at = if keys.starts_with('V') {
            harness.state.lens.cursor
        } else {
            harness.state.facets.as_ref().unwrap().cursor
        };
        let code = if keys.starts_with('V') {
            harness.state.lens_terms().nth(at).unwrap().code.clone()
        } else {
            harness.state.search.hits.facets[at].code.clone()
        };
        assert_eq!(explained(&harness).first(), Some(&code), "{keys}");
    }
}

#[test]
fn any_term_can_be_typed_and_explained() {
    // What is typed, and the code of what is explained.
    let rows = [
        ("resp", "respectful_uncertainty"),
        ("\"SCR\"", "serious_case_review"),
        ("practice_f", "practice_failing"),
        ("family_doctor", "gp"),
    ];
    for (typed, code) in rows {
        for open in ["X", "Enter x X", "t X", "f X"] {
            let mut harness = Harness::new(120, 40);
            harness.press(open);
            assert_eq!(top(&harness.state), Layer::Picker, "{open}");
            harness.press(&format!("\"{}\" Enter", typed.trim_matches('"')));
            assert_eq!(explained(&harness).first().map(String::as_str), Some(code), "{open} {typed}");
            assert_eq!(top(&harness.state), Layer::Explain);
        }
    }
}

#[test]
fn a_letter_chooses_what_begins_with_it_first() {
    // What is typed in the list of formats, and the ending of the file that is asked for then.
    for (typed, ending) in
        [("h", "html"), ("c", "csv"), ("m", "md"), ("j", "json"), ("p", "txt"), ("spread", "csv"), ("mails", "md")]
    {
        let mut harness = Harness::new(120, 40);
        harness.press(&format!("b E \"{typed}\" Enter"));
        let path = harness.state.prompt.as_ref().unwrap().input.value().to_owned();
        assert!(path.ends_with(&format!(".{ending}")), "{typed}: {path}");
    }
}

#[test]
fn what_is_written_is_told_with_its_whole_path_and_the_host() {
    for width in [60, 80, 120] {
        let mut harness = Harness::new(width, 30);
        harness.press(r#"b E Enter Ctrl-u "brief.md" Enter"#);
        let told = harness.state.message.clone().unwrap();
        let whole = std::env::current_dir().unwrap().join("brief.md");
        assert!(told.contains(&*whole.to_string_lossy()) && told.ends_with(" on server"), "{told}");
        // All of it is on the screen, on as many lines as it takes.
        let screen: String = harness.screen().lines().map(|line| line.trim_matches('"').trim_end()).collect();
        let squeezed = |text: &str| text.replace(' ', "");
        assert!(squeezed(&screen).contains(&squeezed(&told)), "{screen}");
    }
}

#[test]
fn what_was_typed_stays_when_it_cannot_be_used() {
    let mut harness = Harness::new(120, 40);
    harness.press(r#"d Up Up Up "A_date" Enter"#);
    if top(&harness.state) == Layer::Picker {
        harness.press("Enter");
    }
    harness.press(r#""no_such_day" Enter"#);
    assert_eq!(harness.state.prompt.as_ref().map(|prompt| prompt.input.value()), Some("no such day"));
    assert!(harness.state.message.is_some());
}

#[test]
fn a_wrong_filter_shows_no_numbers_of_another_search() {
    for (size, keys) in
        [((100, 30), r#"/ "is" ":adult""#), ((80, 24), r#"/ "bruis_agancy:gp""#), ((100, 30), r#"/ "gp_kind:x" Enter"#)]
    {
        let mut harness = Harness::new(size.0, size.1);
        harness.press(keys);
        assert!(!harness.state.search.problems.is_empty(), "{keys}");
        let screen = harness.screen();
        for told in [" match", "0/", "1/", "2/"] {
            assert!(!screen.contains(told), "{keys}: {told}\n{screen}");
        }
        let before = screen.match_indices("near").filter_map(|(at, _)| screen[..at].trim_end().chars().last());
        assert!(before.into_iter().all(|c| !c.is_ascii_digit()), "{keys}\n{screen}");
        // Mended, the numbers are there again.
        harness.press("Ctrl-u");
        harness.press(if harness.state.search.typing { r#""gp""# } else { r#"/ "gp""# });
        assert!(harness.screen().contains("match"), "{}", harness.screen());
    }
}

#[test]
fn an_empty_screen_names_every_word_that_found_nothing_and_what_to_do() {
    let mut harness = Harness::new(100, 30);
    harness.press(r#"/ "zzzz_police_qqqq" Enter"#);
    let screen = harness.screen();
    if harness.order().is_empty() {
        assert!(
            screen.contains("zzzz") && screen.contains("qqqq") && screen.contains("Press Esc to clear"),
            "{screen}"
        );
    }
    for keys in [r#"/ "zzzz" Enter"#, r#"/ "zzzz" Enter v"#] {
        let mut harness = Harness::new(100, 30);
        harness.press(keys);
        let screen = harness.screen();
        let flat: String = screen.lines().map(|line| line.trim_matches(['"', '│', ' '])).collect::<Vec<_>>().join(" ");
        assert!(flat.contains("Nothing has \"zzzz\"") && flat.contains("Press Esc"), "{keys}\n{screen}");
    }
}

#[test]
fn the_help_opens_on_the_keys_of_the_place() {
    // Keys that lead to a place, and what the help opens on there, without scrolling.
    let rows: [(&str, &[&str]); 6] = [
        ("", &["Search every word", "Open the selected case", "Read the seven-minute briefing"]),
        ("Enter", &["List similar findings", "Mark the selected item"]),
        ("Enter Enter", &["Close what is on top or leave the pane", "Write a note"]),
        ("t", &["List all recommendations by status"]),
        (r#"/ "the" Enter f"#, &["Add the filter to the search"]),
        ("x", &["Close what is on top"]),
    ];
    for (keys, expected) in rows {
        let mut harness = Harness::new(100, 24);
        harness.press(keys);
        harness.press("F1");
        let screen = harness.screen();
        let here = screen.find("Here").unwrap_or_else(|| panic!("{keys}\n{screen}"));
        let rest = screen.find("On the selected row").or(screen.find("Move ")).unwrap_or(screen.len());
        for help in expected {
            let at = screen.find(help).unwrap_or_else(|| panic!("{keys}: no {help}\n{screen}"));
            assert!(here < at && at < rest, "{keys}: {help}\n{screen}");
        }
    }
}

/// A message is told in one line of a terminal of 80 columns.
const ONE_LINE: usize = 78;

#[test]
fn every_message_is_short_enough_for_80_columns_and_whole_where_there_are_fewer() {
    use casebook::app::command::COMMANDS;
    use casebook::app::text::width;
    let mut told = std::collections::BTreeSet::new();
    // Keys that lead to a place, and then each command's own key.
    for (columns, rows) in [(80, 24), (46, 16), (200, 50)] {
        for place in
            ["", "Enter", "Enter Enter", r#"/ "information" Enter"#, r#"/ "zzzz" Enter"#, "V", "v", "b", "t", "'"]
        {
            let mut harness = Harness::new(columns, rows);
            harness.press(place);
            let before = harness.state.clone();
            for row in COMMANDS {
                harness.state = before.clone();
                let Some(key) = harness.state.keymap.keys(row.command).first().copied() else { continue };
                harness.send(casebook::app::Msg::Key(key));
                let Some(message) = harness.state.message.clone() else { continue };
                let screen: Vec<String> =
                    harness.screen().lines().map(|line| line.trim_matches('"').to_owned()).collect();
                let screen = screen.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
                let wanted = message.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(screen.contains(&wanted), "{place} {key}: {message}\n{}", harness.screen());
                assert!(width(&message) <= ONE_LINE, "{} cells: {message}", width(&message));
                // One about a key begins with the key.
                let first = message.chars().next().unwrap();
                assert!(!first.is_lowercase() || message.contains(" works in the panes"), "{message}");
                assert!(!message.ends_with('.'), "{message}");
                told.insert(message);
            }
        }
    }
    assert!(told.len() > 30, "{told:?}");
    if std::env::var_os("SHOW_MESSAGES").is_some() {
        println!("{}", told.into_iter().collect::<Vec<_>>().join("\n"));
    }
}
