//! Fills one column and leads to every place where it may end.

use std::rc::Rc;

use super::filling::Filling;
use super::float::ColumnFloats;
use super::notes::{Division, NoteArea};
use super::paginate::Paginator;
use super::plan::{ColumnPlan, RowPlan};
use super::way::{Place, Way};
use super::{PageRoom, breaks};
use crate::geometry::Length;
use crate::layout::flow::item::{Break, FlowItem, Mark, Section};

/// How many places to break are looked at in one column: only content without height has so many.
const MOST_BREAKS: usize = 4000;

/// A column of at least so many lines is not ended where it leaves more than a third of its height, unless no other end
/// costs less than that does.
const LEAST_BEAM: i32 = 48;

/// How a column may end at a node.
struct End {
    cost: u64,
    height: Length,
    shrink: Option<(usize, Length)>,
    notes: Division,
}

/// Whether a column that is being filled has found a place to end, and whether it must.
struct Led {
    any: bool,
    whole: bool,
}

impl Led {
    fn new(whole: bool) -> Led {
        Led { any: false, whole }
    }

    /// Whether the column must end at the next place, even if there is no room.
    fn must(&self) -> bool {
        self.whole && !self.any
    }

    /// Whether no more places are needed.
    fn may_leave(&self) -> bool {
        !self.must()
    }
}

/// A column to fill: where it begins, and the room that its page has.
#[derive(Clone, Copy)]
pub(super) struct Column<'s> {
    pub node: usize,
    /// The ways that lead to it, which are alike but for their page and what they cost.
    pub ways: &'s [Rc<Way>],
    /// The place of the first of them.
    pub place: Place,
    pub section: &'s Section,
    pub index: usize,
    pub top: Length,
    pub room: PageRoom,
}

impl<'s> Column<'s> {
    /// The same for each of its ways alone.
    pub fn each(&self) -> impl Iterator<Item = Column<'s>> + use<'s> {
        let column = *self;
        column.ways.chunks(1).map(move |ways| {
            let place = ways.first().map_or(column.place, |way| way.place);
            Column { ways, place, ..column }
        })
    }

    fn row(&self, bottom: Length, columns: Vec<ColumnPlan>, floats: &ColumnFloats<'_>) -> RowPlan {
        let across = floats.across.iter().map(|&(id, y)| (id, self.below_top(y))).collect();
        RowPlan { section: self.index, top: floats.row_top, bottom, columns, floats: across }
    }

    /// How far down the page something stands; what is negative counts from its foot.
    pub fn below_top(&self, y: Length) -> Length {
        if y < Length::ZERO { self.room.height + y } else { y }
    }

    /// Whether nothing stands above it on its page, so that it must hold something.
    fn is_whole(&self) -> bool {
        self.place.top == Length::ZERO
    }

    /// How many columns there are from this one on.
    pub fn left(&self) -> usize {
        self.section.columns.count.saturating_sub(self.place.column).max(1)
    }

    /// Where the next column begins: beside this one, or on the next page.
    fn next(&self, place: Place, ends_page: bool) -> Place {
        if !ends_page && place.column + 1 < self.section.columns.count {
            Place { column: place.column + 1, ..place }
        } else {
            let (top, foot) = (Length::ZERO, Length::ZERO);
            Place { page: place.page + 1, column: 0, top, foot, owing: false, ..place }
        }
    }
}

/// What a break costs that leaves room at the foot of its column; `sliver` for too few lines in it.
fn break_cost(place: &Break, sliver: u64, missing: u64, several: bool, ends_page: bool) -> u64 {
    let missing = if several { breaks::ragged(missing) } else { missing };
    match place {
        Break::Forced(_) => 0,
        Break::Column if several => 0,
        Break::Column => missing,
        Break::Allowed(cost) => breaks::in_column(u64::from(*cost) + sliver, !ends_page) + missing,
    }
}

impl<'f> Paginator<'f> {
    /// The floats of a column that begins with an item.
    pub fn floats(
        &self,
        item: usize,
        place: Place,
        section: &Section,
        top: Length,
        room: PageRoom,
    ) -> ColumnFloats<'f> {
        self.floats_before(self.anchors.before(item), place, section, top, room)
    }

    /// The floats of a column if so many have taken their place or wait for it.
    pub fn floats_before(
        &self,
        waiting: usize,
        place: Place,
        section: &Section,
        top: Length,
        room: PageRoom,
    ) -> ColumnFloats<'f> {
        let several = section.columns.are_several();
        let floats = (waiting, self.anchors.spread);
        ColumnFloats::new(self.flow, floats, place, several, top, room.height, self.grid)
    }

    /// Fills a column, and leads to every node where it may end that is worth it.
    pub fn fill(&mut self, column: &Column<'_>) {
        if column.place.owing && column.place.column == 0 && column.left() > 1 {
            self.leave_notes(column);
        }
        let height = column.room.height - column.top;
        let third = if height >= self.grid.scale(LEAST_BEAM, 1) { height.scale(1, 3) } else { Length::MAX };
        if !self.fill_to(column, third) && third < Length::MAX {
            self.fill_to(column, Length::MAX);
        }
    }

    /// The same but for ends that leave more than `most` of the column; gives whether one of the others costs less.
    fn fill_to(&mut self, column: &Column<'_>, most: Length) -> bool {
        let bound = breaks::missing(most, self.grid);
        let mut is_better = false;
        let index = column.node;
        let Some(node) = self.nodes.get(index) else { return true };
        let (first, place) = (node.item, column.place);
        let (container, several) = (node.container, column.section.columns.are_several());
        let mut floats = self.floats(first, place, column.section, column.top, column.room);
        if floats.filled(column.room.height - floats.foot).is_some() {
            self.leave_empty(column, &Led::new(false));
            return true;
        }
        let mut room = column.room.without(floats.foot + floats.bottom);
        let mut page = Filling::new(self.flow, self.grid, container, column.section.outer, floats.top);
        let mut area = NoteArea::new(self.notes, place.notes, place.earlier, room.notes, self.grid);
        area.may_wait = place.owing && column.left() > 1;
        let mut next = index + 1;
        let mut led = Led::new(column.is_whole() && floats.are_none());
        for (item, content) in self.flow.items.iter().enumerate().skip(first) {
            let FlowItem::Break(break_place) = content else {
                if let FlowItem::Float(id) = content {
                    floats.meet(*id, &mut page, room.height - area.expected());
                    room = column.room.without(floats.foot + floats.bottom);
                }
                if matches!(content, FlowItem::Mark(Mark::Clear)) {
                    // A float whose place is in the same unbroken piece cannot be waited for.
                    let waited = self.anchors.before(if led.any { item } else { first });
                    if floats.hold_back(waited) {
                        self.leave_empty(column, &led);
                        return is_better;
                    }
                }
                page.add(item, first == 0);
                area.call(self.notes.called(item));
                if led.may_leave() && page.fit(page.reach(), room.height - area.least()).is_none() {
                    self.leave_empty(column, &led);
                    return is_better;
                }
                continue;
            };
            if item == first {
                continue;
            }
            let crosses = self.nodes.get(next).is_some_and(|node| node.section != column.index);
            let is_forced = matches!(break_place, Break::Forced(_));
            let must_be_looked_at = !led.any || crosses || is_forced;
            if !must_be_looked_at && room.height - page.height() > most {
                next += 1;
                continue;
            }
            area.may_wait &= !is_forced && !crosses;
            let end = self.end(&page, &area, room, false);
            let end = end.or_else(|| led.must().then(|| self.overfull(&page, &area, room)));
            let is_left_below = crosses
                && !several
                && !is_forced
                && self.may_leave_notes(column.index + 1, &page, &area, room);
            if is_left_below {
                led.any = true;
            } else if let Some(end) = end {
                let left = room.height - end.notes.height - page.height();
                // More of the text will fill the room that a side float does not find.
                let is_hole =
                    self.nodes.get(next).and_then(|node| node.float).is_some_and(|float| float > left);
                let missing = if is_hole { 0 } else { self.missing(page.height(), room, end.notes.height) };
                let ends_page = place.column + 1 >= column.section.columns.count;
                let sliver = self.sliver(index, next);
                let cost = break_cost(break_place, sliver, missing, several, ends_page);
                is_better |= cost < bound;
                self.end_column(column, next, cost, &end, &floats, is_forced || crosses);
                led.any = true;
            }
            if crosses && !several && !is_forced {
                self.go_on_below(column, next, &page, room, &floats);
            }
            let ends = is_forced || crosses || (several && *break_place == Break::Column);
            if ends || next - index > MOST_BREAKS {
                self.leave_empty(column, &led);
                return true;
            }
            next += 1;
        }
        floats.finish(&mut page, room.height - area.whole().height);
        area.may_wait = false;
        let end = self.end(&page, &area, room, true);
        if end.is_none() && led.may_leave() {
            self.leave_empty(column, &led);
            return is_better;
        }
        let end = end.unwrap_or_else(|| self.overfull(&page, &area, room));
        for column in column.each() {
            let place = Place { notes: end.notes.place, floats: floats.next, ..column.place };
            let cost = self.ending(page.y, place);
            self.end_column(&column, self.nodes.len() - 1, cost, &end, &floats, true);
        }
        true
    }

    /// What it costs that a column between two nodes holds too few lines of a paragraph that is longer.
    pub fn sliver(&self, from: usize, to: usize) -> u64 {
        let nodes = self.nodes.get(from).zip(self.nodes.get(to));
        let is_sliver = nodes.is_some_and(|(from, to)| from.is_sliver_to(to));
        if is_sliver { u64::from(breaks::WIDOW_OR_ORPHAN) } else { 0 }
    }

    /// Leaves a column without text, if there was no place to end it: what comes next needs more room.
    fn leave_empty(&mut self, column: &Column<'_>, led: &Led) {
        let (index, place) = (column.node, column.place);
        let Some(node) = self.nodes.get(index).filter(|_| !led.any) else { return };
        if place.owing {
            if place.column > 0 || column.left() == 1 {
                self.leave_notes(column);
            }
            return;
        }
        let floats = self.floats(node.item, place, column.section, column.top, column.room);
        let plan = ColumnPlan {
            top: floats.top,
            end: node.item,
            notes: self.notes.item(place.notes),
            shrink: None,
            left: column.room.height - floats.foot - floats.bottom - floats.top,
            floats: floats.places(column.room.height - floats.foot),
        };
        let row = column.row(column.room.height - floats.foot, vec![plan], &floats);
        let missing =
            self.missing(floats.top, column.room.without(floats.foot + floats.bottom), Length::ZERO);
        let Some(ways) = self.ways.get_mut(index) else { return };
        for way in column.ways {
            let beside = Place { top: floats.row_top, foot: floats.foot, floats: floats.next, ..way.place };
            let (cost, place) = (way.cost + missing, column.next(beside, false));
            ways.add_own(Way { cost, node: index, place, previous: Some(Rc::clone(way)), row: row.clone() });
        }
    }

    /// How a column may end here: with all its notes, or with the last of them divided; `None` if there is no room.
    /// `is_last` says that no text follows, so that notes need not leave room for it.
    fn end(&self, page: &Filling<'_>, area: &NoteArea<'_>, room: PageRoom, is_last: bool) -> Option<End> {
        let height = page.height();
        let most = if is_last { room.height } else { area.most().min(room.height - self.grid) };
        let whole = area.whole();
        if whole.height <= most.max(Length::ZERO)
            && let Some(fit) = page.fit(height, room.height - whole.height)
        {
            return Some(End { cost: fit.cost, height, shrink: fit.shrink, notes: whole });
        }
        let notes = area.divided(most.min(room.height - height))?;
        Some(End { cost: notes.cost, height, shrink: None, notes })
    }

    /// How a column ends that has no room for the least it must hold: notes come later, or content runs over the foot.
    fn overfull(&self, page: &Filling<'_>, area: &NoteArea<'_>, room: PageRoom) -> End {
        let (cost, shrink) = match page.fit(page.height(), room.height) {
            Some(fit) => (fit.cost, fit.shrink),
            None => (u64::from(breaks::OVERFULL), None),
        };
        let notes = area.late(room.height - page.height());
        End { cost: cost + notes.cost, height: page.height(), shrink, notes }
    }

    /// Ends a column at a node: the next one begins beside it or on the next page.
    fn end_column(
        &mut self,
        column: &Column<'_>,
        to: usize,
        cost: u64,
        end: &End,
        floats: &ColumnFloats<'_>,
        ends_page: bool,
    ) {
        let Some(node) = self.nodes.get(to) else { return };
        let item = node.item;
        let (notes, shrink) = (self.notes.item(end.notes.place), end.shrink);
        let beside = Place { top: floats.row_top, foot: floats.foot, ..column.place };
        let place = column.next(beside, ends_page);
        let earlier = if place.owing { column.place.earlier } else { self.called_before(item) };
        let place = Place { notes: end.notes.place, earlier, floats: floats.next, ..place };
        // The last row of a section is another's matter; this one is for where nothing else can be done.
        let ragged = self.is_balanced(column.index) && node.section != column.index;
        // What comes to the top of the next column has not waited; what has its place before this one has.
        let anchored = self.nodes.get(column.node).map_or(0, |node| node.anchored);
        let waiting = anchored.saturating_sub(floats.next) as u64 * u64::from(breaks::WAITING_FLOAT);
        let cost = cost + end.cost + waiting + if ragged { u64::from(breaks::RAGGED_COLUMNS) } else { 0 };
        let row = || {
            let bottom = column.room.height - floats.foot;
            let floated = floats.places(bottom - end.notes.height);
            let left = bottom - floats.bottom - end.notes.height - end.height;
            let plan = ColumnPlan { top: floats.top, end: item, notes, shrink, left, floats: floated };
            column.row(bottom, vec![plan], floats)
        };
        self.lead(to, column, cost, place, row);
    }

    /// Goes on with the next section below this one, on the same page; it takes over the notes.
    fn go_on_below(
        &mut self,
        column: &Column<'_>,
        to: usize,
        page: &Filling<'_>,
        room: PageRoom,
        floats: &ColumnFloats<'_>,
    ) {
        let bottom = page.bottom() + floats.bottom;
        let Some(node) = self.nodes.get(to).filter(|_| page.height() <= room.height) else { return };
        let (end, notes) = (node.item, self.notes.item(column.place.notes));
        let place = Place {
            column: 0,
            top: bottom,
            foot: floats.foot,
            floats: floats.next,
            ..self.leaving_notes(column.place, end)
        };
        let row = || {
            let floated = floats.places(bottom);
            let plan = ColumnPlan { top: floats.top, end, notes, floats: floated, ..ColumnPlan::default() };
            column.row(bottom, vec![plan], floats)
        };
        self.lead(to, column, 0, place, row);
    }
}
