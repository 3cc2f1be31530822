//! Reads the fields of a mail or of a database's record: who, when, what about.

use super::block::{Gap, blocks};
use super::boilerplate::boilerplate_kind;
use super::date::day;
use super::draft::Draft;
use super::imprint::{is_count, is_edition};
use super::line::{Line, Taken};
use super::report::reason;
use super::vocabulary::{is_capitals, is_one};

/// What a field says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Subtitle,
    Author,
    /// Who sent a mail.
    Sender,
    Date,
    Publication,
    Place,
    /// The text begins behind it.
    Text,
    /// Nothing of the text.
    Other,
}

/// The keys of records.
const RECORD: [(Field, &str); 8] = [
    (
        Field::Text,
        "full text|volltext|texte intégral|texto completo|testo completo|volledige tekst|pełny tekst|fulltext|полный текст|body",
    ),
    (
        Field::Title,
        "title|headline|titel|titre|título|titolo|kop|tytuł|rubrik|заголовок|название|document title|article title",
    ),
    (Field::Subtitle, "subtitle|subheadline|deck|untertitel|sous-titre|subtítulo|sottotitolo"),
    (
        Field::Author,
        "byline|author|authors|verfasser|autor|autoren|auteur|auteurs|autore|autori|autores|creator|författare|автор",
    ),
    (
        Field::Date,
        "date|publication date|published|pub date|publication-date|datum|erscheinungsdatum|veröffentlicht|date de publication|fecha|data|publicatiedatum|data publikacji|publicerad|дата",
    ),
    (
        Field::Publication,
        "source|publication|publication title|journal|newspaper|quelle|zeitung|source name|fuente|periódico|fonte|testata|bron|krant|źródło|källa|источник|издание",
    ),
    (Field::Place, "dateline"),
    (
        Field::Other,
        "publication info|section|length|load-date|language|document-type|publication-type|type|edition|copyright|issn|isbn|doi|page|pages|\
         start page|end page|volume|issue|number of pages|first page|place of publication|country of publication|publisher|\
         subject|subjects|subject terms|keywords|location|people|company|organization|geographic|ticker|industry|abstract number|accession number|\
         document id|document url|proquest document id|database|document type|source type|last updated|correction-date|correction|\
         graphic|notes|series|word count|words|rubrik|ressort|seite|seiten|ausgabe|umfang|länge|dokumentnummer|dokument-id|sprache|\
         rubrique|longueur|langue|numéro|sección|página|longitud|idioma|número|sezione|pagina|lingua|lunghezza|numero|secção|seção|\
         sectie|lengte|taal|editie|dział|strona|długość|język|wydanie|avdelning|längd|språk|sida|раздел|страница|язык|объём|номер|url|link|id|nr|no",
    ),
];

/// The codes of another database, a word at the start of lines.
const CODES: [(Field, &str); 7] = [
    (Field::Title, "HD"),
    (Field::Author, "BY"),
    (Field::Date, "PD"),
    (Field::Publication, "SN"),
    (Field::Place, "DLN"),
    (Field::Text, "LP|TD"),
    (Field::Other, "SE|CR|WC|ET|SC|ED|PG|VOL|LA|CY|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN|CLM|ART|NGC|GC|RST"),
];

/// Records of fewer fields may be something else.
pub(super) const FEWEST: usize = 2;

/// A line that a key begins, and the bytes that the key takes.
type Key = (usize, Field, usize);

impl Draft<'_> {
    /// Takes the fields of a mail or record from the lines.
    pub(super) fn record(&mut self) {
        if self.mail() {
            return;
        }
        let codes = self.fields(0..self.lines.len(), coded);
        let has = |field: Field| codes.iter().any(|(_, found, _)| *found == field);
        if has(Field::Title) && has(Field::Text) && codes.len() > 3 {
            return self.take(&codes, self.lines.len());
        }
        let record =
            self.fields(0..self.lines.len(), |text| keyed(text, &RECORD).or_else(|| compound_key(text)));
        let record = self.first_and_last(record);
        let Some(first) = record.first().map(|(at, ..)| *at).filter(|_| record.len() >= FEWEST) else {
            return;
        };
        let is_rest =
            |line: &Line| line.is_gone() || is_field(&line.text) || boilerplate_kind(&line.text).is_some();
        if self.lines.iter().skip(first).all(is_rest) {
            let counted = self.lines.iter().position(|line| !line.is_gone()).filter(|at| *at < first);
            if let Some(at) =
                counted.filter(|at| self.lines.get(*at).is_some_and(|line| is_count(&line.text)))
            {
                self.drop(at, reason::FIELD);
            }
            self.take(&record, 0);
        } else if self.is_near_start(first) {
            self.head_of_record(first);
            self.take(&record, 0);
        }
    }

    /// The fields that follow each other from the first on, and those up to the end: others are of the text.
    fn first_and_last(&self, fields: Vec<Key>) -> Vec<Key> {
        let goes_on = |from: usize, to: usize| {
            let mut between = self.lines.get(from + 1..to).unwrap_or_default().iter();
            // Without space between, what stands there goes on with the field above.
            let is_below = self.lines.get(from + 1..to).is_some_and(|rows| !rows.iter().any(Line::is_gone));
            is_below
                || between
                    .all(|line| line.is_gone() || line.indent > 0 || boilerplate_kind(&line.text).is_some())
        };
        let pairs = fields.iter().zip(fields.iter().skip(1));
        let bound: Vec<bool> = pairs.map(|((from, ..), (to, ..))| goes_on(*from, *to)).collect();
        let head = bound.iter().take_while(|bound| **bound).count();
        let closes = fields.last().is_some_and(|(at, ..)| goes_on(*at, self.lines.len()));
        let tail = bound.len() - bound.iter().rev().take_while(|bound| **bound).count();
        let keeps = |number: usize| number <= head || closes && number >= tail;
        fields.into_iter().enumerate().filter(|(number, _)| keeps(*number)).map(|(_, field)| field).collect()
    }

    /// The lines that begin with a key, with the bytes that it takes.
    pub(super) fn fields(
        &self,
        range: std::ops::Range<usize>,
        key: impl Fn(&str) -> Option<(Field, usize)>,
    ) -> Vec<(usize, Field, usize)> {
        let found = range.filter_map(|at| {
            let line = self.lines.get(at).filter(|line| !line.is_gone() && line.indent == 0)?;
            let (field, length) = key(&line.text)?;
            Some((at, field, length))
        });
        found.collect()
    }

    /// Whether few words stand before a line.
    fn is_near_start(&self, at: usize) -> bool {
        let above = self.lines.iter().take(at).filter(|line| !line.is_gone());
        let words = above.take(13).map(|line| line.text.split_whitespace().count());
        let (lines, words) = words.fold((0, 0), |(lines, all), count| (lines + 1, all + count));
        lines <= 12 && words <= 60
    }

    /// Takes fields; the lines that go on with one are those up to `end` that no key begins.
    pub(super) fn take(&mut self, fields: &[(usize, Field, usize)], end: usize) {
        for (number, (at, field, length)) in fields.iter().enumerate() {
            let next = fields.get(number + 1).map_or(end, |(next, ..)| *next);
            let more: Vec<usize> = match field {
                Field::Text => Vec::new(),
                _ => (at + 1..next.max(at + 1))
                    .take_while(|at| self.lines.get(*at).is_some_and(|line| !line.is_gone()))
                    .collect(),
            };
            self.field(*at, *field, *length, &more);
        }
    }

    fn field(&mut self, at: usize, field: Field, length: usize, more: &[usize]) {
        let Some(line) = self.lines.get(at).cloned() else { return };
        let value = line.text.get(length..).unwrap_or_default().trim().to_owned();
        let mut all = vec![at];
        all.extend(more);
        let key = self.sub_span(&line, line.text.get(..length).unwrap_or_default());
        let whole: Vec<String> = std::iter::once(value)
            .chain(more.iter().filter_map(|at| Some(self.lines.get(*at)?.text.clone())))
            .collect();
        let whole = whole.join(" ");
        let is_used = match field {
            Field::Title => {
                self.metadata.title.is_empty() && {
                    self.metadata.title = self.inlines_from(&all, length);
                    self.tell("title", at, &whole);
                    true
                }
            }
            Field::Subtitle => {
                self.metadata.subtitle = self.inlines_from(&all, length);
                true
            }
            Field::Author => self.author_field(at, &whole),
            Field::Sender => self.sender_field(&line, &whole),
            Field::Date => self.date_field(&all, length, &whole),
            Field::Publication => {
                self.metadata.publication.is_none() && {
                    self.publication_field(&line, &whole);
                    self.tell("publication", at, &whole);
                    true
                }
            }
            Field::Place => {
                self.metadata.place.is_none() && {
                    self.metadata.place = Some(super::byline::tidied(&whole));
                    true
                }
            }
            Field::Text => {
                self.report.leave_out(key, reason::FIELD);
                if let Some(line) = self.lines.get_mut(at) {
                    line.text = line.text.get(length..).unwrap_or_default().trim().to_owned();
                    line.span.start = key.end.min(line.span.end);
                    line.width = line.text.chars().count();
                }
                return;
            }
            Field::Other => false,
        };
        for at in all {
            let Some(line) = self.lines.get_mut(at) else { continue };
            line.taken = Taken::Said;
            if !is_used {
                self.report.leave_out(line.span, reason::FIELD);
            }
        }
        if is_used && field != Field::Sender {
            self.report.leave_out(key, reason::FIELD);
        }
    }

    fn author_field(&mut self, at: usize, value: &str) -> bool {
        let turned = turned(value);
        let value = turned.as_deref().unwrap_or(value);
        let found =
            self.names.byline(value, true).or_else(|| self.names.byline(&format!("By {value}"), true));
        let Some(found) = found.filter(|_| self.metadata.authors.is_empty()) else { return false };
        self.metadata.authors = found.authors;
        self.metadata.credits.extend(found.credits);
        self.tell("byline", at, value);
        true
    }

    /// The paper, and the day and page that may stand behind it.
    fn publication_field(&mut self, line: &Line, value: &str) {
        let (paper, date) = match self.source_and_day(value) {
            Some((paper, date)) => (paper, Some(date)),
            None => (value, None),
        };
        let rest = value.get(paper.len()..).unwrap_or_default().trim_start_matches([' ', ',']);
        if !rest.is_empty() {
            let span = self.sub_span(line, rest);
            self.report.leave_out(span, reason::FIELD);
        }
        self.metadata.date = self.metadata.date.take().or(date);
        self.metadata.publication = Some(paper.to_owned());
    }

    fn date_field(&mut self, lines: &[usize], length: usize, value: &str) -> bool {
        let Some(date) = day(value, self.names.language).filter(|_| self.metadata.date.is_none()) else {
            return false;
        };
        self.metadata.date = Some(date);
        for (number, at) in lines.iter().enumerate() {
            let Some(line) = self.lines.get(*at).cloned() else { continue };
            let rest = line.text.get(if number == 0 { length } else { 0 }..).unwrap_or_default().trim();
            let span = self.sub_span(&line, rest);
            self.report.said.push(span);
            self.tell("date", *at, value);
        }
        true
    }

    /// Reads what stands above the fields of a record: its number, the paper, the day, the edition, the title.
    fn head_of_record(&mut self, end: usize) {
        let above: Vec<_> = blocks(&self.lines)
            .into_iter()
            .take_while(|block| block.lines.iter().all(|at| *at < end))
            .collect();
        let title = above.last().filter(|_| self.metadata.title.is_empty()).map(|block| block.lines.clone());
        let mut before: Option<usize> = None;
        for block in &above {
            for at in &block.lines {
                let Some(line) = self.lines.get(*at).cloned() else { continue };
                if is_count(&line.text) || is_edition(&line.text) {
                    self.drop(*at, reason::FIELD);
                } else if let Some(date) =
                    day(&line.text, self.names.language).filter(|_| self.metadata.date.is_none())
                {
                    self.metadata.date = Some(date);
                    self.say(*at, "date");
                    if let Some(paper) = before.filter(|_| self.metadata.publication.is_none()) {
                        self.metadata.publication = self.lines.get(paper).map(|line| line.text.clone());
                        self.keep_as(paper, "publication");
                    }
                } else {
                    before = Some(*at);
                }
            }
        }
        if let Some(title) = title.filter(|lines| {
            let is_led = |at: &usize| self.lines.get(*at).is_some_and(|line| line.text.ends_with(':'));
            lines.len() < 4
                && !lines.last().is_some_and(is_led)
                && lines.iter().all(|at| self.lines.get(*at).is_some_and(|line| !line.is_gone()))
        }) {
            self.metadata.title = self.inlines_from(&title, 0);
            title.iter().for_each(|at| self.keep_as(*at, "title"));
        }
        debug_assert!(above.iter().all(|block| block.gap != Gap::None));
    }
}

/// Names that are written as they are sorted (`Lee, Ann; Roth, Jon`), turned.
pub(super) fn turned(value: &str) -> Option<String> {
    let names: Option<Vec<String>> = value
        .split(';')
        .map(|name| {
            let (last, first) = name.trim().split_once(", ")?;
            let fits = last.split_whitespace().count() < 3
                && !first.contains(',')
                && (!last.contains(' ') || last.starts_with(char::is_lowercase));
            fits.then(|| format!("{first} {last}"))
        })
        .collect();
    names.map(|names| names.join(", "))
}

/// The key of a table that a text begins with, with the bytes up to its value.
pub(super) fn keyed(text: &str, table: &[(Field, &str)]) -> Option<(Field, usize)> {
    let start = text.get(..text.char_indices().nth(30).map_or(text.len(), |(at, _)| at))?;
    let at = start.find(':')?;
    let key = start.get(..at)?.trim_end().to_lowercase();
    let is_apart =
        text.get(at + 1..).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\u{a0}']));
    let field = table.iter().find(|(_, keys)| is_one(keys, &key)).map(|(field, _)| *field)?;
    is_apart.then_some((field, at + 1))
}

/// A key in capitals with a hyphen: `LOAD-DATE:`.
fn compound_key(text: &str) -> Option<(Field, usize)> {
    let (key, _) = text.split_once(':')?;
    let fits = key.len() <= 30
        && key.contains('-')
        && is_capitals(key)
        && key.chars().all(|c| c.is_alphabetic() || c == '-');
    fits.then_some((Field::Other, key.len() + 1))
}

fn is_field(text: &str) -> bool {
    keyed(text, &RECORD).or_else(|| compound_key(text)).is_some()
}

/// The code of two or three letters that a text begins with.
fn coded(text: &str) -> Option<(Field, usize)> {
    let code = text.split_whitespace().next()?;
    let is_apart = text
        .get(code.len()..)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(' ') || rest.starts_with('\t'));
    let field = CODES.iter().find(|(_, codes)| is_one(codes, code)).map(|(field, _)| *field)?;
    is_apart.then_some((field, code.len()))
}
