//! Styles: what each part of the screen is drawn in. Themes are tables of style strings, the built-in ones in the same
//! language as a user's own; modifiers carry the meaning where there are no colours.

use std::collections::BTreeMap;

use anstyle::{Ansi256Color, RgbColor};
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
    /// No colours.
    None,
    /// The terminal's own 16.
    Sixteen,
    /// The 256 of xterm.
    Indexed,
    /// All that 24 bits name.
    True,
}

macro_rules! theme {
    ($($(#[$doc:meta])* $role:ident: $terminal:literal, $dark:literal, $light:literal, $contrast:literal;)+) => {
        /// Every style by what it is for.
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
        pub struct Theme {
            $($(#[$doc])* #[allow(missing_docs, reason = "several roles may share a doc")] pub $role: Style,)+
        }

        /// The names of the styles, as a theme writes them.
        pub const ROLES: &[&str] = &[$(stringify!($role)),+];

        /// The style of each role in each of [`BUILT_IN`].
        const STYLES: &[[&str; BUILT_IN.len()]] = &[$([$terminal, $dark, $light, $contrast]),+];

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

/// The theme in force where none is named: the terminal's 16 colours on its own background. Those that read badly on
/// either a light or a dark background (yellow, blue, grey) are not used; what is secondary is dim, not grey.
pub const DEFAULT: &str = "terminal";

/// The built-in themes.
pub const BUILT_IN: [&str; 4] = [DEFAULT, "dark", "light", "high-contrast"];

theme! {
    /// Text that is read in lines.
    text: "", "#d8dee9", "#24292f", "white on black";
    /// Text that matters less: labels, counts, hints.
    dim: "dim", "#939fb4", "#57606a", "white on black";
    /// Headings and labels.
    heading: "bold", "bold #eceff4", "bold #1b1f24", "bold white on black";
    /// The pane or overlay that has the focus.
    focus: "bold cyan", "bold #88c0d0", "bold #0550ae", "bold lightyellow on black";
    /// Letters that the search matches.
    matched: "bold underlined magenta", "bold underlined #f0a8d0", "bold underlined #8b1a89",
        "bold underlined lightyellow on black";
    /// The part of a search that is not understood.
    wrong: "bold underlined red", "bold underlined #ff7b72", "bold underlined #b3261e",
        "bold underlined lightred on black";
    /// The selected row of the pane in focus.
    selected: "reversed", "#101418 on #88c0d0", "#ffffff on #0550ae", "bold black on lightyellow";
    /// The selected row of another pane.
    selected_elsewhere: "bold", "bold #ffffff", "bold #000000", "bold underlined white on black";
    /// Missed opportunities; errors.
    alarm: "bold red", "bold #ff7b72", "bold #b3261e", "bold lightred on black";
    /// Good practice; filters that are chosen.
    good: "green", "#a3d39c", "#116329", "bold lightgreen on black";
    /// Practice that failed.
    failing: "red", "#e8b27d", "#8a4600", "bold white on black";
    /// The conclusions of a review.
    conclusion: "cyan", "#9db8ff", "#0550ae", "#9fdfff on black";
    /// Keys in hints.
    key: "bold", "bold #e5c07b", "bold #6f4400", "bold lightyellow on black";
    /// The cells of a heat map, from the least to the most.
    heat1: "", "#d8dee9 on #22303a", "#24292f on #e3edf7", "white on black";
    heat2: "cyan", "#eceff4 on #2b4a5a", "#24292f on #b9d3ee", "bold white on black";
    heat3: "bold cyan", "#ffffff on #35687d", "#ffffff on #2f6cb3", "bold lightyellow on black";
    heat4: "bold reversed cyan", "bold #101418 on #88c0d0", "bold #ffffff on #0a3f85", "bold black on lightyellow";
}

/// A table of style strings by role.
pub type ThemeTable = BTreeMap<String, String>;

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
        let table = own.get(name);
        let base = if table.is_some() { DEFAULT } else { name };
        let Some(column) = BUILT_IN.iter().position(|known| *known == base) else {
            let known = || BUILT_IN.into_iter().chain(own.keys().map(String::as_str));
            let help = did_you_mean(&nearest(name, known()));
            let help = help.unwrap_or_else(|| format!("there are {}", known().collect::<Vec<_>>().join(", ")));
            return Err(format!("no theme is called \"{name}\"; {help}"));
        };
        let styles = ROLES.iter().zip(STYLES).filter_map(|(role, styles)| Some((*role, *styles.get(column)?)));
        let changed = table.into_iter().flatten().map(|(role, style)| (role.as_str(), style.as_str()));
        let mut theme = Self::default();
        for (role, written) in styles.chain(changed) {
            let style = parse(written, depth).map_err(|wrong| format!("themes.{name}.{role}: {wrong}"))?;
            *theme.role(role).ok_or_else(|| {
                let near = did_you_mean(&nearest(role, ROLES.iter().copied()));
                let help = near.unwrap_or_else(|| format!("they are {}", ROLES.join(", ")));
                format!("themes.{name}: nothing is called \"{role}\"; {help}")
            })? = style;
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
    if depth == Depth::None && behind && !written.ends_with("on black") {
        style = style.add_modifier(Modifier::REVERSED);
    }
    Ok(style)
}

/// The nearest colour that the terminal shows; none where it shows none.
fn lowered(colour: Color, depth: Depth) -> Option<Color> {
    Some(match (colour, depth) {
        (_, Depth::None) => return None,
        (Color::Rgb(r, g, b), Depth::Indexed) => Color::Indexed(rgb_to_xterm(RgbColor(r, g, b)).0),
        (Color::Rgb(r, g, b), Depth::Sixteen) => ansi(rgb_to_xterm(RgbColor(r, g, b))),
        (Color::Indexed(index), Depth::Sixteen) => ansi(Ansi256Color(index)),
        (colour, _) => colour,
    })
}

/// The colours of the terminal, by their numbers.
pub const ANSI: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

fn ansi(colour: Ansi256Color) -> Color {
    let number = Ansi256Color::from_ansi(xterm_to_ansi(colour, palette::DEFAULT)).index();
    ANSI.get(usize::from(number)).copied().unwrap_or_default()
}
