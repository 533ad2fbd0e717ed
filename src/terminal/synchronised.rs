//! When a frame is marked as one, so that it is shown as a whole.

use std::ffi::OsString;

use crate::config::Switch;

/// True when the terminal is told where a frame begins and ends. Multiplexers put the screen together themselves.
pub fn is_synchronised(setting: Switch, variable: impl Fn(&str) -> Option<OsString>) -> bool {
    match setting {
        Switch::On => true,
        Switch::Off => false,
        Switch::Auto => {
            let set = |name| variable(name).is_some_and(|value| !value.is_empty());
            let terminal = variable("TERM").unwrap_or_default();
            let terminal = terminal.to_string_lossy();
            !set("TMUX") && !set("STY") && !terminal.starts_with("tmux") && !terminal.starts_with("screen")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn multiplexers_are_not_told_of_frames() {
        use Switch::{Auto, Off, On};
        // The setting, a variable and its value, whether frames are marked.
        let rows = [
            (Auto, "TERM", "xterm-256color", true),
            (Auto, "TERM", "tmux-256color", false),
            (Auto, "TERM", "screen", false),
            (Auto, "TMUX", "", true),
            (Auto, "TMUX", "/run/tmux,1,0", false),
            (Auto, "STY", "1.pts", false),
            (On, "TERM", "screen", true),
            (Off, "TERM", "xterm", false),
        ];
        for (setting, name, value, expected) in rows {
            let variable = |asked: &str| (asked == name).then(|| OsString::from(value));
            assert_eq!(is_synchronised(setting, variable), expected, "{setting:?} {name}={value}");
        }
    }
}
