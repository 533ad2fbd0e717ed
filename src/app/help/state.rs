//! The reader's place in the help.

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HelpState {
    /// Only rows with these letters are shown.
    pub filter: String,
    pub top: usize,
}
