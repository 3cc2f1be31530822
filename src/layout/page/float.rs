//! Which page floats stand in a column (CSS Page Floats 3).
//!
//! Floats keep their order. One that waits stands in the first column, or on the first page if it goes across columns,
//! that has room for it and some lines of text, or a column of its own; never before the page of its place in the text.
//! The last one that waits does not stand below another one if there is a next column for it.

use super::filling::Filling;
use super::way::Place;
use crate::geometry::Length;
use crate::layout::flow::item::{Flow, FlowItem, Mark, PageFloat, Snap};

/// How many lines of text have room beside the floats of a column; one with less room holds none.
const LEAST_LINES: i32 = 3;

/// How many lines part a float in the text from one at the top of its column.
const LINES_BETWEEN: i32 = 6;

/// Floats are spread if so many columns of text follow.
const COLUMNS_TO_SPREAD: i64 = 2;

/// Where in the text the floats of a list stand.
pub(super) struct Anchors {
    items: Vec<usize>,
    /// How many of the floats are spread over columns: none if text must stand below some, not those near the end.
    pub spread: usize,
}

impl Anchors {
    /// The places of a list's floats; `heights` is the least height before each item, `column` that of a column.
    pub fn new(flow: &Flow, heights: &[i64], column: Length) -> Anchors {
        let is_float = |item: &FlowItem| matches!(item, FlowItem::Float(_));
        let places = flow.items.iter().enumerate().filter(|(_, item)| is_float(item));
        let items: Vec<usize> = places.map(|(at, _)| at).collect();
        let whole = heights.last().copied().unwrap_or_default();
        let end = whole - i64::from(column.0) * COLUMNS_TO_SPREAD;
        let clears = flow.items.iter().any(|item| matches!(item, FlowItem::Mark(Mark::Clear)));
        let is_early = |&anchor: &usize| heights.get(anchor).is_some_and(|&height| height < end);
        let spread = if clears { 0 } else { items.partition_point(is_early) };
        Anchors { items, spread }
    }

    /// How many floats have their place before an item.
    pub fn before(&self, item: usize) -> usize {
        self.items.partition_point(|&anchor| anchor < item)
    }
}

/// Where a float stands in its column.
#[derive(Clone, Copy)]
enum Spot {
    /// So far down the page.
    At(Length),
    /// Above the notes.
    Foot,
    /// At its place in the text.
    Here,
}

/// The floats of a column in the making.
pub(super) struct ColumnFloats<'f> {
    floats: &'f [PageFloat],
    several: bool,
    /// The first that has no place yet.
    pub next: usize,
    /// Where the row begins, below what goes across it.
    pub row_top: Length,
    /// Where the column's text begins.
    pub top: Length,
    /// What floats take at the foot of the page, across all columns.
    pub foot: Length,
    /// What they take at the foot of the column.
    pub bottom: Length,
    /// Those that go across the page, and how far down they stand.
    pub across: Vec<(usize, Length)>,
    placed: Vec<(usize, Spot)>,
    /// The space below the last float at the foot of the page and of the column, if another comes below it.
    below: (Length, Length),
    /// How many of the floats are spread over columns.
    spread: usize,
    /// The least height that text has beside them, and between two of them that are spread.
    least: Length,
    least_between: Length,
}

impl<'f> ColumnFloats<'f> {
    /// A column that begins at `top` with an item, on a page of some height: what waits takes its place.
    pub fn new(
        flow: &'f Flow,
        (waiting, spread): (usize, usize),
        place: Place,
        several: bool,
        top: Length,
        room: Length,
        grid: Length,
    ) -> ColumnFloats<'f> {
        let mut column = ColumnFloats {
            floats: &flow.floats,
            several,
            next: place.floats,
            row_top: top,
            top,
            foot: place.foot,
            bottom: Length::ZERO,
            across: Vec::new(),
            placed: Vec::new(),
            below: (Length::ZERO, Length::ZERO),
            spread,
            least: grid.scale(LEAST_LINES, 1),
            least_between: grid.scale(LINES_BETWEEN, 1),
        };
        let room_with_text = room - column.least;
        while column.next < waiting {
            let Some(float) = column.floats.get(column.next) else { break };
            let between = column.space_above(float);
            let below = if float.snap == Snap::Bottom { Length::ZERO } else { float.after };
            let height = between + float.fragment.height + below;
            let taken = column.top + column.foot + column.bottom;
            let has_room = top + column.foot + float.fragment.height <= room;
            let is_last = column.next + 1 == waiting && waiting <= spread;
            if is_last && float.snap != Snap::Bottom && column.is_headed() {
                break;
            }
            let fresh = column.are_none() && (has_room || place.begins_page());
            if (taken + height > room_with_text && !fresh) || !column.take(float, place) {
                break;
            }
            column.next += 1;
        }
        column
    }

    /// Gives the next float its place at an edge, if it may stand here.
    fn take(&mut self, float: &PageFloat, place: Place) -> bool {
        let (id, height) = (self.next, float.fragment.height);
        let above = self.space_above(float);
        match (float.in_column, self.several) {
            (true, false) => return false,
            (false, true) => {
                if !place.begins_page() || !self.placed.is_empty() {
                    return false;
                }
                if float.snap == Snap::Bottom {
                    self.foot += above + height;
                    // Counted from the foot of the page, those before it higher up.
                    for (_, y) in self.across.iter_mut().filter(|(_, y)| *y < Length::ZERO) {
                        *y -= above + height;
                    }
                    self.across.push((id, -height));
                    self.below.0 = float.after;
                } else {
                    self.across.push((id, self.row_top + above));
                    self.row_top += above + height + float.after;
                    self.top = self.row_top;
                }
            }
            _ if float.snap == Snap::Bottom => {
                self.stand_at_foot(float);
            }
            _ => {
                self.placed.push((id, Spot::At(self.top + above)));
                self.top += above + height + float.after;
            }
        }
        true
    }

    /// The space above the next float: none at the top of a page, below another float what is missing of its own.
    fn space_above(&self, float: &PageFloat) -> Length {
        let is_across = !float.in_column && self.several;
        if float.snap == Snap::Bottom {
            let (page, column) = self.below;
            return float.before.max(if is_across { page } else { column });
        }
        let in_column = self.placed.iter().rfind(|(_, spot)| matches!(spot, Spot::At(_)));
        let across = self.across.iter().rfind(|(_, y)| *y >= Length::ZERO).map(|(id, _)| *id);
        let above = in_column.map(|(id, _)| *id).filter(|_| !is_across).or(across);
        let above = above.and_then(|id| self.floats.get(id)).map(|above| above.after);
        above.map_or(Length::ZERO, |above| (float.before - above).max(Length::ZERO))
    }

    fn stand_at_foot(&mut self, float: &PageFloat) {
        self.bottom += self.space_above(float) + float.fragment.height;
        self.below.1 = float.after;
        self.placed.push((self.next, Spot::Foot));
    }

    /// Whether a float stands at the top of the column.
    fn is_headed(&self) -> bool {
        self.placed.iter().any(|(_, spot)| matches!(spot, Spot::At(_)))
    }

    /// Whether no float stands at an edge of the column.
    pub fn are_none(&self) -> bool {
        self.across.is_empty() && self.placed.is_empty()
    }

    /// How far down a column reaches that holds nothing but its floats; `None` without any.
    pub fn height(&self) -> Option<Length> {
        let (id, spot) = self.placed.last()?;
        let below = if matches!(spot, Spot::At(_)) { self.floats.get(*id)?.after } else { Length::ZERO };
        Some(self.top + self.bottom - below)
    }

    /// The same if they leave no room for text above `edge`.
    pub fn filled(&self, edge: Length) -> Option<Length> {
        self.height().filter(|_| edge - self.top - self.bottom < self.least)
    }

    /// Comes to the place of a float in the text. `limit` is how far down text and float may reach.
    pub fn meet(&mut self, id: usize, page: &mut Filling<'_>, limit: Length) {
        let Some(float) =
            self.floats.get(id).filter(|float| id == self.next && float.in_column == self.several)
        else {
            return;
        };
        let is_stacked = page.y - self.top < self.least_between && self.is_headed() && id < self.spread;
        match float.snap {
            Snap::Here if is_stacked => {}
            Snap::Here if page.with_float(float) <= limit => {
                page.add_float(float);
                self.placed.push((id, Spot::Here));
                self.next += 1;
            }
            Snap::Bottom if page.y + self.space_above(float) + float.fragment.height <= limit => {
                self.stand_at_foot(float);
                self.next += 1;
            }
            _ => {}
        }
    }

    /// Comes to the end of the text: what still waits stands below it, as far as there is room.
    pub fn finish(&mut self, page: &mut Filling<'_>, limit: Length) {
        while let Some(float) = self.floats.get(self.next).filter(|float| float.in_column == self.several) {
            let bottom = page.with_float(float);
            if bottom > limit {
                return;
            }
            page.add_float(float);
            self.placed.push((self.next, Spot::At(bottom - float.fragment.height)));
            self.next += 1;
        }
    }

    /// Whether text that must stand below all floats before it has to wait for one of them.
    pub fn hold_back(&self, waiting: usize) -> bool {
        let next = self.floats.get(self.next).filter(|_| self.next < waiting);
        next.is_some_and(|float| self.several || !float.in_column)
    }

    /// The places of the column's floats, if its text and notes part at `edge`.
    pub fn places(&self, edge: Length) -> Vec<(usize, Option<Length>)> {
        let (mut y, mut below) = (edge - self.bottom, Length::ZERO);
        let place = |&(id, spot): &(usize, Spot)| match (spot, self.floats.get(id)) {
            (Spot::At(y), _) => (id, Some(y)),
            (Spot::Foot, Some(float)) => {
                let at = y + float.before.max(below);
                (y, below) = (at + float.fragment.height, float.after);
                (id, Some(at))
            }
            (Spot::Here, _) | (Spot::Foot, None) => (id, None),
        };
        let mut places: Vec<_> = self.placed.iter().map(place).collect();
        places.reverse();
        places
    }
}

#[cfg(test)]
#[path = "float_tests.rs"]
mod tests;
