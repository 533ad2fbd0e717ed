//! Folders for tests.

use std::io;
use std::path::Path;

use rustix::fs::{StatVfsMountFlags, statvfs};
use tempfile::TempDir;

/// Room that is enough for every test at once.
const ROOM: u64 = 2 << 30;

/// A folder of a test's own, in memory where the system has room there and lets programs in it run: what the program keeps it writes
/// through to the disk, and tests that keep a thousand things would wait for nothing else.
pub fn tempdir() -> io::Result<TempDir> {
    let memory = Path::new("/dev/shm");
    let serves = statvfs(memory).is_ok_and(|system| {
        let refused = StatVfsMountFlags::RDONLY | StatVfsMountFlags::NOEXEC;
        system.f_bavail.saturating_mul(system.f_frsize) >= ROOM && !system.f_flag.intersects(refused)
    });
    match tempfile::tempdir_in(memory) {
        Ok(folder) if serves => Ok(folder),
        _ => tempfile::tempdir(),
    }
}
