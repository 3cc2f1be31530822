//! Where a text may be broken over lines (UAX #14).
//!
//! Latin, Greek and Cyrillic text takes a short scan; everything else goes through ICU's segmenter.

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;

/// The byte offsets after which a line may end, in order, the text's end left out.
pub(super) fn opportunities(text: &str) -> Vec<usize> {
    if text.bytes().all(is_simple) || text.chars().all(is_simple_char) {
        return scan(text);
    }
    let segmenter = LineSegmenter::new_auto(LineBreakOptions::default());
    segmenter.segment_str(text).filter(|&at| at > 0 && at < text.len()).collect()
}

fn is_simple(byte: u8) -> bool {
    byte.is_ascii()
}

/// Letters of alphabets that are written with spaces, and general punctuation.
fn is_simple_char(character: char) -> bool {
    matches!(u32::from(character), 0..0x0590 | 0x1E00..0x2028 | 0x202F..0x2060 | 0x20A0..0x20D0 | 0xFFFC)
}

fn scan(text: &str) -> Vec<usize> {
    let mut found = Vec::with_capacity(text.len() / 5);
    let mut characters = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, character)) = characters.next() {
        let end = at + character.len_utf8();
        if characters.peek().is_some_and(|&(_, next)| allows_break(before, character, next)) {
            found.push(end);
        }
        before = character;
    }
    found
}

/// Whether a line may end between `character` and `next`; `before` stands before both.
fn allows_break(before: char, character: char, next: char) -> bool {
    if next == ' ' || is_closing(next) {
        return false;
    }
    match character {
        ' ' => true,
        '\u{AD}' | '\u{200B}' => true,
        '\t' => next != '\t',
        '-' | '\u{2010}' => before.is_alphanumeric() && next.is_alphabetic(),
        '\u{2012}' | '\u{2013}' => !before.is_whitespace() && next.is_alphanumeric(),
        '\u{2014}' => next.is_alphanumeric() || is_opening(next),
        '/' => before.is_alphabetic() && next.is_alphabetic(),
        '\u{FFFC}' => !matches!(next, '\u{A0}' | '\u{202F}' | '\u{2060}'),
        '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200A}' | '\u{205F}' => true,
        '\u{A0}' | '\u{202F}' | '\u{2060}' | '\u{2011}' => false,
        _ => next == '\u{FFFC}' && character.is_alphanumeric(),
    }
}

fn is_closing(character: char) -> bool {
    matches!(
        character,
        '.' | ','
            | ';'
            | ':'
            | '!'
            | '?'
            | ')'
            | ']'
            | '}'
            | '\u{2019}'
            | '\u{201D}'
            | '\u{BB}'
            | '\u{203A}'
            | '\u{2026}'
            | '\u{A0}'
            | '\u{202F}'
            | '\u{2060}'
            | '\u{2011}'
            | '%'
            | '\u{AD}'
            | '\u{200B}'
            | '\u{2013}'
    )
}

fn is_opening(character: char) -> bool {
    matches!(character, '(' | '[' | '{' | '\u{2018}' | '\u{201C}' | '\u{AB}' | '\u{201E}' | '\u{2039}')
}
