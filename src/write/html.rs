//! One HTML page that needs nothing else: no script, no font, no picture from elsewhere, and a policy in its head that has
//! the browser refuse them too. Made for reading on any screen and for paper, where addresses are printed in full.
//!
//! Every text goes through maud, which escapes it; nothing of a case is handed over as markup.

use std::cell::RefCell;
use std::collections::HashSet;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::numbers::numbers;
use super::references::{References, SourcePlace, places, sources_told};
use super::svg;
use crate::case::{ClosedList, Source};
use crate::page::citation::{file_told, is_web, reference, source_title};
use crate::page::{Block, Columns, Labelled, Listing, Page, Row, Table, Tone, note_lines};

/// No script, nothing from elsewhere: styles of the page itself only.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
const STYLE: &str = include_str!("page.css");

/// So many headings want a list of contents.
const CONTENTS: usize = 4;
/// So many fill a screen, and wait folded up until somebody wants them.
const FOLDED: usize = 16;

/// A report as one page.
pub fn write(report: &Page, listing: &Listing) -> String {
    let page = HtmlPage { report, listing, references: References::of(report, listing), named: RefCell::default() };
    page.markup().into_string() + "\n"
}

struct HtmlPage<'a> {
    report: &'a Page,
    listing: &'a Listing,
    references: References<'a>,
    /// The sources that have a place to go to. A report may list one twice, and only one thing of a page has a name.
    named: RefCell<HashSet<usize>>,
}

/// Neighbours of a section that are written as one.
enum BlockGroup<'a> {
    Rows(Vec<&'a Row>),
    Fields(Vec<&'a Labelled>),
    Block(&'a Block),
}

impl HtmlPage<'_> {
    fn markup(&self) -> Markup {
        let rest: Vec<(usize, &Source)> = self.references.rest().collect();
        // A picture is told from the others of its page by its number.
        let mut figures = 0;
        let body: Vec<Markup> =
            self.report.sections.iter().enumerate().map(|(index, _)| self.section(index, &mut figures)).collect();
        html! {
            (DOCTYPE)
            html lang="en-GB" {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(POLICY);
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="referrer" content="no-referrer";
                    meta name="generator" content="Casebook";
                    title { (self.report.title) }
                    style { (PreEscaped(STYLE)) }
                }
                body {
                    header {
                        h1 { (self.report.title) }
                        @for about in &self.report.about { p { (about) } }
                    }
                    (self.contents(!rest.is_empty()))
                    main {
                        @for section in body { (section) }
                        @if !rest.is_empty() {
                            section aria-labelledby="sources" {
                                h2 id="sources" { "Sources" }
                                ol.sources {
                                    @for (number, source) in &rest {
                                        li id={ "source-" (number) } value=(number) { (written(source)) }
                                    }
                                }
                            }
                        }
                    }
                    footer { p { "Made with Casebook on " (self.listing.today) ". Each entry names where it was found." } }
                }
            }
        }
    }

    fn contents(&self, sources: bool) -> Markup {
        let sections = self.report.sections.iter().enumerate();
        let headed = sections.filter(|(_, section)| !section.heading.is_empty() && !section.under);
        let headed: Vec<_> = headed.collect();
        html! {
            @if headed.len() >= CONTENTS {
                nav aria-label="Contents" {
                    details open[headed.len() < FOLDED] {
                    summary { "Contents" }
                    ol {
                        @for (index, section) in &headed {
                            li { a href={ "#part-" (index + 1) } { (section.heading) } }
                        }
                        @if sources { li { a href="#sources" { "Sources" } } }
                    }
                    }
                }
            }
        }
    }

    fn section(&self, index: usize, figures: &mut usize) -> Markup {
        let Some(section) = self.report.sections.get(index) else { return Markup::default() };
        let inside: Vec<Markup> =
            groups(&section.blocks).iter().map(|group| self.group(group, &section.heading, figures)).collect();
        html! {
            @if section.heading.is_empty() {
                @for group in &inside { (group) }
            } @else {
                section aria-labelledby={ "part-" (index + 1) } {
                    @if section.under {
                        h3 id={ "part-" (index + 1) } { (section.heading) }
                    } @else {
                        h2 id={ "part-" (index + 1) } { (section.heading) }
                    }
                    @for group in &inside { (group) }
                }
            }
        }
    }

    fn group(&self, group: &BlockGroup, heading: &str, figures: &mut usize) -> Markup {
        match group {
            BlockGroup::Rows(rows) => {
                let bare = rows.iter().all(|row| row.lead.is_empty() && self.references.own(row).is_none());
                html! { ul.rows.bare[bare] { @for row in rows { (self.row(row)) } } }
            }
            BlockGroup::Fields(fields) => html! {
                dl { @for field in fields { dt { (field.label) } dd class=[marked(field.tone)] { (field.text) } } }
            },
            BlockGroup::Block(Block::Text(text)) => paragraphs(text, false),
            BlockGroup::Block(Block::Aside(text)) => paragraphs(text, true),
            BlockGroup::Block(Block::Note(text)) => noted(&note_lines(text)),
            BlockGroup::Block(Block::Basis(basis)) => {
                let told = sources_told(basis.confidence, &[]);
                html! { p.cite { @if let Some(told) = told { (told) " " } (self.numbered(&basis.sources)) } }
            }
            BlockGroup::Block(Block::Table(table)) => self.table(table),
            BlockGroup::Block(Block::Columns(columns)) => side_by_side(columns),
            BlockGroup::Block(Block::Figure(figure)) => {
                *figures += 1;
                let (columns, rows) = numbers(figure);
                let name = if heading.is_empty() { &self.report.title } else { heading };
                let picture = svg::picture(figure, name, *figures);
                html! {
                    figure aria-label={ (name) ": picture and numbers" } {
                        (picture.markup)
                        figcaption { (picture.caption) }
                        (grid(&columns, &rows))
                    }
                }
            }
            // Rows and fields stand in groups of their own.
            BlockGroup::Block(Block::Row(_) | Block::Field(_)) => Markup::default(),
        }
    }

    fn table(&self, table: &Table) -> Markup {
        let rows: Vec<Vec<String>> = table.rows.iter().map(|(cells, _)| cells.clone()).collect();
        grid(&table.columns, &rows)
    }

    fn row(&self, row: &Row) -> Markup {
        if let Some((number, source, about)) = self.references.own(row) {
            let id = self.named.borrow_mut().insert(number).then(|| format!("source-{number}"));
            return html! {
                li id=[id] {
                    p.text { span.lead { (number) "." } " " (written(source)) }
                    @for about in about { p.about { (about) } }
                    (noted(&row.note_lines()))
                }
            };
        }
        let sources = places(self.listing, row);
        let place = self.listing.item(row).and_then(|(_, case, item)| reference(case, item, &self.listing.vocabulary));
        // The place of a row in the record tells its confidence.
        let confidence = row.basis.confidence.filter(|_| place.is_none());
        let told = place.or_else(|| sources_told(confidence, &[]));
        html! {
            li {
                p.text {
                    @if !row.lead.is_empty() { span.lead.(marked(row.tone).unwrap_or("plain")) { (row.lead) } " " }
                    (row.text)
                }
                @for about in &row.about { p.about { (about) } }
                (noted(&row.note_lines()))
                @if told.is_some() || !sources.is_empty() {
                    p.cite { @if let Some(told) = told { (told) " " } (self.numbered(&sources)) }
                }
            }
        }
    }

    /// "Sources 1, 4.", each a link to its place in the list.
    fn numbered(&self, sources: &[SourcePlace]) -> Markup {
        let numbers = self.references.numbers_of(sources);
        html! {
            @if !numbers.is_empty() {
                @if numbers.len() == 1 { "Source " } @else { "Sources " }
                @for (at, number) in numbers.iter().enumerate() {
                    @if at > 0 { ", " }
                    a href={ "#source-" (number) } { (number) }
                }
                "."
            }
        }
    }
}

/// The class of a tone.
fn marked(tone: Tone) -> Option<&'static str> {
    match tone {
        Tone::Plain => None,
        Tone::Alarm => Some("alarm"),
        Tone::Waiting => Some("waiting"),
        Tone::Good => Some("good"),
        Tone::Failing => Some("failing"),
        Tone::Conclusion => Some("conclusion"),
    }
}

/// Texts side by side.
fn side_by_side(columns: &Columns) -> Markup {
    html! {
        div.wide tabindex="0" role="region" aria-label="Side by side" {
            table {
                thead { tr { td {} @for head in &columns.heads { th scope="col" { (head) } } } }
                tbody {
                    @for (label, cells) in &columns.rows {
                        tr {
                            th scope="row" { (label) }
                            @for texts in cells { td { @for text in texts { p { (text) } } } }
                        }
                    }
                }
            }
        }
    }
}

/// A note, as its lines are.
fn noted(lines: &[String]) -> Markup {
    html! {
        @if !lines.is_empty() {
            p.about.note { @for (at, line) in lines.iter().enumerate() { @if at > 0 { br; } (line) } }
        }
    }
}

fn groups(blocks: &[Block]) -> Vec<BlockGroup<'_>> {
    let mut groups: Vec<BlockGroup> = Vec::new();
    for block in blocks {
        match (block, groups.last_mut()) {
            (Block::Row(row), Some(BlockGroup::Rows(rows))) => rows.push(row),
            (Block::Row(row), _) => groups.push(BlockGroup::Rows(vec![row])),
            (Block::Field(field), Some(BlockGroup::Fields(fields))) => fields.push(field),
            (Block::Field(field), _) => groups.push(BlockGroup::Fields(vec![field])),
            (block, _) => groups.push(BlockGroup::Block(block)),
        }
    }
    groups
}

fn paragraphs(text: &str, aside: bool) -> Markup {
    html! { @for paragraph in text.split("\n\n") { p class=[aside.then_some("aside")] { (paragraph) } } }
}

/// A source: a link where its address is one of the web, and the address as a text where it is not.
fn written(source: &Source) -> Markup {
    let title = source_title(source);
    let kind = source.kind.label().to_lowercase();
    html! {
        @match &source.url {
            Some(url) if is_web(url) => { a href=(url.as_str()) rel="noreferrer" { (title) } " (" (kind) ")" },
            Some(url) => { (title) " (" (kind) "; " (url.as_str()) ")" },
            None => { (title) " (" (kind) ")" },
        }
        @if let Some(note) = &source.note { ". " (note.as_str()) }
        @if let Some(held) = file_told(source) { ". " (held) }
    }
}

/// A table, its first column the headings of its rows; a cell that is missing is empty.
fn grid(columns: &[String], rows: &[Vec<String>]) -> Markup {
    let is_number = |cell: &str| !cell.is_empty() && cell.chars().all(|c| c.is_ascii_digit() || matches!(c, '%' | ' '));
    html! {
        div.wide tabindex="0" role="region" aria-label="Table" {
            table {
                thead {
                    tr {
                        @for (index, column) in columns.iter().enumerate() {
                            @let number = rows.iter().any(|row| row.get(index).is_some_and(|cell| is_number(cell)));
                            @if column.is_empty() { td {} } @else { th class=[number.then_some("number")] scope="col" { (column) } }
                        }
                    }
                }
                tbody {
                    @for row in rows {
                        tr {
                            @for index in 0..columns.len() {
                                @let cell = row.get(index).map_or("", String::as_str);
                                @if index == 0 {
                                    th scope="row" { (cell) }
                                } @else {
                                    td class=[is_number(cell).then_some("number")] { (cell) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_tag_of_a_text_comes_through(text in ".*") {
            let marked = format!("<{text}<b>\"'&");
            let paragraph = paragraphs(&marked, false).into_string();
            let inside = paragraph.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>")).unwrap();
            prop_assert!(!inside.contains('<'), "{}", paragraph);
            let attribute = html! { a title=(marked) {} }.into_string();
            let inside = attribute.strip_prefix("<a title=\"").and_then(|rest| rest.strip_suffix("\"></a>")).unwrap();
            prop_assert!(!inside.contains(['"', '<']), "{}", attribute);
        }
    }
}
