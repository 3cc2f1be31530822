//! Side floats (CSS 2, 9.5): boxes at the left or right edge of the text, and lines beside them that are as much
//! shorter. [`set`] sets the boxes, [`beside`] what stands beside them.
//!
//! A float and what stands beside it are one piece of the list that no page divides, and its top stands on the grid of
//! lines: where it lies against its lines does not depend on pages. A float waits until those before it on its side
//! have ended, and for as much text as was found to fill the page before it ([`crate::layout::page::hold`]); then it
//! begins at the next line, be it in the middle of a paragraph. Text that would be narrower than the least measure, and
//! boxes that have no room beside it as a whole, stand below.

mod beside;
mod set;

use std::collections::VecDeque;

use super::item::{Container, ContainerId, Flow, FlowItem, Fragment};
use super::{FlowBuilder, FlowContext};
use crate::geometry::{Length, Point};
use crate::layout::grid::snap;

pub(super) use beside::Beside;

/// The narrowest measure of text beside a float, in line heights: about twelve ems.
const LEAST_MEASURE: i32 = 9;

/// The floats beside the text in the making.
#[derive(Default)]
pub(super) struct Sides {
    /// Those that what comes next may stand beside.
    standing: Vec<Side>,
    /// Those that are still to begin, in order.
    waiting: VecDeque<WaitingSide>,
    /// Where what comes next will stand, if a float is about to be placed with it.
    anchor: Option<Length>,
    /// Where the first of those that stand begins.
    start: Length,
    /// How far down the text reaches, counted since there were floats, and the space since the last line on the grid.
    y: Length,
    spaces: Length,
    /// The first item that is not counted yet.
    next: usize,
    /// How many floats there were.
    count: usize,
    /// How much text each waits for.
    pub holds: Vec<Length>,
}

/// A float that has begun.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Side {
    left: bool,
    /// The outer and the inner edge of its margin box.
    outer: Length,
    inner: Length,
    /// Where its border box ends, and the margin below.
    end: Length,
    after: Length,
}

impl Side {
    fn bottom(&self) -> Length {
        self.end + self.after
    }

    /// What it takes of a block between two edges: blocks inside the one that holds it keep their indents.
    fn takes(&self, x: Length, right: Length) -> Length {
        let taken =
            if self.left { self.inner - x.min(self.outer) } else { right.max(self.outer) - self.inner };
        taken.max(Length::ZERO)
    }
}

/// A float that is still to begin.
struct WaitingSide {
    number: usize,
    fragment: Fragment,
    left: bool,
    outer: Length,
    inner: Length,
    before: Length,
    after: Length,
    /// How far down the text must reach.
    from: Length,
}

impl WaitingSide {
    fn begun(&self, y: Length) -> Side {
        let end = y + self.before + self.fragment.height;
        Side { left: self.left, outer: self.outer, inner: self.inner, end, after: self.after }
    }
}

impl Sides {
    /// Whether no text stands beside anything, nor will.
    pub fn are_none(&self) -> bool {
        self.standing.is_empty() && self.waiting.is_empty()
    }

    /// Counts what was placed since the last time, as `Composer` stacks it.
    fn count(&mut self, flow: &Flow, grid: Length) {
        let edge = |id: &ContainerId, side: fn(&Container) -> Length| {
            flow.containers.get(id.0).map_or(Length::ZERO, side)
        };
        for item in flow.items.iter().skip(self.next) {
            self.y += match item {
                FlowItem::Line(placed) if placed.on_grid => {
                    snap(self.y, grid, std::mem::take(&mut self.spaces)) + placed.line.height
                }
                FlowItem::Line(placed) => placed.line.height,
                FlowItem::Fragment(fragment) => fragment.height,
                FlowItem::Space(space) => {
                    self.spaces += *space;
                    *space
                }
                FlowItem::Open(id) => edge(id, Container::top),
                FlowItem::Close(id) => edge(id, Container::bottom),
                FlowItem::Break(_) | FlowItem::Mark(_) | FlowItem::Float(_) | FlowItem::Side { .. } => {
                    Length::ZERO
                }
            };
        }
        self.next = flow.items.len();
    }

    /// The floats were placed with what comes next: from here on it is counted from their top.
    pub fn settle(&mut self, items: usize) {
        if let Some(y) = self.anchor.take() {
            (self.y, self.spaces, self.next) = (y, Length::ZERO, items);
        }
    }
}

/// What floats between two heights take at the left and right of a block between two edges.
fn taken(standing: &[Side], y: Length, x: Length, right: Length) -> (Length, Length) {
    let most = |left: bool| {
        let sides = standing.iter().filter(|side| side.left == left && side.bottom() > y);
        sides.map(|side| side.takes(x, right)).max().unwrap_or_default()
    };
    (most(true), most(false))
}

impl FlowContext<'_> {
    fn least_measure(&self) -> Length {
        self.grid.scale(LEAST_MEASURE, 1)
    }
}

impl FlowBuilder<'_, '_> {
    /// Whether no box with edges is open but the whole article's, or the one that holds the columns.
    fn is_in_text(&self) -> bool {
        self.open == self.multicol.as_ref().map_or(self.article, |multicol| multicol.open)
    }

    /// How far down what is placed next will stand at least; `on_grid` if it is a line of running text or a float, and
    /// not moved by the next one that is.
    pub(super) fn side_y(&mut self, on_grid: bool) -> Length {
        if let Some(y) = self.sides.anchor {
            return y;
        }
        self.sides.count(&self.flow, self.context.grid);
        let space = self.margin.solve();
        let y = self.sides.y + space;
        if on_grid {
            y + snap(y, self.context.grid, self.sides.spaces + space)
        } else {
            y - self.side_slack(space)
        }
    }

    /// How far up the next line on the grid may take what was placed since the last one, with so much more space.
    fn side_slack(&self, space: Length) -> Length {
        Length(self.context.grid.0.min((self.sides.spaces + space).0.max(0)) / 4)
    }

    /// Whether what is placed at some height stands beside a float, so that no page may end above it.
    pub(super) fn is_beside(&self, y: Length) -> bool {
        self.sides.standing.iter().any(|side| side.bottom() > y)
    }

    /// The same of what is placed next, whatever it is.
    pub(super) fn is_next_beside(&mut self) -> bool {
        if let Some(y) = self.sides.anchor {
            let unplaced = self.waiting.iter().filter(|item| matches!(item, FlowItem::Side { .. })).count();
            let placed = self.sides.standing.len().saturating_sub(unplaced);
            return self.sides.standing.iter().take(placed).any(|side| side.bottom() > y);
        }
        let y = self.side_y(true).min(self.side_y(false));
        self.is_beside(y)
    }

    /// Whether a waiting float may begin at some height beside others.
    fn may_begin(&self, side: &WaitingSide, y: Length, standing: &[Side], start: Length) -> bool {
        if side.from > y + Length(self.context.grid.0 / 2) || !self.is_in_text() {
            return false;
        }
        let begun = side.begun(y);
        let mut standing = standing.iter().filter(|other| other.bottom() > y).peekable();
        let is_alone = standing.peek().is_none();
        let has_room = |other: &Side| {
            let between = if side.left { other.inner - begun.inner } else { begun.inner - other.inner };
            other.left != side.left && between >= self.context.least_measure()
        };
        is_alone
            || (begun.bottom() - start <= Length(self.context.page.get().height.0 / 2)
                && standing.all(has_room))
    }

    /// Lets the floats whose turn it is begin with what is placed next.
    pub(super) fn begin_sides(&mut self) {
        if self.sides.are_none() {
            return;
        }
        self.pass_sides();
        let mut y = self.side_y(true);
        while let Some(side) = self.sides.waiting.pop_front() {
            if !self.may_begin(&side, y, &self.sides.standing, self.sides.start) {
                self.sides.waiting.push_front(side);
                return;
            }
            if self.sides.anchor.is_none() {
                self.pass_sides_above(y);
                y = self.side_y(true);
            }
            let item = self.begin_side(side, y);
            self.waiting.push(item);
        }
    }

    /// Leaves behind the floats that end above what is placed next.
    pub(super) fn pass_sides(&mut self) {
        if self.sides.anchor.is_none() && !self.sides.standing.is_empty() {
            let y = self.side_y(true).min(self.side_y(false));
            self.pass_sides_above(y);
        }
    }

    /// The same of those that end above some height. What of the space above it is beside them stays with them, should
    /// a page end here.
    fn pass_sides_above(&mut self, y: Length) {
        let passed = self.sides.standing.iter().filter(|side| side.bottom() <= y);
        if let Some(end) = passed.map(|side| side.end).max() {
            self.go_down_beside(end - self.sides.y);
            self.sides.standing.retain(|side| side.bottom() > y);
        }
    }

    /// Goes on below the last thing, some of the space there taken as part of it.
    fn go_down_beside(&mut self, height: Length) {
        if height > Length::ZERO {
            self.flow.items.push(FlowItem::fragment(Fragment { height, ..Fragment::default() }));
            let space = std::mem::take(&mut self.margin).solve();
            self.margin.adjoin((space - height).max(Length::ZERO));
        }
    }

    /// Lets a float begin at a height; gives the item to be placed there.
    fn begin_side(&mut self, side: WaitingSide, y: Length) -> FlowItem {
        if self.sides.standing.is_empty() {
            self.sides.start = y;
        }
        self.sides.standing.push(side.begun(y));
        self.sides.anchor = Some(y);
        let mut fragment = Fragment { height: side.before + side.fragment.height, ..Fragment::default() };
        fragment.append(side.fragment, Point { x: Length::ZERO, y: side.before });
        FlowItem::Side { number: side.number, fragment: Box::new(fragment) }
    }

    /// Lets the next float begin within a paragraph, at a line that was planned for it.
    pub(super) fn begin_side_here(&mut self, y: Length) {
        if let Some(side) = self.sides.waiting.pop_front() {
            let item = self.begin_side(side, y);
            self.flow.items.push(item);
            self.sides.settle(self.flow.items.len());
        }
    }

    /// Ends what stands beside floats on the cleared sides: what comes next stands below them.
    fn end_sides(&mut self, is_cleared: &dyn Fn(bool) -> bool) {
        let cleared = self.sides.standing.iter().filter(|side| is_cleared(side.left));
        let Some(lowest) = cleared.max_by_key(|side| side.end).cloned() else { return };
        if let Some(y) = self.sides.anchor {
            self.place(FlowItem::fragment(Fragment { height: lowest.end - y, ..Fragment::default() }));
        } else {
            self.sides.count(&self.flow, self.context.grid);
            self.go_down_beside(lowest.end - self.sides.y + self.side_slack(Length::ZERO));
        }
        self.margin.adjoin(lowest.after);
        self.sides.standing.retain(|side| !is_cleared(side.left));
    }

    /// Places the floats that wait, and ends what stands beside them, on the cleared sides.
    fn end_all_sides(&mut self, is_cleared: &dyn Fn(bool) -> bool) {
        while self.sides.waiting.iter().any(|side| is_cleared(side.left)) {
            self.end_standing_sides();
            let y = self.side_y(true);
            if let Some(side) = self.sides.waiting.pop_front() {
                let item = self.begin_side(side, y);
                self.waiting.push(item);
            }
        }
        self.end_sides(is_cleared);
    }

    /// What comes next stands below the floats that have begun.
    pub(super) fn end_standing_sides(&mut self) {
        self.end_sides(&|_| true);
    }

    /// What comes next stands below all floats.
    pub(super) fn clear_sides(&mut self) {
        self.end_all_sides(&|_| true);
    }
}
