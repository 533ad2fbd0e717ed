//! Does the search find what the language of the query says, and nothing else? Held against a slow and plain reading of it.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

#[path = "support/library.rs"]
mod library;

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock, Mutex};

use casebook::case::{Case, ItemRef, Vocabulary};
use casebook::library::EntryKey;
use casebook::search::{Answer, Ask, Engine, Lens, Query, case_texts, item_texts, items};
use casebook::text::fold::{fold, stem, words};
use proptest::prelude::*;

/// An entry as somebody reads it who knows nothing of an index.
struct Entry {
    name: (EntryKey, ItemRef),
    /// Its texts, each as words; the main one first.
    texts: Vec<Vec<Word>>,
    /// The texts that name its case.
    heads: Arc<Vec<Vec<Word>>>,
    sort: &'static str,
    nation: String,
}

struct Library {
    engine: Mutex<Engine>,
    entries: Vec<Entry>,
}

/// A word as it is compared, and what is left of it without its ending.
struct Word {
    text: String,
    stem: String,
}

fn folded(text: &str) -> Vec<Word> {
    let word = |(_, word)| {
        let text = fold(word);
        Word { stem: stem(&text), text }
    };
    words(text).map(word).collect()
}

fn load(most: usize) -> Library {
    let vocabulary = Vocabulary::shipped();
    let catalogue = library::catalogue(library::bundled().iter().take(most).cloned());
    let mut engine = Engine::default();
    let mut entries = Vec::new();
    for (key, entry) in catalogue.iter() {
        let case: &Case = entry.case().unwrap();
        engine.add(key, case, vocabulary);
        let mut heads = Vec::new();
        case_texts(case, vocabulary, &mut |_, text| heads.push(folded(text)));
        let heads = Arc::new(heads);
        for item in items(case) {
            let mut texts = Vec::new();
            item_texts(case, item, vocabulary, &mut |_, text| texts.push(folded(text)));
            let sort = match item {
                ItemRef::Finding(..) => "finding",
                ItemRef::Recommendation(..) => "recommendation",
                ItemRef::Event(_) => "event",
                ItemRef::Page(_) => "page",
                ItemRef::Source(_) => "source",
            };
            let nation = serde_json::to_value(case.nation).unwrap().as_str().unwrap().to_owned();
            entries.push(Entry { name: (key, item), texts, heads: Arc::clone(&heads), sort, nation });
        }
    }
    Library { engine: Mutex::new(engine), entries }
}

/// Few enough for every answer to be listed whole.
static SOME: LazyLock<Library> = LazyLock::new(|| load(4));
static ALL: LazyLock<Library> = LazyLock::new(|| load(usize::MAX));

impl Library {
    fn found(&self, query: &str) -> (usize, BTreeSet<(EntryKey, ItemRef)>) {
        let ask = Ask { query: Query::parse(query), lens: Lens::Everything, facets: false, all_words: true };
        match self.engine.lock().unwrap().search(&ask, &|| false) {
            Some(Answer::Hits(hits)) => (hits.total, hits.listed.iter().map(|hit| (hit.key, hit.item)).collect()),
            other => panic!("{query}: {other:?}"),
        }
    }
}

/// One condition, as the help says it.
#[derive(Debug, Clone)]
enum Term {
    Word(String),
    Inside(String),
    Whole(String),
    Start(String),
    End(String),
    Phrase(String, String),
    Sort(&'static str),
    Nation(&'static str),
}

impl Term {
    fn written(&self) -> String {
        match self {
            Self::Word(word) => word.clone(),
            Self::Inside(word) => format!("'{word}"),
            Self::Whole(word) => format!("'{word}'"),
            Self::Start(word) => format!("^{word}"),
            Self::End(word) => format!("{word}$"),
            Self::Phrase(a, b) => format!("\"{a} {b}\""),
            Self::Sort(sort) => format!("is:{sort}"),
            Self::Nation(nation) => format!("nation:{nation}"),
        }
    }

    fn in_texts(&self, texts: &[Vec<Word>]) -> bool {
        let any = |test: &dyn Fn(&str) -> bool| texts.iter().flatten().any(|word| test(&word.text));
        let bare = |word: &str| word.strip_suffix("'s").unwrap_or(word).to_owned();
        let is = |word: &Word, wanted: &str| word.text == wanted || bare(&word.text) == wanted;
        match self {
            Self::Word(wanted) => {
                let ending = stem(wanted);
                texts.iter().flatten().any(|word| {
                    let begins = word.text.chars().next() == wanted.chars().next();
                    begins && (word.text.starts_with(wanted) || word.stem == ending)
                })
            }
            Self::Inside(wanted) => any(&|word| word.contains(wanted)),
            Self::Whole(wanted) => texts.iter().flatten().any(|word| is(word, wanted)),
            Self::Start(wanted) => {
                texts.first().and_then(|main| main.first()).is_some_and(|word| word.text.starts_with(wanted))
            }
            Self::End(wanted) => texts
                .first()
                .and_then(|main| main.last())
                .is_some_and(|word| word.text.ends_with(wanted) || bare(&word.text).ends_with(wanted)),
            Self::Phrase(a, b) => {
                texts.iter().any(|text| text.windows(2).any(|pair| is(&pair[0], a) && is(&pair[1], b)))
            }
            Self::Sort(_) | Self::Nation(_) => false,
        }
    }

    fn holds(&self, entry: &Entry) -> bool {
        match self {
            Self::Sort(sort) => entry.sort == *sort,
            Self::Nation(nation) => entry.nation == *nation,
            // The names of the case count for each of its entries.
            _ => self.in_texts(&entry.texts) || self.in_texts(&entry.heads),
        }
    }

    /// Whether an entry is left out by the term with `!` before it: the names of the case do not count.
    fn excludes(&self, entry: &Entry) -> bool {
        match self {
            Self::Sort(_) | Self::Nation(_) => self.holds(entry),
            // What is left out is letters, wherever they stand.
            Self::Word(word) => Self::Inside(word.clone()).in_texts(&entry.texts),
            _ => self.in_texts(&entry.texts),
        }
    }
}

fn word() -> impl Strategy<Value = String> {
    let known = [
        "police",
        "child",
        "mother",
        "school",
        "hospital",
        "visit",
        "share",
        "information",
        "bruise",
        "assess",
        "worker",
        "health",
        "court",
        "death",
        "safe",
        "record",
        "concern",
        "london",
        "peter",
        "train",
    ];
    proptest::sample::select(known.to_vec()).prop_map(str::to_owned)
}

fn term() -> impl Strategy<Value = Term> {
    prop_oneof![
        3 => word().prop_map(Term::Word),
        2 => word().prop_map(Term::Inside),
        1 => word().prop_map(Term::Whole),
        1 => word().prop_map(Term::Start),
        1 => word().prop_map(Term::End),
        1 => (word(), word()).prop_map(|(a, b)| Term::Phrase(a, b)),
        1 => proptest::sample::select(vec!["finding", "recommendation", "event", "source"]).prop_map(Term::Sort),
        1 => proptest::sample::select(vec!["england", "wales", "scotland"]).prop_map(Term::Nation),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Clauses of one or two choices, some left out.
    #[test]
    fn a_query_finds_what_a_plain_reading_finds(
        clauses in prop::collection::vec(prop::collection::vec(term(), 1..3), 1..4),
        without in prop::option::of(term()),
    ) {
        let mut written: Vec<String> = clauses
            .iter()
            .map(|choices| choices.iter().map(Term::written).collect::<Vec<_>>().join(" | "))
            .collect();
        written.extend(without.as_ref().map(|term| format!("!{}", term.written())));
        let query = written.join(" ");
        let expected: BTreeSet<_> = SOME
            .entries
            .iter()
            .filter(|entry| clauses.iter().all(|choices| choices.iter().any(|term| term.holds(entry))))
            .filter(|entry| without.as_ref().is_none_or(|term| !term.excludes(entry)))
            .map(|entry| entry.name)
            .collect();
        let (total, found) = SOME.found(&query);
        prop_assert_eq!(total, expected.len(), "{}", &query);
        if total <= 500 {
            prop_assert_eq!(found, expected, "{}", &query);
        }
    }
}

/// Frequent English words, of which a library of reviews holds some and others not.
const FREQUENT: &str = "able above across add afraid album alive almost alone apple arrow atom autumn baker balloon banana \
     basket beach bean beard bell bicycle bird bishop blanket boat bone bottle bread brick bridge bright butter button cabin \
     cake camel camera candle canvas carpet castle cattle chain cheese cherry chess chicken circus climate cloud coal coffee \
     coin copper cotton cousin crane cream cricket crown dance desert diamond dinner dirt dolphin donkey dragon dream drum duck \
     eagle earth east echo elbow electric engine equal eye factory farm feather fence festival fiction film finger flag flour \
     flower forest fountain fox fruit galaxy garden ghost giant glass globe glove goat gold grape grass guitar hammer harbour hat \
     honey horse hotel ice insect iron island ivory jacket jazz jewel juice jungle kettle kitchen kite ladder lake lamp lemon \
     lion magic maple marble market metal milk mirror monkey moon mosquito mountain museum music needle nest novel oak ocean olive \
     onion opera orange orchestra oxygen paint palace panda paper parrot peach pearl pepper piano picnic pilot planet plastic \
     poem potato prince pumpkin puzzle queen rabbit rainbow ribbon rice river robot rocket rope rose sailor salad sand scarf \
     science sea shadow sheep shell shirt shout silk silver singer snake snow soap song soup space spider spoon sport spring \
     squirrel star steel stone storm sugar summer sun swan table tail tea tennis theatre thunder tiger tobacco tomato tower toy \
     tractor trumpet tulip turtle umbrella uncle valley vegetable village violin volcano wagon weather whale wheat wheel whistle \
     wind window wine winter wolf wood wool yellow zebra";

/// A frequent word that the library does not hold, whole or with another ending, has nothing above the line: what only begins
/// with its letters is another word.
#[test]
fn a_word_that_is_not_there_is_not_found() {
    let mut absent = 0;
    for wanted in FREQUENT.split_whitespace() {
        let root = stem(wanted);
        let same = |word: &Word| word.text.strip_suffix("'s").unwrap_or(&word.text) == wanted || word.stem == root;
        if ALL.entries.iter().any(|entry| entry.texts.iter().chain(entry.heads.iter()).flatten().any(same)) {
            continue;
        }
        absent += 1;
        assert_eq!(ALL.found(wanted).0, 0, "{wanted}");
    }
    assert!(absent >= 133, "only {absent} of the words are not in the library: the test needs more that are not");
}
