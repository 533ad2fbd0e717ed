//! The veil over a catalogue: made when something is first shown through it, and each case once.

use std::sync::{Arc, OnceLock};

use crate::case::{Case, Veil, VeilRules};

/// A veil and the cases that have been seen through it.
#[derive(Debug, Clone)]
pub struct Veiled {
    rules: Arc<VeilRules>,
    veil: OnceLock<Arc<Veil>>,
    /// By key; empty until a case is asked for.
    cases: Vec<OnceLock<Arc<Case>>>,
}

impl Veiled {
    /// A veil that nothing has been seen through.
    pub fn new(rules: Arc<VeilRules>) -> Self {
        Self { rules, veil: OnceLock::new(), cases: Vec::new() }
    }

    /// The cases have changed: all of it is made again, for so many entries, when it is next asked for.
    pub fn forget(&mut self, entries: usize) {
        // While files come in, one after the other, nothing has been made in between.
        if self.veil.take().is_some() {
            self.cases.clear();
        }
        self.cases.resize_with(entries, OnceLock::new);
    }

    /// The veil over these cases.
    pub fn veil<'a, I: IntoIterator<Item = (u32, &'a Case)>>(&self, cases: impl FnOnce() -> I) -> &Veil {
        self.veil.get_or_init(|| Arc::new(Veil::new(&self.rules, cases())))
    }

    /// A case through the veil.
    pub fn case<'s, 'a, I: IntoIterator<Item = (u32, &'a Case)>>(
        &'s self,
        number: u32,
        real: &'s Arc<Case>,
        cases: impl FnOnce() -> I,
    ) -> Option<&'s Arc<Case>> {
        let veil = self.veil(cases);
        // There is a place for each key. Without one nothing is shown, rather than the case as it is.
        Some(self.cases.get(number as usize)?.get_or_init(|| Arc::new(veil.case(number, real))))
    }
}
