//! Finds notes: numbers in brackets or raised in the text, and blocks that begin with the same numbers.

use std::collections::{BTreeMap, HashSet};

use super::block::{Block, blocks};
use super::draft::Draft;
use super::line::Taken;
use super::list::{Kind, marker};

/// The notes of a text: the lines of each, and where its words begin in the first.
pub(super) type Notes = BTreeMap<u32, (Vec<usize>, usize)>;

const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/// A call of a note in a text: where it begins, where it ends, its number.
pub(super) type Call = (usize, usize, u32);

/// The calls in a text.
pub(super) fn calls(text: &str) -> Vec<Call> {
    let mut calls = Vec::new();
    let mut rest = 0;
    while let Some(at) = text.get(rest..).and_then(|tail| tail.find(|c: char| c == '[' || RAISED.contains(c)))
    {
        let start = rest + at;
        let tail = text.get(start..).unwrap_or_default();
        let (length, number) = number(tail);
        match number {
            Some(number) => {
                calls.push((start, start + length, number));
                rest = start + length;
            }
            None => rest = start + tail.chars().next().map_or(1, char::len_utf8),
        }
    }
    calls
}

/// The number in brackets, or raised, that a text begins with, and its length.
fn number(text: &str) -> (usize, Option<u32>) {
    if let Some(inner) = text.strip_prefix('[') {
        let digits = inner.len() - inner.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let closed = inner.get(digits..).is_some_and(|rest| rest.starts_with(']'));
        let value = inner.get(..digits).filter(|_| closed && digits < 4).and_then(|value| value.parse().ok());
        return (digits + 2, value);
    }
    let raised: Vec<char> = text.chars().take_while(|c| RAISED.contains(*c)).collect();
    let digit =
        |c: &char| RAISED.chars().position(|raised| raised == *c).and_then(|at| u32::try_from(at).ok());
    let value = raised
        .iter()
        .filter_map(digit)
        .fold(0u32, |value, digit| value.saturating_mul(10).saturating_add(digit));
    (
        raised.iter().map(|c| c.len_utf8()).sum(),
        Some(value).filter(|_| !raised.is_empty() && raised.len() < 4),
    )
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
            let found = self.notes_of(block, |text| {
                Some(number(text))
                    .filter(|(length, number)| number.is_some() && *length > 0)
                    .and_then(|(length, number)| Some((number?, length)))
            });
            if !found.is_empty() {
                own.extend(block.lines.iter().copied());
                for (number, note) in found {
                    notes.entry(number).or_insert(note);
                }
                continue;
            }
            for at in &block.lines {
                called.extend(
                    self.lines
                        .get(*at)
                        .iter()
                        .flat_map(|line| calls(&line.text))
                        .map(|(_, _, number)| number),
                );
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
        if notes.is_empty() || !notes.keys().all(|number| called.contains(number)) {
            return Notes::new();
        }
        for (number, (lines, start)) in &notes {
            for at in lines {
                self.set(*at, Taken::Said);
            }
            if let Some(line) = lines.first().and_then(|at| self.lines.get(*at)).cloned() {
                let span = self.sub_span(&line, line.text.get(..*start).unwrap_or_default());
                self.report.said.push(span);
                self.report.guess(line.span, format!("taken as note {number}"));
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
        assert_eq!(calls("the wall [1]. And ²³ it [x] [12"), [(9, 12, 1), (18, 22, 23)]);
        assert_eq!(calls("none"), []);
    }
}
