//! The veil over a catalogue: made when something is first shown through it, and each case once.

use std::sync::{Arc, OnceLock};

use crate::case::{Case, Text, Veil, VeilRules};

/// A veil and what has been seen through it. Clones share it: what one thread has veiled, no other veils again.
#[derive(Debug, Clone)]
pub struct Veiled {
    rules: Arc<VeilRules>,
    made: Arc<Made>,
}

/// What has been made so far of cases that have not changed since.
#[derive(Debug, Default)]
struct Made {
    veil: OnceLock<Veil>,
    /// By key; empty until something of a case is asked for.
    slots: Vec<Slot>,
}

/// What has been seen of a case.
#[derive(Debug, Default)]
struct Slot {
    heading: OnceLock<Heading>,
    case: OnceLock<Arc<Case>>,
}

/// What a row of a list says of a case: a small part of it, and so veiled for itself.
#[derive(Debug)]
pub struct Heading {
    /// Its title.
    pub title: Text,
    /// Its area.
    pub area: Option<Text>,
}

impl Veiled {
    /// A veil that nothing has been seen through.
    pub fn new(rules: Arc<VeilRules>, entries: usize) -> Self {
        let mut veiled = Self { rules, made: Arc::default() };
        veiled.forget(entries);
        veiled
    }

    /// Whether it hides what these rules say.
    pub fn goes_by(&self, rules: &Arc<VeilRules>) -> bool {
        Arc::ptr_eq(&self.rules, rules) || self.rules == *rules
    }

    /// A case has changed, or is gone: all of it is made again, for so many entries, when it is next asked for.
    pub fn forget(&mut self, entries: usize) {
        // While nothing has been made there is nothing to forget.
        match Arc::get_mut(&mut self.made).filter(|made| made.veil.get().is_none()) {
            Some(made) => made.slots.resize_with(entries, Slot::default),
            None => {
                let mut made = Made::default();
                made.slots.resize_with(entries, Slot::default);
                self.made = Arc::new(made);
            }
        }
    }

    /// A file has come in behind all the others, of so many entries now. What its case names is hidden in those too, so they
    /// are seen anew; the veil itself only grows.
    pub fn grow(&mut self, number: u32, case: Option<&Case>, entries: usize) {
        match Arc::get_mut(&mut self.made) {
            Some(Made { veil, slots }) => {
                if let Some((veil, case)) = veil.get_mut().zip(case) {
                    veil.add(number, case);
                    // Without a veil nothing has been seen.
                    slots.clear();
                }
                slots.resize_with(entries, Slot::default);
            }
            None => self.forget(entries),
        }
    }

    /// The veil over these cases.
    pub fn veil<'a, I: IntoIterator<Item = (u32, &'a Case)>>(&self, cases: impl FnOnce() -> I) -> &Veil {
        self.made.veil.get_or_init(|| Veil::new(&self.rules, cases()))
    }

    /// A case through the veil.
    pub fn case<'s, 'a, I: IntoIterator<Item = (u32, &'a Case)>>(
        &'s self,
        number: u32,
        real: &Case,
        cases: impl FnOnce() -> I,
    ) -> Option<&'s Arc<Case>> {
        let veil = self.veil(cases);
        // There is a place for each key. Without one nothing is shown, rather than the case as it is.
        Some(self.made.slots.get(number as usize)?.case.get_or_init(|| Arc::new(veil.case(number, real))))
    }

    /// What a row says of a case, through the veil.
    pub fn heading<'s, 'a, I: IntoIterator<Item = (u32, &'a Case)>>(
        &'s self,
        number: u32,
        real: &Case,
        cases: impl FnOnce() -> I,
    ) -> Option<&'s Heading> {
        let veil = self.veil(cases);
        let heading = || Heading { title: Text::new(&veil.title(number, real)), area: veil.area(number, real) };
        Some(self.made.slots.get(number as usize)?.heading.get_or_init(heading))
    }
}
