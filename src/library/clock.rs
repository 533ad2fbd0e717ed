//! The present time. The clock and the time zone are the system's, and either may be wrong.

use std::env;
use std::fs;
use std::path::{Component, Path};
use std::time::SystemTime;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// No file of a time zone is longer, in bytes.
const LONGEST_ZONE: u64 = 1 << 20;

/// The present time here; with a clock that is beyond the calendar, the calendar's end.
pub fn now() -> DateTime {
    let now = Timestamp::try_from(SystemTime::now()).unwrap_or(Timestamp::MAX);
    now.to_zoned(zone()).datetime()
}

/// The time zone of the system; where `TZ` names a file that is none, such as a device without an end, it is UTC.
fn zone() -> TimeZone {
    let name = env::var_os("TZ").unwrap_or_default();
    let name = name.to_string_lossy();
    let path = Path::new(name.strip_prefix(':').unwrap_or(&name));
    let is_zone = |path: &Path| fs::metadata(path).is_ok_and(|file| file.is_file() && file.len() <= LONGEST_ZONE);
    let is_path = path.is_absolute() || path.components().any(|part| part == Component::ParentDir);
    if is_path && !is_zone(path) { TimeZone::UTC } else { TimeZone::system() }
}
