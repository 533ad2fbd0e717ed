//! `casebook recurring`: what recurs most.

use clap::Args;
use serde::Serialize;

use super::loaded::{Loaded, print_lines};
use super::output::{Output, complain};
use super::rows::EntryOf;
use super::{CliError, Start};
use crate::case::ItemRef;
use crate::case::open::OpenList;
use crate::page::recurring::{ThemeCount, groups_on, recurring, themes, themes_alone};
use crate::page::{Listing, with_unread};
use crate::search::{Group, SimilarHit, fold, main_text, sort_of};
use crate::text::clean_line;
use crate::text::near::{did_you_mean, nearest};

/// Arguments of `casebook recurring`.
#[derive(Debug, Args)]
pub struct RecurringArguments {
    /// Only what is on this theme, by its code or label
    #[arg(long, value_name = "THEME")]
    pub theme: Option<String>,

    /// List no more than so many themes, and so many groups of findings and of recommendations; without it, all
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,

    /// Print one JSON object on each line: themes, then groups
    #[arg(long)]
    pub json: bool,
}

/// A theme as `recurring --json` prints it.
#[derive(Serialize)]
struct ThemeLine<'a> {
    sort: &'static str,
    code: &'a str,
    label: &'a str,
    cases: usize,
    findings: usize,
    recommendations: usize,
    first: Option<i16>,
    last: Option<i16>,
}

/// A group as `recurring --json` prints it.
#[derive(Serialize)]
struct GroupLine<'a> {
    sort: &'static str,
    #[serde(flatten)]
    of: EntryOf<'a>,
    id: String,
    kind: &'a str,
    text: &'a str,
    cases: usize,
    others: Vec<Other<'a>>,
}

#[derive(Serialize)]
struct Other<'a> {
    #[serde(flatten)]
    of: EntryOf<'a>,
    id: String,
    score: u8,
}

pub(super) fn run(start: &Start, arguments: &RecurringArguments, output: &mut Output) -> Result<u8, CliError> {
    let loaded = Loaded::read(start)?;
    let limit = arguments.limit.unwrap_or(usize::MAX);
    let listing = &loaded.listing;
    let theme = match &arguments.theme {
        Some(wanted) => match theme_code(listing, wanted) {
            Ok(code) => Some(code),
            Err(complaint) => {
                complain(&complaint);
                return Ok(loaded.end(false));
            }
        },
        None => None,
    };
    let theme = theme.as_deref();
    let counts = themes(listing, theme);
    // Comparing takes long in a large library: what is known at once is printed before it.
    let known = themes_alone(listing, theme, limit);
    if arguments.json {
        for theme in counts.iter().take(limit) {
            output.json(&theme_line(theme))?;
        }
    } else {
        output.line(&known.title)?;
        print_lines(&known, output)?;
    }
    output.finish()?;
    let groups = loaded.engine().groups(&|| false).unwrap_or_default();
    let nothing = counts.is_empty() && groups_on(listing, &groups, theme).is_empty();
    if arguments.json {
        let (recommendations, findings): (Vec<&Group>, Vec<&Group>) = groups_on(listing, &groups, theme)
            .into_iter()
            .partition(|group| matches!(group.item, ItemRef::Recommendation(..)));
        for group in [findings, recommendations].iter().flat_map(|groups| groups.iter().take(limit)) {
            if let Some(line) = group_line(listing, group) {
                output.json(&line)?;
            }
        }
    } else {
        let mut rest = recurring(listing, &groups, theme, limit);
        rest.about.drain(..known.about.len());
        rest.sections.drain(..known.sections.len());
        output.line("")?;
        print_lines(&with_unread(rest, listing), output)?;
    }
    output.finish()?;
    Ok(loaded.end(!nothing))
}

/// The code of a theme that was asked for by its code or label, or what is to be said.
fn theme_code(listing: &Listing, wanted: &str) -> Result<String, String> {
    let terms = listing.vocabulary.terms(OpenList::Theme);
    let folded = fold(wanted);
    let found = terms.iter().find(|term| term.code == folded || fold(&term.label) == folded);
    found.map(|term| term.code.to_string()).ok_or_else(|| {
        let near = did_you_mean(&nearest(&folded, terms.iter().map(|term| term.code.as_str())));
        let near = near.unwrap_or_else(|| "`casebook recurring` prints those that recur".to_owned());
        format!("no theme is called \"{}\"; {near}", clean_line(wanted))
    })
}

fn theme_line(theme: &ThemeCount) -> ThemeLine<'_> {
    ThemeLine {
        sort: "theme",
        code: &theme.code,
        label: &theme.label,
        cases: theme.cases,
        findings: theme.findings,
        recommendations: theme.recommendations,
        first: theme.years.map(|(first, _)| first),
        last: theme.years.map(|(_, last)| last),
    }
}

fn group_line<'a>(listing: &'a Listing, group: &Group) -> Option<GroupLine<'a>> {
    let case = listing.case(group.key)?;
    let other = |hit: &SimilarHit| {
        let case = listing.case(hit.key)?;
        Some(Other { of: EntryOf::new(case, hit.item), id: hit.item.id(case), score: hit.score })
    };
    Some(GroupLine {
        sort: "group",
        of: EntryOf::new(case, group.item),
        id: group.item.id(case),
        kind: sort_of(case, group.item),
        text: main_text(case, group.item),
        cases: group.cases,
        others: group.others.iter().filter_map(other).collect(),
    })
}
