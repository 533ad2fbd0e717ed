//! `casebook terms`: the words that stand for each other in a search.

use clap::Args;
use serde::Serialize;

use super::output::{Output, complain};
use super::{CliError, FINE, NOTHING_FOUND, Start};
use crate::case::{Standing, Thesaurus, phrase_key};
use crate::library::own_vocabulary;
use crate::text::clean_line;

/// Arguments of `casebook terms`.
#[derive(Debug, Args)]
pub struct TermsArguments {
    /// Print what stands for this word or phrase only
    #[arg(value_name = "WORD")]
    pub word: Vec<String>,

    /// Print one JSON object on each line
    #[arg(long)]
    pub json: bool,
}

/// A word as `terms --json` prints it: how others stand for it, and which.
#[derive(Serialize)]
struct TermLine {
    word: String,
    standing: &'static str,
    stands_for: Vec<String>,
}

pub(super) fn run(start: &Start, arguments: &TermsArguments, output: &mut Output) -> Result<u8, CliError> {
    let request = start.request()?;
    let (vocabulary, _) = own_vocabulary(&request.places, request.limits, &request.vocabulary, false);
    let thesaurus = vocabulary.thesaurus();
    let word = clean_line(&arguments.word.join(" ")).into_owned();
    let lines = if word.trim().is_empty() { all(thesaurus) } else { of(thesaurus, &word) };
    for line in &lines {
        if arguments.json {
            output.json(line)?;
        } else {
            output.line(&format!("{}\t{}\t{}", line.word, line.standing, line.stands_for.join(", ")))?;
        }
    }
    output.finish()?;
    if lines.is_empty() {
        complain(&format!("nothing stands for \"{word}\"; a library adds words in its vocabulary.toml"));
        return Ok(NOTHING_FOUND);
    }
    Ok(FINE)
}

fn name(standing: Standing) -> &'static str {
    match standing {
        Standing::Short => "short for",
        Standing::Same => "same as",
        Standing::Narrower => "wider than",
    }
}

/// Every entry of the thesaurus.
fn all(thesaurus: &Thesaurus) -> Vec<TermLine> {
    let line = |word: &str, standing, words: &[crate::case::Text]| TermLine {
        word: word.to_owned(),
        standing: name(standing),
        stands_for: words.iter().map(ToString::to_string).collect(),
    };
    let same = thesaurus.groups().iter().filter_map(|group| {
        let (first, rest) = group.split_first()?;
        Some(line(first, Standing::Same, rest))
    });
    let short = thesaurus.shorts().map(|short| line(&short.word, Standing::Short, &short.stands_for));
    let wider = thesaurus.wider().map(|wider| line(&wider.word, Standing::Narrower, &wider.narrower));
    same.chain(short).chain(wider).collect()
}

/// The words that stand for one word.
fn of(thesaurus: &Thesaurus, word: &str) -> Vec<TermLine> {
    let meanings = thesaurus.meanings(&phrase_key(word));
    let of = |standing: Standing| -> Option<TermLine> {
        let words = meanings.iter().filter(|meaning| meaning.standing == standing);
        let stands_for: Vec<String> = words.map(|meaning| meaning.text.to_string()).collect();
        (!stands_for.is_empty()).then(|| TermLine { word: word.to_owned(), standing: name(standing), stands_for })
    };
    [Standing::Short, Standing::Same, Standing::Narrower].into_iter().filter_map(of).collect()
}
