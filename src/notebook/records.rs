//! Files of the state folder that hold a list of tables (`[[item]]`). What this version does not understand is kept as it is; a file
//! that is no TOML at all is kept aside before it is written anew.

use serde::Serialize;
use serde::de::DeserializeOwned;
use toml::{Table, Value};

use super::{StateError, StateFolder};
use crate::text::clean_line;

/// A list in a file.
pub struct Records<T> {
    /// The entries, in order.
    pub list: Vec<T>,
    /// The problem of the file, for the user.
    pub problem: Option<String>,
    /// Entries that this version cannot read, each as it is written.
    odd: Vec<Value>,
    /// The other keys of the file.
    rest: Table,
    /// True if the file could not be parsed at all.
    broken: bool,
}

impl<T: Serialize + DeserializeOwned> Records<T> {
    fn empty(problem: Option<String>, broken: bool) -> Self {
        Self { list: Vec::new(), problem, odd: Vec::new(), rest: Table::new(), broken }
    }

    /// Takes the text of the file `name` apart, whose tables are called `key`.
    pub(super) fn parse(name: &str, key: &str, bytes: &[u8]) -> Self {
        let broken = |why: String| {
            let why = clean_line(&why).into_owned();
            Self::empty(
                Some(format!("{name} cannot be read ({why}); mend it, or it is kept aside at the next change")),
                true,
            )
        };
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text.trim_start_matches('\u{feff}'),
            Err(_) => return broken("not UTF-8".to_owned()),
        };
        let mut rest: Table = match text.parse() {
            Ok(table) => table,
            Err(error) => return broken(said(text, &error)),
        };
        let entries = match rest.remove(key) {
            None => Vec::new(),
            Some(Value::Array(entries)) => entries,
            Some(_) => return broken(format!("{key} should be written [[{key}]]")),
        };
        let mut records = Self { rest, ..Self::empty(None, false) };
        for entry in entries {
            match entry.clone().try_into() {
                Ok(record) => records.list.push(record),
                Err(_) => records.odd.push(entry),
            }
        }
        if !records.odd.is_empty() {
            let (count, are) = (records.odd.len(), if records.odd.len() == 1 { "entry is" } else { "entries are" });
            records.problem = Some(format!("{count} {are} not understood in {name}, and stay there as they are"));
        }
        records
    }

    /// True if the file could not be parsed at all.
    pub(super) fn is_broken(&self) -> bool {
        self.broken
    }

    pub(super) fn print(&self, key: &str) -> Result<String, toml::ser::Error> {
        let mut table = self.rest.clone();
        let mut entries = Vec::with_capacity(self.list.len() + self.odd.len());
        for record in &self.list {
            entries.push(Value::try_from(record)?);
        }
        entries.extend(self.odd.iter().cloned());
        if !entries.is_empty() {
            table.insert(key.to_owned(), Value::Array(entries));
        }
        toml::to_string(&table)
    }
}

/// The line and the reason of a syntax error.
fn said(text: &str, error: &toml::de::Error) -> String {
    let start = error.span().map_or(0, |span| span.start);
    let line = text.bytes().take(start).filter(|byte| *byte == b'\n').count() + 1;
    format!("line {line}: {}", error.message())
}

impl StateFolder {
    /// The list in the file `name`.
    pub(super) fn records<T: Serialize + DeserializeOwned>(&self, name: &str, key: &str) -> Records<T> {
        match self.bytes(name) {
            Ok(bytes) => Records::parse(name, key, &bytes.unwrap_or_default()),
            Err(error) => Records::empty(Some(format!("{name} cannot be read: {error}")), true),
        }
    }

    /// Changes the list in the file `name`, read anew while nobody else writes; returns the whole new list, with what had to
    /// be done about a file that was broken.
    pub(super) fn change_records<T: Serialize + DeserializeOwned>(
        &self,
        name: &str,
        key: &str,
        change: impl FnOnce(&mut Vec<T>),
    ) -> Result<(Vec<T>, Option<String>), StateError> {
        self.locked(name, || {
            let bytes = self.bytes(name)?.unwrap_or_default();
            let mut records = Records::parse(name, key, &bytes);
            change(&mut records.list);
            let text = records.print(key).map_err(std::io::Error::other)?;
            let mut told = None;
            if text.as_bytes() != bytes {
                if records.broken {
                    let aside = self.keep_aside(name)?;
                    told = Some(format!("{name} could not be read and is kept as {aside}; a new one was begun"));
                }
                self.replace(name, text.as_bytes())?;
            }
            Ok((records.list, told))
        })
    }
}
