//! Fills the slots of sentence patterns for one case and one matter.

use super::agencies::{AGENCIES, Agency};
use super::draw::Draw;
use super::names;
use super::themes::{THEMES, Theme};
use super::words::{Words, adverb, doing, past, plain, with_article, with_s};

/// Whom a case is about, and where and when.
pub struct Subject {
    /// The person in a sentence: "the child".
    pub person: &'static str,
    /// An invented first name, where the case gives one.
    pub name: Option<String>,
    /// The area.
    pub area: String,
    /// The year of the harm.
    pub year: usize,
    /// Whether the person is a child.
    pub child: bool,
}

/// A matter of a case: two agencies and two themes that its sentences are about.
pub struct Scene<'a> {
    /// The choices.
    pub draw: &'a mut Draw,
    words: &'a Words,
    subject: &'a Subject,
    /// Whom it concerns.
    pub agency: Agency,
    /// The other agency.
    pub other: Agency,
    /// What it is about.
    pub theme: Theme,
    /// What it is about too.
    pub second: Theme,
    role: &'static str,
    other_role: &'static str,
    /// Whether a sentence spoke of the other agency.
    pub speaks_of_other: bool,
}

const SMALL: [&str; 11] = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const SEASONS: [&str; 4] = ["spring", "summer", "autumn", "winter"];

/// An agency that a case of this kind can have, other than `not`.
fn agency(draw: &mut Draw, child: bool, not: &str) -> Agency {
    loop {
        let agency = draw.common(AGENCIES, 2);
        if agency.code != not && (child || !agency.child) {
            return agency;
        }
    }
}

/// A theme that a case of this kind can have, other than `not`.
fn theme(draw: &mut Draw, child: bool, not: &str) -> Theme {
    loop {
        let theme = draw.common(THEMES, 1);
        if theme.code != not && (child || !theme.child) {
            return theme;
        }
    }
}

impl<'a> Scene<'a> {
    /// Another matter of the case.
    pub fn new(draw: &'a mut Draw, words: &'a Words, subject: &'a Subject) -> Self {
        let first = agency(draw, subject.child, "");
        let other = agency(draw, subject.child, first.code);
        let main = theme(draw, subject.child, "");
        let second = theme(draw, subject.child, main.code);
        let (role, other_role) = (draw.pick(first.roles), draw.pick(other.roles));
        Self {
            draw,
            words,
            subject,
            agency: first,
            other,
            theme: main,
            second,
            role,
            other_role,
            speaks_of_other: false,
        }
    }

    /// The body that the agency is here, as a source would name it.
    pub fn body(&mut self) -> String {
        let body = self.agency.body;
        self.fill(body)
    }

    /// A pattern as a sentence, with a clause and further sentences until it has about `wanted` characters.
    pub fn passage(&mut self, pattern: &str, clauses: &[&str], sequels: &[&str], wanted: usize) -> String {
        let mut text = self.fill(pattern);
        if !clauses.is_empty() && text.len() + 50 < wanted {
            let clause = self.draw.pick(clauses);
            text.push_str(", ");
            text.push_str(&self.fill(clause));
        }
        let mut text = sentence(&text);
        while !sequels.is_empty() && text.len() + 55 < wanted {
            let sequel = self.draw.pick(sequels);
            text.push(' ');
            text.push_str(&sentence(&self.fill(sequel)));
        }
        text
    }

    /// One sentence of a pattern.
    pub fn sentence(&mut self, pattern: &str) -> String {
        sentence(&self.fill(pattern))
    }

    /// The pattern with its slots filled.
    pub fn fill(&mut self, pattern: &str) -> String {
        let mut text = String::with_capacity(pattern.len() * 2);
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once('{') {
            let (slot, after) = after.split_once('}').unwrap_or((after, ""));
            text.push_str(before);
            match slot.strip_prefix("a:") {
                Some(slot) => text.push_str(&with_article(&self.slot(slot))),
                None => text.push_str(&self.slot(slot)),
            }
            rest = after;
        }
        text.push_str(rest);
        text
    }

    fn slot(&mut self, slot: &str) -> String {
        let words = self.words;
        match slot {
            "role" => self.role.to_owned(),
            "role2" => {
                self.speaks_of_other = true;
                self.other_role.to_owned()
            }
            "act" => {
                let act = self.draw.pick(self.theme.acts);
                self.fill(act)
            }
            "act2" => {
                let act = self.draw.pick(self.second.acts);
                self.fill(act)
            }
            "topic" => self.theme.topic.to_owned(),
            "topic2" => self.second.topic.to_owned(),
            "person" => match &self.subject.name {
                Some(name) if self.draw.chance(25) => name.clone(),
                _ => self.subject.person.to_owned(),
            },
            "area" => self.subject.area.clone(),
            "paper" => plain(self.word(&words.papers)),
            "papers" => with_s(self.word(&words.papers)),
            "thing" => plain(self.word(&words.things)),
            "things" => with_s(self.word(&words.things)),
            "worker" => plain(self.word(&words.workers)),
            "workers" => with_s(self.word(&words.workers)),
            "relative" => plain(self.word(&words.relatives)),
            "relatives" => with_s(self.word(&words.relatives)),
            "sign" => plain(self.word(&words.signs)),
            "body" => plain(self.word(&words.body)),
            "place" => plain(self.word(&words.places)),
            "issue" => plain(self.word(&words.issues)),
            "quality" => self.quality(),
            "poor" => plain(self.word(&words.poor)),
            "sound" => plain(self.word(&words.sound)),
            "soundly" => adverb(self.word(&words.sound)),
            "poorly" => adverb(self.word(&words.poor)),
            "adverb" => adverb(self.word(&words.qualities)),
            "verb" => plain(self.word(&words.verbs)),
            "verbed" => past(self.word(&words.verbs)),
            "verbing" => doing(self.word(&words.verbs)),
            "verbs" => with_s(self.word(&words.verbs)),
            "deed" => plain(self.word(&words.deeds)),
            "town" => names::town(self.draw),
            "street" => names::street(self.draw),
            "school" => names::school(self.draw),
            "hospital" => names::hospital(self.draw),
            "ref" => names::reference(self.draw),
            "number" => self.number(380),
            "few" => self.draw.common(&SMALL, 2).to_owned(),
            "days" => format!("{} {}", self.number(40), self.draw.common(&["days", "weeks", "months", "hours"], 1)),
            "when" => self.when(),
            "when2" => format!("{} {}", self.draw.pick(&MONTHS), self.year()),
            // A slot that is misspelt shows, and the check of the generator's test finds it.
            other => format!("{{{other}}}"),
        }
    }

    /// A word of a list: its first words often, its last ones seldom.
    fn word(&mut self, list: &[&'static str]) -> &'static str {
        self.draw.common(list, 6)
    }

    fn quality(&mut self) -> String {
        let quality = plain(self.draw.common(&self.words.qualities, 6));
        match self.draw.below(20) {
            0 => format!("{} {quality}", self.draw.pick(&["very", "hardly", "wholly", "rather", "too", "barely"])),
            _ => quality,
        }
    }

    /// Mostly a small number in words, now and then one of the first `most` above twelve.
    fn number(&mut self, most: usize) -> String {
        if self.draw.chance(75) {
            self.draw.common(&SMALL, 2).to_owned()
        } else {
            (13 + self.draw.flat_rank(most, 4)).to_string()
        }
    }

    fn year(&mut self) -> usize {
        self.subject.year - self.draw.rank(6)
    }

    fn when(&mut self) -> String {
        let year = self.year();
        match self.draw.below(8) {
            0 => format!("in the {} of {year}", self.draw.pick(&SEASONS)),
            1 => format!("{} after the {}", self.slot("days"), self.slot("paper")),
            2 => format!("on {} {} {year}", self.draw.between(1, 28), self.draw.pick(&MONTHS)),
            3 => format!("in the week before the {}", self.slot("paper")),
            4 => format!("on a {} in {year}", self.draw.pick(&WEEKDAYS)),
            5 => format!("early in {year}"),
            _ => format!("in {} {year}", self.draw.pick(&MONTHS)),
        }
    }
}

/// A text with a capital at its beginning and a full stop at its end.
fn sentence(text: &str) -> String {
    let text = text.trim_end_matches('.');
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => format!("{}{}.", first.to_uppercase(), letters.as_str()),
        None => String::new(),
    }
}
