//! The audit: what was exported, copied or shown stands in it by its ids and without a text, or it is not done.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::fs;
use std::os::unix::net::UnixDatagram;
use std::time::Duration;

use crate::faults::{Home, Ran, ran};

/// Runs casebook where the system's settings are these.
fn run(home: &Home, system: &str, arguments: &[&str]) -> Ran {
    fs::create_dir_all(home.path("etc/casebook")).unwrap();
    fs::write(home.path("etc/casebook/config.toml"), system).unwrap();
    let mut command = home.command(env!("CARGO_BIN_EXE_casebook"));
    ran({
        command.env("XDG_CONFIG_DIRS", home.path("etc")).args(["--cases", "cases"]).args(arguments);
        command
    })
}

const EXPORTS: [(&[&str], &str); 5] = [
    (&["export", "--item", "alder/F1", "--item", "alder/R1"], "items=alder/F1,alder/R1"),
    (&["export", "--case", "alder"], "items=alder,alder/"),
    (&["export", "--page", "tracker", "--format", "csv"], "page=tracker format=csv items=alder/R1"),
    (&["export", "--query", "bruising", "-o", "out.md"], "items=alder/"),
    (&["export", "--marked", "--private"], "items=alder/F1,alder/R1"),
];

#[test]
fn an_export_leaves_a_line_with_ids_and_no_text() {
    let home = Home::new();
    let audit = home.path("audit");
    let settings = format!("audit = \"{}\"\n", audit.display());
    for (number, (arguments, items)) in (1..).zip(EXPORTS) {
        let done = run(&home, &settings, arguments);
        assert_eq!((done.code, done.err.as_str()), (0, ""), "{arguments:?}");
        let text = fs::read_to_string(&audit).unwrap();
        assert_eq!(text.lines().count(), number, "{text}");
        let line = text.lines().last().unwrap();
        assert!(line.contains(" user=") && line.contains(" act=export ") && line.contains(items), "{line}");
        for word in ["bruising", "surgery", "Alder", "out.md"] {
            assert!(!line.contains(word), "{word}: {line}");
        }
    }
    // What only prints a page, or writes nothing, leaves none.
    for arguments in [&["tracker"][..], &["export", "--query", "xyzzy"], &["show", "alder"], &["list", "--no-private"]]
    {
        run(&home, &settings, arguments);
    }
    assert_eq!(fs::read_to_string(&audit).unwrap().lines().count(), EXPORTS.len());
}

#[test]
fn names_that_are_shown_leave_a_line() {
    let home = Home::new();
    let audit = home.path("audit");
    let settings = format!("audit = \"{}\"\n[privacy]\non = true\n", audit.display());
    assert_eq!(run(&home, &settings, &["list"]).code, 0);
    assert!(fs::read_to_string(&audit).unwrap_or_default().is_empty());
    assert_eq!(run(&home, &settings, &["list", "--no-private"]).code, 0);
    let text = fs::read_to_string(&audit).unwrap();
    assert!(text.lines().count() == 1 && text.contains("act=show-names"), "{text}");
    // The user's own settings show them as the command line does.
    let own = home.path(".config/casebook");
    fs::create_dir_all(&own).unwrap();
    fs::write(own.join("config.toml"), "[privacy]\non = false\n").unwrap();
    assert_eq!(run(&home, &settings, &["list"]).code, 0);
    assert_eq!(fs::read_to_string(&audit).unwrap().lines().count(), 2);
    assert_eq!(run(&home, &settings, &["list", "--private"]).code, 0);
    assert_eq!(fs::read_to_string(&audit).unwrap().lines().count(), 2);
}

#[test]
fn a_socket_is_told_as_the_log_of_the_system_is() {
    let home = Home::new();
    let path = home.path("log.socket");
    let socket = UnixDatagram::bind(&path).unwrap();
    socket.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let done = run(&home, &format!("audit = \"{}\"\n", path.display()), EXPORTS[0].0);
    assert_eq!((done.code, done.err.as_str()), (0, ""));
    let mut bytes = [0; 4096];
    let length = socket.recv(&mut bytes).unwrap();
    let text = String::from_utf8_lossy(&bytes[..length]).into_owned();
    assert!(text.starts_with("<85>casebook[") && text.contains("items=alder/F1,alder/R1"), "{text}");
}

#[test]
fn what_cannot_be_written_down_is_told_or_refused() {
    let home = Home::new();
    fs::create_dir(home.path("folder")).unwrap();
    let closed = home.path("closed.socket");
    drop(UnixDatagram::bind(&closed).unwrap());
    for at in ["folder", "no/such/folder/audit", "closed.socket"] {
        let settings = format!("audit = \"{}\"\n", home.path(at).display());
        let told = run(&home, &settings, EXPORTS[0].0);
        assert_eq!(told.code, 0, "{at}: {}", told.err);
        assert!(told.err.contains("Not in the audit: the audit") && told.out.contains("F1"), "{at}: {}", told.err);
        let refused = run(&home, &format!("audit_required = true\n{settings}"), EXPORTS[3].0);
        assert!(
            refused.code == 2 && refused.err.contains("Not done, since it would not stand in the audit"),
            "{at}: {}",
            refused.err
        );
        assert!(!home.path("out.md").exists(), "{at}");
        // Hidden names stay hidden.
        let shown =
            run(&home, &format!("audit_required = true\n{settings}[privacy]\non = true\n"), &["list", "--no-private"]);
        assert!(shown.code == 2 && shown.out.is_empty(), "{at}: {}", shown.out);
    }
    // A user's own settings have no say.
    let settings = format!("audit = \"{}\"\naudit_required = true\n", home.path("folder").display());
    fs::create_dir_all(home.path(".config/casebook")).unwrap();
    fs::write(home.path(".config/casebook/config.toml"), "audit = \"/dev/null\"\naudit_required = false\n").unwrap();
    let refused = run(&home, &settings, EXPORTS[0].0);
    assert!(refused.code == 2 && refused.err.contains("audit_required is locked by"), "{}", refused.err);
}
