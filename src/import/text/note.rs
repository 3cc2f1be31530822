//! Finds notes: numbers in brackets or raised in the text, and blocks that begin with the same numbers.

use std::collections::{BTreeMap, HashSet};

use super::block::{Block, blocks};
use super::draft::Draft;
use super::line::Taken;
use super::list::{Kind, marker};

/// The notes of a text: the lines of each, and where its words begin in the first.
pub(super) type Notes = BTreeMap<u32, (Vec<usize>, usize)>;

/// Raised numbers count from here: a text may have both kinds.
const FIRST_RAISED: u32 = 1_000;

const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/// A call of a note in a text: where it begins, where it ends, its number.
pub(super) type Call = (usize, usize, u32);

/// The calls in a text whose numbers are all known. Those of one bracket follow each other, the others empty.
pub(super) fn calls(text: &str, is_known: impl Fn(u32) -> bool) -> Vec<Call> {
    let mut calls = Vec::new();
    let mut rest = 0;
    while let Some(at) = text.get(rest..).and_then(|tail| tail.find(|c: char| c == '[' || RAISED.contains(c)))
    {
        let start = rest + at;
        let tail = text.get(start..).unwrap_or_default();
        let (length, numbers) = numbers(tail);
        if numbers.is_empty() || !numbers.iter().all(|number| is_known(*number)) {
            rest = start + tail.chars().next().map_or(1, char::len_utf8);
            continue;
        }
        rest = start + length;
        calls.extend(
            numbers
                .iter()
                .enumerate()
                .map(|(at, number)| (if at == 0 { start } else { rest }, rest, *number)),
        );
    }
    calls
}

/// The numbers in brackets, or the raised one, that a text begins with, and its length.
fn numbers(text: &str) -> (usize, Vec<u32>) {
    const LONGEST: usize = 24;
    if let Some(inner) = text.strip_prefix('[') {
        let digits = inner
            .bytes()
            .take(LONGEST)
            .take_while(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b' '))
            .count();
        let closed = inner.get(digits..).is_some_and(|rest| rest.starts_with(']'));
        let values: Option<Vec<u32>> = inner.get(..digits).filter(|_| closed).and_then(|row| {
            row.split(',')
                .map(|value| Some(value.trim()).filter(|value| value.len() < 4)?.parse().ok())
                .collect()
        });
        return (digits + 2, values.unwrap_or_default());
    }
    let raised: Vec<char> = text.chars().take_while(|c| RAISED.contains(*c)).take(4).collect();
    let digit =
        |c: &char| RAISED.chars().position(|raised| raised == *c).and_then(|at| u32::try_from(at).ok());
    let value =
        FIRST_RAISED + raised.iter().filter_map(digit).fold(0, |value: u32, digit| value * 10 + digit);
    let found = if (1..4).contains(&raised.len()) { vec![value] } else { Vec::new() };
    (raised.iter().map(|c| c.len_utf8()).sum(), found)
}

impl Draft<'_> {
    /// Takes the notes whose numbers answer a call in the text.
    pub(super) fn notes(&mut self) -> Notes {
        let blocks = blocks(&self.lines);
        let mut notes = Notes::new();
        let mut called: HashSet<u32> = HashSet::new();
        let mut own: HashSet<usize> = HashSet::new();
        let mut numbered: Vec<Notes> = Vec::new();
        for block in &blocks {
            let found = self.notes_of(block, |text| match numbers(text) {
                (length, numbers) if numbers.len() == 1 => Some((numbers.first().copied()?, length)),
                _ => None,
            });
            if !found.is_empty() {
                own.extend(block.lines.iter().copied());
                for (number, note) in found {
                    notes.entry(number).or_insert(note);
                }
                continue;
            }
            for at in &block.lines {
                let calls = self.lines.get(*at).map(|line| calls(&line.text, |_| true)).unwrap_or_default();
                called.extend(calls.into_iter().map(|(_, _, number)| number));
            }
            let listed = self.notes_of(block, |text| match marker(text)?.kind {
                Kind::Number(number, _) => Some((u32::try_from(number).ok()?, marker(text)?.length)),
                _ => None,
            });
            numbered.push(listed);
        }
        // Numbers of a plain list are notes if each is called and there are no others.
        if notes.is_empty() && !called.is_empty() {
            let last: Notes =
                numbered.into_iter().rev().take_while(|listed| !listed.is_empty()).flatten().collect();
            notes = last;
        }
        let is_raised = |number: &u32| *number >= FIRST_RAISED;
        let kinds = [true, false].map(|raised| {
            notes.keys().filter(|number| is_raised(number) == raised).all(|number| called.contains(number))
        });
        notes.retain(|number, _| {
            if is_raised(number) { kinds.first() == Some(&true) } else { kinds.last() == Some(&true) }
        });
        for (lines, start) in notes.values() {
            for at in lines {
                self.set(*at, Taken::Said);
            }
            if let Some(line) = lines.first().and_then(|at| self.lines.get(*at)).cloned() {
                let span = self.sub_span(&line, line.text.get(..*start).unwrap_or_default());
                self.report.said.push(span);
                self.report.guess(line.span, "taken as a note");
            }
        }
        notes
    }

    /// The notes of a block all of whose parts begin with a number.
    fn notes_of(&self, block: &Block, number: impl Fn(&str) -> Option<(u32, usize)>) -> Notes {
        let mut notes = Notes::new();
        let mut current: Option<u32> = None;
        for at in &block.lines {
            let Some(line) = self.lines.get(*at) else { continue };
            if let Some((value, length)) =
                number(&line.text).filter(|(_, length)| line.text.len() > *length + 1)
            {
                notes.entry(value).or_insert((Vec::new(), length)).0.push(*at);
                current = Some(value);
            } else if let Some((lines, _)) = current.and_then(|current| notes.get_mut(&current)) {
                lines.push(*at);
            } else {
                return Notes::new();
            }
        }
        notes
    }
}

#[cfg(test)]
mod tests {
    use super::calls;

    #[test]
    fn calls_are_found() {
        assert_eq!(calls("the wall [1]. And ²³ it [x] [12", |_| true), [(9, 12, 1), (18, 22, 1_023)]);
        assert_eq!(calls("so [1, 2].", |_| true), [(3, 9, 1), (9, 9, 2)]);
        assert_eq!(calls("so [1, 2].", |number| number == 1), []);
        assert_eq!(calls("none", |_| true), []);
    }
}
