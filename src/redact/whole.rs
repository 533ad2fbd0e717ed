//! A whole case under the redactor. Every struct is taken apart field by field, so that a new field cannot be forgotten: the
//! program does not compile until it is said here what becomes of it.

use super::piece::{NAME, PLACE};
use super::words::words;
use super::{Redactor, places};
use crate::case::date::PartialDate;
use crate::case::model::{
    Assessment, Case, CaseId, Claim, Dispute, Evaluation, EvaluationPoint, Event, Fact, Finding, Involved, Person,
    Publication, Recommendation, Related, Review, ReviewId, Source, SourceId, Update,
};
use crate::text::fold::plain;
use crate::text::{Prose, Text};

impl Redactor {
    /// The case with this number, with everything hidden that the rules hide. Its lists are as long as the case's own and
    /// in the same order, but for the names, which it does not hold.
    pub fn case(&self, number: u32, case: &Case) -> Case {
        Hiding { redactor: self, number, case }.whole()
    }

    /// What a case is called under the redactor: its number, and what its title says beside names.
    pub fn title(&self, number: u32, case: &Case) -> String {
        if !self.hides_ids() {
            return self.text(Some(number), &case.title);
        }
        let shown = self.text(Some(number), &case.title);
        let lead = format!("Case {}", code(&case.id));
        let bare = |text: &str| text.replace([':', ' ', ',', '[', ']'], "") == "name" || text == PLACE;
        if shown == *case.title || bare(&shown) {
            // What was not hidden may be the name of the case all the same.
            return lead;
        }
        let mut rest = shown;
        if let Some(first) = rest.get(..4).filter(|first| *first == "The ") {
            let small = first.to_lowercase();
            rest.replace_range(..4, &small);
        }
        format!("{lead}: {rest}")
    }

    /// Where a case was, under the redactor.
    pub fn area(&self, number: u32, case: &Case) -> Option<Text> {
        let area = case.area.as_ref()?;
        Some(if self.rules.places { Text::new(PLACE) } else { Text::new(&self.text(Some(number), area)) })
    }

    /// The id of a case under the redactor.
    pub fn id(&self, id: &CaseId) -> String {
        format!("case-{}", code(id).to_lowercase())
    }
}

/// What stands for a case: the same wherever and whenever it is read, and in no order that tells of its name. Five signs
/// that are not taken for each other, from the case's id by FNV-1a.
fn code(id: &CaseId) -> String {
    const SIGNS: &[u8; 30] = b"ABCDEFGHJKMNPQRSTVWXYZ23456789";
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in id.as_str().bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    let mut code = String::new();
    for _ in 0..5 {
        let sign = usize::try_from(hash % 30).ok().and_then(|at| SIGNS.get(at)).copied().unwrap_or(b'A');
        code.push(char::from(sign));
        hash /= 30;
    }
    code
}

struct Hiding<'a> {
    redactor: &'a Redactor,
    number: u32,
    case: &'a Case,
}

impl Hiding<'_> {
    fn whole(&self) -> Case {
        let Case {
            id,
            title: _,
            also_known_as,
            nation,
            area: _,
            outcome,
            outcome_text,
            incident,
            incident_text,
            harm,
            summary,
            cited,
            gaps,
            names,
            facts,
            involved,
            reviews,
            events,
            disputed,
            related,
            sources,
        } = self.case;
        let hides_names = self.redactor.rules.names;
        Case {
            id: if self.redactor.hides_ids() { CaseId::from(self.redactor.id(id).as_str()) } else { id.clone() },
            title: Text::new(&self.redactor.title(self.number, self.case)),
            also_known_as: if hides_names { Vec::new() } else { self.texts(also_known_as) },
            nation: *nation,
            area: self.redactor.area(self.number, self.case),
            outcome: *outcome,
            outcome_text: self.maybe(outcome_text),
            incident: self.date(*incident),
            incident_text: self.maybe(incident_text),
            harm: harm.clone(),
            summary: self.prose(summary),
            cited: self.sources(cited),
            gaps: self.texts(gaps),
            // The list says what is hidden: it is the first thing that must not be shown.
            names: if hides_names { Vec::new() } else { names.clone() },
            facts: facts.iter().map(|fact| self.fact(fact)).collect(),
            involved: involved.iter().map(|involved| self.involved(involved)).collect(),
            reviews: reviews.iter().enumerate().map(|(index, review)| self.review(index, review)).collect(),
            events: events.iter().map(|event| self.event(event)).collect(),
            disputed: disputed.iter().map(|dispute| self.dispute(dispute)).collect(),
            related: related.iter().map(|related| self.related(related)).collect(),
            sources: sources.iter().map(|source| self.source(source)).collect(),
        }
    }

    fn text(&self, text: &Text) -> Text {
        Text::new(&self.redactor.text(Some(self.number), text))
    }

    fn maybe(&self, text: &Option<Text>) -> Option<Text> {
        text.as_ref().map(|text| self.text(text))
    }

    fn texts(&self, texts: &[Text]) -> Vec<Text> {
        texts.iter().map(|text| self.text(text)).collect()
    }

    fn prose(&self, prose: &Prose) -> Prose {
        let paragraphs: Vec<String> =
            prose.paragraphs().map(|paragraph| self.redactor.text(Some(self.number), paragraph)).collect();
        Prose::new(&paragraphs.join("\n\n"))
    }

    /// A body as the source names it. What is left of a name that no list knows goes too.
    fn body(&self, body: &Option<Text>) -> Option<Text> {
        let shown = self.maybe(body)?;
        let text = plain(&shown);
        let unknown = self.redactor.rules.places && places::names_something(&text, &words(&text));
        Some(if unknown { Text::new(NAME) } else { shown })
    }

    fn date(&self, date: Option<PartialDate>) -> Option<PartialDate> {
        date.map(|date| if self.redactor.rules.dates { date.only_year() } else { date })
    }

    /// The id of a source tells what it is; its number tells which.
    fn source_id(&self, id: &SourceId) -> SourceId {
        if !self.redactor.hides_ids() {
            return id.clone();
        }
        match self.case.sources.iter().position(|source| source.id == *id) {
            Some(at) => SourceId::from(format!("source-{}", at + 1).as_str()),
            None => SourceId::from("source-unknown"),
        }
    }

    fn sources(&self, ids: &[SourceId]) -> Vec<SourceId> {
        ids.iter().map(|id| self.source_id(id)).collect()
    }

    fn fact(&self, fact: &Fact) -> Fact {
        let Fact { about, text, confidence, sources } = fact;
        Fact { about: *about, text: self.text(text), confidence: *confidence, sources: self.sources(sources) }
    }

    fn involved(&self, involved: &Involved) -> Involved {
        let Involved { agency, named, text, confidence, sources } = involved;
        Involved {
            agency: agency.clone(),
            named: self.body(named),
            text: self.maybe(text),
            confidence: *confidence,
            sources: self.sources(sources),
        }
    }

    fn event(&self, event: &Event) -> Event {
        let Event { id, date, until, date_text, kind, agencies, named, text, missed_opportunity, confidence, sources } =
            event;
        Event {
            id: id.clone(),
            date: self.date(*date),
            until: self.date(*until),
            date_text: self.maybe(date_text),
            kind: *kind,
            agencies: agencies.clone(),
            named: self.body(named),
            text: self.text(text),
            missed_opportunity: *missed_opportunity,
            confidence: *confidence,
            sources: self.sources(sources),
        }
    }

    fn dispute(&self, dispute: &Dispute) -> Dispute {
        let Dispute { about, claims } = dispute;
        let claim = |claim: &Claim| {
            let Claim { text, sources } = claim;
            Claim { text: self.text(text), sources: self.sources(sources) }
        };
        Dispute { about: self.text(about), claims: claims.iter().map(claim).collect() }
    }

    fn related(&self, related: &Related) -> Related {
        let Related { case, title, text, confidence, sources } = related;
        let number = case.as_ref().and_then(|id| self.redactor.numbers.get(id).copied());
        let (case, title) = match number {
            Some(_) if self.redactor.hides_ids() => (
                case.as_ref().map(|id| CaseId::from(self.redactor.id(id).as_str())),
                Text::new(&case.as_ref().map_or_else(|| "A case".to_owned(), |id| format!("Case {}", code(id)))),
            ),
            // A case that the library does not hold has no number; its id would name it.
            None if self.redactor.hides_ids() => (None, self.text(title)),
            _ => (case.clone(), self.text(title)),
        };
        Related { case, title, text: self.text(text), confidence: *confidence, sources: self.sources(sources) }
    }

    fn source(&self, source: &Source) -> Source {
        let Source { id, title, publisher, kind, date, date_text, url, note } = source;
        Source {
            id: self.source_id(id),
            title: self.text(title),
            publisher: self.text(publisher),
            kind: *kind,
            date: self.date(*date),
            date_text: self.maybe(date_text),
            url: url.clone().filter(|_| !self.redactor.hides_ids()),
            note: self.maybe(note),
        }
    }

    fn review(&self, index: usize, review: &Review) -> Review {
        let Review {
            id,
            kind,
            scope,
            title,
            commissioned_by,
            commissioned,
            dated,
            recommendations_made,
            findings_made,
            confidence,
            sources,
            people,
            publications,
            evaluations,
            facts,
            findings,
            recommendations,
            updates,
        } = review;
        Review {
            id: match self.redactor.hides_ids() {
                true => ReviewId::from(format!("review-{}", index + 1).as_str()),
                false => id.clone(),
            },
            kind: *kind,
            scope: *scope,
            title: self.text(title),
            commissioned_by: self.body(commissioned_by),
            commissioned: self.date(*commissioned),
            dated: self.date(*dated),
            recommendations_made: *recommendations_made,
            findings_made: *findings_made,
            confidence: *confidence,
            sources: self.sources(sources),
            people: people.iter().map(|person| self.person(person)).collect(),
            publications: publications.iter().map(|step| self.publication(step)).collect(),
            evaluations: evaluations.iter().map(|evaluation| self.evaluation(evaluation)).collect(),
            facts: facts.iter().map(|fact| self.fact(fact)).collect(),
            findings: findings.iter().map(|finding| self.finding(finding)).collect(),
            recommendations: recommendations.iter().map(|item| self.recommendation(item)).collect(),
            updates: updates.iter().map(|update| self.update(update)).collect(),
        }
    }

    fn person(&self, person: &Person) -> Person {
        let Person { role, name, text, confidence, sources } = person;
        Person {
            role: *role,
            name: if self.redactor.rules.names { Text::new(NAME) } else { self.text(name) },
            text: self.maybe(text),
            confidence: *confidence,
            sources: self.sources(sources),
        }
    }

    fn publication(&self, step: &Publication) -> Publication {
        let Publication { state, date, date_text, text, confidence, sources } = step;
        Publication {
            state: *state,
            date: self.date(*date),
            date_text: self.maybe(date_text),
            text: self.maybe(text),
            confidence: *confidence,
            sources: self.sources(sources),
        }
    }

    fn evaluation(&self, evaluation: &Evaluation) -> Evaluation {
        let Evaluation { by, grade, date, date_text, text, confidence, sources, points } = evaluation;
        let point = |point: &EvaluationPoint| {
            let EvaluationPoint { text, agencies, named, confidence, sources } = point;
            EvaluationPoint {
                text: self.text(text),
                agencies: agencies.clone(),
                named: self.body(named),
                confidence: *confidence,
                sources: self.sources(sources),
            }
        };
        Evaluation {
            by: self.text(by),
            grade: *grade,
            date: self.date(*date),
            date_text: self.maybe(date_text),
            text: self.maybe(text),
            confidence: *confidence,
            sources: self.sources(sources),
            points: points.iter().map(point).collect(),
        }
    }

    fn finding(&self, finding: &Finding) -> Finding {
        let Finding { id, kind, pattern, text, agencies, named, themes, confidence, sources } = finding;
        Finding {
            id: id.clone(),
            kind: *kind,
            pattern: *pattern,
            text: self.text(text),
            agencies: agencies.clone(),
            named: self.body(named),
            themes: themes.clone(),
            confidence: *confidence,
            sources: self.sources(sources),
        }
    }

    fn recommendation(&self, recommendation: &Recommendation) -> Recommendation {
        let Recommendation {
            id,
            number,
            text,
            addressed_to,
            named,
            themes,
            answers,
            answers_by,
            response,
            status,
            status_by,
            due,
            last_verified,
            assessment,
            confidence,
            sources,
            updates,
        } = recommendation;
        let assessed = |assessment: &Assessment| {
            let Assessment { by, grade, date, sources } = assessment;
            Assessment { by: self.text(by), grade: *grade, date: self.date(*date), sources: self.sources(sources) }
        };
        Recommendation {
            id: id.clone(),
            number: self.maybe(number),
            text: self.text(text),
            addressed_to: addressed_to.clone(),
            named: self.body(named),
            themes: themes.clone(),
            answers: answers.clone(),
            answers_by: *answers_by,
            response: *response,
            status: *status,
            status_by: self.maybe(status_by),
            due: self.date(*due),
            last_verified: self.date(*last_verified),
            assessment: assessment.as_ref().map(assessed),
            confidence: *confidence,
            sources: self.sources(sources),
            updates: updates.iter().map(|update| self.update(update)).collect(),
        }
    }

    fn update(&self, update: &Update) -> Update {
        let Update { date, date_text, text, agencies, named, confidence, sources } = update;
        Update {
            date: self.date(*date),
            date_text: self.maybe(date_text),
            text: self.text(text),
            agencies: agencies.clone(),
            named: self.body(named),
            confidence: *confidence,
            sources: self.sources(sources),
        }
    }
}
