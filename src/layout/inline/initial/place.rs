//! Puts an initial letter before the lines that stand beside it.

use super::ink::Ink;
use super::word;
use super::{Initial, Plan, box_style, cap_height, length, margin};
use crate::font::FontId;
use crate::geometry::{Length, Point, Rect, Size};
use crate::layout::decoration::{self, Edges};
use crate::layout::frame::FrameItemKind;
use crate::layout::inline::content::{InlineItem, Line, LineItem, LineLink};
use crate::layout::inline::knuth_plass::LineWidths;
use crate::layout::inline::piece::whole_piece;
use crate::layout::inline::run::RunBuilder;
use crate::layout::inline::shape::ShapedGlyph;
use crate::layout::inline::typesetter::{Paragraph, Typesetter};

/// How near text may come to the letter's tail, in percent of its size.
const DISTANCE: i32 = 8;

impl Initial {
    /// Puts it into the first of the lines beside it.
    pub fn place(
        &self,
        typesetter: &Typesetter<'_>,
        paragraph: &Paragraph<'_>,
        widths: &LineWidths,
        lines: &mut [Line],
    ) {
        let start = widths.initial;
        let Plan { cap, .. } = self.plan;
        let drop = self.drop(lines);
        let mut items = Vec::new();
        self.decorate(paragraph, start, drop, &mut items);
        self.glyphs(typesetter, paragraph, start, drop, &mut items);
        let links = self.links(paragraph, start, drop);
        let lines_cap = cap_height(typesetter, &paragraph.content.style);
        for line in lines.iter_mut().take(widths.beside.saturating_sub(1)) {
            line.keeps_next = true;
        }
        let Some(first) = lines.first_mut() else { return };
        word::join(typesetter, &mut items, &mut first.items);
        items.append(&mut first.items);
        first.items = items;
        first.links.splice(0..0, links);
        let above = (cap - drop - lines_cap).max(Length::ZERO);
        first.height += above;
        first.baseline += above;
        let height =
            self.inks.iter().filter_map(Ink::heights).map(|(_, high)| high).max().unwrap_or_default();
        first.overhang = (height - drop - first.baseline).max(Length::ZERO);
    }

    /// Whether one of the lines below it runs into its tail.
    pub fn is_touched(
        &self,
        typesetter: &Typesetter<'_>,
        paragraph: &Paragraph<'_>,
        start: Length,
        lines: &[Line],
    ) -> bool {
        let distance = paragraph.content.style.font.size.scale(DISTANCE, 100);
        let mut baseline = Length::ZERO;
        let mut last: Option<&Line> = None;
        for line in lines.iter().skip(self.plan.sink - 1).take(self.tail.len() + 1) {
            if let Some(last) = last {
                baseline -= last.height - last.baseline + line.baseline;
                let runs = line.items.iter().filter_map(|item| match &item.kind {
                    FrameItemKind::Text(run) => Some((run, item.x - start, baseline - item.y)),
                    _ => None,
                });
                let mut glyphs = runs.flat_map(|(run, x, y)| Ink::of_run(typesetter, run, x, self.right, y));
                if glyphs.any(|glyph| self.inks.iter().any(|ink| ink.touches(&glyph, distance))) {
                    return true;
                }
            }
            last = Some(line);
        }
        false
    }

    /// From the first line's baseline down to the letter's.
    fn drop(&self, lines: &[Line]) -> Length {
        let baseline = |line: &Line| line.baseline;
        let last = lines.get(self.plan.sink - 1).map_or(Length::ZERO, baseline);
        let above: Length = lines.iter().take(self.plan.sink - 1).map(|line| line.height).sum();
        above + last - lines.first().map_or(Length::ZERO, baseline)
    }

    fn glyphs(
        &self,
        typesetter: &Typesetter<'_>,
        paragraph: &Paragraph<'_>,
        start: Length,
        drop: Length,
        items: &mut Vec<LineItem>,
    ) {
        let mut runs = RunBuilder::new(typesetter, paragraph, Length::ZERO, Length::ZERO, &[]);
        let first = items.len();
        let mut x = start + self.origin;
        for (index, unit) in self.units.iter().enumerate() {
            let mut piece = whole_piece(typesetter, paragraph, unit);
            if let (true, true, Some(font)) = (self.alone, index + 1 == self.units.len(), piece.font) {
                piece.space = Some(space(typesetter, font));
                piece.end += ' '.len_utf8();
            }
            let Some(segment) =
                unit.segment.and_then(|segment| paragraph.collected.segments.get(segment as usize))
            else {
                continue;
            };
            runs.piece(&piece, segment, x, items);
            x += piece.width;
        }
        runs.flush(items);
        for item in items.iter_mut().skip(first) {
            item.y += drop - self.plan.raise;
        }
    }

    /// The areas of the links around it.
    fn links(&self, paragraph: &Paragraph<'_>, start: Length, drop: Length) -> Vec<LineLink> {
        let boxes = &paragraph.collected.boxes;
        let around = std::iter::successors(Some(self.plan.inline_box), |id| boxes.get(*id as usize)?.parent);
        let link = |id: u32| match paragraph.content.items.get(boxes.get(id as usize)?.item)? {
            InlineItem::Open { link, .. } => *link,
            _ => None,
        };
        around
            .filter_map(link)
            .map(|link| LineLink {
                link,
                x: start,
                width: self.right,
                top: drop - self.plan.cap,
                bottom: drop,
            })
            .collect()
    }

    /// Background and border of its box.
    fn decorate(&self, paragraph: &Paragraph<'_>, start: Length, drop: Length, items: &mut Vec<LineItem>) {
        let style = box_style(paragraph.content, &paragraph.collected, self.plan.inline_box);
        let Some(style) = style else { return };
        let boxed = &style.boxed;
        let above = length(boxed.padding.top) + boxed.border.top.width;
        let below = length(boxed.padding.bottom) + boxed.border.bottom.width;
        let left = margin(boxed.margin.left);
        let right = self.right - margin(boxed.margin.right);
        let rect = Rect {
            origin: Point { x: start + left, y: drop - self.plan.cap - above },
            size: Size { width: right - left, height: self.plan.cap + above + below },
        };
        let mut drawn = Vec::new();
        let edges = Edges { top: true, bottom: true };
        decoration::draw(style, rect, edges, paragraph.content.span, &mut drawn);
        items.extend(drawn.into_iter().map(|item| LineItem {
            x: item.position.x,
            y: item.position.y,
            kind: item.kind,
            tag: item.tag,
            span: item.span,
        }));
    }
}

/// The space of the text after a letter that is a word of its own.
fn space(typesetter: &Typesetter<'_>, font: FontId) -> ShapedGlyph {
    let id = typesetter.space_glyph(font);
    let advance = typesetter.fonts.face(font).map_or(0.0, |face| face.advance(id)) as i32;
    ShapedGlyph { id, cluster: 0, advance, x_offset: 0, y_offset: 0, unsafe_to_break: false }
}
