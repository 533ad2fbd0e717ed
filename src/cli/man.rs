//! `casebook man`: the manual page, from the tables of arguments, commands and the language of the search.

use clap::CommandFactory;
use clap_mangen::Man;
use clap_mangen::roff::{Inline, Roff, bold, roman};

use super::Arguments;
use super::output::Output;
use super::{CliError, FINE};
use crate::app::command::COMMANDS;
use crate::search::{FIELDS, SIGNS};

pub(super) fn run(output: &mut Output) -> Result<u8, CliError> {
    let mut page = Vec::new();
    let man = Man::new(Arguments::command());
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    let mut more = Roff::default();
    more.control("SH", ["COMMANDS"]);
    let mut command = Arguments::command();
    command.build();
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        let usage = sub.clone().render_usage().to_string();
        let usage = usage.trim_start_matches("Usage:").trim();
        entry(&mut more, usage, &format!("{}.", sub.get_about().map(ToString::to_string).unwrap_or_default()));
    }
    more.control("SH", ["KEYS"]);
    more.text([roman("These are the keys that casebook comes with; the configuration may give others, which ? shows and `casebook config` prints.")]);
    let mut group = None;
    for row in COMMANDS {
        let title = row.group;
        if group != Some(title) {
            more.control("SS", [title]);
            group = Some(title);
        }
        entry(&mut more, &row.keys.join(" "), &format!("{} ({}).", row.help, row.name));
    }
    more.control("SH", ["SEARCH"]);
    more.text([roman("All of it must hold, in any order.")]);
    for sign in SIGNS {
        entry(&mut more, sign.written, &format!("{}.", sign.help));
    }
    for row in FIELDS {
        entry(&mut more, &row.examples.join(" "), &format!("{}.", row.help));
    }
    more.to_writer(&mut page)?;
    man.render_extra_section(&mut page)?;
    man.render_version_section(&mut page)?;
    output.text(&String::from_utf8_lossy(&page))?;
    output.finish()?;
    Ok(FINE)
}

/// A term and what it means.
fn entry(page: &mut Roff, term: &str, text: &str) {
    page.control("TP", []);
    let term: Inline = bold(term);
    page.text([term]);
    page.text([roman(text)]);
}
