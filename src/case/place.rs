//! The line of an item in the text of its file: editors open there.

use super::item::{CasePage, ItemRef};
use crate::document::{entries, parse, text_in, without_mark};

/// The line of `item` in `text`, from 1. It is looked for by `id`, because the file may have changed since it was read; a
/// page of the whole case stands at what it is made of, else at the top. Where the file has no such item any more, or is
/// no TOML at present, the first line.
pub fn line_of(text: &str, item: ItemRef, id: &str) -> usize {
    let text = without_mark(text);
    let (root, _) = parse(text);
    let table = root.get_ref();
    let has_id = |entry: &&_| text_in(entry, "id").is_some_and(|(_, own)| own == id);
    let nested = |list: &'static str| {
        entries(table, "reviews")
            .iter()
            .filter_map(|review| review.get_ref().as_table())
            .find_map(move |review| entries(review, list).iter().find(has_id))
    };
    let found = match item {
        ItemRef::Finding(..) => nested("findings"),
        ItemRef::Recommendation(..) => nested("recommendations"),
        ItemRef::Event(_) => entries(table, "events").iter().find(has_id),
        ItemRef::Source(_) => entries(table, "sources").iter().find(has_id),
        ItemRef::Page(CasePage::Review(_)) => entries(table, "reviews").iter().find(has_id),
        ItemRef::Page(CasePage::Case) => None,
        ItemRef::Page(CasePage::SideBySide) => entries(table, "reviews").first(),
        ItemRef::Page(CasePage::Disputed) => entries(table, "disputed").first(),
        ItemRef::Page(CasePage::Related) => entries(table, "related").first(),
        ItemRef::Page(CasePage::Gaps) => table.get("gaps"),
    };
    let start = found.map_or(0, |value| value.span().start);
    text.as_bytes().get(..start).unwrap_or_default().iter().filter(|byte| **byte == b'\n').count() + 1
}
