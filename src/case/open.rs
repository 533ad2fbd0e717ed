//! Open lists: themes, agencies and harms are data, each term with label, definition and source.

use std::collections::HashMap;
use std::slice;
use std::sync::{Arc, LazyLock};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use smol_str::SmolStr;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::date::{DateError, PartialDate, TimeOfDay};
use super::profile::Profile;
use super::thesaurus::{Alias, Same, Short, Thesaurus, Wider};
use crate::document::{
    Checked, Codes, Diagnostic, LineStarts, PlacedProblems, Problem, Step, check, locate, quoted, without_mark,
};
use crate::text::near::{Suggestions, did_you_mean, nearest};
use crate::text::{Text, clean_line, text_type};

/// The three open lists.
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
    /// The lists in the order of the files.
    pub const ALL: [Self; 3] = [Self::Theme, Self::Agency, Self::Harm];

    /// The list's name in messages, in files and in the schema.
    pub fn name(self) -> &'static str {
        match self {
            Self::Theme => "theme",
            Self::Agency => "agency",
            Self::Harm => "harm",
        }
    }

    /// The list of this name.
    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|list| list.name() == name)
    }

    /// The one of three things that is this list's.
    fn of<T>(self, [themes, agencies, harms]: [T; 3]) -> T {
        match self {
            Self::Theme => themes,
            Self::Agency => agencies,
            Self::Harm => harms,
        }
    }
}

/// A code of an open list.
pub trait OpenCode {
    /// The list that holds the code.
    const LIST: OpenList;

    /// The code as files write it.
    fn code(&self) -> &str;
}

macro_rules! open_code {
    ($(#[$doc:meta])* $name:ident, $list:expr, $key:literal) => {
        text_type!(
            $(#[$doc])*
            $name(SmolStr), |raw| SmolStr::new(clean_line(raw)), inline: false,
            {
                let terms = Vocabulary::shipped().terms($list);
                schemars::json_schema!({
                    "type": "string",
                    "description": concat!("A code of the ", $key, " list, which a library's vocabulary.toml may extend."),
                    "examples": terms.iter().map(|term| term.code.as_str()).collect::<Vec<_>>(),
                    "x-vocabulary": $key
                })
            }
        );

        impl OpenCode for $name {
            const LIST: OpenList = $list;

            fn code(&self) -> &str {
                &self.0
            }
        }

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
    };
}

open_code!(
    /// The code of the subject of a finding or recommendation.
    Theme,
    OpenList::Theme,
    "theme"
);
open_code!(
    /// The code of a kind of agency.
    Agency,
    OpenList::Agency,
    "agency"
);
open_code!(
    /// The code of a kind of harm.
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
    /// Other names, as a `[[alias]]` gives them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<Text>,
}

/// The open lists in force.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    lists: [TermList; 3],
    /// The words that stand for each other where a library adds to those that casebook ships.
    thesaurus: Option<Arc<Thesaurus>>,
    /// True if a library has terms that could not be read: a code that is not known may then be one of them.
    incomplete: bool,
    /// The profile of each library that is open, in their order; none where all are of case reviews.
    pub(super) profiles: Vec<&'static Profile>,
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
            aliases: Vec::new(),
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
    ] {
        let file = shipped_file(text);
        vocabulary.extend(OpenList::Theme, file.theme);
        vocabulary.extend(OpenList::Agency, file.agency);
        vocabulary.extend(OpenList::Harm, file.harm);
    }
    vocabulary
});

/// Read when somebody first asks: thousands of words, which the first screen shows none of.
static SHIPPED_THESAURUS: LazyLock<Arc<Thesaurus>> = LazyLock::new(|| {
    let mut thesaurus = Thesaurus::default();
    for text in [include_str!("vocabulary/thesaurus.toml"), include_str!("vocabulary/aliases.toml")] {
        let file = shipped_file(text);
        thesaurus.add(file.same, file.wider, file.short, file.alias);
    }
    for list in [OpenList::Theme, OpenList::Agency] {
        define(&mut thesaurus, list, SHIPPED.terms(list));
    }
    Arc::new(thesaurus)
});

/// A shipped file that does not parse is caught by the test below; an empty list is safe here.
fn shipped_file(text: &str) -> VocabularyFile {
    toml::from_str(text).unwrap_or_default()
}

/// Notes the words that define the terms of a list. The harm that was done to somebody says little of a single entry.
fn define(thesaurus: &mut Thesaurus, list: OpenList, terms: &[Term]) {
    if list != OpenList::Harm {
        terms.iter().for_each(|term| thesaurus.define(list.name(), &term.code, &term.definition));
    }
}

impl Codes for Vocabulary {
    fn unknown(&self, list: &str, code: &str, suggestions: &mut Suggestions) -> Option<Problem> {
        self.unknown_term(OpenList::named(list)?, code, suggestions)
    }

    fn named(&self, list: &str, text: &str) -> Vec<&'static str> {
        self.lists().into_iter().find(|table| table.name == list).map_or_else(Vec::new, |table| table.named(text))
    }

    fn malformed(&self, form: &str, text: &str) -> Option<Problem> {
        if form == "time" {
            let error = text.parse::<TimeOfDay>().err()?;
            let told = match error {
                DateError::Form => "not a time of day",
                DateError::Impossible => "no such time of day",
            };
            let problem = Problem::error(format!("{} is {told}", quoted(text)));
            return Some(problem.help(format!("write {}", TimeOfDay::FORM)));
        }
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
        // Looking through every name for each of many mistakes would cost more than the file is worth.
        let looks = !suggestions.are_spent();
        let meant = if looks { self.meant(list, code) } else { Vec::new() };
        let near = match meant.is_empty() {
            false => did_you_mean(&meant),
            true => suggestions.ask(code, self.terms(list).iter().map(|term| term.code.as_str())),
        };
        let near = near.or_else(|| {
            let other = OpenList::ALL
                .into_iter()
                .find(|other| looks && *other != list && !self.meant(*other, code).is_empty())?;
            Some(format!("it is a term of another list: {}", other.name()))
        });
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
        self.own_words().unwrap_or(&SHIPPED_THESAURUS)
    }

    /// The same where a library has words of its own; those that casebook ships need not be read before somebody asks for them.
    pub fn own_words(&self) -> Option<&Arc<Thesaurus>> {
        self.thesaurus.as_ref()
    }

    /// The words that stand for each other, to be added to.
    fn own_thesaurus(&mut self) -> &mut Thesaurus {
        Arc::make_mut(self.thesaurus.get_or_insert_with(|| Arc::clone(&SHIPPED_THESAURUS)))
    }

    /// The terms of a list, in the order of the file.
    pub fn terms(&self, list: OpenList) -> &[Term] {
        &list.of(self.lists.each_ref()).terms
    }

    /// The term with this code.
    pub fn term(&self, list: OpenList, code: &str) -> Option<&Term> {
        let list = list.of(self.lists.each_ref());
        list.by_code.get(code).and_then(|index| list.terms.get(*index))
    }

    /// This vocabulary with the terms of a library's own file, and the problems of the file: every departure from its form,
    /// every code or label that is there already, every parent that is not. A term that is wrong is told here once; its code
    /// is known all the same, so that the cases which use it are read.
    pub fn extended(&self, text: &str) -> (Self, Vec<Diagnostic>) {
        let text = without_mark(text);
        let Checked { root, value, mut found, .. } = check(text, &VOCABULARY_SCHEMA, self);
        let mut extended = self.clone();
        match value {
            Some(file) => found.extend(extended.add(file, &root)),
            None => {
                // The terms are checked further once they have their form. Some may not have been seen at all.
                extended.add(VocabularyFile::usable(root.get_ref()), &root);
                extended.incomplete = true;
            }
        }
        (extended, LineStarts::new(text).diagnostics(found))
    }

    /// This vocabulary where a library's own file could not be read: any code may be one of its terms.
    pub fn left_open(&self) -> Self {
        Self { incomplete: true, ..self.clone() }
    }

    /// Adds the terms and words of a file; returns their problems.
    fn add(&mut self, file: VocabularyFile, root: &Spanned<DeTable<'_>>) -> PlacedProblems {
        let mut found = PlacedProblems::new();
        let mut own_aliases: Vec<Alias> = Vec::new();
        for (list, terms) in
            [(OpenList::Theme, file.theme), (OpenList::Agency, file.agency), (OpenList::Harm, file.harm)]
        {
            let own: Vec<SmolStr> = terms.iter().map(|term| term.code.clone()).collect();
            for (index, mut term) in terms.into_iter().enumerate() {
                let mut say = |key: &'static str, problem: Problem| {
                    found.push((locate(root, &[Step::Key(list.name()), Step::Index(index), Step::Key(key)]), problem));
                };
                let code = term.code.as_str();
                let own_so_far = own.get(..index).unwrap_or_default();
                // Two libraries side by side may both add a term, without a mistake in either file.
                let clash = |code: &str, message: String| match Self::shipped().term(list, code).is_none()
                    && !own_so_far.iter().any(|own| own == code)
                {
                    true => Problem::warning(format!("{message}, in another library")),
                    false => Problem::error(message),
                };
                if code.is_empty() || !code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') {
                    let problem = Problem::error(format!("\"{code}\" is not a code"));
                    say("code", problem.help("write lower-case letters, digits and underscores"));
                }
                if let Some(known) = self.term(list, code) {
                    // The same term in two libraries is one term.
                    if *known != term || own_so_far.contains(&term.code) {
                        let message =
                            format!("the {} \"{code}\" is there already, as \"{}\"", list.name(), known.label);
                        say("code", clash(code, message).help("give it another code, or leave it out"));
                    }
                    continue;
                }
                if let Some(known) = self.terms(list).iter().find(|known| known.label == term.label) {
                    let message = format!("the label \"{}\" is that of \"{}\" already", term.label, known.code);
                    say("label", clash(&known.code, message).help("give it another label, or use that code"));
                }
                if let Some(parent) = &term.parent
                    && self.term(list, parent).is_none()
                    && !own.contains(parent)
                {
                    say("parent", self.no_code(list, parent));
                    term.parent = None;
                }
                if !term.code.is_empty() {
                    if !term.aliases.is_empty() {
                        let aliases = term.aliases.clone();
                        own_aliases.push(Alias { list: list.name().into(), code: term.code.clone(), aliases });
                    }
                    define(self.own_thesaurus(), list, slice::from_ref(&term));
                    self.extend(list, vec![term]);
                }
            }
        }
        for (index, alias) in file.alias.iter().enumerate() {
            let at = |key: &'static str| locate(root, &[Step::Key("alias"), Step::Index(index), Step::Key(key)]);
            match OpenList::named(&alias.list) {
                None => {
                    let problem = Problem::error(format!("no list is called \"{}\"", alias.list));
                    found.push((at("list"), problem.help("write theme, agency or harm")));
                }
                Some(list) if self.term(list, &alias.code).is_none() => {
                    found.push((at("code"), self.no_code(list, &alias.code)));
                }
                Some(_) => {}
            }
        }
        for wrong in self.own_thesaurus().add(file.same, file.wider, file.short, file.alias) {
            let at = locate(root, &[Step::Key(wrong.table), Step::Index(wrong.index)]);
            found.push((at, Problem::error(wrong.message).help(wrong.help)));
        }
        self.own_thesaurus().add(Vec::new(), Vec::new(), Vec::new(), own_aliases);
        found
    }

    /// The problem of a reference to a code that a list does not hold.
    fn no_code(&self, list: OpenList, code: &str) -> Problem {
        let near = nearest(code, self.terms(list).iter().map(|term| term.code.as_str()));
        Problem::error(format!("no {} has the code \"{code}\"", list.name())).maybe_help(did_you_mean(&near))
    }

    fn extend(&mut self, list: OpenList, terms: Vec<Term>) {
        let list = list.of(self.lists.each_mut());
        for term in terms {
            list.by_code.insert(term.code.clone(), list.terms.len());
            list.terms.push(term);
        }
    }
}
