//! A page that is laid out anew only when something of it has changed.

use std::cell::RefCell;
use std::sync::Arc;

use crate::case::{Case, ItemRef, Vocabulary};
use crate::write::text::Sheet;

/// The sheet that was laid out last. It serves until something that it is made of changes.
#[derive(Debug, Clone, Default)]
pub struct KeptSheet(RefCell<Option<(SheetOf, Arc<Sheet>)>>);

/// Everything that a sheet is made of.
#[derive(Debug, Clone)]
pub struct SheetOf {
    /// The case, as it is shown.
    pub case: Arc<Case>,
    /// The labels of codes.
    pub vocabulary: Arc<Vocabulary>,
    /// The item.
    pub item: ItemRef,
    /// The user's note and those of the group, as they are shown.
    pub notes: Vec<String>,
    /// The width in cells.
    pub width: u16,
    /// The answer whose matches are lit.
    pub answer: Option<u64>,
}

impl PartialEq for SheetOf {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.case, &other.case)
            && Arc::ptr_eq(&self.vocabulary, &other.vocabulary)
            && (self.item, self.width, self.answer) == (other.item, other.width, other.answer)
            && self.notes == other.notes
    }
}

impl KeptSheet {
    /// The sheet of this: the one that is kept, or one that is made now and kept.
    pub fn of(&self, of: SheetOf, make: impl FnOnce(&SheetOf) -> Sheet) -> Arc<Sheet> {
        let mut kept = self.0.borrow_mut();
        if let Some((_, sheet)) = kept.as_ref().filter(|(known, _)| *known == of) {
            return Arc::clone(sheet);
        }
        let sheet = Arc::new(make(&of));
        *kept = Some((of, Arc::clone(&sheet)));
        sheet
    }
}
