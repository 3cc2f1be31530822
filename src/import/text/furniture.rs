//! Takes out what pages, papers and screens put in the way of a text: page numbers, running heads, lines that say
//! where it goes on, advertisements.

use std::collections::HashMap;

use super::line::{Line, Taken, ends_sentence};
use super::report::{Report, reason};
use super::signpost::{is_jump, is_more, is_slug, is_wire};
use super::vocabulary::{BYLINES, is_capitals, prefix};
use super::{boilerplate, number};

/// A running head has at most so many characters, spaces in a row counted once.
const LONGEST: usize = 80;
/// As many lines at the start may be repeated at the head of later pages.
const FIRST: usize = 8;
/// As often is looked again: a head may stand beside a head that stands beside a number.
const ROUNDS: usize = 4;

/// Marks the lines that are no part of the text.
pub(super) fn mark(lines: &mut [Line], language: &str, report: &mut Report) {
    let starts = page_starts(lines);
    number::mark(lines, &starts, report);
    let last = last_block(lines);
    // What a dispatch is called, its later parts too.
    let mut slug: Option<String> = None;
    let head_of =
        |text: &str| text.split_once(',').map_or_else(|| text.to_owned(), |(head, _)| head.to_owned());
    for at in 0..lines.len() {
        let place = Place::of(lines, &starts, at);
        let is_first = at < FIRST && is_first(lines, at);
        let Some(line) = lines.get_mut(at).filter(|line| !line.is_gone()) else { continue };
        let is_end = || is_more(&line.text, language, place.is_edge || at >= last);
        if place.is_apart() && (is_jump(&line.text) || is_end()) {
            report.drop_line(line, Taken::Furniture, reason::JUMP_LINE);
        } else if place.free_above
            && is_slug(&line.text)
            && (is_first || slug.as_ref() == Some(&head_of(&line.text)))
        {
            slug.get_or_insert_with(|| head_of(&line.text));
            report.drop_line(line, Taken::Furniture, reason::FIELD);
        } else if place.free_above && is_first && is_wire(&line.text) {
            report.drop_line(line, Taken::Furniture, reason::FIELD);
        }
    }
    heads(lines, &starts, language, report);
    boilerplate::mark(lines, report);
}

/// How a line stands among others.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    /// Nothing of the text stands right above, or right below.
    pub(super) free_above: bool,
    pub(super) free_below: bool,
    /// A page begins with it or ends behind it.
    pub(super) is_edge: bool,
}

impl Place {
    /// How a line stands. Lines at a page's edge are apart from the other page.
    pub(super) fn of(lines: &[Line], starts: &[bool], at: usize) -> Place {
        let is_start = |at: usize| starts.get(at).copied().unwrap_or(true);
        let is_gone = |at: usize| lines.get(at).is_none_or(Line::is_gone);
        let below = lines.get(at + 1..).unwrap_or_default().iter().take(4).position(|line| !line.is_blank());
        let ends = below.is_some_and(|below| is_start(at + 1 + below));
        Place {
            free_above: is_start(at) || at.checked_sub(1).is_none_or(is_gone),
            free_below: is_gone(at + 1) || is_start(at + 1),
            is_edge: is_start(at) || ends,
        }
    }

    pub(super) fn is_apart(self) -> bool {
        self.free_above && self.free_below
    }
}

/// The first lines of pages that hold something.
fn page_starts(lines: &[Line]) -> Vec<bool> {
    let mut pending = false;
    lines
        .iter()
        .map(|line| {
            pending |= line.new_page;
            !line.is_blank() && std::mem::take(&mut pending)
        })
        .collect()
}

/// Where the last block begins.
fn last_block(lines: &[Line]) -> usize {
    let end = lines.iter().rposition(|line| !line.is_gone()).map_or(0, |last| last + 1);
    let above = lines.iter().take(end).rposition(Line::is_gone);
    above.map_or(0, |above| above + 1)
}

/// A line as it is compared with others: letters only.
pub(super) fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        key.extend(c.to_lowercase());
    }
    key
}

/// What the first lines of a text say, one by one and several together: a head may repeat it.
fn openings(lines: &[Line]) -> HashMap<String, usize> {
    let first: Vec<(usize, String)> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| !line.is_gone())
        .take(FIRST)
        .map(|(at, line)| (at, key(&line.text)))
        .collect();
    let mut keys = HashMap::new();
    for length in 1..=3 {
        for row in first.windows(length) {
            let text: String = row.iter().map(|(_, key)| key.as_str()).collect();
            if let Some((last, _)) = row.last().filter(|_| text.chars().count() > 3) {
                keys.entry(text).or_insert(*last);
            }
        }
    }
    keys
}

/// Marks running heads: short lines at the edge of a page or beside its number, in capitals or said again.
fn heads(lines: &mut [Line], starts: &[bool], language: &str, report: &mut Report) {
    let openings = openings(lines);
    let mut counts: HashMap<String, usize> = HashMap::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| is_short(line)) {
        let place = Place::of(lines, starts, at);
        if place.free_above || place.free_below {
            *counts.entry(key(&line.text)).or_default() += 1;
        }
    }
    for _ in 0..ROUNDS {
        let below = beside_furniture(lines);
        let mut any = false;
        let mut near = false;
        for at in 0..lines.len() {
            let Some(line) = lines.get(at) else { continue };
            if line.is_gone() {
                near |= line.taken == Taken::Furniture;
                continue;
            }
            let place = Place::of(lines, starts, at);
            let (above, below) = (std::mem::take(&mut near), below.get(at).copied().unwrap_or(false));
            let is_beside = above || below || place.is_edge;
            let why = Some(line).filter(|line| is_short(line)).and_then(|line| {
                let key = key(&line.text);
                let again = !key.is_empty() && counts.get(&key).is_some_and(|count| *count > 1);
                if is_title(lines, at, &key, &counts) {
                    return None;
                }
                let repeats = openings.get(&key).is_some_and(|last| *last < at);
                let is_between = above && below;
                head(lines, at, place, Again { is_beside, is_between, again, repeats, language })
            });
            if let Some((why, line)) = why.zip(lines.get_mut(at)) {
                report.drop_line(line, Taken::Furniture, why);
                near = true;
                any = true;
            }
        }
        if !any {
            break;
        }
    }
}

pub(super) fn is_short(line: &Line) -> bool {
    !line.is_gone() && line.width <= 3 * LONGEST && line.text.split_whitespace().count() <= 10
}

/// What is known of a short line.
#[derive(Clone, Copy)]
struct Again<'l> {
    /// It stands at the edge of a page or beside furniture.
    is_beside: bool,
    /// Furniture stands on both sides.
    is_between: bool,
    /// Another line says the same.
    again: bool,
    /// It says what the text begins with.
    repeats: bool,
    /// The text's language.
    language: &'l str,
}

/// Whether a line that others repeat is the title itself: the first of them, and a byline or the text follows it.
fn is_title(lines: &[Line], at: usize, key: &str, counts: &HashMap<String, usize>) -> bool {
    const NEAR: usize = 12;
    if at > 4 * FIRST
        || counts.get(key).is_none_or(|count| *count < 2)
        || lines.iter().take(at).any(|line| self::key(&line.text) == key)
    {
        return false;
    }
    let mut rest = lines.iter().skip(at + 1).take(NEAR).skip_while(|line| line.is_gone());
    let next = rest.next().filter(|line| !line.is_gone());
    let signs = next.is_some_and(|line| {
        BYLINES.iter().any(|(_, list)| prefix(list, &line.text).is_some()) && line.width < 60
    });
    signs || next.is_some() && rest.take_while(|line| !line.is_gone()).count() > 2
}

/// Why a short line is no part of the text, if it is none.
fn head(lines: &[Line], at: usize, place: Place, known: Again) -> Option<&'static str> {
    let line = lines.get(at)?;
    let capitals = is_capitals(&line.text);
    if known.is_beside && (place.free_above || place.free_below) {
        if is_jump(&line.text) || is_more(&line.text, known.language, true) {
            return Some(reason::JUMP_LINE);
        }
        let is_head = known.repeats
            || known.again && capitals
            || is_head(line)
            || capitals && (known.is_between || cuts(lines, at));
        let apart = place.is_apart() && known.again && !ends_sentence(&line.text);
        let why = if known.repeats && !capitals && !line.text.contains(['/', '|']) {
            reason::REPEATED_TITLE
        } else {
            reason::RUNNING_HEAD
        };
        return (is_head || apart).then_some(why);
    }
    let is_first = at < FIRST && is_head(line) && is_first(lines, at);
    let is_numbered = is_numbered_head(&line.text);
    (place.is_apart() && (known.again && is_marked(line) || is_first || is_numbered))
        .then_some(reason::RUNNING_HEAD)
}

/// Whether no line of the text stands before one.
fn is_first(lines: &[Line], at: usize) -> bool {
    lines.iter().take(at).all(Line::is_gone)
}

/// Which lines have nothing but space between them and furniture below.
fn beside_furniture(lines: &[Line]) -> Vec<bool> {
    let mut near = false;
    let mut flags: Vec<bool> = lines
        .iter()
        .rev()
        .map(|line| {
            near |= line.taken == Taken::Furniture;
            !line.is_gone() && std::mem::take(&mut near)
        })
        .collect();
    flags.reverse();
    flags
}

/// Whether a line that stands apart has parts far from each other or with signs between, one of them a number:
/// `14   PEAR RIVER WEEKLY`, `NAME | 5`, `Name / TITLE / 5`.
fn is_head(line: &Line) -> bool {
    let text = &line.text;
    let parts: Vec<&str> = if text.contains("   ") || text.contains('\t') {
        text.split("   ").flat_map(|part| part.split('\t')).collect()
    } else {
        text.split(['|', '•', '·', '/', '—', '–']).collect()
    };
    let parts: Vec<&str> = parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect();
    let is_number = |part: &&str| {
        part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit()) || number::number(part).is_some()
    };
    let numbered = parts.first().is_some_and(is_number)
        || parts.last().is_some_and(is_number)
        || text.ends_with(|c: char| c.is_ascii_digit());
    (2..=4).contains(&parts.len())
        && !ends_sentence(text)
        && (numbered || text.contains("    ") && is_capitals(text))
}

/// Whether a line is a page's number and a name far from it, or with a stroke between: `34      The Fen Reader`.
fn is_numbered_head(text: &str) -> bool {
    let parts: Option<(&str, &str)> = ["|", "•", "    "].iter().find_map(|sign| text.split_once(sign));
    let Some((one, other)) = parts.map(|(one, other)| (one.trim(), other.trim())) else { return false };
    let is_number =
        |part: &str| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_name = |part: &str| {
        let count = part.split_whitespace().count();
        part.starts_with(char::is_uppercase)
            && (2..=6).contains(&count)
            && !part.contains("   ")
            && !ends_sentence(part)
    };
    is_number(one) && is_name(other) || is_name(one) && is_number(other)
}

/// Whether a line that is said again is marked as a head: by capitals or by a number among signs.
fn is_marked(line: &Line) -> bool {
    is_capitals(&line.text) && !ends_sentence(&line.text) || is_head(line)
}

/// Whether the text goes on behind a line as if it were not there, or it is as short as a name of the page.
fn cuts(lines: &[Line], at: usize) -> bool {
    const NEAR: usize = 40;
    let before = lines.iter().take(at).rev().take(NEAR).find(|line| !line.is_gone());
    let after = lines.iter().skip(at + 1).take(NEAR).find(|line| !line.is_gone());
    let Some(before) = before else { return false };
    let apart = lines.get(at).is_some_and(|line| line.text.contains("   "));
    apart || after.is_none_or(Line::starts_lower) || !before.ends_sentence()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;

    fn left(text: &str) -> Vec<String> {
        let mut lines = crate::import::text::line::lines(text, SourceId(0));
        mark(&mut lines, "en", &mut Report::default());
        lines.into_iter().filter(|line| !line.is_gone()).map(|line| line.text).collect()
    }

    #[test]
    fn numbers_of_sections_stay() {
        assert_eq!(left("One sentence.\n\n1\n\nA section.\n\n2\n\nAnother one.").len(), 5);
        assert_eq!(left("The number was\n\n14\n\nand so on.").len(), 3);
        assert_eq!(left("It goes\n\n12\n\non here and\n\n14\n\nthere.").len(), 3);
        assert_eq!(left("It goes\n\u{c}12\n\non here.").len(), 2);
        assert_eq!(left("It goes on here.\n\n12").len(), 1);
        assert_eq!(left("It ended.\n\n1986\n\nThat year."), ["It ended.", "1986", "That year."]);
    }

    #[test]
    fn heads_of_pages_are_taken_and_heads_of_sections_stay() {
        let text =
            "THE PAPER\n\nA Title\n\nThe first of\n\n4\n\nTHE PAPER\n\nthe pages.\n\nA HEAD\n\nMore of it.";
        assert_eq!(left(text), ["A Title", "The first of", "the pages.", "A HEAD", "More of it."]);
        assert_eq!(
            left("First.\n\nEX-MAYOR DIES AT NINETY\n\nWords.\n\nNON-FICTION\n\nIt.\n\nMORE\n\nOf it.").len(),
            7
        );
        assert_eq!(left("BC-STRIKE,2ND LD\n\nu0417\n\nFirst words.\n\nEnd"), ["First words."]);
        assert_eq!(left("He asked.\n\n“Fine.”\n\n“Home!”\n\n“Listen.”\n\nI.\n\nSo.\n\nII.\n\nOn.").len(), 8);
        assert_eq!(left("He went.\n\n1.\n\nCopyright before 1911\n\nIt was.").len(), 4);
        assert_eq!(
            left("First words.\n\nPrint\n\nSecond words."),
            ["First words.", "Print", "Second words."]
        );
        assert_eq!(left("First words.\n\nAdvertisement\n\nSecond words."), ["First words.", "Second words."]);
    }
}
