//! The program over ssh: a daemon of the test's own on a loopback port, with keys of its own.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test that fails should say so at once"
)]

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{self, Child, Stdio};
use std::time::{Duration, Instant};

use casebook::app::command::{COMMANDS, Command};

use crate::generator::Generator;
use crate::pty::{GONE, PROGRAM, Terminal, at_rest, kill, memory, poll_until, poll_within, runs, skip, ticks};

/// A daemon and what its clients need.
struct Daemon {
    folder: tempfile::TempDir,
    child: Child,
    port: u16,
}

impl Daemon {
    /// Starts it; nothing where ssh is not installed or does not run.
    fn start() -> Option<Self> {
        Self::start_with(|_| String::new())
    }

    /// Starts it with another line in its configuration, which may name its folder.
    fn start_with(line: impl Fn(&Path) -> String) -> Option<Self> {
        let installed = |tool: &str| process::Command::new(tool).arg("-V").stderr(Stdio::null()).status().is_ok();
        let daemon = ["/usr/sbin/sshd", "/usr/local/sbin/sshd", "/usr/bin/sshd", "/opt/homebrew/sbin/sshd"];
        let daemon = daemon.into_iter().map(PathBuf::from).find(|path| path.exists());
        let ready = installed("ssh") && installed("ssh-keygen");
        let Some(program) = daemon.filter(|_| ready) else {
            skip("sshd is not installed");
            return None;
        };
        let folder = crate::support::tempdir().unwrap();
        for name in ["host", "client"] {
            let made = process::Command::new("ssh-keygen")
                .args(["-q", "-t", "ed25519", "-N", "", "-f"])
                .arg(folder.path().join(name))
                .status()
                .unwrap();
            assert!(made.success());
        }
        // A port that was free a moment ago.
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let at = folder.path().display();
        let lines = [
            format!("Port {port}"),
            "ListenAddress 127.0.0.1".into(),
            format!("HostKey {at}/host"),
            format!("AuthorizedKeysFile {at}/client.pub"),
            "PidFile none".into(),
            "UsePAM no".into(),
            "StrictModes no".into(),
            "PasswordAuthentication no".into(),
            "PermitRootLogin yes".into(),
            "MaxStartups 100".into(),
            line(folder.path()),
        ];
        fs::write(folder.path().join("config"), lines.join("\n") + "\n").unwrap();
        let log = fs::File::create(folder.path().join("log")).unwrap();
        let child = process::Command::new(program)
            .args(["-D", "-e", "-f"])
            .arg(folder.path().join("config"))
            .stderr(log)
            .spawn()
            .unwrap();
        let mut daemon = Self { folder, child, port };
        let mut ended = None;
        poll_until("the daemon listens", || {
            ended = daemon.child.try_wait().unwrap();
            ended.is_some() || TcpStream::connect(("127.0.0.1", port)).is_ok()
        });
        if ended.is_some() {
            let log = fs::read_to_string(daemon.folder.path().join("log")).unwrap();
            skip(&format!("sshd does not run here: {}", log.trim()));
            return None;
        }
        Some(daemon)
    }

    /// A client whose terminal runs casebook on the other side, which writes the number of its process into a file.
    fn casebook(&self, library: &Path, process: &Path, size: (u16, u16)) -> Terminal {
        let remote = format!(
            "echo $$ > {}; HOME={} exec {PROGRAM} --cases {}",
            process.display(),
            self.folder.path().display(),
            library.display()
        );
        self.login(&remote, size)
    }

    /// A client that asks for this command.
    fn login(&self, remote: &str, size: (u16, u16)) -> Terminal {
        let port = self.port.to_string();
        let key = self.folder.path().join("client");
        let home = self.folder.path();
        let user = String::from_utf8(process::Command::new("id").arg("-un").output().unwrap().stdout).unwrap();
        let known = format!("UserKnownHostsFile={}", home.join("known").display());
        let words = [
            &["ssh", "-tt", "-F", "none", "-p", &port, "-i", key.to_str().unwrap(), "-l", user.trim()][..],
            &["-o", "StrictHostKeyChecking=no", "-o", &known, "-o", "IdentitiesOnly=yes", "-o", "LogLevel=ERROR"],
            &["127.0.0.1", remote],
        ];
        Terminal::run(home, &words.concat(), size, &[])
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn it_works_over_ssh_and_ends_with_the_connection() {
    let Some(daemon) = Daemon::start() else { return };
    for keys in ["", "?"] {
        let file = daemon.folder.path().join("process");
        let mut terminal = daemon.casebook(&crate::support::fixtures(), &file, (100, 30));
        terminal.wait_for("1 file not readable");
        terminal.keys("/bruis");
        terminal.wait_for("1 case, 2 matches");
        terminal.keys("\r");
        terminal.wait_for("n next");
        terminal.keys("\u{1b}");
        terminal.wait_for("Enter open");
        terminal.resize((90, 40));
        terminal.wait_until("the new size", |screen| screen.lines().count() == 40);
        terminal.keys(keys);
        let process = fs::read_to_string(&file).unwrap().trim().to_owned();
        assert!(runs(&process));
        let start = Instant::now();
        crate::pty::kill("KILL", &terminal.process());
        poll_until("it ends", || !runs(&process));
        assert!(start.elapsed() < GONE, "{:?}", start.elapsed());
    }
    // And with its own exit code where nothing goes wrong.
    let mut terminal = daemon.casebook(&crate::support::fixtures(), &daemon.folder.path().join("process"), (100, 30));
    terminal.wait_for("1 file not readable");
    terminal.keys("q");
    assert_eq!(terminal.wait(), 0);
}

/// A login that may do nothing else, with what the system allows it all the same. The client asks for a command of its own, and
/// its home holds programs that leave a file where they are run.
fn restricted(allowed: &str, lead: &str) -> Option<(Daemon, PathBuf)> {
    let forced = |folder: &Path| {
        let (at, library) = (folder.display(), crate::support::fixtures());
        let programs = format!("EDITOR={at}/escape BROWSER={at}/escape TMUX={at}/tmux,1,0 SHELL={at}/escape");
        let lead = lead.replace("{at}", &at.to_string());
        format!(
            "ForceCommand HOME={at} XDG_CONFIG_DIRS={at}/etc {programs} exec {lead} {PROGRAM} --restricted --cases {}",
            library.display()
        )
    };
    let daemon = Daemon::start_with(forced)?;
    let home = daemon.folder.path().to_owned();
    let escape = home.join("escape");
    fs::write(&escape, format!("#!/bin/sh\ntouch {}/ESCAPED\n", home.display())).unwrap();
    fs::set_permissions(&escape, fs::Permissions::from_mode(0o755)).unwrap();
    fs::write(home.join(".bashrc"), "# as it was\n").unwrap();
    fs::create_dir_all(home.join("etc/casebook")).unwrap();
    fs::write(home.join("etc/casebook/config.toml"), format!("restricted_allow = [{allowed}]\n")).unwrap();
    Some((daemon, home))
}

/// The bytes that a terminal sends for a key as the table writes it.
fn bytes_of(key: &str) -> String {
    let named = [
        ("Enter", "\r"),
        ("Esc", "\u{1b}"),
        ("Tab", "\t"),
        ("Shift-Tab", "\u{1b}[Z"),
        ("Backspace", "\u{7f}"),
        ("Delete", "\u{1b}[3~"),
        ("Up", "\u{1b}[A"),
        ("Down", "\u{1b}[B"),
        ("Right", "\u{1b}[C"),
        ("Left", "\u{1b}[D"),
        ("Home", "\u{1b}[H"),
        ("End", "\u{1b}[F"),
        ("PgUp", "\u{1b}[5~"),
        ("PgDn", "\u{1b}[6~"),
        ("Space", " "),
        ("F1", "\u{1b}OP"),
    ];
    if let Some((_, bytes)) = named.into_iter().find(|(name, _)| *name == key) {
        return bytes.to_owned();
    }
    match (key.strip_prefix("Ctrl-"), key.strip_prefix("Alt-")) {
        (Some(letter), _) => char::from(letter.as_bytes()[0] & 0x1f).to_string(),
        (_, Some(letter)) => format!("\u{1b}{letter}"),
        _ => key.to_owned(),
    }
}

/// Waits until everything that was pressed is done, and closes what it opened.
fn settle(terminal: &mut Terminal) {
    terminal.keys("\u{1b}OP");
    terminal.wait_for("Help: type to filter");
    terminal.keys("\u{1b}");
    terminal.wait_until("the help is closed", |screen| !screen.contains("Help: type to filter"));
}

#[test]
fn a_restricted_login_stays_one_whatever_is_pressed() {
    let traced = process::Command::new("strace").args(["-qq", "true"]).stderr(Stdio::null()).status();
    let traced = traced.is_ok_and(|status| status.success());
    if !traced {
        skip("strace does not run here, so that what the program opens is not seen");
    }
    let lead = "strace -f -qq -o {at}/trace.$$ -e trace=execve,execveat,open,openat,openat2,creat,rename,renameat,renameat2,link,linkat";
    let Some((daemon, home)) = restricted("", if traced { lead } else { "" }) else { return };
    // With an item selected, on a page, and with a search, each in a session of its own at the same time.
    let press_all = &|start: &str, shown: &str| {
        let mut terminal = daemon.login(&format!("touch {}/ESCAPED", home.display()), (140, 30));
        terminal.wait_for("1 file not readable");
        terminal.keys(start);
        terminal.wait_for(shown);
        for row in COMMANDS {
            // The first two leave the program, as they should; the others are pressed to see that the rest is done.
            if matches!(row.command, Command::Quit | Command::Close | Command::Help | Command::Back) {
                continue;
            }
            for key in row.keys {
                terminal.keys(&bytes_of(key));
                settle(&mut terminal);
            }
        }
        terminal.keys("\u{3}");
        assert_eq!(terminal.wait(), 0);
    };
    std::thread::scope(|scope| {
        for (start, shown) in [("\r", "Enter read"), ("t", "what became of them"), ("/bruising\r", "n next")] {
            scope.spawn(move || press_all(start, shown));
        }
    });
    let mut terminal = daemon.login("sh -i", (140, 30));
    terminal.wait_for("1 file not readable");
    // It opens where it was left: back from there, pane by pane.
    terminal.wait_for("Where you left off");
    let at_base = |screen: &str| screen.starts_with("casebook") && screen.contains("┍ Cases");
    while !at_base(&terminal.screen()) {
        let before = terminal.screen();
        terminal.keys("\u{1b}");
        terminal.wait_until("it goes back", |screen| screen != before);
    }
    terminal.keys("\r");
    terminal.wait_for("Enter read");
    // Nor is what is off in the list of pages, in the help or in the hints.
    let screen = terminal.screen();
    assert!(!screen.contains(" copy") && !screen.contains(" mark") && !screen.contains(" note"), "{screen}");
    terminal.keys(":");
    terminal.wait_for("Which page?");
    assert!(!terminal.screen().contains("Marks and notes"), "{}", terminal.screen());
    terminal.keys("\u{1b}");
    terminal.wait_until("the list is closed", |screen| !screen.contains("Which page?"));
    for word in
        ["Export marked", "Edit the file", "in the browser", "back to the shell", "Write a note", "Copy the selected"]
    {
        terminal.keys(&format!("\u{1b}OP{word}"));
        terminal.wait_for("No line of the help has these letters");
        terminal.keys("\u{1b}");
        terminal.wait_until("the help is closed", |screen| !screen.contains("No line of the help"));
    }
    terminal.keys("\u{3}");
    assert_eq!(terminal.wait(), 0);
    assert!(!home.join("ESCAPED").exists());
    assert_eq!(fs::read_to_string(home.join(".bashrc")).unwrap(), "# as it was\n");
    assert!(!home.join(".local/state/casebook/marks.toml").exists(), "marks are off");
    if traced {
        let files = fs::read_dir(&home).unwrap().map(|file| file.unwrap().path());
        let traces: Vec<PathBuf> = files.filter(|path| path.to_string_lossy().contains("/trace.")).collect();
        assert_eq!(traces.len(), 4);
        let trace: String = traces.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
        let done: Vec<&str> = trace.lines().filter(|line| !line.contains(" = -1 ")).collect();
        let started = done.iter().filter(|line| line.contains("exec")).count();
        assert_eq!(started, traces.len(), "no process but the program: {trace}");
        let own = home.join(".local/state/casebook").to_string_lossy().into_owned();
        let mut written = 0;
        for line in &done {
            let writes = ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC", "creat(", "rename", "link"];
            if writes.iter().any(|flag| line.contains(flag)) {
                written += 1;
                assert!(line.contains(&own), "written outside the state folder: {line}");
            }
        }
        assert!(written > 0, "the trace shows what is written: {trace}");
    }
}

#[test]
fn a_restricted_login_may_what_the_system_allows() {
    let Some((daemon, home)) = restricted("\"marks\", \"clipboard\"", "") else { return };
    let mut terminal = daemon.login("sh", (140, 30));
    terminal.wait_for("1 file not readable");
    terminal.keys("\r");
    terminal.wait_for("Enter read");
    // The clipboard is the terminal's own affair, and needs no program: not even tmux, which would be asked otherwise.
    terminal.keys("y");
    terminal.wait_for("Copied F1, if the terminal allows it");
    terminal.keys("w");
    terminal.wait_for("Note on F1");
    terminal.keys(&format!("x; touch {}/ESCAPED; x\r", home.display()));
    terminal.wait_for("¶");
    terminal.keys("E");
    settle(&mut terminal);
    assert!(!terminal.screen().contains("What do you want to export?"));
    terminal.keys("\u{3}");
    assert_eq!(terminal.wait(), 0);
    assert!(!home.join("ESCAPED").exists());
    assert!(fs::read_to_string(home.join(".local/state/casebook/marks.toml")).unwrap().contains("x; touch"));
}

/// How soon thirty people see what they wait for, and what it costs: 2,000 ordinary cases over ssh at once, with the shared cache and
/// without. Then three are killed and the library changes under the others, who lose nothing.
/// `cargo test --release --test session ssh -- --ignored --nocapture`
#[test]
#[ignore = "a measurement of minutes: prints figures"]
fn thirty_at_once() {
    for cache in ["off", "auto"] {
        let Some(daemon) = Daemon::start() else { return };
        thirty(&daemon, cache);
    }
}

fn thirty(daemon: &Daemon, cache: &str) {
    const PEOPLE: usize = 30;
    let home = daemon.folder.path();
    let cases = home.join("library");
    fs::create_dir(&cases).unwrap();
    let generator = Generator::new(1);
    for number in 0..2_000 {
        fs::write(cases.join(format!("{}.toml", Generator::id(number))), generator.case(number)).unwrap();
    }
    fs::create_dir_all(home.join(".config/casebook")).unwrap();
    fs::write(home.join(".config/casebook/config.toml"), format!("[library]\ncache = \"{cache}\"\n")).unwrap();
    if cache == "auto" {
        poll_within(Duration::from_secs(600), "the files have settled and are indexed", || {
            let mut index = process::Command::new(PROGRAM);
            index.env_clear().env("HOME", home).arg("--cases").arg(&cases).arg("index");
            String::from_utf8(index.output().unwrap().stdout).unwrap().contains("2,000 cases in")
        });
    }

    let start = Instant::now();
    let files: Vec<PathBuf> = (0..PEOPLE).map(|number| home.join(format!("process-{number}"))).collect();
    let mut terminals: Vec<Terminal> = files.iter().map(|file| daemon.casebook(&cases, file, (120, 40))).collect();
    let mut waited = |holds: &dyn Fn(&str) -> bool| {
        terminals.iter_mut().for_each(|terminal| patiently(terminal, holds));
        start.elapsed()
    };
    println!("cache = {cache}: the thirtieth has its first rows after {:?}", waited(&|screen| screen.contains("▸")));
    let all = waited(&|screen| screen.contains("2,000 cases") && !screen.contains("reading"));
    println!("  all rows after {all:?}");
    let processes: Vec<String> = files.iter().map(|file| fs::read_to_string(file).unwrap().trim().to_owned()).collect();
    // In whole seconds: each session looks at the files now and then, also while nobody does anything.
    let used = || processes.iter().map(|process| ticks(process)).sum::<u64>() / 100;
    println!("  processor time until nothing moves: {} s in all", at_rest(Duration::from_secs(1), used));
    let memories: Vec<(f64, f64)> = processes.iter().map(|process| memory(process)).collect();
    println!(
        "  memory: {:.1} MB of its own at most, {:.0} MB in all",
        memories.iter().map(|(own, _)| *own).fold(0.0, f64::max),
        memories.iter().map(|(_, share)| share).sum::<f64>()
    );
    let mut took = std::thread::scope(|scope| {
        let typists: Vec<_> = terminals.iter_mut().map(|terminal| scope.spawn(|| typed(terminal))).collect();
        typists.into_iter().flat_map(|typist| typist.join().unwrap()).collect::<Vec<Duration>>()
    });
    took.sort();
    println!(
        "  from key to echo while all type: median {:?}, 95 % {:?}",
        took[took.len() / 2],
        took[took.len() * 95 / 100]
    );

    let marks = || fs::read_to_string(home.join(".local/state/casebook/marks.toml")).unwrap_or_default();
    for (number, terminal) in terminals.iter_mut().enumerate().take(3) {
        terminal.keys(&"j".repeat(number));
        terminal.keys("m");
        poll_until("the mark is kept", || marks().matches("[[item]]").count() == number + 1);
    }
    let kept = marks();
    processes.iter().take(3).for_each(|process| kill("KILL", process));
    fs::remove_file(cases.join(format!("{}.toml", Generator::id(1_999)))).unwrap();
    for number in [2_000, 2_001] {
        fs::write(cases.join(format!("{}.toml", Generator::id(number))), generator.case(number)).unwrap();
    }
    let mut rest = terminals.split_off(3);
    rest.iter_mut().for_each(|terminal| patiently(terminal, &|screen| screen.contains("2,001 cases")));
    assert_eq!(marks(), kept, "three that were killed lost nothing");
    for mut terminal in rest {
        terminal.keys("\u{3}");
        assert_eq!(terminal.wait(), 0);
    }
    assert_eq!(marks(), kept);
}

/// Types a search, and how long each of its letters takes to be seen; leaves it again.
fn typed(terminal: &mut Terminal) -> Vec<Duration> {
    let query = "/information sharing police";
    let mut took = Vec::new();
    for (at, letter) in query.char_indices() {
        let start = Instant::now();
        terminal.keys(letter.encode_utf8(&mut [0; 4]));
        let shown = query.get(1..=at).unwrap().trim_end().to_owned();
        terminal.wait_until(&shown, |screen| screen.lines().any(|line| line.contains(&format!("/ {shown}"))));
        took.push(start.elapsed());
    }
    terminal.keys("\u{1b}");
    terminal.wait_until("the search is left", |screen| !screen.contains("/ information"));
    took
}

/// Waits as long as thirty sessions on a loaded machine may take.
fn patiently(terminal: &Terminal, holds: &dyn Fn(&str) -> bool) {
    poll_within(Duration::from_secs(600), "thirty at once", || holds(&terminal.screen()));
}
