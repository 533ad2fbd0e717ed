//! The tracker as a table to edit elsewhere: ids and codes beside what people read, and what each line was when it left.

use super::record::{BASE, CODE, CODED, SOURCE_IDS, edited, record_of};
use super::sheet::{Spreadsheet, SpreadsheetColumn};
use crate::case::{ClosedList, Recommendation, RecommendationStatus, Response};
use crate::page::{Listing, tracked};

/// Columns before those of the fields.
const FIRST: [&str; 6] = ["case_id", "case", "review", "item", "number", "text"];

/// Every recommendation of a library in the order of the tracker, with every field that a spreadsheet can hold.
pub fn for_editing(listing: &Listing) -> Spreadsheet {
    let fields = Recommendation::FIELDS.iter().map(|field| field.name());
    let fields = fields.filter(|name| !FIRST.contains(name) && !matches!(*name, "sources" | "origin"));
    let fields = fields.chain([SOURCE_IDS]);
    // Columns that are edited most stand first.
    let mut names: Vec<&str> = fields.collect();
    names.sort_by_key(|name| {
        !matches!(*name, "agencies" | "named" | "addressees" | "lead" | "status" | "due" | "evidence" | "rag")
    });
    let mut columns: Vec<SpreadsheetColumn> = FIRST.iter().map(|name| SpreadsheetColumn::named(name)).collect();
    for name in names {
        columns.push(SpreadsheetColumn { choices: choices(listing, name), ..SpreadsheetColumn::named(name) });
        if CODED.contains(&name) {
            columns.push(SpreadsheetColumn::named(&format!("{name}{CODE}")));
        }
    }
    columns.push(SpreadsheetColumn::named(BASE));
    let records = tracked(listing).into_iter().filter_map(|one| {
        let case = listing.case(one.key)?;
        Some(record_of(case, one.item, &listing.vocabulary))
    });
    let rows = records.map(|record| columns.iter().map(|column| edited(&record, &column.name)).collect());
    Spreadsheet { name: "Recommendations".to_owned(), rows: rows.collect(), columns }
}

fn choices(listing: &Listing, name: &str) -> Vec<String> {
    let list = match name {
        "status" => RecommendationStatus::LIST,
        "response" => Response::LIST,
        _ => return Vec::new(),
    };
    listing.vocabulary.values(list).iter().map(|value| value.label.to_owned()).collect()
}
