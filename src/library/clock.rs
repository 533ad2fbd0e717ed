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
    at(SystemTime::now(), zone())
}

fn at(time: SystemTime, zone: TimeZone) -> DateTime {
    let known = Timestamp::try_from(time);
    let end = if time < SystemTime::UNIX_EPOCH { Timestamp::MIN } else { Timestamp::MAX };
    known.unwrap_or(end).to_zoned(zone).datetime()
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

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_clock_beyond_the_calendar_stands_at_its_end() {
        let after = |seconds: u64| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        for (time, year) in [
            (SystemTime::UNIX_EPOCH, 1970),
            (after(1_796_000_000), 2026),
            (after(253_370_764_800), 9999),
            (after(253_402_300_800), 9999),
            (after(253_402_300_800 * 4), 9999),
            (after(i64::MAX as u64), 9999),
            (SystemTime::UNIX_EPOCH - Duration::from_secs(400_000 * 31_556_952), -9999),
        ] {
            assert_eq!(at(time, TimeZone::UTC).year(), year, "{time:?}");
        }
    }
}
