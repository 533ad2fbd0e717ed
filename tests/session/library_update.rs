//! The script that brings a library from its git repository, run against repositories on this disk: what comes is shown, what is
//! wrong is not, and readers lose nothing.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::pty::{PROGRAM, Terminal, skip};

/// An organisation that writes, the server that it pushes to, and the machine that shows what is there.
struct Organisation {
    folder: tempfile::TempDir,
}

/// A case that is whole by itself.
fn text(id: &str, title: &str) -> String {
    let text = crate::support::files::text(id, title);
    let (before, rest) = text.split_once("[[related]]").unwrap();
    let (_, after) = rest.split_once("[[").unwrap();
    format!("{before}[[{after}")
}

impl Organisation {
    fn new() -> Option<Self> {
        let there = |tool: &str| Command::new(tool).arg("--version").output().is_ok();
        if !there("git") || !there("flock") {
            skip("git or flock is not installed");
            return None;
        }
        let organisation = Self { folder: crate::support::tempdir().unwrap() };
        for folder in ["conf", "writer"] {
            fs::create_dir(organisation.at(folder)).unwrap();
        }
        organisation.git(".", &["init", "-q", "--bare", "-b", "main", "server.git"]);
        organisation.git("writer", &["init", "-q", "-b", "main"]);
        organisation.settings("");
        Some(organisation)
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The settings of the library, with other lines after the first.
    fn settings(&self, more: &str) {
        let url = format!("URL=file://{}\n{more}", self.at("server.git").display());
        fs::write(self.at("conf/regional.conf"), url).unwrap();
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env_clear().env("PATH", std::env::var_os("PATH").unwrap()).env("HOME", self.folder.path());
        for role in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{role}_NAME"), "tests").env(format!("GIT_{role}_EMAIL"), "tests@example.org");
        }
        command
    }

    fn git(&self, folder: &str, arguments: &[&str]) {
        let output = self.command("git").args(arguments).current_dir(self.at(folder)).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    /// Commits a file of the library and pushes it.
    fn publish(&self, name: &str, text: &str, options: &[&str]) {
        fs::write(self.at("writer").join(name), text).unwrap();
        self.git("writer", &["add", "-A"]);
        self.git("writer", &[&["commit", "-q", "-m", name], options].concat());
        let url = format!("file://{}", self.at("server.git").display());
        self.git("writer", &["push", "-q", "--force", &url, "main"]);
    }

    /// Runs the script; its exit code and what it says.
    fn update(&self) -> (i32, String) {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging/casebook-update-library");
        let output: Output = self
            .command("sh")
            .arg(script)
            .arg("regional")
            .env("CASEBOOK", PROGRAM)
            .env("CASEBOOK_LIBRARIES", self.at("conf"))
            .env("STATE_DIRECTORY", self.at("state"))
            .env("CASEBOOK_SHOWN", self.at("shown"))
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        (output.status.code().unwrap(), said)
    }

    /// The script leaves everything as it was, and says why.
    fn stays(&self, why: &str) {
        let before = fs::read_link(self.at("shown/regional")).unwrap();
        let (code, said) = self.update();
        assert!(code == 1 && said.contains("stays as it was") && said.contains(why), "{why}: {code} {said}");
        assert_eq!(fs::read_link(self.at("shown/regional")).unwrap(), before);
        let left: Vec<_> =
            fs::read_dir(self.at("state/regional/versions")).unwrap().map(|file| file.unwrap().path()).collect();
        assert!(left.iter().all(|path| path.extension().is_none()), "nothing is left half done: {left:?}");
    }

    fn comes(&self) {
        let (code, said) = self.update();
        assert!(code == 0 && said.contains("is at"), "{code} {said}");
    }
}

#[test]
fn readers_see_what_is_published_and_nothing_that_is_wrong() {
    let Some(organisation) = Organisation::new() else { return };
    organisation.publish("ash.toml", &text("ash", "Ash"), &[]);
    organisation.comes();
    let library = organisation.at("shown/regional").to_string_lossy().into_owned();
    let mut terminal = Terminal::open(organisation.folder.path(), &["--cases", &library], (120, 30));
    terminal.wait_for("Ash");
    terminal.keys("\rm");
    terminal.wait_for("Marked");
    // A new commit shows in a session that is open, and what was marked stays.
    organisation.git("writer", &["tag", "before"]);
    organisation.publish("beech.toml", &text("beech", "Beech"), &[]);
    organisation.comes();
    terminal.wait_for("Beech");
    assert!(terminal.screen().contains('◆'), "{}", terminal.screen());
    // The same again is nothing to do.
    assert_eq!(organisation.update(), (0, String::new()));
    // A file that is broken is not shown to anybody, and what follows mends it.
    organisation.publish("cedar.toml", "id = \"cedar\"\ntitle = \n", &[]);
    organisation.stays("cedar.toml");
    organisation.publish("cedar.toml", &text("cedar", "Cedar"), &[]);
    organisation.comes();
    terminal.wait_for("Cedar");
    // A branch that was rewritten is refused, until somebody says that it is meant.
    organisation.git("writer", &["reset", "-q", "--hard", "HEAD~2"]);
    organisation.publish("elm.toml", &text("elm", "Elm"), &[]);
    organisation.stays("main was rewritten");
    // A server that is away.
    fs::rename(organisation.at("server.git"), organisation.at("away.git")).unwrap();
    organisation.stays("git could not fetch main");
    fs::rename(organisation.at("away.git"), organisation.at("server.git")).unwrap();
    // The session has lost nothing.
    for title in ["Ash", "Beech", "Cedar", "◆"] {
        terminal.wait_for(title);
    }
    terminal.keys("\u{3}");
    assert_eq!(terminal.wait(), 0);
    // And the past is there.
    let since = organisation.command(PROGRAM).args(["--cases", &library, "since", "HEAD~2"]).output().unwrap();
    let since = String::from_utf8_lossy(&since.stdout).into_owned();
    assert!(since.contains("Beech") || since.contains("Cedar"), "{since}");
    fs::remove_dir_all(organisation.at("state/regional/clone.git")).unwrap();
    organisation.comes();
    assert!(organisation.at("shown/regional/elm.toml").exists());
}

#[test]
fn where_keys_are_set_only_what_they_signed_comes() {
    let Some(organisation) = Organisation::new() else { return };
    for key in ["editor", "stranger"] {
        let made = organisation
            .command("ssh-keygen")
            .args(["-q", "-t", "ed25519", "-N", "", "-f"])
            .arg(organisation.at(key))
            .status();
        if !made.is_ok_and(|status| status.success()) {
            return skip("ssh-keygen is not installed");
        }
    }
    let public = fs::read_to_string(organisation.at("editor.pub")).unwrap();
    fs::write(organisation.at("signers"), format!("tests@example.org {public}")).unwrap();
    organisation.settings(&format!("SIGNERS={}\n", organisation.at("signers").display()));
    organisation.git("writer", &["config", "gpg.format", "ssh"]);
    let signed_by = |key: &str| {
        organisation.git("writer", &["config", "user.signingkey", &organisation.at(key).to_string_lossy()]);
    };
    signed_by("editor");
    organisation.publish("ash.toml", &text("ash", "Ash"), &["-S"]);
    organisation.comes();
    organisation.publish("beech.toml", &text("beech", "Beech"), &[]);
    organisation.stays("is not signed by anybody");
    signed_by("stranger");
    organisation.publish("cedar.toml", &text("cedar", "Cedar"), &["-S"]);
    organisation.stays("is not signed by anybody");
    signed_by("editor");
    organisation.publish("elm.toml", &text("elm", "Elm"), &["-S"]);
    organisation.comes();
}

#[test]
fn settings_and_names_are_data() {
    let Some(organisation) = Organisation::new() else { return };
    let marker = organisation.at("RAN");
    fs::write(
        organisation.at("conf/regional.conf"),
        format!(
            "URL=ext::sh -c touch% {}\nBRANCH=$(touch {})\nKEEP=`touch {}`\n",
            marker.display(),
            marker.display(),
            marker.display()
        ),
    )
    .unwrap();
    let (code, said) = organisation.update();
    assert!(code != 0 && said.contains("stays as it was"), "{code} {said}");
    assert!(!marker.exists(), "{said}");
    fs::remove_file(organisation.at("conf/regional.conf")).unwrap();
    let (code, said) = organisation.update();
    assert!(code == 2 && said.contains("regional.conf cannot be read"), "{code} {said}");
}
