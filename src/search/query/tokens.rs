//! The typed text, cut at spaces; what stands in quotes stays whole.

use std::ops::Range;

/// A part of what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Its place, in bytes.
    pub span: Range<usize>,
}

impl Token {
    /// Its text.
    pub fn of<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.span.clone()).unwrap_or_default()
    }
}

/// True if a char opens or closes a phrase, however it is set.
pub fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201c}' | '\u{201d}' | '\u{201e}')
}

/// A blank inside a token, as fzf writes it.
pub const BLANK: &str = "\\ ";

/// Cuts a text into tokens. A quote that is not closed runs to the end.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut start: Option<usize> = None;
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        if is_quote(c) {
            quoted = !quoted;
            start.get_or_insert(at);
            // Behind a closed quote a new token begins.
            if !quoted {
                tokens.extend(start.take().map(|start| Token { span: start..at + c.len_utf8() }));
            }
        } else if c.is_whitespace() && !quoted && !text.get(..at).is_some_and(|before| before.ends_with('\\')) {
            tokens.extend(start.take().map(|start| Token { span: start..at }));
        } else {
            start.get_or_insert(at);
        }
    }
    tokens.extend(start.map(|start| Token { span: start..text.len() }));
    tokens
}

/// The token in which, or at whose end, the byte `at` stands; an empty one where there is none.
pub fn token_at(text: &str, at: usize) -> Token {
    tokens(text)
        .into_iter()
        .find(|token| token.span.start <= at && at <= token.span.end)
        .unwrap_or(Token { span: at..at })
}

/// Abbreviations with a sign in them, as people say them and as they are written.
const SPOKEN: [([&str; 3], &str); 2] = [(["a", "and", "e"], "A&E"), (["a", "&", "e"], "A&E")];

/// Makes one token of an abbreviation that is written as it is said.
pub fn join_spoken(text: &str, tokens: &mut Vec<Token>) {
    for at in (0..tokens.len()).rev() {
        let three = tokens.get(at..).and_then(<[Token]>::first_chunk::<3>);
        let Some(span) = three.map(|[first, _, last]| first.span.start..last.span.end) else { continue };
        if text.get(span.clone()).and_then(spoken).is_some() {
            tokens.splice(at..at + 3, [Token { span }]);
        }
    }
}

/// The abbreviation that a text says.
pub fn spoken(text: &str) -> Option<&'static str> {
    let is = |words: &[&str; 3]| text.split_whitespace().map(str::to_lowercase).eq(words.iter().copied());
    SPOKEN.iter().find(|(words, _)| is(words)).map(|(_, written)| *written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_cut_at_spaces_outside_quotes() {
        let rows: [(&str, &[&str]); 9] = [
            ("a\\ b c", &["a\\ b", "c"]),
            ("a b", &["a", "b"]),
            ("  ", &[]),
            ("\"a b\" c", &["\"a b\"", "c"]),
            ("theme:\"a b\" c", &["theme:\"a b\"", "c"]),
            ("\"a b", &["\"a b"]),
            ("“a b” c", &["“a b”", "c"]),
            ("a\u{a0}b", &["a", "b"]),
            ("!\"a b\"c", &["!\"a b\"", "c"]),
        ];
        for (text, expected) in rows {
            let found: Vec<&str> = tokens(text).iter().map(|token| token.of(text)).collect();
            assert_eq!(found, expected, "{text}");
        }
        assert_eq!(token_at("ab cd", 4).span, 3..5);
        assert_eq!(token_at("ab ", 3).span, 3..3);
    }
}
