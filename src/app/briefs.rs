//! The question what a brief is on.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::msg::Effect;
use super::picker::state::{Otherwise, PickerAction, PickerRow, PickerState};
use super::search::query;
use super::state::State;
use super::text::counted;
use super::{export, page, picker};
use crate::case::{Case, ClosedList, Nation, OpenList};
use crate::page::{PageOf, PageRow, SUBJECT_BRIEF, Subject};
use crate::text::fold::fold;

/// Asks for a subject: the term that is searched for, what is found, the agencies and themes of the selected case, then all others by kind and name.
pub fn offer(state: &mut State, row: &'static PageRow) -> Vec<Effect> {
    let mut rows = Vec::new();
    let searched = state.search.kept_term().and_then(|term| {
        let list = OpenList::ALL.into_iter().find(|list| list.name() == term.list)?;
        Some(Subject::Term(list, term.code.clone()))
    });
    if let Some((count, of)) = export::found_in_cases(state) {
        let action = PickerAction::Page(row.of(of));
        rows.push(PickerRow::new("What is found", counted(count, "entry", "entries"), action));
    }
    if let Some(Subject::Term(list, code)) = &searched {
        let subject = Subject::Term(*list, code.clone());
        let detail = format!("{}, as searched for", subject.noun());
        let action = PickerAction::Page(row.of(PageOf::Subject(subject.clone())));
        let picked = PickerRow::new(subject.label(&state.vocabulary), detail, action);
        // A search for the term alone means the term.
        let alone = state.vocabulary.named(*list, state.search.input.value()).is_some();
        rows.insert(if alone { 0 } else { rows.len() }, picked);
    }
    let mut here: Vec<Subject> = state.case().map(|case| of_case(case)).unwrap_or_default();
    let mut others: Vec<Subject> = [OpenList::Agency, OpenList::Theme, OpenList::Harm]
        .into_iter()
        .flat_map(|list| terms(state, list))
        .chain(nations_and_places(state))
        .filter(|subject| !here.contains(subject) && Some(subject) != searched.as_ref())
        .collect();
    here.retain(|subject| Some(subject) != searched.as_ref());
    let label = |subject: &Subject| subject.label(&state.vocabulary);
    others.sort_by_cached_key(|subject| (kind_place(subject), fold(&label(subject))));
    let row_of = |subject: Subject, in_case: bool| {
        let detail = format!("{}{}", subject.noun(), if in_case { ", in this case" } else { "" });
        PickerRow::new(label(&subject), detail, PickerAction::Page(row.of(PageOf::Subject(subject))))
    };
    rows.extend(here.into_iter().map(|subject| row_of(subject, true)));
    rows.extend(others.into_iter().map(|subject| row_of(subject, false)));
    let order =
        if state.case().is_some() { "this case's first, by use; then by kind and name" } else { "by kind and name" };
    let otherwise = Otherwise { told: "a brief on a search for", action: PickerAction::BriefOn };
    let title = "Brief on which agency, theme, harm, nation or place?";
    picker::open(state, PickerState { order, otherwise: Some(otherwise), ..PickerState::new(title, rows) })
}

/// Opens the brief on the term that a text names; without one, searches for the text, and opens the brief on what is found as
/// soon as that is known.
pub fn on_text(state: &mut State, text: &str) -> Vec<Effect> {
    let lists = [OpenList::Agency, OpenList::Theme, OpenList::Harm];
    let named = lists.into_iter().find_map(|list| Some((list, state.vocabulary.named(list, text)?)));
    if let Some((list, code)) = named {
        let subject = Subject::Term(list, code.to_owned());
        return page::open(state, SUBJECT_BRIEF.of(PageOf::Subject(subject)));
    }
    let mut effects = query::start(state, text);
    state.brief_awaited = state.search.problems.is_empty();
    effects.extend(awaited(state));
    effects
}

/// Opens the brief that was waited for, once all that the search finds is known.
pub fn awaited(state: &mut State) -> Vec<Effect> {
    if !state.brief_awaited || state.searching() {
        return Vec::new();
    }
    state.brief_awaited = false;
    match export::found_in_cases(state) {
        Some((_, of)) => page::open(state, SUBJECT_BRIEF.of(of)),
        None => state.say(state.search.hits.nothing(state.search.input.value())),
    }
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
