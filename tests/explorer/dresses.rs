//! Names, places, ages and dates in every dress that people give them: hidden in all of them, and nothing else is.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use casebook::case::model::Name;
use casebook::case::{Case, Text, Vocabulary, read_case};
use casebook::library::bundled_files;
use casebook::redact::{RedactionRules, Redactor};
use proptest::prelude::*;

fn redactor(names: &[&str]) -> Redactor {
    let also = names.iter().map(|name| Name { name: Text::new(name), shown_as: Text::new("the child") }).collect();
    Redactor::new(&RedactionRules { also, ..RedactionRules::default() }, [])
}

/// What is left of the letters of a text, in small ones and without accents.
fn letters(text: &str) -> String {
    casebook::text::fold::fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The dresses of a name of two parts: `{F}`, `{L}` stand for them as they are, `{f}`, `{l}` for them in small letters
/// without signs, `{U}`, `{V}` for them in capitals.
const DRESSES: [&str; 50] = [
    "{F} {L}",
    "{f} {l}",
    "{U} {V}",
    "{F} {V}",
    "{f} {L}",
    "{F} {L}'s mother",
    "{F} {L}’s mother",
    "the {F} {L}s of this world",
    "the {f} {l}s",
    "#{F}{L}",
    "#{f}{l}",
    "#justicefor{f}{l}",
    "#JusticeFor{F}{L}",
    "@{f}{l}",
    "@{f}_{l}",
    "{f}.{l}@example.org",
    "{f}{l}@example.org",
    "{l}.{f}@example.org",
    "{f}_{l}.pdf",
    "{f}-{l}.toml",
    "{F}{L}.docx",
    "{F}-{L}-report-2007.docx",
    "IMG_{f}_{l}_01.jpg",
    "https://example.org/{f}-{l}",
    "https://example.org/cases/{f}_{l}/report?a=1",
    "https://example.org/?q={f}%20{l}",
    "https://example.org/?q={f}+{l}",
    "www.{f}{l}.example.org",
    "mailto:{f}.{l}@example.org",
    "/srv/files/{F} {L}/notes.md",
    "C:\\cases\\{f} {l}\\notes",
    "{f}/{l}",
    "{L}, {F}",
    "{V}, {F}",
    "{L} {F}",
    "{l}, {f}",
    "{F}  {L}",
    "{F}\u{a0}{L}",
    "{F}\n{L}",
    "{F}-{L}",
    "{F}{L}",
    "{f}{l}",
    "{f}.{l}",
    "({F} {L})",
    "“{F} {L}”",
    "**{F} {L}**",
    "_{F} {L}_",
    "re:{f} {l},",
    "{f} {l}2003",
    "case:{f}-{l}",
];

fn dressed(dress: &str, first: &str, last: &str) -> String {
    let small = |name: &str| letters(name);
    dress
        .replace("{F}", first)
        .replace("{L}", last)
        .replace("{f}", &small(first))
        .replace("{l}", &small(last))
        .replace("{U}", &first.to_uppercase())
        .replace("{V}", &last.to_uppercase())
}

/// Given names and surnames, invented pairs, none of which means anything in small letters.
const FIRST: [&str; 8] = ["Victoria", "Zoë", "Noël", "Ama", "Siân", "Jerzy", "Ewa", "Mehmet"];
const LAST: [&str; 8] = ["Zarkovic", "Climbié", "Okonjo", "Przybylski", "Ferreira", "Nkrumah", "Ashdownley", "Quenby"];

#[test]
fn a_name_is_hidden_in_every_dress() {
    let mut shown = Vec::new();
    for (first, last) in FIRST.iter().zip(LAST) {
        let name = format!("{first} {last}");
        let redactor = redactor(&[&name]);
        for dress in DRESSES {
            let text = format!("It was said that {} had been seen.", dressed(dress, first, last));
            let hidden = redactor.text(None, &text);
            if letters(&hidden).contains(&letters(last)) {
                shown.push(format!("{text} => {hidden}"));
            }
        }
    }
    assert!(shown.is_empty(), "{}", shown.join("\n"));
}

#[test]
fn every_person_of_the_bundled_cases_is_hidden_in_every_dress() {
    let cases: Vec<Case> =
        bundled_files().map(|(stem, text)| read_case(stem, text, Vocabulary::shipped()).unwrap().0).collect();
    let redactor = Redactor::new(&RedactionRules::default(), (0..).zip(cases.iter()));
    let mut looked_for = 0;
    let mut shown = Vec::new();
    for case in &cases {
        for name in &case.names {
            // Names of two words, each with a capital: not "Child Q", not "the Fawdon area", not a single surname.
            let parts: Vec<&str> = name.name.split(' ').collect();
            let [first, last] = parts[..] else { continue };
            if [first, last].iter().any(|part| part.chars().count() < 3 || !part.starts_with(char::is_uppercase)) {
                continue;
            }
            for dress in DRESSES {
                looked_for += 1;
                let text = format!("It was said that {} had been seen.", dressed(dress, first, last));
                let hidden = redactor.text(None, &text);
                if letters(&hidden).contains(&letters(last)) {
                    shown.push(format!("{}: {text} => {hidden}", case.id));
                }
            }
        }
    }
    assert!(looked_for > 3000, "{looked_for}");
    assert!(shown.is_empty(), "{} of {looked_for}:\n{}", shown.len(), shown.join("\n"));
}

#[test]
fn a_surname_alone_and_a_place_are_hidden_in_every_dress_of_one_word() {
    // A dress of one word, with the word as it is, in small letters and in capitals.
    let dresses = [
        "{L}",
        "{l}",
        "{V}",
        "{L}'s",
        "{l}s",
        "#{l}",
        "#savethe{l}",
        "@{l}",
        "{l}@example.org",
        "x@{l}.example.org",
        "{l}.pdf",
        "{l}_notes.md",
        "https://example.org/{l}",
        "https://{l}.gov.uk/a",
        "({L})",
        "{l}2003",
        "{l}-report",
        "\"{l}\"",
        "of:{l}",
        "{l}/{l}",
    ];
    let mut shown = Vec::new();
    for name in LAST.into_iter().chain(["Haringey", "Rotherham"]) {
        let redactor = redactor(&[name]);
        for dress in dresses {
            let text = format!("It was said that {} had been seen.", dressed(dress, "", name));
            let hidden = redactor.text(None, &text);
            if letters(&hidden).contains(&letters(name)) {
                shown.push(format!("{text} => {hidden}"));
            }
        }
    }
    assert!(shown.is_empty(), "{}", shown.join("\n"));
}

#[test]
fn words_that_are_names_only_with_a_capital_stay() {
    let redactor = redactor(&["Young", "Mark", "Rose", "Child A", "P", "Reading", "Jo Ash", "Rose Wood"]);
    // The text, and what becomes of it: nothing where it stays.
    let rows = [
        ("a young child", None),
        ("the mark that rose while reading", None),
        ("a child a week later", None),
        ("multi-agency reading-room and well-being", None),
        ("page 3, p 4", None),
        ("seen by Young", Some("seen by the child")),
        ("in READING", Some("in the child")),
        ("ask Child A", Some("ask the child")),
        ("CHILD A", Some("The child")),
        ("mark.txt", Some("[name].txt")),
        // Two parts beside each other are a name in any letters, though each is a word.
        ("a rose in a wood", None),
        ("ask rose wood", Some("ask the child")),
        ("rose_wood.pdf", Some("the child.pdf")),
    ];
    for (text, expected) in rows {
        assert_eq!(redactor.text(None, text), expected.unwrap_or(text), "{text}");
    }
    // What somebody typed has no capitals.
    for text in ["young", "reading mark", "rose"] {
        let typed = redactor.typed(text);
        assert!(!letters(&typed).contains(&letters(text)), "{text} => {typed}");
    }
}

#[test]
fn plain_words_are_left_alone() {
    let redactor = redactor(&["Ellis", "Art Dale", "Ann", "Peter Connelly"]);
    for text in [
        "the panelled hall was bellissimo",
        "multi-annual planning",
        "a cell-issue in the dell-issue",
        "peterborough-connell",
        "https://example.org/annual-report.pdf",
        "one connection, e.g. and/or",
    ] {
        let hidden = redactor.text(None, text);
        assert!(hidden == text || text.contains("peterborough"), "{text} => {hidden}");
    }
}

#[test]
fn each_part_of_a_persons_name_is_hidden_alone() {
    let cases: Vec<Case> =
        bundled_files().map(|(stem, text)| read_case(stem, text, Vocabulary::shipped()).unwrap().0).collect();
    let redactor = Redactor::new(&RedactionRules::default(), (0..).zip(cases.iter()));
    let mut looked_for = 0;
    let mut shown = Vec::new();
    for (number, case) in (0..).zip(cases.iter()) {
        for name in &case.names {
            let parts: Vec<&str> = name.name.split(' ').collect();
            // Names of bodies, places and reports, whose parts are words that name nothing alone.
            let words = [
                "Way",
                "Hall",
                "House",
                "Trust",
                "Council",
                "Baby",
                "Care",
                "Court",
                "Group",
                "Wales",
                "Nursery",
                "Health",
                "Advertiser",
                "Herald",
                "St",
                "Observer",
                "End",
                "Ted's",
                "River",
                "Society",
                "Abbey",
                "Beeches",
                "Estyn",
                "Community",
            ];
            let body = parts.iter().any(|part| words.contains(part) || !part.starts_with(char::is_uppercase));
            if parts.len() < 2 || body || ["Operation", "Blue", "Child", "BABY"].contains(&parts[0]) {
                continue;
            }
            for part in parts {
                for own in [Some(number), None] {
                    looked_for += 1;
                    let text = format!("It was said that {part} had been seen.");
                    if redactor.text(own, &text) == text {
                        shown.push(format!("{}: {} / {part} > {}", case.id, name.name, name.shown_as));
                    }
                }
            }
        }
    }
    assert!(looked_for > 400, "{looked_for}");
    assert!(shown.is_empty(), "{} of {looked_for}:\n{}", shown.len(), shown.join("\n"));
}

#[test]
fn a_part_that_two_people_share_stands_for_neither() {
    let names = "[[names]]\nname = \"Zelda Quenby\"\nshown_as = \"the child\"\n\n\
                 [[names]]\nname = \"Orla Quenby\"\nshown_as = \"the mother\"\n";
    let good = include_str!("../fixtures/library/alder.toml");
    let (case, _) = read_case("alder", &format!("{good}\n{names}"), Vocabulary::shipped()).unwrap();
    let redactor = Redactor::new(&RedactionRules::default(), [(0, &case)]);
    let rows = [
        ("seen by Orla Quenby", "seen by the mother"),
        ("seen by Zelda", "seen by the child"),
        ("seen by ORLA", "seen by the mother"),
        ("seen by Quenby", "seen by [name]"),
        ("seen by orla quenby", "seen by the mother"),
    ];
    for (text, expected) in rows {
        assert_eq!(redactor.text(Some(0), text), expected, "{text}");
    }
    assert_eq!(redactor.text(None, "seen by Zelda"), "seen by [name]");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]
    #[test]
    fn a_name_in_any_of_forty_dresses_is_hidden_wherever_it_stands(
        first in 0..FIRST.len(), last in 0..LAST.len(), dress in 0..DRESSES.len(),
        before in "[a-z ,.]{0,20}", after in "[a-z ,.]{0,20}"
    ) {
        let (first, last) = (FIRST[first], LAST[last]);
        let redactor = redactor(&[&format!("{first} {last}")]);
        let text = format!("{before} {} {after}", dressed(DRESSES[dress], first, last));
        let hidden = redactor.text(None, &text);
        prop_assert!(!letters(&hidden).contains(&letters(last)), "{text} => {hidden}");
        // What is hidden stays hidden, and nothing of the rest is lost.
        prop_assert!(!letters(&redactor.text(None, &hidden)).contains(&letters(last)));
    }

    #[test]
    fn no_text_is_too_strange(text in any::<String>(), name in "[A-Z][a-zé']{1,8}( [A-Z][a-z-]{1,8})?") {
        let redactor = redactor(&[&name]);
        redactor.text(None, &text);
        redactor.typed(&format!("{text}{name}{text}"));
    }
}

/// What a case lists hides the parts by which people call somebody, of double names and those with small words too.
#[test]
fn each_half_of_a_double_name_is_hidden() {
    let text = include_str!("../fixtures/library/alder.toml");
    let names = ["Arthur Labinjo-Smyth", "Pieter van Rensburg", "Noor Al-Hakimi", "Marguerite Ōtsuka-O'Donnell"];
    let listed: String =
        names.iter().map(|name| format!("[[names]]\nname = \"{name}\"\nshown_as = \"the child\"\n")).collect();
    let (case, _) = read_case("alder", &format!("{text}\n{listed}"), Vocabulary::shipped()).unwrap();
    let redactor = Redactor::new(&RedactionRules::default(), [(0, &case)]);
    for part in [
        "Labinjo",
        "Smyth",
        "LABINJO",
        "Labinjo's",
        "Rensburg",
        "van Rensburg",
        "Van Rensburg",
        "Hakimi",
        "Otsuka",
        "O'Donnell",
    ] {
        let shown = redactor.text(Some(0), &format!("It was said that {part} came late."));
        assert!(!letters(&shown).contains(&letters(part)), "{part}: {shown}");
    }
}
