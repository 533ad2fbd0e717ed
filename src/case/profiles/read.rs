//! The file of a profile: its form, and what is wrong with one.

use std::sync::{LazyLock, OnceLock};

use regex::Regex;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use crate::case::closed::own::OwnRules;
use crate::case::closed::{FindingKind, Letter, ListValue, RecommendationStatus, Response, ReviewKind, Sense};
use crate::case::fields::TABLES;
use crate::case::profile::{CASE_REVIEWS, IdForm, LISTS, Profile, TABS, WITH_IDS};
use crate::document::{Codes, Diagnostic, LineStarts, PlacedProblems, Problem, Severity, Step, check, locate, quoted};
use crate::text::near::{Suggestions, did_you_mean, nearest};
use crate::text::{Text, clean_line};

use Step::{Index, Key};

/// The form of `profile.toml`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ProfileFile {
    name: Text,
    label: Option<Text>,
    /// The shipped profile that what is left out is taken from.
    based_on: Option<Text>,
    #[serde(default)]
    tabs: TabsTable,
    #[serde(default)]
    review: Vec<ReviewRow>,
    #[serde(default)]
    finding: Vec<FindingRow>,
    #[serde(default)]
    response: Vec<ResponseRow>,
    #[serde(default)]
    status: Vec<StatusRow>,
    #[serde(default)]
    ids: IdsTable,
    #[serde(default)]
    required: RequiredTable,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct TabsTable {
    findings: Option<Label>,
    recommendations: Option<Label>,
    timeline: Option<Label>,
    reviews: Option<Label>,
    sources: Option<Label>,
}

/// A label in full and in short.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Label {
    label: Text,
    short: Option<Text>,
    /// The name of one of them; without it, the label in small letters without its s.
    one: Option<Text>,
}

macro_rules! rows {
    ($($name:ident { $($(#[$attribute:meta])* $key:ident: $type:ty),* })+) => {
        $(
            #[derive(Debug, Default, Deserialize, JsonSchema)]
            #[serde(deny_unknown_fields)]
            struct $name {
                code: Text,
                label: Option<Text>,
                definition: Option<Text>,
                short: Option<Text>,
                $($(#[$attribute])* $key: $type),*
            }
        )+
    };
}

rows! {
    ReviewRow { reply_days: Option<u32> }
    FindingRow { sense: Option<FindingSense> }
    ResponseRow { reply: Option<bool> }
    StatusRow { standing: Option<StatusStanding>, letter: Option<LetterName> }
}

#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum FindingSense {
    Plain,
    Missed,
    Good,
    Conclusion,
}

#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum StatusStanding {
    Open,
    Overdue,
    Closed,
    Unknown,
}

#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
enum LetterName {
    R,
    A,
    G,
    #[serde(rename = "-")]
    None,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct IdsTable {
    finding: Option<IdRow>,
    recommendation: Option<IdRow>,
    event: Option<IdRow>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct IdRow {
    pattern: Text,
    example: Text,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RequiredTable {
    case: Option<Vec<Text>>,
    review: Option<Vec<Text>>,
    finding: Option<Vec<Text>>,
    recommendation: Option<Vec<Text>>,
    event: Option<Vec<Text>>,
    source: Option<Vec<Text>>,
}

static PROFILE_SCHEMA: LazyLock<Value> = LazyLock::new(|| schemars::schema_for!(ProfileFile).to_value());

/// The JSON Schema of `profile.toml`, generated from its types.
pub fn profile_schema() -> &'static Value {
    &PROFILE_SCHEMA
}

/// A profile has no codes of lists.
struct NoCodes;

impl Codes for NoCodes {
    fn unknown(&self, _: &str, _: &str, _: &mut Suggestions) -> Option<Problem> {
        None
    }

    fn named(&self, _: &str, _: &str) -> Vec<&'static str> {
        Vec::new()
    }

    fn malformed(&self, _: &str, _: &str) -> Option<Problem> {
        None
    }

    fn written(&self, _: &str, raw: &str) -> String {
        quoted(raw)
    }
}

/// Reads a profile whose base is one of `shipped`; of what is wrong with it, the first.
pub(super) fn profile_of(text: &str, shipped: &[&'static Profile]) -> Result<Profile, Vec<Diagnostic>> {
    let mut checked = check::<ProfileFile>(text, &PROFILE_SCHEMA, &NoCodes);
    checked.found.retain(|(_, problem)| problem.severity == Severity::Error);
    let mut wrong = std::mem::take(&mut checked.found);
    let file = checked.value.take().filter(|_| wrong.is_empty());
    let at = |path: &[Step]| locate(&checked.root, path);
    let made = file.and_then(|file| {
        let based_on = file.based_on.as_deref().unwrap_or(CASE_REVIEWS);
        match shipped.iter().copied().find(|known| known.name == based_on) {
            Some(base) => Some(made(&file, base, &at, &mut wrong)),
            None => {
                let names: Vec<&str> = shipped.iter().map(|known| known.name).collect();
                let problem = Problem::error(format!("no profile is called {}", quoted(based_on)));
                let help = did_you_mean(&nearest(based_on, names.iter().copied()));
                let help = help.unwrap_or_else(|| format!("one of: {}", names.join(", ")));
                wrong.push((at(&[Key("based_on")]), problem.help(help)));
                None
            }
        }
    });
    wrong.sort_by_key(|(span, _)| span.start);
    wrong.truncate(1);
    match made.filter(|_| wrong.is_empty()) {
        Some(profile) => Ok(profile),
        None => Err(LineStarts::new(text).diagnostics(wrong)),
    }
}

/// Keeps a text for as long as the program runs.
fn leaked(text: &str) -> &'static str {
    clean_line(text).into_owned().leak()
}

/// A row of a list, whatever the list.
struct ListEntry<'a> {
    code: &'a str,
    label: Option<&'a Text>,
    definition: Option<&'a Text>,
    short: Option<&'a Text>,
    /// Nothing where the row says nothing but its words.
    rules: Option<OwnRules>,
}

type FindSpan<'a> = &'a dyn Fn(&[Step]) -> std::ops::Range<usize>;

fn made(file: &ProfileFile, base: &'static Profile, at: FindSpan<'_>, wrong: &mut PlacedProblems) -> Profile {
    let is_name = |text: &str| {
        let part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        text.split('-').all(part)
    };
    if !is_name(&file.name) {
        let problem = Problem::error(format!("{} is not a name", quoted(&file.name)));
        wrong.push((at(&[Key("name")]), problem.help("write lower-case letters, digits and single hyphens")));
    }
    let lists = [reviews(file), findings(file), responses(file), statuses(file)];
    let keys = ["review", "finding", "response", "status"];
    let own = lists.iter().any(|rows| !rows.is_empty());
    let mut values: Vec<(&'static str, &'static [&'static ListValue])> = Vec::new();
    for ((list, key), rows) in LISTS.into_iter().zip(keys).zip(lists) {
        let of_base = base.values(list);
        let own = if rows.is_empty() { of_base } else { values_of(&rows, key, of_base, at, wrong) };
        values.push((list, own));
    }
    Profile {
        name: leaked(&file.name),
        label: leaked(file.label.as_ref().unwrap_or(&file.name)),
        nouns: nouns(&file.tabs, base),
        tabs: tabs(&file.tabs, base),
        lists: values.leak(),
        ships: base.ships && !own,
        ids: ids(&file.ids, base, at, wrong),
        required: required(&file.required, base, at, wrong),
        schema: OnceLock::new(),
    }
}

fn reviews(file: &ProfileFile) -> Vec<ListEntry<'_>> {
    let row = |row: &'_ ReviewRow| row.reply_days.map(|days| OwnRules { reply_days: Some(days), ..OwnRules::NONE });
    file.review.iter().map(|one| ListEntry::new(&one.code, &one.label, &one.definition, &one.short, row(one))).collect()
}

fn findings(file: &ProfileFile) -> Vec<ListEntry<'_>> {
    let rules = |sense: FindingSense| OwnRules {
        sense: match sense {
            FindingSense::Plain => Sense::Plain,
            FindingSense::Missed => Sense::Missed,
            FindingSense::Good => Sense::Good,
            FindingSense::Conclusion => Sense::Conclusion,
        },
        ..OwnRules::NONE
    };
    file.finding
        .iter()
        .map(|one| ListEntry::new(&one.code, &one.label, &one.definition, &one.short, one.sense.map(rules)))
        .collect()
}

fn responses(file: &ProfileFile) -> Vec<ListEntry<'_>> {
    let rules = |reply: bool| OwnRules { sense: if reply { Sense::Plain } else { Sense::Unknown }, ..OwnRules::NONE };
    file.response
        .iter()
        .map(|one| ListEntry::new(&one.code, &one.label, &one.definition, &one.short, one.reply.map(rules)))
        .collect()
}

fn statuses(file: &ProfileFile) -> Vec<ListEntry<'_>> {
    let rules = |one: &StatusRow| {
        let letter = one.letter.map(|letter| match letter {
            LetterName::R => Letter::Red,
            LetterName::A => Letter::Amber,
            LetterName::G => Letter::Green,
            LetterName::None => Letter::None,
        });
        let sense = one.standing.map(|standing| match standing {
            StatusStanding::Open => Sense::Open,
            StatusStanding::Overdue => Sense::Overdue,
            StatusStanding::Closed => Sense::Closed,
            StatusStanding::Unknown => Sense::Unknown,
        });
        (sense.is_some() || letter.is_some()).then(|| OwnRules {
            sense: sense.unwrap_or(Sense::Plain),
            letter,
            ..OwnRules::NONE
        })
    };
    file.status
        .iter()
        .map(|one| ListEntry::new(&one.code, &one.label, &one.definition, &one.short, rules(one)))
        .collect()
}

impl<'a> ListEntry<'a> {
    fn new(
        code: &'a str,
        label: &'a Option<Text>,
        definition: &'a Option<Text>,
        short: &'a Option<Text>,
        rules: Option<OwnRules>,
    ) -> Self {
        Self { code, label: label.as_ref(), definition: definition.as_ref(), short: short.as_ref(), rules }
    }

    /// True if it names a value of the base and says nothing of it.
    fn is_of_base(&self) -> bool {
        self.label.is_none() && self.definition.is_none() && self.short.is_none() && self.rules.is_none()
    }
}

/// The values of a list: those of the base where a row gives their code alone, and the profile's own.
fn values_of(
    rows: &[ListEntry<'_>],
    key: &'static str,
    base: &'static [&'static ListValue],
    at: FindSpan<'_>,
    wrong: &mut PlacedProblems,
) -> &'static [&'static ListValue] {
    let mut values: Vec<&'static ListValue> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let mut say =
            |of: &'static str, problem: Problem| wrong.push((at(&[Key(key), Index(index), Key(of)]), problem));
        if row.code.is_empty() || !row.code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') {
            let problem = Problem::error(format!("{} is not a code", quoted(row.code)));
            say("code", problem.help("write lower-case letters, digits and underscores"));
        }
        if values.iter().any(|known| known.code == row.code) {
            say("code", Problem::error(format!("{} stands twice", quoted(row.code))).help("leave one of them out"));
        }
        match (base.iter().find(|known| known.code == row.code), row.label) {
            (Some(known), _) if row.is_of_base() => values.push(known),
            (_, Some(label)) => values.push(Box::leak(Box::new(ListValue {
                code: leaked(row.code),
                label: leaked(label),
                definition: row.definition.map_or("", |text| leaked(text)),
                short: row.short.map(|text| leaked(text)),
                own: rules(key, row, base),
            }))),
            (known, None) => {
                let near = did_you_mean(&nearest(row.code, base.iter().map(|known| known.code)));
                let help = near.filter(|_| known.is_none()).unwrap_or_else(|| "add label = \"…\"".to_owned());
                say("code", Problem::error(format!("{} has no label", quoted(row.code))).help(help));
            }
        }
    }
    values.leak()
}

/// The rules of a value: what its row says, and else what the profile below says of the value of this code.
fn rules(key: &str, row: &ListEntry<'_>, base: &[&'static ListValue]) -> OwnRules {
    let known = base.iter().find(|known| known.code == row.code).copied();
    let inherited = known.map_or(OwnRules::NONE, |known| match key {
        "review" => OwnRules { reply_days: ReviewKind::of_value(known).reply_days(), ..OwnRules::NONE },
        "finding" => OwnRules { sense: FindingKind::of_value(known).sense(), ..OwnRules::NONE },
        "response" if !Response::of_value(known).is_reply() => OwnRules { sense: Sense::Unknown, ..OwnRules::NONE },
        "status" => {
            let status = RecommendationStatus::of_value(known);
            OwnRules { sense: status.sense(), letter: status.letter(), ..OwnRules::NONE }
        }
        _ => OwnRules::NONE,
    });
    match row.rules {
        // A letter alone leaves the rest as it is.
        Some(own) if key == "status" && own.sense == Sense::Plain => OwnRules { letter: own.letter, ..inherited },
        Some(own) => own,
        None => inherited,
    }
}

fn tabs(table: &TabsTable, base: &Profile) -> [Option<[&'static str; 2]>; TABS.len()] {
    let TabsTable { findings, recommendations, timeline, reviews, sources } = table;
    let own = [findings, recommendations, timeline, reviews, sources];
    let mut tabs = base.tabs;
    for (tab, own) in tabs.iter_mut().zip(own) {
        if let Some(Label { label, short, .. }) = own {
            *tab = Some([leaked(label), leaked(short.as_ref().unwrap_or(label))]);
        }
    }
    tabs
}

/// The nouns of the lists that the field calls otherwise: in full for one and for several, and for several in short.
fn nouns(table: &TabsTable, base: &Profile) -> Vec<(&'static str, &'static str)> {
    let mut nouns = base.nouns.clone();
    let own = [
        (&table.findings, ["finding", "findings", ""]),
        (&table.recommendations, ["recommendation", "recommendations", "recs"]),
        (&table.reviews, ["review", "reviews", ""]),
    ];
    for (own, usual) in own {
        let Some(Label { label, short, one }) = own else { continue };
        let (many, short) = (in_a_line(label), in_a_line(short.as_ref().unwrap_or(label)));
        let one = one.as_ref().map_or_else(|| one_of(&many), |one| in_a_line(one));
        nouns.retain(|(known, _)| !usual.contains(known));
        nouns.extend(usual.into_iter().zip([one, many, short]).map(|(usual, own)| (usual, leaked(&own))));
    }
    nouns.retain(|(usual, own)| usual != own && !usual.is_empty());
    nouns
}

/// A label as it stands in the middle of a line: abbreviations keep their capitals.
fn in_a_line(label: &str) -> String {
    let is_abbreviation = label.chars().filter(|c| c.is_uppercase()).count() > 1;
    if is_abbreviation { label.to_owned() } else { label.to_lowercase() }
}

fn one_of(many: &str) -> String {
    match (many.strip_suffix("ies"), many.strip_suffix('s')) {
        (Some(stem), _) => format!("{stem}y"),
        (None, Some(one)) => one.to_owned(),
        (None, None) => many.to_owned(),
    }
}

fn ids(table: &IdsTable, base: &Profile, at: FindSpan<'_>, wrong: &mut PlacedProblems) -> [Option<IdForm>; 3] {
    let own = [&table.finding, &table.recommendation, &table.event];
    let mut own = own.into_iter().zip(WITH_IDS).map(|(row, (noun, _))| {
        let Some(IdRow { pattern, example }) = row else {
            let known = base.id_form(noun)?;
            return Some(IdForm { pattern: known.pattern.clone(), example: known.example });
        };
        let mut say =
            |key: &'static str, problem: Problem| wrong.push((at(&[Key("ids"), Key(noun), Key(key)]), problem));
        let Ok(whole) = Regex::new(&format!("^(?:{pattern})$")) else {
            let problem = Problem::error(format!("{} is not a pattern", quoted(pattern)));
            say("pattern", problem.help("write a regular expression, such as \"[0-9]{4}-[0-9]+\""));
            return None;
        };
        if !whole.is_match(example) {
            let problem = Problem::error(format!("{} is not of the pattern", quoted(example)));
            say("example", problem.help("write an id that the pattern matches"));
        } else if example.contains(char::is_whitespace) {
            say("example", Problem::error("an id holds no spaces").help("change the pattern and the example"));
        }
        Some(IdForm { pattern: whole, example: leaked(example) })
    });
    [own.next().flatten(), own.next().flatten(), own.next().flatten()]
}

/// The tables whose keys a profile may require, by the noun of each.
const TABLES_WITH_KEYS: [&str; 6] = ["case", "review", "finding", "recommendation", "event", "source"];

fn required(
    table: &RequiredTable,
    base: &Profile,
    at: FindSpan<'_>,
    wrong: &mut PlacedProblems,
) -> Vec<(&'static str, Vec<&'static str>)> {
    let own = [&table.case, &table.review, &table.finding, &table.recommendation, &table.event, &table.source];
    let mut required = Vec::new();
    for (noun, own) in TABLES_WITH_KEYS.into_iter().zip(own) {
        let Some(own) = own else {
            required.push((noun, base.required(noun).to_vec()));
            continue;
        };
        let fields = TABLES.iter().find(|(known, _)| *known == noun).map_or(&[][..], |(_, fields)| fields);
        let known: Vec<&'static str> = fields.iter().flat_map(|field| field.keys).copied().collect();
        let mut keys = Vec::new();
        for (index, key) in own.iter().enumerate() {
            match known.iter().find(|known| **known == key.as_str()) {
                Some(key) => keys.push(*key),
                None => {
                    let problem = Problem::error(format!("a {noun} has no key {}", quoted(key)));
                    let near = did_you_mean(&nearest(key, known.iter().copied()));
                    let help = near.unwrap_or_else(|| "see the reference of the case file".to_owned());
                    wrong.push((at(&[Key("required"), Key(noun), Index(index)]), problem.help(help)));
                }
            }
        }
        required.push((noun, keys));
    }
    required
}
