//! Types into real programs in a real terminal, and measures from a key to the last byte that it puts on the screen.

use std::error::Error;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

/// Rounds of each text, each time into a program that has just been started: fzf remembers the answer to every query, and would repeat
/// it at once.
const ROUNDS: usize = 5;
const COLUMNS: u16 = 120;
const ROWS: u16 = 40;
/// Typed and taken away again before what is measured, so that everything has been used once.
const FIRST: &str = "z";
/// A program that has written nothing for so long has answered. fzf says first after 200 ms how far it is.
const QUIET: Duration = Duration::from_millis(500);
/// The same for casebook, which is never known to take as long; a key that does is told as late.
const QUIET_CASEBOOK: Duration = Duration::from_millis(150);
/// One that starts has loaded everything when it has been quiet for so long.
const LOADED: Duration = Duration::from_secs(2);
/// One that is never quiet is not waited for longer than this.
const PATIENCE: Duration = Duration::from_secs(60);

/// A program, and the keys that begin a query in it and take it away.
pub struct Program {
    name: &'static str,
    command: Vec<String>,
    begin: &'static str,
    clear: &'static str,
    quiet: Duration,
}

impl Program {
    /// Casebook on the files of a library.
    pub fn casebook(library: &Path) -> Self {
        let command = [env!("CARGO_BIN_EXE_casebook"), "--cases", &library.to_string_lossy()].map(str::to_owned).into();
        Self { name: "casebook", command, begin: "/", clear: "\u{1b}", quiet: QUIET_CASEBOOK }
    }

    /// fzf on the lines of a file.
    pub fn fzf(fzf: &str, lines: &Path, exact: bool) -> Self {
        let (name, script) = match exact {
            false => ("fzf", "exec \"$0\" < \"$1\""),
            true => ("fzf -e", "exec \"$0\" -e < \"$1\""),
        };
        let command = ["sh", "-c", script, fzf, &lines.to_string_lossy()].map(str::to_owned).into();
        Self { name, command, begin: "", clear: "\u{15}", quiet: QUIET }
    }
}

/// What the keys typed into one program took.
#[derive(Default)]
struct Keys {
    times: Vec<Duration>,
    bytes: Vec<usize>,
    /// How many keys wrote something after they were thought to be done.
    late: usize,
}

/// Types each text into each program and prints what its keys took.
pub fn report(programs: &[Program], typed: &[&str], home: &Path) -> Result<(), Box<dyn Error>> {
    println!("letter by letter, {ROUNDS} times, in a terminal of {COLUMNS}x{ROWS}; from a key to the last byte:\n");
    for text in typed {
        let head = ["median ms", "95 % ms", "worst ms", "median bytes", "95 % bytes", "late keys"];
        println!("{text}\n{:14}{}", "", head.map(|title| format!(" {title:>13}")).concat());
        for program in programs {
            let mut keys = Keys::default();
            for _ in 0..ROUNDS {
                type_into(program, text, home, &mut keys)?;
            }
            keys.times.sort_unstable();
            keys.bytes.sort_unstable();
            let time = |percent| at(&keys.times, percent).as_secs_f64() * 1000.0;
            let times = [50, 95, 100].map(|percent| format!(" {:13.2}", time(percent))).concat();
            let bytes = [50, 95].map(|percent| format!(" {:13}", at(&keys.bytes, percent))).concat();
            println!("{:14}{times}{bytes} {:13}", program.name, keys.late);
        }
    }
    println!(
        "\nA program has answered when it has written nothing for {} ms, casebook for {} ms; a late key wrote something after\n\
         that, which is not counted. Each round is a new start of the program, with everything loaded. Times are of the clock\n\
         on the wall, the terminal and its reader included. The screens differ: casebook shows cases, a list and a text; fzf\n\
         shows lines, and after 200 ms how far it is, again and again.",
        QUIET.as_millis(),
        QUIET_CASEBOOK.as_millis()
    );
    Ok(())
}

/// Starts the program, types the query, and adds what each key took and wrote.
fn type_into(program: &Program, text: &str, home: &Path, keys: &mut Keys) -> Result<(), Box<dyn Error>> {
    let mut terminal = Terminal::open(program, home)?;
    terminal.settle(LOADED)?;
    for key in [program.begin, FIRST, program.clear, program.begin] {
        terminal.press(key)?;
    }
    for c in text.chars() {
        let (time, bytes) = terminal.press(c.encode_utf8(&mut [0; 4]))?;
        keys.times.push(time);
        keys.bytes.push(bytes);
    }
    keys.late += terminal.late;
    let screen = terminal.screen.screen().contents();
    // A long line is shown from where it fits.
    let last = text.rsplit(' ').next().unwrap_or(text);
    if screen.contains(last) {
        return Ok(());
    }
    Err(format!("{} does not show what was typed:\n{screen}", program.name).into())
}

fn at<T: Copy + Default>(sorted: &[T], percent: usize) -> T {
    sorted.get(sorted.len().saturating_sub(1) * percent / 100).copied().unwrap_or_default()
}

/// A real terminal with a program in it.
struct Terminal {
    child: Box<dyn portable_pty::Child + Send + Sync>,
    writer: Box<dyn Write + Send>,
    /// What the program wrote, and when it was read.
    output: Receiver<(Instant, Vec<u8>)>,
    screen: vt100::Parser,
    /// How many keys wrote something after they were thought to be done.
    late: usize,
    quiet: Duration,
    // Closes the terminal when it goes.
    _master: Box<dyn portable_pty::MasterPty + Send>,
}

impl Terminal {
    fn open(program: &Program, home: &Path) -> Result<Self, Box<dyn Error>> {
        let size = PtySize { rows: ROWS, cols: COLUMNS, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size)?;
        let mut command = CommandBuilder::from_argv(program.command.iter().map(Into::into).collect());
        command.env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("HOME", home);
        command.env("TERM", "xterm-256color");
        command.cwd(home);
        let child = pair.slave.spawn_command(command)?;
        let mut reader = pair.master.try_clone_reader()?;
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut buffer = [0; 65_536];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                let read = (Instant::now(), buffer.get(..count).unwrap_or_default().to_vec());
                if sender.send(read).is_err() {
                    break;
                }
            }
        });
        let writer = pair.master.take_writer()?;
        let screen = vt100::Parser::new(ROWS, COLUMNS, 0);
        Ok(Self { child, writer, output, screen, late: 0, quiet: program.quiet, _master: pair.master })
    }

    /// Presses a key; how long until the last byte of what it wrote, and how many bytes.
    fn press(&mut self, key: &str) -> Result<(Duration, usize), Box<dyn Error>> {
        let late: Vec<u8> = self.output.try_iter().flat_map(|(_, read)| read).collect();
        self.late += usize::from(!late.is_empty());
        self.screen.process(&late);
        let start = Instant::now();
        self.writer.write_all(key.as_bytes())?;
        self.writer.flush()?;
        let (last, bytes) = self.settle(self.quiet)?;
        Ok((last.map_or(Duration::ZERO, |last| last.saturating_duration_since(start)), bytes))
    }

    /// Reads until nothing has come for so long; when the last byte came, and how many did.
    fn settle(&mut self, quiet: Duration) -> Result<(Option<Instant>, usize), Box<dyn Error>> {
        let start = Instant::now();
        let (mut last, mut bytes) = (None, Vec::new());
        while start.elapsed() < PATIENCE {
            match self.output.recv_timeout(quiet) {
                Ok((at, read)) => {
                    last = Some(at);
                    bytes.extend(read);
                }
                Err(RecvTimeoutError::Timeout) => {
                    // Outside of what is measured.
                    self.screen.process(&bytes);
                    return Ok((last, bytes.len()));
                }
                Err(RecvTimeoutError::Disconnected) => return Err("the program has ended".into()),
            }
        }
        Err("the program is never quiet".into())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
