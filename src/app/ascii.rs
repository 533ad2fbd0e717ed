//! A screen for terminals that know nothing but ASCII.

use ratatui::buffer::Buffer;
use unicode_segmentation::UnicodeSegmentation;

use super::text::width;
use crate::text::fold::fold;

/// Signs of our own drawing, behind what stands for them.
const SIGNS: [(&str, &str); 18] = [
    ("+", "┍┑┌┐└┘┏┓┗┛"),
    ("-", "─·–"),
    ("=", "━"),
    ("|", "│┃▍▎▏"),
    (">", "▸›"),
    ("!", "▲"),
    ("*", "✓◆"),
    ("n", "¶"),
    ("~", "…"),
    ("x", "×✗"),
    ("v", "↓"),
    ("^", "↑"),
    ("'", "’‘"),
    // Bars, shades from light to dark, and what stands on a line of time.
    ("#", "█▉▊▋▌▄▅▆▇"),
    (".", "░▁▂▃"),
    (":", "▒"),
    ("%", "▓"),
    ("o", "●○"),
];

/// The signs of frames and lines.
const LINES: [&str; 14] = ["│", "┃", "─", "━", "┌", "┐", "└", "┘", "┍", "┑", "┏", "┓", "┗", "┛"];

/// Takes away frames and the lines between columns and texts, for readers of one line after the other.
pub fn take_lines_away(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if LINES.contains(&cell.symbol()) {
            cell.set_symbol(" ");
        }
    }
}

/// Replaces every sign that is not ASCII: borders and marks by others, letters by those without accents, the rest by
/// "?".
pub fn make_ascii(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if !cell.symbol().is_ascii() {
            let plain = plain(cell.symbol());
            cell.set_symbol(&plain);
        }
    }
}

/// A line of text as a terminal that knows nothing but ASCII can show it. It takes no more cells than before.
pub fn ascii_line(text: &str) -> String {
    if text.is_ascii() { text.to_owned() } else { text.graphemes(true).map(plain).collect() }
}

fn plain(symbol: &str) -> String {
    if symbol.is_ascii() {
        return symbol.to_owned();
    }
    if let Some((plain, _)) = SIGNS.iter().find(|(_, signs)| signs.contains(symbol)) {
        return (*plain).to_owned();
    }
    let cells = width(symbol);
    let folded = fold(symbol);
    let capital = symbol.chars().any(char::is_uppercase);
    let folded = if capital { folded.to_uppercase() } else { folded };
    if folded.is_ascii() && folded.len() == cells { folded } else { "?".repeat(cells.min(1)) }
}
