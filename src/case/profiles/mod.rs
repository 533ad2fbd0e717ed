//! Profiles as files: those that casebook ships, those of libraries, and what a case owes to one.

mod read;
mod required;
mod schema;

use std::sync::{LazyLock, Mutex, PoisonError};

use serde_json::Value;

use super::closed::{ClosedList, RecommendationStatus};
use super::profile::Profile;

pub use read::{profile_schema, read_profile};
pub(crate) use required::{lacks, may_lack};

static SHIPPED: LazyLock<Vec<&'static Profile>> = LazyLock::new(|| {
    let mut all = vec![Profile::case_reviews()];
    for text in [include_str!("coroner.toml"), include_str!("accident.toml")] {
        // That both are sound is tested.
        let made = read::profile_of(text, &all);
        all.extend(made.ok().map(|profile| &*Box::leak(Box::new(profile))));
    }
    all
});

/// Profiles of libraries by their text: a file that is read again is the same profile.
static OF_LIBRARIES: Mutex<Vec<(String, &'static Profile)>> = Mutex::new(Vec::new());

/// The profiles that casebook ships, `case-reviews` first.
pub fn shipped_profiles() -> &'static [&'static Profile] {
    &SHIPPED
}

/// The JSON Schema of a case file of a profile.
pub fn schema(profile: &Profile) -> &Value {
    profile.schema.get_or_init(|| schema::of(profile))
}

/// Keeps a profile for as long as the program runs.
fn kept(text: &str, profile: Profile) -> &'static Profile {
    let mut known = OF_LIBRARIES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, known)) = known.iter().find(|(known, _)| known == text) {
        return known;
    }
    let profile: &'static Profile = Box::leak(Box::new(profile));
    known.push((text.to_owned(), profile));
    profile
}

/// The value with this code, of whatever profile has been read; those that are shipped first. For codes that stand outside a
/// case, such as in a snapshot.
pub(crate) fn status_of_any(code: &str) -> Option<RecommendationStatus> {
    let known = OF_LIBRARIES.lock().unwrap_or_else(PoisonError::into_inner);
    let all = SHIPPED.iter().copied().chain(known.iter().map(|(_, profile)| *profile));
    let mut values = all.flat_map(|profile| profile.values(RecommendationStatus::LIST));
    values.find(|value| value.code == code).map(|value| RecommendationStatus::of_value(value))
}

#[cfg(test)]
mod tests;
