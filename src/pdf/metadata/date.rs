//! Dates as Info and XMP write them (ISO 32000-1, 7.9.4; XMP 1, 8.2.1.2).

/// A year, a month or a day, and with a day perhaps a time.
pub struct Date {
    /// `2026`, `2026-11` or `2026-11-23`.
    day: String,
    /// `10:30:00` and `Z` or `+01:00`.
    time: Option<(String, String)>,
}

impl Date {
    /// Reads an ISO 8601 date, with or without a time and a zone; a time without a zone counts as UTC.
    pub fn parse(text: &str) -> Option<Date> {
        if matches(text, "0000") || matches(text, "0000-00") {
            return Some(Date { day: text.to_owned(), time: None });
        }
        let (day, rest) = text.split_at_checked(10)?;
        if !matches(day, "0000-00-00") {
            return None;
        }
        let rest = rest.trim_start_matches(['T', ' ']);
        let Some((time, zone)) = rest.split_at_checked(8).filter(|(time, _)| matches(time, "00:00:00"))
        else {
            return Some(Date { day: day.to_owned(), time: None });
        };
        let zone = zone.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
        let zone = zone.get(..6).filter(|zone| matches(zone, "+00:00") || matches(zone, "-00:00"));
        Some(Date { day: day.to_owned(), time: Some((time.to_owned(), zone.unwrap_or("Z").to_owned())) })
    }

    /// As a PDF date string.
    pub fn pdf(&self) -> String {
        let mut text = format!("D:{}", self.day.replace('-', ""));
        if let Some((time, zone)) = &self.time {
            text += &time.replace(':', "");
            text += &zone.replace(':', "'");
            if zone != "Z" {
                text.push('\'');
            }
        }
        text
    }

    /// As an XMP date.
    pub fn xmp(&self) -> String {
        match &self.time {
            Some((time, zone)) => format!("{}T{time}{zone}", self.day),
            None => self.day.clone(),
        }
    }
}

/// Whether `text` has the form of `pattern`, where 0 stands for any digit.
fn matches(text: &str, pattern: &str) -> bool {
    text.len() == pattern.len()
        && text.bytes().zip(pattern.bytes()).all(|(byte, wanted)| match wanted {
            b'0' => byte.is_ascii_digit(),
            _ => byte == wanted,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_come_in_both_forms() {
        let both = |text| Date::parse(text).map(|date| (date.pdf(), date.xmp()));
        let pair = |pdf: &str, xmp: &str| Some((pdf.to_owned(), xmp.to_owned()));
        assert_eq!(both("2026-11-23"), pair("D:20261123", "2026-11-23"));
        assert_eq!(both("2026-11-23T10:30:00Z"), pair("D:20261123103000Z", "2026-11-23T10:30:00Z"));
        assert_eq!(
            both("2026-11-23T10:30:00.5+01:00"),
            pair("D:20261123103000+01'00'", "2026-11-23T10:30:00+01:00")
        );
        assert_eq!(both("2026"), pair("D:2026", "2026"));
        assert_eq!(both("2026-11"), pair("D:202611", "2026-11"));
        assert_eq!(both("November"), None);
    }
}
