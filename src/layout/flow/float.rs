//! Page floats (CSS Page Floats 3): boxes that stand at the top or foot of a page or column, not in the text.

use super::FlowBuilder;
use super::block::margin;
use super::item::{Break, Flow, FlowItem, Fragment, PageFloat, Snap};
use super::margin::CollapsedMargin;
use super::table::spacing;
use super::table_columns::{Columns, Words};
use super::table_legible::Least;
use super::table_turned::turned;
use crate::diagnostic::Stop;
use crate::geometry::{Length, Size};
use crate::layout::OF_TRIES;
use crate::layout::box_tree::{BlockBox, BoxContent, Part, TableBox};
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
        let stays = std::mem::take(&mut self.stays);
        let boxed = &block.style.boxed;
        let snap = match boxed.float {
            Float::Top => Snap::Top,
            Float::Bottom => Snap::Bottom,
            Float::SnapBlock => Snap::Here,
            _ => return Ok(false),
        };
        let around = self.multicol.as_ref().and_then(|multicol| multicol.open);
        let asks_page = boxed.page.is_some()
            || breaks::is_forced(boxed.break_before)
            || breaks::is_forced(boxed.break_after);
        if stays || asks_page || !self.in_pages || self.open != around {
            return Ok(false);
        }
        let reported = self.context.context.mark();
        let place = self.float_place(block, snap);
        let float = match place {
            FloatPlace::Across(table) => {
                self.report_spanning(table);
                self.stays = true;
                return self.across_columns(block).map(|()| true);
            }
            FloatPlace::Turned => self.turned_float(block)?,
            FloatPlace::Column(x, width) | FloatPlace::Page(x, width) => {
                self.upright_float(block, x, width)?
            }
        };
        let calls =
            |fragment: &Fragment| fragment.links.iter().any(|link| self.context.calls.contains(&link.link));
        let Some(float) = float.filter(|float| !calls(&float.fragment)) else {
            self.context.context.take_back(reported, OF_TRIES);
            return Ok(false);
        };
        let in_column = matches!(place, FloatPlace::Column(..));
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
            let (avoid, heading) = (self.avoid, self.heading);
            self.settle();
            self.flow.items.push(FlowItem::Float(id));
            (self.margin, self.avoid, self.heading) = (margin, avoid, heading);
        } else {
            self.waiting.push(FlowItem::Float(id));
        }
        let Floated { fragment, before, after } = float;
        self.flow.floats.push(PageFloat { fragment, before, after, snap, in_column });
        Ok(true)
    }

    /// Where a float stands: in its column, unless it asks for the page, or holds a table that is too wide for less.
    fn float_place(&self, block: &'a BlockBox, snap: Snap) -> FloatPlace<'a> {
        let of_page = block.style.boxed.float_reference == FloatReference::Page;
        let column = self.multicol.as_ref().filter(|multicol| !of_page && multicol.columns.are_several());
        let column = column.map(|multicol| (multicol.columns.x, multicol.columns.width));
        let page = FloatPlace::Page(Length::ZERO, self.width);
        let Some((block, table)) = floated_table(block) else {
            return column.map_or(page, |(x, width)| FloatPlace::Column(x, width));
        };
        let fits = |width| !self.legible_columns(block, table, width).are_cramped();
        let is_better_turned = || {
            let (full, fill) = self.table_room(block, table, self.width, spacing(block).0);
            let columns = self.context.fit_columns(table, full, fill, Least::Legible);
            self.context.is_better_turned(&columns, table, full, fill)
        };
        match column {
            Some((x, width)) if fits(width) => FloatPlace::Column(x, width),
            _ if self.is_upright() && is_better_turned() => FloatPlace::Turned,
            Some(_) if snap == Snap::Here => FloatPlace::Across(block),
            _ => page,
        }
    }

    /// A float that is as wide as it may be; `None` if it has no room on a page.
    fn upright_float(
        &mut self,
        block: &'a BlockBox,
        x: Length,
        width: Length,
    ) -> Result<Option<Floated>, Stop> {
        let mut inner = FlowBuilder::new(self.context);
        inner.block(block, x, width)?;
        let after = inner.margin.solve().max(Length::ZERO);
        let before = margin(block.style.boxed.margin.top, width).max(Length::ZERO);
        let inner = inner.finish();
        let beside = if is_whole(&inner) { Length::ZERO } else { self.context.grid.scale(LEAST_LINES, 1) };
        let room = self.context.page.get().height - beside;
        let fragment = Composer::of_notes(inner).piece(usize::MAX);
        let margin = if beside > Length::ZERO { before.max(after) } else { Length::ZERO };
        let has_room = fragment.height + margin <= room;
        Ok(has_room.then_some(Floated { fragment, before, after }))
    }

    /// A float with a wide table, turned by a quarter on a page of its own; `None` if it needs several.
    fn turned_float(&mut self, block: &'a BlockBox) -> Result<Option<Floated>, Stop> {
        let page = self.context.page.get();
        let side = Size { width: page.height, height: page.width };
        if let Some((block, table)) = floated_table(block) {
            let (upright, _) = self.table_room(block, table, self.width, spacing(block).0);
            let (full, fill) = self.table_room(block, table, side.width, spacing(block).0);
            let columns = self.context.fit_columns(table, full, fill, Least::Legible);
            let columns = self.context.or_narrow_columns(columns, table, full, fill);
            let cuts = match columns.words {
                Words::Whole => 0,
                _ => self.set_rows(table, &columns, Length::ZERO, spacing(block))?.cuts,
            };
            self.report_too_wide(block, table, upright, &columns, cuts, true);
        }
        self.context.page.set(side);
        let mut inner = FlowBuilder::new(self.context);
        let set = inner.block(block, Length::ZERO, side.width);
        self.context.page.set(page);
        set?;
        let fragment = Composer::of_notes(inner.finish()).piece(usize::MAX);
        let has_room = fragment.height <= side.height;
        Ok(has_room.then(|| Floated { fragment: turned(fragment, side.width), ..Floated::default() }))
    }

    /// The columns of a table in a containing block of this width, as wide as their text is legible in if they can be.
    fn legible_columns(&self, block: &BlockBox, table: &'a TableBox, width: Length) -> Columns {
        let (full, fill) = self.table_room(block, table, width, spacing(block).0);
        self.context.fit_columns(table, full, fill, Least::Legible)
    }
}

/// What was taken out of the text, and the space above and below it.
#[derive(Default)]
struct Floated {
    fragment: Fragment,
    before: Length,
    after: Length,
}

/// Where a float stands, if upright from which place on and how wide.
#[derive(Clone, Copy)]
enum FloatPlace<'a> {
    /// In a column.
    Column(Length, Length),
    /// Across the columns, at its place in the text, for the sake of this table.
    Across(&'a BlockBox),
    /// Across the page.
    Page(Length, Length),
    /// On a page of its own, turned.
    Turned,
}

/// The table that a float is, or that it holds with nothing but captions.
fn floated_table(block: &BlockBox) -> Option<(&BlockBox, &TableBox)> {
    match &block.content {
        BoxContent::Table(table) => Some((block, table)),
        BoxContent::Blocks(blocks) => {
            let mut others = blocks.iter().filter(|child| child.part != Part::Caption);
            match (others.next(), others.next()) {
                (Some(child), None) => floated_table(child),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Whether a list has no place where a page may well end, such as that of a picture with its caption.
fn is_whole(flow: &Flow) -> bool {
    let may_end = |item: &FlowItem| matches!(item, FlowItem::Break(Break::Allowed(cost)) if *cost < breaks::WIDOW_OR_ORPHAN);
    !flow.items.iter().any(may_end)
}
