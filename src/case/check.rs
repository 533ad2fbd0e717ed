//! The rules of a case that its shape alone does not hold: ids, sources, dates in order, codes of the vocabulary.

use std::collections::HashSet;

use super::closed::{Confidence, Scope};
use super::date::PartialDate;
use super::model::{Addressee, Case, Finding, ItemId, Recommendation, Review, SourceId, StatusChange, Update};
use super::open::{OpenCode, Vocabulary};
use super::{evidence, librarian};
use crate::document::{
    Diagnostic, LineStarts, MOST, PathProblems, Problem, Step, ValuePath, locate, parse, without_mark,
};
use crate::text::fold::fold;
use crate::text::near::Suggestions;

use Step::{Index, Key};

/// Every problem of a case that was read, with the path to the value that it concerns.
pub fn problems(case: &Case, stem: &str, vocabulary: &Vocabulary) -> PathProblems {
    let mut checker = Checker {
        vocabulary,
        sources: case.sources.iter().map(|source| source.id.as_str()).collect(),
        findings: case.findings().map(|(_, finding)| finding.id.as_str()).collect(),
        others: case
            .recommendations()
            .map(|(_, recommendation)| recommendation.id.as_str())
            .chain(case.events.iter().map(|event| event.id.as_str()))
            .collect(),
        items: HashSet::new(),
        at: Vec::new(),
        found: Vec::new(),
        suggestions: Suggestions::default(),
    };
    checker.case(case, stem);
    checker.found
}

/// Warnings for the librarian of a case that can be used as it is. They take longer than reading the case, so they are
/// looked for where a library is checked and not where it is loaded.
pub fn advice(case: &Case) -> PathProblems {
    let mut found = librarian::warnings(case);
    found.extend(evidence::warnings(case));
    found
}

/// Related cases that are not among `known`. `text` is the file, for the places; without it the file as a whole is named.
pub fn dangling_cases(case: &Case, text: Option<&str>, known: &HashSet<String>) -> Vec<Diagnostic> {
    let parsed = text.map(without_mark).map(|text| (LineStarts::new(text), parse(text).0));
    let mut suggestions = Suggestions::default();
    let mut found = Vec::new();
    for (index, related) in case.related.iter().enumerate() {
        let Some(id) = related.case.as_ref().filter(|id| !known.contains(id.as_str())) else { continue };
        if found.len() >= MOST {
            break;
        }
        let near = suggestions.ask(id.as_str(), known.iter().map(String::as_str));
        let help = near.unwrap_or_else(|| "leave out the key where the library holds no such case".to_owned());
        let problem = Problem::error(format!("no case has the id \"{id}\"")).help(help);
        found.push(match &parsed {
            Some((places, root)) => {
                places.diagnostic(locate(root, &[Key("related"), Index(index), Key("case")]), problem)
            }
            None => Diagnostic::of_file(problem.message, problem.help),
        });
    }
    found
}

/// The advice that makes the id of a case and the name of its file agree, in the form of an id.
pub fn id_of_file(stem: &str) -> String {
    if is_id(stem) {
        return format!("write id = \"{stem}\"");
    }
    let folded = fold(stem);
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    match words.collect::<Vec<_>>().join("-") {
        id if id.is_empty() => "name the file in lower-case letters, digits and single hyphens".to_owned(),
        id => format!("rename the file to {id}.toml and write id = \"{id}\""),
    }
}

const FORM_OF_ID: &str = "write lower-case letters, digits and single hyphens";

/// True for lower-case letters, digits and single hyphens.
pub fn is_id(text: &str) -> bool {
    let is_part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    text.split('-').all(is_part)
}

struct Checker<'a> {
    vocabulary: &'a Vocabulary,
    sources: HashSet<&'a str>,
    findings: HashSet<&'a str>,
    /// Recommendations and events.
    others: HashSet<&'a str>,
    items: HashSet<&'a str>,
    at: ValuePath,
    found: PathProblems,
    suggestions: Suggestions,
}

impl<'a> Checker<'a> {
    fn say(&mut self, problem: Problem) {
        self.found.push((self.at.clone(), problem));
    }

    /// Reports a problem of the value under `key`.
    fn say_at(&mut self, key: &'static str, problem: Problem) {
        self.within(Key(key), |this| this.say(problem));
    }

    /// Does `work` one step deeper.
    fn within(&mut self, step: Step, work: impl FnOnce(&mut Self)) {
        self.at.push(step);
        work(self);
        self.at.pop();
    }

    /// Does `work` for each entry of the list under `key`.
    fn each<T>(&mut self, key: &'static str, list: &'a [T], mut work: impl FnMut(&mut Self, &'a T)) {
        self.within(Key(key), |this| {
            for (index, entry) in list.iter().enumerate() {
                this.within(Index(index), |this| work(this, entry));
            }
        });
    }

    fn case(&mut self, case: &'a Case, stem: &str) {
        let is_of_file = case.id.as_str() == stem;
        if !is_of_file {
            let problem = Problem::error(format!("the id \"{}\" is not the name of the file", case.id));
            self.say_at("id", problem.help(id_of_file(stem)));
        }
        // The id that is no id may be the name of the file.
        self.identifier(case.id.as_str(), &if is_of_file { id_of_file(stem) } else { FORM_OF_ID.to_owned() });
        self.terms("harm", &case.harm);
        self.cited("cited", &case.cited);
        self.each("facts", &case.facts, |this, fact| this.cited("sources", &fact.sources));
        self.each("involved", &case.involved, |this, involved| {
            this.terms("agency", std::slice::from_ref(&involved.agency));
            this.cited("sources", &involved.sources);
        });
        let mut reviews = HashSet::new();
        self.each("reviews", &case.reviews, |this, review| {
            if !reviews.insert(review.id.as_str()) {
                this.say_at("id", Problem::error(format!("two reviews have the id \"{}\"", review.id)));
            }
            this.review(review);
        });
        if !case.reviews.is_empty() && case.reviews.iter().all(|review| review.scope == Scope::Related) {
            let problem = Problem::warning("no review is of this case itself");
            self.say_at("reviews", problem.help("give one review scope = \"case\""));
        }
        self.events(case);
        self.each("disputed", &case.disputed, |this, dispute| {
            if dispute.claims.len() < 2 {
                this.say_at("claims", Problem::warning("a dispute has two claims or more"));
            }
            this.each("claims", &dispute.claims, |this, claim| this.cited("sources", &claim.sources));
        });
        self.each("related", &case.related, |this, related| this.cited("sources", &related.sources));
        let mut sources = HashSet::new();
        self.each("sources", &case.sources, |this, source| {
            this.identifier(source.id.as_str(), FORM_OF_ID);
            if !sources.insert(source.id.as_str()) {
                this.say_at("id", Problem::error(format!("two sources have the id \"{}\"", source.id)));
            }
            if let Some(url) = &source.url
                && !(url.starts_with("http://") || url.starts_with("https://"))
            {
                let problem = Problem::warning("the address is neither http nor https");
                this.say_at("url", problem.help("write the address in full, with https://"));
            }
        });
    }

    fn events(&mut self, case: &'a Case) {
        let mut last: Option<PartialDate> = None;
        self.each("events", &case.events, |this, event| {
            this.item(&event.id, 'E');
            this.terms("agencies", &event.agencies);
            this.cited("sources", &event.sources);
            this.in_order(&mut last, event.date, "the events");
            if let (Some(date), Some(until)) = (event.date, event.until)
                && !date.can_precede(until)
            {
                this.say_at("until", Problem::error("the event ends before it begins"));
            }
            if event.placed().is_none() && event.date_text.is_none() {
                let problem = Problem::warning("the event has no date");
                this.say(problem.help("add date, or say why in date_text = \"not dated\""));
            }
        });
    }

    fn review(&mut self, review: &'a Review) {
        self.identifier(review.id.as_str(), FORM_OF_ID);
        self.cited("sources", &review.sources);
        self.terms("themes", &review.themes);
        self.addressees(&review.addressees);
        self.each("people", &review.people, |this, person| this.cited("sources", &person.sources));
        let mut last: Option<PartialDate> = None;
        self.each("publications", &review.publications, |this, step| {
            this.cited("sources", &step.sources);
            this.in_order(&mut last, step.date, "the steps of publication");
        });
        self.each("evaluations", &review.evaluations, |this, evaluation| {
            this.cited("sources", &evaluation.sources);
            this.each("points", &evaluation.points, |this, point| {
                this.cited("sources", &point.sources);
                this.terms("agencies", &point.agencies);
            });
        });
        self.each("facts", &review.facts, |this, fact| this.cited("sources", &fact.sources));
        self.each("findings", &review.findings, Self::finding);
        self.each("recommendations", &review.recommendations, Self::recommendation);
        self.updates(&review.updates);
    }

    fn finding(&mut self, finding: &'a Finding) {
        self.item(&finding.id, 'F');
        self.terms("agencies", &finding.agencies);
        self.terms("themes", &finding.themes);
        self.cited("sources", &finding.sources);
        // A record that is copied may name none; nobody is to guess it.
        if finding.agencies.is_empty() && finding.confidence != Confidence::Transcribed {
            self.say_at("agencies", Problem::warning("the finding names no agency"));
        }
    }

    fn recommendation(&mut self, recommendation: &'a Recommendation) {
        self.item(&recommendation.id, 'R');
        self.terms("addressed_to", &recommendation.addressed_to);
        self.terms("themes", &recommendation.themes);
        self.cited("sources", &recommendation.sources);
        self.each("answers", &recommendation.answers, |this, answer| {
            if this.others.contains(answer.as_str()) {
                let problem = Problem::warning(format!("\"{answer}\" is no finding"));
                this.say(problem.help("an answer names the findings that it answers"));
            } else if !this.findings.contains(answer.as_str()) {
                let near = this.suggestions.ask(answer.as_str(), this.findings.iter().copied());
                this.say(Problem::error(format!("no finding has the id \"{answer}\"")).maybe_help(near));
            }
        });
        if let Some(assessment) = &recommendation.assessment {
            self.within(Key("assessment"), |this| this.cited("sources", &assessment.sources));
        }
        self.addressees(&recommendation.addressees);
        self.history(&recommendation.history);
        self.updates(&recommendation.updates);
    }

    fn addressees(&mut self, addressees: &'a [Addressee]) {
        self.each("addressees", addressees, |this, addressee| {
            this.terms("agency", addressee.agency.as_slice());
            this.known_sources("sources", &addressee.sources);
            if addressee.named.is_none() && addressee.agency.is_none() {
                let problem = Problem::error("the addressee has neither a name nor an agency");
                this.say(problem.help("add named = \"the body as the source names it\", or agency"));
            }
        });
    }

    fn history(&mut self, history: &'a [StatusChange]) {
        let mut last: Option<PartialDate> = None;
        self.each("history", history, |this, change| {
            this.known_sources("sources", &change.sources);
            this.in_order(&mut last, change.date, "the former states");
        });
    }

    fn updates(&mut self, updates: &'a [Update]) {
        let mut last: Option<PartialDate> = None;
        self.each("updates", updates, |this, update| {
            this.terms("agencies", &update.agencies);
            this.cited("sources", &update.sources);
            this.in_order(&mut last, update.date, "the updates");
        });
    }

    fn in_order(&mut self, last: &mut Option<PartialDate>, date: Option<PartialDate>, what: &str) {
        let Some(date) = date else { return };
        if last.is_some_and(|last| !last.can_precede(date)) {
            let problem = Problem::warning(format!("{what} are not in date order"));
            self.say_at("date", problem.help("move this one up"));
        } else {
            *last = Some(date);
        }
    }

    /// An item's id is a letter and a number, and stands once in the case.
    fn item(&mut self, id: &'a ItemId, letter: char) {
        let rest = id.as_str().strip_prefix(letter);
        if !rest.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit())) {
            let problem = Problem::error(format!("\"{id}\" is not an id for this entry"));
            self.say_at("id", problem.help(format!("write {letter} and a number, such as \"{letter}1\"")));
        }
        if !self.items.insert(id.as_str()) {
            let problem = Problem::error(format!("the id \"{id}\" stands twice in this case"));
            self.say_at("id", problem.help("number findings, recommendations and events through the whole file"));
        }
    }

    fn identifier(&mut self, id: &str, help: &str) {
        if !is_id(id) {
            self.say_at("id", Problem::error(format!("\"{id}\" is not an id")).help(help));
        }
    }

    /// The codes under `key` are in the vocabulary. The key `agency` has one code, every other a list.
    fn terms<T: OpenCode>(&mut self, key: &'static str, terms: &[T]) {
        for (index, term) in terms.iter().enumerate() {
            let Some(problem) = self.vocabulary.unknown_term(T::LIST, term.code(), &mut self.suggestions) else {
                continue;
            };
            self.within(Key(key), |this| match key {
                "agency" => this.say(problem),
                _ => this.within(Index(index), |this| this.say(problem)),
            });
        }
    }

    /// The sources that an entry cites: there are some, and each is in the file's list.
    fn cited(&mut self, key: &'static str, cited: &'a [SourceId]) {
        if cited.is_empty() {
            self.say_at(key, Problem::warning("no source").help("name the id of one of the file's [[sources]]"));
        }
        self.known_sources(key, cited);
    }

    /// Each of the sources that an entry cites is in the file's list.
    fn known_sources(&mut self, key: &'static str, cited: &'a [SourceId]) {
        for (index, id) in cited.iter().enumerate() {
            if !self.sources.contains(id.as_str()) {
                let near = self.suggestions.ask(id.as_str(), self.sources.iter().copied());
                let problem = Problem::error(format!("no source has the id \"{id}\"")).maybe_help(near);
                self.within(Key(key), |this| this.within(Index(index), |this| this.say(problem)));
            }
        }
    }
}
