//! Open lists: themes, agencies and harms are data, each term with label, definition and source.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize};
use smol_str::SmolStr;

use super::text::{Text, clean_line};

/// Which of the three open lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OpenList {
    /// What findings and recommendations are about.
    Theme,
    /// Who is involved, concerned or addressed.
    Agency,
    /// Kinds of harm.
    Harm,
}

impl OpenList {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Theme, Self::Agency, Self::Harm];

    /// The list's name in messages, in files and in the schema.
    pub fn name(self) -> &'static str {
        match self {
            Self::Theme => "theme",
            Self::Agency => "agency",
            Self::Harm => "harm",
        }
    }
}

macro_rules! open_code {
    ($(#[$doc:meta])* $name:ident, $list:expr, $key:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(SmolStr);

        impl $name {
            /// The code as files write it.
            pub fn code(&self) -> &str {
                &self.0
            }

            /// The label in `vocabulary`; the code itself where it holds no such term.
            pub fn label<'a>(&'a self, vocabulary: &'a Vocabulary) -> &'a str {
                vocabulary.term($list, &self.0).map_or(&self.0, |term| term.label.as_str())
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
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                let codes: Vec<&str> = Vocabulary::shipped().terms($list).iter().map(|term| term.code.as_str()).collect();
                json_schema!({
                    "type": "string",
                    "description": concat!("A code of the ", $key, " list, which a library's vocabulary.toml may extend."),
                    "examples": codes,
                    "x-vocabulary": $key
                })
            }
        }
    };
}

open_code!(
    /// What a finding or recommendation is about.
    Theme,
    OpenList::Theme,
    "theme"
);
open_code!(
    /// A kind of agency.
    Agency,
    OpenList::Agency,
    "agency"
);
open_code!(
    /// A kind of harm.
    Harm,
    OpenList::Harm,
    "harm"
);

/// One term of an open list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// What files write: lower-case letters and underscores.
    pub code: SmolStr,
    /// What people read.
    pub label: Text,
    /// What it means.
    pub definition: Text,
    /// Where the term is defined or used in the field.
    pub source: Text,
    /// The code of the wider term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<SmolStr>,
}

/// The open lists in force.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    lists: [TermList; 3],
}

#[derive(Debug, Clone, Default)]
struct TermList {
    terms: Vec<Term>,
    by_code: HashMap<SmolStr, usize>,
}

/// The form of a vocabulary file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct VocabularyFile {
    #[serde(default)]
    theme: Vec<Term>,
    #[serde(default)]
    agency: Vec<Term>,
    #[serde(default)]
    harm: Vec<Term>,
}

static SHIPPED: LazyLock<Vocabulary> = LazyLock::new(|| {
    let mut vocabulary = Vocabulary::default();
    for text in [
        include_str!("vocabulary/themes.toml"),
        include_str!("vocabulary/agencies.toml"),
        include_str!("vocabulary/harms.toml"),
    ] {
        // A shipped file that does not parse is caught by the test below; an empty list is safe here.
        let file: VocabularyFile = toml::from_str(text).unwrap_or_default();
        vocabulary.extend(OpenList::Theme, file.theme);
        vocabulary.extend(OpenList::Agency, file.agency);
        vocabulary.extend(OpenList::Harm, file.harm);
    }
    vocabulary
});

impl Vocabulary {
    /// The terms that casebook ships.
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// The terms of a list, in the order of the file.
    pub fn terms(&self, list: OpenList) -> &[Term] {
        &self.list(list).terms
    }

    /// The term with this code.
    pub fn term(&self, list: OpenList, code: &str) -> Option<&Term> {
        let list = self.list(list);
        list.by_code.get(code).and_then(|index| list.terms.get(*index))
    }

    fn extend(&mut self, list: OpenList, terms: Vec<Term>) {
        let [themes, agencies, harms] = &mut self.lists;
        let list = match list {
            OpenList::Theme => themes,
            OpenList::Agency => agencies,
            OpenList::Harm => harms,
        };
        for term in terms {
            list.by_code.insert(term.code.clone(), list.terms.len());
            list.terms.push(term);
        }
    }

    fn list(&self, list: OpenList) -> &TermList {
        let [themes, agencies, harms] = &self.lists;
        match list {
            OpenList::Theme => themes,
            OpenList::Agency => agencies,
            OpenList::Harm => harms,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_shipped_lists_are_whole() {
        for text in [
            include_str!("vocabulary/themes.toml"),
            include_str!("vocabulary/agencies.toml"),
            include_str!("vocabulary/harms.toml"),
        ] {
            toml::from_str::<VocabularyFile>(text).unwrap();
        }
        for list in OpenList::ALL {
            let terms = Vocabulary::shipped().terms(list);
            assert!(terms.len() > 15, "{} has {} terms", list.name(), terms.len());
            let codes: HashSet<&str> = terms.iter().map(|term| term.code.as_str()).collect();
            assert_eq!(codes.len(), terms.len(), "a code of {} stands twice", list.name());
            let labels: HashSet<&str> = terms.iter().map(|term| term.label.as_str()).collect();
            assert_eq!(labels.len(), terms.len(), "a label of {} stands twice", list.name());
            for term in terms {
                assert!(term.definition.ends_with('.'), "{}: definition is no sentence", term.code);
                assert!(!term.source.is_empty() && term.label.chars().count() <= 34, "{}", term.code);
                if let Some(parent) = &term.parent {
                    assert!(codes.contains(parent.as_str()), "{}: no parent {parent}", term.code);
                }
            }
        }
    }
}
