//! What is drawn around and under the text of inline boxes, and the areas of links.

use std::sync::Arc;

use super::content::{InlineItem, Line, LineItem, LineLink};
use super::finish::rectangle;
use super::strut::ascent_descent;
use super::typesetter::{Paragraph, Typesetter};
use crate::geometry::{Length, Size};
use crate::style::{BorderSide, BorderStyle, ComputedStyle};

/// The stretch of one box on the line.
struct Extent {
    inline_box: u32,
    start: Length,
    end: Length,
    /// Whether the box begins and ends on this line.
    begins: bool,
    ends: bool,
}

/// The boxes that the line touches. A box deeper than this many others is not drawn.
const DEEPEST: usize = 64;

pub(super) struct Boxes<'b, 't> {
    typesetter: &'b Typesetter<'t>,
    paragraph: &'b Paragraph<'b>,
    extents: Vec<Extent>,
}

impl<'b, 't> Boxes<'b, 't> {
    pub fn new(typesetter: &'b Typesetter<'t>, paragraph: &'b Paragraph<'b>) -> Boxes<'b, 't> {
        Boxes { typesetter, paragraph, extents: Vec::new() }
    }

    fn opening(&self, inline_box: u32) -> Option<&'b InlineItem> {
        let held = self.paragraph.collected.boxes.get(inline_box as usize)?;
        self.paragraph.content.items.get(held.item)
    }

    /// A box begins or ends at `x`.
    pub fn edge(
        &mut self,
        inline_box: u32,
        open: bool,
        x: Length,
        width: Length,
        anchors: &mut Vec<Arc<str>>,
    ) {
        if let (true, Some(InlineItem::Open { anchor: Some(anchor), .. })) = (open, self.opening(inline_box))
        {
            anchors.push(Arc::clone(anchor));
        }
        if width != Length::ZERO {
            self.cover(Some(inline_box), x, x + width);
            if let Some(extent) = self.extents.iter_mut().find(|extent| extent.inline_box == inline_box) {
                extent.begins |= open;
                extent.ends |= !open;
            }
        }
    }

    /// Something of the box, and of all boxes around it, stands between `start` and `end`.
    pub fn cover(&mut self, inline_box: Option<u32>, start: Length, end: Length) {
        let parent = |id: &u32| self.paragraph.collected.boxes.get(*id as usize).and_then(|held| held.parent);
        for id in std::iter::successors(inline_box, parent).take(DEEPEST) {
            match self.extents.iter_mut().find(|extent| extent.inline_box == id) {
                Some(extent) => {
                    extent.start = extent.start.min(start);
                    extent.end = extent.end.max(end);
                }
                None => self.extents.push(Extent { inline_box: id, start, end, begins: false, ends: false }),
            }
        }
    }

    /// Draws what the boxes ask for: backgrounds beneath the text, lines over it.
    pub fn finish(self, line: &mut Line) {
        let mut beneath = Vec::new();
        for extent in &self.extents {
            let Some(InlineItem::Open { style, link, .. }) = self.opening(extent.inline_box) else {
                continue;
            };
            let raise = self
                .paragraph
                .collected
                .boxes
                .get(extent.inline_box as usize)
                .map_or(Length::ZERO, |held| held.raise);
            let (ascent, descent) = ascent_descent(self.typesetter, style);
            let (top, bottom) = (-ascent - raise, descent - raise);
            self.background(style, extent, top, bottom, &mut beneath);
            self.decorate(style, extent, raise, &mut line.items);
            if let Some(link) = *link {
                line.links.push(LineLink {
                    link,
                    x: extent.start,
                    width: extent.end - extent.start,
                    top,
                    bottom,
                });
            }
        }
        if !beneath.is_empty() {
            beneath.append(&mut line.items);
            line.items = beneath;
        }
    }

    fn background(
        &self,
        style: &ComputedStyle,
        extent: &Extent,
        top: Length,
        bottom: Length,
        items: &mut Vec<LineItem>,
    ) {
        let boxed = &style.boxed;
        let span = self.paragraph.content.span;
        let top = top - boxed.padding.top.resolve(Length::ZERO);
        let bottom = bottom + boxed.padding.bottom.resolve(Length::ZERO);
        let width = extent.end - extent.start;
        if let Some(fill) = boxed.background.filter(|fill| fill.a > 0) {
            items.push(rectangle(extent.start, top, Size { width, height: bottom - top }, fill, span));
        }
        let border = &boxed.border;
        let mut draw = |side: &BorderSide, x: Length, y: Length, size: Size| {
            if side.width > Length::ZERO && !matches!(side.style, BorderStyle::None | BorderStyle::Hidden) {
                items.push(rectangle(x, y, size, side.color.unwrap_or(style.color.0), span));
            }
        };
        let (above, below) = (top - border.top.width, bottom + border.bottom.width);
        draw(&border.top, extent.start, above, Size { width, height: border.top.width });
        draw(&border.bottom, extent.start, bottom, Size { width, height: border.bottom.width });
        let height = below - above;
        if extent.begins {
            draw(&border.left, extent.start, above, Size { width: border.left.width, height });
        }
        if extent.ends {
            let x = extent.end - border.right.width;
            draw(&border.right, x, above, Size { width: border.right.width, height });
        }
    }

    fn decorate(&self, style: &ComputedStyle, extent: &Extent, raise: Length, items: &mut Vec<LineItem>) {
        let decoration = &style.boxed.decoration;
        if !(decoration.underline || decoration.line_through || decoration.overline) {
            return;
        }
        let font = self.typesetter.primary_face(&style.font);
        let metrics = self.typesetter.fonts.face(font).map(|face| *face.metrics()).unwrap_or_default();
        let scale = |units: f32| self.typesetter.scale(font, style.font.size, units.round() as i32);
        let color = decoration.color.unwrap_or(style.color.0);
        let mut rule = |middle: Length, thickness: Length| {
            let height = decoration.thickness.unwrap_or(thickness).max(Length(Length::PER_PT / 4));
            let size = Size { width: extent.end - extent.start, height };
            items.push(rectangle(
                extent.start,
                middle - raise - height.scale(1, 2),
                size,
                color,
                self.paragraph.content.span,
            ));
        };
        if decoration.underline {
            let offset = decoration.offset.unwrap_or_else(|| -scale(metrics.underline_position));
            rule(offset, scale(metrics.underline_thickness));
        }
        if decoration.line_through {
            rule(-scale(metrics.strikeout_position), scale(metrics.strikeout_thickness));
        }
        if decoration.overline {
            rule(-scale(metrics.ascent), scale(metrics.underline_thickness));
        }
    }
}
