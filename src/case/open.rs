//! Open lists: themes, agencies and harms are data, each term with label, definition and source.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use smol_str::SmolStr;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::closed;
use super::date::{DateError, PartialDate};
use super::thesaurus::{Alias, Same, Short, Thesaurus, Wider};
use crate::document::{Codes, Diagnostic, Places, Problem, ShapeReader, Step, locate, parse, quoted, without_mark};
use crate::text::near::{Suggestions, did_you_mean, nearest};
use crate::text::{Text, clean_line};

/// Which of the three open lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OpenList {
    /// Subjects of findings and recommendations.
    Theme,
    /// Bodies that are involved, concerned or addressed.
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
    /// The subject of a finding or recommendation.
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The code in files: lower-case letters, digits and underscores.
    #[schemars(with = "String")]
    pub code: SmolStr,
    /// The name that people read.
    pub label: Text,
    /// Its meaning, one sentence.
    pub definition: Text,
    /// The source that defines or uses the term.
    pub source: Text,
    /// The code of the wider term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub parent: Option<SmolStr>,
}

/// The open lists in force.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    lists: [TermList; 3],
    thesaurus: Arc<Thesaurus>,
    /// True if a library has terms that could not be read: a code that is not known may then be one of them.
    incomplete: bool,
}

#[derive(Debug, Clone, Default)]
struct TermList {
    terms: Vec<Term>,
    by_code: HashMap<SmolStr, usize>,
}

/// The form of a vocabulary file.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct VocabularyFile {
    #[serde(default)]
    theme: Vec<Term>,
    #[serde(default)]
    agency: Vec<Term>,
    #[serde(default)]
    harm: Vec<Term>,
    #[serde(default)]
    same: Vec<Same>,
    #[serde(default)]
    wider: Vec<Wider>,
    #[serde(default)]
    short: Vec<Short>,
    #[serde(default)]
    alias: Vec<Alias>,
}

impl VocabularyFile {
    /// The usable part of a file that departs from the form: each entry in its place, with its code for a missing label.
    fn usable(root: &DeTable<'_>) -> Self {
        let list = |list: OpenList| {
            let entries = root.get(list.name()).and_then(|value| value.get_ref().as_array());
            entries.into_iter().flat_map(|entries| entries.iter()).map(Term::usable).collect()
        };
        Self {
            theme: list(OpenList::Theme),
            agency: list(OpenList::Agency),
            harm: list(OpenList::Harm),
            ..Self::default()
        }
    }
}

impl Term {
    fn usable(entry: &Spanned<DeValue<'_>>) -> Self {
        let text = |key: &str| entry.get_ref().as_table()?.get(key)?.get_ref().as_str();
        let code = text("code").map(clean_line).unwrap_or_default();
        Self {
            label: Text::new(text("label").unwrap_or(&code)),
            definition: Text::new(text("definition").unwrap_or_default()),
            source: Text::new(text("source").unwrap_or_default()),
            parent: text("parent").map(SmolStr::new),
            code: SmolStr::new(code),
        }
    }
}

static VOCABULARY_SCHEMA: LazyLock<Value> = LazyLock::new(|| schemars::schema_for!(VocabularyFile).to_value());

static SHIPPED: LazyLock<Vocabulary> = LazyLock::new(|| {
    let mut vocabulary = Vocabulary::default();
    for text in [
        include_str!("vocabulary/themes.toml"),
        include_str!("vocabulary/agencies.toml"),
        include_str!("vocabulary/harms.toml"),
        include_str!("vocabulary/thesaurus.toml"),
        include_str!("vocabulary/aliases.toml"),
    ] {
        // A shipped file that does not parse is caught by the test below; an empty list is safe here.
        let file: VocabularyFile = toml::from_str(text).unwrap_or_default();
        vocabulary.extend(OpenList::Theme, file.theme);
        vocabulary.extend(OpenList::Agency, file.agency);
        vocabulary.extend(OpenList::Harm, file.harm);
        Arc::make_mut(&mut vocabulary.thesaurus).add(file.same, file.wider, file.short, file.alias);
    }
    vocabulary
});

impl Codes for Vocabulary {
    fn unknown(&self, list: &str, code: &str, suggestions: &mut Suggestions) -> Option<Problem> {
        let list = OpenList::ALL.into_iter().find(|open| open.name() == list)?;
        self.unknown_term(list, code, suggestions)
    }

    fn named(&self, list: &str, text: &str) -> Vec<&'static str> {
        closed::lists().into_iter().find(|table| table.name == list).map_or_else(Vec::new, |table| table.named(text))
    }

    fn malformed(&self, _: &str, text: &str) -> Option<Problem> {
        match text.parse::<PartialDate>() {
            Ok(_) => None,
            Err(DateError::Form) => {
                let problem = Problem::error(format!("{} is not a date", quoted(text)));
                Some(problem.help(format!("write {}", PartialDate::FORM)))
            }
            Err(error @ DateError::Impossible) => {
                Some(Problem::error(format!("{}: {error}", quoted(text))).help("check day and month"))
            }
        }
    }

    fn written(&self, _: &str, raw: &str) -> String {
        // A case has days and no hours.
        let day = raw.split(['T', 't', ' ']).next().unwrap_or(raw);
        if day.parse::<PartialDate>().is_ok() { quoted(day) } else { PartialDate::FORM.to_owned() }
    }
}

impl Vocabulary {
    /// The problem of a code that a list does not hold.
    pub fn unknown_term(&self, list: OpenList, code: &str, suggestions: &mut Suggestions) -> Option<Problem> {
        if self.incomplete || self.term(list, code).is_some() {
            return None;
        }
        let terms = self.terms(list);
        let labelled = terms.iter().find(|term| term.label.eq_ignore_ascii_case(code));
        let near = match labelled {
            Some(term) => did_you_mean(&[term.code.as_str()]),
            None => suggestions.ask(code, terms.iter().map(|term| term.code.as_str())),
        };
        let article = if list == OpenList::Agency { "an" } else { "a" };
        let help =
            near.unwrap_or_else(|| format!("add it to the library's vocabulary.toml, or use a known {}", list.name()));
        Some(Problem::error(format!("{} is not {article} {} of the vocabulary", quoted(code), list.name())).help(help))
    }

    /// The terms that casebook ships.
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// The words that stand for each other.
    pub fn thesaurus(&self) -> &Arc<Thesaurus> {
        &self.thesaurus
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

    /// This vocabulary with the terms of a library's own file, and what is wrong with the file: every departure from its form,
    /// every code or label that is there already, every parent that is not. A term that is wrong is told here once; its code
    /// is known all the same, so that the cases which use it are read.
    pub fn extended(&self, text: &str) -> (Self, Vec<Diagnostic>) {
        let text = without_mark(text);
        let (root, syntax) = parse(text);
        let mut found: Vec<(Range<usize>, Problem)> = syntax
            .iter()
            .map(|error| (error.span().unwrap_or(0..0), Problem::error(format!("not TOML: {}", error.message()))))
            .collect();
        let mut extended = self.clone();
        if found.is_empty() {
            found = ShapeReader::problems(&VOCABULARY_SCHEMA, self, &root);
        }
        match toml::from_str::<VocabularyFile>(text) {
            Ok(file) => found.extend(extended.add(file, &root)),
            Err(error) => {
                if found.is_empty() {
                    found.push((error.span().unwrap_or(0..0), Problem::error(error.message())));
                }
                // The terms are checked further once they have their form. Some may not have been seen at all.
                extended.add(VocabularyFile::usable(root.get_ref()), &root);
                extended.incomplete = true;
            }
        }
        (extended, Places::new(text).diagnostics(found))
    }

    /// This vocabulary where a library's own file could not be read: any code may be one of its terms.
    pub fn left_open(&self) -> Self {
        Self { incomplete: true, ..self.clone() }
    }

    /// Adds the terms of a file; returns what is wrong with them.
    fn add(&mut self, file: VocabularyFile, root: &Spanned<DeTable<'_>>) -> Vec<(Range<usize>, Problem)> {
        let mut found = Vec::new();
        for (list, terms) in
            [(OpenList::Theme, file.theme), (OpenList::Agency, file.agency), (OpenList::Harm, file.harm)]
        {
            let own: Vec<SmolStr> = terms.iter().map(|term| term.code.clone()).collect();
            for (index, mut term) in terms.into_iter().enumerate() {
                let at =
                    |key: &'static str| locate(root, &[Step::Key(list.name()), Step::Index(index), Step::Key(key)]);
                let code = term.code.as_str();
                let own_so_far = own.get(..index).unwrap_or_default();
                // Two libraries side by side may both add a term, without a mistake in either file.
                let of_another = |code: &str| {
                    Self::shipped().term(list, code).is_none() && !own_so_far.iter().any(|own| own == code)
                };
                let clash = |code: &str, message: String| match of_another(code) {
                    true => Problem::warning(format!("{message}, in another library")),
                    false => Problem::error(message),
                };
                if code.is_empty() || !code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') {
                    let problem = Problem::error(format!("\"{code}\" is not a code"));
                    found.push((at("code"), problem.help("write lower-case letters, digits and underscores")));
                }
                if let Some(known) = self.term(list, code) {
                    // The same term in two libraries is one term.
                    if *known != term || own_so_far.contains(&term.code) {
                        let message =
                            format!("the {} \"{code}\" is there already, as \"{}\"", list.name(), known.label);
                        let problem = clash(code, message);
                        found.push((at("code"), problem.help("give it another code, or leave it out")));
                    }
                    continue;
                }
                if let Some(known) = self.terms(list).iter().find(|known| known.label == term.label) {
                    let message = format!("the label \"{}\" is that of \"{}\" already", term.label, known.code);
                    let problem = clash(&known.code, message);
                    found.push((at("label"), problem.help("give it another label, or use that code")));
                }
                if let Some(parent) = &term.parent
                    && self.term(list, parent).is_none()
                    && !own.contains(parent)
                {
                    let near = nearest(parent, self.terms(list).iter().map(|term| term.code.as_str()));
                    let problem = Problem::error(format!("no {} has the code \"{parent}\"", list.name()));
                    found.push((at("parent"), problem.maybe_help(did_you_mean(&near))));
                    term.parent = None;
                }
                if !term.code.is_empty() {
                    self.extend(list, vec![term]);
                }
            }
        }
        found.extend(self.add_words(file.same, file.wider, file.short, file.alias, root));
        found
    }

    /// Adds words that stand for each other, and other names of terms; returns what is wrong with them.
    fn add_words(
        &mut self,
        same: Vec<Same>,
        wider: Vec<Wider>,
        short: Vec<Short>,
        alias: Vec<Alias>,
        root: &Spanned<DeTable<'_>>,
    ) -> Vec<(Range<usize>, Problem)> {
        let mut found = Vec::new();
        for (index, alias) in alias.iter().enumerate() {
            let at = |key: &'static str| locate(root, &[Step::Key("alias"), Step::Index(index), Step::Key(key)]);
            match OpenList::ALL.into_iter().find(|list| list.name() == alias.list) {
                None => {
                    let problem = Problem::error(format!("no list is called \"{}\"", alias.list));
                    found.push((at("list"), problem.help("write theme, agency or harm")));
                }
                Some(list) if self.term(list, &alias.code).is_none() => {
                    let near = nearest(&alias.code, self.terms(list).iter().map(|term| term.code.as_str()));
                    let problem = Problem::error(format!("no {} has the code \"{}\"", list.name(), alias.code));
                    found.push((at("code"), problem.maybe_help(did_you_mean(&near))));
                }
                Some(_) => {}
            }
        }
        for wrong in Arc::make_mut(&mut self.thesaurus).add(same, wider, short, alias) {
            let at = locate(root, &[Step::Key(wrong.table), Step::Index(wrong.index)]);
            found.push((at, Problem::error(wrong.message).help(wrong.help)));
        }
        found
    }

    fn extend(&mut self, list: OpenList, terms: Vec<Term>) {
        // What harm was done to somebody says little of a single entry.
        if list != OpenList::Harm {
            let thesaurus = Arc::make_mut(&mut self.thesaurus);
            terms.iter().for_each(|term| thesaurus.define(list.name(), &term.code, &term.definition));
        }
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
    fn a_library_adds_terms_and_is_told_what_is_wrong_with_them() {
        let term = |code: &str, label: &str, more: &str| {
            format!("[[theme]]\ncode = \"{code}\"\nlabel = \"{label}\"\ndefinition = \"D.\"\nsource = \"S\"\n{more}")
        };
        let rows = [
            (term("farms", "Farms", ""), None),
            (term("farms", "Farms", "parent = \"neglect\"\n"), None),
            (
                term("neglect", "Farms", ""),
                Some(
                    "2:8: error: the theme \"neglect\" is there already, as \"Neglect\"; give it another code, or leave it out",
                ),
            ),
            (
                term("farms", "Neglect", ""),
                Some(
                    "3:9: error: the label \"Neglect\" is that of \"neglect\" already; give it another label, or use that code",
                ),
            ),
            (
                term("farms", "Farms", "parent = \"neglekt\"\n"),
                Some("6:10: error: no theme has the code \"neglekt\"; did you mean \"neglect\"?"),
            ),
            (
                term("Farms", "Farms", ""),
                Some("2:8: error: \"Farms\" is not a code; write lower-case letters, digits and underscores"),
            ),
            (
                term("farms", "Farms", "").replace("source", "sauce"),
                Some("1:1: error: this entry of \"theme\" has no \"source\"; add source = …"),
            ),
            ("[[thema]]\n".to_owned(), Some("1:3: error: unknown key \"thema\"; did you mean \"theme\"?")),
        ];
        for (text, expected) in rows {
            let (vocabulary, found) = Vocabulary::shipped().extended(&text);
            let told: Vec<String> = found.iter().map(ToString::to_string).collect();
            assert_eq!(told.first().map(String::as_str), expected, "{text}");
            // A term that is wrong is told once, and not again in every case that uses it.
            let code = text.split('"').nth(1).unwrap_or("farms");
            assert_eq!(vocabulary.term(OpenList::Theme, code).is_some(), text.contains("code"), "{text}");
            let unknown = vocabulary.unknown_term(OpenList::Theme, code, &mut Suggestions::default());
            assert_eq!(unknown, None, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_read_of_a_file_of_terms_is_not_told_in_the_cases() {
        let (vocabulary, found) = Vocabulary::shipped().extended("[[theme]]\ncode = \"farms\nlabel = \"Farms\"\n");
        assert!(found[0].message.starts_with("not TOML"), "{found:?}");
        for vocabulary in [vocabulary, Vocabulary::shipped().left_open()] {
            assert_eq!(vocabulary.unknown_term(OpenList::Theme, "farms", &mut Suggestions::default()), None);
        }
    }

    #[test]
    fn two_libraries_may_have_a_term_in_common() {
        let term = |definition: &str| {
            format!("[[theme]]\ncode = \"farms\"\nlabel = \"Farms\"\ndefinition = \"{definition}\"\nsource = \"S\"\n")
        };
        let (first, _) = Vocabulary::shipped().extended(&term("D."));
        let told = |text: &str| first.extended(text).1.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(told(&term("D.")), Vec::<String>::new());
        assert_eq!(
            told(&term("E.")),
            ["2:8: warning: the theme \"farms\" is there already, as \"Farms\", in another library; \
                 give it another code, or leave it out"]
        );
        let twice = term("D.").repeat(2);
        assert!(Vocabulary::shipped().extended(&twice).1[0].to_string().starts_with("7:8: error: the theme \"farms\""));
    }

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
