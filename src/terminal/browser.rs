//! Showing an address in the user's browser: only addresses of the web, without a shell, and never waiting for it.

use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use crate::library::programs;
use crate::page::citation::is_web;
use crate::text::clean_line;

/// Stands for the address in `BROWSER`.
const PLACE: &str = "%s";

/// Programs that show a page in the terminal itself.
const IN_TERMINAL: [&str; 9] = ["w3m", "lynx", "links", "links2", "elinks", "browsh", "carbonyl", "cha", "www-browser"];

/// A program that ends so soon with an error has shown nothing.
const AT_ONCE: Duration = Duration::from_secs(3);

/// How an address is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BrowserProgram {
    /// By a program with a window of its own.
    Apart(Vec<String>),
    /// By a program that needs the terminal.
    InTerminal(Vec<String>),
}

/// How `address` is shown here; `there` says whether there is a program of a name.
///
/// # Errors
/// Why it is not, in words for the user.
pub fn way(
    address: &str,
    otherwise: &str,
    variable: impl Fn(&str) -> Option<OsString>,
    there: impl Fn(&str) -> bool,
) -> Result<BrowserProgram, String> {
    if !is_web(address) {
        return Err(format!("Not opened, because it is neither http nor https: {address}"));
    }
    let set = |name: &str| variable(name).filter(|value| !value.is_empty());
    let seen = cfg!(target_os = "macos") || set("DISPLAY").or_else(|| set("WAYLAND_DISPLAY")).is_some();
    let Some(browsers) = set("BROWSER") else {
        let usual = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
        let none = || format!("No browser here: {address}{otherwise}");
        return if seen { Ok(BrowserProgram::Apart(vec![usual.to_owned(), address.to_owned()])) } else { Err(none()) };
    };
    let wrong = || format!("BROWSER cannot be taken apart: {address}");
    let browsers = browsers.into_string().map_err(|_| wrong())?;
    let mut missing = Vec::new();
    // Several stand with colons between them, and are tried in turn.
    for browser in browsers.split(':').filter(|browser| !browser.trim().is_empty()) {
        let words = words(browser, address).ok_or_else(wrong)?;
        let Some(program) = words.first() else { continue };
        if !there(program) {
            missing.push(clean_line(program).into_owned());
            continue;
        }
        let name = Path::new(program).file_name().unwrap_or_default().to_string_lossy().into_owned();
        let in_terminal = !seen || IN_TERMINAL.contains(&name.as_str());
        return Ok(if in_terminal { BrowserProgram::InTerminal(words) } else { BrowserProgram::Apart(words) });
    }
    match missing.is_empty() {
        true => Err(format!("No browser here: {address}{otherwise}")),
        false => Err(format!("No program called {}: {address}{otherwise}", missing.join(" or "))),
    }
}

/// The words of one browser with the address in them; nothing where they cannot be taken apart.
fn words(browser: &str, address: &str) -> Option<Vec<String>> {
    let mut words = shell_words::split(browser).ok()?;
    // "%c" is a colon, which parts browsers otherwise, and "%%" the sign itself.
    let filled = |word: &str| {
        let parts: Vec<String> = word.split("%%").map(|part| part.replace("%c", ":").replace(PLACE, address)).collect();
        parts.join("%")
    };
    let named = words.iter().skip(1).any(|word| word.split("%%").any(|part| part.contains(PLACE)));
    // The first word is the program, which no address may become.
    words.iter_mut().skip(1).for_each(|word| *word = filled(word));
    if !named {
        words.push(address.to_owned());
    }
    Some(words)
}

/// Starts a program in a process group of its own, so that what is typed here is not for it, and with nothing to write to.
/// Tells that it was asked, and that it has ended at once with an error.
pub fn start(words: &[String], address: &str, which: &str, otherwise: &str, tell: impl Fn(String) + Send + 'static) {
    let Some((name, arguments)) = words.split_first() else { return };
    let shown = clean_line(name).into_owned();
    let Some(mut program) = programs::program(name) else {
        return tell(format!("No program called {shown}: {address}{otherwise}"));
    };
    let silent = program.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = match programs::spawn(silent.process_group(0)) {
        Ok(child) => child,
        Err(error) => return tell(format!("{shown} cannot be run: {error}")),
    };
    tell(format!("{which}{shown} was asked to open {address}"));
    let (start, failed) = (Instant::now(), format!("{shown} could not open {address}{otherwise}"));
    // Somebody has to hear of its end, whenever that is.
    let wait = move || {
        let status = child.wait();
        if start.elapsed() < AT_ONCE && status.is_ok_and(|status| !status.success()) {
            tell(failed);
        }
    };
    // Without a thread its end is not heard of.
    let _ = thread::Builder::new().name("browser".into()).spawn(wait);
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADDRESS: &str = "https://example.org/a?b=c&d=$(e)%20'f'";

    fn asked(variables: &[(&str, &str)]) -> Result<BrowserProgram, String> {
        let variable =
            |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(value));
        way(ADDRESS, " (y copies it)", variable, |name| !name.starts_with("nosuch"))
    }

    #[test]
    fn the_browser_is_told_from_the_environment() {
        // Variables, and the words that are run; true where they have the terminal.
        type Expected<'a> = (&'a [(&'a str, &'a str)], bool, &'a [&'a str]);
        let desk = ("DISPLAY", ":0");
        let rows: &[Expected<'_>] = &[
            (&[("BROWSER", "firefox"), desk], false, &["firefox", ADDRESS]),
            (&[("BROWSER", "firefox")], true, &["firefox", ADDRESS]),
            (&[("BROWSER", "lynx"), desk], true, &["lynx", ADDRESS]),
            (&[("BROWSER", "/usr/bin/w3m"), desk], true, &["/usr/bin/w3m", ADDRESS]),
            (&[("BROWSER", "'my browser' --new \"a b\""), desk], false, &["my browser", "--new", "a b", ADDRESS]),
            (&[("BROWSER", "w3m -u %s -x")], true, &["w3m", "-u", ADDRESS, "-x"]),
            (&[("BROWSER", "go --url=%s"), desk], false, &["go", "--url=https://example.org/a?b=c&d=$(e)%20'f'"]),
            (&[("BROWSER", "nosuch:firefox"), desk], false, &["firefox", ADDRESS]),
            (&[("BROWSER", "nosuch %s:nosuch2:lynx %s:firefox"), desk], true, &["lynx", ADDRESS]),
            (&[("BROWSER", "firefox %s:nosuch"), desk], false, &["firefox", ADDRESS]),
            (&[("BROWSER", ":firefox:"), desk], false, &["firefox", ADDRESS]),
            (&[("BROWSER", "go --at=a%cb --keep=%%s %s"), desk], false, &["go", "--at=a:b", "--keep=%s", ADDRESS]),
        ];
        for (variables, in_terminal, expected) in rows {
            let expected: Vec<String> = expected.iter().map(|word| (*word).to_owned()).collect();
            let expected =
                if *in_terminal { BrowserProgram::InTerminal(expected) } else { BrowserProgram::Apart(expected) };
            if cfg!(target_os = "macos") && *in_terminal {
                continue;
            }
            assert_eq!(asked(variables), Ok(expected), "{variables:?}");
        }
        if !cfg!(target_os = "macos") {
            for desk in [desk, ("WAYLAND_DISPLAY", "wayland-0")] {
                assert_eq!(asked(&[desk]), Ok(BrowserProgram::Apart(vec!["xdg-open".into(), ADDRESS.into()])));
            }
            assert_eq!(asked(&[("BROWSER", "")]), Err(format!("No browser here: {ADDRESS} (y copies it)")));
        }
        let told = asked(&[("BROWSER", "nosuch:nosuch2 %s"), desk]);
        assert_eq!(told, Err(format!("No program called nosuch or nosuch2: {ADDRESS} (y copies it)")));
        assert_eq!(asked(&[("BROWSER", "a 'b")]), Err(format!("BROWSER cannot be taken apart: {ADDRESS}")));
    }

    #[test]
    fn nothing_but_the_web_is_opened() {
        for address in ["javascript:alert(1)", "file:///etc/passwd", "-x", "", "https://", "https://a b", "ftp://a/b"] {
            let said = way(address, "", |_| Some("firefox".into()), |_| true).unwrap_err();
            assert!(said.starts_with("Not opened, because it is neither http nor https"), "{address}: {said}");
        }
        assert!(way("HTTPS://example.org", "", |_| Some("firefox".into()), |_| true).is_ok());
    }

    #[test]
    fn a_browser_that_fails_at_once_is_told() {
        let (sender, told) = std::sync::mpsc::channel();
        let words = ["sh", "-c", "exit 3"].map(str::to_owned);
        start(&words, "https://example.org", "", " (y copies it)", move |said| sender.send(said).unwrap());
        assert_eq!(told.recv().unwrap(), "sh was asked to open https://example.org");
        assert_eq!(told.recv().unwrap(), "sh could not open https://example.org (y copies it)");
        let (sender, told) = std::sync::mpsc::channel();
        start(&["nosuch".to_owned()], "https://example.org", "", "", move |said| sender.send(said).unwrap());
        assert_eq!(told.recv().unwrap(), "No program called nosuch: https://example.org");
    }
}
