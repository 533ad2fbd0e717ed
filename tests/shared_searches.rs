//! A library's searches change under the running program: what is wrong with them is told, and untold when it is mended.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

mod support;

use std::fs;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use casebook::case::Vocabulary;
use casebook::library::{Catalogue, Limits, LoadEvent, Place, Request, WatchMode, load_and_watch, shared_searches};

/// What happens until the library has so many files that cannot be read; returns what the first of them is told.
fn wait_for(events: &Receiver<LoadEvent>, catalogue: &mut Catalogue, unreadable: usize) -> String {
    loop {
        match events.recv_timeout(Duration::from_secs(20)).unwrap() {
            LoadEvent::Entry(entry) => drop(catalogue.add(entry)),
            LoadEvent::Changed(changes) => {
                changes.removed.iter().for_each(|origin| drop(catalogue.remove(origin)));
                changes.entries.into_iter().for_each(|entry| drop(catalogue.add(entry)));
            }
            LoadEvent::Vocabulary(_) | LoadEvent::Found(_) => continue,
            LoadEvent::Finished => {}
        }
        if catalogue.unreadable() == unreadable && catalogue.totals().0 == 1 {
            let told = catalogue.iter().find(|(_, entry)| entry.case().is_none());
            return told.map(|(_, entry)| entry.problems()[0].to_string()).unwrap_or_default();
        }
    }
}

#[test]
fn searches_that_change_are_told_when_they_are_wrong() {
    for mode in [WatchMode::Auto, WatchMode::Poll] {
        let folder = tempfile::tempdir().unwrap();
        fs::copy(support::fixtures().join("alder.toml"), folder.path().join("alder.toml")).unwrap();
        let file = folder.path().join("searches.toml");
        let sound = "[[search]]\nname = \"Board\"\nquery = \"gp\"\n";
        fs::write(&file, sound.replace("name", "nane")).unwrap();
        let places = vec![Place::Folder(folder.path().to_owned())];
        let vocabulary = Arc::new(Vocabulary::shipped().clone());
        let request = Request { places: places.clone(), limits: Limits::default(), vocabulary, examine: false };
        let (sender, events) = channel();
        let sender = std::sync::Mutex::new(sender);
        let watching = load_and_watch(request, mode, move |event| drop(sender.lock().unwrap().send(event)));
        let mut catalogue = Catalogue::default();
        let told = wait_for(&events, &mut catalogue, 1);
        assert_eq!(told, "1:1: error: this entry of \"search\" has no \"name\"; add name = …");
        assert!(shared_searches(&places, Limits::default()).0.is_empty());

        fs::write(&file, sound).unwrap();
        wait_for(&events, &mut catalogue, 0);
        assert_eq!(shared_searches(&places, Limits::default()).0[0].name.as_str(), "Board");

        fs::write(&file, "[[search]\n").unwrap();
        assert!(wait_for(&events, &mut catalogue, 1).contains("not TOML"));

        fs::remove_file(&file).unwrap();
        wait_for(&events, &mut catalogue, 0);
        drop(watching);
    }
}
