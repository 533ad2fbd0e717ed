//! The differences between a former library and the present one.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use serde_json::Value;

use super::{ChangeKind, ChangedPart, LibraryChange};
use crate::case::due::{Standing, is_closed};
use crate::case::status_of_any;
use crate::case::{Case, CasePage, ClosedList, ItemKind, ItemRef, PartialDate, Recommendation, RecommendationStatus};
use crate::library::EntryKey;
use crate::notebook::{CaseState, ItemState, LibraryState, places};

/// The standing that the days between have given a recommendation: overdue, or past its due date with nothing entered.
pub(super) fn became_due(recommendation: &Recommendation, day: PartialDate, today: PartialDate) -> Option<ChangeKind> {
    match (Standing::of(recommendation, day), Standing::of(recommendation, today)) {
        (before, now) if before == now => None,
        (_, Standing::Overdue) => Some(ChangeKind::Overdue),
        (_, Standing::Lapsed) => Some(ChangeKind::Lapsed),
        _ => None,
    }
}

/// Every change of a library, in the order of its cases; what is gone stands last. `unread` are the ids of cases that are
/// there now and cannot be read: what they say is not known.
pub fn compare(
    before: &LibraryState,
    day: PartialDate,
    now: &[(EntryKey, Arc<Case>)],
    unread: &BTreeSet<String>,
    today: PartialDate,
) -> Vec<LibraryChange> {
    let mut changes = Vec::new();
    let mut there: HashSet<&str> = HashSet::new();
    for (key, case) in now {
        there.insert(case.id.as_str());
        for (item, recommendation) in case.recommendations() {
            changes
                .extend(became_due(recommendation, day, today).map(|kind| LibraryChange::of(kind, *key, case, item)));
        }
        if before.unread.contains(case.id.as_str()) {
            continue;
        }
        match before.case(case.id.as_str()) {
            None => changes.push(LibraryChange::of(ChangeKind::Added, *key, case, ItemRef::Page(CasePage::Case))),
            Some(state) => in_case(state, *key, case, &mut changes),
        }
    }
    for state in &before.cases {
        if !there.contains(state.id.as_str()) && !unread.contains(&state.id) {
            let title = Some(state.title.as_str());
            let page = state.items.iter().find(|item| item.sort == ItemKind::Page && item.id == CasePage::Case.code());
            changes.extend(page.map(|page| removed(state, None, page, title)));
        }
    }
    changes
}

fn removed(state: &CaseState, key: Option<EntryKey>, item: &ItemState, text: Option<&str>) -> LibraryChange {
    LibraryChange {
        kind: ChangeKind::Removed,
        key,
        case: state.id.clone(),
        title: state.title.clone(),
        place: None,
        sort: item.sort,
        id: item.id.clone(),
        text: text.unwrap_or_else(|| item.text()).to_owned(),
        fields: Vec::new(),
        was: Vec::new(),
        part: None,
        date: None,
    }
}

fn in_case(state: &CaseState, key: EntryKey, case: &Case, changes: &mut Vec<LibraryChange>) {
    let now = CaseState::of(case);
    let (pairs, gone) = pair(&state.items, &now.items);
    for ((item, after), before) in places(case).into_iter().zip(&now.items).zip(pairs) {
        match before {
            None => changes.push(LibraryChange::of(ChangeKind::Added, key, case, item)),
            Some(before) => {
                in_item(before, after, case, &LibraryChange::of(ChangeKind::Changed, key, case, item), changes)
            }
        }
    }
    changes.extend(gone.into_iter().map(|item| removed(state, Some(key), item, None)));
}

/// By what an item is known: its sort, and id or text or both.
type Known = (ItemKind, String, String);

/// For each item as it is the one that it was; and those that are no more. An item is the same where the file calls it the
/// same, unless another has its text now: then the file was numbered anew.
fn pair<'a>(before: &'a [ItemState], after: &[ItemState]) -> (Vec<Option<&'a ItemState>>, Vec<&'a ItemState>) {
    let mut pairs: Vec<Option<&ItemState>> = vec![None; after.len()];
    let mut left: Vec<Option<&ItemState>> = before.iter().map(Some).collect();
    let by_id = |item: &ItemState| (item.sort, item.id.clone(), String::new());
    let by_text = |item: &ItemState| (item.sort, String::new(), item.text().to_owned());
    let by_both = |item: &ItemState| (item.sort, item.id.clone(), item.text().to_owned());
    let keys: [&dyn Fn(&ItemState) -> Known; 3] = [&by_both, &by_text, &by_id];
    for key in keys {
        let mut known: HashMap<_, Vec<usize>> = HashMap::new();
        for (index, item) in left.iter().enumerate().rev() {
            if let Some(item) = item {
                known.entry(key(item)).or_default().push(index);
            }
        }
        for (item, pair) in after.iter().zip(&mut pairs) {
            if pair.is_none()
                && let Some(index) = known.get_mut(&key(item)).and_then(Vec::pop)
            {
                *pair = left.get_mut(index).and_then(Option::take);
            }
        }
    }
    (pairs, left.into_iter().flatten().collect())
}

/// The kind of an entry of a list to which time adds, by the key of the list.
fn growing(key: &str, index: usize) -> Option<ChangedPart> {
    match key {
        "updates" => Some(ChangedPart::Update(index)),
        "publications" => Some(ChangedPart::Publication(index)),
        "evaluations" => Some(ChangedPart::Evaluation(index)),
        _ => None,
    }
}

fn in_item(
    before: &ItemState,
    after: &ItemState,
    case: &Case,
    change: &LibraryChange,
    changes: &mut Vec<LibraryChange>,
) {
    let (mut fields, mut was) = (Vec::new(), Vec::new());
    if before.id != after.id {
        fields.push("id".to_owned());
        was.push(("id".to_owned(), before.id.clone()));
    }
    let keys: BTreeSet<&String> = before.said.keys().chain(after.said.keys()).collect();
    for key in keys {
        let (old, new) = (before.said.get(key), after.said.get(key));
        if old == new {
            continue;
        }
        if growing(key, 0).is_some() {
            let entries = |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
            let (old, new) = (entries(old), entries(new));
            for (index, _) in new.iter().enumerate().filter(|(_, entry)| !old.contains(entry)) {
                changes.push(LibraryChange { kind: ChangeKind::Updated, part: growing(key, index), ..change.clone() });
            }
            if old.iter().all(|entry| new.contains(entry)) && old.len() < new.len() {
                continue;
            }
        }
        if key == "status" && change.sort == ItemKind::Recommendation {
            let (old, new) = (status(old, case), status(new, case));
            let closed = |status: Option<RecommendationStatus>| status.is_some_and(is_closed);
            let kind = if closed(new) && !closed(old) { ChangeKind::Closed } else { ChangeKind::Status };
            let was = vec![("status".to_owned(), old.map_or("none given", ClosedList::label).to_owned())];
            changes.push(LibraryChange { kind, fields: vec!["status".to_owned()], was, ..change.clone() });
            continue;
        }
        fields.push(key.clone());
        if let Some(Value::String(old)) = old {
            was.push((key.clone(), old.clone()));
        }
    }
    if !fields.is_empty() {
        changes.push(LibraryChange { fields, was, ..change.clone() });
    }
}

/// The status of a code: that of the case's own profile, else of another that it may have had.
fn status(value: Option<&Value>, case: &Case) -> Option<RecommendationStatus> {
    let code = value?.as_str()?;
    let own = case.profile.get().values(RecommendationStatus::LIST).iter().find(|value| value.code == code);
    own.map(|value| RecommendationStatus::of_value(value)).or_else(|| status_of_any(code))
}
