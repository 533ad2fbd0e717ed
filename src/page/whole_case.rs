//! Everything of one case as a report: what `casebook show` prints, each entry with its sources.

use super::items::row_of;
use super::labels::{agencies, page_title, when};
use super::{Block, Link, Listing, Page, Row, Section};
use crate::case::model::shown_date;
use crate::case::{
    Case, CasePage, ClosedList, Confidence, FactAbout, ItemRef, Recommendation, Review, SourceId, Update, Vocabulary,
};
use crate::library::EntryKey;

/// Everything of the case with this key: its summary, reviews with publications and judgements, findings,
/// recommendations and what became of them, timeline, disputes, related cases, gaps and sources.
pub fn whole_case(listing: &Listing, key: EntryKey) -> Option<Page> {
    let case = listing.case(key)?;
    let maker = Maker { key, case, vocabulary: &listing.vocabulary };
    let place = case.area.as_ref().map_or_else(String::new, |area| format!("{area}, "));
    let when = when(case).map(|when| format!(" · {when}")).unwrap_or_default();
    let mut sections = maker.the_case();
    for (index, review) in case.reviews.iter().enumerate() {
        sections.extend(maker.review(index, review));
    }
    let events = (0..case.events.len()).map(ItemRef::Event);
    sections.push(maker.items("Timeline", events));
    sections.push(maker.disputed());
    sections.push(maker.related());
    sections.push(maker.gaps());
    sections.push(maker.items("Sources", (0..case.sources.len()).map(ItemRef::Source)));
    sections.retain(|section| !section.blocks.is_empty());
    Some(Page {
        title: case.title.to_string(),
        name: case.id.to_string(),
        about: vec![format!("{place}{}{when}", case.nation.label())],
        sections,
    })
}

struct Maker<'a> {
    key: EntryKey,
    case: &'a Case,
    vocabulary: &'a Vocabulary,
}

impl Maker<'_> {
    fn the_case(&self) -> Vec<Section> {
        let case = self.case;
        let mut first = self.items("The case", std::iter::once(ItemRef::Page(CasePage::Case)));
        let names: Vec<&str> = case.also_known_as.iter().map(|name| name.as_str()).collect();
        let outcome = match &case.outcome_text {
            Some(text) => format!("{}: {text}", case.outcome.label()),
            None => case.outcome.label().to_owned(),
        };
        let place = case.area.as_ref().map_or_else(String::new, |area| format!("{area}, "));
        let harm: Vec<&str> = case.harm.iter().map(|harm| harm.label(self.vocabulary)).collect();
        let fields = [
            ("Also known as", names.join(", ")),
            ("Place", format!("{place}{}", case.nation.label())),
            ("Outcome", outcome),
            ("Date", shown_date(case.incident, None, case.incident_text.as_ref()).unwrap_or_default()),
            ("Harm", harm.join(", ")),
        ];
        let fields = fields.into_iter().filter(|(_, text)| !text.is_empty());
        first.blocks.extend(fields.map(|(label, text)| Block::Field(label.to_owned(), text)));
        let mut sections = vec![first];
        for about in FactAbout::ALL {
            let mut section = Section::new(about.label());
            for fact in case.facts.iter().filter(|fact| fact.about == *about) {
                section.blocks.push(self.entry(fact.text.to_string(), Some(fact.confidence), &fact.sources));
            }
            sections.push(section);
        }
        let mut involved = Section::new("Agencies involved");
        for part in &case.involved {
            let named = part.named.as_ref().map(|named| format!(": {named}")).unwrap_or_default();
            let text = format!("{}{named}{}", part.agency.label(self.vocabulary), more(part.text.as_deref()));
            involved.blocks.push(self.entry(text, Some(part.confidence), &part.sources));
        }
        sections.push(involved);
        sections
    }

    fn review(&self, index: usize, review: &Review) -> Vec<Section> {
        let mut page = self.items(&page_title(self.case, CasePage::Review(index)), std::iter::empty());
        let mut head = Row {
            link: Some(Link::Item(self.key, ItemRef::Page(CasePage::Review(index)))),
            text: format!("{} ({})", review.title, review.kind.label().to_lowercase()),
            ..Row::default()
        };
        head.about.extend(review.commissioned_by.as_ref().map(|by| format!("Commissioned by: {by}")));
        head.about.extend(review.commissioned.map(|date| format!("Commissioned: {date}")));
        head.about.extend(review.dated.map(|date| format!("Dated: {date}")));
        head.about.push(format!("Findings: {}", made(review.findings_made, review.findings.len())));
        head.about
            .push(format!("Recommendations: {}", made(review.recommendations_made, review.recommendations.len())));
        head.about.push(review.confidence.label().to_lowercase());
        page.blocks.push(Block::Row(head));
        for person in &review.people {
            let text = format!("{}: {}{}", person.role.label(), person.name, more(person.text.as_deref()));
            page.blocks.push(self.entry(text, Some(person.confidence), &person.sources));
        }
        for step in &review.publications {
            let date = dated(shown_date(step.date, None, step.date_text.as_ref()));
            let text = format!("Publication: {date}{}{}", step.state.label(), more(step.text.as_deref()));
            page.blocks.push(self.entry(text, Some(step.confidence), &step.sources));
        }
        for judged in &review.evaluations {
            let date = shown_date(judged.date, None, judged.date_text.as_ref()).map(|date| format!(", {date}"));
            let grade = judged.grade.map(|grade| format!(" graded the review {}", grade.label().to_lowercase()));
            let lead = format!("{}{}{}", judged.by, grade.unwrap_or_default(), date.unwrap_or_default());
            let text = format!("Judgement of the review itself: {lead}{}", more(judged.text.as_deref()));
            page.blocks.push(self.entry(text, Some(judged.confidence), &judged.sources));
            for point in &judged.points {
                let whom = bracketed(agencies(&point.agencies, point.named.as_deref(), self.vocabulary));
                let text = format!("{}, on the review: {}{whom}", judged.by, point.text);
                page.blocks.push(self.entry(text, Some(point.confidence), &point.sources));
            }
        }
        for fact in &review.facts {
            let text = format!("{}: {}", fact.about.label(), fact.text);
            page.blocks.push(self.entry(text, Some(fact.confidence), &fact.sources));
        }
        for update in &review.updates {
            page.blocks.push(self.update("What became of its recommendations", update));
        }
        let findings = (0..review.findings.len()).map(|at| ItemRef::Finding(index, at));
        let findings = self.items(&format!("{}: findings", review.title), findings);
        let mut recommendations = Section::new(format!("{}: recommendations", review.title));
        for (at, recommendation) in review.recommendations.iter().enumerate() {
            self.recommendation(ItemRef::Recommendation(index, at), recommendation, &mut recommendations.blocks);
        }
        vec![page, findings, recommendations]
    }

    fn recommendation(&self, item: ItemRef, recommendation: &Recommendation, blocks: &mut Vec<Block>) {
        let Some(mut row) = row_of(self.key, self.case, item, self.vocabulary) else { return };
        if !recommendation.answers.is_empty() {
            let ids: Vec<&str> = recommendation.answers.iter().map(|id| id.as_str()).collect();
            row.about.push(format!("Answers: {}", ids.join(", ")));
        }
        blocks.push(Block::Row(row));
        if let Some(assessed) = &recommendation.assessment {
            let date = assessed.date.map(|date| format!(", {date}")).unwrap_or_default();
            let grade = assessed.grade.label().to_lowercase();
            let text = format!("{} assessed: {grade}, by {}{date}", recommendation.id, assessed.by);
            blocks.push(self.entry(text, None, &assessed.sources));
        }
        for update in &recommendation.updates {
            blocks.push(self.update(&format!("What became of {}", recommendation.id), update));
        }
    }

    fn update(&self, lead: &str, update: &Update) -> Block {
        let date = dated(shown_date(update.date, None, update.date_text.as_ref()));
        let whom = bracketed(agencies(&update.agencies, update.named.as_deref(), self.vocabulary));
        self.entry(format!("{lead}: {date}{}{whom}", update.text), Some(update.confidence), &update.sources)
    }

    fn disputed(&self) -> Section {
        let mut section = Section::new("Where sources disagree");
        if !self.case.disputed.is_empty() {
            let told = "Sources that do not agree, side by side. Nothing here is decided or averaged.";
            section.blocks.push(Block::Aside(told.to_owned()));
        }
        for dispute in &self.case.disputed {
            for claim in &dispute.claims {
                section.blocks.push(self.entry(format!("{}: {}", dispute.about, claim.text), None, &claim.sources));
            }
        }
        section
    }

    fn related(&self) -> Section {
        let mut section = Section::new("Related cases");
        for related in &self.case.related {
            let text = format!("{}: {}", related.title, related.text);
            section.blocks.push(self.entry(text, Some(related.confidence), &related.sources));
        }
        section
    }

    /// What was not found has no source: its rows lead to the page that lists it.
    fn gaps(&self) -> Section {
        let mut section = Section::new("What was not found");
        if !self.case.gaps.is_empty() {
            let told =
                "Looked for in the sources and not found there. Empty fields of this case are empty for that reason.";
            section.blocks.push(Block::Aside(told.to_owned()));
        }
        for gap in &self.case.gaps {
            let link = Some(Link::Item(self.key, ItemRef::Page(CasePage::Gaps)));
            section.blocks.push(Block::Row(Row { link, text: gap.to_string(), ..Row::default() }));
        }
        section
    }

    fn items(&self, heading: &str, items: impl Iterator<Item = ItemRef>) -> Section {
        let rows = items.filter_map(|item| row_of(self.key, self.case, item, self.vocabulary));
        Section { heading: heading.to_owned(), blocks: rows.map(Block::Row).collect() }
    }

    /// An entry that no list of items holds.
    fn entry(&self, text: String, confidence: Option<Confidence>, sources: &[SourceId]) -> Block {
        let place = |id: &SourceId| self.case.sources.iter().position(|source| source.id == *id);
        Block::Row(Row {
            text,
            about: confidence.map(|confidence| confidence.label().to_lowercase()).into_iter().collect(),
            cited: sources.iter().filter_map(place).map(|at| (self.key, at)).collect(),
            ..Row::default()
        })
    }
}

/// How many the report makes, beside how many are entered here.
fn made(made: Option<u32>, entered: usize) -> String {
    match made {
        Some(made) => format!("the report makes {made}; {entered} entered here"),
        None => format!("{entered} entered here; how many the report makes was not found"),
    }
}

fn more(text: Option<&str>) -> String {
    text.map(|text| format!(". {text}")).unwrap_or_default()
}

fn dated(date: Option<String>) -> String {
    date.map(|date| format!("{date}: ")).unwrap_or_default()
}

fn bracketed(whom: String) -> String {
    if whom.is_empty() { whom } else { format!(" ({whom})") }
}
