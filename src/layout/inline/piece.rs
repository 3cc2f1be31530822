//! The parts of units that stand on one line.

use std::borrow::Cow;

use super::breakpoint::{Breakpoint, Place};
use super::shape::{ShapedGlyph, ShapedWord, count_clusters};
use super::typesetter::{Paragraph, Typesetter};
use super::unit::{BreakAfter, Unit, UnitKind};
use crate::font::FontId;
use crate::geometry::Length;

/// What one unit gives to a line.
#[derive(Debug)]
pub(super) struct Piece<'p> {
    pub unit: &'p Unit,
    /// Its glyphs; clusters are bytes from `start`.
    pub glyphs: Cow<'p, [ShapedGlyph]>,
    /// How many clusters of them advance, of a word.
    pub clusters: u32,
    pub font: Option<FontId>,
    /// The range of the joined text that it shows.
    pub start: usize,
    pub end: usize,
    /// Its width without the trailing space.
    pub width: Length,
    /// Its trailing space; at the line's end it is there, but not counted.
    pub space: Option<ShapedGlyph>,
    /// It ends in a hyphen of ours.
    pub hyphen: bool,
}

/// The pieces of the line that ends at `to` and follows the one that ended at `from`.
pub(super) fn pieces<'p>(
    typesetter: &Typesetter<'_>,
    paragraph: &'p Paragraph<'_>,
    from: Option<&Breakpoint>,
    to: &Breakpoint,
) -> Vec<Piece<'p>> {
    let first = match from {
        None => 0,
        Some(point) if point.place == Place::End => point.unit + 1,
        Some(point) => point.unit,
    };
    let mut list = Vec::with_capacity((to.unit + 1).saturating_sub(first));
    for index in first..=to.unit {
        let Some(unit) = paragraph.units.get(index) else { break };
        let head =
            from.filter(|point| point.unit == index && point.place != Place::End).map(|point| point.place);
        let tail = Some(to)
            .filter(|point| point.unit == index && point.place != Place::End)
            .map(|point| point.place);
        list.push(piece(typesetter, paragraph, unit, head, tail));
    }
    if let Some(last) = list.last_mut() {
        let soft = to.place == Place::End && last.unit.break_after == BreakAfter::SoftHyphen && !to.forced;
        if soft || matches!(to.place, Place::Hyphen(_)) {
            add_hyphen(typesetter, paragraph, last);
        }
    }
    list
}

/// A unit that is not cut.
pub(super) fn whole_piece<'p>(
    typesetter: &Typesetter<'_>,
    paragraph: &'p Paragraph<'_>,
    unit: &'p Unit,
) -> Piece<'p> {
    piece(typesetter, paragraph, unit, None, None)
}

/// A unit from the cut `head`, if any, to the cut `tail`, if any.
fn piece<'p>(
    typesetter: &Typesetter<'_>,
    paragraph: &Paragraph<'_>,
    unit: &'p Unit,
    head: Option<Place>,
    tail: Option<Place>,
) -> Piece<'p> {
    let mut piece = Piece {
        unit,
        glyphs: Cow::Borrowed(&[]),
        clusters: 0,
        font: None,
        start: unit.start,
        end: unit.end,
        width: unit.width,
        space: None,
        hyphen: false,
    };
    match &unit.kind {
        UnitKind::Tab { font, glyph } => {
            piece.font = Some(*font);
            piece.glyphs = Cow::Borrowed(std::slice::from_ref(glyph));
        }
        UnitKind::Word { font, shaped, .. } => {
            piece.font = Some(*font);
            cut(&mut piece, shaped, head, tail);
            if tail.is_none() {
                piece.space = shaped.glyphs.get(shaped.ink).copied();
            }
            piece.clusters = shaped.clusters;
            if head.is_some() || tail.is_some() {
                piece.clusters = count_clusters(&piece.glyphs);
                piece.width = ink_width(typesetter, paragraph, &piece);
            }
        }
        UnitKind::Edge { .. } | UnitKind::Atom(_) | UnitKind::Break | UnitKind::Initial => {}
    }
    piece
}

/// Takes the glyphs between two cuts.
fn cut<'p>(piece: &mut Piece<'p>, shaped: &'p ShapedWord, head: Option<Place>, tail: Option<Place>) {
    let ink = shaped.glyphs.get(..shaped.ink).unwrap_or_default();
    if head.is_none() && tail.is_none() {
        piece.glyphs = Cow::Borrowed(ink);
        return;
    }
    let hyphen = |position: usize| shaped.hyphen(position);
    let first = match head {
        Some(Place::Hyphen(position)) => hyphen(position).map_or(0, |point| point.glyph),
        Some(Place::Glyph(glyph)) => glyph,
        _ => 0,
    };
    let last = match tail {
        Some(Place::Hyphen(position)) => hyphen(position).map_or(ink.len(), |point| point.glyph),
        Some(Place::Glyph(glyph)) => glyph,
        _ => ink.len(),
    };
    let offset_at = |place: Place, glyph: usize| match place {
        Place::Hyphen(position) => hyphen(position).map_or(0, |point| point.at as usize),
        _ => ink.get(glyph).map_or(piece.unit.end - piece.unit.start, |glyph| glyph.cluster as usize),
    };
    let start = head.map_or(0, |place| offset_at(place, first));
    let end = tail.map(|place| offset_at(place, last));
    let reshaped = |place: Option<Place>| match place {
        Some(Place::Hyphen(position)) => hyphen(position).and_then(|point| point.reshaped.as_deref()),
        _ => None,
    };
    let (whole_head, whole_tail) = (reshaped(tail), reshaped(head));
    piece.glyphs = match (whole_head, whole_tail) {
        (Some((glyphs, _)), _) if head.is_none() => Cow::Borrowed(glyphs),
        (None, Some((_, glyphs))) if tail.is_none() => Cow::Borrowed(glyphs),
        _ => {
            let cut = ink.get(first.min(last)..last).unwrap_or_default().iter();
            let moved = |glyph: &ShapedGlyph| ShapedGlyph {
                cluster: glyph.cluster.saturating_sub(start as u32),
                ..*glyph
            };
            cut.map(moved).collect()
        }
    };
    if let (Some((_, _)), None, Some(end)) = (whole_head, head, end) {
        piece.hyphen = piece.glyphs.iter().any(|glyph| glyph.cluster as usize >= end);
    }
    piece.start = piece.unit.start + start;
    piece.end = end.map_or(piece.unit.end, |end| piece.unit.start + end);
}

/// Adds the glyphs of a hyphen after a piece, unless reshaping put them there.
fn add_hyphen(typesetter: &Typesetter<'_>, paragraph: &Paragraph<'_>, piece: &mut Piece<'_>) {
    let UnitKind::Word { key: Some(key), .. } = &piece.unit.kind else { return };
    if !piece.hyphen {
        let hyphen = typesetter.shaper.hyphen(*key);
        let cluster = u32::try_from(piece.end - piece.start).unwrap_or(u32::MAX);
        piece.glyphs.to_mut().extend(hyphen.glyphs.iter().map(|glyph| ShapedGlyph { cluster, ..*glyph }));
        piece.hyphen = true;
        piece.clusters = count_clusters(&piece.glyphs);
    }
    piece.width = ink_width(typesetter, paragraph, piece);
}

fn ink_width(typesetter: &Typesetter<'_>, paragraph: &Paragraph<'_>, piece: &Piece<'_>) -> Length {
    let segment = piece.unit.segment.and_then(|segment| paragraph.collected.segments.get(segment as usize));
    let (Some(segment), Some(font)) = (segment, piece.font) else { return piece.width };
    let advance: i32 = piece.glyphs.iter().map(|glyph| glyph.advance).fold(0, i32::saturating_add);
    let spacing = i64::from(segment.style.font.letter_spacing.0) * i64::from(piece.clusters);
    typesetter.scale(font, segment.style.font.size, advance) + Length::from_units(spacing)
}
