//! Dates as the public record holds them: a year, a month or a day.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, Time};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A date that may lack its day, or its day and month. Written `"2006"`, `"2006-12"` or `"2006-12-11"`.
///
/// Sorts by time; where one date is a less precise form of another (`2006` and `2006-12`), the less precise stands first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

/// Why a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Not of the form YYYY, YYYY-MM or YYYY-MM-DD.
    #[error("not a date")]
    Form,
    /// Of the form, but no such day or month exists.
    #[error("no such day in the calendar")]
    Impossible,
}

impl PartialDate {
    /// The form that a date is written in, for messages.
    pub const FORM: &'static str = "\"2006\", \"2006-12\" or \"2006-12-11\"";

    /// The same date, with nothing said but the year.
    pub fn only_year(self) -> Self {
        Self { year: self.year, month: None, day: None }
    }

    /// A date as people in Britain write it too: "1 September 2024", "September 2024", "01/09/2024", beside the forms of files.
    pub fn from_words(text: &str) -> Option<Self> {
        const FORMS: [&str; 3] = ["%d %B %Y", "%d %b %Y", "%d/%m/%Y"];
        // A year of two digits is one of our time, and not of the first century.
        const SHORT_FORMS: [&str; 3] = ["%d %B %y", "%d %b %y", "%d/%m/%y"];
        let text = text.trim();
        let read = |forms: [&str; 3], text: &str| {
            let date = forms.iter().find_map(|form| Date::strptime(form, text).ok());
            date.filter(|date| date.year() >= 1000).map(Self::from)
        };
        let day = text.parse().ok().or_else(|| read(SHORT_FORMS, text)).or_else(|| read(FORMS, text));
        day.or_else(|| Some(Self { day: None, ..read(FORMS, &format!("1 {text}"))? }))
    }

    /// Its first day: the first of its month or year where it is not exact.
    pub fn first_day(self) -> Date {
        Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).unwrap_or_default()
    }

    /// Its last day: the last of its month or year where it is not exact.
    pub fn last_day(self) -> Date {
        match (self.month, self.day) {
            (Some(_), Some(_)) => self.first_day(),
            (Some(_), None) => self.first_day().last_of_month(),
            _ => self.first_day().last_of_year(),
        }
    }

    /// The date in one of three forms of `strftime`: of a day, of a month, of a year.
    fn written(self, [day, month, year]: [&str; 3]) -> String {
        let form = match (self.month, self.day) {
            (Some(_), Some(_)) => day,
            (Some(_), None) => month,
            _ => year,
        };
        self.first_day().strftime(form).to_string()
    }

    /// As a number whose order is that of time, for lists of many: 20061211, with zeros for what it lacks.
    pub fn as_number(self) -> u32 {
        let part = |part: Option<i8>| u32::from(part.unwrap_or(0).unsigned_abs());
        u32::from(self.year.unsigned_abs()) * 10_000 + part(self.month) * 100 + part(self.day)
    }

    /// The date of such a number; nothing stands for no date.
    pub fn of_number(number: u32) -> Option<Self> {
        let part = |part: u32| i8::try_from(part % 100).ok().filter(|part| *part > 0);
        let (year, month, day) = (i16::try_from(number / 10_000).ok()?, part(number / 100), part(number));
        let is_date = number > 0 && (month.is_some() || day.is_none());
        (is_date && Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).is_ok()).then_some(Self { year, month, day })
    }

    /// The year, four digits.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, 1 to 12, where the date has one.
    pub fn month(self) -> Option<i8> {
        self.month
    }

    /// True if `self` may lie before `other`, given the parts that both leave open.
    pub fn can_precede(self, other: Self) -> bool {
        let cut = |date: Self, like: Self| (date.year, like.month.and(date.month), like.day.and(date.day));
        cut(self, other) <= cut(other, self)
    }

    /// `2006-12-11`, `2006-12` or `2006`.
    pub fn iso(self) -> String {
        self.written(["%Y-%m-%d", "%Y-%m", "%Y"])
    }

    /// `11 Dec 2006`, `Dec 2006` or `2006`: never more than eleven cells.
    pub fn short(self) -> String {
        self.written(["%-d %b %-Y", "%b %-Y", "%-Y"])
    }

    /// True if all of it lies before the day `today`: a year is over when the next has begun.
    pub fn is_over(self, today: Self) -> bool {
        let cut = (today.year, self.month.and(today.month), self.day.and(today.day));
        (self.year, self.month, self.day) < cut
    }

    /// The day so many days after it; nothing where it is not exact to the day.
    pub fn days_later(self, days: u32) -> Option<Self> {
        self.day?;
        self.first_day().checked_add(jiff::Span::new().try_days(days).ok()?).ok().map(Self::from)
    }

    /// The first year of its decade: 2007 is in that of 2000.
    pub fn decade(self) -> i16 {
        self.year - self.year.rem_euclid(10)
    }
}

/// A time of day, written `"14:30"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay(Time);

impl TimeOfDay {
    /// The form that a time is written in, for messages.
    pub const FORM: &'static str = "\"14:30\"";
}

impl FromStr for TimeOfDay {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let fits = |(byte, form): (u8, &u8)| if *form == b':' { byte == b':' } else { byte.is_ascii_digit() };
        if text.len() != 5 || !text.bytes().zip(b"00:00").all(fits) {
            return Err(DateError::Form);
        }
        Time::strptime("%H:%M", text).map(Self).map_err(|_| DateError::Impossible)
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0.hour(), self.0.minute())
    }
}

impl Serialize for TimeOfDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TimeOfDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(|_| de::Error::custom("no such time of day"))
    }
}

impl JsonSchema for TimeOfDay {
    fn schema_name() -> Cow<'static, str> {
        "TimeOfDay".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "A time of day: 14:30.",
            "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$",
            "x-form": "time"
        })
    }
}

impl From<Date> for PartialDate {
    fn from(date: Date) -> Self {
        Self { year: date.year(), month: Some(date.month()), day: Some(date.day()) }
    }
}

/// The months of a year.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Every date of a library is written so while it is indexed, which a form that is read each time makes slow.
        let month = self.month.and_then(|month| MONTHS.get(usize::try_from(month).ok()?.checked_sub(1)?));
        match (month, self.day) {
            (Some(month), Some(day)) => write!(f, "{day} {month} {}", self.year),
            (Some(month), None) => write!(f, "{month} {}", self.year),
            (None, _) => write!(f, "{}", self.year),
        }
    }
}

impl FromStr for PartialDate {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let fits = |(byte, form): (u8, &u8)| if *form == b'-' { byte == b'-' } else { byte.is_ascii_digit() };
        let length = text.len();
        if !matches!(length, 4 | 7 | 10) || !text.bytes().zip(b"0000-00-00").all(fits) {
            return Err(DateError::Form);
        }
        let first = format!("{text}{}", "0000-01-01".get(length..).unwrap_or_default());
        let Self { year, month, day } = first.parse::<Date>().map_err(|_| DateError::Impossible)?.into();
        Ok(Self { year, month: month.filter(|_| length > 4), day: day.filter(|_| length > 7) })
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.iso())
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

impl JsonSchema for PartialDate {
    fn schema_name() -> Cow<'static, str> {
        "PartialDate".into()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "A year, a month or a day: 2006, 2006-12 or 2006-12-11.",
            "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$",
            "x-form": "date"
        })
    }
}
