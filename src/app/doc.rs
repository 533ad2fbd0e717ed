//! Builds the lines of a text: headings, paragraphs, labelled fields, bullets, sources.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::text::{lit_spans, width, wrap};
use crate::app::theme::Theme;
use crate::case::model::shown_date;
use crate::case::{Case, ClosedList, Confidence, SourceId};
use crate::search::Highlighter;

/// Cells of the labels of fields.
const LABEL: usize = 17;
/// Narrower than this, a field's label stands on a line of its own.
const LABEL_BESIDE: usize = 44;

/// Lines in the making.
pub struct Doc<'a, 'q> {
    /// Cells a line may take.
    pub width: usize,
    /// Styles.
    pub theme: Theme,
    highlighter: &'a Highlighter<'q>,
    lines: Vec<Line<'static>>,
}

impl<'a, 'q> Doc<'a, 'q> {
    /// Without a line.
    pub fn new(width: usize, theme: Theme, highlighter: &'a Highlighter<'q>) -> Self {
        Self { width: width.max(8), theme, highlighter, lines: Vec::new() }
    }

    /// What was built.
    pub fn lines(self) -> Vec<Line<'static>> {
        self.lines
    }

    /// An empty line, unless one stands there already.
    pub fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| line.width() > 0) {
            self.lines.push(Line::default());
        }
    }

    /// A line as it is.
    pub fn line(&mut self, line: Line<'static>) {
        self.lines.push(line);
    }

    /// A heading with an empty line before it.
    pub fn heading(&mut self, text: &str) {
        self.gap();
        self.flow("", "", text, self.theme.heading);
    }

    /// A paragraph.
    pub fn paragraph(&mut self, text: &str) {
        self.flow("", "", text, self.theme.text);
    }

    /// A paragraph of secondary text.
    pub fn aside(&mut self, text: &str) {
        self.flow("", "", text, self.theme.dim);
    }

    /// A labelled text.
    pub fn field(&mut self, label: &str, text: &str) {
        self.styled_field(label, text, self.theme.text);
    }

    /// A labelled text in a style.
    pub fn styled_field(&mut self, label: &str, text: &str, style: Style) {
        if text.is_empty() {
            return;
        }
        if self.width < LABEL_BESIDE {
            self.flow("", "", label, self.theme.dim);
            self.flow("  ", "  ", text, style);
            return;
        }
        let cells = LABEL.max(width(label) + 1);
        let first = format!("{label}{}", " ".repeat(cells - width(label)));
        self.flow(&first, &" ".repeat(LABEL), text, style);
    }

    /// A text behind a sign, its further lines set in.
    pub fn bullet(&mut self, sign: &str, text: &str) {
        let first = format!("{sign} ");
        self.flow(&first, &" ".repeat(width(&first)), text, self.theme.text);
    }

    /// The end of an entry: how well it stands and the numbers of its sources in the list of sources.
    pub fn cited(&mut self, case: &Case, confidence: Option<Confidence>, sources: &[SourceId]) {
        let numbers: Vec<String> = sources
            .iter()
            .filter_map(|id| case.sources.iter().position(|source| source.id == *id))
            .map(|index| (index + 1).to_string())
            .collect();
        let confidence = confidence.map(|confidence| confidence.label().to_lowercase());
        let sources = match numbers.len() {
            0 => None,
            1 => Some(format!("source {}", numbers.join(""))),
            _ => Some(format!("sources {}", numbers.join(", "))),
        };
        let text: Vec<String> = confidence.into_iter().chain(sources).collect();
        self.flow("  ", "  ", &format!("[{}]", text.join("; ")), self.theme.dim);
    }

    /// The sources of an item in full.
    pub fn sources(&mut self, case: &Case, sources: &[SourceId]) {
        self.heading(if sources.len() == 1 { "Source" } else { "Sources" });
        for id in sources {
            let Some(index) = case.sources.iter().position(|source| source.id == *id) else { continue };
            let Some(source) = case.sources.get(index) else { continue };
            let date = shown_date(source.date, None, source.date_text.as_ref());
            let date = date.map(|date| format!(", {date}")).unwrap_or_default();
            let sign = format!("{}.", index + 1);
            self.bullet(
                &sign,
                &format!("{} ({}{date}; {})", source.title, source.publisher, source.kind.label().to_lowercase()),
            );
            let indent = " ".repeat(width(&sign) + 1);
            if let Some(url) = &source.url {
                self.flow(&indent, &indent, url, self.theme.dim);
            }
            if let Some(note) = &source.note {
                self.flow(&indent, &indent, note, self.theme.dim);
            }
        }
    }

    /// A text of one line with its matches lit.
    pub fn lit(&self, text: &str, style: Style) -> Vec<Span<'static>> {
        lit_spans(text, 0..text.len(), &self.highlighter.spans(text), style, self.theme.matched)
    }

    /// How many lines there are.
    pub fn count(&self) -> usize {
        self.lines.len()
    }

    /// A text behind `first` on its first line and behind `rest` on the others, wrapped and with its matches lit.
    pub fn flow(&mut self, first: &str, rest: &str, text: &str, style: Style) {
        self.led(first, self.theme.dim, rest, text, style);
    }

    /// The same, with what leads in a style of its own.
    pub fn led(&mut self, first: &str, lead_style: Style, rest: &str, text: &str, style: Style) {
        let room = self.width.saturating_sub(width(first).max(width(rest)));
        let lit = self.highlighter.spans(text);
        for (index, range) in wrap(text, room).into_iter().enumerate() {
            let lead = if index == 0 { first } else { rest };
            let mut spans = Vec::new();
            if !lead.is_empty() {
                spans.push(Span::styled(lead.to_owned(), lead_style));
            }
            spans.extend(lit_spans(text, range, &lit, style, self.theme.matched));
            self.lines.push(Line::from(spans));
        }
    }
}
