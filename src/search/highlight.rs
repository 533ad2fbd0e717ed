//! The graphemes of the original text that a query matches, which light up.

use super::accept::Accept;
use super::hits::Hits;
use super::query::{Anchor, Atom, Query, Words, letter_mask};
use super::word_match::{Tier, Word, WordMatcher};
use crate::text::fold::{FoldedWord, plain, stem, words};

/// A stretch of matched graphemes: a byte range of the original text, on grapheme boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MatchSpan {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Finds what lights up for one query. Made for the visible lines, not for a whole library.
pub struct Highlighter<'a> {
    wanted: Vec<(&'a Words, &'a [Accept])>,
    matcher: WordMatcher,
}

/// A word of a text in every form.
struct TextWord {
    start: usize,
    folded: FoldedWord,
    plain: String,
    stem: String,
    mask: u64,
}

impl TextWord {
    fn as_word(&self) -> Word<'_> {
        Word { plain: &self.plain, folded: &self.folded.folded, stem: &self.stem, mask: self.mask }
    }
}

impl<'a> Highlighter<'a> {
    /// For this query. `accepts` says what counts for each of its words, as [`Hits`] tell it; a word without one counts
    /// however it matches.
    ///
    /// [`Hits`]: super::Hits
    pub fn new(query: &'a Query, accepts: &'a [Vec<Accept>]) -> Self {
        let accepts = accepts.iter().map(Vec::as_slice).chain(std::iter::repeat(&[][..]));
        Self { wanted: query.wanted().zip(accepts).collect(), matcher: WordMatcher::default() }
    }

    /// For this query and what was found for it: what stood for a word lights up too.
    pub fn of_hits(query: &'a Query, hits: &'a Hits) -> Self {
        let mut highlighter = Self::new(query, &hits.accepts);
        highlighter.wanted.extend(hits.near.lights.iter().map(|words| (words, &[][..])));
        highlighter
    }

    /// The spans that light up in `text`, in order and without overlap.
    pub fn spans(&self, text: &str) -> Vec<MatchSpan> {
        merged(self.words_at(text).into_iter().map(|(_, span)| span).collect())
    }

    /// Which of the wanted words, by its place among them, lights up where in `text`: word by word.
    pub fn words_at(&self, text: &str) -> Vec<(usize, MatchSpan)> {
        if self.wanted.is_empty() {
            return Vec::new();
        }
        let words: Vec<TextWord> = words(text)
            .map(|(start, word)| {
                let folded = FoldedWord::new(word);
                TextWord {
                    start,
                    plain: plain(word).into_owned(),
                    stem: stem(&folded.folded),
                    mask: letter_mask(&folded.folded),
                    folded,
                }
            })
            .collect();
        let mut found: Vec<(usize, MatchSpan)> = Vec::new();
        for (number, (wanted, accepts)) in self.wanted.iter().enumerate() {
            let mut spans: Vec<MatchSpan> = Vec::new();
            match wanted.atoms.as_slice() {
                [atom] if wanted.anchor == Anchor::Anywhere => {
                    let accept = accepts.first().copied().unwrap_or_default();
                    words.iter().for_each(|word| self.light(atom, accept, word, &mut spans));
                }
                atoms => self.row(atoms, wanted.anchor, accepts, &words, &mut spans),
            }
            found.extend(spans.into_iter().map(|span| (number, span)));
        }
        found
    }

    fn light(&self, atom: &Atom, accept: Accept, word: &TextWord, spans: &mut Vec<MatchSpan>) {
        if let Some((tier, _)) = accept.score(&self.matcher, atom, word.as_word()) {
            self.light_tier(atom, tier, word, spans);
        }
    }

    fn light_tier(&self, atom: &Atom, tier: Tier, word: &TextWord, spans: &mut Vec<MatchSpan>) {
        for position in self.matcher.positions(atom, &word.folded.folded, tier) {
            if let Some((from, to)) = word.folded.grapheme_of(position) {
                spans.push(MatchSpan { start: word.start + from, end: word.start + to });
            }
        }
    }

    fn row(&self, atoms: &[Atom], anchor: Anchor, accepts: &[Accept], words: &[TextWord], spans: &mut Vec<MatchSpan>) {
        let last = words.len().saturating_sub(atoms.len());
        for (from, window) in words.windows(atoms.len().max(1)).enumerate() {
            let fits = match anchor {
                Anchor::Anywhere => true,
                Anchor::Start => from == 0,
                Anchor::End => from == last,
                Anchor::Both => from == 0 && last == 0,
            };
            let accepts = accepts.iter().copied().chain(std::iter::repeat(Accept::default()));
            let pairs: Vec<(&Atom, Accept, &TextWord)> =
                atoms.iter().zip(accepts).zip(window).map(|((atom, accept), word)| (atom, accept, word)).collect();
            let all = |(atom, accept, word): &(&Atom, Accept, &TextWord)| {
                accept.score(&self.matcher, atom, word.as_word()).is_some()
            };
            if fits && pairs.iter().all(all) {
                pairs.into_iter().for_each(|(atom, accept, word)| self.light(atom, accept, word, spans));
            }
        }
    }
}

/// Spans in order; those that touch or overlap become one.
fn merged(mut spans: Vec<MatchSpan>) -> Vec<MatchSpan> {
    spans.sort_unstable_by_key(|span| (span.start, span.end));
    let mut merged: Vec<MatchSpan> = Vec::with_capacity(spans.len());
    for span in spans {
        match merged.last_mut() {
            Some(last) if last.end >= span.start => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_graphemes_of_the_original_light_up() {
        let rows: [(&str, &str, &[&str]); 12] = [
            ("gp bruis", "The GP saw bruises; GPs did not.", &["GP", "bruis", "GP"]),
            ("climbie", "Victoria Climbié", &["Climbié"]),
            ("cafe", "the cafe\u{301} again", &["cafe\u{301}"]),
            ("иван", "ИВАН", &["ИВАН"]),
            ("ärger", "Ärger", &["Ärger"]),
            ("", "anything", &[]),
            ("日本", "日本語", &["日本"]),
            ("\"health visitor\"", "a visitor of health; the Health Visitor", &["Health", "Visitor"]),
            ("^the", "The end of the road", &["The"]),
            ("road$", "The road has a road.", &["road"]),
            ("!police gp", "police and GP", &["GP"]),
            ("agency:police gp", "police and GP", &["GP"]),
        ];
        for (query, text, expected) in rows {
            let query = Query::parse(query);
            let found: Vec<&str> =
                Highlighter::new(&query, &[]).spans(text).iter().map(|span| &text[span.start..span.end]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
