//! A page as lines of text: what the screen draws in its styles, what commands print, and a format to export.

mod figure;
mod lay_out;
mod lines;
mod sheet;
mod table;

pub use lay_out::{in_list, lay_out, numbered};
pub use sheet::{FoundPart, FoundPlaces, Role, Sheet, SheetHeading, SheetLine, SheetPiece, Stop};

use super::references::{References, places};
use crate::case::{ItemKind, ItemRef};
use crate::page::{Block, Listing, Page, Row, Section, item_row};

/// Columns of a text that is written to a file.
const COLUMNS: usize = 100;

/// A page as plain text, each entry with its sources, which are listed at the end.
pub fn write(page: &Page, listing: &Listing) -> String {
    let references = References::of(page, listing);
    let mut whole = page.clone();
    for block in whole.sections.iter_mut().flat_map(|section| &mut section.blocks) {
        if let Block::Row(row) = block
            && row.item().is_none_or(|(_, item)| item.kind() != ItemKind::Source)
        {
            row.basis.sources = places(listing, row);
        }
    }
    let mut sources = Section::new("Sources");
    sources.blocks.extend(references.rest_places().filter_map(|(number, (key, at))| {
        let row = item_row(key, listing.case(key)?, ItemRef::Source(at), &listing.vocabulary, true)?;
        Some(Block::Row(Row { lead: format!("{number}."), ..row }))
    }));
    whole.sections.extend(Some(sources).filter(|section| !section.blocks.is_empty()));
    let sheet = lay_out(&whole, COLUMNS, None, &|sources| references.numbers_of(sources));
    let title = std::iter::once(page.title.clone());
    let lines = title.chain(sheet.lines.iter().map(|line| line.to_string().trim_end().to_owned()));
    let made = format!("\nMade with Casebook on {}.\n", listing.today);
    lines.map(|line| line + "\n").collect::<String>() + &made
}
