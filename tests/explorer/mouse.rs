//! The mouse in the interface, and a screen of nothing but ASCII.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use crate::support::Harness;
use casebook::app::{Msg, Pointer, PointerAction};
use casebook::search::Lens;

fn point(harness: &mut Harness, action: PointerAction, column: u16, row: u16) {
    harness.send(Msg::Mouse(Pointer { column, row, action }));
}

/// Where a text stands on the screen.
fn find(harness: &Harness, text: &str) -> (u16, u16) {
    for (row, line) in harness.screen().lines().enumerate() {
        // Lines are printed in quotes.
        let line = line.trim_start_matches('"');
        if let Some(at) = line.find(text) {
            return (u16::try_from(line[..at].chars().count()).unwrap(), u16::try_from(row).unwrap());
        }
    }
    panic!("{text} is not on the screen: {}", harness.screen());
}

fn click(harness: &mut Harness, text: &str) {
    let (column, row) = find(harness, text);
    point(harness, PointerAction::Click, column, row);
}

#[test]
fn a_click_selects_and_a_second_opens() {
    let mut harness = Harness::new(120, 40);
    click(&mut harness, "Birch");
    assert_eq!(harness.place(), "birch Findings F1 Cases");
    click(&mut harness, "▸ Birch");
    assert_eq!(harness.place(), "birch Findings F1 Items");
    click(&mut harness, "Alder");
    click(&mut harness, "F2 ");
    assert_eq!(harness.place(), "alder Findings F2 Items");
    click(&mut harness, "F2 ");
    assert_eq!(harness.place(), "alder Findings F2 Detail");
    click(&mut harness, "Timeline");
    assert!(harness.place().starts_with("alder Timeline"), "{}", harness.place());
    click(&mut harness, "2 Recommendations");
    assert!(harness.place().starts_with("alder Recommendations"), "{}", harness.place());
}

#[test]
fn a_click_in_the_list_of_a_lens_selects_and_a_second_goes_to_the_case() {
    let mut harness = Harness::new(120, 40);
    harness.press("v");
    click(&mut harness, "Events");
    assert_eq!(harness.state.lens.lens, Lens::Events);
    click(&mut harness, "May 2011");
    let place = harness.place();
    assert!(place.starts_with("alder Timeline E2"), "{place}");
    click(&mut harness, "May 2011");
    assert_eq!(harness.place(), place.replace("Cases", "Items"));
}

#[test]
fn the_wheel_moves_what_is_under_it() {
    let mut harness = Harness::new(120, 24);
    point(&mut harness, PointerAction::WheelDown, 3, 5);
    assert_eq!(harness.place().split(' ').next(), Some("crab"), "three cases down, of three");
    point(&mut harness, PointerAction::WheelUp, 3, 5);
    assert_eq!(harness.place(), "alder Findings F1 Cases");
    let (column, row) = find(&harness, "Kind  ");
    point(&mut harness, PointerAction::WheelDown, column, row);
    assert!(harness.state.place().scroll > 0);
    harness.press("?");
    point(&mut harness, PointerAction::WheelDown, 50, 10);
    assert!(harness.state.help.as_ref().unwrap().top > 0);
}

#[test]
fn nothing_breaks_wherever_one_points() {
    for size in [(120, 40), (80, 24), (50, 20), (20, 5)] {
        for keys in ["", "Enter", "v", "V", r#"/ "the" Enter f"#, "x", "?", "/ Tab"] {
            let mut harness = Harness::new(size.0, size.1);
            harness.press(keys);
            for row in 0..size.1 + 2 {
                for column in (0..size.0 + 2).step_by(7) {
                    for action in [PointerAction::Click, PointerAction::WheelDown, PointerAction::WheelUp] {
                        point(&mut harness, action, column, row);
                    }
                }
            }
            harness.screen();
        }
    }
}

#[test]
fn an_ascii_screen_holds_nothing_else() {
    for keys in ["", "Enter j", "v v", "V", "?", "x", r#"/ "arger" Enter"#, "f", "4 Enter G", "J J"] {
        let mut harness = Harness::new(100, 30);
        harness.state.ascii = true;
        harness.press(keys);
        let screen = harness.screen();
        assert!(screen.is_ascii(), "{keys}: {screen}");
    }
    let mut harness = Harness::new(80, 24);
    harness.state.ascii = true;
    harness.press(r#"/ "bruis""#);
    insta::assert_snapshot!("ascii", harness.screen());
}
