//! Years and ranges of years in a filter.

/// Years, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Years {
    /// The first; none where all before count.
    pub from: Option<i16>,
    /// The last; none where all after count.
    pub to: Option<i16>,
}

impl Years {
    /// `2009`, `2008..2013`, `2008..`, `..2013`, `>2015`, `>=2015`, `<1990`, `<=1990`, `1990s`.
    pub fn parse(text: &str) -> Option<Self> {
        let (from, to) = if let Some((from, to)) = text.split_once("..") {
            let from = if from.is_empty() { None } else { Some(year(from)?) };
            let to = if to.is_empty() { None } else { Some(year(to)?) };
            if from.is_none() && to.is_none() {
                return None;
            }
            (from, to)
        } else if let Some(rest) = text.strip_prefix(">=") {
            (Some(year(rest)?), None)
        } else if let Some(rest) = text.strip_prefix("<=") {
            (None, Some(year(rest)?))
        } else if let Some(rest) = text.strip_prefix('>') {
            (Some(year(rest)? + 1), None)
        } else if let Some(rest) = text.strip_prefix('<') {
            (None, Some(year(rest)? - 1))
        } else if let Some(decade) = text.strip_suffix('s') {
            let from = year(decade)?;
            (Some(from), Some(from + 9))
        } else {
            let only = year(text)?;
            (Some(only), Some(only))
        };
        let in_order = from.zip(to).is_none_or(|(from, to)| from <= to);
        in_order.then_some(Self { from, to })
    }

    /// True if a year is among them.
    pub fn hold(self, year: i16) -> bool {
        self.from.is_none_or(|from| from <= year) && self.to.is_none_or(|to| year <= to)
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
        let rows: [(&str, Option<Ends>); 14] = [
            ("2009", Some((Some(2009), Some(2009)))),
            ("2008..2013", Some((Some(2008), Some(2013)))),
            ("2008..", Some((Some(2008), None))),
            ("..2013", Some((None, Some(2013)))),
            (">2015", Some((Some(2016), None))),
            (">=2015", Some((Some(2015), None))),
            ("<1990", Some((None, Some(1989)))),
            ("<=1990", Some((None, Some(1990)))),
            ("1990s", Some((Some(1990), Some(1999)))),
            ("20", None),
            ("2013..2008", None),
            ("..", None),
            (">", None),
            ("२००९", None),
        ];
        for (text, expected) in rows {
            assert_eq!(Years::parse(text).map(|years| (years.from, years.to)), expected, "{text}");
        }
        let years = Years::parse("2008..2013").unwrap();
        assert!(years.hold(2008) && years.hold(2013) && !years.hold(2014) && !years.hold(2007));
    }
}
