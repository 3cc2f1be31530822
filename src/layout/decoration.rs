//! Backgrounds and borders of boxes (CSS Backgrounds 3), as artifacts.

use crate::geometry::{Color, Length, Point, Rect, Size};
use crate::layout::frame::{ArtifactType, ContentTag, FrameItem, FrameItemKind, LineStyle, Shape};
use crate::source::Span;
use crate::style::{BorderSide, BorderStyle, ComputedStyle};

/// Which horizontal edges of a box are its own and not a cut.
#[derive(Clone, Copy, Debug)]
pub struct Edges {
    /// The upper one.
    pub top: bool,
    /// The lower one.
    pub bottom: bool,
}

/// Draws the background and borders of a box whose border box is `rect`.
pub fn draw(style: &ComputedStyle, rect: Rect, edges: Edges, span: Span, out: &mut Vec<FrameItem>) {
    if let Some(color) = style.boxed.background {
        fill(color, rect, span, out);
    }
    let border = &style.boxed.border;
    let color = style.color.0;
    if edges.top {
        let clip = style.boxed.border_clip_top.resolve(rect.size.width).unwrap_or(rect.size.width);
        horizontal(&border.top, color, rect.origin, rect.size.width.min(clip), span, out);
    }
    if edges.bottom {
        let y = rect.bottom() - border.bottom.width;
        horizontal(&border.bottom, color, Point { x: rect.origin.x, y }, rect.size.width, span, out);
    }
    vertical(&border.left, color, rect.origin, rect.size.height, span, out);
    let x = rect.right() - border.right.width;
    vertical(&border.right, color, Point { x, y: rect.origin.y }, rect.size.height, span, out);
}

/// Fills a rectangle.
pub fn fill(color: Color, rect: Rect, span: Span, out: &mut Vec<FrameItem>) {
    push(out, rect.origin, Shape::Rect { size: rect.size, fill: color }, span);
}

/// Draws a horizontal border whose top left corner is `at`.
pub fn horizontal(
    side: &BorderSide,
    color: Color,
    at: Point,
    length: Length,
    span: Span,
    out: &mut Vec<FrameItem>,
) {
    stroke(side, color, at, Point { x: length, y: Length::ZERO }, span, out);
}

/// Draws a vertical border whose top left corner is `at`.
pub fn vertical(
    side: &BorderSide,
    color: Color,
    at: Point,
    length: Length,
    span: Span,
    out: &mut Vec<FrameItem>,
) {
    stroke(side, color, at, Point { x: Length::ZERO, y: length }, span, out);
}

fn stroke(side: &BorderSide, color: Color, at: Point, along: Point, span: Span, out: &mut Vec<FrameItem>) {
    if side.width <= Length::ZERO {
        return;
    }
    let color = side.color.unwrap_or(color);
    let is_horizontal = along.y == Length::ZERO;
    let shifted = |by: Length| {
        if is_horizontal { Point { x: at.x, y: at.y + by } } else { Point { x: at.x + by, y: at.y } }
    };
    let bar = |thickness: Length| {
        if is_horizontal {
            Size { width: along.x, height: thickness }
        } else {
            Size { width: thickness, height: along.y }
        }
    };
    match side.style {
        BorderStyle::None | BorderStyle::Hidden => {}
        BorderStyle::Solid => push(out, at, Shape::Rect { size: bar(side.width), fill: color }, span),
        BorderStyle::Double => {
            let third = Length(side.width.0 / 3);
            push(out, at, Shape::Rect { size: bar(third), fill: color }, span);
            push(out, shifted(side.width - third), Shape::Rect { size: bar(third), fill: color }, span);
        }
        BorderStyle::Dashed | BorderStyle::Dotted => {
            let style = if side.style == BorderStyle::Dashed { LineStyle::Dashed } else { LineStyle::Dotted };
            let shape = Shape::Line { delta: along, width: side.width, color, style };
            push(out, shifted(Length(side.width.0 / 2)), shape, span);
        }
    }
}

fn push(out: &mut Vec<FrameItem>, position: Point, shape: Shape, span: Span) {
    let tag = ContentTag::Artifact(ArtifactType::Layout);
    out.push(FrameItem { position, kind: FrameItemKind::Shape(shape), turned: false, tag, span });
}
