//! The pictures of the README, made from the program's own frames. `UPDATE_DOCS=1 cargo test --test explorer pictures` makes them.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use casebook::app::Msg;
use casebook::app::text::width;
use casebook::app::theme::{Depth, Theme};
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use crate::support::Harness;
use crate::support::library::bundled;

/// The colours of the picture where the theme leaves them to the terminal.
const PAPER: &str = "#14181f";
const INK: &str = "#d8dee9";
/// The size of a cell.
const CELL: (f32, f32) = (8.4, 18.0);
/// The room around the screen.
const MARGIN: f32 = 10.0;

/// Each picture's file in `docs/`, the keys that lead to its screen, and a text that must stand on it.
const PICTURES: [(&str, &str, &str); 3] = [
    ("search.svg", r#"/ "bruising_and_GPs" Enter n"#, "bruising and GPs"),
    ("brief.svg", r#"B "information_sharing" Enter"#, "Information sharing"),
    ("charts.svg", "p", "decade"),
];

fn colour(colour: Color, otherwise: &str) -> String {
    match colour {
        Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
        Color::Reset => otherwise.to_owned(),
        other => panic!("the theme of the pictures names each colour in full, not {other}"),
    }
}

/// A cell's letters, ground and weight as attributes; the ground only where it is not the paper.
fn look(cell: &Cell) -> (String, Option<String>) {
    let (mut ink, mut ground) = (colour(cell.fg, INK), colour(cell.bg, PAPER));
    if cell.modifier.contains(Modifier::REVERSED) {
        std::mem::swap(&mut ink, &mut ground);
    }
    let mut attributes = format!("fill=\"{ink}\"");
    for (modifier, attribute) in [
        (Modifier::BOLD, " font-weight=\"bold\""),
        (Modifier::ITALIC, " font-style=\"italic\""),
        (Modifier::UNDERLINED, " text-decoration=\"underline\""),
        (Modifier::DIM, " fill-opacity=\"0.7\""),
    ] {
        if cell.modifier.contains(modifier) {
            attributes.push_str(attribute);
        }
    }
    (attributes, (ground != PAPER).then_some(ground))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A frame as a picture: cells of one look in a row are one text, as long as its cells are.
fn svg(buffer: &Buffer, title: &str) -> String {
    let (columns, rows) = (buffer.area.width, buffer.area.height);
    let size = (f32::from(columns) * CELL.0 + 2.0 * MARGIN, f32::from(rows) * CELL.1 + 2.0 * MARGIN);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {:.0} {:.0}\" role=\"img\" font-family=\"ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace\" font-size=\"14\">\n<title>{}</title>\n<rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"{PAPER}\"/>\n",
        size.0,
        size.1,
        escaped(title)
    );
    for y in 0..rows {
        let mut x = 0;
        while x < columns {
            let (attributes, ground) = look(&buffer[(x, y)]);
            let (start, mut text) = (x, String::new());
            while x < columns && look(&buffer[(x, y)]) == (attributes.clone(), ground.clone()) {
                let symbol = buffer[(x, y)].symbol();
                text.push_str(symbol);
                x += u16::try_from(width(symbol)).unwrap().max(1);
            }
            let (left, top) = (f32::from(start) * CELL.0 + MARGIN, f32::from(y) * CELL.1 + MARGIN);
            let long = f32::from(x - start) * CELL.0;
            if let Some(ground) = ground {
                writeln!(
                    svg,
                    "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{long:.1}\" height=\"{:.1}\" fill=\"{ground}\"/>",
                    CELL.1
                )
                .unwrap();
            }
            if !text.trim().is_empty() {
                writeln!(
                    svg,
                    "<text x=\"{left:.1}\" y=\"{:.1}\" textLength=\"{long:.1}\" lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\" {attributes}>{}</text>",
                    top + 13.5,
                    escaped(&text)
                )
                .unwrap();
            }
        }
    }
    svg.push_str("</svg>\n");
    svg
}

#[test]
fn the_readme_shows_three_screens_as_they_are() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    for (name, keys, expected) in PICTURES {
        let mut harness = Harness::empty(100, 30);
        harness.state.theme = Theme::named("dark", &BTreeMap::new(), Depth::True).unwrap();
        harness.send(Msg::Loaded(bundled().to_vec()));
        harness.send(Msg::LoadFinished);
        harness.press(keys);
        let screen = harness.screen();
        assert!(screen.contains(expected), "{name}: no {expected}\n{screen}");
        assert!(readme.contains(&format!("](docs/{name})")), "the README does not show docs/{name}");
        let made = svg(&harness.draw().0, &format!("casebook after the keys {keys}"));
        let path = root.join("docs").join(name);
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::write(&path, made).unwrap();
            continue;
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == made, "docs/{name} is out of date: UPDATE_DOCS=1 cargo test --test explorer pictures");
    }
}
