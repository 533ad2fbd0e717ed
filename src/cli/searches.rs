//! `casebook searches`: the searches that have names, the user's own and those of the library.

use clap::Args;
use serde::Serialize;

use super::loaded::Loaded;
use super::notebook::{state_folder, tell};
use super::output::{Output, complain};
use super::{CliError, FINE, NOTHING_FOUND, Start, WRONG};
use crate::library::{SavedSearch, shared_searches};
use crate::search::{Engine, Query};
use crate::text::{counted, shown_path};

/// Arguments of `casebook searches`.
#[derive(Debug, Args)]
pub struct SearchesArguments {
    /// Print one JSON object on each line
    #[arg(long)]
    pub json: bool,
}

/// A search as `searches --json` prints it.
#[derive(Serialize)]
struct SearchLine<'a> {
    name: &'a str,
    query: &'a str,
    lens: Option<&'a str>,
    /// True if it belongs to the library, and so to everybody.
    shared: bool,
    /// How many entries of the library it finds; null where it is not understood.
    entries: Option<usize>,
}

pub(super) fn run(start: &Start, arguments: &SearchesArguments, output: &mut Output) -> Result<u8, CliError> {
    let resolved = start.resolve()?;
    let (shared, wrong) = shared_searches(&resolved.places, resolved.settings.library.limits());
    // Without a home there are the library's.
    let (own, problem) = state_folder().map(|state_folder| state_folder.saved_searches()).unwrap_or_default();
    let loaded = Loaded::read(start)?;
    let mut engine = if own.is_empty() && shared.is_empty() { Engine::default() } else { loaded.engine() };
    loaded.mark(&mut engine);
    let typed = |text: &str| loaded.catalogue.typed(text);
    let both = own.iter().map(|search| (search, false)).chain(shared.iter().map(|search| (search, true)));
    for (SavedSearch { name, query, lens }, shared) in both {
        let entries = engine.count(&Query::parse(query));
        let (name, query, lens) = (typed(name), typed(query), lens.as_deref());
        if arguments.json {
            output.json(&SearchLine { name: &name, query: &query, lens, shared, entries })?;
        } else {
            let whose = if shared { "shared" } else { "own" };
            let entries = entries.map_or_else(|| "not understood".to_owned(), |entries| counted(entries, "entry"));
            output.line(&format!("{name}\t{query}\t{}\t{whose}\t{entries}", lens.unwrap_or_default()))?;
        }
    }
    output.finish()?;
    for file in &wrong {
        for told in &file.problems {
            complain(&format!("{}:{told}", shown_path(&file.path)));
        }
    }
    let unread = loaded.complain();
    let failed = tell(problem) || !wrong.is_empty() || unread;
    Ok(if failed {
        WRONG
    } else if own.is_empty() && shared.is_empty() {
        NOTHING_FOUND
    } else {
        FINE
    })
}
