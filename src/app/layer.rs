//! The order of what stands on the screen. Keys, hints, drawing, mouse and paste all ask [`top`].

use super::command::Context;
use super::state::State;

/// Something that can stand on the screen over what is below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layer {
    /// The list of keys and words.
    Help,
    /// A line to fill in.
    Prompt,
    /// A list to choose from.
    Picker,
    /// The line in which something is looked for in a text.
    Find,
    /// The explanation of words.
    Explain,
    /// A page in place of the panes.
    Page,
    /// The counts of what is found.
    Facets,
    /// The choices for the word that is typed.
    Completion,
    /// The search line, while it is typed in.
    Search,
    /// The panes: always there, below everything else.
    Panes,
}

/// A layer, the keys that hold in it, and whether it is on the screen.
type LayerRow = (Layer, Context, fn(&State) -> bool);

/// Every layer but the lowest, topmost first.
const LAYERS: [LayerRow; 9] = [
    (Layer::Help, Context::Help, |state| state.help.is_some()),
    (Layer::Prompt, Context::Prompt, |state| state.prompt.is_some()),
    (Layer::Picker, Context::Picker, |state| state.picker.is_some()),
    (Layer::Find, Context::Search, |state| state.find.as_ref().is_some_and(|open| open.typing)),
    (Layer::Explain, Context::Explain, |state| state.explain.is_some()),
    (Layer::Page, Context::Page, |state| state.page.is_some()),
    (Layer::Facets, Context::Facets, |state| state.facets.is_some()),
    (Layer::Completion, Context::Search, |state| state.completion.is_some()),
    (Layer::Search, Context::Search, |state| state.search.typing),
];

impl Layer {
    /// The keys that hold in it.
    pub fn context(self) -> Context {
        LAYERS.iter().find(|(layer, ..)| *layer == self).map_or(Context::Browse, |(_, context, _)| *context)
    }
}

/// True while keys go to the panes or to a page, so that something may be put on top.
pub fn is_base(state: &State) -> bool {
    matches!(top(state), Layer::Panes | Layer::Page)
}

/// The topmost layer: the one that takes keys, pastes and the mouse, and whose keys the hints name.
pub fn top(state: &State) -> Layer {
    LAYERS.iter().find(|(.., is_open)| is_open(state)).map_or(Layer::Panes, |(layer, ..)| *layer)
}
