//! Reading a cache file.

use std::cmp::Ordering;
use std::ffi::OsStr;
use std::fs::{self, OpenOptions};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{FileExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use rustix::fs::{Access, AtFlags, CWD, OFlags, accessat};
use rustix::process::geteuid;

use super::bytes::ByteReader;
use super::flat::StoredBytes;
use super::{CacheFolders, Digested, OF_USER, program, terms};
use crate::case::stored::restored;
use crate::case::{Case, PartialDate, Profile, Text, Vocabulary};
use crate::library::place::{Limits, Place};
use crate::library::stamp::{KEPT, Stamp};
use crate::library::trust::{Owner, SHARED_FOLDER, own};
use crate::system::mapped;

/// How every cache file begins.
pub(super) const MAGIC: [u8; 8] = *b"casebook";
/// The number of this form of the file.
pub(super) const FORM: u32 = 3;
/// The user's own is written anew when more than one file in so many differs.
const MANY: usize = 8;
/// The bytes before the first case.
pub(super) const HEADER: usize = 128;

/// Why a cache file is not used.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// It is not there.
    #[error("there is none")]
    Missing,
    /// The system does not give it out.
    #[error("it cannot be read: {0}")]
    Unreadable(io::ErrorKind),
    /// Somebody else may have written it.
    #[error("neither you nor the administrator own it alone, so that it is not trusted")]
    NotTrusted,
    /// It is something else.
    #[error("it is no cache file")]
    NoCache,
    /// It is of another program.
    #[error("another version of casebook wrote it")]
    OtherProgram,
    /// It is of other terms.
    #[error("the library's terms or its profile have changed since")]
    OtherTerms,
    /// It stands on a file system that cannot do this.
    #[error("it cannot be mapped into memory: {0}")]
    NotMapped(io::ErrorKind),
    /// Its end is missing.
    #[error("it was cut short")]
    CutShort,
    /// Something in it has changed.
    #[error("its checksum is wrong")]
    Damaged,
}

/// The texts that lists show of a case, without the rest of it.
#[derive(Debug)]
pub struct Head {
    /// Its title.
    pub title: Text,
    /// Its area.
    pub area: Option<Text>,
}

/// A part of the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Segment {
    pub start: u64,
    pub length: u64,
    pub checksum: u32,
}

/// A file of the library as it was read: where it stands in the cache file.
#[derive(Debug, Clone, Copy)]
pub(super) struct FileRow {
    /// The number of its place, from 1, and its path below that.
    pub sequence: u32,
    pub path: &'static [u8],
    pub stamp: [i64; KEPT],
    pub id: &'static str,
    pub title: &'static str,
    pub area: Option<&'static str>,
    /// The title and the area as lists are sorted by them.
    pub folded: [&'static str; 2],
    pub date: Option<PartialDate>,
    pub findings: u32,
    pub recommendations: u32,
    pub case: Segment,
}

/// An open cache file. It is read where it stands: one that has been replaced since is still the one that was opened.
#[derive(Debug)]
pub struct CacheFile {
    bytes: StoredBytes,
    of_user: bool,
    /// The begin of each row, in the order of place and path.
    starts: &'static [u64],
    rows: StoredBytes,
    index: Option<Segment>,
    /// The index, once it was asked for.
    stored: OnceLock<Option<StoredBytes>>,
    /// The terms by which its cases were read.
    vocabulary: Arc<Vocabulary>,
}

impl CacheFile {
    /// The first of these places' cache files that can be used; what is wrong with the others is told in the log. The vocabulary is
    /// that with the libraries' own terms.
    pub fn open(
        folders: &CacheFolders,
        places: &[Place],
        limits: Limits,
        vocabulary: &Arc<Vocabulary>,
    ) -> Option<Arc<Self>> {
        let (program, terms) = (program()?, terms(places, limits));
        for (place, path) in folders.files(places) {
            match Self::read(&path, &program, &terms, vocabulary) {
                Ok(file) => {
                    let file = Self { of_user: place == OF_USER, ..file };
                    tracing::info!(place, cases = file.len(), "a cache file is used");
                    return Some(Arc::new(file));
                }
                Err(Unusable::Missing) => {}
                Err(why) => tracing::warn!(place, %why, "a cache file is not used"),
            }
        }
        None
    }

    fn read(path: &Path, program: &Digested, terms: &Digested, vocabulary: &Arc<Vocabulary>) -> Result<Self, Unusable> {
        let unreadable = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Unusable::Missing,
            io::ErrorKind::UnexpectedEof => Unusable::CutShort,
            kind => Unusable::Unreadable(kind),
        };
        // A FIFO opened like this does not wait for its writer.
        let flags = i32::try_from((OFlags::NONBLOCK | OFlags::NOCTTY).bits()).unwrap_or(0);
        let file = OpenOptions::new().read(true).custom_flags(flags).open(path).map_err(unreadable)?;
        let metadata = file.metadata().map_err(unreadable)?;
        if !metadata.is_file() {
            return Err(Unusable::NoCache);
        }
        own(path, &metadata, Owner::UserOrRoot, SHARED_FOLDER).map_err(|_| Unusable::NotTrusted)?;
        let mut header = [0; HEADER];
        let read = file.read_exact_at(&mut header, 0);
        if !header.starts_with(&MAGIC) {
            return Err(Unusable::NoCache);
        }
        read.map_err(unreadable)?;
        let (checked, checksum) = header.split_last_chunk().ok_or(Unusable::Damaged)?;
        if crc32fast::hash(checked) != u32::from_le_bytes(*checksum) {
            return Err(Unusable::Damaged);
        }
        let mut reader = ByteReader::new(checked.get(MAGIC.len()..).unwrap_or_default());
        let form = reader.u32().ok_or(Unusable::Damaged)?;
        let table = segment(&mut reader).ok_or(Unusable::Damaged)?;
        if form != FORM || reader.take(program.len()) != Some(&program[..]) {
            return Err(Unusable::OtherProgram);
        }
        if reader.take(terms.len()) != Some(&terms[..]) {
            return Err(Unusable::OtherTerms);
        }
        // The table stands at the end.
        if table.start.checked_add(table.length).is_none_or(|end| end > metadata.len()) {
            return Err(Unusable::CutShort);
        }
        let bytes = mapped(&file).map_err(|error| Unusable::NotMapped(error.kind()))?;
        let table = part(bytes, table).ok_or(Unusable::Damaged)?;
        let mut reader = ByteReader::new(table);
        let index = match reader.u32().ok_or(Unusable::Damaged)? {
            0 => None,
            _ => Some(segment(&mut reader).ok_or(Unusable::Damaged)?),
        };
        let lists = reader.list().and_then(|starts| Some((starts, reader.list()?)));
        let (starts, rows) = lists.ok_or(Unusable::Damaged)?;
        let (stored, vocabulary) = (OnceLock::new(), Arc::clone(vocabulary));
        Ok(Self { bytes, of_user: false, starts, rows, index, stored, vocabulary })
    }

    /// A row, where it stands.
    pub(super) fn at(&self, row: u32) -> Option<FileRow> {
        let start = usize::try_from(*self.starts.get(row as usize)?).ok()?;
        file_row(&mut ByteReader::new(self.rows.get(start..)?))
    }

    /// The place of the file of a row, and its path.
    pub(in crate::library) fn path(&self, row: u32, places: &[Place]) -> Option<(u32, PathBuf)> {
        let row = self.at(row)?;
        let Place::Folder(folder) = places.get(row.sequence.checked_sub(1)? as usize)? else { return None };
        Some((row.sequence, folder.join(OsStr::from_bytes(row.path))))
    }

    /// The row of a file.
    pub(in crate::library) fn row(&self, sequence: u32, path: &Path, places: &[Place]) -> Option<u32> {
        let Place::Folder(folder) = places.get(sequence.checked_sub(1)? as usize)? else { return None };
        let below = path.strip_prefix(folder).ok()?.as_os_str().as_bytes();
        let (mut from, mut to) = (0, u32::try_from(self.len()).ok()?);
        while from < to {
            let middle = from + (to - from) / 2;
            let row = self.at(middle)?;
            match row.sequence.cmp(&sequence).then_with(|| in_order(row.path, below)) {
                Ordering::Less => from = middle + 1,
                Ordering::Equal => return Some(middle),
                Ordering::Greater => to = middle,
            }
        }
        None
    }

    /// The stamp of the file of a row that is still as it was read; nothing where the user may not read it.
    pub(in crate::library) fn unchanged(&self, row: u32, path: &Path, limits: Limits) -> Option<Stamp> {
        let metadata = fs::metadata(path).ok().filter(|metadata| metadata.is_file())?;
        let stamp = Stamp::from(&metadata);
        let same = self.at(row)?.stamp == stamp.kept() && metadata.len() <= limits.file_size;
        // The administrator's cache file may hold cases that this user may not read. An owner need not be asked about.
        let owns = metadata.mode() & 0o400 != 0 && metadata.uid() == geteuid().as_raw();
        let may = same && (owns || accessat(CWD, path, Access::READ_OK, AtFlags::EACCESS).is_ok());
        may.then_some(stamp)
    }

    /// True for the user's own where so many of its files are others now that it is worth to be written anew. A few cost next to
    /// nothing.
    pub(in crate::library) fn is_much_older(&self, differ: usize) -> bool {
        self.of_user && differ > self.len() / MANY
    }

    /// The case of a row; nothing where the file has been cut short or changed since it was opened.
    pub(super) fn case(&self, row: u32) -> Option<Case> {
        restored(self.profile(row)?, part(self.bytes, self.at(row)?.case)?)
    }

    /// The profile of the library of a row.
    pub(super) fn profile(&self, row: u32) -> Option<&'static Profile> {
        let place = self.at(row)?.sequence.saturating_sub(1);
        Some(self.vocabulary.profile_of_place(place as usize))
    }

    /// The terms by which its cases were read.
    pub(super) fn vocabulary(&self) -> &Arc<Vocabulary> {
        &self.vocabulary
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// True if there is none.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The index of its cases, if it holds one that is whole.
    pub fn index(&self) -> Option<StoredBytes> {
        *self.stored.get_or_init(|| part(self.bytes, self.index?))
    }
}

/// The order of two paths in a library.
pub(super) fn in_order(one: &[u8], other: &[u8]) -> Ordering {
    Path::new(OsStr::from_bytes(one)).cmp(Path::new(OsStr::from_bytes(other)))
}

/// The bytes of a part of the file; nothing where its checksum is another.
fn part(file: StoredBytes, segment: Segment) -> Option<StoredBytes> {
    let start = usize::try_from(segment.start).ok()?;
    let part = file.get(start..start.checked_add(usize::try_from(segment.length).ok()?)?)?;
    (crc32fast::hash(part) == segment.checksum).then_some(part)
}

pub(super) fn segment(reader: &mut ByteReader<'_>) -> Option<Segment> {
    Some(Segment { start: reader.u64()?, length: reader.u64()?, checksum: reader.u32()? })
}

fn file_row(reader: &mut ByteReader<'static>) -> Option<FileRow> {
    let (sequence, path) = (reader.u32()?, reader.bytes()?);
    let mut stamp = [0; KEPT];
    for number in &mut stamp {
        *number = reader.u64()?.cast_signed();
    }
    let (id, title, area) = (reader.text()?, reader.text()?, reader.maybe_text()?);
    let (folded, date) = ([reader.text()?, reader.text()?], PartialDate::of_number(reader.u32()?));
    let (findings, recommendations, case) = (reader.u32()?, reader.u32()?, segment(reader)?);
    Some(FileRow { sequence, path, stamp, id, title, area, folded, date, findings, recommendations, case })
}
