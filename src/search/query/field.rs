//! The fields that a query can filter by: one table, which the parser, the help, the README, the completion and the
//! messages read.

pub use crate::case::fields::FilterField;

/// The owner of the values of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Values {
    /// Codes and labels: of the vocabulary, of closed lists, or as the library has them.
    Listed,
    /// Years and ranges of years.
    Years,
    /// Numbers and ranges of numbers.
    Counts,
    /// Days, months, years, and ranges of them.
    Days,
}

macro_rules! fields {
    ($($variant:ident, $name:literal, $noun:literal, $values:ident, [$($example:literal),+], $help:literal;)+) => {
        /// Every field, in the order of the help.
        pub const FIELDS: &[FieldRow] = &[
            $(FieldRow {
                field: FilterField::$variant,
                name: $name,
                noun: $noun,
                values: Values::$values,
                examples: &[$($example),+],
                help: $help,
            },)+
        ];

        impl FilterField {
            /// The field's row.
            pub const fn row(self) -> &'static FieldRow {
                match self {
                    $(Self::$variant => &FieldRow {
                        field: FilterField::$variant,
                        name: $name,
                        noun: $noun,
                        values: Values::$values,
                        examples: &[$($example),+],
                        help: $help,
                    },)+
                }
            }
        }
    };
}

/// A row of the table.
#[derive(Debug)]
pub struct FieldRow {
    /// The field.
    pub field: FilterField,
    /// The word before the colon.
    pub name: &'static str,
    /// The noun for one of its values in messages.
    pub noun: &'static str,
    /// The owner of its values.
    pub values: Values,
    /// How it is written.
    pub examples: &'static [&'static str],
    /// The entries that it leaves.
    pub help: &'static str,
}

fields! {
    Agency, "agency", "agency", Listed, ["agency:police", "agency:\"health visiting\""], "Findings on an agency, recommendations to it, events with it";
    To, "to", "agency", Listed, ["to:police", "to:\"health visiting\""], "Recommendations addressed to an agency, or to a body by its name";
    Theme, "theme", "theme", Listed, ["theme:\"information sharing\"", "theme:neglect"], "Findings and recommendations on a theme";
    Kind, "kind", "kind", Listed, ["kind:good_practice", "kind:missed"], "Findings, events and sources of a kind";
    Status, "status", "status", Listed, ["status:open", "status:implemented", "status:none"], "Recommendations by status or response; none: no status is entered";
    Grade, "grade", "grade", Listed, ["grade:inadequate", "grade:unsatisfactory"], "Reviews by the grade they were given, recommendations by their assessment";
    Review, "review", "kind of review", Listed, ["review:sar", "review:inquiry"], "What a kind of review holds; cases that had one";
    Nation, "nation", "nation", Listed, ["nation:wales", "nation:scotland"], "Cases of a nation";
    Area, "area", "area", Listed, ["area:haringey", "area:\"north east\""], "Cases of an area";
    Harm, "harm", "harm", Listed, ["harm:neglect", "harm:\"domestic abuse\""], "Cases by the harm that was done";
    Case, "case", "case", Listed, ["case:peter-connelly", "case:climbie"], "One case, by its id or title";
    Year, "year", "year", Years, ["year:2009", "year:2008..2013", "year:>2015", "year:<1990"], "Events by their year, findings and recommendations by the year of their report, cases by the year it happened";
    Is, "is", "sort of entry", Listed, ["is:finding", "is:recommendation", "is:event", "is:missed", "is:overdue", "is:marked", "is:shared"], "Entries of one sort; missed opportunities; overdue recommendations; what you marked; what has a note of the group";
    Confidence, "confidence", "confidence", Listed, ["confidence:reported", "confidence:confirmed"], "Entries by how well they stand";
    Person, "person", "person", Listed, ["person:adult", "person:child"], "Cases of a child or of an adult, where that is entered";
    Age, "age", "age", Listed, ["age:under_1", "age:\"1 to 5\"", "age:18_to_39"], "Cases by the age of the person, where it is entered";
    Sources, "sources", "number", Counts, ["sources:1", "sources:>=3", "sources:2..4"], "Entries by how many sources they rest on";
    Updated, "updated", "date", Days, ["updated:>=2015", "updated:>=\"June 2024\"", "updated:2009..2012"], "Recommendations and reviews of which something was reported at a time; with >=, since then";
    Body, "body", "body", Listed, ["body:\"Great Ormond Street\"", "body:council"], "Entries that name a body, by the name that the source gives it";
    Lead, "lead", "lead", Listed, ["lead:\"named gp\"", "lead:solicitor"], "Recommendations by the person or post that is to see to them";
    Rag, "rag", "colour", Listed, ["rag:amber", "rag:red"], "Recommendations by the colour that the record gives them";
    Reference, "reference", "reference", Listed, ["reference:2024-0123", "reference:0123"], "Reviews and what they hold, by their number or mark";
}

impl FilterField {
    /// The field with this name, in any case.
    pub fn named(name: &str) -> Option<Self> {
        FIELDS.iter().find(|row| row.name.eq_ignore_ascii_case(name)).map(|row| row.field)
    }
}

/// A sign of the query language, and what it means.
#[derive(Debug)]
pub struct Sign {
    /// How it is written.
    pub written: &'static str,
    /// The entries that it finds.
    pub help: &'static str,
}

/// The signs of the query language, in the order of the help: fzf's, so that fingers know them.
pub const SIGNS: &[Sign] = &[
    Sign {
        written: "police bruis",
        help: "Both words, in any order: whole, with another ending, from the start, inside, or misspelt",
    },
    Sign { written: "'bruis", help: "Exactly these letters, anywhere in a word" },
    Sign { written: "'bruise'", help: "Exactly this word" },
    Sign { written: "^the", help: "The text begins so" },
    Sign { written: "done$", help: "The text ends so" },
    Sign { written: "\"missed appointment\"", help: "These words next to each other" },
    Sign { written: "!police", help: "Without these letters; before a filter, without what it leaves" },
    Sign { written: "nurse | doctor", help: "One or the other" },
    Sign { written: "GP", help: "A capital means that capitals count; where nothing is written so, they do not" },
    Sign { written: "field:value", help: "Only what the filter leaves; Tab completes names and values" },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_is_of_its_field() {
        for row in FIELDS {
            assert!(std::ptr::eq(row.field.row().name, row.name) || row.field.row().name == row.name);
            for example in row.examples {
                assert!(example.starts_with(&format!("{}:", row.name)), "{example}");
            }
        }
    }
}
