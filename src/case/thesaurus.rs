//! Words of the field that stand for each other: data, read from the shipped vocabulary and from a library's own file.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;
use std::sync::Arc;

use foldhash::fast::RandomState;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::text::Text;
use crate::text::fold::{fold, stem, words};

/// Words or phrases that stand for each other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Same {
    /// At least two.
    #[schemars(length(min = 2))]
    pub words: Vec<Text>,
}

/// A word that finds the narrower ones too; they do not find it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Wider {
    /// The word.
    pub word: Text,
    /// The narrower words that it finds.
    #[schemars(length(min = 1))]
    pub narrower: Vec<Text>,
}

/// An abbreviation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Short {
    /// The abbreviation.
    pub word: Text,
    /// Its full forms.
    #[schemars(length(min = 1))]
    pub stands_for: Vec<Text>,
}

/// Other names of a term of an open list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Alias {
    /// The list: theme, agency or harm.
    #[schemars(with = "String")]
    pub list: SmolStr,
    /// The code of the term.
    #[schemars(with = "String")]
    pub code: SmolStr,
    /// The names.
    #[schemars(length(min = 1))]
    pub aliases: Vec<Text>,
}

/// How a word comes to stand for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WordRelation {
    /// An abbreviation and what it stands for.
    Short,
    /// One of the same group.
    Same,
    /// It is narrower.
    Narrower,
}

/// A word that stands for another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meaning {
    /// As the vocabulary writes it.
    pub text: Text,
    /// How.
    pub standing: WordRelation,
}

/// The problem of an entry, with its place in its table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongEntry {
    /// The table: "same", "wider", "short" or "alias".
    pub table: &'static str,
    /// Which of its entries.
    pub index: usize,
    /// The message.
    pub message: String,
    /// How to mend it.
    pub help: &'static str,
}

/// The words that stand for each other.
#[derive(Debug, Clone, Default)]
pub struct Thesaurus {
    groups: Vec<Vec<Text>>,
    group_of: HashMap<String, usize, RandomState>,
    wider: BTreeMap<String, Wider>,
    short: BTreeMap<String, Short>,
    /// The abbreviations of a full form.
    short_of: HashMap<String, Vec<Text>, RandomState>,
    /// The terms of open lists by their other names: one entry stands under each of its names.
    aliases: HashMap<String, Vec<Arc<Alias>>, RandomState>,
    /// Those names by list and code.
    names_of: HashMap<SmolStr, HashMap<SmolStr, Vec<Text>>>,
    /// The terms of open lists by the stems of the words that define them.
    defined: HashMap<SmolStr, Vec<(SmolStr, SmolStr)>, RandomState>,
    /// All its words, folded, with their stems: spelled so, a word is no slip of another.
    spelled: HashMap<SmolStr, SmolStr, RandomState>,
    /// Those stems.
    stems: HashSet<SmolStr, RandomState>,
    /// The most words of a phrase.
    longest: usize,
}

/// A word or phrase as it is compared: folded, each word without its endings.
pub fn phrase_key(text: &str) -> String {
    words(text).map(|(_, word)| stem(&fold(word))).collect::<Vec<_>>().join(" ")
}

impl Thesaurus {
    /// True if it has an entry for this word or phrase, as [`phrase_key`] gives it.
    pub fn knows(&self, key: &str) -> bool {
        self.group_of.contains_key(key)
            || self.wider.contains_key(key)
            || self.short.contains_key(key)
            || self.short_of.contains_key(key)
            || self.aliases.contains_key(key)
    }

    /// True if a folded word stands in it, by itself or in a phrase, as it is or with another usual ending.
    pub fn has_word(&self, folded: &str, stem: &str) -> bool {
        let usual = || ["s", "ed", "ing", "e", "ly"].iter().any(|ending| folded.ends_with(ending));
        let is_spelled = |word| self.spelled.contains_key(word) || self.stems.contains(word);
        is_spelled(folded) || is_spelled(stem) && usual()
    }

    /// True for an abbreviation.
    pub fn is_short(&self, key: &str) -> bool {
        self.short.contains_key(key)
    }

    /// Everything of several words that it says something of, as [`phrase_key`] gives it.
    pub fn phrases(&self) -> impl Iterator<Item = &str> {
        let keys = self.group_of.keys().chain(self.wider.keys()).chain(self.short_of.keys()).chain(self.aliases.keys());
        keys.map(String::as_str).filter(|key| key.contains(' '))
    }

    /// The most words of a phrase in it.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// The words that stand for a word or phrase, nearest first, each once.
    pub fn meanings(&self, key: &str) -> Vec<Meaning> {
        let mut found: Vec<Meaning> = Vec::new();
        let mut seen: HashSet<String> = HashSet::from([key.to_owned()]);
        let mut full: Vec<String> = vec![key.to_owned()];
        let mut add = |text: &Text, standing: WordRelation| {
            let key = phrase_key(text);
            if seen.insert(key.clone()) {
                found.push(Meaning { text: text.clone(), standing });
            }
            key
        };
        for text in self.short.get(key).map_or(&[][..], |short| &short.stands_for) {
            full.push(add(text, WordRelation::Short));
        }
        for text in self.short_of.get(key).into_iter().flatten() {
            add(text, WordRelation::Short);
        }
        for key in &full {
            for text in self.group(key) {
                let other = add(text, WordRelation::Same);
                for text in self.short_of.get(&other).into_iter().flatten() {
                    add(text, WordRelation::Same);
                }
            }
        }
        for key in &full {
            for narrow in self.wider.get(key).map_or(&[][..], |wider| &wider.narrower) {
                let narrow = add(narrow, WordRelation::Narrower);
                for text in self.group(&narrow).iter().chain(self.short_of.get(&narrow).into_iter().flatten()) {
                    add(text, WordRelation::Narrower);
                }
            }
        }
        found
    }

    /// The terms of open lists that go by a name.
    pub fn aliased(&self, key: &str) -> &[Arc<Alias>] {
        self.aliases.get(key).map_or(&[], Vec::as_slice)
    }

    /// Notes the words that define a term of an open list.
    pub fn define(&mut self, list: &str, code: &str, definition: &str) {
        for (_, word) in words(definition) {
            let folded = fold(word);
            let stemmed = self.spelled.get(folded.as_str()).cloned().unwrap_or_else(|| stem(&folded).into());
            let terms = self.defined.entry(stemmed).or_default();
            if terms.last().is_none_or(|(last_list, last)| last != code || last_list != list) {
                terms.push((list.into(), code.into()));
            }
        }
    }

    /// The terms, by list and code, whose definitions have a word.
    pub fn defined_by(&self, stem: &str) -> &[(SmolStr, SmolStr)] {
        self.defined.get(stem).map_or(&[], Vec::as_slice)
    }

    /// Every other name, with the term that it names.
    pub fn aliases(&self) -> impl Iterator<Item = (&Text, &Alias)> {
        self.aliases.values().flatten().flat_map(|alias| alias.aliases.iter().map(move |name| (name, &**alias)))
    }

    /// The other names of a term, in the order of the alphabet, each once.
    pub fn aliases_of(&self, list: &str, code: &str) -> &[Text] {
        self.names_of.get(list).and_then(|terms| terms.get(code)).map_or(&[], Vec::as_slice)
    }

    fn group(&self, key: &str) -> &[Text] {
        self.group_of.get(key).and_then(|group| self.groups.get(*group)).map_or(&[], Vec::as_slice)
    }

    /// Every group of words that stand for each other.
    pub fn groups(&self) -> &[Vec<Text>] {
        &self.groups
    }

    /// Every word that finds narrower ones too.
    pub fn wider(&self) -> impl Iterator<Item = &Wider> {
        self.wider.values()
    }

    /// Every abbreviation.
    pub fn shorts(&self) -> impl Iterator<Item = &Short> {
        self.short.values()
    }

    /// Adds the entries of a file; returns what is wrong with them. A group that shares a word with a group from an earlier
    /// file joins it.
    pub fn add(&mut self, same: Vec<Same>, wider: Vec<Wider>, short: Vec<Short>, alias: Vec<Alias>) -> Vec<WrongEntry> {
        let mut wrong = Vec::new();
        let before = self.groups.len();
        for (index, entry) in same.into_iter().enumerate() {
            if let Err(message) = self.add_group(entry, before) {
                let help = "let each word stand in one group only";
                wrong.push(WrongEntry { table: "same", index, message, help });
            }
        }
        for (index, entry) in wider.into_iter().enumerate() {
            let key = self.key(&entry.word);
            let narrower: Vec<String> = entry.narrower.iter().map(|text| self.key(text)).collect();
            let circle = entry.narrower.iter().zip(&narrower).find(|(_, narrow)| self.reaches(narrow, &key));
            if let Some((circle, _)) = circle {
                let message = format!("\"{}\" and \"{circle}\" are each wider than the other", entry.word);
                wrong.push(WrongEntry { table: "wider", index, message, help: "leave out one of the two" });
                continue;
            }
            let known =
                self.wider.entry(key).or_insert_with(|| Wider { word: entry.word.clone(), narrower: Vec::new() });
            known.narrower.extend(entry.narrower);
        }
        for (index, entry) in short.into_iter().enumerate() {
            let key = self.key(&entry.word);
            let full: Vec<String> = entry.stands_for.iter().map(|text| self.key(text)).collect();
            if full.contains(&key) {
                let message = format!("\"{}\" stands for itself", entry.word);
                wrong.push(WrongEntry { table: "short", index, message, help: "write its full form" });
                continue;
            }
            for full in full {
                self.short_of.entry(full).or_default().push(entry.word.clone());
            }
            let known =
                self.short.entry(key).or_insert_with(|| Short { word: entry.word.clone(), stands_for: Vec::new() });
            known.stands_for.extend(entry.stands_for);
        }
        for alias in alias.into_iter().map(Arc::new) {
            for name in &alias.aliases {
                let key = self.key(name);
                self.aliases.entry(key).or_default().push(Arc::clone(&alias));
            }
            let names = self.names_of.entry(alias.list.clone()).or_default().entry(alias.code.clone()).or_default();
            names.extend_from_slice(&alias.aliases);
            names.sort_unstable_by(|a, b| a.as_str().cmp(b.as_str()));
            names.dedup();
        }
        wrong
    }

    /// As [`phrase_key`], and notes the words. Most words come again and again, and the stem of one takes the most time.
    fn key(&mut self, text: &str) -> String {
        let mut key = String::with_capacity(text.len());
        let mut count = 0;
        for (_, word) in words(text) {
            let folded = SmolStr::from(fold(word));
            let stems = &mut self.stems;
            let stem = self.spelled.entry(folded).or_insert_with_key(|folded| {
                let stem = SmolStr::from(stem(folded));
                stems.insert(stem.clone());
                stem
            });
            if count > 0 {
                key.push(' ');
            }
            key.push_str(stem);
            count += 1;
        }
        self.longest = self.longest.max(count);
        key
    }

    fn add_group(&mut self, same: Same, before: usize) -> Result<(), String> {
        let mut keyed: Vec<(String, Text)> = Vec::new();
        for word in same.words {
            let key = self.key(&word);
            // Another ending of a word that stands there already is the same word.
            if !keyed.iter().any(|(known, _)| *known == key) {
                keyed.push((key, word));
            }
        }
        let mut known: Vec<(usize, &Text)> =
            keyed.iter().filter_map(|(key, word)| self.group_of.get(key).map(|group| (*group, word))).collect();
        known.sort_unstable_by_key(|(group, _)| *group);
        known.dedup_by_key(|(group, _)| *group);
        let at = match known.as_slice() {
            [] => {
                self.groups.push(Vec::new());
                self.groups.len() - 1
            }
            [(group, _)] if *group < before => *group,
            [(_, word), ..] => return Err(format!("\"{word}\" stands in two groups of words")),
        };
        for (key, word) in keyed {
            if self.group_of.insert(key, at).is_none()
                && let Some(group) = self.groups.get_mut(at)
            {
                group.push(word);
            }
        }
        Ok(())
    }

    /// True if one word finds the other, over any number of steps.
    fn reaches(&self, from: &str, to: &str) -> bool {
        let mut seen: HashSet<String> = HashSet::new();
        let mut open = vec![from.to_owned()];
        while let Some(key) = open.pop() {
            if key == to {
                return true;
            }
            if seen.insert(key.clone()) {
                let narrower = self.wider.get(&key).map_or(&[][..], |wider| &wider.narrower);
                open.extend(narrower.iter().map(|text| phrase_key(text)));
            }
        }
        false
    }
}

impl fmt::Display for Meaning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.standing {
            WordRelation::Short | WordRelation::Same => f.write_str(&self.text),
            WordRelation::Narrower => write!(f, "{} (narrower)", self.text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Vocabulary;

    fn told(thesaurus: &Thesaurus, word: &str) -> Vec<String> {
        thesaurus.meanings(&phrase_key(word)).iter().map(ToString::to_string).collect()
    }

    fn same(words: &[&str]) -> Same {
        Same { words: words.iter().map(|word| Text::new(word)).collect() }
    }

    fn wider(word: &str, narrower: &[&str]) -> Wider {
        Wider { word: Text::new(word), narrower: narrower.iter().map(|word| Text::new(word)).collect() }
    }

    fn short(word: &str, stands_for: &[&str]) -> Short {
        Short { word: Text::new(word), stands_for: stands_for.iter().map(|word| Text::new(word)).collect() }
    }

    #[test]
    fn words_stand_for_each_other_as_they_are_written_down() {
        let mut thesaurus = Thesaurus::default();
        let wrong = thesaurus.add(
            vec![same(&["mother", "mum"]), same(&["general practitioner", "family doctor"])],
            vec![wider("parents", &["mother"])],
            vec![short("gp", &["general practitioner"])],
            Vec::new(),
        );
        assert_eq!(wrong, []);
        let rows: [(&str, &[&str]); 6] = [
            ("mum", &["mother"]),
            ("Mothers", &["mum"]),
            ("gp", &["general practitioner", "family doctor"]),
            ("family doctors", &["general practitioner", "gp"]),
            ("parents", &["mother (narrower)", "mum (narrower)"]),
            ("mother and child", &[]),
        ];
        for (word, expected) in rows {
            assert_eq!(told(&thesaurus, word), expected, "{word}");
        }
        // A later file adds to a group by one of its words.
        assert_eq!(thesaurus.add(vec![same(&["mum", "mam"])], Vec::new(), Vec::new(), Vec::new()), []);
        assert_eq!(told(&thesaurus, "mam"), ["mother", "mum"]);
    }

    #[test]
    fn circles_and_doubles_are_told() {
        let rows = [
            (
                vec![same(&["a word", "b word"]), same(&["b word", "c word"])],
                vec![],
                vec![],
                "\"b word\" stands in two groups of words",
            ),
            (
                vec![],
                vec![wider("doctor", &["surgeon"]), wider("surgeon", &["doctor"])],
                vec![],
                "\"surgeon\" and \"doctor\" are each wider than the other",
            ),
            (vec![], vec![], vec![short("gp", &["GPs"])], "\"gp\" stands for itself"),
        ];
        for (same, wider, short, expected) in rows {
            let wrong = Thesaurus::default().add(same, wider, short, Vec::new());
            assert_eq!(wrong.iter().map(|wrong| wrong.message.as_str()).collect::<Vec<_>>(), [expected]);
        }
    }

    #[derive(Deserialize)]
    struct Words {
        same: Vec<Same>,
        wider: Vec<Wider>,
        short: Vec<Short>,
    }

    #[test]
    fn the_shipped_words_are_whole() {
        let words: Words = toml::from_str(include_str!("vocabulary/thesaurus.toml")).unwrap();
        let groups = words.same.len();
        let mut thesaurus = Thesaurus::default();
        let wrong = thesaurus.add(words.same, words.wider, words.short, Vec::new());
        assert!(wrong.is_empty(), "{wrong:#?}");
        assert!(groups >= 200, "{groups} groups");
        assert_eq!(Vocabulary::shipped().thesaurus().groups().len(), groups, "the shipped words are in force");
    }
}
