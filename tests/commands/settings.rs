//! Files of settings and of searches: what is wrong is told with its place.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use casebook::config::{Settings, parse};
use casebook::library::read_searches;
use casebook::search::Lens;

#[test]
fn the_lenses_are_those_of_the_search() {
    let file = |lens: &str| format!("[[search]]\nname = \"A\"\nquery = \"x\"\nlens = \"{lens}\"\n");
    for lens in Lens::ALL {
        assert_eq!(read_searches(&file(lens.code())).unwrap()[0].lens.as_deref(), Some(lens.code()));
    }
    let told = read_searches(&file("xyzzy")).unwrap_err()[0].help.clone().unwrap();
    assert_eq!(told, format!("one of: {}", Lens::ALL.map(Lens::code).join(", ")));
}

#[test]
fn a_file_is_read_or_told_with_its_places() {
    // Text, names of the searches, what is told of it.
    let rows: [(&str, &[&str], &[&str]); 9] = [
        ("", &[], &[]),
        (
            "[[search]]\nname = \"Board\"\nquery = \"to:police\"\nlens = \"findings\"\n\n[[search]]\nname = \"GP\"\nquery = \"gp\"\n",
            &["Board", "GP"],
            &[],
        ),
        ("[[search]]\nname = \"All\"\nquery = \"\"\nlens = \"terms\"\n", &["All"], &[]),
        (
            "[[search]]\nname = \"A\"\nquery = \"x\"\nlense = \"cases\"\n",
            &[],
            &["4:1: error: unknown key \"lense\"; did you mean \"lens\"?"],
        ),
        (
            "[[search]]\nname = \"A\"\nquery = \"x\"\nlens = \"finding\"\n",
            &[],
            &["4:8: error: \"finding\" is not a lens; did you mean \"findings\"?"],
        ),
        (
            "[[search]]\nname = \"A\"\nquery = \"x\"\n[[search]]\nname = \"A\"\nquery = \"y\"\n",
            &[],
            &["5:8: error: a search is called \"A\" already; give it another name"],
        ),
        ("[[search]]\nname = \"A\"\n", &[], &["1:1: error: this entry of \"search\" has no \"query\"; add query = …"]),
        (
            "[[search]]\nname = \"\"\nquery = \"\"\n",
            &[],
            &[
                "2:8: error: the search has no name; write what it is for",
                "3:9: error: the search looks for nothing; write words, or a lens",
            ],
        ),
        ("name = [", &[], &["1:9: error: not TOML: unclosed array, expected `]`"]),
    ];
    for (text, names, told) in rows {
        match read_searches(text) {
            Ok(searches) => {
                let found: Vec<&str> = searches.iter().map(|search| search.name.as_str()).collect();
                assert_eq!((found.as_slice(), told.len()), (names, 0), "{text}");
            }
            Err(problems) => {
                let found: Vec<String> = problems.iter().map(ToString::to_string).collect();
                assert_eq!(found, told, "{text}");
            }
        }
    }
}

#[test]
fn a_search_cannot_act_on_a_terminal() {
    let text = "[[search]]\nname = \"a\\u001b[31mb\"\nquery = \"x\"\n";
    assert_eq!(read_searches(text).unwrap()[0].name.as_str(), "a\u{241b}b");
}

#[test]
fn wrong_settings_are_told_with_their_place() {
    let rows = [
        ("[libary]\n", "1:2: error: unknown key \"libary\"; did you mean \"library\"?"),
        ("[interface]\nsort = \"titel\"\n", "2:8: error: \"titel\" is not a sort; did you mean \"title\"?"),
        (
            "[interface]\nsort = 3\n",
            "2:8: error: \"sort\" should be a text in quotes, not a whole number; write a text in quotes",
        ),
        ("[library]\npaths = \"a\"\n", "2:9: error: \"paths\" should be an array, not a text; write [\"a\"]"),
        ("[keys]\nquit = \"x\"\n", "2:8: error: \"quit\" should be an array, not a text; write [\"x\"]"),
        ("sort = \n", "1:8: error: not TOML: string values must be quoted, expected literal string"),
    ];
    for (text, expected) in rows {
        let found = parse(text).unwrap_err();
        assert_eq!(found.first().map(ToString::to_string).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn an_empty_file_is_the_defaults() {
    assert_eq!(parse("").unwrap(), Settings::default());
}
