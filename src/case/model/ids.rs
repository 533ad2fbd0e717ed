//! Ids: short, checked by `check`, and never empty of meaning: what a citation names.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize};
use smol_str::SmolStr;

use crate::text::clean_line;

macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident, $pattern:literal, $about:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(SmolStr);

        impl $name {
            /// The id as it is written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(raw: &str) -> Self {
                Self(SmolStr::new(clean_line(raw)))
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Ok(Self::from(Cow::<'de, str>::deserialize(deserializer)?.as_ref()))
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }
            fn inline_schema() -> bool {
                true
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "description": $about, "pattern": $pattern })
            }
        }
    };
}

identifier!(
    /// The id of a case: the stem of its file, lower-case letters, digits and hyphens.
    CaseId,
    "^[a-z0-9]+(-[a-z0-9]+)*$",
    "The stem of the case's file."
);
identifier!(
    /// The id of a review, unique in its case.
    ReviewId,
    "^[a-z0-9]+(-[a-z0-9]+)*$",
    "Lower-case letters, digits and hyphens; unique in the case."
);
identifier!(
    /// The id of a finding (F1), recommendation (R1) or event (E1), unique in its case: what a citation names.
    ItemId,
    "^[A-Z][0-9]+$",
    "A capital letter and a number; unique in the case."
);
identifier!(
    /// The id of a source, unique in its case.
    SourceId,
    "^[a-z0-9]+(-[a-z0-9]+)*$",
    "Lower-case letters, digits and hyphens; unique in the case."
);
