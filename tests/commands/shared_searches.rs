//! A library's searches change under the running program: what is wrong with them is told, and untold when it is mended.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::fs;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use casebook::library::{Catalogue, LoadEvent, Place, WatchMode, load_and_watch};

/// What happens until the library has so many files that cannot be read; returns what the first of them is told. The names
/// of the searches are those that were told last.
fn wait_for(
    events: &Receiver<LoadEvent>,
    catalogue: &mut Catalogue,
    searches: &mut Vec<String>,
    unreadable: usize,
) -> String {
    loop {
        match events.recv_timeout(Duration::from_secs(20)).unwrap() {
            LoadEvent::Entry(entry) => drop(catalogue.add(entry)),
            LoadEvent::Changed(changes) => {
                changes.removed.iter().for_each(|origin| drop(catalogue.remove(origin)));
                changes.entries.into_iter().for_each(|entry| drop(catalogue.add(entry)));
            }
            LoadEvent::Searches(told) => {
                *searches = told.iter().map(|search| search.name.to_string()).collect();
                continue;
            }
            LoadEvent::Vocabulary(_) | LoadEvent::Found(_) | LoadEvent::Notes => continue,
            LoadEvent::Cached(_) | LoadEvent::Known(_) | LoadEvent::Gone(_) => continue,
            LoadEvent::Finished | LoadEvent::Unwatched => {}
        }
        if catalogue.unreadable() == unreadable && catalogue.totals().0 == 1 {
            let told = catalogue.iter().find(|(_, entry)| entry.case().is_none());
            return told.map(|(_, entry)| entry.problems()[0].to_string()).unwrap_or_default();
        }
    }
}

/// Waits until searches are told.
fn wait_for_searches(events: &Receiver<LoadEvent>, searches: &mut Vec<String>) {
    loop {
        if let LoadEvent::Searches(told) = events.recv_timeout(Duration::from_secs(20)).unwrap() {
            *searches = told.iter().map(|search| search.name.to_string()).collect();
            return;
        }
    }
}

#[test]
fn searches_that_change_are_told_when_they_are_wrong() {
    for mode in [WatchMode::Auto, WatchMode::Poll] {
        let folder = crate::support::tempdir().unwrap();
        fs::copy(crate::support::fixtures().join("alder.toml"), folder.path().join("alder.toml")).unwrap();
        let file = folder.path().join("searches.toml");
        let sound = "[[search]]\nname = \"Board\"\nquery = \"gp\"\n";
        fs::write(&file, sound.replace("name", "nane")).unwrap();
        let places = vec![Place::Folder(folder.path().to_owned())];
        let request = crate::support::library::request(places);
        let again = request.clone();
        let (sender, events) = channel();
        let sender = std::sync::Mutex::new(sender);
        let watching = load_and_watch(request, mode, move |event| drop(sender.lock().unwrap().send(event)));
        let mut catalogue = Catalogue::default();
        let mut searches = Vec::new();
        let told = wait_for(&events, &mut catalogue, &mut searches, 1);
        assert_eq!(told, "1:1: error: this entry of \"search\" has no \"name\"; add name = …");
        assert!(searches.is_empty());

        fs::write(&file, sound).unwrap();
        wait_for(&events, &mut catalogue, &mut searches, 0);
        assert_eq!(searches, ["Board"]);

        fs::write(&file, "[[search]\n").unwrap();
        assert!(wait_for(&events, &mut catalogue, &mut searches, 1).contains("not TOML"));
        assert!(searches.is_empty());

        // One that is right from the start is told from the start.
        fs::write(&file, sound.replace("Board", "Panel")).unwrap();
        wait_for(&events, &mut catalogue, &mut searches, 0);
        assert_eq!(searches, ["Panel"]);
        let (sender, first) = channel();
        let sender = std::sync::Mutex::new(sender);
        casebook::library::load(again, move |event| drop(sender.lock().unwrap().send(event)));
        let told = first.iter().find_map(|event| match event {
            LoadEvent::Searches(told) => Some(told[0].name.to_string()),
            _ => None,
        });
        assert_eq!(told.as_deref(), Some("Panel"));

        fs::remove_file(&file).unwrap();
        wait_for_searches(&events, &mut searches);
        assert!(searches.is_empty());
        drop(watching);
    }
}
