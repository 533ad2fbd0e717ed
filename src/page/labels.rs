//! Labels for rows, headings and pages.

use super::model::Tone;
use crate::case::closed::Sense;
use crate::case::model::shown_date;
use crate::case::{
    Agency, Case, CasePage, ClosedList, Event, FindingKind, ItemRef, Outcome, PartialDate, Recommendation, Review,
    Scope, Vocabulary,
};
use crate::redact::PLACE;
use crate::text::cells::{fit_words, width};

/// Cells of a column of dates, the last of them a space.
pub const DATE: usize = 13;

/// The year of the incident, or of the first review.
pub fn shown_year(case: &Case) -> String {
    case.sort_date().map(|date| date.year().to_string()).unwrap_or_default()
}

/// A name of a case with its year behind it, unless the name says it.
pub fn with_year(name: &str, between: &str, case: &Case) -> String {
    match shown_year(case) {
        year if name.contains(&year) => name.to_owned(),
        year => format!("{name}{between}{year}"),
    }
}

/// The year of an entry, for its row: of its report, of its event; in brackets that of its case, where it has none itself.
pub fn row_year(case: &Case, item: ItemRef) -> String {
    match case.date_of(item) {
        Some(date) => date.year().to_string(),
        None => {
            Some(shown_year(case)).filter(|year| !year.is_empty()).map_or_else(String::new, |year| format!("({year})"))
        }
    }
}

/// Area and kinds of review: "Haringey · SCR ×2"; where places are hidden, the harm in place of the area, so that cases are told
/// apart all the same.
pub fn about(area: Option<&str>, case: &Case, vocabulary: &Vocabulary) -> String {
    let parts = match area {
        // One kind, so that the harm has room beside it in a narrow list.
        Some(PLACE) => [kinds_of(case, 1), harms(case, vocabulary)],
        area => [area.unwrap_or_default().to_owned(), kinds(case)],
    };
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The kinds of the case's own reviews: "SCR ×2, Inquiry".
pub fn kinds(case: &Case) -> String {
    kinds_of(case, usize::MAX)
}

/// The first few kinds of the case's own reviews.
fn kinds_of(case: &Case, most: usize) -> String {
    let mut kinds: Vec<(&str, usize)> = Vec::new();
    for review in case.own_reviews() {
        match kinds.iter_mut().find(|(kind, _)| *kind == review.kind.short()) {
            Some((_, count)) => *count += 1,
            None => kinds.push((review.kind.short(), 1)),
        }
    }
    let told = |(kind, count)| if count > 1 { format!("{kind} ×{count}") } else { String::from(kind) };
    kinds.into_iter().take(most).map(told).collect::<Vec<_>>().join(", ")
}

/// The harm done to the person: "physical abuse, neglect".
pub fn harms(case: &Case, vocabulary: &Vocabulary) -> String {
    case.harm.iter().map(|harm| harm.label(vocabulary).to_lowercase()).collect::<Vec<_>>().join(", ")
}

/// The title of a case in a row of several: as it is, or where it is a number, that number and the harm: "Case 5H3XP · neglect".
pub fn row_title(title: &str, hidden: bool, case: &Case, vocabulary: &Vocabulary) -> String {
    match title.split_once(':').map_or(title, |(number, _)| number) {
        number if hidden && !case.harm.is_empty() => format!("{number} · {}", harms(case, vocabulary)),
        _ => title.to_owned(),
    }
}

/// How a case's heading names when: "died 3 August 2007".
pub fn when(case: &Case) -> Option<String> {
    let date = shown_date(case.incident, None, case.incident_text.as_ref())?;
    Some(match case.outcome {
        // Words of the source may say it themselves: "died in December 2009".
        Outcome::Died if !["died", "dead"].iter().any(|word| date.to_lowercase().contains(word)) => {
            format!("{} {date}", case.outcome.label().to_lowercase())
        }
        _ => date,
    })
}

/// The kind of a finding in one word, behind its sign.
pub fn kind_word(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::MissedOpportunity => "▲ Missed",
        FindingKind::PracticeFailing => "✗ Failing",
        // A finding of no more telling kind: the word would say nothing on a row.
        FindingKind::CaseFinding => "·",
        FindingKind::SystemsFinding => "○ System",
        FindingKind::GoodPractice => "+ Good",
        FindingKind::Concern => "Concern",
        FindingKind::Conclusion => "= Conclusion",
        FindingKind::Other => "Other",
        FindingKind::NotStated => "Not stated",
        FindingKind::Own(value) => value.short.unwrap_or(value.label),
    }
}

/// How a kind of finding is meant.
pub fn kind_tone(kind: FindingKind) -> Tone {
    match kind.sense() {
        Sense::Missed => Tone::Alarm,
        Sense::Good => Tone::Good,
        Sense::Conclusion => Tone::Conclusion,
        _ if kind == FindingKind::PracticeFailing => Tone::Failing,
        _ => Tone::Plain,
    }
}

/// Agencies by label; the body that the source names, where that is all there is.
pub fn agencies(agencies: &[Agency], named: Option<&str>, vocabulary: &Vocabulary) -> String {
    if agencies.is_empty() {
        return named.unwrap_or_default().to_owned();
    }
    agencies.iter().map(|agency| agency.label(vocabulary)).collect::<Vec<_>>().join(", ")
}

/// To whom a recommendation is addressed: agencies, else the body that the source names, else those addressed one by one.
pub fn addressed(recommendation: &Recommendation, vocabulary: &Vocabulary) -> String {
    let to = agencies(&recommendation.addressed_to, recommendation.named.as_deref(), vocabulary);
    if !to.is_empty() {
        return to;
    }
    let bodies = recommendation.addressees.iter().filter_map(|body| {
        let agency = || body.agency.as_ref().map(|agency| agency.label(vocabulary));
        body.named.as_deref().or_else(agency)
    });
    bodies.collect::<Vec<_>>().join(", ")
}

/// The date of an event in the room of a column; "*" marks one that the source gives in other words.
pub fn event_date(event: &Event) -> String {
    match (&event.date_text, event.placed()) {
        (Some(words), _) if width(words) < DATE => words.to_string(),
        (Some(_), Some(date)) => format!("{}*", date.short()),
        (Some(words), None) => date_in_words(words),
        (None, Some(date)) if event.date.is_none() => format!("by {}", date.short()),
        (None, Some(date)) => date.short(),
        (None, None) => "not dated".to_owned(),
    }
}

/// "11 Feb ?" of a date whose year is not known; of any other date that the source gives in words alone, its first words.
fn date_in_words(words: &str) -> String {
    let lower = words.to_lowercase();
    let (head, rest) = lower.split_once(',').unwrap_or((lower.as_str(), ""));
    let (head, more) = match ["after ", "before ", "by "].into_iter().find_map(|word| head.strip_prefix(word)) {
        Some(head) => (head, "*"),
        None => (head, ""),
    };
    // Any leap year does: the date is read for its day and month.
    let date = PartialDate::from_words(&format!("{head} 2000")).filter(|_| rest.contains("year"));
    match date.map(PartialDate::short).as_deref().and_then(|date| date.strip_suffix("2000")) {
        Some(date) => format!("{date}?{more}"),
        None if ["not dated", "date not", "undated"].iter().any(|none| lower.contains(none)) => "not dated*".to_owned(),
        None => fit_words(words, DATE - 1),
    }
}

/// The title of a page.
pub fn page_title(case: &Case, page: CasePage) -> String {
    match page {
        CasePage::Case => "The case".to_owned(),
        CasePage::SideBySide => case.profile.get().told("Its {} reviews side by side", &[&case.own_reviews().count()]),
        CasePage::Review(index) => case.reviews.get(index).map_or_else(String::new, review_title),
        CasePage::Disputed => format!("Where sources disagree ({})", case.disputed.len()),
        CasePage::Related => format!("Related cases ({})", case.related.len()),
        CasePage::Gaps => format!("What was not found ({})", case.gaps.len()),
    }
}

fn review_title(review: &Review) -> String {
    let mut title = match review.scope {
        Scope::Case => review.title.to_string(),
        Scope::Related => format!("Related: {}", review.title),
    };
    if let Some((evaluation, grade)) = review.graded() {
        title.push_str(&format!(" · graded {} by {}", grade.label().to_lowercase(), evaluation.by));
    }
    title
}
