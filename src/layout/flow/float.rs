//! Page floats (CSS Page Floats 3): boxes that stand at the top or foot of a page or column, not in the text.

use super::FlowBuilder;
use super::block::margin;
use super::item::{FlowItem, PageFloat, Snap};
use crate::diagnostic::Stop;
use crate::geometry::Length;
use crate::layout::box_tree::BlockBox;
use crate::layout::compose::Composer;
use crate::style::{Float, FloatReference};

/// How many lines of text must have room beside a float: a higher box stays where it is.
const LEAST_LINES: i32 = 4;

impl<'a> FlowBuilder<'_, 'a> {
    /// Takes a box out of the text if it is a page float. One that calls a note or that would leave no room for text
    /// stays where it is, as does one inside another box, a cell or a note.
    pub(super) fn page_float(&mut self, block: &'a BlockBox) -> Result<bool, Stop> {
        let snap = match block.style.boxed.float {
            Float::Top => Snap::Top,
            Float::Bottom => Snap::Bottom,
            Float::SnapBlock => Snap::Here,
            _ => return Ok(false),
        };
        let around = self.multicol.as_ref().and_then(|multicol| multicol.open);
        if !self.in_pages || self.open != around {
            return Ok(false);
        }
        let of_page = block.style.boxed.float_reference == FloatReference::Page;
        let (x, width, in_column) = match &self.multicol {
            Some(multicol) if !of_page && multicol.columns.are_several() => {
                (multicol.columns.x, multicol.columns.width, true)
            }
            _ => (Length::ZERO, self.width, false),
        };
        let mut inner = FlowBuilder::new(self.context);
        inner.block(block, x, width)?;
        let after = inner.margin.solve().max(Length::ZERO);
        let before = margin(block.style.boxed.margin.top, width).max(Length::ZERO);
        let fragment = Composer::of_notes(inner.finish()).piece(usize::MAX);
        let room = self.context.page.get().height - self.context.grid.scale(LEAST_LINES, 1);
        let calls = fragment.links.iter().any(|link| self.context.calls.contains(&link.link));
        if calls || fragment.height + before.max(after) > room {
            return Ok(false);
        }
        let id = self.flow.floats.len();
        if snap == Snap::Here {
            self.end_standing_sides();
            // The margins above and below collapse as if it were not there; where it is, its own are added.
            let (margin, avoid) = (std::mem::take(&mut self.margin), self.avoid);
            self.settle();
            self.flow.items.push(FlowItem::Float(id));
            (self.margin, self.avoid) = (margin, avoid);
        } else {
            self.waiting.push(FlowItem::Float(id));
        }
        self.flow.floats.push(PageFloat { fragment, before, after, snap, in_column });
        Ok(true)
    }
}
