//! The redactor: what is shown of a case where a screen is shared, with names, ages, exact dates and places hidden.
//!
//! A redactor is made from all cases of a library, because the file of one case may name the people of another. A text is
//! made plain once, looked through for what is hidden (`names`, `places`, `numbers`), and written anew with something
//! else in its place (`piece`). A redacted case has the same lists in the same order as the case itself, so that whatever
//! points into one points into the other.

mod lists;
mod names;
mod numbers;
mod piece;
mod places;
mod spelling;
mod whole;
mod words;

pub use piece::PLACE;

use std::collections::{BTreeMap, HashMap};

use self::names::HiddenNames;
use self::piece::{NAME, Rank, rewritten};
use self::words::words;
use crate::case::model::{Case, CaseId, Name};
use crate::text::fold::PlainText;

/// The kinds of text that are hidden.
#[derive(Debug, Clone, PartialEq)]
pub struct RedactionRules {
    /// Names of people.
    pub names: bool,
    /// Ages of people.
    pub ages: bool,
    /// Dates that are more exact than a year.
    pub dates: bool,
    /// Places and the names of institutions.
    pub places: bool,
    /// Further names, and what is shown instead of each.
    pub also: Vec<Name>,
}

impl Default for RedactionRules {
    /// Everything is hidden.
    fn default() -> Self {
        Self { names: true, ages: true, dates: true, places: true, also: Vec::new() }
    }
}

/// Hides what its rules say in the texts of a library.
#[derive(Debug)]
pub struct Redactor {
    rules: RedactionRules,
    terms: HiddenNames,
    /// The number of each case.
    numbers: HashMap<CaseId, u32>,
}

impl Redactor {
    /// A redactor over these cases, each with its number.
    pub fn new<'a>(rules: &RedactionRules, cases: impl IntoIterator<Item = (u32, &'a Case)>) -> Self {
        let mut terms = HiddenNames::default();
        if rules.names {
            for also in &rules.also {
                terms.add_everywhere(&also.name, &also.shown_as);
            }
        }
        if rules.places {
            lists::places().for_each(|place| terms.add_place(place));
        }
        let mut redactor = Self { rules: rules.clone(), terms, numbers: HashMap::new() };
        for (number, case) in cases {
            redactor.add(number, case);
        }
        redactor
    }

    /// Puts one more case under it, as if it had been the last of those that it was made from.
    pub fn add(&mut self, number: u32, case: &Case) {
        self.numbers.insert(case.id.clone(), number);
        add_terms(&self.rules, &mut self.terms, number, case);
    }

    /// Adds names that a former state of a case listed.
    pub fn add_names(&mut self, number: u32, names: &[Name]) {
        if self.rules.names {
            names.iter().for_each(|name| self.terms.add_name(number, &name.name, &name.shown_as));
            parts_of(names).iter().for_each(|(part, shown)| self.terms.add_part(number, part, shown));
        }
    }

    /// The rules that it goes by.
    pub fn rules(&self) -> &RedactionRules {
        &self.rules
    }

    /// True if ids and titles, which name, are hidden.
    pub fn hides_ids(&self) -> bool {
        self.rules.names || self.rules.places
    }

    /// The number of names and places that it knows.
    pub fn known(&self) -> usize {
        self.terms.len()
    }

    /// A text of the case with the number `own`, or of none, with everything hidden that the rules hide.
    pub fn text(&self, own: Option<u32>, raw: &str) -> String {
        self.hidden(own, raw, false)
    }

    /// A text that somebody typed, such as a search or the name of a snapshot, with everything hidden that may be a name: there a
    /// name has no capital more often than not.
    pub fn typed(&self, raw: &str) -> String {
        self.hidden(None, raw, true)
    }

    fn hidden(&self, own: Option<u32>, raw: &str, strict: bool) -> String {
        let text = PlainText::new(raw);
        let found = words(&text.text);
        let mut pieces = Vec::new();
        if self.rules.dates {
            numbers::dates(&text.text, &mut pieces);
        }
        if self.rules.ages {
            numbers::ages(&text.text, &mut pieces);
        }
        self.terms.find(&text.text, &found, own, strict, &mut pieces);
        if self.rules.places {
            places::find(&text.text, &found, &mut pieces);
            numbers::addresses(&text.text, &mut pieces);
        }
        if self.rules.names {
            names::guess(&text.text, &found, &mut pieces);
        }
        if self.rules.ages {
            ages_of_names(&text.text, &mut pieces);
        }
        if pieces.is_empty() { raw.to_owned() } else { rewritten(raw, &text, pieces) }
    }
}

/// "Holly, 10, and Jessica (9)": a number behind a name is an age.
fn ages_of_names(text: &str, pieces: &mut Vec<piece::HiddenPart>) {
    let mut ages = Vec::new();
    for piece in pieces.iter().filter(|piece| matches!(piece.rank, Rank::Own | Rank::Other | Rank::Guess)) {
        let Some(rest) = text.get(piece.part.end..) else { continue };
        for (lead, tails) in [(", ", [",", ".", ";"]), (" (", [")", ",", ";"])] {
            let Some(after) = rest.strip_prefix(lead) else { continue };
            let digits = after.bytes().take_while(u8::is_ascii_digit).count();
            let tail = after.get(digits..).unwrap_or_default();
            if (1..=2).contains(&digits) && tails.iter().any(|end| tail.starts_with(end)) {
                let start = piece.part.end + lead.len();
                ages.push(piece::HiddenPart::new(start..start + digits, piece::AGE, Rank::Number));
            }
        }
    }
    pieces.extend(ages);
}

/// The parts of names by which texts call somebody, with what is shown instead. One that stands for two people of the case is shown
/// as neither.
fn parts_of(names: &[Name]) -> BTreeMap<String, &str> {
    let mut alone: BTreeMap<String, &str> = BTreeMap::new();
    for name in names {
        for part in names::parts_alone(&name.name) {
            let shown = alone.entry(part).or_insert(&name.shown_as);
            if **shown != *name.shown_as {
                *shown = NAME;
            }
        }
    }
    alone
}

/// Adds the names of people and places in a case.
fn add_terms(rules: &RedactionRules, terms: &mut HiddenNames, number: u32, case: &Case) {
    if let Some(area) = case.area.as_ref().filter(|_| rules.places) {
        terms.add_place(area);
        for part in area.split(", ").flat_map(|part| part.split(" and ")) {
            terms.add_place(part);
            let direction = |lead: &str| matches!(lead, "North" | "South" | "East" | "West" | "Mid" | "Greater");
            if let Some((_, rest)) = part.split_once(' ').filter(|(lead, _)| direction(lead)) {
                terms.add_place(rest);
            }
        }
    }
    if !rules.names {
        return;
    }
    for name in &case.names {
        terms.add_name(number, &name.name, &name.shown_as);
    }
    let alone = parts_of(&case.names);
    let people = case.reviews.iter().flat_map(|review| &review.people);
    for (person, (full, surname)) in people.filter_map(|person| Some((person, names::person(&person.name)?))) {
        terms.add_name(number, &person.name, NAME);
        terms.add_name(number, &full, NAME);
        terms.add_name(number, &surname, NAME);
    }
    for (part, shown) in &alone {
        terms.add_part(number, part, shown);
    }
    // The title of a case names it, unless the file shows it in place of a name.
    let called = std::iter::once(&case.title).chain(&case.also_known_as);
    for called in called.filter(|called| !case.names.iter().any(|name| name.shown_as == **called)) {
        let parts: Vec<&str> = called.split(' ').collect();
        let small = parts.iter().any(|part| !words::is_capital(part));
        if parts.len() <= 4 && parts.len() > 1 && !small && !names::is_general(called) {
            let person = called.split(' ').any(|part| case.names.iter().any(|name| name.name.contains(part)));
            match parts.first() {
                Some(&"Child") => terms.add_name(number, called, "the child"),
                Some(&"Operation") => terms.add_name(number, called, NAME),
                _ if person => terms.add_name(number, called, NAME),
                _ => terms.add_everywhere(called, PLACE),
            }
        }
    }
}
