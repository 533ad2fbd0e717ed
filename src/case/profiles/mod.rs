//! Profiles as files: those that casebook ships, those of libraries, and what a case owes to one.

mod known;
mod read;
mod required;
mod schema;

use serde_json::Value;

use super::profile::Profile;

pub(crate) use known::status_of_any;
pub use known::{read_profile, shipped_profiles};
pub use read::profile_schema;
pub(crate) use required::{lacks, may_lack};

/// The JSON Schema of a case file of a profile.
pub fn schema(profile: &Profile) -> &Value {
    profile.schema.get_or_init(|| schema::of(profile))
}

#[cfg(test)]
mod tests;
