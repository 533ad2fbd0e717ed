//! Which texts of a case are searched, and as part of which item: whatever the item shows.

use crate::case::model::shown_date;
use crate::case::{
    Agency, Case, ClosedList, Fact, ItemRef, Page, PartialDate, Review, Text, Theme, Update, Vocabulary,
};

/// The texts that name the case: what every item of the case is found by as well.
pub fn case_texts(case: &Case, visit: &mut dyn FnMut(&str)) {
    visit(&case.title);
    for name in &case.also_known_as {
        visit(name);
    }
    if let Some(area) = &case.area {
        visit(area);
    }
    visit(case.nation.label());
    if let Some(date) = case.sort_date() {
        visit(&date.year().to_string());
    }
    for review in case.own_reviews() {
        visit(review.kind.label());
        visit(review.kind.short());
    }
}

/// Every item of a case, in the order of its lists.
pub fn items(case: &Case) -> Vec<ItemRef> {
    let mut items: Vec<ItemRef> = case.findings().map(|(item, _)| item).collect();
    items.extend(case.recommendations().map(|(item, _)| item));
    items.extend((0..case.events.len()).map(ItemRef::Event));
    items.extend(case.pages().into_iter().filter(|page| *page != Page::SideBySide).map(ItemRef::Page));
    items.extend((0..case.sources.len()).map(ItemRef::Source));
    items.sort_unstable();
    items
}

/// The texts that an item is found by.
pub fn item_texts(case: &Case, item: ItemRef, vocabulary: &Vocabulary, visit: &mut dyn FnMut(&str)) {
    let mut texts = Texts { vocabulary, visit };
    match item {
        ItemRef::Finding(..) => {
            if let Some((_, finding)) = case.finding(item) {
                texts.say(&finding.text);
                texts.say(finding.id.as_str());
                texts.say(finding.kind.label());
                texts.maybe(finding.pattern.map(ClosedList::label));
                texts.agencies(&finding.agencies);
                texts.maybe(finding.named.as_deref());
                texts.themes(&finding.themes);
            }
        }
        ItemRef::Recommendation(..) => {
            if let Some((_, recommendation)) = case.recommendation(item) {
                texts.say(&recommendation.text);
                texts.say(recommendation.id.as_str());
                texts.agencies(&recommendation.addressed_to);
                texts.maybe(recommendation.named.as_deref());
                texts.themes(&recommendation.themes);
                texts.maybe(recommendation.number.as_deref());
                texts.maybe(recommendation.response.map(ClosedList::label));
                texts.maybe(recommendation.status.map(ClosedList::label));
                texts.date(recommendation.due, None);
                if let Some(assessment) = &recommendation.assessment {
                    texts.say(&assessment.by);
                    texts.say(assessment.grade.label());
                }
                texts.updates(&recommendation.updates);
            }
        }
        ItemRef::Event(_) => {
            if let Some(event) = case.event(item) {
                texts.say(&event.text);
                texts.say(event.id.as_str());
                texts.say(event.kind.label());
                texts.maybe(event.missed_opportunity.then_some("missed opportunity"));
                texts.say(&event.shown_date());
                texts.agencies(&event.agencies);
                texts.maybe(event.named.as_deref());
            }
        }
        ItemRef::Page(page) => texts.page(case, page),
        ItemRef::Source(_) => {
            if let Some(source) = case.source_at(item) {
                texts.say(&source.title);
                texts.say(&source.publisher);
                texts.say(source.kind.label());
                texts.date(source.date, source.date_text.as_ref());
                texts.maybe(source.note.as_deref());
            }
        }
    }
}

struct Texts<'a, 'v> {
    vocabulary: &'a Vocabulary,
    visit: &'v mut dyn FnMut(&str),
}

impl Texts<'_, '_> {
    fn say(&mut self, text: &str) {
        (self.visit)(text);
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
            (self.visit)(label);
        }
    }

    fn themes(&mut self, themes: &[Theme]) {
        for theme in themes {
            let label = theme.label(self.vocabulary);
            (self.visit)(label);
        }
    }

    fn facts(&mut self, facts: &[Fact]) {
        for fact in facts {
            self.say(fact.about.label());
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

    fn page(&mut self, case: &Case, page: Page) {
        self.say(page.title());
        match page {
            Page::Case => {
                self.say(&case.summary);
                self.say(case.outcome.label());
                self.maybe(case.outcome_text.as_deref());
                self.date(case.incident, case.incident_text.as_ref());
                for harm in &case.harm {
                    let label = harm.label(self.vocabulary);
                    (self.visit)(label);
                }
                self.facts(&case.facts);
                for involved in &case.involved {
                    self.agencies(std::slice::from_ref(&involved.agency));
                    self.maybe(involved.named.as_deref());
                    self.maybe(involved.text.as_deref());
                }
            }
            Page::SideBySide => {}
            Page::Review(index) => {
                if let Some(review) = case.reviews.get(index) {
                    self.review(review);
                }
            }
            Page::Disputed => {
                for dispute in &case.disputed {
                    self.say(&dispute.about);
                    for claim in &dispute.claims {
                        self.say(&claim.text);
                    }
                }
            }
            Page::Related => {
                for related in &case.related {
                    self.say(&related.title);
                    self.say(&related.text);
                }
            }
            Page::Gaps => {
                for gap in &case.gaps {
                    self.say(gap);
                }
            }
        }
    }

    fn review(&mut self, review: &Review) {
        self.say(&review.title);
        self.say(review.kind.label());
        self.say(review.kind.short());
        self.maybe(review.commissioned_by.as_deref());
        self.date(review.commissioned, None);
        for person in &review.people {
            self.say(&person.name);
            self.say(person.role.label());
            self.maybe(person.text.as_deref());
        }
        for step in &review.publications {
            self.date(step.date, step.date_text.as_ref());
            self.say(step.state.label());
            self.maybe(step.text.as_deref());
        }
        for evaluation in &review.evaluations {
            self.say(&evaluation.by);
            self.maybe(evaluation.grade.map(ClosedList::label));
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
