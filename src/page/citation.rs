//! The copy of an item: its text in full, and below it where it comes from, so that it can be pasted into a mail or
//! a report and still be checked there.

use super::described::{Teller, cited};
use super::rows::case_name;
use crate::case::fields::Described;
use crate::case::model::shown_date;
use crate::case::{
    Case, CasePage, ClosedList, Confidence, Dispute, ItemRef, Publication, PublicationState, Review, Scope, Source,
    Vocabulary,
};
use crate::library::EntryKey;

/// How a citation is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CitationForm {
    /// As a mail takes it.
    Plain,
    /// With signs for headings, quotations and links.
    Markdown,
}

/// An item's text and what it is called in messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The text to copy.
    pub text: String,
    /// "F46", "the case".
    pub what: String,
}

/// The text of `item` and its citation; nothing where the case has no such item.
pub fn cite(case: &Case, item: ItemRef, form: CitationForm, vocabulary: &Vocabulary) -> Option<Citation> {
    let about = about(case, item, vocabulary)?;
    let sources = sources(case, item);
    let text = match form {
        CitationForm::Plain => plain(&about, &sources),
        CitationForm::Markdown => markdown(&about, &sources),
    };
    Some(Citation { text, what: about.what })
}

/// The place of an item, in one sentence without its sources: "Finding F46 (missed opportunity, confirmed), Second review
/// (serious case review), Alder (Northshire)."
pub fn reference(case: &Case, item: ItemRef, vocabulary: &Vocabulary) -> Option<String> {
    Some(sentence(&about(case, item, vocabulary)?))
}

/// The short form of a page of a case: a paragraph or line each.
pub fn page_lines(case: &Case, page: CasePage, vocabulary: &Vocabulary) -> Vec<String> {
    let Some(about) = about(case, ItemRef::Page(page), vocabulary) else { return Vec::new() };
    about.body.into_iter().chain(about.lines).collect()
}

/// A source as a text writes it, without its address: "Reviews of Alder, Northshire Gazette, 11 January 2012".
pub fn source_title(source: &Source) -> String {
    let words = source_words(source).into_iter().flatten();
    std::iter::once(source.title.to_string()).chain(words).collect::<Vec<_>>().join(", ")
}

/// The sources that an item rests on, in its own order; a source rests on itself.
pub fn sources(case: &Case, item: ItemRef) -> Vec<&Source> {
    let of: Vec<&dyn Described> = match item {
        ItemRef::Source(_) => return case.source_at(item).into_iter().collect(),
        ItemRef::Page(CasePage::SideBySide) => case.own_reviews().map(|review| review as &dyn Described).collect(),
        ItemRef::Page(CasePage::Disputed) => {
            case.disputed.iter().flat_map(|dispute| &dispute.claims).map(|claim| claim as &dyn Described).collect()
        }
        ItemRef::Page(CasePage::Related) => case.related.iter().map(|related| related as &dyn Described).collect(),
        // A gap has no source.
        _ => case.described(item).into_iter().collect(),
    };
    let mut found: Vec<&Source> = Vec::new();
    for id in of.into_iter().flat_map(cited) {
        if let Some(source) = case.source(id)
            && !found.iter().any(|known| known.id == source.id)
        {
            found.push(source);
        }
    }
    found
}

/// The content of a citation in either form.
struct About {
    /// Its name in messages.
    what: String,
    /// The text in full, a paragraph each.
    body: Vec<String>,
    /// Lines below the text: "Status: in progress".
    lines: Vec<String>,
    /// Its name: "Finding F46".
    name: String,
    /// More on it, for brackets: "missed opportunity, confirmed".
    more: Vec<String>,
    /// The review, with its kind and publication.
    review: Option<(String, String)>,
    /// The case with its area.
    case: String,
    /// True for a source, which is its own text.
    is_source: bool,
}

fn about(case: &Case, item: ItemRef, vocabulary: &Vocabulary) -> Option<About> {
    // Lines have no links, which a key would be for.
    let teller = Teller { key: EntryKey(0), case, vocabulary };
    let mut about = About {
        what: item.id(case),
        body: Vec::new(),
        lines: Vec::new(),
        name: String::new(),
        more: Vec::new(),
        review: None,
        case: case_name(case),
        is_source: matches!(item, ItemRef::Source(_)),
    };
    let field = case.profile.get();
    match item {
        ItemRef::Finding(..) => {
            let (review, finding) = case.finding(item)?;
            about.body.push(finding.text.to_string());
            about.name = field.told("Finding {}", &[&finding.id]);
            about.more = vec![lower(finding.kind), confidence(finding.confidence)];
            about.review = Some((review.title.to_string(), review_about(review)));
        }
        ItemRef::Recommendation(..) => {
            let (review, recommendation) = case.recommendation(item)?;
            about.body.push(recommendation.text.to_string());
            about.lines = teller.lines(recommendation, true);
            about.name = field.told("Recommendation {}", &[&recommendation.id]);
            let number = recommendation.number.as_ref().map(|number| format!("number {number} in the report"));
            about.more = number.into_iter().chain([confidence(recommendation.confidence)]).collect();
            about.review = Some((review.title.to_string(), review_about(review)));
        }
        ItemRef::Event(_) => {
            let event = case.event(item)?;
            about.body.push(event.text.to_string());
            about.name = format!("Event {}", event.id);
            let missed = event.missed_opportunity.then(|| "missed opportunity".to_owned());
            about.more = [event.shown_date(), lower(event.kind)]
                .into_iter()
                .chain(missed)
                .chain([confidence(event.confidence)])
                .collect();
        }
        ItemRef::Source(_) => {
            let source = case.source_at(item)?;
            about.body.extend(source.note.as_ref().map(ToString::to_string));
            about.name = format!("Source {}", source.id);
            about.more = vec![lower(source.kind)];
        }
        ItemRef::Page(page) => page_about(teller, page, &mut about)?,
    }
    Some(about)
}

fn page_about(teller: Teller<'_>, page: CasePage, about: &mut About) -> Option<()> {
    let case = teller.case;
    let field = case.profile.get();
    about.name = field.worded(page.title()).into_owned();
    about.what = match page {
        CasePage::Case => "the case".to_owned(),
        CasePage::SideBySide => field.worded("the reviews").into_owned(),
        CasePage::Review(_) => field.told("the review {}", &[&about.what]),
        CasePage::Disputed => "what is disputed".to_owned(),
        CasePage::Related => "the related cases".to_owned(),
        CasePage::Gaps => "what was not found".to_owned(),
    };
    match page {
        CasePage::Case => {
            about.body.extend(case.summary.paragraphs().map(str::to_owned));
            about.more.push(case.outcome.label().to_lowercase());
            about.more.extend(shown_date(case.incident, None, case.incident_text.as_ref()));
            about.lines = case.own_reviews().map(|review| field.told("Review: {}", &[&heading(review)])).collect();
        }
        CasePage::SideBySide => about.body.extend(case.own_reviews().map(heading)),
        CasePage::Review(index) => {
            let review = case.reviews.get(index)?;
            about.body.push(review.title.to_string());
            about.lines = teller.lines(review, true);
            about.name = field.told("Review {}", &[&review.id]);
            about.more = vec![review_about(review)];
        }
        CasePage::Disputed => about.body.extend(case.disputed.iter().map(|dispute| disputed(case, dispute))),
        CasePage::Related => {
            about.body.extend(case.related.iter().map(|related| format!("{}: {}", related.title, related.text)));
        }
        CasePage::Gaps => about.body.extend(case.gaps.iter().map(ToString::to_string)),
    }
    Some(())
}

fn lower<L: ClosedList>(value: L) -> String {
    value.label().to_lowercase()
}

fn confidence(confidence: Confidence) -> String {
    lower(confidence)
}

fn disputed(case: &Case, dispute: &Dispute) -> String {
    let mut text = format!("{}:", dispute.about);
    for claim in &dispute.claims {
        let by: Vec<&str> =
            claim.sources.iter().filter_map(|id| case.source(id)).map(|source| source.publisher.as_str()).collect();
        text.push_str(&format!(" {} ({})", claim.text, by.join(", ")));
    }
    text
}

/// "Second review (serious case review; executive summary only, 2010)".
fn heading(review: &Review) -> String {
    match review_about(review) {
        about if about.is_empty() => review.title.to_string(),
        about => format!("{} ({about})", review.title),
    }
}

/// Kind, publication and year of a review, without the brackets.
fn review_about(review: &Review) -> String {
    let kind = Some(lower(review.kind)).filter(|kind| !review.title.to_lowercase().contains(kind.as_str()));
    let related = (review.scope == Scope::Related).then(|| "related record".to_owned());
    [related, kind, published(review)].into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// How far the public can read a review, and since which year; where nothing was published, when it was made.
fn published(review: &Review) -> Option<String> {
    let readable = |step: &&Publication| {
        matches!(
            step.state,
            PublicationState::Published
                | PublicationState::ExecutiveSummaryOnly
                | PublicationState::OverviewReportFull
                | PublicationState::OverviewReportRedacted
                | PublicationState::PublishedAnonymously
                | PublicationState::AvailableOnRequest
        )
    };
    let step = review.publications.iter().rev().find(readable).or(review.publications.last());
    let made = review.dated.map(|date| format!("dated {}", date.year()));
    let made = made.or_else(|| review.commissioned.map(|date| format!("commissioned {}", date.year())));
    let Some(step) = step else { return made };
    let when = match (step.date, &step.date_text) {
        (Some(date), _) => Some(date.year().to_string()),
        (None, Some(words)) => Some(words.to_string()),
        (None, None) => made,
    };
    // A label with a comma ("overview report, redacted") would be two things in a list.
    let state = lower(step.state).replace(", ", " ");
    Some(when.map_or_else(|| state.clone(), |when| format!("{state}, {when}")))
}

/// "File plan.xlsx, SHA-256 0a1b…": the file that a source is, where it is one that somebody holds.
pub fn file_told(source: &Source) -> Option<String> {
    let file = source.file.as_ref().map(|file| format!("File {file}"));
    let hash = source.hash.as_ref().map(|hash| format!("SHA-256 {hash}"));
    let told = file.into_iter().chain(hash).collect::<Vec<_>>().join(", ");
    Some(told).filter(|told| !told.is_empty())
}

/// "Reviews of Alder, Northshire Gazette, 11 January 2012", without the address.
fn source_words(source: &Source) -> [Option<String>; 2] {
    let date = shown_date(source.date, None, source.date_text.as_ref());
    [Some(source.publisher.to_string()), date]
}

fn sentence(about: &About) -> String {
    let more = if about.more.is_empty() { String::new() } else { format!(" ({})", about.more.join(", ")) };
    let review = about.review.as_ref().map(|(title, more)| match more.as_str() {
        "" => format!(", {title}"),
        more => format!(", {title} ({more})"),
    });
    format!("{}{more}{}, {}.", about.name, review.unwrap_or_default(), about.case)
}

fn plain(about: &About, sources: &[&Source]) -> String {
    let written = |source: &Source| {
        let words = source_words(source).into_iter().flatten();
        // The address stands last and without a full stop, which would become a part of it.
        let words = words.chain(source.url.as_ref().map(ToString::to_string));
        std::iter::once(source.title.to_string()).chain(words).collect::<Vec<_>>().join(", ")
    };
    let itself = sources.iter().filter(|_| about.is_source).map(|source| written(source));
    let mut blocks: Vec<String> = itself.chain(about.body.clone()).collect();
    blocks.extend(Some(about.lines.join("\n")).filter(|lines| !lines.is_empty()));
    let mut end = sentence(about);
    match sources {
        _ if about.is_source => {}
        [] => {}
        [source] => end.push_str(&format!("\nSource: {}", written(source))),
        several => {
            end.push_str("\nSources:");
            several.iter().for_each(|source| end.push_str(&format!("\n- {}", written(source))));
        }
    }
    blocks.push(end);
    blocks.join("\n\n") + "\n"
}

fn markdown(about: &About, sources: &[&Source]) -> String {
    let written = |source: &Source| {
        let title = escaped(&source.title);
        let title = match &source.url {
            Some(url) if is_web(url) => format!("[{title}](<{}>)", link(url)),
            Some(url) => format!("{title} ({})", escaped(url)),
            None => title,
        };
        let words = source_words(source).into_iter().flatten().map(|words| escaped(&words));
        std::iter::once(title).chain(words).collect::<Vec<_>>().join(", ")
    };
    let mut blocks: Vec<String> = sources.iter().filter(|_| about.is_source).map(|source| written(source)).collect();
    if !about.body.is_empty() {
        let quoted: Vec<String> = about.body.iter().map(|paragraph| format!("> {}", escaped(paragraph))).collect();
        blocks.push(quoted.join("\n>\n"));
    }
    if !about.lines.is_empty() {
        let lines: Vec<String> = about.lines.iter().map(|line| format!("- {}", escaped(line))).collect();
        blocks.push(lines.join("\n"));
    }
    let more = if about.more.is_empty() { String::new() } else { format!(" ({})", escaped(&about.more.join(", "))) };
    let review = about.review.as_ref().map(|(title, more)| match more.as_str() {
        "" => format!(", *{}*", escaped(title)),
        more => format!(", *{}* ({})", escaped(title), escaped(more)),
    });
    let name = escaped(&about.name);
    blocks.push(format!("**{name}**{more}{}, {}.", review.unwrap_or_default(), escaped(&about.case)));
    match sources {
        _ if about.is_source => {}
        [] => {}
        [source] => blocks.push(format!("Source: {}", written(source))),
        several => {
            let lines: Vec<String> = several.iter().map(|source| format!("- {}", written(source))).collect();
            blocks.push(format!("Sources:\n\n{}", lines.join("\n")));
        }
    }
    blocks.join("\n\n") + "\n"
}

/// True if an address is of the web, and safe to hand to a browser: `http` or `https`, and nothing but an address.
pub fn is_web(address: &str) -> bool {
    let scheme = address.split_once("://").map(|(scheme, rest)| (scheme.to_ascii_lowercase(), rest));
    scheme.is_some_and(|(scheme, rest)| matches!(scheme.as_str(), "http" | "https") && !rest.is_empty())
        && !address.chars().any(|c| c.is_whitespace() || c.is_control())
}

/// A text in which nothing is Markdown: its signs are told to be letters.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    // An address with backslashes in it leads elsewhere.
    for (at, address) in addresses(text) {
        // "www." may stand in the address before.
        if at < done {
            continue;
        }
        out.push_str(&escaped_words(text.get(done..at).unwrap_or_default(), done == 0));
        out.push_str(&plain_address(address));
        done = at + address.len();
    }
    out.push_str(&escaped_words(text.get(done..).unwrap_or_default(), done == 0));
    out
}

/// An address in which nothing is Markdown: signs that are have another form in addresses.
fn plain_address(address: &str) -> String {
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let mut out = String::with_capacity(address.len());
    for (at, c) in address.char_indices() {
        let before = address.get(..at).and_then(|before| before.chars().next_back());
        let behind = address.get(at + c.len_utf8()..).and_then(|behind| behind.chars().next());
        match c {
            // Between letters it is no sign.
            '_' if word(before) && word(behind) => out.push(c),
            '_' | '*' | '~' | '$' | '[' | ']' | '\\' => out.push_str(&format!("%{:02X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

/// The addresses in a text that readers of Markdown make links of, without the signs that belong to the sentence, and where
/// each begins.
fn addresses(text: &str) -> impl Iterator<Item = (usize, &str)> {
    const BEGINNINGS: [&str; 4] = ["http://", "https://", "ftp://", "www."];
    text.char_indices().filter_map(|(at, _)| {
        let begin = BEGINNINGS
            .into_iter()
            .find(|begin| text.get(at..at + begin.len()).is_some_and(|found| found.eq_ignore_ascii_case(begin)))?;
        let apart = text.get(..at)?.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        let run =
            text.get(at..)?.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '|' | '`')).next()?;
        let mut address = run.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']);
        // A bracket that the address does not open closes something around it.
        for (open, close) in [('(', ')'), ('[', ']')] {
            if !address.contains(open) {
                address = address.split(close).next().unwrap_or_default();
            }
        }
        (apart && address.len() > begin.len()).then_some((at, address))
    })
}

/// Words in which nothing is Markdown; `first` says that they begin a line.
fn escaped_words(text: &str, first: bool) -> String {
    let mut out = String::with_capacity(text.len());
    // At the start of a line a number and a full stop, a dash or a hash would begin a list or a heading.
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let list = first && digits > 0 && text.get(digits..).is_some_and(|rest| rest.starts_with(['.', ')']));
    for (at, c) in text.char_indices() {
        let starts = first && at == 0 && matches!(c, '#' | '+' | '-' | '=');
        let entity = c == '&' && begins_entity(text.get(at + 1..).unwrap_or_default());
        if starts
            || entity
            || (list && at == digits)
            || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '|' | '$')
        {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// True if the text after an ampersand makes it a character by name or number, as in "&lt;".
fn begins_entity(rest: &str) -> bool {
    let name = rest.split(';').next().unwrap_or_default();
    name.len() < rest.len() && !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#')
}

/// An address between angle brackets, which it cannot end.
pub fn link(address: &str) -> String {
    address.replace('\\', "%5C").replace('<', "%3C").replace('>', "%3E")
}
