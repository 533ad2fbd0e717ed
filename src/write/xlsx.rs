//! A workbook, for spreadsheets: days as days, the head frozen, filters, lists to choose from, texts whole.
//!
//! A cell is written as a text and never as a formula, whatever it begins with: nothing needs a guard here.

use rust_xlsxwriter::{DataValidation, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::sheet::{Spreadsheet, SpreadsheetColumn};
use crate::page::{Listing, Page};

/// The most characters of a cell that a spreadsheet takes.
const LONGEST: usize = 32_767;
/// The most characters of a list of choices that stands in the sheet itself.
const LONGEST_CHOICES: usize = 255;

/// A report as a workbook with one sheet.
pub fn write(report: &Page, listing: &Listing) -> Vec<u8> {
    of_sheet(&Spreadsheet::of_page(report, listing))
}

/// A table as a workbook. What a cell cannot hold stands in a column of its own behind the others.
pub fn of_sheet(sheet: &Spreadsheet) -> Vec<u8> {
    // Writing to memory fails for names and sizes that are not used here.
    written(sheet).unwrap_or_default()
}

fn written(sheet: &Spreadsheet) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let lists = lists(&mut book, sheet)?;
    let page = book.add_worksheet();
    page.set_name("casebook")?;
    page.set_active(true);
    let head = Format::new().set_bold();
    let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let day = Format::new().set_num_format("dd/mm/yyyy").set_align(FormatAlign::Top);
    let columns = sheet.columns.len();
    let longest = sheet.rows.iter().flatten().map(|cell| cell.chars().count()).max().unwrap_or(0);
    for (at, column) in sheet.columns.iter().enumerate() {
        page.write_with_format(0, number(at), column.name.as_str(), &head)?;
        page.set_column_width(number(at), width(sheet, at))?;
    }
    if longest > LONGEST {
        page.write_with_format(0, number(columns), "continued", &head)?;
    }
    for (row, cells) in (1..).zip(&sheet.rows) {
        let mut rest = String::new();
        for (at, (cell, column)) in cells.iter().zip(&sheet.columns).enumerate() {
            match day_of(cell, column) {
                Some(date) => {
                    page.write_with_format(row, number(at), &date, &day)?;
                }
                None if cell.is_empty() => {}
                None => {
                    let (held, over) = cut(cell);
                    page.write_with_format(row, number(at), held, &text)?;
                    rest.push_str(over);
                }
            }
        }
        if !rest.is_empty() {
            page.write_with_format(row, number(columns), cut(&rest).0, &text)?;
        }
    }
    let last_row = u32::try_from(sheet.rows.len()).unwrap_or(0);
    page.set_freeze_panes(1, 0)?;
    if columns > 0 {
        page.autofilter(0, 0, last_row, number(columns - 1))?;
    }
    for (at, list) in lists {
        page.add_data_validation(1, number(at), last_row.max(1), number(at), &list)?;
    }
    book.save_to_buffer()
}

/// The list of choices of each column that has one. Long lists stand on a sheet of their own.
fn lists(book: &mut Workbook, sheet: &Spreadsheet) -> Result<Vec<(usize, DataValidation)>, XlsxError> {
    let mut lists = Vec::new();
    let mut further: Option<Worksheet> = None;
    let mut place = 0;
    for (at, column) in sheet.columns.iter().enumerate().filter(|(_, column)| !column.choices.is_empty()) {
        let length: usize = column.choices.iter().map(|choice| choice.chars().count() + 1).sum();
        let list = if length <= LONGEST_CHOICES && !column.choices.iter().any(|choice| choice.contains(',')) {
            DataValidation::new().allow_list_strings(&column.choices)?
        } else {
            let page = further.get_or_insert_with(Worksheet::new);
            page.write(0, place, column.name.as_str())?;
            for (row, choice) in (1..).zip(&column.choices) {
                page.write(row, place, choice.as_str())?;
            }
            let letter = char::from(b'A' + u8::try_from(place).unwrap_or(0).min(25));
            place += 1;
            let range = format!("=choices!${letter}$2:${letter}${}", column.choices.len() + 1);
            DataValidation::new().allow_list_formula(range.as_str().into())
        };
        // A value that is not of the list is told and may be kept: a record may have words of its own.
        lists.push((at, list.set_error_style(rust_xlsxwriter::DataValidationErrorStyle::Warning)));
    }
    if let Some(mut page) = further {
        page.set_name("choices")?;
        book.push_worksheet(page);
    }
    Ok(lists)
}

fn day_of(cell: &str, column: &SpreadsheetColumn) -> Option<ExcelDateTime> {
    let is_day = column.is_date && cell.len() == 10;
    ExcelDateTime::parse_from_str(cell).ok().filter(|_| is_day)
}

/// The part of a text that a cell can hold, and the rest.
fn cut(text: &str) -> (&str, &str) {
    let at = text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at);
    text.split_at(at)
}

/// The width of a column: that of its longest cell, within reason.
fn width(sheet: &Spreadsheet, at: usize) -> f64 {
    let head = sheet.columns.get(at).map_or(0, |column| column.name.chars().count());
    let cells = sheet.rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.chars().count());
    f64::from(u32::try_from(cells.chain([head]).max().unwrap_or(0).clamp(8, 60)).unwrap_or(60)) + 2.0
}

fn number(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}
