//! Page floats (CSS Page Floats 3): boxes that stand at the top or foot of a page or column, not in the text.

use super::FlowBuilder;
use super::block::margin;
use super::item::{Break, Flow, FlowItem, PageFloat, Snap};
use super::margin::CollapsedMargin;
use crate::diagnostic::Stop;
use crate::geometry::Length;
use crate::layout::OF_TRIES;
use crate::layout::box_tree::BlockBox;
use crate::layout::compose::Composer;
use crate::layout::page::breaks;
use crate::style::{Float, FloatReference};

/// How many lines of text must have room beside a float that could be divided: a higher one stays where it is.
const LEAST_LINES: i32 = 4;

impl<'a> FlowBuilder<'_, 'a> {
    /// Takes a box out of the text if it is a page float. One that calls a note or that has no room on a page stays
    /// where it is, as does one inside another box, a cell or a note, and one that would leave no room for text, if it
    /// can be divided.
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
        let reported = self.context.context.mark();
        let mut inner = FlowBuilder::new(self.context);
        inner.block(block, x, width)?;
        let after = inner.margin.solve().max(Length::ZERO);
        let before = margin(block.style.boxed.margin.top, width).max(Length::ZERO);
        let inner = inner.finish();
        let beside = if is_whole(&inner) { Length::ZERO } else { self.context.grid.scale(LEAST_LINES, 1) };
        let room = self.context.page.get().height - beside;
        let fragment = Composer::of_notes(inner).piece(usize::MAX);
        let calls = fragment.links.iter().any(|link| self.context.calls.contains(&link.link));
        let margin = if beside > Length::ZERO { before.max(after) } else { Length::ZERO };
        if calls || fragment.height + margin > room {
            self.context.context.take_back(reported, OF_TRIES);
            return Ok(false);
        }
        let id = self.flow.floats.len();
        if snap == Snap::Here {
            self.end_standing_sides();
            // The margins above and below collapse as if it were not there; where it is, its own are added. That below a
            // box across all columns parts it from these, whatever they begin with.
            let margin = if self.turn.is_some() {
                CollapsedMargin::default()
            } else {
                std::mem::take(&mut self.margin)
            };
            let avoid = self.avoid;
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

/// Whether a list has no place where a page may well end, such as that of a picture with its caption.
fn is_whole(flow: &Flow) -> bool {
    let may_end = |item: &FlowItem| matches!(item, FlowItem::Break(Break::Allowed(cost)) if *cost < breaks::WIDOW_OR_ORPHAN);
    !flow.items.iter().any(may_end)
}
