//! The model of the field: a case, its reviews, what they found and recommended, and the sources behind every line.
//!
//! This room imports nothing from the rest of the program. Everything that enters it from a file passes through
//! [`Text`] or [`Prose`], which clean what they are given, so that nothing read from a file can act on a terminal.

pub(crate) mod check;
pub mod closed;
pub mod date;
pub mod due;
mod evidence;
pub mod fields;
mod in_force;
pub(crate) mod item;
pub mod kinds;
pub mod lexicon;
mod librarian;
mod links;
pub mod model;
pub(crate) mod open;
mod place;
pub(crate) mod profile;
mod profiles;
pub mod read;
mod references;
pub mod signs;
pub(crate) mod stored;
pub(crate) mod thesaurus;
mod wording;

pub use crate::document::{Diagnostic, Severity};
pub use crate::text::{Prose, Text};
pub use closed::{
    AssessmentGrade, ClosedList, Confidence, EventKind, FactAbout, FindingKind, FindingPattern, Grade, LinkedBy,
    Nation, Outcome, PublicationState, RecommendationStatus, Response, ReviewKind, Role, Scope, SourceKind,
};
pub use date::{PartialDate, TimeOfDay};
pub use item::{CasePage, ItemKey, ItemKind, ItemRef};
pub use model::{
    Addressee, Assessment, Case, Claim, Dispute, EntryOrigin, Evaluation, EvaluationPoint, Event, Fact, Finding,
    Involved, Name, Person, Publication, Recommendation, Related, Review, Source, SourceId, StatusChange, Update,
};
pub use open::{Agency, Harm, OpenList, Term, Theme, Vocabulary};
pub use place::line_of;
pub use profile::Profile;
pub(crate) use profiles::status_of_any;
pub use profiles::{profile_schema, read_profile, schema, shipped_profiles};
pub use read::read_case;
pub use thesaurus::{Meaning, Thesaurus, WordRelation, phrase_key};
