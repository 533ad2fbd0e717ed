//! The restricted mode: what a session may not do, by names, and who says so.

use std::fmt;

use super::feature::Feature;
use super::layer::SettingsLayer;

/// The restriction of a session: by whom, and what it may do all the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Restriction {
    by: Option<SettingsLayer>,
    allowed: Vec<Feature>,
}

impl Restriction {
    /// A session that is restricted by `by`, where that is anybody, and may do what is `allowed`.
    pub fn new(by: Option<SettingsLayer>, allowed: Vec<Feature>) -> Self {
        Self { by, allowed }
    }

    /// True in a restricted session.
    pub fn is_on(&self) -> bool {
        self.by.is_some()
    }

    /// True if the session may do this.
    pub fn allows(&self, feature: Feature) -> bool {
        self.by.is_none() || self.allowed.contains(&feature)
    }

    /// The refusal of something that the session may not do; `what` begins the sentence.
    pub fn refuses(&self, feature: Feature, what: &str) -> Option<String> {
        let by = self.by.as_ref().filter(|_| !self.allows(feature))?;
        Some(format!("{what} is off: this session is restricted by {by}, and \"{}\" is not allowed", feature.name()))
    }

    /// True if a layer may choose what this feature is about: who restricts the session, and who stands above.
    pub fn lets(&self, layer: &SettingsLayer, feature: Feature) -> bool {
        self.allows(feature)
            || matches!(layer, SettingsLayer::Default | SettingsLayer::System(_))
            || self.by.as_ref().is_some_and(|by| by.same_kind(layer))
    }
}

impl fmt::Display for Restriction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(by) = &self.by else { return f.write_str("not restricted") };
        let names = |allowed: bool| {
            let names = Feature::ALL.into_iter().filter(|feature| self.allows(*feature) == allowed).map(Feature::name);
            let names: Vec<&str> = names.collect();
            if names.is_empty() { "nothing".to_owned() } else { names.join(", ") }
        };
        write!(f, "restricted by {by}; off: {}; allowed: {}", names(false), names(true))
    }
}
