//! Warnings about a file that can be used: promises without evidence, names that would show.

use std::borrow::Cow;

use super::closed::RecommendationStatus;
use super::evidence::statements;
use super::model::{Case, Recommendation, Review};
use crate::document::{PathProblems, Problem, Step};
use crate::text::fold::{fold, lowered, plain};

use Step::{Index, Key};

/// The warnings about a case, with the path to the value that each concerns.
pub fn warnings(case: &Case) -> PathProblems {
    let mut found = Vec::new();
    for (r, review) in case.reviews.iter().enumerate() {
        for (i, recommendation) in review.recommendations.iter().enumerate() {
            let at = |key: &'static str| vec![Key("reviews"), Index(r), Key("recommendations"), Index(i), Key(key)];
            due_before_publication(review, recommendation, &at, &mut found);
            closed_without_evidence(recommendation, &at, &mut found);
            let wanted = case.profile.get().requires("recommendation", "addressed_to");
            if wanted && recommendation.addressed_to.is_empty() && recommendation.addressees.is_empty() {
                let problem = Problem::warning("the recommendation is addressed to nobody");
                found.push((at("addressed_to"), problem.help("name the agency that should act")));
            }
        }
    }
    names(case, &mut found);
    found
}

fn due_before_publication(
    review: &Review,
    recommendation: &Recommendation,
    at: &dyn Fn(&'static str) -> Vec<Step>,
    found: &mut PathProblems,
) {
    let published = review.publications.iter().filter_map(|step| step.date).min();
    if let (Some(due), Some(published)) = (recommendation.due, published)
        && !published.can_precede(due)
    {
        let problem = Problem::warning(format!("due {due}, before the review was published ({published})"));
        found.push((at("due"), problem.help("check both dates")));
    }
}

fn closed_without_evidence(
    recommendation: &Recommendation,
    at: &dyn Fn(&'static str) -> Vec<Step>,
    found: &mut PathProblems,
) {
    let closed = recommendation.status.is_some_and(RecommendationStatus::needs_evidence);
    let dated = recommendation.last_verified.is_some()
        || recommendation.closed.is_some()
        || !recommendation.evidence.is_empty()
        || recommendation.assessment.as_ref().is_some_and(|assessment| assessment.date.is_some())
        || recommendation.updates.iter().any(|update| update.date.is_some() || update.date_text.is_some());
    if closed && !dated {
        let problem = Problem::warning("closed without date or evidence");
        found.push((at("status"), problem.help("add closed, evidence, last_verified or an entry to updates")));
    }
}

/// Privacy replaces each of `[[names]]` wherever it stands as written. A name in another spelling would still show.
fn names(case: &Case, found: &mut PathProblems) {
    if case.names.is_empty() {
        return;
    }
    let mut written: Vec<(&str, Cow<'_, str>, String)> =
        case.names.iter().map(|name| (name.name.as_str(), plain(&name.name), fold(&name.name))).collect();
    written.sort_by_key(|(_, plain, _)| std::cmp::Reverse(plain.len()));
    let mut look = |text: &str, path: Vec<Step>| {
        let text = plain(text);
        let lower = lowered(&text);
        if !written.iter().any(|(_, _, folded)| lower.contains(folded.as_str())) {
            return;
        }
        let left = written.iter().fold(text.into_owned(), |left, (_, plain, _)| without(&left, plain));
        let left = lowered(&left);
        if let Some((name, ..)) = written.iter().find(|(_, _, folded)| as_words(&left, folded).next().is_some()) {
            let problem =
                Problem::warning(format!("\"{name}\" stands here in another spelling, which privacy would show"));
            found.push((path, problem.help("spell it as in [[names]], or add a row for this spelling")));
        }
    };
    for (index, name) in case.names.iter().enumerate() {
        look(&name.shown_as, vec![Key("names"), Index(index), Key("shown_as")]);
    }
    look(&case.summary, vec![Key("summary")]);
    for (r, review) in case.reviews.iter().enumerate() {
        look(&review.title, vec![Key("reviews"), Index(r), Key("title")]);
    }
    for statement in statements(case) {
        look(statement.text, statement.path_to(&[Key("text")]));
    }
    for (index, source) in case.sources.iter().enumerate() {
        look(&source.title, vec![Key("sources"), Index(index), Key("title")]);
    }
}

/// The places of `name` in `text` as a whole word.
fn as_words<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = usize> + 'a {
    text.match_indices(name).map(|(at, _)| at).filter(move |at| {
        let before = text.get(..*at).and_then(|before| before.chars().next_back());
        let after = text.get(at + name.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// Takes `name` out where it stands as words.
fn without(text: &str, name: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for at in as_words(text, name) {
        out.push_str(text.get(from..at).unwrap_or_default());
        from = at + name.len();
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_out_as_words() {
        assert_eq!(without("Ann and Anna; ann, Ann's", "Ann"), " and Anna; ann, 's");
        assert!(as_words("of baby p.", "baby p").next().is_some());
        assert!(as_words("of baby pram", "baby p").next().is_none());
    }
}
