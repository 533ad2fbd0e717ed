//! Tables of a Word document (DOCX). Text outside of tables is not read.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::unpack::{open, part};
use super::{LineCollector, TableLimits};
use crate::import::error::UnreadTable;
use crate::import::table::{Cell, InputTable};

/// The part of the archive that holds the text.
const DOCUMENT: &str = "word/document.xml";

/// Reads every table at the top of the document; one in a cell of another is a part of that cell's text.
pub fn read(bytes: &[u8], limits: &TableLimits) -> Result<Vec<InputTable>, UnreadTable> {
    let mut archive = open(bytes, limits)?;
    let text = part(&mut archive, DOCUMENT)
        .ok_or_else(|| UnreadTable::new("not a Word document: it has no text", "open it and save it as .docx"))?;
    tables(&text, limits)
}

/// The part of a table that is being read.
struct Open<'a> {
    lines: LineCollector<'a>,
    row: usize,
    cells: Vec<Cell>,
    text: String,
}

fn tables(xml: &str, limits: &TableLimits) -> Result<Vec<InputTable>, UnreadTable> {
    let mut reader = Reader::from_str(xml);
    let mut tables = Vec::new();
    let mut open: Option<Open<'_>> = None;
    let (mut depth, mut in_text, mut span) = (0_usize, false, 1_usize);
    loop {
        let event = reader.read_event().map_err(|_| damaged())?;
        match &event {
            Event::Eof => break,
            Event::Start(tag) | Event::Empty(tag) => {
                let empty = matches!(event, Event::Empty(_));
                match tag.local_name().as_ref() {
                    "tbl" if !empty => {
                        depth += 1;
                        if depth == 1 {
                            open = Some(Open {
                                lines: LineCollector::new(limits),
                                row: 0,
                                cells: Vec::new(),
                                text: String::new(),
                            });
                        }
                    }
                    "gridSpan" if depth == 1 => {
                        let value =
                            tag.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == "val");
                        let value = value.and_then(|attribute| attribute.value.parse::<usize>().ok());
                        span = value.unwrap_or(1).clamp(1, limits.columns);
                    }
                    "t" if !empty => in_text = true,
                    "tab" | "br" | "cr" => {
                        if let Some(open) = &mut open {
                            open.text.push(if tag.local_name().as_ref() == "tab" { '\t' } else { '\n' });
                        }
                    }
                    _ => {}
                }
            }
            Event::Text(text) if in_text => {
                if let Some(open) = &mut open {
                    open.text.push_str(text);
                }
            }
            Event::GeneralRef(reference) if in_text => {
                if let Some(open) = &mut open {
                    open.text.push_str(&referred(reference));
                }
            }
            Event::End(tag) => match (tag.local_name().as_ref(), &mut open) {
                ("t", _) => in_text = false,
                ("p", Some(open)) => open.text.push('\n'),
                ("tc", Some(open)) if depth == 1 => {
                    let text = std::mem::take(&mut open.text);
                    open.cells.push(Cell::text(text.trim_end()));
                    // A cell over several columns stands in the first of them.
                    let further = (span - 1).min(limits.columns.saturating_sub(open.cells.len()));
                    open.cells.extend(std::iter::repeat_n(Cell::default(), further));
                    span = 1;
                    if open.cells.len() > limits.columns + 1 {
                        return Err(damaged());
                    }
                }
                ("tr", Some(open)) if depth == 1 => {
                    open.row += 1;
                    let cells = std::mem::take(&mut open.cells);
                    open.lines.push(open.row, cells)?;
                }
                ("tbl", _) => {
                    depth = depth.saturating_sub(1);
                    if depth == 0
                        && let Some(done) = open.take()
                    {
                        let sheet = Some(format!("table {}", tables.len() + 1));
                        tables.push(InputTable { sheet, lines: done.lines.lines });
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }
    Ok(tables)
}

/// The character that a reference stands for; a document has no entities of its own.
fn referred(reference: &quick_xml::events::BytesRef<'_>) -> String {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return c.to_string();
    }
    quick_xml::escape::resolve_predefined_entity(reference).unwrap_or_default().to_owned()
}

fn damaged() -> UnreadTable {
    UnreadTable::new("the Word document is damaged", "open it and save it once more")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_cells_of_tables_are_read() {
        let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
        let row = |cells: &str| format!("<w:tr>{cells}</w:tr>");
        let wide = "<w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p><w:r><w:t>wide</w:t></w:r></w:p></w:tc>";
        let two = "<w:tc><w:p><w:r><w:t>one</w:t></w:r></w:p><w:p><w:r><w:t>two</w:t></w:r></w:p></w:tc>";
        let inner = format!("<w:tc><w:tbl>{}</w:tbl></w:tc>", row(&cell("inner")));
        let xml = format!(
            "<w:document><w:body><w:p><w:r><w:t>before</w:t></w:r></w:p><w:tbl>{}{}{}</w:tbl></w:body></w:document>",
            row(&(cell("Ref") + &cell("A &amp; B &#233;"))),
            row(&(wide.to_owned() + &cell("third"))),
            row(&(two.to_owned() + &inner)),
        );
        let tables = tables(&xml, &TableLimits::USUAL).unwrap();
        let rows: Vec<Vec<&str>> =
            tables[0].lines.iter().map(|line| line.cells.iter().map(|cell| cell.text.as_str()).collect()).collect();
        assert_eq!(rows, [vec!["Ref", "A & B é"], vec!["wide", "", "third"], vec!["one\ntwo", "inner"]]);
        assert_eq!(tables[0].sheet.as_deref(), Some("table 1"));
    }
}
