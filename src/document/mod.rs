//! TOML files that people write: parsed with the place of every value, held against a schema, with every problem told by line,
//! column and what would be right. Knows no case: a library's lists of codes are asked for through [`Codes`].

mod diagnostic;
mod parse;
mod shape;

pub use diagnostic::{Diagnostic, LineStarts, MOST, Problem, Severity, quoted};
pub use parse::{
    Checked, PathProblems, PlacedProblems, Step, ValuePath, check, entries, locate, parse, text_in, without_mark,
};
pub use shape::Codes;
