//! Breakpoints of last resort: inside addresses, code and words wider than the line.

use super::breakpoint::{Breakpoint, Place};
use super::typesetter::{Paragraph, Typesetter};
use super::unit::{Unit, UnitKind};

/// What a break costs after a character at which addresses are cut by custom, and elsewhere.
const CUSTOMARY: i32 = 100;
const ANYWHERE: i32 = 700;

/// The paragraph's breakpoints with those of last resort among them: in units that may be broken anywhere, and
/// in every stretch that is wider than `width` and has no other break.
pub(super) fn with_emergencies(
    typesetter: &Typesetter<'_>,
    paragraph: &Paragraph<'_>,
    width: i64,
) -> Vec<Breakpoint> {
    let mut list = Vec::with_capacity(paragraph.breakpoints.len() * 2);
    let mut points = paragraph.breakpoints.iter().peekable();
    let wide = wide_units(paragraph, width);
    let mut start = 0;
    let mut totals = super::breakpoint::Totals::default();
    for (index, unit) in paragraph.units.iter().enumerate() {
        let first = list.len();
        while let Some(point) = points.next_if(|point| point.unit == index && point.place != Place::End) {
            list.push(*point);
        }
        if unit.breakable || wide.get(index).copied().unwrap_or(false) {
            inside(typesetter, paragraph, index, unit, totals, &mut list);
        }
        totals.width = start + i64::from(unit.width.0);
        let added = list.get_mut(first..).unwrap_or_default();
        added.sort_by_key(|point| point.start.width);
        if let Some(point) = points.next_if(|point| point.unit == index) {
            list.push(*point);
        } else if wide.get(index).copied().unwrap_or(false) {
            list.push(cut(index, Place::End, totals, ANYWHERE));
        }
        start = totals.width + i64::from(unit.space.0);
        totals.width = start;
        totals.stretch += i64::from(unit.space.0) / 2;
        totals.shrink += i64::from(unit.space.0) / 3;
    }
    list
}

/// Which units lie in a stretch without breaks that is wider than `width`.
fn wide_units(paragraph: &Paragraph<'_>, width: i64) -> Vec<bool> {
    let mut wide = vec![false; paragraph.units.len()];
    let (mut first, mut start) = (0, 0);
    for point in paragraph.breakpoints.iter().filter(|point| point.place == Place::End) {
        if point.end.width - start > width {
            wide.get_mut(first..=point.unit).unwrap_or_default().fill(true);
        }
        (first, start) = (point.unit + 1, point.start.width);
    }
    wide
}

fn cut(unit: usize, place: Place, totals: super::breakpoint::Totals, penalty: i32) -> Breakpoint {
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

/// The breaks between the clusters of one unit.
fn inside(
    typesetter: &Typesetter<'_>,
    paragraph: &Paragraph<'_>,
    index: usize,
    unit: &Unit,
    totals: super::breakpoint::Totals,
    list: &mut Vec<Breakpoint>,
) {
    let UnitKind::Word { font, shaped, .. } = &unit.kind else { return };
    let Some(segment) = unit.segment.and_then(|segment| paragraph.collected.segments.get(segment as usize))
    else {
        return;
    };
    if unit.level.is_rtl() {
        return;
    }
    let spacing = i64::from(segment.style.font.letter_spacing.0);
    let text = paragraph.collected.text.get(unit.start..unit.end).unwrap_or_default();
    let (mut advance, mut clusters) = (0i32, 0i64);
    for (at, pair) in shaped.glyphs.get(..shaped.ink).unwrap_or_default().windows(2).enumerate() {
        let [glyph, next] = pair else { continue };
        advance = advance.saturating_add(glyph.advance);
        if glyph.cluster == next.cluster {
            continue;
        }
        clusters += 1;
        let before = text.get(..next.cluster as usize).and_then(|head| head.chars().next_back());
        let mark =
            text.get(next.cluster as usize..).and_then(|tail| tail.chars().next()).is_some_and(is_combining);
        if mark {
            continue;
        }
        let mut here = totals;
        here.width +=
            i64::from(typesetter.scale(*font, segment.style.font.size, advance).0) + spacing * clusters;
        let penalty = if before.is_some_and(is_customary) { CUSTOMARY } else { ANYWHERE };
        list.push(cut(index, Place::Glyph(at + 1), here, penalty));
    }
}

fn is_combining(character: char) -> bool {
    matches!(u32::from(character), 0x300..=0x36F | 0x1AB0..=0x1AFF | 0x20D0..=0x20FF | 0xFE00..=0xFE0F | 0x200D)
}

fn is_customary(character: char) -> bool {
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
            | ' '
    )
}
