//! Reads dates and prints them as a language does.
//!
//! Entry points: [`read`], which takes dates in words too ([`words`]), and [`printed`]. A date is a year, a year and a month, a day, or a day with time and zone (the profile of ISO 8601 that EPUB asks
//! for). The calendar is jiff's; the names of the months are ours, since no locale data is carried.

mod words;

use jiff::civil;

use crate::diagnostic::{Code, Context, Diagnostic};
use crate::document::Date;
use crate::source::Span;

/// Reads a date; one that is not of the calendar is reported and left out. `display` is left empty.
pub(super) fn read(text: &str, span: Span, context: &Context) -> Option<Date> {
    let text = text.trim();
    let in_words = || words::iso(text, FORMATS.iter().map(|format| (format.within, format.alone)));
    let iso = normalized(text).or_else(|| in_words().filter(|iso| fields(iso).is_some()));
    if iso.is_none() {
        let is_formed = text.len() >= 7 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        let what = if is_formed { "is not a date of the calendar" } else { "is not a date that can be read" };
        let mut meant = words::candidates(text);
        meant.retain(|iso| fields(iso).is_some());
        let help = match meant.as_slice() {
            [one] => format!("write `{one}`; it was left out"),
            [one, other] => format!("write `{one}` or `{other}`, as it is meant; it was left out"),
            _ => "expected a year, `2026-11` or `2026-11-23`, with or without `T09:30:00Z`, or as in `23 November 2026`; it was left out".to_owned(),
        };
        let message = format!("`{text}` {what}");
        context.report(Diagnostic::new(Code::DateInvalid, span, message).help(help));
    }
    Some(Date { iso: iso?, display: String::new() })
}

/// The day that a text says, in words or numbers, in ISO's form without a time; `None` if it is none.
#[cfg(feature = "import")]
pub(crate) fn day(text: &str) -> Option<String> {
    let words = || words::iso(text, FORMATS.iter().map(|format| (format.within, format.alone)));
    let iso = normalized(text).or_else(words)?;
    let day = iso.split('T').next().filter(|day| fields(day).is_some())?;
    Some(day.to_owned())
}

/// The date in the one form that outputs carry. A time without a zone says nothing and is dropped.
fn normalized(text: &str) -> Option<String> {
    let (day, time) = match text.split_once(['T', 't', ' ']) {
        Some((day, time)) => (day, Some(time.trim())),
        None => (text, None),
    };
    fields(day)?;
    let Some(time) = time else { return Some(day.to_owned()) };
    let zoned = format!("{day}T{}", time.to_uppercase().replace(' ', ""));
    if zoned.parse::<jiff::Timestamp>().is_ok() {
        return Some(zoned);
    }
    zoned.parse::<civil::DateTime>().is_ok().then(|| day.to_owned())
}

/// Year, month and day of a date, checked against the calendar; the last two may be absent.
fn fields(day: &str) -> Option<(i16, Option<i8>, Option<i8>)> {
    let number = |text: &str, digits: usize| {
        let plain = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| text.parse::<i16>().ok()).flatten()
    };
    let mut parts = day.split('-');
    let year = number(parts.next()?, 4)?;
    let month = parts.next().map(|text| number(text, 2)).map_or(Some(None), |month| month.map(Some))?;
    let date = parts.next().map(|text| number(text, 2)).map_or(Some(None), |date| date.map(Some))?;
    if parts.next().is_some() {
        return None;
    }
    let narrow = |part: Option<i16>| part.map(i8::try_from).transpose().ok();
    let (month, date) = (narrow(month)?, narrow(date)?);
    civil::Date::new(year, month.unwrap_or(1), date.unwrap_or(1)).ok()?;
    Some((year, month, date))
}

/// A date in a form that [`read`] gives, as the language prints it; other languages keep the digits.
pub(in crate::markdown) fn printed(iso: &str, language: &str) -> String {
    let day = iso.split('T').next().unwrap_or(iso);
    let Some((year, month, date)) = fields(day) else { return iso.to_owned() };
    let Some(month) = month else { return year.to_string() };
    let (primary, rest) = language.split_once('-').unwrap_or((language, ""));
    let Some(format) = FORMATS.iter().find(|format| format.language == primary) else {
        return day.to_owned();
    };
    let name = |names: &'static str| {
        let index = usize::try_from(month).ok().and_then(|month| month.checked_sub(1));
        index.and_then(|index| names.split(' ').nth(index)).unwrap_or_default()
    };
    let Some(date) = date else {
        return format.month.replace("{m}", name(format.alone)).replace("{y}", &year.to_string());
    };
    let american = primary == "en" && !british(rest);
    let first = date == 1 && matches!(primary, "fr" | "it");
    let number = match (first, primary) {
        (true, "fr") => "1er".to_owned(),
        (true, _) => "1º".to_owned(),
        _ => date.to_string(),
    };
    let day = if american { "{m} {d}, {y}" } else { format.day };
    day.replace("{d}", &number).replace("{m}", name(format.within)).replace("{y}", &year.to_string())
}

/// Whether an English of this region puts the day before the month. Plain `en` is American.
fn british(region: &str) -> bool {
    !matches!(region.split('-').next_back(), None | Some("" | "US" | "CA" | "PH" | "PR" | "GU" | "VI"))
}

/// How a language prints dates.
struct Format {
    language: &'static str,
    /// The months as they stand in a date with a day.
    within: &'static str,
    /// The months as they stand before a year alone.
    alone: &'static str,
    day: &'static str,
    month: &'static str,
}

const fn format(
    language: &'static str,
    months: &'static str,
    day: &'static str,
    month: &'static str,
) -> Format {
    Format { language, within: months, alone: months, day, month }
}

/// Spaces between day and month do not break.
const FORMATS: [Format; 10] = [
    format(
        "en",
        "January February March April May June July August September October November December",
        "{d}\u{a0}{m} {y}",
        "{m} {y}",
    ),
    format(
        "de",
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "{d}.\u{a0}{m} {y}",
        "{m} {y}",
    ),
    format(
        "fr",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "{d}\u{a0}{m} {y}",
        "{m} {y}",
    ),
    format(
        "es",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "{d}\u{a0}de {m} de {y}",
        "{m} de {y}",
    ),
    format(
        "it",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "{d}\u{a0}{m} {y}",
        "{m} {y}",
    ),
    format(
        "pt",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "{d}\u{a0}de {m} de {y}",
        "{m} de {y}",
    ),
    format(
        "nl",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "{d}\u{a0}{m} {y}",
        "{m} {y}",
    ),
    Format {
        language: "pl",
        within: "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
        alone: "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
        day: "{d}\u{a0}{m} {y}",
        month: "{m} {y}",
    },
    format(
        "sv",
        "januari februari mars april maj juni juli augusti september oktober november december",
        "{d}\u{a0}{m} {y}",
        "{m} {y}",
    ),
    Format {
        language: "ru",
        within: "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        alone: "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
        day: "{d}\u{a0}{m} {y}\u{a0}г.",
        month: "{m} {y}\u{a0}г.",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_of_the_calendar_are_dates() {
        for good in ["2026", "2026-11", "2024-02-29", "2026-11-23T09:30:00Z", "2026-11-23T09:30:00+01:00"] {
            assert_eq!(normalized(good).as_deref(), Some(good));
        }
        assert_eq!(normalized("2026-11-23 09:30").as_deref(), Some("2026-11-23"));
        for bad in ["2026-02-29", "2026-13", "2026-1-2", "23.11.2026", "soon", "", "2026-11-23T25:00:00Z"] {
            assert_eq!(normalized(bad), None, "{bad}");
        }
    }

    #[test]
    fn dates_in_words_are_read() {
        let read = |text: &str| {
            let context = Context::new();
            let date = super::read(text, Span::default(), &context).map(|date| date.iso);
            let help = context.take_diagnostics().pop().and_then(|message| message.help).unwrap_or_default();
            date.unwrap_or(help)
        };
        for text in [
            "3 November 2025",
            "November 3, 2025",
            "Nov. 3rd, 2025",
            "3. November 2025",
            "03.11.2025",
            "3. 11. 2025",
            "3 novembre 2025",
            "3 de noviembre de 2025",
            "3 listopada 2025",
            "3 ноября 2025 г.",
            "2025-11-03",
        ] {
            assert_eq!(read(text), "2025-11-03", "{text}");
        }
        assert_eq!(read("1er mars 2026"), "2026-03-01");
        assert_eq!(read("listopad 2025"), "2025-11");
        assert!(read("3/11/2025").starts_with("write `2025-11-03` or `2025-03-11`"));
        assert!(read("23/11/2025").starts_with("write `2025-11-23`;"));
        assert!(read("2025/11/3").starts_with("write `2025-11-03`;"));
        for text in ["31 November 2025", "soon", "3 November", "1 2 November 2025", "November March 2025"] {
            assert!(read(text).starts_with("expected"), "{text}");
        }
    }

    #[test]
    fn dates_are_printed_as_the_language_does() {
        let all = ["en-US", "en-GB", "de", "fr", "es", "it", "pt-BR", "nl", "pl", "sv", "ru", "ja"];
        let printed: Vec<String> = all.iter().map(|language| printed("2026-03-01", language)).collect();
        assert_eq!(
            printed.join("; ").replace('\u{a0}', " "),
            "March 1, 2026; 1 March 2026; 1. März 2026; 1er mars 2026; 1 de marzo de 2026; 1º marzo 2026; \
             1 de março de 2026; 1 maart 2026; 1 marca 2026; 1 mars 2026; 1 марта 2026 г.; 2026-03-01"
        );
        assert_eq!(super::printed("2026-03", "pl"), "marzec 2026");
        assert_eq!(super::printed("2026", "en"), "2026");
    }
}
