//! The themes that recur most, and groups of findings or of recommendations that say the same in several cases.

use std::collections::{BTreeMap, HashSet};

use super::rows::counted;
use super::similar::{HOW, extent, row, statuses, year};
use super::{Block, Link, Listing, Page, Section, Table};
use crate::case::{Case, ItemRef, Theme};
use crate::library::EntryKey;
use crate::search::{Group, quoted};

/// How often a theme stands in a library.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ThemeCount {
    /// Its code.
    pub code: String,
    /// The label.
    pub label: String,
    /// In how many cases.
    pub cases: usize,
    /// On how many findings.
    pub findings: usize,
    /// On how many recommendations.
    pub recommendations: usize,
    /// The years of the first and the last of the cases, where they are known.
    pub years: Option<(i16, i16)>,
}

/// The themes of findings and recommendations, those of most cases first; only one where `theme` names its code.
pub fn themes(listing: &Listing, theme: Option<&str>) -> Vec<ThemeCount> {
    let mut counts: BTreeMap<&str, (ThemeCount, HashSet<EntryKey>)> = BTreeMap::new();
    for book in &listing.books {
        for item in book.case.items() {
            for found in themes_of(&book.case, item) {
                let (count, cases) = counts.entry(found.code()).or_default();
                found.label(&listing.vocabulary).clone_into(&mut count.label);
                cases.insert(book.key);
                match item {
                    ItemRef::Recommendation(..) => count.recommendations += 1,
                    _ => count.findings += 1,
                }
                if let Some(year) = year(&book.case, item) {
                    let (first, last) = count.years.unwrap_or((year, year));
                    count.years = Some((first.min(year), last.max(year)));
                }
            }
        }
    }
    let mut counts: Vec<ThemeCount> = counts
        .into_iter()
        .filter(|(code, _)| theme.is_none_or(|theme| theme == *code))
        .map(|(code, (count, cases))| ThemeCount { code: code.to_owned(), cases: cases.len(), ..count })
        .collect();
    let entries = |count: &ThemeCount| count.findings + count.recommendations;
    counts.sort_by(|a, b| b.cases.cmp(&a.cases).then(entries(b).cmp(&entries(a))).then_with(|| a.label.cmp(&b.label)));
    counts
}

/// The themes of a finding or recommendation.
fn themes_of(case: &Case, item: ItemRef) -> &[Theme] {
    let finding = case.finding(item).map(|(_, finding)| finding.themes.as_slice());
    let recommendation = || case.recommendation(item).map(|(_, recommendation)| recommendation.themes.as_slice());
    finding.or_else(recommendation).unwrap_or_default()
}

/// The groups in which an item has the theme.
pub fn groups_on<'g>(listing: &Listing, groups: &'g [Group], theme: Option<&str>) -> Vec<&'g Group> {
    let has = |(key, item): &(EntryKey, ItemRef)| {
        listing.case(*key).is_some_and(|case| themes_of(case, *item).iter().any(|found| Some(found.code()) == theme))
    };
    groups.iter().filter(|group| theme.is_none() || places(group).iter().any(has)).collect()
}

/// Every item of a group, the one in its middle first.
pub fn places(group: &Group) -> Vec<(EntryKey, ItemRef)> {
    std::iter::once((group.key, group.item)).chain(group.others.iter().map(|hit| (hit.key, hit.item))).collect()
}

/// The same page before the groups are known, which takes long in a large library; it says so.
pub fn recurring_first(listing: &Listing) -> Page {
    let mut page = themes_alone(listing, None, usize::MAX);
    let incomplete = "The findings and recommendations of all cases are still being compared.";
    page.about.push(listing.field().worded(incomplete).into_owned());
    page
}

/// The part of the page that is known at once: its head and the themes.
pub fn themes_alone(listing: &Listing, theme: Option<&str>, limit: usize) -> Page {
    let themes = themes(listing, theme);
    let named = theme.map(|code| themes.first().map_or(code, |theme| theme.label.as_str()));
    let mut report = Page {
        title: named.map_or_else(|| "What recurs".to_owned(), |label| format!("What recurs on {label}")),
        name: theme.map_or_else(|| "recurring".to_owned(), |code| format!("recurring-{}", code.replace('_', "-"))),
        ..Page::default()
    };
    let all: Vec<(EntryKey, ItemRef)> = listing
        .books
        .iter()
        .flat_map(|book| book.case.items().into_iter().map(|item| (book.key, item)))
        .filter(|(_, item)| matches!(item, ItemRef::Finding(..) | ItemRef::Recommendation(..)))
        .collect();
    report.about.push(format!("In a library of {}", extent(listing, &all, "case")));
    if !themes.is_empty() {
        let mut section = Section::new(heading("Themes", themes.len().min(limit), themes.len()));
        section.blocks.push(Block::Table(theme_table(listing, themes.get(..limit).unwrap_or(&themes))));
        report.sections.push(section);
    }
    report
}

/// The page on what recurs most, of one theme where its code is given, with no more than `limit` themes and groups.
pub fn recurring(listing: &Listing, groups: &[Group], theme: Option<&str>, limit: usize) -> Page {
    let groups = groups_on(listing, groups, theme);
    let mut report = themes_alone(listing, theme, limit);
    let called = [("Findings", false), ("Recommendations", true)].map(|(noun, of)| (listing.field().worded(noun), of));
    for (noun, recommendations) in called {
        let of: Vec<&Group> = groups
            .iter()
            .filter(|group| matches!(group.item, ItemRef::Recommendation(..)) == recommendations)
            .copied()
            .collect();
        let blocks: Vec<Block> = of.iter().take(limit).filter_map(|group| group_block(listing, group)).collect();
        if !blocks.is_empty() {
            let heading = heading(&format!("{noun} that are alike in several cases"), blocks.len(), of.len());
            report.sections.push(Section::of(heading, blocks));
        }
    }
    if groups.is_empty() {
        report.about.push("No two cases in this library say the same.".to_owned());
    } else {
        report.about.push(HOW.to_owned());
    }
    report
}

/// "Themes (20 of 71)".
fn heading(what: &str, shown: usize, all: usize) -> String {
    if shown < all { format!("{what} ({shown} of {all})") } else { format!("{what} ({all})") }
}

fn theme_table(listing: &Listing, themes: &[ThemeCount]) -> Table {
    let columns = ["Theme", "Cases", "Findings", "Recommendations", "First", "Last"];
    let columns = columns.map(|name| listing.field().worded(name).into_owned()).into();
    let row = |theme: &ThemeCount| {
        let year = |year: Option<i16>| year.map_or_else(String::new, |year| year.to_string());
        let cells = vec![
            theme.label.clone(),
            theme.cases.to_string(),
            theme.findings.to_string(),
            theme.recommendations.to_string(),
            year(theme.years.map(|(first, _)| first)),
            year(theme.years.map(|(_, last)| last)),
        ];
        (cells, Some(Link::Search(format!("theme:{}", quoted(&theme.code)))))
    };
    Table { columns, rows: themes.iter().map(row).collect() }
}

/// The item in the middle of a group, with how often it recurs and where.
fn group_block(listing: &Listing, group: &Group) -> Option<Block> {
    let mut row = row(listing, group.key, group.item)?;
    let places = places(group);
    row.about.insert(0, extent(listing, &places, "case"));
    // Its own status is one of those that are counted here.
    if let Some(statuses) = statuses(listing, &places) {
        row.about.retain(|line| !line.starts_with("Status: "));
        row.about.push(statuses);
    }
    let others: Vec<String> = group
        .others
        .iter()
        .filter_map(|hit| listing.case(hit.key).map(|case| format!("{} {}", case.title, hit.item.id(case))))
        .collect();
    row.about.push(format!("{}: {}", counted(others.len(), "other"), others.join(", ")));
    Some(Block::Row(row))
}
