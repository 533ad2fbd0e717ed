//! The memory of the last import: the third side of a merge. It is kept beside the library, a line a case, so that it can go
//! into version control with the cases.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The file, below the folder of the library. Its folder is hidden, so that the library does not take it for a case.
pub const BASE_FILE: &str = ".casebook/import/base.jsonl";

/// The memory of imports of each case, by the map and the key of the case.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Base(pub BTreeMap<String, BaseCase>);

/// The values that an import had for a case.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct BaseCase {
    /// The id that it has since.
    pub id: String,
    /// The name of the file that said it.
    #[serde(default)]
    pub file: String,
    /// Its entries, by list and key.
    pub entries: BTreeMap<String, BaseEntry>,
}

/// The values that an import had for an entry.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct BaseEntry {
    /// The id that it has since, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The values by their keys; what the table did not say is left out.
    #[serde(default)]
    pub values: BTreeMap<String, Value>,
}

#[derive(Serialize, Deserialize)]
struct LineOut {
    case: String,
    #[serde(flatten)]
    said: BaseCase,
}

impl Base {
    /// Reads the lines of the file.
    ///
    /// # Errors
    /// The number of the line that cannot be read.
    pub fn read(text: &str) -> Result<Self, usize> {
        let mut cases = BTreeMap::new();
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let line: LineOut = serde_json::from_str(line).map_err(|_| index + 1)?;
            cases.insert(line.case, line.said);
        }
        Ok(Self(cases))
    }

    /// The lines of the file.
    pub fn written(&self) -> String {
        let mut text = String::new();
        for (case, said) in &self.0 {
            let line = LineOut { case: case.clone(), said: said.clone() };
            // Texts, numbers and lists of them: there is nothing here that JSON could not hold.
            text.push_str(&serde_json::to_string(&line).unwrap_or_default());
            text.push('\n');
        }
        text
    }

    /// The ids of cases that imports made.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(|case| case.id.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_comes_back() {
        let values = BTreeMap::from([("text".to_owned(), Value::from("a\nb")), ("n".to_owned(), Value::from(3))]);
        let entry = BaseEntry { id: Some("F1".into()), values };
        let case = BaseCase {
            id: "a".into(),
            file: "plan.csv".into(),
            entries: BTreeMap::from([("finding 1".to_owned(), entry)]),
        };
        let base = Base(BTreeMap::from([("plan:a".to_owned(), case)]));
        assert_eq!(Base::read(&base.written()), Ok(base));
        assert_eq!(Base::read("\n{}\n"), Err(2));
    }
}
