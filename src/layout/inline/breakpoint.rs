//! The places where a paragraph may be broken, with the sums that the line breaker compares.
//!
//! Following TeX, widths are running totals: the width of a line is a difference of two of them.

use super::collect::{Collected, Segment};
use super::emergency;
use super::hyphenate::HyphenPoint;
use super::initial::Initial;
use super::letters;
use super::protrusion;
use super::typesetter::{Paragraph, Typesetter};
use super::unit::{BreakAfter, Unit, UnitKind};
use crate::geometry::Length;
use crate::style::WhiteSpace;

/// Natural width, stretch and shrink up to a place, in units of 1/1024 pt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Totals {
    pub width: i64,
    pub stretch: i64,
    pub shrink: i64,
}

/// What may be added to spaces of this width together: a half, as in TeX's text faces.
pub(crate) fn space_stretch(spaces: i64) -> i64 {
    spaces / 2
}

/// What may be taken from them: a third.
pub(crate) fn space_shrink(spaces: i64) -> i64 {
    spaces / 3
}

impl Totals {
    /// Past some letters of a segment, all of which may be moved.
    pub fn past_letters(self, segment: &Segment, width: i64, count: i64) -> Totals {
        let give = letters::fit(&segment.style) * count;
        Totals { width: self.width + width, stretch: self.stretch + give, shrink: self.shrink + give }
    }

    /// Past a unit, but not the space behind it.
    pub fn past(self, collected: &Collected, unit: &Unit) -> Totals {
        let width = i64::from(unit.width.0);
        match (&unit.kind, unit.segment.and_then(|segment| collected.segments.get(segment as usize))) {
            (UnitKind::Word { shaped, .. }, Some(segment)) => {
                self.past_letters(segment, width, i64::from(shaped.clusters))
            }
            _ => Totals { width: self.width + width, ..self },
        }
    }

    /// Past the space behind a unit.
    pub fn past_space(self, unit: &Unit) -> Totals {
        let space = i64::from(unit.space.0);
        let giving = if unit.gives { space } else { 0 };
        Totals {
            width: self.width + space,
            stretch: self.stretch + space_stretch(giving),
            shrink: self.shrink + space_shrink(giving),
        }
    }
}

/// Where in its unit a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// At the unit's end.
    End,
    /// At the hyphenation point of this index.
    Hyphen(usize),
    /// Before the glyph of this index, without a hyphen: an emergency.
    Glyph(usize),
}

/// A place where a line may end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Breakpoint {
    /// The unit that ends the line.
    pub unit: usize,
    /// Where in the unit.
    pub place: Place,
    /// Totals of a line that ends here, its trailing space left out, its hyphen counted.
    pub end: Totals,
    /// Totals at which the next line starts.
    pub start: Totals,
    /// How far the last character hangs out.
    pub hang_end: i64,
    /// How far the next line's first character hangs out.
    pub hang_start: i64,
    /// TeX's penalty: hyphens cost.
    pub penalty: i32,
    /// The line ends in a hyphen of ours.
    pub flagged: bool,
    /// The line must end here.
    pub forced: bool,
}

/// What a hyphen costs, as in TeX.
const HYPHEN_PENALTY: i32 = 60;
/// What a break after an author's hyphen or dash costs.
const EXPLICIT_PENALTY: i32 = 30;

/// A part of an address that is cut at its joints is so many bytes long at least, and one of inline code.
const SHORTEST_ADDRESS: usize = 10;
const SHORTEST_CODE: usize = 16;

/// All places where lines may end, in order; the last is the paragraph's end.
pub(super) fn breakpoints(
    typesetter: &Typesetter<'_>,
    collected: &Collected,
    units: &[Unit],
) -> Vec<Breakpoint> {
    let mut list: Vec<Breakpoint> = Vec::with_capacity(units.len() + 1);
    let mut totals = Totals::default();
    // What a line that ends at the unit shows last, and what stands first on the next.
    let (mut shown, mut next) = (None, 0);
    for (index, unit) in units.iter().enumerate() {
        hyphens(typesetter, collected, units, index, totals, &mut list);
        if let Some(cost) = joints(collected, unit) {
            emergency::inside(typesetter, collected, index, unit, totals, cost, &mut list);
        }
        let end = totals.past(collected, unit);
        totals = end.past_space(unit);
        if !is_edge(unit) && !matches!(unit.kind, UnitKind::Break) {
            shown = Some(unit);
        }
        while next <= index || units.get(next).is_some_and(is_edge) {
            next += 1;
        }
        let last = index + 1 == units.len();
        if unit.break_after == BreakAfter::No && !last {
            continue;
        }
        let mut point = Breakpoint {
            unit: index,
            place: Place::End,
            end,
            start: totals,
            hang_end: hang_end(typesetter, collected, shown),
            hang_start: hang_start(typesetter, collected, units.get(next)),
            penalty: 0,
            flagged: false,
            forced: last || unit.break_after == BreakAfter::Forced,
        };
        if unit.break_after == BreakAfter::SoftHyphen && !last {
            point.end.width += soft_hyphen_width(typesetter, collected, unit);
            point.flagged = true;
            point.penalty = HYPHEN_PENALTY;
        } else if unit.space == Length::ZERO && !point.forced {
            point.penalty = EXPLICIT_PENALTY;
        }
        list.push(point);
    }
    list
}

fn soft_hyphen_width(typesetter: &Typesetter<'_>, collected: &Collected, unit: &Unit) -> i64 {
    let (UnitKind::Word { font, key: Some(key), .. }, Some(segment)) = (&unit.kind, unit.segment) else {
        return 0;
    };
    let Some(segment) = collected.segments.get(segment as usize) else { return 0 };
    let hyphen = typesetter.shaper.hyphen(*key);
    i64::from(typesetter.scale(*font, segment.style.font.size, hyphen.advance).0)
}

/// The breakpoints at the hyphenation points of a word that stands alone between spaces.
fn hyphens(
    typesetter: &Typesetter<'_>,
    collected: &Collected,
    units: &[Unit],
    index: usize,
    totals: Totals,
    list: &mut Vec<Breakpoint>,
) {
    let Some(unit) = units.get(index) else { return };
    let UnitKind::Word { shaped, .. } = &unit.kind else { return };
    if !shaped.hyphens.is_empty() && !joined(units, index) && !stands_in_address(collected, unit) {
        hyphens_at(typesetter, collected, index, unit, &shaped.hyphens, totals, list);
    }
}

/// How many bytes before a unit are searched for the start of its address.
const LONGEST_START: usize = 256;

/// Whether a unit is part of a web or mail address: a hyphen there would be taken for one of the address's own.
pub(super) fn stands_in_address(collected: &Collected, unit: &Unit) -> bool {
    let text = collected.text.as_str();
    let before = text.get(..unit.start).unwrap_or_default();
    let rest = text.get(unit.start..).unwrap_or_default();
    let tail = before
        .char_indices()
        .rev()
        .take_while(|(at, character)| !character.is_whitespace() && unit.start - at <= LONGEST_START);
    let start = tail.last().map_or(unit.start, |(at, _)| at);
    let head = rest
        .char_indices()
        .take_while(|(at, character)| !character.is_whitespace() && *at <= 2 * LONGEST_START);
    let end = head.last().map_or(unit.start, |(at, character)| unit.start + at + character.len_utf8());
    emergency::is_address(text.get(start..end).unwrap_or_default())
}

/// What cuts cost at the joints of a unit that is so long, and has such signs in it, that it may be cut there: a part of
/// an address or of code. `None` for all other units.
fn joints(collected: &Collected, unit: &Unit) -> Option<emergency::Cost> {
    let text = collected.text.get(unit.start..unit.end).unwrap_or_default();
    let is_word = matches!(unit.kind, UnitKind::Word { .. });
    if !is_word || text.len() < SHORTEST_ADDRESS || !text.bytes().any(|byte| b".@_=&?#%:-/".contains(&byte)) {
        return None;
    }
    if stands_in_address(collected, unit) {
        return Some(emergency::in_address);
    }
    (text.len() >= SHORTEST_CODE && stands_in_code(collected, unit)).then_some(emergency::in_code)
}

/// Whether a unit is of code within running text, which has no lines of its own.
fn stands_in_code(collected: &Collected, unit: &Unit) -> bool {
    let segment = unit.segment.and_then(|segment| collected.segments.get(segment as usize));
    unit.breakable && segment.is_some_and(|segment| segment.style.text.white_space == WhiteSpace::Normal)
}

/// The breakpoints at some hyphenation points of a unit that begins at `totals`.
pub(super) fn hyphens_at(
    typesetter: &Typesetter<'_>,
    collected: &Collected,
    index: usize,
    unit: &Unit,
    points: &[HyphenPoint],
    totals: Totals,
    list: &mut Vec<Breakpoint>,
) {
    let UnitKind::Word { font, shaped, .. } = &unit.kind else { return };
    let Some(segment) = unit.segment.and_then(|segment| collected.segments.get(segment as usize)) else {
        return;
    };
    let size = segment.style.font.size;
    let spacing = i64::from(segment.style.font.letter_spacing.0);
    for (position, point) in points.iter().enumerate() {
        let before = i64::try_from(point.glyph).unwrap_or(0);
        let head = i64::from(typesetter.scale(*font, size, point.advance).0) + spacing * before;
        let tail = i64::from(typesetter.scale(*font, size, point.rest).0)
            + spacing * (i64::from(shaped.clusters) - before).max(0);
        let end = totals.past_letters(segment, head, before);
        let start = totals.past_letters(segment, i64::from(unit.width.0) - tail, before);
        let hyphen = typesetter.scale(*font, size, point.advance - cut_advance(shaped, point.glyph));
        list.push(Breakpoint {
            unit: index,
            place: Place::Hyphen(position),
            end,
            start,
            hang_end: share(segment, hyphen, protrusion::at_end('-')),
            hang_start: 0,
            penalty: HYPHEN_PENALTY,
            flagged: true,
            forced: false,
        });
    }
}

fn cut_advance(shaped: &super::shape::ShapedWord, glyph: usize) -> i32 {
    shaped.glyphs.iter().take(glyph).map(|glyph| glyph.advance).sum()
}

/// Whether a unit is only part of a word, the rest of which has another style or is an initial letter.
fn joined(units: &[Unit], index: usize) -> bool {
    let unit_at = |index: Option<usize>| index.and_then(|index| units.get(index));
    let touches = |other: Option<&Unit>| {
        other.is_some_and(|other| {
            matches!(other.kind, UnitKind::Word { .. } | UnitKind::Initial)
                && other.break_after == BreakAfter::No
                && other.space == Length::ZERO
        })
    };
    let after = unit_at(index.checked_add(1)).is_some_and(|next| {
        matches!(next.kind, UnitKind::Word { .. })
            && units
                .get(index)
                .is_some_and(|unit| unit.break_after == BreakAfter::No && unit.space == Length::ZERO)
    });
    touches(unit_at(index.checked_sub(1))) || after
}

fn share(segment: &Segment, width: Length, thousandths: i32) -> i64 {
    let percent = i32::from(segment.style.text.justification.protrusion);
    i64::from(width.scale(thousandths, 1000).scale(percent, 100).0)
}

/// The width of a unit's first or last glyph.
fn edge_glyph(typesetter: &Typesetter<'_>, collected: &Collected, unit: &Unit, last: bool) -> Length {
    let (UnitKind::Word { font, shaped, .. }, Some(segment)) = (&unit.kind, unit.segment) else {
        return Length::ZERO;
    };
    let ink = shaped.glyphs.get(..shaped.ink).unwrap_or_default();
    let glyph = if last { ink.last() } else { ink.first() };
    let size =
        collected.segments.get(segment as usize).map_or(Length::ZERO, |segment| segment.style.font.size);
    glyph.map_or(Length::ZERO, |glyph| typesetter.scale(*font, size, glyph.advance))
}

/// An edge of a box in the line: it shows nothing that could hang.
fn is_edge(unit: &Unit) -> bool {
    matches!(unit.kind, UnitKind::Edge { .. })
}

/// How far a line that ends in a unit hangs out.
fn hang_end(typesetter: &Typesetter<'_>, collected: &Collected, unit: Option<&Unit>) -> i64 {
    let Some(unit) = unit else { return 0 };
    let text = collected.text.get(unit.start..unit.end).unwrap_or_default();
    let Some(character) = text.trim_end_matches(' ').chars().next_back() else { return 0 };
    let amount = protrusion::at_end(character);
    let Some(segment) = unit.segment.and_then(|segment| collected.segments.get(segment as usize)) else {
        return 0;
    };
    if amount == 0 || segment.style.text.justification.protrusion == 0 {
        return 0;
    }
    share(segment, edge_glyph(typesetter, collected, unit, true), amount)
}

/// How far a line that begins with a unit hangs out.
fn hang_start(typesetter: &Typesetter<'_>, collected: &Collected, unit: Option<&Unit>) -> i64 {
    let Some(unit) = unit else { return 0 };
    let text = collected.text.get(unit.start..unit.end).unwrap_or_default();
    let Some(character) = text.chars().next() else { return 0 };
    let amount = protrusion::at_start(character);
    let Some(segment) = unit.segment.and_then(|segment| collected.segments.get(segment as usize)) else {
        return 0;
    };
    if amount == 0 || segment.style.text.justification.protrusion == 0 {
        return 0;
    }
    share(segment, edge_glyph(typesetter, collected, unit, false), amount)
}

impl Paragraph<'_> {
    /// The totals at which the first line starts, and how far its first character hangs out.
    pub(super) fn first_start(&self, typesetter: &Typesetter<'_>) -> (Totals, i64) {
        let first = self.units.iter().find(|unit| !is_edge(unit));
        (Totals::default(), hang_start(typesetter, &self.collected, first))
    }

    /// The width of the widest piece that cannot be broken without a hyphen.
    pub fn min_content(&self) -> Length {
        let mut start = 0;
        let mut widest = 0;
        for point in self.breakpoints.iter().filter(|point| point.place == Place::End) {
            widest = widest.max(point.end.width - start);
            start = point.start.width;
        }
        Length::from_units(widest) + self.initial_width()
    }

    fn initial_width(&self) -> Length {
        self.initial.as_ref().map_or(Length::ZERO, Initial::width)
    }

    /// The width of the text on one line, or of its widest forced line.
    pub fn max_content(&self) -> Length {
        let mut start = 0;
        let mut widest = 0;
        for point in self.breakpoints.iter().filter(|point| point.forced) {
            widest = widest.max(point.end.width - start);
            start = point.start.width;
        }
        Length::from_units(widest) + self.initial_width()
    }
}
