//! `casebook index`: writes the cache file of a library, so that sessions need not read and index it anew.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::output::{Output, complain_of};
use super::{CliError, FINE, PROBLEMS, Start};
use crate::config::cache_path;
use crate::library::cache::{Making, clear, file_in, is_open_to_all};
use crate::library::{Catalogue, LoadEvent, Place, Request, WatchMode, load_all, load_and_watch};
use crate::search::stored_index;
use crate::text::{counted, shown_path};

/// Arguments of `casebook index`.
#[derive(Debug, Args)]
pub struct IndexArguments {
    /// The folder to write in: /var/cache/casebook for everybody on this machine, .casebook at the top of a library for its
    /// readers; without it, your own cache folder
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// Take away what was written there
    #[arg(long, conflicts_with = "watch")]
    pub clear: bool,

    /// Go on, and write anew whenever files change
    #[arg(long)]
    pub watch: bool,
}

/// Files that change one after the other are waited for this long.
const QUIET: Duration = Duration::from_secs(1);

pub(super) fn run(start: &Start, arguments: &IndexArguments, output: &mut Output) -> Result<u8, CliError> {
    let resolved = start.resolve()?;
    let own = arguments.out.is_none();
    let folder = arguments.out.clone().or_else(cache_path);
    let folder = folder.ok_or_else(|| CliError::Wrong("no home folder is known; name one: --out DIR".to_owned()))?;
    let failed = |error| CliError::Index { path: shown_path(&folder), error };
    if arguments.clear {
        let cleared = clear(&folder).map_err(failed)?;
        output.line(&format!("{} taken away from {}", counted(cleared, "cache file"), shown_path(&folder)))?;
        output.finish()?;
        return Ok(FINE);
    }
    let request = Request { cache: None, ..start.request()? };
    if request.places.iter().all(|place| *place == Place::Bundled) {
        let why = "the bundled library needs no index; name a folder: casebook index --cases DIR";
        return Err(CliError::Wrong(why.to_owned()));
    }
    let to = file_in(&folder, &request.places);
    let mut make = || -> Result<u8, CliError> {
        let nothing = || CliError::Wrong("the system does not say which program this is".to_owned());
        let making = Making::begin(&request).ok_or_else(nothing)?;
        let (entries, vocabulary) = load_all(request.clone(), |_, _| ());
        let open = !own && is_open_to_all(&entries);
        let known = Request { vocabulary, ..request.clone() };
        let index = Some((stored_index as _, &*known.vocabulary));
        let cases = making.write(&to, open, &known, &entries, index).map_err(failed)?;
        let left = entries.iter().filter(|entry| entry.is_case()).count().saturating_sub(cases);
        output.line(&format!("{} in {}", counted(cases, "case"), shown_path(&to)))?;
        if left > 0 {
            output.line(&format!("{} changed just now, or bundled: sessions read them", counted(left, "case")))?;
        }
        if !own && !open {
            output.line("Only you can read it, since not everybody may read the library")?;
        }
        output.finish()?;
        let mut catalogue = Catalogue::default();
        entries.into_iter().for_each(|entry| drop(catalogue.add(entry)));
        // The index is written, without the files that cannot be read: the unit of the package counts this code as done.
        Ok(if complain_of(&catalogue) { PROBLEMS } else { FINE })
    };
    let (sender, told) = crossbeam_channel::unbounded();
    let watch = match resolved.settings.library.watch {
        WatchMode::Never => WatchMode::Auto,
        mode => mode,
    };
    let watching = arguments.watch.then(|| {
        load_and_watch(request.clone(), watch, move |event| {
            let is_first = matches!(event, LoadEvent::Finished);
            if is_first || matches!(event, LoadEvent::Changed(_) | LoadEvent::Vocabulary(_)) {
                // The other end lives as long as this.
                let _ = sender.send(is_first);
            }
        })
    });
    // A file that changes from here on is told, also while the first cache file is made.
    while watching.is_some() && told.recv() == Ok(false) {}
    let code = make()?;
    if watching.is_none() {
        return Ok(code);
    }
    while told.recv().is_ok() {
        while told.recv_timeout(QUIET).is_ok() {}
        make()?;
    }
    Ok(FINE)
}
