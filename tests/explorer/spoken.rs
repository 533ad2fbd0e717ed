//! What a screen reader follows: where the cursor stands after each key, the row from there on, and the rows that changed.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::fmt::Write as _;

use crate::support::Harness;
use casebook::app::Msg;

/// The rows of the screen, without spaces at their ends.
fn rows(harness: &Harness) -> Vec<String> {
    let (buffer, _) = harness.draw();
    let row = |y: u16| (0..buffer.area.width).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim().to_owned();
    (0..buffer.area.height).map(row).collect()
}

/// The transcript of a journey, a reader's settings in force.
fn transcript(keys: &[&str]) -> String {
    let mut harness = Harness::new(80, 24);
    (harness.state.borderless, harness.state.cursor_on_row) = (true, true);
    let mut before = rows(&harness);
    let mut told = String::new();
    for key in keys {
        harness.press(key);
        let after = rows(&harness);
        let (_, cursor) = harness.draw();
        let at = cursor.map_or("hidden".to_owned(), |at| format!("row {}, column {}", at.y + 1, at.x + 1));
        writeln!(told, "{key}: cursor at {at}: {}", harness.at_cursor().trim()).unwrap();
        for (row, text) in after.iter().enumerate().filter(|(row, text)| before[*row] != **text) {
            writeln!(told, "  {}: {text}", row + 1).unwrap();
        }
        before = after;
    }
    told
}

#[test]
fn five_journeys_can_be_followed() {
    for (name, keys) in [
        ("from_case_to_case", ["j", "k", "Enter"].as_slice()),
        ("searching", &["/", r#""bruising""#, "Down", "Enter"]),
        ("reading_an_entry", &["Enter", "j", "Enter", "Esc"]),
        ("choosing_from_a_list", &[":", r#""track""#, "Enter", "q"]),
        ("asking_for_help", &["?", "j", "Esc"]),
    ] {
        let told = transcript(keys);
        assert!(!told.contains("hidden") && !told.contains(['│', '─', '━', '┌']), "{name}\n{told}");
        insta::assert_snapshot!(name, told);
    }
}

#[test]
fn the_cursor_stands_on_the_selected_row_while_one_types_by_setting() {
    let mut harness = Harness::new(80, 24);
    harness.press(r#"/ "bruising""#);
    let (_, typed) = harness.draw();
    assert_eq!(typed.unwrap().y, 0, "in the line that is typed");
    harness.state.cursor_on_row = true;
    let (_, row) = harness.draw();
    assert!(row.unwrap().y > 0 && harness.at_cursor().contains("Alder"), "{}", harness.at_cursor());
    // The selected row is followed as the results change.
    harness.press(r#"Ctrl-u "adult""#);
    let selected = harness.case().unwrap().title.to_string();
    assert!(harness.at_cursor().contains(&selected), "{selected}: {}", harness.at_cursor());
}

#[test]
fn a_drawing_without_borders_has_the_same_words() {
    for keys in ["", "Enter 3", "t", "p", "?", ":", r#"/ "the" Enter f"#] {
        let mut harness = Harness::new(100, 30);
        harness.press(keys);
        let framed = rows(&harness).join("\n");
        harness.state.borderless = true;
        let bare = rows(&harness).join("\n");
        assert!(!bare.contains(['│', '─', '━', '┌', '└', '┍']), "{keys}\n{bare}");
        let words = |text: &str| -> Vec<String> {
            text.replace(|c| "│┃─━┌┐└┘┍┑".contains(c), " ").split_whitespace().map(str::to_owned).collect()
        };
        assert_eq!(words(&framed), words(&bare), "{keys}");
    }
}

#[test]
fn digits_choose_from_every_short_list() {
    let mut harness = Harness::new(100, 30);
    harness.press("E");
    let rows = harness.state.picker.as_ref().unwrap().rows.len();
    assert!(rows <= 9, "{rows}");
    assert!(harness.screen().contains("1 ") && harness.screen().contains("2 "), "{}", harness.screen());
    harness.press("1");
    assert!(harness.state.picker.as_ref().is_none_or(|open| open.rows.len() != rows), "{}", harness.screen());
    // In a long list digits are letters of the filter, and a pasted text is never a choice.
    harness.press("Esc Esc :");
    harness.send(Msg::Paste("1".to_owned()));
    assert!(harness.state.picker.is_some());
}
