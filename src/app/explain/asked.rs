//! The words that are to be explained before those of the item: the word under the cursor, then the words searched for.

use crate::app::state::State;
use crate::case::OpenList;
use crate::case::lexicon::{Explained, TermCode, explain, look_up};
use crate::page::Link;
use crate::search::tokens;

/// The most words of a name that are looked up together.
const LONGEST: usize = 4;
/// The most words of a search that are looked up.
const MOST: usize = 12;

/// The list and code of each, without those that no list has.
pub fn asked(state: &State) -> Vec<(String, String)> {
    let mut asked = Vec::new();
    under_cursor(state, &mut asked);
    if !state.search.query.is_empty() {
        let understood = state.search.query.understood().iter().map(|understood| understood.filter.as_str());
        let text: Vec<&str> = std::iter::once(state.search.input.value()).chain(understood).collect();
        text.into_iter().for_each(|text| of_text(state, text, &mut asked));
    }
    let mut seen = Vec::new();
    asked.retain(|value| {
        let new = !seen.contains(value);
        seen.push(value.clone());
        new
    });
    asked
}

/// The term that a search is for: all of its words name it, or several words of a question do.
pub fn searched(state: &State) -> Option<Explained> {
    let text = state.search.input.value();
    let parts = tokens(text);
    let words: Vec<&str> = parts.iter().map(|part| part.of(text)).filter(|part| !part.contains(':')).collect();
    let words: Vec<&str> = words.iter().flat_map(|part| part.split_whitespace()).take(MOST).collect();
    let lengths = (1..=LONGEST.min(words.len())).rev().filter(|length| *length > 1 || words.len() == 1);
    let mut named = lengths.flat_map(|length| words.windows(length)).map(|words| words.join(" "));
    named.find_map(|name| {
        let name = name.trim_matches(|c: char| !c.is_alphanumeric());
        let of_list = |list: OpenList| Some((list, state.vocabulary.named(list, name)?));
        let (list, code) = OpenList::ALL.into_iter().find_map(of_list)?;
        explain(&state.vocabulary, TermCode { list: list.name(), code })
    })
}

/// The term that the selected row is of, if it is of one; the place that is found in a text.
fn under_cursor(state: &State, asked: &mut Vec<(String, String)>) {
    if let Some(open) = &state.facets {
        if let Some(count) = state.search.hits.facets.get(open.cursor) {
            named(state, count.field.row().name, &count.code, asked);
        }
        return;
    }
    if let Some(place) = state.find.as_ref().and_then(|open| open.place()) {
        of_words(state, &place.split_whitespace().collect::<Vec<_>>(), asked);
    }
    if let Some(page) = &state.page {
        match page.link() {
            Some(Link::Agency(code)) => asked.push(("agency".to_owned(), code.clone())),
            Some(Link::Search(text)) => of_text(state, text, asked),
            Some(Link::Item(..)) | None => {}
        }
    } else if state.lists_terms()
        && let Some(count) = state.lens_terms().nth(state.lens.cursor)
    {
        named(state, count.field.row().name, &count.code, asked);
    }
}

/// The terms that a text of the search names: the values of its filters, then its words.
fn of_text(state: &State, text: &str, asked: &mut Vec<(String, String)>) {
    let parts: Vec<&str> = tokens(text).iter().map(|token| token.of(text)).collect();
    let mut words = Vec::new();
    for part in parts.into_iter().take(MOST) {
        let part = part.trim_start_matches(['!', '^', '\'']).trim_end_matches('$');
        match part.split_once(':') {
            Some((field, value)) => named(state, field, value.trim_matches('"'), asked),
            None => words.extend(part.trim_matches('"').split_whitespace()),
        }
    }
    of_words(state, &words, asked);
}

/// The terms that words name, several words before one: "respectful uncertainty".
fn of_words(state: &State, words: &[&str], asked: &mut Vec<(String, String)>) {
    let mut from = 0;
    while from < words.len() {
        let lengths = (1..=LONGEST.min(words.len() - from)).rev();
        let found = lengths.into_iter().find_map(|length| {
            let terms = look_up(&state.vocabulary, &words.get(from..from + length)?.join(" "));
            (!terms.is_empty()).then_some((length, terms))
        });
        match found {
            Some((length, terms)) => {
                asked.extend(terms.into_iter().map(|term| (term.list, term.code)));
                from += length;
            }
            None => from += 1,
        }
    }
}

/// A value of a field: of the list of that name where it has one.
fn named(state: &State, field: &str, value: &str, asked: &mut Vec<(String, String)>) {
    let terms = look_up(&state.vocabulary, value);
    let own = terms.iter().any(|term| term.list == field);
    asked.extend(terms.into_iter().filter(|term| !own || term.list == field).map(|term| (term.list, term.code)));
}
