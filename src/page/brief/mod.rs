//! The brief of a subject: an agency, a theme, a harm, a nation, a place, or what a search finds. In full, and in a short form
//! to be read aloud.

mod counts;
mod gather;
mod long;
mod of;
mod short;
mod subject;

pub use long::brief;
pub use of::{BriefOf, BriefSubject};
pub use short::{MOST_WORDS, is_speakable, short_brief, short_case_brief};
pub use subject::{NoSubject, Subject};
