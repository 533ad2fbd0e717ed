//! The entries and pages that were opened, copied and exported, in order: the appendix of a meeting's minutes.

use super::item::item_row;
use super::items::place_of;
use super::request::{Deed, LookedAt, LookedOf, PageOf, PageRequest};
use super::{Block, Listing, Page, Row, SUBJECT_BRIEF, Section};
use crate::case::PartialDate;
use crate::library::Catalogue;
use crate::text::counted;

/// The page of what was looked at, a section a day. Everything is shown as the listing shows it now: what is hidden stays so.
pub fn looked_at(listing: &Listing, catalogue: &Catalogue, log: &[LookedAt]) -> Page {
    let mut page = Page { title: "What was looked at".to_owned(), name: "looked-at".to_owned(), ..Page::default() };
    page.about.push(match log.len() {
        0 => "Nothing has been opened, copied or exported yet.".to_owned(),
        count => format!(
            "{} since the program started or the list was cleared. Kept in memory only: export it to keep it.",
            counted(count, "step")
        ),
    });
    for of_day in log.chunk_by(|a, b| a.time.date() == b.time.date()) {
        let Some(first) = of_day.first() else { continue };
        let rows = of_day.iter().filter_map(|one| row(listing, catalogue, one)).map(Block::Row);
        page.sections.push(Section::of(PartialDate::from(first.time.date()).to_string(), rows.collect()));
    }
    page
}

/// A step: its time, the entry or page, and what was done with it. An entry that is no more is left out.
fn row(listing: &Listing, catalogue: &Catalogue, one: &LookedAt) -> Option<Row> {
    let done = match &one.deed {
        Deed::Opened => "Opened".to_owned(),
        Deed::Copied => "Copied".to_owned(),
        Deed::SourceOpened => "Its source was opened in the browser".to_owned(),
        Deed::Exported(path) => format!("Exported to {}", catalogue.typed(path)),
    };
    let lead = one.time.strftime("%H:%M").to_string();
    match &one.of {
        LookedOf::Item(key, item) => {
            let case = listing.case(*key)?;
            // Items stand at the same places whether names are hidden or not; their ids may not.
            let place = catalogue.real(*key)?.find(item)?;
            let mut row = item_row(*key, case, place, &listing.vocabulary, true)?;
            // Numbers of sources tell nothing where each case has its own.
            row.basis.sources.clear();
            let id = std::mem::replace(&mut row.lead, lead);
            let told = [done, id, place_of(case)].into_iter().filter(|part| !part.is_empty());
            row.about = vec![told.collect::<Vec<_>>().join(" · ")];
            Some(row)
        }
        LookedOf::Page(request) => {
            let text = format!("{done} · {}", title_of(listing, catalogue, request));
            Some(Row { lead, text, ..Row::default() })
        }
    }
}

/// The name of a page before it is made: its title in lists, and its subject.
fn title_of(listing: &Listing, catalogue: &Catalogue, request: &PageRequest) -> String {
    let case = |key| listing.case(key).map(|case| case.title.to_string());
    let subject = match &request.of {
        PageOf::Library | PageOf::Marks(_) | PageOf::Looked(_) => None,
        PageOf::Case(key) => case(*key),
        PageOf::Item(key, item) => {
            let id = catalogue
                .real(*key)
                .zip(listing.case(*key))
                .and_then(|(real, case)| Some(format!("{} of {}", real.find(item)?.id(case), case.title)));
            id.or_else(|| case(*key))
        }
        PageOf::Subject(subject) => Some(catalogue.typed(&subject.label(&listing.vocabulary))),
        PageOf::When(when) => Some(catalogue.typed(when)),
        PageOf::Items(title, _) => Some(catalogue.typed(title)),
    };
    match subject {
        Some(subject) if request.row.command == SUBJECT_BRIEF.command => {
            format!("{} on {subject}", if request.row.is_short() { "Short brief" } else { "Brief" })
        }
        Some(subject) => format!("{}: {subject}", request.row.title),
        None => request.row.title.to_owned(),
    }
}
