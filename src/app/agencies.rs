//! The question which agency a briefing is on.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::msg::Effect;
use super::picker;
use super::picker::state::{PickerAction, PickerRow, PickerState};
use super::state::State;
use crate::case::{Case, OpenList};
use crate::page::{AGENCY_BRIEF, PageOf};
use crate::text::fold::fold;

/// Asks for an agency: those of the selected case stand first, then all others by name.
pub fn offer(state: &mut State) -> Vec<Effect> {
    let vocabulary = Arc::clone(&state.vocabulary);
    let here: Vec<String> = state.case().map(|case| of_case(case)).unwrap_or_default();
    let mut terms: Vec<_> = vocabulary.terms(OpenList::Agency).iter().collect();
    terms.sort_by_key(|term| {
        let at = here.iter().position(|code| *code == term.code.as_str()).unwrap_or(usize::MAX);
        (at, fold(&term.label))
    });
    let rows = terms.into_iter().map(|term| {
        let detail = if here.iter().any(|code| *code == term.code.as_str()) { "in this case" } else { "" };
        PickerRow::new(&*term.label, detail, PickerAction::Page(AGENCY_BRIEF.of(PageOf::Agency(term.code.to_string()))))
    });
    picker::open(state, PickerState::new("Briefing on which agency?", rows.collect()))
}

/// The agencies of a case, those that most of its findings and recommendations name first.
fn of_case(case: &Case) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let findings = case.findings().flat_map(|(_, finding)| &finding.agencies);
    let addressed = case.recommendations().flat_map(|(_, recommendation)| &recommendation.addressed_to);
    for agency in findings.chain(addressed) {
        *counts.entry(agency.code()).or_default() += 1;
    }
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(code, count)| (Reverse(*count), *code));
    counts.into_iter().map(|(code, _)| code.to_owned()).collect()
}
