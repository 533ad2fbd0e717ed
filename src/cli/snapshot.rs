//! `casebook snapshot`: keeps what the library says now, to be held against what it says later.

use clap::Args;
use serde::Serialize;

use super::loaded::Loaded;
use super::notebook::state_folder;
use super::output::{Output, complain};
use super::{CliError, FINE, NOTHING_FOUND, Start, WRONG};
use crate::library::clock;
use crate::notebook::{LibraryState, Snapshot, SnapshotOutcome, named_places};
use crate::text::{clean_line, counted};

/// Arguments of `casebook snapshot`.
#[derive(Debug, Args)]
pub struct SnapshotArguments {
    /// The name of the snapshot: "Board March 2026"
    #[arg(value_name = "NAME", required_unless_present = "list", conflicts_with = "list")]
    pub name: Option<String>,

    /// List the snapshots, oldest first
    #[arg(long)]
    pub list: bool,

    /// Take the snapshot away
    #[arg(long, conflicts_with_all = ["list", "replace"])]
    pub remove: bool,

    /// Set it anew where there is one with this name
    #[arg(long, conflicts_with = "list")]
    pub replace: bool,

    /// Print one JSON object on each line, of the list
    #[arg(long, requires = "list")]
    pub json: bool,
}

/// A snapshot as `snapshot --list --json` prints it.
#[derive(Serialize)]
struct SnapshotLine<'a> {
    name: &'a str,
    made: String,
    library: &'a [String],
}

pub(super) fn run(start: &Start, arguments: &SnapshotArguments, output: &mut Output) -> Result<u8, CliError> {
    let code = match &arguments.name {
        None => list(start, arguments.json, output)?,
        Some(name) if arguments.remove => remove(name, output)?,
        Some(name) => set(start, name, arguments.replace, output)?,
    };
    output.finish()?;
    Ok(code)
}

fn list(start: &Start, json: bool, output: &mut Output) -> Result<u8, CliError> {
    let (snapshots, unread) = state_folder()?.snapshots();
    // Which names are hidden only the cases tell.
    let loaded = if start.resolve()?.settings.privacy.on { Some(Loaded::read(start)?) } else { None };
    let typed = |text: &str| loaded.as_ref().map_or_else(|| text.to_owned(), |loaded| loaded.catalogue.typed(text));
    for Snapshot { name, made, library } in &snapshots {
        let (name, library): (String, Vec<String>) = (typed(name), library.iter().map(|place| typed(place)).collect());
        if json {
            output.json(&SnapshotLine { name: &name, made: made.to_string(), library: &library })?;
        } else {
            output.line(&format!("{}\t{name}\t{}", made.strftime("%Y-%m-%d %H:%M"), library.join(", ")))?;
        }
    }
    if unread > 0 {
        complain(&format!("{unread} of the snapshots cannot be read; `casebook since NAME` tells why"));
    }
    Ok(if unread > 0 {
        WRONG
    } else if snapshots.is_empty() {
        NOTHING_FOUND
    } else {
        FINE
    })
}

fn remove(name: &str, output: &mut Output) -> Result<u8, CliError> {
    if state_folder()?.remove_snapshot(name)? {
        output.line(&format!("Took away the snapshot \"{}\".", clean_line(name)))?;
        return Ok(FINE);
    }
    complain(&format!("no snapshot is called \"{}\"; `casebook snapshot --list` prints them", clean_line(name)));
    Ok(NOTHING_FOUND)
}

fn set(start: &Start, name: &str, replace: bool, output: &mut Output) -> Result<u8, CliError> {
    let state_folder = state_folder()?;
    let library = named_places(&start.resolve()?.places);
    let snapshot = match Snapshot::new(name, clock::now(), library) {
        Ok(snapshot) => snapshot,
        Err(why) => {
            complain(why);
            return Ok(WRONG);
        }
    };
    let loaded = Loaded::read(start)?;
    let contents = LibraryState::of_catalogue(&loaded.catalogue);
    Ok(match state_folder.set_snapshot(&snapshot, &contents, replace)? {
        SnapshotOutcome::Written => {
            let cases = contents.cases.len();
            let say = if cases == 1 { "says" } else { "say" };
            let cases = counted(cases, "case");
            output.line(&format!(
                "Kept what {cases} {say} now as \"{0}\". Later: casebook since \"{0}\"",
                snapshot.name
            ))?;
            loaded.end(true)
        }
        SnapshotOutcome::Exists(known) => {
            complain(&format!(
                "the snapshot \"{}\" was set on {} and stays; --replace sets it anew",
                known.name,
                known.day()
            ));
            WRONG
        }
    })
}
