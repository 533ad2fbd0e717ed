//! Names: those that the files of the library list, and those that are told by their form.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::spelling::{Spellings, letters, runs, start_of};

use super::lists::{GENERAL_WORDS, GIVEN_NAMES, GIVEN_WORDS, HONORIFICS, INSTITUTION_WORDS, ORDINARY_WORDS};
use super::piece::{HiddenPart, NAME, PLACE, Rank};
use super::words::{WordSpan, is_capital, words};
use crate::text::fold::{lowered, plain};

/// Offices that look like a name behind an honorific.
const OFFICES: [&str; 8] =
    ["Advocate", "Chancellor", "Chief", "Commissioner", "Lieutenant", "Mayor", "Provost", "President"];

/// Small words within a name.
const PARTICLES: [&str; 20] = [
    "al", "ap", "bin", "bint", "da", "de", "del", "den", "der", "di", "dos", "du", "el", "ibn", "la", "le", "ter",
    "van", "von", "y",
];

/// Last words of the names of newspapers and streets.
const BODIES: [&str; 9] = ["Advertiser", "Chronicle", "Echo", "Gazette", "Herald", "Observer", "Post", "Society", "St"];

/// A name that is hidden.
#[derive(Debug)]
struct HiddenName {
    /// As texts write it, made plain.
    text: Box<str>,
    spellings: Spellings,
    /// The replacement in each case that lists it.
    shown: Vec<(u32, Box<str>)>,
    /// The replacement in every other case.
    otherwise: Box<str>,
    place: bool,
    /// True if it is a part of a name, which in another case is more often a word or somebody else: "Fee", "Old Bailey".
    part: bool,
}

impl HiddenName {
    fn applies(&self, own: Option<u32>) -> bool {
        !self.part || own.is_none_or(|own| self.shown.iter().any(|(case, _)| *case == own))
    }
}

/// Every name and place of a library.
#[derive(Debug, Default)]
pub struct HiddenNames {
    terms: Vec<HiddenName>,
    /// By the first letters of each of their spellings.
    by_start: HashMap<Box<str>, Vec<u32>, RandomState>,
}

impl HiddenNames {
    /// Adds what `case` shows instead of a name; other cases hide it too.
    pub fn add_name(&mut self, case: u32, name: &str, shown: &str) {
        if let Some(term) = self.term(name, NAME, false) {
            term.part = false;
            if !term.shown.iter().any(|(known, _)| *known == case) {
                term.shown.push((case, shown.into()));
            }
        }
    }

    /// Adds what `case` shows instead of a part of a name; other cases do not hide it, texts of no case do.
    pub fn add_part(&mut self, case: u32, name: &str, shown: &str) {
        let known = self.terms.len();
        if let Some(term) = self.term(name, NAME, false)
            && !term.shown.iter().any(|(known, _)| *known == case)
        {
            term.shown.push((case, shown.into()));
        }
        // One that was known before stays what it was.
        if let Some(term) = self.terms.get_mut(known) {
            term.part = true;
        }
    }

    /// Adds a name that every case shows alike.
    pub fn add_everywhere(&mut self, name: &str, shown: &str) {
        if let Some(term) = self.term(name, shown, false) {
            term.otherwise = shown.into();
            term.part = false;
        }
    }

    /// Adds a place.
    pub fn add_place(&mut self, name: &str) {
        if let Some(term) = self.term(name, PLACE, true) {
            term.part = false;
        }
    }

    fn term(&mut self, name: &str, otherwise: &str, place: bool) -> Option<&mut HiddenName> {
        let text = plain(name.trim()).into_owned();
        let found = words(&text);
        if text.len() < 2 || found.is_empty() {
            return None;
        }
        let spellings = Spellings::of(&text, &found);
        let starts = spellings.starts.clone();
        let list = self.by_start.get(starts.first()?);
        let same = |at: &u32| self.terms.get(*at as usize).is_some_and(|term| *term.text == text);
        let at = match list.and_then(|list| list.iter().copied().find(same)) {
            Some(known) => known,
            None => {
                let at = u32::try_from(self.terms.len()).unwrap_or(u32::MAX);
                for start in starts {
                    let list = self.by_start.entry(start).or_default();
                    if list.last() != Some(&at) {
                        list.push(at);
                    }
                }
                let (text, otherwise) = (text.into(), otherwise.into());
                self.terms.push(HiddenName { text, spellings, shown: Vec::new(), otherwise, place, part: false });
                at
            }
        };
        self.terms.get_mut(at as usize)
    }

    /// How many names and places there are.
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// The terms that may begin with these letters.
    fn starting(&self, start: &str) -> impl Iterator<Item = &HiddenName> {
        let list = self.by_start.get(start).into_iter().flatten();
        list.filter_map(|at| self.terms.get(*at as usize))
    }

    /// The longest term that stands at a word, and where it ends.
    fn at(
        &self,
        text: &str,
        found: &[WordSpan],
        index: usize,
        own: Option<u32>,
        strict: bool,
    ) -> Option<(&HiddenName, usize)> {
        let mut longest: Option<(&HiddenName, usize)> = None;
        let first = letters(found.get(index)?.of(text));
        for term in self.starting(start_of(&first)).filter(|term| term.applies(own)) {
            let Some(end) = term.spellings.at(&term.text, text, found, index, strict) else { continue };
            // Of two that end alike, the one that is written so.
            let written = || text.get(..end).is_some_and(|before| before.ends_with(&*term.text));
            if longest.is_none_or(|(_, known)| end > known || (end == known && written())) {
                longest = Some((term, end));
            }
        }
        longest
    }

    /// Names and places in letters that are tied to signs: addresses, names of files, words with `#`.
    fn find_inside(&self, text: &str, own: Option<u32>, pieces: &mut Vec<HiddenPart>) {
        for run in runs(text) {
            for (at, _) in run.squeezed.char_indices().filter(|(at, _)| run.anywhere || run.starts.contains(at)) {
                let left = run.squeezed.get(at..).unwrap_or_default();
                let starts =
                    (1..=3).filter_map(|count| left.char_indices().nth(count - 1).map(|(at, c)| at + c.len_utf8()));
                let terms = starts.filter_map(|end| left.get(..end)).flat_map(|start| self.starting(start));
                let terms = terms.filter(|term| term.applies(own));
                let longest =
                    terms.filter_map(|term| Some((term.spellings.inside(&run, at)?, term))).max_by_key(|(end, _)| *end);
                let Some((end, term)) = longest else { continue };
                let Some(place) = run.place(at..end) else { continue };
                if pieces.iter().any(|known| known.part.start <= place.start && place.end <= known.part.end) {
                    continue;
                }
                let shown = term.shown.iter().find(|(case, _)| Some(*case) == own).map(|(_, shown)| &**shown);
                // A role reads ill inside an address.
                let (instead, rank) = match (term.place, shown) {
                    (true, _) => (PLACE, Rank::Place),
                    (false, Some(shown)) => (if run.anywhere { NAME } else { shown }, Rank::Own),
                    (false, None) => (if run.anywhere { NAME } else { &*term.otherwise }, Rank::Other),
                };
                pieces.push(HiddenPart::new(place, instead, rank));
            }
        }
    }

    /// The names and places that stand in a plain text of the case `own`.
    /// `strict` is for what somebody typed, where nobody minds capitals.
    pub fn find(&self, text: &str, found: &[WordSpan], own: Option<u32>, strict: bool, pieces: &mut Vec<HiddenPart>) {
        let mut done = 0;
        for (index, word) in found.iter().enumerate() {
            if word.start < done {
                continue;
            }
            let Some((term, end)) = self.at(text, found, index, own, strict) else { continue };
            done = end;
            if term.place {
                pieces.push(HiddenPart::new(word.start..end, &*term.otherwise, Rank::Place));
                continue;
            }
            let shown = term.shown.iter().find(|(case, _)| Some(*case) == own).map(|(_, shown)| &**shown);
            let (mut start, mut until) = (word.start, end);
            let mut instead = shown.unwrap_or(&term.otherwise);
            let single = !term.text.contains(' ');
            if single {
                // Somebody else of the same name: "Jane Doe" where only "Doe" is listed.
                if let Some(more) = goes_on(text, found, index) {
                    (until, instead) = (more, NAME);
                }
                if let Some(before) = index.checked_sub(1).and_then(|at| found.get(at))
                    && text.get(before.end..word.start) == Some(" ")
                    && (GIVEN_NAMES.contains(before.of(text)) || (instead == NAME && is_part_of_name(text, *before)))
                {
                    (start, instead) = (before.start, NAME);
                }
            }
            if let Some(honorific) = honorific(text, found, index) {
                start = start.min(honorific);
                // A surname alone may stand for the child; with "Ms" before it, it does not.
                if single && is_child(instead) {
                    instead = NAME;
                }
            }
            until += letters_behind(text, until);
            done = until.max(done);
            pieces.push(HiddenPart::new(start..until, instead, if shown.is_some() { Rank::Own } else { Rank::Other }));
        }
        self.find_inside(text, own, pieces);
    }
}

/// Names that no file lists: "Dr Smith", "Operation Oak", "Jane Smith".
pub fn guess(text: &str, found: &[WordSpan], pieces: &mut Vec<HiddenPart>) {
    for (index, word) in found.iter().enumerate() {
        let name = word.of(text);
        let next = found.get(index + 1).filter(|next| is_capital(next.of(text)));
        let Some(next) = next.filter(|next| beside(text, *word, **next)) else { continue };
        let titled = HONORIFICS.contains(name)
            && next.of(text).len() > 1
            && !OFFICES.contains(&next.of(text))
            && (!GENERAL_WORDS.contains(next.of(text)) || HONORIFICS.contains(next.of(text)));
        if titled && !(HONORIFICS.contains(next.of(text)) && goes_on(text, found, index + 1).is_none()) {
            let end = goes_on(text, found, index + 1).unwrap_or(next.end);
            pieces.push(HiddenPart::new(word.start..end + letters_behind(text, end), NAME, Rank::Guess));
        } else if name == "Operation" && !GENERAL_WORDS.contains(next.of(text)) {
            let end = goes_on(text, found, index + 1).unwrap_or(next.end);
            pieces.push(HiddenPart::new(next.start..end, NAME, Rank::Guess));
        } else if GIVEN_NAMES.contains(name)
            && next.of(text).chars().any(char::is_lowercase)
            && let Some(end) = goes_on(text, found, index)
        {
            pieces.push(HiddenPart::new(word.start..end + letters_behind(text, end), NAME, Rank::Guess));
        }
    }
}

/// How long the letters of an honour are that stand behind a name: " QC".
fn letters_behind(text: &str, end: usize) -> usize {
    let rest = text.get(end..).unwrap_or_default();
    [" CBE QC", " QC", " KC", " OBE", " CBE", " MBE"]
        .iter()
        .find(|letters| rest.starts_with(**letters))
        .map_or(0, |letters| letters.len())
}

/// True if a word in the middle of a sentence has a capital that only a name gives it.
fn is_part_of_name(text: &str, word: WordSpan) -> bool {
    let name = word.of(text);
    let before = text.get(..word.start).unwrap_or_default();
    let begins = before.is_empty() || before.ends_with(['(', '\'', '"']) || before.ends_with(". ");
    let acronym = !name.chars().any(char::is_lowercase);
    is_capital(name) && !begins && !acronym && !GENERAL_WORDS.contains(name) && !INSTITUTION_WORDS.contains(name)
}

/// True if two words stand next to each other, or have a letter with a full stop or a hyphen between them.
fn beside(text: &str, first: WordSpan, second: WordSpan) -> bool {
    matches!(text.get(first.end..second.start), Some(" " | "-" | ". " | " (" | ") "))
        && (text.get(first.end..second.start) != Some(". ") || HONORIFICS.contains(first.of(text)))
}

/// The end of a name that goes on behind the word at `index` with words that could be nothing but names.
fn goes_on(text: &str, found: &[WordSpan], index: usize) -> Option<usize> {
    let mut end = None;
    let mut last = *found.get(index)?;
    for word in found.iter().skip(index + 1).take(3) {
        let name = word.of(text);
        let joined = text.get(last.end..word.start);
        let particle = PARTICLES.contains(&name);
        let named = is_capital(name) && !GENERAL_WORDS.contains(name) && !INSTITUTION_WORDS.contains(name);
        let acronym = name.len() > 1 && !name.chars().any(char::is_lowercase);
        match joined {
            Some(" " | "-") if particle => {}
            Some(" " | "-") if named && !acronym => end = Some(word.end),
            Some(" " | "-") if name.len() == 1 && is_capital(name) && end.is_none() && named => {}
            _ => break,
        }
        last = *word;
    }
    end
}

/// The beginning of the honorific before the word at `index`.
fn honorific(text: &str, found: &[WordSpan], index: usize) -> Option<usize> {
    let before = found.get(index.checked_sub(1)?)?;
    let word = found.get(index)?;
    let gap = text.get(before.end..word.start)?;
    (HONORIFICS.contains(before.of(text)) && matches!(gap, " " | ". ")).then_some(before.start)
}

/// True if the replacement of a name stands for a child.
fn is_child(shown: &str) -> bool {
    let lower = lowered(shown);
    ["child", "boy", "girl", "baby"].iter().any(|word| lower.split(' ').any(|part| part == *word))
}

/// True if every word of a possible name has a capital anyway, so that it names nobody.
pub fn is_general(name: &str) -> bool {
    let text = plain(name);
    words(&text).iter().all(|word| GENERAL_WORDS.contains(word.of(&text)))
}

/// The parts of a person's name by which texts call somebody without the rest of it.
pub fn parts_alone(name: &str) -> Vec<String> {
    let Some((full, surname)) = person(name) else { return Vec::new() };
    // A body: "Oak House", "Little Acorns", "Great Oak St".
    let body = |part: &str| INSTITUTION_WORDS.contains(part) || BODIES.contains(&part);
    if full.split(' ').any(body) || surname.ends_with("'s") {
        return Vec::new();
    }
    let word = |part: &str| ORDINARY_WORDS.contains(part.to_lowercase().as_str()) && !GIVEN_WORDS.contains(part);
    let given = full.split(' ').filter(|part| part.len() > 1 && !word(part) && !name.contains(" of "));
    let given = given.filter(|part| **part != surname && !PARTICLES.contains(part));
    // "van Rensburg", as well as "Rensburg".
    let particles = full.split(' ').filter(|part| PARTICLES.contains(part)).collect::<Vec<_>>().join(" ");
    let with_particles = (!particles.is_empty()).then(|| format!("{particles} {surname}"));
    // One half of a double name often stands for the whole.
    let halves = full.split(' ').filter(|part| part.contains('-')).flat_map(|part| part.split('-'));
    let halves = halves.filter(|half| half.len() > 2 && is_capital(half) && !word(half));
    let parts = given.chain(halves).map(str::to_owned).chain(with_particles).chain(std::iter::once(surname.clone()));
    parts.filter(|part| full.contains(' ') && !GENERAL_WORDS.contains(part.as_str())).collect()
}

/// The parts of somebody's name that texts use, if it is a person's: in full, and the surname.
pub fn person(name: &str) -> Option<(String, String)> {
    let bare = name.replace(['(', ')'], "");
    let parts: Vec<&str> = bare
        .split_whitespace()
        .filter(|part| !HONORIFICS.contains(*part) && !matches!(*part, "QC" | "KC" | "OBE" | "CBE" | "of"))
        .collect();
    let is_name = |part: &&str| {
        part.chars().any(char::is_lowercase)
            && is_capital(part)
            && !GENERAL_WORDS.contains(*part)
            && !part.contains(',')
    };
    let full = parts.join(" ");
    let parts: Vec<&str> = parts.into_iter().filter(|part| !PARTICLES.contains(part)).collect();
    let given = parts.first().is_some_and(|first| GIVEN_NAMES.contains(*first));
    let names = parts.iter().filter(|part| is_name(part)).count();
    // "Jane White" is somebody, although "White" is a word.
    if parts.is_empty() || parts.len() > 4 || !(names == parts.len() || (given && names + 1 == parts.len())) {
        return None;
    }
    // "Lord Carlile of Berriew": the place is no surname.
    let surname = match bare.split_once(" of ") {
        Some((before, _)) => before.split_whitespace().last()?,
        None => parts.last()?,
    };
    Some((full, surname.to_owned()))
}
