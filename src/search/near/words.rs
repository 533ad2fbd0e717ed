//! The plain words of a query, each with the ways in which it can be met.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::ops::Range;

use super::loose::Loose;
use super::phrases::{Phrases, Places};
use crate::case::{Thesaurus, WordRelation, phrase_key};
use crate::search::engine::Tables;
use crate::search::index::{Doc, Index, ValueId, WordId};
use crate::search::query::{Atom, FilterField, Form, Query, Typed, is_light, is_said};
use crate::search::thesaurus::is_short;
use crate::search::word_match::{Tier, Tiers};

/// The worth of a synonym beside the word itself.
const SYNONYM: f32 = 0.6;
/// Its worth where nothing has the word itself.
const ONLY: f32 = 0.8;
/// The worth of a narrower word: it is of the same matter, and says something else.
const NARROWER: f32 = 0.5;
/// The worth of a word that begins with the one that was typed.
const BEGUN: f32 = 0.8;
/// The worth of a misspelt word.
const MISSPELT: f32 = 0.8;
/// The worth of a theme that goes by the word: it takes in more than the word says.
const THEME: f32 = 0.5;
/// The worth of an agency that goes by the word: it is concerned by much that is not about the word.
const AGENCY: f32 = 0.3;
/// The worth of a theme or an agency whose definition has the word.
const DEFINED: f32 = 0.15;
/// People seldom miss the first letter of a word: in shorter ones it makes another word.
const LEAST_OTHER_START: usize = 8;
/// Shorter words mean themselves: half the library begins with them.
const LEAST_BEGUN: usize = 3;

/// A plain word of the query.
#[derive(Debug)]
pub struct NearWord {
    /// As it was typed.
    pub text: String,
    /// The ways in which it can be met, the best first.
    pub ways: Vec<Way>,
    /// How much it weighs: the rarer, the more.
    pub weight: f32,
    /// True for an abbreviation, which never means letters inside another word.
    pub short: bool,
    /// As it is compared.
    pub atom: Atom,
    /// The stem of the word that it is most likely a slip of, where the library does not have the word itself.
    meant: Option<String>,
}

impl NearWord {
    /// Takes in another choice: either of the two words will do.
    fn or(&mut self, other: Self) {
        self.text = format!("{} | {}", self.text, other.text);
        self.ways.extend(other.ways);
        self.short |= other.short;
    }
}

/// A way in which a word can be met.
#[derive(Debug)]
pub struct Way {
    /// The sort of way.
    pub stand: Stand,
    /// Its worth: 1 for the word itself.
    pub worth: f32,
    /// Its places.
    pub at: At,
}

/// The sorts of ways to meet a word.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stand {
    /// The word itself, with whatever ending.
    Itself,
    /// A word that it is taken to be a slip of.
    ReadAs(String),
    /// A word that the thesaurus names, and the words of the query that it stands for.
    For(String, String),
    /// Letters inside a word.
    Letters(String),
}

/// The places of a way.
#[derive(Debug, Clone, PartialEq)]
pub enum At {
    /// Words of the library, in the order of their numbers.
    Words(Vec<WordId>),
    /// Words next to each other.
    Phrase(Places),
    /// A value of a field.
    Value(ValueId),
}

/// The plain words of a query on which it turns.
pub fn near_words(
    query: &Query,
    index: &Index,
    tables: &mut Tables,
    loose: &Loose,
    phrases: &mut Phrases,
) -> Vec<NearWord> {
    let thesaurus = loose.thesaurus();
    let mut words: Vec<NearWord> = Vec::new();
    let mut of_small: Vec<NearWord> = Vec::new();
    let only_small = query.only_small();
    // "Could it happen again" turns on the phrase in it.
    let on_phrase = only_small && !phrases_of(query, thesaurus).is_empty();
    for row in query.typed().split(Option::is_none) {
        let row: Vec<&Typed> = row.iter().flatten().collect();
        // For each typed word, which of the words it is.
        let mut places: Vec<Option<usize>> = Vec::with_capacity(row.len());
        for typed in &row {
            if on_phrase || !query.turns_on(typed) {
                places.push(None);
                continue;
            }
            let known = words.iter().position(|word: &NearWord| word.text == typed.atom.plain());
            let next = if typed.choice { words.len().saturating_sub(1) } else { words.len() };
            places.push(Some(known.unwrap_or(next)));
            if known.is_none() {
                let mut word = forms(typed, index, thesaurus, tables);
                called(&mut word, index, phrases);
                if typed.atom.is_signed() {
                    let places = phrases.places(&phrase_key(typed.atom.plain()), index);
                    word.ways.extend((!places.is_empty()).then_some(Way {
                        stand: Stand::Itself,
                        worth: 1.0,
                        at: At::Phrase(places),
                    }));
                }
                match words.last_mut().filter(|_| typed.choice) {
                    Some(before) => before.or(word),
                    None => words.push(word),
                }
            }
        }
        // A slip does not hide a phrase: "health visiter" is one.
        let meant = |typed: &&Typed, place: &Option<usize>| {
            let slip = place.and_then(|place| words.get(place)).and_then(|word| word.meant.clone());
            slip.unwrap_or_else(|| phrase_key(typed.atom.plain()))
        };
        let keys: Vec<String> = row.iter().zip(&places).map(|(typed, place)| meant(typed, place)).collect();
        let mut known: Vec<(String, Vec<usize>)> =
            phrases_in(&keys, thesaurus).map(|(key, span)| (key, span.collect())).collect();
        known.extend(loose.find(&keys));
        // The longest phrase counts.
        known.sort_by_key(|(_, span)| Reverse(span.len()));
        let mut told: Vec<Vec<usize>> = Vec::new();
        for (key, span) in known {
            let typed = span.iter().filter_map(|at| row.get(*at)).map(|typed| typed.atom.plain());
            let wanted = typed.collect::<Vec<_>>().join(" ");
            let mut here: Vec<usize> = span.iter().filter_map(|at| places.get(*at).copied().flatten()).collect();
            here.sort_unstable();
            here.dedup();
            let others = keys.iter().enumerate().filter(|(at, _)| !span.contains(at)).map(|(_, key)| key.as_str());
            let others: HashSet<&str> = others.collect();
            for place in &here {
                if let Some(word) = words.get_mut(*place) {
                    meanings(word, &key, &wanted, index, thesaurus, phrases, &others);
                }
            }
            // Words that weigh nothing alone are a word together: "not told".
            let inside = |other: &Vec<usize>| span.iter().all(|at| other.contains(at));
            let light = |at: &usize| row.get(*at).is_some_and(|typed| is_light(typed.atom.folded()));
            if (here.is_empty() || here.len() == 1 && span.iter().any(light))
                && span.len() >= if on_phrase { 2 } else { LEAST_OF_SMALL }
                && !told.iter().any(inside)
                && let Some(typed) = span.first().and_then(|at| row.get(*at))
            {
                let mut word = whole(typed, &wanted, phrases.places(&key, index));
                meanings(&mut word, &key, &wanted, index, thesaurus, phrases, &others);
                of_small.extend((!word.ways.is_empty()).then_some(word));
                told.push(span);
            }
        }
    }
    // One word of a definition says too little by itself, and small words say nothing by theirs.
    if words.len() + of_small.len() > 1 && !only_small {
        words.iter_mut().for_each(|word| defined(word, index, thesaurus));
    }
    words.extend(of_small);
    for word in &mut words {
        // Where nothing has the word itself, what stands for it is all there is.
        let itself = word.ways.iter().any(|way| !matches!(way.stand, Stand::For(..)));
        for way in word.ways.iter_mut().filter(|way| !itself && way.worth == SYNONYM) {
            way.worth = ONLY;
        }
        word.ways.sort_by(|a, b| b.worth.total_cmp(&a.worth));
        word.weight = weight(word, index);
    }
    words
}

/// The places in the typed text, in bytes, of the phrases of the thesaurus that stand in a query as they are.
pub fn phrases_of(query: &Query, thesaurus: &Thesaurus) -> Vec<Range<usize>> {
    let only_small = query.only_small();
    let mut found = Vec::new();
    for row in query.typed().split(Option::is_none) {
        let row: Vec<&Typed> = row.iter().flatten().collect();
        let keys: Vec<String> = row.iter().map(|typed| phrase_key(typed.atom.plain())).collect();
        found.extend(phrases_in(&keys, thesaurus).filter_map(|(_, span)| {
            let phrase = row.get(span).filter(|phrase| phrase.len() > 1)?;
            let counts = only_small || phrase.len() >= LEAST_OF_SMALL || phrase.iter().any(|typed| !typed.small);
            Some(phrase.first()?.span.start..phrase.last()?.span.end).filter(|_| counts)
        }));
    }
    found
}

/// Beside other words a phrase of small ones has so many: "made to" and "no one" say little.
const LEAST_OF_SMALL: usize = 3;

/// The words and phrases of the thesaurus that stand in these as they are, and where.
fn phrases_in<'a>(keys: &'a [String], thesaurus: &'a Thesaurus) -> impl Iterator<Item = (String, Range<usize>)> + 'a {
    let spans = (0..keys.len())
        .flat_map(|start| (start + 1..=keys.len().min(start + thesaurus.longest())).map(move |end| start..end));
    spans.filter_map(|span| {
        let key = keys.get(span.clone())?.join(" ");
        thesaurus.knows(&key).then_some((key, span))
    })
}

/// Several small words as one.
fn whole(typed: &Typed, text: &str, places: Places) -> NearWord {
    let itself = Way { stand: Stand::Itself, worth: 1.0, at: At::Phrase(places) };
    let ways = if matches!(&itself.at, At::Phrase(places) if places.is_empty()) { Vec::new() } else { vec![itself] };
    NearWord { text: text.to_owned(), meant: None, ways, weight: 0.0, short: true, atom: typed.atom.clone() }
}

/// The word itself, its endings, what begins so, and what it may be a slip of.
fn forms(typed: &Typed, index: &Index, thesaurus: &Thesaurus, tables: &mut Tables) -> NearWord {
    let atom = &typed.atom;
    let short = is_short(atom, thesaurus) || atom.is_signed();
    let looked_up = if short { Atom::new(atom.plain(), Form::Word) } else { atom.clone() };
    let matched = tables.matched(&looked_up, index);
    let of = |tiers: &[Tier]| -> Vec<WordId> {
        let tiers = Tiers::of(tiers);
        let mut ids: Vec<WordId> =
            matched.iter().filter(|(_, tier, _)| tiers.hold(*tier)).map(|(id, ..)| *id).collect();
        ids.sort_unstable();
        ids
    };
    let count = |ids: &[WordId]| -> usize {
        ids.iter().filter_map(|id| index.lexicon.postings(*id)).map(|postings| postings.count()).sum()
    };
    let text = |id: &WordId| index.lexicon.word(*id).map(|word| word.folded.to_owned()).unwrap_or_default();
    let itself = of(&[Tier::Whole, Tier::Ending]);
    let begun = if short || atom.form() == Form::Common || atom.letters() < LEAST_BEGUN {
        Vec::new()
    } else {
        of(&[Tier::Start])
    };
    let mut typos = if short { Vec::new() } else { of(&[Tier::Typo]) };
    // A word that people do write is no slip, nor is one that hardly begins like another.
    if thesaurus.has_word(atom.folded(), atom.stem()) || is_said(atom.folded(), atom.stem()) {
        typos.clear();
    }
    if atom.letters() < LEAST_OTHER_START {
        typos.retain(|id| index.lexicon.word(*id).is_some_and(|word| same_start(word.folded, atom.folded())));
    }
    // The numbers of words are those of the order in which cases came.
    typos.sort_by_cached_key(text);
    let strict = count(&itself) + count(&begun);
    let mut ways = Vec::new();
    if !itself.is_empty() {
        ways.push(Way { stand: Stand::Itself, worth: 1.0, at: At::Words(itself) });
    }
    if !begun.is_empty() {
        ways.push(Way { stand: Stand::Itself, worth: BEGUN, at: At::Words(begun) });
    }
    // A word that hardly occurs, beside one that often does and differs by one letter, is likely a slip.
    if strict <= FEW || count(&typos) >= strict * OFTEN {
        ways.extend(typos.iter().map(|id| Way {
            stand: Stand::ReadAs(text(id)),
            worth: MISSPELT,
            at: At::Words(vec![*id]),
        }));
    }
    let slip = ways.iter().filter(|way| matches!(way.stand, Stand::ReadAs(_))).max_by_key(|way| match &way.at {
        At::Words(ids) => count(ids),
        At::Phrase(_) | At::Value(_) => 0,
    });
    let meant = match slip.filter(|_| strict == 0).map(|way| &way.stand) {
        Some(Stand::ReadAs(text)) => Some(phrase_key(text)),
        _ => None,
    };
    NearWord { text: atom.plain().to_owned(), meant, ways, weight: 0.0, short, atom: atom.clone() }
}

fn same_start(a: &str, b: &str) -> bool {
    a.chars().next() == b.chars().next()
}

/// The words by which the texts of a case call the person whose name the word is.
fn called(word: &mut NearWord, index: &Index, phrases: &mut Phrases) {
    let ids: Vec<WordId> =
        word.ways.iter().flat_map(|way| if let At::Words(ids) = &way.at { &ids[..] } else { &[] }).copied().collect();
    for (context, called) in ids.iter().flat_map(|id| index.contexts.called(*id)) {
        let Some(case) = index.case(index.contexts.case_of(context)) else { continue };
        // "Court" is a court, and only then a house of that name.
        let (mut inside, mut outside) = (0, 0);
        for postings in ids.iter().filter_map(|id| index.lexicon.postings(*id)) {
            postings.each(|doc, _| if case.docs().contains(&doc) { inside += 1 } else { outside += 1 });
        }
        if outside > (inside * ELSEWHERE).max(OFTEN) {
            continue;
        }
        let places = phrases.places(&phrase_key(called), index);
        let own: Vec<(Doc, bool)> = places.iter().filter(|(doc, _)| case.docs().contains(doc)).copied().collect();
        let stand = Stand::For(called.to_string(), word.text.clone());
        word.ways.push(Way { stand, worth: 1.0, at: At::Phrase(own.into()) });
    }
}

/// A name stands no more often than so many times in other cases.
const ELSEWHERE: usize = 3;

/// A word that stands in no more places may itself be a misprint.
const FEW: usize = 2;
/// How many times as often the word that is meant occurs.
const OFTEN: usize = 20;

/// Adds what stands for the words of a key: other words, phrases, and the terms that go by that name.
fn meanings(
    word: &mut NearWord,
    key: &str,
    wanted: &str,
    index: &Index,
    thesaurus: &Thesaurus,
    phrases: &mut Phrases,
    others: &HashSet<&str>,
) {
    for meaning in thesaurus.meanings(key) {
        let other = phrase_key(&meaning.text);
        let worth = match meaning.standing {
            WordRelation::Short => 1.0,
            WordRelation::Same => SYNONYM,
            WordRelation::Narrower => NARROWER,
        };
        let at = if other.contains(' ') {
            let places = phrases.places(&other, index);
            if places.is_empty() {
                continue;
            }
            At::Phrase(places)
        } else {
            let stem = index.lexicon.stem_id(&other);
            let mut ids: Vec<WordId> = stem.into_iter().flat_map(|stem| index.lexicon.spellings(stem)).collect();
            if ids.is_empty() {
                continue;
            }
            ids.sort_unstable();
            At::Words(ids)
        };
        word.ways.push(Way { stand: Stand::For(meaning.text.to_string(), wanted.to_owned()), worth, at });
    }
    for alias in thesaurus.aliased(key) {
        let (field, worth) = match alias.list.as_str() {
            "theme" => (FilterField::Theme, THEME),
            "agency" => (FilterField::Agency, AGENCY),
            // The harm of a whole case says nothing of one of its entries.
            _ => continue,
        };
        let known = index.values.known(field, &alias.code);
        let value = known.and_then(|id| Some((id, index.values.get(id)?)));
        // A theme that other words of the query name stands for them alone: "poverty and neglect" is more than neglect.
        let named = |label: &str| phrase_key(label).split(' ').all(|stem| others.contains(stem));
        let value = value.filter(|(_, value)| !named(value.label()) && index.value_count(value) > 0);
        if let Some((id, value)) = value {
            let stand = Stand::For(value.label().to_owned(), wanted.to_owned());
            word.ways.push(Way { stand, worth, at: At::Value(id) });
        }
    }
}

/// The themes and agencies whose definitions have the word: what carries them is about it, in whatever words.
fn defined(word: &mut NearWord, index: &Index, thesaurus: &Thesaurus) {
    for (list, code) in thesaurus.defined_by(word.atom.stem()) {
        let field = if list == "theme" { FilterField::Theme } else { FilterField::Agency };
        let Some(id) = index.values.known(field, code) else { continue };
        let Some(value) = index.values.get(id).filter(|value| index.value_count(value) > 0) else { continue };
        let stand = Stand::For(value.label().to_owned(), word.text.clone());
        word.ways.push(Way { stand, worth: DEFINED, at: At::Value(id) });
    }
}

/// The places of what stands for a word count so much beside its own: a rare word for what many entries say is not rare.
const STANDING: f32 = 0.3;

/// How rare a word is, with what stands for it: the inverse document frequency of BM25.
pub fn weight(word: &NearWord, index: &Index) -> f32 {
    let places = |way: &Way| match &way.at {
        At::Words(ids) => {
            ids.iter().filter_map(|id| index.lexicon.postings(*id)).map(|postings| postings.count()).sum::<usize>()
        }
        At::Phrase(places) => places.len(),
        At::Value(id) => index.values.get(*id).map_or(0, |value| index.value_count(value)),
    };
    let sum = |itself: bool| -> f32 {
        let ways = word.ways.iter().filter(|way| matches!(way.stand, Stand::For(..)) != itself);
        ways.map(|way| places(way) as f32 * way.worth).sum()
    };
    let all = index.live_docs() as f32;
    let (own, standing) = (sum(true), sum(false));
    let with = if own > 0.0 { own + standing * STANDING } else { standing }.min(all);
    (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
}
