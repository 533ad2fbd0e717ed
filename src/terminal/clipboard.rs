//! Putting a text where other programs can paste it, and saying truthfully what became of it.
//!
//! A terminal program has no clipboard of its own. Inside tmux its buffer is one, and tmux knows whether the terminal
//! around it takes a clipboard. Elsewhere the terminal is asked with OSC 52, which it may ignore without a word.

use std::ffi::{OsStr, OsString};
use std::io::{self, Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::net::UnixStream;
use std::process::{Child, ExitStatus, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use data_encoding::BASE64;

use super::tty::Tty;
use crate::library::programs::{program, spawn};
use crate::text::clean_line;

/// More than this becomes more than 100,000 bytes of base64, which terminals throw away without a word.
const MOST: usize = 74_994;
/// How long tmux has.
const PATIENCE: Duration = Duration::from_secs(1);
/// Between two looks whether tmux is done.
const LOOK: Duration = Duration::from_millis(5);
/// How much of a control string goes into one of screen's: it throws away longer ones.
const SCREEN_CHUNK: usize = 76;

/// The program between this one and the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ClipboardRoute {
    Tmux,
    Screen,
    Terminal,
}

/// Copies `text`, which messages call `what`; `tell` is given what became of it, from a thread of its own where that has
/// to be waited for.
pub fn copy(
    tty: &Arc<Tty>,
    text: String,
    what: String,
    variable: impl Fn(&str) -> Option<OsString>,
    tell: impl Fn(String) + Send + 'static,
) {
    if text.len() > MOST {
        tell(format!("Not copied: {} KB is more than terminals take", text.len().div_ceil(1000)));
        return;
    }
    let server = variable("TMUX").unwrap_or_default();
    let route = route(variable);
    if route != ClipboardRoute::Tmux {
        tell(send(tty, &text, &what, route));
        return;
    }
    let tty = Arc::clone(tty);
    let wait = move || tell(give_to_tmux(&tty, &server, &text, &what));
    // Without a thread nothing was sent and nothing is said; the message before stays away too.
    if let Err(error) = thread::Builder::new().name("copy".into()).spawn(wait) {
        tracing::error!(kind = ?error.kind(), "no thread to copy on");
    }
}

fn route(variable: impl Fn(&str) -> Option<OsString>) -> ClipboardRoute {
    let set = |name| variable(name).is_some_and(|value| !value.is_empty());
    match (set("TMUX"), set("STY")) {
        (true, _) => ClipboardRoute::Tmux,
        (false, true) => ClipboardRoute::Screen,
        (false, false) => ClipboardRoute::Terminal,
    }
}

/// Sends the text to the terminal's clipboard.
fn send(tty: &Tty, text: &str, what: &str, route: ClipboardRoute) -> String {
    match tty.write(&osc52(text, route)) {
        Ok(()) => format!("Copied {what}, if the terminal allows it: paste to see"),
        Err(error) => format!("Not copied: {error}"),
    }
}

/// The control string that asks a terminal to take a text into its clipboard.
fn osc52(text: &str, route: ClipboardRoute) -> Vec<u8> {
    let plain = format!("\x1b]52;c;{}\x07", BASE64.encode(text.as_bytes()));
    if route != ClipboardRoute::Screen {
        return plain.into_bytes();
    }
    // Screen hands on what stands in strings of its own, and the terminal sees them as one.
    let mut wrapped = Vec::with_capacity(plain.len() * 2);
    for chunk in plain.as_bytes().chunks(SCREEN_CHUNK) {
        wrapped.extend_from_slice(b"\x1bP");
        wrapped.extend_from_slice(chunk);
        wrapped.extend_from_slice(b"\x1b\\");
    }
    wrapped
}

/// Puts the text into tmux's buffer, and asks tmux to hand it to the terminal.
fn give_to_tmux(tty: &Tty, server: &OsStr, text: &str, what: &str) -> String {
    let deadline = Instant::now() + PATIENCE;
    match load(&["load-buffer", "-w", "-"], text, deadline) {
        Ok((status, _)) if status.success() => format!(
            "Copied {what} to tmux's buffer: paste with prefix ]; and to the clipboard where your terminal allows it"
        ),
        // Before 3.2 there is no -w.
        Ok(_) => match load(&["load-buffer", "-"], text, deadline) {
            Ok((status, _)) if status.success() => format!("Copied {what} to tmux's buffer: paste with prefix ]"),
            // The variable outlives its server: it goes along through `su`, into containers and saved environments.
            Ok(_) if !answers(server) => {
                format!("No tmux answers. {}", send(tty, text, what, ClipboardRoute::Terminal))
            }
            Ok((_, complaint)) => format!("Not copied: tmux says {}", clean_line(complaint.trim())),
            Err(error) => not_given(&error),
        },
        // The terminal may be one that was started from tmux, on a machine or in a container without it.
        Err(error) if error.kind() == io::ErrorKind::NotFound => send(tty, text, what, ClipboardRoute::Terminal),
        Err(error) => not_given(&error),
    }
}

/// True when a tmux listens at the socket that `TMUX` names first.
fn answers(server: &OsStr) -> bool {
    let socket = server.as_bytes().split(|byte| *byte == b',').next().unwrap_or_default();
    UnixStream::connect(OsStr::from_bytes(socket)).is_ok()
}

fn not_given(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::TimedOut => "Not copied: tmux does not answer".to_owned(),
        _ => format!("Not copied: tmux cannot be run: {error}"),
    }
}

/// Runs tmux with a text on its standard input; returns how it ended and what it complained of.
fn load(arguments: &[&str], text: &str, deadline: Instant) -> io::Result<(ExitStatus, String)> {
    let mut tmux = program("tmux").ok_or(io::ErrorKind::NotFound)?;
    let piped = tmux.args(arguments).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = spawn(piped)?;
    let input = child.stdin.take();
    let text = text.to_owned();
    // A pipe holds less than the longest text; who does not read it is ended below, which ends this too.
    thread::Builder::new()
        .name("copying".into())
        .spawn(move || input.map(|mut input| input.write_all(text.as_bytes())))?;
    let status = wait_until(&mut child, deadline)?;
    let mut complaint = String::new();
    if let Some(errors) = child.stderr.take() {
        let _ = errors.take(200).read_to_string(&mut complaint);
    }
    Ok((status, complaint))
}

/// Waits for the end of a child; one that takes too long is ended.
fn wait_until(child: &mut Child, deadline: Instant) -> io::Result<ExitStatus> {
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if Instant::now() >= deadline {
            let _ = child.kill();
            let _ = child.wait();
            return Err(io::ErrorKind::TimedOut.into());
        }
        thread::sleep(LOOK);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_stands_in_between_is_told_from_the_environment() {
        let rows = [
            ("TMUX", "/run/tmux,1,0", ClipboardRoute::Tmux),
            ("TMUX", "", ClipboardRoute::Terminal),
            ("STY", "1.pts", ClipboardRoute::Screen),
            ("TERM", "screen", ClipboardRoute::Terminal),
        ];
        for (name, value, expected) in rows {
            assert_eq!(route(|asked| (asked == name).then(|| value.into())), expected, "{name}={value}");
        }
    }

    #[test]
    fn screen_is_handed_the_same_string_in_parts() {
        let text = "ä".repeat(300);
        let plain = osc52(&text, ClipboardRoute::Terminal);
        assert!(plain.starts_with(b"\x1b]52;c;") && plain.ends_with(b"\x07"));
        assert_eq!(BASE64.decode(&plain[7..plain.len() - 1]).unwrap(), text.as_bytes());
        let wrapped = String::from_utf8(osc52(&text, ClipboardRoute::Screen)).unwrap();
        let parts: Vec<&str> = wrapped.split_terminator("\x1b\\").collect();
        assert!(parts.len() > 5 && parts.iter().all(|part| part.len() <= SCREEN_CHUNK + 2));
        let inside: String = parts.iter().map(|part| part.strip_prefix("\x1bP").unwrap()).collect();
        assert_eq!(inside.as_bytes(), plain);
    }

    #[test]
    fn what_is_too_long_is_not_sent() {
        let (sender, said) = std::sync::mpsc::channel();
        let tell = move |text| sender.send(text).unwrap();
        copy(&Arc::new(Tty::open(false).unwrap()), "a".repeat(119_500), "F1".into(), |_| None, tell);
        assert_eq!(said.recv().unwrap(), "Not copied: 120 KB is more than terminals take");
        assert!(osc52(&"a".repeat(MOST), ClipboardRoute::Terminal).len() <= 100_000);
    }
}
