//! Laying a page out in lines.

use std::collections::{HashMap, HashSet};

use super::figure::write_figure;
use super::lines::Lines;
use super::sheet::{Role, Sheet, Stop};
use super::table::{write_columns, write_table};
use crate::library::EntryKey;
use crate::page::{Basis, Block, Figure, Labelled, Page, Row, Section, Tone};
use crate::search::Highlighter;
use crate::text::cells::{column, width};

/// Widest running text: longer lines are hard to read.
const WIDEST: usize = 110;
/// Cells before the text of a row, where nothing longer leads.
const LEAD: usize = 3;
/// Cells of the labels of fields, and of the longest that texts beside them are set in for.
const LABEL: usize = 17;
const LONGEST_LABEL: usize = 23;
/// The longest lead that texts beside it are set in for.
const LONGEST_LEAD: usize = 10;

/// The numbers that a page gives these sources, each with its case and its place in the case's list.
pub type SourceNumbers<'n> = &'n dyn Fn(&[(EntryKey, usize)]) -> Vec<usize>;

/// The numbers of sources in the list of their case: those of a page on one case.
pub fn in_list(sources: &[(EntryKey, usize)]) -> Vec<usize> {
    let mut numbers: Vec<usize> = sources.iter().map(|(_, at)| at + 1).collect();
    numbers.sort_unstable();
    numbers
}

/// The numbers of sources on a page: those in the list of the case where all are of one, otherwise from 1 in the order in
/// which the page cites them.
pub fn numbered(page: &Page) -> impl Fn(&[(EntryKey, usize)]) -> Vec<usize> {
    let blocks = page.sections.iter().flat_map(|section| &section.blocks);
    let cited = blocks.filter_map(|block| match block {
        Block::Row(row) => Some(&row.basis),
        Block::Basis(basis) => Some(basis),
        _ => None,
    });
    let mut numbers: HashMap<(EntryKey, usize), usize> = HashMap::new();
    for place in cited.flat_map(|basis| &basis.sources) {
        let next = numbers.len() + 1;
        numbers.entry(*place).or_insert(next);
    }
    let cases: HashSet<EntryKey> = numbers.keys().map(|(key, _)| *key).collect();
    move |sources| match cases.len() {
        0 | 1 => in_list(sources),
        _ => {
            let mut found: Vec<usize> = sources.iter().filter_map(|place| numbers.get(place).copied()).collect();
            found.sort_unstable();
            found
        }
    }
}

/// Lays a page out in lines of at most `cells`, without its title. What `highlighter` matches is lit.
pub fn lay_out(page: &Page, cells: usize, highlighter: Option<&Highlighter<'_>>, numbers: SourceNumbers<'_>) -> Sheet {
    let lines = Lines::new(cells.min(WIDEST), highlighter);
    let mut making = PageLayout { lines, cells, numbers, label: LABEL, stops: Vec::new() };
    for about in &page.about {
        making.aside(about);
    }
    if !page.about.is_empty() {
        making.lines.gap();
    }
    let parted = page.sections.iter().any(|section| section.under);
    for section in &page.sections {
        making.section(section, parted && !section.under);
    }
    making.lines.done(making.stops)
}

struct PageLayout<'a, 'q> {
    lines: Lines<'a, 'q>,
    /// The cells for what is no running text.
    cells: usize,
    numbers: SourceNumbers<'a>,
    /// Cells of the labels of the fields of this section.
    label: usize,
    stops: Vec<Stop>,
}

impl PageLayout<'_, '_> {
    fn aside(&mut self, text: &str) {
        self.lines.flow("", "", text, Role::Dim);
    }

    /// A section; its heading is underlined where others stand under it.
    fn section(&mut self, section: &Section, underlined: bool) {
        if !section.heading.is_empty() {
            self.lines.heading(&section.heading, section.under, Role::Heading);
            if underlined {
                let cells = width(&section.heading).min(self.lines.width);
                self.lines.flow("", "", &"─".repeat(cells), Role::Dim);
                self.lines.gap();
            }
        }
        // Texts of a section stand under each other, whatever leads them.
        let lead = section.blocks.iter().map(|block| match block {
            Block::Row(row) => width(&row.lead),
            _ => 0,
        });
        let lead = lead.max().unwrap_or(0);
        let lead = if lead == 0 { 0 } else { lead.clamp(LEAD, LONGEST_LEAD) };
        let labels = section.blocks.iter().map(|block| match block {
            Block::Field(field) => width(&field.label) + 1,
            _ => 0,
        });
        self.label = labels.max().unwrap_or(0).clamp(LABEL, LONGEST_LABEL);
        let mut before: Option<&Block> = None;
        for block in &section.blocks {
            // A block that is no running text stands apart from it, but not from its heading.
            let apart = match block {
                Block::Table(_) | Block::Figure(_) | Block::Columns(_) => before.is_some(),
                Block::Text(_) | Block::Field(_) => matches!(before, Some(Block::Text(_))),
                _ => false,
            };
            if apart {
                self.lines.gap();
            }
            self.block(block, lead);
            before = Some(block);
        }
    }

    fn block(&mut self, block: &Block, lead: usize) {
        match block {
            Block::Text(text) => self.lines.flow("", "", text, Role::Text),
            Block::Aside(text) => self.aside(text),
            Block::Note(text) => {
                text.lines().for_each(|line| self.lines.led("¶ ", Role::Own, "  ", line, Role::Heading));
                self.lines.gap();
            }
            Block::Field(Labelled { label, text, tone }) => {
                let (cells, role) = (self.label, if *tone == Tone::Plain { Role::Text } else { Role::Toned(*tone) });
                self.whole(text, |lines| lines.field(label, cells, text, role));
            }
            Block::Basis(basis) => self.basis("  ", basis),
            Block::Row(row) => self.row(row, lead),
            Block::Table(table) => {
                let mut stops = std::mem::take(&mut self.stops);
                self.wide(|lines| write_table(lines, table, &mut stops));
                self.stops = stops;
            }
            Block::Columns(columns) => {
                self.wide(|lines| write_columns(lines, columns));
                self.lines.gap();
            }
            Block::Figure(figure @ Figure::Grid { .. }) => {
                self.wide(|lines| write_figure(lines, figure));
                self.lines.gap();
            }
            Block::Figure(figure) => {
                write_figure(&mut self.lines, figure);
                self.lines.gap();
            }
        }
    }

    /// Writes what is no running text, which may take all the room there is.
    fn wide(&mut self, write: impl FnOnce(&mut Lines<'_, '_>)) {
        let text = self.lines.width;
        self.lines.width = self.cells.max(text);
        write(&mut self.lines);
        self.lines.width = text;
    }

    /// Writes a text; one with an address, which has no place to be broken at, takes all the room there is.
    fn whole(&mut self, text: &str, write: impl FnOnce(&mut Lines<'_, '_>)) {
        if text.contains("://") { self.wide(write) } else { write(&mut self.lines) }
    }

    fn basis(&mut self, indent: &str, basis: &Basis) {
        if let Some(told) = basis.told(&(self.numbers)(&basis.sources)) {
            self.lines.flow(indent, indent, &format!("[{told}]"), Role::Dim);
        }
    }

    /// A row: what leads it, its text, and what is secondary to it set in below.
    fn row(&mut self, row: &Row, lead: usize) {
        let line = self.lines.count();
        let first = if lead == 0 { "· ".to_owned() } else { format!("  {}  ", column(&row.lead, lead)) };
        let rest = " ".repeat(width(&first));
        let lead_role = if lead == 0 { Role::Dim } else { Role::Toned(row.tone) };
        self.lines.led(&first, lead_role, &rest, &row.text, Role::Text);
        let below = format!("{rest}  ");
        for about in row.about.iter().chain(&row.note_lines()) {
            self.whole(about, |lines| lines.flow(&below, &format!("{below}  "), about, Role::Dim));
        }
        // If sources have numbers, those say it.
        match row.cited.as_deref().filter(|_| row.basis.sources.is_empty()) {
            Some(cited) => {
                let told = row.basis.told(&[]).map(|told| format!(" [{told}]")).unwrap_or_default();
                self.lines.flow(&below, &format!("{below}  "), &format!("{cited}{told}"), Role::Dim);
            }
            None => self.basis(&below, &row.basis),
        }
        let end = self.lines.count();
        self.stops.extend(row.link.clone().map(|link| Stop { line, end, link }));
    }
}
