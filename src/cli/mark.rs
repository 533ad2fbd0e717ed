//! `casebook mark`: marks an item, or writes a note on it.

use std::io::{self, Read};

use clap::Args;

use super::loaded::{Loaded, today};
use super::notebook::{state_folder, tell};
use super::output::{Output, complain};
use super::{CliError, FINE, NOTHING_FOUND, Start};
use crate::case::{Case, ItemKind};
use crate::notebook::clean_note;
use crate::text::clean_line;

/// Arguments of `casebook mark`.
#[derive(Debug, Args)]
pub struct MarkArguments {
    /// The id of the case, as `casebook list` prints it
    #[arg(value_name = "CASE")]
    pub case: String,

    /// The id of the item: F46, R3, E12, the id of a source or a review, or "case"
    #[arg(value_name = "ITEM")]
    pub item: String,

    /// Write this note on it, in place of the one that is there; an empty one takes it away, and "-" reads it from standard
    /// input, where nobody sees it in the list of processes
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,

    /// Take mark and note away
    #[arg(long, conflicts_with = "note")]
    pub remove: bool,
}

pub(super) fn run(start: &Start, arguments: &MarkArguments, output: &mut Output) -> Result<u8, CliError> {
    let state_folder = state_folder()?;
    let loaded = Loaded::read(start)?;
    let found = loaded.find(&arguments.case);
    // Kept as the file has it; shown as it may be. Items stand at the same places in both cases.
    let found = found.and_then(|key| Some((loaded.catalogue.real(key)?, loaded.listing.case(key)?)));
    let named = |case: &Case| case.item_named(&arguments.item);
    let Some((case, shown, item)) =
        found.and_then(|(case, shown)| Some((case, shown, named(shown).or_else(|| named(case))?)))
    else {
        return if arguments.remove {
            forget(&loaded, arguments, output)
        } else {
            not_found(&loaded, arguments);
            Ok(loaded.end(false))
        };
    };
    let note = arguments.note.as_deref().map(note_of).transpose()?;
    let (mut had, mut noted) = (false, String::new());
    let (_, told) = state_folder.change_mark(case, item, today(), |mark| {
        had = !mark.is_empty();
        noted.clone_from(&mark.note);
        match &note {
            _ if arguments.remove => {
                mark.marked = false;
                mark.note.clear();
            }
            Some(note) => mark.note.clone_from(note),
            None => mark.marked = true,
        }
    })?;
    tell(told);
    if arguments.remove && !had {
        complain(&format!("{} of {} was not marked", item.id(shown), shown.id));
        return Ok(NOTHING_FOUND);
    }
    let done = match &note {
        _ if arguments.remove => "Took away the mark on",
        Some(note) if note.trim().is_empty() => "Took away the note on",
        Some(_) => "Wrote a note on",
        None => "Marked",
    };
    output.line(&format!("{done} {} of {}.", item.id(shown), shown.id))?;
    if !noted.is_empty() && (arguments.remove || note.as_ref().is_some_and(|note| *note != noted)) {
        let redacted = loaded.redactor()(case.id.as_str(), &noted);
        output.line(&format!("The note that stood there said: {}", redacted.replace('\n', " / ")))?;
    }
    output.finish()?;
    Ok(FINE)
}

/// The most of a note that is read from standard input, in bytes.
const LONGEST_NOTE: u64 = 64 * 1024;

/// The note: the text that was given or, for "-", standard input, so that it does not stand among the processes of a
/// machine that others use.
fn note_of(given: &str) -> Result<String, CliError> {
    if given != "-" {
        return Ok(clean_note(given));
    }
    let mut bytes = Vec::new();
    io::stdin().lock().take(LONGEST_NOTE + 1).read_to_end(&mut bytes).map_err(CliError::NoInput)?;
    if bytes.len() as u64 > LONGEST_NOTE {
        return Err(CliError::NoInput(io::Error::new(io::ErrorKind::FileTooLarge, "a note of more than 64 KB")));
    }
    let wrong = |why: &str| CliError::NoInput(io::Error::new(io::ErrorKind::InvalidData, why.to_owned()));
    let text = String::from_utf8(bytes).map_err(|_| wrong("it is not text in UTF-8; convert it with iconv"))?;
    // A pipe that failed takes no note away.
    match text.trim() {
        "" => Err(wrong("nothing came in; to take mark and note away, use --remove")),
        _ => Ok(clean_note(&text)),
    }
}

/// Takes away marks whose item or case is no more.
fn forget(loaded: &Loaded, arguments: &MarkArguments, output: &mut Output) -> Result<u8, CliError> {
    // A mark has the id of the file, whatever the case is shown by.
    let real = loaded.find(&arguments.case).and_then(|key| loaded.catalogue.real(key));
    let kept_as = real.map_or(arguments.case.as_str(), |case| case.id.as_str());
    let mut forgotten = 0;
    let (_, told) = state_folder()?.change_marks(|marks| {
        let before = marks.len();
        marks.retain(|mark| mark.case != kept_as || !mark.item.eq_ignore_ascii_case(&arguments.item));
        forgotten = before - marks.len();
    })?;
    tell(told);
    let (case, item) = (clean_line(&arguments.case), clean_line(&arguments.item));
    if forgotten == 0 {
        complain(&format!("nothing is marked as {item} of {case}; `casebook marks` prints what is"));
        return Ok(NOTHING_FOUND);
    }
    output.line(&format!("Took away the mark on {item} of {case}, which was no longer found."))?;
    output.finish()?;
    Ok(FINE)
}

fn not_found(loaded: &Loaded, arguments: &MarkArguments) {
    match loaded.find(&arguments.case).and_then(|key| loaded.listing.case(key)) {
        None => loaded.complain_of_id(&arguments.case),
        Some(case) => {
            let told: Vec<String> = [ItemKind::Finding, ItemKind::Recommendation, ItemKind::Event]
                .into_iter()
                .filter_map(|sort| {
                    let of_sort = case.items().into_iter().filter(|item| item.kind() == sort);
                    let ids: Vec<String> = of_sort.map(|item| item.id(case)).collect();
                    Some(format!("{} to {}", ids.first()?, ids.last()?))
                })
                .collect();
            let item = clean_line(&arguments.item);
            complain(&format!("{} has no item \"{item}\"; it has {}", case.id, told.join(", ")));
        }
    }
}
