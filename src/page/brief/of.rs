//! The subject of a brief, with what the brief calls it.

use super::subject::Subject;
use crate::case::{ItemKey, OpenList};
use crate::library::EntryKey;
use crate::page::name_of;

/// The subject of a brief with what the brief calls it.
#[derive(Debug, Clone, Copy)]
pub struct BriefOf<'a> {
    /// Its name, as it may be shown: "Police", "Search: bruising".
    pub label: &'a str,
    /// Which it is.
    pub what: BriefSubject<'a>,
    /// True where it is reached from the tracker: recommendations stand first.
    pub tracked: bool,
}

/// The subject of a brief.
#[derive(Debug, Clone, Copy)]
pub enum BriefSubject<'a> {
    /// A subject that has a name.
    Subject(&'a Subject),
    /// These entries, which a search found.
    Found(&'a [(EntryKey, ItemKey)]),
}

impl BriefOf<'_> {
    /// The agency that it is about.
    pub fn agency(&self) -> Option<&str> {
        match self.what {
            BriefSubject::Subject(Subject::Term(OpenList::Agency, code)) => Some(code),
            _ => None,
        }
    }

    /// The name of a file of it.
    pub fn name(&self) -> String {
        let of = match self.what {
            // The name of a place may be hidden.
            BriefSubject::Subject(Subject::Place(_)) | BriefSubject::Found(_) => self.label,
            BriefSubject::Subject(subject) => subject.code(),
        };
        format!("brief-{}", name_of(of))
    }
}
