//! The user's editor, which has the terminal for as long as it runs.
//!
//! It runs in the program's own process group, as the editor of a version control system does: what the terminal sends to
//! the job (an interrupt, a stop, a hang-up) reaches both, and the shell stops and continues them as one.

use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use rustix::io::Errno;
use rustix::process::{
    Pid, Signal, WaitOptions, WaitStatus, getpgrp, getpid, kill_current_process_group, kill_process, waitpid,
};

use super::job::stop_job;
use super::tty::Tty;
use crate::app::msg::EditAt;
use crate::case::line_of;
use crate::library::{Limits, programs, read_text};
use crate::text::clean_line;

/// The characters that only a shell understands, but for quotes and backslashes.
const SHELL_SIGNS: [char; 16] = ['|', '&', ';', '<', '>', '(', ')', '$', '`', '*', '?', '[', '#', '~', '=', '%'];

/// How long an editor has to end before its terminal is not waited for.
const PATIENCE: Duration = Duration::from_millis(300);
/// Between two looks whether it has.
const LOOK: Duration = Duration::from_millis(5);

/// An editor that runs; ends with the program.
pub struct Editor {
    tty: Arc<Tty>,
    process: Pid,
    ended: Arc<AtomicBool>,
}

/// The command that edits a file: the words of the user's setting, and the file with its line.
///
/// # Errors
/// Why nothing can be run, for the user.
pub fn command(path: &Path, at: &EditAt, variable: impl Fn(&str) -> Option<OsString>) -> Result<Vec<OsString>, String> {
    let shown = clean_line(&path.to_string_lossy()).into_owned();
    let set = |name: &'static str| variable(name).filter(|value| !value.is_empty()).map(|value| (name, value));
    let Some((name, editor)) = set("VISUAL").or_else(|| set("EDITOR")) else {
        return Err(format!("Set VISUAL or EDITOR to edit; the file is {shown}"));
    };
    let wrong = || format!("{name} cannot be taken apart; the file is {shown}");
    let editor = editor.to_str().ok_or_else(wrong)?;
    let words = shell_words::split(editor).map_err(|_| wrong())?;
    // "EDITOR=vi" before a program says what its surroundings are.
    let program = words.iter().find(|word| !word.contains('=')).ok_or_else(wrong)?;
    let line = match at {
        EditAt::Line(line) => *line,
        EditAt::Item(item, id) => match read_text(path, Limits::default()) {
            Ok(text) => line_of(&text, *item, id),
            Err(_) if path.exists() => 1,
            Err(gone) => return Err(format!("Not edited: {shown} {}", gone.message)),
        },
    };
    let place = place(program, path, line);
    // As git has it: what only a shell understands is for a shell. It is the user's own word; the file and the line are
    // handed to it as arguments, which it does not read.
    let lead = match editor.contains(SHELL_SIGNS) {
        true => vec!["sh".to_owned(), "-c".to_owned(), format!("{editor} \"$@\""), editor.to_owned()],
        false => words,
    };
    Ok(lead.into_iter().map(OsString::from).chain(place).collect())
}

/// The words that a shell is told to run: the user's own, and those that follow them.
fn given(words: &OsStr) -> OsString {
    let mut script = words.to_owned();
    script.push(" \"$@\"");
    script
}

/// The name of a command in messages: never that of a shell that the user has not named.
fn called(words: &[OsString]) -> &OsStr {
    match words {
        [shell, run, script, named, ..] if shell == "sh" && run == "-c" && *script == given(named) => named,
        [program, ..] => program,
        [] => OsStr::new(""),
    }
}

/// File and line as the program takes them.
fn place(program: &str, path: &Path, line: usize) -> Vec<OsString> {
    // A name that looks like an option is none.
    let dashed = path.as_os_str().as_encoded_bytes().starts_with(b"-");
    let file = if dashed { Path::new(".").join(path) } else { path.to_owned() }.into_os_string();
    let with_line = |mut file: OsString| {
        file.push(format!(":{line}"));
        file
    };
    let name = Path::new(program).file_name().unwrap_or_default().to_string_lossy().into_owned();
    // Systems that carry several builds of one editor name them vim.basic, vim.tiny.
    match name.split('.').next().unwrap_or_default() {
        "vi" | "vim" | "nvim" | "nano" | "emacs" | "emacsclient" | "micro" | "kak" | "joe" => {
            vec![format!("+{line}").into(), file]
        }
        "hx" | "helix" => vec![with_line(file)],
        "code" | "codium" => vec!["--goto".into(), with_line(file)],
        _ => vec![file],
    }
}

impl Editor {
    /// Starts the editor, or another program that has the terminal for as long; `tell` is given what the user should know
    /// when it has ended, which may be nothing. `otherwise` stands behind what went wrong: what to do then.
    ///
    /// # Errors
    /// Why it does not run, for the user.
    pub fn start(
        tty: &Arc<Tty>,
        words: &[OsString],
        otherwise: &str,
        tell: impl FnOnce(Option<String>) + Send + 'static,
    ) -> Result<Self, String> {
        let shown = |text: &OsStr| clean_line(&text.to_string_lossy()).into_owned();
        let (program, arguments) = words.split_first().ok_or_else(String::new)?;
        let name = shown(called(words));
        let mut command = programs::program(&program.to_string_lossy())
            .ok_or_else(|| format!("No program called {name}{otherwise}"))?;
        let started = programs::spawn(command.args(arguments));
        let child = started.map_err(|error| format!("{name} cannot be run: {error}{otherwise}"))?;
        let process = i32::try_from(child.id()).ok().and_then(Pid::from_raw).ok_or_else(String::new)?;
        let ended = Arc::new(AtomicBool::new(false));
        let editor = Self { tty: Arc::clone(tty), process, ended: Arc::clone(&ended) };
        let wait = move || {
            let status = wait(process);
            ended.store(true, Ordering::SeqCst);
            tell(said(&name, status));
        };
        thread::Builder::new().name("editor".into()).spawn(wait).map_err(|error| format!("Not edited: {error}"))?;
        Ok(editor)
    }

    /// Waits a moment for its end; true if it has ended.
    fn ends(&self) -> bool {
        let start = Instant::now();
        while !self.ended.load(Ordering::SeqCst) {
            if start.elapsed() >= PATIENCE {
                return false;
            }
            thread::sleep(LOOK);
        }
        true
    }
}

impl Drop for Editor {
    /// The end of the program ends its editor, which saves what it can. Without its terminal it must not stay.
    fn drop(&mut self) {
        if self.ended.load(Ordering::SeqCst) {
            return;
        }
        let gone = self.tty.is_gone();
        // The leader of a process group knows that nobody else's programs are in it.
        let whole = gone && getpgrp() == getpid();
        let send = |signal: Signal| {
            let _ = if whole { kill_current_process_group(signal) } else { kill_process(self.process, signal) };
        };
        send(Signal::TERM);
        if !self.ends() && gone {
            send(Signal::KILL);
            self.ends();
        }
    }
}

/// Waits for the end of the editor. Where it stops, all of the job stops, and goes on with it.
fn wait(process: Pid) -> Option<WaitStatus> {
    loop {
        match waitpid(Some(process), WaitOptions::UNTRACED) {
            Ok(Some((_, status))) if status.stopped() => {
                stop_job();
                let _ = kill_process(process, Signal::CONT);
            }
            Ok(Some((_, status))) => return Some(status),
            Ok(None) | Err(Errno::INTR) => {}
            Err(_) => return None,
        }
    }
}

/// The message about how the editor ended, if there is one.
fn said(name: &str, status: Option<WaitStatus>) -> Option<String> {
    let Some(status) = status else { return Some(format!("How {name} ended is not known")) };
    match (status.exit_status(), status.terminating_signal()) {
        (Some(0), _) => None,
        // A shell exits so when it does not find a program.
        (Some(127), _) => Some(format!("No program called {name}, or it lacks one (exit code 127)")),
        (Some(code), _) => Some(format!("{name} ended with exit code {code}")),
        (None, Some(signal)) => Some(format!("{name} was ended by signal {signal}")),
        (None, None) => Some(format!("How {name} ended is not known")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_editor_is_told_the_line_in_its_own_way() {
        // VISUAL, EDITOR, the file, and the words that are run.
        let rows: &[(&str, &str, &str, &[&str])] = &[
            ("", "vi", "/a b/x.toml", &["vi", "+7", "/a b/x.toml"]),
            ("nvim -u NONE", "vi", "x.toml", &["nvim", "-u", "NONE", "+7", "x.toml"]),
            ("", "/usr/bin/vim.basic", "x.toml", &["/usr/bin/vim.basic", "+7", "x.toml"]),
            ("", "emacsclient -t", "x.toml", &["emacsclient", "-t", "+7", "x.toml"]),
            ("", "hx", "-x.toml", &["hx", "./-x.toml:7"]),
            ("", "code --wait", "x.toml", &["code", "--wait", "--goto", "x.toml:7"]),
            ("", "'my editor' \"a b\" c\\ d", "-x.toml", &["my editor", "a b", "c d", "./-x.toml"]),
            ("", "FOO=1 vi", "x.toml", &["sh", "-c", "FOO=1 vi \"$@\"", "FOO=1 vi", "+7", "x.toml"]),
            ("", "~/bin/nano -w", "-x.toml", &["sh", "-c", "~/bin/nano -w \"$@\"", "~/bin/nano -w", "+7", "./-x.toml"]),
            ("", "$MY_ED", "a;b.toml", &["sh", "-c", "$MY_ED \"$@\"", "$MY_ED", "a;b.toml"]),
        ];
        for (visual, editor, path, expected) in rows {
            let variable = |name: &str| Some(OsString::from(if name == "VISUAL" { visual } else { editor }));
            assert_eq!(command(Path::new(path), &EditAt::Line(7), variable).unwrap(), *expected, "{editor}");
        }
    }

    #[test]
    fn what_keeps_it_from_running_is_said() {
        let at = EditAt::Line(1);
        let said = command(Path::new("a/x.toml"), &at, |_| None).unwrap_err();
        assert_eq!(said, "Set VISUAL or EDITOR to edit; the file is a/x.toml");
        for wrong in ["'vi", "  ", "A=1"] {
            let said = command(Path::new("x.toml"), &at, |name| (name == "EDITOR").then(|| wrong.into())).unwrap_err();
            assert_eq!(said, "EDITOR cannot be taken apart; the file is x.toml");
        }
        let at = EditAt::Item(crate::case::ItemRef::Event(0), "E1".into());
        let said = command(Path::new("no/such/x.toml"), &at, |_| Some("vi".into())).unwrap_err();
        assert!(said.starts_with("Not edited: no/such/x.toml cannot be read"), "{said}");
        let words = [OsString::from("/no/such/editor")];
        let said = Editor::start(&Arc::new(Tty::open(false).unwrap()), &words, ": set EDITOR", |_| ()).err().unwrap();
        assert_eq!(said, "No program called /no/such/editor: set EDITOR");
        let words = ["sh", "-c", "A=1 no-such-editor \"$@\"", "A=1 no-such-editor", "x"].map(OsString::from);
        assert_eq!(called(&words), "A=1 no-such-editor");
        // A shell that the user has named is what ends.
        assert_eq!(called(&["sh", "-c", "exit 3", "https://example.org"].map(OsString::from)), "sh");
    }
}
