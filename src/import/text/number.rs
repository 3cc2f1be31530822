//! Tells the numbers of pages from those of sections.

use std::collections::HashSet;

use super::close::is_thirty;
use super::furniture::{Place, is_short, key};
use super::line::{Line, Taken};
use super::paragraph::begins_note;
use super::report::{Report, reason};
use super::signpost::is_jump;
use super::vocabulary::{PAGE, is_capitals, is_one};

/// A page's number has at most so many bytes, with what stands around it.
const LONGEST: usize = 40;

/// Marks page numbers; numbers of sections stay.
pub(super) fn mark(lines: &mut [Line], starts: &[bool], report: &mut Report) {
    let mut found: Vec<(usize, Number, Place)> = Vec::new();
    for (at, line) in
        lines.iter().enumerate().filter(|(_, line)| !line.is_gone() && line.text.len() <= LONGEST)
    {
        let place = Place::of(lines, starts, at);
        let is_free = place.is_apart() || place.is_edge;
        if let Some(number) =
            Some(line).filter(|line| is_free && !is_thirty(&line.text)).and_then(|line| number(&line.text))
        {
            found.push((at, number, place));
        }
    }
    let plain: Vec<(usize, u32)> = found
        .iter()
        .filter(|(_, number, place)| number.form == Form::Plain && !place.is_edge)
        .filter_map(|(at, number, _)| Some((*at, number.value?)))
        .collect();
    let is_section = are_sections(lines, &plain);
    let values: HashSet<u32> = plain.iter().map(|(_, value)| *value).collect();
    let (series, repeated) = (series(&found), repeated(lines));
    let ends =
        [lines.iter().position(|line| !line.is_blank()), lines.iter().rposition(|line| !line.is_blank())];
    for (at, number, place) in found {
        let is_year = |value: u32| {
            (1400..2100).contains(&value) && !values.contains(&(value + 1)) && !values.contains(&(value - 1))
        };
        // What stands alone may be a word of the text: only others beside it tell that pages are counted.
        let counts_pages =
            ends.contains(&Some(at)) || series.contains(&at) || is_beside(lines, at, &repeated);
        let stays = !place.is_edge
            && match number.form {
                Form::Plain => is_section || !counts_pages || number.value.is_some_and(is_year),
                Form::Dotted => !counts_pages || begins_section(lines, at),
                Form::Framed => false,
            };
        if let Some(line) = lines.get_mut(at).filter(|_| !stays) {
            report.drop_line(line, Taken::Furniture, reason::PAGE_NUMBER);
        }
    }
}

/// The numbers that go on with those before, or before those behind them, some pages without one between them.
fn series(found: &[(usize, Number, Place)]) -> HashSet<usize> {
    const PAGES: u32 = 4;
    let values = || found.iter().filter_map(|(at, number, _)| Some((*at, number.value?)));
    let pairs = values().zip(values().skip(1));
    let ascends = |(one, other): &((usize, u32), (usize, u32))| {
        other.1.checked_sub(one.1).is_some_and(|step| (1..=PAGES).contains(&step))
    };
    pairs.filter(ascends).flat_map(|(one, other)| [one.0, other.0]).collect()
}

/// Short lines that are said again, as heads of pages are.
fn repeated(lines: &[Line]) -> HashSet<String> {
    let (mut once, mut again) = (HashSet::new(), HashSet::new());
    for line in lines.iter().filter(|line| !line.is_blank() && is_short(line)) {
        let key = key(&line.text);
        if key.len() > 3 && !once.insert(key.clone()) {
            again.insert(key);
        }
    }
    again
}

/// Whether a page ends around a line: a word or a sentence far above is cut, or next to it stands a note, a line that
/// says where the text goes on, or a head: one that is said again, or one in capitals where a sentence is cut.
fn is_beside(lines: &[Line], at: usize, repeated: &HashSet<String>) -> bool {
    const NEAR: usize = 4;
    let is_full = |line: &&Line| !line.is_blank();
    let up = lines.iter().take(at).rev().take(NEAR).position(|line| !line.is_blank());
    let down = lines.iter().skip(at + 1).take(NEAR).position(|line| !line.is_blank());
    let above = lines.iter().take(at).rev().take(NEAR).find(is_full);
    let below = lines.iter().skip(at + 1).take(NEAR).find(is_full);
    let mut block = lines.iter().take(at).rev().skip(up.unwrap_or(0)).take_while(is_full).take(8);
    let is_cut = above.is_some_and(|above| !above.ends_sentence());
    let is_far = up.is_some_and(|up| up > 1) && down.is_some_and(|down| down > 1);
    let is_head = |line: &Line| {
        is_short(line) && (is_cut && is_capitals(&line.text) || repeated.contains(&key(&line.text)))
    };
    is_cut && is_far
        || above.is_some_and(Line::ends_in_hyphen)
        || block.any(|line| begins_note(&line.text))
        || [above, below].into_iter().flatten().any(|line| is_head(line) || is_jump(&line.text))
}

/// Whether numbers on lines of their own count the sections of a text: they run from 1, and none cuts a sentence.
fn are_sections(lines: &[Line], numbers: &[(usize, u32)]) -> bool {
    let in_order = numbers.iter().zip(1u32..).all(|((_, value), wanted)| *value == wanted);
    let near = |at: usize, found: &mut dyn Iterator<Item = usize>| {
        found.take(6).filter(|near| *near != at).find_map(|at| lines.get(at).filter(|line| !line.is_blank()))
    };
    let first = lines.iter().position(|line| !line.is_blank()).unwrap_or(0);
    numbers.len() > 1
        && in_order
        && numbers.iter().all(|(at, value)| {
            let before = near(*at, &mut (0..*at).rev());
            let after = near(*at, &mut (*at..lines.len()));
            let opens = *value == 1 && *at > first && before.is_none_or(|line| line.width < 60);
            (opens || before.is_some_and(Line::ends_sentence))
                && after.is_some_and(|line| !line.starts_lower())
        })
}

/// Whether a line cuts no sentence.
fn begins_section(lines: &[Line], at: usize) -> bool {
    const NEAR: usize = 6;
    let before = lines.iter().take(at).rev().take(NEAR).find(|line| !line.is_blank());
    let after = lines.iter().skip(at + 1).take(NEAR).find(|line| !line.is_blank());
    before.is_none_or(|line| line.ends_sentence() || line.width < 60)
        && after.is_some_and(|line| !line.starts_lower())
}

/// A page's number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    /// Its value, if it is one of figures.
    value: Option<u32>,
    /// What stands with it.
    form: Form,
}

/// What stands with a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Nothing.
    Plain,
    /// A full stop, as behind a section's.
    Dotted,
    /// Signs or words, as around a page's.
    Framed,
}

/// The number that a line consists of, with what stands around a page's: `- 7 -`, `Page 7 of 9`, `A8`, `xii`.
pub(super) fn number(text: &str) -> Option<Number> {
    if text.len() > LONGEST {
        return None;
    }
    let is_sign = |c: char| c.is_whitespace() || "-–—|[]()<>·•*~_.:/".contains(c);
    let inner = text.trim_matches(is_sign);
    let lower = inner.to_lowercase();
    let words: Vec<&str> = lower.split(is_sign).filter(|word| !word.is_empty()).collect();
    let is_word = |word: &&str| is_one(PAGE, word) || is_one(PAGE, &format!("{word}."));
    let is_of = |word: &str| is_one("of|von|de|sur|di|van|z|ze|av|из", word);
    let rest: Vec<&str> = words.iter().copied().filter(|word| !is_word(word) && !is_of(word)).collect();
    let named = rest.len() < words.len();
    let figures =
        |word: &str| !word.is_empty() && word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let value = rest.first()?.trim_matches('.');
    let is_number = figures(value)
        || value.len() > 1
            && value.get(1..).is_some_and(figures)
            && value.starts_with(|c: char| c.is_ascii_lowercase())
        || (named || is_framed(text) && inner == lower) && is_roman(value);
    let counts = rest.len() == 1
        || rest.len() == 2 && (named || text.contains('/')) && rest.iter().all(|word| figures(word));
    let form = match text.strip_prefix(inner) {
        Some("") if inner.len() == value.len() => Form::Plain,
        Some(".") if inner.len() == value.len() => Form::Dotted,
        _ => Form::Framed,
    };
    (is_number && counts && (named || words.len() == rest.len())).then(|| Number {
        value: value.trim_start_matches(|c: char| c.is_ascii_lowercase()).parse().ok(),
        form,
    })
}

/// Whether a dash, a square bracket or a bar stands on both sides of a text.
fn is_framed(text: &str) -> bool {
    let is_frame = |c: char| matches!(c, '-' | '–' | '—' | '|' | '[' | ']' | '·' | '•' | '~');
    text.starts_with(is_frame) && text.ends_with(is_frame)
}

/// Whether a word is a Roman number below 400 in small letters.
fn is_roman(word: &str) -> bool {
    let hundreds = word.trim_start_matches('c');
    let rest = word.len() - hundreds.len();
    let (tens, units): (&[&str], &[&str]) = (
        &["xc", "lxxx", "lxx", "lx", "l", "xl", "xxx", "xx", "x"],
        &["ix", "viii", "vii", "vi", "v", "iv", "iii", "ii", "i"],
    );
    let after = |text: &'_ str, list: &[&str]| {
        list.iter().find(|part| text.starts_with(**part)).map_or(0, |part| part.len())
    };
    let ten = after(hundreds, tens);
    let unit = after(hundreds.get(ten..).unwrap_or_default(), units);
    !word.is_empty() && rest < 4 && ten + unit == hundreds.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_told_from_other_numbers() {
        for text in [
            "37",
            "- 7 -",
            "— 23 —",
            "Page 7",
            "Page 7 of 12",
            "7/12",
            "[ 5 ]",
            "Seite 3",
            "стр. 8",
            "S. 4",
            "- xii -",
        ] {
            assert!(number(text).is_some(), "{text}");
        }
        for text in [
            "Chapter 7",
            "7 days",
            "3.5",
            "12345",
            "mix",
            "I",
            "7 8",
            "",
            "A",
            "–",
            "I.",
            "II.",
            "Ill.",
            "Civil.",
            "(c)",
            "(i)",
            "— I —",
            "- iil -",
            "Page Civil",
        ] {
            assert!(number(text).is_none(), "{text}");
        }
    }
}
