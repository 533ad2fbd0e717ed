//! Styles: the 16 colours of the terminal on its own background, and modifiers that carry the meaning without them.

use ratatui::style::{Color, Modifier, Style};

/// Every style by what it is for. Colours that read badly on either a light or a dark background (yellow, blue, grey) are
/// not used; what is secondary is dim, not grey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// Running text.
    pub text: Style,
    /// Secondary text.
    pub dim: Style,
    /// Headings and labels.
    pub heading: Style,
    /// What has the focus.
    pub focus: Style,
    /// Letters that the search matches.
    pub matched: Style,
    /// The part of a search that is not understood.
    pub wrong: Style,
    /// The selected row of the pane in focus.
    pub selected: Style,
    /// The selected row of another pane.
    pub selected_elsewhere: Style,
    /// Missed opportunities; errors.
    pub alarm: Style,
    /// Good practice.
    pub good: Style,
    /// Keys in hints.
    pub key: Style,
}

impl Theme {
    /// The default theme, with or without colour.
    pub fn new(colour: bool) -> Self {
        let fg = |style: Style, colour_of: Color| if colour { style.fg(colour_of) } else { style };
        let plain = Style::new();
        Self {
            text: plain,
            dim: plain.add_modifier(Modifier::DIM),
            heading: plain.add_modifier(Modifier::BOLD),
            focus: fg(plain.add_modifier(Modifier::BOLD), Color::Cyan),
            matched: fg(plain.add_modifier(Modifier::BOLD | Modifier::UNDERLINED), Color::Magenta),
            wrong: fg(plain.add_modifier(Modifier::BOLD | Modifier::UNDERLINED), Color::Red),
            selected: plain.add_modifier(Modifier::REVERSED),
            selected_elsewhere: plain.add_modifier(Modifier::BOLD),
            alarm: fg(plain.add_modifier(Modifier::BOLD), Color::Red),
            good: fg(plain, Color::Green),
            key: plain.add_modifier(Modifier::BOLD),
        }
    }
}
