//! The line interface: questions and answers, one line after the other, for screen readers, dumb terminals and pipes.

use std::io::{BufRead, Read};
use std::sync::Arc;

use super::loaded::Loaded;
use super::output::Output;
use super::search::sort_hits;
use super::{CliError, FINE, Start, WRONG};
use crate::case::{Case, ItemRef, Vocabulary};
use crate::library::{Catalogue, EntryKey};
use crate::page::{Page, item_page, whole_case};
use crate::search::{Answer, Ask, Engine, Hits, Lens, Order, Query, SIGNS, Told, main_text, sort_of};
use crate::text::cells::fit;
use crate::text::clean_line;
use crate::write::text::{in_list, lay_out};

/// Answers that are listed at once.
const AT_ONCE: usize = 20;

/// No line is longer, in bytes.
const LONGEST_LINE: u64 = 64 * 1024;

const HELP: &str = "\
Type words to search for, in any order. Type a number to read that answer.
+          more answers
case       the whole case of the answer read last
view NAME  list cases, everything, findings, recommendations or events
/TEXT      search for a text that looks like a command
?          this help
q          quit (or end the input)";

struct LineInterface<'a> {
    catalogue: Catalogue,
    engine: Engine,
    vocabulary: Arc<Vocabulary>,
    output: &'a mut Output,
    lens: Lens,
    /// True if only entries with every word are listed.
    all_words: bool,
    text: String,
    /// The results of the last search: the case, and the entry if entries are listed.
    answers: Vec<(EntryKey, Option<ItemRef>, Option<Told>)>,
    /// How many of them have been listed.
    listed: usize,
    /// The case of the answer read last.
    read: Option<EntryKey>,
}

pub(super) fn run(
    start: &Start,
    query: Option<&str>,
    input: &mut dyn BufRead,
    output: &mut Output,
) -> Result<u8, CliError> {
    let settings = &start.resolve()?.settings;
    let (all_words, stays) = (settings.interface.all_words, settings.privacy.locked);
    let loaded = Loaded::read(start)?;
    let mut engine = loaded.engine();
    loaded.mark(&mut engine);
    let unread = loaded.complain();
    let mut plain = LineInterface {
        engine,
        vocabulary: loaded.listing.vocabulary,
        catalogue: loaded.catalogue,
        output,
        lens: Lens::Everything,
        all_words,
        text: String::new(),
        answers: Vec::new(),
        listed: 0,
        read: None,
    };
    let field = plain.vocabulary.field();
    let (cases, findings, recommendations) = plain.catalogue.totals();
    plain.say(&format!(
        "casebook: {cases} cases, {findings} {}, {recommendations} {}. Type ? for help, q to quit.",
        field.worded("findings"),
        field.worded("recommendations")
    ))?;
    if plain.catalogue.is_redacted() {
        let mend = if stays { "." } else { "; --no-private shows them." };
        plain.say(&format!("Names, ages, exact dates and places are hidden, as the settings say{mend}"))?;
    }
    if let Some(query) = query {
        plain.search(query)?;
    }
    let mut line = Vec::new();
    loop {
        plain.output.text("Search: ")?;
        plain.output.finish()?;
        line.clear();
        // Bytes that are no text become marks; a line without an end is taken in parts.
        if Read::take(&mut *input, LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
            plain.say("")?;
            break;
        }
        let typed = clean_line(&String::from_utf8_lossy(&line)).trim().to_owned();
        if !plain.answer(&typed)? {
            break;
        }
    }
    plain.output.finish()?;
    Ok(if unread { WRONG } else { FINE })
}

impl LineInterface<'_> {
    fn say(&mut self, text: &str) -> Result<(), CliError> {
        self.output.line(text)
    }

    /// Does what was typed; says whether to go on.
    fn answer(&mut self, typed: &str) -> Result<bool, CliError> {
        if let Ok(number) = typed.parse::<usize>() {
            self.read(number)?;
            return Ok(true);
        }
        match typed.split_once(' ').map_or((typed, ""), |(command, rest)| (command, rest.trim())) {
            ("", _) => {}
            ("q" | "quit" | "exit", "") => return Ok(false),
            ("?" | "help", "") => {
                self.say(HELP)?;
                for sign in SIGNS {
                    self.say(&format!("{:20} {}", sign.written, sign.help))?;
                }
            }
            ("+", "") => self.list()?,
            ("case", "") => self.whole_case()?,
            ("view", name) => self.view(name)?,
            _ => {
                let text = typed.strip_prefix('/').unwrap_or(typed).to_owned();
                self.search(&text)?;
            }
        }
        Ok(true)
    }

    fn view(&mut self, name: &str) -> Result<(), CliError> {
        let known = [Lens::Cases, Lens::Everything, Lens::Findings, Lens::Recommendations, Lens::Events];
        match known.into_iter().find(|lens| lens.code() == name) {
            Some(lens) => {
                self.lens = lens;
                let text = self.text.clone();
                self.search(&text)
            }
            None => {
                let names: Vec<&str> = known.into_iter().map(Lens::code).collect();
                self.say(&format!("There is no such view. Type view and one of: {}.", names.join(", ")))
            }
        }
    }

    fn search(&mut self, text: &str) -> Result<(), CliError> {
        let ask = Ask { query: Query::parse(text), lens: self.lens, facets: false, all_words: self.all_words };
        match self.engine.search(&ask, &|| false) {
            Some(Answer::Hits(mut hits)) => {
                self.text = text.to_owned();
                let order = ask.query.order().unwrap_or_default();
                sort_hits(&self.catalogue, &mut hits, order);
                self.take(&hits, order)
            }
            Some(Answer::Wrong(problems)) => {
                for problem in problems {
                    let told = if self.catalogue.is_redacted() { problem.message } else { problem.to_string() };
                    self.say(&format!("Not understood: {told}."))?;
                }
                Ok(())
            }
            None => Ok(()),
        }
    }

    fn take(&mut self, hits: &Hits, order: Order) -> Result<(), CliError> {
        let total = match self.lens {
            Lens::Cases => hits.cases.iter().filter(|case| case.near.is_none()).count(),
            _ => hits.total,
        };
        let near = hits.near.count();
        self.answers = match self.lens {
            Lens::Cases => hits.cases.iter().map(|case| (case.key, None, hits.near.told(case.near).cloned())).collect(),
            _ => {
                let listed = hits.listed.iter();
                listed.map(|hit| (hit.key, Some(hit.item), hits.near.told(hit.near).cloned())).collect()
            }
        };
        self.listed = 0;
        if self.answers.is_empty() {
            let told = hits.nothing(&self.text);
            return self.say(&format!("{told}."));
        }
        let noun = if total == 1 { "answer" } else { "answers" };
        let counted = match near {
            0 => format!("{total} {noun}"),
            near => format!("{total} {noun} with every word, {near} near"),
        };
        let order = if order == Order::Relevance { "best first" } else { order.told() };
        self.say(&format!("{counted}, {order}. Type a number to read one."))?;
        self.list()
    }

    fn list(&mut self) -> Result<(), CliError> {
        if self.listed >= self.answers.len() {
            return self.say("There are no more answers.");
        }
        let rows: Vec<String> = self
            .answers
            .iter()
            .enumerate()
            .skip(self.listed)
            .take(AT_ONCE)
            .filter_map(|(index, (key, item, near))| {
                let case = self.catalogue.case(*key)?;
                let near = near.as_ref().map(|near| near.told_in(&self.catalogue));
                let near = near.map(|near| format!("(near; {near}) ")).unwrap_or_default();
                Some(format!("{}. {near}{}", index + 1, told(case, *item)))
            })
            .collect();
        self.listed += AT_ONCE;
        let columns = self.output.columns;
        for row in rows {
            self.say(&fit(&row, columns))?;
        }
        let left = self.answers.len().saturating_sub(self.listed);
        if left > 0 {
            self.say(&format!("Type + for more ({left} left)."))?;
        }
        Ok(())
    }

    fn read(&mut self, number: usize) -> Result<(), CliError> {
        let answer = number.checked_sub(1).and_then(|at| self.answers.get(at));
        let Some((key, item)) = answer.map(|(key, item, _)| (*key, *item)) else {
            return self.say(&format!("There is no answer {number}. Search first, or type a smaller number."));
        };
        let Some(case) = self.catalogue.case(key).cloned() else { return Ok(()) };
        self.read = Some(key);
        let item = item.unwrap_or(ItemRef::Page(crate::case::CasePage::Case));
        self.say(&told(&case, Some(item)))?;
        if let Some(page) = item_page(key, &case, item, &self.vocabulary) {
            self.say_page(&page)?;
        }
        self.say("End of the answer. Type case for the whole case.")
    }

    fn whole_case(&mut self) -> Result<(), CliError> {
        let Some((key, case)) = self.read.and_then(|key| Some((key, self.catalogue.case(key)?.clone()))) else {
            return self.say("Read an answer first: type its number.");
        };
        self.say(&case.title)?;
        self.say_page(&whole_case(key, &case, &self.vocabulary))?;
        self.say("End of the case.")
    }

    fn say_page(&mut self, page: &Page) -> Result<(), CliError> {
        for line in lay_out(page, self.output.columns, None, &in_list).lines {
            self.say(line.to_string().trim_end())?;
        }
        Ok(())
    }
}

/// An answer on a line: where it stands, what it is, what it says.
fn told(case: &Case, item: Option<ItemRef>) -> String {
    match item {
        Some(item) => {
            let sort = sort_of(case, item).replace('_', " ");
            format!("{}, {sort} {}: {}", case.title, item.id(case), main_text(case, item))
        }
        None => format!("{}: {}", case.title, case.summary.as_str()),
    }
}
