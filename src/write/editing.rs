//! The tracker as a table to edit elsewhere: ids and codes beside what people read, and what each line was when it left.

use super::record::{Entered, Record, record_of};
use super::sheet::{BASE, Sheet, SheetColumn, cell};
use crate::case::{ClosedList, Recommendation, RecommendationStatus, Response};
use crate::page::{Listing, tracked};

/// Columns before those of the fields.
const FIRST: [&str; 5] = ["case_id", "case", "item", "number", "text"];
/// The fields of codes, of which the code stands beside the label.
const CODED: [&str; 3] = ["agencies", "status", "response"];
/// How the column of a code is named.
pub const CODE: &str = "_code";

/// Every recommendation of a library in the order of the tracker, with every field that a spreadsheet can hold.
pub fn for_editing(listing: &Listing) -> Sheet {
    let fields = Recommendation::FIELDS.iter().map(|field| field.name());
    let fields = fields.filter(|name| !FIRST.contains(name) && !matches!(*name, "text" | "item" | "origin"));
    // Columns that are edited most stand first.
    let mut names: Vec<&str> = fields.collect();
    names.sort_by_key(|name| {
        !matches!(*name, "agencies" | "named" | "addressees" | "lead" | "status" | "due" | "evidence" | "rag")
    });
    let mut columns: Vec<SheetColumn> = FIRST.iter().map(|name| SheetColumn::named(name)).collect();
    for name in names {
        columns.push(SheetColumn { choices: choices(name), ..SheetColumn::named(name) });
        if CODED.contains(&name) {
            columns.push(SheetColumn::named(&format!("{name}{CODE}")));
        }
    }
    columns.push(SheetColumn::named(BASE));
    let records = tracked(listing).into_iter().filter_map(|one| {
        let case = listing.case(one.key)?;
        Some(record_of(case, one.item, &listing.vocabulary))
    });
    let rows = records.map(|record| columns.iter().map(|column| edited(&record, &column.name)).collect());
    Sheet { name: "Recommendations".to_owned(), rows: rows.collect(), columns }
}

/// The cell of a column of the table to edit.
pub fn edited(record: &Record, column: &str) -> String {
    match column.strip_suffix(CODE).filter(|name| CODED.contains(name)) {
        Some(name) => record.fields.get(name).map(codes).unwrap_or_default(),
        None => cell(record, column),
    }
}

fn codes(entered: &Entered) -> String {
    match entered {
        Entered::Coded(coded) => coded.code.clone(),
        Entered::Several(all) => all.iter().map(codes).collect::<Vec<_>>().join("; "),
        other => other.cell(),
    }
}

fn choices(name: &str) -> Vec<String> {
    fn labels<L: ClosedList>() -> Vec<String> {
        L::ALL.iter().map(|value| value.label().to_owned()).collect()
    }
    match name {
        "status" => labels::<RecommendationStatus>(),
        "response" => labels::<Response>(),
        _ => Vec::new(),
    }
}
