//! Pictures as blocks: never wider than their column, never higher than a page (CSS 2, 10.3.4 and 10.6.2).

use super::FlowBuilder;
use super::block::Geometry;
use super::item::{FlowItem, Fragment};
use crate::geometry::{Length, Point, Size};
use crate::layout::box_tree::{BlockBox, BoxContent, ReplacedBox};
use crate::layout::frame::{FrameItem, FrameItemKind};
use crate::style::{Display, TextAlign};

/// How much smaller a picture may be made to fit at the foot of a page, in percent.
const SLACK: i32 = 25;

impl FlowBuilder<'_, '_> {
    /// The used size of a picture in a containing block of this width.
    pub(super) fn image_size(&self, block: &BlockBox, replaced: &ReplacedBox, room: Length) -> Size {
        let boxed = &block.style.boxed;
        let natural = replaced.natural;
        if natural.width <= Length::ZERO || natural.height <= Length::ZERO {
            return Size::default();
        }
        let edges = super::block::padding(&block.style, room).horizontal()
            + boxed.border.left.width
            + boxed.border.right.width;
        let height = boxed.height.resolve(self.context.page_height);
        let by_height = height.map(|height| natural.width.scale(height.0, natural.height.0));
        let width = boxed.width.resolve(room).or(by_height).unwrap_or(natural.width);
        let most = boxed.max_width.resolve(room).unwrap_or(room).min(room - edges);
        let width = width.min(most).max(Length(1));
        let size = Size { width, height: natural.height.scale(width.0, natural.width.0) };
        let most = boxed.max_height.resolve(self.context.page_height).unwrap_or(Length::MAX);
        let most = most.min(self.highest());
        if size.height <= most {
            return size;
        }
        Size { width: natural.width.scale(most.0, natural.height.0).max(Length(1)), height: most }
    }

    /// The height that a picture may have, room left for its caption.
    fn highest(&self) -> Length {
        let (page, caption) = (self.context.page_height, self.context.grid.scale(5, 1));
        if page > caption.scale(2, 1) { page - caption } else { page }
    }

    /// Moves a picture that stands in a line to where the line's alignment puts it.
    pub(super) fn align_block(&self, block: &BlockBox, geometry: Geometry, room: Length) -> Geometry {
        let in_line = matches!(block.style.boxed.display, Display::Inline | Display::InlineBlock);
        if !matches!(block.content, BoxContent::Image(_)) || !in_line {
            return geometry;
        }
        let rest = room - geometry.border_width;
        let shift = match block.style.text.align {
            TextAlign::Center => Length(rest.0 / 2),
            TextAlign::Right | TextAlign::End => rest,
            _ => Length::ZERO,
        };
        Geometry { x: geometry.x + shift, border_x: geometry.border_x + shift, ..geometry }
    }

    /// Places a picture.
    pub(super) fn image(&mut self, block: &BlockBox, replaced: &ReplacedBox, geometry: &Geometry) {
        let natural = replaced.natural;
        let size =
            Size { width: geometry.width, height: natural.height.scale(geometry.width.0, natural.width.0) };
        let item = FrameItem {
            position: Point { x: geometry.x, y: Length::ZERO },
            kind: FrameItemKind::Image(replaced.image, size),
            tag: replaced.tag,
            span: block.span,
        };
        let slack = if size.height > self.context.grid.scale(4, 1) {
            size.height.scale(SLACK, 100)
        } else {
            Length::ZERO
        };
        let fragment = Fragment { height: size.height, items: vec![item], slack, ..Fragment::default() };
        self.place(FlowItem::Fragment(fragment));
    }
}
