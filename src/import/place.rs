//! Where in a file its table is.

/// Where in a file its table is, by the command line.
#[derive(Debug, Clone, Default)]
pub struct Where {
    /// The sheet.
    pub sheet: Option<String>,
    /// The line that names the columns.
    pub header: Option<u32>,
}
