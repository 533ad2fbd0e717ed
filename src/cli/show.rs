//! `casebook show ID [ITEM]`: a whole case as text, or one item of it.

use std::io;

use clap::Args;

use super::loaded::{Loaded, no_item};
use super::output::{Output, complain, complain_of};
use super::{CliError, NOTHING_FOUND, Start, WRONG};
use crate::case::Case;
use crate::page::{item_page, whole_case};

/// Arguments of `casebook show`.
#[derive(Debug, Args)]
pub struct ShowArguments {
    /// The id of the case, as `casebook list` prints it
    #[arg(value_name = "ID")]
    pub id: String,

    /// One item of it, such as F1, by the id that the case prints; without it, the whole case
    #[arg(value_name = "ITEM", conflicts_with_all = ["json", "toml"])]
    pub item: Option<String>,

    /// Print the case as one JSON object
    #[arg(long)]
    pub json: bool,

    /// Print the case as a case file, to be edited as one of your own
    #[arg(long, conflicts_with = "json")]
    pub toml: bool,
}

pub(super) fn run(start: &Start, arguments: &ShowArguments, output: &mut Output) -> Result<u8, CliError> {
    let loaded = Loaded::read(start)?;
    let (listing, vocabulary) = (&loaded.listing, &loaded.listing.vocabulary);
    let key = loaded.find(&arguments.id);
    let Some((key, case)) = key.and_then(|key| Some((key, listing.case(key)?))) else {
        return Ok(if complain_of(&loaded.catalogue.unreadable_of(&arguments.id)) {
            WRONG
        } else {
            loaded.complain_of_id(&arguments.id);
            NOTHING_FOUND
        });
    };
    if arguments.json {
        output.json(case.as_ref())?;
    } else if arguments.toml {
        output.text(&case_file(case)?)?;
    } else if let Some(id) = &arguments.item {
        let Some(page) = case.item_named(id).and_then(|item| item_page(key, case, item, vocabulary)) else {
            complain(&no_item(case, id));
            return Ok(NOTHING_FOUND);
        };
        loaded.print(&page, output)?;
    } else {
        loaded.print(&whole_case(key, case, vocabulary), output)?;
    }
    output.finish()?;
    Ok(loaded.end(true))
}

/// The case as the file that it would be read from again. It is written anew rather than copied, so that nothing reaches
/// the terminal that was not cleaned; comments are lost.
fn case_file(case: &Case) -> Result<String, CliError> {
    toml::to_string(case).map_err(|error| CliError::Write(io::Error::other(error)))
}
