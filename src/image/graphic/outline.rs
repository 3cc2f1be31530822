//! Outlines and matrices from `usvg`'s.

use usvg::Transform;
use usvg::tiny_skia_path::{self, PathSegment, Point};

use super::{Matrix, Segment};

/// A transform as six numbers.
pub fn matrix(transform: Transform) -> Matrix {
    [transform.sx, transform.ky, transform.kx, transform.sy, transform.tx, transform.ty]
}

/// A path's steps; quadratic curves become the cubic ones that equal them.
pub fn segments(path: &tiny_skia_path::Path) -> Vec<Segment> {
    let mut last = Point::zero();
    let mut segments = Vec::with_capacity(path.len());
    for segment in path.segments() {
        segments.push(match segment {
            PathSegment::MoveTo(point) => {
                last = point;
                Segment::Move(point.x, point.y)
            }
            PathSegment::LineTo(point) => {
                last = point;
                Segment::Line(point.x, point.y)
            }
            PathSegment::QuadTo(control, end) => {
                let near = |from: f32, to: f32| from + (to - from) * 2.0 / 3.0;
                let (x1, y1) = (near(last.x, control.x), near(last.y, control.y));
                let (x2, y2) = (near(end.x, control.x), near(end.y, control.y));
                last = end;
                Segment::Cubic([x1, y1, x2, y2, end.x, end.y])
            }
            PathSegment::CubicTo(first, second, end) => {
                last = end;
                Segment::Cubic([first.x, first.y, second.x, second.y, end.x, end.y])
            }
            PathSegment::Close => Segment::Close,
        });
    }
    segments
}
