//! `casebook export`: what a search finds, a case, or single entries as a file to take away.

use std::path::{Path, PathBuf};

use clap::builder::PossibleValue;
use clap::{ArgGroup, Args, ValueEnum};

use super::brief::brief_of;
use super::loaded::Loaded;
use super::notebook::{state_folder, tell};
use super::output::{Output, complain};
use super::search::{LensName, complain_of_query, find};
use super::show::no_item;
use super::since::since_then;
use super::{CliError, FINE, NOTHING_FOUND, Start, WRONG};
use crate::case::{CasePage, ItemRef};
use crate::library::EntryKey;
use crate::notebook::{Over, write_new};
use crate::page::marks::marks;
use crate::page::recurring::recurring;
use crate::page::{
    Block, Page, Section, Table, TrackerBy, name_of, of_items, orphans, pictures, tracker, whole_case, with_unread,
};
use crate::search::{Answer, Ask, FacetCount, Hits, Lens, Query};
use crate::text::clean_line;
use crate::write::{FORMATS, Format, export};

/// Arguments of `casebook export`.
#[derive(Debug, Args)]
#[command(
    group(ArgGroup::new("what").required(true).args(["query", "case", "item", "brief", "marked", "since", "page"])),
    after_long_help = "Examples:\n  \
        casebook export --query 'bruising gp' --lens findings --output bruising.html\n  \
        casebook export --case peter-connelly --format md | less\n  \
        casebook export --brief police --output police.html\n  \
        casebook export --marked --output marked.md\n  \
        casebook export --item peter-connelly/F1 --item victoria-climbie/R3 --output two.csv\n\n\
        A file is written whole or not at all, and nobody else may read it until you let them: it may hold what reports say \
        about real people.\n\nExit codes: 0 written, 1 nothing was found, 2 wrong use or something unreadable."
)]
pub struct ExportArguments {
    /// Take what this search finds, best first, as `casebook search` lists it
    #[arg(long, value_name = "QUERY")]
    pub query: Option<String>,

    /// Which entries of those found
    #[arg(long, value_name = "LENS", default_value = "everything", requires = "query")]
    pub lens: LensName,

    /// Take everything of the case with this id
    #[arg(long, value_name = "ID")]
    pub case: Option<String>,

    /// Take this entry, such as peter-connelly/F1; may be given several times
    #[arg(long, value_name = "CASE/ID")]
    pub item: Vec<String>,

    /// Take the brief of this agency, or the seven-minute briefing of the case with this id
    #[arg(long, value_name = "AGENCY|CASE")]
    pub brief: Option<String>,

    /// Take what is marked or has a note
    #[arg(long)]
    pub marked: bool,

    /// Take what has changed since a date, a snapshot or a git revision
    #[arg(long, value_name = "WHEN")]
    pub since: Option<String>,

    /// Take one of the pages on the whole library
    #[arg(long, value_name = "PAGE")]
    pub page: Option<PageName>,

    /// What to write; without it, what the ending of the output says, else Markdown
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<FormatName>,

    /// The file to write; without it, standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Replace the file if it is there
    #[arg(long, requires = "output")]
    pub force: bool,
}

/// A page on the whole library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PageName {
    /// Every recommendation by status
    Tracker,
    /// What recurs in several cases
    Recurring,
    /// Findings without an answer, recommendations that cite no finding
    Orphans,
    /// Themes, agencies and statuses as pictures
    Pictures,
}

impl PageName {
    fn made(self, loaded: &Loaded) -> Page {
        let listing = &loaded.listing;
        match self {
            Self::Tracker => tracker(listing, TrackerBy::Status),
            Self::Recurring => recurring(listing, &loaded.engine().groups(&|| false).unwrap_or_default(), MOST_GROUPS),
            Self::Orphans => orphans(listing, None),
            Self::Pictures => pictures(listing),
        }
    }
}

/// Groups on the page of what recurs.
const MOST_GROUPS: usize = 100;

/// A format as it is named on the command line.
#[derive(Debug, Clone, Copy)]
pub struct FormatName(pub Format);

impl ValueEnum for FormatName {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self(Format::Markdown), Self(Format::Csv), Self(Format::Json), Self(Format::Html), Self(Format::Text)]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let row = self.0.row();
        Some(PossibleValue::new(row.code).help(row.label).aliases(row.also))
    }
}

pub(super) fn run(start: &Start, arguments: &ExportArguments, output: &mut Output) -> Result<u8, CliError> {
    let Some(format) = format_of(arguments) else { return Ok(WRONG) };
    let loaded = Loaded::read(start)?;
    let (report, code) = match arguments {
        ExportArguments { query: Some(query), .. } => found(&loaded, query, arguments.lens.0),
        ExportArguments { case: Some(id), .. } => case(&loaded, id),
        ExportArguments { brief: Some(of), .. } => unless_none(brief_of(&loaded, of)),
        ExportArguments { since: Some(when), .. } => {
            let (page, code) = since_then(start, &loaded, when)?;
            (Some(page), code)
        }
        ExportArguments { page: Some(page), .. } => (Some(page.made(&loaded)), FINE),
        ExportArguments { marked: true, .. } => marked(&loaded)?,
        ExportArguments { item, .. } => items(&loaded, item),
    };
    let code = if loaded.complain() { WRONG } else { code };
    let Some(report) = report else { return Ok(code) };
    let text = export(&with_unread(report, &loaded.listing), &loaded.listing, format);
    match file(arguments) {
        Some(path) => {
            write_new(path, &text, if arguments.force { Over::Anything } else { Over::Nothing })?;
            output.line(&format!("Wrote {}", clean_line(&path.to_string_lossy())))?;
        }
        None => output.text(&text)?,
    }
    output.finish()?;
    Ok(code)
}

fn unless_none(report: Option<Page>) -> (Option<Page>, u8) {
    let code = if report.is_some() { FINE } else { NOTHING_FOUND };
    (report, code)
}

/// The items with a mark or a note, those no longer found included.
fn marked(loaded: &Loaded) -> Result<(Option<Page>, u8), CliError> {
    let (kept, problem) = state_folder()?.marks();
    let code = if tell(problem) { WRONG } else { FINE };
    if kept.is_empty() {
        complain("nothing is marked; `casebook mark CASE ITEM` marks an item, as m does in the explorer");
        return Ok((None, code.max(NOTHING_FOUND)));
    }
    let real = loaded.catalogue.real_cases_by_key();
    Ok((Some(marks(&loaded.listing, &real, &kept, &loaded.redactor(), loaded.catalogue.hides_ids())), code))
}

/// The file that is asked for; "-" is standard output, as elsewhere.
fn file(arguments: &ExportArguments) -> Option<&Path> {
    arguments.output.as_deref().filter(|path| *path != Path::new("-"))
}

/// The format that is named, or that the file's ending means; nothing, and a complaint, for an ending of no format.
fn format_of(arguments: &ExportArguments) -> Option<Format> {
    if let Some(FormatName(format)) = arguments.format {
        return Some(format);
    }
    let Some(ending) = file(arguments).and_then(Path::extension) else { return Some(Format::default()) };
    let ending = ending.to_string_lossy();
    let format = Format::of_ending(&ending);
    if format.is_none() {
        let codes: Vec<&str> = FORMATS.iter().map(|row| row.code).collect();
        let codes = codes.join(", ");
        complain(&format!(
            "\".{}\" is the ending of no format that casebook writes; end the name in one of {codes}, or say --format",
            clean_line(&ending)
        ));
    }
    format
}

fn found(loaded: &Loaded, query: &str, lens: Lens) -> (Option<Page>, u8) {
    // The query is written again, and nothing written may act on a terminal.
    let text = clean_line(query).into_owned();
    let ask = Ask { query: Query::parse(&text), lens, facets: false, all_words: false };
    let hits = match find(loaded, &ask) {
        Some(Answer::Hits(hits)) => hits,
        Some(Answer::Wrong(problems)) => {
            complain_of_query(&text, &problems, loaded.catalogue.is_redacted());
            return (None, WRONG);
        }
        None => return (None, NOTHING_FOUND),
    };
    let title = format!("Found by \"{text}\"");
    let mut report = match lens {
        Lens::Terms => terms(&title, &hits.facets),
        Lens::Cases | Lens::Everything | Lens::Findings | Lens::Recommendations | Lens::Events => {
            listed(loaded, &title, &hits)
        }
    };
    report.name = format!("search-{}", name_of(&text));
    let empty = report.rows().next().is_none() && hits.facets.is_empty();
    if empty {
        complain(&format!("nothing was found by: {text}; nothing was written"));
    }
    let code = if empty { NOTHING_FOUND } else { FINE };
    (Some(report).filter(|_| !empty), code)
}

/// The entries found, best first; cases by their pages.
fn listed(loaded: &Loaded, title: &str, hits: &Hits) -> Page {
    let places: Vec<(EntryKey, ItemRef)> = match hits.lens {
        Lens::Cases => hits.cases.iter().map(|case| (case.key, ItemRef::Page(CasePage::Case))).collect(),
        _ => hits.listed.iter().map(|hit| (hit.key, hit.item)).collect(),
    };
    let sort = hits.lens.title().to_lowercase();
    let sort = if hits.lens == Lens::Everything { "entries".to_owned() } else { sort };
    let near = hits.near.count();
    let about = if near > 0 {
        format!(
            "{} with every word of the search, then {near} near: with some of them, best first",
            places.len() - near.min(places.len())
        )
    } else if hits.lens != Lens::Cases && hits.total > places.len() {
        // No list is longer than this; a narrower search has the others.
        format!("The best {} of {} {sort}, best first", places.len(), hits.total)
    } else {
        format!("{} {sort}, best first", places.len())
    };
    of_items(&loaded.listing, title, vec![about], &places, &|_, _| None)
}

/// Themes and agencies, with how often what is found has them.
fn terms(title: &str, facets: &[FacetCount]) -> Page {
    let columns = ["Name", "Field", "Findings", "Recommendations", "Events", "Entries"].map(str::to_owned).to_vec();
    let rows = facets.iter().map(|count| {
        let [findings, recommendations, events] = count.counts.map(|number| number.to_string());
        let field = count.field.row().name.to_owned();
        (vec![count.label.clone(), field, findings, recommendations, events, count.all.to_string()], None)
    });
    let table = Block::Table(Table { columns, rows: rows.collect() });
    Page {
        title: title.to_owned(),
        about: vec!["Themes and agencies of what was found, and how often".to_owned()],
        sections: vec![Section::of("", vec![table])],
        ..Page::default()
    }
}

fn case(loaded: &Loaded, id: &str) -> (Option<Page>, u8) {
    match key_of(loaded, id) {
        Ok(key) => {
            let case = loaded.listing.case(key);
            (case.map(|case| whole_case(key, case, &loaded.listing.vocabulary)), FINE)
        }
        Err(code) => (None, code),
    }
}

fn items(loaded: &Loaded, named: &[String]) -> (Option<Page>, u8) {
    let mut places = Vec::new();
    for name in named {
        let Some((id, item)) = name.rsplit_once('/') else {
            let name = clean_line(name);
            complain(&format!("\"{name}\" names no entry; write a case and an entry, such as peter-connelly/F1"));
            return (None, WRONG);
        };
        let key = match key_of(loaded, id) {
            Ok(key) => key,
            Err(code) => return (None, code),
        };
        let Some(case) = loaded.listing.case(key) else { return (None, NOTHING_FOUND) };
        let Some(found) = case.item_named(item) else {
            complain(&no_item(case, item));
            return (None, NOTHING_FOUND);
        };
        places.push((key, found));
    }
    let count = if places.len() == 1 { "1 entry".to_owned() } else { format!("{} entries", places.len()) };
    (Some(of_items(&loaded.listing, "Entries of case reviews", vec![count], &places, &|_, _| None)), FINE)
}

/// The key of the case with this id; what the program ends with, and a complaint, where there is none.
fn key_of(loaded: &Loaded, id: &str) -> Result<EntryKey, u8> {
    if let Some(key) = loaded.find(id) {
        return Ok(key);
    }
    // A file that may hold it and cannot be read is told with all the others.
    if !loaded.catalogue.unread_stems().contains(id) {
        loaded.complain_of_id(id);
    }
    Err(NOTHING_FOUND)
}
