//! The question what a brief is on.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::msg::Effect;
use super::picker::state::{PickerAction, PickerRow, PickerState};
use super::state::State;
use super::text::counted;
use super::{export, picker};
use crate::case::{Case, ClosedList, Nation, OpenList};
use crate::page::{PageOf, PageRow, Subject};
use crate::text::fold::fold;

/// Asks for a subject: what is found, the agencies and themes of the selected case, then all others by kind and name.
pub fn offer(state: &mut State, row: &'static PageRow) -> Vec<Effect> {
    let mut rows = Vec::new();
    if let Some((count, of)) = export::found_in_cases(state) {
        let action = PickerAction::Page(row.of(of));
        rows.push(PickerRow::new("What is found", counted(count, "entry", "entries"), action));
    }
    let here: Vec<Subject> = state.case().map(|case| of_case(case)).unwrap_or_default();
    let mut others: Vec<Subject> = [OpenList::Agency, OpenList::Theme, OpenList::Harm]
        .into_iter()
        .flat_map(|list| terms(state, list))
        .chain(nations_and_places(state))
        .filter(|subject| !here.contains(subject))
        .collect();
    let label = |subject: &Subject| subject.label(&state.vocabulary);
    others.sort_by_cached_key(|subject| (kind_place(subject), fold(&label(subject))));
    let row_of = |subject: Subject, in_case: bool| {
        let detail = format!("{}{}", subject.noun(), if in_case { ", in this case" } else { "" });
        PickerRow::new(label(&subject), detail, PickerAction::Page(row.of(PageOf::Subject(subject))))
    };
    rows.extend(here.into_iter().map(|subject| row_of(subject, true)));
    rows.extend(others.into_iter().map(|subject| row_of(subject, false)));
    picker::open(state, PickerState::new("Brief on which agency, theme, harm, nation or place?", rows))
}

fn terms(state: &State, list: OpenList) -> Vec<Subject> {
    state.vocabulary.terms(list).iter().map(|term| Subject::Term(list, term.code.to_string())).collect()
}

/// The nations, and the places as they may be shown.
fn nations_and_places(state: &State) -> Vec<Subject> {
    let keys = state.catalogue.iter().map(|(key, _)| key);
    // A hidden place has no brief: its name would be its title.
    let areas: BTreeSet<&str> = match state.catalogue.redactor() {
        Some(_) if state.privacy.places => BTreeSet::new(),
        _ => keys.filter_map(|key| Some(state.catalogue.case(key)?.area.as_ref()?.as_str())).collect(),
    };
    let nations = Nation::ALL.iter().copied().map(Subject::Nation);
    nations.chain(areas.into_iter().map(|area| Subject::Place(area.to_owned()))).collect()
}

/// Agencies stand first, places last.
fn kind_place(subject: &Subject) -> usize {
    match subject {
        Subject::Term(OpenList::Agency, _) => 0,
        Subject::Term(OpenList::Theme, _) => 1,
        Subject::Term(OpenList::Harm, _) => 2,
        Subject::Nation(_) => 3,
        Subject::Place(_) => 4,
    }
}

/// The agencies of a case, then its themes, each list with those first that most of its findings and recommendations name.
fn of_case(case: &Case) -> Vec<Subject> {
    let findings = || case.findings().map(|(_, finding)| finding);
    let recommendations = || case.recommendations().map(|(_, recommendation)| recommendation);
    let agencies = findings().flat_map(|one| &one.agencies).chain(recommendations().flat_map(|one| &one.addressed_to));
    let themes = findings().flat_map(|one| &one.themes).chain(recommendations().flat_map(|one| &one.themes));
    let agencies = by_count(agencies.map(|agency| agency.code()));
    let themes = by_count(themes.map(|theme| theme.code()));
    let of = |list: OpenList, codes: Vec<String>| codes.into_iter().map(move |code| Subject::Term(list, code));
    of(OpenList::Agency, agencies).chain(of(OpenList::Theme, themes)).collect()
}

fn by_count<'a>(codes: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for code in codes {
        *counts.entry(code).or_default() += 1;
    }
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(code, count)| (Reverse(*count), *code));
    counts.into_iter().map(|(code, _)| code.to_owned()).collect()
}
