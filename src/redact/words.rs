//! The words of a plain text, as names and places are looked for among them.

/// A word of a plain text: letters and digits, with apostrophes inside ("O'Hara", but not the "'s" of a possessive).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WordSpan {
    pub start: usize,
    pub end: usize,
}

impl WordSpan {
    /// The word itself.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// The words of a plain text.
pub fn words(text: &str) -> Vec<WordSpan> {
    let mut words: Vec<WordSpan> = Vec::with_capacity(text.len() / 5);
    let mut start = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c.is_alphanumeric() {
            start.get_or_insert(at);
            continue;
        }
        let inside = c == '\'' && chars.peek().is_some_and(|(_, next)| next.is_uppercase());
        if let Some(begun) = start.filter(|_| !inside) {
            words.push(WordSpan { start: begun, end: at });
            start = None;
        }
    }
    if let Some(begun) = start {
        words.push(WordSpan { start: begun, end: text.len() });
    }
    words
}

/// True if a word begins with a capital.
pub fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_apostrophes_and_leave_possessives() {
        let rows = [
            ("O'Hara's report", "O'Hara|s|report"),
            ("Labinjo-Hughes, 6", "Labinjo|Hughes|6"),
            ("", ""),
            ("'Baby P'", "Baby|P"),
        ];
        for (text, expected) in rows {
            let found: Vec<&str> = words(text).into_iter().map(|word| word.of(text)).collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
    }
}
