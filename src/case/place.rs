//! The line of an item in the text of its file: editors open there.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::item::{CasePage, ItemRef};
use crate::document::{parse, without_mark};

type Value<'a> = Spanned<DeValue<'a>>;

/// The line of `item` in `text`, from 1. It is looked for by `id`, because the file may have changed since it was read; a
/// page of the whole case stands at what it is made of, else at the top. Where the file has no such item any more, or is
/// no TOML at present, the first line.
pub fn line_of(text: &str, item: ItemRef, id: &str) -> usize {
    let text = without_mark(text);
    let (root, _) = parse(text);
    let table = root.get_ref();
    let nested = |list: &'static str| {
        entries(table, "reviews")
            .iter()
            .filter_map(|review| review.get_ref().as_table())
            .find_map(move |review| entries(review, list).iter().find(|entry| has_id(entry, id)))
    };
    let found = match item {
        ItemRef::Finding(..) => nested("findings"),
        ItemRef::Recommendation(..) => nested("recommendations"),
        ItemRef::Event(_) => entries(table, "events").iter().find(|entry| has_id(entry, id)),
        ItemRef::Source(_) => entries(table, "sources").iter().find(|entry| has_id(entry, id)),
        ItemRef::Page(CasePage::Review(_)) => entries(table, "reviews").iter().find(|entry| has_id(entry, id)),
        ItemRef::Page(CasePage::Case) => None,
        ItemRef::Page(CasePage::SideBySide) => entries(table, "reviews").first(),
        ItemRef::Page(CasePage::Disputed) => entries(table, "disputed").first(),
        ItemRef::Page(CasePage::Related) => entries(table, "related").first(),
        ItemRef::Page(CasePage::Gaps) => table.get("gaps"),
    };
    let start = found.map_or(0, |value| value.span().start);
    text.as_bytes().get(..start).unwrap_or_default().iter().filter(|byte| **byte == b'\n').count() + 1
}

/// The entries of a list of a table; of anything else, none.
fn entries<'t, 'a>(table: &'t DeTable<'a>, list: &str) -> &'t [Value<'a>] {
    match table.get(list).map(Spanned::get_ref) {
        Some(DeValue::Array(entries)) => entries,
        _ => &[],
    }
}

fn has_id(entry: &Value<'_>, id: &str) -> bool {
    let own = entry.get_ref().as_table().and_then(|table| table.get("id"));
    own.is_some_and(|own| matches!(own.get_ref(), DeValue::String(own) if own.as_ref() == id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_found_by_their_ids() {
        let text = include_str!("../../tests/fixtures/library/alder.toml");
        // The item, its id, and a line that stands at or right after its place.
        let rows = [
            (ItemRef::Finding(0, 1), "F2", "id = \"F2\""),
            (ItemRef::Finding(0, 0), "F4", "id = \"F4\""),
            (ItemRef::Recommendation(0, 0), "R1", "id = \"R1\""),
            (ItemRef::Event(1), "E2", "id = \"E2\""),
            (ItemRef::Source(1), "annals", "id = \"annals\""),
            (ItemRef::Page(CasePage::Review(1)), "second", "id = \"second\""),
            (ItemRef::Page(CasePage::SideBySide), "side-by-side", "id = \"first\""),
            (ItemRef::Page(CasePage::Disputed), "disputed", "about = \"Number of visits\""),
            (ItemRef::Page(CasePage::Related), "related", "case = \"birch\""),
        ];
        for marks in ["", "\u{feff}", "# A line.\n"] {
            let text = format!("{marks}{text}");
            let lines: Vec<&str> = text.lines().collect();
            for (item, id, stands) in rows {
                let line = line_of(&text, item, id);
                assert!(lines[line - 1].starts_with("[["), "{id}: {line}");
                assert_eq!(lines[line], stands, "{id}: {line}");
            }
            let gaps = line_of(&text, ItemRef::Page(CasePage::Gaps), "gaps");
            assert!(lines[gaps - 1].starts_with("gaps ="), "{gaps}");
        }
    }

    #[test]
    fn what_is_not_there_is_the_first_line() {
        for text in ["", "id = ", "reviews = 3", "[[reviews]]\nfindings = [3]\n", "[[events]]\nid = \"E2\"\n"] {
            assert_eq!(line_of(text, ItemRef::Finding(0, 0), "E2"), 1, "{text}");
            assert_eq!(line_of(text, ItemRef::Page(CasePage::Case), "case"), 1, "{text}");
        }
        // In the middle of an edit the rest of the file is still looked through.
        let text = "id = \"a\"\ntitle = \n[[events]]\nid = \"E1\"\n";
        assert_eq!(line_of(text, ItemRef::Event(0), "E1"), 3);
    }
}
