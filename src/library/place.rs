//! Places that hold cases, and how much of them is read.

use std::path::PathBuf;

/// Somewhere that holds cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The library inside the binary.
    Bundled,
    /// A folder of `*.toml` files, searched into its subfolders.
    Folder(PathBuf),
    /// A single file.
    File(PathBuf),
}

/// Limits of size and depth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The largest file that is read, in bytes.
    pub file_size: u64,
    /// How many folders deep a library is searched.
    pub depth: usize,
}

impl Limits {
    /// 8 MB: fifty times the largest bundled case.
    pub const FILE_SIZE: u64 = 8 * 1024 * 1024;
    /// Deeper than anybody sorts files.
    pub const DEPTH: usize = 16;
}

impl Default for Limits {
    fn default() -> Self {
        Self { file_size: Self::FILE_SIZE, depth: Self::DEPTH }
    }
}
