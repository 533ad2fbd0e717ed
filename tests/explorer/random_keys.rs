//! No key, size or order of them brings the interface down or the selection out of sight.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use crate::support::Harness;
use casebook::app::Msg;
use casebook::app::Pane;
use casebook::app::key::{Key, KeyCode};
use casebook::app::layout::layout;
use proptest::prelude::*;

fn keys() -> impl Strategy<Value = Msg> {
    let code = prop_oneof![
        8 => "[a-zA-Z0-9/?\\[\\] ]".prop_map(|text| KeyCode::Char(text.chars().next().unwrap())),
        1 => any::<char>().prop_map(KeyCode::Char),
        6 => prop::sample::select(vec![
            KeyCode::Enter, KeyCode::Esc, KeyCode::Tab, KeyCode::Backspace, KeyCode::Delete, KeyCode::Up, KeyCode::Down,
            KeyCode::Left, KeyCode::Right, KeyCode::Home, KeyCode::End, KeyCode::PageUp, KeyCode::PageDown,
        ]),
    ];
    let key = (code, prop::bool::weighted(0.1), prop::bool::weighted(0.05))
        .prop_map(|(code, ctrl, alt)| Msg::Key(Key { code, ctrl, alt, shift: false }));
    prop_oneof![
        1 => (0usize..3).prop_map(|which| Msg::Loaded(crate::support::entries().split_off(which))),
        1 => (0usize..3, 0usize..3).prop_map(|(which, how)| changed(which, how)),
        20 => key,
        2 => prop_oneof![9 => (0u16..200, 0u16..80), 1 => (0u16..=500, 0u16..=500)].prop_map(|(width, height)| Msg::Resize(width, height)),
        1 => "\\PC{0,20}".prop_map(Msg::Paste),
    ]
}

/// A file of the library that is whole, wrong or gone.
fn changed(which: usize, how: usize) -> Msg {
    let entry = crate::support::entries().swap_remove(which);
    let casebook::library::Origin::File(path) = entry.origin.clone() else { panic!("a file") };
    match how {
        0 => Msg::Changed { entries: vec![entry], removed: Vec::new() },
        1 => Msg::Changed { entries: vec![crate::support::files::broken(path.to_str().unwrap())], removed: Vec::new() },
        _ => Msg::Changed { entries: Vec::new(), removed: vec![entry.origin] },
    }
}

fn selection_is_in_sight(harness: &Harness) -> bool {
    let state = &harness.state;
    let layout = layout(state);
    if layout.too_small {
        return true;
    }
    if state.lists_all() {
        let (top, shown) = (state.lens.top, usize::from(layout.lens_rows.height));
        let rows = state.lens_rows();
        return shown == 0 || rows == 0 || (top..top + shown).contains(&state.lens.cursor);
    }
    let cases = layout.cases.height == 0
        || state
            .cases
            .row()
            .is_none_or(|row| row >= state.cases.top && row < state.cases.top + layout.cases_shown().max(1));
    let place = state.place();
    let row = state.rows(state.tab).iter().position(|row| row.item().is_some() && row.item() == state.item());
    let items = layout.list.height == 0
        || row.is_none_or(|row| row >= place.top && row < place.top + usize::from(layout.list.height));
    cases && items && (state.focus != Pane::Detail || layout.detail.height > 0)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn nothing_breaks(width in 0u16..220, height in 0u16..90, messages in prop::collection::vec(keys(), 80..125)) {
        let mut harness = Harness::new(width, height);
        // Ten thousand steps in all; every third screen is drawn.
        for (step, message) in messages.into_iter().enumerate() {
            harness.send(message);
            prop_assert!(selection_is_in_sight(&harness), "{} {:?}", harness.place(), harness.state.size);
            if step % 3 == 0 {
                let (screen, cursor) = harness.draw();
                prop_assert!(cursor.is_none_or(|at| screen.area.contains(at)), "{cursor:?} {:?}", harness.state.size);
            }
        }
    }
}

#[test]
fn extreme_sizes_are_drawn() {
    for size in [(0, 0), (1, 1), (0, 50), (500, 1), (24, 8), (79, 24), (80, 8), (500, 500)] {
        let mut harness = Harness::new(size.0, size.1);
        for keys in ["", "Enter", "4", "Enter", "?", "Esc", r#"/ "gp""#] {
            harness.press(keys);
            harness.screen();
        }
    }
}
