//! Items of any cases as a report: what was marked, what a search finds.

use std::collections::HashSet;

use super::citation::{source_title, sources};
use super::item::item_row;
use super::labels::with_year;
use super::rows::{case_name, counted};
use super::{Block, Listing, Page, Section};
use crate::case::{Case, ItemRef};
use crate::library::EntryKey;
use crate::notebook::clean_note;
use crate::search::{Order, SortKey, sort};

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
        row.cited = source_line(case, *item);
        row.about.insert(0, place_of_entry(case, *item));
        row.note = notes(*key, *item).map(|note| clean_note(&note)).filter(|note| !note.is_empty());
        section.blocks.push(Block::Row(row));
    }
    Page { title: title.to_owned(), name: name_of(title), about, sections: vec![section] }
}

/// Puts items of several cases into an order.
pub fn sort_items(listing: &Listing, items: &mut Vec<(EntryKey, ItemRef)>, order: Order) {
    sort(items, order, |(key, item)| {
        listing.case(*key).map(|case| SortKey::of_entry(case, *item, order)).unwrap_or_default()
    });
}

/// The entries that a search finds, in full, one under the other, in an order; then, under a heading, those that have only some
/// of its words.
pub fn found_in_full(
    listing: &Listing,
    title: &str,
    whole: &[(EntryKey, ItemRef)],
    near: &[(EntryKey, ItemRef)],
    order: Order,
) -> Page {
    let cases = |items: &[(EntryKey, ItemRef)]| items.iter().map(|(key, _)| *key).collect::<HashSet<_>>().len();
    let told = |items| format!("{} of {}", counted(<[_]>::len(items), "entry"), counted(cases(items), "case"));
    let by = if order == Order::Relevance { String::new() } else { format!(", by {}", order.told()) };
    if near.is_empty() {
        return of_items(listing, title, vec![format!("{}{by}", told(whole))], whole, &|_, _| None);
    }
    let heading = format!("With some of the words: {}", told(near));
    let mut page = of_items(listing, title, vec![format!("With every word: {}", told(whole))], whole, &|_, _| None);
    let rest = of_items(listing, title, Vec::new(), near, &|_, _| None).sections;
    page.sections.extend(rest.into_iter().map(|section| Section { heading: heading.clone(), ..section }));
    page
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
    with_year(&case_name(case), ", ", case)
}

/// "Alder (Northshire), 2011 · First review, 2012".
fn place_of_entry(case: &Case, item: ItemRef) -> String {
    let of_case = place_of(case);
    let Some(review) = case.review_of(item).filter(|_| !matches!(item, ItemRef::Page(_))) else { return of_case };
    let year = review.date().map(|date| date.year().to_string()).filter(|year| !review.title.contains(year));
    let year = year.map(|year| format!(", {year}")).unwrap_or_default();
    format!("{of_case} · {}{year}", review.title)
}

/// "Source: First review, Northshire Board, 10 January 2012"; nothing for a source, which is one itself.
fn source_line(case: &Case, item: ItemRef) -> Option<String> {
    if matches!(item, ItemRef::Source(_)) {
        return None;
    }
    let titles: Vec<String> = sources(case, item).into_iter().map(source_title).collect();
    let label = if titles.len() == 1 { "Source" } else { "Sources" };
    (!titles.is_empty()).then(|| format!("{label}: {}", titles.join("; ")))
}
