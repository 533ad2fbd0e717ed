//! The search: what is typed, what was asked, and the newest answer.

use std::collections::HashMap;

use tui_input::Input;

use crate::app::place::Spot;
use crate::case::lexicon::Explained;
use crate::case::{Case, ItemRef};
use crate::library::EntryKey;
use crate::search::{Answer, Ask, Hits, InCase, Lens, Query, QueryProblem, Told};

#[derive(Debug, Clone, Default)]
pub struct Search {
    pub input: Input,
    /// True while keys go to the search line.
    pub typing: bool,
    /// The text, parsed.
    pub query: Query,
    /// Its mistakes; the last good answer stays.
    pub problems: Vec<QueryProblem>,
    /// The query that `hits` answers.
    pub shown: Query,
    /// Counts the searches that were asked for.
    pub generation: u64,
    pub hits: Hits,
    /// Counts the answers that were taken.
    pub answers: u64,
    /// How many entries of `hits` match by their own words.
    pub found: usize,
    /// How many cases were in the index that `hits` come from.
    pub indexed: usize,
    /// The number of the search that `hits` answers; without one, everything is shown.
    pub answered: Option<u64>,
    /// The entry of a list that was selected, while the part of the answer that may hold it is still to come.
    pub awaited: Option<(EntryKey, ItemRef)>,
    /// The text whose words were last held against the vocabulary, with the term that it is for.
    pub term: Option<(String, Option<Explained>)>,
    /// True when every word is a word, and none is understood as a filter.
    pub as_words: bool,
    /// True when the next letter begins a new search: the old text is still shown, and goes when the user types.
    pub replace: bool,
    /// The reader's place before the search.
    pub origin: Option<Spot>,
    /// The newest question without an answer, with its number.
    asked: Option<(u64, Query)>,
    by_case: HashMap<EntryKey, usize>,
}

impl Search {
    /// Gives the present query a number.
    pub fn ask(&mut self, lens: Lens, facets: bool, all_words: bool) -> (u64, Ask) {
        self.generation += 1;
        self.asked = Some((self.generation, self.query.clone()));
        (self.generation, Ask { query: self.query.clone(), lens, facets, all_words })
    }

    /// Takes an answer; says whether there is something new to show. An answer to an older question is not taken.
    pub fn answer(&mut self, generation: u64, answer: Answer) -> bool {
        if generation != self.generation {
            return false;
        }
        match answer {
            Answer::Wrong(problems) => {
                self.problems = problems;
                false
            }
            Answer::Hits(hits) => {
                self.problems = self.query.problems().to_vec();
                self.by_case = hits.cases.iter().enumerate().map(|(index, case)| (case.key, index)).collect();
                self.found = hits.own_count();
                self.hits = hits;
                self.answers += 1;
                self.answered = Some(generation);
                if let Some((_, query)) = self.asked.take_if(|(number, _)| *number == generation) {
                    self.shown = query;
                }
                true
            }
        }
    }

    /// A case has changed, or is no more: what was found goes with it until the search has been made again.
    pub fn follow(&mut self, key: EntryKey, change: Option<(&Case, &Case)>) {
        self.hits.follow(key, change);
        self.by_case = self.hits.cases.iter().enumerate().map(|(index, case)| (case.key, index)).collect();
    }

    /// The typed text, parsed.
    pub fn parsed(&self) -> Query {
        let text = self.input.value();
        if self.as_words { Query::parse_words(text) } else { Query::parse(text) }
    }

    /// Forgets query and answer.
    pub fn clear(&mut self) {
        *self = Self { generation: self.generation + 1, answers: self.answers, ..Self::default() };
    }

    /// True while the lists are narrowed.
    pub fn narrows(&self) -> bool {
        self.answered.is_some() && !self.shown.is_empty()
    }

    /// The words that a near case lacks, by its best entry.
    pub fn near_case(&self, key: EntryKey) -> Option<&Told> {
        let case = self.by_case.get(&key).and_then(|index| self.hits.cases.get(*index))?;
        self.hits.near.told(case.near)
    }

    /// True if the numbers of the last answer are those of what is typed: a mistake in it leaves the list as it was.
    pub fn counts(&self) -> bool {
        self.problems.is_empty()
    }

    /// The term of the vocabulary that a kept search is for.
    pub fn kept_term(&self) -> Option<&Explained> {
        let (text, term) = self.term.as_ref().filter(|_| !self.typing && self.narrows())?;
        term.as_ref().filter(|_| text == self.input.value())
    }

    /// The matches in a case.
    pub fn in_case(&self, key: EntryKey) -> Option<InCase<'_>> {
        let case = self.by_case.get(&key).and_then(|index| self.hits.cases.get(*index))?;
        Some(self.hits.of(case))
    }
}
