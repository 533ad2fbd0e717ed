//! The short form of a brief, to be read aloud: whole sentences, without codes and without numbers of sources, in at most
//! [`MOST_WORDS`] words. Counts are of the library; what is quoted is the file's own, and nothing is summed up anew.

use unicode_segmentation::UnicodeSegmentation;

use super::counts::{agencies_addressed, agencies_found, span_years, themes};
use super::gather::{Gathered, Holding, cases_of, gather, kind_of, kinds};
use super::long::told_of_elsewhere;
use super::of::{BriefOf, BriefSubject};
use super::subject::Subject;
use crate::case::closed::Sense;
use crate::case::{Case, ClosedList, FindingKind, ItemRef, OpenList, Profile, Scope};
use crate::library::EntryKey;
use crate::page::Listing;
use crate::page::labels::{shown_year, with_year};
use crate::page::model::{Block, Page, Section};
use crate::page::rag::Rag;
use crate::page::tracker::Tracked;
use crate::text::counted;

/// The most words of a short form, its title among them.
pub const MOST_WORDS: usize = 250;

/// Themes and agencies that a sentence names.
const NAMED: usize = 3;
/// Findings that are quoted, each of another case.
const QUOTED: usize = 3;
/// The words of a title that is said.
const LONGEST_TITLE: usize = 20;
/// The words of a quotation that leaves room for others.
const LONGEST_QUOTATION: usize = 45;

/// A text of sentences, each of which stands only if there is room for it.
struct Spoken {
    page: Page,
    left: usize,
}

impl Spoken {
    fn new(title: String, name: String) -> Self {
        let left = MOST_WORDS.saturating_sub(words(&title));
        Self { page: Page { title, name, about: Vec::new(), sections: vec![Section::default()] }, left }
    }

    /// Adds a sentence if there is room for it and it can be read aloud. It leads nowhere: an entry that it led to would be
    /// cited beside it in exports.
    fn say(&mut self, text: String) -> bool {
        let words = words(&text);
        if text.is_empty() || words > self.left || !is_speakable(&text) {
            return false;
        }
        self.left -= words;
        if let Some(section) = self.page.sections.first_mut() {
            section.blocks.push(Block::Text(text));
        }
        true
    }
}

/// The title of a short form: what it is of, where that can be read aloud. A search may be long, or have filters.
fn title(of: &str) -> String {
    let filtered = of.strip_prefix("Search: ").is_some_and(|query| query.contains(':'));
    match is_speakable(of) && words(of) <= LONGEST_TITLE && !filtered {
        true => format!("{of}: a short brief, to be read aloud"),
        false => "A short brief, to be read aloud".to_owned(),
    }
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// True for a text without codes: no "F12" or "s47", no "closed_implemented", no address, no bracket of a source, no sign
/// that has no sound.
pub fn is_speakable(text: &str) -> bool {
    let coded = |word: &str| {
        let digit = word.find(|c: char| c.is_ascii_digit());
        digit.is_some_and(|at| word.get(..at).is_some_and(|before| before.contains(char::is_alphabetic)))
    };
    !text.contains(['_', '[', ']', '·', '/', '◆', '¶', '▲', '|', '*', '#']) && !text.split_whitespace().any(coded)
}

/// The short form of the brief of a subject.
pub fn short_brief(listing: &Listing, of: BriefOf<'_>) -> Page {
    let gathered = gather(listing, of);
    let mut spoken = Spoken::new(title(of.label), format!("{}-short", of.name()));
    let Gathered { own, parts, .. } = &gathered;
    let cases = cases_of(listing, own);
    spoken.say(in_cases(listing, of, &cases));
    spoken.say(found(listing, own));
    spoken.say(recommended(listing, own));
    spoken.say(happened(own));
    spoken.say(elsewhere(of, own));
    let closing = closing(listing);
    // The last sentence keeps its room.
    spoken.left = spoken.left.saturating_sub(words(&closing));
    let mut told = 0;
    for of_case in own.found(listing, false).chunk_by(|a, b| a.0 == b.0) {
        if told == QUOTED {
            break;
        }
        told += usize::from(quote_finding(listing, of_case, told == 0, &mut spoken));
    }
    quote_recommendation(listing, own, &mut spoken);
    if own.findings.is_empty() {
        quote_events(listing, own, &mut spoken);
    }
    quote_elsewhere(listing, of, own, &mut spoken);
    quote_good_practice(listing, own, &mut spoken);
    spoken.say(about(listing, of, own));
    spoken.say(addressed(listing, of, own));
    if parts.iter().any(|(_, part)| part.items().next().is_some()) {
        spoken.say("Its parts have briefs of their own.".to_owned());
    }
    spoken.left += words(&closing);
    spoken.say(closing);
    spoken.page
}

/// "The library holds 54 cases; this agency is named in 46 of them, from 1974 to 2024."
fn in_cases(listing: &Listing, of: BriefOf<'_>, cases: &[EntryKey]) -> String {
    let all = counted(listing.books.len(), "case");
    let span = match span_years(listing, cases) {
        Some((first, last)) if first != last => format!(", from {first} to {last}"),
        Some((only, _)) => format!(", in {only}"),
        None => String::new(),
    };
    let (one, many, subject) = match of.what {
        BriefSubject::Subject(subject @ (Subject::Nation(_) | Subject::Place(_))) => {
            ("is from", "are from", format!("this {}", subject.noun()))
        }
        BriefSubject::Subject(subject) => ("speaks of", "speak of", format!("this {}", subject.noun())),
        BriefSubject::Found(_) => ("holds", "hold", "what this search finds".to_owned()),
    };
    match cases.len() {
        0 => format!("The library holds {all}, and none of them {one} {subject}."),
        1 => format!("The library holds {all}, and one of them {one} {subject}{span}."),
        count => format!("The library holds {all}, and {count} of them {many} {subject}{span}."),
    }
}

/// "There are 205 findings on it: 11 missed opportunities, 108 practice failings and 9 examples of good practice."
fn found(listing: &Listing, own: &Holding<'_>) -> String {
    let told = kinds(listing).into_iter().filter_map(|kind| {
        let count = own.findings.iter().filter(|place| kind_of(listing, **place) == Some(kind)).count();
        let noun = match kind {
            FindingKind::GoodPractice => "example of good practice".to_owned(),
            kind => kind.label().to_lowercase(),
        };
        let told = match (kind, count) {
            (FindingKind::GoodPractice, 2..) => format!("{count} examples of good practice"),
            _ => counted(count, &noun),
        };
        (count > 0).then_some(told)
    });
    let kinds: Vec<String> = told.collect();
    match own.findings.len() {
        0 => listing.field().worded("There is no finding on it.").into_owned(),
        1 => listing.field().told("There is 1 finding on it: {}.", &[&listed(&kinds)]),
        count => listing.field().told("There are {} findings on it: {}.", &[&count, &listed(&kinds)]),
    }
}

/// How many recommendations there are, and what is known to have become of them.
fn recommended(listing: &Listing, own: &Holding<'_>) -> String {
    let all = own.recommendations.len();
    let with = |test: &dyn Fn(&Tracked<'_>) -> bool| own.recommendations.iter().filter(|one| test(one)).count();
    let done = with(&|one| one.rag == Rag::Green);
    let overdue = with(&|one| one.is_overdue());
    let unknown = with(&|one| !one.standing.is_known());
    let is = |count: usize| if count == 1 { "is" } else { "are" };
    let of = |count: usize| if all == 1 { "it".to_owned() } else { count.to_string() };
    let outcomes = [
        (done, format!("{} {} reported as carried out", of(done), is(done))),
        (overdue, format!("{} {} overdue", of(overdue), is(overdue))),
        (unknown, format!("for {} no outcome is entered", of(unknown))),
    ];
    let told: Vec<String> = outcomes.into_iter().filter(|(count, _)| *count > 0).map(|(_, told)| told).collect();
    match (all, told.as_slice()) {
        (0, _) => listing.field().worded("There is no recommendation on it.").into_owned(),
        (_, []) => format!("There {} {} on it.", is(all), listing.field().counted(all, "recommendation")),
        (_, told) => {
            format!("There {} {} on it: {}.", is(all), listing.field().counted(all, "recommendation"), listed(told))
        }
    }
}

/// "There are 2 events on it."
fn happened(own: &Holding<'_>) -> String {
    match own.events.len() {
        0 => String::new(),
        1 => "There is 1 event on it.".to_owned(),
        count => format!("There are {count} events on it."),
    }
}

/// "1 recommendation names it without being filed under it."
fn elsewhere(of: BriefOf<'_>, own: &Holding<'_>) -> String {
    match told_of_elsewhere(of, own) {
        told if told.is_empty() || matches!(of.what, BriefSubject::Found(_)) => String::new(),
        told => format!("What is filed under something else is not counted here: {told}."),
    }
}

/// An event, of the newest case first.
fn quote_events(listing: &Listing, own: &Holding<'_>, spoken: &mut Spoken) {
    for (key, item) in own.events.iter().take(QUOTED) {
        let Some(case) = listing.case(*key) else { continue };
        let Some(event) = case.event(*item) else { continue };
        spoken.say(quoted(&format!("One event, in {}, is this", named(case)), &event.text));
    }
}

/// A recommendation that names the subject, when nothing is recommended on the subject itself.
fn quote_elsewhere(listing: &Listing, of: BriefOf<'_>, own: &Holding<'_>, spoken: &mut Spoken) {
    if !own.recommendations.is_empty() || matches!(of.what, BriefSubject::Found(_)) {
        return;
    }
    for (key, item) in &own.elsewhere {
        let Some(case) = listing.case(*key) else { continue };
        let Some((_, one)) = case.recommendation(*item) else { continue };
        if spoken.say(quoted(&format!("A recommendation that names it, on {}, is this", named(case)), &one.text)) {
            return;
        }
    }
}

/// A finding of a case, the most telling first; says whether one stands now.
fn quote_finding(listing: &Listing, of_case: &[(EntryKey, ItemRef)], first: bool, spoken: &mut Spoken) -> bool {
    of_case.iter().any(|(key, item)| {
        let Some(case) = listing.case(*key) else { return false };
        let Some((_, finding)) = case.finding(*item) else { return false };
        let lead = if first { "The newest of the findings is on" } else { "Another is on" };
        let text = quoted(&format!("{} {}", listing.field().worded(lead), named(case)), &finding.text);
        spoken.say(text)
    })
}

/// The newest recommendation of which something is told, or the newest of all, with what became of it.
fn quote_recommendation(listing: &Listing, own: &Holding<'_>, spoken: &mut Spoken) {
    let date = |key| listing.case(key).and_then(|case| case.sort_date());
    let mut all: Vec<_> = own.recommendations.iter().collect();
    all.sort_by_key(|one| {
        let told = one.standing.is_known() || !one.recommendation.updates.is_empty();
        (!told, std::cmp::Reverse(date(one.key)))
    });
    for one in all {
        let Some(case) = listing.case(one.key) else { continue };
        let lead = listing.field().told("One recommendation, on {}, is this", &[&named(case)]);
        if spoken.say(quoted(&lead, &one.recommendation.text)) {
            if let Some(update) = one.recommendation.updates.last() {
                spoken.say(quoted("The latest report on it says", &update.text));
            }
            return;
        }
    }
}

fn quote_good_practice(listing: &Listing, own: &Holding<'_>, spoken: &mut Spoken) {
    for (key, item) in own.found(listing, true) {
        let Some(case) = listing.case(key) else { continue };
        let Some((_, finding)) = case.finding(item) else { continue };
        let lead = format!("Good practice was found too, on {}", named(case));
        if spoken.say(quoted(&lead, &finding.text)) {
            return;
        }
    }
}

/// A sentence that is quoted; nothing where it is too long.
fn quoted(lead: &str, text: &str) -> String {
    if words(text) > LONGEST_QUOTATION { String::new() } else { format!("{lead}: “{text}”") }
}

/// "Peter Connelly, 2007"; where the title could not be read aloud, "a case of 2007".
fn named(case: &Case) -> String {
    let year = shown_year(case);
    match (is_speakable(&case.title), year.as_str()) {
        (true, _) => with_year(&case.title, ", ", case),
        (false, "") => "one case".to_owned(),
        (false, year) => format!("a case of {year}"),
    }
}

/// The themes that come up most; of a theme, the agencies.
fn about(listing: &Listing, of: BriefOf<'_>, own: &Holding<'_>) -> String {
    let (names, lead) = match of.what {
        BriefSubject::Subject(Subject::Term(OpenList::Theme, _)) => {
            (agencies_found(listing, own), "The findings are most often about")
        }
        _ => (themes(listing, own), "What comes up most often is"),
    };
    let names: Vec<String> = names.into_iter().take(NAMED).map(|(label, _)| label).collect();
    if names.is_empty() { String::new() } else { format!("{} {}.", listing.field().worded(lead), listed(&names)) }
}

/// The agencies that most was recommended to.
fn addressed(listing: &Listing, of: BriefOf<'_>, own: &Holding<'_>) -> String {
    let names: Vec<String> = agencies_addressed(listing, own).into_iter().take(NAMED).map(|(label, _)| label).collect();
    if names.is_empty() || of.agency().is_some() {
        return String::new();
    }
    listing.field().told("The recommendations are addressed most often to {}.", &[&listed(&names)])
}

/// The entries that are counted.
fn closing(listing: &Listing) -> String {
    format!(
        "These are counts of what this library holds on {}, and not of everything that happened. The long brief names every source.",
        listing.today
    )
}

/// "one, two and three".
fn listed(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The short form of the briefing of a case: its summary, what was found, recommended and reported since.
pub fn short_case_brief(listing: &Listing, key: EntryKey) -> Option<Page> {
    let case = listing.case(key)?;
    let mut spoken = Spoken::new(title(&case.title), format!("brief-{}-short", case.id));
    let field = listing.field();
    let counts = counts_of(case, field);
    spoken.left = spoken.left.saturating_sub(words(&counts));
    // A summary that is too long ends with a whole sentence.
    let sentences = case.summary.paragraphs().flat_map(UnicodeSegmentation::unicode_sentences);
    let mut summary = String::new();
    for sentence in sentences {
        if words(&summary) + words(sentence) > spoken.left || !is_speakable(sentence) {
            break;
        }
        summary.push_str(sentence);
        if !sentence.ends_with(char::is_whitespace) {
            summary.push(' ');
        }
    }
    spoken.say(summary.trim_end().to_owned());
    spoken.left += words(&counts);
    spoken.say(counts);
    let newest = || {
        case.findings().filter(|(item, _)| case.finding(*item).is_some_and(|(review, _)| review.scope == Scope::Case))
    };
    let places: Vec<(EntryKey, ItemRef)> = newest()
        .filter(|(_, finding)| finding.kind.sense() == Sense::Conclusion)
        .chain(newest().filter(|(_, finding)| finding.kind.sense() != Sense::Conclusion))
        .map(|(item, _)| (key, item))
        .collect();
    places.iter().any(|(_, item)| {
        let Some((_, finding)) = case.finding(*item) else { return false };
        spoken.say(quoted(&field.worded("One of the findings is"), &finding.text))
    });
    case.recommendations().any(|(_, one)| spoken.say(quoted(&field.worded("One recommendation is"), &one.text)));
    Some(spoken.page)
}

/// "The library holds 2 reviews of the case, with 12 findings and 5 recommendations."
fn counts_of(case: &Case, field: &Profile) -> String {
    let reviews = field.counted(case.own_reviews().count(), "review");
    let (findings, recommendations) = (case.finding_count(), case.recommendation_count());
    format!(
        "The library holds {reviews} of the case, with {} and {}.",
        field.counted(findings, "finding"),
        field.counted(recommendations, "recommendation")
    )
}
