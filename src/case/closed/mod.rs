//! Closed lists: kinds, states and grades as the field names them. Each value has a code (in files), a label (on the
//! screen) and a definition; every reader (parser, JSON Schema, screen, help) takes them from the same row.

mod findings;
mod records;
mod reviews;

use crate::text::fold::as_code;

pub use findings::{
    AssessmentGrade, Confidence, FindingKind, FindingPattern, LinkedBy, RecommendationStatus, Response,
};
pub use records::{AgeBand, EventKind, FactAbout, Nation, Outcome, PersonGroup, SourceKind};
pub use reviews::{Grade, PublicationState, ReviewKind, Role, Scope};

/// The row of one value of a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListValue {
    /// The code in files.
    pub code: &'static str,
    /// The name that people read.
    pub label: &'static str,
    /// Its meaning, one sentence.
    pub definition: &'static str,
    /// The abbreviation that practitioners use, where there is one.
    pub short: Option<&'static str>,
}

/// A closed list.
pub trait ClosedList: Copy + Sized + 'static {
    /// The name of the list in messages: "review kind".
    const LIST: &'static str;
    /// The source in the field.
    const SOURCE: &'static str;
    /// Every value, in the order of the definition.
    const ALL: &'static [Self];

    /// The row of the value.
    fn value(self) -> &'static ListValue;

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

/// A closed list as a table.
#[derive(Debug, Clone)]
pub struct ListTable {
    /// The name of the list.
    pub name: &'static str,
    /// The source in the field.
    pub source: &'static str,
    /// Its rows, in the order of the definition.
    pub values: Vec<&'static ListValue>,
}

impl ListTable {
    /// The codes of the values that a text names by code, label or abbreviation.
    pub fn named(&self, text: &str) -> Vec<&'static str> {
        let wanted = as_code(text);
        let is = |name: &str| as_code(name) == wanted;
        let named = |value: &&&ListValue| is(value.label) || is(value.code) || value.short.is_some_and(is);
        self.values.iter().filter(named).map(|value| value.code).collect()
    }
}

fn table<L: ClosedList>() -> ListTable {
    ListTable { name: L::LIST, source: L::SOURCE, values: L::ALL.iter().map(|value| value.value()).collect() }
}

/// Every closed list.
pub fn lists() -> Vec<ListTable> {
    vec![
        table::<ReviewKind>(),
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
        table::<PersonGroup>(),
        table::<AgeBand>(),
    ]
}

/// Defines a closed list: the enum, its table and what serde and schemars need.
macro_rules! closed_list {
    (@short) => { None };
    (@short $short:literal) => { Some($short) };
    ($(#[$doc:meta])* $name:ident, $list:literal, $source:literal { $($(#[$vattr:meta])* $variant:ident => $code:literal, $label:literal, $definition:literal $(, short $short:literal)?;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(#[doc = $definition] $(#[$vattr])* $variant,)+
        }

        impl $crate::case::closed::ClosedList for $name {
            const LIST: &'static str = $list;
            const SOURCE: &'static str = $source;
            const ALL: &'static [Self] = &[$(Self::$variant),+];

            fn value(self) -> &'static $crate::case::closed::ListValue {
                match self {
                    $(Self::$variant => &$crate::case::closed::ListValue {
                        code: $code,
                        label: $label,
                        definition: $definition,
                        short: $crate::case::closed::closed_list!(@short $($short)?),
                    },)+
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
