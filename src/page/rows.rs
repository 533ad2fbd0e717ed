//! Rows and words that several reports share.

use std::collections::HashMap;

use super::Listing;
use super::described::Teller;
use super::labels::{about, addressed, agencies, kind_tone, with_year};
use super::model::{Link, Row};
use super::rag::Rag;
use crate::case::due::{Standing, is_past_due};
use crate::case::model::shown_date;
use crate::case::{Case, ClosedList, ItemRef, Recommendation, Review, Vocabulary};
use crate::library::EntryKey;
use crate::redact::PLACE;

/// Updates that a row shows; the rest are counted.
const UPDATES: usize = 2;

/// "Peter Connelly (Haringey)"; where places are hidden, what else tells it from others: "Case 5H3XP: the adult (SAR · neglect)".
pub(super) fn case_name(case: &Case) -> String {
    let place = match case.area.as_deref() {
        Some(PLACE) => about(Some(PLACE), case, Vocabulary::shipped()),
        Some(area) => area.to_owned(),
        None => match case.shown_nation() {
            Some(nation) => nation.to_owned(),
            None => return case.title.to_string(),
        },
    };
    format!("{} ({place})", case.title)
}

/// "F12 · Peter Connelly (Haringey) · 2007".
fn place(id: &str, case: &Case) -> String {
    let named = with_year(&case_name(case), " · ", case);
    [id.to_owned(), named].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

pub(super) use crate::text::counted;

/// How many of how many: "12%", and nothing of nothing. Never 0% or 100% where it is not so.
pub(super) fn share(part: usize, whole: usize) -> String {
    if whole == 0 {
        return String::new();
    }
    match (part * 100 + whole / 2) / whole {
        0 if part > 0 => "<1%".to_owned(),
        100 if part < whole => ">99%".to_owned(),
        percent => format!("{percent}%"),
    }
}

/// A count for a figure.
pub(super) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The count of each code, most frequent first, by code where equal.
pub(super) fn tally<'a>(codes: impl Iterator<Item = &'a str>) -> Vec<(&'a str, usize)> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for code in codes {
        *counts.entry(code).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    counts
}

/// One line of what is not empty; none where all is.
pub(super) fn joined<const N: usize>(parts: [String; N]) -> Vec<String> {
    let line = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    Some(line).filter(|line| !line.is_empty()).into_iter().collect()
}

/// The line below a finding, without what the heading above it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Below {
    /// Its kind, and whom it concerns.
    KindAndWhom,
    /// Its case, and whom it concerns.
    CaseAndWhom,
    /// The agencies that it concerns.
    Whom,
}

/// A finding that leads to itself.
pub(super) fn finding_row(
    key: EntryKey,
    case: &Case,
    item: ItemRef,
    vocabulary: &Vocabulary,
    below: Below,
) -> Option<Row> {
    let (_, finding) = case.finding(item)?;
    let whom = agencies(&finding.agencies, finding.named.as_deref(), vocabulary);
    let first = match below {
        Below::KindAndWhom => finding.kind.label().to_owned(),
        Below::CaseAndWhom => place("", case),
        Below::Whom => String::new(),
    };
    Some(Row {
        link: Some(Link::to(key, case, item)),
        lead: finding.id.to_string(),
        tone: kind_tone(finding.kind),
        text: finding.text.to_string(),
        about: joined([first, whom]),
        ..Row::default()
    })
}

/// A recommendation that leads to itself: its letter before it; below it where it comes from, how it stands, what came.
pub(super) fn recommendation_row(listing: &Listing, key: EntryKey, case: &Case, item: ItemRef) -> Option<Row> {
    let (review, recommendation) = case.recommendation(item)?;
    let rag = listing.rag(key, item, recommendation);
    let to = addressed(recommendation, &listing.vocabulary);
    let to = if to.is_empty() { to } else { format!(" · to {to}") };
    let mut about = vec![format!("{}{to}", place(recommendation.id.as_str(), case))];
    let mut standing = standing(listing, key, item, recommendation).join(" · ");
    if let Some(first) = standing.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    about.extend(Some(standing).filter(|standing| !standing.is_empty()));
    let teller = Teller { key, case, vocabulary: &listing.vocabulary };
    about.extend(became(teller, review, recommendation));
    Some(Row {
        link: Some(Link::to(key, case, item)),
        lead: rag.letter().to_owned(),
        tone: rag.tone(),
        text: recommendation.text.to_string(),
        about,
        ..Row::default()
    })
}

/// Due date, verification, response, assessment: each where the record has it. The status stands over the row.
pub(super) fn standing(
    listing: &Listing,
    key: EntryKey,
    item: ItemRef,
    recommendation: &Recommendation,
) -> Vec<String> {
    let mut parts = Vec::new();
    if let Some(due) = recommendation.due {
        let past = is_past_due(recommendation, listing.today);
        parts.push(match listing.standing(key, item) {
            Standing::Overdue => format!("due {due}, overdue"),
            Standing::Lapsed => format!("was due {due}"),
            _ if past && listing.rag(key, item, recommendation) == Rag::None => format!("was due {due}"),
            _ => format!("due {due}"),
        });
    }
    parts.extend(recommendation.last_verified.map(|date| format!("last verified {date}")));
    parts.extend(recommendation.response.map(|response| format!("response: {}", response.label().to_lowercase())));
    parts.extend(recommendation.assessment.as_ref().map(|assessment| {
        let date = assessment.date.map(|date| format!(", {date}")).unwrap_or_default();
        format!("assessed {} by {}{date}", assessment.grade.label().to_lowercase(), assessment.by)
    }));
    parts
}

/// The latest updates, newest first; where it has none of its own, that there are some on all of the review's together.
fn became(teller: Teller<'_>, review: &Review, recommendation: &Recommendation) -> Vec<String> {
    let updates = &recommendation.updates;
    let mut lines: Vec<String> = updates.iter().rev().take(UPDATES).map(|update| teller.said(update).0).collect();
    if updates.len() > UPDATES {
        lines.push(format!("and {} before", counted(updates.len() - UPDATES, "update")));
    }
    if let (true, Some(latest)) = (updates.is_empty(), review.updates.last()) {
        let date = shown_date(latest.date, None, latest.date_text.as_ref());
        let date = date.map(|date| format!(", the latest {date}")).unwrap_or_default();
        let count = review.updates.len();
        let told = "No update of its own; {} on the review's recommendations as a whole{}";
        lines.push(teller.case.profile.get().told(told, &[&count, &date]));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_shares_read_as_people_write() {
        let rows =
            [(0, "case", "0 cases"), (1, "case", "1 case"), (2, "agency", "2 agencies"), (1, "agency", "1 agency")];
        for (count, noun, expected) in rows {
            assert_eq!(counted(count, noun), expected);
        }
        let rows = [
            (0, 0, ""),
            (0, 3, "0%"),
            (1, 3, "33%"),
            (2, 3, "67%"),
            (1, 1000, "<1%"),
            (999, 1000, ">99%"),
            (3, 3, "100%"),
        ];
        for (part, whole, expected) in rows {
            assert_eq!(share(part, whole), expected, "{part} of {whole}");
        }
    }

    #[test]
    fn nothing_is_said_below_a_finding_of_what_is_not_known() {
        let toml = |whom: &str| {
            format!(
                "id = \"oak\"\ntitle = \"Oak\"\nharm = []\nnation = \"england\"\noutcome = \"died\"\nsummary = \"S.\"\ncited = [\"s\"]\n\
                 [[sources]]\nid = \"s\"\ntitle = \"T\"\npublisher = \"P\"\nkind = \"official\"\n\
                 [[reviews]]\nid = \"r\"\nkind = \"serious_case_review\"\nscope = \"case\"\ntitle = \"R\"\nconfidence = \"confirmed\"\nsources = [\"s\"]\n\
                 [[reviews.findings]]\nid = \"F1\"\nkind = \"conclusion\"\ntext = \"X.\"\nthemes = []\nconfidence = \"confirmed\"\n{whom}sources = [\"s\"]\n"
            )
        };
        let case = |whom: &str| crate::case::read_case("oak", &toml(whom), Vocabulary::shipped()).map(|(case, _)| case);
        let rows = [
            ("agencies = []\n", Below::KindAndWhom, vec!["Conclusion"]),
            ("agencies = []\n", Below::Whom, vec![]),
            ("agencies = []\n", Below::CaseAndWhom, vec!["Oak (England)"]),
            ("agencies = []\nnamed = \"the board\"\n", Below::KindAndWhom, vec!["Conclusion · the board"]),
            ("agencies = [\"police\"]\n", Below::Whom, vec!["Police"]),
            ("agencies = [\"police\"]\n", Below::CaseAndWhom, vec!["Oak (England) · Police"]),
        ];
        for (whom, below, expected) in rows {
            let case = case(whom).unwrap();
            let row = finding_row(EntryKey(0), &case, ItemRef::Finding(0, 0), Vocabulary::shipped(), below).unwrap();
            assert_eq!(row.about, expected, "{whom}{below:?}");
        }
    }

    #[test]
    fn tallies_put_the_most_frequent_first() {
        assert_eq!(tally(["b", "a", "c", "c", "b"].into_iter()), [("b", 2), ("c", 2), ("a", 1)]);
    }
}
