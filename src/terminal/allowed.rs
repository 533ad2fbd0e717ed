//! The leave to do something outside: by what the session is allowed, and once it is written down where that is asked for.

use crate::app::Outside;
use crate::config::{Feature, Restriction};
use crate::work::{Act, Audit};

/// Writes down what has to be, and returns what is to be said with it.
///
/// # Errors
/// The reason why it may not be done.
pub fn allowed(outside: &Outside, restriction: &Restriction, audit: &Audit) -> Result<Option<String>, String> {
    let feature = match outside {
        Outside::Copy { .. } => Some((Feature::Clipboard, "Copying")),
        Outside::Browse { .. } => Some((Feature::Open, "Opening an address")),
        Outside::Edit { .. } => Some((Feature::Edit, "Editing")),
        Outside::Suspend => Some((Feature::Suspend, "Leaving for the shell")),
        Outside::Mouse(_) | Outside::ShowNames | Outside::Redraw | Outside::Quit | Outside::Picked(_) => None,
    };
    if let Some(refused) = feature.and_then(|(feature, what)| restriction.refuses(feature, what)) {
        return Err(refused);
    }
    match outside {
        Outside::Copy { of, .. } => audit.record(Act::Copy, "", std::slice::from_ref(of)),
        Outside::ShowNames => audit.record(Act::ShowNames, "", &[]),
        _ => Ok(None),
    }
}
