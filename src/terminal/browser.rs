//! Showing an address in the user's browser: only addresses of the web, without a shell, and never waiting for it.

use std::ffi::OsString;
use std::io;
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};
use std::thread;

use crate::page::citation::is_web;
use crate::text::clean_line;

/// Stands for the address in `BROWSER`.
const PLACE: &str = "%s";

/// Shows `address`; returns what to tell the user.
pub fn browse(address: &str, which: &str, otherwise: &str, variable: impl Fn(&str) -> Option<OsString>) -> String {
    if !is_web(address) {
        return format!("Not opened, because it is neither http nor https: {address}");
    }
    let words = match words(address, variable) {
        Ok(Some(words)) => words,
        Ok(None) => return format!("No browser here: {address}{otherwise}"),
        Err(why) => return why,
    };
    let Some((program, arguments)) = words.split_first() else {
        return format!("No browser here: {address}{otherwise}");
    };
    let shown = clean_line(program);
    match start(program, arguments) {
        Ok(()) => format!("{which}{shown} was asked to open {address}"),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            format!("No program called {shown}: {address}{otherwise}")
        }
        Err(error) => format!("{shown} cannot be run: {error}"),
    }
}

/// The program and its arguments, or nothing where there is no browser that could be seen.
fn words(address: &str, variable: impl Fn(&str) -> Option<OsString>) -> Result<Option<Vec<String>>, String> {
    let set = |name: &str| variable(name).filter(|value| !value.is_empty());
    if let Some(browser) = set("BROWSER") {
        let wrong = || format!("BROWSER cannot be taken apart: {address}");
        let mut words = shell_words::split(&browser.into_string().map_err(|_| wrong())?).map_err(|_| wrong())?;
        if words.is_empty() {
            return Ok(None);
        }
        let named = words.iter().any(|word| word.contains(PLACE));
        if named {
            // The first word is the program, which no address may become.
            words.iter_mut().skip(1).for_each(|word| *word = word.replace(PLACE, address));
        } else {
            words.push(address.to_owned());
        }
        return Ok(Some(words));
    }
    if cfg!(target_os = "macos") {
        return Ok(Some(vec!["open".to_owned(), address.to_owned()]));
    }
    let seen = set("DISPLAY").or_else(|| set("WAYLAND_DISPLAY")).is_some();
    Ok(seen.then(|| vec!["xdg-open".to_owned(), address.to_owned()]))
}

/// Starts a program in a process group of its own, so that what is typed here is not for it, and with nothing to write to.
fn start(program: &str, arguments: &[String]) -> io::Result<()> {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()?;
    // Somebody has to hear of its end, whenever that is.
    thread::Builder::new().name("browser".into()).spawn(move || child.wait())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADDRESS: &str = "https://example.org/a?b=c&d=$(e)%20'f'";

    #[test]
    fn the_browser_is_told_from_the_environment() {
        // Variables, and the words that are run.
        type Row<'a> = (&'a [(&'a str, &'a str)], Option<&'a [&'a str]>);
        let rows: &[Row<'_>] = &[
            (&[], None),
            (&[("BROWSER", "")], None),
            (&[("BROWSER", "lynx")], Some(&["lynx", ADDRESS])),
            (&[("BROWSER", "'my browser' --new \"a b\"")], Some(&["my browser", "--new", "a b", ADDRESS])),
            (&[("BROWSER", "w3m -u %s -x"), ("DISPLAY", ":0")], Some(&["w3m", "-u", ADDRESS, "-x"])),
            (&[("BROWSER", "go --url=%s")], Some(&["go", "--url=https://example.org/a?b=c&d=$(e)%20'f'"])),
            (&[("DISPLAY", ":0")], Some(&["xdg-open", ADDRESS])),
            (&[("WAYLAND_DISPLAY", "wayland-0")], Some(&["xdg-open", ADDRESS])),
        ];
        for (variables, expected) in rows {
            if cfg!(target_os = "macos") && variables.iter().all(|(name, _)| *name != "BROWSER") {
                continue;
            }
            let variable =
                |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(value));
            let words = words(ADDRESS, variable).unwrap();
            let words: Option<Vec<&str>> = words.as_ref().map(|words| words.iter().map(String::as_str).collect());
            assert_eq!(words.as_deref(), *expected, "{variables:?}");
        }
    }

    #[test]
    fn nothing_but_the_web_is_opened() {
        for address in ["javascript:alert(1)", "file:///etc/passwd", "-x", "", "https://", "https://a b", "ftp://a/b"] {
            let said = browse(address, "", " (y copies it)", |_| Some("/no/such/program".into()));
            assert!(said.starts_with("Not opened, because it is neither http nor https"), "{address}: {said}");
        }
        let said = browse("HTTPS://example.org", "", " (y copies it)", |_| Some("/no/such/program".into()));
        assert_eq!(said, "No program called /no/such/program: HTTPS://example.org (y copies it)");
        let said =
            browse("https://example.org", "", " (y copies it)", |name| (name == "BROWSER").then(|| "a 'b".into()));
        assert_eq!(said, "BROWSER cannot be taken apart: https://example.org");
    }
}
