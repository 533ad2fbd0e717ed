//! Dates as the public record holds them: a year, a month or a day.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
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

/// English names of the months, January first.
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

impl PartialDate {
    /// The form that a date is written in, for messages.
    pub const FORM: &'static str = "\"2006\", \"2006-12\" or \"2006-12-11\"";

    /// The same date, with nothing said but the year.
    pub fn only_year(self) -> Self {
        Self { year: self.year, month: None, day: None }
    }

    /// A date as people in Britain write it too: "1 September 2024", "September 2024", "01/09/2024", beside the forms of files.
    pub fn from_words(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Ok(date) = text.parse() {
            return Some(date);
        }
        // A year of two digits is one of our time, and not of the first century.
        let read = |forms: &[&str], text: &str| {
            let date = forms.iter().find_map(|form| Date::strptime(form, text).ok())?;
            (date.year() >= 1000).then_some(date)
        };
        let day = ["%d/%m/%y", "%d/%m/%Y", "%d %B %y", "%d %B %Y", "%d %b %y", "%d %b %Y"];
        if let Some(date) = read(&day, text) {
            return Some(Self::from(date));
        }
        let date = read(&["%d %B %Y", "%d %b %Y"], &format!("1 {text}"))?;
        Some(Self { year: date.year(), month: Some(date.month()), day: None })
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
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{:04}-{month:02}-{day:02}", self.year),
            (Some(month), None) => format!("{:04}-{month:02}", self.year),
            _ => format!("{:04}", self.year),
        }
    }

    /// `11 Dec 2006`, `Dec 2006` or `2006`: never more than eleven cells.
    pub fn short(self) -> String {
        let name = self.month_name().map(|name| name.get(..3).unwrap_or(name));
        match (name, self.day) {
            (Some(month), Some(day)) => format!("{day} {month} {}", self.year),
            (Some(month), None) => format!("{month} {}", self.year),
            _ => self.year.to_string(),
        }
    }

    /// True if all of it lies before the day `today`: a year is over when the next has begun.
    pub fn is_over(self, today: Self) -> bool {
        let cut = (today.year, self.month.and(today.month), self.day.and(today.day));
        (self.year, self.month, self.day) < cut
    }

    /// The first year of its decade: 2007 is in that of 2000.
    pub fn decade(self) -> i16 {
        self.year - self.year.rem_euclid(10)
    }

    fn month_name(self) -> Option<&'static str> {
        MONTHS.get(usize::try_from(self.month? - 1).ok()?).copied()
    }
}

impl From<Date> for PartialDate {
    fn from(date: Date) -> Self {
        Self { year: date.year(), month: Some(date.month()), day: Some(date.day()) }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.month_name(), self.day) {
            (Some(month), Some(day)) => write!(f, "{day} {month} {}", self.year),
            (Some(month), None) => write!(f, "{month} {}", self.year),
            _ => write!(f, "{}", self.year),
        }
    }
}

impl FromStr for PartialDate {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let digits = |part: &str, length: usize| -> Result<i16, DateError> {
            if part.len() == length && part.bytes().all(|b| b.is_ascii_digit()) {
                part.parse().map_err(|_| DateError::Form)
            } else {
                Err(DateError::Form)
            }
        };
        let mut parts = text.split('-');
        let year = digits(parts.next().unwrap_or_default(), 4)?;
        let month = parts.next().map(|part| digits(part, 2)).transpose()?;
        let day = parts.next().map(|part| digits(part, 2)).transpose()?;
        if parts.next().is_some() {
            return Err(DateError::Form);
        }
        let month = month.map(i8::try_from).transpose().map_err(|_| DateError::Impossible)?;
        let day = day.map(i8::try_from).transpose().map_err(|_| DateError::Impossible)?;
        Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).map_err(|_| DateError::Impossible)?;
        Ok(Self { year, month, day })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_understood_as_people_write_them() {
        let rows = [
            ("2024", Some("2024")),
            ("2024-09-01", Some("2024-09-01")),
            ("01/09/2024", Some("2024-09-01")),
            ("1/9/2024", Some("2024-09-01")),
            ("1 September 2024", Some("2024-09-01")),
            ("1 Sep 2024", Some("2024-09-01")),
            ("September 2024", Some("2024-09")),
            ("june 2024", Some("2024-06")),
            ("31/02/2024", None),
            ("Board March", None),
            ("v1.2", None),
            ("", None),
        ];
        for (text, expected) in rows {
            let found = PartialDate::from_words(text).map(PartialDate::iso);
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_date_is_over_when_all_of_it_has_gone() {
        let rows = [
            ("2026-11-21", true),
            ("2026-11-22", false),
            ("2026-11", false),
            ("2026-10", true),
            ("2026", false),
            ("2025", true),
            ("2027-01-01", false),
        ];
        let today: PartialDate = "2026-11-22".parse().unwrap();
        for (date, expected) in rows {
            assert_eq!(date.parse::<PartialDate>().unwrap().is_over(today), expected, "{date}");
        }
    }
    use proptest::prelude::*;

    fn date(text: &str) -> PartialDate {
        text.parse().unwrap()
    }

    #[test]
    fn prints_as_people_write() {
        let rows = [
            ("2006", "2006", "2006"),
            ("2006-12", "December 2006", "Dec 2006"),
            ("2006-12-11", "11 December 2006", "11 Dec 2006"),
            ("2008-02-29", "29 February 2008", "29 Feb 2008"),
        ];
        for (text, long, short) in rows {
            assert_eq!(date(text).to_string(), long);
            assert_eq!(date(text).short(), short);
            assert_eq!(date(text).iso(), text);
        }
    }

    #[test]
    fn sorts_by_time_and_the_less_precise_first() {
        let mut dates = ["2007", "2006-12-11", "2006", "2006-12", "2006-03-01"].map(date);
        dates.sort();
        assert_eq!(dates.map(PartialDate::iso), ["2006", "2006-03-01", "2006-12", "2006-12-11", "2007"]);
    }

    #[test]
    fn refuses_what_is_no_date() {
        let rows = [
            ("", DateError::Form),
            ("06", DateError::Form),
            ("2006-1", DateError::Form),
            ("2006-12-11-1", DateError::Form),
            ("2006/12", DateError::Form),
            ("+206", DateError::Form),
            ("December 2006", DateError::Form),
            ("2006-13", DateError::Impossible),
            ("2006-00", DateError::Impossible),
            ("2006-02-30", DateError::Impossible),
            ("2007-02-29", DateError::Impossible),
        ];
        for (text, error) in rows {
            assert_eq!(text.parse::<PartialDate>(), Err(error), "{text}");
        }
    }

    #[test]
    fn an_open_date_can_precede_what_it_may_lie_before() {
        let rows = [
            ("2006", "2006-03", true),
            ("2006-03", "2006", true),
            ("2006-04", "2006-03-31", false),
            ("2006-03", "2006-03-31", true),
            ("2007", "2006-12-31", false),
            ("2006-03-31", "2006-03-31", true),
        ];
        for (first, second, expected) in rows {
            assert_eq!(date(first).can_precede(date(second)), expected, "{first} {second}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_date_or_an_error(text in "\\PC*") {
            if let Ok(date) = text.parse::<PartialDate>() {
                prop_assert_eq!(date.iso(), text);
            }
        }
    }
}
