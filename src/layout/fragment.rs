//! Fragments put together, moved, made smaller and repeated.

use crate::geometry::{Length, Point, Rect, Size};
use crate::layout::flow::item::{Fragment, FragmentLink};
use crate::layout::frame::{ArtifactType, ContentTag, FrameItem, FrameItemKind, Shape};
use crate::layout::quality::SetLine;

impl Fragment {
    /// Adds what another fragment holds, moved by `offset`; the height stays.
    pub fn append(&mut self, other: Fragment, offset: Point) {
        let moved = |point: Point| Point { x: point.x + offset.x, y: point.y + offset.y };
        self.items
            .extend(other.items.into_iter().map(|item| FrameItem { position: moved(item.position), ..item }));
        self.links.extend(other.links.into_iter().map(|link| FragmentLink {
            rect: Rect { origin: moved(link.rect.origin), ..link.rect },
            ..link
        }));
        self.anchors.extend(other.anchors.into_iter().map(|(id, point)| (id, moved(point))));
        self.running.extend(other.running);
        let lines = other.lines.into_iter();
        self.lines.extend(lines.map(|line| SetLine { position: moved(line.position), ..line }));
        self.start = self.start.or(other.start);
    }

    /// Adds another fragment below, and its height.
    pub fn stack(&mut self, below: Fragment) {
        let height = below.height;
        self.append(below, Point { x: Length::ZERO, y: self.height });
        self.height += height;
    }

    /// Whether it shows nothing: it only keeps a place.
    pub(super) fn is_blank(&self) -> bool {
        self.items.is_empty()
    }

    /// The fragment made lower by some height, its left edge kept.
    pub(super) fn lowered(self, by: Length) -> Fragment {
        let height = self.height;
        let left = self.items.first().map(|item| item.position.x).unwrap_or_default();
        let mut moved = Fragment { height: height - by, ..Fragment::default() };
        let scaled = self.scaled((height - by).0, height.0);
        moved.append(scaled, Point { x: left - left.scale((height - by).0, height.0), y: Length::ZERO });
        moved
    }

    /// The fragment made smaller: everything times `numerator / denominator`.
    pub fn scaled(mut self, numerator: i32, denominator: i32) -> Fragment {
        let by = |length: &mut Length| *length = length.scale(numerator, denominator);
        let by_point = |point: &mut Point| {
            by(&mut point.x);
            by(&mut point.y);
        };
        let by_size = |size: &mut Size| {
            by(&mut size.width);
            by(&mut size.height);
        };
        by(&mut self.height);
        self.baseline.as_mut().map(by);
        for item in &mut self.items {
            by_point(&mut item.position);
            match &mut item.kind {
                FrameItemKind::Text(run) => {
                    by(&mut run.size);
                    by(&mut run.word_spacing);
                    by(&mut run.letter_spacing);
                    for glyph in &mut run.glyphs {
                        by(&mut glyph.x_advance);
                    }
                    for shift in &mut run.shifts {
                        by(&mut shift.x);
                        by(&mut shift.y);
                    }
                }
                FrameItemKind::Shape(Shape::Rect { size, .. }) => by_size(size),
                FrameItemKind::Shape(Shape::Line { delta, width, .. }) => {
                    by_point(delta);
                    by(width);
                }
                FrameItemKind::Image(_, size) => by_size(size),
            }
        }
        for link in &mut self.links {
            by_point(&mut link.rect.origin);
            by_size(&mut link.rect.size);
        }
        for (_, point) in &mut self.anchors {
            by_point(point);
        }
        for line in &mut self.lines {
            by_point(&mut line.position);
        }
        self
    }

    /// A repeat of it: it is read once, where it first stands.
    pub(super) fn into_artifact(mut self) -> Fragment {
        for item in &mut self.items {
            item.tag = ContentTag::Artifact(ArtifactType::Pagination);
        }
        self.links.clear();
        self.anchors.clear();
        self.running.clear();
        self.opening.clear();
        self.lines.clear();
        self.start = None;
        self
    }
}
