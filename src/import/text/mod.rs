//! Plain text: what an extractor of PDFs, a news database, a mail or a typescript gives.
//!
//! Entry point: [`read`]. Steps, one file each: [`encoding`] (bytes → characters), [`mod@line`] (lines and their
//! indents), [`markup`] (lines under headings, signs of quotes), [`furniture`] with [`number`], [`signpost`] and [`boilerplate`] (page numbers, running heads and the like
//! go), [`mail`] and [`record`] (fields
//! of mails and databases), [`head`] with [`title`], [`byline`], [`imprint`] and [`date`], [`quote`] (pull quotes),
//! [`close`] with [`credit`] (credits, contact, end mark), [`note`], [`block`] and [`paragraph`] (space and indents → parts; [`list`],
//! [`table`]), [`join`] (lines → text), [`body`] (parts → blocks); [`draft`] is what they work on, [`report`] what they
//! say. [`vocabulary`] has the words by which things are told, in every language that we know.
//!
//! Invariants: a line is never cut out in silence; what is in doubt stays as it stands; no step looks at the text more
//! than a fixed number of times.

mod block;
mod body;
mod boilerplate;
mod byline;
mod close;
mod credit;
mod date;
mod draft;
mod encoding;
mod furniture;
mod head;
mod imprint;
mod join;
mod line;
mod list;
mod mail;
mod markup;
mod note;
mod number;
mod paragraph;
mod quote;
mod record;
mod report;
mod signpost;
mod table;
mod title;
mod vocabulary;

use std::collections::HashSet;

pub(super) use paragraph::is_rule;

use block::{Measure, blocks};
use byline::Names;
use draft::Draft;
use join::Lexicon;
use line::{Line, spelled_out};
use report::Report;

use super::meta::Metadata;
use super::tree::Article;
use super::{Reading, Word};
use crate::diagnostic::{Code, Context, Diagnostic, Stop};
use crate::markdown::language_of;
use crate::source::{Sources, Span};

pub(in crate::import) use encoding::is_marked;

/// As many words in small letters are known, to tell names from.
const COMMON: usize = 50_000;

/// Reads one text.
pub(super) fn read(
    name: &str,
    bytes: Vec<u8>,
    sources: &mut Sources,
    context: &Context,
) -> Result<Reading, Stop> {
    let source = sources.add(name, encoding::decode(name, bytes, context)?);
    let text = sources.get(source).map(|source| source.text.clone()).unwrap_or_default();
    context.check_size(source, &text)?;
    let mut report = Report::default();
    let mut lines = line::lines(&text, source);
    if markup::is_markdown(&lines) {
        let message = format!("{name} looks like Markdown but is read as plain text: its marks are words");
        let help = "give it a name that ends in .md, or `--from markdown` to `offprint build`";
        context.report(Diagnostic::new(Code::ImportGuess, None, message).help(help));
    }
    let language = language_of(words(&lines)).or_else(|| vocabulary::language_of_letters(&text));
    markup::mark(&mut lines, &mut report);
    furniture::mark(&mut lines, language.unwrap_or("en"), &mut report);
    context.check()?;
    let common = common(&lines).take(COMMON).collect();
    let names = Names { language: language.unwrap_or("en"), common };
    let mut draft = Draft {
        text: &text,
        lexicon: Lexicon::of(&lines, language.unwrap_or("en")),
        measure: Measure::of(&lines, &blocks(&lines)),
        lines,
        names,
        report,
        metadata: Metadata::default(),
        sender: None,
        is_mail: false,
        called: HashSet::new(),
    };
    if let Some(language) = language.filter(|language| *language != "en") {
        draft.metadata.language = Some(language.to_owned());
        let first = draft.lines.iter().find(|line| !line.is_gone()).map(|line| line.span).unwrap_or_default();
        draft.report.guess(first, format!("taken as the language: {language}"));
    }
    draft.record();
    draft.head();
    let quotes = draft.quotes();
    draft.close();
    draft.sign_as_sender();
    draft.end_mark();
    let notes = draft.notes();
    draft.dateline();
    context.check()?;
    draft.measure = Measure::of(&draft.lines, &blocks(&draft.lines));
    let blocks = draft.body(quotes, &notes);
    draft.report.tell(context);
    let Draft { metadata, report, .. } = draft;
    let words = words_of(&text, source, &report);
    Ok(Reading { article: Article { metadata, blocks }, words, left_out: report.left_out, files: Vec::new() })
}

/// The words of lines.
fn words(lines: &[Line]) -> impl Iterator<Item = &str> {
    let words = lines.iter().flat_map(|line| line.text.split(|c: char| !c.is_alphabetic()));
    words.filter(|word| !word.is_empty())
}

/// The words in small letters, those of addresses aside.
fn common(lines: &[Line]) -> impl Iterator<Item = String> {
    let parts =
        lines.iter().flat_map(|line| line.text.split_whitespace()).filter(|part| !part.contains(['@', '/']));
    let words = parts.flat_map(|part| part.split(|c: char| !c.is_alphabetic()));
    words.filter(|word| word.starts_with(char::is_lowercase)).map(str::to_owned)
}

/// All words of a text as they stand, whatever was made of them: what space parts. Those that are said in another form
/// are not among them, and the halves of divided words are one.
fn words_of(text: &str, source: crate::source::SourceId, report: &Report) -> Vec<Word> {
    let mut said: Vec<Span> = report.said.clone();
    said.sort();
    // What of a word is not said in another form.
    let unsaid = |word: &str, span: Span| {
        let mut kept = String::new();
        let mut from = span.start;
        let first = said.partition_point(|part| part.end <= span.start);
        for part in said.get(first..).unwrap_or_default().iter().take_while(|part| part.start < span.end) {
            let range =
                from.saturating_sub(span.start) as usize..part.start.saturating_sub(span.start) as usize;
            kept.push_str(word.get(range).unwrap_or_default());
            from = from.max(part.end);
        }
        kept.push_str(word.get(from.saturating_sub(span.start) as usize..).unwrap_or_default());
        kept
    };
    let halves: HashSet<u32> = report.joined.values().map(|second| second.start).collect();
    let first_of: std::collections::HashMap<u32, u32> =
        report.joined.iter().map(|(first, second)| (first.end, second.start)).collect();
    let word_at = |start: u32| {
        let rest = text.get(start as usize..).unwrap_or_default();
        rest.split(char::is_whitespace).next().unwrap_or_default()
    };
    let mut words = Vec::new();
    let mut at = 0;
    for word in text.split(|c: char| c.is_whitespace() || c == '\u{c}') {
        let span = Span::new(source, at, at + word.len());
        at += word.len();
        at += text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        if word.is_empty() || halves.contains(&span.start) {
            continue;
        }
        let mut whole = spelled_out(&unsaid(word, span));
        if whole.is_empty() {
            continue;
        }
        let mut end = span.end;
        while let Some(second) = first_of.get(&end) {
            let half = word_at(*second);
            let kept = whole.trim_end_matches(['-', '\u{2010}', '¬', '\u{ad}']).len();
            whole.truncate(kept);
            whole.push_str(&spelled_out(half));
            end = second.saturating_add(u32::try_from(half.len()).unwrap_or(0));
        }
        words.push(Word { text: whole, span });
    }
    words
}
