//! A screen for terminals that know nothing but ASCII.

use ratatui::buffer::Buffer;

use super::text::width;
use crate::search::fold;

/// Signs of our own drawing, and what stands for them.
const SIGNS: [(&str, &str); 26] = [
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
    ("…", "~"),
    ("·", "-"),
    ("×", "x"),
    ("›", ">"),
    ("↓", "v"),
    ("↑", "^"),
    ("’", "'"),
    ("‘", "'"),
    ("–", "-"),
];

/// Replaces every sign that is not ASCII: borders and marks by others, letters by those without accents, the rest by "?".
pub fn make_ascii(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        let symbol = cell.symbol();
        if symbol.is_ascii() {
            continue;
        }
        let known = SIGNS.iter().find(|(sign, _)| *sign == symbol).map(|(_, plain)| (*plain).to_owned());
        let cells = width(symbol);
        let plain = known.unwrap_or_else(|| {
            let folded = fold(symbol);
            let capital = symbol.chars().any(char::is_uppercase);
            let folded = if capital { folded.to_uppercase() } else { folded };
            if folded.is_ascii() && folded.len() == cells { folded } else { "?".repeat(cells.min(1)) }
        });
        cell.set_symbol(&plain);
    }
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
}
