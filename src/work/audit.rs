//! The audit: a line for each export, each copy and each showing of hidden names, for an administrator who needs one. It says who
//! did what when, with the ids of cases and entries, and no text of either.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};
use std::os::unix::net::UnixDatagram;
use std::path::Path;
use std::{fmt, fs, process};

use jiff::Timestamp;
use nix::unistd::{Uid, User};
use rustix::fs::OFlags;

use crate::library::Catalogue;
use crate::page::{Page, PageOf, PageRequest};
use crate::text::{clean_line, shown_path};

/// The setting that means the log of the system, and where that is listened to.
const SYSTEM: &str = "syslog";
const SOCKET: &str = "/dev/log";
/// A message to the log of the system: of a program about access, worth a look.
const PRIORITY: &str = "<85>";
/// More ids than this do not stand on one line: the log of the system cuts long ones.
const ON_A_LINE: usize = 60;

/// Something that stands in the audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Entries were written to a file or printed as one.
    Export,
    /// An entry was copied.
    Copy,
    /// Hidden names were shown.
    ShowNames,
}

impl fmt::Display for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Export => "export",
            Self::Copy => "copy",
            Self::ShowNames => "show-names",
        })
    }
}

#[derive(Debug)]
enum Sink {
    Socket(UnixDatagram),
    File(File),
}

/// The place of the audit, if there is one.
#[derive(Debug, Default)]
pub struct Audit {
    /// The place, or why it cannot be written.
    sink: Option<Result<Sink, String>>,
    /// True if what cannot be written down may not be done.
    required: bool,
    who: String,
}

impl Audit {
    /// The audit of the settings: none, the log of the system, or a file. Opened before the session is restricted, and told with
    /// the first act where it cannot be.
    pub fn open(setting: &str, required: bool) -> Self {
        if setting.is_empty() {
            return Self::default();
        }
        let path = Path::new(if setting == SYSTEM { SOCKET } else { setting });
        let sink = open(path).map_err(|error| format!("the audit {} cannot be written: {error}", shown_path(path)));
        let user = Uid::current();
        let name = User::from_uid(user).ok().flatten().map(|user| user.name);
        let who = format!("user={} uid={user}", name.as_deref().map_or("?".into(), clean_line).replace(' ', "_"));
        Self { sink: Some(sink), required, who }
    }

    /// True if there is one.
    pub fn is_on(&self) -> bool {
        self.sink.is_some()
    }

    /// Writes an act down before it is done, with the ids of what it is about. Returns what the user should know.
    ///
    /// # Errors
    /// The reason why the act may not be done.
    pub fn record(&self, act: Act, of: &str, ids: &[String]) -> Result<Option<String>, String> {
        let Some(sink) = &self.sink else { return Ok(None) };
        let why = match sink {
            Ok(sink) => match self.lines(act, of, ids).iter().try_for_each(|line| send(sink, line)) {
                Ok(()) => return Ok(None),
                Err(error) => format!("the audit cannot be written: {error}"),
            },
            Err(why) => why.clone(),
        };
        tracing::error!("the audit cannot be written");
        match self.required {
            true => Err(format!("Not done, since it would not stand in the audit: {why}")),
            false => Ok(Some(format!("Not in the audit: {why}"))),
        }
    }

    fn lines(&self, act: Act, of: &str, ids: &[String]) -> Vec<String> {
        let now = Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let lead = format!("{now} {} process={} act={act}{of}", self.who, process::id());
        let parts = ids.len().div_ceil(ON_A_LINE);
        match parts {
            0 => vec![lead],
            1 => vec![format!("{lead} items={}", ids.join(","))],
            parts => {
                let line = |(number, some): (usize, &[String])| {
                    format!("{lead} part={}/{parts} items={}", number + 1, some.join(","))
                };
                ids.chunks(ON_A_LINE).enumerate().map(line).collect()
            }
        }
    }
}

fn open(path: &Path) -> io::Result<Sink> {
    if fs::metadata(path).is_ok_and(|found| found.file_type().is_socket()) {
        let socket = UnixDatagram::unbound()?;
        socket.connect(path)?;
        // Nobody waits for a log that is not read.
        socket.set_nonblocking(true)?;
        return Ok(Sink::Socket(socket));
    }
    if path == Path::new(SOCKET) {
        return Err(io::Error::new(io::ErrorKind::NotFound, "no log of the system listens"));
    }
    let flags = i32::try_from((OFlags::NONBLOCK | OFlags::NOCTTY).bits()).unwrap_or(0);
    let file = OpenOptions::new().create(true).append(true).mode(0o640).custom_flags(flags).open(path)?;
    Ok(Sink::File(file))
}

fn send(sink: &Sink, line: &str) -> io::Result<()> {
    match sink {
        Sink::Socket(socket) => {
            socket.send(format!("{PRIORITY}casebook[{}]: {line}", process::id()).as_bytes()).map(drop)
        }
        // One write, so that the lines of several sessions do not mix.
        Sink::File(file) => {
            let mut file = file;
            file.write_all(format!("{line}\n").as_bytes())
        }
    }
}

/// The ids of what a page is about: its case, and the entries that its rows lead to, as their files have them.
pub fn ids_of(request: &PageRequest, page: &Page, catalogue: &Catalogue) -> Vec<String> {
    let of = match &request.of {
        PageOf::Case(key) | PageOf::Item(key, _) => catalogue.real(*key).map(|case| case.id.to_string()),
        _ => None,
    };
    of.into_iter().chain(ids_of_rows(page, catalogue)).collect()
}

/// The ids of the entries that the rows of a page lead to.
pub fn ids_of_rows(page: &Page, catalogue: &Catalogue) -> Vec<String> {
    let named = |(key, item)| {
        let item = catalogue.case(key)?.find(&item)?;
        let case = catalogue.real(key)?;
        Some(format!("{}/{}", case.id, item.id(case)))
    };
    page.items().into_iter().filter_map(named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_ids_stand_on_several_lines_and_none_is_lost() {
        let audit = Audit { sink: None, required: false, who: "user=a uid=1".to_owned() };
        for count in [0usize, 1, 60, 61, 500] {
            let ids: Vec<String> = (0..count).map(|number| format!("a-case/F{number}")).collect();
            let lines = audit.lines(Act::Export, " page=tracker format=csv", &ids);
            assert_eq!(lines.len(), count.div_ceil(ON_A_LINE).max(1));
            let told: Vec<&str> =
                lines.iter().filter_map(|line| line.split_once("items=")).flat_map(|(_, ids)| ids.split(',')).collect();
            assert_eq!(told, ids);
            assert!(lines.iter().all(|line| line.contains("act=export page=tracker format=csv") && line.len() < 2000));
        }
    }
}
