//! Markdown, for mails and wikis: readable as it is, and no text of a case acts as a sign of it.
//!
//! Below each entry stands where it was found, with the numbers of its sources, which are listed at the end: as a text that
//! reads well in a mail, where links below every line would drown it.

use super::numbers::numbers;
use super::references::{References, sources_told};
use crate::case::{ClosedList, Source};
use crate::page::citation::{escaped, file_told, is_web, link, reference, source_title};
use crate::page::{Block, Columns, Labelled, Listing, Page, Row};

/// A report as Markdown.
pub fn write(report: &Page, listing: &Listing) -> String {
    let references = References::of(report, listing);
    let page = MarkdownPage { listing, references };
    let mut blocks = vec![format!("# {}", line(&report.title))];
    blocks.extend(report.about.iter().map(|about| line(about)));
    for section in &report.sections {
        if !section.heading.is_empty() {
            let sign = if section.under { "###" } else { "##" };
            blocks.push(format!("{sign} {}", line(&section.heading)));
        }
        page.section(&section.blocks, &mut blocks);
    }
    let mut rest = page.references.rest().peekable();
    if rest.peek().is_some() {
        blocks.push("## Sources".to_owned());
        let lines: Vec<String> =
            rest.map(|(number, source)| format!("- Source {number}: {}", written(source))).collect();
        blocks.push(lines.join("\n"));
    }
    blocks.push(format!("Made with Casebook on {}.", listing.today));
    blocks.join("\n\n") + "\n"
}

struct MarkdownPage<'a> {
    listing: &'a Listing,
    references: References<'a>,
}

impl MarkdownPage<'_> {
    /// Neighbouring rows are one list, neighbouring fields another.
    fn section(&self, section: &[Block], blocks: &mut Vec<String>) {
        let mut list: Vec<String> = Vec::new();
        for block in section {
            match block {
                Block::Row(row) => list.push(self.row(row)),
                Block::Field(Labelled { label, text, .. }) => list.push(format!("- {}: {}", line(label), line(text))),
                _ => {}
            }
            if !matches!(block, Block::Row(_) | Block::Field(..)) && !list.is_empty() {
                blocks.push(std::mem::take(&mut list).join("\n"));
            }
            match block {
                Block::Row(_) | Block::Field(..) => {}
                Block::Text(text) => blocks.extend(paragraphs(text)),
                Block::Aside(text) => blocks.extend(paragraphs(text).map(|text| format!("*{text}*"))),
                Block::Note(text) => {
                    blocks.extend(paragraphs(&text.replace('\n', "\n\n")).map(|text| format!("> Note: {text}")));
                }
                Block::Basis(basis) => {
                    let told = sources_told(basis.confidence, &self.references.numbers_of(&basis.sources));
                    blocks.extend(told.map(|told| format!("*{}*", line(&told))));
                }
                Block::Columns(columns) => blocks.push(side_by_side(columns)),
                Block::Table(table) => {
                    let rows = table.rows.iter().map(|(cells, _)| cells.clone()).collect();
                    blocks.push(grid(&table.columns, rows));
                }
                Block::Figure(figure) => {
                    let (columns, rows) = numbers(figure);
                    blocks.push(grid(&columns, rows));
                }
            }
        }
        if !list.is_empty() {
            blocks.push(list.join("\n"));
        }
    }

    fn row(&self, row: &Row) -> String {
        if let Some((number, source, about)) = self.references.own(row) {
            let about: String = about.iter().map(|about| format!("\n  - {}", line(about))).collect();
            return format!("- Source {number}: {}{about}{}", written(source), noted(row));
        }
        let lead = if row.lead.is_empty() { String::new() } else { format!("**{}** ", line(&row.lead)) };
        let mut text = format!("- {lead}{}", line(&row.text));
        for about in &row.about {
            text.push_str(&format!("\n  - {}", line(about)));
        }
        text.push_str(&noted(row));
        let place = self.listing.item(row).and_then(|(_, case, item)| reference(case, item, &self.listing.vocabulary));
        // The place of a row in the record tells its confidence.
        let confidence = row.basis.confidence.filter(|_| place.is_none());
        let told = sources_told(confidence, &self.references.numbers(row));
        let cited: Vec<String> = place.into_iter().chain(told).collect();
        if !cited.is_empty() {
            text.push_str(&format!("\n  - {}", line(&cited.join(" "))));
        }
        text
    }
}

/// The note on a row, a line of it a line in Markdown too.
fn noted(row: &Row) -> String {
    let lines: Vec<String> = row.note_lines().iter().map(|text| line(text)).collect();
    let paragraphs = lines.split(String::is_empty).filter(|lines| !lines.is_empty());
    let paragraphs: Vec<String> = paragraphs.map(|lines| lines.join("\\\n    ")).collect();
    if paragraphs.is_empty() { String::new() } else { format!("\n  - {}", paragraphs.join("\n\n    ")) }
}

/// A text on one line in which nothing is Markdown.
fn line(text: &str) -> String {
    escaped(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn paragraphs(text: &str) -> impl Iterator<Item = String> {
    text.split("\n\n").map(line).filter(|paragraph| !paragraph.is_empty())
}

fn written(source: &Source) -> String {
    let title = line(&source_title(source));
    let kind = line(&source.kind.label().to_lowercase());
    let address = match &source.url {
        Some(url) if is_web(url) => format!(", <{}>", link(url)),
        Some(url) => format!(" ({})", line(url)),
        None => String::new(),
    };
    let note = source.note.as_ref().map(|note| format!(". {}", line(note))).unwrap_or_default();
    let held = file_told(source).map(|held| format!(". {}", line(&held))).unwrap_or_default();
    format!("{title} ({kind}){address}{note}{held}")
}

/// Texts side by side as a table, the texts of a cell one behind the other.
fn side_by_side(columns: &Columns) -> String {
    let heads: Vec<String> = std::iter::once(String::new()).chain(columns.heads.iter().cloned()).collect();
    let row = |(label, cells): &(String, Vec<Vec<String>>)| {
        std::iter::once(label.clone()).chain(cells.iter().map(|texts| texts.join(" · "))).collect()
    };
    grid(&heads, columns.rows.iter().map(row).collect())
}

/// A table; a cell that is missing is empty.
fn grid(columns: &[String], rows: Vec<Vec<String>>) -> String {
    let cells = |cells: &mut dyn Iterator<Item = String>| format!("| {} |", cells.collect::<Vec<_>>().join(" | "));
    let mut lines = vec![
        cells(&mut columns.iter().map(|column| line(column))),
        cells(&mut columns.iter().map(|_| "---".to_owned())),
    ];
    for row in rows {
        let mut row = (0..columns.len()).map(|index| row.get(index).map(|cell| line(cell)).unwrap_or_default());
        lines.push(cells(&mut row));
    }
    lines.join("\n")
}
