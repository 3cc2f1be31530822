//! Spaces that must not break: French marks, one-letter words.

use super::flow::{Edit, Flow};
use super::manner::{Manner, Spacing};

const NARROW: &str = "\u{202f}";
const FULL: &str = "\u{a0}";

/// Adds the edits for the spaces that the language wants.
pub(super) fn set(flow: &Flow, manner: Manner, edits: &mut Vec<Edit>) {
    if manner.spacing != Spacing::None {
        french(flow, manner.spacing, edits);
    }
    if !manner.clinging.is_empty() {
        cling(flow, manner.clinging, edits);
    }
}

/// One space before each mark that stands high, none to break at.
fn french(flow: &Flow, spacing: Spacing, edits: &mut Vec<Edit>) {
    for (at, mark) in flow.text.char_indices() {
        let wanted = match mark {
            ';' | '!' | '?' | '»' => NARROW,
            ':' => FULL,
            '«' => {
                after_opening(flow, at + mark.len_utf8(), edits);
                continue;
            }
            _ => continue,
        };
        if flow.is_fixed(at) {
            continue;
        }
        match flow.before(at) {
            Some(space @ (' ' | '\u{a0}' | '\u{202f}')) => {
                let start = at - space.len_utf8();
                let word = flow.before(start).is_some_and(|c| !c.is_whitespace());
                if word && !wanted.starts_with(space) {
                    edits.push(Edit { range: start..at, text: wanted });
                }
            }
            Some(before) if spacing == Spacing::French && lacks_space(flow, at, mark, before) => {
                edits.push(Edit { range: at..at, text: wanted });
            }
            _ => {}
        }
    }
}

/// Whether a mark ends a word and a space is to be put between them: not in times, addresses and rows of marks.
fn lacks_space(flow: &Flow, at: usize, mark: char, before: char) -> bool {
    let after = flow.at(at + mark.len_utf8());
    let ends = after.is_none_or(|c| {
        c.is_whitespace()
            || matches!(c, '!' | '?' | '"' | '\'' | ')' | ']' | '»' | '”' | '’' | '…' | '.' | ',')
    });
    let word = before.is_alphanumeric()
        || matches!(before, ')' | ']' | '»' | '”' | '%' | '…' | '\u{fffc}' | '"' | '\'');
    match mark {
        '»' => word || matches!(before, '.' | '!' | '?' | ','),
        _ => ends && word,
    }
}

fn after_opening(flow: &Flow, at: usize, edits: &mut Vec<Edit>) {
    match flow.at(at) {
        Some(space @ (' ' | '\u{a0}')) => {
            edits.push(Edit { range: at..at + space.len_utf8(), text: NARROW });
        }
        Some(next) if !next.is_whitespace() => edits.push(Edit { range: at..at, text: NARROW }),
        _ => {}
    }
}

/// Holds one-letter words to the word after them.
fn cling(flow: &Flow, letters: &str, edits: &mut Vec<Edit>) {
    let mut word: Option<(usize, char)> = None;
    let mut starts = true;
    for (at, c) in flow.text.char_indices() {
        if c == ' ' {
            if word.is_some() {
                edits.push(Edit { range: at..at + 1, text: FULL });
            }
            word = None;
        } else {
            word = (starts && letters.contains(c)).then_some((at, c));
        }
        starts = c.is_whitespace() || matches!(c, '(' | '«' | '„' | '"');
    }
}
