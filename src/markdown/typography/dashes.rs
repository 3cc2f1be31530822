//! Hyphens and full stops in a row → dashes and ellipses.

use super::flow::{Edit, Flow};
use super::manner::Manner;

/// Adds the edits for dashes and ellipses.
pub(super) fn set(flow: &Flow, manner: Manner, edits: &mut Vec<Edit>) {
    let bytes = flow.text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let run = match byte {
            b'-' | b'.' => bytes.iter().skip(at).take_while(|next| *next == byte).count(),
            // The author's own dash: its space before it must not end the line.
            0xE2 if matches!(flow.at(at), Some('–' | '—')) => {
                hold(flow, at, edits);
                '–'.len_utf8()
            }
            _ => 1,
        };
        if !flow.is_fixed(at) {
            match byte {
                b'-' => dash(flow, at..at + run, manner, edits),
                b'.' => ellipsis(at..at + run, edits),
                _ => {}
            }
        }
        at += run;
    }
}

fn ellipsis(run: std::ops::Range<usize>, edits: &mut Vec<Edit>) {
    match run.len() {
        3 => edits.push(Edit { range: run, text: "…" }),
        // A full stop and an ellipsis.
        4 => edits.push(Edit { range: run.start + 1..run.end, text: "…" }),
        _ => {}
    }
}

fn dash(flow: &Flow, run: std::ops::Range<usize>, manner: Manner, edits: &mut Vec<Edit>) {
    let (before, after) = (flow.before(run.start), flow.at(run.end));
    let space = |c: Option<char>| matches!(c, Some(' ' | '\n'));
    let spaced = space(before) && space(after);
    // At a block's start a hyphen is a minus, an option or a speaker's dash: only two or three are a dash there.
    let opens_block = run.start <= 1;
    match run.len() {
        1 if spaced && is_minus(flow, &run) => {}
        1 | 2 if spaced && !opens_block => {
            // A line's end stays where a space may stand.
            let keeps_end = after == Some('\n') && manner.dash.ends_with(' ');
            let text = if keeps_end { manner.dash.trim_end_matches(' ') } else { manner.dash };
            edits.push(Edit { range: run.start - 1..run.end + usize::from(!keeps_end), text });
        }
        2 => {
            let option = before
                .is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '.' | ',' | '”' | '’' | '"' | ')'))
                && after.is_some_and(char::is_alphanumeric);
            if !option {
                let text = if manner.dash.contains('—') && before == Some(' ') { "—" } else { "–" };
                edits.push(Edit { range: run.clone(), text });
                hold(flow, run.start, edits);
            }
        }
        3 => {
            edits.push(Edit { range: run.clone(), text: "—" });
            hold(flow, run.start, edits);
        }
        _ => {}
    }
}

/// Whether a spaced hyphen stands between two numbers or two single letters.
fn is_minus(flow: &Flow, run: &std::ops::Range<usize>) -> bool {
    let before =
        flow.text.get(..run.start).and_then(|text| text.trim_end().rsplit(char::is_whitespace).next());
    let after = flow.text.get(run.end..).and_then(|text| text.split_whitespace().next());
    let (Some(before), Some(after)) = (before, after) else { return false };
    let letter = |word: &str| word.trim_end_matches(['.', ',', ';', ':', ')', '?']).chars().count() == 1;
    let digits =
        before.ends_with(|c: char| c.is_ascii_digit()) && after.starts_with(|c: char| c.is_ascii_digit());
    digits || (letter(before) && letter(after))
}

/// Keeps a spaced dash on the line of the word before it.
fn hold(flow: &Flow, dash: usize, edits: &mut Vec<Edit>) {
    let Some(space) = dash.checked_sub(1).filter(|_| flow.before(dash) == Some(' ')) else { return };
    let word = flow.before(space).is_some_and(|c| !c.is_whitespace());
    if word && !flow.is_fixed(space) {
        edits.push(Edit { range: space..dash, text: "\u{a0}" });
    }
}
