//! A library of drawn words, for tests that hold what is fast beside what is plain.

use super::index::Index;
use crate::case::{Vocabulary, read_case};
use crate::library::EntryKey;

/// Words of the entries and of the queries, frequent ones first; some stand for each other, some are slips of others.
pub const WORDS: [&str; 24] = [
    "the",
    "child",
    "police",
    "review",
    "doctor",
    "GP",
    "bruising",
    "bruises",
    "mother",
    "mum",
    "information",
    "sharing",
    "school",
    "neglect",
    "health",
    "visitor",
    "visiting",
    "strategy",
    "meeting",
    "hub",
    "safeguarding",
    "safegaurding",
    "interpreter",
    "dentist",
];

/// Six cases of 160 findings, more than are ever looked at closely, of words drawn so that the first are frequent.
pub fn some_library() -> Index {
    let mut index = Index::default();
    let mut draw = 1u64;
    let mut word = || {
        draw = draw.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let (a, b) = ((draw >> 33) as usize % WORDS.len(), (draw >> 45) as usize % WORDS.len());
        WORDS[a.min(b)]
    };
    for key in 0..6 {
        let mut findings = String::new();
        for id in 0..160 {
            let text: Vec<&str> = (0..3 + id % 17).map(|_| word()).collect();
            let theme = if id % 7 == 0 { "information_sharing" } else { "training" };
            findings += &format!(
                "[[reviews.findings]]\nid = \"F{id}\"\nkind = \"practice_failing\"\ntext = \"{}\"\nagencies = [\"police\"]\n\
                 themes = [\"{theme}\"]\nconfidence = \"confirmed\"\nsources = [\"s1\"]\n",
                text.join(" ")
            );
        }
        let text = format!(
            "id = \"c{key}\"\ntitle = \"Child {}\"\nnation = \"england\"\noutcome = \"died\"\nharm = [\"neglect\"]\nsummary = \"{}\"\n\
             cited = [\"s1\"]\n[[reviews]]\nid = \"r\"\nkind = \"serious_case_review\"\ntitle = \"Report on {}\"\n\
             confidence = \"confirmed\"\nsources = [\"s1\"]\n{findings}[[sources]]\nid = \"s1\"\ntitle = \"{}\"\n\
             publisher = \"A board\"\nkind = \"official\"\n",
            word(),
            word(),
            word(),
            word()
        );
        let case = read_case(&format!("c{key}"), &text, Vocabulary::shipped()).unwrap().0;
        index.add(EntryKey(key), &case, Vocabulary::shipped());
    }
    // One that is no more.
    index.remove(EntryKey(2));
    index.settle();
    index
}
