//! How long loading, indexing, searching and drawing take: `cargo bench --bench library`, or a part of it with
//! `cargo bench --bench library -- frame`. The library is generated; times are of the clock on the wall, so that a machine
//! that others use too makes the slowest ones slower; the fastest and the median tell more.

mod support;

use std::cell::RefCell;
use std::error::Error;
use std::hint::black_box;
use std::sync::{Arc, LazyLock};

use casebook::app::key::{Key, KeyCode};
use casebook::app::theme::Theme;
use casebook::app::update::update;
use casebook::app::{Keymap, Msg, State, view};
use casebook::case::{Case, Vocabulary, read_case};
use casebook::config::{KeyOverrides, Sort};
use casebook::library::{Content, Entry, Limits, Origin, Request};
use casebook::search::{Answer, Ask, Engine, Lens, Query};
use casebook::terminal::InputParser;
use casebook::work::{Interpreter, Setup, Tell};
use crossbeam_channel::Receiver;
use divan::Bencher;
use divan::counter::BytesCount;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use support::generator::Generator;

/// What is typed where one query stands for all.
const TYPED: &str = "information sharing";

/// The texts of the largest library that is measured, by id; smaller ones are its beginning.
static TEXTS: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let generator = Generator::new(support::SEED);
    (0..largest()).map(|index| (Generator::id(index), generator.case(index))).collect()
});

/// The cases of the same library.
static CASES: LazyLock<Vec<Arc<Case>>> = LazyLock::new(|| support::cases(largest()));

fn main() -> Result<(), Box<dyn Error>> {
    // The benchmarks can't say what goes wrong; this can.
    Interface::new((80, 24))?;
    divan::main();
    Ok(())
}

/// How many cases a library has. Under `cargo test` a benchmark only shows that it runs.
fn sizes() -> &'static [usize] {
    if std::env::args().any(|argument| argument == "--bench") { &[20, 2_000] } else { &[20] }
}

fn largest() -> usize {
    sizes().last().copied().unwrap_or_default()
}

/// From the texts of files to cases, with every check of the loader, on one thread.
#[divan::bench(args = sizes(), max_time = 6)]
fn load(bencher: Bencher, size: usize) {
    let texts = TEXTS.get(..size).unwrap_or_default();
    bencher.counter(bytes(texts)).bench(|| {
        let read = |(id, text): &(String, String)| read_case(id, text, Vocabulary::shipped()).ok();
        texts.iter().filter_map(read).collect::<Vec<_>>()
    });
}

/// The floor of `load`: what toml and serde take alone.
#[divan::bench(args = sizes(), max_time = 6)]
fn load_serde_alone(bencher: Bencher, size: usize) {
    let texts = TEXTS.get(..size).unwrap_or_default();
    bencher
        .counter(bytes(texts))
        .bench(|| texts.iter().filter_map(|(_, text)| toml::from_str::<Case>(text).ok()).collect::<Vec<_>>());
}

fn bytes(texts: &[(String, String)]) -> BytesCount {
    BytesCount::new(texts.iter().map(|(_, text)| text.len()).sum::<usize>())
}

/// From cases to an index of their words.
#[divan::bench(args = sizes(), max_time = 6)]
fn index(bencher: Bencher, size: usize) {
    let cases = CASES.get(..size).unwrap_or_default();
    bencher.bench(|| support::engine(cases));
}

/// The last key of each query, the keys before it having been answered. One key a sample: what a key costs depends on the
/// keys before it.
#[divan::bench(args = support::QUERIES, max_time = 4, sample_size = 1)]
fn last_key(bencher: Bencher, query: &str) {
    let engine = RefCell::new(support::engine(&CASES));
    let keys = support::keys(query);
    let Some((last, before)) = keys.split_last() else { return };
    bencher
        .with_inputs(|| {
            for key in before {
                black_box(answer(&mut engine.borrow_mut(), key));
            }
        })
        .bench_local_values(|()| answer(&mut engine.borrow_mut(), last));
}

/// All keys of one query, one after the other.
#[divan::bench(max_time = 6, sample_size = 1)]
fn every_key_of_information_sharing(bencher: Bencher) {
    let engine = RefCell::new(support::engine(&CASES));
    let keys = support::keys(TYPED);
    bencher
        .with_inputs(|| {
            // The engine keeps what the last query needed; two others make it forget.
            for _ in 0..2 {
                black_box(answer(&mut engine.borrow_mut(), "zzzzzz"));
            }
        })
        .bench_local_values(|()| {
            for key in &keys {
                black_box(answer(&mut engine.borrow_mut(), key));
            }
        });
}

fn answer(engine: &mut Engine, text: &str) -> Option<Answer> {
    engine.search(&Ask { query: Query::parse(text), lens: Lens::Cases, facets: false, all_words: false }, &|| false)
}

/// What a terminal sends, taken apart: keys, a click, a paste and an answer.
#[divan::bench(max_time = 2)]
fn input(bencher: Bencher) {
    let sent =
        "jjk\u{1b}[B\u{1b}[1;5Bgä\u{1b}[<0;12;7M\u{1b}[200~pasted text\u{1b}[201~\u{1b}]11;rgb:1e1e/1e1e/1e1e\u{7}";
    let sent = sent.repeat(1000);
    bencher.counter(BytesCount::of_str(&sent)).bench(|| {
        let (mut parser, mut events) = (InputParser::default(), 0);
        parser.take(sent.as_bytes(), &mut |event| {
            black_box(event);
            events += 1;
        });
        events
    });
}

/// Every cell of a screen that shows what was found.
#[divan::bench(args = [(80, 24), (100, 30), (200, 50)], max_time = 4)]
fn frame(bencher: Bencher, size: (u16, u16)) {
    // What could fail here has failed in `main`.
    let Ok(mut interface) = Interface::new(size) else { return };
    interface.load(&CASES);
    interface.type_query(TYPED);
    bencher
        .with_inputs(|| Buffer::empty(Rect::new(0, 0, size.0, size.1)))
        .bench_local_refs(|buffer| view::draw(&interface.state, buffer));
}

/// The interface and its search without a terminal and without threads: what it asks for is done at once.
struct Interface {
    state: State,
    interpreter: Interpreter,
    answers: Receiver<Msg>,
}

impl Interface {
    fn new(size: (u16, u16)) -> Result<Self, Box<dyn Error>> {
        let keymap = Keymap::new(&KeyOverrides::new()).map_err(|wrong| format!("the keys: {wrong:?}"))?;
        let vocabulary = Arc::new(Vocabulary::shipped().clone());
        let state = State::new(Arc::clone(&vocabulary), Arc::new(keymap), Theme::new(true), Sort::Title, size);
        let setup = Setup {
            request: Request { places: Vec::new(), limits: Limits::default(), vocabulary, examine: false, cache: None },
            state_folder: None,
            resume: false,
            audit: Arc::default(),
            host: None,
            clock: || jiff::Zoned::now().datetime(),
            write: Arc::new(|_, _, _| Ok(())),
        };
        let (sender, answers) = crossbeam_channel::unbounded();
        let tell: Tell = Arc::new(move |message| drop(sender.send(message)));
        Ok(Self { state, interpreter: Interpreter::in_place(setup, &tell), answers })
    }

    fn load(&mut self, cases: &[Arc<Case>]) {
        let entry = |(sequence, case): (u32, &Arc<Case>)| Entry {
            sequence,
            origin: Origin::File(format!("{}.toml", case.id).into()),
            content: Content::Case(Arc::clone(case)),
            examined: None,
            stamp: None,
        };
        self.send(Msg::Loaded((0..).zip(cases).map(entry).collect()));
        self.send(Msg::LoadFinished);
    }

    fn type_query(&mut self, query: &str) {
        for c in std::iter::once('/').chain(query.chars()) {
            self.send(Msg::Key(Key::plain(KeyCode::Char(c))));
        }
    }

    fn send(&mut self, msg: Msg) {
        for effect in update(&mut self.state, msg) {
            let _ = self.interpreter.carry_out(effect);
        }
        while let Ok(answer) = self.answers.try_recv() {
            self.send(answer);
        }
    }
}
