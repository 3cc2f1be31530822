//! Takes a box out of the text and sets it, to stand beside what follows.

use super::WaitingSide;
use crate::diagnostic::{Code, Diagnostic, Severity, Stop};
use crate::geometry::Length;
use crate::layout::box_tree::{BlockBox, BoxContent};
use crate::layout::compose::Composer;
use crate::layout::flow::FlowBuilder;
use crate::layout::flow::block::{Geometry, geometry, margin, padding};
use crate::layout::flow::item::Fragment;
use crate::style::{AutoLength, ComputedStyle, Float, TextDirection};

impl<'a> FlowBuilder<'_, 'a> {
    /// Takes a box out of the text if it is a side float. One inside another box with edges, a cell or a note, one that
    /// is too high for its page, and one that leaves less than the least measure stays in the text: as wide as that.
    pub(in crate::layout::flow) fn side_float(
        &mut self,
        block: &'a BlockBox,
        x: Length,
        room: Length,
    ) -> Result<bool, Stop> {
        let Some(left) = is_left(&block.style) else { return Ok(false) };
        if !self.in_pages || !self.is_in_text() {
            return self.instead_of_float(block, x, room, "stands in another box, a table or a note");
        }
        let boxed = &block.style.boxed;
        let available = match boxed.width {
            AutoLength::Set(_) => room,
            _ => {
                let wanted = self.context.wanted(block);
                wanted.max.min(Length(room.0 / 2)).max(wanted.min).min(room)
            }
        };
        let content = match &block.content {
            BoxContent::Image(replaced) => {
                Some(self.context.picture_size(&block.style, replaced.natural, available).width)
            }
            _ => None,
        };
        let mut geometry = geometry(&block.style, Length::ZERO, available, content);
        let (before_x, after_x) =
            (margin(boxed.margin.left, available), margin(boxed.margin.right, available));
        let width = before_x + geometry.border_width + after_x;
        if room - width < self.context.least_measure() {
            return self.instead_of_float(block, x, room, "leaves too little room for text beside it");
        }
        let shift = if left { x } else { x + room - width };
        // `auto` margins are zero here.
        let moved = shift + before_x - geometry.border_x;
        geometry.border_x += moved;
        geometry.x += moved;
        let mut inner = FlowBuilder::new(self.context);
        match &block.content {
            BoxContent::Table(table) => inner.table_block(block, table, shift, available)?,
            _ => inner.block_at(block, &geometry, available)?,
        }
        let after = inner.margin.solve().max(Length::ZERO);
        let before = margin(boxed.margin.top, room).max(Length::ZERO);
        let fragment = Composer::of_notes(inner.finish()).piece(usize::MAX);
        if before + fragment.height + after > self.context.page.get().height - self.context.grid {
            return self.instead_of_float(block, x, room, "is too high for a page");
        }
        self.wait_beside(WaitingSide {
            number: self.sides.count,
            fragment: Fragment { start: None, ..fragment },
            left,
            outer: if left { shift } else { shift + width },
            inner: if left { shift + width } else { shift },
            before,
            after,
            from: Length::ZERO,
        });
        Ok(true)
    }

    /// Sets a float that has no place beside the text in it, as wide as it is; tables and pictures keep their width. Says
    /// why.
    fn instead_of_float(
        &mut self,
        block: &'a BlockBox,
        x: Length,
        room: Length,
        why: &str,
    ) -> Result<bool, Stop> {
        self.end_standing_sides();
        let message = format!("a box that floats to the side {why}: in the PDF it stands in the text");
        let mut diagnostic = Diagnostic::new(Code::CssScreenOnly, block.span, message);
        diagnostic.severity = Severity::Note;
        let key = format!("{}:{}", block.span.source.0, block.span.start);
        self.context.context.report_once(&key, diagnostic);
        if matches!(block.content, BoxContent::Table(_) | BoxContent::Image(_)) {
            return Ok(false);
        }
        let (padding, border) = (padding(&block.style, room), &block.style.boxed.border);
        let left = border.left.width + padding.left;
        let width = (room - left - padding.right - border.right.width).max(Length::ZERO);
        let geometry = Geometry { border_x: x, border_width: room, x: x + left, width, padding };
        self.block_at(block, &geometry, room)?;
        Ok(true)
    }

    /// Lets a float wait for its turn.
    fn wait_beside(&mut self, side: WaitingSide) {
        if self.sides.are_none() {
            (self.sides.y, self.sides.spaces) = (Length::ZERO, Length::ZERO);
            self.sides.next = self.flow.items.len();
        }
        self.sides.count(&self.flow, self.context.grid);
        let hold = self.sides.holds.get(self.sides.count).copied().unwrap_or_default();
        let from = if hold > Length::ZERO { self.sides.y + hold } else { -Length::MAX };
        self.sides.count += 1;
        self.sides.waiting.push_back(WaitingSide { from, ..side });
    }
}

/// Whether a block floats at the left; `None` if it is no side float.
fn is_left(style: &ComputedStyle) -> Option<bool> {
    let is_ltr = style.text.direction == TextDirection::Ltr;
    match style.boxed.float {
        Float::Left => Some(true),
        Float::Right => Some(false),
        Float::InlineStart => Some(is_ltr),
        Float::InlineEnd => Some(!is_ltr),
        _ => None,
    }
}
