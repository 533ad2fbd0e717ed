//! Pictures of numbers, for those who would rather look: of a library, and of a case over time. The numbers always stand
//! beside them.

use std::collections::BTreeSet;

use super::Listing;
use super::case_brief::is_before;
use super::labels::{agencies, kind_tone};
use super::model::{Bar, Block, Figure, Link, Page, Period, Row, Section, Tone};
use super::rag::RULE;
use super::rows::{Below, counted, finding_row, number, share, tally};
use super::tracker::{letters, statuses, tracked};
use crate::case::closed::Sense;
use crate::case::{Case, ClosedList, Event, Finding, FindingKind, ItemRef, OpenList, PartialDate};
use crate::library::EntryKey;

/// Rows and columns of a grid: more are no picture.
const MOST: usize = 12;

/// The most periods of a timeline.
const PERIODS: usize = 40;

/// Pictures of the whole library.
pub fn pictures(listing: &Listing) -> Page {
    let findings: Vec<(&Case, &Finding)> = listing
        .books
        .iter()
        .flat_map(|book| book.case.findings().map(|(_, finding)| (book.case.as_ref(), finding)))
        .collect();
    let all = tracked(listing);
    let mut report = Page {
        title: "The library in pictures".to_owned(),
        name: "pictures".to_owned(),
        about: vec![format!(
            "{} and {} of {}, as of {}.",
            listing.field().counted(findings.len(), "finding"),
            listing.field().counted(all.len(), "recommendation"),
            counted(listing.books.len(), "case"),
            listing.today
        )],
        sections: Vec::new(),
    };
    if !findings.is_empty() {
        report.sections.extend([decades(listing, &findings), heat_map(listing, &findings), kinds(listing, &findings)]);
    }
    if !all.is_empty() {
        let mut section = Section::new(listing.field().worded("Recommendations by status"));
        section.blocks = vec![
            Block::Figure(statuses(listing, &all)),
            Block::Figure(letters(listing, &all)),
            Block::Aside(RULE.to_owned()),
        ];
        report.sections.push(section);
    }
    report
}

/// The labels of the most frequent codes, and how many there are in all.
fn most<'a>(
    listing: &Listing,
    list: OpenList,
    codes: impl Iterator<Item = &'a str>,
) -> (Vec<(&'a str, String)>, usize) {
    let counts = tally(codes);
    let all = counts.len();
    let label = |code: &str| listing.vocabulary.term(list, code).map_or(code.to_owned(), |term| term.label.to_string());
    (counts.into_iter().take(MOST).map(|(code, _)| (code, label(code))).collect(), all)
}

fn chosen(what: &str, shown: usize, all: usize) -> String {
    if shown < all { format!("the {shown} most frequent of {all} {what}") } else { format!("all {all} {what}") }
}

fn decades(listing: &Listing, findings: &[(&Case, &Finding)]) -> Section {
    let (themes, all) = most(
        listing,
        OpenList::Theme,
        findings.iter().flat_map(|(_, finding)| &finding.themes).map(|theme| theme.code()),
    );
    let decade = |case: &Case| case.sort_date().map(PartialDate::decade);
    let dated: BTreeSet<i16> = findings.iter().filter_map(|(case, _)| decade(case)).collect();
    let cases = |wanted: i16| listing.books.iter().filter(|book| decade(&book.case) == Some(wanted)).count();
    let rows = themes.iter().map(|(code, label)| {
        let count = |wanted: &i16| {
            let of = findings.iter().filter(|(case, finding)| {
                decade(case) == Some(*wanted) && finding.themes.iter().any(|theme| theme.code() == *code)
            });
            number(of.count())
        };
        (label.clone(), dated.iter().map(count).collect())
    });
    let mut section = Section::new(listing.field().worded("Findings by theme over the decades"));
    let undated = findings.iter().filter(|(case, _)| decade(case).is_none()).count();
    let undated = if undated == 0 {
        String::new()
    } else {
        format!(" {} of cases without a date are not drawn.", listing.field().counted(undated, "finding"))
    };
    let per: Vec<String> = dated.iter().map(|decade| format!("{decade}s {}", cases(*decade))).collect();
    section.blocks = vec![
        Block::Aside(listing.field().told(
            "By the decade of the case (its incident, else its first review); {}. A finding counts under each of its \
             themes. What a decade holds depends on which cases the library has of it: {}.{}",
            &[&chosen("themes", themes.len(), all), &per.join(", "), &undated],
        )),
        Block::Figure(Figure::Grid {
            unit: listing.field().worded("findings").into_owned(),
            columns: dated.iter().map(|decade| format!("{decade}s")).collect(),
            rows: rows.collect(),
        }),
    ];
    section
}

fn heat_map(listing: &Listing, findings: &[(&Case, &Finding)]) -> Section {
    let (themes, all_themes) = most(
        listing,
        OpenList::Theme,
        findings.iter().flat_map(|(_, finding)| &finding.themes).map(|theme| theme.code()),
    );
    let codes = findings.iter().flat_map(|(_, finding)| &finding.agencies).map(|agency| agency.code());
    let (agencies, all_agencies) = most(listing, OpenList::Agency, codes);
    let rows = agencies.iter().map(|(agency, label)| {
        let count = |theme: &(&str, String)| {
            let of = findings.iter().filter(|(_, finding)| {
                finding.agencies.iter().any(|other| other.code() == *agency)
                    && finding.themes.iter().any(|other| other.code() == theme.0)
            });
            number(of.count())
        };
        (label.clone(), themes.iter().map(count).collect())
    });
    let mut section = Section::new("Agencies by theme");
    section.blocks = vec![
        Block::Aside(listing.field().told(
            "How many findings are about an agency and on a theme, good practice among them; {}, {}.",
            &[&chosen("agencies", agencies.len(), all_agencies), &chosen("themes", themes.len(), all_themes)],
        )),
        Block::Figure(Figure::Grid {
            unit: listing.field().worded("findings").into_owned(),
            columns: themes.iter().map(|(_, label)| label.clone()).collect(),
            rows: rows.collect(),
        }),
    ];
    section
}

fn kinds(listing: &Listing, findings: &[(&Case, &Finding)]) -> Section {
    let kinds = listing.vocabulary.values(FindingKind::LIST).into_iter().map(FindingKind::of_value);
    let bars = kinds.filter_map(|kind| {
        let count = findings.iter().filter(|(_, finding)| finding.kind == kind).count();
        let share = share(count, findings.len());
        (count > 0).then(|| Bar { label: kind.label().to_owned(), count: number(count), share, tone: kind_tone(kind) })
    });
    let mut section = Section::new(listing.field().worded("Findings by kind"));
    section.blocks = vec![Block::Figure(Figure::Bars {
        unit: listing.field().worded("findings").into_owned(),
        bars: bars.collect(),
    })];
    section
}

/// A case's contacts with agencies over time, with the missed opportunities; nothing where the listing has no such case.
pub fn contacts(listing: &Listing, key: EntryKey) -> Option<Page> {
    let case = listing.case(key)?;
    let before: Vec<(usize, &Event)> =
        case.events.iter().enumerate().filter(|(_, event)| is_before(case, event)).collect();
    let is_contact = |event: &Event| !event.agencies.is_empty() || event.named.is_some() || event.missed_opportunity;
    let counted_events: Vec<&Event> =
        before.iter().map(|(_, event)| *event).filter(|event| is_contact(event)).collect();
    let missed: Vec<(usize, &Event)> = before.iter().copied().filter(|(_, event)| event.missed_opportunity).collect();
    let until = case.incident.map_or_else(String::new, |date| format!(" up to {date}"));
    let mut report = Page {
        title: format!("{}: contacts over time", case.title),
        name: format!("contacts-{}", case.id),
        about: vec![if counted_events.is_empty() {
            format!("The case file enters no event{until} in which an agency had a part.")
        } else {
            format!(
                "{}{until} in which an agency had a part; missed opportunities among them: {}. Counted is what the \
                 case file enters; an agency's own records hold more.",
                counted(counted_events.len(), "event"),
                missed.len()
            )
        }],
        sections: Vec::new(),
    };
    let family = before.len() - counted_events.len();
    if family > 0 {
        report.about.push(format!("{} of the family alone not counted.", counted(family, "event")));
    }
    let mut section = Section::new("Over time");
    if let Some((step, periods, out)) = timeline(&counted_events) {
        if out > 0 {
            section.blocks.push(Block::Aside(format!(
                "{} not drawn: the record does not date {} to a {}.",
                counted(out, "event"),
                if out == 1 { "it" } else { "them" },
                step.noun()
            )));
        }
        section.blocks.push(Block::Figure(Figure::Timeline { unit: "contacts".to_owned(), periods }));
    } else {
        section.blocks.push(Block::Aside("No contact with a date is entered in the case file.".to_owned()));
    }
    report.sections.push(section);
    report.sections.extend(missed_events(listing, case, key, &missed));
    report.sections.extend(missed_findings(listing, case, key));
    Some(report)
}

fn missed_events(listing: &Listing, case: &Case, key: EntryKey, missed: &[(usize, &Event)]) -> Option<Section> {
    let mut section = Section::new(format!("Missed opportunities in the chronology ({})", missed.len()));
    section.blocks.extend(missed.iter().map(|(index, event)| {
        let item = ItemRef::Event(*index);
        let whom = agencies(&event.agencies, event.named.as_deref(), &listing.vocabulary);
        Block::Row(Row {
            link: Some(Link::to(key, case, item)),
            lead: item.id(case),
            tone: Tone::Alarm,
            text: event.text.to_string(),
            about: vec![
                [event.shown_date(), whom].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
            ],
            ..Row::default()
        })
    }));
    (!missed.is_empty()).then_some(section)
}

/// Those that reviews name without a date of their own.
fn missed_findings(listing: &Listing, case: &Case, key: EntryKey) -> Option<Section> {
    let rows = case.findings().filter(|(_, finding)| finding.kind.sense() == Sense::Missed);
    let rows: Vec<Block> = rows
        .filter_map(|(item, _)| finding_row(key, case, item, &listing.vocabulary, Below::Whom).map(Block::Row))
        .collect();
    let heading = listing.field().told("Missed opportunities among the findings, without a date ({})", &[&rows.len()]);
    (!rows.is_empty()).then(|| Section::of(heading, rows))
}

/// How long the periods of a timeline are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PeriodLength {
    Month,
    Quarter,
    Year,
    FiveYears,
}

impl PeriodLength {
    const ALL: [Self; 4] = [Self::Month, Self::Quarter, Self::Year, Self::FiveYears];

    fn noun(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year | Self::FiveYears => "year",
        }
    }

    /// The number of the period that a date lies in, where the date is exact enough.
    fn of(self, date: PartialDate) -> Option<i32> {
        let year = i32::from(date.year());
        let month = || Some(i32::from(date.month()?) - 1);
        match self {
            Self::Month => Some(year * 12 + month()?),
            Self::Quarter => Some(year * 4 + month()? / 3),
            Self::Year => Some(year),
            Self::FiveYears => Some(year.div_euclid(5)),
        }
    }

    fn label(self, period: i32) -> String {
        const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        match self {
            Self::Month => {
                let month = usize::try_from(period.rem_euclid(12)).ok().and_then(|month| MONTHS.get(month));
                format!("{} {}", month.copied().unwrap_or_default(), period.div_euclid(12))
            }
            Self::Quarter => {
                let (first, last) = match period.rem_euclid(4) {
                    0 => ("Jan", "Mar"),
                    1 => ("Apr", "Jun"),
                    2 => ("Jul", "Sep"),
                    _ => ("Oct", "Dec"),
                };
                format!("{first}-{last} {}", period.div_euclid(4))
            }
            Self::Year => period.to_string(),
            Self::FiveYears => format!("{}-{}", period * 5, period * 5 + 4),
        }
    }
}

/// The periods that events fall in, without a gap, and how many events are not dated exactly enough for them. The
/// shortest periods of which no more than forty come out, and which place four events of five.
fn timeline(events: &[&Event]) -> Option<(PeriodLength, Vec<Period>, usize)> {
    for step in PeriodLength::ALL {
        let placed: Vec<(i32, bool)> =
            events.iter().filter_map(|event| Some((step.of(event.placed()?)?, event.missed_opportunity))).collect();
        let last_resort = step == PeriodLength::FiveYears;
        let (Some(first), Some(last)) =
            (placed.iter().map(|(at, _)| *at).min(), placed.iter().map(|(at, _)| *at).max())
        else {
            continue;
        };
        let many = usize::try_from(last - first).unwrap_or(usize::MAX) >= PERIODS;
        if !last_resort && (many || placed.len() * 5 < dated(events) * 4) {
            continue;
        }
        // Centuries of nothing are no picture, and no loop.
        let first = first.max(last - i32::try_from(PERIODS - 1).unwrap_or(0));
        let periods = (first..=last).map(|period| {
            let here = placed.iter().filter(|(at, _)| *at == period);
            let missed = here.clone().filter(|(_, missed)| *missed).count();
            Period { label: step.label(period), count: number(here.count()), missed: number(missed) }
        });
        let periods: Vec<Period> = periods.collect();
        let drawn: usize = placed.iter().filter(|(at, _)| *at >= first).count();
        return Some((step, periods, events.len() - drawn));
    }
    None
}

fn dated(events: &[&Event]) -> usize {
    events.iter().filter(|event| event.placed().is_some()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(date: &str, missed: bool) -> Event {
        let date = if date.is_empty() { String::new() } else { format!("date = \"{date}\"\n") };
        toml::from_str(&format!(
            "id = \"E1\"\n{date}kind = \"contact\"\ntext = \"Invented.\"\nmissed_opportunity = {missed}\nconfidence = \"confirmed\"\nsources = []"
        ))
        .unwrap()
    }

    #[test]
    fn periods_are_as_long_as_the_record_allows() {
        // Dates; step, labels of the first and last period, how many periods, how many events are not drawn.
        type PeriodRow<'a> = (&'a [&'a str], Option<(PeriodLength, &'a str, &'a str, usize, usize)>);
        let rows: &[PeriodRow<'_>] = &[
            (&[], None),
            (&[""], None),
            (&["2006-12-11"], Some((PeriodLength::Month, "Dec 2006", "Dec 2006", 1, 0))),
            (&["2006-03-01", "2007-08-03"], Some((PeriodLength::Month, "Mar 2006", "Aug 2007", 18, 0))),
            (&["2004-05", "2007-08"], Some((PeriodLength::Month, "May 2004", "Aug 2007", 40, 0))),
            (&["2004-04", "2007-08"], Some((PeriodLength::Quarter, "Apr-Jun 2004", "Jul-Sep 2007", 14, 0))),
            (&["1990-01", "2007-08"], Some((PeriodLength::Year, "1990", "2007", 18, 0))),
            (&["1901", "2007-08"], Some((PeriodLength::FiveYears, "1900-1904", "2005-2009", 22, 0))),
            // One of six only to the year: the rest is drawn by month, and that is said.
            (
                &["2006-01", "2006-02", "2006-03", "2006-04", "2006-05", "2006"],
                Some((PeriodLength::Month, "Jan 2006", "May 2006", 5, 1)),
            ),
            (&["2006-01", "2007"], Some((PeriodLength::Year, "2006", "2007", 2, 0))),
            (&["0001", "2007"], Some((PeriodLength::FiveYears, "1810-1814", "2005-2009", 40, 1))),
        ];
        for (dates, expected) in rows {
            let events: Vec<Event> = dates.iter().map(|date| event(date, false)).collect();
            let made = timeline(&events.iter().collect::<Vec<_>>());
            let told = made.as_ref().map(|(step, periods, out)| {
                let ends = (periods.first().unwrap().label.as_str(), periods.last().unwrap().label.as_str());
                (*step, ends.0, ends.1, periods.len(), *out)
            });
            assert_eq!(told, *expected, "{dates:?}");
        }
    }

    #[test]
    fn missed_opportunities_are_counted_within_their_period() {
        let events = [event("2006-12-01", false), event("2006-12-11", true), event("2007-02", true)];
        let (_, periods, _) = timeline(&events.iter().collect::<Vec<_>>()).unwrap();
        let told: Vec<(u32, u32)> = periods.iter().map(|period| (period.count, period.missed)).collect();
        assert_eq!(told, [(2, 1), (0, 0), (1, 1)]);
    }
}
