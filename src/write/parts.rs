//! Several things in one cell, written so that they can be read back: texts as `one; two`, parts as
//! `named: Northshire Council; status: Open | named: …`. A text that would be taken apart stands in quotes, as JSON has them.

/// Between parts.
const BETWEEN: &str = " | ";

/// Texts as a cell.
pub fn list(texts: impl IntoIterator<Item = String>) -> String {
    let apart = |text: &String| text.contains([';', '\n']) || text.starts_with('"') || text.trim() != text;
    let item = |text: String| if apart(&text) { quoted(&text) } else { text };
    texts.into_iter().map(item).collect::<Vec<_>>().join("; ")
}

/// The texts of a cell.
pub fn items(cell: &str) -> Vec<String> {
    let mut items = Vec::new();
    let mut rest = cell;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ';');
        if rest.is_empty() {
            return items;
        }
        let (item, after) = unquoted(rest).unwrap_or_else(|| {
            let (item, after) = rest.split_once([';', '\n']).unwrap_or((rest, ""));
            (item.trim().to_owned(), after)
        });
        items.push(item);
        rest = after;
    }
}

/// The names and values of a part as text.
pub fn part<'a>(pairs: impl IntoIterator<Item = (&'a str, String)>) -> String {
    let apart = |value: &str| {
        value.is_empty()
            || value.trim_matches([' ', '\t', '\r', '\n', ';']) != value
            || value.trim() != value
            || value.starts_with('"')
            || value.contains(['|', '\n'])
            || names(value)
    };
    let pair =
        |(name, value): (&str, String)| format!("{name}: {}", if apart(&value) { quoted(&value) } else { value });
    pairs.into_iter().map(pair).collect::<Vec<_>>().join("; ")
}

/// Parts as a cell.
pub fn parts(all: impl IntoIterator<Item = String>) -> String {
    all.into_iter().collect::<Vec<_>>().join(BETWEEN)
}

/// True if something in a value may read like the name of the next.
fn names(value: &str) -> bool {
    value.split(';').skip(1).any(|rest| rest.contains(':'))
}

/// The parts of a cell, each as names and values; what stands before the first name has none. Names are those of `known`, in
/// letters of any case.
pub fn parts_of(cell: &str, known: &[&str]) -> Vec<Vec<(String, String)>> {
    let mut parts = Vec::new();
    let mut part: Vec<(String, String)> = Vec::new();
    let mut rest = cell.trim_matches([' ', '\t', '\r', '\n', ';']);
    while !rest.is_empty() {
        let (name, value) = named(rest, known).unwrap_or(("", rest));
        let (value, after) = match unquoted(value) {
            Some(whole) if !name.is_empty() => whole,
            _ => {
                let end = end_of(value, known);
                let (value, after) = value.split_at(end);
                (value.trim().to_owned(), after)
            }
        };
        if !(name.is_empty() && value.is_empty()) {
            part.push((name.to_owned(), value));
        }
        rest = after.trim_start_matches([' ', '\t', ';']);
        if let Some(next) = rest.strip_prefix(['|', '\n', '\r']) {
            parts.push(std::mem::take(&mut part));
            rest = next.trim_start_matches([' ', '\t', '\r', '\n', ';']);
        }
    }
    parts.push(part);
    parts.retain(|part| !part.is_empty());
    parts
}

/// The place where an unquoted value ends: at the next part, or at a name behind a semicolon.
fn end_of(value: &str, known: &[&str]) -> usize {
    let ends = |(at, c): &(usize, char)| match c {
        '|' | '\n' => true,
        ';' => value.get(at + 1..).is_some_and(|rest| named(rest.trim_start(), known).is_some()),
        _ => false,
    };
    value.char_indices().find(ends).map_or(value.len(), |(at, _)| at)
}

/// The name that a text begins with, and what follows it.
fn named<'a, 'k>(text: &'a str, known: &[&'k str]) -> Option<(&'k str, &'a str)> {
    let (name, rest) = text.split_once(':')?;
    let name = crate::text::fold::as_code(name.trim());
    known.iter().find(|known| **known == name).map(|known| (*known, rest.trim_start()))
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The text that stands in quotes at the start of another, and what follows it.
fn unquoted(text: &str) -> Option<(String, &str)> {
    if !text.starts_with('"') {
        return None;
    }
    let mut stream = serde_json::Deserializer::from_str(text).into_iter::<String>();
    let value = stream.next()?.ok()?;
    let after = text.get(stream.byte_offset()..)?;
    // Words in quotes that go on are no quoted text.
    after
        .trim_start()
        .chars()
        .next()
        .is_none_or(|c| matches!(c, ';' | '|') || after.starts_with('\n'))
        .then_some((value, after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const KNOWN: [&str; 4] = ["named", "status", "date_text", "text"];

    #[test]
    fn what_people_type_is_read() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let rows = [
            ("named: A; status: Open", vec![vec![pair("named", "A"), pair("status", "Open")]]),
            (
                "Named: A;Status:Open|named: B",
                vec![vec![pair("named", "A"), pair("status", "Open")], vec![pair("named", "B")]],
            ),
            ("Only words; and more", vec![vec![pair("", "Only words; and more")]]),
            ("text: one; two; status: Open", vec![vec![pair("text", "one; two"), pair("status", "Open")]]),
            ("named: \"A | B\"\nnamed: C", vec![vec![pair("named", "A | B")], vec![pair("named", "C")]]),
            ("Date text: May", vec![vec![pair("date_text", "May")]]),
            ("text: \"Yes\" they said", vec![vec![pair("text", "\"Yes\" they said")]]),
            ("", vec![]),
            (" | ;", vec![]),
        ];
        for (cell, expected) in rows {
            assert_eq!(parts_of(cell, &KNOWN), expected, "{cell}");
        }
        assert_eq!(items("a; b\nc;;"), ["a", "b", "c"]);
        assert_eq!(items("\"a; b\"; \"c\" d"), ["a; b", "\"c\" d"]);
    }

    proptest! {
        #[test]
        fn parts_come_back(all in prop::collection::vec(prop::collection::vec(("named|status|text", "[a-z :;|\"\n'\\\\_é-]{0,30}"), 1..4), 0..4)) {
            let cell = parts(all.iter().map(|pairs| part(pairs.iter().map(|(name, value)| (name.as_str(), value.clone())))));
            prop_assert_eq!(parts_of(&cell, &KNOWN), all);
        }

        #[test]
        fn texts_come_back(all in prop::collection::vec("[a-z :;|\"\n'\\\\é-]{0,20}[a-z\"]", 0..4)) {
            prop_assert_eq!(items(&list(all.clone())), all);
        }
    }
}
