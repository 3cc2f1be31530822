//! The check that no word was lost: the words of the source against those of the Markdown as it is read back.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::diagnostic::{Code, Context, Diagnostic, Severity};
use crate::document::Document;
use crate::source::Span;

/// A word of the source, or a run of text that holds several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The characters.
    pub text: String,
    /// Where they stand.
    pub span: Span,
}

/// A part of the source that is not in the Markdown, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Where it stands.
    pub span: Span,
    /// Why, as the end of a sentence: `it is markup of the format tex`.
    pub reason: String,
    /// It is no part of the text, as menus, running heads and numbers of pages are: one note names all of a kind.
    pub is_furniture: bool,
}

/// As much of what is missing is shown.
const SHOWN: usize = 60;

/// Reports what was left out, with its reason, and words that are missing without one.
pub(super) fn check(words: &[Word], left_out: &[LeftOut], document: &Document, context: &Context) {
    let spans = merged(left_out);
    let is_left_out = |span: Span| {
        let at = spans.partition_point(|part| (part.source, part.start) <= (span.source, span.start));
        let part = at.checked_sub(1).and_then(|at| spans.get(at));
        part.is_some_and(|part| part.source == span.source && span.start < part.end.max(part.start + 1))
    };
    let mut sorted: Vec<&Word> = words.iter().collect();
    sorted.sort_by_key(|word| word.span);
    let said = |part: &LeftOut| {
        let first = sorted.partition_point(|word| {
            (word.span.source, word.span.start) < (part.span.source, part.span.start)
        });
        let inside =
            sorted.get(first..).unwrap_or_default().iter().take_while(|word| within(word.span, part.span));
        match excerpt(inside.map(|word| word.text.as_str())) {
            words if words.is_empty() => "this".to_owned(),
            words => format!("“{words}”"),
        }
    };
    report(left_out, said, context);
    let mut rest = Rest::of(document);
    let kept = words.iter().enumerate().filter(|(_, word)| !is_left_out(word.span));
    let atoms = kept.flat_map(|(index, word)| atoms(&word.text).map(move |atom| (index, atom)));
    let alone: Vec<(usize, (usize, Cow<'_, str>))> =
        atoms.enumerate().filter(|(_, (_, atom))| !rest.meets(atom)).collect();
    let mut known = rest.counts();
    let mut missing = Missing { words, context, found: Vec::new() };
    let (mut carried, mut before) = (String::new(), 0);
    for (place, (index, atom)) in alone {
        if place != before + 1 {
            carried.clear();
        }
        before = place;
        match take(&mut known, &atom, &mut carried) {
            Found::Whole => {}
            Found::Joined => missing.take_back(),
            Found::No => missing.add(index),
        }
    }
    missing.report();
}

/// The words of the Markdown that were not met in the source yet.
struct Rest<'d> {
    /// All, in the order of the Markdown.
    all: Vec<Cow<'d, str>>,
    /// How many of these were passed.
    passed: usize,
    /// Those that were passed without being met.
    skipped: Vec<Cow<'d, str>>,
}

/// So many words of the Markdown are looked through for one of the source: both have most in the same order.
const NEAR: usize = 4;

impl<'d> Rest<'d> {
    fn of(document: &'d Document) -> Rest<'d> {
        let mut all = Vec::new();
        each_text(document, |text| all.extend(atoms(text)));
        Rest { all, passed: 0, skipped: Vec::new() }
    }

    /// Takes a word if it stands near the last one that was taken.
    fn meets(&mut self, atom: &str) -> bool {
        let near = self.all.get_mut(self.passed..).unwrap_or_default();
        let Some(at) = near.iter().take(NEAR).position(|known| known == atom) else { return false };
        self.skipped.extend(near.iter_mut().take(at).map(std::mem::take));
        self.passed += at + 1;
        true
    }

    /// How often each word is there that was not taken.
    fn counts(mut self) -> HashMap<Cow<'d, str>, usize> {
        let mut counts = HashMap::new();
        for atom in self.skipped.into_iter().chain(self.all.drain(self.passed..)) {
            *counts.entry(atom).or_insert(0) += 1;
        }
        counts
    }
}

/// Words that are not in the Markdown: those that stand beside each other are told as one.
struct Missing<'w> {
    words: &'w [Word],
    context: &'w Context,
    /// The numbers of the words, and how many of their parts are missing.
    found: Vec<(usize, usize)>,
}

impl Missing<'_> {
    fn add(&mut self, index: usize) {
        if self.found.last().is_some_and(|(last, _)| *last + 1 < index) {
            self.report();
        }
        match self.found.last_mut() {
            Some((last, parts)) if *last == index => *parts += 1,
            _ => self.found.push((index, 1)),
        }
    }

    /// Takes the last part back.
    fn take_back(&mut self) {
        if let Some((_, parts)) = self.found.last_mut() {
            *parts -= 1;
        }
        self.found.pop_if(|(_, parts)| *parts == 0);
    }

    fn report(&mut self) {
        let found = std::mem::take(&mut self.found);
        let missing: Vec<&Word> = found.iter().filter_map(|(index, _)| self.words.get(*index)).collect();
        report_missing(&missing, self.context);
    }
}

/// Where something was left out, in order, none in another.
fn merged(left_out: &[LeftOut]) -> Vec<Span> {
    let mut spans: Vec<Span> = left_out.iter().map(|part| part.span).collect();
    spans.sort();
    let mut merged: Vec<Span> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last) if last.source == span.source && span.start < last.end => {
                last.end = last.end.max(span.end)
            }
            _ => merged.push(span),
        }
    }
    merged
}

fn within(span: Span, part: Span) -> bool {
    span.source == part.source && part.start <= span.start && span.end <= part.end.max(span.start)
}

/// Whether a word is in the Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    Whole,
    /// Together with the one before it, which was missing.
    Joined,
    No,
}

/// Takes a word from those that are there. One that is not may be a part of a word that was put together again, at the
/// end of a line: it is carried to the next.
fn take(known: &mut HashMap<Cow<'_, str>, usize>, atom: &str, carried: &mut String) -> Found {
    let mut take = |word: &str| match known.get_mut(word) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    };
    let before = std::mem::take(carried);
    if take(atom) {
        return Found::Whole;
    }
    if !before.is_empty() && take(&format!("{before}{atom}")) {
        return Found::Joined;
    }
    carried.push_str(atom);
    Found::No
}

/// What counts as a word: letters and digits without what stands between them, in small letters.
fn atoms(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let mut rest = text;
    let words = std::iter::from_fn(move || {
        let start = rest.bytes().position(|byte| class(byte) != Class::Between)?;
        let word = rest.get(start..)?;
        let mut classes = word.bytes().map(class);
        // Most words are of small letters of ASCII: they are known in one pass.
        let end = classes.position(|class| class != Class::Small).unwrap_or(word.len());
        if word.as_bytes().get(end).is_none_or(|byte| class(*byte) == Class::Between) {
            rest = word.get(end..).unwrap_or_default();
            return word.get(..end).map(Cow::Borrowed);
        }
        let start = word.find(is_of_word)?;
        let word = word.get(start..)?;
        let (word, behind) = word.split_at(word.find(|c| !is_of_word(c)).unwrap_or(word.len()));
        rest = behind;
        Some(Cow::Owned(word.chars().filter(|c| *c != SOFT_HYPHEN).flat_map(char::to_lowercase).collect()))
    });
    words.filter(|word| !word.is_empty())
}

/// What a byte is in a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Small,
    Between,
    /// A capital letter, or a part of a character that is not of ASCII.
    Other,
}

fn class(byte: u8) -> Class {
    match byte {
        b'a'..=b'z' | b'0'..=b'9' => Class::Small,
        b'A'..=b'Z' | 0x80.. => Class::Other,
        _ => Class::Between,
    }
}

const SOFT_HYPHEN: char = '\u{AD}';

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == SOFT_HYPHEN
}

/// Hands over the texts of a document: its own, those of its pictures and its metadata.
fn each_text<'d>(document: &'d Document, mut add: impl FnMut(&'d str)) {
    for node in document.walk() {
        if let Some(text) = document.text(node) {
            add(&text.text);
        } else if let Some(element) = document.element(node) {
            let a = &element.attributes;
            [&a.alt, &a.title].into_iter().flatten().for_each(|text| add(text));
        }
    }
    let m = &document.metadata;
    add(&m.language);
    let texts = [&m.description, &m.rights, &m.identifier, &m.publication, &m.publisher, &m.end_mark];
    texts.into_iter().flatten().for_each(|text| add(text));
    m.keywords.iter().chain(&m.hyphenation).for_each(|word| add(word));
    m.cover.iter().chain(&m.style).for_each(|(word, _)| add(word));
    for author in &m.authors {
        let texts = [&author.file_as, &author.affiliation, &author.email, &author.url, &author.orcid];
        texts.into_iter().flatten().for_each(|text| add(text));
    }
}

fn excerpt<'t>(words: impl Iterator<Item = &'t str>) -> String {
    let mut text = String::new();
    for word in words {
        if text.len() > SHOWN {
            text.push('…');
            break;
        }
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word.trim());
    }
    text.chars().take(2 * SHOWN).collect()
}

/// As many parts of one kind are shown; of the others it is said how many they are.
const MOST_SHOWN: usize = 12;

/// Reports each part with what is `said` of it: a warning, or for all furniture of one kind a note.
fn report(left_out: &[LeftOut], said: impl Fn(&LeftOut) -> String, context: &Context) {
    let mut kinds: HashMap<&str, Vec<&LeftOut>> = HashMap::new();
    for part in left_out.iter().filter(|part| part.is_furniture) {
        kinds.entry(&part.reason).or_default().push(part);
    }
    for part in left_out {
        let mut message = format!("{} was left out: {}", said(part), part.reason);
        if !part.is_furniture {
            context.report(Diagnostic::new(Code::ImportLeftOut, part.span, message));
            continue;
        }
        let Some(alike) = kinds.remove(part.reason.as_str()) else { continue };
        let mut others: Vec<String> =
            alike.iter().skip(1).take(MOST_SHOWN - 1).map(|part| said(part)).collect();
        if alike.len() > MOST_SHOWN {
            others.push(format!("{} more", alike.len() - MOST_SHOWN));
        }
        if let Some(last) = others.pop() {
            let before = if others.is_empty() { last } else { format!("{} and {last}", others.join(", ")) };
            message.push_str("; so ");
            message.push_str(if alike.len() == 2 { "was " } else { "were " });
            message.push_str(&before);
        }
        let diagnostic = Diagnostic::new(Code::ImportLeftOut, part.span, message);
        context.report(Diagnostic { severity: Severity::Note, ..diagnostic });
    }
}

fn report_missing(missing: &[&Word], context: &Context) {
    let (Some(first), Some(last)) = (missing.first(), missing.last()) else { return };
    let words = excerpt(missing.iter().map(|word| word.text.as_str()));
    let message = format!("these words are not in the Markdown: “{words}”");
    context.report(
        Diagnostic::new(Code::ImportWordsMissing, first.span.to(last.span), message)
            .help("this is a fault of Offprint's; please report it with the file"),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{ParseOptions, parse};
    use crate::source::{SourceId, Sources};

    /// What is said of a text against its Markdown, with a part of it left out.
    fn said(text: &str, markdown: &str, left_out: &str) -> Vec<Code> {
        let mut sources = Sources::default();
        let source = sources.add("", markdown.to_owned());
        let document =
            parse(&sources, source, &ParseOptions::default(), &Context::new()).expect("an article");
        let place = |part: &str| {
            let start = part.as_ptr() as usize - text.as_ptr() as usize;
            Span::new(SourceId(9), start, start + part.len())
        };
        let words: Vec<Word> =
            text.split_whitespace().map(|word| Word { text: word.to_owned(), span: place(word) }).collect();
        let parts = text.find(left_out).filter(|_| !left_out.is_empty());
        let part = parts.map(|at| LeftOut {
            span: place(&text[at..at + left_out.len()]),
            reason: String::new(),
            is_furniture: false,
        });
        let context = Context::new();
        check(&words, part.as_slice(), &document, &context);
        context.take_diagnostics().into_iter().map(|found| found.code).collect()
    }

    #[test]
    fn furniture_of_one_kind_is_one_note() {
        let context = Context::new();
        let part = |start, reason: &str, is_furniture| LeftOut {
            span: Span::new(SourceId(9), start, start + 1),
            reason: reason.to_owned(),
            is_furniture,
        };
        let parts =
            [part(0, "menu", true), part(2, "prose", false), part(4, "menu", true), part(6, "prose", false)];
        report(&parts, |part| part.span.start.to_string(), &context);
        let said: Vec<(Severity, String)> = context
            .take_diagnostics()
            .into_iter()
            .map(|diagnostic| (diagnostic.severity, diagnostic.message))
            .collect();
        let wanted = [
            (Severity::Note, "0 was left out: menu; so was 4"),
            (Severity::Warning, "2 was left out: prose"),
            (Severity::Warning, "6 was left out: prose"),
        ];
        assert_eq!(said, wanted.map(|(severity, message)| (severity, message.to_owned())));
    }

    #[test]
    fn words_that_are_gone_are_named() {
        assert_eq!(said("All the words", "All the words", ""), []);
        assert_eq!(said("All the words", "All words", ""), [Code::ImportWordsMissing]);
        assert_eq!(said("the end the end", "the end", ""), [Code::ImportWordsMissing]);
        assert_eq!(said("All the words", "All words", "the"), [Code::ImportLeftOut]);
        assert_eq!(said("All the words", "All", "the"), [Code::ImportLeftOut, Code::ImportWordsMissing]);
        assert_eq!(said("a divid- ed word", "a divided word", ""), []);
    }
}
