//! Letters moved apart or together, within bounds, to justify a line (`-offprint-letter-fit`): the spaces between words
//! take what these leave. Spec: CSS Text 4, 6.4.2 lets a justifier space letters; the bound is microtype's tracking.

use super::collect::Segment;
use super::piece::Piece;
use super::unit::UnitKind;
use crate::geometry::Length;
use crate::style::ComputedStyle;

/// How far the letters of a style may each be moved, in units of 1/1024 pt.
pub(super) fn fit(style: &ComputedStyle) -> i64 {
    i64::from(style.text.justification.letter_fit.0.max(0))
}

/// How many letters and spaces of a piece are moved.
pub(super) fn moved(segment: &Segment, piece: &Piece<'_>) -> u32 {
    match &piece.unit.kind {
        UnitKind::Word { .. } if fit(&segment.style) > 0 => piece.clusters + u32::from(piece.space.is_some()),
        _ => 0,
    }
}

/// What each of `count` letters is moved by so that they take their share of `free` beside the spaces, which can give
/// `spaces`.
pub(super) fn share(style: &ComputedStyle, count: i32, free: Length, spaces: i64) -> Length {
    let (fit, count) = (fit(style), i64::from(count));
    let all = spaces + fit * count;
    if all == 0 {
        return Length::ZERO;
    }
    Length::from_units((i64::from(free.0) * fit / all).clamp(-fit, fit))
}
