//! Recognises dates on lines of their own, and datelines before the first words of a text.

use super::vocabulary::{DATE_WORDS, WEEKDAYS, is_capitals, is_one, prefix};
use crate::markdown::day_of;

/// A line of more characters is no date.
const LONGEST: usize = 70;

/// The day that a text says, and nothing besides: words such as `Published`, a weekday and a time are passed over.
pub(super) fn day(text: &str, language: &str) -> Option<String> {
    if text.chars().count() > LONGEST || !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let text = text.trim_matches(|c: char| c.is_whitespace() || "()[]|·•,.—–-".contains(c));
    if let Some(iso) = by_numbers(text, language).or_else(|| whole(text)) {
        return Some(iso);
    }
    let mut rest = text;
    while let Some(length) = prefix(DATE_WORDS, rest).filter(|length| *length < rest.len()) {
        rest = rest.get(length..)?.trim_start_matches([':', ' ', ',']);
    }
    let words: Vec<&str> =
        rest.split_whitespace().filter(|word| !is_weekday(word) && !is_time(word)).collect();
    let rest = words.join(" ");
    let rest = rest.trim_matches(|c: char| ",;:|·•—– ".contains(c));
    by_numbers(rest, language).or_else(|| whole(rest))
}

/// A date down to its day.
fn whole(text: &str) -> Option<String> {
    let iso = day_of(text).or_else(|| day_of(text.trim_end_matches('.')))?;
    iso.get(..10).map(str::to_owned)
}

/// A day in figures: the month stands first in American English only, which is told from the rest by its value.
fn by_numbers(text: &str, language: &str) -> Option<String> {
    let sign = ['/', '-', '.'].into_iter().find(|sign| text.matches(*sign).count() == 2)?;
    let mut parts = text.split(sign).map(|part| part.trim().parse::<u16>().ok());
    let (one, two, year) = (parts.next()??, parts.next()??, parts.next()??);
    let (day, month) = match (language, one > 12, two > 12) {
        (_, false, true) => (two, one),
        (_, true, false) => (one, two),
        ("en", ..) => return None,
        _ => (one, two),
    };
    (1000..3000)
        .contains(&year)
        .then(|| format!("{year:04}-{month:02}-{day:02}"))
        .and_then(|iso| day_of(&iso))
}

fn is_weekday(word: &str) -> bool {
    let plain = word.trim_end_matches([',', '.']).to_lowercase();
    is_one(WEEKDAYS, &plain) && (plain.chars().count() > 2 || word.len() > plain.len())
}

/// Whether a word is of a time of day: `10:15`, `Uhr`, `a.m.`, `CET`.
fn is_time(word: &str) -> bool {
    let plain = word.trim_matches([',', ';', '(', ')', '|', '–', '-']).to_lowercase();
    let figures =
        |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_clock = plain.split_once([':', 'h']).is_some_and(|(hour, rest)| {
        figures(hour) && rest.split(':').all(|part| figures(part) || matches!(part, ""))
    });
    let is_zone = word
        .strip_prefix(['+', '-', '−'])
        .is_some_and(|zone| zone.len() == 4 && zone.bytes().all(|byte| byte.is_ascii_digit()));
    is_clock
        || is_zone
        || is_one(
            "uhr|am|pm|a.m.|p.m.|a.m|p.m|at|um|à|alle|ore|om|kl|kl.|klockan|godz.|ч.|uur|h|hs|cet|cest|gmt|utc|est|edt|et|bst|pst|pdt|mez|mesz",
            &plain,
        )
}

/// What stands before the first words of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Dateline {
    /// The place as it is printed.
    pub(super) place: String,
    /// The day, if its year is said.
    pub(super) date: Option<String>,
    /// What is said in the date, as it stands.
    pub(super) said: Option<String>,
    /// What is left out: the agency, a day without its year.
    pub(super) dropped: Vec<String>,
    /// A day without its year is among that.
    pub(super) has_day: bool,
    /// Where the text begins.
    pub(super) end: usize,
}

/// Signs that part a dateline from the text.
const SIGNS: [&str; 9] = [" — ", " – ", " -- ", " - ", "— ", "—", ". ", ": ", ".– "];

/// The dateline that a text begins with.
pub(super) fn dateline(text: &str, language: &str) -> Option<Dateline> {
    let start = text.get(..text.char_indices().nth(90).map_or(text.len(), |(at, _)| at))?;
    let found = SIGNS.iter().flat_map(|sign| start.match_indices(sign));
    found.filter_map(|(at, sign)| read(text, at, sign, language)).min_by_key(|line| line.end)
}

fn read(text: &str, at: usize, sign: &str, language: &str) -> Option<Dateline> {
    let (head, rest) = (text.get(..at)?.trim(), text.get(at + sign.len()..)?.trim_start());
    let is_start =
        rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "\"“«„»‘'¿¡".contains(c));
    if !is_start {
        return None;
    }
    let mut line = Dateline { end: text.len() - rest.len(), ..Dateline::default() };
    let agency = head.strip_suffix([')', '/']).and_then(|rest| rest.rsplit_once(['(', '/']));
    let head = match agency {
        Some((before, _)) => {
            line.dropped.push(head.get(before.len()..).unwrap_or_default().to_owned());
            let head = before;
            head.trim().trim_end_matches(',')
        }
        None => head,
    };
    let mut parts = head.split(", ").map(str::trim);
    line.place = parts.next().filter(|place| is_place(place))?.to_owned();
    let others: Vec<&str> = parts.collect();
    let from = others.iter().position(|part| part.contains(|c: char| c.is_ascii_digit()));
    let (more, date) = others.split_at(from.unwrap_or(others.len()));
    let date = date.join(", ");
    if more.len() > 1 || !more.iter().all(|part| is_place(part)) {
        return None;
    }
    for part in more {
        line.place.push_str(", ");
        line.place.push_str(part);
    }
    if !date.is_empty() {
        line.date = day(&date, language);
        match &line.date {
            Some(_) => line.said = Some(date.clone()),
            None if is_day_of_year(&date, language) => {
                line.dropped.push(date.clone());
                line.has_day = true;
            }
            None => return None,
        }
    }
    let told = !date.is_empty() || !line.dropped.is_empty();
    if !told && is_part(&line.place) {
        return None;
    }
    let capitals = is_capitals(head.split(", ").next().unwrap_or_default());
    let is_dash = sign.contains(['—', '–', '-']);
    let fits = if is_dash {
        told || capitals
    } else {
        capitals && sign.starts_with('.') && !line.place.contains('.') && line.place.chars().count() > 2
            || told && sign.starts_with('.')
    };
    fits.then_some(line)
}

/// Whether words can be a place: one to four, each with a capital.
fn is_place(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_part = |word: &&str| {
        is_one(
            "de|del|la|le|les|los|las|el|am|an|der|im|in|bei|sur|sous|en|da|do|dos|das|di|den|of|the|upon|on|nad|и|на",
            word,
        )
    };
    let fits =
        |word: &&str| word.starts_with(char::is_uppercase) || is_part(word) || word.starts_with(['\'', '’']);
    let plain = |c: char| c.is_alphabetic() || " .-'’".contains(c);
    (1..=4).contains(&words.len())
        && words.first().is_some_and(|word| word.starts_with(char::is_uppercase))
        && words.iter().all(fits)
        && text.chars().all(plain)
}

/// Whether words name a part of a text, such as stand before its first sentence: `ABSTRACT.`, `CHAPTER ONE.`
fn is_part(place: &str) -> bool {
    const PARTS: &str = "abstract|summary|introduction|preface|foreword|prologue|epilogue|chapter|part|section|act|scene|book|volume|\
        appendix|afterword|conclusion|background|methods|results|discussion|objective|objectives|aim|purpose|note|notes|editorial|correction|\
        zusammenfassung|kurzfassung|einleitung|vorwort|nachwort|prolog|epilog|kapitel|teil|abschnitt|anmerkung|hinweis|fazit|hintergrund|\
        résumé|introduction|préface|avant-propos|prologue|épilogue|chapitre|partie|note|notes|conclusion|\
        resumen|introducción|prefacio|prólogo|epílogo|capítulo|parte|nota|notas|conclusión|\
        riassunto|sommario|introduzione|prefazione|premessa|prologo|epilogo|capitolo|nota|note|conclusione|\
        resumo|introdução|prefácio|capítulo|conclusão|samenvatting|inleiding|voorwoord|nawoord|proloog|epiloog|hoofdstuk|deel|conclusie|\
        streszczenie|wstęp|wprowadzenie|przedmowa|rozdział|część|uwaga|wniosek|sammanfattning|inledning|förord|efterord|kapitel|del|slutsats|\
        аннотация|резюме|введение|предисловие|послесловие|пролог|эпилог|глава|часть|примечание|вывод|заключение";
    let lower = place.to_lowercase();
    lower.split([' ', '.']).next().is_some_and(|first| is_one(PARTS, first))
}

/// Whether words are a day and month.
fn is_day_of_year(text: &str, language: &str) -> bool {
    text.split_whitespace().count() <= 4
        && day(&format!("{} 2000", text.trim_end_matches('.')), language).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_they_are_printed() {
        for (text, language, wanted) in [
            ("October 2, 2017 Monday", "en", "2017-10-02"),
            ("Monday, 2 October 2017", "en", "2017-10-02"),
            ("Published: 2 October 2017, 10:15 CET", "en", "2017-10-02"),
            ("Le 12 mai 2016", "fr", "2016-05-12"),
            ("vrijdag 3 februari 2023", "nl", "2023-02-03"),
            ("Veröffentlicht am 3. Mai 2019 um 10:15 Uhr", "de", "2019-05-03"),
            ("Mo., 6.5.2019", "de", "2019-05-06"),
            ("4 de junio de 2021", "es", "2021-06-04"),
            ("03/05/2019", "fr", "2019-05-03"),
            ("5/23/2019", "en", "2019-05-23"),
            ("3 мая 2019 г.", "ru", "2019-05-03"),
            ("2019-05-03", "en", "2019-05-03"),
            ("Sun, 3 Mar 2024 08:00:12 +0000", "en", "2024-03-03"),
        ] {
            assert_eq!(day(text, language).as_deref(), Some(wanted), "{text}");
        }
        for text in
            ["May 2019", "In 2019 they came", "3 May", "1986.", "03/05/2019", "31 November 2025", "2017"]
        {
            assert_eq!(day(text, "en"), None, "{text}");
        }
    }

    #[test]
    fn datelines_are_parted_from_the_text() {
        let place = |text: &str| {
            dateline(text, "en")
                .map(|line| (line.place, line.date.unwrap_or_default(), text[line.end..].to_owned()))
        };
        let found =
            |place: &str, date: &str, rest: &str| Some((place.to_owned(), date.to_owned(), rest.to_owned()));
        assert_eq!(place("BEIJING — The rain"), found("BEIJING", "", "The rain"));
        assert_eq!(place("PORT ELLAR (Wire) — Pilots"), found("PORT ELLAR", "", "Pilots"));
        assert_eq!(place("KLEINZELL. Am Samstag"), found("KLEINZELL", "", "Am Samstag"));
        assert_eq!(place("HARROW, Pa. — After"), found("HARROW, Pa.", "", "After"));
        assert_eq!(place("PARIS, 3 May 2019 (Wire) - On"), found("PARIS", "2019-05-03", "On"));
        assert_eq!(place("Montelupo, 28 March 2022 – On"), found("Montelupo", "2022-03-28", "On"));
        assert_eq!(place("Berlin (dpa) – Am"), found("Berlin", "", "Am"));
        assert_eq!(dateline("PARIS, May 3 (Wire) — On", "en").map(|line| line.dropped.len()), Some(2));
        assert_eq!(place("МОСКВА, 3 мая 2019 г. /ТАСС/. На"), found("МОСКВА", "2019-05-03", "На"));
        for text in [
            "SANT: How is it",
            "Anna — She came",
            "The end — Or so",
            "NATO — which",
            "U.S. Officials say",
            "He said. Then he went",
            "It was 5 — All of it",
        ] {
            assert_eq!(dateline(text, "en"), None, "{text}");
        }
    }
}
