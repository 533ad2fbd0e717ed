//! A file that could not be read.

use super::model::{Block, Page, Row, Section, Tone};
use crate::library::Entry;

/// Every reason why a file could not be read, with its place. Where names are hidden, the place alone: path and reasons may
/// name somebody.
pub fn unreadable(entry: &Entry, private: bool) -> Page {
    let title = "This file could not be read";
    let mut section = Section::new(title);
    if !private {
        section.blocks.push(Block::Aside(entry.origin.to_string()));
    }
    section.blocks.extend(entry.problems().iter().map(|problem| {
        let text = if private { "Something is wrong here".to_owned() } else { problem.message.to_string() };
        let help = problem.help.as_ref().filter(|_| !private);
        Block::Row(Row {
            lead: format!("{}:{}", problem.line, problem.column),
            tone: Tone::Alarm,
            text,
            about: help.into_iter().map(ToString::to_string).collect(),
            ..Row::default()
        })
    }));
    section.blocks.push(Block::Aside(if private {
        "What is wrong, and in which file, is not shown while names are hidden.".to_owned()
    } else {
        "The other cases are not touched by this.".to_owned()
    }));
    Page { title: title.to_owned(), name: "unreadable".to_owned(), about: Vec::new(), sections: vec![section] }
}
