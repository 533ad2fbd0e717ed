//! An import from its files to its outcome.

use std::collections::{HashMap, HashSet};

use super::base::Base;
use super::error::{ImportError, UnreadTable};
use super::files::ImportFolder;
use super::header::{Headed, find};
use super::map::Map;
use super::merge::{MergedCase, Side, merge};
use super::outcome::Outcome;
pub use super::place::Where;
use super::presets::Preset;
use super::read::{FileTables, TableLimits, read};
use super::rows::{FileFacts, wanted};
use super::table::CellPlace;
use super::wanted::WantedCase;
use crate::case::{Vocabulary, read_case};

/// A file that was read, not yet understood.
#[derive(Debug)]
pub struct Opened {
    /// Its name, hash, and what is known of the import.
    pub facts: FileFacts,
    /// Its tables.
    pub content: FileTables,
}

/// The meaning of the columns.
#[derive(Debug, Clone, Copy)]
pub enum ColumnMeaning<'a> {
    /// A map that somebody wrote, and its name.
    Map(&'a Map, &'a str),
    /// A map that ships.
    Preset(&'static Preset),
}

impl ColumnMeaning<'_> {
    /// Its name, which tells the cases of one map from those of another.
    pub fn name(&self) -> &str {
        match self {
            Self::Map(_, name) => name,
            Self::Preset(preset) => preset.name,
        }
    }
}

/// Reads the tables of a file.
///
/// # Errors
/// Its fault.
pub fn open(
    facts: FileFacts,
    bytes: &[u8],
    encoding: Option<&str>,
    limits: &TableLimits,
) -> Result<Opened, UnreadTable> {
    let content = read(&facts.name, bytes, encoding, limits)?;
    Ok(Opened { facts, content })
}

/// The table of a file with its columns, found without a map.
///
/// # Errors
/// When nothing tells which table is meant.
pub fn look(opened: Opened, place: &Where) -> Result<Headed, UnreadTable> {
    find(opened.content.tables, place.sheet.as_deref(), place.header, &[])
}

/// Makes entries of the rows of files, by a map or a preset.
///
/// # Errors
/// When a file has no such table.
pub fn understand(
    files: Vec<Opened>,
    meaning: ColumnMeaning<'_>,
    place: &Where,
    vocabulary: &Vocabulary,
) -> Result<(Vec<WantedCase>, Outcome), (String, UnreadTable)> {
    let (mut all, mut outcome): (Vec<WantedCase>, Outcome) = (Vec::new(), Outcome::default());
    let mut places = HashMap::new();
    for file in files {
        let failed = |unread| (file.facts.name.clone(), unread);
        let shipped;
        let map = match meaning {
            ColumnMeaning::Map(map, _) => map,
            ColumnMeaning::Preset(preset) => {
                let found = preset.map_for(&file.content.tables, place, vocabulary.profile());
                let no_map = || failed(UnreadTable::new("the preset has no map", "name another preset, or a map"));
                shipped = found.ok_or_else(no_map)?.map_err(|wrong| failed(UnreadTable::new(wrong, "name a map")))?;
                &shipped
            }
        };
        let sheet = place.sheet.as_deref().or(map.file.sheet.as_deref());
        let header = place.header.or(map.file.header);
        let headed = find(file.content.tables, sheet, header, &map.columns()).map_err(failed)?;
        if headed.lines.is_empty() {
            let message = format!("no row stands below the names of the columns in line {}", headed.header);
            return Err(failed(UnreadTable::new(message, "name another line or sheet: --header ROW, --sheet NAME")));
        }
        let (cases, of_file) = wanted(map, &headed, &file.facts, vocabulary);
        outcome.repairs.add(&file.content.repairs);
        outcome.absorb(of_file);
        for case in cases {
            match places.get(&case.key).and_then(|at: &usize| all.get_mut(*at)) {
                None => {
                    places.insert(case.key.clone(), all.len());
                    all.push(case);
                }
                Some(known) => {
                    let new = case.entries.into_iter().filter(|entry| {
                        !known.entries.iter().any(|other| other.list == entry.list && other.key == entry.key)
                    });
                    known.entries.extend(new.collect::<Vec<_>>());
                }
            }
        }
    }
    Ok((all, outcome))
}

/// The library that an import goes into, and how.
pub struct IntoLibrary<'a> {
    /// The name by which the next import knows the source again.
    pub name: &'a str,
    /// The side that counts where both have changed.
    pub side: Side,
    /// The case files.
    pub library: &'a ImportFolder,
    /// The words that stand for codes.
    pub vocabulary: &'a Vocabulary,
    /// True to write, false to tell only.
    pub write: bool,
}

/// Merges what the files say into a library; writes it where that is asked for. `progress` is told how many cases are done.
///
/// # Errors
/// When the memory of imports cannot be read, or something cannot be written.
pub fn settle(
    cases: &[WantedCase],
    into: &IntoLibrary<'_>,
    outcome: &mut Outcome,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<(), ImportError> {
    let IntoLibrary { name, side, library, vocabulary, write } = *into;
    let mut base = library.base()?;
    let mut taken: HashSet<String> = library.ids().chain(base.ids()).map(str::to_owned).collect();
    tell_of_likeness(cases, name, &base, outcome);
    for (done, case) in cases.iter().enumerate() {
        progress(done, cases.len());
        let key = format!("{name}:{}", case.key);
        let known = base.0.get(&key).cloned();
        // A case of a fixed id joins the file of that id; the id of a row must be free.
        let id = match &known {
            Some(known) => known.id.clone(),
            None if case.is_named => case.id.clone(),
            None => free(&case.id, &taken),
        };
        taken.insert(id.clone());
        let place = case.head().map(|head| head.place.clone()).unwrap_or_else(no_place);
        let text = match library.case(&id) {
            Ok(text) => text,
            Err(why) => {
                outcome.problem(place, format!("{id}.toml cannot be read ({why}); it was left as it is"));
                continue;
            }
        };
        if known.is_some() && text.is_none() && side != Side::Theirs {
            let message =
                format!("{id}.toml was taken out of the library since the last import; --theirs writes it again");
            outcome.problem(place, message);
            continue;
        }
        let known = known.filter(|_| text.is_some());
        let mark = outcome.mark();
        match merge(case, &id, known.as_ref(), text.as_deref(), (side, vocabulary.profile()), outcome) {
            Err(why) => outcome.problem(place, format!("{id}.toml cannot be made: {why}")),
            // Its conflicts are told.
            Ok(None) => {}
            Ok(Some(MergedCase { id, text, base: said })) => {
                if let Some(text) = &text {
                    if let Err(wrong) = read_case(&id, text, vocabulary) {
                        outcome.take_back(mark);
                        for problem in wrong.iter().take(3) {
                            let help = problem.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
                            outcome.problem(
                                place.clone(),
                                format!("{id} would not be a sound case: {}{help}", problem.message),
                            );
                        }
                        continue;
                    }
                    if write {
                        library.write_case(&id, text)?;
                    }
                }
                base.0.insert(key, said);
            }
        }
    }
    progress(cases.len(), cases.len());
    tell_of_gone(cases, name, &base, outcome);
    if write && !cases.is_empty() {
        library.finish(Some(&base))?;
    }
    Ok(())
}

fn no_place() -> CellPlace {
    CellPlace { file: String::new(), sheet: None, line: 0, column: None }
}

/// An id that nothing has yet.
fn free(id: &str, taken: &HashSet<String>) -> String {
    if !taken.contains(id) {
        return id.to_owned();
    }
    (2..).map(|number| format!("{id}-{number}")).find(|id| !taken.contains(id)).unwrap_or_else(|| id.to_owned())
}

/// Says where a table looks like a newer version of another, under a name of its own.
fn tell_of_likeness(cases: &[WantedCase], name: &str, base: &Base, outcome: &mut Outcome) {
    for case in cases.iter().filter(|case| case.is_named && !base.0.contains_key(&format!("{name}:{}", case.key))) {
        let keys: Vec<String> =
            case.entries.iter().filter(|entry| entry.list.letter.is_some()).map(|entry| entry.name()).collect();
        let like = base.0.iter().find(|(known, said)| {
            let shared = keys.iter().filter(|key| said.entries.contains_key(*key)).count();
            known.starts_with(&format!("{name}:")) && !keys.is_empty() && shared * 2 > keys.len()
        });
        if let Some((_, said)) = like {
            let place = case.head().map(|head| head.place.clone()).unwrap_or_else(no_place);
            let place = CellPlace { line: 0, column: None, ..place };
            let message = format!(
                "this looks like a newer version of the case {0}, which was imported from {1}; if it is, say --case {0}",
                said.id, said.file
            );
            outcome.problem(place, message);
        }
    }
}

/// Says which cases of an earlier version the table no longer has.
fn tell_of_gone(cases: &[WantedCase], name: &str, base: &Base, outcome: &mut Outcome) {
    let now: HashSet<String> = cases.iter().map(|case| format!("{name}:{}", case.key)).collect();
    let files: HashSet<&str> =
        cases.iter().filter_map(|case| case.head()).map(|head| head.place.file.as_str()).collect();
    let of_map = base.0.iter().filter(|(key, _)| key.starts_with(&format!("{name}:")));
    for (_, said) in of_map.filter(|(key, said)| !now.contains(*key) && files.contains(said.file.as_str())) {
        outcome.cases.gone += 1;
        outcome.gone.push(format!("the case {}", said.id));
    }
}
