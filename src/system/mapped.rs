//! A file in memory, whose pages all sessions share.
//!
//! A mapping cannot be had without `unsafe`: the bytes are as safe as the file, and what
//! else writes to the file writes to them. A cache file is opened only where the user or root owns it and nobody else may write, it
//! is replaced by a rename and never changed, and whoever reads it reads numbers that are looked up with a check each time.
//!
//! A program that cuts it short all the same takes away pages that are still to be read, and the system sends SIGBUS. Then the
//! mapping is replaced by zeros, so that the thread that reads can go on to the end of the program, which the same signal brings about:
//! with the terminal given back and everything kept (`terminal/signals.rs`), or with an error (`cli`).
#![allow(unsafe_code, reason = "a mapping, and what takes its place when its file is cut short, cannot be had without")]

use std::fs::File;
use std::io;
use std::ptr::without_provenance_mut;
use std::sync::atomic::{AtomicBool, Ordering};

use memmap2::Mmap;
use rustix::fs::fstat;
use rustix::mm::{MapFlags, ProtFlags, mmap_anonymous};
use signal_hook::consts::SIGBUS;
use signal_hook::low_level::register;

/// True once a file was cut short while it was mapped.
static CUT: AtomicBool = AtomicBool::new(false);

/// What to say at the end of a program under which a file was cut short.
pub const CUT_SHORT: &str =
    "a cache file was cut short while casebook read it, so that what it said last may be wrong; start it again";

/// True once a file was cut short while it was mapped: what was read from then on is nothing.
pub fn was_cut_short() -> bool {
    CUT.load(Ordering::Acquire)
}

/// Maps the whole of a file, until the program ends: a session opens one.
///
/// # Errors
/// When the system refuses, as it does on some file systems.
pub fn mapped(file: &File) -> io::Result<&'static [u8]> {
    // SAFETY: see above. Nothing is made of the bytes but numbers, each of which may be any, and texts, which are looked at each time.
    let map: &'static Mmap = Box::leak(Box::new(unsafe { Mmap::map(file) }?));
    let (start, length, file) = (map.as_ptr().addr(), map.len(), file.try_clone()?);
    let replaced = AtomicBool::new(false);
    let replace = move || {
        let is_cut = fstat(&file).map_or(true, |now| usize::try_from(now.st_size).is_ok_and(|now| now < length));
        if is_cut && !replaced.swap(true, Ordering::AcqRel) {
            CUT.store(true, Ordering::Release);
            let (read, fixed) = (ProtFlags::READ, MapFlags::PRIVATE | MapFlags::FIXED);
            // SAFETY: this is the place of the mapping, which stays for good, and of nothing else. Where it fails the signal comes
            // again and ends the program.
            let _ = unsafe { mmap_anonymous(without_provenance_mut(start), length, read, fixed) };
        }
    };
    // SAFETY: the action asks the system and sets a flag, both of which a signal handler may do; it neither allocates nor locks.
    unsafe { register(SIGBUS, replace) }?;
    Ok(map)
}
