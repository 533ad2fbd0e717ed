//! Ranges in a filter: of years, of counts, of days.

use jiff::civil::Date;

use crate::case::PartialDate;

/// A range, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span<T> {
    /// The first; none where all before count.
    pub from: Option<T>,
    /// The last; none where all after count.
    pub to: Option<T>,
}

/// Something that a range is of.
pub trait Stepped: Copy + Ord {
    /// The first and the last that a text means: a decade has ten years, a month its days.
    fn read(text: &str) -> Option<(Self, Self)>;

    /// The next one; the same where there is none.
    fn next(self) -> Self;

    /// The one before; the same where there is none.
    fn previous(self) -> Self;
}

impl<T: Stepped> Span<T> {
    /// `2009`, `2008..2013`, `2008..`, `..2013`, `>2015`, `>=2015`, `<1990`, `<=1990`, `1990s`.
    pub fn parse(text: &str) -> Option<Self> {
        let end = |text: &str| if text.is_empty() { Some(None) } else { T::read(text).map(Some) };
        let (from, to) = if let Some((from, to)) = text.split_once("..") {
            let (from, to) = (end(from)?, end(to)?);
            if from.is_none() && to.is_none() {
                return None;
            }
            (from.map(|(first, _)| first), to.map(|(_, last)| last))
        } else if let Some(rest) = text.strip_prefix(">=") {
            (Some(T::read(rest)?.0), None)
        } else if let Some(rest) = text.strip_prefix("<=") {
            (None, Some(T::read(rest)?.1))
        } else if let Some(rest) = text.strip_prefix('>') {
            (Some(T::read(rest)?.1.next()), None)
        } else if let Some(rest) = text.strip_prefix('<') {
            (None, Some(T::read(rest)?.0.previous()))
        } else {
            let (first, last) = T::read(text)?;
            (Some(first), Some(last))
        };
        let in_order = from.zip(to).is_none_or(|(from, to)| from <= to);
        in_order.then_some(Self { from, to })
    }

    /// True if something is among them.
    pub fn holds(self, one: T) -> bool {
        self.meets(one, one)
    }

    /// True if a stretch from `first` to `last` lies in it, or a part of it does.
    pub fn meets(self, first: T, last: T) -> bool {
        self.from.is_none_or(|from| from <= last) && self.to.is_none_or(|to| first <= to)
    }
}

impl Stepped for i16 {
    fn read(text: &str) -> Option<(Self, Self)> {
        match text.strip_suffix('s') {
            Some(decade) => year(decade).map(|from| (from, from + 9)),
            None => year(text).map(|only| (only, only)),
        }
    }

    fn next(self) -> Self {
        self.saturating_add(1)
    }

    fn previous(self) -> Self {
        self.saturating_sub(1)
    }
}

impl Stepped for u32 {
    fn read(text: &str) -> Option<(Self, Self)> {
        let digits = text.len() <= 6 && text.bytes().all(|byte| byte.is_ascii_digit());
        let only = digits.then(|| text.parse().ok()).flatten()?;
        Some((only, only))
    }

    fn next(self) -> Self {
        self.saturating_add(1)
    }

    fn previous(self) -> Self {
        self.saturating_sub(1)
    }
}

/// A year, a month or a day, as files and as people write it.
impl Stepped for Date {
    fn read(text: &str) -> Option<(Self, Self)> {
        let date = PartialDate::from_words(text)?;
        Some((date.first_day(), date.last_day()))
    }

    fn next(self) -> Self {
        self.tomorrow().unwrap_or(self)
    }

    fn previous(self) -> Self {
        self.yesterday().unwrap_or(self)
    }
}

/// Four digits.
fn year(text: &str) -> Option<i16> {
    (text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_and_ranges() {
        type Ends = (Option<i16>, Option<i16>);
        let rows: [(&str, Option<Ends>); 15] = [
            ("2009", Some((Some(2009), Some(2009)))),
            ("2008..2013", Some((Some(2008), Some(2013)))),
            ("2008..", Some((Some(2008), None))),
            ("..2013", Some((None, Some(2013)))),
            (">2015", Some((Some(2016), None))),
            (">=2015", Some((Some(2015), None))),
            ("<1990", Some((None, Some(1989)))),
            ("<=1990", Some((None, Some(1990)))),
            ("1990s", Some((Some(1990), Some(1999)))),
            (">=1990s", Some((Some(1990), None))),
            ("20", None),
            ("2013..2008", None),
            ("..", None),
            (">", None),
            ("२००९", None),
        ];
        for (text, expected) in rows {
            assert_eq!(Span::<i16>::parse(text).map(|years| (years.from, years.to)), expected, "{text}");
        }
        let years = Span::<i16>::parse("2008..2013").unwrap();
        assert!(years.holds(2008) && years.holds(2013) && !years.holds(2014) && !years.holds(2007));
    }

    #[test]
    fn counts_and_ranges() {
        type Ends = (Option<u32>, Option<u32>);
        let rows: [(&str, Option<Ends>); 8] = [
            ("1", Some((Some(1), Some(1)))),
            ("2..4", Some((Some(2), Some(4)))),
            (">2", Some((Some(3), None))),
            ("<2", Some((None, Some(1)))),
            ("<0", Some((None, Some(0)))),
            ("one", None),
            ("-1", None),
            ("99999999999", None),
        ];
        for (text, expected) in rows {
            assert_eq!(Span::<u32>::parse(text).map(|counts| (counts.from, counts.to)), expected, "{text}");
        }
    }

    #[test]
    fn days_and_stretches_of_days() {
        // The text; a date of an update; true if it may lie in there.
        let rows = [
            (">=2015", "2015", true),
            (">=2015", "2014-12-31", false),
            (">2015", "2015-12-31", false),
            (">2015", "2016", true),
            (">=2015-06-15", "2015-06", true),
            (">=2015-06-15", "2015-06-14", false),
            (">=June 2015", "2015-06-01", true),
            (">=1 July 2015", "2015-06", false),
            ("2015-06", "2015-06-30", true),
            ("2015-06", "2015-07-01", false),
            ("2009..2012", "2012-12-31", true),
            ("<01/03/2010", "2010-02-28", true),
            ("<01/03/2010", "2010-03-01", false),
        ];
        for (text, date, expected) in rows {
            let span = Span::<Date>::parse(text).unwrap();
            let date: PartialDate = date.parse().unwrap();
            assert_eq!(span.meets(date.first_day(), date.last_day()), expected, "{text} {date}");
        }
        for wrong in ["soon", "31/6/2025", "", ">=", "2015..2014"] {
            assert_eq!(Span::<Date>::parse(wrong), None, "{wrong}");
        }
    }
}
