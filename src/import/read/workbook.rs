//! Workbooks: XLSX, XLS and ODS. The values are those that the program which saved the file computed; no formula runs.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{
    Data, DataRef, DataType, Dimensions, Ods, OdsError, Reader, SheetType, Sheets, Xls, XlsError, Xlsx, XlsxError,
    open_workbook_from_rs,
};

use super::unpack::{locked, open};
use super::{FileTables, LineCollector, TableLimits, is_packed, too_many_lines};
use crate::import::error::UnreadTable;
use crate::import::repair::{Repair, Repairs};
use crate::import::table::{Cell, CellKind, InputTable};

/// Reads every sheet that holds cells.
pub fn read(bytes: &[u8], limits: &TableLimits) -> Result<FileTables, UnreadTable> {
    let cursor = Cursor::new(bytes);
    if !is_packed(bytes) {
        return match open_workbook_from_rs::<Xls<_>, _>(cursor.clone()) {
            Ok(book) => of_sheets(Sheets::Xls(book), limits),
            Err(XlsError::Password) => Err(locked()),
            // The container of old files is that of new ones with a password too.
            Err(_) => match open_workbook_from_rs::<Xlsx<_>, _>(cursor) {
                Err(XlsxError::Password) => Err(locked()),
                _ => Err(not_a_workbook()),
            },
        };
    }
    let archive = open(bytes, limits)?;
    let is_ods = archive.index_for_name("content.xml").is_some();
    drop(archive);
    if is_ods {
        return match open_workbook_from_rs::<Ods<_>, _>(cursor) {
            Ok(book) => of_sheets(Sheets::Ods(book), limits),
            Err(OdsError::Password) => Err(locked()),
            Err(OdsError::CellLimitExceeded { .. }) => Err(too_many_lines(limits)),
            Err(_) => Err(not_a_workbook()),
        };
    }
    match open_workbook_from_rs::<Xlsx<_>, _>(cursor) {
        Ok(book) => of_xlsx(book, limits),
        Err(XlsxError::Password) => Err(locked()),
        Err(_) => Err(not_a_workbook()),
    }
}

fn not_a_workbook() -> UnreadTable {
    UnreadTable::new("not a workbook that can be read: it is damaged or something else", "open it and save it as .xlsx")
}

/// The cells of a new workbook one by one: a sheet may have its first cell in the first row and its second in the last.
fn of_xlsx(mut book: Xlsx<Cursor<&[u8]>>, limits: &TableLimits) -> Result<FileTables, UnreadTable> {
    let sheets: Vec<String> = worksheets(&book);
    let (mut tables, mut repairs) = (Vec::new(), Repairs::default());
    for sheet in sheets {
        let mut rows: BTreeMap<u32, Vec<Cell>> = BTreeMap::new();
        let merged = book.merge_cells_by_sheet_name(&sheet).unwrap_or_default();
        let mut reader = book.worksheet_cells_reader(&sheet).map_err(|_| damaged(&sheet))?;
        while let Some(cell) = reader.next_cell().map_err(|_| damaged(&sheet))? {
            let (row, column) = cell.get_position();
            let cell = of_value(&owned(cell.get_value()));
            if cell.is_empty() {
                continue;
            }
            let cells = rows.entry(row).or_default();
            let column = column as usize;
            // One column more than the limit is enough for the error that tells of it.
            if column <= limits.columns && cells.len() <= column {
                cells.resize(column + 1, Cell::default());
            }
            if let Some(place) = cells.get_mut(column.min(limits.columns)) {
                *place = cell;
            }
            if rows.len() > limits.lines {
                return Err(too_many_lines(limits));
            }
        }
        repairs.count(Repair::MergedCell, fill_merged(&mut rows, merged));
        let mut lines = LineCollector::new(limits);
        for (row, cells) in rows {
            lines.push(row as usize + 1, cells)?;
        }
        tables.push(InputTable { sheet: Some(sheet), lines: lines.lines });
    }
    Ok(FileTables { tables, repairs, ..FileTables::default() })
}

/// Gives the rows below a cell that is merged with those below it its value, and tells how many did: a reader of the sheet sees it
/// beside each. A cell that is merged across columns is a heading.
fn fill_merged(rows: &mut BTreeMap<u32, Vec<Cell>>, mut merged: Vec<Dimensions>) -> usize {
    merged.retain(|area| area.start.1 == area.end.1);
    merged.sort_unstable_by_key(|area| (area.start.1, area.start.0));
    // Sound areas do not overlap; those of a trap would make each row be looked at again and again.
    merged.dedup_by(|next, kept| next.start.1 == kept.start.1 && next.start.0 <= kept.end.0);
    let mut filled = 0;
    for Dimensions { start: (top, column), end: (last, _) } in merged {
        let column = column as usize;
        let Some(value) = rows.get(&top).and_then(|cells| cells.get(column)).filter(|cell| !cell.is_empty()).cloned()
        else {
            continue;
        };
        for (_, cells) in rows.range_mut(top..=last.max(top)).skip(1) {
            if cells.len() <= column {
                cells.resize(column + 1, Cell::default());
            }
            if let Some(place) = cells.get_mut(column).filter(|place| place.is_empty()) {
                *place = value.clone();
                filled += 1;
            }
        }
    }
    filled
}

fn of_sheets(mut book: Sheets<Cursor<&[u8]>>, limits: &TableLimits) -> Result<FileTables, UnreadTable> {
    let mut tables = Vec::new();
    for sheet in worksheets(&book) {
        let range = book.worksheet_range(&sheet).map_err(|_| damaged(&sheet))?;
        let (top, left) = range.start().unwrap_or_default();
        let mut lines = LineCollector::new(limits);
        for (index, row) in range.rows().enumerate() {
            let before = std::iter::repeat_n(Cell::default(), left as usize);
            lines.push(top as usize + index + 1, before.chain(row.iter().map(of_value)).collect())?;
        }
        tables.push(InputTable { sheet: Some(sheet), lines: lines.lines });
    }
    Ok(FileTables { tables, ..FileTables::default() })
}

fn worksheets<'a, R: Reader<Cursor<&'a [u8]>>>(book: &R) -> Vec<String> {
    let sheets = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    sheets.map(|sheet| sheet.name.clone()).collect()
}

fn damaged(sheet: &str) -> UnreadTable {
    UnreadTable::new(format!("the sheet \"{sheet}\" cannot be read"), "open the file and save it once more")
}

fn owned(value: &DataRef<'_>) -> Data {
    Data::from(value.clone())
}

fn of_value(value: &Data) -> Cell {
    let (text, sort) = match value {
        Data::Empty | Data::Error(_) => (String::new(), CellKind::Text),
        Data::String(text) => (text.clone(), CellKind::Text),
        Data::Int(number) => (number.to_string(), CellKind::Number),
        Data::Float(number) => (number.to_string(), CellKind::Number),
        Data::Bool(flag) => (flag.to_string(), CellKind::Flag),
        Data::DateTime(when) if when.is_datetime() => {
            let (year, month, day, ..) = when.to_ymd_hms_milli();
            // A time of day alone is a number below one.
            if when.as_f64() < 1.0 {
                (value.as_string().unwrap_or_default(), CellKind::Text)
            } else {
                (format!("{year:04}-{month:02}-{day:02}"), CellKind::Day)
            }
        }
        Data::DateTime(when) => (when.as_f64().to_string(), CellKind::Number),
        Data::DateTimeIso(text) => (text.get(..10).unwrap_or(text).to_owned(), CellKind::Day),
        Data::DurationIso(text) => (text.clone(), CellKind::Text),
    };
    Cell { text, sort }
}
