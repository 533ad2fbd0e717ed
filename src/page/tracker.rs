//! The tracker: every recommendation by status, what is overdue first, with counts by case, agency or theme before them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use super::Listing;
use super::labels::agencies;
use super::model::{Bar, Block, Figure, Link, Page, Row, Section, Table, Tone};
use super::orphans::told_of_links;
use super::rag::{LEGEND, RULE, Rag};
use super::rows::{case_name, counted, number, recommendation_row, share};
use crate::case::closed::{Letter, Sense};
use crate::case::due::{Reply, Standing, reply_due};
use crate::case::{
    CasePage, ClosedList, ItemRef, OpenList, PartialDate, Recommendation, RecommendationStatus as Status,
};
use crate::library::EntryKey;
use crate::search::{Order, SortKey, sort};

/// The order of the tracker.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TrackerBy {
    /// By status alone.
    #[default]
    Status,
    /// By case.
    Case,
    /// By the agency addressed; a recommendation to several counts under each.
    Agency,
    /// By theme; one with several counts under each.
    Theme,
}

impl TrackerBy {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Status, Self::Case, Self::Agency, Self::Theme];

    /// Its name on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Case => "case",
            Self::Agency => "agency",
            Self::Theme => "theme",
        }
    }
}

/// A recommendation with where it stands on the day of the listing.
#[derive(Debug, Clone, Copy)]
pub struct Tracked<'a> {
    /// The case.
    pub key: EntryKey,
    /// Which of its recommendations.
    pub item: ItemRef,
    /// The recommendation.
    pub recommendation: &'a Recommendation,
    /// The letter.
    pub rag: Rag,
    /// Its standing.
    pub standing: Standing,
    case_date: Option<PartialDate>,
}

impl Tracked<'_> {
    /// True if it is due and known not to be closed.
    pub fn is_overdue(&self) -> bool {
        self.standing == Standing::Overdue
    }

    /// Its row on a page.
    pub(super) fn row(&self, listing: &Listing) -> Option<Block> {
        recommendation_row(listing, self.key, listing.case(self.key)?, self.item).map(Block::Row)
    }
}

/// The groups of the list, in the order of the profile: what waits to be done first, what nobody knows last.
fn groups(listing: &Listing) -> Vec<Option<Status>> {
    let known = listing.vocabulary.values(Status::LIST).into_iter().map(|value| Some(Status::of_value(value)));
    let mut groups: Vec<Option<Status>> = known.collect();
    let entered = listing.books.iter().flat_map(|book| book.case.recommendations());
    for status in entered.filter_map(|(_, recommendation)| recommendation.status) {
        if !groups.contains(&Some(status)) {
            groups.push(Some(status));
        }
    }
    groups.push(None);
    groups
}

/// Every recommendation of the listing: by status, overdue first, then by due date, then by the newest case.
pub fn tracked(listing: &Listing) -> Vec<Tracked<'_>> {
    let mut all: Vec<Tracked<'_>> = Vec::new();
    for book in &listing.books {
        let case_date = book.case.sort_date();
        all.extend(book.case.recommendations().map(|(item, recommendation)| Tracked {
            key: book.key,
            item,
            recommendation,
            rag: listing.rag(book.key, item, recommendation),
            standing: listing.standing(book.key, item),
            case_date,
        }));
    }
    let groups = groups(listing);
    let group = |status: Option<Status>| groups.iter().position(|known| *known == status);
    // The sort is stable: within a case, the order of the file; of two cases of a day, that of the library.
    all.sort_by_key(|one| {
        let due = one.recommendation.due;
        let untold = one.recommendation.updates.is_empty();
        (group(one.recommendation.status), !one.is_overdue(), due.is_none(), due, untold, Reverse(one.case_date))
    });
    all
}

/// The recommendations that a search finds, under the title of the search.
#[derive(Debug, Clone)]
pub struct Searched {
    /// "Search: to:police".
    pub title: String,
    /// Which they are.
    pub found: HashSet<(EntryKey, ItemRef)>,
}

/// The same in an order, or those of a search alone.
pub fn tracked_by<'a>(listing: &'a Listing, order: Order, only: Option<&Searched>) -> Vec<Tracked<'a>> {
    let mut all = tracked(listing);
    all.retain(|one| only.is_none_or(|only| only.found.contains(&(one.key, one.item))));
    if order != Order::Status {
        sort(&mut all, order, |one| {
            listing.case(one.key).map(|case| SortKey::of_entry(case, one.item, order)).unwrap_or_default()
        });
    }
    all
}

/// The label of a status; nothing entered is not the same as a record that does not say.
pub fn status_label(status: Option<Status>) -> &'static str {
    status.map_or("Nothing entered", ClosedList::label)
}

/// The tracker of a library, counted by one thing, its recommendations by status.
pub fn tracker(listing: &Listing, by: TrackerBy) -> Page {
    tracker_sorted(listing, by, Order::Status, None)
}

/// The same, its recommendations in an order; or of those that a search finds alone.
pub fn tracker_sorted(listing: &Listing, by: TrackerBy, order: Order, only: Option<&Searched>) -> Page {
    let all = tracked_by(listing, order, only);
    let known = all.iter().filter(|one| one.standing.is_known()).count();
    let overdue = all.iter().filter(|one| one.is_overdue()).count();
    let cases = match only {
        Some(_) => all.iter().map(|one| one.key).collect::<HashSet<_>>().len(),
        None => listing.books.len(),
    };
    let lapsed: Vec<&Tracked<'_>> = all.iter().filter(|one| one.standing == Standing::Lapsed).collect();
    let field = listing.field();
    let called = field.worded("Recommendations");
    let mut report = Page {
        title: match by {
            TrackerBy::Status => format!("{called} and what became of them"),
            by => format!("{called} by {}, and what became of them", by.code()),
        },
        name: if by == TrackerBy::Status { "tracker".to_owned() } else { format!("tracker-by-{}", by.code()) },
        about: vec![format!(
            "{} in {}, as of {}; status entered for {known} ({}); overdue: {overdue}.",
            field.counted(all.len(), "recommendation"),
            counted(cases, "case"),
            listing.today,
            share(known, all.len())
        )],
        sections: Vec::new(),
    };
    if let Some(only) = only {
        report.title = format!("{} · {}", only.title, report.title);
        report.about.push("Only what the search finds; without a search, every recommendation.".to_owned());
    }
    if order != Order::Status || by == TrackerBy::Status {
        report.title.push_str(&format!(", by {}", order.told()));
    }
    if all.is_empty() {
        return report;
    }
    // A reader comes for the rows: what is said of all of them stands behind the first of them.
    let mut told = vec![format!(
        "A due date is entered for {}; due date gone by, outcome not entered: {}.",
        all.iter().filter(|one| one.recommendation.due.is_some()).count(),
        lapsed.len()
    )];
    let unknown = all.len() - known;
    if unknown > 0 {
        let since = all.iter().filter(|one| !one.standing.is_known() && !one.recommendation.updates.is_empty());
        told.push(format!(
            "For {unknown} of them ({}) no status is entered; what was reported since stands below {} of these.",
            share(unknown, all.len()),
            since.count()
        ));
    }
    told.extend(only.is_none().then(|| told_of_links(listing)));
    told.push(RULE.to_owned());
    let figures = [letters(listing, &all), statuses(listing, &all)].into_iter().map(Block::Figure);
    let counts = Section::of("In short", figures.chain(told.into_iter().map(Block::Aside)).collect());
    // A user who asks for another order wants its table before anything else.
    if by == TrackerBy::Status {
        report.sections.extend(known_by_case(listing, &all));
        report.sections.push(counts);
    } else {
        report.sections.extend(table(listing, &all, by));
        report.sections.push(counts);
    }
    if !lapsed.is_empty() && order == Order::Status {
        let heading = format!("Due date gone by, outcome not entered ({})", lapsed.len());
        report.sections.push(Section::of(heading, lapsed.iter().filter_map(|one| one.row(listing)).collect()));
    }
    report.sections.extend(only.is_none().then(|| late_replies(listing)).flatten());
    // Each stands once on the page: an export is counted by its rows.
    let (above, listed): (Vec<&Tracked<'_>>, Vec<&Tracked<'_>>) =
        all.iter().partition(|one| order == Order::Status && one.standing == Standing::Lapsed);
    for group in listed.chunk_by(|a, b| heading(listing, a, order) == heading(listing, b, order)) {
        let Some(first) = group.first() else { continue };
        let mut section = Section::new(format!("{} ({})", heading(listing, first, order), group.len()));
        let status = first.recommendation.status.filter(|_| order == Order::Status);
        let same = |one: &&&Tracked<'_>| one.recommendation.status == first.recommendation.status;
        let above = above.iter().filter(same).count();
        section.blocks.extend(status.map(|status| Block::Aside(field.worded(status.definition()).into_owned())));
        if above > 0 {
            section.blocks.push(Block::Aside(format!("{above} more stand above: their due date has gone by.")));
        }
        section.blocks.extend(group.iter().filter_map(|one| one.row(listing)));
        report.sections.push(section);
    }
    report
}

/// The heading that a recommendation stands under in an order.
pub(super) fn heading(listing: &Listing, one: &Tracked<'_>, order: Order) -> String {
    let case = listing.case(one.key);
    match order {
        Order::Due => match one.recommendation.due {
            Some(due) => format!("Due in {}", due.year()),
            None => "No due date is entered".to_owned(),
        },
        Order::Newest | Order::Oldest => match case.and_then(|case| case.date_of(one.item)) {
            Some(date) => format!("Reported in {}", date.year()),
            None => "The date of the report is not known".to_owned(),
        },
        Order::Case | Order::Title | Order::Area => case.map(|case| case_name(case)).unwrap_or_default(),
        Order::Status | Order::Relevance => status_label(one.recommendation.status).to_owned(),
    }
}

/// Bodies from which no reply is entered although it was due: of a review as a whole, and of single recommendations.
fn late_replies(listing: &Listing) -> Option<Section> {
    let mut rows: Vec<Block> = Vec::new();
    for book in &listing.books {
        for (at, review) in book.case.reviews.iter().enumerate() {
            let of_recommendations = review
                .recommendations
                .iter()
                .flat_map(|one| one.addressees.iter().map(move |addressee| (Some(&one.id), addressee)));
            let all = review.addressees.iter().map(|addressee| (None, addressee)).chain(of_recommendations);
            let late = all.filter(|(_, addressee)| Reply::of(review, addressee, listing.today) == Reply::Late);
            rows.extend(late.map(|(id, addressee)| {
                let whom = agencies(addressee.agency.as_slice(), None, &listing.vocabulary);
                let whom = addressee.named.as_ref().map_or(whom, ToString::to_string);
                let due = reply_due(review, addressee).map(|due| format!(", due {due}")).unwrap_or_default();
                let on = id.map(|id| format!(" to {id}")).unwrap_or_default();
                Block::Row(Row {
                    // A recommendation has a row of its own below.
                    link: Some(Link::to(book.key, &book.case, ItemRef::Page(CasePage::Review(at)))),
                    tone: Tone::Waiting,
                    text: format!("{whom}: no reply{on} is entered{due}"),
                    about: vec![format!("{} · {}", review.title, case_name(&book.case))],
                    ..Row::default()
                })
            }));
        }
    }
    let heading = format!("Reply due, none entered ({})", rows.len());
    (!rows.is_empty()).then(|| Section::of(heading, rows))
}

/// How much is known of each case's recommendations, and on whose word, the best known first. Cases of which nothing is entered
/// are counted and not listed.
fn known_by_case(listing: &Listing, all: &[Tracked<'_>]) -> Option<Section> {
    let mut rows = Vec::new();
    let mut silent = 0;
    for book in &listing.books {
        let own: Vec<&Recommendation> =
            all.iter().filter(|one| one.key == book.key).map(|one| one.recommendation).collect();
        if own.is_empty() {
            continue;
        }
        let count = |known: fn(&Recommendation) -> bool| own.iter().filter(|one| known(one)).count();
        let responses = count(|one| one.response.is_some());
        let statuses = count(|one| one.status.is_some_and(|status| status != Status::NotStated));
        let updates = count(|one| !one.updates.is_empty());
        if responses + statuses + updates == 0 {
            silent += 1;
            continue;
        }
        let mut said: Vec<&str> = own.iter().filter_map(|one| one.status_by.as_deref()).collect();
        said.sort_unstable();
        said.dedup();
        let cells = [own.len(), responses, statuses, updates].map(|count| count.to_string());
        let said = if said.is_empty() { "-".to_owned() } else { said.join(", ") };
        let cells = std::iter::once(book.case.title.to_string()).chain(cells).chain([said]).collect();
        let link = Some(Link::to_case(book.key));
        rows.push((statuses, responses, updates, (cells, link)));
    }
    if rows.is_empty() {
        return None;
    }
    // The sort is stable: where as much is known, the order of the library.
    rows.sort_by_key(|(statuses, responses, updates, _)| Reverse((*statuses, *responses, *updates)));
    let columns = ["Case", "Recs", "Response", "Status", "Updated", "Status by the word of"];
    let columns = columns.map(|name| listing.field().worded(name).into_owned()).to_vec();
    let table = Block::Table(Table { columns, rows: rows.into_iter().map(|(.., row)| row).collect() });
    let silent = (silent > 0).then(|| {
        let told = "no response, status or update of a recommendation is entered: the public record that was read says nothing.";
        Block::Aside(format!("For {} {}", counted(silent, "further case"), listing.field().worded(told)))
    });
    Some(Section::of("What is known, by case", std::iter::once(table).chain(silent).collect()))
}

/// A bar for each letter.
pub(super) fn letters(listing: &Listing, all: &[Tracked<'_>]) -> Figure {
    let bars = Rag::ALL.into_iter().map(|rag| {
        let count = all.iter().filter(|one| one.rag == rag).count();
        Bar { label: rag.label().to_owned(), count: number(count), share: share(count, all.len()), tone: rag.tone() }
    });
    Figure::Bars { unit: listing.field().worded("recommendations by letter").into_owned(), bars: bars.collect() }
}

/// A bar for each status that there is.
pub(super) fn statuses(listing: &Listing, all: &[Tracked<'_>]) -> Figure {
    let bars = groups(listing).into_iter().filter_map(|status| {
        let count = all.iter().filter(|one| one.recommendation.status == status).count();
        let share = share(count, all.len());
        (count > 0).then(|| Bar {
            label: status_label(status).to_owned(),
            count: number(count),
            share,
            tone: match status {
                Some(status) if status.sense() == Sense::Overdue => Tone::Alarm,
                Some(status) => match status.letter() {
                    Some(Letter::Red) => Tone::Alarm,
                    Some(Letter::Green) => Tone::Good,
                    _ => Tone::Plain,
                },
                None => Tone::Plain,
            },
        })
    });
    Figure::Bars { unit: listing.field().worded("recommendations by status").into_owned(), bars: bars.collect() }
}

/// The counts of a case, an agency or a theme.
#[derive(Debug, Default)]
struct Counts {
    letters: [usize; 4],
    known: usize,
    overdue: usize,
    link: Option<Link>,
}

impl Counts {
    fn total(&self) -> usize {
        self.letters.iter().sum()
    }

    fn add(&mut self, one: &Tracked<'_>, link: Option<Link>) {
        if let Some(count) = self.letters.get_mut(one.rag as usize) {
            *count += 1;
        }
        self.known += usize::from(one.standing.is_known());
        self.overdue += usize::from(one.is_overdue());
        self.link = link;
    }

    fn reds(&self) -> usize {
        self.letters.first().copied().unwrap_or(0)
    }
}

fn table(listing: &Listing, all: &[Tracked<'_>], by: TrackerBy) -> Option<Section> {
    let mut counts: BTreeMap<String, Counts> = BTreeMap::new();
    let vocabulary = &listing.vocabulary;
    for one in all {
        match by {
            TrackerBy::Status => return None,
            TrackerBy::Case => {
                let case = listing.case(one.key)?;
                let link = Link::to_case(one.key);
                counts.entry(case_name(case)).or_default().add(one, Some(link));
            }
            TrackerBy::Agency => {
                for agency in &one.recommendation.addressed_to {
                    let link = vocabulary.term(OpenList::Agency, agency.code());
                    let link = link.map(|term| Link::Agency(term.code.to_string()));
                    counts.entry(agency.label(vocabulary).to_owned()).or_default().add(one, link);
                }
            }
            TrackerBy::Theme => {
                for theme in &one.recommendation.themes {
                    let link = Link::Search(format!("is:recommendation theme:{}", theme.code()));
                    counts.entry(theme.label(vocabulary).to_owned()).or_default().add(one, Some(link));
                }
            }
        }
    }
    // The most red first, then the most recommendations.
    let mut rows: Vec<(String, Counts)> = counts.into_iter().collect();
    rows.sort_by_key(|(_, counts)| (Reverse(counts.reds()), Reverse(counts.total())));
    let heading = match by {
        TrackerBy::Case => "Case",
        TrackerBy::Agency => "Agency addressed",
        _ => "Theme",
    };
    let columns = [heading, "R", "A", "G", "-", "Total", "Known", "Overdue"].map(str::to_owned).to_vec();
    let rows = rows.into_iter().map(|(label, counts)| {
        let total = counts.total();
        let mut cells = vec![label];
        cells.extend(counts.letters.iter().map(ToString::to_string));
        cells.extend([total.to_string(), share(counts.known, total), counts.overdue.to_string()]);
        (cells, counts.link)
    });
    let table = Table { columns, rows: rows.collect() };
    let several = "Known: the share for which a status is entered.";
    let twice = " One that names several counts under each of them.";
    let several = if by == TrackerBy::Case { several.to_owned() } else { format!("{several}{twice}") };
    Some(Section::of(
        format!("By {}", heading.to_lowercase()),
        vec![Block::Aside(format!("{LEGEND} {several}")), Block::Table(table)],
    ))
}
