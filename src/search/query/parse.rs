//! From tokens to clauses.

use std::ops::Range;

use super::natural::understood;
use super::small::{is_said, is_small};
use super::tokens::{BLANK, Token, is_quote, join_spoken, spoken, tokens};
use super::{
    Anchor, Atom, Clause, Condition, FIELDS, Filter, FilterField, FilterValue, Form, Query, QueryProblem, Span, Typed,
    Values, Wanted, Words,
};
use crate::text::fold::words;
use crate::text::near::nearest;

/// Takes a text apart; filters in plain words are understood where `natural` says so.
pub fn parse(text: &str, natural: bool) -> Query {
    let mut tokens = tokens(text);
    open_quotations(text, &mut tokens);
    join_spoken(text, &mut tokens);
    let last = tokens.len();
    let plain = if natural { understood(text, &tokens) } else { Vec::new() };
    let mut query = Query::default();
    let mut clauses: Vec<(Clause, bool)> = Vec::new();
    // The next term may be another choice of the last clause, whose plain words begin here.
    let mut or = false;
    let mut last_typed = 0;
    for (index, token) in tokens.iter().enumerate() {
        if let Some((range, understood)) = plain.iter().find(|(range, _)| range.contains(&index)) {
            if range.start == index {
                query.typed.push(None);
                let filter = understood.meant.filter().unwrap_or_default();
                match terms(filter, &Token { span: 0..filter.len() }, false, false) {
                    Ok(terms) => clauses.extend(terms.into_iter().map(|parsed| {
                        let span = understood.span.clone();
                        (Clause::of(Condition { span, ..parsed.term }), false)
                    })),
                    Err(problem) => query.problems.push(QueryProblem { span: understood.span.clone(), ..problem }),
                }
                query.understood.push(understood.clone());
            }
            continue;
        }
        if token.of(text) == "|" {
            or = !clauses.is_empty();
            continue;
        }
        query.notes.extend(note(text, token));
        let is_choice = or || tokens.get(index + 1).is_some_and(|next| next.of(text) == "|");
        match terms(text, token, is_choice, index + 1 < last) {
            Ok(terms) => {
                if !or {
                    last_typed = query.typed.len();
                }
                if !terms.iter().any(|term| term.typed.is_some()) {
                    query.typed.push(None);
                }
                for Parsed { term, typed, small } in terms {
                    let clause =
                        Clause { said: typed.as_ref().is_some_and(said), relaxed: typed.is_some(), terms: vec![term] };
                    query.typed.extend(typed.map(|atom| {
                        let small = small || said(&atom) && !is_choice;
                        Some(Typed { small, span: token.span.clone(), choice: or, atom })
                    }));
                    match clauses.last_mut().filter(|_| or) {
                        Some((last, droppable)) => {
                            last.terms.extend(clause.terms);
                            // A sign in one of the choices holds for the whole of them.
                            if !(last.relaxed && clause.relaxed) {
                                query.typed.truncate(last_typed);
                                query.typed.push(None);
                            }
                            (last.said, last.relaxed, *droppable) = (false, last.relaxed && clause.relaxed, false);
                        }
                        None => clauses.push((clause, small && !is_choice)),
                    }
                }
            }
            Err(problem) => query.problems.push(problem),
        }
        or = false;
    }
    // Small words that people say and reports do not turn on; a query of nothing else keeps them. "Which recommendations are
    // overdue" is something else: a filter in plain words.
    let turns_on = |(clause, small): &(Clause, bool)| {
        !small && clause.terms.iter().any(|term| !term.negated && matches!(term.wanted, Wanted::Words(_)))
    };
    let filters = query.understood.iter().any(|understood| understood.meant.filter().is_some());
    let drop_small = filters || clauses.iter().any(turns_on);
    for (clause, small) in clauses {
        let twice = query.clauses.iter().any(|known| same(known, &clause));
        if !(twice || small && drop_small) {
            query.clauses.push(clause);
        }
    }
    // Stops and emoji alone ask for something that no text has, and not for everything; a sign may be half typed.
    let is_sign = |token: &&Token| token.of(text).chars().any(|c| !is_quote(c) && !"'’‘^$!|\\".contains(c));
    if query.clauses.is_empty() && query.problems.is_empty() {
        query.clauses.extend(tokens.iter().find(is_sign).map(|token| {
            let atoms = vec![Atom::new(token.of(text), Form::Whole)];
            let wanted = Wanted::Words(Words { atoms, anchor: Anchor::Anywhere });
            Clause::of(Condition { negated: false, wanted, span: token.span.clone() })
        }));
    }
    query
}

/// Takes the first apostrophe off 'several words' between two: a headline quotes so, and asks for nothing exact.
fn open_quotations(text: &str, tokens: &mut [Token]) {
    for at in 0..tokens.len() {
        let begins = |token: &Token| token.of(text).starts_with(is_apostrophe);
        let ends = |token: &Token| token.of(text).trim_end_matches(['.', ',', ':', ';', '?']).ends_with(is_apostrophe);
        let behind = tokens.get(at + 1..).unwrap_or_default();
        let plain = |token: &&Token| !begins(token) && !token.of(text).starts_with(['!', '^', '|']);
        let closed = behind.iter().take_while(plain).any(ends);
        if let Some(token) = tokens.get_mut(at).filter(|token| closed && begins(token) && !ends(token)) {
            let apostrophe = token.of(text).chars().next().map_or(0, char::len_utf8);
            token.span.start += apostrophe;
        }
    }
}

/// A note on a word that another language of searches has for a sign.
fn note(text: &str, token: &Token) -> Option<QueryProblem> {
    let (word, sign, means) = [("OR", "|", "one or the other"), ("NOT", "!", "without a word")]
        .into_iter()
        .find(|(word, ..)| token.of(text) == *word)?;
    // A text that is all in capitals says nothing by them.
    text.chars().any(char::is_lowercase).then(|| QueryProblem {
        span: token.span.clone(),
        message: format!("{word} is a word here; write {sign} for {means}"),
        near: Vec::new(),
    })
}

fn same(a: &Clause, b: &Clause) -> bool {
    a.terms.len() == b.terms.len()
        && a.terms.iter().zip(&b.terms).all(|(a, b)| a.negated == b.negated && a.wanted == b.wanted)
}

impl Clause {
    /// A clause of one term, which must hold.
    fn of(term: Condition) -> Self {
        Self { terms: vec![term], said: false, relaxed: false }
    }

    /// The word of a clause that is one plain word.
    pub fn plain(&self) -> Option<&Atom> {
        match self.terms.as_slice() {
            [Condition { wanted: Wanted::Words(words), .. }] if self.relaxed => match words.atoms.as_slice() {
                [atom] => Some(atom),
                _ => None,
            },
            _ => None,
        }
    }

    /// The words that are wanted.
    pub fn wanted(&self) -> impl Iterator<Item = &Words> {
        self.terms.iter().filter(|term| !term.negated).filter_map(|term| match &term.wanted {
            Wanted::Words(words) => Some(words),
            Wanted::Filter(_) => None,
        })
    }
}

/// A term, the plain word that it is, and whether that is a small one.
struct Parsed {
    term: Condition,
    typed: Option<Atom>,
    small: bool,
}

/// The terms of a token. None where only a sign stands there as yet. `follows` says whether anything stands behind it.
fn terms(text: &str, token: &Token, is_choice: bool, follows: bool) -> Result<Vec<Parsed>, QueryProblem> {
    let whole = token.of(text);
    let (negated, rest) = match whole.strip_prefix('!') {
        Some(rest) => (true, rest),
        None => (false, whole),
    };
    let span = token.span.clone();
    let parsed = |wanted: Wanted, typed: Option<Atom>, small: bool| Parsed {
        term: Condition { negated, wanted, span: span.clone() },
        typed,
        small,
    };
    if let Some((name, value)) =
        field_and_value(rest).filter(|(name, value)| !is_title(name, value, follows && span.start > 0))
    {
        let start = span.end - rest.len();
        let filter = filter(name, value, start..start + name.len(), span.clone())?;
        return Ok(vec![parsed(Wanted::Filter(filter), None, false)]);
    }
    let written = spoken(whole).unwrap_or(rest);
    let wanted = if rest.starts_with(is_quote) {
        phrase(rest)
    } else if rest.contains(BLANK) {
        sequence(rest.trim_start_matches(is_apostrophe), Form::Inside, Anchor::Anywhere)
    } else {
        match signed(rest) {
            Some(words) => words,
            None if negated => sequence(rest, Form::Inside, Anchor::Anywhere),
            None if is_choice => {
                let words = sequence(rest, Form::Inside, Anchor::Anywhere).map(single_fuzzy);
                let plain = words.as_ref().and_then(|words| match words.atoms.as_slice() {
                    [atom] => Some(atom.clone()),
                    _ => None,
                });
                return Ok(words.map(|words| parsed(Wanted::Words(words), plain, false)).into_iter().collect());
            }
            // A&E is one word to whoever writes it.
            None if written.contains('&') && words(written).nth(1).is_some() => {
                let atoms = words(written).map(|(_, word)| Atom::new(word, Form::Whole)).collect();
                let wanted = Wanted::Words(Words { atoms, anchor: Anchor::Anywhere });
                return Ok(vec![parsed(wanted, Some(Atom::new(written, Form::Fuzzy)), false)]);
            }
            None => {
                let terms = words(rest).map(|(_, word)| {
                    let atom = Atom::typed(word);
                    let words = Words { atoms: vec![atom.clone()], anchor: Anchor::Anywhere };
                    let small = is_small(atom.folded());
                    parsed(Wanted::Words(words), Some(atom), small)
                });
                return Ok(terms.collect());
            }
        }
    };
    Ok(wanted.map(|words| parsed(Wanted::Words(words), None, false)).into_iter().collect())
}

/// True if what looks like a filter is the title of something: a heading with a colon behind it, `within` other words.
fn is_title(name: &str, value: &str, within: bool) -> bool {
    let heading = value.is_empty() && within;
    heading || name.starts_with(char::is_uppercase) && FilterField::named(name).is_none()
}

/// A choice of one word is fuzzy as a word alone is.
fn single_fuzzy(words: Words) -> Words {
    match words.atoms.as_slice() {
        [atom] => Words { atoms: vec![Atom::typed(atom.plain())], anchor: words.anchor },
        _ => words,
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2018}' | '\u{2019}')
}

/// `'exact`, `'exact'`, `^start`, `end$`, `^whole$`; nothing for a word without a sign.
fn signed(text: &str) -> Option<Option<Words>> {
    if let Some(rest) = text.strip_prefix(is_apostrophe) {
        let whole = rest.strip_suffix(is_apostrophe).filter(|word| !word.is_empty());
        return Some(match whole {
            Some(word) => sequence(word, Form::Whole, Anchor::Anywhere),
            None => sequence(rest, Form::Inside, Anchor::Anywhere),
        });
    }
    let start = text.strip_prefix('^');
    let rest = start.unwrap_or(text);
    let end = rest.strip_suffix('$').filter(|word| !word.is_empty());
    match (start, end) {
        (Some(_), Some(word)) => Some(sequence(word, Form::Whole, Anchor::Both)),
        (Some(word), None) => Some(sequence(word, Form::Start, Anchor::Start)),
        (None, Some(word)) => Some(sequence(word, Form::End, Anchor::End)),
        (None, None) => None,
    }
}

/// Words next to each other, such that the letters of the whole stand as `form` says: the first may begin and the last may
/// end inside a word.
fn sequence(text: &str, form: Form, anchor: Anchor) -> Option<Words> {
    let found: Vec<&str> = words(text).map(|(_, word)| word).collect();
    let last = found.len().checked_sub(1)?;
    let form_of = |index: usize| match (form, index == 0, index == last) {
        (form, true, true) => form,
        (Form::Inside | Form::End, true, false) => Form::End,
        (Form::Inside | Form::Start, false, true) => Form::Start,
        _ => Form::Whole,
    };
    let atoms = found.into_iter().enumerate().map(|(index, word)| Atom::new(word, form_of(index))).collect();
    Some(Words { atoms, anchor })
}

/// A text in quotes; where the second is missing, the last word may be half typed.
fn phrase(text: &str) -> Option<Words> {
    let inside = text.trim_start_matches(is_quote);
    let closed = inside.ends_with(is_quote);
    let form = if closed { Form::Whole } else { Form::Start };
    sequence(inside.trim_end_matches(is_quote), form, Anchor::Anywhere)
}

/// `name:value`. What has no letters before the colon, or is an address, is no filter.
fn field_and_value(text: &str) -> Option<(&str, &str)> {
    let (name, value) = text.split_once(':')?;
    let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic() || b == b'_');
    (is_name && !value.starts_with('/')).then_some((name, value))
}

fn filter(name: &str, value: &str, name_span: Range<usize>, span: Range<usize>) -> Result<Filter, QueryProblem> {
    let Some(field) = FilterField::named(name) else {
        let near =
            nearest(name, FIELDS.iter().map(|row| row.name)).into_iter().map(|near| format!("{near}:")).collect();
        let names: Vec<&str> = FIELDS.iter().map(|row| row.name).collect();
        let message = format!("no field is called \"{name}\"");
        // If nothing is near, all of them are named.
        let near: Vec<String> = near;
        let message = if near.is_empty() { format!("{message}: they are {}", names.join(", ")) } else { message };
        return Err(QueryProblem { span: name_span, message, near });
    };
    let row = field.row();
    let value = value.trim_matches(is_quote).trim();
    let examples = row.examples.join(" or ");
    if value.is_empty() {
        let message = format!("\"{name}:\" wants a value, such as {examples}");
        return Err(QueryProblem { span, message, near: Vec::new() });
    }
    let wrong = || QueryProblem {
        span: name_span.end + 1..span.end,
        message: format!("\"{value}\" is no {0} and no range of {0}s: write {examples}", row.noun),
        near: Vec::new(),
    };
    // The quotes of a date in words may stand behind a sign: updated:>="June 2024".
    let plain = value.replace(is_quote, "");
    let value = match row.values {
        Values::Years => FilterValue::Years(Span::parse(&plain).ok_or_else(wrong)?),
        Values::Counts => FilterValue::Counts(Span::parse(&plain).ok_or_else(wrong)?),
        Values::Days => FilterValue::Days(Span::parse(&plain).ok_or_else(wrong)?),
        Values::Listed => FilterValue::Listed(value.to_owned()),
    };
    Ok(Filter { field, value })
}

/// True if people say a word and do not ask for it; in capitals it is an abbreviation, and meant.
fn said(atom: &Atom) -> bool {
    !atom.is_capitals() && is_said(atom.folded(), atom.stem())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A query in short: clauses parted by spaces, choices by `|`.
    fn told(query: &Query) -> String {
        let term = |term: &Condition| {
            let sign = if term.negated { "!" } else { "" };
            match &term.wanted {
                Wanted::Words(words) => {
                    let atoms: Vec<String> = words
                        .atoms
                        .iter()
                        .map(|atom| {
                            let form = match atom.form() {
                                Form::Fuzzy => "~",
                                Form::Common => "-",
                                Form::Inside => "*",
                                Form::Whole => "=",
                                Form::Start => "<",
                                Form::End => ">",
                                Form::Word => "@",
                            };
                            format!("{form}{}", if atom.cased() { atom.plain() } else { atom.folded() })
                        })
                        .collect();
                    let anchor = match words.anchor {
                        Anchor::Anywhere => "",
                        Anchor::Start => "^",
                        Anchor::End => "$",
                        Anchor::Both => "^$",
                    };
                    format!("{sign}{}{anchor}", atoms.join("+"))
                }
                Wanted::Filter(Filter { field, value: FilterValue::Listed(value) }) => {
                    format!("{sign}{}:{value}", field.row().name)
                }
                Wanted::Filter(Filter { field, value: FilterValue::Years(years) }) => {
                    format!("{sign}{}:{:?}-{:?}", field.row().name, years.from, years.to)
                }
                Wanted::Filter(Filter { field, value: FilterValue::Counts(counts) }) => {
                    format!("{sign}{}:{:?}-{:?}", field.row().name, counts.from, counts.to)
                }
                Wanted::Filter(Filter { field, value: FilterValue::Days(days) }) => {
                    format!("{sign}{}:{:?}-{:?}", field.row().name, days.from, days.to)
                }
            }
        };
        let clauses: Vec<String> =
            query.clauses().iter().map(|clause| clause.terms.iter().map(term).collect::<Vec<_>>().join("|")).collect();
        clauses.join(" ")
    }

    #[test]
    fn queries_are_taken_apart() {
        let rows = [
            ("bruising and GPs", "~bruising ~GPs"),
            ("the", "~the"),
            ("missed in", "~missed"),
            ("bruising, and when", "~bruising"),
            ("bruising newest first", "~bruising"),
            ("the newest first", "~the"),
            ("what does neglect mean", "~neglect"),
            ("one page on neglect to read aloud", "~neglect"),
            ("missed in ", "~missed"),
            ("", ""),
            ("  ,; ", "=,;"),
            ("-", "=-"),
            ("- police", "~police"),
            ("police police", "~police"),
            ("car | war accident", "-car|-war ~accident"),
            ("Child’s café", "~Child's ~cafe"),
            ("well-being", "~well ~being"),
            ("'exact", "*exact"),
            ("’exact", "*exact"),
            ("'exact'", "=exact"),
            ("'well-being", ">well+<being"),
            ("girl 'lost sight' of", "~girl ~lost ~sight"),
            ("'lost sight", "*lost ~sight"),
            ("'lost 'sight'", "*lost =sight"),
            ("^start", "<start^"),
            ("end$", ">end$"),
            ("^whole$", "=whole^$"),
            ("!not", "!*not"),
            ("!^not", "!<not^"),
            ("a | b c", "~a|~b ~c"),
            ("a | 'b | ^c", "~a|*b|<c^"),
            ("| a |", "~a"),
            ("a | | b", "~a|~b"),
            ("\"a phrase\"", "=a+=phrase"),
            ("“a phrase”", "=a+=phrase"),
            ("\"half typ", "=half+<typ"),
            ("!\"a phrase\"", "!=a+=phrase"),
            ("agency:police", "agency:police"),
            ("theme:\"information sharing\" x", "theme:information sharing ~x"),
            ("!status:open", "!status:open"),
            ("year:2008..2013", "year:Some(2008)-Some(2013)"),
            ("agency:police | to:gp", "agency:police|to:gp"),
            ("' ^ ! $ \"", ""),
            ("http://example.org", "~http ~example.org"),
            ("10:30", "~10 ~30"),
            ("the is:finding", "~the is:finding"),
            ("Serious case review: Child J", "~Serious ~case ~review ~Child ~J"),
            ("well\\ being", ">well+<being"),
            ("!'x", "!*x"),
            ("A&E records", "=A+=E ~records"),
            ("a and e records", "=A+=E ~records"),
            ("Child A and B", "~Child ~B"),
            ("%", "=%"),
            ("% x", "~x"),
            ("neglect in wales", "~neglect nation:wales"),
            ("who did not see him ", "~see"),
        ];
        for (text, expected) in rows {
            let query = Query::parse(text);
            assert_eq!(told(&query), expected, "{text}");
            assert_eq!(query.problems(), [], "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let rows = [
            ("x agancy:police", "agancy", "no field is called \"agancy\"", "did you mean \"agency:\"?"),
            ("agency: x", "agency:", "\"agency:\" wants a value, such as agency:police", ""),
            ("!year:20x9", "20x9", "\"20x9\" is no year and no range of years: write year:2009", ""),
            ("year:2013..2008", "2013..2008", "is no year", ""),
            ("re:police", "re", "no field is called \"re\"", "did you mean"),
        ];
        for (text, span, message, meant) in rows {
            let query = Query::parse(text);
            let [problem] = query.problems() else { panic!("{text}: {:?}", query.problems()) };
            assert_eq!(&text[problem.span.clone()], span, "{text}");
            let told = problem.to_string();
            assert!(told.contains(message) && told.contains(meant), "{text}: {told}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_a_query(text in "[a-c:'\"^$!| .é“0-9]{0,24}|\\PC{0,24}") {
            let query = Query::parse(&text);
            for term in query.clauses().iter().flat_map(|clause| &clause.terms) {
                proptest::prop_assert!(text.get(term.span.clone()).is_some());
            }
            for problem in query.problems() {
                proptest::prop_assert!(text.get(problem.span.clone()).is_some());
            }
        }
    }
}
