//! Letters moved apart or together, within bounds, to justify a line (`-offprint-letter-fit`): the spaces between words
//! take what these leave. Spec: CSS Text 4, 6.4.2 lets a justifier space letters; the bound is microtype's tracking.

use super::collect::{Collected, Segment};
use super::piece::Piece;
use super::shape::count_clusters;
use super::unit::{Unit, UnitKind};
use crate::geometry::Length;
use crate::style::ComputedStyle;

/// How far the letters of a style may each be moved.
fn fit(style: &ComputedStyle) -> Length {
    style.text.justification.letter_fit.max(Length::ZERO)
}

/// How much wider or narrower a unit's letters can make it.
pub(super) fn give(collected: &Collected, unit: &Unit) -> i64 {
    let UnitKind::Word { shaped, .. } = &unit.kind else { return 0 };
    let segment = unit.segment.and_then(|segment| collected.segments.get(segment as usize));
    segment.map_or(0, |segment| i64::from(fit(&segment.style).0) * i64::from(shaped.clusters))
}

/// How many letters and spaces of a piece are moved.
pub(super) fn moved(segment: &Segment, piece: &Piece<'_>) -> u32 {
    if fit(&segment.style) == Length::ZERO {
        return 0;
    }
    match &piece.unit.kind {
        UnitKind::Word { .. } => count_clusters(&piece.glyphs) + u32::from(piece.space.is_some()),
        _ => 0,
    }
}

/// What each of `count` letters is moved by so that they take their share of `free` beside the spaces, which can give
/// `spaces`.
pub(super) fn share(style: &ComputedStyle, count: i32, free: Length, spaces: Length) -> Length {
    let (fit, count) = (i64::from(fit(style).0), i64::from(count));
    let all = i64::from(spaces.0) + fit * count;
    if all == 0 {
        return Length::ZERO;
    }
    Length::from_units((i64::from(free.0) * fit / all).clamp(-fit, fit))
}
