//! Leaders: the row of dots between an entry and its page number (CSS GCPM 3, 5.1).

use std::sync::Arc;

use super::content::{InlineContent, InlineItem, Line, LineItem};
use super::piece::Piece;
use super::typesetter::{Paragraph, Typesetter};
use super::unit::UnitKind;
use crate::geometry::Length;
use crate::layout::frame::{ArtifactType, FrameItemKind};
use crate::style::ComputedStyle;

/// How often the text of a leader is repeated on a line at most.
const MOST_REPEATS: i32 = 500;

/// The width that a leader has at least.
pub(super) fn least_width(style: &ComputedStyle) -> Length {
    style.font.size.scale(2, 1)
}

/// How many of a line's pieces are leaders.
pub(super) fn count(paragraph: &Paragraph<'_>, pieces: &[Piece<'_>]) -> usize {
    let is_leader = |piece: &&Piece<'_>| match piece.unit.kind {
        UnitKind::Atom(item) => matches!(paragraph.content.items.get(item), Some(InlineItem::Leader { .. })),
        _ => false,
    };
    pieces.iter().filter(is_leader).count()
}

/// The row between `x` and `x + width`; nothing if the item is no leader. What is repeated stands right below that of
/// other lines that end at `edge`.
pub(super) fn row(
    typesetter: &Typesetter<'_>,
    item: &InlineItem,
    x: Length,
    width: Length,
    edge: Length,
) -> Vec<LineItem> {
    let InlineItem::Leader { pattern, .. } = item else { return Vec::new() };
    let line = |repeats| set(typesetter, item, pattern, repeats);
    let (Some(one), Some(two)) = (line(1), line(2)) else { return Vec::new() };
    let (ink, step) = (inked(&one), inked(&two) - inked(&one));
    if step <= Length::ZERO {
        return Vec::new();
    }
    let clear = Length(ink.0.max(step.0) / 2);
    // The last stands a whole number of steps before the edge.
    let skipped = (edge - (x + width - clear)).0.max(0).div_euclid(step.0) + 1;
    let end = edge - step.scale(skipped, 1);
    let repeats = ((end - ink - x - clear).0 / step.0 + 1).min(MOST_REPEATS);
    let Some(row) = usize::try_from(repeats).ok().filter(|&repeats| repeats > 0).and_then(line) else {
        return Vec::new();
    };
    let start = end - inked(&row);
    row.items.into_iter().map(|item| LineItem { x: item.x + start, ..item }).collect()
}

/// A pattern some times over, on a line.
fn set(typesetter: &Typesetter<'_>, item: &InlineItem, pattern: &str, repeats: usize) -> Option<Line> {
    let InlineItem::Leader { style, language, span, .. } = item else { return None };
    let (text, language) = (Arc::from(pattern.repeat(repeats)), Arc::clone(language));
    typesetter.endless_line(InlineContent::artifact(
        text,
        ArtifactType::Layout,
        style.clone(),
        language,
        *span,
    ))
}

/// Where the last glyph of a line ends that shows something.
fn inked(line: &Line) -> Length {
    let ends = line.items.iter().map(|item| match &item.kind {
        FrameItemKind::Text(run) => {
            let shown = run.glyphs.iter().take(run.text.trim_end().chars().count());
            item.x + shown.map(|glyph| glyph.x_advance).sum()
        }
        _ => item.x,
    });
    ends.max().unwrap_or_default()
}
