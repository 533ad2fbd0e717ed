//! Plain words that ask for more than words of an entry: filters ("recommendations to the police", "in wales", "since 2015"),
//! orders ("newest first"), a meaning, a page.

use std::ops::Range;

use super::tokens::Token;
use crate::search::order::Order;

/// Words that are understood as something else than words of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Understood {
    /// Their place in the typed text, in bytes.
    pub span: Range<usize>,
    /// The meaning that they have.
    pub meant: Meant,
}

/// A meaning of plain words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meant {
    /// A filter, as it is written.
    Filter(String),
    /// An order of what is listed.
    Order(Order),
    /// Somebody asks what the other words mean.
    Meaning,
    /// Somebody asks for a page on the other words.
    Page,
}

impl Meant {
    /// The filter, where it is one.
    pub fn filter(&self) -> Option<&str> {
        match self {
            Self::Filter(filter) => Some(filter),
            Self::Order(_) | Self::Meaning | Self::Page => None,
        }
    }
}

/// Sorts of entries, as people name them.
const SORTS: [(&str, &str); 8] = [
    ("recommendation", "is:recommendation"),
    ("recommendations", "is:recommendation"),
    ("finding", "is:finding"),
    ("findings", "is:finding"),
    ("rec", "is:recommendation"),
    ("recs", "is:recommendation"),
    ("event", "is:event"),
    ("events", "is:event"),
];

/// Words behind a sort of entry, before what it is about.
const ABOUT: [&str; 6] = ["about", "on", "regarding", "concerning", "for", "to"];

/// The words for an outcome that stand before "recommendation", or behind it: "recommendations that are still open".
const STATUS: [(&str, &str); 5] = [
    ("open", "status:open"),
    ("overdue", "is:overdue"),
    ("implemented", "status:closed_implemented"),
    ("rejected", "status:rejected"),
    ("superseded", "status:superseded"),
];

/// Words between "recommendations" and an outcome; one of the last four must stand there before all but "overdue".
const THAT: [&str; 6] = ["that", "which", "are", "were", "still", "remain"];

/// Nations after "in".
const NATIONS: [(&[&str], &str); 4] = [
    (&["england"], "nation:england"),
    (&["scotland"], "nation:scotland"),
    (&["wales"], "nation:wales"),
    (&["northern", "ireland"], "nation:northern_ireland"),
];

/// Agencies after "recommendations to" and "recommendations for".
const AGENCIES: [(&[&str], &str); 24] = [
    (&["adult", "social", "care"], "adult_social_care"),
    (&["cafcass"], "cafcass"),
    (&["children's", "services"], "childrens_social_care"),
    (&["children's", "social", "care"], "childrens_social_care"),
    (&["council"], "local_authority"),
    (&["councils"], "local_authority"),
    (&["courts"], "courts"),
    (&["government"], "national_government"),
    (&["gps"], "gp"),
    (&["health"], "health"),
    (&["health", "visitors"], "health_visiting"),
    (&["hospitals"], "hospital"),
    (&["housing"], "housing"),
    (&["inspectorates"], "regulator"),
    (&["local", "authorities"], "local_authority"),
    (&["midwives"], "midwifery"),
    (&["nhs"], "health"),
    (&["police"], "police"),
    (&["prisons"], "prison"),
    (&["probation"], "probation"),
    (&["regulators"], "regulator"),
    (&["safeguarding", "boards"], "safeguarding_board"),
    (&["schools"], "education"),
    (&["social", "services"], "childrens_social_care"),
];

/// Orders in plain words, wherever they stand.
const ORDERS: [(&str, Order); 15] = [
    ("newest first", Order::Newest),
    ("latest first", Order::Newest),
    ("most recent first", Order::Newest),
    ("most recent ones first", Order::Newest),
    ("newest to oldest", Order::Newest),
    ("newest at the top", Order::Newest),
    ("in date order", Order::Newest),
    ("in order of date", Order::Newest),
    ("sorted by date", Order::Newest),
    ("oldest first", Order::Oldest),
    ("earliest first", Order::Oldest),
    ("oldest to newest", Order::Oldest),
    ("oldest at the top", Order::Oldest),
    ("in chronological order", Order::Oldest),
    ("chronologically", Order::Oldest),
];

/// Words that are an order before what is listed, and behind everything else: "latest findings on", "bruising, newest".
const ORDERED: [(&str, Order); 5] = [
    ("newest", Order::Newest),
    ("latest", Order::Newest),
    ("most recent", Order::Newest),
    ("oldest", Order::Oldest),
    ("earliest", Order::Oldest),
];

/// Nouns for what is listed, behind an order.
const LISTED: [&str; 8] = ["findings", "recommendations", "events", "cases", "reviews", "reports", "inquiries", "ones"];

/// The beginnings of a question for a meaning, at the start of a query.
const MEANING: [&str; 7] = [
    "what is meant by",
    "what is the meaning of",
    "meaning of",
    "what is the definition of",
    "definition of",
    "define",
    "explain",
];

/// Words before a noun for a page, at the start of a query, and those nouns.
const PAGE_LEAD: [&str; 18] = [
    "can", "could", "you", "give", "me", "us", "i", "we", "need", "want", "write", "make", "print", "please", "a",
    "an", "one", "short",
];
const PAGE: [&str; 7] = ["page", "one-page", "one-pager", "summary", "overview", "briefing", "handout"];

/// Words that tell what a page is for, wherever they stand.
const READ: [&str; 6] =
    ["to read aloud", "to read out loud", "to read out", "for reading aloud", "i can read aloud", "on one page"];

/// The filters and orders that the tokens of a text ask for in plain words, each with the tokens that say it, in their order.
pub fn understood(text: &str, tokens: &[Token]) -> Vec<(Range<usize>, Understood)> {
    // A sign behind a word belongs to the sentence: "in wales?"
    let word = |token: &Token| token.of(text).trim_end_matches([',', '.', ';', '?', '!']).to_lowercase();
    let words: Vec<String> = tokens.iter().map(|token| word(token).replace('’', "'")).collect();
    let mut found = Vec::new();
    let mut note = |range: Range<usize>, meant: Meant| {
        let start = tokens.get(range.start).map_or(0, |token| token.span.start);
        let end = tokens.get(range.end - 1).map_or(start, |token| token.span.end);
        found.push((range, Understood { span: start..end, meant }));
    };
    let mut end = words.len();
    let mut at = asked(&words).map_or(0, |(count, meant, last)| {
        end -= last;
        note(0..count, meant.clone());
        if last > 0 {
            note(end..words.len(), meant);
        }
        count
    });
    while let Some(rest) = words.get(at..end).filter(|rest| !rest.is_empty()) {
        let meant = filter(rest).map(|(count, filter)| (count, Meant::Filter(filter)));
        let Some((count, meant)) = meant.or_else(|| order(rest, at)).or_else(|| read(rest)) else {
            at += 1;
            continue;
        };
        note(at..at + count, meant);
        at += count;
    }
    found.sort_unstable_by_key(|(range, _)| range.start);
    found
}

/// The number of words of a phrase that a text begins with.
fn begins(words: &[String], phrase: &str) -> Option<usize> {
    let count = phrase.split(' ').count();
    let same = words.len() >= count && words.iter().zip(phrase.split(' ')).all(|(word, phrase)| word == phrase);
    same.then_some(count)
}

/// The order that the words behind the first `before` are, and how many of them.
fn order(words: &[String], before: usize) -> Option<(usize, Meant)> {
    let said = ORDERS.iter().find_map(|(phrase, order)| Some((begins(words, phrase)?, *order)));
    let listed = |count: usize| match words.get(count) {
        Some(next) => LISTED.contains(&next.as_str()) && words.len() > count + 1,
        None => before > 0,
    };
    let short = || ORDERED.iter().find_map(|(phrase, order)| Some((begins(words, phrase)?, *order)));
    let (count, order) = said.or_else(|| short().filter(|(count, _)| listed(*count)))?;
    // An order alone has nothing to put in order.
    (before > 0 || words.len() > count).then_some((count, Meant::Order(order)))
}

/// A use of a page: "to read aloud".
fn read(words: &[String]) -> Option<(usize, Meant)> {
    READ.iter().find_map(|phrase| begins(words, phrase)).map(|count| (count, Meant::Page))
}

/// A question for a meaning or a page at the start of a query: how many words begin it, and how many end it.
fn asked(words: &[String]) -> Option<(usize, Meant, usize)> {
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    let means = words.last().is_some_and(|last| matches!(last.as_str(), "mean" | "means"));
    if word(0) == "what" && matches!(word(1), "does" | "do" | "did") && means && words.len() > 3 {
        return Some((2, Meant::Meaning, 1));
    }
    if let Some(count) = MEANING.iter().find_map(|phrase| begins(words, phrase)).filter(|count| *count < words.len()) {
        return Some((count, Meant::Meaning, 0));
    }
    let lead = words.iter().take_while(|word| PAGE_LEAD.contains(&word.as_str())).count();
    let noun = words.iter().skip(lead).take_while(|word| PAGE.contains(&word.as_str())).count();
    let behind = lead + noun;
    let page = noun > 0 && matches!(word(behind), "on" | "about" | "of") && words.len() > behind + 1;
    page.then_some((behind + 1, Meant::Page, 0))
}

/// The filter that the first words are, and how many of them.
fn filter(words: &[String]) -> Option<(usize, String)> {
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    let years = |from: usize| is_year(word(from)).then(|| word(from));
    if let Some(filter) = status(word(0)).filter(|_| sort(word(1)) == Some("is:recommendation")) {
        return Some((1, filter.to_owned()));
    }
    if let Some(filter) = sort(word(0)) {
        let between = words.iter().skip(1).take_while(|word| THAT.contains(&word.as_str())).count();
        let verb = words.iter().skip(1).take(between).any(|word| THAT.iter().skip(2).any(|verb| verb == word));
        let outcome = word(between + 1);
        if let Some(filter) =
            status(outcome).filter(|_| filter == "is:recommendation" && (verb || outcome == "overdue"))
        {
            return Some((between + 2, filter.to_owned()));
        }
        // Something must follow that it is about.
        return (ABOUT.contains(&word(1)) && words.len() > 2).then(|| match to(words) {
            Some((count, agency)) if filter == "is:recommendation" => (count, format!("to:{agency}")),
            _ => (2, filter.to_owned()),
        });
    }
    let between = |first: &str, then: &str| word(0) == first && word(2) == then;
    match word(0) {
        "in" => {
            let nation = NATIONS.iter().find(|(names, _)| starts(words.get(1..).unwrap_or_default(), names));
            nation.map(|(names, filter)| (1 + names.len(), (*filter).to_owned()))
        }
        "addressed" | "directed" => to(words).map(|(count, agency)| (count, format!("to:{agency}"))),
        "updated" if word(1) == "since" => years(2).map(|year| (3, format!("updated:>={year}"))),
        "since" => years(1).map(|year| (2, format!("year:>={year}"))),
        "before" => years(1).map(|year| (2, format!("year:<{year}"))),
        "after" => years(1).map(|year| (2, format!("year:>{year}"))),
        "from" | "between" if between("from", "to") || between("between", "and") => {
            let (from, to) = (years(1)?, years(3)?);
            (from <= to).then(|| (4, format!("year:{from}..{to}")))
        }
        _ => None,
    }
}

/// The filter of the outcome that a word names.
fn status(word: &str) -> Option<&'static str> {
    STATUS.iter().find(|(name, _)| *name == word).map(|(_, filter)| *filter)
}

/// The sort of entry that a word names.
fn sort(word: &str) -> Option<&'static str> {
    SORTS.iter().find(|(name, _)| *name == word).map(|(_, filter)| *filter)
}

/// The agency of "recommendations to the police", and how many words that takes: the longest name counts.
fn to(words: &[String]) -> Option<(usize, &'static str)> {
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    if !matches!(word(1), "to" | "for") {
        return None;
    }
    let from = if word(2) == "the" { 3 } else { 2 };
    let rest = words.get(from..)?;
    let named = AGENCIES.iter().filter(|(names, _)| starts(rest, names));
    named.max_by_key(|(names, _)| names.len()).map(|(names, code)| (from + names.len(), *code))
}

/// True if words begin with a name.
fn starts(words: &[String], name: &[&str]) -> bool {
    words.len() >= name.len() && words.iter().zip(name).all(|(word, name)| word == name)
}

/// A year of four digits.
fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;
    use crate::case::{OpenList, Vocabulary};

    #[test]
    fn plain_words_are_filters_where_they_stand_so() {
        let rows: [(&str, &[&str]); 35] = [
            ("recommendations about information sharing", &["is:recommendation"]),
            ("findings on neglect in wales", &["is:finding", "nation:wales"]),
            ("findings regarding neglect", &["is:finding"]),
            ("neglect in Northern Ireland since 2015", &["nation:northern_ireland", "year:>=2015"]),
            ("bruises in England before 2010", &["nation:england", "year:<2010"]),
            ("bruises after 2010", &["year:>2010"]),
            ("bruises between 2010 and 2015", &["year:2010..2015"]),
            ("bruises from 2010 to 2015 in scotland", &["year:2010..2015", "nation:scotland"]),
            ("open recommendations", &["status:open"]),
            ("open recommendations to health", &["status:open", "to:health"]),
            ("overdue recommendations to health", &["is:overdue", "to:health"]),
            ("which recommendations are overdue", &["is:overdue"]),
            ("recommendations overdue in wales", &["is:overdue", "nation:wales"]),
            ("recommendations that are still open", &["status:open"]),
            ("recommendations open to doubt", &[]),
            ("recommendations for the police", &["to:police"]),
            ("recommendations to health visitors", &["to:health_visiting"]),
            ("recommendations to children’s services about visits", &["to:childrens_social_care"]),
            ("what is addressed to the police, and was it done?", &["to:police"]),
            ("addressed to schools in Wales?", &["to:education", "nation:wales"]),
            ("what was found on neglect since 2015?", &["year:>=2015"]),
            ("addressed to the mother", &[]),
            ("recommendations for families", &["is:recommendation"]),
            ("findings for the police", &["is:finding"]),
            ("open door policy", &[]),
            ("open", &[]),
            ("the police were open", &[]),
            ("care homes wales", &[]),
            ("in welsh", &[]),
            ("since when", &[]),
            ("before 1990", &["year:<1990"]),
            ("between 2015 and 2010", &[]),
            ("recommendations about", &[]),
            ("the findings", &[]),
            ("in", &[]),
        ];
        for (text, expected) in rows {
            let found = understood(text, &tokens(text));
            let found: Vec<&str> = found.iter().filter_map(|(_, understood)| understood.meant.filter()).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn orders_and_questions_are_understood_where_they_stand_so() {
        // The text, and what is read in it, each with its words.
        let rows = [
            ("information sharing, newest first", "Newest: newest first"),
            ("oldest first bruises", "Oldest: oldest first"),
            ("bruises most recent first please", "Newest: most recent first"),
            ("latest findings on bruises", "Newest: latest; is:finding: findings on"),
            ("the most recent cases of neglect", "Newest: most recent"),
            ("neglect newest", "Newest: newest"),
            ("neglect, in date order", "Newest: in date order"),
            ("neglect in wales, oldest first", "nation:wales: in wales,; Oldest: oldest first"),
            ("newest first", ""),
            ("latest", ""),
            ("at the earliest opportunity", ""),
            ("the oldest child first", ""),
            ("most recent partner", ""),
            ("what does respectful uncertainty mean?", "Meaning: what does; Meaning: mean?"),
            ("what does it mean", "Meaning: what does; Meaning: mean"),
            ("what does mean", ""),
            ("meaning of disguised compliance", "Meaning: meaning of"),
            ("define neglect", "Meaning: define"),
            ("they could not explain bruises", ""),
            ("one page on school nurses to read aloud", "Page: one page on; Page: to read aloud"),
            ("give me a short summary of peter connelly", "Page: give me a short summary of"),
            ("please give me one page about bruises", "Page: please give me one page about"),
            ("read aloud", ""),
            ("page", ""),
            ("the page on the wall", ""),
        ];
        for (text, expected) in rows {
            let told = |(_, found): &(Range<usize>, Understood)| {
                let words = text.get(found.span.clone()).unwrap();
                match &found.meant {
                    Meant::Filter(filter) => format!("{filter}: {words}"),
                    Meant::Order(order) => format!("{order:?}: {words}"),
                    meant => format!("{meant:?}: {words}"),
                }
            };
            let found: Vec<String> = understood(text, &tokens(text)).iter().map(told).collect();
            assert_eq!(found.join("; "), expected, "{text}");
        }
    }

    #[test]
    fn every_agency_is_one_of_the_vocabulary() {
        for (_, code) in AGENCIES {
            assert!(Vocabulary::shipped().term(OpenList::Agency, code).is_some(), "{code}");
        }
    }
}
