//! What lights up: the graphemes of the original text that a query matches.

use super::fold::{FoldedWord, stem, words};
use super::query::Query;
use super::word_match::WordMatcher;

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
    query: &'a Query,
    least: &'a [u32],
    matcher: WordMatcher,
}

impl<'a> Highlighter<'a> {
    /// For this query. `least` is the least score that counts for each of its words, as [`Hits`] tell it; a word without
    /// one counts however it matches.
    ///
    /// [`Hits`]: super::Hits
    pub fn new(query: &'a Query, least: &'a [u32]) -> Self {
        Self { query, least, matcher: WordMatcher::default() }
    }

    /// The spans that light up in `text`, in order and without overlap.
    pub fn spans(&self, text: &str) -> Vec<MatchSpan> {
        if self.query.is_empty() {
            return Vec::new();
        }
        let mut spans: Vec<MatchSpan> = Vec::new();
        for (start, word) in words(text) {
            let folded = FoldedWord::new(word);
            let stem = stem(&folded.folded);
            let scored = self.query.atoms().iter().enumerate().map(|(index, atom)| {
                let score = self.matcher.score(atom, &folded.folded, &stem);
                let least = self.least.get(index).copied().unwrap_or(1).max(1);
                (if score >= least { score } else { 0 }, atom)
            });
            let Some((1.., atom)) = scored.max_by_key(|(score, _)| *score) else { continue };
            for position in self.matcher.positions(atom, &folded.folded, &stem) {
                let Some((from, to)) = folded.grapheme_of(position) else { continue };
                let (from, to) = (start + from, start + to);
                match spans.last_mut() {
                    Some(last) if last.end >= from => last.end = last.end.max(to),
                    _ => spans.push(MatchSpan { start: from, end: to }),
                }
            }
        }
        spans
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_graphemes_of_the_original_light_up() {
        let rows: [(&str, &str, &[&str]); 6] = [
            ("gp bruis", "The GP saw bruises; GPs did not.", &["GP", "bruis", "GP"]),
            ("climbie", "Victoria Climbié", &["Climbié"]),
            ("cafe", "the cafe\u{301} again", &["cafe\u{301}"]),
            ("иван", "ИВАН", &["ИВАН"]),
            ("", "anything", &[]),
            ("日本", "日本語", &["日本"]),
        ];
        for (query, text, expected) in rows {
            let query = Query::parse(query);
            let found: Vec<&str> =
                Highlighter::new(&query, &[]).spans(text).iter().map(|span| &text[span.start..span.end]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
