//! The last session.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{StateError, StateFolder};
use crate::text::clean_line;

const FILE: &str = "session.toml";

/// The state of the explorer at its end. Everything goes by the words that files and the command line use, so that a session
/// outlives the version that kept it; what a reader does not know it leaves out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// The id of the selected case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
    /// The tab of the detail pane, by its name.
    pub tab: String,
    /// The id of the selected item of the tab.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// The query in the search line.
    pub query: String,
    /// The lens, by its code.
    pub lens: String,
    /// The pane in focus.
    pub focus: String,
    /// True if the pane in focus took the whole screen.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub zoomed: bool,
    /// True if the list of cases was hidden.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub cases_hidden: bool,
    /// The share of the list of cases in the width, in thousandths, where a border was moved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cases_share: Option<u16>,
    /// The share of a list in the height, likewise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list_share: Option<u16>,
    /// True if names were hidden: a screen that is shared stays so.
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
    /// The last session; nothing where none was kept or it cannot be read.
    pub fn session(&self) -> Option<Session> {
        let bytes = self.bytes(FILE).ok()??;
        let text = std::str::from_utf8(&bytes).ok()?;
        Some(toml::from_str::<Session>(text).ok()?.cleaned())
    }

    /// Keeps the session.
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
}
