//! Pictures as blocks and in lines: never wider than their column, never higher than a page (CSS 2, 10.3.2, 10.3.4 and
//! 10.6.2).

use std::sync::Arc;

use super::FlowBuilder;
use super::FlowContext;
use super::block::Geometry;
use super::intrinsic::Wanted;
use super::item::{FlowItem, Fragment};
use crate::geometry::{Length, Point, Size};
use crate::layout::box_tree::{BlockBox, BoxContent, Part, ReplacedBox};
use crate::layout::frame::{FrameItem, FrameItemKind};
use crate::layout::inline::{InlineContent, InlineItem};
use crate::style::{AutoLength, ComputedStyle, Display, LengthPercentage, TextAlign, TextAlignLast};

/// How narrow a picture may become in a table.
pub(super) const NARROWEST: Length = Length::pt(36);
/// The narrowest caption, if that is no more than half its column: about 60 mm.
const LEAST_CAPTION: Length = Length::pt(170);
/// How much smaller a picture may be made to fit at the foot of a page, in percent.
const SLACK: i32 = 25;

/// The width of a containing block that is not known yet: shares of it count as nothing.
const UNKNOWN: Length = Length::MAX;

impl FlowContext<'_> {
    /// The used size of a picture in a containing block of this width.
    pub(super) fn picture_size(&self, style: &ComputedStyle, natural: Size, room: Length) -> Size {
        let boxed = &style.boxed;
        if natural.width <= Length::ZERO || natural.height <= Length::ZERO {
            return Size::default();
        }
        let share = |value: AutoLength| match value {
            AutoLength::Set(LengthPercentage::Length(length)) => Some(length),
            value => value.resolve(room).filter(|_| room != UNKNOWN),
        };
        let base = if room == UNKNOWN { Length::ZERO } else { room };
        let edges = super::block::padding(style, base).horizontal()
            + boxed.border.left.width
            + boxed.border.right.width;
        let height = boxed.height.resolve(self.page.get().height);
        let by_height = height.map(|height| natural.width.scale(height.0, natural.height.0));
        let width = share(boxed.width).or(by_height).unwrap_or(natural.width);
        let most = share(boxed.max_width).unwrap_or(room).min(room - edges);
        let width = width.min(most).max(Length(1));
        let size = Size { width, height: natural.height.scale(width.0, natural.width.0) };
        let most = boxed.max_height.resolve(self.page.get().height).unwrap_or(Length::MAX);
        let most = most.min(self.highest());
        if size.height <= most {
            return size;
        }
        Size { width: natural.width.scale(most.0, natural.height.0).max(Length(1)), height: most }
    }

    /// The height that a picture may have, room left for its caption.
    fn highest(&self) -> Length {
        let (page, caption) = (self.page.get().height, self.grid.scale(5, 1));
        if page > caption.scale(2, 1) { page - caption } else { page }
    }

    /// Content with its pictures in the size that they get in lines of a width; `None` if it holds none or they have it.
    pub(super) fn with_pictures(&self, content: &InlineContent, width: Length) -> Option<InlineContent> {
        let text = &content.style.text;
        let indent =
            if width == UNKNOWN { Length::ZERO } else { text.indent.resolve(width).max(Length::ZERO) };
        let mut fitted = Vec::new();
        let mut is_first_line = true;
        for (index, item) in content.items.iter().enumerate() {
            if let InlineItem::Atom { size, style, .. } = item {
                let indented = is_first_line != text.indent_hanging;
                let room = if indented { width - indent } else { width };
                let used = self.picture_size(style, *size, room);
                if used != *size {
                    fitted.push((index, used));
                }
            }
            // Only what stands before all words is sure to stand in the first line.
            is_first_line &= !matches!(item, InlineItem::Text { text, .. } if !text.trim().is_empty());
        }
        if let Some(row) = self.row_of_pictures(content, &fitted, width) {
            return Some(row);
        }
        if fitted.is_empty() {
            return None;
        }
        let mut content = content.clone();
        for (index, used) in fitted {
            if let Some(InlineItem::Atom { size, .. }) = content.items.get_mut(index) {
                *size = used;
            }
        }
        Some(content)
    }

    /// Pictures without a word between them that have no room beside each other, in the sizes at which they have: of one
    /// height, and as wide together as their line. `fitted` has the sizes of those that are too large alone. `None` for
    /// all else, and where they would be too small.
    fn row_of_pictures(
        &self,
        content: &InlineContent,
        fitted: &[(usize, Size)],
        width: Length,
    ) -> Option<InlineContent> {
        let mut pictures = Vec::new();
        for (index, item) in content.items.iter().enumerate() {
            match item {
                InlineItem::Atom { size, style, .. } => {
                    let has_size =
                        style.boxed.width != AutoLength::Auto || style.boxed.height != AutoLength::Auto;
                    if has_size || size.width <= Length::ZERO || size.height <= Length::ZERO {
                        return None;
                    }
                    pictures.push((index, *size));
                }
                InlineItem::Text { text, .. } if !text.trim().is_empty() => return None,
                InlineItem::LineBreak | InlineItem::Leader { .. } => return None,
                _ => {}
            }
        }
        let (gap, count) = (content.style.font.size, i32::try_from(pictures.len()).ok()?);
        let used = |(index, size): &(usize, Size)| {
            fitted.iter().find(|(at, _)| at == index).map_or(*size, |fit| fit.1)
        };
        let wanted: Length = pictures.iter().map(|picture| used(picture).width).sum();
        let room = width - gap.scale(count - 1, 1);
        if width == UNKNOWN || count < 2 || wanted <= room {
            return None;
        }
        let unit = room.max(Length::ZERO);
        let widths: Length = pictures.iter().map(|(_, size)| unit.scale(size.width.0, size.height.0)).sum();
        let height = unit.scale(room.0, widths.0.max(1));
        if height < NARROWEST || pictures.iter().any(|picture| used(picture).height < height) {
            return None;
        }
        let mut row = content.clone();
        let text = Arc::make_mut(&mut row.style.text);
        (text.indent, text.align, text.align_last) =
            (LengthPercentage::default(), TextAlign::Justify, TextAlignLast::Justify);
        for (index, natural) in pictures {
            if let Some(InlineItem::Atom { size, .. }) = row.items.get_mut(index) {
                *size = Size { width: height.scale(natural.width.0, natural.height.0), height };
            }
        }
        Some(row)
    }

    /// The narrowest and the widest that lines with pictures want to be; `None` if they hold none.
    pub(super) fn wanted_with_pictures(&self, content: &InlineContent) -> Option<Wanted> {
        let holds = content.items.iter().any(|item| matches!(item, InlineItem::Atom { .. }));
        let shaped = |room| match self.with_pictures(content, room) {
            Some(fitted) => {
                let paragraph = self.typesetter.paragraph(&fitted);
                (paragraph.min_content(), paragraph.max_content())
            }
            None => {
                let paragraph = self.typesetter.paragraph(content);
                (paragraph.min_content(), paragraph.max_content())
            }
        };
        holds.then(|| Wanted { min: shaped(NARROWEST).0, max: shaped(UNKNOWN).1 })
    }
}

impl<'a> FlowBuilder<'_, 'a> {
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

    /// Where a child of a block stands, and how wide it is. A caption is as wide as the picture of its figure; below a
    /// small one it is wider, as far as its words need, and in line with it.
    pub(super) fn place_of(
        &self,
        child: &'a BlockBox,
        siblings: &'a [BlockBox],
        geometry: &Geometry,
    ) -> (Length, Length) {
        let full = (geometry.x, geometry.width);
        let inner = |block: &'a BlockBox| match &block.content {
            BoxContent::Blocks(blocks) => blocks.first(),
            _ => None,
        };
        let picture = siblings.iter().filter_map(inner).find_map(|inner| match &inner.content {
            BoxContent::Image(replaced) => Some((inner, replaced)),
            _ => None,
        });
        let Some((inner, replaced)) = picture.filter(|_| child.part == Part::Caption) else { return full };
        let width = self.context.picture_size(&inner.style, replaced.natural, geometry.width).width;
        let picture = super::block::geometry(&inner.style, geometry.x, geometry.width, Some(width));
        let picture = self.align_block(inner, picture, geometry.width);
        let width = picture.border_width;
        let least = LEAST_CAPTION.min(geometry.width.scale(1, 2));
        if width >= least {
            return (picture.border_x, width.min(geometry.width));
        }
        let wide = self.context.wanted(child).max.min(least).max(width);
        let share = match inner.style.text.align {
            TextAlign::Center => Length(wide.0 - width.0).scale(1, 2),
            TextAlign::Right | TextAlign::End => wide - width,
            _ => Length::ZERO,
        };
        let last = geometry.x + geometry.width - wide;
        ((picture.border_x - share).min(last).max(geometry.x), wide)
    }

    /// Places a picture.
    pub(super) fn image(&mut self, block: &BlockBox, replaced: &ReplacedBox, geometry: &Geometry) {
        let natural = replaced.natural;
        let size =
            Size { width: geometry.width, height: natural.height.scale(geometry.width.0, natural.width.0) };
        let item = FrameItem {
            position: Point { x: geometry.x, y: Length::ZERO },
            kind: FrameItemKind::Image(replaced.image, size),
            turned: false,
            tag: replaced.tag,
            span: block.span,
        };
        let slack = if size.height > self.context.grid.scale(4, 1) {
            size.height.scale(SLACK, 100)
        } else {
            Length::ZERO
        };
        let fragment = Fragment { height: size.height, items: vec![item], slack, ..Fragment::default() };
        self.place(FlowItem::fragment(fragment));
    }
}
