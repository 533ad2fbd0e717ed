//! The event loop: messages in, state, cells out.

use std::io;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};

use super::input;
use super::screen::Screen;
use super::searcher::Searcher;
use super::session::{Session, terminal_file};
use crate::app::theme::Theme;
use crate::app::update::update;
use crate::app::{Effect, Keymap, Msg, State, view};
use crate::case::Vocabulary;
use crate::config::Sort;
use crate::library::{Entry, LoadEvent, Place, load};

/// While files come in the screen is drawn no more often than this. Keys are always answered at once.
const LOADING_FRAME: Duration = Duration::from_millis(40);

/// What the explorer starts with.
pub struct Explorer {
    /// Where cases come from.
    pub places: Vec<Place>,
    /// Terms and labels.
    pub vocabulary: Arc<Vocabulary>,
    /// Keys.
    pub keymap: Keymap,
    /// Whether colours are used.
    pub colour: bool,
    /// The order of the cases.
    pub sort: Sort,
}

enum Incoming {
    Message(Msg),
    Entry(Box<Entry>),
    Broken(io::Error),
}

/// Runs the explorer until it is quit.
///
/// # Errors
/// When the terminal cannot be read or written.
pub fn run(explorer: Explorer) -> io::Result<()> {
    let size = crossterm::terminal::size()?;
    let Explorer { places, vocabulary, keymap, colour, sort } = explorer;
    let (sender, incoming) = crossbeam_channel::unbounded();
    let searcher = {
        let sender = sender.clone();
        Searcher::start(Arc::clone(&vocabulary), move |generation, hits| {
            // The loop may have ended already; then nobody asks any more.
            let _ = sender.send(Incoming::Message(Msg::Searched { generation, hits }));
        })?
    };
    let state = State::new(Arc::clone(&vocabulary), Arc::new(keymap), Theme::new(colour), sort, size);
    let _session = Session::enter()?;
    let mut screen = Screen::new(terminal_file()?, size);
    screen.draw(|buffer| view::draw(&state, buffer))?;
    read_keys(sender.clone())?;
    load(places, vocabulary, move |event| {
        let incoming = match event {
            LoadEvent::Entry(entry) => Incoming::Entry(Box::new(entry)),
            LoadEvent::Found(found) => Incoming::Message(Msg::Found(found)),
            LoadEvent::Finished => Incoming::Message(Msg::LoadFinished),
        };
        let _ = sender.send(incoming);
    });
    turn(state, &mut screen, &searcher, &incoming)
}

fn turn(mut state: State, screen: &mut Screen, searcher: &Searcher, incoming: &Receiver<Incoming>) -> io::Result<()> {
    let mut drawn = Instant::now();
    let mut waiting = false;
    let mut first_cases = true;
    loop {
        let first = if waiting {
            match incoming.recv_timeout(LOADING_FRAME.saturating_sub(drawn.elapsed())) {
                Ok(first) => Some(first),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            }
        } else {
            match incoming.recv() {
                Ok(first) => Some(first),
                Err(_) => return Ok(()),
            }
        };
        let mut at_once = first.is_none();
        let mut entries: Vec<Entry> = Vec::new();
        for incoming in first.into_iter().chain(incoming.try_iter().take(4096)) {
            let message = match incoming {
                Incoming::Entry(entry) => {
                    entries.push(*entry);
                    continue;
                }
                Incoming::Broken(error) => return Err(error),
                Incoming::Message(message) => message,
            };
            at_once |= !matches!(message, Msg::Found(_));
            if !entries.is_empty() && apply(&mut state, Msg::Loaded(std::mem::take(&mut entries)), screen, searcher) {
                return Ok(());
            }
            if apply(&mut state, message, screen, searcher) {
                return Ok(());
            }
        }
        if !entries.is_empty() {
            // The first rows are shown as soon as there are any.
            at_once |= std::mem::take(&mut first_cases);
            if apply(&mut state, Msg::Loaded(entries), screen, searcher) {
                return Ok(());
            }
        }
        waiting = !at_once && drawn.elapsed() < LOADING_FRAME;
        if !waiting {
            screen.draw(|buffer| view::draw(&state, buffer))?;
            drawn = Instant::now();
        }
    }
}

/// Takes a message and does what it asks for; says whether the program ends.
fn apply(state: &mut State, message: Msg, screen: &mut Screen, searcher: &Searcher) -> bool {
    if let Msg::Resize(width, height) = message {
        screen.resize((width, height));
    }
    for effect in update(state, message) {
        match effect {
            Effect::Index(cases) => searcher.index(cases),
            Effect::Search { generation, query } => searcher.search(generation, query),
            Effect::Redraw => screen.forget(),
            Effect::Quit => return true,
        }
    }
    false
}

fn read_keys(sender: Sender<Incoming>) -> io::Result<()> {
    let read = move || {
        loop {
            let incoming = match crossterm::event::read() {
                Ok(event) => match input::message(event) {
                    Some(message) => Incoming::Message(message),
                    None => continue,
                },
                Err(error) => Incoming::Broken(error),
            };
            let broken = matches!(incoming, Incoming::Broken(_));
            if sender.send(incoming).is_err() || broken {
                return;
            }
        }
    };
    thread::Builder::new().name("keys".into()).spawn(read)?;
    Ok(())
}
