//! The words of the library that a word of the query matches.

use std::collections::HashMap;

use crate::search::accept::Accept;
use crate::search::index::{Index, Lexicon, WordId};
use crate::search::query::Atom;
use crate::search::word_match::{Tier, Tiers, WordMatcher};

type Matched = Vec<(WordId, Tier, u32)>;

/// The matches of one word of a query; kept while the query grows, so that a key scores only new words.
#[derive(Debug, Default)]
struct MatchTable {
    /// How each folded form matches that was known when the table was last brought up to date.
    forms: Vec<Option<(Tier, u32)>>,
    spellings: usize,
    folded: Matched,
    cased: Matched,
    used: bool,
}

impl MatchTable {
    fn bring_up_to_date(&mut self, atom: &Atom, lexicon: &Lexicon, matcher: &WordMatcher) {
        let (may_slip, stem) = (WordMatcher::may_slip(atom), lexicon.stem_id(atom.stem()));
        self.forms.reserve(lexicon.masks().len() - self.forms.len());
        for (form, mask) in (0..).zip(lexicon.masks().iter()).skip(self.forms.len()) {
            // Letters may lack in misspelt words and in other endings alone.
            let may_lack = || may_slip || lexicon.stem_of_form(form).is_some_and(|other| Some(other) == stem);
            let may_match = atom.may_match(*mask) && (atom.mask() & !mask == 0 || may_lack());
            let word = if may_match { lexicon.form(form) } else { None };
            self.forms.push(word.and_then(|word| matcher.score(atom, word, false)));
        }
        for (id, form) in (0..).zip(lexicon.form_of().iter()).skip(self.spellings) {
            let Some((tier, score)) = self.forms.get(*form as usize).copied().flatten() else { continue };
            if lexicon.is_unused(id) {
                continue;
            }
            self.folded.push((id, tier, score));
            if atom.cased()
                && let Some((tier, score)) = lexicon.word(id).and_then(|word| matcher.score(atom, word, true))
            {
                self.cased.push((id, tier, score));
            }
        }
        self.spellings = lexicon.len();
    }
}

/// The words that count for one word of a query.
#[derive(Debug, Default)]
pub struct Resolved {
    /// Each with its score.
    pub words: Vec<(WordId, u32)>,
    /// The scores by the words' numbers; 0 for a word that does not count.
    pub scores: Vec<u32>,
    /// The matches that count.
    pub accept: Accept,
    /// The only letter of the word of the query, and what a word scores that begins with it.
    pub initial: Option<(char, u32)>,
    /// In how many places they stand together.
    pub places: usize,
    /// True if words in other capitals were left out.
    pub other_capitals: bool,
}

impl Resolved {
    /// The score of a word; 0 for one that does not count.
    #[inline]
    pub fn score(&self, word: WordId) -> u32 {
        self.scores.get(word as usize).copied().unwrap_or(0)
    }
}

/// The tables of the words of the last query.
#[derive(Default)]
pub struct Tables {
    matcher: WordMatcher,
    known: HashMap<Atom, MatchTable>,
}

impl Tables {
    /// Before a query: forgets what the query before the last needed.
    pub fn begin(&mut self) {
        self.known.retain(|_, table| std::mem::replace(&mut table.used, false));
    }

    /// The words that count for a word of the query.
    pub fn resolve(&mut self, atom: &Atom, index: &Index) -> Resolved {
        let table = self.table(atom, index);
        let (matched, cased) = {
            let folded = table.cased.is_empty() && !atom.needs_capitals();
            if folded { (&table.folded, false) } else { (&table.cased, true) }
        };
        let tiers = Tiers::counting(atom.form());
        let other_capitals =
            cased && table.folded.iter().filter(|(_, tier, _)| tiers.hold(*tier)).count() > matched.len();
        let resolved = resolved(matched, index, Accept { tiers, cased });
        Resolved { other_capitals, initial: initial(atom, matched).filter(|_| !cased), ..resolved }
    }

    /// Every word of the library that a word of the query matches in some way.
    pub fn matched(&mut self, atom: &Atom, index: &Index) -> &[(WordId, Tier, u32)] {
        let table = self.table(atom, index);
        if atom.is_capitals() && (!table.cased.is_empty() || atom.needs_capitals()) {
            &table.cased
        } else {
            &table.folded
        }
    }

    fn table(&mut self, atom: &Atom, index: &Index) -> &MatchTable {
        let table = self.known.entry(atom.clone()).or_default();
        table.bring_up_to_date(atom, &index.lexicon, &self.matcher);
        table.used = true;
        table
    }
}

fn resolved(matched: &Matched, index: &Index, accept: Accept) -> Resolved {
    let mut scores = vec![0; index.lexicon.len()];
    let mut words = Vec::new();
    let mut places = 0;
    for (id, _, score) in matched.iter().filter(|(_, tier, _)| accept.tiers.hold(*tier)) {
        words.push((*id, *score));
        places += index.lexicon.postings(*id).map_or(0, |postings| postings.count());
        if let Some(place) = scores.get_mut(*id as usize) {
            *place = *score;
        }
    }
    Resolved { words, scores, accept, initial: None, places, other_capitals: false }
}

/// The letter of a word that is one letter, with the score that every word has which begins with it.
fn initial(atom: &Atom, matched: &Matched) -> Option<(char, u32)> {
    let mut letters = atom.folded().chars();
    let letter = letters.next().filter(|_| letters.next().is_none())?;
    let mut begun = matched.iter().filter(|(_, tier, _)| *tier == Tier::Start).map(|(.., score)| *score);
    let score = begun.next()?;
    begun.all(|other| other == score).then_some((letter, score))
}
