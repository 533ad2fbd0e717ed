//! The files of the library that could not be read, named on every page: a reader of it, or of a file of it, knows
//! what is missing.

use super::rows::counted;
use super::{Block, Listing, Page, Row, Section};

/// The page, with what is missing in it at its end and a line at its head that says so.
pub fn with_unread(mut page: Page, listing: &Listing) -> Page {
    let unread = &listing.unread;
    if unread.is_empty() {
        return page;
    }
    let (files, are) = (counted(unread.len(), "file"), if unread.len() == 1 { "is" } else { "are" });
    page.about.push(format!("{files} could not be read and {are} missing here; the end says why."));
    let mut section = Section::new(format!("Could not be read ({})", unread.len()));
    section.blocks.extend(unread.iter().map(|file| {
        let text = format!("{}: {}", file.name, file.why.join("; "));
        Block::Row(Row { text, ..Row::default() })
    }));
    page.sections.push(section);
    page
}
