//! The state of a library at a date, at a snapshot or at a revision of git, whichever can be had.

use std::fs;
use std::sync::Arc;

use super::{LibraryState, Snapshot, StateFolder};
use crate::case::{Case, PartialDate, Profile, Vocabulary};
use crate::library::git::{Commit, GitError, Past, Repository};
use crate::library::{Catalogue, Limits, Origin, Place, Request, clock};
use crate::text::near::{did_you_mean, nearest};
use crate::text::{clean_line, shown_path};

/// The earlier state that the present is compared with.
#[derive(Debug, Clone, PartialEq)]
pub struct Baseline {
    /// The state of the library; nothing where nobody kept it, and only what the files date themselves can be told.
    pub contents: Option<LibraryState>,
    /// The day that was asked for, or that of the snapshot or commit.
    pub day: PartialDate,
    /// The name of it for people: "1 March 2026".
    pub label: String,
    /// The grounds of the comparison, a line each.
    pub rests_on: Vec<String>,
    /// Why some of the past could not be read, a line each; `rests_on` says it too.
    pub unread: Vec<String>,
}

/// The reason why there is nothing to compare the present with.
#[derive(Debug, thiserror::Error)]
pub enum NoBaseline {
    /// No date, no snapshot, no revision; `near` names a snapshot that may be meant, `git` why git has none.
    #[error("\"{when}\" is no date ({}), no snapshot{near} and no revision: {git}", PartialDate::FORM)]
    Unknown { when: String, near: String, git: String },
    #[error("{0} lies ahead: name a day that has been")]
    Ahead(PartialDate),
    /// The snapshot is there and cannot be read.
    #[error("{0}")]
    Snapshot(String),
    #[error(transparent)]
    Git(#[from] GitError),
}

/// The library whose past is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Library<'a> {
    /// The request that loaded it: places, limits, and the terms that casebook ships.
    pub request: &'a Request,
    /// The terms in force now.
    pub vocabulary: &'a Vocabulary,
    /// The library as it is now.
    pub catalogue: &'a Catalogue,
}

/// The places of a library, as snapshots name them.
pub fn named_places(places: &[Place]) -> Vec<String> {
    let name = |place: &Place| match place {
        Place::Bundled => "bundled".to_owned(),
        Place::Folder(path) | Place::File(path) => {
            let path = fs::canonicalize(path).unwrap_or_else(|_| path.clone());
            shown_path(&path)
        }
    };
    places.iter().map(name).collect()
}

/// The library at a snapshot of the state folder, at a date ("2026", "2026-03-01"), or at a revision of git, in this
/// order.
/// Reads files and runs git: not for a thread that answers keys.
///
/// # Errors
/// When there is no such thing, or it cannot be read.
pub fn baseline(when: &str, state_folder: Option<&StateFolder>, library: &Library<'_>) -> Result<Baseline, NoBaseline> {
    let when = clean_line(when);
    let day = PartialDate::from_words(&when);
    // No snapshot can be called as a date any more: one that is was named so before, and who chooses it in a list means it.
    let snapshot = state_folder.map(|state_folder| state_folder.snapshot(&when)).transpose();
    match (snapshot.map(Option::flatten), day) {
        (Ok(Some((snapshot, contents))), _) => {
            let label = format!("the snapshot \"{}\"", library.catalogue.typed(&snapshot.name));
            return Ok(at_snapshot(&snapshot, contents, snapshot.day(), label, library));
        }
        (_, Some(day)) if day > PartialDate::from(clock::now().date()) => return Err(NoBaseline::Ahead(day)),
        (_, Some(day)) => return Ok(at_date(day, state_folder, library)),
        (Err(why), None) => return Err(NoBaseline::Snapshot(why)),
        (Ok(None), None) => {}
    }
    match at_commits(library, |repository| repository.commit(&when).map(Some)) {
        Ok(Some(past)) => {
            let day = past.commits.iter().map(|commit| commit.day).min();
            let mut rests_on = vec![format!("Held against the revision {when}: {}.", past.told())];
            rests_on.extend(past.notes);
            // There is at least one commit.
            let day = day.unwrap_or_else(|| PartialDate::from(jiff::civil::Date::MIN));
            Ok(Baseline { contents: Some(past.contents), day, label: when.into_owned(), rests_on, unread: past.failed })
        }
        Ok(None) => {
            Err(unknown(&when, state_folder, library, "no folder of this library holds cases at it".to_owned()))
        }
        Err(error @ (GitError::Foreign { .. } | GitError::Failed { .. })) => Err(error.into()),
        Err(error) => Err(unknown(&when, state_folder, library, error.to_string())),
    }
}

fn unknown(when: &str, state_folder: Option<&StateFolder>, library: &Library<'_>, git: String) -> NoBaseline {
    // Under hidden names nobody is told what may have been meant: it could name somebody.
    let state_folder = state_folder.filter(|_| !library.catalogue.is_redacted());
    let snapshots = state_folder.map(|state_folder| state_folder.snapshots().0).unwrap_or_default();
    let near = did_you_mean(&nearest(when, snapshots.iter().map(|snapshot| snapshot.name.as_str())));
    let near = near.map(|near| format!(" ({near})")).unwrap_or_default();
    NoBaseline::Unknown { when: when.to_owned(), near, git }
}

/// The state before a date: from git, else from the newest snapshot up to it, else none.
fn at_date(day: PartialDate, state_folder: Option<&StateFolder>, library: &Library<'_>) -> Baseline {
    let label = day.to_string();
    let mut notes = Vec::new();
    match at_commits(library, |repository| repository.commit_before(day)) {
        Ok(Some(past)) => {
            let mut rests_on = vec![format!("Held against the last commit before that: {}.", past.told())];
            rests_on.extend(past.notes);
            return Baseline { contents: Some(past.contents), day, label, rests_on, unread: past.failed };
        }
        Err(error) if error.is_failure() => notes.push(format!("The past was not read: {error}.")),
        // A library outside git is nothing to tell of.
        Ok(None) | Err(_) => {}
    }
    let own = named_places(&library.request.places);
    let (snapshots, unread_snapshots) = state_folder.map(StateFolder::snapshots).unwrap_or_default();
    if unread_snapshots > 0 {
        notes
            .push(format!("Snapshots that cannot be read: {unread_snapshots}. One of them may be nearer to that day."));
    }
    let newest = snapshots.iter().rfind(|snapshot| snapshot.library == own && snapshot.made.date() <= day.first_day());
    let kept =
        newest.zip(state_folder).and_then(|(snapshot, state_folder)| state_folder.snapshot(&snapshot.name).ok()?);
    if let Some((snapshot, contents)) = kept {
        let mut then = at_snapshot(&snapshot, contents, day, label, library);
        then.rests_on.extend(notes.iter().cloned());
        then.unread = notes;
        return then;
    }
    let kept = if !notes.is_empty() {
        "What the library said then is not known"
    } else {
        "Nobody kept what the library said then"
    };
    let mut rests_on = vec![
        format!("{kept}: this is only what its files themselves date since, and what became overdue."),
        "For a full comparison next time, keep what it says today: casebook snapshot NAME. A library in git has its past."
            .to_owned(),
    ];
    rests_on.extend(notes.iter().cloned());
    Baseline { contents: None, day, label, rests_on, unread: notes }
}

fn at_snapshot(
    snapshot: &Snapshot,
    contents: LibraryState,
    day: PartialDate,
    label: String,
    library: &Library<'_>,
) -> Baseline {
    let typed = |text: &str| library.catalogue.typed(text);
    let mut rests_on =
        vec![format!("Held against the snapshot \"{}\", set on {}.", typed(&snapshot.name), snapshot.day())];
    if snapshot.library != named_places(&library.request.places) {
        rests_on.push(format!(
            "It was set on another library ({}): what only one of the two holds counts as added or removed.",
            typed(&snapshot.library.join(", "))
        ));
    }
    Baseline { contents: Some(contents), day, label, rests_on, unread: Vec::new() }
}

/// The state of a library from git.
struct FromGit {
    contents: LibraryState,
    commits: Vec<Commit>,
    notes: Vec<String>,
    /// Why the past of a folder could not be read, a line each.
    failed: Vec<String>,
}

impl FromGit {
    /// "1a2b3c4d5e of 1 March 2026".
    fn told(&self) -> String {
        let told: Vec<String> =
            self.commits.iter().map(|commit| format!("{} of {}", commit.short(), commit.day)).collect();
        told.join(", ")
    }
}

/// The library's folders at the commits that `choose` names. Places that have no past count as unchanged. Nothing
/// where no folder held a case then.
fn at_commits(
    library: &Library<'_>,
    choose: impl Fn(&Repository) -> Result<Option<Commit>, GitError>,
) -> Result<Option<FromGit>, GitError> {
    let Library { request, vocabulary, catalogue } = *library;
    let mut cases: Vec<Arc<Case>> = Vec::new();
    let mut unread = Vec::new();
    let (mut commits, mut notes, mut unread_past) = (Vec::new(), Vec::new(), Vec::new());
    let mut failed: Option<GitError> = None;
    for (sequence, place) in (1_u32..).zip(&request.places) {
        let past = match place {
            Place::Folder(folder) => {
                let now = (vocabulary, vocabulary.profile_of_place(sequence.saturating_sub(1) as usize));
                past(folder, request.limits, &request.vocabulary, now, &choose)
            }
            Place::Bundled | Place::File(_) => Ok(None),
        };
        match past {
            Ok(Some((commit, past))) => {
                let folder = || named_places(std::slice::from_ref(place)).concat();
                if past.missing > 0 {
                    let told = format!(
                        "{} is not whole in git: files of that time that are missing: {} (git fsck tells more).",
                        folder(),
                        past.missing
                    );
                    notes.push(told.clone());
                    unread_past.push(told);
                }
                if let Place::Folder(top) = place {
                    for apart in past.apart.iter().map(|apart| top.join(apart)) {
                        let told = format!(
                            "{} is a repository of its own, whose past is not read: its cases are left out.",
                            shown_path(&apart)
                        );
                        notes.push(told.clone());
                        unread_past.push(told);
                        let origins = catalogue.iter().map(|(_, entry)| &entry.origin);
                        let within =
                            origins.filter(|origin| matches!(origin, Origin::File(path) if path.starts_with(&apart)));
                        unread.extend(within.map(Origin::stem));
                    }
                }
                notes.extend(past.profile.map(|why| format!("{}: {why}.", folder())));
                commits.push(commit);
                cases.extend(past.cases.into_iter().map(Arc::new));
                unread.extend(past.unread);
            }
            Ok(None) | Err(_) => {
                if let Place::Folder(folder) = place {
                    let folder = shown_path(folder);
                    notes.push(match &past {
                        Err(error) if error.is_failure() => {
                            let told = format!("{folder} counts as unchanged: {error}.");
                            unread_past.push(told.clone());
                            told
                        }
                        Ok(_) | Err(_) => format!("{folder} has no past in git, and counts as unchanged."),
                    });
                }
                // A failure is told before an absence.
                failed = match (failed, past.err()) {
                    (Some(known), Some(error)) if error.is_failure() && !GitError::is_failure(&known) => Some(error),
                    (known, error) => known.or(error),
                };
                let here = catalogue.iter().filter(|(_, entry)| entry.sequence == sequence);
                cases.extend(here.filter_map(|(_, entry)| entry.case().cloned()));
            }
        }
    }
    if commits.is_empty() {
        let no_folder = !request.places.iter().any(|place| matches!(place, Place::Folder(_)));
        let none = || GitError::NoRepository { folder: "the bundled library".to_owned(), why: String::new() };
        return failed.or_else(|| no_folder.then(none)).map_or(Ok(None), Err);
    }
    commits.dedup();
    let mut contents = LibraryState::of(cases.iter().map(AsRef::as_ref));
    contents.unread.extend(unread);
    Ok(Some(FromGit { contents, commits, notes, failed: unread_past }))
}

fn past(
    folder: &std::path::Path,
    limits: Limits,
    shipped: &Vocabulary,
    now: (&Vocabulary, &'static Profile),
    choose: &dyn Fn(&Repository) -> Result<Option<Commit>, GitError>,
) -> Result<Option<(Commit, Past)>, GitError> {
    let repository = Repository::at(folder)?;
    let Some(commit) = choose(&repository)? else { return Ok(None) };
    let past = repository.library_at(&commit, limits, shipped, now)?;
    let held = !past.cases.is_empty() || !past.unread.is_empty();
    Ok(held.then_some((commit, past)))
}
