//! The one function that makes the pages of the table.

use super::brief::{BriefOf, BriefSubject, Subject};
use super::items::{found_in_full, sort_items};
use super::looked::looked_at;
use super::material::{Material, NoPage, PageResult, redactor};
use super::request::{Maker, PageOf, PageRequest};
use super::{Searched, marks, tracker_sorted};
use crate::case::{ItemKey, ItemRef};
use crate::library::EntryKey;
use crate::search::Order;

/// Makes a page: any page of the table, of whatever its row needs.
///
/// # Errors
/// Why there is no such page.
pub fn make(request: &PageRequest, material: &mut Material<'_>) -> PageResult {
    match (&request.row.maker, &request.of) {
        (Maker::Tracker(by), PageOf::Library) => Ok(tracker_sorted(material.listing, *by, request.order, None)),
        (Maker::Tracker(by), PageOf::Items(title, items)) => {
            let there = |(key, item): &(EntryKey, ItemKey)| Some((*key, material.catalogue.real(*key)?.find(item)?));
            let found = items.iter().filter_map(there).collect();
            let only = Searched { title: material.catalogue.typed(title), found };
            Ok(tracker_sorted(material.listing, *by, request.order, Some(&only)))
        }
        (Maker::Library(make), PageOf::Library) => make(material),
        (Maker::CaseOrAll(make), PageOf::Library) => make(material, None),
        (Maker::CaseOrAll(make), PageOf::Case(key)) => make(material, Some(*key)),
        (Maker::Case(make), PageOf::Case(key)) => make(material, *key),
        (Maker::Statement(make), PageOf::Item(key, item)) => {
            let found = material.catalogue.real(*key).and_then(|case| case.find(item));
            make(material, *key, found.ok_or(NoPage::Refused("The entry is no longer in the library"))?)
        }
        (Maker::Subject(make), PageOf::Subject(subject)) => {
            let label = match subject {
                Subject::Place(area) => material.catalogue.typed(area),
                subject => subject.label(&material.listing.vocabulary),
            };
            make(
                material,
                BriefOf {
                    label: &label,
                    what: BriefSubject::Subject(subject),
                    tracked: request.order == Order::Status,
                },
            )
        }
        (Maker::Subject(make), PageOf::Items(title, items)) => make(
            material,
            BriefOf { label: &material.catalogue.typed(title), what: BriefSubject::Found(items), tracked: false },
        ),
        (Maker::When(make), PageOf::When(when)) => make(material, when),
        (Maker::Marks, PageOf::Marks(kept)) => {
            let catalogue = material.catalogue;
            let (real, hides_ids) = (catalogue.real_cases_by_key(), catalogue.hides_ids());
            Ok(marks::marks(material.listing, &real, kept, &redactor(catalogue), hides_ids))
        }
        (Maker::Looked, PageOf::Looked(log)) => Ok(looked_at(material.listing, material.catalogue, log)),
        (Maker::Items, PageOf::Items(title, items)) => {
            // An item that has gone since is left out.
            let there = |(key, item): &(EntryKey, ItemKey)| Some((*key, material.catalogue.real(*key)?.find(item)?));
            let near_from = request.near_from.filter(|_| request.order == Order::Relevance).unwrap_or(items.len());
            let (whole, near) = items.split_at_checked(near_from).unwrap_or((items, &[]));
            let mut whole: Vec<(EntryKey, ItemRef)> = whole.iter().filter_map(there).collect();
            let near: Vec<(EntryKey, ItemRef)> = near.iter().filter_map(there).collect();
            sort_items(material.listing, &mut whole, request.order);
            // The title may hold a search as it was typed.
            let title = material.catalogue.typed(title);
            Ok(found_in_full(material.listing, &title, &whole, &near, request.order))
        }
        (Maker::Items, PageOf::Marks(kept)) => {
            let catalogue = material.catalogue;
            let (real, hides_ids) = (catalogue.real_cases_by_key(), catalogue.hides_ids());
            Ok(marks::in_full(material.listing, &real, kept, &redactor(catalogue), hides_ids))
        }
        _ => Err(NoPage::Refused("This page is of something else: name a case, an entry, an agency, a theme or a day")),
    }
}
