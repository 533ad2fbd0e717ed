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

    /// The part of it that the cache file holds: all but the device, whose number may be another after the machine has started
    /// anew.
    pub(super) fn kept(&self) -> [i64; KEPT] {
        let (length, inode) = (self.length.cast_signed(), self.inode.cast_signed());
        [length, inode, self.modified.0, self.modified.1, self.changed.0, self.changed.1]
    }

    /// True if the file had not been changed for a while before this time, in seconds and nanoseconds. Another change right
    /// behind the last one may leave the same stamp, since the clocks of file systems tick seldom.
    pub(super) fn is_settled_at(&self, time: (i64, i64)) -> bool {
        let tick = if self.changed.1 == 0 { COARSE } else { FINE };
        let since = (time.0 - self.changed.0).saturating_mul(SECOND).saturating_add(time.1 - self.changed.1);
        since >= tick
    }
}

/// The numbers of a stamp that the cache file holds.
pub const KEPT: usize = 6;

/// A second, and two ticks of the clocks of file systems, in nanoseconds: of one that counts seconds, and of any other.
const SECOND: i64 = 1_000_000_000;
const COARSE: i64 = 4 * SECOND;
const FINE: i64 = SECOND / 25;
