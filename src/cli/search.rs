//! `casebook search`: what the explorer's search finds, a line each.

use std::borrow::Cow;
use std::cell::Cell;

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};
use serde::Serialize;

use super::loaded::Loaded;
use super::output::{Output, complain};
use super::rows::{EntryOf, RowArguments, list_of};
use super::{CliError, FINE, NOTHING_FOUND, Start, WRONG};
use crate::case::{CasePage, ItemRef};
use crate::library::Catalogue;
use crate::page::labels::{row_year, shown_year};
use crate::search::{
    Answer, Ask, CaseHits, FIELDS, FacetCount, FilterField, Highlighter, Hits, Lens, LensHit, Meant, Order, Query,
    QueryProblem, SIGNS, SortKey, StoodFor, Told, main_text, sort, sort_of,
};
use crate::text::cells::{column, fit, width};
use crate::text::{clean_line, counted};

/// Arguments of `casebook search`.
#[derive(Debug, Args)]
pub struct SearchArguments {
    /// The search, as in the explorer: `casebook search --help` tells the language
    #[arg(value_name = "QUERY", required = true)]
    pub query: Vec<String>,

    /// The kind of entries to list
    #[arg(long, value_name = "LENS", default_value = "everything")]
    pub lens: LensName,

    #[command(flatten)]
    pub rows: RowArguments,

    /// List only what has every word, and nothing near; exit with 1 where nothing has
    #[arg(long)]
    pub all_words: bool,

    /// Print one JSON object on each line
    #[arg(long)]
    pub json: bool,
}

/// A lens as it is named on the command line.
#[derive(Debug, Clone, Copy)]
pub struct LensName(pub Lens);

impl ValueEnum for LensName {
    fn value_variants<'a>() -> &'a [Self] {
        &[
            Self(Lens::Cases),
            Self(Lens::Everything),
            Self(Lens::Findings),
            Self(Lens::Recommendations),
            Self(Lens::Events),
            Self(Lens::Terms),
        ]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.code()))
    }
}

/// The language of the search, from its tables.
pub fn language_help() -> String {
    let rows: Vec<(&str, &str)> = SIGNS
        .iter()
        .map(|sign| (sign.written, sign.help))
        .chain(FIELDS.iter().map(|row| (row.examples.first().copied().unwrap_or(row.name), row.help)))
        .collect();
    let widest = rows.iter().map(|(written, _)| written.chars().count()).max().unwrap_or(0);
    let rows: Vec<String> = rows.iter().map(|(written, help)| format!("  {written:widest$}  {help}")).collect();
    format!(
        "The language, all of which must hold, in any order:\n{}\n\nExit codes: 0 something was found, 1 nothing, 2 the query is wrong.",
        rows.join("\n")
    )
}

/// A hit as `search --json` prints it.
#[derive(Serialize)]
struct HitLine<'a> {
    #[serde(flatten)]
    of: EntryOf<'a>,
    id: String,
    kind: &'a str,
    text: &'a str,
    score: u32,
    /// The words of the query that a near entry has in no way; missing where it has every word.
    #[serde(skip_serializing_if = "Option::is_none")]
    lacks: Option<&'a [String]>,
    /// The words that stood for words of the query in a near entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    stands_for: Option<Vec<Stood>>,
    /// First byte of each match in the text, and one past its last.
    matches: Vec<[usize; 2]>,
}

/// A word that stood for a word of the query.
#[derive(Serialize)]
struct Stood {
    found: String,
    wanted: String,
    /// "word", "slip", "case" (the word stands in its case or review) or "letters".
    how: &'static str,
}

/// A count as `search --lens terms --json` prints it.
#[derive(Serialize)]
struct CountLine<'a> {
    field: &'a str,
    code: &'a str,
    label: &'a str,
    findings: u32,
    recommendations: u32,
    events: u32,
    entries: u32,
}

pub(super) fn run(start: &Start, arguments: &SearchArguments, output: &mut Output) -> Result<u8, CliError> {
    // The query may be printed again, and nothing printed may act on a terminal.
    let text = clean_line(&arguments.query.join(" ")).into_owned();
    let all_words = arguments.all_words || start.resolve()?.settings.interface.all_words;
    let ask = Ask { query: Query::parse(&text), lens: arguments.lens.0, facets: false, all_words };
    let usual = ask.query.order().unwrap_or_default();
    let order = arguments.rows.order(list_of(ask.lens, &arguments.rows)?, usual)?;
    let loaded = Loaded::read(start)?;
    let catalogue = &loaded.catalogue;
    let mut hits = match find(&loaded, &ask) {
        Some(Answer::Hits(hits)) => hits,
        Some(Answer::Wrong(problems)) => {
            complain_of_query(&text, &problems, catalogue.is_redacted());
            return Ok(WRONG);
        }
        None => return Ok(NOTHING_FOUND),
    };
    sort_hits(catalogue, &mut hits, order);
    if !arguments.json {
        heading(&hits, ask.lens).into_iter().for_each(|told| complain(&told));
    }
    match ask.lens {
        Lens::Cases => arguments.rows.cut(&mut hits.cases),
        Lens::Terms => arguments.rows.cut(&mut hits.facets),
        _ => arguments.rows.cut(&mut hits.listed),
    }
    let printer = Printer { catalogue, hits: &hits, query: &ask.query, json: arguments.json, parted: Cell::new(false) };
    let printed = match ask.lens {
        Lens::Cases => printer.cases(output)?,
        Lens::Terms => printer.terms(output)?,
        _ => printer.entries(output)?,
    };
    output.finish()?;
    for note in ask.query.notes() {
        complain(&note.to_string());
    }
    for understood in ask.query.understood() {
        let words = text.get(understood.span.clone()).unwrap_or_default();
        complain(&match &understood.meant {
            Meant::Filter(filter) => {
                format!("\"{words}\" is understood as {filter}; put it in quotes to search for the words")
            }
            Meant::Order(order) => {
                format!(
                    "\"{words}\" is understood as --sort {}; put it in quotes to search for the words",
                    order.code()
                )
            }
            Meant::Meaning => format!("\"{words}\" is left out; \"casebook explain\" tells what a word means"),
            Meant::Page => format!("\"{words}\" is left out; \"casebook brief\" prints a page on a search"),
        });
    }
    Ok(match (loaded.complain(), printed) {
        (true, _) => WRONG,
        (false, 0) => {
            complain(&hits.nothing(&text));
            NOTHING_FOUND
        }
        (false, _) => FINE,
    })
}

/// How much is found, and the columns of what follows.
fn heading(hits: &Hits, lens: Lens) -> Option<String> {
    let with_every = hits.cases.iter().filter(|case| case.near.is_none()).count();
    let (count, noun, columns) = match lens {
        Lens::Cases => (with_every, "case", "case, matches, kind, year, title"),
        Lens::Terms => (hits.facets.len(), "value", "field, entries, code, label"),
        _ => (hits.total, "entry", "case, id, kind, year, text"),
    };
    let near = match (lens, hits.near.count()) {
        (Lens::Terms, _) | (_, 0) => String::new(),
        (Lens::Cases, _) => format!(", {} near", hits.cases.len() - with_every),
        (_, near) => format!(", {near} near"),
    };
    let every = if lens == Lens::Terms { "" } else { " with every word" };
    (count > 0 || !near.is_empty()).then(|| format!("{}{every}{near}; columns: {columns}", counted(count, noun)))
}

/// Searches a library as the explorer does.
pub(super) fn find(loaded: &Loaded, ask: &Ask) -> Option<Answer> {
    let mut engine = loaded.engine();
    if ask.query.asks_of(FilterField::Is) {
        loaded.mark(&mut engine);
    }
    engine.search(ask, &|| false)
}

/// Puts what is found into an order; what is near stays below the line.
pub(super) fn sort_hits(catalogue: &Catalogue, hits: &mut Hits, order: Order) {
    let key = |key, item| {
        let case = catalogue.case(key);
        case.map(|case| SortKey::of(case, item, order)).unwrap_or_default()
    };
    sort(&mut hits.listed, order, |hit| key(hit.key, hit.item).below_line(hit.near.is_some()));
    let case_key = |hits: &CaseHits| key(hits.key, ItemRef::Page(CasePage::Case)).below_line(hits.near.is_some());
    sort(&mut hits.cases, order, case_key);
}

/// The hits of a search; mistakes in the query are told.
pub(super) fn find_or_tell(loaded: &Loaded, text: &str, ask: &Ask) -> Result<Hits, CliError> {
    match find(loaded, ask) {
        Some(Answer::Hits(hits)) => Ok(hits),
        Some(Answer::Wrong(problems)) => {
            complain_of_query(text, &problems, loaded.catalogue.is_redacted());
            loaded.complain();
            Err(CliError::Told(WRONG))
        }
        None => Err(loaded.nothing()),
    }
}

/// Tells what is wrong with a query, each problem below the words that it is about. Where names are hidden, what may have been meant is not told: it could name somebody.
pub(super) fn complain_of_query(text: &str, problems: &[QueryProblem], redacted: bool) {
    complain(&format!("{NOT_UNDERSTOOD}{text}"));
    for problem in problems {
        let before = width(text.get(..problem.span.start).unwrap_or_default());
        let under = width(text.get(problem.span.clone()).unwrap_or_default()).max(1);
        // As far in as the text itself stands after "casebook: the search is not understood: ".
        let told = if redacted { problem.message.clone() } else { problem.to_string() };
        complain(&format!("{}{} {told}", " ".repeat(NOT_UNDERSTOOD.len() + before), "^".repeat(under)));
    }
}

const NOT_UNDERSTOOD: &str = "the search is not understood: ";

/// Cells of the columns before the text on a terminal: case, id, kind, year.
const COLUMNS: [usize; 4] = [28, 12, 14, 6];

struct Printer<'a> {
    catalogue: &'a Catalogue,
    hits: &'a Hits,
    query: &'a Query,
    json: bool,
    /// True once the line above what is near is printed.
    parted: Cell<bool>,
}

impl Printer<'_> {
    fn entries(&self, output: &mut Output) -> Result<usize, CliError> {
        let highlighter = Highlighter::of_hits(self.query, self.hits);
        let mut printed = 0;
        for LensHit { key, item, score, near } in &self.hits.listed {
            let Some(case) = self.catalogue.case(*key) else { continue };
            let text = main_text(case, *item);
            let told = self.hits.near.told(*near);
            let line = HitLine {
                of: EntryOf::new(case, *item),
                id: item.id(case),
                kind: sort_of(case, *item),
                text,
                score: *score,
                lacks: told.map(|told| told.lacks.as_slice()),
                stands_for: told.map(|told| stood(told, self.catalogue)),
                matches: highlighter.spans(text).into_iter().map(|span| [span.start, span.end]).collect(),
            };
            self.line_before(*near, output)?;
            let year = row_year(case, *item);
            self.print(&line, &[case.id.as_str(), &line.id, line.kind, &year, line.text], told, output)?;
            printed += 1;
        }
        Ok(printed)
    }

    fn cases(&self, output: &mut Output) -> Result<usize, CliError> {
        let highlighter = Highlighter::of_hits(self.query, self.hits);
        let mut printed = 0;
        for hits in &self.hits.cases {
            let CaseHits { key, score, near, .. } = hits;
            let told = self.hits.near.told(*near);
            let Some(case) = self.catalogue.case(*key) else { continue };
            let found = self.hits.of(hits).own().count();
            let line = HitLine {
                of: EntryOf::new(case, ItemRef::Page(CasePage::Case)),
                id: case.id.to_string(),
                kind: "case",
                text: &case.title,
                score: *score,
                lacks: told.map(|told| told.lacks.as_slice()),
                stands_for: told.map(|told| stood(told, self.catalogue)),
                matches: highlighter.spans(&case.title).into_iter().map(|span| [span.start, span.end]).collect(),
            };
            let found = if found == 1 { "1 match".to_owned() } else { format!("{found} matches") };
            self.line_before(*near, output)?;
            let year = shown_year(case);
            self.print(&line, &[case.id.as_str(), &found, line.kind, &year, line.text], told, output)?;
            printed += 1;
        }
        Ok(printed)
    }

    fn terms(&self, output: &mut Output) -> Result<usize, CliError> {
        let mut printed = 0;
        for FacetCount { field, code, label, counts: [findings, recommendations, events], all, .. } in &self.hits.facets
        {
            let line = CountLine {
                field: field.row().name,
                code,
                label,
                findings: *findings,
                recommendations: *recommendations,
                events: *events,
                entries: *all,
            };
            self.print(&line, &[line.field, &all.to_string(), code, label], None, output)?;
            printed += 1;
        }
        Ok(printed)
    }

    /// The line below which entries have only some of the words.
    fn line_before(&self, near: Option<u32>, output: &mut Output) -> Result<(), CliError> {
        if near.is_none() || self.json || self.parted.replace(true) {
            return Ok(());
        }
        output.line(&format!("-- near: {} --", self.hits.near.summary()))
    }

    /// Columns for people; tabs between the fields for programs, with what a near entry lacks as the last.
    fn print(
        &self,
        line: &impl Serialize,
        cells: &[&str],
        near: Option<&Told>,
        output: &mut Output,
    ) -> Result<(), CliError> {
        if self.json {
            return output.json(line);
        }
        let told = near.map(|near| near.told_in(self.catalogue));
        // A summary has paragraphs, and a line is a hit.
        let cells: Vec<Cow<'_, str>> = cells.iter().map(|cell| one_line(cell)).collect();
        let cells: Vec<&str> = cells.iter().map(AsRef::as_ref).collect();
        if !output.is_terminal {
            return output.line(&cells.iter().copied().chain(told.as_deref()).collect::<Vec<_>>().join("\t"));
        }
        let Some((text, lead)) = cells.split_last() else { return Ok(()) };
        let lead: String = lead.iter().zip(COLUMNS).map(|(cell, cells)| column(cell, cells) + "  ").collect();
        let room = output.columns.saturating_sub(width(&lead));
        let tail = told.map(|told| format!("  {}", fit(&told, room * 2 / 5))).unwrap_or_default();
        output.line(&format!("{lead}{}{tail}", fit(text, room.saturating_sub(width(&tail)))))
    }
}

/// A text without line ends and tabs, which part lines and fields.
fn one_line(text: &str) -> Cow<'_, str> {
    if text.contains(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')) {
        return text
            .split(|c: char| c.is_whitespace() || c.is_control())
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
            .into();
    }
    text.into()
}

fn stood(told: &Told, catalogue: &Catalogue) -> Vec<Stood> {
    let shown = |stood: &StoodFor| if catalogue.is_redacted() { stood.hidden(catalogue) } else { stood.clone() };
    let row = |stood| match stood {
        StoodFor::Word { found, wanted } => Stood { found, wanted, how: "word" },
        StoodFor::Slip { found, wanted } => Stood { found, wanted, how: "slip" },
        StoodFor::Around { wanted } => Stood { found: wanted.clone(), wanted, how: "case" },
        StoodFor::Letters { found, wanted } => Stood { found, wanted, how: "letters" },
    };
    told.stood_for.iter().map(|stood| row(shown(stood))).collect()
}
