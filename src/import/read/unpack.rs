//! Packed files (XLSX, ODS, DOCX are archives): unpacked within a limit before anything else looks at them.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::TableLimits;
use crate::import::error::UnreadTable;

/// An archive in memory.
pub type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// More parts than this has no document that people make.
const MOST_PARTS: usize = 5_000;

/// Opens an archive whose parts together stay within the limit, whatever it says of itself.
pub fn open<'a>(bytes: &'a [u8], limits: &TableLimits) -> Result<Archive<'a>, UnreadTable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| not_packed())?;
    if archive.len() > MOST_PARTS {
        return Err(UnreadTable::new(format!("the file has {} parts", archive.len()), "save it anew and try again"));
    }
    let mut left = limits.unpacked;
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|_| not_packed())?;
        if part.encrypted() {
            return Err(locked());
        }
        let mut buffer = [0; 64 << 10];
        loop {
            let read = part.read(&mut buffer).map_err(|_| not_packed())?;
            if read == 0 {
                break;
            }
            left = left.checked_sub(read as u64).ok_or_else(|| {
                let megabytes = limits.unpacked >> 20;
                UnreadTable::new(
                    format!("the file grows beyond {megabytes} MB when it is unpacked"),
                    "if it is no trap, copy the rows that are wanted into a file of their own",
                )
            })?;
        }
    }
    Ok(archive)
}

/// The text of a part of an archive that was opened.
pub fn part(archive: &mut Archive<'_>, name: &str) -> Option<String> {
    let mut bytes = Vec::new();
    archive.by_name(name).ok()?.read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

fn not_packed() -> UnreadTable {
    UnreadTable::new("not a packed file that can be opened: it is damaged or was not copied whole", "save it once more")
}

/// The error of a file with a password.
pub fn locked() -> UnreadTable {
    UnreadTable::new("the file has a password", "save a copy without one, and delete the copy when it is imported")
}
