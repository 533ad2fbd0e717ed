//! `casebook check`: the problems of case files.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::args::CheckArguments;
use super::diagnostics::{JsonDiagnostic, drawn};
use super::output::{Output, complain, is_dumb};
use super::unfilled::unfilled;
use super::{CliError, FINE, PROBLEMS, Start, WRONG};
use crate::case::check::dangling_cases;
use crate::case::{Diagnostic, Severity};
use crate::config::Feature;
use crate::document::without_mark;
use crate::library::{
    Entry, Limits, Origin, Place, Request, bundled_case, bundled_files, load_all, read_text, second_of,
};
use crate::notebook::group_notes;
use crate::text::{counted, shown_path};

/// With fewer files a bar would be gone before it was seen.
const BAR_FROM: usize = 200;

pub(super) fn run(start: &Start, arguments: &CheckArguments, output: &mut Output) -> Result<u8, CliError> {
    let resolved = start.resolve()?;
    if resolved.settings.privacy.locked {
        let why = "casebook check is off: it shows texts as they are, and names stay hidden here (privacy.locked)";
        return Err(CliError::Wrong(why.to_owned()));
    }
    let refused = resolved.restriction.refuses(Feature::Cases, "casebook check PATH");
    if let Some(refused) = refused.filter(|_| !arguments.paths.is_empty()) {
        return Err(CliError::Wrong(refused));
    }
    let places = if arguments.paths.is_empty() { resolved.places.clone() } else { named(&arguments.paths)? };
    let request = Request { places: places.clone(), examine: true, ..start.request()? };
    let bar = progress_bar();
    let (entries, _) = load_all(request, |read, found| {
        if found >= BAR_FROM {
            bar.set_length(found as u64);
            bar.set_position(read as u64);
        }
    });
    bar.finish_and_clear();
    let limits = resolved.settings.library.limits();
    let across = across_files(&entries, &places, limits);
    let (mut errors, mut warnings, mut files) = (0, 0, 0);
    for (index, entry) in entries.iter().enumerate() {
        let file = entry.origin.to_string();
        let examined = entry.examined.as_ref();
        let text = examined.and_then(|examined| examined.text.as_deref());
        let text = text.map(without_mark);
        let own = examined.map_or(&[][..], |examined| &examined.diagnostics);
        let other = across.get(&index).map_or(&[][..], Vec::as_slice);
        let mut problems: Vec<&Diagnostic> = own.iter().chain(other).collect();
        problems.sort_by_key(|problem| (problem.line, problem.column));
        files += usize::from(!problems.is_empty());
        // A sound file that fits ill with others was not kept: it is read once more for the line.
        let again = text.is_none() && entry.case().is_some() && !problems.is_empty();
        let reread = if again { text_of(&entry.origin, limits) } else { None };
        let text = text.or(reread.as_deref());
        for problem in problems {
            match problem.severity {
                Severity::Error => errors += 1,
                Severity::Warning => warnings += 1,
            }
            if arguments.json {
                output.json(&JsonDiagnostic::new(&file, problem))?;
            } else {
                output.line(&drawn(&file, text, problem, output.is_terminal && output.colour))?;
                output.line("")?;
            }
        }
    }
    for entry in &entries {
        let left = entry.case().map(|case| unfilled(case)).unwrap_or_default();
        if !left.is_empty() {
            complain(&format!("{}: still to be filled in: {}", entry.origin, left.join(", ")));
        }
    }
    let (_, unread) = group_notes(&places);
    unread.iter().for_each(|problem| complain(problem));
    (errors, files) = (errors + unread.len(), files + unread.len());
    if !arguments.json {
        output.line(&summary(entries.len(), files, errors, warnings))?;
    }
    output.finish()?;
    // A file that was named and is no case, such as one of searches, was looked at.
    if entries.is_empty() && !places.iter().any(|place| matches!(place, Place::File(_))) {
        complain("no case file was found, so that nothing was checked; name a file or folder: casebook check DIR");
        return Ok(WRONG);
    }
    if places == [Place::Bundled] && !stems_in(Path::new(".")).is_empty() {
        complain("this was the bundled library; to check the files of this folder: casebook check .");
    }
    let bad = errors > 0 || (arguments.strict && warnings > 0);
    Ok(if bad { PROBLEMS } else { FINE })
}

/// The files and folders of the command line.
fn named(paths: &[PathBuf]) -> Result<Vec<Place>, CliError> {
    paths
        .iter()
        .map(|path| {
            let metadata =
                fs::symlink_metadata(path).map_err(|error| CliError::NoPath { path: path.clone(), error })?;
            let folder = metadata.is_dir() || (metadata.is_symlink() && path.is_dir());
            Ok(if folder { Place::Folder(path.clone()) } else { Place::File(path.clone()) })
        })
        .collect()
}

/// Problems between files: an id that stands twice, a related case that is not there.
fn across_files(entries: &[Entry], places: &[Place], limits: Limits) -> HashMap<usize, Vec<Diagnostic>> {
    let mut found: HashMap<usize, Vec<Diagnostic>> = HashMap::new();
    let mut first: HashMap<&str, &Entry> = HashMap::new();
    let mut known: HashSet<String> = bundled_files().map(|(stem, _)| stem.to_owned()).collect();
    known.extend(entries.iter().map(|entry| entry.origin.stem()));
    for place in places {
        // A file that is checked alone may name its neighbours.
        if let Place::File(path) = place {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            known.extend(stems_in(folder.unwrap_or(Path::new("."))));
        }
    }
    for (index, entry) in entries.iter().enumerate() {
        let Some(case) = entry.case() else { continue };
        if let Some(other) = first.get(case.id.as_str()) {
            found.entry(index).or_default().push(second_of(&case.id, &other.origin));
        } else {
            first.insert(case.id.as_str(), entry);
        }
        if case.related.iter().all(|related| related.case.as_ref().is_none_or(|id| known.contains(id.as_str()))) {
            continue;
        }
        // Rare enough to read the file once more for the place.
        let text = text_of(&entry.origin, limits);
        let dangling = dangling_cases(case, text.as_deref(), &known);
        if !dangling.is_empty() {
            found.entry(index).or_default().extend(dangling);
        }
    }
    found
}

fn text_of(origin: &Origin, limits: Limits) -> Option<String> {
    match origin {
        Origin::Bundled(stem) => bundled_case(stem).map(str::to_owned),
        Origin::File(path) => read_text(path, limits).ok(),
    }
}

/// The stems of the files of a folder that may be cases.
fn stems_in(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let stem = |path: PathBuf| {
        (path.extension()? == "toml").then_some(())?;
        Some(shown_path(path.file_stem()?))
    };
    entries.flatten().filter_map(|entry| stem(entry.path())).collect()
}

fn summary(read: usize, with_problems: usize, errors: usize, warnings: usize) -> String {
    let read = counted(read, "file");
    if errors + warnings == 0 {
        return format!("{read} checked, nothing wrong");
    }
    let errors = counted(errors, "error");
    let warnings = counted(warnings, "warning");
    format!("{read} checked: {errors} and {warnings} in {}", counted(with_problems, "file"))
}

/// A bar on standard error, if people read it.
fn progress_bar() -> ProgressBar {
    if !io::stderr().is_terminal() || is_dumb() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(10));
    if let Ok(style) = ProgressStyle::with_template("checking {wide_bar} {human_pos} of {human_len} files") {
        bar.set_style(style);
    }
    bar
}
