//! Reading a cache file.

use std::cmp::Ordering;
use std::ffi::OsStr;
use std::fs::{self, OpenOptions};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use rustix::fs::{Access, AtFlags, CWD, OFlags, accessat};

use super::bytes::ByteReader;
use super::flat::StoredBytes;
use super::{CacheFolders, Digested, OF_USER, program, terms};
use crate::case::model::CaseId;
use crate::case::stored::restored;
use crate::case::{Case, PartialDate, Profile, Text, Vocabulary};
use crate::library::place::{Limits, Place};
use crate::library::stamp::{KEPT, Stamp};
use crate::library::trust::{Owner, SHARED_FOLDER, own};
use crate::system::mapped;

/// How every cache file begins.
pub(super) const MAGIC: [u8; 8] = *b"casebook";
/// The number of this form of the file.
pub(super) const FORM: u32 = 1;
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

/// The facts that lists show of a case, without the rest of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its id.
    pub id: CaseId,
    /// Its title.
    pub title: Text,
    /// Its area.
    pub area: Option<Text>,
    /// The date that it is sorted by.
    pub date: Option<PartialDate>,
    /// How many findings are entered.
    pub findings: usize,
    /// How many recommendations are entered.
    pub recommendations: usize,
}

impl Head {
    /// The head of a case.
    pub fn of(case: &Case) -> Self {
        Self {
            id: case.id.clone(),
            title: case.title.clone(),
            area: case.area.clone(),
            date: case.sort_date(),
            findings: case.finding_count(),
            recommendations: case.recommendation_count(),
        }
    }
}

/// A part of the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Segment {
    pub start: u64,
    pub length: u64,
    pub checksum: u32,
}

/// A file of the library as it was read.
#[derive(Debug)]
pub(super) struct FileRow {
    /// The number of its place, from 1, and its path below that.
    pub sequence: u32,
    pub path: &'static [u8],
    pub stamp: [i64; KEPT],
    pub head: Head,
    pub case: Segment,
}

/// An open cache file. It is read where it stands: one that has been replaced since is still the one that was opened.
#[derive(Debug)]
pub struct CacheFile {
    bytes: StoredBytes,
    of_user: bool,
    /// In the order of place and path.
    rows: Vec<FileRow>,
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
                    tracing::info!(place, cases = file.rows.len(), "a cache file is used");
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
        let (rows, index) = rows(&mut ByteReader::new(table)).ok_or(Unusable::Damaged)?;
        Ok(Self { bytes, of_user: false, rows, index, stored: OnceLock::new(), vocabulary: Arc::clone(vocabulary) })
    }

    /// The place of the file of a row, and its path.
    pub(in crate::library) fn path(&self, row: u32, places: &[Place]) -> Option<(u32, PathBuf)> {
        let row = self.rows.get(row as usize)?;
        let Place::Folder(folder) = places.get(row.sequence.checked_sub(1)? as usize)? else { return None };
        Some((row.sequence, folder.join(OsStr::from_bytes(row.path))))
    }

    /// The row of a file.
    pub(in crate::library) fn row(&self, sequence: u32, path: &Path, places: &[Place]) -> Option<u32> {
        let Place::Folder(folder) = places.get(sequence.checked_sub(1)? as usize)? else { return None };
        let below = path.strip_prefix(folder).ok()?.as_os_str().as_bytes();
        let found = |row: &FileRow| row.sequence.cmp(&sequence).then_with(|| in_order(row.path, below));
        u32::try_from(self.rows.binary_search_by(found).ok()?).ok()
    }

    /// The stamp of the file of a row that is still as it was read; nothing where the user may not read it.
    pub(in crate::library) fn unchanged(&self, row: u32, path: &Path, limits: Limits) -> Option<Stamp> {
        let metadata = fs::metadata(path).ok().filter(|metadata| metadata.is_file())?;
        let stamp = Stamp::from(&metadata);
        let same = self.rows.get(row as usize)?.stamp == stamp.kept() && metadata.len() <= limits.file_size;
        // The administrator's cache file may hold cases that this user may not read.
        let may = same && accessat(CWD, path, Access::READ_OK, AtFlags::EACCESS).is_ok();
        may.then_some(stamp)
    }

    /// True for the user's own where so many of its files are others now that it is worth to be written anew. A few cost next to
    /// nothing.
    pub(in crate::library) fn is_much_older(&self, differ: usize) -> bool {
        self.of_user && differ > self.rows.len() / MANY
    }

    /// The facts that lists show of the case of a row.
    pub fn head(&self, row: u32) -> Option<&Head> {
        self.rows.get(row as usize).map(|row| &row.head)
    }

    /// The case of a row; nothing where the file has been cut short or changed since it was opened.
    pub(super) fn case(&self, row: u32) -> Option<Case> {
        restored(self.profile(row)?, part(self.bytes, self.rows.get(row as usize)?.case)?)
    }

    /// The profile of the library of a row.
    pub(super) fn profile(&self, row: u32) -> Option<&'static Profile> {
        let place = self.rows.get(row as usize)?.sequence.saturating_sub(1);
        Some(self.vocabulary.profile_of_place(place as usize))
    }

    /// The terms by which its cases were read.
    pub(super) fn vocabulary(&self) -> &Arc<Vocabulary> {
        &self.vocabulary
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// True if there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
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

fn rows(reader: &mut ByteReader<'static>) -> Option<(Vec<FileRow>, Option<Segment>)> {
    let index = match reader.u32()? {
        0 => None,
        _ => Some(segment(reader)?),
    };
    // No row takes less.
    let count = reader.count(100)?;
    let mut rows = Vec::with_capacity(count);
    for _ in 0..count {
        let (sequence, path) = (reader.u32()?, reader.bytes()?);
        let mut stamp = [0; KEPT];
        for number in &mut stamp {
            *number = reader.u64()?.cast_signed();
        }
        let (id, title) = (reader.text()?.into(), reader.text()?.into());
        let area = reader.maybe_text()?.map(Text::new);
        let date = match reader.maybe_text()? {
            Some(date) => Some(date.parse().ok()?),
            None => None,
        };
        let (findings, recommendations) = (reader.u32()? as usize, reader.u32()? as usize);
        let head = Head { id, title, area, date, findings, recommendations };
        rows.push(FileRow { sequence, path, stamp, head, case: segment(reader)? });
    }
    Some((rows, index))
}
