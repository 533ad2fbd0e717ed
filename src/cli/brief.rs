//! `casebook brief SUBJECT`: the seven-minute briefing of a case, or the brief of an agency, a theme, a harm, a nation, a
//! place or a search.

use clap::Args;

use super::loaded::Loaded;
use super::output::{Output, complain};
use super::search::find_or_tell;
use super::{CliError, Start};
use crate::page::{BRIEF, ListedCase, PageOf, PageRequest, SUBJECT_BRIEF, Subject};
use crate::search::{Ask, Lens, Query};
use crate::text::clean_line;
use crate::text::fold::as_code;
use crate::text::near::{did_you_mean, is_slip, nearest};

/// Arguments of `casebook brief`.
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  \
        casebook brief peter-connelly                    the seven-minute briefing of a case\n  \
        casebook brief police\n  \
        casebook brief \"information sharing\" --short     in at most 250 words, to be read aloud\n  \
        casebook brief harm:neglect                      the harm, where a theme has the same name\n  \
        casebook brief haringey | less\n  \
        casebook brief 'northshire council'              a body by the name that the sources give it\n  \
        casebook brief --query 'bruising gp'             what a search finds\n  \
        casebook export --page brief --of wales --output wales.html")]
pub struct BriefArguments {
    /// The id of a case; an agency, theme, harm, nation or place by its code, its label or the start of either; or words to
    /// search for
    #[arg(value_name = "AGENCY|THEME|HARM|NATION|PLACE|CASE|QUERY", required_unless_present = "query")]
    pub of: Vec<String>,

    /// Make the brief of what this search finds, whatever is called so
    #[arg(long, value_name = "QUERY", conflicts_with = "of")]
    pub query: Option<String>,

    /// Print the short form, to be read aloud: whole sentences, no codes, at most 250 words
    #[arg(long, short)]
    pub short: bool,
}

pub(super) fn run(start: &Start, arguments: &BriefArguments, output: &mut Output) -> Result<u8, CliError> {
    let loaded = Loaded::read(start)?;
    let request = match &arguments.query {
        Some(query) => of_search(&loaded, query, arguments.short)?,
        None => brief_of(&loaded, &arguments.of.join(" "), arguments.short)?,
    };
    loaded.show(&loaded.make(&request)?, output)
}

/// The brief of a case, of a subject, or of what a search finds; a slip of a name is told.
pub(super) fn brief_of(loaded: &Loaded, wanted: &str, short: bool) -> Result<PageRequest, CliError> {
    // The id or title of a case is exact, so it can be looked for first; a subject may be named by a part.
    let titled = |book: &&ListedCase| as_code(&book.case.title) == as_code(wanted);
    let by_title = || loaded.listing.books.iter().find(titled).map(|book| book.key);
    if let Some(key) = loaded.find(wanted).or_else(by_title) {
        return Ok(BRIEF.in_form(short).of(PageOf::Case(key)));
    }
    let no_subject = match Subject::named(&loaded.listing, wanted) {
        Ok(subject) => return Ok(SUBJECT_BRIEF.in_form(short).of(PageOf::Subject(subject))),
        Err(no_subject) => no_subject,
    };
    // A body has a name and no code: its brief is that of what names it.
    if let Some(body) = loaded.listing.body_named(wanted) {
        return of_search(loaded, &format!("body:\"{}\"", body.replace('"', " ")), short);
    }
    let ids = || loaded.listing.books.iter().map(|book| book.case.id.as_str());
    let mut near = nearest(wanted, ids());
    near.extend(no_subject.near.iter().map(String::as_str));
    let is_name = no_subject.is_name || ids().any(|id| is_slip(wanted, id));
    if !is_name && let Some(request) = found_by(loaded, wanted, short)? {
        return Ok(request);
    }
    let wanted = clean_line(wanted);
    let help = did_you_mean(&near).map_or_else(
        || format!("{}; `casebook list` prints the ids of cases, `casebook search --help` the filters", NOTHING_FOUND),
        |meant| format!("{meant} (`casebook brief --query` makes the brief of a search)"),
    );
    complain(&format!("no case, {} is called \"{wanted}\"; {help}", Subject::NOUNS));
    Err(loaded.nothing())
}

const NOTHING_FOUND: &str = "a search for it finds nothing either";

/// The brief of what a search finds; where it finds nothing, that is said.
fn of_search(loaded: &Loaded, query: &str, short: bool) -> Result<PageRequest, CliError> {
    found_by(loaded, query, short)?.ok_or_else(|| {
        complain(&format!("nothing has every word of \"{}\"; write fewer or other words", clean_line(query)));
        loaded.nothing()
    })
}

/// The entries with every word of a search; nothing where nothing has.
fn found_by(loaded: &Loaded, query: &str, short: bool) -> Result<Option<PageRequest>, CliError> {
    let text = clean_line(query).trim().to_owned();
    if Query::parse(&text).is_empty() && Query::parse(&text).problems().is_empty() {
        return Ok(None);
    }
    let ask = Ask { query: Query::parse(&text), lens: Lens::Cases, facets: false, all_words: true };
    let hits = find_or_tell(loaded, &text, &ask)?;
    let items = hits.in_cases(|key| loaded.catalogue.real(key));
    let title = format!("Search: {text}");
    Ok((!items.is_empty()).then(|| SUBJECT_BRIEF.in_form(short).of(PageOf::Items(title, items))))
}
