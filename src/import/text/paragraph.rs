//! Turns blocks of lines into the parts of a text: paragraphs, headings, lists, tables, verse, breaks.

use std::collections::HashMap;

use super::block::{self, Block, Gap, Measure};
use super::credit::credits;
use super::line::Line;
use super::list::{self, marker};
use super::note;
use super::table;
use super::vocabulary::{is_capitals, is_lower_start, is_one, is_upper_start};

/// A part of a text.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// Its lines.
    pub(super) lines: Vec<usize>,
    /// What it is.
    pub(super) shape: Shape,
    /// What stands before it.
    pub(super) gap: Gap,
    /// It is a whole block.
    pub(super) is_whole: bool,
}

/// What a part is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shape {
    /// Running text.
    Prose,
    /// Running text that is set in as a whole.
    Quote,
    /// Quoted lines that stay apart.
    QuotedLines,
    /// Lines that stay apart.
    Kept,
    /// A list: where its items begin among its lines.
    List(Vec<usize>),
    /// Short lines, each a thing to take.
    Things,
    /// A table.
    Table(table::Table),
    /// A heading.
    Heading,
    /// A break between sections.
    Rule,
    /// A sentence that is lifted from the text: which.
    PullQuote(usize),
}

/// Whether a line is a break: stars or another ornament alone.
pub(in crate::import) fn is_rule(text: &str) -> bool {
    let signs = text.chars().filter(|c| !c.is_whitespace());
    let count = signs.clone().count();
    let is_sign = |c: char| "*#~·•—–-_=+§⁂❦◊◆⁕✳✻※❖°".contains(c);
    (1..=80).contains(&count)
        && signs.clone().all(is_sign)
        && !(count == 1 && matches!(text, "#" | "=" | "_" | "+" | "°"))
        || matches!(text, "o O o" | "oOo" | "x x x" | "o o o")
}

/// The parts of blocks.
pub(super) fn parts(lines: &[Line], blocks: &[Block], measure: Measure) -> Vec<Part> {
    let labels = labels(lines, blocks.iter().flat_map(|block| &block.lines));
    let mut parts: Vec<Part> = Vec::new();
    for block in blocks {
        let from = parts.len();
        split(lines, block, measure, &labels, &mut parts);
        let is_whole = parts.len() == from + 1;
        if let Some(part) = parts.get_mut(from) {
            part.gap = block.gap;
        }
        parts.iter_mut().skip(from).for_each(|part| part.is_whole = is_whole);
    }
    parts
}

/// Words before a colon that begin lines, and how often: who speaks in an interview.
type Labels = HashMap<String, usize>;

fn labels<'n>(lines: &[Line], numbers: impl Iterator<Item = &'n usize>) -> Labels {
    let mut labels = Labels::new();
    for line in numbers.filter_map(|at| lines.get(*at)) {
        if let Some(label) = label(&line.text) {
            *labels.entry(label.to_owned()).or_default() += 1;
        }
    }
    labels
}

/// Whether a line begins with a label that others begin with too.
fn is_labelled(text: &str, labels: &Labels) -> bool {
    label(text).is_some_and(|label| labels.get(label).is_some_and(|count| *count > 1))
}

/// The name or letter before a colon at the start of a line.
pub(super) fn label(text: &str) -> Option<&str> {
    let start = text.get(..text.char_indices().nth(28).map_or(text.len(), |(at, _)| at))?;
    let label = start
        .split_once([':', '.'])
        .filter(|(label, rest)| rest.starts_with(' ') && !label.is_empty())
        .map(|(label, _)| label)?;
    let is_letter = label.chars().count() == 1;
    let is_name =
        start.get(label.len()..)?.starts_with(':') && label.split(' ').count() <= 3 && is_upper_start(label);
    ((is_letter || is_name) && label.chars().all(|c| c.is_alphabetic() || " -’'".contains(c)))
        .then_some(label)
}

fn split(lines: &[Line], block: &Block, measure: Measure, labels: &Labels, parts: &mut Vec<Part>) {
    let rows = block::of(lines, &block.lines);
    let made = |from: usize, to: usize, shape: Shape| Part {
        lines: block.lines.get(from..to).unwrap_or_default().to_vec(),
        shape,
        gap: Gap::None,
        is_whole: false,
    };
    if let Some(table) = table::read(&rows).filter(|_| rows.len() > 1) {
        return parts.push(made(0, rows.len(), Shape::Table(table)));
    }
    let mut from = 0;
    while let Some(rest) = rows.get(from..).filter(|rest| !rest.is_empty()) {
        let list = list::find(rest, measure);
        let start = list.as_ref().and_then(|(items, _)| items.first()).map_or(rest.len(), |start| *start);
        prose(&rows, from..from + start, measure, labels, &mut |from, to, shape| {
            parts.push(made(from, to, shape));
        });
        let Some((items, end)) = list else { return };
        let items = items.iter().map(|at| at - start).collect();
        parts.push(made(from + start, from + end, Shape::List(items)));
        from += end;
    }
}

/// Cuts lines into paragraphs and headings, or leaves them apart.
fn prose(
    rows: &[&Line],
    range: std::ops::Range<usize>,
    measure: Measure,
    labels: &Labels,
    push: &mut dyn FnMut(usize, usize, Shape),
) {
    let (first, end) = (range.start, range.end);
    let Some(block) = rows.get(range).filter(|block| !block.is_empty()) else { return };
    if let [only] = block
        && is_rule(&only.text)
    {
        return push(first, end, Shape::Rule);
    }
    if are_apart(block, measure, labels) {
        let is_quoted = block.iter().all(|line| line.is_quoted);
        return push(first, end, if is_quoted { Shape::QuotedLines } else { Shape::Kept });
    }
    let base = block.iter().map(|line| line.indent).min().unwrap_or(0);
    let is_quote = block.iter().all(|line| line.is_quoted)
        || base > 1
            && block.len() > 1
            && block.iter().all(|line| line.indent == base)
            && measure.width.is_some()
            && block.iter().zip(block.iter().skip(1)).any(|(line, next)| !measure.ends_early(line, next));
    let mut start = 0;
    let mut flush = |from: usize, to: usize, is_heading: bool| {
        let shape = match (is_heading, is_quote) {
            (true, _) => Shape::Heading,
            (_, true) => Shape::Quote,
            _ => Shape::Prose,
        };
        push(first + from, first + to, shape);
    };
    for at in 1..block.len() {
        let (Some(before), Some(line)) = (block.get(at - 1), block.get(at)) else { continue };
        let is_head = at == start + 1
            && !is_labelled(&before.text, labels)
            && is_head_line(before, block.get(at..).unwrap_or_default(), measure);
        if is_head || begins(before, line, start == at - 1, measure, labels) {
            flush(start, at, is_head);
            start = at;
        }
    }
    flush(start, block.len(), false);
}

/// Whether a line begins a paragraph behind another in the same block.
fn begins(before: &Line, line: &Line, before_is_first: bool, measure: Measure, labels: &Labels) -> bool {
    if measure.width.is_none() {
        return true;
    }
    if line.is_cut && line.text.is_empty() || before.ends_in_hyphen() {
        return false;
    }
    if is_labelled(&line.text, labels) && (before.ends_sentence() || measure.ends_early(before, line)) {
        return true;
    }
    let ended = before.ends_sentence();
    let early = measure.ends_early(before, line);
    let speaks = ["— ", "– ", "- ", "-- "].iter().any(|dash| line.text.starts_with(dash));
    if ended && (begins_note(&line.text) || speaks) {
        return true;
    }
    if line.indent > before.indent {
        return ended || early && !line.starts_lower();
    }
    if line.indent > 0 && line.indent == before.indent && measure.indents {
        return before_is_first && ended;
    }
    early && ended && !measure.indents && !line.starts_lower()
}

/// Whether a line begins with the number of a note.
pub(super) fn begins_note(text: &str) -> bool {
    note::calls(text, |_| true).first().is_some_and(|(start, end, _)| {
        *start == 0 && text.get(*end..).is_some_and(|rest| rest.starts_with(' '))
    })
}

/// Whether the first line of a block is a heading without space below it.
fn is_head_line(line: &Line, rest: &[&Line], measure: Measure) -> bool {
    let Some(next) = rest.first() else { return false };
    if measure.width.is_none() {
        return line.width <= 60 && next.width > 100 && is_heading_text(&line.text);
    }
    let Some(after) = rest.get(1) else { return is_alone_above(line, next) };
    let capitals = is_capitals(&line.text) && !is_capitals(&next.text);
    let early = measure.ends_early(line, next) && !measure.ends_early(next, after);
    (capitals || early && next.width > line.width)
        && is_heading_text(&line.text)
        && is_upper_start(&next.text)
        && line.indent <= next.indent + 12
}

/// Whether the first of two lines is a heading and the second a sentence.
fn is_alone_above(line: &Line, next: &Line) -> bool {
    let is_sentence =
        next.ends_sentence() && next.text.split_whitespace().count() > 6 && is_upper_start(&next.text);
    is_sentence && line.width < next.width && is_heading_text(&line.text)
}

/// Whether words can be a heading: few, begun with a capital or number, no sentence.
pub(super) fn is_heading_text(text: &str) -> bool {
    let count = text.split_whitespace().count();
    let capitals = is_capitals(text);
    let inner = text.trim_end_matches(['*', '†', '‡']).trim_end_matches(['"', '”', '»', '’', '“', ')']);
    let ends =
        inner.ends_with(['.', ',', ';', ':', '-', '–', '—', '…']) && !is_numeral(text.trim_end_matches('.'));
    let opens = text.starts_with(['-', '–', '—', '•', '*', '(', '[', '>', '<', '@', '+', '=', '|', '/', '#']);
    (1..=12).contains(&count)
        && text.chars().count() <= 80
        && !ends
        && !opens
        && !is_lower_start(text)
        && !text.contains("   ")
        && (capitals || !text.ends_with(['"', '”', '»', '’']) || text.starts_with(['"', '“', '«', '„', '»']))
        && !text.contains('@')
        && (capitals || !is_told(text))
        && credits(text).is_empty()
}

/// Whether words tell what somebody did or said, though no full stop ends them: `He nodded`, `Nothing, I said`.
fn is_told(text: &str) -> bool {
    const WHO: &str = "i|he|she|we|they|you|ich|er|sie|wir|je|il|elle|nous|ils|elles|yo|él|ella|nosotros|ellos|io|lui|lei|noi|eu|ele|ela|ik|hij|zij|wij|\
        jag|han|hon|vi|я|он|она|мы|они";
    const SAID: &str = "said|says|asked|asks|replied|answered|sagte|sagt|fragte|antwortete|dit|demanda|dije|dijo|preguntó|disse|dissi|chiese|zei|vroeg|sade|frågade|\
        сказал|сказала|спросил|спросила";
    let lower = text.to_lowercase();
    let is_who = |word: &str| is_one(WHO, word);
    let (first, count) = (lower.split(' ').next().unwrap_or_default(), lower.split_whitespace().count());
    let tail = lower.rsplit_once(", ").map(|(_, tail)| tail).unwrap_or_default();
    let says = tail
        .split_once(' ')
        .is_some_and(|(one, other)| is_who(one) && is_one(SAID, other) || is_one(SAID, one) && is_who(other));
    (2..=3).contains(&count) && is_who(first) || says
}

/// Whether a text is a number that stands over a section: figures or a Roman one in capitals.
fn is_numeral(text: &str) -> bool {
    let all = |test: fn(char) -> bool| text.chars().all(test);
    !text.is_empty() && text.len() < 6 && (all(|c| c.is_ascii_digit()) || all(|c| "IVXLC".contains(c)))
}

/// Whether lines stay apart: most end before they have to, or they are short where each paragraph is one line.
fn are_apart(block: &[&Line], measure: Measure, labels: &Labels) -> bool {
    if block.len() < 2 {
        return false;
    }
    let Some(width) = measure.width else {
        let labelled = block.iter().any(|line| is_labelled(&line.text, labels));
        let speaks = block.iter().any(|line| line.text.starts_with(['-', '–', '—']));
        return !labelled && !speaks && block.len() <= 60 && block.iter().all(|line| line.width <= 75);
    };
    if let [line, next] = block
        && is_alone_above(line, next)
    {
        return false;
    }
    let spaced = block.iter().filter(|line| line.text.contains("   ") || line.text.contains('\t')).count();
    if spaced * 2 > block.len() {
        return true;
    }
    let pairs = block.iter().zip(block.iter().skip(1));
    let early = pairs.filter(|(line, next)| measure.ends_early(line, next)).count();
    let sentences = block.iter().filter(|line| line.ends_sentence()).count();
    let speaks =
        block.iter().filter(|line| line.text.starts_with(['-', '–', '—', '"', '“', '«', '„', '»'])).count();
    // Spoken lines and short paragraphs under each other end in sentences; verse does not.
    let are_paragraphs = sentences * 3 >= block.len() * 2
        && (measure.indents || speaks * 3 >= block.len() || block.iter().any(|line| line.width > 70));
    let is_narrow = block.iter().all(|line| line.width * 100 <= width * 110);
    early * 10 >= (block.len() - 1) * 6 && !are_paragraphs && is_narrow
}

/// Turns parts into headings that stand alone between others as one does.
/// The last one is one only above notes, which stand elsewhere in the tree.
pub(super) fn headings(lines: &[Line], parts: &mut [Part], measure: Measure, has_notes: bool) {
    let labels = labels(lines, parts.iter().flat_map(|part| &part.lines));
    let mut questions: Vec<usize> = Vec::new();
    for at in 0..parts.len() {
        let text_of = |part: &Part| part.lines.first().and_then(|at| lines.get(*at));
        let Some((part, line)) = parts.get(at).and_then(|part| Some((part, text_of(part)?))) else {
            continue;
        };
        if line.under.is_some() && part.lines.len() == 1 {
            if let Some(part) = parts.get_mut(at) {
                part.shape = Shape::Heading;
            }
            continue;
        }
        let is_alone = part.is_whole && part.shape == Shape::Prose && part.gap != Gap::None;
        let lines_of: Vec<&Line> = block::of(lines, &part.lines);
        let one = lines_of.len() == 1 && (measure.is_short(line) || is_capitals(&line.text));
        let two = lines_of.len() == 2 && lines_of.iter().all(|line| is_capitals(&line.text));
        let before = at.checked_sub(1).and_then(|before| parts.get(before));
        let ended = before.is_none_or(|before| {
            let last = before.lines.last().and_then(|at| lines.get(*at));
            before.shape != Shape::Prose || last.is_none_or(Line::ends_sentence)
        });
        let after = parts.get(at + 1).map_or(has_notes, |after| {
            let line = text_of(after);
            let count: usize =
                block::of(lines, &after.lines).iter().map(|line| line.text.split_whitespace().count()).sum();
            !matches!(after.shape, Shape::Rule | Shape::PullQuote(_))
                && (after.shape != Shape::Prose
                    || count > 6
                    || is_heading_text(line.map(|line| line.text.as_str()).unwrap_or_default())
                        && at + 2 < parts.len())
                && after.gap != Gap::None
                && line.is_some_and(|line| !line.starts_lower() && !line.text.starts_with(['—', '–']))
        });
        let numeral = is_numeral(line.text.trim_end_matches('.'));
        let is_heading = is_alone
            && (one || two)
            && ended
            && after
            && !is_labelled(&line.text, &labels)
            && (is_heading_text(&line.text)
                && !marker(&line.text).is_some_and(|m| matches!(m.kind, list::Kind::Bullet(_)))
                || numeral);
        if is_heading && line.text.ends_with('?') {
            questions.push(at);
        }
        if is_heading && let Some(part) = parts.get_mut(at) {
            part.shape = Shape::Heading;
        }
    }
    // Several questions are those of an interview.
    for at in questions.iter().filter(|_| questions.len() > 1) {
        if let Some(part) = parts.get_mut(*at) {
            part.shape = Shape::Prose;
        }
    }
}
