//! From cells that changed to as few bytes as any terminal understands.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

use crate::app::theme::ANSI;

/// Collects the bytes of a frame, and knows where they leave the cursor and with what colours and modifiers.
pub struct Painter {
    bytes: String,
    /// The place of the cursor, while that is certain. A full line leaves it in a column behind the last one.
    cursor: Option<Position>,
    style: CellStyle,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct CellStyle {
    foreground: Color,
    background: Color,
    modifier: Modifier,
}

impl CellStyle {
    const PLAIN: Self = Self { foreground: Color::Reset, background: Color::Reset, modifier: Modifier::empty() };

    fn of(cell: &Cell) -> Self {
        Self { foreground: cell.fg, background: cell.bg, modifier: cell.modifier }
    }
}

impl Painter {
    /// Nothing yet; the cursor may stand anywhere, the style is plain.
    pub const fn new() -> Self {
        Self { bytes: String::new(), cursor: None, style: CellStyle::PLAIN }
    }

    /// Adds a sequence that moves nothing.
    pub fn control(&mut self, sequence: &str) {
        self.bytes.push_str(sequence);
    }

    /// Writes cells of `next`, from left to right and from top to bottom. The others of `next` are on the screen already.
    pub fn cells(&mut self, changed: &[(u16, u16, &Cell)], next: &Buffer) {
        for (x, y, cell) in changed {
            self.go(Position::new(*x, *y), next);
            self.set_style(CellStyle::of(cell));
            self.symbol(cell.symbol(), next.area.width);
        }
    }

    /// Makes the style plain.
    pub fn plain(&mut self) {
        self.set_style(CellStyle::PLAIN);
    }

    /// Moves the cursor.
    pub fn cursor(&mut self, to: Position) {
        if self.cursor != Some(to) {
            self.bytes.push_str(&absolute(to));
            self.cursor = Some(to);
        }
    }

    /// The bytes of the frame.
    pub fn finish(self) -> String {
        self.bytes
    }

    /// Goes to a cell in the shortest way: over letters that stand there already, along the line, down to the next, or
    /// from the corner.
    fn go(&mut self, to: Position, next: &Buffer) {
        if self.cursor == Some(to) {
            return;
        }
        let mut way = absolute(to);
        if let Some(from) = self.cursor {
            let column = if to.x == 0 { "\r".to_owned() } else { format!("\x1b[{}G", to.x + 1) };
            let along = match to.y.checked_sub(from.y) {
                Some(0) => Some(column),
                Some(1) => Some(format!("\n{column}")),
                _ => None,
            };
            let over = self.over(from, to, next);
            for shorter in [along, over].into_iter().flatten() {
                if shorter.len() < way.len() {
                    way = shorter;
                }
            }
        }
        self.bytes.push_str(&way);
        self.cursor = Some(to);
    }

    /// The letters from here to there, if the style can write them as it is.
    fn over(&self, from: Position, to: Position, next: &Buffer) -> Option<String> {
        if from.y != to.y || from.x > to.x || to.x - from.x > 8 {
            return None;
        }
        (from.x..to.x)
            .map(|x| {
                let cell = next.cell((x, to.y))?;
                (cell.symbol().len() == 1 && CellStyle::of(cell) == self.style).then(|| cell.symbol())
            })
            .collect()
    }

    fn symbol(&mut self, symbol: &str, width: u16) {
        self.bytes.push_str(symbol);
        // Terminals do not agree how wide what is more than one plain character is.
        let certain = symbol.width() == 1 && symbol.chars().count() == 1;
        self.cursor = self.cursor.filter(|at| certain && at.x < width).map(|at| Position { x: at.x + 1, ..at });
    }

    fn set_style(&mut self, style: CellStyle) {
        if style == self.style {
            return;
        }
        let mut anew = vec![if style == CellStyle::PLAIN { String::new() } else { "0".to_owned() }];
        codes(CellStyle::PLAIN, style, &mut anew);
        let mut changes = Vec::new();
        codes(self.style, style, &mut changes);
        let (anew, changes) = (anew.join(";"), changes.join(";"));
        self.bytes.push_str("\x1b[");
        // An empty list of changes would be a reset.
        self.bytes.push_str(if !changes.is_empty() && changes.len() <= anew.len() { &changes } else { &anew });
        self.bytes.push('m');
        self.style = style;
    }
}

/// The cells of `next` that must be written where `shown` stands. What is left of a wide character when one half of it is
/// overwritten is up to the terminal, so its other half is written too. Ratatui's `Buffer::diff` leaves some of it.
pub fn changes<'next>(shown: &Buffer, next: &'next Buffer) -> Vec<(u16, u16, &'next Cell)> {
    let row = usize::from(next.area.width.max(1));
    let mut changed = Vec::new();
    for (y, (old, new)) in (0..).zip(shown.content.chunks(row).zip(next.content.chunks(row))) {
        // Cells before the first of these are behind a wide character, those before the second may show anything.
        let (mut hidden, mut stale) = (0, 0);
        for (x, (old, new)) in (0u16..).zip(old.iter().zip(new)) {
            let differs = old != new || x < stale;
            if differs {
                stale = stale.max(x + cells_of(old));
            }
            if x < hidden {
                continue;
            }
            let wide = cells_of(new);
            hidden = x + wide;
            if differs {
                stale = stale.max(hidden);
                changed.push((x, y, new));
            }
        }
    }
    changed
}

fn cells_of(cell: &Cell) -> u16 {
    let symbol = cell.symbol();
    if symbol.len() == 1 { 1 } else { u16::try_from(symbol.width()).unwrap_or(1).max(1) }
}

fn absolute(to: Position) -> String {
    match (to.x, to.y) {
        (0, 0) => "\x1b[H".to_owned(),
        (0, y) => format!("\x1b[{}H", y + 1),
        (x, y) => format!("\x1b[{};{}H", y + 1, x + 1),
    }
}

/// Modifiers with the codes that set and unset them.
const MODIFIERS: [(Modifier, &str, &str); 9] = [
    (Modifier::BOLD, "1", "22"),
    (Modifier::DIM, "2", "22"),
    (Modifier::ITALIC, "3", "23"),
    (Modifier::UNDERLINED, "4", "24"),
    (Modifier::SLOW_BLINK, "5", "25"),
    (Modifier::RAPID_BLINK, "6", "25"),
    (Modifier::REVERSED, "7", "27"),
    (Modifier::HIDDEN, "8", "28"),
    (Modifier::CROSSED_OUT, "9", "29"),
];

/// The codes that change one style into another.
fn codes(from: CellStyle, to: CellStyle, codes: &mut Vec<String>) {
    let gone = from.modifier.difference(to.modifier);
    let mut kept = from.modifier;
    for (modifier, _, unset) in MODIFIERS {
        if gone.contains(modifier) && !codes.iter().any(|code| code == unset) {
            codes.push(unset.to_owned());
        }
    }
    // One code unsets two modifiers.
    for (modifier, _, unset) in MODIFIERS {
        if codes.iter().any(|code| code == unset) {
            kept.remove(modifier);
        }
    }
    for (modifier, set, _) in MODIFIERS {
        if to.modifier.difference(kept).contains(modifier) {
            codes.push(set.to_owned());
        }
    }
    if from.foreground != to.foreground {
        codes.push(colour(to.foreground, 30));
    }
    if from.background != to.background {
        codes.push(colour(to.background, 40));
    }
}

/// The code of a colour; `base` is 30 for the foreground and 40 for the background.
fn colour(colour: Color, base: u8) -> String {
    match colour {
        Color::Indexed(number) => format!("{};5;{number}", base + 8),
        Color::Rgb(red, green, blue) => format!("{};2;{red};{green};{blue}", base + 8),
        // The second eight are the bright ones; a colour that has no number is the terminal's own.
        named => match (0..).zip(ANSI).find(|(_, known)| *known == named) {
            Some((number, _)) => (base + number % 8 + if number < 8 { 0 } else { 60 }).to_string(),
            None => (base + 9).to_string(),
        },
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    const SIZE: (u16, u16) = (24, 5);

    /// Texts at places, in styles.
    fn screen() -> impl Strategy<Value = Buffer> {
        let colours = prop::sample::select(vec![Color::Reset, Color::Red, Color::LightBlue, Color::Indexed(99)]);
        let modifiers = prop::sample::select(vec![
            Modifier::empty(),
            Modifier::BOLD,
            Modifier::DIM,
            Modifier::BOLD | Modifier::REVERSED,
            Modifier::UNDERLINED,
        ]);
        let style = (colours.clone(), colours, modifiers).prop_map(|(foreground, background, modifier)| {
            Style::new().fg(foreground).bg(background).add_modifier(modifier).remove_modifier(!modifier)
        });
        let text = prop::sample::select(vec![
            "a",
            "abcdefgh",
            "─│┃━",
            "Ärger",
            "日本",
            "a b a b a b",
            "                        ",
        ]);
        prop::collection::vec((0..SIZE.0, 0..SIZE.1, text, style), 0..12).prop_map(|texts| {
            let mut buffer = Buffer::empty(Rect::new(0, 0, SIZE.0, SIZE.1));
            for (x, y, text, style) in texts {
                buffer.set_string(x, y, text, style);
            }
            buffer
        })
    }

    fn painted(shown: &Buffer, next: &Buffer) -> String {
        let mut painter = Painter::new();
        painter.cells(&changes(shown, next), next);
        painter.plain();
        painter.finish()
    }

    /// The visible content of each cell: nothing and a blank are the same, and a blank is neither bold nor red.
    fn cells(screen: &vt100::Screen) -> Vec<String> {
        let seen = |y, x| {
            let cell = screen.cell(y, x).unwrap();
            let text = cell.contents().trim_end();
            let ink = (!text.is_empty()).then(|| (cell.fgcolor(), cell.bold(), cell.dim()));
            format!("{text}{ink:?}{:?}{}{}", cell.bgcolor(), cell.inverse(), cell.underline())
        };
        (0..SIZE.1).flat_map(|y| (0..SIZE.0).map(move |x| (y, x))).map(|(y, x)| seen(y, x)).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

        #[test]
        fn a_terminal_shows_what_was_painted(screens in prop::collection::vec(screen(), 1..4)) {
            let mut shown = Buffer::empty(Rect::new(0, 0, SIZE.0, SIZE.1));
            let mut terminal = vt100::Parser::new(SIZE.1, SIZE.0, 0);
            for next in screens {
                terminal.process(painted(&shown, &next).as_bytes());
                let mut fresh = vt100::Parser::new(SIZE.1, SIZE.0, 0);
                // Each cell by itself, from nothing: the slow way.
                let blank = Buffer::empty(shown.area);
                for y in 0..SIZE.1 {
                    let mut x = 0;
                    while x < SIZE.0 {
                        let mut one = blank.clone();
                        one[(x, y)] = next[(x, y)].clone();
                        fresh.process(painted(&blank, &one).as_bytes());
                        x += cells_of(&one[(x, y)]);
                    }
                }
                for (one, other) in cells(terminal.screen()).iter().zip(cells(fresh.screen())) {
                    prop_assert_eq!(one, &other);
                }
                shown = next;
            }
        }
    }

    #[test]
    fn the_shortest_way_is_taken() {
        let blank = Buffer::empty(Rect::new(0, 0, SIZE.0, SIZE.1));
        let bold = Style::new().add_modifier(Modifier::BOLD);
        let dim = Style::new().add_modifier(Modifier::DIM);
        let plain = Style::new();
        // Texts with their places and styles, and the bytes that are written.
        let rows = [
            ((0, 0, "ab", plain), None, "\x1b[Hab"),
            ((0, 2, "ab", bold), None, "\x1b[3H\x1b[1mab\x1b[m"),
            ((3, 2, "ab", bold), Some((5, 2, "cd", dim)), "\x1b[3;4H\x1b[1mab\x1b[0;2mcd\x1b[m"),
            ((0, 0, "ab", plain), Some((4, 0, "cd", plain)), "\x1b[Hab  cd"),
            ((0, 0, "ab", plain), Some((14, 0, "cd", plain)), "\x1b[Hab\x1b[15Gcd"),
            ((0, 0, "ab", plain), Some((0, 1, "cd", plain)), "\x1b[Hab\n\rcd"),
            ((9, 0, "日", plain), Some((11, 0, "x", plain)), "\x1b[1;10H日\x1b[1;12Hx"),
        ];
        for (first, second, expected) in rows {
            let mut next = blank.clone();
            for (x, y, text, style) in std::iter::once(first).chain(second) {
                next.set_string(x, y, text, style);
            }
            assert_eq!(painted(&blank, &next), expected);
        }
        assert_eq!(painted(&blank, &blank), "");
    }
}
