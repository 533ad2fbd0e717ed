//! The evidence of a case's statements: warnings about a file that can be used. Each rule is a kind of fault that an auditor
//! found in finished files (dates of sources, single publishers, absences, copied lists).

use std::sync::LazyLock;

use regex::Regex;

use super::closed::{Confidence, SourceKind};
use super::date::PartialDate;
use super::model::{Case, Source, SourceId};
use crate::document::{PathProblems, Problem, Step, ValuePath};

use Step::{Index, Key};

/// Words of a sentence that is still read in one go.
const LONGEST_SENTENCE: usize = 30;

/// Words of an update that may be true of several recommendations.
const SHORT_UPDATE: usize = 8;

/// A statement of a case that names sources.
pub struct Statement<'a> {
    /// The path to its table.
    at: ValuePath,
    pub text: &'a str,
    date: Option<PartialDate>,
    /// Nothing where its list has no such key.
    confidence: Option<Confidence>,
    sources: &'a [SourceId],
    /// A fact may state an absence.
    fact: bool,
}

impl Statement<'_> {
    /// The path to one of its values.
    pub fn path_to(&self, rest: &[Step]) -> ValuePath {
        path(&self.at, rest)
    }

    fn warn(&self, rest: &[Step], message: String, help: impl Into<String>, found: &mut PathProblems) {
        found.push((self.path_to(rest), Problem::warning(message).help(help)));
    }
}

/// The warnings about a case, with the path to the value that each concerns.
pub fn warnings(case: &Case) -> PathProblems {
    let mut found = Vec::new();
    for statement in statements(case) {
        older_sources(case, &statement, &mut found);
        one_publisher(case, &statement, &mut found);
        // A text copied from a record has the sentences of the record.
        if statement.confidence != Some(Confidence::Transcribed) {
            absence(&statement, &mut found);
            long_sentence(statement.text, || statement.path_to(&[Key("text")]), &mut found);
        }
    }
    // A head that was read from a record has the record's words.
    if case.origin.is_none() {
        long_sentence(&case.summary, || vec![Key("summary")], &mut found);
    }
    for (i, gap) in case.gaps.iter().enumerate() {
        long_sentence(gap, || vec![Key("gaps"), Index(i)], &mut found);
    }
    numbers(case, &mut found);
    copied_updates(case, &mut found);
    claims_of_one_source(case, &mut found);
    found
}

fn path(start: &[Step], rest: &[Step]) -> ValuePath {
    start.iter().chain(rest).copied().collect()
}

/// Every statement that names sources, in the order of the file.
pub fn statements(case: &Case) -> Vec<Statement<'_>> {
    let mut all = Vec::new();
    let mut add = |at: ValuePath, text, date, confidence, sources, fact| {
        all.push(Statement { at, text, date, confidence, sources, fact });
    };
    for (i, fact) in case.facts.iter().enumerate() {
        add(vec![Key("facts"), Index(i)], &*fact.text, None, Some(fact.confidence), &*fact.sources, true);
    }
    for (i, body) in case.involved.iter().enumerate() {
        let text = body.text.as_deref().unwrap_or_default();
        add(vec![Key("involved"), Index(i)], text, None, Some(body.confidence), &body.sources, false);
    }
    for (i, other) in case.related.iter().enumerate() {
        add(vec![Key("related"), Index(i)], &other.text, None, Some(other.confidence), &other.sources, false);
    }
    for (r, review) in case.reviews.iter().enumerate() {
        let own = [Key("reviews"), Index(r)];
        let at = |list: &'static str, index: usize| path(&own, &[Key(list), Index(index)]);
        for (i, person) in review.people.iter().enumerate() {
            let text = person.text.as_deref().unwrap_or_default();
            add(at("people", i), text, None, Some(person.confidence), &person.sources, false);
        }
        for (i, step) in review.publications.iter().enumerate() {
            let text = step.text.as_deref().unwrap_or_default();
            add(at("publications", i), text, step.date, Some(step.confidence), &step.sources, false);
        }
        for (i, judged) in review.evaluations.iter().enumerate() {
            let text = judged.text.as_deref().unwrap_or_default();
            add(at("evaluations", i), text, judged.date, Some(judged.confidence), &judged.sources, false);
        }
        for (i, fact) in review.facts.iter().enumerate() {
            add(at("facts", i), &fact.text, None, Some(fact.confidence), &fact.sources, true);
        }
        for (i, finding) in review.findings.iter().enumerate() {
            add(at("findings", i), &finding.text, None, Some(finding.confidence), &finding.sources, false);
        }
        for (i, recommendation) in review.recommendations.iter().enumerate() {
            let here = at("recommendations", i);
            for (u, update) in recommendation.updates.iter().enumerate() {
                let at = path(&here, &[Key("updates"), Index(u)]);
                add(at, &update.text, update.date, Some(update.confidence), &update.sources, false);
            }
            add(here, &recommendation.text, None, Some(recommendation.confidence), &recommendation.sources, false);
        }
        for (i, update) in review.updates.iter().enumerate() {
            add(at("updates", i), &update.text, update.date, Some(update.confidence), &update.sources, false);
        }
    }
    for (i, event) in case.events.iter().enumerate() {
        add(vec![Key("events"), Index(i)], &event.text, event.date, Some(event.confidence), &event.sources, false);
    }
    for (d, dispute) in case.disputed.iter().enumerate() {
        for (i, claim) in dispute.claims.iter().enumerate() {
            let at = vec![Key("disputed"), Index(d), Key("claims"), Index(i)];
            add(at, &claim.text, None, None, &claim.sources, false);
        }
    }
    all
}

/// A page that was published before a thing happened cannot say that it did. A plan may be told in advance.
fn older_sources(case: &Case, statement: &Statement<'_>, found: &mut PathProblems) {
    static PLAN: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"\b(due|plan|planned|expected|would|will|intend|intended|to be|set for|scheduled)\b").ok()
    });
    let Some(date) = statement.date else { return };
    // "It would never be known", "it would have helped": no plan.
    let text = statement.text.replace("would have", "").replace("would never", "").replace("would ever", "");
    let planned = PLAN.as_ref().is_some_and(|plan| plan.is_match(&text));
    for (index, id) in statement.sources.iter().enumerate() {
        let Some(published) = case.source(id).and_then(|source| source.date) else { continue };
        if !planned && !date.can_precede(published) {
            let message = format!("the source \"{id}\" is of {published}, before {date}");
            let help = "cite a source that is as late as the fact, or say in the text that it was planned";
            statement.warn(&[Key("sources"), Index(index)], message, help, found);
        }
    }
}

/// One publisher that is not official makes a statement reported, and not confirmed.
fn one_publisher(case: &Case, statement: &Statement<'_>, found: &mut PathProblems) {
    if statement.confidence != Some(Confidence::Confirmed) {
        return;
    }
    let sources: Vec<&Source> = statement.sources.iter().filter_map(|id| case.source(id)).collect();
    let official = |source: &&Source| {
        matches!(
            source.kind,
            SourceKind::Official | SourceKind::OfficialCopy | SourceKind::Parliament | SourceKind::Court
        )
    };
    let Some(first) = sources.first() else { return };
    if !sources.iter().any(official) && sources.iter().all(|source| is_one_house(&source.publisher, &first.publisher)) {
        let message = format!("confirmed on the word of {} alone, which is not official", first.publisher);
        let help = "write confidence = \"reported\", or add an official or a second, independent source";
        statement.warn(&[Key("confidence")], message, help, found);
    }
}

/// True if two publishers are one: "BBC" and "BBC News", "Guardian" and "The Guardian"; but not "Family Law" and "Family Law
/// Week".
fn is_one_house(one: &str, other: &str) -> bool {
    let bare = |name: &str| name.to_lowercase().trim_start_matches("the ").to_owned();
    let (one, other) = (bare(one), bare(other));
    let (short, long) = if one.len() < other.len() { (&one, &other) } else { (&other, &one) };
    let own = ["", " news", " online", " newsnight", " panorama"];
    long.strip_prefix(short.as_str()).is_some_and(|rest| own.contains(&rest) || rest.starts_with(','))
}

/// An absence is a gap; a source seldom says that there is nothing, and never what whoever entered it has read.
fn absence(statement: &Statement<'_>, found: &mut PathProblems) {
    static ABSENT: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(concat!(
            r"(?i)\b(?:no (?:grade|evaluation|rating)s? (?:was|were|applied|is)|(?:received|given|has|had) no (?:grade|evaluation|rating)",
            r"|not (?:graded|evaluated)|(?:was|were|could) not (?:be )?found (?:in|on|anywhere|by)|no (?:source|page|record) (?:was|could|says|gives)",
            r"|(?:is|are) not known|(?:number|wording|name|title|text)s? (?:was|were|has been|have been) not (?:found|seen)",
            r"|(?:in|with) words that (?:were|have) not (?:been )?(?:found|seen)|no (?:pseudonym|number|wording)(?: \w+){0,2} was found",
            r"|no [\w ]+could be found|it is unclear|(?:is|are) not stated|name[\w ]+was not given|none of the (?:pages|sources)",
            r"|report(?: itself)? could not be read)\b",
        ))
        .ok()
    });
    static READING: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?i)\b(?:(?:pages|page|text|opening|openings) that (?:was|were) read|stored (?:text|page|opening)s?)\b",
        )
        .ok()
    });
    let says = |words: &LazyLock<Option<Regex>>| words.as_ref().is_some_and(|words| words.is_match(statement.text));
    if says(&READING) || statement.fact && says(&ABSENT) {
        let help = "move it to gaps, or cite who says so in the text";
        statement.warn(&[Key("text")], "an absence stands here as a fact".to_owned(), help, found);
    }
}

fn long_sentence(text: &str, at: impl FnOnce() -> ValuePath, found: &mut PathProblems) {
    let sentences = text.split_inclusive([';', '?', '!']).flat_map(|part| part.split(". "));
    let longest = sentences.map(|sentence| sentence.split_whitespace().count()).max().unwrap_or(0);
    if longest > LONGEST_SENTENCE {
        let problem = Problem::warning(format!("a sentence of {longest} words"));
        found.push((at(), problem.help(format!("write sentences of at most {LONGEST_SENTENCE} words, one fact each"))));
    }
}

/// How many a report makes and how many are entered are two numbers; a gap says why they differ.
fn numbers(case: &Case, found: &mut PathProblems) {
    // The outcome of those that are known says nothing of the others.
    let other =
        ["the status", "the state ", "a grade", "any ", "what became", "progress", "later progress", "the date"];
    let told = |noun: &str| {
        let mut gaps = case.gaps.iter().map(|gap| gap.to_lowercase());
        gaps.any(|gap| gap.contains(noun) && !other.iter().any(|start| gap.starts_with(start)))
    };
    for (r, review) in case.reviews.iter().enumerate() {
        let rows = [
            ("recommendations_made", "recommendation", review.recommendations_made, review.recommendations.len()),
            ("findings_made", "finding", review.findings_made, review.findings.len()),
        ];
        for (key, noun, made, entered) in rows {
            let Some(made) = made else { continue };
            if usize::try_from(made).is_ok_and(|made| made != entered) && !told(noun) {
                let problem = Problem::warning(format!(
                    "the report makes {made} {noun}s; {entered} entered here, and no gap says why"
                ));
                let help = format!("add a line to gaps that says which {noun}s are missing or were split");
                found.push((vec![Key("reviews"), Index(r), Key(key)], problem.help(help)));
            }
        }
    }
}

/// An update on several recommendations together stands once, under the review. Few words, such as "It was declined.", may be
/// true of each.
fn copied_updates(case: &Case, found: &mut PathProblems) {
    let help = "move it to the review's own updates, or say what became of each";
    for (r, review) in case.reviews.iter().enumerate() {
        for (i, recommendation) in review.recommendations.iter().enumerate() {
            let before = || review.recommendations.iter().take(i);
            let at = vec![Key("reviews"), Index(r), Key("recommendations"), Index(i), Key("updates")];
            let updates = &recommendation.updates;
            if let Some(same) = before().filter(|_| !updates.is_empty()).find(|other| other.updates == *updates) {
                let problem = Problem::warning(format!("these updates stand under {} too, word for word", same.id));
                found.push((at, problem.help(help)));
                continue;
            }
            for (u, update) in updates.iter().enumerate() {
                let long = update.text.split_whitespace().count() > SHORT_UPDATE;
                let alike =
                    |known: &str| known.trim_end_matches('.').eq_ignore_ascii_case(update.text.trim_end_matches('.'));
                let of_review = || review.updates.iter().any(|known| alike(&known.text)).then_some("the review");
                let same = before().find(|other| other.updates.iter().any(|known| alike(&known.text)));
                if let Some(place) = same.map(|same| same.id.as_str()).or_else(of_review).filter(|_| long) {
                    let problem = Problem::warning(format!("this update stands under {place} too, word for word"));
                    found.push((path(&at, &[Index(u)]), problem.help(help)));
                }
            }
        }
    }
}

/// Claims that cite the same sources do not show who disagrees with whom.
fn claims_of_one_source(case: &Case, found: &mut PathProblems) {
    for (d, dispute) in case.disputed.iter().enumerate() {
        let cited = |sources: &[SourceId]| {
            let mut ids: Vec<&SourceId> = sources.iter().collect();
            ids.sort_unstable();
            ids.dedup();
            ids.into_iter().cloned().collect::<Vec<_>>()
        };
        let sets: Vec<Vec<SourceId>> = dispute.claims.iter().map(|claim| cited(&claim.sources)).collect();
        let again = |(at, set): (usize, &Vec<SourceId>)| sets.iter().take(at).any(|known| known == set);
        let alike = sets.iter().enumerate().filter(|claim| again(*claim)).count();
        if alike > 0 {
            let which = if alike + 1 == sets.len() { "every claim" } else { "more than one claim" };
            let problem = Problem::warning(format!("{which} of this dispute cites the same sources"));
            let help = "cite for each claim who makes it; where one source has both, enter a gap or a fact";
            found.push((vec![Key("disputed"), Index(d), Key("claims")], problem.help(help)));
        }
    }
}
