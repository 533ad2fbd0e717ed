//! A report as lines of a given width, for the screen and for the command line.

use ratatui::style::Style;
use ratatui::text::Line;

use super::detail::Doc;
use super::theme::Theme;
use crate::report::{Block, Link, Report, Row, Table, Tone};
use crate::search::{Highlighter, Query};

use super::text::{column, width};

/// The lines of a report, and which of them lead somewhere.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// The lines.
    pub lines: Vec<Line<'static>>,
    /// What can be selected, from top to bottom.
    pub stops: Vec<Stop>,
}

/// A row that can be selected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// Its first line.
    pub line: usize,
    /// One past its last line.
    pub end: usize,
    /// Where it leads.
    pub link: Link,
}

/// Lays a report out in lines of at most `cells`.
pub fn sheet(report: &Report, cells: usize, theme: Theme) -> Sheet {
    let query = Query::default();
    let highlighter = Highlighter::new(&query, &[]);
    let mut doc = Doc::new(cells, theme, &highlighter);
    let mut stops = Vec::new();
    for about in &report.about {
        doc.aside(about);
    }
    for section in &report.sections {
        if !section.heading.is_empty() {
            doc.heading(&section.heading);
        }
        for block in &section.blocks {
            match block {
                Block::Text(text) => doc.paragraph(text),
                Block::Aside(text) => doc.aside(text),
                Block::Field(label, text) => doc.field(label, text),
                Block::Row(row) => write_row(&mut doc, row, &mut stops),
                Block::Table(table) => write_table(&mut doc, table, &mut stops),
                Block::Figure(_) => {}
            }
        }
    }
    Sheet { lines: doc.lines(), stops }
}

/// The style of a tone.
pub fn toned(theme: &Theme, tone: Tone) -> Style {
    match tone {
        Tone::Plain => theme.text,
        Tone::Alarm => theme.alarm,
        Tone::Waiting => theme.heading,
        Tone::Good => theme.good,
    }
}

fn write_row(doc: &mut Doc<'_, '_>, row: &Row, stops: &mut Vec<Stop>) {
    let line = doc.count();
    let lead = if row.lead.is_empty() { "  ".to_owned() } else { format!("  {} ", column(&row.lead, 4)) };
    let rest = " ".repeat(width(&lead));
    doc.led(&lead, toned(&doc.theme, row.tone), &rest, &row.text, doc.theme.text);
    for about in &row.about {
        doc.flow(&rest, &rest, about, doc.theme.dim);
    }
    stops.extend(row.link.clone().map(|link| Stop { line, end: doc.count(), link }));
}

fn write_table(doc: &mut Doc<'_, '_>, table: &Table, stops: &mut Vec<Stop>) {
    let widths: Vec<usize> = (0..table.columns.len())
        .map(|index| {
            let cells = table.rows.iter().filter_map(|(cells, _)| cells.get(index));
            cells.chain(table.columns.get(index)).map(|cell| width(cell)).max().unwrap_or(0)
        })
        .collect();
    let line = |cells: &[String]| {
        let cells = cells.iter().zip(&widths).map(|(cell, cells)| column(cell, *cells));
        format!("  {}", cells.collect::<Vec<_>>().join("  "))
    };
    doc.line(Line::styled(line(&table.columns), doc.theme.dim));
    for (cells, link) in &table.rows {
        let at = doc.count();
        doc.line(Line::styled(line(cells), doc.theme.text));
        stops.extend(link.clone().map(|link| Stop { line: at, end: at + 1, link }));
    }
}
