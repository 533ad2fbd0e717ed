//! Days as people type them. What can be read in two ways is never guessed in silence: the map says which, or another cell
//! of the column decides, which is told, or the words stay words.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use super::table::{Cell, CellKind};
use crate::case::PartialDate;

/// Which of two numbers is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DayOrder {
    /// 31/12/2025, as in Britain.
    DayFirst,
    /// 12/31/2025, as in the United States.
    MonthFirst,
}

/// The meaning of a cell of days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Read {
    /// A day, a month or a year, and how the cell held it.
    Day(PartialDate, How),
    /// Two days, day first and month first: "02/05/2025".
    Either(PartialDate, PartialDate),
    /// Of the form of a day, and none: why.
    Impossible(String),
    /// Words: "Ongoing".
    Words,
}

/// How a cell held a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// In a way that is read in one manner only.
    Plain,
    /// As numbers of which only one order makes a day.
    Ordered(DayOrder),
    /// As the number of days since 1900.
    Serial,
    /// As "Apr-25".
    MonthAndYear,
}

/// The first and last day that a number may stand for in a spreadsheet, 1 January 1950 to the end of 2099.
const SERIALS: std::ops::RangeInclusive<i32> = 18_264..=73_050;

static NUMBERS: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"^(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4}|\d{2})$"));
static ISO: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{2}:\d{2}.*)?$"));
static MONTH_YEAR: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(r"(?i)^([a-z]{3,9})\.?[-\s/']+(\d{4}|\d{2})$"));
static DAY_MONTH: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:[a-z]{3,9},?\s+)?(\d{1,2})(?:st|nd|rd|th)?[-\s/.]+(?:of\s+)?([a-z]{3,9})\.?[-\s/,]+(\d{4}|\d{2})$",
    )
});
static MONTH_DAY: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"(?i)^([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$"));
static TIME: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(r"[\s,]+\d{1,2}:\d{2}(:\d{2})?$"));

fn pattern(pattern: &str) -> Option<Regex> {
    Regex::new(pattern).ok()
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The month that a word means: whole, or its first three letters or more.
fn month(word: &str) -> Option<i8> {
    let word = word.to_ascii_lowercase();
    let word = if word == "sept" { "september" } else { &word };
    let at = MONTHS.iter().position(|month| word.len() >= 3 && month.starts_with(word))?;
    i8::try_from(at + 1).ok()
}

/// A year of two digits is one of our time.
fn year(text: &str) -> Option<i16> {
    let number: i16 = text.parse().ok()?;
    Some(match (text.len(), number) {
        (2, 0..=68) => number + 2000,
        (2, _) => number + 1900,
        _ => number,
    })
}

fn day(year: i16, month: i8, day: i8) -> Option<PartialDate> {
    Date::new(year, month, day).ok().map(PartialDate::from)
}

/// The meaning of a cell of days. `serial` if a bare number may be the day of a spreadsheet.
pub fn read(cell: &Cell) -> Read {
    let text = cell.text.trim();
    let plain = |date| Read::Day(date, How::Plain);
    if let Ok(date) = text.parse::<PartialDate>() {
        return plain(date);
    }
    if let Some(days) = serial(text) {
        return match Date::new(1899, 12, 30)
            .ok()
            .and_then(|start| start.checked_add(jiff::Span::new().days(i64::from(days))).ok())
        {
            Some(date) => Read::Day(date.into(), How::Serial),
            None => Read::Words,
        };
    }
    if cell.sort == CellKind::Number {
        return Read::Words;
    }
    let timeless = TIME.as_ref().map_or_else(|| text.into(), |time| time.replace(text, ""));
    let text = timeless.trim();
    let parts = |pattern: &LazyLock<Option<Regex>>| {
        let captures = pattern.as_ref()?.captures(text)?;
        Some([1, 2, 3].map(|at| captures.get(at).map_or("", |part| part.as_str())))
    };
    if let Some([y, m, d]) = parts(&ISO) {
        return of_numbers(text, y, [(d, m)], [How::Plain]);
    }
    if let Some([first, second, y]) = parts(&NUMBERS) {
        let ways = [(first, second), (second, first)];
        return of_numbers(text, y, ways, [How::Ordered(DayOrder::DayFirst), How::Ordered(DayOrder::MonthFirst)]);
    }
    if let Some([d, word, y]) = parts(&DAY_MONTH)
        && let Some(m) = month(word)
    {
        return of_numbers(text, y, [(d, &m.to_string())], [How::Plain]);
    }
    if let Some([word, d, y]) = parts(&MONTH_DAY)
        && let Some(m) = month(word)
    {
        return of_numbers(text, y, [(d, &m.to_string())], [How::Plain]);
    }
    if let Some([word, y, _]) = parts(&MONTH_YEAR)
        && let (Some(m), Some(full)) = (month(word), year(y))
        && let Ok(date) = format!("{full:04}-{m:02}").parse()
    {
        return Read::Day(date, if y.len() == 2 { How::MonthAndYear } else { How::Plain });
    }
    Read::Words
}

/// The day of a spreadsheet that a number stands for.
fn serial(text: &str) -> Option<i32> {
    let days = text.split('.').next()?;
    let is_number = days.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    days.parse::<i32>().ok().filter(|days| is_number && SERIALS.contains(days))
}

/// Reads a day and a month in each of the ways that are open.
fn of_numbers<const N: usize>(text: &str, y: &str, ways: [(&str, &str); N], how: [How; N]) -> Read {
    let Some(y) = year(y) else { return Read::Words };
    let read = |(d, m): (&str, &str)| day(y, m.parse().ok()?, d.parse().ok()?);
    let found: Vec<(PartialDate, How)> =
        ways.iter().zip(how).filter_map(|(way, how)| Some((read(*way)?, how))).collect();
    match found.as_slice() {
        [] => Read::Impossible(impossible(text, y, ways.first().copied().unwrap_or_default())),
        [(date, how)] => Read::Day(*date, *how),
        [(first, _), (second, _), ..] if first == second => Read::Day(*first, How::Plain),
        [(first, _), (second, _), ..] => Read::Either(*first, *second),
    }
}

/// Why there is no such day: `"31/6/2025" is no day; June has 30`.
fn impossible(text: &str, year: i16, (d, m): (&str, &str)) -> String {
    let month = m.parse::<i8>().ok();
    let last = month.and_then(|month| Date::new(year, month, 1).ok()).map(Date::days_in_month);
    let name = month.and_then(|month| MONTHS.get(usize::try_from(month - 1).ok()?));
    match (last, name) {
        (Some(last), Some(name)) => {
            let mut name = (*name).to_owned();
            if let Some(first) = name.get_mut(..1) {
                first.make_ascii_uppercase();
            }
            let year = if month == Some(2) { format!(" {year}") } else { String::new() };
            let of = if d.parse::<i8>().is_ok_and(|day| day > 0) {
                format!("{name}{year} has {last}")
            } else {
                "no month has a day 0".to_owned()
            };
            format!("\"{text}\" is no day; {of}")
        }
        _ => format!("\"{text}\" is no day; a year has 12 months"),
    }
}

/// The order that the cells of a column show, with the first cell that shows it; nothing where they show both or none.
pub fn order_of<'a>(cells: impl Iterator<Item = &'a Cell>) -> Option<(DayOrder, &'a Cell)> {
    let mut shown: Option<(DayOrder, &Cell)> = None;
    for cell in cells {
        if let Read::Day(_, How::Ordered(order)) = read(cell) {
            match shown {
                Some((known, _)) if known != order => return None,
                Some(_) => {}
                None => shown = Some((order, cell)),
            }
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn days_are_read_as_people_type_them() {
        use DayOrder::{DayFirst, MonthFirst};
        let day = |text: &str, how| Read::Day(text.parse().unwrap(), how);
        let rows = [
            ("2025-05-20", day("2025-05-20", How::Plain)),
            ("2025-05-20T10:15:00Z", day("2025-05-20", How::Plain)),
            ("2025/5/2", day("2025-05-02", How::Plain)),
            ("2025", day("2025", How::Plain)),
            ("2025-05", day("2025-05", How::Plain)),
            ("31/03/2025", day("2025-03-31", How::Ordered(DayFirst))),
            ("3/31/2025", day("2025-03-31", How::Ordered(MonthFirst))),
            ("12.5.25", Read::Either("2025-05-12".parse().unwrap(), "2025-12-05".parse().unwrap())),
            ("05/05/2025", day("2025-05-05", How::Plain)),
            ("20.5.98", day("1998-05-20", How::Ordered(DayFirst))),
            ("31/03/2025 14:30", day("2025-03-31", How::Ordered(DayFirst))),
            ("7 Sept 02", day("2002-09-07", How::Plain)),
            ("1st of March 2025", day("2025-03-01", How::Plain)),
            ("Friday 7 March 2025", day("2025-03-07", How::Plain)),
            ("12-Mar-25", day("2025-03-12", How::Plain)),
            ("March 12, 2025", day("2025-03-12", How::Plain)),
            ("March 2025", day("2025-03", How::Plain)),
            ("Apr-25", day("2025-04", How::MonthAndYear)),
            ("45747", day("2025-03-31", How::Serial)),
            ("45747.5", day("2025-03-31", How::Serial)),
            ("31/6/2025", Read::Impossible("\"31/6/2025\" is no day; June has 30".into())),
            ("29/02/2025", Read::Impossible("\"29/02/2025\" is no day; February 2025 has 28".into())),
            ("30/13/2025", Read::Impossible("\"30/13/2025\" is no day; a year has 12 months".into())),
            ("2025-02-30", Read::Impossible("\"2025-02-30\" is no day; February 2025 has 28".into())),
            ("Ongoing", Read::Words),
            ("Q1 2026", Read::Words),
            ("TBC", Read::Words),
            ("", Read::Words),
            ("1234", day("1234", How::Plain)),
            ("123456", Read::Words),
        ];
        for (text, expected) in rows {
            assert_eq!(read(&Cell::text(text)), expected, "{text:?}");
        }
    }

    #[test]
    fn a_column_shows_its_order() {
        let order = |texts: &[&str]| {
            let cells: Vec<Cell> = texts.iter().map(|text| Cell::text(*text)).collect();
            order_of(cells.iter()).map(|(order, cell)| (order, cell.text.clone()))
        };
        assert_eq!(order(&["02/05/2025", "30/06/2025"]), Some((DayOrder::DayFirst, "30/06/2025".into())));
        assert_eq!(order(&["02/05/2025", "6/30/2025"]), Some((DayOrder::MonthFirst, "6/30/2025".into())));
        assert_eq!(order(&["30/06/2025", "6/30/2025"]), None);
        assert_eq!(order(&["02/05/2025"]), None);
    }

    proptest! {
        #[test]
        fn nothing_ends_the_program(text in any::<String>(), near in r"[0-9a-zA-Z/. \-:,]{0,20}") {
            let _ = (read(&Cell::text(text)), read(&Cell::text(near)));
        }
    }
}
