//! The reader's place in the help.

/// The help, while it is open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HelpState {
    /// Only rows with these letters are shown.
    pub filter: String,
    /// The first line on the screen.
    pub top: usize,
}
