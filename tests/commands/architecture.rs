//! The architecture is a promise: a room imports only from the rooms below it, its files build on each other without a
//! circle, files stay small, and the name of a type stands for one thing.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

/// The rooms, lowest first.
const ROOMS: [&str; 16] = [
    "system", "text", "document", "case", "redact", "library", "search", "notebook", "page", "write", "import",
    "config", "app", "work", "terminal", "cli",
];

/// What a room may not use of other crates, and why.
const FORBIDDEN: [(&str, &str, &str); 18] = [
    ("text", "std::fs", "the rules of text do no I/O"),
    ("text", "ratatui", "the rules of text do not know the screen"),
    ("document", "std::fs", "a document is a text that is handed in"),
    ("case", "ratatui", "the model does not know the screen"),
    ("case", "std::fs", "the model does no I/O"),
    ("search", "std::fs", "the search does no I/O"),
    ("search", "ratatui", "the search does not know the screen"),
    ("page", "std::fs", "reports are made of what is handed in"),
    ("page", "ratatui", "a report does not know the screen"),
    ("page", "std::time", "a report has no clock"),
    ("write", "std::fs", "an export is a text; who asked for it writes it"),
    ("write", "ratatui", "an export does not know the screen"),
    ("app", "crossterm", "the interface does not know the terminal"),
    ("app", "std::fs", "the interface does no I/O"),
    ("app", "std::thread", "the interface starts no threads"),
    ("app", "std::time", "the interface has no clock"),
    ("work", "crossterm", "the workers do not know the terminal"),
    ("app", "std::env", "the interface does not read the environment"),
];

/// The longest file, tests in it not counted.
const LONGEST: usize = 500;

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

fn code_of(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]").next().unwrap();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn room_of(path: &Path) -> Option<&'static str> {
    let below = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap();
    let first = below.iter().next()?.to_str()?;
    ROOMS.into_iter().find(|room| *room == first)
}

#[test]
fn imports_point_downwards() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut imports = 0;
    let mut wrong = Vec::new();
    for entry in fs::read_dir(&src).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_dir()) {
        assert!(room_of(&entry.path()).is_some(), "{} is no room: add it to ROOMS", entry.path().display());
    }
    for path in sources(&src) {
        let Some(room) = room_of(&path) else { continue };
        let rank = |room: &str| ROOMS.iter().position(|known| *known == room);
        for part in code_of(&path).split("crate::").skip(1) {
            let named: String = part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            imports += 1;
            match rank(&named) {
                Some(below) if below <= rank(room).unwrap() => {}
                Some(_) => wrong.push(format!("{}: {room} imports {named}, which is above it", path.display())),
                None => wrong.push(format!("{}: no room is called {named}", path.display())),
            }
        }
    }
    assert!(imports > 50, "only {imports} imports were seen: this test looks in the wrong place");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn rooms_keep_to_their_trade() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for path in sources(&src) {
        let code = code_of(&path);
        for (room, used, why) in FORBIDDEN {
            if room_of(&path) == Some(room) && code.contains(used) {
                wrong.push(format!("{}: uses {used}, but {why}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A test polls for a state: the one pause is that between two looks.
#[test]
fn tests_do_not_sleep() {
    // Written so that it does not find itself.
    let pause = Regex::new(r"\bslee[p](?:_ms|_until)?\(").unwrap();
    let tests = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests"));
    let asleep =
        tests.iter().flat_map(|path| pause.find_iter(&code_of(path)).map(|_| path.clone()).collect::<Vec<_>>());
    let asleep: Vec<PathBuf> = asleep.collect();
    assert!(matches!(&asleep[..], [only] if only.ends_with("tests/pty/mod.rs")), "{asleep:?}");
}

/// The names that a file gives to types: `struct Case`, `pub(super) enum Tone`. What a trait calls a type of its own (`Err` of
/// `FromStr`) is none of them.
fn types_of(code: &str) -> Vec<String> {
    let types = r"(?m)^(?:\s*(?:pub(?:\([^)]*\))? )?(?:struct|enum|union|trait)|(?:pub(?:\([^)]*\))? )?type) (\w+)";
    Regex::new(types).unwrap().captures_iter(code).map(|found| found[1].to_owned()).collect()
}

#[test]
fn a_name_of_a_type_stands_for_one_thing() {
    let files = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let codes: Vec<(String, String)> = files.iter().map(|path| (path.display().to_string(), code_of(path))).collect();
    let mut named: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (path, code) in &codes {
        types_of(code).into_iter().for_each(|name| named.entry(name).or_default().push(path));
    }
    assert!(named.len() > 400, "only {} types were seen", named.len());
    let twice: Vec<_> = named.iter().filter(|(_, paths)| paths.len() > 1).collect();
    assert!(twice.is_empty(), "these names stand for several types: {twice:?}");
    let (uses, alias) = (Regex::new(r"\buse\s[^;]+;").unwrap(), Regex::new(r"\w as ([A-Z]\w*)").unwrap());
    let taken = |(path, code): &(String, String)| -> Vec<String> {
        let aliases = uses.find_iter(code).flat_map(|used| alias.captures_iter(used.as_str()));
        aliases.filter(|found| named.contains_key(&found[1])).map(|found| format!("{path}: {}", &found[0])).collect()
    };
    let taken: Vec<String> = codes.iter().flat_map(taken).collect();
    assert!(taken.is_empty(), "these aliases are the names of other types: {}", taken.join(", "));
}

#[test]
fn types_are_seen() {
    let code =
        "pub struct Case {\n    pub(in crate::case) enum Tone {}\ntype Rows = ();\nimpl A {\n    type Err = B;\n}\n";
    assert_eq!(types_of(code), ["Case", "Tone", "Rows"]);
}

#[test]
fn files_are_small_and_main_is_a_few_lines() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut long: Vec<String> = Vec::new();
    for path in sources(&src) {
        let text = fs::read_to_string(&path).unwrap();
        let lines = text.split("#[cfg(test)]").next().unwrap().lines().count();
        if lines > LONGEST {
            long.push(format!("{}: {lines} lines", path.display()));
        }
    }
    assert!(long.is_empty(), "two rooms in one: {}", long.join(", "));
    assert!(fs::read_to_string(src.join("main.rs")).unwrap().lines().count() < 15);
}

/// Circles of imports between files of a room that may stay, the files of each in alphabetical order, and why.
const CIRCLES: [(&[&str], &str); 2] = [
    (
        &["page::case", "page::item", "page::review", "page::side_by_side"],
        "the page of a case is an item's page too, and holds the rows of its items",
    ),
    (&["search::engine::clauses", "search::engine::rank"], "a clause gathers candidates, which are ranked by clause"),
];

/// The path of a module in the crate: `["case", "check"]`.
type Module = Vec<String>;

/// What every module names.
struct Crate(BTreeMap<Module, Vec<Named>>);

/// What a code names: `crate::case::Case`, `super::Case`, or `check::problems` where `check` is a module below.
struct Named {
    parts: Vec<String>,
    /// Whether a `pub use` hands it on to others, so that the module itself does not build on it.
    handed_on: bool,
}

impl Crate {
    fn read() -> Self {
        let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let module = |path: &Path| {
            let below = path.strip_prefix(&src).unwrap().with_extension("");
            below.iter().map(|part| part.to_str().unwrap().to_owned()).filter(|part| part != "mod").collect()
        };
        let codes: BTreeMap<Module, String> = sources(&src).iter().map(|path| (module(path), code_of(path))).collect();
        let uses = Regex::new(r"(?s)\b(pub(?:\([^)]*\))?\s+)?use\s+([^;]+);").unwrap();
        let inline = Regex::new(r"\b(?:crate|super|self)(?:::\w+)+").unwrap();
        Self(codes.iter().map(|(module, code)| (module.clone(), named(module, code, &codes, &uses, &inline))).collect())
    }

    /// The module in which an item stands: one that is only handed on stands in the module that it is taken from.
    fn home(&self, path: &[String]) -> Option<Module> {
        let length = (1..=path.len()).rev().find(|length| self.0.contains_key(&path[..*length]))?;
        let (module, rest) = path.split_at(length);
        let taken = rest
            .first()
            .and_then(|item| self.0[module].iter().find(|named| named.handed_on && named.parts.last() == Some(item)));
        taken.filter(|taken| taken.parts != path).map_or(Some(module.to_vec()), |taken| self.home(&taken.parts))
    }

    /// The modules of the same room that a module builds on.
    fn builds_on(&self, module: &[String]) -> BTreeSet<Module> {
        let named = self.0[module].iter().filter(|named| !named.handed_on);
        let homes = named.filter_map(|named| self.home(&named.parts));
        homes.filter(|home| home[..] != *module && home.first() == module.first()).collect()
    }
}

/// What a module names, by its path from the top of the crate.
fn named(module: &[String], code: &str, all: &BTreeMap<Module, String>, uses: &Regex, inline: &Regex) -> Vec<Named> {
    let mut found: Vec<(String, bool)> = Vec::new();
    for captures in uses.captures_iter(code) {
        let mut leaves = Vec::new();
        flatten("", &captures[2].split_whitespace().collect::<Vec<_>>().join(" "), &mut leaves);
        found.extend(leaves.into_iter().map(|leaf| (leaf, captures.get(1).is_some())));
    }
    let rest = uses.replace_all(code, "");
    found.extend(inline.find_iter(&rest).map(|path| (path.as_str().to_owned(), false)));
    let absolute = |path: &str| -> Option<Vec<String>> {
        let mut parts: Vec<String> = path.split("::").map(str::to_owned).collect();
        let mut start = module.to_vec();
        match parts[0].as_str() {
            "crate" => start.clear(),
            "self" => {}
            "super" => {
                while parts.get(1).is_some_and(|part| part == "super") {
                    parts.remove(0);
                    start.pop();
                }
                start.pop();
            }
            child if all.contains_key(&[module, &[child.to_owned()]].concat()) => start.push(child.to_owned()),
            _ => return None,
        }
        start.extend(parts.into_iter().skip(1));
        Some(start)
    };
    found.iter().filter_map(|(path, on)| Some(Named { parts: absolute(path)?, handed_on: *on })).collect()
}

/// Writes the tree of a `use` out as one path for each leaf.
fn flatten(before: &str, tree: &str, leaves: &mut Vec<String>) {
    let tree = tree.trim();
    let Some((head, inside)) = tree.split_once('{') else {
        let path = format!("{before}{}", tree.split(" as ").next().unwrap_or_default());
        leaves.push(path.trim_end_matches("::*").trim_end_matches("::self").to_owned());
        return;
    };
    let (mut depth, mut start) = (0, 0);
    let inside = inside.trim_end().strip_suffix('}').unwrap_or(inside);
    for (at, c) in inside.char_indices().chain([(inside.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                if !inside[start..at].trim().is_empty() {
                    flatten(&format!("{before}{head}"), &inside[start..at], leaves);
                }
                start = at + 1;
            }
            _ => {}
        }
    }
}

/// The groups of modules that build on each other in a circle.
fn circles(edges: &BTreeMap<Module, BTreeSet<Module>>) -> BTreeSet<Vec<String>> {
    let reached = |from: &Module| {
        let (mut seen, mut next) = (BTreeSet::new(), vec![from]);
        while let Some(module) = next.pop() {
            next.extend(edges.get(module).into_iter().flatten().filter(|module| seen.insert((*module).clone())));
        }
        seen
    };
    let all: BTreeMap<&Module, BTreeSet<Module>> = edges.keys().map(|module| (module, reached(module))).collect();
    let circle = |module: &Module| -> Vec<String> {
        let members = all[module].iter().filter(|other| all.get(other).is_some_and(|back| back.contains(module)));
        members.map(|member| member.join("::")).collect()
    };
    edges.keys().map(circle).filter(|circle| circle.len() > 1).collect()
}

#[test]
fn no_files_of_a_room_import_each_other_in_a_circle() {
    let program = Crate::read();
    let edges: BTreeMap<Module, BTreeSet<Module>> =
        program.0.keys().map(|module| (module.clone(), program.builds_on(module))).collect();
    let imports: usize = edges.values().map(BTreeSet::len).sum();
    assert!(imports > 300, "only {imports} imports were seen");
    let found = circles(&edges);
    let allowed: BTreeSet<Vec<String>> =
        CIRCLES.iter().map(|(files, _)| files.iter().map(|file| (*file).to_owned()).collect()).collect();
    let told = |circles: Vec<&Vec<String>>| circles.iter().map(|circle| circle.join(", ")).collect::<Vec<_>>();
    let new = told(found.difference(&allowed).collect());
    assert!(new.is_empty(), "these files import each other in a circle:\n{}", new.join("\n"));
    let gone = told(allowed.difference(&found).collect());
    assert!(gone.is_empty(), "no longer circles, take them off the list:\n{}", gone.join("\n"));
}

#[test]
fn a_circle_is_seen() {
    let module = |name: &str| vec![name.to_owned()];
    let edges = [("a", vec!["b"]), ("b", vec!["c"]), ("c", vec!["a", "d"]), ("d", vec![])];
    let edges = edges.map(|(name, on)| (module(name), on.into_iter().map(module).collect()));
    let found: Vec<Vec<String>> = circles(&edges.into_iter().collect()).into_iter().collect();
    assert_eq!(found, [["a", "b", "c"]]);
    let mut leaves = Vec::new();
    flatten("", "super::{a::{B, c as d}, e::*, self}", &mut leaves);
    assert_eq!(leaves, ["super::a::B", "super::a::c", "super::e", "super"]);
}

#[test]
fn one_room_is_unsafe_and_no_other() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let unsafe_code = Regex::new(r"\bunsafe (\{|fn|impl|extern)|allow\(unsafe").unwrap();
    let mut found = sources(&src);
    found.retain(|path| unsafe_code.is_match(&code_of(path)));
    found.sort();
    assert_eq!(found, ["fault.rs", "mapped.rs", "memory.rs"].map(|file| src.join("system").join(file)));
    let settings = fs::read_to_string(src.join("../Cargo.toml")).unwrap();
    assert!(settings.contains("unsafe_code = \"deny\""), "what is not allowed by name is refused");
}
