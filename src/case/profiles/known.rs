//! The profiles that there are: those that are shipped, and those of libraries that have been read.

use std::sync::{LazyLock, Mutex, PoisonError};

use super::read::profile_of;
use crate::case::closed::{ClosedList, RecommendationStatus};
use crate::case::profile::Profile;
use crate::document::{Diagnostic, without_mark};

static SHIPPED: LazyLock<Vec<&'static Profile>> = LazyLock::new(|| {
    let mut all = vec![Profile::case_reviews()];
    for text in [include_str!("coroner.toml"), include_str!("accident.toml")] {
        // That both are sound is tested.
        let made = profile_of(text, &all);
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

/// Reads the text of a profile.
///
/// # Errors
/// The first thing that is wrong with it, at its line: a library without a profile that can be read opens under
/// `case-reviews`.
pub fn read_profile(text: &str) -> Result<&'static Profile, Vec<Diagnostic>> {
    let text = without_mark(text);
    profile_of(text, shipped_profiles()).map(|profile| kept(text, profile))
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
