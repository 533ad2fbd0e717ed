//! The event loop: messages in, state, cells out.

use std::env;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};
use signal_hook::consts::SIGHUP;

use super::allowed::allowed;
use super::browser::BrowserProgram;
use super::editor::Editor;
use super::host::remote_host;
use super::keys::KeyThread;
use super::screen::Screen;
use super::session::TerminalSession;
use super::signals::Asked;
use super::synchronised::is_synchronised;
use super::tty::Tty;
use super::{browser, clipboard, editor, job, signals, watchdog};
use crate::app::msg::{EditAt, Stored};
use crate::app::resume::session as session_of;
use crate::app::theme::Theme;
use crate::app::update::update;
use crate::app::{Keymap, Msg, Outside, State, view};
use crate::config::{Feature, PrivacySettings, Restriction, Sort, Switch};
use crate::library::{Changes, Entry, LoadEvent, Request, WatchMode, Watching, clock, load_and_watch, programs};
use crate::notebook::{TakeAwayError, write_new};
use crate::text::clean_line;
use crate::work::{Audit, Interpreter, Setup, Tell};

/// Said where changes of files cannot be noticed.
const UNWATCHED: &str = "No thread to watch the files on: what changes from now on does not show";
/// While files come in the screen is drawn no more often than this. Keys are always answered at once.
const LOADING_FRAME: Duration = Duration::from_millis(40);
/// A continuation that is heard before the terminal was taken, or this soon after, is the one that let the program take it.
const SAME_CONTINUATION: Duration = Duration::from_millis(5);

/// The settings that the explorer starts with.
pub struct Explorer {
    /// The library to load.
    pub request: Request,
    /// The way in which files that change are noticed.
    pub watch: WatchMode,
    /// The keys in force.
    pub keymap: Keymap,
    /// The styles of the screen.
    pub theme: Theme,
    /// True to draw nothing but ASCII.
    pub ascii: bool,
    /// True to use the mouse.
    pub mouse: bool,
    /// True to list only what has every word.
    pub all_words: bool,
    /// True to give each row two lines where there is room.
    pub two_lines: bool,
    /// True when the cursor stays on the selected row while a search is typed.
    pub cursor_on_row: bool,
    /// True when frames are drawn.
    pub borders: bool,
    /// The order of the cases.
    pub sort: Sort,
    /// The rules by which names are hidden, and whether they are hidden from the start.
    pub privacy: PrivacySettings,
    /// The search that is made at the start.
    pub query: Option<String>,
    /// The folder of what the user keeps.
    pub state_folder: Option<PathBuf>,
    /// True to start at the place of the last session.
    pub resume: bool,
    /// True to keep the place of this session for the next.
    pub remember: bool,
    /// The setting for telling the terminal where a frame begins and ends.
    pub synchronised: Switch,
    /// How long an escape waits for the rest of a key.
    pub escape_time: Duration,
    /// The limits of the session.
    pub restriction: Restriction,
    /// The message at the start.
    pub told: Option<String>,
    /// The record of exports, copies and shown names.
    pub audit: Arc<Audit>,
    /// True to end with what the user picks.
    pub picks: bool,
}

/// How the explorer ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExplorerEnd {
    /// Somebody quit it.
    Quit,
    /// This was picked, as "case/ID".
    Picked(String),
    /// The system asked it to, with this signal.
    Signal(i32),
}

#[allow(clippy::large_enum_variant, reason = "a message is moved once on its way")]
enum Incoming {
    Message(Msg),
    Entry(Box<Entry>),
    Asked(Asked),
    /// The editor has ended, with what is to be said of it.
    Edited(Option<String>),
    Broken(io::Error),
}

/// Runs the explorer until it is quit; tells how it ended, and what could not be kept and why.
///
/// # Errors
/// When the terminal cannot be read or written.
pub fn run(explorer: Explorer) -> io::Result<(ExplorerEnd, Option<String>)> {
    let tty = Arc::new(Tty::open(is_synchronised(explorer.synchronised, |name| env::var_os(name)))?);
    let (ended, unkept) = explore(explorer, &tty).unwrap_or_else(|error| (Err(error), None));
    let ended = match ended {
        // A write that failed because the terminal went, or that was broken off to end.
        Err(error) => match tty.asked().or_else(|| tty.is_gone().then_some(SIGHUP)) {
            Some(signal) => Ok(ExplorerEnd::Signal(signal)),
            None => Err(error),
        },
        ended => ended,
    };
    Ok((ended?, unkept))
}

fn explore(explorer: Explorer, tty: &Arc<Tty>) -> io::Result<(io::Result<ExplorerEnd>, Option<String>)> {
    let Explorer {
        request,
        watch,
        keymap,
        theme,
        ascii,
        mouse,
        all_words,
        two_lines,
        cursor_on_row,
        borders,
        sort,
        synchronised: _,
        escape_time,
        privacy,
        query,
        state_folder,
        resume,
        remember,
        restriction,
        told,
        audit,
        picks,
    } = explorer;
    let (size, (sender, incoming)) = (tty.size()?, crossbeam_channel::unbounded());
    // The loop may have ended already; then nobody asks any more.
    let tell = |sender: &Sender<Incoming>, what: Incoming| drop(sender.send(what));
    let interpreter = {
        let may_export = restriction.allows(Feature::Export);
        let write = move |path: &Path, bytes: &[u8], over| match may_export {
            true => write_new(path, bytes, over),
            false => Err(TakeAwayError::Restricted),
        };
        let (request, clock, write) = (request.clone(), clock::now as fn() -> _, Arc::new(write));
        let (host, audit) = (remote_host(), Arc::clone(&audit));
        let setup = Setup { request, state_folder, resume, clock, host, write, audit };
        let sender = sender.clone();
        let to_loop: Tell = Arc::new(move |message| tell(&sender, Incoming::Message(message)));
        Interpreter::start(setup, &to_loop)?
    };
    let mut state = State::new(Arc::clone(&request.vocabulary), Arc::new(keymap), theme, sort, size);
    // The contents of a cache file come while the terminal is taken.
    let to_loop = sender.clone();
    let watching = load_and_watch(request, watch, move |event| {
        let incoming = match event {
            LoadEvent::Entry(entry) => Incoming::Entry(Box::new(entry)),
            LoadEvent::Known(entries) => Incoming::Message(Msg::Loaded(entries)),
            LoadEvent::Cached(_) => return,
            LoadEvent::Gone(removed) => Incoming::Message(Msg::Changed { entries: Vec::new(), removed }),
            LoadEvent::Vocabulary(vocabulary) => Incoming::Message(Msg::Vocabulary(vocabulary)),
            LoadEvent::Searches(searches) => Incoming::Message(Msg::Stored(Stored::Shared(searches))),
            LoadEvent::Found(found) => Incoming::Message(Msg::Found(found)),
            LoadEvent::Finished => Incoming::Message(Msg::LoadFinished),
            LoadEvent::Notes => Incoming::Message(Msg::NotesChanged),
            LoadEvent::Unwatched => Incoming::Message(Msg::Notice(UNWATCHED.into())),
            LoadEvent::Changed(Changes { entries, removed }) => Incoming::Message(Msg::Changed { entries, removed }),
        };
        tell(&to_loop, incoming);
    });
    (state.ascii, state.mouse, state.all_words, state.picks) = (ascii, mouse, all_words, picks);
    state.panes.two_lines = two_lines;
    (state.cursor_on_row, state.borderless) = (cursor_on_row, !borders);
    (state.restriction, state.audited) = (Arc::new(restriction), audit.is_on());
    state.privacy = Arc::new(privacy.rules());
    if privacy.on {
        Arc::make_mut(&mut state.catalogue).set_redactor(Some(Arc::clone(&state.privacy)));
    }
    {
        let sender = sender.clone();
        signals::watch(tty, move |asked| tell(&sender, Incoming::Asked(asked)))?;
    }
    {
        let sender = sender.clone();
        watchdog::watch(Arc::clone(tty), move || tell(&sender, Incoming::Asked(Asked::End(SIGHUP))))?;
    }
    let session = TerminalSession::enter(tty)?;
    if mouse {
        tty.use_mouse(true)?;
    }
    tracing::info!(columns = size.0, rows = size.1, "the terminal is taken");
    let (taken, mut screen) = (Instant::now(), Screen::new(Arc::clone(tty), size));
    screen.draw(|buffer| view::draw(&state, buffer))?;
    let itself = sender.clone();
    let take =
        move |typed: io::Result<Msg>| sender.send(typed.map_or_else(Incoming::Broken, Incoming::Message)).is_ok();
    let keys = KeyThread::start(escape_time, take)?;
    let mut turning = Loop {
        state,
        tty: Arc::clone(tty),
        taken,
        screen,
        interpreter,
        _watching: watching,
        entries: Vec::new(),
        drawn: Instant::now(),
        keys,
        itself,
        editor: None,
        audit,
    };
    if let Some(told) = told {
        turning.apply(Msg::Notice(told))?;
    }
    if let Some(query) = query {
        turning.apply(Msg::Query(query))?;
    }
    let ended = turning.turn(&incoming);
    if remember {
        turning.interpreter.leave(session_of(&turning.state));
    }
    // The editor ends first: it has modes of its own to give back.
    let Loop { editor, interpreter, .. } = turning;
    drop((editor, session));
    let unkept = interpreter.finish().err();
    Ok((ended, unkept))
}

struct Loop {
    state: State,
    tty: Arc<Tty>,
    /// When the terminal was taken.
    taken: Instant,
    screen: Screen,
    interpreter: Interpreter,
    /// Files are watched until the loop ends.
    _watching: Watching,
    /// Files that were read and are not shown yet.
    entries: Vec<Entry>,
    drawn: Instant,
    keys: KeyThread,
    /// The way to this loop, for those who have to tell it something later.
    itself: Sender<Incoming>,
    /// The editor that has the terminal now.
    editor: Option<Editor>,
    audit: Arc<Audit>,
}

impl Loop {
    fn turn(&mut self, incoming: &Receiver<Incoming>) -> io::Result<ExplorerEnd> {
        // A change of the window before the first event is read would go unseen.
        let mut urgent = self.measure()?;
        let mut waiting = false;
        loop {
            let first = if urgent {
                None
            } else if waiting {
                match incoming.recv_timeout(LOADING_FRAME.saturating_sub(self.drawn.elapsed())) {
                    Ok(first) => Some(first),
                    Err(RecvTimeoutError::Timeout) => None,
                    Err(RecvTimeoutError::Disconnected) => return Ok(ExplorerEnd::Quit),
                }
            } else {
                let Ok(first) = incoming.recv() else { return Ok(ExplorerEnd::Quit) };
                Some(first)
            };
            let was_empty = self.state.catalogue.is_empty();
            urgent |= first.is_none();
            for incoming in first.into_iter().chain(incoming.try_iter().take(4096)) {
                match incoming {
                    Incoming::Entry(entry) => self.entries.push(*entry),
                    Incoming::Broken(error) => {
                        tracing::error!(kind = ?error.kind(), "the keyboard cannot be read");
                        return Err(error);
                    }
                    Incoming::Asked(Asked::End(signal)) => {
                        tracing::info!(signal, "asked to end");
                        return Ok(ExplorerEnd::Signal(signal));
                    }
                    // The terminal is the editor's: what it sends is the editor's too, and what was typed before was
                    // meant for it.
                    Incoming::Asked(Asked::Stop | Asked::GoOn(_))
                    | Incoming::Message(Msg::Key(_) | Msg::Mouse(_) | Msg::Paste(_))
                        if self.editor.is_some() => {}
                    Incoming::Edited(said) => {
                        self.editor = None;
                        self.take_back()?;
                        if let Some(said) = said {
                            self.apply(Msg::Notice(said))?;
                        }
                        urgent = true;
                    }
                    // Nobody is to come to the shell.
                    Incoming::Asked(Asked::Stop) if !self.state.restriction.allows(Feature::Suspend) => {}
                    Incoming::Asked(Asked::Stop) => {
                        self.tty.suspend()?;
                        self.took()?;
                        urgent = true;
                    }
                    // Somebody stopped the program without asking, and the shell has used the terminal since.
                    Incoming::Asked(Asked::GoOn(heard)) if heard > self.taken + SAME_CONTINUATION => {
                        self.tty.take()?;
                        self.took()?;
                        urgent = true;
                    }
                    Incoming::Asked(Asked::GoOn(_)) => {}
                    Incoming::Asked(Asked::Measure) => urgent |= self.measure()?,
                    Incoming::Message(message) => {
                        urgent |= self.is_urgent(&message);
                        // The last file is shown before it is said that all are read.
                        if matches!(message, Msg::LoadFinished) {
                            self.show_entries()?;
                            let (files, unreadable) = (self.state.catalogue.len(), self.state.catalogue.unreadable());
                            tracing::info!(files, unreadable, "files are read");
                        }
                        if let Some(end) = self.apply(message)? {
                            return Ok(end);
                        }
                        // The first rows are drawn before anything else is taken in.
                        if was_empty && !self.state.catalogue.is_empty() {
                            break;
                        }
                    }
                }
            }
            if self.editor.is_some() {
                (urgent, waiting) = (false, false);
                continue;
            }
            // The first rows are shown as soon as there are any.
            urgent |= self.state.catalogue.is_empty() && !self.entries.is_empty();
            waiting = !urgent && self.drawn.elapsed() < LOADING_FRAME;
            if !waiting {
                self.show_entries()?;
                let state = &self.state;
                self.screen.draw(|buffer| view::draw(state, buffer))?;
                self.drawn = Instant::now();
                urgent = false;
            }
        }
    }

    /// The terminal was taken again: nothing on it is known, and it may have another size.
    fn took(&mut self) -> io::Result<()> {
        self.taken = Instant::now();
        self.screen.forget();
        self.measure().map(drop)
    }

    /// Takes the size of the terminal; says whether it is another.
    fn measure(&mut self) -> io::Result<bool> {
        let (width, height) = self.tty.size()?;
        let another = (width, height) != self.state.size;
        if another {
            self.apply(Msg::Resize(width, height))?;
        }
        Ok(another)
    }

    /// True when a message is to be seen at once: keys and what answers them with more than nothing, not the progress of loading.
    fn is_urgent(&self, message: &Msg) -> bool {
        match message {
            Msg::Found(_) | Msg::Vocabulary(_) | Msg::History(_) | Msg::Stored(_) => false,
            Msg::Searched { generation, .. } => {
                let search = &self.state.search;
                let more = search.hits.more || search.hits.cases.is_empty();
                *generation == search.generation && (search.answered != Some(*generation) || more)
            }
            _ => true,
        }
    }

    fn show_entries(&mut self) -> io::Result<()> {
        if !self.entries.is_empty() {
            let entries = std::mem::take(&mut self.entries);
            self.apply(Msg::Loaded(entries))?;
        }
        Ok(())
    }

    /// A sender of notices to the user, for other threads.
    fn notice(&self) -> impl Fn(String) + Send + use<> {
        let itself = self.itself.clone();
        move |said| drop(itself.send(Incoming::Message(Msg::Notice(said))))
    }

    /// Gives the terminal to the editor; the loop goes on without drawing.
    fn edit(&mut self, path: &Path, at: &EditAt) -> io::Result<()> {
        let notice = self.notice();
        let words = match editor::command(path, at, |name| env::var_os(name)) {
            Ok(words) => words,
            Err(why) => {
                notice(why);
                return Ok(());
            }
        };
        let shown = clean_line(&path.to_string_lossy()).into_owned();
        self.lend(&words, &format!(": set EDITOR; the file is {shown}"))
    }

    /// Gives the terminal to a program; `otherwise` stands behind what goes wrong.
    fn lend(&mut self, words: &[OsString], otherwise: &str) -> io::Result<()> {
        let notice = self.notice();
        if !self.keys.park() {
            notice("Not started: the keyboard could not be let go".to_owned());
            return Ok(());
        }
        self.tty.lend();
        let itself = self.itself.clone();
        match Editor::start(&self.tty, words, otherwise, move |said| drop(itself.send(Incoming::Edited(said)))) {
            Ok(editor) => self.editor = Some(editor),
            Err(why) => {
                self.take_back()?;
                notice(why);
            }
        }
        Ok(())
    }

    /// Shows an address, by a program of its own or one that is lent the terminal.
    fn browse(&mut self, address: &str, which: &str, otherwise: &str) -> io::Result<()> {
        match browser::way(address, otherwise, |name| env::var_os(name), programs::is_there) {
            Ok(BrowserProgram::Apart(words)) => browser::start(&words, address, which, otherwise, self.notice()),
            Ok(BrowserProgram::InTerminal(words)) => {
                let words: Vec<OsString> = words.into_iter().map(OsString::from).collect();
                return self.lend(&words, &format!(": {address}{otherwise}"));
            }
            Err(why) => self.notice()(why),
        }
        Ok(())
    }

    /// Takes the terminal from the editor.
    fn take_back(&mut self) -> io::Result<()> {
        self.tty.take()?;
        self.keys.go_on();
        self.took()
    }

    /// Takes a message and does what it asks for; says how the program ends, if it does.
    ///
    /// # Errors
    /// When the terminal cannot be had again.
    fn apply(&mut self, message: Msg) -> io::Result<Option<ExplorerEnd>> {
        if let Msg::Resize(width, height) = message {
            self.screen.resize((width, height));
        }
        let mut end = None;
        for effect in update(&mut self.state, message) {
            let Some(outside) = self.interpreter.carry_out(effect) else { continue };
            let told = match allowed(&outside, &self.state.restriction, &self.audit) {
                Ok(told) => told,
                Err(refused) => {
                    self.notice()(refused);
                    continue;
                }
            };
            match outside {
                Outside::ShowNames => {
                    drop(self.itself.send(Incoming::Message(Msg::ShowNames)));
                    told.into_iter().for_each(self.notice());
                }
                Outside::Mouse(on) => drop(self.tty.use_mouse(on)),
                Outside::Copy { text, what, .. } => {
                    let what = told.map_or(what.clone(), |told| format!("{what} ({told})"));
                    // tmux is a program too.
                    let restricted = self.state.restriction.is_on();
                    let variable = |name: &str| env::var_os(name).filter(|_| !restricted || name != "TMUX");
                    clipboard::copy(&self.tty, text, what, variable, self.notice());
                }
                Outside::Browse { address, which, otherwise } => self.browse(&address, &which, &otherwise)?,
                Outside::Edit { path, at } => self.edit(&path, &at)?,
                Outside::Redraw => self.screen.forget(),
                // The answer is a signal, as if the terminal had sent it.
                Outside::Suspend => drop(job::ask_to_stop()),
                Outside::Quit => end = Some(ExplorerEnd::Quit),
                Outside::Picked(picked) => end = Some(ExplorerEnd::Picked(picked)),
            }
        }
        Ok(end)
    }
}
