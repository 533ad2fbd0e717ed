//! The pages of the table as subcommands: each that has no file of its own here is made from its row.

use std::sync::Arc;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Arg, ArgMatches, Command, FromArgMatches, Subcommand};

use super::brief::brief_of;
use super::loaded::Loaded;
use super::notebook::state_folder;
use super::output::{Output, complain};
use super::{CliError, Start};
use crate::notebook::{Mark, group_notes};
use crate::page::{BRIEF, Maker, PAGES, PageOf, PageRequest, PageRow, SHORT_BRIEF};

/// The pages with options of their own, which have a file each.
const OWN: [&str; 7] = ["brief", "tracker", "since", "similar", "recurring", "show", "marks"];

/// A page, and its subject as it is typed.
#[derive(Debug)]
pub struct PageArguments {
    row: &'static PageRow,
    of: Option<String>,
}

impl Subcommand for PageArguments {
    fn augment_subcommands(command: Command) -> Command {
        named().filter(|row| Self::has_subcommand(row.name)).fold(command, |command, row| {
            let of = subject_of(row).map(|(name, help, required)| {
                // An agency may be called by several words.
                Arg::new("of").value_name(name).help(help).required(required).num_args(1..)
            });
            // A page that an option of another subcommand prints has no line of its own in the help.
            let by_option = ["brief", "agency-brief", "tracker"].contains(&row.command);
            command.subcommand(Command::new(row.name).about(row.help).args(of).hide(by_option))
        })
    }

    fn augment_subcommands_for_update(command: Command) -> Command {
        Self::augment_subcommands(command)
    }

    fn has_subcommand(name: &str) -> bool {
        !OWN.contains(&name) && named().any(|row| row.name == name)
    }
}

impl FromArgMatches for PageArguments {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let found = matches.subcommand().and_then(|(name, matches)| Some((PageRow::named(name)?, matches)));
        let (row, matches) = found.ok_or_else(|| clap::Error::new(ErrorKind::InvalidSubcommand))?;
        let words = matches.try_get_many::<String>("of").ok().flatten();
        let of = words.map(|words| words.map(String::as_str).collect::<Vec<_>>().join(" "));
        Ok(Self { row, of })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// The pages that can be named.
fn named() -> impl Iterator<Item = &'static PageRow> {
    PAGES.iter().copied().filter(|row| !matches!(row.maker, Maker::Items | Maker::Looked))
}

/// Takes the name of a page.
pub(super) fn page_names() -> impl TypedValueParser<Value = &'static PageRow> {
    PossibleValuesParser::new(named().map(|row| PossibleValue::new(row.name).help(row.help)))
        .try_map(|name| PageRow::named(&name).ok_or("no page has this name"))
}

/// The placeholder and the help of a page's subject, and whether it must be there; nothing where it has none.
fn subject_of(row: &PageRow) -> Option<(&'static str, &'static str, bool)> {
    match row.maker {
        Maker::Library(_) | Maker::Tracker(_) | Maker::Marks | Maker::Items | Maker::Looked => None,
        Maker::CaseOrAll(_) => {
            Some(("CASE", "The id of a case, as `casebook list` prints it; without it, all cases", false))
        }
        Maker::Case(_) => Some(("CASE", "The id of the case, as `casebook list` prints it", true)),
        Maker::Statement(_) => Some(("CASE/ID", "A finding or recommendation, such as peter-connelly/F1", true)),
        Maker::Subject(_) => Some((
            "SUBJECT",
            "An agency, theme, harm, nation or place by its code, its label or the start of either, or words to search for",
            true,
        )),
        Maker::When(_) => Some(("WHEN", "A date, a snapshot or a git revision", true)),
    }
}

pub(super) fn run(start: &Start, arguments: &PageArguments, output: &mut Output) -> Result<u8, CliError> {
    let loaded = Loaded::read(start)?;
    loaded.show(&loaded.make(&request(&loaded, arguments.row, arguments.of.as_deref())?)?, output)
}

/// A request for a page of a subject as it is typed.
pub(super) fn request(loaded: &Loaded, row: &'static PageRow, of: Option<&str>) -> Result<PageRequest, CliError> {
    if let (true, Some(name)) = (row == &BRIEF || row == &SHORT_BRIEF, of) {
        return brief_of(loaded, name, row.is_short());
    }
    Ok(row.of(match (&row.maker, of) {
        (Maker::Marks, None) => PageOf::Marks(marked(loaded)?),
        (Maker::Library(_) | Maker::Tracker(_) | Maker::Marks | Maker::Items | Maker::Looked, Some(_)) => {
            return Err(CliError::Wrong(format!("the page {} is of the whole library; leave --of away", row.name)));
        }
        (Maker::Library(_) | Maker::Tracker(_) | Maker::CaseOrAll(_) | Maker::Items | Maker::Looked, None) => {
            PageOf::Library
        }
        (_, None) => {
            let (name, help, _) = subject_of(row).unwrap_or_default();
            return Err(CliError::Wrong(format!("the page {} needs --of {name}: {help}", row.name)));
        }
        (Maker::CaseOrAll(_) | Maker::Case(_), Some(id)) => PageOf::Case(loaded.key_of(id)?),
        (Maker::Statement(_), Some(name)) => {
            let (key, item) = loaded.item_of(name)?;
            let case = loaded.catalogue.real(key).ok_or_else(|| loaded.nothing())?;
            PageOf::Item(key, item.key(case))
        }
        // One place knows what a text may mean that a brief is asked of.
        (Maker::Subject(_), Some(name)) => return brief_of(loaded, name, row.is_short()),
        (Maker::When(_), Some(when)) => PageOf::When(when.to_owned()),
    }))
}

/// The marks and notes that are kept. Their file may be one that cannot be read, and there may be none.
fn marked(loaded: &Loaded) -> Result<Arc<Vec<Mark>>, CliError> {
    let (kept, problem) = state_folder()?.marks();
    loaded.tell(problem);
    let (shared, problems) = group_notes(&loaded.material().request.places);
    problems.into_iter().for_each(|problem| loaded.tell(Some(problem)));
    let kept = [kept, shared].concat();
    if kept.is_empty() {
        complain("nothing is marked; `casebook mark CASE ITEM` marks an item, as m does in the explorer");
        return Err(loaded.nothing());
    }
    Ok(Arc::new(kept))
}
