//! `casebook explain TERM`: the meaning of a term, its source, how often the library uses it.

use super::args::ExplainArguments;
use super::loaded::Loaded;
use super::output::{Output, complain};
use super::{CliError, NOTHING_FOUND, Start};
use crate::case::Case;
use crate::case::lexicon::{TermCode, look_up, near, uses};
use crate::case::signs::SIGN;
use crate::text::cells::wrap;
use crate::text::clean_line;
use crate::text::near::did_you_mean;

pub(super) fn run(start: &Start, arguments: &ExplainArguments, output: &mut Output) -> Result<u8, CliError> {
    let loaded = Loaded::read(start)?;
    let vocabulary = &loaded.listing.vocabulary;
    let wanted = arguments.term.join(" ");
    let terms = look_up(vocabulary, &wanted);
    if terms.is_empty() {
        let near = near(vocabulary, &wanted);
        let near: Vec<&str> = near.iter().map(String::as_str).collect();
        let help = did_you_mean(&near).unwrap_or_else(|| "try a word of its label".to_owned());
        complain(&format!("no term is called \"{}\"; {help}", clean_line(&wanted)));
        return Ok(NOTHING_FOUND);
    }
    let cases = loaded.catalogue.iter().filter_map(|(_, entry)| entry.case().map(AsRef::as_ref));
    let cases: Vec<&Case> = cases.collect();
    for (index, term) in terms.iter().enumerate() {
        if index > 0 {
            output.line("")?;
        }
        output.line(&format!("{} ({} {})", term.told(), vocabulary.field().worded(&term.list), term.code))?;
        indented(&term.definition, output)?;
        if let Some(parent) = &term.parent {
            output.line(&format!("  Part of: {parent}"))?;
        }
        if !term.stands_for.is_empty() {
            indented(&format!("A search for it finds: {}", term.stands_for.join(", ")), output)?;
        }
        output.line(&format!("  Source: {}", term.source))?;
        // No file has a sign: the program draws it.
        if term.list != SIGN {
            let uses = uses(cases.iter().copied(), TermCode { list: &term.list, code: &term.code });
            output.line(&format!("  Used: {}", uses.told(vocabulary)))?;
        }
    }
    output.finish()?;
    // A file that could not be read is not counted.
    Ok(loaded.end(true))
}

/// Prints a text, wrapped and indented.
fn indented(text: &str, output: &mut Output) -> Result<(), CliError> {
    let lines = wrap(text, output.columns.saturating_sub(2)).into_iter();
    lines.map(|line| text.get(line).unwrap_or_default()).try_for_each(|line| output.line(&format!("  {line}")))
}
