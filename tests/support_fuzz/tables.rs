//! What holds for every file that somebody imports: it ends in a table or in an error with a remedy, and what it says becomes
//! entries or problems with places.

#![allow(clippy::expect_used, reason = "a promise that is broken should say so at once")]

use casebook::case::Vocabulary;
use casebook::import::header::find;
use casebook::import::map::Map;
use casebook::import::read::{TableLimits, read};
use casebook::import::rows::{FileFacts, wanted};

/// Small enough that a round is short.
const LIMITS: TableLimits = TableLimits { bytes: 1 << 20, unpacked: 1 << 20, lines: 200, columns: 50, cell: 4096 };

const MAP: &str = r#"
key = "{Ref|a}"
[case]
id = "{stem}"
title = "{above:1|=none}"
nation = "{Nation|=not_stated}"
outcome = "not_stated"
incident = "{Date}"
summary = "{file}"
[review]
id = "one"
kind = "not_stated"
title = "one"
[record]
title = "{file}"
publisher = "none"
kind = "other"
[[finding]]
kind = "concern"
text = "{Text|b}"
each = "numbered"
"#;

/// Checks the promises for these bytes under every ending.
pub fn check(bytes: &[u8]) {
    let map = Map::read("map", MAP).expect("the map is sound");
    for ending in ["csv", "json", "xlsx", "ods", "docx", "xls"] {
        let name = format!("a.{ending}");
        let content = match read(&name, bytes, None, &LIMITS) {
            Ok(content) => content,
            Err(unread) => {
                assert!(!unread.message.is_empty() && !unread.help.is_empty(), "{name}: {unread:?}");
                continue;
            }
        };
        for table in &content.tables {
            assert!(table.lines.len() <= LIMITS.lines);
            assert!(table.lines.iter().all(|line| line.cells.len() <= LIMITS.columns));
        }
        let facts = FileFacts { name, hash: "00".to_owned(), today: "2026-01-01".to_owned(), case: None };
        for columns in [Vec::new(), map.columns()] {
            if let Ok(headed) = find(content.tables.clone(), None, None, &columns) {
                let (cases, outcome) = wanted(&map, &headed, &facts, Vocabulary::shipped());
                assert!(cases.len() <= outcome.rows);
                assert!(outcome.problems.iter().all(|said| !said.message.is_empty()));
            }
        }
    }
}
