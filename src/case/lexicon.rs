//! Every term and value of the vocabulary as one table: what `explain` looks up, and where a case uses it.

use super::closed::{self, ClosedList};
use super::item::ItemRef;
use super::model::Case;
use super::open::{OpenList, Vocabulary};
use crate::text::fold::as_code;
use crate::text::near::nearest;

/// A term of an open list or a value of a closed one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Coded<'a> {
    /// The list: "theme", "agency", "harm", or the name of a closed list.
    pub list: &'a str,
    /// The code.
    pub code: &'a str,
}

/// A term with what there is to say about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// The list it belongs to.
    pub list: String,
    /// What files write.
    pub code: String,
    /// What people read.
    pub label: String,
    /// What practitioners and the screen shorten it to.
    pub short: Option<String>,
    /// What it means.
    pub definition: String,
    /// Where the field defines or uses it.
    pub source: String,
    /// The label of the wider term.
    pub parent: Option<String>,
}

/// How often something is used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Uses {
    /// Cases that use it anywhere.
    pub cases: usize,
    /// Findings that carry it.
    pub findings: usize,
    /// Recommendations that carry it.
    pub recommendations: usize,
    /// Events that carry it.
    pub events: usize,
}

impl Uses {
    /// "in 12 cases: 30 findings, 4 recommendations, 2 events".
    pub fn told(self) -> String {
        let counted = |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
        let parts: Vec<String> =
            [(self.findings, "finding"), (self.recommendations, "recommendation"), (self.events, "event")]
                .into_iter()
                .filter(|(count, _)| *count > 0)
                .map(|(count, noun)| counted(count, noun))
                .collect();
        match (self.cases, parts.is_empty()) {
            (0, _) => "nowhere in this library".to_owned(),
            (cases, true) => format!("in {}", counted(cases, "case")),
            (cases, false) => format!("in {}: {}", counted(cases, "case"), parts.join(", ")),
        }
    }
}

/// Every term there is, open lists first.
pub fn all(vocabulary: &Vocabulary) -> Vec<Explained> {
    let mut all = Vec::new();
    for list in OpenList::ALL {
        for term in vocabulary.terms(list) {
            let parent = term.parent.as_ref().and_then(|parent| vocabulary.term(list, parent));
            all.push(Explained {
                list: list.name().to_owned(),
                code: term.code.to_string(),
                label: term.label.to_string(),
                short: None,
                definition: term.definition.to_string(),
                source: term.source.to_string(),
                parent: parent.map(|parent| parent.label.to_string()),
            });
        }
    }
    for list in closed::lists() {
        all.extend(list.rows().map(|(value, short)| Explained {
            list: list.name.to_owned(),
            code: value.code.to_owned(),
            label: value.label.to_owned(),
            short: short.map(str::to_owned),
            definition: value.definition.to_owned(),
            source: list.source.to_owned(),
            parent: None,
        }));
    }
    all
}

/// The term that a code of a list stands for.
pub fn explain(vocabulary: &Vocabulary, coded: Coded<'_>) -> Option<Explained> {
    all(vocabulary).into_iter().find(|term| term.list == coded.list && term.code == coded.code)
}

/// Every term with this code, label or abbreviation, written with spaces, hyphens or underscores; several lists may share one.
pub fn look_up(vocabulary: &Vocabulary, text: &str) -> Vec<Explained> {
    let wanted = as_code(text);
    let is = |name: &String| as_code(name) == wanted;
    all(vocabulary)
        .into_iter()
        .filter(|term| is(&term.code) || is(&term.label) || term.short.as_ref().is_some_and(is))
        .collect()
}

/// Up to three codes that are near to `text`.
pub fn near(vocabulary: &Vocabulary, text: &str) -> Vec<String> {
    let all = all(vocabulary);
    let mut near: Vec<String> = Vec::new();
    for code in nearest(text, all.iter().flat_map(|term| [term.code.as_str(), term.label.as_str()])) {
        let code = all.iter().find(|term| term.label == code).map_or(code, |term| term.code.as_str());
        if !near.iter().any(|known| known == code) {
            near.push(code.to_owned());
        }
    }
    near
}

/// What an item carries, in the order in which a reader meets it.
pub fn carried(case: &Case, item: ItemRef) -> Vec<Coded<'_>> {
    let mut carried: Vec<Coded<'_>> = Vec::new();
    match item {
        ItemRef::Finding(..) => {
            if let Some((review, finding)) = case.finding(item) {
                carried.push(value(finding.kind));
                carried.extend(finding.pattern.map(value));
                carried.extend(finding.agencies.iter().map(|agency| Coded { list: "agency", code: agency.code() }));
                carried.extend(finding.themes.iter().map(|theme| Coded { list: "theme", code: theme.code() }));
                carried.push(value(finding.confidence));
                carried.push(value(review.kind));
            }
        }
        ItemRef::Recommendation(..) => {
            if let Some((review, recommendation)) = case.recommendation(item) {
                carried.extend(
                    recommendation.addressed_to.iter().map(|agency| Coded { list: "agency", code: agency.code() }),
                );
                carried.extend(recommendation.themes.iter().map(|theme| Coded { list: "theme", code: theme.code() }));
                carried.extend(recommendation.response.map(value));
                carried.extend(recommendation.status.map(value));
                carried.extend(recommendation.assessment.as_ref().map(|assessment| value(assessment.grade)));
                carried.push(value(recommendation.confidence));
                carried.push(value(review.kind));
            }
        }
        ItemRef::Event(_) => {
            if let Some(event) = case.event(item) {
                carried.push(value(event.kind));
                carried.extend(event.agencies.iter().map(|agency| Coded { list: "agency", code: agency.code() }));
                carried.push(value(event.confidence));
            }
        }
        ItemRef::Page(page) => match page {
            super::item::CasePage::Review(index) => {
                if let Some(review) = case.reviews.get(index) {
                    carried.push(value(review.kind));
                    carried.push(value(review.scope));
                    carried.extend(review.publications.iter().map(|step| value(step.state)));
                    carried.extend(review.evaluations.iter().filter_map(|evaluation| evaluation.grade).map(value));
                    carried.extend(review.people.iter().map(|person| value(person.role)));
                    carried.push(value(review.confidence));
                }
            }
            _ => {
                carried.push(value(case.outcome));
                carried.push(value(case.nation));
                carried.extend(case.harm.iter().map(|harm| Coded { list: "harm", code: harm.code() }));
                carried.extend(
                    case.involved.iter().map(|involved| Coded { list: "agency", code: involved.agency.code() }),
                );
            }
        },
        ItemRef::Source(_) => carried.extend(case.source_at(item).map(|source| value(source.kind))),
    }
    let mut seen = Vec::new();
    carried.retain(|coded| {
        let new = !seen.contains(coded);
        seen.push(*coded);
        new
    });
    carried
}

/// The findings, recommendations and events of a case that carry a term.
pub fn occurrences(case: &Case, coded: Coded<'_>) -> Vec<ItemRef> {
    let findings = case.findings().map(|(item, _)| item);
    let recommendations = case.recommendations().map(|(item, _)| item);
    let events = (0..case.events.len()).map(ItemRef::Event);
    findings.chain(recommendations).chain(events).filter(|item| carried(case, *item).contains(&coded)).collect()
}

/// How often the cases use a term.
pub fn uses<'a>(cases: impl IntoIterator<Item = &'a Case>, coded: Coded<'_>) -> Uses {
    let mut uses = Uses::default();
    for case in cases {
        let items = occurrences(case, coded);
        let elsewhere = || {
            carried(case, ItemRef::Page(super::item::CasePage::Case)).contains(&coded)
                || (0..case.reviews.len())
                    .any(|review| carried(case, ItemRef::Page(super::item::CasePage::Review(review))).contains(&coded))
                || (0..case.sources.len()).any(|source| carried(case, ItemRef::Source(source)).contains(&coded))
                || (coded.list == "fact subject" && case.facts.iter().any(|fact| fact.about.code() == coded.code))
        };
        if !items.is_empty() || elsewhere() {
            uses.cases += 1;
        }
        for item in items {
            match item {
                ItemRef::Finding(..) => uses.findings += 1,
                ItemRef::Recommendation(..) => uses.recommendations += 1,
                ItemRef::Event(_) => uses.events += 1,
                ItemRef::Page(_) | ItemRef::Source(_) => {}
            }
        }
    }
    uses
}

fn value<'a, L: ClosedList>(value: L) -> Coded<'a> {
    Coded { list: L::LIST, code: value.code() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_found_by_code_and_label_and_near_miss() {
        let vocabulary = Vocabulary::shipped();
        let labels = |text: &str| {
            look_up(vocabulary, text).iter().map(|term| format!("{} {}", term.list, term.code)).collect::<Vec<_>>()
        };
        assert_eq!(labels("Information sharing"), ["theme information_sharing"]);
        assert_eq!(labels("information-sharing"), ["theme information_sharing"]);
        assert_eq!(labels("neglect"), ["theme neglect", "harm neglect"]);
        assert_eq!(labels("good_practice"), ["finding kind good_practice"]);
        assert_eq!(labels("SCR"), ["review kind serious_case_review"]);
        assert_eq!(labels("scr (scot)"), ["review kind significant_case_review"]);
        assert_eq!(labels("zzz"), Vec::<String>::new());
        assert_eq!(near(vocabulary, "informaton sharing"), ["information_sharing"]);
    }
}
