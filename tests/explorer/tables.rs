//! Rules of the interface, as tables: keys and their commands, themes, plain signs, numbers, places to go back to.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that fails should say so at once")]

use std::collections::{BTreeMap, HashSet};

use casebook::app::Keymap;
use casebook::app::ascii::{ascii_line, make_ascii};
use casebook::app::command::{COMMANDS, Command, Context};
use casebook::app::key::Key;
use casebook::app::text::counted;
use casebook::app::theme::{BUILT_IN, Depth, ROLES, Theme};
use casebook::app::trail::state::Trail;
use casebook::case::Diagnostic;
use casebook::config::parse;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

#[test]
fn keys_are_read_and_written() {
    let rows = [
        ("j", "j"),
        ("G", "G"),
        ("shift-g", "G"),
        ("Ctrl-D", "Ctrl-d"),
        ("C-d", "Ctrl-d"),
        ("alt-o", "Alt-o"),
        ("ctrl-alt-x", "Ctrl-Alt-x"),
        ("Shift-Tab", "Shift-Tab"),
        ("pagedown", "PgDn"),
        ("?", "?"),
        ("-", "Minus"),
        ("Ctrl--", "Ctrl-Minus"),
        ("space", "Space"),
        ("F5", "F5"),
    ];
    for (text, expected) in rows {
        let key: Key = text.parse().unwrap();
        assert_eq!(key.to_string(), expected);
        assert_eq!(key.to_string().parse::<Key>().unwrap(), key, "{text}");
    }
    for text in ["", "Hyper-x", "F13", "jj", "Ctrl-", "Ctrl-Hyper-x"] {
        assert!(text.parse::<Key>().is_err(), "{text}");
    }
}

#[test]
fn commands_have_one_name_each_and_a_line_of_help() {
    let names: HashSet<&str> = COMMANDS.iter().map(|row| row.name).collect();
    assert_eq!(names.len(), COMMANDS.len());
    let helps: HashSet<&str> = COMMANDS.iter().map(|row| row.help).collect();
    assert_eq!(helps.len(), COMMANDS.len(), "two commands have the same line of help");
    for row in COMMANDS {
        assert!(row.help.len() > 3 && !row.help.ends_with('.'), "{}", row.name);
        assert!(!row.contexts.is_empty(), "{}", row.name);
        assert!(row.name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{}", row.name);
    }
}

fn keymap(text: &str) -> Result<Keymap, Vec<String>> {
    let told = |wrong: Vec<(_, _)>| {
        wrong.into_iter().map(|(span, problem)| Diagnostic::at(text, span, problem).to_string()).collect()
    };
    Keymap::new(&parse(text).unwrap().keys).map_err(told)
}

#[test]
fn the_usual_keys_have_no_clash() {
    let keymap = keymap("").unwrap();
    assert_eq!(keymap.command(Context::Browse, "j".parse().unwrap()), Some(Command::Down));
    assert_eq!(keymap.hint(Command::Help), "?");
    for row in COMMANDS {
        assert_eq!(keymap.keys(row.command).len(), row.keys.len(), "{}", row.name);
    }
}

#[test]
fn keys_can_be_changed_and_freed() {
    let keymap = keymap("[keys]\nclose = [\"Ctrl-q\"]\nsort = [\"q\"]\nredraw = []\n").unwrap();
    assert_eq!(keymap.command(Context::Browse, "q".parse().unwrap()), Some(Command::Sort));
    assert_eq!(keymap.command(Context::Browse, "Ctrl-q".parse().unwrap()), Some(Command::Close));
    assert!(keymap.keys(Command::Redraw).is_empty());
}

#[test]
fn wrong_keys_are_told_with_their_place() {
    let rows = [
        ("[keys]\nqiut = [\"x\"]\n", "2:8: error: no command is called \"qiut\"; did you mean \"quit\"?"),
        (
            "[keys]\nquit = [\"Hyper-x\"]\n",
            "2:8: error: \"Hyper-x\" is not a key; write a character or a name such as \"Ctrl-d\", \"Shift-Tab\", \"PgDn\", \"F5\"",
        ),
        (
            "[keys]\nquit = [\"s\"]\n",
            "2:8: error: \"s\" is the key of \"sort\" already; take another key, or give \"sort\" other keys too",
        ),
        (
            "[keys]\nquit = [\"u\"]\nsort = [\"u\"]\n",
            "2:8: error: \"u\" is given to \"sort\" and to \"quit\"; give one of them another key",
        ),
        (
            "[keys]\nquit = [\"Q\"]\n",
            "2:8: error: \"quit\" has no key where one types, so there would be no way out; give it one with Ctrl or Alt, or one that types nothing",
        ),
        ("[keys]\nquit = []\n", "2:8: error: \"quit\" has no key, so there would be no way out; give it one"),
        (
            "[keys]\ncursor-left = [\"h\"]\n",
            "2:15: error: \"h\" would be a command where one types; take a key with Ctrl or Alt, or one that types nothing",
        ),
        (
            "[keys]\nsort = [\"Ctrl-m\"]\n",
            "2:8: error: a terminal sends \"Ctrl-m\" as Enter, so that it never comes; write \"Enter\", or take another key",
        ),
    ];
    for (text, expected) in rows {
        assert_eq!(keymap(text).unwrap_err(), [expected], "{text}");
    }
}

#[test]
fn every_built_in_theme_shows_selection_and_matches() {
    for name in BUILT_IN {
        for depth in [Depth::None, Depth::Sixteen, Depth::Indexed, Depth::True] {
            let theme = Theme::named(name, &BTreeMap::new(), depth).unwrap();
            assert_ne!(theme.selected, theme.text, "{name} {depth:?}: the selection must show");
            assert_ne!(theme.matched, theme.text, "{name} {depth:?}");
            if depth == Depth::None {
                assert_eq!((theme.focus.fg, theme.selected.bg), (None, None));
            }
        }
    }
}

/// The share of light that a colour gives, as WCAG 2.2 defines it.
fn luminance(colour: Color) -> f64 {
    // The names that the theme of high contrast uses, as xterm shows them.
    let rgb = match colour {
        Color::Rgb(r, g, b) => [r, g, b],
        Color::Black => [0, 0, 0],
        Color::White => [255, 255, 255],
        Color::LightRed => [255, 0, 0],
        Color::LightGreen => [0, 255, 0],
        Color::LightYellow => [255, 255, 0],
        other => unreachable!("{other} has no colour of its own"),
    };
    let [r, g, b] = rgb.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn contrast(one: Color, other: Color) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn every_theme_with_colours_of_its_own_reads_with_the_contrast_of_wcag_aa() {
    // Grounds of terminals that the themes are made for; the theme "terminal" takes the terminal's colours, so that their
    // contrast is the terminal's own.
    type Ground = (&'static str, &'static [(u8, u8, u8)]);
    let grounds: [Ground; 3] = [
        ("dark", &[(0, 0, 0), (0x14, 0x18, 0x1f), (0x1e, 0x1e, 0x1e), (0x2e, 0x34, 0x40)]),
        ("light", &[(255, 255, 255), (0xfa, 0xfa, 0xfa), (0xfd, 0xf6, 0xe3), (0xee, 0xee, 0xee)]),
        ("high-contrast", &[(0, 0, 0)]),
    ];
    let mut weak = Vec::new();
    for (name, grounds) in grounds {
        let theme = Theme::named(name, &BTreeMap::new(), Depth::True).unwrap();
        let styles = [
            ("text", theme.text),
            ("dim", theme.dim),
            ("heading", theme.heading),
            ("focus", theme.focus),
            ("matched", theme.matched),
            ("wrong", theme.wrong),
            ("selected", theme.selected),
            ("selected_elsewhere", theme.selected_elsewhere),
            ("alarm", theme.alarm),
            ("good", theme.good),
            ("failing", theme.failing),
            ("conclusion", theme.conclusion),
            ("key", theme.key),
            ("heat1", theme.heat1),
            ("heat2", theme.heat2),
            ("heat3", theme.heat3),
            ("heat4", theme.heat4),
        ];
        assert_eq!(styles.map(|(role, _)| role).as_slice(), ROLES, "every role is measured");
        for (role, style) in styles {
            for ground in grounds {
                let ground = style.bg.unwrap_or(Color::Rgb(ground.0, ground.1, ground.2));
                let ratio = contrast(style.fg.unwrap(), ground);
                if ratio < 4.5 {
                    weak.push(format!("{name} {role} on {ground}: {ratio:.2}"));
                }
            }
        }
    }
    assert!(weak.is_empty(), "{}", weak.join("\n"));
    assert!((contrast(Color::Black, Color::White) - 21.0).abs() < 1e-9);
    assert!(contrast(Color::Rgb(0x77, 0x77, 0x77), Color::White) < 4.5);
    assert!(contrast(Color::Rgb(0x76, 0x76, 0x76), Color::White) > 4.5);
}

/// Themes of a user: name, role and style.
fn own(rows: &[(&str, &str, &str)]) -> BTreeMap<String, BTreeMap<String, String>> {
    let theme = |(name, role, style): &(&str, &str, &str)| {
        ((*name).to_owned(), BTreeMap::from([((*role).to_owned(), (*style).to_owned())]))
    };
    rows.iter().map(theme).collect()
}

#[test]
fn styles_are_read_and_colours_lowered() {
    let rows = [
        ("bold red", Depth::Sixteen, Style::new().fg(Color::Red).add_modifier(Modifier::BOLD)),
        ("#ff0000", Depth::True, Style::new().fg(Color::Rgb(255, 0, 0))),
        ("#ff0000", Depth::Indexed, Style::new().fg(Color::Indexed(196))),
        ("#ff0000", Depth::Sixteen, Style::new().fg(Color::Red)),
        ("196", Depth::Indexed, Style::new().fg(Color::Indexed(196))),
        ("white on blue", Depth::Sixteen, Style::new().fg(Color::White).bg(Color::Blue)),
        ("white on blue", Depth::None, Style::new().add_modifier(Modifier::REVERSED)),
        ("white on black", Depth::None, Style::new()),
        ("", Depth::True, Style::new()),
    ];
    for (written, depth, expected) in rows {
        let theme = Theme::named("mine", &own(&[("mine", "text", written)]), depth).unwrap();
        assert_eq!(theme.text, expected, "{written} {depth:?}");
    }
}

#[test]
fn own_themes_begin_as_the_default_and_mistakes_are_told() {
    let own = own(&[("mine", "focus", "bold green"), ("odd", "focuss", "bold"), ("worse", "focus", "bould")]);
    let mine = Theme::named("mine", &own, Depth::Sixteen).unwrap();
    assert_eq!((mine.focus.fg, mine.alarm.fg), (Some(Color::Green), Some(Color::Red)));
    let rows = [
        ("odd", "themes.odd: nothing is called \"focuss\"; did you mean \"focus\"?"),
        ("worse", "themes.worse.focus: \"bould\" is no colour and no modifier"),
        ("drak", "no theme is called \"drak\"; did you mean \"dark\"?"),
        ("zzzzzz", "no theme is called \"zzzzzz\"; there are terminal, dark, light, high-contrast, mine, odd, worse"),
    ];
    for (name, expected) in rows {
        let told = Theme::named(name, &own, Depth::Sixteen).unwrap_err();
        assert!(told.starts_with(expected), "{told}");
    }
}

#[test]
fn nothing_but_ascii_is_left() {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 40, 1));
    buffer.set_string(0, 0, "┏━▸ Ärger, Climbié ▲ 日本 … Иван", Style::new());
    make_ascii(&mut buffer);
    let text: String = buffer.content.iter().map(Cell::symbol).collect();
    assert!(text.is_ascii(), "{text}");
    assert!(text.starts_with("+=> Arger, Climbie ! ?"), "{text}");
    let rows = [
        ("plain", "plain"),
        ("Missed  ██▌ 5", "Missed  ### 5"),
        (" 1░  2▒  3▓  4█", " 1.  2:  3%  4#"),
        ("Dec 2006  ●●▲  3", "Dec 2006  oo!  3"),
        ("Ärger · Climbié – 日本", "Arger - Climbie - ??"),
    ];
    for (text, expected) in rows {
        assert_eq!(ascii_line(text), expected);
    }
}

#[test]
fn numbers_have_their_thousands_apart() {
    let rows =
        [(0, "0 cases"), (1, "1 case"), (999, "999 cases"), (1000, "1,000 cases"), (1_234_567, "1,234,567 cases")];
    for (count, expected) in rows {
        assert_eq!(counted(count, "case", "cases"), expected);
    }
}

#[test]
fn back_and_forward_are_each_others_opposite() {
    let mut trail = Trail::default();
    trail.leave(1);
    trail.leave(2);
    assert_eq!(trail.back(|| 3), Some(2));
    assert_eq!(trail.back(|| 2), Some(1));
    assert_eq!(trail.back(|| 1), None);
    assert_eq!(trail.forward(|| 1), Some(2));
    assert_eq!(trail.forward(|| 2), Some(3));
    assert_eq!(trail.forward(|| 3), None);
    trail.back(|| 3);
    trail.leave(9);
    assert_eq!(trail.forward(|| 9), None, "a new way forgets the old one ahead");
}

#[test]
fn the_oldest_places_are_forgotten() {
    let mut trail = Trail::default();
    (0..105).for_each(|place| trail.leave(place));
    let back: Vec<i32> = std::iter::from_fn(|| trail.back(|| 0)).collect();
    assert_eq!((back.len(), back[0], back[99]), (100, 104, 5));
}
