//! Filters in plain words: "recommendations to the police", "in wales", "since 2015".

use std::ops::Range;

use super::tokens::Token;

/// Words that are understood as a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Understood {
    /// Their place in the typed text, in bytes.
    pub span: Range<usize>,
    /// The filter that they are.
    pub filter: String,
}

/// Sorts of entries, as people name them.
const SORTS: [(&str, &str); 6] = [
    ("recommendation", "is:recommendation"),
    ("recommendations", "is:recommendation"),
    ("finding", "is:finding"),
    ("findings", "is:finding"),
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

/// The filters that the tokens of a text are in plain words, each with the tokens that say it, in their order.
pub fn understood(text: &str, tokens: &[Token]) -> Vec<(Range<usize>, Understood)> {
    // A sign behind a word belongs to the sentence: "in wales?"
    let word = |token: &Token| token.of(text).trim_end_matches([',', '.', ';', '?', '!']).to_lowercase();
    let words: Vec<String> = tokens.iter().map(|token| word(token).replace('’', "'")).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
        let Some((count, filter)) = filter(rest) else {
            at += 1;
            continue;
        };
        let start = tokens.get(at).map_or(0, |token| token.span.start);
        let end = tokens.get(at + count - 1).map_or(start, |token| token.span.end);
        found.push((at..at + count, Understood { span: start..end, filter }));
        at += count;
    }
    found
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
            let found: Vec<&str> = found.iter().map(|(_, understood)| understood.filter.as_str()).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn every_agency_is_one_of_the_vocabulary() {
        for (_, code) in AGENCIES {
            assert!(Vocabulary::shipped().term(OpenList::Agency, code).is_some(), "{code}");
        }
    }
}
