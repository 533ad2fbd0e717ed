//! Which texts of a case are searched, and as part of which item: whatever the item shows.

use crate::case::model::shown_date;
use crate::case::{
    Agency, Case, CasePage, ClosedList, Fact, ItemRef, PartialDate, Review, Text, Theme, Update, Vocabulary,
};

/// What part of an item or a case a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What it says, or what it is called. An item has one such text, and it comes first.
    Main,
    /// A label of a list, which many items carry.
    Label,
    /// What it carries beside: dates, names of bodies, updates.
    Other,
}

/// The texts that name the case: what every item of the case is found by as well. Names first.
pub fn case_texts(case: &Case, visit: &mut dyn FnMut(Part, &str)) {
    visit(Part::Main, &case.title);
    for name in &case.also_known_as {
        visit(Part::Main, name);
    }
    if let Some(area) = &case.area {
        visit(Part::Other, area);
    }
    visit(Part::Label, case.nation.label());
    if let Some(date) = case.sort_date() {
        visit(Part::Other, &date.year().to_string());
    }
    for review in case.own_reviews() {
        visit(Part::Label, review.kind.label());
        visit(Part::Label, review.kind.short());
    }
}

/// Every item of a case, in the order of its lists.
pub fn items(case: &Case) -> Vec<ItemRef> {
    let mut items: Vec<ItemRef> = case.findings().map(|(item, _)| item).collect();
    items.extend(case.recommendations().map(|(item, _)| item));
    items.extend((0..case.events.len()).map(ItemRef::Event));
    items.extend(case.pages().into_iter().filter(|page| *page != CasePage::SideBySide).map(ItemRef::Page));
    items.extend((0..case.sources.len()).map(ItemRef::Source));
    items.sort_unstable();
    items
}

/// The texts that an item is found by.
pub fn item_texts(case: &Case, item: ItemRef, vocabulary: &Vocabulary, visit: &mut dyn FnMut(Part, &str)) {
    let mut texts = Texts { vocabulary, visit };
    match item {
        ItemRef::Finding(..) => {
            if let Some((_, finding)) = case.finding(item) {
                texts.main(&finding.text);
                texts.say(finding.id.as_str());
                texts.label(finding.kind);
                finding.pattern.into_iter().for_each(|value| texts.label(value));
                texts.agencies(&finding.agencies);
                texts.maybe(finding.named.as_deref());
                texts.themes(&finding.themes);
            }
        }
        ItemRef::Recommendation(..) => {
            if let Some((_, recommendation)) = case.recommendation(item) {
                texts.main(&recommendation.text);
                texts.say(recommendation.id.as_str());
                texts.agencies(&recommendation.addressed_to);
                texts.maybe(recommendation.named.as_deref());
                texts.themes(&recommendation.themes);
                texts.maybe(recommendation.number.as_deref());
                recommendation.response.into_iter().for_each(|value| texts.label(value));
                recommendation.status.into_iter().for_each(|value| texts.label(value));
                texts.date(recommendation.due, None);
                if let Some(assessment) = &recommendation.assessment {
                    texts.say(&assessment.by);
                    texts.label(assessment.grade);
                }
                texts.updates(&recommendation.updates);
            }
        }
        ItemRef::Event(_) => {
            if let Some(event) = case.event(item) {
                texts.main(&event.text);
                texts.say(event.id.as_str());
                texts.label(event.kind);
                texts.maybe(event.missed_opportunity.then_some("missed opportunity"));
                texts.say(&event.shown_date());
                texts.agencies(&event.agencies);
                texts.maybe(event.named.as_deref());
            }
        }
        ItemRef::Page(page) => texts.page(case, page),
        ItemRef::Source(_) => {
            if let Some(source) = case.source_at(item) {
                texts.main(&source.title);
                texts.say(&source.publisher);
                texts.label(source.kind);
                texts.date(source.date, source.date_text.as_ref());
                texts.maybe(source.note.as_deref());
            }
        }
    }
}

/// The main text of an item: what it says, or what it is called.
pub fn main_text(case: &Case, item: ItemRef) -> &str {
    match item {
        ItemRef::Finding(..) => case.finding(item).map_or("", |(_, finding)| &finding.text),
        ItemRef::Recommendation(..) => case.recommendation(item).map_or("", |(_, recommendation)| &recommendation.text),
        ItemRef::Event(_) => case.event(item).map_or("", |event| &event.text),
        ItemRef::Page(CasePage::Case) => &case.summary,
        ItemRef::Page(CasePage::Review(index)) => case.reviews.get(index).map_or("", |review| &review.title),
        ItemRef::Page(page) => page.title(),
        ItemRef::Source(_) => case.source_at(item).map_or("", |source| &source.title),
    }
}

/// What an item is, as a program reads it: the code of its kind where it has one.
pub fn sort_of(case: &Case, item: ItemRef) -> &'static str {
    match item {
        ItemRef::Finding(..) => case.finding(item).map_or("finding", |(_, finding)| finding.kind.code()),
        ItemRef::Recommendation(..) => "recommendation",
        ItemRef::Event(_) => case.event(item).map_or("event", |event| event.kind.code()),
        ItemRef::Page(_) => "page",
        ItemRef::Source(_) => "source",
    }
}

struct Texts<'a, 'v> {
    vocabulary: &'a Vocabulary,
    visit: &'v mut dyn FnMut(Part, &str),
}

impl Texts<'_, '_> {
    fn main(&mut self, text: &str) {
        (self.visit)(Part::Main, text);
    }

    fn say(&mut self, text: &str) {
        (self.visit)(Part::Other, text);
    }

    fn label<L: ClosedList>(&mut self, value: L) {
        (self.visit)(Part::Label, value.label());
    }

    fn maybe(&mut self, text: Option<&str>) {
        if let Some(text) = text {
            self.say(text);
        }
    }

    fn date(&mut self, date: Option<PartialDate>, words: Option<&Text>) {
        if let Some(date) = shown_date(date, None, words) {
            self.say(&date);
        }
    }

    fn agencies(&mut self, agencies: &[Agency]) {
        for agency in agencies {
            let label = agency.label(self.vocabulary);
            (self.visit)(Part::Label, label);
        }
    }

    fn themes(&mut self, themes: &[Theme]) {
        for theme in themes {
            let label = theme.label(self.vocabulary);
            (self.visit)(Part::Label, label);
        }
    }

    fn facts(&mut self, facts: &[Fact]) {
        for fact in facts {
            self.label(fact.about);
            self.say(&fact.text);
        }
    }

    fn updates(&mut self, updates: &[Update]) {
        for update in updates {
            self.date(update.date, update.date_text.as_ref());
            self.say(&update.text);
            self.agencies(&update.agencies);
            self.maybe(update.named.as_deref());
        }
    }

    fn page(&mut self, case: &Case, page: CasePage) {
        match page {
            CasePage::Case => {
                self.main(&case.title);
                self.say(page.title());
                self.say(&case.summary);
                self.label(case.outcome);
                self.maybe(case.outcome_text.as_deref());
                self.date(case.incident, case.incident_text.as_ref());
                for harm in &case.harm {
                    let label = harm.label(self.vocabulary);
                    (self.visit)(Part::Label, label);
                }
                self.facts(&case.facts);
                for involved in &case.involved {
                    self.agencies(std::slice::from_ref(&involved.agency));
                    self.maybe(involved.named.as_deref());
                    self.maybe(involved.text.as_deref());
                }
            }
            CasePage::SideBySide => {}
            CasePage::Review(index) => {
                if let Some(review) = case.reviews.get(index) {
                    self.review(review);
                }
            }
            CasePage::Disputed => {
                self.main(page.title());
                for dispute in &case.disputed {
                    self.say(&dispute.about);
                    for claim in &dispute.claims {
                        self.say(&claim.text);
                    }
                }
            }
            CasePage::Related => {
                self.main(page.title());
                for related in &case.related {
                    self.say(&related.title);
                    self.say(&related.text);
                }
            }
            CasePage::Gaps => {
                self.main(page.title());
                for gap in &case.gaps {
                    self.say(gap);
                }
            }
        }
    }

    fn review(&mut self, review: &Review) {
        self.main(&review.title);
        self.say(CasePage::Review(0).title());
        self.label(review.kind);
        (self.visit)(Part::Label, review.kind.short());
        self.maybe(review.commissioned_by.as_deref());
        self.date(review.commissioned, None);
        for person in &review.people {
            self.say(&person.name);
            self.label(person.role);
            self.maybe(person.text.as_deref());
        }
        for step in &review.publications {
            self.date(step.date, step.date_text.as_ref());
            self.label(step.state);
            self.maybe(step.text.as_deref());
        }
        for evaluation in &review.evaluations {
            self.say(&evaluation.by);
            evaluation.grade.into_iter().for_each(|value| self.label(value));
            self.date(evaluation.date, evaluation.date_text.as_ref());
            self.maybe(evaluation.text.as_deref());
            for point in &evaluation.points {
                self.say(&point.text);
                self.agencies(&point.agencies);
            }
        }
        self.facts(&review.facts);
        self.updates(&review.updates);
    }
}
