//! Dates as metadata has them: W3C's profile of ISO 8601.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

/// The time given where nothing says when the article was changed: the first that a zip archive can hold.
const NEVER: &str = "1980-01-01T00:00:00Z";

/// Whether a date is a year, a month, a day or a time with its zone.
pub(super) fn is_valid(iso: &str) -> bool {
    start(iso).is_some()
}

/// `dcterms:modified`: the time that the caller gives, else the article's date, else one that never changes.
pub(super) fn modified(given: Option<Timestamp>, article: Option<&str>) -> String {
    let time = given.or_else(|| start(article?));
    let whole_seconds = time.and_then(|time| Timestamp::from_second(time.as_second()).ok());
    whole_seconds.map_or_else(|| NEVER.to_owned(), |time| time.to_string())
}

/// The first moment of a date; a time without a zone counts as UTC.
fn start(iso: &str) -> Option<Timestamp> {
    let whole = match iso.len() {
        4 => format!("{iso}-01-01"),
        7 => format!("{iso}-01"),
        _ => iso.to_owned(),
    };
    if let Ok(time) = whole.parse::<Timestamp>() {
        return Some(time);
    }
    let local =
        whole.parse::<DateTime>().ok().or_else(|| Some(whole.parse::<Date>().ok()?.at(0, 0, 0, 0)))?;
    local.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use super::{is_valid, modified};

    #[test]
    fn dates_become_times() {
        assert_eq!(modified(None, Some("2026")), "2026-01-01T00:00:00Z");
        assert_eq!(modified(None, Some("2026-11-23")), "2026-11-23T00:00:00Z");
        assert_eq!(modified(None, Some("2026-11-23T10:30:00+01:00")), "2026-11-23T09:30:00Z");
        assert_eq!(modified(None, Some("soon")), "1980-01-01T00:00:00Z");
        assert!(!is_valid("2026-13") && !is_valid("") && is_valid("2026-11"));
    }
}
