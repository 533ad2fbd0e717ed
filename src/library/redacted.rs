//! The redactor over a catalogue: made when something is first shown through it, and used once for each case.

use std::sync::{Arc, OnceLock};

use crate::case::{Case, Text};
use crate::redact::{RedactionRules, Redactor};

/// A redactor with the cases that it has redacted. Clones share it: no case is redacted on two threads.
#[derive(Debug, Clone)]
pub struct Redacted {
    rules: Arc<RedactionRules>,
    made: Arc<RedactedCases>,
}

/// The redacted cases so far, of those that have not changed since.
#[derive(Debug, Default)]
struct RedactedCases {
    redactor: OnceLock<Redactor>,
    /// By key; empty until something of a case is asked for.
    slots: Vec<RedactedCase>,
}

/// The redacted parts of a case so far.
#[derive(Debug, Default)]
struct RedactedCase {
    heading: OnceLock<Heading>,
    case: OnceLock<Arc<Case>>,
}

/// The part of a case that a row of a list shows: small, and so redacted by itself.
#[derive(Debug)]
pub struct Heading {
    pub title: Text,
    pub area: Option<Text>,
}

impl Redacted {
    /// A redactor that nothing has been seen through.
    pub fn new(rules: Arc<RedactionRules>, entries: usize) -> Self {
        let mut redacted = Self { rules, made: Arc::default() };
        redacted.forget(entries);
        redacted
    }

    /// True if it follows these rules.
    pub fn goes_by(&self, rules: &Arc<RedactionRules>) -> bool {
        Arc::ptr_eq(&self.rules, rules) || self.rules == *rules
    }

    /// A case has changed, or is gone: all of it is made again, for so many entries, when it is next asked for.
    pub fn forget(&mut self, entries: usize) {
        // While nothing has been made there is nothing to forget.
        if Arc::get_mut(&mut self.made).is_none_or(|made| made.redactor.get().is_some()) {
            self.made = Arc::default();
        }
        if let Some(made) = Arc::get_mut(&mut self.made) {
            made.slots.resize_with(entries, RedactedCase::default);
        }
    }

    /// A file has come in behind all the others, of so many entries now. What its case names is hidden in those too, so they
    /// are seen anew; the redactor itself only grows.
    pub fn grow(&mut self, number: u32, case: Option<&Case>, entries: usize) {
        match Arc::get_mut(&mut self.made) {
            Some(RedactedCases { redactor, slots }) => {
                if let Some((redactor, case)) = redactor.get_mut().zip(case) {
                    redactor.add(number, case);
                    // Without a redactor nothing has been seen.
                    slots.clear();
                }
                slots.resize_with(entries, RedactedCase::default);
            }
            None => self.forget(entries),
        }
    }

    /// The redactor over these cases.
    pub fn redactor<'a, I: IntoIterator<Item = (u32, &'a Case)>>(&self, cases: impl FnOnce() -> I) -> &Redactor {
        self.made.redactor.get_or_init(|| Redactor::new(&self.rules, cases()))
    }

    /// A case through the redactor.
    pub fn case<'s, 'a, I: IntoIterator<Item = (u32, &'a Case)>>(
        &'s self,
        number: u32,
        real: &Case,
        cases: impl FnOnce() -> I,
    ) -> Option<&'s Arc<Case>> {
        let redactor = self.redactor(cases);
        // There is a place for each key. Without one nothing is shown, rather than the case as it is.
        Some(self.made.slots.get(number as usize)?.case.get_or_init(|| Arc::new(redactor.case(number, real))))
    }

    /// The redacted part of a case that a row shows.
    pub fn heading<'s, 'a, I: IntoIterator<Item = (u32, &'a Case)>>(
        &'s self,
        number: u32,
        real: &Case,
        cases: impl FnOnce() -> I,
    ) -> Option<&'s Heading> {
        let redactor = self.redactor(cases);
        let heading = || Heading { title: Text::new(&redactor.title(number, real)), area: redactor.area(number, real) };
        Some(self.made.slots.get(number as usize)?.heading.get_or_init(heading))
    }
}
