//! The place of a table in its file.

/// The place of a table in its file, by the command line.
#[derive(Debug, Clone, Default)]
pub struct Where {
    /// The sheet.
    pub sheet: Option<String>,
    /// The line that names the columns.
    pub header: Option<u32>,
}
