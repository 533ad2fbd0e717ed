//! A report as lines of a given width, for the screen and for the command line.

use ratatui::text::Line;

use super::doc::Doc;
pub use super::figure::toned;
use super::figure::write_figure;
use super::text::{column, fit, width};
use super::theme::Theme;
use crate::page::{Block, Figure, Link, Page, Row, Table};
use crate::search::{Highlighter, Query};

/// Widest running text: longer lines are hard to read.
const WIDEST: usize = 110;
/// Cells before the text of a row, where nothing longer leads.
const LEAD: usize = 3;
/// The longest lead that texts beside it are set in for.
const LONGEST_LEAD: usize = 6;
/// The narrowest that a column of words is made before a table is written as a list.
const NARROWEST: usize = 8;

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
pub fn sheet(report: &Page, cells: usize, theme: Theme) -> Sheet {
    let query = Query::default();
    let highlighter = Highlighter::new(&query, &[]);
    let mut doc = Doc::new(cells.min(WIDEST), theme, &highlighter);
    let mut stops = Vec::new();
    for about in &report.about {
        doc.aside(about);
    }
    if !report.about.is_empty() {
        doc.gap();
    }
    for section in &report.sections {
        if !section.heading.is_empty() {
            doc.heading(&section.heading);
        }
        // Texts of a section stand under each other, whatever leads them.
        let lead = section.blocks.iter().map(|block| match block {
            Block::Row(row) => width(&row.lead),
            _ => 0,
        });
        let lead = lead.max().unwrap_or(0);
        let lead = if lead == 0 { 0 } else { lead.clamp(LEAD, LONGEST_LEAD) };
        for (index, block) in section.blocks.iter().enumerate() {
            // What is no running text stands apart from it, but not from its heading.
            if index > 0 && matches!(block, Block::Table(_) | Block::Figure(_)) {
                doc.gap();
            }
            match block {
                Block::Text(text) => doc.paragraph(text),
                Block::Aside(text) => doc.aside(text),
                Block::Field(label, text) => doc.field(label, text),
                Block::Row(row) => write_row(&mut doc, row, lead, &mut stops),
                Block::Table(table) => write_table(&mut doc, table, &mut stops),
                Block::Figure(figure) => {
                    // A grid is no running text: it may take all the room there is.
                    let text = doc.width;
                    if matches!(figure, Figure::Grid { .. }) {
                        doc.width = cells.max(text);
                    }
                    write_figure(&mut doc, figure);
                    doc.width = text;
                    doc.gap();
                }
            }
        }
    }
    Sheet { lines: doc.lines(), stops }
}

/// A row: what leads it, its text, and what is secondary to it set in below.
fn write_row(doc: &mut Doc<'_, '_>, row: &Row, lead: usize, stops: &mut Vec<Stop>) {
    let line = doc.count();
    let first = if lead == 0 { "  ".to_owned() } else { format!("  {}  ", column(&row.lead, lead)) };
    let rest = " ".repeat(width(&first));
    doc.led(&first, toned(&doc.theme, row.tone), &rest, &row.text, doc.theme.text);
    let below = format!("{rest}  ");
    for about in &row.about {
        doc.flow(&below, &format!("{below}  "), about, doc.theme.dim);
    }
    for note in row.note_lines() {
        doc.flow(&below, &format!("{below}  "), &note, doc.theme.dim);
    }
    stops.extend(row.link.clone().map(|link| Stop { line, end: doc.count(), link }));
}

fn write_table(doc: &mut Doc<'_, '_>, table: &Table, stops: &mut Vec<Stop>) {
    let cells_of = |index: usize| table.rows.iter().filter_map(move |(cells, _)| cells.get(index));
    let columns = 0..table.columns.len();
    let mut widths: Vec<usize> = columns
        .clone()
        .map(|index| cells_of(index).chain(table.columns.get(index)).map(|cell| width(cell)).max().unwrap_or(0))
        .collect();
    let numbers: Vec<bool> = columns.map(|index| is_of_numbers(cells_of(index))).collect();
    if !shrink(&mut widths, &numbers, doc.width) {
        write_list(doc, table, stops);
        return;
    }
    let line = |cells: &[String]| {
        let cells = cells.iter().zip(&widths).zip(&numbers).map(|((cell, cells), number)| {
            if *number {
                format!("{}{}", " ".repeat(cells.saturating_sub(width(cell))), fit(cell, *cells))
            } else {
                column(cell, *cells)
            }
        });
        format!("  {}", cells.collect::<Vec<_>>().join("  ")).trim_end().to_owned()
    };
    doc.line(Line::styled(line(&table.columns), doc.theme.dim));
    for (cells, link) in &table.rows {
        let at = doc.count();
        doc.line(Line::styled(line(cells), doc.theme.text));
        stops.extend(link.clone().map(|link| Stop { line: at, end: at + 1, link }));
    }
}

/// Whether a column holds numbers, which stand under each other by their last digit.
fn is_of_numbers<'a>(mut cells: impl Iterator<Item = &'a String>) -> bool {
    cells.all(|cell| cell.chars().all(|c| c.is_ascii_digit() || "%<>.,-".contains(c)))
}

/// Takes from the widest column of words until the table fits in `room`; says whether it does.
fn shrink(widths: &mut [usize], numbers: &[bool], room: usize) -> bool {
    let taken = |widths: &[usize]| widths.iter().map(|cells| cells + 2).sum::<usize>();
    while taken(widths) > room {
        let words = widths.iter_mut().zip(numbers).filter(|(_, number)| !**number).map(|(cells, _)| cells);
        match words.max() {
            Some(widest) if *widest > NARROWEST => *widest -= 1,
            _ => return false,
        }
    }
    true
}

/// A table where there is no room for its columns: a row each, with the names of the columns.
fn write_list(doc: &mut Doc<'_, '_>, table: &Table, stops: &mut Vec<Stop>) {
    for (cells, link) in &table.rows {
        let line = doc.count();
        doc.flow("  ", "  ", cells.first().map_or("", String::as_str), doc.theme.text);
        let named = table.columns.iter().zip(cells).skip(1).filter(|(_, cell)| !cell.is_empty());
        let named: Vec<String> = named.map(|(name, cell)| format!("{name} {cell}")).collect();
        doc.flow("    ", "    ", &named.join(" · "), doc.theme.dim);
        stops.extend(link.clone().map(|link| Stop { line, end: doc.count(), link }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let columns = ["Agency addressed", "R", "Total", "Known"].map(str::to_owned).to_vec();
        let rows = [["National government", "3", "148", "<1%"], ["GP", "-", "9", "100%"]];
        let link = Some(Link::Agency("gp".to_owned()));
        Table { columns, rows: rows.map(|cells| (cells.map(str::to_owned).to_vec(), link.clone())).to_vec() }
    }

    fn lines(cells: usize) -> Vec<String> {
        let report = Page {
            sections: vec![crate::page::Section { heading: String::new(), blocks: vec![Block::Table(table())] }],
            ..Page::default()
        };
        let sheet = sheet(&report, cells, Theme::new(false));
        assert_eq!(sheet.stops.len(), 2);
        sheet.lines.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_table_gives_up_words_before_numbers_and_columns_before_both() {
        let wide = [
            "  Agency addressed     R  Total  Known",
            "  National government  3    148    <1%",
            "  GP                   -      9   100%",
        ];
        assert_eq!(lines(80), wide);
        let narrow =
            ["  Agency ad…  R  Total  Known", "  National…   3    148    <1%", "  GP          -      9   100%"];
        assert_eq!(lines(29), narrow);
        let list = [
            "  National government",
            "    R 3 · Total 148 ·",
            "    Known <1%",
            "  GP",
            "    R - · Total 9 ·",
            "    Known 100%",
        ];
        assert_eq!(lines(24), list);
    }
}
