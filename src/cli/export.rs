//! `casebook export`: what a search finds, a case, or single entries as a file to take away.

use std::path::{Path, PathBuf};

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{ArgGroup, Args};

use super::brief::brief_of;
use super::loaded::Loaded;
use super::output::{Output, complain};
use super::page::{page_names, request};
use super::rows::{RowArguments, list_of};
use super::search::{LensName, find_or_tell, sort_hits};
use super::take_away::{take_away, write_for_editing};
use super::{CliError, FINE, Start, WRONG};
use crate::case::{CasePage, ItemRef};
use crate::config::Feature;
use crate::library::EntryKey;
use crate::notebook::{Over, write_new};
use crate::page::{
    Block, Listing, MARKS, Page, PageOf, PageRequest, PageRow, SINCE, Section, Table, WHOLE_CASE, name_of, of_items,
    sort_items, with_unread,
};
use crate::search::{Ask, FacetCount, Hits, Lens, Listed, Order, Query};
use crate::text::clean_line;
use crate::work::{Act, ids_of_rows};
use crate::write::{FORMATS, Format, SheetFormat, export, package};

/// Arguments of `casebook export`.
#[derive(Debug, Args)]
#[command(
    group(ArgGroup::new("what").required(true).args(["query", "case", "item", "brief", "marked", "since", "page", "package"])),
    after_long_help = "Examples:\n  \
        casebook export --query 'bruising gp' --lens findings --output bruising.html\n  \
        casebook export --case peter-connelly --format md | less\n  \
        casebook export --brief 'information sharing' --output sharing.html\n  \
        casebook export --marked --output marked.md\n  \
        casebook export --page tracker --for-editing --output tracker.xlsx\n  \
        casebook export --package data\n  \
        casebook export --item peter-connelly/F1 --item victoria-climbie/R3 --output two.csv\n\n\
        A file is written whole or not at all, and nobody else may read it until you let them: it may hold what reports say \
        about real people.\n\nExit codes: 0 written, 1 nothing was found, 2 wrong use or something unreadable."
)]
pub struct ExportArguments {
    /// Take what this search finds, as `casebook search` lists it
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

    /// Take the brief of this agency, theme, harm, nation, place or search, or the seven-minute briefing of the case with
    /// this id
    #[arg(long, value_name = "SUBJECT")]
    pub brief: Option<String>,

    /// Take the short form of the brief, to be read aloud
    #[arg(long, requires = "brief")]
    pub short: bool,

    /// Take what is marked or has a note
    #[arg(long)]
    pub marked: bool,

    /// Take what has changed since a date, a snapshot or a git revision
    #[arg(long, value_name = "WHEN")]
    pub since: Option<String>,

    /// Take this page
    #[arg(long, value_name = "PAGE", value_parser = page_names())]
    pub page: Option<&'static PageRow>,

    /// The subject of the page, where it has one: a case, an entry such as peter-connelly/F1, an agency, a theme, a day
    #[arg(long, value_name = "SUBJECT", requires = "page")]
    pub of: Option<String>,

    /// Take the tracker as a table to edit elsewhere, which `casebook import --preset casebook` brings back
    #[arg(long, requires = "page")]
    pub for_editing: bool,

    /// Write the whole library as a Frictionless data package into this folder, for databases and statistics
    #[arg(long, value_name = "DIR")]
    pub package: Option<PathBuf>,

    #[command(flatten)]
    pub rows: RowArguments,

    /// The format; without it, that of the ending of the output, else Markdown
    #[arg(long, value_name = "FORMAT", value_parser = format_names())]
    pub format: Option<&'static Format>,

    /// The file to write; without it, standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Replace the file if it is there
    #[arg(long)]
    pub force: bool,
}

/// Takes the name of a format.
fn format_names() -> impl TypedValueParser<Value = &'static Format> {
    let named = |row: &Format| PossibleValue::new(row.code).help(row.label).aliases(row.also);
    PossibleValuesParser::new(FORMATS.iter().map(named))
        .try_map(|name| Format::of_ending(&name).ok_or("no format has this name"))
}

pub(super) fn run(start: &Start, arguments: &ExportArguments, output: &mut Output) -> Result<u8, CliError> {
    let Some(format) = format_of(arguments) else { return Ok(WRONG) };
    let of_marks = arguments.marked || arguments.page.is_some_and(|page| *page == MARKS);
    let refused = start.resolve()?.restriction.refuses(Feature::Marks, "An export of the marks");
    if let Some(refused) = refused.filter(|_| of_marks) {
        return Err(CliError::Wrong(refused));
    }
    let loaded = Loaded::read(start)?;
    if let Some(folder) = &arguments.package {
        return write_package(&loaded, folder, arguments.force, output);
    }
    if arguments.for_editing {
        let is_tracker = arguments.page.is_some_and(|row| row.name == "tracker");
        let form = match format.code {
            "csv" => SheetFormat::Csv,
            "xlsx" => SheetFormat::Xlsx,
            _ => return Err(CliError::Wrong("a table to edit is CSV or XLSX; say --format xlsx".to_owned())),
        };
        if !is_tracker {
            return Err(CliError::Wrong("only the tracker can be edited elsewhere; say --page tracker".to_owned()));
        }
        return write_for_editing(&loaded, file(arguments), Some(form), arguments.force, output);
    }
    let mut page = match arguments {
        ExportArguments { query: Some(query), .. } => found(&loaded, query, arguments)?,
        ExportArguments { case: Some(id), .. } => loaded.make(&WHOLE_CASE.of(PageOf::Case(loaded.key_of(id)?)))?,
        ExportArguments { brief: Some(of), .. } => loaded.make(&brief_of(&loaded, of, arguments.short)?)?,
        ExportArguments { since: Some(when), .. } => loaded.make(&SINCE.of(PageOf::When(when.clone())))?,
        ExportArguments { page: Some(row), of, .. } => {
            let request = request(&loaded, row, of.as_deref())?;
            let order = sorted(row.listed(), arguments, request.order)?;
            loaded.make(&PageRequest { order, ..request })?
        }
        ExportArguments { marked: true, .. } => loaded.make(&request(&loaded, &MARKS, None)?)?,
        ExportArguments { item, .. } => {
            items(&loaded, item, sorted(Some(Listed::Entries), arguments, Order::Relevance)?)?
        }
    };
    if arguments.query.is_none() && arguments.item.is_empty() && arguments.page.is_none() {
        sorted(None, arguments, Order::Relevance)?;
    }
    page.keep_rows(arguments.rows.limit);
    let code = if loaded.complain() { WRONG } else { FINE };
    let ids = ids_of_rows(&page, &loaded.catalogue);
    let of = arguments.case.as_deref().or(arguments.of.as_deref()).and_then(|id| loaded.find(id));
    let of = of.and_then(|key| loaded.catalogue.real(key)).map(|case| case.id.to_string());
    let ids: Vec<String> = of.into_iter().chain(ids).collect();
    let what = format!(" page={} format={}", arguments.page.map_or("entries", |page| page.name), format.code);
    match start.audit().record(Act::Export, &what, &ids) {
        Ok(told) => told.into_iter().for_each(|told| complain(&told)),
        Err(refused) => return Err(CliError::Wrong(refused)),
    }
    let bytes = export(&with_unread(page, &loaded.listing), &loaded.listing, format);
    take_away(file(arguments), bytes, format.is_text(), arguments.force, output)?;
    output.finish()?;
    Ok(code)
}

/// Writes the data package, a file for each of its tables.
fn write_package(loaded: &Loaded, folder: &Path, force: bool, output: &mut Output) -> Result<u8, CliError> {
    std::fs::create_dir_all(folder).map_err(|error| CliError::NoPath { path: folder.to_owned(), error })?;
    let over = if force { Over::Another } else { Over::Nothing };
    let files = package(&loaded.listing);
    let count = files.len();
    for (name, bytes) in files {
        write_new(&folder.join(name), &bytes, over)?;
    }
    output.line(&format!("Wrote {count} files in {}", clean_line(&folder.to_string_lossy())))?;
    output.finish()?;
    Ok(loaded.end(!loaded.listing.books.is_empty()))
}

/// The order that is asked for, of a list that can be sorted.
fn sorted(list: Option<Listed>, arguments: &ExportArguments, usual: Order) -> Result<Order, CliError> {
    match list {
        Some(list) => arguments.rows.order(list, usual),
        None if arguments.rows.sort.is_none() => Ok(usual),
        None => Err(CliError::Wrong("this page has one order; leave --sort away".to_owned())),
    }
}

/// The file that is asked for; "-" is standard output, as elsewhere.
fn file(arguments: &ExportArguments) -> Option<&Path> {
    arguments.output.as_deref().filter(|path| *path != Path::new("-"))
}

/// The format that is named, or that the file's ending means; nothing, and a complaint, for an ending of no format.
fn format_of(arguments: &ExportArguments) -> Option<&'static Format> {
    if let Some(format) = arguments.format {
        return Some(format);
    }
    let Some(ending) = file(arguments).and_then(Path::extension) else { return FORMATS.first() };
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

fn found(loaded: &Loaded, query: &str, arguments: &ExportArguments) -> Result<Page, CliError> {
    let lens = arguments.lens.0;
    // The query is written again, and nothing written may act on a terminal.
    let text = clean_line(query).into_owned();
    let ask = Ask { query: Query::parse(&text), lens, facets: false, all_words: false };
    let usual = ask.query.order().unwrap_or_default();
    let order = arguments.rows.order(list_of(lens, &arguments.rows)?, usual)?;
    let mut hits = find_or_tell(loaded, &text, &ask)?;
    sort_hits(&loaded.catalogue, &mut hits, order);
    let typed = loaded.catalogue.typed(&text);
    let title = format!("Found by \"{typed}\"");
    let mut report = match lens {
        Lens::Terms => terms(&loaded.listing, &title, &hits.facets),
        Lens::Cases | Lens::Everything | Lens::Findings | Lens::Recommendations | Lens::Events => {
            listed(loaded, &title, &hits, order)
        }
    };
    report.name = format!("search-{}", name_of(&typed));
    if report.rows().next().is_none() && hits.facets.is_empty() {
        complain(&format!("nothing was found by: {text}; nothing was written"));
        return Err(loaded.nothing());
    }
    Ok(report)
}

/// The entries found, in their order; cases by their pages.
fn listed(loaded: &Loaded, title: &str, hits: &Hits, order: Order) -> Page {
    let places: Vec<(EntryKey, ItemRef)> = match hits.lens {
        Lens::Cases => hits.cases.iter().map(|case| (case.key, ItemRef::Page(CasePage::Case))).collect(),
        _ => hits.listed.iter().map(|hit| (hit.key, hit.item)).collect(),
    };
    let (near, by) = (hits.near.count(), order.told());
    let about = if near > 0 {
        let whole = places.len() - near.min(places.len());
        format!("{whole} with every word of the search, then {near} near: with some of them, by {by}")
    } else {
        let sort = if hits.lens == Lens::Everything {
            "entries".to_owned()
        } else {
            loaded.listing.field().worded(hits.lens.title()).to_lowercase()
        };
        format!("{} {sort}, by {by}", places.len())
    };
    of_items(&loaded.listing, title, vec![about], &places, &|_, _| None)
}

/// Themes and agencies, with how often what is found has them.
fn terms(listing: &Listing, title: &str, facets: &[FacetCount]) -> Page {
    let columns = ["Name", "Field", "Findings", "Recommendations", "Events", "Entries"];
    let columns = columns.map(|name| listing.field().worded(name).into_owned()).to_vec();
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

fn items(loaded: &Loaded, named: &[String], order: Order) -> Result<Page, CliError> {
    let mut places = named.iter().map(|name| loaded.item_of(name)).collect::<Result<Vec<_>, _>>()?;
    sort_items(&loaded.listing, &mut places, order);
    let count = if places.len() == 1 { "1 entry".to_owned() } else { format!("{} entries", places.len()) };
    let title = format!("Entries of {}", loaded.listing.field().label.to_lowercase());
    Ok(of_items(&loaded.listing, &title, vec![count], &places, &|_, _| None))
}
