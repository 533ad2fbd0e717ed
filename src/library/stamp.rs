//! The properties of a file that tell a change without reading it.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;

/// The properties that differ when a file has changed. The time of the last change of its inode is one: it moves when a text
/// of the same length is written with an old date, and when somebody is given the right to read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    device: u64,
    inode: u64,
    length: u64,
    modified: (i64, i64),
    changed: (i64, i64),
}

impl From<&Metadata> for Stamp {
    fn from(metadata: &Metadata) -> Self {
        Self {
            device: metadata.dev(),
            inode: metadata.ino(),
            length: metadata.len(),
            modified: (metadata.mtime(), metadata.mtime_nsec()),
            changed: (metadata.ctime(), metadata.ctime_nsec()),
        }
    }
}

impl Stamp {
    /// Which file it is, whatever it holds.
    pub(super) fn identity(&self) -> (u64, u64) {
        (self.device, self.inode)
    }
}
