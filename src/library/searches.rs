//! Searches with names: `searches.toml` at the top of a library's folder, for everybody who reads it, and on a user's state_folder.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Limits;
use super::file::read_text;
use super::place::Place;
use super::vocabulary::WrongFile;
use crate::case::{Diagnostic, Text, Vocabulary};
use crate::document::ShapeReader;
use crate::document::{Places, Problem, Severity, Step, locate};
use crate::document::{parse, without_mark};
use crate::text::near::{did_you_mean, nearest};

/// The file's name.
pub const SEARCHES_FILE: &str = "searches.toml";

/// The lenses that a search may name: what the search room calls them. A test holds the two lists together.
const LENSES: [&str; 6] = ["cases", "everything", "findings", "recommendations", "events", "terms"];

/// A search with a name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SavedSearch {
    /// Its name.
    pub name: Text,
    /// The query.
    pub query: Text,
    /// The lens that shows it, by its code; without it, the list of cases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lens: Option<Text>,
}

/// The file.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SearchesFile {
    /// Its searches.
    #[serde(default)]
    search: Vec<SavedSearch>,
}

static SEARCHES_SCHEMA: LazyLock<Value> = LazyLock::new(|| schemars::schema_for!(SearchesFile).to_value());

/// Reads the text of a file of searches.
///
/// # Errors
/// Every departure from the form of the file: keys, values, a name that stands twice, a lens that is none.
pub fn read_searches(text: &str) -> Result<Vec<SavedSearch>, Vec<Diagnostic>> {
    let text = without_mark(text);
    let (root, syntax) = parse(text);
    let mut found: Vec<(Range<usize>, Problem)> = syntax
        .iter()
        .map(|error| (error.span().unwrap_or(0..0), Problem::error(format!("not TOML: {}", error.message()))))
        .collect();
    if found.is_empty() {
        found = ShapeReader::problems(&SEARCHES_SCHEMA, Vocabulary::shipped(), &root);
    }
    let mut searches = Vec::new();
    let is_sound = |found: &[(Range<usize>, Problem)]| found.iter().all(|(_, p)| p.severity == Severity::Warning);
    if is_sound(&found) {
        match toml::from_str::<SearchesFile>(text) {
            Ok(file) => searches = file.search,
            Err(error) => found.push((error.span().unwrap_or(0..0), Problem::error(error.message()))),
        }
    }
    for (index, search) in searches.iter().enumerate() {
        let at = |key: &'static str| locate(&root, &[Step::Key("search"), Step::Index(index), Step::Key(key)]);
        if search.name.is_empty() {
            found.push((at("name"), Problem::error("the search has no name").help("write what it is for")));
        } else if searches.iter().take(index).any(|other| other.name == search.name) {
            let problem = Problem::error(format!("a search is called \"{}\" already", search.name));
            found.push((at("name"), problem.help("give it another name")));
        }
        if search.query.is_empty() && search.lens.is_none() {
            found.push((at("query"), Problem::error("the search looks for nothing").help("write words, or a lens")));
        }
        if let Some(lens) = search.lens.as_deref().filter(|lens| !LENSES.contains(lens)) {
            let near = did_you_mean(&nearest(lens, LENSES));
            let help = near.unwrap_or_else(|| format!("one of: {}", LENSES.join(", ")));
            found.push((at("lens"), Problem::error(format!("\"{lens}\" is not a lens")).help(help)));
        }
    }
    if is_sound(&found) { Ok(searches) } else { Err(Places::new(text).diagnostics(found)) }
}

/// The searches that the libraries' folders carry, in their order, and what is wrong with their files. Of two with one name
/// the first stands. Reads files: not for a thread that answers keys.
pub fn shared_searches(places: &[Place], limits: Limits) -> (Vec<SavedSearch>, Vec<WrongFile>) {
    let mut searches: Vec<SavedSearch> = Vec::new();
    let mut wrong = Vec::new();
    for path in searches_files(places) {
        if path.symlink_metadata().is_err() {
            continue;
        }
        match read_text(&path, limits) {
            Ok(text) => match read_searches(&text) {
                Ok(found) => {
                    for search in found {
                        if searches.iter().all(|known| known.name != search.name) {
                            searches.push(search);
                        }
                    }
                }
                Err(problems) => wrong.push(WrongFile { path, text: Some(text.into()), problems }),
            },
            Err(problem) => wrong.push(WrongFile { path, text: None, problems: vec![problem] }),
        }
    }
    (searches, wrong)
}

/// The files of searches of these libraries, whether or not they exist.
pub fn searches_files(places: &[Place]) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = Vec::new();
    for place in places {
        let file = match place {
            Place::Folder(folder) => folder.join(SEARCHES_FILE),
            Place::File(file) if file.file_name().is_some_and(|name| name == SEARCHES_FILE) => file.clone(),
            Place::Bundled | Place::File(_) => continue,
        };
        if !files.contains(&file) {
            files.push(file);
        }
    }
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lenses_are_those_of_the_search() {
        assert_eq!(crate::search::Lens::ALL.map(crate::search::Lens::code), LENSES);
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
            (
                "[[search]]\nname = \"A\"\n",
                &[],
                &["1:1: error: this entry of \"search\" has no \"query\"; add query = …"],
            ),
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
}
