//! Straight quotes → the language's quotation marks and apostrophes.
//!
//! Each mark opens or closes by its neighbours; where both could be, by what is open. A single opening mark that
//! nothing closes is an apostrophe.

use super::flow::{Edit, Flow};
use super::manner::Manner;

const APOSTROPHE: &str = "’";

/// English words that begin with an apostrophe, as they stand after it.
const ELISIONS: [&str; 14] = [
    "tis", "twas", "twere", "twill", "em", "til", "till", "cause", "bout", "round", "n", "neath", "gainst",
    "ere",
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Open,
    Close,
    Apostrophe,
    /// Left as it is: feet, inches, minutes, seconds.
    Prime,
}

#[derive(Clone, Copy, Debug)]
struct Mark {
    at: usize,
    double: bool,
    side: Side,
    /// How many quotes are open around it.
    depth: usize,
    matched: bool,
}

/// Adds the edits for all straight quotes of a flow.
pub(super) fn set(flow: &Flow, manner: Manner, edits: &mut Vec<Edit>) {
    for mark in marks(flow, manner) {
        if let Some(text) = replacement(mark, manner) {
            edits.push(Edit { range: mark.at..mark.at + 1, text });
        }
    }
}

fn replacement(mark: Mark, manner: Manner) -> Option<&'static str> {
    let outer = if manner.keeps_level { mark.double } else { mark.depth.is_multiple_of(2) };
    let (open, close) = if outer { manner.outer } else { manner.inner };
    match mark.side {
        Side::Prime => None,
        Side::Apostrophe => Some(APOSTROPHE),
        Side::Open if mark.matched || mark.double => Some(open),
        Side::Close if mark.matched || mark.double => Some(close),
        Side::Open | Side::Close => Some(APOSTROPHE),
    }
}

/// All straight quotes of a flow, matched.
fn marks(flow: &Flow, manner: Manner) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    // How many double and single marks are open: a look at the stack alone would not be constant in time.
    let mut count = [0usize; 2];
    let single_quotes = flow.text.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'"' | b'\''));
    for (at, byte) in single_quotes.filter(|(at, _)| !flow.is_fixed(*at)) {
        let double = byte == b'"';
        let kind = usize::from(double);
        let is_open = count.get(kind).is_some_and(|count| *count > 0);
        let side = side(flow, at, double, is_open);
        let mut mark = Mark { at, double, side, depth: open.len(), matched: false };
        match side {
            Side::Open => {
                open.push(marks.len());
                count[kind] += 1;
            }
            Side::Close if is_open => {
                while let Some(opener) = open.pop().and_then(|index| marks.get_mut(index)) {
                    count[usize::from(opener.double)] -= 1;
                    if opener.double == double {
                        opener.matched = true;
                        mark.matched = true;
                        mark.depth = opener.depth;
                        break;
                    }
                }
            }
            _ => {}
        }
        marks.push(mark);
    }
    if !manner.keeps_level {
        settle_depths(&mut marks);
    }
    marks
}

/// An opening mark that turned out to be an apostrophe opened nothing: what stands inside it is less deep.
fn settle_depths(marks: &mut [Mark]) {
    let mut depth = 0usize;
    for mark in marks {
        match mark.side {
            Side::Open if mark.matched || mark.double => {
                mark.depth = depth;
                depth += usize::from(mark.matched);
            }
            Side::Close if mark.matched => {
                depth = depth.saturating_sub(1);
                mark.depth = depth;
            }
            _ => mark.depth = depth,
        }
    }
}

fn side(flow: &Flow, at: usize, double: bool, is_open: bool) -> Side {
    let (before, after) = (flow.before(at), flow.at(at + 1));
    let word_before = before.is_some_and(is_word);
    let word_after = after.is_some_and(is_word);
    if !double && word_before && word_after {
        let measured =
            before.is_some_and(|c| c.is_ascii_digit()) && after.is_some_and(|c| c.is_ascii_digit());
        return if measured { Side::Prime } else { Side::Apostrophe };
    }
    if before.is_some_and(|c| c.is_ascii_digit()) && !is_open {
        return if double || !word_after { Side::Prime } else { Side::Apostrophe };
    }
    if !double && begins_elision(flow, at + 1, before) {
        return Side::Apostrophe;
    }
    let space_before = before.is_none_or(opens_after);
    let space_after = after.is_none_or(|c| c.is_whitespace());
    match (space_before, space_after) {
        (true, false) => Side::Open,
        (false, true) => Side::Close,
        (true, true) => {
            if is_open {
                Side::Close
            } else {
                Side::Open
            }
        }
        // Between punctuation and a word, or in a row of marks.
        (false, false) if word_after && !word_before && !is_open => Side::Open,
        (false, false) if is_quote(before) && !is_closing(after) && !is_open => Side::Open,
        (false, false) if is_quote(before) && word_after => Side::Open,
        (false, false) => Side::Close,
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '\u{fffc}'
}

/// Whether a mark after this character opens: a space, an opening bracket, a dash, an opening quote.
fn opens_after(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '(' | '['
                | '{'
                | '—'
                | '–'
                | '-'
                | '/'
                | '“'
                | '‘'
                | '„'
                | '‚'
                | '«'
                | '‹'
                | '¿'
                | '¡'
                | '='
        )
}

fn is_quote(c: Option<char>) -> bool {
    matches!(c, Some('"' | '\''))
}

fn is_closing(c: Option<char>) -> bool {
    c.is_none_or(|c| !is_word(c) && !matches!(c, '"' | '\'' | '(' | '[' | '…' | '¿' | '¡'))
}

/// Whether a word follows that is written with an apostrophe before it: `’90s`, `’tis`, `rock ’n’ roll`.
fn begins_elision(flow: &Flow, at: usize, before: Option<char>) -> bool {
    if before.is_some_and(is_word) {
        return false;
    }
    let rest = flow.text.get(at..).unwrap_or_default();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        let next = rest.get(digits..).and_then(|rest| rest.chars().next());
        return digits == 2 && next != Some('\'') && next.is_none_or(|c| c == 's' || !is_word(c));
    }
    let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len()).min(16);
    let Some(word) = rest.get(..end) else { return false };
    // A word in quotes of its own, such as 'em', is quoted.
    let quoted =
        rest.get(end..).is_some_and(|rest| rest.starts_with('\'')) && !word.eq_ignore_ascii_case("n");
    !quoted && ELISIONS.iter().any(|elision| word.eq_ignore_ascii_case(elision))
}
