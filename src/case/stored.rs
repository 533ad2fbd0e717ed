//! A case between two sessions: as bytes that are read many times faster than its file.

use super::closed::own;
use super::model::Case;
use super::profile::{InProfile, Profile};

/// The bytes of a case; nothing for one that they do not hold as it is.
pub fn stored(case: &Case) -> Option<Vec<u8>> {
    let bytes = serde_json::to_vec(case).ok()?;
    (restored(case.profile.get(), &bytes).as_ref() == Some(case)).then_some(bytes)
}

/// The case of such bytes, of a library that goes by this profile. Every text is cleaned once more on its way in.
pub fn restored(profile: &'static Profile, bytes: &[u8]) -> Option<Case> {
    let mut case = own::with(profile.in_force(), || serde_json::from_slice::<Case>(bytes)).ok()?;
    case.profile = InProfile::new(profile);
    Some(case)
}
