//! Where one left off.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{StateError, StateFolder};
use crate::text::clean_line;

const FILE: &str = "session.toml";

/// Where somebody was in the explorer. Everything goes by the words that files and the command line use, so that a session
/// outlives the version that kept it; what a reader does not know it leaves out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// The id of the selected case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
    /// The tab.
    pub tab: String,
    /// The id of the selected item of the tab.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// The search.
    pub query: String,
    /// The lens, by its code.
    pub lens: String,
    /// The pane in focus.
    pub focus: String,
    /// Whether names were hidden: a screen that is shared stays so.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub private: bool,
}

impl Session {
    fn cleaned(mut self) -> Self {
        for text in [&mut self.tab, &mut self.query, &mut self.lens, &mut self.focus] {
            clean(text);
        }
        self.case.iter_mut().chain(&mut self.item).for_each(clean);
        self
    }
}

fn clean(text: &mut String) {
    if let Cow::Owned(cleaned) = clean_line(text) {
        *text = cleaned;
    }
}

impl StateFolder {
    /// Where one left off; nothing where that was not kept or cannot be read.
    pub fn session(&self) -> Option<Session> {
        let bytes = self.bytes(FILE).ok()??;
        let text = std::str::from_utf8(&bytes).ok()?;
        Some(toml::from_str::<Session>(text).ok()?.cleaned())
    }

    /// Keeps where one leaves off.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep_session(&self, session: &Session) -> Result<(), StateError> {
        self.locked(FILE, || {
            let text = toml::to_string(session).map_err(std::io::Error::other)?;
            if self.bytes(FILE)?.as_deref() == Some(text.as_bytes()) {
                return Ok(());
            }
            self.replace(FILE, text.as_bytes())
        })
    }

    /// Forgets where one left off.
    ///
    /// # Errors
    /// When the file is there and cannot be taken away.
    pub fn forget_session(&self) -> Result<(), StateError> {
        if !self.path(FILE).exists() {
            return Ok(());
        }
        self.locked(FILE, || self.remove(FILE))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_again_and_a_broken_file_is_none() {
        let home = tempfile::tempdir().unwrap();
        let state_folder = StateFolder::new(home.path().join("state"));
        assert_eq!(state_folder.session(), None);
        state_folder.forget_session().unwrap();
        let session = Session {
            case: Some("alder".into()),
            tab: "findings".into(),
            item: Some("F2".into()),
            query: "bruising gp".into(),
            lens: "cases".into(),
            focus: "items".into(),
            private: true,
        };
        state_folder.keep_session(&session).unwrap();
        assert_eq!(state_folder.session(), Some(session));
        let rows: [(&[u8], Option<&str>); 6] = [
            (b"", Some("")),
            (b"query = \"police\"\nnewer = 1\n", Some("police")),
            (b"query = \"a\\u001b[31mb\"\n", Some("a\u{241b}b")),
            (b"query = ", None),
            (b"query = 1\n", None),
            (b"query = \"\xff\"\n", None),
        ];
        for (bytes, query) in rows {
            std::fs::write(state_folder.path(FILE), bytes).unwrap();
            assert_eq!(state_folder.session().map(|session| session.query).as_deref(), query, "{bytes:?}");
        }
        state_folder.forget_session().unwrap();
        assert!(!state_folder.path(FILE).exists());
    }
}
