//! Items of any cases as a report: what was marked, what a search finds.

use super::citation::page_lines;
use super::labels::{agencies, shown_year};
use super::rows::{case_name, joined, kind_tone};
use super::{Block, Link, Listing, Page, Row, Section, Tone};
use crate::case::{Case, CasePage, ClosedList, ItemRef, Recommendation, Source, Theme, Vocabulary};
use crate::library::EntryKey;
use crate::notebook::clean_note;
use crate::search::main_text;

/// The items in the order given, a row each, with what the user noted on them. An item that is no more is left out: who
/// keeps places that may go, such as marks, adds rows without a link for those.
pub fn of_items(
    listing: &Listing,
    title: &str,
    about: Vec<String>,
    items: &[(EntryKey, ItemRef)],
    notes: &dyn Fn(EntryKey, ItemRef) -> Option<String>,
) -> Page {
    let mut section = Section::default();
    for (key, item) in items {
        let Some(case) = listing.case(*key) else { continue };
        let Some(mut row) = row_of(*key, case, *item, &listing.vocabulary) else { continue };
        row.about.insert(0, place_of(case));
        row.note = notes(*key, *item).map(|note| clean_note(&note)).filter(|note| !note.is_empty());
        section.blocks.push(Block::Row(row));
    }
    Page { title: title.to_owned(), name: name_of(title), about, sections: vec![section] }
}

/// An item as a row, without the name of its case; nothing where the case has no such item.
pub fn row_of(key: EntryKey, case: &Case, item: ItemRef, vocabulary: &Vocabulary) -> Option<Row> {
    let mut row = Row { link: Some(Link::Item(key, item)), text: main_text(case, item).to_owned(), ..Row::default() };
    match item {
        ItemRef::Finding(..) => {
            let (_, finding) = case.finding(item)?;
            row.lead = finding.id.to_string();
            row.tone = kind_tone(finding.kind);
            let whom = agencies(&finding.agencies, finding.named.as_deref(), vocabulary);
            row.about = joined([finding.kind.label().to_owned(), whom, themes(&finding.themes, vocabulary)]);
        }
        ItemRef::Recommendation(..) => {
            let (_, recommendation) = case.recommendation(item)?;
            row.lead = recommendation.id.to_string();
            row.about = recommended(recommendation, vocabulary);
        }
        ItemRef::Event(_) => {
            let event = case.event(item)?;
            row.lead = event.id.to_string();
            let missed = if event.missed_opportunity { "missed opportunity" } else { "" };
            if event.missed_opportunity {
                row.tone = Tone::Alarm;
            }
            let whom = agencies(&event.agencies, event.named.as_deref(), vocabulary);
            row.about = joined([event.shown_date(), event.kind.label().to_owned(), whom, missed.to_owned()]);
        }
        ItemRef::Source(_) => row.about = source_lines(case.source_at(item)?),
        ItemRef::Page(page) => {
            // What says the same in every case is followed by what it says here.
            let lines = page_lines(case, page, vocabulary);
            match page {
                CasePage::Case => row.text = case.summary.paragraphs().collect::<Vec<_>>().join(" "),
                CasePage::Review(index) => {
                    case.reviews.get(index)?;
                    row.about = lines.into_iter().skip(1).collect();
                }
                CasePage::SideBySide | CasePage::Disputed | CasePage::Related | CasePage::Gaps => row.about = lines,
            }
        }
    }
    Some(row)
}

/// What a file of this title may be called: lower-case letters, digits and hyphens.
pub fn name_of(title: &str) -> String {
    let lower = title.to_ascii_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut name = words.join("-");
    name.truncate(60);
    let name = name.trim_end_matches('-');
    if name.is_empty() { "casebook".to_owned() } else { name.to_owned() }
}

/// "Alder (Northshire), 2011".
fn place_of(case: &Case) -> String {
    match shown_year(case).as_str() {
        "" => case_name(case),
        year => format!("{}, {year}", case_name(case)),
    }
}

/// Response, status and dates; that nothing is entered is said.
fn recommended(recommendation: &Recommendation, vocabulary: &Vocabulary) -> Vec<String> {
    let whom = agencies(&recommendation.addressed_to, recommendation.named.as_deref(), vocabulary);
    let whom = if whom.is_empty() { whom } else { format!("To: {whom}") };
    let mut lines = joined([whom, themes(&recommendation.themes, vocabulary)]);
    let response = recommendation.response.map_or("not recorded", ClosedList::label).to_lowercase();
    let status = recommendation.status.map_or("not recorded", ClosedList::label).to_lowercase();
    let mut said = format!("Response: {response}. Status: {status}.");
    if let Some(due) = recommendation.due {
        said.push_str(&format!(" Due: {due}."));
    }
    if let Some(verified) = recommendation.last_verified {
        said.push_str(&format!(" Last verified: {verified}."));
    }
    lines.push(said);
    lines
}

/// What stands below the title of a source.
pub fn source_lines(source: &Source) -> Vec<String> {
    let date = crate::case::model::shown_date(source.date, None, source.date_text.as_ref()).unwrap_or_default();
    let words = joined([source.publisher.to_string(), date, source.kind.label().to_lowercase()]);
    words.into_iter().chain([&source.url, &source.note].into_iter().flatten().map(ToString::to_string)).collect()
}

fn themes(themes: &[Theme], vocabulary: &Vocabulary) -> String {
    themes.iter().map(|theme| theme.label(vocabulary)).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_names_of_files() {
        let rows = [
            ("Findings about \"the police\"", "findings-about-the-police"),
            ("../../etc/passwd", "etc-passwd"),
            ("Ärger: 日本", "rger"),
            ("日本", "casebook"),
            ("", "casebook"),
        ];
        for (title, name) in rows {
            assert_eq!(name_of(title), name, "{title}");
        }
        assert!(name_of(&"long words ".repeat(40)).len() <= 60);
    }
}
