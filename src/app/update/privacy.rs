//! Hiding names for a shared screen.

use crate::app::msg::Effect;
use crate::app::state::State;

/// Hides names, or shows them.
pub fn switch(_: &mut State) -> Vec<Effect> {
    Vec::new()
}
