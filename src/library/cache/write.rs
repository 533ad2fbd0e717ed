//! Writing a cache file: whole, under another name first, so that a reader has the old one or the new one.

use std::collections::HashSet;
use std::fs::{self, DirBuilder, Permissions};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::bytes::ByteWriter;
use super::file::{FORM, HEADER, MAGIC, Segment, in_order};
use super::{Digested, ENDING, program, terms};
use crate::case::stored::stored;
use crate::case::{Case, PartialDate, Vocabulary};
use crate::library::entry::{Entry, Origin};
use crate::library::place::Place;
use crate::library::request::Request;
use crate::library::stamp::Stamp;
use crate::text::fold::fold;

/// How a file begins that is not whole yet, and how long one lies before it is taken for one that a killed program has left.
const UNFINISHED: &str = ".unfinished-";
const LITTER: Duration = Duration::from_secs(600);
/// Parts of the file begin where numbers of any size may.
const ALIGNED: u64 = 8;

/// Makes the bytes of the index of entries that stand in this order.
pub type MakeIndex = fn(&[Arc<Case>], &Vocabulary) -> Vec<u8>;

/// The making of a cache file: begun before the files are read, so that one which changes in between is not held in it.
#[derive(Debug)]
pub struct Making {
    program: Digested,
    terms: Digested,
    /// Seconds and nanoseconds since 1970.
    began: (i64, i64),
}

impl Making {
    /// Begins; nothing where the system does not say what is asked.
    pub fn begin(request: &Request) -> Option<Self> {
        let began = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
        let began = (i64::try_from(began.as_secs()).ok()?, began.subsec_nanos().into());
        Some(Self { program: program()?, terms: terms(&request.places, request.limits), began })
    }

    /// Writes what these entries hold, as they were read, with their index. Returns how many cases it holds.
    ///
    /// # Errors
    /// When it cannot be written, or the libraries' terms have changed since.
    pub fn write(
        &self,
        to: &Path,
        open_to_all: bool,
        request: &Request,
        entries: &[Entry],
        index: Option<(MakeIndex, &Vocabulary)>,
    ) -> io::Result<usize> {
        if terms(&request.places, request.limits) != self.terms {
            return Err(io::Error::other("the library's terms have changed while it was read; run it again"));
        }
        let folder = to.parent().ok_or(io::ErrorKind::InvalidInput)?;
        let (folder_mode, mode) = if open_to_all { (0o755, 0o644) } else { (0o700, 0o600) };
        DirBuilder::new().recursive(true).mode(folder_mode).create(folder)?;
        sweep(folder);
        let file = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(folder)?;
        let mut out = CountingWriter { to: BufWriter::new(file), at: 0 };
        out.write(&[0; HEADER])?;
        let (mut starts, mut rows) = (Vec::new(), ByteWriter::default());
        let mut cases = Vec::new();
        for (sequence, path, stamp, case) in self.held(request, entries) {
            let Some(bytes) = stored(case) else { continue };
            let segment = out.write(&bytes)?;
            starts.push(rows.0.len() as u64);
            rows.u32(sequence);
            rows.bytes(path);
            stamp.kept().iter().for_each(|number| rows.u64(number.cast_unsigned()));
            write_head(&mut rows, case);
            write_segment(&mut rows, segment);
            cases.push(Arc::clone(case));
        }
        let mut table = ByteWriter::default();
        match index {
            Some((make, vocabulary)) => {
                table.u32(1);
                write_segment(&mut table, out.write(&make(&cases, vocabulary))?);
            }
            None => table.u32(0),
        }
        table.list(&starts);
        table.list(&rows.0);
        let table = out.write(&table.0)?;
        let mut header = ByteWriter(MAGIC.to_vec());
        header.u32(FORM);
        write_segment(&mut header, table);
        header.0.extend(self.program);
        header.0.extend(self.terms);
        header.0.resize(HEADER - size_of::<u32>(), 0);
        header.u32(crc32fast::hash(&header.0));
        let mut file = out.to.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.seek(SeekFrom::Start(0))?;
        file.write_all(&header.0)?;
        file.as_file().set_permissions(Permissions::from_mode(mode))?;
        file.as_file().sync_all()?;
        file.persist(to).map_err(|error| error.error)?;
        Ok(cases.len())
    }

    /// The entries that a cache file can hold, in its order: files of folders that are cases and have not changed since.
    fn held<'a>(&self, request: &'a Request, entries: &'a [Entry]) -> Vec<(u32, &'a [u8], Stamp, &'a Arc<Case>)> {
        let mut held: Vec<_> = entries
            .iter()
            .filter_map(|entry| {
                let Origin::File(path) = &entry.origin else { return None };
                let place = request.places.get(entry.sequence.checked_sub(1)? as usize)?;
                let Place::Folder(folder) = place else { return None };
                let below = path.strip_prefix(folder).ok()?.as_os_str().as_bytes();
                let stamp = entry.stamp.filter(|stamp| stamp.is_settled_at(self.began))?;
                Some((entry.sequence, below, stamp, entry.case()?))
            })
            .collect();
        held.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| in_order(a.1, b.1)));
        held
    }
}

struct CountingWriter<W> {
    to: W,
    at: u64,
}

impl<W: Write> CountingWriter<W> {
    /// Writes a part, and what lacks to the beginning of the next.
    fn write(&mut self, bytes: &[u8]) -> io::Result<Segment> {
        let segment = Segment { start: self.at, length: bytes.len() as u64, checksum: crc32fast::hash(bytes) };
        self.to.write_all(bytes)?;
        let end = segment.start + segment.length;
        self.at = end.next_multiple_of(ALIGNED);
        let blank = [0; ALIGNED as usize];
        self.to.write_all(blank.get(..(self.at - end) as usize).unwrap_or_default())?;
        Ok(segment)
    }
}

fn write_segment(to: &mut ByteWriter, segment: Segment) {
    to.u64(segment.start);
    to.u64(segment.length);
    to.u32(segment.checksum);
}

fn write_head(to: &mut ByteWriter, case: &Case) {
    to.bytes(case.id.as_str().as_bytes());
    to.bytes(case.title.as_bytes());
    to.maybe_text(case.area.as_deref());
    to.bytes(fold(&case.title).as_bytes());
    to.bytes(fold(case.area.as_deref().unwrap_or_default()).as_bytes());
    to.u32(case.sort_date().map_or(0, PartialDate::as_number));
    to.u32(case.finding_count() as u32);
    to.u32(case.recommendation_count() as u32);
}

/// Takes away what killed programs have left.
fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let lies = || entry.metadata().ok()?.modified().ok()?.elapsed().ok();
        if name.as_bytes().starts_with(UNFINISHED.as_bytes()) && lies().is_some_and(|lies| lies > LITTER) {
            // Litter does no harm.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Takes every cache file of a folder away; returns how many there were.
///
/// # Errors
/// When one cannot be taken away.
pub fn clear(folder: &Path) -> io::Result<usize> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        entries => entries?,
    };
    let mut cleared = 0;
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == ENDING) {
            fs::remove_file(&path)?;
            cleared += 1;
        }
    }
    Ok(cleared)
}

/// True if everybody on the machine may read these files: then they may read what is made of them.
pub fn is_open_to_all(entries: &[Entry]) -> bool {
    let mut folders: HashSet<PathBuf> = HashSet::new();
    let files_are = entries.iter().all(|entry| match &entry.origin {
        Origin::Bundled(_) => true,
        Origin::File(path) => {
            folders.extend(path.parent().map(Path::to_owned));
            fs::metadata(path).is_ok_and(|file| file.mode() & 0o004 != 0)
        }
    });
    // A folder that cannot be found again is open to nobody.
    let real: Option<HashSet<PathBuf>> = folders.iter().map(|folder| folder.canonicalize().ok()).collect();
    let real = real.unwrap_or_default();
    let may_pass = |folder: &Path| fs::metadata(folder).is_ok_and(|folder| folder.mode() & 0o001 != 0);
    let above: HashSet<&Path> = real.iter().flat_map(|folder| folder.ancestors()).collect();
    files_are && real.is_empty() == folders.is_empty() && above.into_iter().all(may_pass)
}
