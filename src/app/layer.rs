//! The order of what stands on the screen. Keys, hints, drawing, mouse and paste all ask [`top`].

use super::command::Context;
use super::state::State;

/// Something that can stand on the screen over what is below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layer {
    /// The help.
    Help,
    /// A line to fill in.
    Prompt,
    /// A list to choose from.
    Picker,
    /// A page in place of the panes.
    Page,
    /// The facets.
    Facets,
    /// The choices for the word that is typed.
    Completion,
    /// The explanation of words.
    Explain,
    /// The search line, while it is typed in.
    Search,
    /// The panes: always there, below everything else.
    Panes,
}

/// Every layer, topmost first.
pub const LAYERS: [Layer; 9] = [
    Layer::Help,
    Layer::Prompt,
    Layer::Picker,
    Layer::Page,
    Layer::Facets,
    Layer::Completion,
    Layer::Explain,
    Layer::Search,
    Layer::Panes,
];

impl Layer {
    /// True when it is on the screen.
    pub fn is_open(self, state: &State) -> bool {
        match self {
            Self::Help => state.help.is_some(),
            Self::Prompt => state.prompt.is_some(),
            Self::Picker => state.picker.is_some(),
            Self::Page => state.page.is_some(),
            Self::Facets => state.facets.is_some(),
            Self::Completion => state.completion.is_some(),
            Self::Explain => state.explain.is_some(),
            Self::Search => state.search.typing,
            Self::Panes => true,
        }
    }

    /// The keys that hold in it.
    pub fn context(self) -> Context {
        match self {
            Self::Help => Context::Help,
            Self::Prompt => Context::Prompt,
            Self::Picker => Context::Picker,
            Self::Page => Context::Page,
            Self::Facets => Context::Facets,
            Self::Completion | Self::Search => Context::Search,
            Self::Explain => Context::Explain,
            Self::Panes => Context::Browse,
        }
    }
}

/// The topmost layer: the one that takes keys, pastes and the mouse, and whose keys the hints name.
pub fn top(state: &State) -> Layer {
    LAYERS.into_iter().find(|layer| layer.is_open(state)).unwrap_or(Layer::Panes)
}
