//! The lines of a skeleton that nobody has filled in: told, and no mistakes.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::skeleton::{FILL_IN, NO_DAY, SKELETON};
use crate::case::Case;
use crate::case::fields::{Described, Value};

/// Keys of the skeleton whose text stands for what is to be written there.
const KEYS: [&str; 7] = ["title", "publisher", "text", "area", "commissioned_by", "name", "named"];

/// The texts of the skeleton that stand for what is to be written there.
static PLACEHOLDERS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let mut found = HashSet::new();
    for line in SKELETON.lines() {
        if let Some(last) = line.strip_suffix("\"\"\"").filter(|last| !last.is_empty() && !last.contains('=')) {
            found.insert(last);
        }
        let line = line.strip_prefix("# ").unwrap_or(line);
        let Some((key, value)) = line.split_once(" = \"") else { continue };
        if let Some((text, _)) = value.split_once('"').filter(|_| KEYS.contains(&key)) {
            found.insert(text);
        }
    }
    found.remove("");
    found.insert(FILL_IN);
    found
});

/// The labels of what is as the skeleton has it, in the order of a page, each once.
pub(super) fn unfilled(case: &Case) -> Vec<String> {
    let mut found = Vec::new();
    visit(case, "case", &mut found);
    found
}

fn visit(of: &dyn Described, noun: &str, found: &mut Vec<String>) {
    of.visit(&mut |field, value| {
        let text = match &value {
            Value::Date(date) => {
                if date.iso() == NO_DAY {
                    FILL_IN
                } else {
                    ""
                }
            }
            Value::Text(text) => *text,
            Value::Prose(prose) => prose,
            value => return value.parts().iter().for_each(|part| visit(*part, part.noun(), found)),
        };
        let told = format!("{} of the {noun}", field.key());
        if PLACEHOLDERS.contains(text) && !found.contains(&told) {
            found.push(told);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{Vocabulary, read_case};

    #[test]
    fn what_is_not_filled_in_is_told() {
        let case = |text: &str| read_case("oak", text, Vocabulary::shipped()).unwrap().0;
        let skeleton = SKELETON.replace("{id}", "oak");
        let all = ["title of the case", "summary of the case", "title of the review", "title of the source"];
        let told = unfilled(&case(&skeleton));
        assert_eq!(told, [&all[..], &["publisher of the source"]].concat());
        let filled = skeleton.replace("Name that the case is known by", "Oak");
        assert_eq!(unfilled(&case(&filled)).first().map(String::as_str), Some("summary of the case"));
    }
}
