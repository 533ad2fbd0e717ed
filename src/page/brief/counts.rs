//! The counts of a brief: years, themes, agencies.

use super::gather::Holding;
use crate::case::{Agency, OpenList};
use crate::library::EntryKey;
use crate::page::Listing;
use crate::page::rows::tally;
use crate::text::sparkline;

/// More decades than this are no small picture.
const MOST_DECADES: usize = 12;

/// The first and the last year of cases.
pub fn span_years(listing: &Listing, cases: &[EntryKey]) -> Option<(i16, i16)> {
    let years = || cases.iter().filter_map(|key| Some(listing.case(*key)?.sort_date()?.year()));
    years().min().zip(years().max())
}

/// The cases of each decade from the first to the last, as a picture and in numbers; nothing where there are less than three.
pub fn decades(listing: &Listing, cases: &[EntryKey]) -> String {
    let dated = || cases.iter().filter_map(|key| Some(listing.case(*key)?.sort_date()?.decade()));
    let (Some(first), Some(last)) = (dated().min(), dated().max()) else { return String::new() };
    let counts: Vec<(i16, usize)> =
        (first..=last).step_by(10).map(|decade| (decade, dated().filter(|other| *other == decade).count())).collect();
    if !(3..=MOST_DECADES).contains(&counts.len()) {
        return String::new();
    }
    let numbers: Vec<usize> = counts.iter().map(|(_, count)| *count).collect();
    let told: Vec<String> = counts.iter().map(|(decade, count)| format!("{decade}s {count}")).collect();
    format!("{} {}", sparkline(&numbers), told.join(", "))
}

/// The themes of what was found and recommended, the most frequent first, as a sentence names them.
pub fn themes(listing: &Listing, holding: &Holding<'_>) -> Vec<(String, usize)> {
    let themes = holding.items().filter_map(|(key, item)| {
        let case = listing.case(key)?;
        let finding = case.finding(item).map(|(_, finding)| &finding.themes);
        finding.or_else(|| case.recommendation(item).map(|(_, recommendation)| &recommendation.themes))
    });
    let label = |code: &str| {
        listing.vocabulary.term(OpenList::Theme, code).map_or(code.to_owned(), |term| term.label.to_string())
    };
    let tally = tally(themes.flatten().map(|theme| theme.code()));
    tally.into_iter().map(|(code, count)| (label(code).to_lowercase(), count)).collect()
}

/// The agencies that were found something about, the most frequent first.
pub fn agencies_found(listing: &Listing, holding: &Holding<'_>) -> Vec<(String, usize)> {
    let found = holding.findings.iter().filter_map(|(key, item)| Some(&listing.case(*key)?.finding(*item)?.1.agencies));
    named(listing, found.flatten())
}

/// The agencies that something was recommended to, the most frequent first.
pub fn agencies_addressed(listing: &Listing, holding: &Holding<'_>) -> Vec<(String, usize)> {
    named(listing, holding.recommendations.iter().flat_map(|one| &one.recommendation.addressed_to))
}

fn named<'a>(listing: &Listing, agencies: impl Iterator<Item = &'a Agency>) -> Vec<(String, usize)> {
    let tally = tally(agencies.map(Agency::code));
    tally.into_iter().map(|(code, count)| (Agency::from(code).label(&listing.vocabulary).to_owned(), count)).collect()
}
