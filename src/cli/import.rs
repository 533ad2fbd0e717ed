//! `casebook import`: tables that people keep become case files, and come back.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::loaded::today;
use super::output::{Output, complain, is_dumb};
use super::{CliError, FINE, Start};
use crate::case::{Profile, Vocabulary};
use crate::import::error::UnreadTable;
use crate::import::files::{self, ImportFolder};
use crate::import::guess::map_text;
use crate::import::header::Headed;
use crate::import::map::Map;
use crate::import::merge::Side;
use crate::import::outcome::Outcome;
use crate::import::own;
use crate::import::presets::{CASEBOOK, PRESETS, Preset};
use crate::import::read::TableLimits;
use crate::import::rows::FileFacts;
use crate::import::run::{ColumnMeaning, IntoLibrary, Opened, Where, look, open, settle, understand};
use crate::import::{ImportError, columns::columns};
use crate::library::{Catalogue, Place, Request, load_all, own_vocabulary};
use crate::page::Listing;
use crate::text::cells::fit;
use crate::text::{counted, shown_path};

/// Something waits for a decision.
const TO_DECIDE: u8 = 1;
/// With fewer cases a bar would be gone before it was seen.
const BAR_FROM: usize = 200;
/// Lines of each sort that a report shows unless more are asked for.
const SHOWN: usize = 20;

/// Arguments of `casebook import`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  \
    casebook import plan.xlsx                                          the columns, and a map to edit\n  \
    casebook import plan.xlsx --preset action-plan --into reviews      what would be written\n  \
    casebook import plan.xlsx --preset action-plan --into reviews --write\n\n\
    Files: CSV in any character set, XLSX, XLS, ODS, JSON, JSON Lines, tables in DOCX. docs/import.md is the reference of \
    maps.\n\nExit codes: 0 done, 1 something waits for a decision, 2 nothing could be imported.")]
pub struct ImportArguments {
    /// The files to import; several are one table in parts
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,

    /// What the columns mean: a map, as the command writes one without this
    #[arg(long, value_name = "MAP.toml", conflicts_with = "preset")]
    pub map: Option<PathBuf>,

    /// What the columns mean: a map that ships
    #[arg(long, value_name = "NAME", value_parser = preset_names())]
    pub preset: Option<&'static Preset>,

    /// The folder of the library to import into; it is made where it is missing
    #[arg(long, value_name = "DIR")]
    pub into: Option<PathBuf>,

    /// The sheet of a workbook
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,

    /// The line that names the columns, as a spreadsheet counts lines
    #[arg(long, value_name = "ROW", value_parser = clap::value_parser!(u32).range(1..))]
    pub header: Option<u32>,

    /// The id of the case that all rows belong to, in place of the one that the map makes of the file's name
    #[arg(long, value_name = "ID")]
    pub case: Option<String>,

    /// Write the files; without this, nothing in the library is touched
    #[arg(long)]
    pub write: bool,

    /// Where a value was changed on both sides, keep the library's
    #[arg(long, conflicts_with = "theirs")]
    pub mine: bool,

    /// Where a value was changed on both sides, take the table's
    #[arg(long)]
    pub theirs: bool,

    /// Show every line of the report
    #[arg(long)]
    pub all: bool,
}

/// Takes the name of a preset.
fn preset_names() -> impl TypedValueParser<Value = &'static Preset> {
    PossibleValuesParser::new(PRESETS.iter().map(|preset| PossibleValue::new(preset.name).help(preset.about)))
        .try_map(|name| Preset::named(&name).ok_or("no preset has this name"))
}

pub(super) fn run(start: &Start, arguments: &ImportArguments, output: &mut Output) -> Result<u8, CliError> {
    let limits = start.resolve()?.settings.library.limits();
    let folder = arguments.into.clone().map(Place::Folder);
    let (vocabulary, wrong) = own_vocabulary(folder.as_slice(), limits, &start.vocabulary, false);
    for problem in wrong.iter().flat_map(|wrong| wrong.problems.iter().map(move |problem| (&wrong.path, problem))) {
        complain(&format!("{}:{}", shown_path(problem.0), problem.1));
    }
    let map = match &arguments.map {
        Some(path) => Some(read_map(path, vocabulary.profile())?),
        None => None,
    };
    let place = Where { sheet: arguments.sheet.clone(), header: arguments.header };
    let encoding = map.as_ref().and_then(|(map, _)| map.file.encoding.clone());
    let opened = arguments.files.iter().map(|path| open_file(path, arguments, encoding.as_deref()));
    let mut opened = opened.collect::<Result<Vec<Opened>, CliError>>()?;
    let meaning = match (&map, arguments.preset) {
        (Some((map, name)), _) => ColumnMeaning::Map(map, name),
        (None, Some(preset)) => ColumnMeaning::Preset(preset),
        (None, None) => {
            for (path, opened) in arguments.files.iter().zip(opened.drain(..)) {
                let headed = look(opened, &place).map_err(|unread| told(path, unread))?;
                show_columns(path, &headed, &vocabulary, output)?;
            }
            output.finish()?;
            return Ok(TO_DECIDE);
        }
    };
    let Some(folder) = &arguments.into else {
        return Err(CliError::Wrong("say which library to import into: --into DIR".to_owned()));
    };
    let library = ImportFolder::at(folder, limits)?;
    let side = match (arguments.mine, arguments.theirs) {
        (true, _) => Side::Mine,
        (_, true) => Side::Theirs,
        _ => Side::Neither,
    };
    if arguments.preset.is_some_and(|preset| preset.name == CASEBOOK) {
        let request = Request { places: vec![library.place()], ..start.request()? };
        let (entries, vocabulary) = load_all(request, |_, _| ());
        let mut catalogue = Catalogue::default();
        entries.into_iter().for_each(|entry| drop(catalogue.add(entry)));
        let listing = Listing::of(&catalogue, vocabulary.clone(), today());
        let mut outcome = Outcome::default();
        let edits = own::edits(opened, &place, &listing, &mut outcome);
        let edits = edits.map_err(|(name, unread)| told(Path::new(&name), unread))?;
        own::settle(&edits, side, &library, &vocabulary, arguments.write, &mut outcome)?;
        return report(&outcome, arguments, folder, output);
    }
    let understood = understand(opened, meaning, &place, &vocabulary);
    let (cases, mut outcome) = understood.map_err(|(name, unread)| told(Path::new(&name), unread))?;
    let bar = progress_bar();
    let mut progress = |done: usize, of: usize| {
        if of >= BAR_FROM {
            bar.set_length(of as u64);
            bar.set_position(done as u64);
        }
    };
    let name = meaning.name().to_owned();
    let into = IntoLibrary { name: &name, side, library: &library, vocabulary: &vocabulary, write: arguments.write };
    settle(&cases, &into, &mut outcome, &mut progress)?;
    bar.finish_and_clear();
    report(&outcome, arguments, folder, output)
}

fn report(outcome: &Outcome, arguments: &ImportArguments, folder: &Path, output: &mut Output) -> Result<u8, CliError> {
    let most = if arguments.all { usize::MAX } else { SHOWN };
    for line in outcome.lines(most, arguments.write) {
        output.line(&line)?;
    }
    output.line("")?;
    let files = outcome.cases.new + outcome.cases.changed;
    output.line(&match (arguments.write, files) {
        (true, 0) => "Nothing was written: the library says the same.".to_owned(),
        (true, files) => format!("Wrote {} in {}", counted(files, "file"), shown_path(folder)),
        (false, 0) => "Nothing would be written: the library says the same.".to_owned(),
        (false, files) => {
            format!("Nothing was written. --write writes {} in {}", counted(files, "file"), shown_path(folder))
        }
    })?;
    output.finish()?;
    Ok(if outcome.asks() { TO_DECIDE } else { FINE })
}

fn read_map(path: &Path, profile: &'static Profile) -> Result<(Map, String), CliError> {
    let text = files::read_text(path)?;
    let name = path.file_name().map(shown_path).unwrap_or_default();
    let map = Map::read_under(&shown_path(path), &text, profile).map_err(ImportError::Map)?;
    Ok((map, name))
}

fn open_file(path: &Path, arguments: &ImportArguments, encoding: Option<&str>) -> Result<Opened, CliError> {
    let (bytes, hash) = files::read_bytes(path, &TableLimits::USUAL)?;
    let name = path.file_name().map(shown_path).unwrap_or_default();
    let facts = FileFacts { name, hash, today: today().iso(), case: arguments.case.clone() };
    open(facts, &bytes, encoding, &TableLimits::USUAL).map_err(|unread| told(path, unread))
}

fn told(path: &Path, UnreadTable { message, help }: UnreadTable) -> CliError {
    ImportError::File { path: path.to_owned(), message, help }.into()
}

/// Prints the columns with values and guesses, and writes a map to edit beside the file, never over one.
fn show_columns(path: &Path, headed: &Headed, vocabulary: &Vocabulary, output: &mut Output) -> Result<(), CliError> {
    let columns = columns(headed);
    let sheet = headed.sheet.as_ref().map(|sheet| format!(", sheet \"{sheet}\"")).unwrap_or_default();
    output.line(&format!(
        "{}{sheet}: {} below line {}, {}",
        shown_path(path),
        counted(headed.lines.len(), "row"),
        headed.header,
        counted(columns.len(), "column")
    ))?;
    for line in headed.above.iter().filter(|line| !line.is_empty()) {
        output.line(&format!("  above: {}", crate::text::clean_line(line)))?;
    }
    for column in &columns {
        output.line("")?;
        let guess = match &column.guess {
            Some((list, key)) => format!("may be {key} of the {list}"),
            None => "no guess".to_owned(),
        };
        let unique = if column.unique { ", different in every row" } else { "" };
        output.line(&format!(
            "{} ({} filled{unique}): {guess}",
            crate::text::clean_line(&column.name),
            column.filled
        ))?;
        for value in &column.values {
            output.line(&format!("  {}", fit(value, output.columns.saturating_sub(2))))?;
        }
    }
    output.line("")?;
    let name = path.file_name().map(shown_path).unwrap_or_default();
    let map = path.with_extension("map.toml");
    let text = map_text(&name, headed, &columns, vocabulary);
    match files::write_new(&map, &text) {
        Ok(true) => output.line(&format!(
            "Wrote the map {0}. Edit it, then: casebook import {1} --map {0} --into DIR",
            shown_path(&map),
            shown_path(path)
        )),
        Ok(false) => output.line(&format!(
            "{0} is there already and stays as it is: casebook import {1} --map {0} --into DIR",
            shown_path(&map),
            shown_path(path)
        )),
        Err(error) => {
            complain(&error.to_string());
            output.line(&text)
        }
    }
}

/// A bar on standard error, if people read it.
fn progress_bar() -> ProgressBar {
    if !io::stderr().is_terminal() || is_dumb() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(10));
    if let Ok(style) = ProgressStyle::with_template("importing {wide_bar} {human_pos} of {human_len} cases") {
        bar.set_style(style);
    }
    bar
}
