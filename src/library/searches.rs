//! Searches with names: `searches.toml` at the top of a library's folder, for everybody who reads it, and in a user's state
//! folder.

use std::path::PathBuf;
use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Limits;
use super::place::Place;
use super::vocabulary::{WrongFile, texts_of};
use crate::case::{Diagnostic, Text, Vocabulary};
use crate::document::{LineStarts, PlacedProblems, Problem, Step, check, locate, without_mark};
use crate::text::near::{did_you_mean, nearest};

/// The name of the file with searches.
pub const SEARCHES_FILE: &str = "searches.toml";

/// The lenses that a search may name: what the search room calls them. A test holds the two lists together.
const LENSES: [&str; 6] = ["cases", "everything", "findings", "recommendations", "events", "terms"];

/// A search that a library or a user keeps under a name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SavedSearch {
    /// The name, unique in its file.
    pub name: Text,
    /// The query, in the language of the search.
    pub query: Text,
    /// The lens that shows it, by its code; without it, the list of cases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lens: Option<Text>,
}

/// The form of the file.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct SearchesFile {
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
    let mut checked = check::<SearchesFile>(text, &SEARCHES_SCHEMA, Vocabulary::shipped());
    let sound = checked.is_sound();
    let searches = checked.value.take().filter(|_| sound).unwrap_or_default().search;
    let mut wrong = PlacedProblems::new();
    for (index, search) in searches.iter().enumerate() {
        let at = |key: &'static str| locate(&checked.root, &[Step::Key("search"), Step::Index(index), Step::Key(key)]);
        if search.name.is_empty() {
            wrong.push((at("name"), Problem::error("the search has no name").help("write what it is for")));
        } else if searches.iter().take(index).any(|other| other.name == search.name) {
            let problem = Problem::error(format!("a search is called \"{}\" already", search.name));
            wrong.push((at("name"), problem.help("give it another name")));
        }
        if search.query.is_empty() && search.lens.is_none() {
            wrong.push((at("query"), Problem::error("the search looks for nothing").help("write words, or a lens")));
        }
        if let Some(lens) = search.lens.as_deref().filter(|lens| !LENSES.contains(lens)) {
            let near = did_you_mean(&nearest(lens, LENSES));
            let help = near.unwrap_or_else(|| format!("one of: {}", LENSES.join(", ")));
            wrong.push((at("lens"), Problem::error(format!("\"{lens}\" is not a lens")).help(help)));
        }
    }
    checked.found.extend(wrong);
    if checked.is_sound() { Ok(searches) } else { Err(LineStarts::new(text).diagnostics(checked.found)) }
}

/// The searches that the libraries' folders carry, in their order, and what is wrong with their files. Of two with one name
/// the first stands. Reads files: not for a thread that answers keys.
pub fn shared_searches(places: &[Place], limits: Limits) -> (Vec<SavedSearch>, Vec<WrongFile>) {
    let mut searches: Vec<SavedSearch> = Vec::new();
    let mut wrong = Vec::new();
    for (path, text) in texts_of(searches_files(places), limits) {
        match text.map(|text| (read_searches(&text), text)) {
            Ok((Ok(found), _)) => {
                for search in found {
                    if searches.iter().all(|known| known.name != search.name) {
                        searches.push(search);
                    }
                }
            }
            Ok((Err(problems), text)) => wrong.push(WrongFile { path, text: Some(text.into()), problems }),
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
