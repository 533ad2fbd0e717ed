//! Every term and value of the vocabulary as one table: what `explain` looks up, and where a case uses it.

use std::collections::{HashMap, HashSet};

use super::closed::{ClosedList, FindingKind, ListValue, ReviewKind};
use super::fields::{Code, Described};
use super::item::{CasePage, ItemRef};
use super::model::Case;
use super::open::{OpenList, Vocabulary};
use super::profile::Profile;
use super::signs::{self, DrawnSign, MISSED, SIGN, SIGNS, sign_named};
use super::thesaurus::phrase_key;
use crate::text::counted;
use crate::text::fold::as_code;
use crate::text::near::nearest;

/// A term of an open list or a value of a closed one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TermCode<'a> {
    /// The list: "theme", "agency", "harm", or the name of a closed list.
    pub list: &'a str,
    /// The code, unique in the list.
    pub code: &'a str,
}

/// A term with what there is to say about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// The list it belongs to.
    pub list: String,
    /// The code in files.
    pub code: String,
    /// The name that people read.
    pub label: String,
    /// The abbreviation that practitioners and the screen use.
    pub short: Option<String>,
    /// Its meaning, one sentence.
    pub definition: String,
    /// The source that defines or uses it.
    pub source: String,
    /// The label of the wider term.
    pub parent: Option<String>,
    /// Other names, and what the thesaurus says stands for it in a search.
    pub stands_for: Vec<String>,
}

/// How often something is used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Uses {
    /// Cases that use it anywhere.
    pub cases: usize,
    /// Findings that carry it.
    pub findings: usize,
    /// Recommendations that carry it.
    pub recommendations: usize,
    /// Events that carry it.
    pub events: usize,
}

impl Explained {
    /// Its label, behind the short name or the sign that the screen has for it: "SCR: Serious case review".
    pub fn told(&self) -> String {
        let short = self.short.as_ref().filter(|short| **short != self.label);
        let short = short.or((self.list == SIGN).then_some(&self.code));
        short.map_or_else(|| self.label.clone(), |short| format!("{short}: {}", self.label))
    }
}

impl Uses {
    /// "in 12 cases: 30 findings, 4 recommendations, 2 events".
    pub fn told(self, vocabulary: &Vocabulary) -> String {
        let field = vocabulary.field();
        let rows = [(self.findings, "finding"), (self.recommendations, "recommendation"), (self.events, "event")];
        let parts = rows.into_iter().filter(|(count, _)| *count > 0).map(|(count, noun)| field.counted(count, noun));
        let parts: Vec<String> = parts.collect();
        match (self.cases, parts.is_empty()) {
            (0, _) => "nowhere in this library".to_owned(),
            (cases, true) => format!("in {}", counted(cases, "case")),
            (cases, false) => format!("in {}: {}", counted(cases, "case"), parts.join(", ")),
        }
    }
}

/// Every term there is, open lists first, without what stands for it: that takes far longer to tell than the rest.
fn all(vocabulary: &Vocabulary) -> impl Iterator<Item = Explained> {
    let open = OpenList::ALL.into_iter().flat_map(move |list| {
        vocabulary.terms(list).iter().map(move |term| {
            let parent = term.parent.as_ref().and_then(|parent| vocabulary.term(list, parent));
            Explained {
                list: list.name().to_owned(),
                code: term.code.to_string(),
                label: term.label.to_string(),
                short: None,
                definition: term.definition.to_string(),
                source: term.source.to_string(),
                parent: parent.map(|parent| parent.label.to_string()),
                stands_for: Vec::new(),
            }
        })
    });
    let closed = vocabulary.lists().into_iter().flat_map(move |list| {
        list.values.into_iter().map(move |value| Explained {
            list: list.name.to_owned(),
            code: value.code.to_owned(),
            label: value.label.to_owned(),
            short: value.short.map(str::to_owned),
            definition: vocabulary.field().worded(value.definition).into_owned(),
            source: defined_by(vocabulary, list.name, value).unwrap_or(list.source).to_owned(),
            parent: None,
            stands_for: Vec::new(),
        })
    });
    open.chain(closed).chain(signs_of(vocabulary).map(|row| of_sign(vocabulary, row)))
}

/// The profile that defines a value itself; nothing for one that it has from the lists of this program.
fn defined_by(vocabulary: &Vocabulary, list: &str, value: &'static ListValue) -> Option<&'static str> {
    let has = |profile: &Profile| profile.values(list).iter().any(|known| std::ptr::eq(*known, value));
    let own = vocabulary.profiles().into_iter().find(|profile| has(profile));
    own.filter(|_| !has(Profile::case_reviews())).map(|profile| profile.label)
}

/// The signs that this library may show: those of kinds of findings only where a profile has such a kind.
pub fn signs_of(vocabulary: &Vocabulary) -> impl Iterator<Item = &'static DrawnSign> {
    let of = |values: &[&'static ListValue]| {
        let kinds = values.iter().map(|value| FindingKind::of_value(value));
        kinds.filter_map(signs::of_kind).collect::<Vec<_>>()
    };
    let own = of(&vocabulary.values(FindingKind::LIST));
    let all = of(Profile::case_reviews().values(FindingKind::LIST));
    SIGNS.iter().filter(move |row| row.sign == MISSED || !all.contains(&row.sign) || own.contains(&row.sign))
}

fn of_sign(vocabulary: &Vocabulary, row: &DrawnSign) -> Explained {
    let field = vocabulary.field();
    Explained {
        list: SIGN.to_owned(),
        code: row.sign.to_owned(),
        label: field.worded(row.label).into_owned(),
        short: None,
        definition: field.worded(row.meaning).into_owned(),
        source: "Casebook".to_owned(),
        parent: None,
        stands_for: Vec::new(),
    }
}

impl Explained {
    /// With the other names of the term, and what stands for its label in a search; each once.
    fn with_other_names(mut self, vocabulary: &Vocabulary) -> Self {
        let thesaurus = vocabulary.thesaurus();
        self.stands_for = thesaurus.aliases_of(&self.list, &self.code).iter().map(ToString::to_string).collect();
        for meaning in thesaurus.meanings(&phrase_key(&self.label)) {
            let told = meaning.to_string();
            if !self.stands_for.contains(&told) {
                self.stands_for.push(told);
            }
        }
        self
    }
}

/// Every term with its other names, without what stands for it in a search.
pub fn every(vocabulary: &Vocabulary) -> Vec<Explained> {
    let thesaurus = vocabulary.thesaurus();
    let named = |mut term: Explained| {
        term.stands_for = thesaurus.aliases_of(&term.list, &term.code).iter().map(ToString::to_string).collect();
        term
    };
    all(vocabulary).map(named).collect()
}

/// The term that a code of a list stands for.
pub fn explain(vocabulary: &Vocabulary, coded: TermCode<'_>) -> Option<Explained> {
    let found = all(vocabulary).find(|term| term.list == coded.list && term.code == coded.code);
    found.map(|term| term.with_other_names(vocabulary))
}

/// Every term with this code, label, abbreviation or other name, written with spaces, hyphens or underscores; several lists may
/// share one.
pub fn look_up(vocabulary: &Vocabulary, text: &str) -> Vec<Explained> {
    let wanted = as_code(text);
    let is = |name: &String| as_code(name) == wanted;
    let aliased = vocabulary.thesaurus().aliased(&phrase_key(text));
    let is_aliased = |term: &Explained| aliased.iter().any(|alias| alias.list == term.list && alias.code == term.code);
    let found =
        |term: &Explained| is(&term.code) || is(&term.label) || term.short.as_ref().is_some_and(is) || is_aliased(term);
    let terms = all(vocabulary).filter(|term| term.list != SIGN && found(term));
    let terms = terms.map(|term| term.with_other_names(vocabulary));
    // Capitals and signs are no words: a sign is what is drawn.
    terms.chain(sign_named(text).map(|row| of_sign(vocabulary, row))).collect()
}

/// Up to three codes that are near to `text`: by code, label or short name; by another name where none of these is near.
pub fn near(vocabulary: &Vocabulary, text: &str) -> Vec<String> {
    let terms = all(vocabulary).filter(|term| term.list != SIGN);
    let own = terms.flat_map(|term| {
        let named = [Some(term.code.clone()), Some(term.label), term.short];
        named.into_iter().flatten().map(move |name| (name, term.code.clone()))
    });
    let found = near_names(text, &own.collect::<Vec<_>>());
    if !found.is_empty() {
        return found;
    }
    let aliases = vocabulary.thesaurus().aliases().map(|(name, alias)| (name.to_string(), alias.code.to_string()));
    near_names(text, &aliases.collect::<Vec<_>>())
}

fn near_names(text: &str, names: &[(String, String)]) -> Vec<String> {
    let mut near: Vec<String> = Vec::new();
    for name in nearest(text, names.iter().map(|(name, _)| name.as_str())) {
        let code = names.iter().find(|(known, _)| known == name).map(|(_, code)| code.clone());
        near.extend(code.filter(|code| !near.contains(code)));
    }
    near
}

/// The signs and short names on the row of an item, in the order in which they stand there: what is explained with it.
pub fn on_row(case: &Case, item: ItemRef) -> Vec<TermCode<'static>> {
    let mut found: Vec<TermCode<'static>> = Vec::new();
    let of_sign = |code: &'static str| TermCode { list: SIGN, code };
    let of_kind = |kind: ReviewKind| TermCode { list: ReviewKind::LIST, code: kind.code() };
    match item {
        ItemRef::Page(CasePage::Case) => {
            let kinds: Vec<ReviewKind> = case.own_reviews().map(|review| review.kind).collect();
            found.extend(kinds.iter().copied().map(of_kind));
            found.extend((kinds.len() > 1).then(|| of_sign("×")));
            found.extend([of_sign("f"), of_sign("r")]);
        }
        ItemRef::Event(_) => {
            let event = case.event(item);
            let missed = event.is_some_and(|event| event.missed_opportunity);
            found.push(of_sign(if missed { MISSED } else { "│" }));
            found.extend(event.and_then(|event| event.date_text.as_ref()).map(|_| of_sign("*")));
        }
        _ => {
            found.extend(case.review_of(item).map(|review| of_kind(review.kind)));
            found.extend(case.finding(item).and_then(|(_, finding)| signs::of_kind(finding.kind)).map(of_sign));
        }
    }
    found.dedup();
    found
}

/// Every term and value, with its other names and with how often these cases use it.
pub fn with_uses<'a>(vocabulary: &Vocabulary, cases: impl IntoIterator<Item = &'a Case>) -> Vec<(Explained, Uses)> {
    let mut used: HashMap<(String, String), Uses> = HashMap::new();
    for case in cases {
        let mut seen: HashSet<(&str, &str)> = HashSet::new();
        for item in case.items() {
            for TermCode { list, code } in carried(case, item) {
                let uses = used.entry((list.to_owned(), code.to_owned())).or_default();
                uses.cases += usize::from(seen.insert((list, code)));
                match item {
                    ItemRef::Finding(..) => uses.findings += 1,
                    ItemRef::Recommendation(..) => uses.recommendations += 1,
                    ItemRef::Event(_) => uses.events += 1,
                    ItemRef::Page(_) | ItemRef::Source(_) => {}
                }
            }
        }
    }
    let thesaurus = vocabulary.thesaurus();
    let mut aliases: HashMap<(String, String), Vec<String>> = HashMap::new();
    for (name, alias) in thesaurus.aliases() {
        aliases.entry((alias.list.to_string(), alias.code.to_string())).or_default().push(name.to_string());
    }
    let told = |mut term: Explained| {
        let key = (term.list.clone(), term.code.clone());
        let uses = used.get(&key).copied().unwrap_or_default();
        term.stands_for = aliases.remove(&key).unwrap_or_default();
        term.stands_for.sort_unstable();
        term.stands_for.dedup();
        (term, uses)
    };
    all(vocabulary).map(told).collect()
}

/// The terms of an item, in the order in which a reader meets them, with the kind of its review.
pub fn carried(case: &Case, item: ItemRef) -> Vec<TermCode<'_>> {
    let mut carried: Vec<TermCode<'_>> = Vec::new();
    case.described(item).unwrap_or(case).visit(&mut |field, value| {
        carried.extend(value.codes().iter().map(|code| TermCode { list: code.list(), code: code.code() }));
        if field.part.is_some() {
            value.parts().iter().for_each(|part| of_part(*part, &mut carried));
        }
    });
    let review = case.finding(item).map(|(review, _)| review);
    let review = review.or_else(|| case.recommendation(item).map(|(review, _)| review));
    carried.extend(review.map(|review| TermCode { list: ReviewKind::LIST, code: review.kind.code() }));
    let mut seen = Vec::new();
    carried.retain(|coded| {
        let new = !seen.contains(coded);
        seen.push(*coded);
        new
    });
    carried
}

/// The terms of an item's parts. The confidence of a part, and the agencies that acted in it, concern the part alone.
fn of_part<'a>(part: &'a dyn Described, into: &mut Vec<TermCode<'a>>) {
    part.visit(&mut |field, value| {
        let carried = |code: &Code<'a>| match code {
            Code::Closed(..) => field.part.is_some(),
            Code::Open(..) => !field.filters.is_empty(),
        };
        let codes = value.codes().iter().filter(|code| carried(code));
        into.extend(codes.map(|code| TermCode { list: code.list(), code: code.code() }));
    });
}

/// The findings, recommendations and events of a case that carry a term.
pub fn occurrences(case: &Case, code: TermCode<'_>) -> Vec<ItemRef> {
    let entries = case.items().into_iter().filter(|item| is_entry(*item));
    entries.filter(|item| carried(case, *item).contains(&code)).collect()
}

fn is_entry(item: ItemRef) -> bool {
    !matches!(item, ItemRef::Page(_) | ItemRef::Source(_))
}

/// The number of uses of a term in these cases.
pub fn uses<'a>(cases: impl IntoIterator<Item = &'a Case>, code: TermCode<'_>) -> Uses {
    let mut uses = Uses::default();
    for case in cases {
        let mut used = false;
        for item in case.items() {
            // Pages and sources come last, and only tell whether the case uses the term at all.
            if used && !is_entry(item) {
                break;
            }
            if !carried(case, item).contains(&code) {
                continue;
            }
            used = true;
            match item {
                ItemRef::Finding(..) => uses.findings += 1,
                ItemRef::Recommendation(..) => uses.recommendations += 1,
                ItemRef::Event(_) => uses.events += 1,
                ItemRef::Page(_) | ItemRef::Source(_) => {}
            }
        }
        uses.cases += usize::from(used);
    }
    uses
}
