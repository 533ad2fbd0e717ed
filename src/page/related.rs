//! The cases that the sources link to a case.

use super::{Block, Link, Listing, Page, Row, Section};
use crate::case::Case;
use crate::library::EntryKey;

/// The cases that the sources link to a case. `real` is the case as its file has it: it names the others by their ids, which
/// the listing may hide; `key_of` finds them.
pub fn related(
    listing: &Listing,
    key: EntryKey,
    real: &Case,
    key_of: &dyn Fn(&crate::case::model::CaseId) -> Option<EntryKey>,
) -> Option<Page> {
    let case = listing.case(key)?;
    let mut section = Section::default();
    for (related, named) in case.related.iter().zip(&real.related) {
        let there = named.case.as_ref().and_then(key_of).filter(|key| listing.case(*key).is_some());
        let mut about = vec![related.text.to_string()];
        if there.is_none() {
            about.push("Not in this library".to_owned());
        }
        section.blocks.push(Block::Row(Row {
            link: there.map(Link::to_case),
            text: related.title.to_string(),
            about,
            ..Row::default()
        }));
    }
    Some(Page {
        title: format!("Cases that the sources link to {}", case.title),
        name: format!("related-{}", case.id),
        about: Vec::new(),
        sections: vec![section],
    })
}
