//! A row of a report with everything that is known of its entry: what CSV and JSON are written from.

use std::sync::LazyLock;

use serde::ser::{Serialize, SerializeMap, Serializer};
use sha2::{Digest, Sha256};

use super::cell_marks::add_mark;
use super::parts;
use super::references::places;
use crate::case::fields::{Code, Described, Field, Value, When};
use crate::case::{
    Case, ClosedList, Event, Finding, ItemRef, PartialDate, Recommendation, Review, Source, SourceId, Text, Vocabulary,
};
use crate::page::citation::{is_web, reference};
use crate::page::labels::shown_year;
use crate::page::{Link, Listing, Page, Row};
use crate::search::main_text;

/// A code of a list with what people read for it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct CodedCell {
    /// The code, as files write it.
    pub code: String,
    /// The label.
    pub label: String,
}

/// The case that a row belongs to.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct RecordCase {
    pub id: String,
    pub title: String,
    /// The area, or the nation where the case has none.
    pub area: String,
    /// The year of the incident, or of the first review; empty where neither is known.
    pub year: String,
}

/// The review that a row belongs to.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct OfReview {
    pub id: String,
    pub title: String,
    /// As a file writes it: "2012-01-10"; null where no date is known.
    pub date: Option<String>,
    pub year: Option<i16>,
}

/// A source that a row rests on.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Cited {
    pub id: String,
    pub title: String,
    pub publisher: String,
    pub kind: String,
    /// As people read it: "11 January 2012".
    pub date: Option<String>,
    pub address: Option<String>,
    pub note: Option<String>,
}

/// The value of a field of an entry.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(untagged)]
pub enum Entered {
    /// A code with its label.
    Coded(CodedCell),
    /// A text, a date as "2013-01", a date in words.
    Text(String),
    /// A flag that is set.
    Flag(bool),
    /// A count.
    Number(u32),
    /// A part, by its fields.
    Part(Fields),
    /// Any number of these.
    Several(Vec<Entered>),
}

impl Entered {
    /// As a cell of a table.
    pub fn cell(&self) -> String {
        match self {
            Self::Coded(coded) => coded.label.clone(),
            Self::Text(text) => text.clone(),
            Self::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
            Self::Number(number) => number.to_string(),
            Self::Part(fields) => parts::part(fields.0.iter().map(|(name, value)| (*name, value.cell()))),
            Self::Several(all) if all.iter().any(|one| matches!(one, Self::Part(_))) => {
                parts::parts(all.iter().map(Self::cell))
            }
            Self::Several(all) => parts::list(all.iter().map(Self::cell)),
        }
    }
}

/// Fields of an entry by their names, in the order of their table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(Vec<(&'static str, Entered)>);

impl Fields {
    /// The value of the field with this name.
    pub fn get(&self, name: &str) -> Option<&Entered> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, entered)| entered)
    }

    /// Those of an entry that a record has a place for, where something is entered.
    fn of_entry(described: &dyn Described, vocabulary: &Vocabulary) -> Self {
        let mut fields = Vec::new();
        described.visit(&mut |field, value| {
            if !FIELDS.iter().any(|(name, _)| *name == field.name()) {
                return;
            }
            if let Some(entered) = entered(field, &value, vocabulary) {
                fields.push((field.name(), entered));
            }
            if let Value::When(when) = &value
                && field.keys.len() > 1
            {
                fields.extend(when.date.map(|date| (DATE_ISO, Entered::Text(date.iso()))));
                fields.extend(of_date(when).into_iter().filter(|(name, _)| *name != field.key()));
            }
        });
        Self(fields)
    }

    /// Those of a part: every key as the file has it.
    fn of_part(described: &dyn Described, vocabulary: &Vocabulary) -> Self {
        let mut fields = Vec::new();
        described.visit(&mut |field, value| match &value {
            Value::When(when) if field.keys.len() > 1 => fields.extend(of_date(when)),
            value => fields.extend(entered(field, value, vocabulary).map(|entered| (field.name(), entered))),
        });
        Self(fields)
    }
}

/// The keys of a date with words, each by itself.
fn of_date(when: &When<'_>) -> Vec<(&'static str, Entered)> {
    let iso = |date: PartialDate| Entered::Text(date.iso());
    let all = [
        ("date", when.date.map(iso)),
        ("until", when.until.map(iso)),
        ("date_text", when.text.map(|text| Entered::Text(text.to_owned()))),
    ];
    all.into_iter().filter_map(|(name, entered)| Some((name, entered?))).collect()
}

impl Serialize for Fields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, entered)| (name, entered)))
    }
}

fn entered(field: &Field, value: &Value<'_>, vocabulary: &Vocabulary) -> Option<Entered> {
    let coded = |code: &Code<'_>| {
        Entered::Coded(CodedCell { code: code.code().to_owned(), label: code.label(vocabulary).to_owned() })
    };
    let several: Vec<Entered> = match value {
        Value::Nothing => return None,
        Value::Text(text) => vec![Entered::Text((*text).to_owned())],
        Value::Prose(prose) => vec![Entered::Text(prose.to_string())],
        Value::When(when) => vec![Entered::Text(when.words.clone())],
        Value::Date(date) => vec![Entered::Text(date.iso())],
        Value::Flag => vec![Entered::Flag(true)],
        Value::Number(number) => vec![Entered::Number(*number)],
        Value::Code(code) => vec![coded(code)],
        Value::Codes(codes) => codes.iter().map(coded).collect(),
        Value::Texts(texts) => texts.iter().map(Text::to_string).map(Entered::Text).collect(),
        Value::Items(ids) => ids.iter().map(|id| Entered::Text(id.to_string())).collect(),
        Value::Sources(ids) => return Some(Entered::Several(ids.iter().map(of_source).collect())),
        Value::Parts(parts) => parts.iter().map(|part| Entered::Part(Fields::of_part(*part, vocabulary))).collect(),
    };
    if field.many { Some(Entered::Several(several)) } else { several.into_iter().next() }
}

fn of_source(id: &SourceId) -> Entered {
    Entered::Text(id.to_string())
}

/// Fields that a record has places of its own for.
const ELSEWHERE: [&str; 3] = ["item", "text", "sources"];

/// The date of an entry as its file has it; under `date` stands what people read.
const DATE_ISO: &str = "date_iso";

/// The fields of findings, recommendations and events: what every record has a place for, whatever its sort; true where one
/// holds several values.
static FIELDS: LazyLock<Vec<(&'static str, bool)>> = LazyLock::new(|| {
    let mut fields: Vec<(&'static str, bool)> = Vec::new();
    for field in [Finding::FIELDS, Recommendation::FIELDS, Event::FIELDS].into_iter().flatten() {
        let further = field.keys.iter().skip(1).copied();
        let names = std::iter::once(field.name()).chain(Some(DATE_ISO).filter(|_| field.keys.len() > 1)).chain(further);
        for name in names {
            if !ELSEWHERE.contains(&name) && !fields.iter().any(|(known, _)| *known == name) {
                fields.push((name, field.many));
            }
        }
    }
    fields
});

/// The fields of findings, recommendations and events, by their names.
pub fn field_names() -> impl Iterator<Item = &'static str> {
    FIELDS.iter().map(|(name, _)| *name)
}

/// A row of a report. Fields that an entry of its sort does not have are null or empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Record {
    pub case: Option<RecordCase>,
    pub review: Option<OfReview>,
    /// The id of the entry: "F1".
    pub item: String,
    /// finding, recommendation, event, source, page, statement (of no list of entries) or link (to no entry).
    pub sort: &'static str,
    /// The entry's own text; the row's, where it leads to no entry with a text.
    pub text: String,
    /// Every other field of the entry ([`field_names`]).
    #[serde(flatten, serialize_with = "all_fields")]
    pub fields: Fields,
    /// R, A or G, where the row was rated.
    pub rating: Option<String>,
    /// The user's own, of one or more lines.
    pub note: Option<String>,
    /// The place of the entry, in one sentence.
    pub citation: Option<String>,
    pub sources: Vec<Cited>,
    /// The heading that the row stands under.
    pub section: String,
    /// The lines of the row, as the report shows them; without the note, which stands by itself.
    pub details: Vec<String>,
    /// A short hash of the entry when this was written, and marks of the cells: an edited file that comes back is held against it.
    pub base: String,
}

/// Every field that a record has a place for, entered or not.
fn all_fields<S: Serializer>(fields: &Fields, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(FIELDS.len()))?;
    for (name, many) in FIELDS.iter() {
        match fields.get(name) {
            Some(entered) => map.serialize_entry(name, entered)?,
            None if *many => map.serialize_entry(name, &[(); 0])?,
            None => map.serialize_entry(name, &())?,
        }
    }
    map.end()
}

/// Every row of a report, in order.
pub fn records(report: &Page, listing: &Listing) -> Vec<Record> {
    let rows = |section: &'_ crate::page::Section| section.blocks.len();
    let mut records = Vec::with_capacity(report.sections.iter().map(rows).sum());
    for section in &report.sections {
        for block in &section.blocks {
            if let crate::page::Block::Row(row) = block {
                records.push(record(row, &section.heading, listing));
            }
        }
    }
    records
}

fn record(row: &Row, section: &str, listing: &Listing) -> Record {
    let mut record = Record {
        sort: "statement",
        text: row.text.clone(),
        // The tracker's rows begin with their letter; ids have a number behind it.
        rating: Some(row.lead.clone()).filter(|lead| matches!(lead.as_str(), "R" | "A" | "G")),
        note: row.note.clone(),
        section: section.to_owned(),
        ..Record::default()
    };
    let cited = |(key, index): (_, usize)| Some(cited(listing.case(key)?.sources.get(index)?));
    record.sources = places(listing, row).into_iter().filter_map(cited).collect();
    let key = row.item().map(|(key, _)| key).or_else(|| row.basis.sources.first().map(|(key, _)| *key));
    if let Some(case) = key.and_then(|key| listing.case(key)) {
        record.case = Some(of_case(case));
        if let Some((_, _, item)) = listing.item(row) {
            fill(&mut record, case, item, &listing.vocabulary);
        }
    } else if matches!(row.link, Some(Link::Search(_) | Link::Agency(_))) {
        record.sort = "link";
    }
    if record.sort == "statement" {
        let confidence = row.basis.confidence.map(|confidence| ("confidence", coded(confidence)));
        record.fields = Fields(confidence.into_iter().collect());
    }
    // The words of the row that the entry itself does not have.
    let own = Some(row.text.clone()).filter(|text| *text != record.text);
    record.details = own.into_iter().chain(row.about.iter().cloned()).collect();
    record.base = base_of(&record);
    record
}

/// Columns of a page that its entry does not tell: what stands in them is remembered, so that an edit of it is told. The last is
/// no column of a table: it is what JSON says of sources.
pub const OF_PAGE: [&str; 8] = ["rating", "note", "sources", "addresses", "section", "details", "text", IN_JSON];

/// The sources of a record with all that JSON says of them.
pub const IN_JSON: &str = "sources.json";

/// The columns that an export computes from the case.
pub const COMPUTED: [&str; 8] = ["case", "area", "year", "review", "review_date", "sort", "citation", "origin"];

/// The hash of the entry of a row, and marks of its cells.
fn base_of(record: &Record) -> String {
    let mut marks = String::new();
    for name in OF_PAGE.into_iter().chain(COMPUTED).chain([SOURCE_IDS]) {
        add_mark(&mut marks, name, &edited(record, name));
    }
    record.fields.0.iter().for_each(|(name, entered)| mark(&mut marks, name, entered));
    format!("{}{MARKED}{marks}", record.base)
}

/// Parts the hash of an entry from the marks of the cells of its row.
pub const MARKED: char = ':';

/// Marks a field in each form in which a table or JSON may have it.
fn mark(marks: &mut String, name: &str, entered: &Entered) {
    add_mark(marks, name, &entered.cell());
    match entered {
        Entered::Coded(coded) => add_mark(marks, &format!("{name}{CODE}"), &coded.code),
        Entered::Part(fields) => fields.0.iter().for_each(|(key, value)| mark(marks, &format!("{name}.{key}"), value)),
        Entered::Several(_) => {
            add_mark(marks, &format!("{name}{CODE}"), &codes(entered));
            add_mark(marks, name, &serde_json::to_value(entered).unwrap_or_default().to_string());
        }
        Entered::Flag(flag) => add_mark(marks, name, &flag.to_string()),
        Entered::Text(_) | Entered::Number(_) => {}
    }
}

/// An entry by itself, as a row of a report would record it.
pub fn record_of(case: &Case, item: ItemRef, vocabulary: &Vocabulary) -> Record {
    let mut record = Record { case: Some(of_case(case)), ..Record::default() };
    fill(&mut record, case, item, vocabulary);
    let ids = match item {
        ItemRef::Finding(..) => case.finding(item).map(|(_, entry)| &entry.sources),
        ItemRef::Recommendation(..) => case.recommendation(item).map(|(_, entry)| &entry.sources),
        ItemRef::Event(_) => case.event(item).map(|entry| &entry.sources),
        ItemRef::Source(_) | ItemRef::Page(_) => None,
    };
    let of_id = |id: &SourceId| case.sources.iter().find(|source| source.id == *id);
    record.sources = ids.into_iter().flatten().filter_map(of_id).map(cited).collect();
    record.base = base_of(&record);
    record
}

/// An entry as a short hash of its fields.
fn hash_of(case: &Case, item: ItemRef) -> String {
    let json = match item {
        ItemRef::Finding(..) => case.finding(item).map(|(_, entry)| serde_json::to_vec(entry)),
        ItemRef::Recommendation(..) => case.recommendation(item).map(|(_, entry)| serde_json::to_vec(entry)),
        ItemRef::Event(_) => case.event(item).map(serde_json::to_vec),
        ItemRef::Source(_) | ItemRef::Page(_) => None,
    };
    let bytes = json.and_then(Result::ok).unwrap_or_default();
    if bytes.is_empty() {
        return String::new();
    }
    Sha256::digest(&bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn of_case(case: &Case) -> RecordCase {
    RecordCase {
        id: case.id.to_string(),
        title: case.title.to_string(),
        area: case
            .area
            .as_ref()
            .map_or_else(|| case.shown_nation().unwrap_or(case.nation.label()).to_owned(), ToString::to_string),
        year: shown_year(case),
    }
}

fn of_review(review: &Review) -> OfReview {
    let date = review.date();
    OfReview {
        id: review.id.to_string(),
        title: review.title.to_string(),
        date: date.map(PartialDate::iso),
        year: date.map(PartialDate::year),
    }
}

fn cited(source: &Source) -> Cited {
    Cited {
        id: source.id.to_string(),
        title: source.title.to_string(),
        publisher: source.publisher.to_string(),
        kind: source.kind.label().to_owned(),
        date: crate::case::model::shown_date(source.date, None, source.date_text.as_ref()),
        address: source.url.as_ref().map(ToString::to_string),
        note: source.note.as_ref().map(ToString::to_string),
    }
}

fn coded<L: ClosedList>(value: L) -> Entered {
    Entered::Coded(CodedCell { code: value.code().to_owned(), label: value.label().to_owned() })
}

fn fill(record: &mut Record, case: &Case, item: ItemRef, vocabulary: &Vocabulary) {
    record.item = item.id(case);
    record.base = hash_of(case, item);
    record.citation = reference(case, item, vocabulary);
    if let Some(described) = case.described(item) {
        record.fields = Fields::of_entry(described, vocabulary);
    }
    record.sort = match item {
        ItemRef::Finding(..) => "finding",
        ItemRef::Recommendation(..) => "recommendation",
        ItemRef::Event(_) => "event",
        ItemRef::Source(_) => "source",
        ItemRef::Page(_) => "page",
    };
    record.review = case.review_of(item).map(of_review);
    // A page has no text of its own that stands for it.
    if !matches!(item, ItemRef::Page(_)) {
        main_text(case, item).clone_into(&mut record.text);
    }
}

/// The column that says what an entry was when it was exported, so that an edited file can come back.
pub const BASE: &str = "base";

/// The fields of codes, of which the code stands beside the label.
pub const CODED: [&str; 3] = ["agencies", "status", "response"];
/// The column of the ids of an entry's sources; under `sources` a report has what these are called.
pub const SOURCE_IDS: &str = "source_ids";
/// How the column of a code is named.
pub const CODE: &str = "_code";

/// The cell of a column of the table to edit.
pub fn edited(record: &Record, column: &str) -> String {
    match column.strip_suffix(CODE).filter(|name| CODED.contains(name)) {
        Some(name) => record.fields.get(name).map(codes).unwrap_or_default(),
        None if column == SOURCE_IDS => parts::list(record.sources.iter().map(|source| source.id.clone())),
        None => cell(record, column),
    }
}

fn codes(entered: &Entered) -> String {
    match entered {
        Entered::Coded(coded) => coded.code.clone(),
        Entered::Several(all) => parts::list(all.iter().map(codes)),
        other => other.cell(),
    }
}

/// The cell of a column.
pub fn cell(record: &Record, column: &str) -> String {
    let of_case = |part: fn(&RecordCase) -> &String| record.case.as_ref().map(part).cloned().unwrap_or_default();
    match column {
        "case_id" => of_case(|case| &case.id),
        "case" => of_case(|case| &case.title),
        "area" => of_case(|case| &case.area),
        "year" => of_case(|case| &case.year),
        "review" => record.review.as_ref().map(|review| review.title.clone()).unwrap_or_default(),
        "review_date" => record.review.as_ref().and_then(|review| review.date.clone()).unwrap_or_default(),
        "item" => record.item.clone(),
        "sort" => record.sort.to_owned(),
        "text" => record.text.clone(),
        "rating" => record.rating.clone().unwrap_or_default(),
        "note" => record.note.clone().unwrap_or_default(),
        "citation" => record.citation.clone().unwrap_or_default(),
        "sources" => record.sources.iter().map(written).collect::<Vec<_>>().join(" | "),
        "addresses" => addresses(&record.sources),
        IN_JSON => record.sources.iter().map(in_json).collect(),
        "section" => record.section.clone(),
        "details" => record.details.join(" | "),
        BASE => record.base.clone(),
        field => record.fields.get(field).map(Entered::cell).unwrap_or_default(),
    }
}

fn written(source: &Cited) -> String {
    let parts = [Some(&source.title), Some(&source.publisher), source.date.as_ref()];
    parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ")
}

fn in_json(source: &Cited) -> String {
    let Cited { id, title, publisher, kind, date, address, note } = source;
    let [date, address, note] = [date, address, note].map(|text| text.as_deref().unwrap_or_default());
    [id, title, publisher, kind, date, address, note].concat()
}

/// The addresses of the web; what is none does not become one by standing in a column of links.
fn addresses(sources: &[Cited]) -> String {
    let all = sources.iter().filter_map(|source| source.address.as_deref());
    all.filter(|address| is_web(address)).collect::<Vec<_>>().join(" ")
}
