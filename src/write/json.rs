//! One JSON document, for programs. Field names are promises: fields may be added, none is renamed.
//!
//! `sections` holds the report as it is read; a block of the sort `row` gives the place of its record in `items`.

use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::record::{BASE, Record, records};
use crate::case::ClosedList;
use crate::page::{Bar, Block, Columns, Figure, Labelled, Link, Listing, Page, Period, Tone};

#[derive(Serialize)]
struct Document<'a> {
    title: &'a str,
    /// The name of a file of it, without an ending.
    name: &'a str,
    /// The day it was made: "2026-05-01".
    made_on: String,
    about: &'a [String],
    /// The seal of what stands above.
    base: String,
    sections: Vec<Sealed<'a>>,
    /// Every row of the sections, in order.
    items: Vec<Record>,
}

/// A section with its seal.
#[derive(Serialize)]
struct Sealed<'a> {
    #[serde(flatten)]
    section: SectionOut<'a>,
    base: String,
}

#[derive(Serialize)]
struct SectionOut<'a> {
    heading: &'a str,
    /// True for a part of the last section before it that is none.
    under: bool,
    blocks: Vec<BlockOut<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "sort", rename_all = "snake_case")]
enum BlockOut<'a> {
    Text {
        text: &'a str,
    },
    Aside {
        text: &'a str,
    },
    Note {
        text: &'a str,
    },
    Field(&'a Labelled),
    /// The sources of the blocks before it.
    Basis {
        confidence: Option<&'static str>,
        sources: Vec<&'a str>,
    },
    Row {
        /// The place of its record in `items`, from 0.
        item: usize,
        lead: &'a str,
        tone: Tone,
        text: &'a str,
        about: &'a [String],
        /// The user's own.
        note: Option<&'a str>,
        search: Option<&'a str>,
        agency: Option<&'a str>,
    },
    Table {
        columns: &'a [String],
        rows: Vec<&'a [String]>,
    },
    Columns {
        heads: &'a [String],
        rows: Vec<ColumnsRow<'a>>,
    },
    Bars {
        unit: &'a str,
        bars: &'a [Bar],
    },
    Grid {
        unit: &'a str,
        columns: &'a [String],
        rows: Vec<GridRow<'a>>,
    },
    Timeline {
        unit: &'a str,
        periods: &'a [Period],
    },
}

#[derive(Serialize)]
struct GridRow<'a> {
    label: &'a str,
    counts: &'a [u32],
}

#[derive(Serialize)]
struct ColumnsRow<'a> {
    label: &'a str,
    cells: &'a [Vec<String>],
}

/// A report as one JSON document, indented.
pub fn write(report: &Page, listing: &Listing) -> String {
    let mut next = 0;
    let sections = report.sections.iter().map(|section| {
        let section = SectionOut {
            heading: &section.heading,
            under: section.under,
            blocks: section.blocks.iter().map(|block| out(block, listing, &mut next)).collect(),
        };
        Sealed { base: seal(&json!(section)), section }
    });
    let (title, made_on, about) = (&report.title, listing.today.iso(), &report.about);
    let document = Document {
        base: seal(&json!({"title": title, "name": report.name, "made_on": made_on, "about": about})),
        title,
        name: &report.name,
        made_on,
        about,
        sections: sections.collect(),
        items: records(report, listing),
    };
    // Strings and numbers under names that are strings: there is nothing here that JSON could not hold.
    serde_json::to_string_pretty(&document).map(|text| text + "\n").unwrap_or_default()
}

/// A short hash of a section, or of what stands above all of them, by which an edit of it is known when the file comes back.
pub fn seal(value: &Value) -> String {
    let mut hash = Sha256::new();
    seal_into(value, &mut hash);
    hash.finalize().iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

fn seal_into(value: &Value, hash: &mut Sha256) {
    match value {
        Value::Object(object) => {
            // Programs write the keys of an object in an order of their own.
            let mut keys: Vec<_> = object.iter().filter(|(key, _)| *key != BASE).collect();
            keys.sort_unstable_by_key(|(key, _)| *key);
            for (key, value) in keys {
                hash.update(key);
                seal_into(value, hash);
            }
        }
        Value::Array(all) => all.iter().for_each(|one| seal_into(one, hash)),
        other => hash.update(other.to_string()),
    }
}

fn out<'a>(block: &'a Block, listing: &'a Listing, next: &mut usize) -> BlockOut<'a> {
    match block {
        Block::Text(text) => BlockOut::Text { text },
        Block::Aside(text) => BlockOut::Aside { text },
        Block::Note(text) => BlockOut::Note { text },
        Block::Field(field) => BlockOut::Field(field),
        Block::Basis(basis) => {
            let id = |(key, at): &(_, usize)| Some(listing.case(*key)?.sources.get(*at)?.id.as_str());
            let sources = basis.sources.iter().filter_map(id).collect();
            BlockOut::Basis { confidence: basis.confidence.map(ClosedList::code), sources }
        }
        Block::Columns(Columns { heads, rows }) => {
            let rows = rows.iter().map(|(label, cells)| ColumnsRow { label, cells });
            BlockOut::Columns { heads, rows: rows.collect() }
        }
        Block::Row(row) => {
            let item = *next;
            *next += 1;
            let (search, agency) = match &row.link {
                Some(Link::Search(search)) => (Some(search.as_str()), None),
                Some(Link::Agency(agency)) => (None, Some(agency.as_str())),
                _ => (None, None),
            };
            let note = row.note.as_deref();
            BlockOut::Row {
                item,
                lead: &row.lead,
                tone: row.tone,
                text: &row.text,
                about: &row.about,
                note,
                search,
                agency,
            }
        }
        Block::Table(table) => BlockOut::Table {
            columns: &table.columns,
            rows: table.rows.iter().map(|(cells, _)| cells.as_slice()).collect(),
        },
        Block::Figure(Figure::Bars { unit, bars }) => BlockOut::Bars { unit, bars },
        Block::Figure(Figure::Grid { unit, columns, rows }) => BlockOut::Grid {
            unit,
            columns,
            rows: rows.iter().map(|(label, counts)| GridRow { label, counts }).collect(),
        },
        Block::Figure(Figure::Timeline { unit, periods }) => BlockOut::Timeline { unit, periods },
    }
}
