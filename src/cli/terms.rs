//! `casebook terms`: the vocabulary and the profile in force, with how often the library uses each term; and the words that
//! stand for each other in a search.

use clap::Args;
use serde::Serialize;

use super::loaded::Loaded;
use super::output::{Output, complain};
use super::{CliError, FINE, NOTHING_FOUND, Start};
use crate::case::lexicon::{Explained, Uses, look_up, near, with_uses};
use crate::case::{Case, Thesaurus, WordRelation, phrase_key};
use crate::library::own_vocabulary;
use crate::text::near::did_you_mean;
use crate::text::{clean_line, counted};

/// Arguments of `casebook terms`.
#[derive(Debug, Args)]
pub struct TermsArguments {
    /// Print only the terms of this list or name, and what stands for the word in a search
    #[arg(value_name = "LIST|WORD")]
    pub word: Vec<String>,

    /// Print the words that stand for each other in a search, and no terms
    #[arg(long)]
    pub words: bool,

    /// Print one JSON object on each line
    #[arg(long)]
    pub json: bool,
}

/// A word as `terms --words --json` prints it: how others stand for it, and which.
#[derive(Serialize)]
struct WordLine {
    word: String,
    standing: &'static str,
    stands_for: Vec<String>,
}

/// A term as `terms --json` prints it.
#[derive(Serialize)]
struct TermLine<'a> {
    list: &'a str,
    code: &'a str,
    label: &'a str,
    short: Option<&'a str>,
    aliases: &'a [String],
    definition: &'a str,
    cases: usize,
    findings: usize,
    recommendations: usize,
    events: usize,
}

pub(super) fn run(start: &Start, arguments: &TermsArguments, output: &mut Output) -> Result<u8, CliError> {
    let word = clean_line(&arguments.word.join(" ")).into_owned();
    let loaded = if arguments.words { None } else { Some(Loaded::read(start)?) };
    let printed = match &loaded {
        Some(loaded) => terms(loaded, &word, arguments.json, output)?,
        None => 0,
    };
    let all = word.trim().is_empty();
    let mut lines = Vec::new();
    if arguments.words || !all {
        let request = start.request()?;
        let (vocabulary, _) = own_vocabulary(&request.places, request.limits, &request.vocabulary, false);
        let thesaurus = vocabulary.thesaurus();
        lines = if all { every_word(thesaurus) } else { of(thesaurus, &word) };
        for line in &lines {
            if arguments.json {
                output.json(line)?;
            } else {
                output.line(&format!("{}\t{}\t{}", line.word, line.standing, line.stands_for.join(", ")))?;
            }
        }
        if lines.is_empty() && printed == 0 {
            let near = near(&vocabulary, &word);
            let near: Vec<&str> = near.iter().map(String::as_str).collect();
            let help = did_you_mean(&near).unwrap_or_else(|| "a library adds words in its vocabulary.toml".to_owned());
            complain(&format!("no term is called \"{word}\", and nothing stands for it; {help}"));
        }
    }
    output.finish()?;
    let found = !lines.is_empty() || printed > 0;
    // A file that could not be read is not counted.
    Ok(match loaded {
        Some(loaded) => loaded.end(found),
        None if found => FINE,
        None => NOTHING_FOUND,
    })
}

/// Prints the terms of a list, those with a name, or all; returns how many.
fn terms(loaded: &Loaded, word: &str, json: bool, output: &mut Output) -> Result<usize, CliError> {
    let vocabulary = &loaded.listing.vocabulary;
    let cases: Vec<&Case> = loaded.listing.books.iter().map(|book| book.case.as_ref()).collect();
    let mut all = with_uses(vocabulary, cases);
    let wanted = word.trim();
    if !wanted.is_empty() && all.iter().any(|(term, _)| term.list.eq_ignore_ascii_case(wanted)) {
        all.retain(|(term, _)| term.list.eq_ignore_ascii_case(wanted));
    } else if !wanted.is_empty() {
        let named = look_up(vocabulary, wanted);
        all.retain(|(term, _)| named.iter().any(|named| named.list == term.list && named.code == term.code));
    }
    for (term, uses) in &all {
        print(term, *uses, json, output)?;
    }
    Ok(all.len())
}

fn print(term: &Explained, uses: Uses, json: bool, output: &mut Output) -> Result<(), CliError> {
    if json {
        return output.json(&TermLine {
            list: &term.list,
            code: &term.code,
            label: &term.label,
            short: term.short.as_deref(),
            aliases: &term.stands_for,
            definition: &term.definition,
            cases: uses.cases,
            findings: uses.findings,
            recommendations: uses.recommendations,
            events: uses.events,
        });
    }
    let names = term.short.iter().chain(&term.stands_for).map(String::as_str).collect::<Vec<_>>().join(", ");
    let used = counted(uses.cases, "case");
    output.line(&[term.list.as_str(), &term.code, &term.label, &names, &used].join("\t"))
}

fn name(standing: WordRelation) -> &'static str {
    match standing {
        WordRelation::Short => "short for",
        WordRelation::Same => "same as",
        WordRelation::Narrower => "wider than",
    }
}

/// Every entry of the thesaurus.
fn every_word(thesaurus: &Thesaurus) -> Vec<WordLine> {
    let line = |word: &str, standing, words: &[crate::case::Text]| WordLine {
        word: word.to_owned(),
        standing: name(standing),
        stands_for: words.iter().map(ToString::to_string).collect(),
    };
    let same = thesaurus.groups().iter().filter_map(|group| {
        let (first, rest) = group.split_first()?;
        Some(line(first, WordRelation::Same, rest))
    });
    let short = thesaurus.shorts().map(|short| line(&short.word, WordRelation::Short, &short.stands_for));
    let wider = thesaurus.wider().map(|wider| line(&wider.word, WordRelation::Narrower, &wider.narrower));
    same.chain(short).chain(wider).collect()
}

/// The words that stand for one word.
fn of(thesaurus: &Thesaurus, word: &str) -> Vec<WordLine> {
    let meanings = thesaurus.meanings(&phrase_key(word));
    let of = |standing: WordRelation| -> Option<WordLine> {
        let words = meanings.iter().filter(|meaning| meaning.standing == standing);
        let stands_for: Vec<String> = words.map(|meaning| meaning.text.to_string()).collect();
        (!stands_for.is_empty()).then(|| WordLine { word: word.to_owned(), standing: name(standing), stands_for })
    };
    [WordRelation::Short, WordRelation::Same, WordRelation::Narrower].into_iter().filter_map(of).collect()
}
