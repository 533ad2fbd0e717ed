//! Closed lists: kinds, states and grades as the field names them. Each value has a code (in files), a label (on the
//! screen) and a definition; every reader (parser, JSON Schema, screen, help) takes them from the same row.

mod findings;
pub(crate) mod own;
mod records;
mod reviews;

use crate::text::fold::as_code;

pub use findings::{
    AssessmentGrade, Confidence, FindingKind, FindingPattern, LinkedBy, RecommendationStatus, Response,
};
pub use own::{Letter, ListValue, OwnLists, Sense};
pub use records::{AgeBand, EventKind, FactAbout, Nation, Outcome, PersonGroup, SourceKind};
pub use reviews::{Grade, PublicationState, ReviewKind, Role, Scope};

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
    (@serde $name:ident, $list:literal) => {
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
                        own: $crate::case::closed::own::OwnRules::NONE,
                    },)+
                }
            }
        }

        $crate::case::closed::closed_list!(@serde $name, $list);
    };
}
pub(crate) use closed_list;

/// Defines a list that a profile may replace: the values that this program ships, and [`ListValue`]s of a profile beside them.
/// Two values are the same if their codes are.
macro_rules! own_list {
    ($(#[$doc:meta])* $name:ident, $list:literal, $source:literal { $($variant:ident => $code:literal, $label:literal, $definition:literal $(, short $short:literal)?;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub enum $name {
            $(#[doc = $definition] $variant,)+
            /// A value that the profile of a library defines.
            Own(&'static $crate::case::closed::ListValue),
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
                        own: $crate::case::closed::own::OwnRules::NONE,
                    },)+
                    Self::Own(value) => value,
                }
            }

            /// The value with this code: of the profile in force, else of those that are shipped.
            fn from_code(code: &str) -> Option<Self> {
                match $crate::case::closed::own::in_force($list) {
                    Some(values) => values.iter().find(|value| value.code == code).map(|value| Self::of_value(value)),
                    None => Self::ALL.iter().copied().find(|value| value.code() == code),
                }
            }
        }

        impl $name {
            /// The value of a row: one that is shipped, where the row is that of it.
            pub fn of_value(value: &'static $crate::case::closed::ListValue) -> Self {
                use $crate::case::closed::ClosedList;
                Self::ALL.iter().copied().find(|known| known.value() == value).unwrap_or(Self::Own(value))
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                $crate::case::closed::ClosedList::code(*self) == $crate::case::closed::ClosedList::code(*other)
            }
        }

        impl Eq for $name {}

        impl std::hash::Hash for $name {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                $crate::case::closed::ClosedList::code(*self).hash(state);
            }
        }

        $crate::case::closed::closed_list!(@serde $name, $list);
    };
}
pub(crate) use own_list;
