//! Which files are believed: only what the user alone can have written, as ssh holds it with its own.

use std::fs::Metadata;
use std::io::{self, ErrorKind};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use rustix::process::geteuid;

/// Mode bits with which a folder, or a file, is not its owner's alone.
pub const SHARED_FOLDER: u32 = 0o022;
pub const SHARED_FILE: u32 = 0o002;

/// The users who may own a file that is believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// The user.
    User,
    /// The user, or who administers the machine.
    UserOrRoot,
}

/// Refuses what belongs to another user, or what others may write.
///
/// # Errors
/// The reason, with what would mend it.
pub fn own(path: &Path, metadata: &Metadata, owner: Owner, shared: u32) -> io::Result<()> {
    let refused = |why: String| Err(io::Error::new(ErrorKind::PermissionDenied, why));
    let (user, shown) = (geteuid().as_raw(), path.display());
    let of_root = owner == Owner::UserOrRoot && metadata.uid() == 0;
    if metadata.uid() != user && !of_root {
        let owner = metadata.uid();
        return refused(format!("another user ({owner}) owns {shown}, and you are {user}; move it away"));
    }
    if metadata.mode() & shared != 0 {
        return refused(format!("others may write to {shown}, so that it is not trusted; run: chmod go-w {shown}"));
    }
    Ok(())
}
