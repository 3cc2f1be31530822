//! Breakpoints of last resort: inside addresses, code and words wider than the line.
//!
//! A word is hyphenated by its language's patterns even where its style says `hyphens: manual`; what is still wider
//! than a line is cut between any two clusters, code too. Addresses and code are cut without a hyphen, where they have a joint.

use super::breakpoint::{Breakpoint, Place, Totals, hyphens_at, stands_in_address};
use super::collect::Collected;
use super::typesetter::{Paragraph, Typesetter};
use super::unit::{Unit, UnitKind};
use crate::geometry::Length;
use crate::style::Hyphens;

/// What a cut costs after a character at which addresses are cut by custom, there in code that has room, before a capital
/// inside a name, and elsewhere: more if only one or two letters are left before it or behind it.
const CUSTOMARY: i32 = 100;
const AT_JOINT_OF_CODE: i32 = 200;
const AT_CAPITAL: i32 = 200;
const ANYWHERE: i32 = 2_500;
const AT_EDGE: i32 = 3_500;

/// The paragraph's breakpoints with those of last resort among them: in units that may be broken anywhere, and
/// in every stretch that is wider than `width` and has no other break. Without hyphens unless `hyphenates`.
pub(super) fn with_emergencies(
    typesetter: &Typesetter<'_>,
    paragraph: &Paragraph<'_>,
    width: i64,
    hyphenates: bool,
) -> Vec<Breakpoint> {
    let units = || paragraph.units.iter().enumerate().zip(starts(paragraph));
    let mut list: Vec<Breakpoint> =
        paragraph.breakpoints.iter().filter(|point| hyphenates || !point.flagged).copied().collect();
    let wide = wide_parts(&list, width);
    if hyphenates && !wide.is_empty() {
        for ((index, unit), totals) in units() {
            if part_at(&wide, totals.width, totals.width + i64::from(unit.width.0)) {
                hyphens(typesetter, paragraph, index, unit, totals, &mut list);
            }
        }
        list.sort_by_key(order);
    }
    let wide = wide_parts(&list, width);
    let mut ends = paragraph.breakpoints.iter().filter(|point| point.place == Place::End).peekable();
    for ((index, unit), totals) in units() {
        let end = totals.past(&paragraph.collected, unit);
        let has_end = ends.next_if(|point| point.unit == index).is_some();
        let is_wide = part_at(&wide, totals.width, end.width);
        if !is_wide && !unit.breakable {
            continue;
        }
        let first = list.len();
        inside(typesetter, &paragraph.collected, index, unit, totals, anywhere, &mut list);
        if !has_end && is_wide {
            let start = end.past_space(unit);
            let penalty = if unit.space > Length::ZERO { CUSTOMARY } else { ANYWHERE };
            list.push(Breakpoint { start, ..cut(index, Place::End, end, penalty) });
        }
        // What fits a line is cut at its joints at most.
        let is_wanted = |point: &Breakpoint| {
            part_at(&wide, point.end.width, point.end.width) || unit.breakable && point.penalty < ANYWHERE
        };
        let added = list.split_off(first);
        list.extend(added.into_iter().filter(is_wanted));
    }
    list.sort_by_key(order);
    // Joints are among the paragraph's own.
    list.dedup_by_key(|point| (point.unit, point.place));
    list
}

impl Paragraph<'_> {
    /// The width of the widest piece that is left if every word is divided where its language or custom allows.
    pub fn divided_content(&self, typesetter: &Typesetter<'_>) -> Length {
        let mut list = self.breakpoints.clone();
        for ((index, unit), totals) in self.units.iter().enumerate().zip(starts(self)) {
            hyphens(typesetter, self, index, unit, totals, &mut list);
            if unit.breakable {
                let first = list.len();
                inside(typesetter, &self.collected, index, unit, totals, anywhere, &mut list);
                let added = list.split_off(first);
                list.extend(added.into_iter().filter(|point| point.penalty < ANYWHERE));
            }
        }
        list.sort_by_key(order);
        let widest = wide_parts(&list, -1).into_iter().map(|(start, end)| end - start).max();
        Length::from_units(widest.unwrap_or_default())
    }
}

/// Breakpoints in the order of the text.
fn order(point: &Breakpoint) -> (usize, bool, i64) {
    (point.unit, point.place == Place::End, point.start.width)
}

/// The totals at which units begin.
fn starts<'p>(paragraph: &'p Paragraph<'_>) -> impl Iterator<Item = Totals> + 'p {
    paragraph.units.iter().scan(Totals::default(), |totals, unit| {
        let start = *totals;
        *totals = totals.past(&paragraph.collected, unit).past_space(unit);
        Some(start)
    })
}

/// From where to where a text without breaks is wider than `width`, in order.
fn wide_parts(points: &[Breakpoint], width: i64) -> Vec<(i64, i64)> {
    let mut start = 0;
    let mut parts = Vec::new();
    for point in points {
        if point.end.width - start > width {
            parts.push((start, point.end.width));
        }
        start = point.start.width;
    }
    parts
}

/// Whether something from `start` to `end` has a part within one of `parts`.
fn part_at(parts: &[(i64, i64)], start: i64, end: i64) -> bool {
    let after = parts.partition_point(|part| part.1 <= start);
    parts.get(after).is_some_and(|part| part.0 < end)
}

fn cut(unit: usize, place: Place, totals: Totals, penalty: i32) -> Breakpoint {
    Breakpoint {
        unit,
        place,
        end: totals,
        start: totals,
        hang_end: 0,
        hang_start: 0,
        penalty,
        flagged: false,
        forced: false,
    }
}

/// The hyphens of a word that is too wide and has no place for one by its style; none where that forbids them.
fn hyphens(
    typesetter: &Typesetter<'_>,
    paragraph: &Paragraph<'_>,
    index: usize,
    unit: &Unit,
    totals: Totals,
    list: &mut Vec<Breakpoint>,
) {
    let collected = &paragraph.collected;
    let UnitKind::Word { key: Some(key), shaped, .. } = &unit.kind else { return };
    let segment = unit.segment.and_then(|segment| collected.segments.get(segment as usize));
    let Some(word) = collected.text.get(unit.start..unit.end) else { return };
    let forbidden = segment.is_none_or(|segment| segment.style.text.hyphens == Hyphens::None);
    let is_apart = forbidden || unit.breakable || !shaped.hyphens.is_empty();
    if is_apart || stands_in_address(collected, unit) {
        return;
    }
    let points = typesetter.shaper.wide_hyphens(*key, word, shaped);
    hyphens_at(typesetter, collected, index, unit, points, totals, list);
}

/// What a cut between two parts of a word costs; `None` where there must be none.
pub(super) type Cost = fn(&str, &str) -> Option<i32>;

/// What cuts in an address cost that has room: it is cut at its joints.
pub(super) fn in_address(head: &str, tail: &str) -> Option<i32> {
    Some(penalty(head, tail)).filter(|&penalty| penalty == CUSTOMARY)
}

/// The same in code within running text: its names are read as wholes, so that it costs more, and no sign or two are
/// left alone.
pub(super) fn in_code(head: &str, tail: &str) -> Option<i32> {
    let is_apart = !is_short(head.chars()) && !is_short(tail.trim_end().chars());
    in_address(head, tail).filter(|_| is_apart).map(|_| AT_JOINT_OF_CODE)
}

/// What cuts cost where there is no room otherwise.
fn anywhere(head: &str, tail: &str) -> Option<i32> {
    Some(penalty(head, tail))
}

/// The breaks between the clusters of one unit.
pub(super) fn inside(
    typesetter: &Typesetter<'_>,
    collected: &Collected,
    index: usize,
    unit: &Unit,
    totals: Totals,
    cost: Cost,
    list: &mut Vec<Breakpoint>,
) {
    let UnitKind::Word { font, shaped, .. } = &unit.kind else { return };
    let Some(segment) = unit.segment.and_then(|segment| collected.segments.get(segment as usize)) else {
        return;
    };
    if unit.level.is_rtl() {
        return;
    }
    let spacing = i64::from(segment.style.font.letter_spacing.0);
    let text = collected.text.get(unit.start..unit.end).unwrap_or_default();
    let (mut advance, mut clusters) = (0i32, 0i64);
    for (at, pair) in shaped.glyphs.get(..shaped.ink).unwrap_or_default().windows(2).enumerate() {
        let [glyph, next] = pair else { continue };
        advance = advance.saturating_add(glyph.advance);
        if glyph.cluster == next.cluster {
            continue;
        }
        clusters += 1;
        let Some((head, tail)) = text.split_at_checked(next.cluster as usize) else { continue };
        if tail.chars().next().is_some_and(is_combining) {
            continue;
        }
        let Some(penalty) = cost(head, tail) else { continue };
        let width = i64::from(typesetter.scale(*font, segment.style.font.size, advance).0);
        let here = totals.past_letters(segment, width + spacing * clusters, clusters);
        list.push(cut(index, Place::Glyph(at + 1), here, penalty));
    }
}

/// What a cut between two parts of a word costs: little at a joint, after its last sign if it has several.
fn penalty(head: &str, tail: &str) -> i32 {
    let (Some(before), Some(after)) = (head.chars().next_back(), tail.chars().next()) else {
        return ANYWHERE;
    };
    if before == ' ' {
        return CUSTOMARY;
    }
    let starts = head.chars().rev().take(MOST_SIGNS).any(char::is_alphanumeric);
    match after {
        '%' if before.is_alphanumeric() && is_escape(tail) => CUSTOMARY,
        _ if is_joint(before) && after.is_alphanumeric() && starts => CUSTOMARY,
        _ if before.is_lowercase() && after.is_uppercase() => AT_CAPITAL,
        _ if is_short(head.chars()) || is_short(tail.trim_end().chars()) => AT_EDGE,
        _ => ANYWHERE,
    }
}

/// Whether a text begins with a character that an address has in hexadecimal digits (RFC 3986, 2.1).
fn is_escape(text: &str) -> bool {
    text.get(1..3).is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn is_short(mut letters: impl Iterator<Item = char>) -> bool {
    letters.nth(2).is_none()
}

/// Signs in a row that are a joint: more of them are a pattern, whose parts are equal.
const MOST_SIGNS: usize = 4;

/// The word that a line ends in the middle of though nothing divides it there; `None` for all other breaks.
pub(super) fn cut_word<'p>(paragraph: &'p Paragraph<'_>, point: &Breakpoint) -> Option<&'p str> {
    let unit = paragraph.units.get(point.unit)?;
    let word = paragraph.collected.text.get(unit.start..unit.end)?.trim_end_matches(' ');
    let is_cut = matches!(point.place, Place::Glyph(_)) && point.penalty >= ANYWHERE;
    (is_cut && !unit.breakable && !stands_in_address(&paragraph.collected, unit)).then_some(word)
}

/// Whether a word is an address, which is cut without a hyphen by custom.
pub(super) fn is_address(word: &str) -> bool {
    word.contains("://") || word.contains('@') || word.starts_with("www.")
}

fn is_combining(character: char) -> bool {
    matches!(u32::from(character), 0x300..=0x36F | 0x1AB0..=0x1AFF | 0x20D0..=0x20FF | 0xFE00..=0xFE0F | 0x200D)
}

/// Whether addresses and names in code are cut after a character by custom.
fn is_joint(character: char) -> bool {
    matches!(
        character,
        '/' | '.'
            | '-'
            | '_'
            | '?'
            | '&'
            | '='
            | '#'
            | ','
            | ':'
            | ';'
            | '+'
            | '@'
            | '|'
            | '\\'
            | '('
            | '['
            | '{'
            | '~'
            | '<'
            | '>'
    )
}
