//! Lines in the making: headings, paragraphs, labelled texts, rows, wrapped to a width and with their matches lit.

use super::sheet::{Role, Sheet, SheetHeading, SheetLine, SheetPiece, Stop, TextPart};
use crate::search::Highlighter;
use crate::text::cells::{fit, width, wrap};

/// Narrower than this, a field's label stands on a line of its own.
const LABEL_BESIDE: usize = 44;

/// Lines in the making.
pub(super) struct Lines<'a, 'q> {
    /// Cells a line may take.
    pub width: usize,
    highlighter: Option<&'a Highlighter<'q>>,
    lines: Vec<SheetLine>,
    /// The texts that the lines show, as they were before they were wrapped.
    texts: Vec<String>,
    headings: Vec<SheetHeading>,
}

impl<'a, 'q> Lines<'a, 'q> {
    /// Without a line.
    pub fn new(width: usize, highlighter: Option<&'a Highlighter<'q>>) -> Self {
        Self { width: width.max(8), highlighter, lines: Vec::new(), texts: Vec::new(), headings: Vec::new() }
    }

    /// The lines with their texts and headings, and what can be selected in them.
    pub fn done(self, stops: Vec<Stop>) -> Sheet {
        Sheet { lines: self.lines, stops, headings: self.headings, texts: self.texts }
    }

    /// How many lines there are.
    pub fn count(&self) -> usize {
        self.lines.len()
    }

    /// An empty line, unless one stands there already.
    pub fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.pieces.is_empty()) {
            self.lines.push(SheetLine::default());
        }
    }

    /// A line of these pieces, cut where the room is shorter.
    pub fn line(&mut self, pieces: Vec<SheetPiece>) {
        let mut left = self.width;
        let mut kept = Vec::new();
        for piece in pieces {
            let text = fit(&piece.text, left);
            left -= width(&text);
            kept.push(SheetPiece { text, ..piece });
        }
        self.lines.push(SheetLine { pieces: kept });
    }

    /// A heading with an empty line before it.
    pub fn heading(&mut self, text: &str, under: bool, role: Role) {
        self.gap();
        self.headings.push(SheetHeading { line: self.lines.len(), text: text.to_owned(), under });
        self.flow("", "", text, role);
    }

    /// True if this is the heading that was written last.
    pub fn heads(&self, text: &str) -> bool {
        self.headings.last().is_some_and(|heading| heading.text == text)
    }

    /// A labelled text, its label in at least `cells`.
    pub fn field(&mut self, label: &str, cells: usize, text: &str, role: Role) {
        if text.is_empty() {
            return;
        }
        if self.width < LABEL_BESIDE {
            self.flow("", "", label, Role::Dim);
            self.flow("  ", "  ", text, role);
            return;
        }
        let first = format!("{label}{}", " ".repeat(cells.saturating_sub(width(label)).max(1)));
        self.flow(&first, &" ".repeat(cells), text, role);
    }

    /// A text behind `first` on its first line and behind `rest` on the others, wrapped and with its matches lit.
    pub fn flow(&mut self, first: &str, rest: &str, text: &str, role: Role) {
        self.led(first, Role::Dim, rest, text, role);
    }

    /// The same, with what leads in a role of its own.
    pub fn led(&mut self, first: &str, lead_role: Role, rest: &str, text: &str, role: Role) {
        let room = self.width.saturating_sub(width(first).max(width(rest)));
        for (index, line) in self.wrapped(text, room, role).into_iter().enumerate() {
            let lead = if index == 0 { first } else { rest };
            let lead = Some(SheetPiece::new(lead, lead_role)).filter(|piece| !piece.text.is_empty());
            self.lines.push(SheetLine { pieces: lead.into_iter().chain(line).collect() });
        }
    }

    /// A text wrapped at `room`, with its matches lit: matches go on over the end of a line.
    pub fn wrapped(&mut self, text: &str, room: usize, role: Role) -> Vec<Vec<SheetPiece>> {
        let number = self.texts.len();
        self.texts.push(text.to_owned());
        let lit = self.highlighter.map(|highlighter| highlighter.spans(text)).unwrap_or_default();
        let line = |range: std::ops::Range<usize>| {
            let mut pieces = Vec::new();
            let mut push = |from: usize, to: usize, lit: bool| {
                if let Some(part) = text.get(from..to).filter(|part| !part.is_empty()) {
                    let of = Some(TextPart { text: number, start: from });
                    pieces.push(SheetPiece { text: part.to_owned(), role, lit, of });
                }
            };
            let mut at = range.start;
            for span in &lit {
                let (from, to) = (span.start.max(range.start), span.end.min(range.end));
                if from < to {
                    push(at, from, false);
                    push(from, to, true);
                    at = to;
                }
            }
            push(at, range.end, false);
            pieces
        };
        wrap(text, room).into_iter().map(line).collect()
    }
}
