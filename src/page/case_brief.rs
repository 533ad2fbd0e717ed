//! The seven-minute briefing of a case, in the form that English safeguarding boards use: background, what happened, what
//! was found, what was recommended, what changed, sources. In the words of the file alone; what is chosen is chosen by
//! kind, never summed up anew, and what is left out is counted.

use std::collections::BTreeSet;

use super::Listing;
use super::citation::source_title;
use super::described::Teller;
use super::item::review_heading;
use super::labels::{addressed, agencies, kind_tone};
use super::model::{Block, Link, Page, Row, Section, Tone};
use super::rag::{RULE, Rag};
use super::rows::{counted, standing};
use super::tracker::status_label;
use crate::case::closed::Sense;
use crate::case::{
    Case, CasePage, ClosedList, Confidence, Event, EventKind, Finding, FindingKind, ItemRef, Scope, SourceId,
};
use crate::library::EntryKey;

/// Words that a brief aims at: seven minutes at 150 to 190 words a minute.
const WORDS: usize = 1_200;

/// Words that people read in a minute, for the line that says how long it takes.
const A_MINUTE: usize = 170;

/// A part of the brief: its heading, its share of the words, what could stand in it, the most telling first.
struct BriefPart {
    heading: &'static str,
    share: usize,
    entries: Vec<BriefEntry>,
    /// The word for one of them, for the count of those left out.
    noun: &'static str,
    aside: Option<&'static str>,
}

/// A candidate for a part.
struct BriefEntry {
    row: Row,
    /// The sources that its brackets name.
    sources: Vec<SourceId>,
    words: usize,
    /// Its place once it is chosen.
    place: usize,
}

/// The briefing of a case; nothing where the listing has no such case.
pub fn case_brief(listing: &Listing, key: EntryKey) -> Option<Page> {
    let case = listing.case(key)?;
    let background = background(case, key, listing);
    let parts = vec![
        happened(case, key),
        findings(case, key, "What was found: conclusions", 3, &of_sense(listing, Sense::Conclusion), listing),
        findings(case, key, "What was found: good practice", 3, &of_sense(listing, Sense::Good), listing),
        findings(case, key, "What was found: what went wrong", 7, &went_wrong(listing), listing),
        recommended(case, key, listing),
        changed(case, key, listing),
    ];
    let asides = parts.iter().filter_map(|part| part.aside).map(words).sum::<usize>();
    let left = WORDS.saturating_sub(background.blocks.iter().map(words_of).sum::<usize>() + asides);
    let wants: Vec<(usize, usize)> =
        parts.iter().map(|part| (part.share, part.entries.iter().map(|entry| entry.words).sum())).collect();
    let given = allot(left, &wants);
    let mut report = Page {
        title: format!("{}: seven-minute briefing", case.title),
        name: format!("brief-{}", case.id),
        about: Vec::new(),
        sections: vec![background],
    };
    let later = case.events.iter().filter(|event| !is_before(case, event)).count();
    let mut omitted: Vec<(&str, usize)> = if later > 0 { vec![("later event", later)] } else { Vec::new() };
    let mut cited: Vec<SourceId> = case.cited.clone();
    cited.extend(case.own_reviews().flat_map(|review| review.sources.iter().cloned()));
    for (part, words) in parts.into_iter().zip(given) {
        let noun = part.noun;
        let (section, rest) = chosen(part, words, &mut cited, listing);
        if rest > 0 {
            match omitted.iter_mut().find(|(known, _)| *known == noun) {
                Some((_, count)) => *count += rest,
                None => omitted.push((noun, rest)),
            }
        }
        report.sections.push(section);
    }
    report.sections.extend(unknown(case));
    let words: usize = report.sections.iter().flat_map(|section| &section.blocks).map(words_of).sum();
    let minutes = ((words + A_MINUTE / 2) / A_MINUTE).max(1);
    report.about.push(format!(
        "{}, about {} to read; every line is the case file's own. Numbers in brackets are sources, listed last.",
        counted(words, "word"),
        counted(minutes, "minute")
    ));
    let omitted: Vec<String> = omitted.into_iter().map(|(noun, count)| listing.field().counted(count, noun)).collect();
    if !omitted.is_empty() {
        report.about.push(format!("Not here, to be read in the case: {}.", omitted.join(", ")));
    }
    let sources = sources(case, key, &cited);
    report.sections.push(sources);
    Some(report)
}

/// The kinds of findings that mean this.
fn of_sense(listing: &Listing, sense: Sense) -> Vec<FindingKind> {
    let all = listing.vocabulary.values(FindingKind::LIST).into_iter().map(FindingKind::of_value);
    all.filter(|kind| kind.sense() == sense).collect()
}

/// The kinds of findings that say what went wrong: missed opportunities, then patterns, then the others.
fn went_wrong(listing: &Listing) -> Vec<FindingKind> {
    let mut kinds = of_sense(listing, Sense::Plain);
    kinds.sort_by_key(|kind| *kind != FindingKind::SystemsFinding);
    of_sense(listing, Sense::Missed).into_iter().chain(kinds).collect()
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

fn words_of(block: &Block) -> usize {
    match block {
        Block::Text(text) | Block::Aside(text) | Block::Note(text) => words(text),
        Block::Field(field) => words(&field.label) + words(&field.text),
        Block::Row(row) => row_words(row),
        Block::Table(_) | Block::Figure(_) | Block::Columns(_) | Block::Basis(_) => 0,
    }
}

fn row_words(row: &Row) -> usize {
    words(&row.text) + row.about.iter().map(|about| words(about)).sum::<usize>()
}

/// Divides words by shares. What a part does not need goes to those that want more.
fn allot(total: usize, wants: &[(usize, usize)]) -> Vec<usize> {
    let mut given = vec![0; wants.len()];
    let mut left = total;
    loop {
        let hungry = |(given, (share, want)): &(&usize, &(usize, usize))| given < &want && *share > 0;
        let shares: usize = given.iter().zip(wants).filter(hungry).map(|(_, (share, _))| share).sum();
        if shares == 0 || left < shares {
            return given;
        }
        let round = left;
        for (given, (share, want)) in given.iter_mut().zip(wants) {
            let more = (round * share / shares).min(want.saturating_sub(*given));
            *given += more;
            left -= more;
        }
        if left == round {
            return given;
        }
    }
}

/// The entries of a part that fit, in its own order, and the number that does not. The most telling entry always fits.
fn chosen(part: BriefPart, words: usize, cited: &mut Vec<SourceId>, listing: &Listing) -> (Section, usize) {
    let mut section = Section::new(listing.field().worded(part.heading));
    if part.entries.is_empty() {
        section.blocks.push(Block::Aside("Nothing is entered in the case file.".to_owned()));
        return (section, 0);
    }
    section.blocks.extend(part.aside.map(|aside| Block::Aside(aside.to_owned())));
    let all = part.entries.len();
    let mut taken = 0;
    let mut kept: Vec<BriefEntry> = Vec::new();
    for entry in part.entries {
        // An entry that fits only because it is short is not the one that tells most.
        let room = if entry.row.tone == Tone::Alarm { words + MISSED } else { words };
        if !kept.is_empty() && taken + entry.words > room {
            break;
        }
        taken += entry.words;
        kept.push(entry);
    }
    let rest = all - kept.len();
    kept.sort_by_key(|entry| entry.place);
    for entry in kept {
        cited.extend(entry.sources);
        section.blocks.push(Block::Row(entry.row));
    }
    if rest > 0 {
        section.blocks.push(Block::Aside(format!("and {rest} more in the case")));
    }
    (section, rest)
}

/// Words by which a missed opportunity may go beyond the share of its part: the last of them is no less telling.
const MISSED: usize = 80;

/// Entries, the most telling first: those of a smaller rank, then in the order of the file.
fn ranked<'a>(entries: impl Iterator<Item = (usize, usize, Row, &'a [SourceId])>) -> Vec<BriefEntry> {
    let mut entries: Vec<(usize, BriefEntry)> = entries
        .map(|(rank, place, row, sources)| {
            let words = row_words(&row);
            (rank, BriefEntry { row, sources: sources.to_vec(), words, place })
        })
        .collect();
    entries.sort_by_key(|(rank, entry)| (*rank, entry.place));
    entries.into_iter().map(|(_, entry)| entry).collect()
}

/// " [3, 12]": the numbers of its sources in the list of the case, and whether it is only reported.
fn cited(case: &Case, confidence: Option<Confidence>, sources: &[SourceId]) -> String {
    let numbers = sources.iter().filter_map(|id| case.sources.iter().position(|source| source.id == *id));
    let numbers: BTreeSet<usize> = numbers.map(|index| index + 1).collect();
    let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    let reported = if confidence == Some(Confidence::Reported) { "reported; " } else { "" };
    if numbers.is_empty() { String::new() } else { format!(" [{reported}{}]", numbers.join(", ")) }
}

fn background(case: &Case, key: EntryKey, listing: &Listing) -> Section {
    let teller = Teller { key, case, vocabulary: &listing.vocabulary };
    let (mut texts, fields): (Vec<Block>, Vec<Block>) =
        teller.fields(case).into_iter().partition(|block| matches!(block, Block::Text(_)));
    if let Some(Block::Text(last)) = texts.last_mut() {
        last.push_str(&cited(case, None, &case.cited));
    }
    let own = case.reviews.iter().enumerate().filter(|(_, review)| review.scope == Scope::Case);
    let reviews = own.map(|(index, review)| {
        Block::Row(Row {
            link: Some(Link::to(key, case, ItemRef::Page(CasePage::Review(index)))),
            text: format!("{}{}", review_heading(review), cited(case, Some(review.confidence), &review.sources)),
            ..Row::default()
        })
    });
    Section::of("Background", texts.into_iter().chain(fields).chain(reviews).collect())
}

/// Events up to the incident: deaths and missed opportunities first, then what hurt or was said, then what agencies did.
fn happened(case: &Case, key: EntryKey) -> BriefPart {
    let entries = case.events.iter().enumerate().filter(|(_, event)| is_before(case, event)).map(|(index, event)| {
        let missed = event.missed_opportunity;
        let rank = if missed { 1 } else { telling(event.kind) };
        let mark = if missed { " (called a missed opportunity)" } else { "" };
        let tone = if missed { Tone::Alarm } else { Tone::Plain };
        let cited = cited(case, Some(event.confidence), &event.sources);
        let text = format!("{}: {}{mark}{cited}", event.shown_date(), event.text);
        let link = Some(Link::to(key, case, ItemRef::Event(index)));
        (rank, index, Row { link, lead: event.id.to_string(), tone, text, ..Row::default() }, event.sources.as_slice())
    });
    BriefPart { heading: "What happened", share: 9, entries: ranked(entries), noun: "event", aside: None }
}

/// How telling an event of this kind is, the most first.
fn telling(kind: EventKind) -> usize {
    match kind {
        EventKind::Death => 0,
        EventKind::Injury | EventKind::Disclosure => 2,
        EventKind::Referral | EventKind::Decision | EventKind::Incident => 3,
        EventKind::Assessment | EventKind::Meeting | EventKind::Contact => 4,
        _ => 5,
    }
}

/// True for an event that belongs to what happened, rather than to what followed.
pub(super) fn is_before(case: &Case, event: &Event) -> bool {
    match (case.incident, event.placed()) {
        (Some(incident), Some(date)) => date.can_precede(incident),
        _ => !matches!(
            event.kind,
            EventKind::Proceedings
                | EventKind::Inspection
                | EventKind::Review
                | EventKind::Publication
                | EventKind::Response
                | EventKind::Organisation
        ),
    }
}

fn findings(
    case: &Case,
    key: EntryKey,
    heading: &'static str,
    share: usize,
    kinds: &[FindingKind],
    listing: &Listing,
) -> BriefPart {
    let of_kind = case.findings().enumerate().filter_map(|(index, (item, finding))| {
        let rank = kinds.iter().position(|kind| *kind == finding.kind)?;
        // Of the case's own reviews first.
        let related = case.finding(item).is_some_and(|(review, _)| review.scope != Scope::Case);
        let rank = rank + if related { kinds.len() } else { 0 };
        let link = Some(Link::to(key, case, item));
        let row = Row { link, lead: finding.id.to_string(), tone: kind_tone(finding.kind), ..Row::default() };
        let text = said(case, finding, kinds.len() > 1, listing);
        Some((rank, rank * case.finding_count() + index, Row { text, ..row }, finding.sources.as_slice()))
    });
    BriefPart { heading, share, entries: ranked(of_kind), noun: "finding", aside: None }
}

fn said(case: &Case, finding: &Finding, kind: bool, listing: &Listing) -> String {
    let whom = agencies(&finding.agencies, None, &listing.vocabulary);
    let told = [finding.kind.label().to_lowercase(), whom].into_iter().filter(|part| !part.is_empty());
    let whom = if kind { format!(" ({})", told.collect::<Vec<_>>().join("; ")) } else { String::new() };
    format!("{}{whom}{}", finding.text, cited(case, Some(finding.confidence), &finding.sources))
}

fn recommended(case: &Case, key: EntryKey, listing: &Listing) -> BriefPart {
    let entries = case.recommendations().enumerate().filter_map(|(index, (item, recommendation))| {
        let (review, _) = case.recommendation(item)?;
        let rag = listing.rag(key, item, recommendation);
        // Those of which something is known tell more, and the case's own more than related ones.
        let related = usize::from(review.scope != Scope::Case) * 2;
        let rank = related + usize::from(rag == Rag::None);
        let to = addressed(recommendation, &listing.vocabulary);
        let to = if to.is_empty() { to } else { format!("To {to}: ") };
        let cited = cited(case, Some(recommendation.confidence), &recommendation.sources);
        let known = recommendation.status.filter(|_| listing.standing(key, item).is_known());
        let status = known.map(|status| format!("{}: {}", rag.letter(), status_label(Some(status)).to_lowercase()));
        let said: Vec<String> = status.into_iter().chain(standing(listing, key, item, recommendation)).collect();
        let said = if said.is_empty() { String::new() } else { format!(" ({})", said.join("; ")) };
        // A related report's recommendations are not the reviews' own.
        let of = if related > 0 { format!(" ({})", review.title) } else { String::new() };
        let row = Row {
            link: Some(Link::to(key, case, item)),
            lead: recommendation.id.to_string(),
            tone: rag.tone(),
            text: format!("{to}{}{said}{of}{cited}", recommendation.text),
            ..Row::default()
        };
        Some((rank, index, row, recommendation.sources.as_slice()))
    });
    let entries = ranked(entries);
    let known = case.recommendations().any(|(item, _)| listing.standing(key, item).is_known());
    let aside = if entries.is_empty() {
        None
    } else if known {
        Some(RULE)
    } else {
        Some("No status is entered for any of them. What was reported since stands under \"What changed since\".")
    };
    BriefPart { heading: "What was recommended", share: 6, entries, noun: "recommendation", aside }
}

/// Updates of the recommendations and of the reviews, the newest first; in the order of time once chosen.
fn changed(case: &Case, key: EntryKey, listing: &Listing) -> BriefPart {
    let teller = Teller { key, case, vocabulary: &listing.vocabulary };
    let own = case.recommendations().flat_map(|(item, recommendation)| {
        recommendation.updates.iter().map(move |update| (item, recommendation.id.to_string(), update))
    });
    let whole = case.reviews.iter().enumerate().flat_map(|(index, review)| {
        review.updates.iter().map(move |update| (ItemRef::Page(CasePage::Review(index)), String::new(), update))
    });
    let mut all: Vec<_> = own.chain(whole).collect();
    all.sort_by_key(|(_, _, update)| update.date);
    let count = all.len();
    let entries = all.into_iter().enumerate().map(|(index, (item, lead, one))| {
        let cited = cited(case, Some(one.confidence), &one.sources);
        let row = Row {
            link: Some(Link::to(key, case, item)),
            lead,
            text: format!("{}{cited}", teller.said(one).0),
            ..Row::default()
        };
        (count - index, index, row, one.sources.as_slice())
    });
    BriefPart { heading: "What changed since", share: 5, entries: ranked(entries), noun: "update", aside: None }
}

/// That the record has gaps.
fn unknown(case: &Case) -> Option<Section> {
    if case.gaps.is_empty() {
        return None;
    }
    let gaps = counted(case.gaps.len(), "thing");
    let listed = if case.gaps.len() == 1 { "it is named" } else { "they are listed" };
    let told = format!("{gaps} looked for and not found in the public record; {listed} in the case.");
    Some(Section::of("What is not known", vec![Block::Aside(told)]))
}

/// The sources that the brief cites, with their numbers in the list of the case.
fn sources(case: &Case, key: EntryKey, cited: &[SourceId]) -> Section {
    let place = |id: &SourceId| case.sources.iter().position(|source| source.id == *id);
    let mut used: Vec<usize> = cited.iter().filter_map(place).collect();
    used.sort_unstable();
    used.dedup();
    let rows = used.into_iter().filter_map(|index| {
        let source = case.sources.get(index)?;
        Some(Block::Row(Row {
            link: Some(Link::to(key, case, ItemRef::Source(index))),
            lead: (index + 1).to_string(),
            text: source_title(source),
            about: source.url.iter().map(ToString::to_string).collect(),
            ..Row::default()
        }))
    });
    Section::of("Sources", rows.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_one_part_does_not_need_go_to_others() {
        // How many there are; share and want of each; what each gets.
        type AllotRow<'a> = (usize, &'a [(usize, usize)], &'a [usize]);
        let rows: &[AllotRow<'_>] = &[
            (100, &[(1, 1000), (1, 1000)], &[50, 50]),
            (100, &[(1, 10), (1, 1000)], &[10, 90]),
            (100, &[(3, 1000), (1, 1000)], &[75, 25]),
            (100, &[(1, 10), (1, 20)], &[10, 20]),
            (100, &[(1, 0), (0, 50)], &[0, 0]),
            (0, &[(1, 10)], &[0]),
            (100, &[], &[]),
        ];
        for (total, wants, expected) in rows {
            assert_eq!(allot(*total, wants), *expected, "{total} {wants:?}");
        }
    }
}
