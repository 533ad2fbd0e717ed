//! The settings of the system, of the user, of the environment and of the command line: what is in force, where it comes from, and
//! what nobody changes; and what a restricted session may not ask for on the command line.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use crate::faults::{Home, Ran, ran};

/// A home with a folder of the system's configuration.
struct Machine(Home);

impl Machine {
    fn new(system: &str) -> Self {
        let machine = Self(Home::new());
        machine.write("etc/casebook/config.toml", system);
        machine
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    /// The user's own configuration.
    fn user(self, text: &str) -> Self {
        self.write("user/casebook/config.toml", text);
        self
    }

    fn run_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Ran {
        let mut command = self.0.command(env!("CARGO_BIN_EXE_casebook"));
        command.env("XDG_CONFIG_DIRS", self.0.path("etc")).env("XDG_CONFIG_HOME", self.0.path("user"));
        command.envs(variables.iter().copied()).args(arguments);
        let Ran { code, out, err } = ran(command);
        let told = |text: String| text.replace(&*self.0.path("").to_string_lossy(), "");
        Ran { code, out: told(out), err: told(err) }
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, &[])
    }
}

#[test]
fn each_value_is_shown_with_its_layer() {
    let machine =
        Machine::new("[interface]\nsort = \"date\"\ntheme = \"dark\"\n[library]\npaths = [\"../../cases\"]\n")
            .user("[interface]\ntheme = \"light\"\n[keys]\nquit = [\"Ctrl-q\"]\n");
    let config = machine.run(&["config"]);
    assert_eq!(config.code, 0, "{}", config.err);
    for line in [
        "# Read from etc/casebook/config.toml",
        "# Read from user/casebook/config.toml",
        "sort = \"date\" # etc/casebook/config.toml",
        "theme = \"light\" # user/casebook/config.toml",
        "resume = true # default",
        "quit = [\"Ctrl-q\"] # user/casebook/config.toml",
        "down = [\"j\", \"Down\", \"Ctrl-n\"] # default",
    ] {
        assert!(config.out.lines().any(|known| known == line), "{line}:\n{}", config.out);
    }
    // The relative path counts from the system's file.
    assert!(config.out.contains("etc/casebook/../../cases\"] # etc/casebook/config.toml"), "{}", config.out);
    let from = |arguments: &[&str], variables: &[(&str, &str)], line: &str| {
        let config = machine.run_with(arguments, variables);
        assert!(config.out.contains(line), "{line}:\n{}{}", config.out, config.err);
    };
    from(&["config"], &[("CASEBOOK_CASES", "cases")], "paths = [\"cases\"] # CASEBOOK_CASES");
    from(&["config", "--cases", "cases"], &[("CASEBOOK_CASES", "x")], "paths = [\"cases\"] # --cases");
    from(&["config", "--private"], &[], "on = true # --private");
    // It is TOML that says the same.
    let table: toml::Table = toml::from_str(&config.out).unwrap();
    assert_eq!(table["interface"]["theme"].as_str(), Some("light"));
}

#[test]
fn the_first_folder_of_the_system_goes_before_the_others() {
    let machine = Machine::new("[interface]\nsort = \"date\"\ntheme = \"dark\"\n");
    machine.write("first/casebook/config.toml", "[interface]\ntheme = \"light\"\n");
    let both = format!("{}:{}", machine.0.path("first").display(), machine.0.path("etc").display());
    let config = machine.run_with(&["config"], &[("XDG_CONFIG_DIRS", &both)]);
    for line in ["sort = \"date\" # etc/casebook/config.toml", "theme = \"light\" # first/casebook/config.toml"] {
        assert!(config.out.contains(line), "{line}:\n{}", config.out);
    }
}

#[test]
fn what_is_locked_nobody_changes() {
    let system = "[library]\npaths = [\"../../cases\"]\n[interface]\nsort = \"date\"\n[keys]\nquit = [\"Ctrl-q\"]\n\
                  [locked]\nkeys = [\"library.paths\", \"interface.sort\", \"keys\", \"privacy.on\"]\n";
    let machine = Machine::new(system);
    fs::create_dir(machine.0.path("other")).unwrap();
    // The user's file, the environment, the arguments; the exit code; what is said and what is in force.
    type Row<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a [&'a str], i32, &'a str, &'a str);
    let rows: [Row<'_>; 8] = [
        (
            "[interface]\nsort = \"area\"\n",
            &[],
            &[],
            0,
            "interface.sort is locked by etc/casebook/config.toml",
            "sort = \"date\"",
        ),
        ("[keys]\nquit = [\"Ctrl-x\"]\n", &[], &[], 0, "keys.quit is locked by", "quit = [\"Ctrl-q\"]"),
        (
            "[keys]\ndown = [\"Ctrl-x\"]\n",
            &[],
            &[],
            0,
            "keys.down is locked by",
            "down = [\"j\", \"Down\", \"Ctrl-n\"]",
        ),
        ("[library]\npaths = [\"/\"]\n", &[], &[], 0, "library.paths is locked by", "casebook/../../cases\"]"),
        ("", &[("CASEBOOK_CASES", "other")], &[], 0, "CASEBOOK_CASES does not change it", "casebook/../../cases\"]"),
        ("", &[], &["--cases", "other"], 2, "library.paths is locked by etc/casebook/config.toml: --cases", ""),
        ("", &[], &["--private"], 2, "privacy.on is locked by", ""),
        (
            "[interface]\nsort = \"date\"\n",
            &[],
            &[],
            0,
            "",
            "sort = \"date\" # etc/casebook/config.toml, locked by etc/",
        ),
    ];
    for (user, variables, arguments, code, said, in_force) in rows {
        machine.write("user/casebook/config.toml", user);
        let ran = machine.run_with(&[arguments, &["config"]].concat(), variables);
        assert_eq!(ran.code, code, "{user}{arguments:?}: {}", ran.err);
        assert!(ran.err.contains(said) && (!said.is_empty() || ran.err.is_empty()), "{user}{arguments:?}: {}", ran.err);
        assert!(ran.out.contains(in_force), "{user}{arguments:?}: {}", ran.out);
    }
    // What does not count for locking is told at once.
    machine.write("etc/casebook/config.toml", "[locked]\nkeys = [\"interface.srot\"]\n");
    let wrong = machine.run(&["list"]);
    assert!(wrong.code == 2 && wrong.err.contains("names \"interface.srot\", which is no setting"), "{}", wrong.err);
    // Of what is the system's alone a user's file says nothing.
    let machine =
        Machine::new("").user("restricted_allow = [\"edit\"]\n[locked]\nkeys = [\"keys\"]\n[privacy]\nlocked = true\n");
    let config = machine.run(&["config"]);
    for name in ["restricted_allow", "locked", "privacy.locked"] {
        assert!(config.err.contains(&format!("{name} is a setting of the system")), "{name}: {}", config.err);
    }
}

#[test]
fn a_file_of_the_system_that_others_may_write_is_refused() {
    // What is done, and what is said.
    let mode = |machine: &Machine, name: &str, mode: u32| {
        fs::set_permissions(machine.0.path(name), Permissions::from_mode(mode)).unwrap();
    };
    type Row<'a> = (&'a dyn Fn(&Machine), &'a str);
    let rows: [Row<'_>; 7] = [
        (&|machine| mode(machine, "etc/casebook/config.toml", 0o666), "others may write to"),
        (&|machine| mode(machine, "etc/casebook/config.toml", 0o664), "chmod go-w etc/casebook/config.toml"),
        (&|machine| mode(machine, "etc/casebook", 0o777), "others may write to etc/casebook"),
        (&|machine| mode(machine, "etc", 0o775), "others may write to etc"),
        (&|machine| mode(machine, "etc/casebook/config.toml", 0o000), "cannot read the configuration"),
        (
            &|machine| drop(machine.write("etc/casebook/config.toml", "[libary]\n")),
            "config.toml:1:2: error: unknown key",
        ),
        (&|machine| drop(machine.write("etc/casebook/config.toml", &"#".repeat(2 << 20))), "larger than 1 MB"),
    ];
    for (fail, said) in rows {
        let machine = Machine::new("[library]\npaths = [\"../../cases\"]\n");
        assert_eq!(machine.run(&["list"]).code, 0);
        fail(&machine);
        // Root reads whatever the mode says.
        if said.starts_with("cannot read") && fs::read(machine.0.path("etc/casebook/config.toml")).is_ok() {
            continue;
        }
        for arguments in [&["list"][..], &["config"], &["mark", "alder", "F1"]] {
            let ran = machine.run(arguments);
            assert!(ran.code == 2 && ran.err.contains(said), "{said}: {arguments:?}: {}{}", ran.code, ran.err);
            assert!(ran.out.is_empty(), "{said}: {}", ran.out);
        }
    }
}

#[test]
fn names_that_stay_hidden_stay_so() {
    let machine = Machine::new("[library]\npaths = [\"../../cases\"]\n[privacy]\nlocked = true\n");
    let text = fs::read_to_string(machine.0.path("cases/alder.toml")).unwrap();
    machine
        .write("cases/alder.toml", &text.replace("Alder", "Zarkovic").replace("id = \"alder\"", "id = \"zarkovic\""));
    fs::rename(machine.0.path("cases/alder.toml"), machine.0.path("cases/zarkovic.toml")).unwrap();
    let machine = machine.user("[privacy]\non = false\nnames = false\nplaces = false\n");
    for arguments in
        [&["list"][..], &["list", "--json"], &["search", "bruising"], &["tracker"], &["export", "--page", "tracker"]]
    {
        let ran = machine.run(arguments);
        assert!(ran.code == 0 && !ran.out.is_empty(), "{arguments:?}: {}", ran.err);
        for name in ["Zarkovic", "zarkovic", "Northshire"] {
            assert!(!ran.out.contains(name), "{arguments:?}: {}", ran.out);
        }
        assert!(
            ran.err.contains("privacy.on is locked by") && ran.err.contains("privacy.names is locked by"),
            "{}",
            ran.err
        );
    }
    for (arguments, said) in [
        (
            &["list", "--no-private"][..],
            "privacy.on is locked by etc/casebook/config.toml: --no-private does not change it",
        ),
        (&["check"], "casebook check is off"),
        (&["check", "cases"], "casebook check is off"),
    ] {
        let ran = machine.run(arguments);
        assert!(ran.code == 2 && ran.err.contains(said) && ran.out.is_empty(), "{arguments:?}: {}{}", ran.out, ran.err);
    }
    assert_eq!(machine.run(&["list", "--private"]).code, 0);
}

/// The ways in which a session is restricted, with whether the command line may name a library all the same.
#[allow(clippy::type_complexity, reason = "a table, one row a way in")]
fn restricted() -> Vec<(Machine, Vec<(&'static str, &'static str)>, Vec<&'static str>, &'static str, bool)> {
    let library = "[library]\npaths = [\"../../cases\"]\n";
    vec![
        (Machine::new(&format!("restricted = true\n{library}")), vec![], vec![], "etc/casebook/config.toml", false),
        (Machine::new(library), vec![("CASEBOOK_RESTRICTED", "1")], vec![], "CASEBOOK_RESTRICTED", false),
        (Machine::new(library), vec![], vec!["--restricted"], "--restricted", true),
    ]
}

#[test]
fn what_is_off_says_so_on_the_command_line_and_is_not_in_the_help() {
    for (machine, variables, lead, by, may_name) in restricted() {
        let machine = machine.user("[library]\npaths = [\"/\"]\n");
        let run = |arguments: &[&str]| machine.run_with(&[&lead[..], arguments].concat(), &variables);
        let listed = run(&["list"]);
        assert!(listed.code == 0 && listed.out.starts_with("alder\t"), "{by}: {}{}", listed.out, listed.err);
        let rows: [(&[&str], &str); 10] = [
            (&["mark", "alder", "F1"], "marks"),
            (&["marks"], "marks"),
            (&["snapshot", "x"], "marks"),
            (&["moment", "x"], "marks"),
            (&["export", "--page", "tracker"], "export"),
            (&["export", "--page", "tracker", "-o", "out.md"], "export"),
            (&["new", "fresh"], "edit"),
            (&["import", "cases/alder.toml"], "edit"),
            (&["check", "/etc"], "cases"),
            (&["check", "cases"], "cases"),
        ];
        for (arguments, feature) in rows {
            let ran = run(arguments);
            let told = format!("is off: this session is restricted by {by}, and \"{feature}\" is not allowed");
            assert!(ran.code == 2 && ran.err.contains(&told), "{by} {arguments:?}: {}{}", ran.out, ran.err);
            assert!(ran.out.is_empty(), "{by} {arguments:?}: {}", ran.out);
            // The option counts wherever it stands.
            let after = machine.run_with(&[arguments, &lead].concat(), &variables);
            assert_eq!((after.code, after.err), (ran.code, ran.err), "{by} {arguments:?}");
        }
        assert!(!machine.0.path("out.md").exists() && !machine.0.path("fresh.toml").exists());
        machine.write("own.toml", "[interface]\nsort = \"area\"\n");
        for (arguments, feature) in [
            (&["--cases", "cases", "list"][..], "cases"),
            (&["--bundled", "list"], "cases"),
            (&["--config", "own.toml", "config"], "config"),
            (&["--log", "log", "list"], "export"),
        ] {
            let ran = run(arguments);
            let refused = ran.code == 2 && ran.err.contains(&format!("\"{feature}\" is not allowed"));
            assert_eq!(refused, !may_name, "{by} {arguments:?}: {}", ran.err);
        }
        // What the environment names is not read unless it restricts the session itself.
        let of_environment = by == "CASEBOOK_RESTRICTED";
        for (name, value) in [("CASEBOOK_CASES", "cases"), ("CASEBOOK_CONFIG", "own.toml"), ("CASEBOOK_LOG", "log")] {
            let ran =
                machine.run_with(&[&lead[..], &["config"]].concat(), &[&variables[..], &[(name, value)]].concat());
            assert_eq!(ran.code, 0, "{by} {name}: {}", ran.err);
            assert_eq!(
                ran.err.contains(&format!("The variable {name} is off")),
                !of_environment,
                "{by} {name}: {}",
                ran.err
            );
        }
        // Neither help nor completions name it.
        let help = run(&["--help"]).out;
        let completions = run(&["completions", "bash"]).out;
        for word in ["export", "snapshot", "marks", "--config", "--log", "--bundled"] {
            let begins = |line: &str| {
                line.strip_prefix(if word.starts_with('-') { "      " } else { "  " })
                    .is_some_and(|rest| rest.starts_with(&format!("{word} ")))
            };
            assert!(!help.lines().any(begins), "{by}: {word}: {help}");
            assert!(!completions.contains(&format!("{word} ")), "{by}: {word}");
        }
        assert!(help.contains("  search") && completions.contains("search "));
        // Who looks for it finds why.
        let config = run(&["config"]).out;
        let told = format!(
            "# This session: restricted by {by}; off: edit, open, suspend, export, cases, config, git, clipboard, marks; allowed: nothing"
        );
        assert!(config.lines().any(|line| line == told), "{config}");
        assert!(config.contains("# landlock: "), "{config}");
        if cfg!(target_os = "linux")
            && fs::read_to_string("/sys/kernel/security/lsm").is_ok_and(|list| list.contains("landlock"))
        {
            assert!(config.contains("# landlock: in force"), "{config}");
        }
    }
}

#[test]
fn nobody_below_switches_it_off() {
    let machine = Machine::new("restricted = true\n").user("restricted = false\nrestricted_allow = [\"export\"]\n");
    for variables in [&[][..], &[("CASEBOOK_RESTRICTED", "0")], &[("CASEBOOK_RESTRICTED", "")]] {
        assert_eq!(machine.run_with(&["export", "--page", "tracker"], variables).code, 2);
    }
    // A folder of the user's own in place of the system's changes nothing of a lock that the administrator has set, and can
    // allow nothing either where the option restricts the session.
    machine.write("mine/casebook/config.toml", "restricted = false\n");
    let mine = format!("{}:{}", machine.0.path("mine").display(), machine.0.path("etc").display());
    assert_eq!(machine.run_with(&["export", "--page", "tracker"], &[("XDG_CONFIG_DIRS", &mine)]).code, 2);
    // The system allows by names.
    let machine = Machine::new("restricted = true\nrestricted_allow = [\"export\", \"marks\", \"cases\"]\n");
    assert_eq!(machine.run(&["--cases", "cases", "mark", "alder", "F2"]).code, 0);
    assert_eq!(machine.run(&["--cases", "cases", "export", "--marked", "-o", "out.md"]).code, 0);
    assert!(machine.0.path("out.md").exists());
    assert_eq!(machine.run(&["--cases", "cases", "new", "fresh"]).code, 2);
    let config = machine.run(&["config"]).out;
    assert!(config.contains("allowed: export, cases, marks\n"), "{config}");
    let wrong = Machine::new("restricted_allow = [\"exprot\"]\n").run(&["list"]);
    assert!(wrong.code == 2 && wrong.err.contains("did you mean \"export\"?"), "{}", wrong.err);
}

#[test]
fn a_restricted_session_does_not_ask_git() {
    if !crate::faults::has_git() {
        return;
    }
    for (machine, variables, lead, by, _) in restricted() {
        crate::faults::keep_in_git(&machine.0);
        let ran = machine.run_with(&[&lead[..], &["since", "2020"]].concat(), &variables);
        assert!(
            ran.code == 2 && ran.err.contains("git is not asked for an earlier revision"),
            "{by}: {}{}",
            ran.out,
            ran.err
        );
    }
    let machine =
        Machine::new("restricted = true\nrestricted_allow = [\"git\"]\n[library]\npaths = [\"../../cases\"]\n");
    crate::faults::keep_in_git(&machine.0);
    let ran = machine.run(&["since", "2020"]);
    assert!(ran.out.contains("Held against the last commit before that"), "{}{}", ran.out, ran.err);
}
