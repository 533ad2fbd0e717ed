//! Items of any cases as a report: what was marked, what a search finds.

use super::item::item_row;
use super::labels::shown_year;
use super::rows::case_name;
use super::{Block, Listing, Page, Section};
use crate::case::{Case, ItemRef};
use crate::library::EntryKey;
use crate::notebook::clean_note;

/// The items in the order given, a row each, with what the user noted on them. An item that is no more is left out: who
/// keeps places that may go, such as marks, adds rows without a link for those.
pub fn of_items(
    listing: &Listing,
    title: &str,
    about: Vec<String>,
    items: &[(EntryKey, ItemRef)],
    notes: &dyn Fn(EntryKey, ItemRef) -> Option<String>,
) -> Page {
    let mut section = Section::default();
    for (key, item) in items {
        let Some(case) = listing.case(*key) else { continue };
        let Some(mut row) = item_row(*key, case, *item, &listing.vocabulary, true) else { continue };
        // Numbers of sources tell nothing where each case has its own.
        row.basis.sources.clear();
        row.about.insert(0, place_of(case));
        row.note = notes(*key, *item).map(|note| clean_note(&note)).filter(|note| !note.is_empty());
        section.blocks.push(Block::Row(row));
    }
    Page { title: title.to_owned(), name: name_of(title), about, sections: vec![section] }
}

/// The name of a file with this title: lower-case letters, digits and hyphens.
pub fn name_of(title: &str) -> String {
    let lower = title.to_ascii_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut name = words.join("-");
    name.truncate(60);
    let name = name.trim_end_matches('-');
    if name.is_empty() { "casebook".to_owned() } else { name.to_owned() }
}

/// "Alder (Northshire), 2011".
pub(super) fn place_of(case: &Case) -> String {
    match shown_year(case).as_str() {
        "" => case_name(case),
        year => format!("{}, {year}", case_name(case)),
    }
}
