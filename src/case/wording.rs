//! The words of a field: texts of this program with the nouns that a profile has for findings, recommendations and reviews.
//! Texts of files are never reworded.

use std::borrow::Cow;
use std::fmt::Display;

use super::open::Vocabulary;
use super::profile::Profile;
use crate::text::counted;

/// The texts of this program that say a verb of recommendations; `{}` is the noun of a field whose entries are none.
const RECOMMENDED: [(&str, &str); 4] = [
    ("What was recommended", "{}"),
    ("what was found and recommended", "what was found, and the {}"),
    ("Recommended to", "{} to"),
    ("was recommended", "{}"),
];

impl Profile {
    /// A text of this program in the words of the field.
    pub fn worded<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if self.nouns.is_empty() {
            return Cow::Borrowed(text);
        }
        let recommended = self.noun("recommendations").filter(|noun| !noun.contains("recommend"));
        if let Some(noun) = recommended
            && let Some((_, form)) = RECOMMENDED.iter().find(|(known, _)| *known == text)
        {
            return Cow::Owned(capital_like(text, &form.replace("{}", noun)));
        }
        let mut worded = String::with_capacity(text.len());
        let mut rest = text;
        while !rest.is_empty() {
            let (gap, from) = rest.split_at(rest.find(is_letter).unwrap_or(rest.len()));
            let (word, after) = from.split_at(from.find(|c| !is_letter(c)).unwrap_or(from.len()));
            worded.push_str(gap);
            rest = after;
            // Parts of filters and codes stay: "is:finding".
            let in_code = gap.ends_with([':', '_', '/']) || after.starts_with('_') || is_filter(after);
            match self.noun(&word.to_lowercase()).filter(|_| !in_code) {
                Some(noun) => {
                    let before = worded.trim_end();
                    let is_article = before.len() < worded.len() && before.to_lowercase().ends_with('a');
                    let is_article = is_article && !before.trim_end_matches(['a', 'A']).ends_with(is_letter);
                    if is_article && noun.starts_with(['a', 'e', 'i', 'o', 'u']) {
                        worded.insert(before.len(), 'n');
                    }
                    worded.push_str(&capital_like(word, noun));
                }
                None => worded.push_str(word),
            }
        }
        Cow::Owned(worded)
    }

    /// The same with what belongs into each `{}`, which stays as it is.
    pub fn told(&self, template: &str, parts: &[&dyn Display]) -> String {
        let template = self.worded(template);
        let (first, rest) = template.split_once("{}").unwrap_or((&template, ""));
        let pieces = parts.iter().zip(rest.split("{}")).map(|(part, text)| format!("{part}{text}"));
        first.to_owned() + &pieces.collect::<String>()
    }

    /// "1 finding", "12 findings".
    pub fn counted(&self, count: usize, noun: &str) -> String {
        match (self.noun(noun), self.noun(&format!("{noun}s"))) {
            (Some(one), Some(many)) => format!("{count} {}", if count == 1 { one } else { many }),
            _ => counted(count, noun),
        }
    }

    /// The field's own noun for one of this program, or nothing.
    fn noun(&self, usual: &str) -> Option<&'static str> {
        self.nouns.iter().find(|(known, _)| *known == usual).map(|(_, own)| *own)
    }
}

impl Vocabulary {
    /// The profile whose words the libraries that are open are spoken of in: the usual one where several are.
    pub fn field(&self) -> &'static Profile {
        match self.profiles().as_slice() {
            [only] => only,
            _ => Profile::case_reviews(),
        }
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic()
}

/// True behind the name of a filter: "review:sar".
fn is_filter(after: &str) -> bool {
    after.strip_prefix(':').is_some_and(|rest| rest.starts_with(|c: char| !c.is_whitespace()))
}

/// A noun with a capital where the word in whose place it stands has one.
fn capital_like(word: &str, noun: &str) -> String {
    let mut letters = noun.chars();
    match letters.next() {
        Some(first) if word.starts_with(char::is_uppercase) => first.to_uppercase().chain(letters).collect(),
        _ => noun.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use crate::case::{read_profile, shipped_profiles};

    #[test]
    fn texts_are_reworded_and_what_is_put_into_them_is_not() {
        let [reviews, coroner, accident] = shipped_profiles() else { panic!("three profiles ship") };
        let rows = [
            ("Findings and recommendations that stand alone", "Concerns and actions that stand alone"),
            ("Select a finding or a recommendation", "Select a concern or an action"),
            ("The review's own", "The report's own"),
            ("is:finding review:sar", "is:finding review:sar"),
            ("Review: as given", "Report: as given"),
            ("What was recommended", "Actions"),
            ("No noun stands here", "No noun stands here"),
        ];
        for (text, expected) in rows {
            assert_eq!(reviews.worded(text), text);
            assert_eq!(coroner.worded(text), expected);
        }
        assert_eq!(accident.worded("What was recommended"), "What was recommended");
        assert_eq!(accident.counted(2, "recommendation"), "2 safety recommendations");
        assert_eq!(coroner.counted(1, "finding"), "1 concern");
        let told = coroner.told("{}: {} findings ({})", &[&"Findings of a review", &3, &"{}"]);
        assert_eq!(told, "Findings of a review: 3 concerns ({})");
        let own = read_profile(
            "name = \"works\"\n[tabs]\nfindings = { label = \"Analyses\", one = \"analysis\" }\nrecommendations = { label = \"CAPAs\" }\n",
        );
        let own = own.unwrap();
        assert_eq!(own.worded("A finding, two findings, a recommendation"), "An analysis, two analyses, a CAPA");
    }
}
