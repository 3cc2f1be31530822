//! Reads the lines beside a title that say when, where and in what paper a text stood, and who else worked on it.

use super::byline::tidied;
use super::credit::credits;
use super::date::day;
use super::draft::Draft;
use super::line::Taken;
use super::report::reason;
use super::vocabulary::{PAGE, is_one, is_upper_start};

impl Draft<'_> {
    /// Whether a line is a date, a credit or the like.
    pub(super) fn is_meta(&self, at: usize) -> bool {
        let Some(line) = self.lines.get(at) else { return false };
        day(&line.text, self.names.language).is_some()
            || self.place_and_day(&line.text).is_some()
            || self.issue_and_day(&line.text).is_some()
            || self.source_and_day(&line.text).is_some()
            || !credits(&line.text).is_empty()
    }

    /// `Issue 41 | Friday, 3 February 2023`: the day as it stands, and what stands beside it.
    fn issue_and_day<'l>(&self, text: &'l str) -> Option<(&'l str, &'l str)> {
        let (one, other) =
            ["|", " · ", " • ", " — ", " – ", "   "].iter().find_map(|sign| text.split_once(sign))?;
        let (one, other) = (one.trim(), other.trim());
        let is_day = |text: &str| day(text, self.names.language).is_some();
        let (date, issue) = if is_day(other) { (other, one) } else { (one, other) };
        (is_day(date) && issue.split_whitespace().count() <= 5 && text.chars().count() <= 90)
            .then_some((date, issue))
    }

    /// `The Courier, 2 October 2017, p. 5`: the paper and the day as they stand.
    pub(super) fn source_and_day<'l>(&self, text: &'l str) -> Option<(&'l str, String)> {
        let (paper, rest) = [" vom ", " du ", " del ", ", ", " | "]
            .iter()
            .filter_map(|sign| text.split_once(sign))
            .min_by_key(|(paper, _)| paper.len())?;
        let is_page = |part: &&str| {
            part.split_whitespace().next().is_some_and(|word| is_one(PAGE, &word.to_lowercase()))
        };
        let parts: Vec<&str> = rest.split([',', ';', '/', '|']).map(str::trim).collect();
        let page = parts.iter().position(is_page).filter(|at| *at > 0)?;
        let date = day(&parts.get(..page)?.join(", "), self.names.language)?;
        let fits =
            text.chars().count() <= 100 && paper.split_whitespace().count() <= 6 && is_upper_start(paper);
        fits.then_some((paper, date))
    }

    /// `Oberried, 3. Mai 2019`.
    fn place_and_day(&self, text: &str) -> Option<(String, String)> {
        if text.chars().count() > 60 {
            return None;
        }
        let (place, date) = text.split_once(", ")?;
        let plain = place.chars().all(|c| c.is_alphabetic() || " -.'’".contains(c)) && is_upper_start(place);
        let date = day(date, self.names.language)?;
        (plain && place.split_whitespace().count() <= 3 && day(place, self.names.language).is_none())
            .then(|| (place.to_owned(), date))
    }

    pub(super) fn meta(&mut self, at: usize) {
        let Some(line) = self.lines.get(at).cloned() else { return };
        let found = credits(&line.text);
        if !found.is_empty() {
            self.metadata.credits.extend(found);
            return self.keep_as(at, "credits");
        }
        if let Some((date, issue)) = self.issue_and_day(&line.text) {
            let (spans, iso) =
                ((self.sub_span(&line, date), self.sub_span(&line, issue)), day(date, self.names.language));
            self.metadata.date = self.metadata.date.take().or(iso);
            self.tell("date", at, date);
            self.report.said.push(spans.0);
            self.report.leave_out(spans.1, reason::FIELD);
            return self.set(at, Taken::Said);
        }
        if let Some((paper, date)) = self.source_and_day(&line.text) {
            let rest = line.text.get(paper.len()..).unwrap_or_default().trim_start_matches([' ', ',']);
            let span = self.sub_span(&line, rest);
            self.metadata.date = self.metadata.date.take().or(Some(date));
            let is_new = self.metadata.publication.is_none();
            self.metadata.publication.get_or_insert(paper.to_owned());
            self.report.leave_out(if is_new { span } else { line.span }, reason::FIELD);
            self.tell("publication and date", at, &line.text);
            return self.set(at, Taken::Said);
        }
        let placed = self.place_and_day(&line.text);
        let (place, date) = match placed {
            Some((place, date)) => (Some(place), Some(date)),
            None => (None, day(&line.text, self.names.language)),
        };
        let fits = date.is_some() && (self.metadata.date.is_none() || self.metadata.date == date);
        if !fits {
            return self.drop(at, reason::FIELD);
        }
        self.metadata.date = date;
        if let Some(place) = place.filter(|_| self.metadata.place.is_none()) {
            self.metadata.place = Some(tidied(&place));
        }
        self.say(at, "date");
    }
}

/// `12 of 47 DOCUMENTS`, `Dokument 3 von 9`.
pub(super) fn is_count(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let figures = words.iter().filter(|word| word.bytes().all(|byte| byte.is_ascii_digit())).count();
    (3..=5).contains(&words.len())
        && figures == 2
        && words
            .iter()
            .any(|word| word.starts_with("do") || word.starts_with("art") || word.starts_with("до"))
}

pub(super) fn is_edition(text: &str) -> bool {
    const EDITIONS: &str = "edition|ausgabe|édition|edición|edizione|edição|editie|wydanie|upplaga|выпуск";
    let lower = text.to_lowercase();
    let count = lower.split_whitespace().count();
    count <= 4 && lower.split(|c: char| !c.is_alphabetic()).any(|word| is_one(EDITIONS, word))
}
