//! Closed lists: what the field counts as a kind, a state, a grade. Each value has a code (in files), a label (on the
//! screen) and a definition; every reader (parser, JSON Schema, screen, help) takes them from the same row.

mod findings;
mod records;
mod reviews;

use crate::text::fold::as_code;

pub use findings::{
    AssessmentGrade, Confidence, FindingKind, FindingPattern, LinkedBy, RecommendationStatus, Response,
};
pub use records::{EventKind, FactAbout, Nation, Outcome, SourceKind};
pub use reviews::{Grade, PublicationState, ReviewKind, Role, Scope};

/// One value of a closed list, as a reader of tables sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Value {
    /// The code in files.
    pub code: &'static str,
    /// The name that people read.
    pub label: &'static str,
    /// Its meaning, one sentence.
    pub definition: &'static str,
}

/// A closed list.
pub trait ClosedList: Copy + Sized + 'static {
    /// The name of the list in messages: "review kind".
    const LIST: &'static str;
    /// The source in the field.
    const SOURCE: &'static str;
    /// Every value, in the order of the definition.
    const ALL: &'static [Self];

    /// Code, label and definition.
    fn value(self) -> &'static Value;

    /// The code in files.
    fn code(self) -> &'static str {
        self.value().code
    }

    /// The name that people read.
    fn label(self) -> &'static str {
        self.value().label
    }

    /// Its meaning, one sentence.
    fn definition(self) -> &'static str {
        self.value().definition
    }

    /// The value with this code.
    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.code() == code)
    }
}

/// A closed list as a reader of tables sees it.
#[derive(Debug, Clone)]
pub struct ListTable {
    /// The name of the list.
    pub name: &'static str,
    /// The source in the field.
    pub source: &'static str,
    /// Its values.
    pub values: Vec<&'static Value>,
    /// The abbreviations of the values, in the same order; most lists have none.
    pub short: Vec<&'static str>,
}

impl ListTable {
    /// The values with the abbreviation of each.
    pub fn rows(&self) -> impl Iterator<Item = (&'static Value, Option<&'static str>)> {
        self.values.iter().copied().zip(self.short.iter().copied().map(Some).chain(std::iter::repeat(None)))
    }

    /// The codes of the values that a text names by label or abbreviation.
    pub fn named(&self, text: &str) -> Vec<&'static str> {
        let wanted = as_code(text);
        let is = |name: &str| as_code(name) == wanted;
        self.rows()
            .filter(|(value, short)| is(value.label) || is(value.code) || short.is_some_and(is))
            .map(|(value, _)| value.code)
            .collect()
    }
}

fn table<L: ClosedList>() -> ListTable {
    ListTable {
        name: L::LIST,
        source: L::SOURCE,
        values: L::ALL.iter().map(|value| value.value()).collect(),
        short: Vec::new(),
    }
}

/// Every closed list.
pub fn lists() -> Vec<ListTable> {
    vec![
        ListTable { short: ReviewKind::ALL.iter().map(|kind| kind.short()).collect(), ..table::<ReviewKind>() },
        table::<Scope>(),
        table::<Role>(),
        table::<PublicationState>(),
        table::<Grade>(),
        table::<FindingKind>(),
        table::<FindingPattern>(),
        table::<Response>(),
        table::<RecommendationStatus>(),
        table::<AssessmentGrade>(),
        table::<LinkedBy>(),
        table::<Confidence>(),
        table::<EventKind>(),
        table::<FactAbout>(),
        table::<SourceKind>(),
        table::<Outcome>(),
        table::<Nation>(),
    ]
}

/// Defines a closed list: the enum, its table and what serde and schemars need.
macro_rules! closed_list {
    ($(#[$doc:meta])* $name:ident, $list:literal, $source:literal { $($(#[$vattr:meta])* $variant:ident => $code:literal, $label:literal, $definition:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(#[doc = $definition] $(#[$vattr])* $variant,)+
        }

        impl $crate::case::closed::ClosedList for $name {
            const LIST: &'static str = $list;
            const SOURCE: &'static str = $source;
            const ALL: &'static [Self] = &[$(Self::$variant),+];

            fn value(self) -> &'static $crate::case::closed::Value {
                match self {
                    $(Self::$variant => &$crate::case::closed::Value { code: $code, label: $label, definition: $definition },)+
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str($crate::case::closed::ClosedList::code(*self))
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let code = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                <Self as $crate::case::closed::ClosedList>::from_code(&code)
                    .ok_or_else(|| serde::de::Error::custom(concat!("not a ", $list)))
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                use $crate::case::closed::ClosedList;
                let codes: Vec<&str> = Self::ALL.iter().map(|value| value.code()).collect();
                schemars::json_schema!({ "type": "string", "description": concat!("A ", $list, "."), "enum": codes, "x-list": $list })
            }
        }
    };
}
pub(crate) use closed_list;

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn whole<L: ClosedList + std::fmt::Debug + PartialEq>() {
        let codes: HashSet<&str> = L::ALL.iter().map(|value| value.code()).collect();
        let labels: HashSet<&str> = L::ALL.iter().map(|value| value.label()).collect();
        assert_eq!(codes.len(), L::ALL.len(), "{}: a code stands twice", L::LIST);
        assert_eq!(labels.len(), L::ALL.len(), "{}: a label stands twice", L::LIST);
        for value in L::ALL {
            assert_eq!(L::from_code(value.code()), Some(*value));
            assert!(value.definition().ends_with('.'), "{}: {} has no definition", L::LIST, value.code());
        }
    }

    #[test]
    fn every_list_is_whole() {
        whole::<ReviewKind>();
        whole::<Scope>();
        whole::<Role>();
        whole::<PublicationState>();
        whole::<Grade>();
        whole::<FindingKind>();
        whole::<FindingPattern>();
        whole::<Response>();
        whole::<RecommendationStatus>();
        whole::<AssessmentGrade>();
        whole::<LinkedBy>();
        whole::<Confidence>();
        whole::<EventKind>();
        whole::<FactAbout>();
        whole::<SourceKind>();
        whole::<Outcome>();
        whole::<Nation>();
    }
}
