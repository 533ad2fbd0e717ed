//! Labels for rows, headings and pages.

use crate::case::model::shown_date;
use crate::case::{Agency, Case, CasePage, ClosedList, Event, FindingKind, Outcome, Review, Scope, Vocabulary};
use crate::text::cells::width;

/// Cells of a column of dates, the last of them a space.
pub const DATE: usize = 13;

/// The year of the incident, or of the first review.
pub fn shown_year(case: &Case) -> String {
    case.sort_date().map(|date| date.year().to_string()).unwrap_or_default()
}

/// Area, as it may be shown, and kinds of review: "Haringey · SCR ×2".
pub fn about(area: Option<&str>, case: &Case) -> String {
    let mut kinds: Vec<(&str, usize)> = Vec::new();
    for review in case.reviews.iter().filter(|review| review.scope == Scope::Case) {
        match kinds.iter_mut().find(|(kind, _)| *kind == review.kind.short()) {
            Some((_, count)) => *count += 1,
            None => kinds.push((review.kind.short(), 1)),
        }
    }
    let kinds: Vec<String> = kinds
        .into_iter()
        .map(|(kind, count)| if count > 1 { format!("{kind} ×{count}") } else { kind.to_owned() })
        .collect();
    let kinds = kinds.join(", ");
    match area {
        Some(area) if kinds.is_empty() => area.to_owned(),
        Some(area) => format!("{area} · {kinds}"),
        None => kinds,
    }
}

/// How a case's heading names when: "died 3 August 2007".
pub fn when(case: &Case) -> Option<String> {
    let date = shown_date(case.incident, None, case.incident_text.as_ref())?;
    Some(match case.outcome {
        // Words of the source may say it themselves: "died in December 2009".
        Outcome::Died if !date.to_lowercase().contains("died") => {
            format!("{} {date}", case.outcome.label().to_lowercase())
        }
        _ => date,
    })
}

/// The kind of a finding in one word.
pub fn kind_word(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::MissedOpportunity => "▲ Missed",
        FindingKind::PracticeFailing => "Failing",
        FindingKind::CaseFinding => "Case finding",
        FindingKind::SystemsFinding => "System",
        FindingKind::GoodPractice => "+ Good",
        FindingKind::Concern => "Concern",
        FindingKind::Conclusion => "Conclusion",
        FindingKind::Other => "Other",
        FindingKind::NotStated => "Not stated",
    }
}

/// Agencies by label; the body that the source names, where that is all there is.
pub fn agencies(agencies: &[Agency], named: Option<&str>, vocabulary: &Vocabulary) -> String {
    if agencies.is_empty() {
        return named.unwrap_or_default().to_owned();
    }
    agencies.iter().map(|agency| agency.label(vocabulary)).collect::<Vec<_>>().join(", ")
}

/// The date of an event in the room of a column; "*" marks one that the source gives in other words.
pub fn event_date(event: &Event) -> String {
    match (&event.date_text, event.placed()) {
        (Some(words), _) if width(words) < DATE => words.to_string(),
        (Some(_), Some(date)) => format!("{}*", date.short()),
        (Some(_), None) => "not dated".to_owned(),
        (None, Some(date)) if event.date.is_none() => format!("by {}", date.short()),
        (None, Some(date)) => date.short(),
        (None, None) => "not dated".to_owned(),
    }
}

/// The title of a page.
pub fn page_title(case: &Case, page: CasePage) -> String {
    match page {
        CasePage::Case => "The case".to_owned(),
        CasePage::SideBySide => format!("Its {} reviews side by side", case.own_reviews().count()),
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
