//! Ages and dates.

use std::sync::{LazyLock, OnceLock};

use regex::{Captures, Regex, RegexSet};

use super::piece::{AGE, DATE, HiddenPart, PLACE, Rank};

/// A pattern, and what is shown in place of what it matches ("$1" is its first group).
type AgePattern = (&'static str, &'static str);

/// In the patterns below: a number of years or months, in digits or words.
const NUMBER: &str = r"(?:\d{1,3}(?:\.\d|⁄\d| ?1/2)?|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)";
/// The units of an age.
const UNIT: &str = r"(?:years?|months?|weeks?|days?|hours?|(?:yrs?|mths?|wks?|hrs?)\b\.?)";
/// The words for somebody who has an age.
const WHO: &str = "(?:[Hh]e|[Ss]he|who|[Tt]hey|children|child|boys?|girls?|baby|babies|man|men|woman|women|son|daughter|mother|father|brothers?|sisters?|infant|toddler|teenager|victims?|people|person|perpetrators?|sibling|pupil|adult|offenders?)";

const AGES: [AgePattern; 21] = [
    (r"(?i)\b(age[sd]?(?: at [a-z]+)? ?(?:[:=]|- ) ?)N(?: ?U)?(?: old)?", "${1}[age]"),
    (r"(?i)\b()N[- ]?(?:y/o|yo\b|y\.o\b\.?|m/o\b|mo[- ]old)", "$1[age]"),
    (r"(?i)\b()N[- ]?(?:y|yrs?|mths?|mos?|wks?)\.?[- ]olds?\b", "$1[age]"),
    (r"(?i)\b()\d{1,3}(?:yrs?|mths?|mos|wks?)\b", "$1[age]"),
    (r"(?i)\b()\d{1,2}/(?:7|12|52) (?:old|of age)\b", "$1[age]"),
    (r"(?i)\b(?:day|week|month|year)-old\b", "[age]"),
    (r"(?i)\b(a)n? N(?:[- ](?:and[- ]a[- ]half|and[- ]N))?[- ]{1,3}(?:year|month|week|day)s?[- ]old\b", "${1}n [age]"),
    (r"(?i)\b(?:N-?(?: and | to | or |[-/]))?N[- ]{1,3}(?:year|month|week)s?[- ]{1,3}olds\b", "people of [age]"),
    (r"(?i)\bN U,? (?:and )?N U old\b", "[age]"),
    (
        r"(?i)\b(?:N-?(?: and | to | or |[-/]))?N(?:[- ]and[- ]a[- ]half)?[- ]{1,3}(?:year|month|week|day|hour)s?[- ]{1,3}old\b",
        "[age]",
    ),
    (
        r"(?i)\b(aged) (?:(?:between|about|around|just|nearly|only|almost|up to|approximately|under|over) )?N(?: U)?(?:(?: and| to| or|-|, and|,) ?N(?: U)?)*\b(?: and (?:under|over|above))?",
        "$1 [age]",
    ),
    (
        r"(?i)\b(ages?(?: of| at| was| is| as)?) (?:(?:between|about|around|just|nearly|only) )?N(?: U)?(?:(?: and| to| or|-|,) ?N(?: U)?)*\b",
        "$1 [age]",
    ),
    (r"(?i)\bN U of age\b", "[age]"),
    (r"(?i)\bN-(?:year|month|week|day) life\b", "[age] life"),
    (
        r"(?i)\bin (?:her|his|their) (?:early |mid[- ]?|late )?(?:teens|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties|\d0s)\b",
        "aged [age]",
    ),
    (
        r"(?i)\b(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth) birthday\b",
        "[age] birthday",
    ),
    (
        r"\b(W (?:was|is|were|had been|had turned)(?: only| just| about| nearly| then| still| now)?) N(?: and a half)?(?: U)?((?: and N)?(?:[,.;:)]| when| at the| at that| and (?:his|her|had|was|lived)| or N|$))",
        "$1 [age]$2",
    ),
    (r"(?i)\b(turned|turning) N\b", "$1 [age]"),
    (r"\b(W of) N(?: U)?\b", "$1 [age]"),
    (r"(?i)\b(at|from)(?: just| only| about)? N (?:months|weeks)\b", "$1 [age]"),
    (r"\b([A-Z][a-z]+,? \()N\)", "$1[age])"),
];

/// A month, in full or shortened.
const MONTH: &str = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?|WELSH)";
/// The months in Welsh, in which reports of Wales are written too.
const WELSH: &str = "Ionawr|Chwefror|Mawrth|Ebrill|Mai|Mehefin|Gorffennaf|Awst|Medi|Hydref|Tachwedd|Rhagfyr";
/// A day of a month, in digits or words.
const DAY: &str = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? (?:the )?)?(?:[0-3]?\d(?:st|nd|rd|th)?(?: of)?|(?i:(?:(?:twenty|thirty)[- ])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)(?: day)? of)";
/// Days that everybody knows the date of.
const FEAST: &str =
    r"(?:Christmas (?:Day|Eve)|Boxing Day|New Year[’']?s (?:Day|Eve)|Good Friday|Easter (?:Sunday|Monday))";
/// The words before a date.
const BEFORE: &str = r"(?:\b(?P<prep>[Oo]n or (?:about|around|after|before)|[Oo]n|[Ii]n|[Aa]t|[Bb]y|[Ff]rom|[Bb]etween|[Uu]ntil|[Ss]ince|[Bb]efore|[Aa]fter|[Dd]uring|[Aa]round)(?P<the> the)? )?";
/// A part of a month.
const PART: &str = r"(?P<part>(?:early|late|mid)[- ](?:in )?|(?:beginning|start|end|middle) of )?";

/// A month in letters, in any case; only where a year stands beside it, since "may" and "march" are words.
const ANY_MONTH: &str = r"(?i:January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?|WELSH)";
/// The same, with numbers tied to it: "03Aug2007".
const TIED_MONTH: &str = r"(?i:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|WELSH)";
/// The words before numbers that are no date although they look like one.
const NUMBERED: &str = r"(?P<numbered>(?i:\b(?:paragraphs?|paras?\.?|sections?|chapters?|recommendations?|rec\.?|versions?|tables?|figures?|appendix|annex) ?))?";

const DATES: [&str; 19] = [
    r"BEFOREPART(?P<head>(?:(?:DAY(?: ANY)?|ANY)(?:,| and| to| or| until|, and| ?[-&]) ?)*)(?P<day>DAY )?ANY,? (?:of )?(?P<year>[12]\d{3})\b",
    r"BEFOREANY (?:the )?(?P<day>[0-3]?\d(?i:st|nd|rd|th)?),? (?P<year>[12]\d{3})\b",
    r"BEFORE\b(?P<year>[12]\d{3}) ?[-/._] ?(?:0?[1-9]|1[0-2]) ?[-/._] ?(?:3[01]|[12]\d|0?[1-9])(?:T\d\d:?\d\d(?::?\d\d)?Z?)?\b",
    r"BEFORE\b(?P<year>(?:19|20)\d{2})[ -](?:0[1-9]|1[0-2])[ -](?:0[1-9]|[12]\d|3[01])\b",
    r"BEFORE\b(?:0[1-9]|[12]\d|3[01])[ -](?:0[1-9]|1[0-2])[ -](?P<year>(?:19|20)\d{2})\b",
    r"BEFORE\b[0-3]?\d ?[/∕⁄._·-] ?[0-3]?\d ?[/∕⁄._·-] ?(?P<year>[12]\d{3})\b",
    r"NUMBEREDBEFORE\b(?:[12]\d|3[01]|0?[1-9]) ?[/.·-] ?(?:[12]\d|3[01]|0?[1-9]) ?[/.·-] ?['’]?(?P<short>\d\d)\b",
    r"BEFORE\b(?:0?[1-9]|1[0-2]) ?/ ?(?P<year>(?:19|20)\d{2})\b",
    r"BEFORE\b[0-3]?\d(?:st|nd|rd|th)?[-/. ]?TIED[-/. ]?(?P<year>[12]\d{3})\b",
    r"BEFORE\b[0-3]?\d(?:st|nd|rd|th)?(?: of)?[-/. ]?TIED[-/., ]{0,2}'?(?P<short>\d\d)\b",
    r"\bMONTH(?:[- ]?['’]|[-/])(?P<short>\d\d)\b",
    r"(?P<lead>^|[^0-9])(?P<year>(?:19|20)\d{2})(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:$|[^0-9])",
    r"(?P<lead>^|[^0-9])(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?P<year>(?:19|20)\d{2})(?:$|[^0-9])",
    r"\b[Oo]n (?P<only>(?:[12]\d|3[01]|0?[1-9])/(?:1[0-2]|0?[1-9]))(?:$|[^0-9/])",
    r"(?i:\b(?:d\.?o\.?b\.?|born|date of birth)(?: on| was| is)?[:=]? ?)(?P<only>\d{6}|\d{1,2} \d{1,2} \d{2})\b",
    r"BEFOREFEAST,? (?P<year>[12]\d{3})\b",
    r"(?P<only>\bFEAST\b)",
    r"(?P<only>\bDAY(?:(?: and| to| or|,| ?[-&]) ?DAY)* MONTH\b)",
    r"(?P<only>\bMONTH (?:the )?[0-3]?\d(?:st|nd|rd|th)?\b)",
];

/// A month of a year as programs write it; or two years that follow each other, which are not hidden.
const YEAR_MONTH: &str = r"\b(?P<year>[12]\d{3})[-/](?P<month>0[1-9]|1[0-2])\b";

struct Compiled {
    ages: Patterns,
    dates: Patterns,
    year_month: Option<Regex>,
    addresses: Patterns,
}

// That every pattern is one is tested.
static COMPILED: LazyLock<Compiled> = LazyLock::new(|| Compiled {
    ages: Patterns::new(AGES.iter().map(|(pattern, _)| age_pattern(pattern))),
    dates: Patterns::new(DATES.iter().map(|pattern| date_pattern(pattern))),
    year_month: Regex::new(YEAR_MONTH).ok(),
    addresses: Patterns::new(ADDRESSES.iter().map(|pattern| (*pattern).to_owned())),
});

/// Patterns of which most texts match none, which one pass over the text tells.
struct Patterns {
    any: RegexSet,
    /// Each by itself, once a text has matched it: most sessions need few of them.
    each: Vec<OnceLock<Option<Regex>>>,
}

impl Patterns {
    fn new(patterns: impl Iterator<Item = String>) -> Self {
        let any = RegexSet::new(patterns).unwrap_or_default();
        let each = any.patterns().iter().map(|_| OnceLock::new()).collect();
        Self { any, each }
    }

    fn get(&self, at: usize) -> Option<&Regex> {
        let compiled = || Regex::new(self.any.patterns().get(at)?).ok();
        self.each.get(at)?.get_or_init(compiled).as_ref()
    }

    /// The patterns that match somewhere in a text, in order, each with its number.
    fn matching(&self, text: &str) -> impl Iterator<Item = (usize, &Regex)> {
        self.any.matches(text).into_iter().filter_map(|at| Some((at, self.get(at)?)))
    }
}

/// The pattern with its abbreviations (N, U, W) written out.
fn age_pattern(pattern: &str) -> String {
    let mut out = String::new();
    let mut chars = pattern.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        let alone = !before.is_ascii_alphabetic() || before == 'b';
        let ends = chars.peek().is_none_or(|next| !next.is_ascii_alphabetic());
        match c {
            'N' if alone && ends => out.push_str(NUMBER),
            'U' if alone && ends => out.push_str(UNIT),
            'W' if alone && ends => out.push_str(WHO),
            c => out.push(c),
        }
        before = c;
    }
    out
}

fn date_pattern(pattern: &str) -> String {
    let pattern = pattern.replace("BEFORE", BEFORE).replace("NUMBERED", NUMBERED).replace("PART", PART);
    let pattern = pattern.replace("DAY", DAY).replace("MONTH", MONTH).replace("ANY", ANY_MONTH);
    pattern.replace("TIED", TIED_MONTH).replace("FEAST", FEAST).replace("WELSH", WELSH)
}

/// The ages in a text.
pub fn ages(text: &str, pieces: &mut Vec<HiddenPart>) {
    for (at, pattern) in COMPILED.ages.matching(text) {
        let shown = AGES.get(at).map_or(AGE, |(_, shown)| shown);
        for found in pattern.captures_iter(text) {
            let Some(whole) = found.get(0) else { continue };
            let mut instead = String::new();
            found.expand(shown, &mut instead);
            // The words that the pattern needs before and behind the age stay as they are.
            let (lead, tail) = instead.split_once(AGE).unwrap_or(("", ""));
            let text = whole.as_str();
            let (start, lead) = match text.starts_with(lead) {
                true => (whole.start() + lead.len(), ""),
                false => (whole.start(), lead),
            };
            let (end, tail) = match text.ends_with(tail) {
                true => (whole.end() - tail.len(), ""),
                false => (whole.end(), tail),
            };
            let shown = format!("{lead}{AGE}{tail}");
            pieces.push(HiddenPart::new(start..end, shown, Rank::Number));
        }
    }
}

/// The dates in a text that are more exact than a year.
pub fn dates(text: &str, pieces: &mut Vec<HiddenPart>) {
    let in_words = ["th of ", "st of ", "nd of ", "rd of ", " day of ", "Day", "Eve", "Easter", "Friday"];
    if !text.bytes().any(|byte| byte.is_ascii_digit()) && !in_words.iter().any(|sign| text.contains(sign)) {
        return;
    }
    for (_, pattern) in COMPILED.dates.matching(text) {
        for found in pattern.captures_iter(text) {
            let Some(whole) = found.get(0).filter(|_| found.name("numbered").is_none()) else { continue };
            let shown = if found.name("only").is_some() { DATE.to_owned() } else { year(&found) };
            let mut range = found.name("only").map_or(whole.range(), |only| only.range());
            // The signs beside the eight digits are no part of them.
            if let Some(lead) = found.name("lead") {
                range = lead.end()..lead.end() + EIGHT;
            }
            let piece = HiddenPart::new(range, shown, Rank::Number);
            // A date without a year is no part of one that has been found with its year.
            if !pieces.iter().any(|known| known.part.start < piece.part.end && piece.part.start < known.part.end) {
                pieces.push(piece);
            }
        }
    }
    for found in COMPILED.year_month.iter().flat_map(|pattern| pattern.captures_iter(text)) {
        let number = |name: &str| found.name(name).and_then(|part| part.as_str().parse::<u32>().ok()).unwrap_or(0);
        let follows = (number("year") + 1) % 100 == number("month");
        if let Some(whole) = found.get(0).filter(|_| !follows)
            && !pieces.iter().any(|known| known.part.contains(&whole.start()))
        {
            pieces.push(HiddenPart::new(whole.range(), year(&found), Rank::Number));
        }
    }
}

/// Places that numbers tell: a postcode, which names a street; its first half, where nothing else looks like it; a house in a street.
const ADDRESSES: [&str; 4] = [
    r"(?i)\b[A-Z]{1,2}\d[A-Z\d]?[ ./_-]?\d[A-Z]{2}\b",
    r"(?i)\b(?:postcode|post code):? ?(?P<only>[A-Z]{1,2}\d[A-Z\d]?)\b",
    r"\b(?:EC|NW|SE|SW|WC)\d[A-Z]\b",
    r"\b\d{1,4}[A-Za-z]?,? (?:[A-Z][a-z'’]+ ){1,3}(?:Ave(?:nue)?|Cl(?:ose)?|Court|Cres(?:cent)?|Ct|Dr(?:ive)?|Gardens|Gdns|Green|Grove|Hill|Lane|Ln|Mews|Place|Rd|Rise|Road|Row|Sq(?:uare)?|St(?:reet)?|Terr(?:ace)?|Walk|Way)\b",
];

/// The postcodes and houses in a text.
pub fn addresses(text: &str, pieces: &mut Vec<HiddenPart>) {
    if text.bytes().any(|byte| byte.is_ascii_digit()) {
        for (_, pattern) in COMPILED.addresses.matching(text) {
            let found = pattern.captures_iter(text).filter_map(|found| found.name("only").or(found.get(0)));
            pieces.extend(found.map(|found| HiddenPart::new(found.range(), PLACE, Rank::Place)));
        }
    }
}

/// Digits of a date in one.
const EIGHT: usize = 8;

/// "on 3 August 2007" is "in 2007".
fn year(found: &Captures<'_>) -> String {
    let part = |name: &str| found.name(name).map(|part| part.as_str());
    let short = part("short").and_then(|short| short.parse::<u32>().ok());
    // A year of two digits is of the last hundred years.
    let short = short.map(|short| if short < 50 { 2000 + short } else { 1900 + short }).map(|year| year.to_string());
    let year = part("year").or(short.as_deref()).unwrap_or(DATE);
    let Some(prep) = part("prep") else { return year.to_owned() };
    let range = part("head").is_some_and(|head| !head.is_empty());
    let ordinal = part("day").is_some_and(|day| day.contains("of") || day.trim_end().ends_with(['h', 't', 'd']));
    let lower = prep.to_ascii_lowercase();
    let word = match lower.as_str() {
        "on" | "at" | "on or about" | "on or around" => "in",
        "on or after" => "from",
        "on or before" => "by",
        "from" | "between" if range => "in",
        "by" if part("part").is_some_and(|part| part.starts_with("end") || part.starts_with("mid")) => "in",
        _ => &lower,
    };
    // Part of a year only lies before or after a date in it.
    if matches!(lower.as_str(), "after" | "before") {
        return format!("{prep} a date in {year}");
    }
    // "on the 16 July 2024 report" is about the report.
    if part("the").is_some() && !ordinal && part("day").is_some() {
        return format!("{prep} the {year}");
    }
    let mut out = word.to_owned();
    if prep.starts_with(char::is_uppercase)
        && let Some(first) = out.get_mut(..1)
    {
        first.make_ascii_uppercase();
    }
    format!("{out} {year}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_is_one() {
        for (patterns, count) in
            [(&COMPILED.ages, AGES.len()), (&COMPILED.dates, DATES.len()), (&COMPILED.addresses, ADDRESSES.len())]
        {
            assert_eq!((patterns.each.len(), patterns.any.len()), (count, count));
            assert!((0..count).all(|at| patterns.get(at).is_some()));
        }
        assert!(COMPILED.year_month.is_some());
    }
}
