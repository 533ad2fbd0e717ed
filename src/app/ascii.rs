//! A screen for terminals that know nothing but ASCII.

use ratatui::buffer::Buffer;
use unicode_segmentation::UnicodeSegmentation;

use super::text::width;
use crate::text::fold::fold;

/// Signs of our own drawing, and what stands for them.
const SIGNS: [(&str, &str); 40] = [
    ("┍", "+"),
    ("┑", "+"),
    ("─", "-"),
    ("━", "="),
    ("│", "|"),
    ("┃", "|"),
    ("┌", "+"),
    ("┐", "+"),
    ("└", "+"),
    ("┘", "+"),
    ("┏", "+"),
    ("┓", "+"),
    ("┗", "+"),
    ("┛", "+"),
    ("▸", ">"),
    ("▲", "!"),
    ("✓", "*"),
    ("◆", "*"),
    ("¶", "n"),
    ("…", "~"),
    ("·", "-"),
    ("×", "x"),
    ("›", ">"),
    ("↓", "v"),
    ("↑", "^"),
    ("’", "'"),
    ("‘", "'"),
    ("–", "-"),
    // Bars, shades from light to dark, and what stands on a line of time.
    ("█", "#"),
    ("▉", "#"),
    ("▊", "#"),
    ("▋", "#"),
    ("▌", "#"),
    ("▍", "|"),
    ("▎", "|"),
    ("▏", "|"),
    ("░", "."),
    ("▒", ":"),
    ("▓", "%"),
    ("●", "o"),
];

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
    if let Some((_, plain)) = SIGNS.iter().find(|(sign, _)| *sign == symbol) {
        return (*plain).to_owned();
    }
    let cells = width(symbol);
    let folded = fold(symbol);
    let capital = symbol.chars().any(char::is_uppercase);
    let folded = if capital { folded.to_uppercase() } else { folded };
    if folded.is_ascii() && folded.len() == cells { folded } else { "?".repeat(cells.min(1)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    #[test]
    fn nothing_but_ascii_is_left() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 40, 1));
        buffer.set_string(0, 0, "┏━▸ Ärger, Climbié ▲ 日本 … Иван", Style::new());
        make_ascii(&mut buffer);
        let text: String = buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect();
        assert!(text.is_ascii(), "{text}");
        assert!(text.starts_with("+=> Arger, Climbie ! ?"), "{text}");
    }

    #[test]
    fn lines_of_pictures_have_signs_of_their_own() {
        let rows = [
            ("plain", "plain"),
            ("Missed  ██▌ 5", "Missed  ### 5"),
            (" 1░  2▒  3▓  4█", " 1.  2:  3%  4#"),
            ("Dec 2006  ●●▲  3", "Dec 2006  oo!  3"),
            ("Ärger · Climbié – 日本", "Arger - Climbie - ??"),
        ];
        for (text, expected) in rows {
            assert_eq!(ascii_line(text), expected);
        }
    }
}
