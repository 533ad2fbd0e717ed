//! What a meeting asks, by keys from the opened program: each letter counts as one.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that fails should say so at once")]

use crate::support::Harness;
use crate::support::library::bundled;
use casebook::app::Msg;

/// The most keys that an answer may take.
const MOST: usize = 12;

/// How many keys these are, as they are pressed.
fn count(keys: &str) -> usize {
    let letters = |token: &str| token.strip_prefix('"').map_or(1, |text| text.chars().count() - 1);
    keys.split_whitespace().map(letters).sum()
}

#[test]
fn seven_questions_are_answered_in_twelve_keys() {
    // The question, the keys, and what stands on the screen then.
    let rows: &[(&str, &str, &[&str])] = &[
        (
            "both reviews on social care side by side",
            r#"/ "connel" Enter c # 3"#,
            &["Children's social care", "First serious case review", "│ Second serious case review"],
        ),
        ("who chaired each review", r#"/ "connel" Enter c"#, &["Chair", "Sharon Shoesmith", "Graham Badman"]),
        ("everything addressed to the police", r#"B "pol" Enter"#, &["Police"]),
        ("the dates of publication of both reviews", r#"/ "connel" Enter c"#, &["Published", "November 2008"]),
        ("respectful uncertainty", r#"X "resp" Enter"#, &["Explanation", "Respectful uncertainty"]),
    ];
    for (question, keys, expected) in rows {
        for (width, height) in [(100, 30), (200, 50)] {
            let mut harness = Harness::empty(width, height);
            harness.send(Msg::Loaded(bundled().to_vec()));
            harness.send(Msg::LoadFinished);
            harness.press(keys);
            let screen = harness.screen();
            assert!(count(keys) <= MOST, "{question}: {} keys", count(keys));
            for text in *expected {
                assert!(screen.contains(text), "{question}, {keys}: no {text}\n{screen}");
            }
        }
    }
}
