//! What stands beside side floats: lines that are shorter, and boxes that have room as a whole.

use super::{Side, taken};
use crate::diagnostic::Stop;
use crate::geometry::Length;
use crate::layout::OF_TRIES;
use crate::layout::box_tree::{BlockBox, BoxContent, Part};
use crate::layout::compose::Composer;
use crate::layout::flow::block::{Geometry, geometry, has_edges, margin, padding};
use crate::layout::flow::intrinsic::edges;
use crate::layout::flow::item::FlowItem;
use crate::layout::flow::{FlowBuilder, FlowContext};
use crate::layout::grid::snap;
use crate::layout::inline::Measure;
use crate::layout::page::breaks;
use crate::style::{BreakBetween, Clear, TextDirection};

/// How many lines of text stand beside a float below a heading that stands beside it.
const LINES_BELOW_HEADING: i32 = 2;
/// The fewest lines of a paragraph above a float that begins within it, and beside it.
const LINES_ASIDE: usize = 2;

/// The lines of a paragraph beside floats: their measure, and those with which a waiting float begins.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::layout::flow) struct LinesAside {
    pub measure: Measure,
    pub begins: Vec<usize>,
}

/// A paragraph whose lines are to be set beside floats.
#[derive(Clone, Copy)]
pub(in crate::layout::flow) struct Beside<'g> {
    pub geometry: &'g Geometry,
    /// Where its first line stands.
    pub y: Length,
    /// The height of a line of which nothing is known.
    pub line: Length,
    pub on_grid: bool,
}

impl<'a> FlowContext<'a> {
    /// The width of the widest thing in a block that cannot be narrower without harm: code, a table, a picture as wide
    /// as it is where nothing stands beside it.
    fn rigid_width(&self, block: &'a BlockBox, room: Length) -> Length {
        let content = match &block.content {
            BoxContent::Blocks(blocks) => {
                let room = geometry(&block.style, Length::ZERO, room, None).width;
                blocks.iter().map(|block| self.rigid_width(block, room)).max().unwrap_or_default()
            }
            BoxContent::Code(_) | BoxContent::Table(_) => return self.wanted(block).max,
            BoxContent::Image(replaced) => self.picture_size(&block.style, replaced.natural, room).width,
            BoxContent::Lines(_) | BoxContent::Note(_) | BoxContent::Empty => Length::ZERO,
        };
        content + edges(&block.style)
    }
}

impl<'a> FlowBuilder<'_, 'a> {
    /// Finds the place of a block beside or below floats, and places it beside them if it stands there as a whole.
    pub(in crate::layout::flow) fn stand_beside(
        &mut self,
        block: &'a BlockBox,
        x: Length,
        room: Length,
    ) -> Result<bool, Stop> {
        let boxed = &block.style.boxed;
        if self.sides.are_none() {
            return Ok(false);
        }
        if boxed.clear != Clear::None {
            let direction = block.style.text.direction;
            self.end_all_sides(&|left| clears(boxed.clear, direction, left));
        }
        let is_apart = stands_apart(block, room);
        let is_heading = block.part == Part::Heading && !is_apart;
        if !is_heading && !is_apart {
            return Ok(false);
        }
        let top = margin(boxed.margin.top, room);
        let margin = self.margin;
        self.margin.adjoin(top);
        self.begin_sides();
        let y = self.side_y(false);
        if self.sides.anchor.is_none() {
            self.margin = margin;
        }
        let (left, right) = taken(&self.sides.standing, y, x, x + room);
        if left + right == Length::ZERO {
            return Ok(false);
        }
        let rigid = self.context.rigid_width(block, room);
        let (x, room) = (x + left, room - left - right);
        let is_wide = room >= self.context.least_measure() && room >= rigid;
        let grid = self.context.grid;
        let end = self.sides.standing.iter().map(Side::bottom).max().unwrap_or_default();
        let asks_break = !matches!(boxed.break_before, BreakBetween::Auto) || boxed.page.is_some();
        if is_wide && (is_heading || !asks_break) && self.markers.is_empty() {
            let reported = self.context.context.mark();
            let mut inner = FlowBuilder::new(self.context);
            inner.block(block, x, room)?;
            let bottom = inner.margin.solve();
            let fragment = Composer::of_notes(inner.finish()).piece(usize::MAX);
            let rest = end - y - fragment.height;
            if is_heading && rest - bottom >= grid.scale(LINES_BELOW_HEADING, 1) {
                self.context.context.take_back(reported, OF_TRIES);
                return Ok(false);
            }
            if !is_heading && rest >= -grid {
                self.margin.adjoin(top);
                self.place(FlowItem::fragment(fragment));
                self.margin.adjoin(bottom);
                self.ask_break(boxed.break_after);
                return Ok(true);
            }
            self.context.context.take_back(reported, OF_TRIES);
        }
        self.end_standing_sides();
        Ok(false)
    }

    /// Ends the floats that leave too little room for a paragraph; gives where it begins if it stands beside others.
    pub(in crate::layout::flow) fn begin_beside(
        &mut self,
        geometry: &Geometry,
        on_grid: bool,
    ) -> Option<Length> {
        loop {
            self.begin_sides();
            if self.sides.are_none() {
                return None;
            }
            let y = self.side_y(on_grid);
            let right = geometry.x + geometry.width;
            let (before, after) = taken(&self.sides.standing, y, geometry.x, right);
            let is_beside = before + after > Length::ZERO;
            if !is_beside || geometry.width - before - after >= self.context.least_measure() {
                return Some(y);
            }
            self.end_standing_sides();
        }
    }

    /// The measure of a paragraph's lines, as far as their heights are known; `begins` if floats may begin within it.
    pub(in crate::layout::flow) fn lines_aside(
        &self,
        beside: Beside<'_>,
        heights: &[Length],
        begins: bool,
    ) -> LinesAside {
        let Beside { geometry, line, on_grid, .. } = beside;
        let (x, right) = (geometry.x, geometry.x + geometry.width);
        let (mut standing, mut start) = (self.sides.standing.clone(), self.sides.start);
        let mut waiting = self.sides.waiting.iter().filter(|_| begins).peekable();
        let mut aside = LinesAside { measure: Measure::uniform(geometry.width), begins: Vec::new() };
        let mut y = beside.y;
        let mut index = 0;
        loop {
            let height = heights.get(index).copied().unwrap_or(line).max(Length::pt(1));
            let on_grid = on_grid && self.is_whole(height);
            if index > 0 && on_grid {
                y += snap(y, self.context.grid, Length::ZERO);
            }
            standing.retain(|side| side.bottom() > y);
            // A float stands on the grid: elsewhere its place would not be the one of the line.
            while on_grid
                && index >= LINES_ASIDE
                && index + LINES_ASIDE <= heights.len()
                && let Some(side) = waiting.peek()
                && self.may_begin(side, y, &standing, start)
            {
                let begun = side.begun(y);
                let mut with = standing.clone();
                with.push(begun);
                let (before, after) = taken(&with, y, x, right);
                if geometry.width - before - after < self.context.least_measure() {
                    break;
                }
                if standing.is_empty() {
                    start = y;
                }
                standing = with;
                aside.begins.push(index);
                waiting.next();
            }
            if standing.is_empty() && index >= heights.len() {
                break;
            }
            let (before, after) = taken(&standing, y, x, right);
            aside.measure.leading.push((before, geometry.width - before - after));
            y += height;
            index += 1;
        }
        while aside.measure.leading.last() == Some(&(Length::ZERO, geometry.width)) {
            aside.measure.leading.pop();
        }
        aside
    }
}

/// Whether `clear` is about floats on a side.
fn clears(clear: Clear, direction: TextDirection, left: bool) -> bool {
    match clear {
        Clear::None => false,
        Clear::Both => true,
        Clear::Left => left,
        Clear::Right => !left,
        Clear::InlineStart => left == (direction == TextDirection::Ltr),
        Clear::InlineEnd => left == (direction == TextDirection::Rtl),
    }
}

/// Whether a block stands beside a float as a whole or not at all: one with edges, or that asks not to be broken.
fn stands_apart(block: &BlockBox, room: Length) -> bool {
    let boxed = &block.style.boxed;
    matches!(block.content, BoxContent::Code(_) | BoxContent::Table(_) | BoxContent::Image(_))
        || breaks::is_avoided(boxed.break_inside)
        || has_edges(&block.style, &padding(&block.style, room))
}
