//! The fields of a case file, each described once: what it is called, what the search makes of it, what hiding names makes
//! of it, how it reads where nothing is entered.
//!
//! `tables` holds one table for each kind of item and part, bound to its struct: a field without a row does not compile.
//! Readers ask a struct for its fields with their values ([`Described::visit`], [`Described::values`]) and name no field
//! by hand: search documents, filters, hiding names, explanations, records of CSV and JSON, and the pages of an item.
//!
//! A new field costs the struct and its row.

mod tables;
mod value;

use crate::case::item::{CasePage, ItemRef};
use crate::case::model::Case;

pub use value::{Code, FieldValue, HidableValue, Rewrite, Value, When};

/// The part of an item or a case that a text is, which gives its weight in the search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The statement or the title. An item has one such text, and it comes first.
    Main,
    /// A label of a list, which many items carry.
    Label,
    /// Any other text: dates, names of bodies, updates.
    Other,
}

/// The filters of a query. The table `FIELDS` of the query language says how each is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FilterField {
    /// An agency, in whatever part.
    Agency,
    /// The agency that a recommendation is addressed to.
    To,
    /// The theme of an entry.
    Theme,
    /// The kind of a finding, event or source.
    Kind,
    /// The status of a recommendation, or the response.
    Status,
    /// The grade of a review, or the assessment of a response.
    Grade,
    /// The kind of review.
    Review,
    /// The nation of the case.
    Nation,
    /// The area of the case.
    Area,
    /// The harm that was done.
    Harm,
    /// The case, by its id.
    Case,
    /// The year of an event or case.
    Year,
    /// The sort of entry.
    Is,
    /// How well an entry stands.
    Confidence,
    /// A child or an adult: the person at the centre.
    Person,
    /// The age of the person.
    Age,
    /// The number of sources of an entry.
    Sources,
    /// The date of an update.
    Updated,
    /// A body as the source names it.
    Body,
    /// The person or post that is to see to a recommendation.
    Lead,
    /// The colour that a record gives a recommendation.
    Rag,
    /// The number or mark of a review.
    Reference,
}

/// How hiding names treats the text of a field. Dates become years and ids of sources become numbers wherever they stand;
/// codes, numbers and flags tell of nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hide {
    /// Names, places, ages and dates are looked for in it and replaced.
    Scan,
    /// The name of a body: scanned, and replaced as a whole where what is left still names something.
    Body,
    /// The name of a person, or of a file or document that may bear one: replaced as a whole.
    Person,
    /// A text that only the case as a whole can decide on: ids, titles and addresses that name the case.
    Whole,
}

/// A row of a table: one field of a kind of item, or one date with the words that belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// The keys in the file: one, or those of a date, its end and its words.
    pub keys: &'static [&'static str],
    /// The label on the screen and in exports.
    pub label: &'static str,
    /// The name in records of CSV and JSON, where that is not its key.
    pub recorded: Option<&'static str>,
    /// The part of its item in the search; nothing where it is not searched.
    pub part: Option<Part>,
    /// The part of *every* item of the case in the search: what names the case.
    pub names_case: Option<Part>,
    /// The filters that find its item by it.
    pub filters: &'static [FilterField],
    /// How hiding names treats it.
    pub hide: Hide,
    /// The words of a page where nothing is entered; nothing where the field is then left out.
    pub empty: Option<&'static str>,
    /// True if a page prints the definition of the code behind its label.
    pub defined: bool,
    /// True if it holds any number of values: a record writes a list even of one or none.
    pub many: bool,
}

/// A row, to be completed by what follows it.
const fn row(label: &'static str) -> Field {
    Field {
        keys: &[],
        label,
        recorded: None,
        part: None,
        names_case: None,
        filters: &[],
        hide: Hide::Scan,
        empty: None,
        defined: false,
        many: false,
    }
}

impl Field {
    /// The key in the file.
    pub fn key(&self) -> &'static str {
        self.keys.first().copied().unwrap_or_default()
    }

    /// The name in records of CSV and JSON.
    pub fn name(&self) -> &'static str {
        self.recorded.unwrap_or(self.key())
    }

    /// True if it is the text of its item.
    pub fn is_main(&self) -> bool {
        self.part == Some(Part::Main)
    }

    const fn keyed(self, keys: &'static [&'static str]) -> Self {
        Self { keys, ..self }
    }

    const fn recorded(self, name: &'static str) -> Self {
        Self { recorded: Some(name), ..self }
    }

    const fn searched(self, part: Part) -> Self {
        Self { part: Some(part), ..self }
    }

    const fn names_case(self, part: Part) -> Self {
        Self { names_case: Some(part), ..self }
    }

    const fn filter(self, filters: &'static [FilterField]) -> Self {
        Self { filters, ..self }
    }

    const fn hide(self, hide: Hide) -> Self {
        Self { hide, ..self }
    }

    const fn empty(self, told: &'static str) -> Self {
        Self { empty: Some(told), ..self }
    }

    const fn defined(self) -> Self {
        Self { defined: true, ..self }
    }

    const fn many(self) -> Self {
        Self { many: true, ..self }
    }
}

/// A struct whose fields a table describes.
pub trait Described {
    /// The noun for it: "finding", "update".
    fn noun(&self) -> &'static str;

    /// Calls `see` with every row of its table and the value that stands here, in the order in which a page shows them.
    fn visit<'a>(&'a self, see: &mut dyn FnMut(&'static Field, Value<'a>));

    /// Calls `change` with every row and everything in its field that may name somebody, parts included.
    fn visit_mut(&mut self, change: Rewrite<'_>);

    /// Every row with its value, in the order in which a page shows them.
    fn values(&self) -> Vec<(&'static Field, Value<'_>)> {
        let mut values = Vec::new();
        self.visit(&mut |field, value| values.push((field, value)));
        values
    }
}

impl Case {
    /// The struct behind an item: a finding, recommendation, event, source or review, or the case itself. The other pages
    /// of a case show parts of it: `disputed`, `related`, `gaps`.
    pub fn described(&self, item: ItemRef) -> Option<&dyn Described> {
        Some(match item {
            ItemRef::Finding(..) => self.finding(item)?.1,
            ItemRef::Recommendation(..) => self.recommendation(item)?.1,
            ItemRef::Event(_) => self.event(item)?,
            ItemRef::Source(_) => self.source_at(item)?,
            ItemRef::Page(CasePage::Review(index)) => self.reviews.get(index)?,
            ItemRef::Page(CasePage::Case) => self,
            ItemRef::Page(CasePage::SideBySide | CasePage::Disputed | CasePage::Related | CasePage::Gaps) => {
                return None;
            }
        })
    }
}

/// Binds a table to its struct. A row is `key: row`, or `date | words: row` and `date | until | words: row` for a date that
/// words may stand for. A field of the struct that no row names does not compile, but for one that is no key of the file.
macro_rules! fields {
    ($($struct:ident, $noun:literal $(without $apart:ident)? { $($($key:ident)|+ : $row:expr),+ $(,)? })+) => {
        $(
            impl $struct {
                /// The table of its fields, in the order in which a page shows them.
                pub const FIELDS: &'static [Field] = &[$($row.keyed(&[$(stringify!($key)),+])),+];
            }

            impl Described for $struct {
                fn noun(&self) -> &'static str {
                    $noun
                }

                fn visit<'a>(&'a self, see: &mut dyn FnMut(&'static Field, Value<'a>)) {
                    let Self { $($($key),+),+ $(, $apart: _)? } = self;
                    let mut rows = Self::FIELDS.iter();
                    $(rows.next().into_iter().for_each(|row| see(row, fields!(@value $($key),+)));)+
                }

                fn visit_mut(&mut self, change: Rewrite<'_>) {
                    let Self { $($($key),+),+ $(, $apart: _)? } = self;
                    let mut rows = Self::FIELDS.iter();
                    $(
                        if let Some(row) = rows.next() {
                            $(FieldValue::visit_mut($key, row, change);)+
                        }
                    )+
                }
            }

            impl FieldValue for $struct {
                fn value(&self) -> Value<'_> {
                    Value::Parts(vec![self])
                }

                fn visit_mut(&mut self, _: &'static Field, change: Rewrite<'_>) {
                    Described::visit_mut(self, change);
                }
            }
        )+

        /// Every table: what it describes, and its rows.
        pub const TABLES: &[(&str, &[Field])] = &[$(($noun, $struct::FIELDS)),+];
    };
    (@value $field:ident) => { FieldValue::value($field) };
    (@value $date:ident, $words:ident) => { Value::when(*$date, None, $words.as_ref()) };
    (@value $date:ident, $until:ident, $words:ident) => { Value::when(*$date, *$until, $words.as_ref()) };
}
use fields;
pub use tables::TABLES;
