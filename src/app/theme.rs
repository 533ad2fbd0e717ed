//! Styles: what each part of the screen is drawn in. Themes are tables of style strings, the built-in ones in the same
//! language as a user's own; modifiers carry the meaning where there are no colours.

use std::collections::BTreeMap;

use anstyle_lossy::{palette, rgb_to_xterm, xterm_to_ansi};
use ratatui::style::{Color, Modifier, Style};
use ratatui::symbols::border;

use crate::text::near::{did_you_mean, nearest};

/// The frame of the pane in focus: its upper line alone is thick, so that a change of focus costs few bytes.
pub const FOCUSED: border::Set<'_> =
    border::Set { top_left: "┍", top_right: "┑", horizontal_top: "━", ..border::PLAIN };

/// How many colours the terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// None.
    None,
    /// The terminal's own 16.
    Sixteen,
    /// 256.
    Indexed,
    /// Every one.
    True,
}

macro_rules! theme {
    ($($(#[$doc:meta])* $role:ident,)+) => {
        /// Every style by what it is for.
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
        pub struct Theme {
            $($(#[$doc])* pub $role: Style,)+
        }

        /// The names of the styles, as a theme writes them.
        pub const ROLES: &[&str] = &[$(stringify!($role)),+];

        impl Theme {
            fn role(&mut self, name: &str) -> Option<&mut Style> {
                match name {
                    $(stringify!($role) => Some(&mut self.$role),)+
                    _ => None,
                }
            }
        }
    };
}

theme! {
    /// Running text.
    text,
    /// Secondary text.
    dim,
    /// Headings and labels.
    heading,
    /// The pane or overlay that has the focus.
    focus,
    /// Letters that the search matches.
    matched,
    /// The part of a search that is not understood.
    wrong,
    /// The selected row of the pane in focus.
    selected,
    /// The selected row of another pane.
    selected_elsewhere,
    /// Missed opportunities; errors.
    alarm,
    /// Good practice.
    good,
    /// Keys in hints.
    key,
}

/// A table of style strings by role.
pub type ThemeTable = BTreeMap<String, String>;

/// The theme in force where none is named: the terminal's 16 colours on its own background. Those that read badly on
/// either a light or a dark background (yellow, blue, grey) are not used; what is secondary is dim, not grey.
pub const DEFAULT: &str = "terminal";

const BUILT_IN: &[(&str, &[(&str, &str)])] = &[
    (
        DEFAULT,
        &[
            ("text", ""),
            ("dim", "dim"),
            ("heading", "bold"),
            ("focus", "bold cyan"),
            ("matched", "bold underlined magenta"),
            ("wrong", "bold underlined red"),
            ("selected", "reversed"),
            ("selected_elsewhere", "bold"),
            ("alarm", "bold red"),
            ("good", "green"),
            ("key", "bold"),
        ],
    ),
    (
        "dark",
        &[
            ("text", "#d8dee9"),
            ("dim", "#8f9bb0"),
            ("heading", "bold #eceff4"),
            ("focus", "bold #88c0d0"),
            ("matched", "bold underlined #f0a8d0"),
            ("wrong", "bold underlined #ff7b72"),
            ("selected", "#101418 on #88c0d0"),
            ("selected_elsewhere", "bold #ffffff"),
            ("alarm", "bold #ff7b72"),
            ("good", "#a3d39c"),
            ("key", "bold #e5c07b"),
        ],
    ),
    (
        "light",
        &[
            ("text", "#24292f"),
            ("dim", "#57606a"),
            ("heading", "bold #1b1f24"),
            ("focus", "bold #0550ae"),
            ("matched", "bold underlined #8b1a89"),
            ("wrong", "bold underlined #b3261e"),
            ("selected", "#ffffff on #0550ae"),
            ("selected_elsewhere", "bold #000000"),
            ("alarm", "bold #b3261e"),
            ("good", "#116329"),
            ("key", "bold #6f4400"),
        ],
    ),
    (
        "high-contrast",
        &[
            ("text", "white on black"),
            ("dim", "white on black"),
            ("heading", "bold white on black"),
            ("focus", "bold lightyellow on black"),
            ("matched", "bold underlined lightyellow on black"),
            ("wrong", "bold underlined lightred on black"),
            ("selected", "bold black on lightyellow"),
            ("selected_elsewhere", "bold underlined white on black"),
            ("alarm", "bold lightred on black"),
            ("good", "bold lightgreen on black"),
            ("key", "bold lightyellow on black"),
        ],
    ),
];

impl Theme {
    /// The terminal's own colours, or none.
    pub fn new(colour: bool) -> Self {
        let depth = if colour { Depth::Sixteen } else { Depth::None };
        // The table is the program's own; a test reads it.
        Self::named(DEFAULT, &BTreeMap::new(), depth).unwrap_or_default()
    }

    /// The theme of this name: one of `own`, which begin as the default, or a built-in one; in as many colours as there
    /// are.
    ///
    /// # Errors
    /// A name, role or style that is not known, and what would be right.
    pub fn named(name: &str, own: &BTreeMap<String, ThemeTable>, depth: Depth) -> Result<Self, String> {
        let built_in = |name: &str| BUILT_IN.iter().find(|(known, _)| *known == name).map(|(_, table)| *table);
        let mut theme = Self::default();
        let mut set = |role: &str, written: &str| {
            let style = parse(written, depth).map_err(|wrong| format!("themes.{name}.{role}: {wrong}"))?;
            match theme.role(role) {
                Some(place) => *place = style,
                None => {
                    let near = did_you_mean(&nearest(role, ROLES.iter().copied()));
                    let help = near.unwrap_or_else(|| format!("they are {}", ROLES.join(", ")));
                    return Err(format!("themes.{name}: nothing is called \"{role}\"; {help}"));
                }
            }
            Ok(())
        };
        if let Some(table) = own.get(name) {
            for (role, style) in built_in(DEFAULT).unwrap_or_default() {
                set(role, style)?;
            }
            for (role, style) in table {
                set(role, style)?;
            }
            return Ok(theme);
        }
        let Some(table) = built_in(name) else {
            let known = || BUILT_IN.iter().map(|(name, _)| *name).chain(own.keys().map(String::as_str));
            let help = did_you_mean(&nearest(name, known()));
            let all: Vec<&str> = known().collect();
            let help = help.unwrap_or_else(|| format!("there are {}", all.join(", ")));
            return Err(format!("no theme is called \"{name}\"; {help}"));
        };
        for (role, style) in table {
            set(role, style)?;
        }
        Ok(theme)
    }
}

/// A style as people write it: modifiers and a colour, and after "on" the colour behind it.
fn parse(written: &str, depth: Depth) -> Result<Style, String> {
    let mut style = Style::new();
    let mut behind = false;
    for word in written.split_whitespace() {
        let modifier = match word {
            "on" => {
                behind = true;
                continue;
            }
            "bold" => Some(Modifier::BOLD),
            "dim" => Some(Modifier::DIM),
            "italic" => Some(Modifier::ITALIC),
            "underlined" | "underline" => Some(Modifier::UNDERLINED),
            "reversed" | "reverse" => Some(Modifier::REVERSED),
            _ => None,
        };
        if let Some(modifier) = modifier {
            style = style.add_modifier(modifier);
            continue;
        }
        let colour: Color = word.parse().map_err(|_| {
            format!("\"{word}\" is no colour and no modifier; write bold, dim, italic, underlined, reversed, a colour's name, 0 to 255, or #rrggbb")
        })?;
        match (lowered(colour, depth), behind) {
            (None, _) => {}
            (Some(colour), true) => style = style.bg(colour),
            (Some(colour), false) => style = style.fg(colour),
        }
    }
    // Without colours what would stand out by its background is reversed.
    if depth == Depth::None && behind && written.split_whitespace().any(|word| word == "on") {
        let on_black = written.ends_with("on black");
        if !on_black {
            style = style.add_modifier(Modifier::REVERSED);
        }
    }
    Ok(style)
}

/// The nearest colour that the terminal shows; none where it shows none.
fn lowered(colour: Color, depth: Depth) -> Option<Color> {
    Some(match (colour, depth) {
        (_, Depth::None) => return None,
        (Color::Rgb(r, g, b), Depth::Indexed) => Color::Indexed(rgb_to_xterm(anstyle::RgbColor(r, g, b)).0),
        (Color::Rgb(r, g, b), Depth::Sixteen) => ansi(rgb_to_xterm(anstyle::RgbColor(r, g, b))),
        (Color::Indexed(index), Depth::Sixteen) => ansi(anstyle::Ansi256Color(index)),
        (colour, _) => colour,
    })
}

fn ansi(colour: anstyle::Ansi256Color) -> Color {
    use anstyle::AnsiColor as A;
    match xterm_to_ansi(colour, palette::DEFAULT) {
        A::Black => Color::Black,
        A::Red => Color::Red,
        A::Green => Color::Green,
        A::Yellow => Color::Yellow,
        A::Blue => Color::Blue,
        A::Magenta => Color::Magenta,
        A::Cyan => Color::Cyan,
        A::White => Color::Gray,
        A::BrightBlack => Color::DarkGray,
        A::BrightRed => Color::LightRed,
        A::BrightGreen => Color::LightGreen,
        A::BrightYellow => Color::LightYellow,
        A::BrightBlue => Color::LightBlue,
        A::BrightMagenta => Color::LightMagenta,
        A::BrightCyan => Color::LightCyan,
        A::BrightWhite => Color::White,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_theme_names_every_role() {
        for (name, table) in BUILT_IN {
            let roles: Vec<&str> = table.iter().map(|(role, _)| *role).collect();
            assert_eq!(roles, ROLES, "{name}");
            for depth in [Depth::None, Depth::Sixteen, Depth::Indexed, Depth::True] {
                let theme = Theme::named(name, &BTreeMap::new(), depth).unwrap();
                assert_ne!(theme.selected, theme.text, "{name} {depth:?}: the selection must show");
                assert_ne!(theme.matched, theme.text, "{name} {depth:?}");
                if depth == Depth::None {
                    assert_eq!((theme.focus.fg, theme.selected.bg), (None, None));
                }
            }
        }
    }

    #[test]
    fn styles_are_read_and_colours_lowered() {
        let rows = [
            ("bold red", Depth::Sixteen, Style::new().fg(Color::Red).add_modifier(Modifier::BOLD)),
            ("#ff0000", Depth::True, Style::new().fg(Color::Rgb(255, 0, 0))),
            ("#ff0000", Depth::Indexed, Style::new().fg(Color::Indexed(196))),
            ("196", Depth::Indexed, Style::new().fg(Color::Indexed(196))),
            ("white on blue", Depth::Sixteen, Style::new().fg(Color::White).bg(Color::Blue)),
            ("white on blue", Depth::None, Style::new().add_modifier(Modifier::REVERSED)),
            ("", Depth::True, Style::new()),
        ];
        for (written, depth, expected) in rows {
            assert_eq!(parse(written, depth), Ok(expected), "{written} {depth:?}");
        }
        assert!(matches!(parse("#ff0000", Depth::Sixteen), Ok(Style { fg: Some(Color::Red | Color::LightRed), .. })));
    }

    #[test]
    fn own_themes_begin_as_the_default_and_mistakes_are_told() {
        let table = |rows: &[(&str, &str)]| rows.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        let own = BTreeMap::from([
            ("mine".to_owned(), table(&[("focus", "bold green")])),
            ("odd".to_owned(), table(&[("focuss", "bold")])),
            ("worse".to_owned(), table(&[("focus", "bould")])),
        ]);
        let mine = Theme::named("mine", &own, Depth::Sixteen).unwrap();
        assert_eq!((mine.focus.fg, mine.alarm.fg), (Some(Color::Green), Some(Color::Red)));
        let rows = [
            ("odd", "themes.odd: nothing is called \"focuss\"; did you mean \"focus\"?"),
            ("worse", "themes.worse.focus: \"bould\" is no colour and no modifier"),
            ("drak", "no theme is called \"drak\"; did you mean \"dark\"?"),
        ];
        for (name, expected) in rows {
            let told = Theme::named(name, &own, Depth::Sixteen).unwrap_err();
            assert!(told.starts_with(expected), "{told}");
        }
    }
}
