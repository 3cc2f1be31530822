//! Turns a text into its lines: where each stands, how far it is set in, and its characters as they are wanted.

use super::vocabulary::is_lower_start;
use crate::source::{SourceId, Span};

/// A line.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    /// Its characters without space around them; ligatures are written out, soft hyphens are gone.
    pub(super) text: String,
    /// Where they stand.
    pub(super) span: Span,
    /// How many columns it is set in, beyond the page's own margin.
    pub(super) indent: usize,
    /// How many characters it has.
    pub(super) width: usize,
    /// A new page begins with it.
    pub(super) new_page: bool,
    /// It ends in a soft hyphen.
    pub(super) is_cut: bool,
    /// What it was taken as.
    pub(super) taken: Taken,
    /// A line of this sign is drawn under it: it is a heading.
    pub(super) under: Option<char>,
    /// It is quoted, as mails quote each other.
    pub(super) is_quoted: bool,
}

/// What a line was taken as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Taken {
    /// It is part of the text.
    #[default]
    No,
    /// It stands in the way of the text: a page number, a running head, an advertisement.
    Furniture,
    /// It is said in the metadata, or was left out at the start or end.
    Said,
}

impl Line {
    /// Whether nothing stands in it.
    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether nothing of it is left for the text.
    pub(super) fn is_gone(&self) -> bool {
        self.is_blank() || self.taken != Taken::No
    }

    /// How many characters its first word has.
    pub(super) fn first_word(&self) -> usize {
        self.text.split_whitespace().next().map_or(0, |word| word.chars().count())
    }

    /// Whether it ends in a hyphen of a word that goes on.
    pub(super) fn ends_in_hyphen(&self) -> bool {
        let before = self.text.strip_suffix(['-', '\u{2010}', '¬']);
        self.is_cut || before.is_some_and(|before| before.ends_with(char::is_alphabetic))
    }

    /// Whether it is a sentence's end, or a heading's.
    pub(super) fn ends_sentence(&self) -> bool {
        !self.is_cut && ends_sentence(&self.text)
    }

    /// Whether it begins in small letters.
    pub(super) fn starts_lower(&self) -> bool {
        is_lower_start(&self.text)
    }
}

/// Whether a text ends where a sentence may end.
pub(super) fn ends_sentence(text: &str) -> bool {
    let closing = |c: char| {
        matches!(c, '"' | '\'' | '”' | '’' | '»' | '«' | '“' | '‘' | ')' | ']' | ' ' | '\u{a0}' | '\u{202f}')
    };
    let is_mark = |c: char| matches!(c, '■' | '□' | '●' | '♦' | '∎' | '◆' | '▪');
    let text = text.trim_end_matches(|c: char| closing(c) || is_mark(c) || is_note_sign(c));
    let text = strip_call(text).trim_end_matches(closing);
    text.ends_with(['.', '!', '?', '…', ':'])
}

fn is_note_sign(c: char) -> bool {
    matches!(c, '*' | '†' | '‡' | '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

/// A text without the call of a note at its end.
fn strip_call(text: &str) -> &str {
    let Some(inner) = text.strip_suffix(']') else { return text };
    let digits = inner.trim_end_matches(|c: char| c.is_ascii_digit());
    digits.strip_suffix('[').filter(|_| digits.len() < inner.len()).map_or(text, str::trim_end)
}

/// The lines of a text, those that pages set in by margins moved back.
pub(super) fn lines(text: &str, source: SourceId) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut new_page = false;
    let is_end = |c: char| matches!(c, '\n' | '\r' | '\u{c}' | '\u{b}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    for (at, end) in text.match_indices(is_end) {
        if end == "\n" && at == start && text.get(..at).is_some_and(|before| before.ends_with('\r')) {
            start = at + 1;
            continue;
        }
        lines.push(line(text, start, at, source, new_page));
        new_page = end == "\u{c}";
        start = at + end.len();
    }
    lines.push(line(text, start, text.len(), source, new_page));
    move_back(&mut lines);
    lines
}

fn line(text: &str, start: usize, end: usize, source: SourceId, new_page: bool) -> Line {
    let whole = text.get(start..end).unwrap_or_default();
    let is_space = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{200b}');
    let tail = whole.trim_start_matches(is_space);
    let first = start + whole.len() - tail.len();
    let trimmed = tail.trim_end_matches(is_space);
    let indent =
        whole.get(..whole.len() - tail.len()).unwrap_or_default().chars().fold(0, |columns, c| match c {
            '\t' => (columns / 8 + 1) * 8,
            '\u{feff}' | '\u{200b}' => columns,
            _ => columns + 1,
        });
    let clean = clean(trimmed);
    Line {
        width: clean.chars().count(),
        text: clean,
        span: Span::new(source, first, first + trimmed.len()),
        indent,
        new_page,
        is_cut: trimmed.ends_with('\u{ad}'),
        ..Line::default()
    }
}

/// The characters of ligatures, by the first of their block.
const LIGATURES: [&str; 7] = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];

/// A text with its ligatures written out.
pub(super) fn spelled_out(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let place = u32::from(c).checked_sub(0xFB00).and_then(|place| usize::try_from(place).ok());
        match place.and_then(|place| LIGATURES.get(place)) {
            Some(letters) => out.push_str(letters),
            None => out.push(c),
        }
    }
    out
}

/// The characters that are wanted: ligatures written out, no soft hyphens and controls.
fn clean(text: &str) -> String {
    let is_unwanted =
        |c: char| matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{2060}') || c.is_control() && c != '\t';
    if text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_control() && byte != b'\t') {
        return text.to_owned();
    }
    spelled_out(text).chars().filter(|c| !is_unwanted(*c)).collect()
}

/// Text as it is printed: one space between words. Spaces that do not break stay in numbers and beside French signs.
pub(super) fn printed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        if !c.is_whitespace() {
            out.push(c);
            continue;
        }
        let is_single = characters.peek().is_none_or(|next| !next.is_whitespace());
        let before = out.chars().next_back();
        let after = characters.peek().copied();
        let in_number =
            before.is_some_and(|c| c.is_ascii_digit()) && after.is_some_and(|c| c.is_ascii_digit());
        let beside_sign =
            before == Some('«') || after.is_some_and(|c| matches!(c, '»' | ';' | ':' | '!' | '?'));
        if is_single && matches!(c, '\u{a0}' | '\u{202f}') && (in_number || beside_sign) {
            out.push(c);
        } else if before.is_none_or(|before| before != ' ') {
            out.push(' ');
        }
    }
    out
}

/// Takes each page's margin from the indents of its lines: the least that an eighth of its lines have.
fn move_back(lines: &mut [Line]) {
    let whole = margin(lines).unwrap_or(0);
    for page in lines.chunk_by_mut(|_, next| !next.new_page) {
        let many = page.iter().filter(|line| !line.is_blank()).count() >= 8;
        let margin = if many { margin(page).unwrap_or(whole) } else { whole };
        page.iter_mut().for_each(|line| line.indent = line.indent.saturating_sub(margin));
    }
}

fn margin(lines: &[Line]) -> Option<usize> {
    const MOST: usize = 80;
    let mut counts = [0usize; MOST];
    let mut all = 0;
    for line in lines.iter().filter(|line| !line.is_blank()) {
        all += 1;
        if let Some(count) = counts.get_mut(line.indent) {
            *count += 1;
        }
    }
    counts.iter().position(|count| *count > 0 && *count * 8 >= all)
}
