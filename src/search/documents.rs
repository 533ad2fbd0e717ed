//! Which texts of a case are searched, and as part of which item.

use crate::case::{Agency, Case, ClosedList, Fact, ItemRef, Page, Review, Theme, Update, Vocabulary};

/// The texts that name the case: what every item of the case is found by as well.
pub fn case_texts<'a>(case: &'a Case, visit: &mut dyn FnMut(&'a str)) {
    visit(&case.title);
    for name in &case.also_known_as {
        visit(name);
    }
    if let Some(area) = &case.area {
        visit(area);
    }
    visit(case.nation.label());
    for review in case.own_reviews() {
        visit(review.kind.label());
    }
}

/// Every item of a case, in the order of its lists.
pub fn items(case: &Case) -> Vec<ItemRef> {
    let mut items: Vec<ItemRef> = case.findings().map(|(item, _)| item).collect();
    items.extend(case.recommendations().map(|(item, _)| item));
    items.extend((0..case.events.len()).map(ItemRef::Event));
    items.extend(case.pages().into_iter().filter(|page| *page != Page::SideBySide).map(ItemRef::Page));
    items.extend((0..case.sources.len()).map(ItemRef::Source));
    items
}

/// The texts that an item is found by.
pub fn item_texts<'a>(case: &'a Case, item: ItemRef, vocabulary: &'a Vocabulary, visit: &mut dyn FnMut(&'a str)) {
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
                texts.maybe(recommendation.status.map(ClosedList::label));
                texts.updates(&recommendation.updates);
            }
        }
        ItemRef::Event(_) => {
            if let Some(event) = case.event(item) {
                texts.say(&event.text);
                texts.say(event.id.as_str());
                texts.say(event.kind.label());
                texts.maybe(event.missed_opportunity.then_some("missed opportunity"));
                texts.maybe(event.date_text.as_deref());
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
                texts.maybe(source.note.as_deref());
            }
        }
    }
}

struct Texts<'a, 'v> {
    vocabulary: &'a Vocabulary,
    visit: &'v mut dyn FnMut(&'a str),
}

impl<'a> Texts<'a, '_> {
    fn say(&mut self, text: &'a str) {
        (self.visit)(text);
    }

    fn maybe(&mut self, text: Option<&'a str>) {
        if let Some(text) = text {
            self.say(text);
        }
    }

    fn agencies(&mut self, agencies: &'a [Agency]) {
        for agency in agencies {
            self.say(agency.label(self.vocabulary));
        }
    }

    fn themes(&mut self, themes: &'a [Theme]) {
        for theme in themes {
            self.say(theme.label(self.vocabulary));
        }
    }

    fn facts(&mut self, facts: &'a [Fact]) {
        for fact in facts {
            self.say(&fact.text);
        }
    }

    fn updates(&mut self, updates: &'a [Update]) {
        for update in updates {
            self.say(&update.text);
            self.maybe(update.named.as_deref());
        }
    }

    fn page(&mut self, case: &'a Case, page: Page) {
        match page {
            Page::Case => {
                self.say(&case.summary);
                self.say(case.outcome.label());
                for harm in &case.harm {
                    self.say(harm.label(self.vocabulary));
                }
                self.facts(&case.facts);
                for involved in &case.involved {
                    self.say(involved.agency.label(self.vocabulary));
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

    fn review(&mut self, review: &'a Review) {
        self.say(&review.title);
        self.say(review.kind.label());
        self.maybe(review.commissioned_by.as_deref());
        for person in &review.people {
            self.say(&person.name);
            self.say(person.role.label());
            self.maybe(person.text.as_deref());
        }
        for step in &review.publications {
            self.say(step.state.label());
            self.maybe(step.text.as_deref());
        }
        for evaluation in &review.evaluations {
            self.say(&evaluation.by);
            self.maybe(evaluation.grade.map(ClosedList::label));
            self.maybe(evaluation.text.as_deref());
            for point in &evaluation.points {
                self.say(&point.text);
            }
        }
        self.facts(&review.facts);
        self.updates(&review.updates);
    }
}
