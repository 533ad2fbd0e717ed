//! The head of a snapshot's file: its name and when it was made stand before what the library said then, which is as large as
//! the library. A list of snapshots reads no further.

use std::fmt;
use std::io::{BufReader, Read};

use serde::Deserializer;
use serde::de::{Error, IgnoredAny, MapAccess, Visitor};

/// The key at which the rest begins.
const REST: &str = "snapshot";
/// No head is longer, in bytes: a name, a time and some paths.
const LONGEST: u64 = 1024 * 1024;

/// The head of a file.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct SnapshotHead {
    pub name: Option<String>,
    pub made: Option<String>,
    pub library: Vec<String>,
    /// True once the rest was reached.
    whole: bool,
}

/// The head of a file, which is read no further than that; nothing where it is none.
pub fn head_of(file: impl Read) -> Option<SnapshotHead> {
    let mut head = SnapshotHead::default();
    let mut reader = serde_json::Deserializer::from_reader(BufReader::new(file.take(LONGEST)));
    // A reader cannot be left in the middle but by an error.
    let _ = reader.deserialize_map(&mut head);
    head.whole.then_some(head)
}

impl<'de> Visitor<'de> for &mut SnapshotHead {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a snapshot")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "name" => self.name = Some(map.next_value()?),
                "made" => self.made = Some(map.next_value()?),
                "library" => self.library = map.next_value()?,
                REST => {
                    self.whole = true;
                    return Err(A::Error::custom("the rest is not read"));
                }
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;

    /// Fails the test when more is read than a buffer holds.
    struct Endless<'a>(&'a [u8], usize);

    impl Read for Endless<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            if self.0.is_empty() {
                into.fill(b' ');
                self.1 += into.len();
                assert!(self.1 < 100_000, "it reads on behind the head");
                return Ok(into.len());
            }
            self.0.read(into)
        }
    }

    #[test]
    fn only_the_head_is_read() {
        let file =
            br#"{"name":"Board","made":"2026-03-01T10:00:00","library":["bundled"],"snapshot":{"version":1,"cases":["#;
        let head = head_of(Endless(file, 0)).unwrap();
        assert_eq!((head.name.as_deref(), head.made.as_deref()), (Some("Board"), Some("2026-03-01T10:00:00")));
        assert_eq!(head.library, ["bundled"]);
    }

    #[test]
    fn what_is_no_head_is_none() {
        // The file, and whether it has a head.
        let rows = [
            (r#"{"name":"a","made":"b","later":[1,{"x":2}],"snapshot":{}}"#, true),
            (r#"{"name":"a","made":"b","snapshot""#, true),
            (r#"{"name":"a","made":"b"}"#, false),
            (r#"{"name":1,"made":"b","snapshot":{}}"#, false),
            (r#"{"name":"a"#, false),
            ("{", false),
            ("[]", false),
            ("", false),
        ];
        for (file, expected) in rows {
            assert_eq!(head_of(file.as_bytes()).is_some(), expected, "{file}");
        }
    }
}
