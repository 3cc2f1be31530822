//! The last row of a section: columns that end at one height (CSS Multi-column 1, 7.1).
//!
//! The least height is looked for at which the rest of the section fits, each column being ended at the cheapest place
//! within it. It grows by half a line at a time from an equal share on. Where something follows on the page, the notes
//! of the columns stand at its foot: they are left to what is below.

use super::column::Column;
use super::filling::Filling;
use super::notes::NoteArea;
use super::paginate::Paginator;
use super::plan::{ColumnPlan, RowPlan};
use super::way::Place;
use super::{PageRoom, breaks};
use crate::geometry::Length;
use crate::layout::flow::item::{Break, FlowItem, Mark, PageFloat, Section, Snap};

/// How many heights are tried.
const MOST_HEIGHTS: i32 = 24;
/// How many more are looked at behind the first at which the columns fit.
const MORE_HEIGHTS: i32 = 5;

/// A row whose columns end at one height.
pub(super) struct BalancedRow {
    /// The node at which the section ends.
    pub to: usize,
    pub columns: Vec<ColumnPlan>,
    /// Where the row begins.
    pub top: Length,
    /// The floats across the page above and below it, as [`super::float`] counts.
    pub floats: Vec<(usize, Length)>,
    /// What they take at the foot of the page.
    pub foot: Length,
    /// How many floats have found their place.
    pub next_float: usize,
    /// How many found none on the page.
    pub waiting: u64,
    /// How far down the highest column reaches.
    pub bottom: Length,
    /// The place in the list of notes where it ends.
    pub notes: usize,
    pub cost: u64,
}

impl BalancedRow {
    /// The row on the page of its column, of which it has the part down to `bottom`.
    pub fn plan(&self, column: &Column<'_>, bottom: Length) -> RowPlan {
        RowPlan {
            section: column.index,
            top: self.top,
            bottom,
            columns: self.columns.clone(),
            floats: self.floats.iter().map(|&(id, y)| (id, column.below_top(y))).collect(),
        }
    }
}

/// The part of a page that a row may fill.
#[derive(Clone, Copy)]
struct RowRoom {
    page: PageRoom,
    /// How far down it may reach.
    limit: Length,
    /// Whether its notes stand below its columns.
    notes: bool,
}

/// Where a column of such a row ends.
struct ColumnEnd {
    to: usize,
    top: Length,
    height: Length,
    notes: usize,
    next_float: usize,
    floats: Vec<(usize, Option<Length>)>,
    cost: u64,
}

impl Paginator<'_> {
    /// Sets what is left of a section from a node on, with its notes or without; `None` if it has no room.
    pub fn balanced(
        &self,
        from: usize,
        top: Length,
        place: Place,
        room: PageRoom,
        notes: bool,
    ) -> Option<BalancedRow> {
        let node = self.nodes.get(from)?;
        let section = self.sections.get(node.section)?;
        let start = self.floats(node.item, place, section, top, room);
        let (top, foot, across) = (start.row_top, start.foot, start.across.clone());
        let room = room.without(foot);
        // What goes across the page has its place: the columns are below it.
        let place = Place {
            floats: across.last().map_or(place.floats, |(last, _)| last + 1),
            top: top.max(Length(1)),
            ..place
        };
        let lowest = self.lowest(from, section, top, place, room)?;
        let step = Length((self.grid.0 / 2).max((room.height - lowest).0 / MOST_HEIGHTS).max(1));
        let mut best: Option<BalancedRow> = None;
        let mut more = MORE_HEIGHTS;
        let mut limit = lowest;
        while more > 0 {
            let within = RowRoom { page: room, limit: limit.min(room.height), notes };
            let row = self.row(from, top, place, within);
            let row = row.map(|row| BalancedRow { top, foot, floats: across.clone(), ..row });
            more -= i32::from(best.as_ref().is_some_and(|best| best.waiting == 0));
            if let Some(row) = row
                && best.as_ref().is_none_or(|best| row.cost < best.cost)
            {
                best = Some(row);
            }
            if limit >= room.height {
                break;
            }
            limit += step;
        }
        best
    }

    /// The height to begin with: an equal share of what is left, floats counted where they have room.
    fn lowest(
        &self,
        from: usize,
        section: &Section,
        top: Length,
        place: Place,
        room: PageRoom,
    ) -> Option<Length> {
        let count = i32::try_from(section.columns.count).ok()?;
        let rest = self.rest_height(from, section, top, room)? - top;
        let last = self.sections.get(self.nodes.get(from)?.section + 1);
        let anchored = self.anchors.before(last.map_or(self.flow.items.len(), |next| next.start));
        let waiting = self.flow.floats.get(place.floats..anchored).unwrap_or_default();
        let in_columns = waiting.iter().filter(|float| float.in_column);
        let floats: Length = in_columns.map(|float| float.fragment.height + float.after).sum();
        let with_floats = top + (rest + floats).scale(1, count);
        Some(if with_floats <= room.height { with_floats } else { top + rest.scale(1, count) })
    }

    /// How far down what is left of a section would reach in one column, `None` if it has no room in all.
    fn rest_height(&self, from: usize, section: &Section, top: Length, room: PageRoom) -> Option<Length> {
        let node = self.nodes.get(from)?;
        let most = top + (room.height - top).scale(i32::try_from(section.columns.count).ok()?, 1);
        let end = self.sections.get(node.section + 1).map_or(self.flow.items.len(), |next| next.start);
        let least = self.heights.get(end)? - self.heights.get(node.item)?;
        if i64::from(top.0) + least > i64::from(most.0) {
            return None;
        }
        let mut page = Filling::new(self.flow, self.grid, node.container, section.outer, top);
        for item in node.item..end {
            page.add(item, node.item == 0);
            if page.y > most {
                return None;
            }
        }
        Some(page.y)
    }

    /// The columns of a row that has some room.
    fn row(&self, from: usize, top: Length, place: Place, room: RowRoom) -> Option<BalancedRow> {
        let section = self.nodes.get(from)?.section;
        let count = self.sections.get(section)?.columns.count;
        let (mut columns, mut heights) = (Vec::new(), Vec::new());
        let (mut at, mut place, mut cost) = (from, place, 0);
        loop {
            let end = self.column(at, top, place, room)?;
            let node = self.nodes.get(end.to)?;
            let (item, notes) = (node.item, self.notes.item(end.notes));
            let (top, floats) = (end.top, end.floats);
            columns.push(ColumnPlan { top, end: item, notes, floats, ..ColumnPlan::default() });
            heights.push(end.height);
            cost += end.cost;
            at = end.to;
            let earlier = self.called_before(node.item);
            place =
                Place { notes: end.notes, floats: end.next_float, column: columns.len(), earlier, ..place };
            if node.section != section {
                break;
            }
            if columns.len() >= count {
                return None;
            }
        }
        while columns.len() < count
            && let Some((plan, height, next)) = self.floats_beside(section, top, place, room)
        {
            columns.push(ColumnPlan {
                end: self.nodes.get(at)?.item,
                notes: self.notes.item(place.notes),
                ..plan
            });
            heights.push(height);
            place = Place { floats: next, column: columns.len(), ..place };
        }
        let bottom = heights.iter().copied().max()?;
        for (column, height) in columns.iter_mut().zip(&heights) {
            // What one gains, the other loses.
            column.left = Length((bottom - *height).0 / 2);
        }
        let unequal: u64 = heights.iter().map(|height| breaks::unequal(bottom - *height, self.grid)).sum();
        let empty = u64::try_from(count - columns.len()).unwrap_or(0);
        let cost = cost + unequal + empty * breaks::unequal(bottom - top, self.grid);
        let waiting = self.anchors.before(self.nodes.get(at)?.item).saturating_sub(place.floats) as u64;
        let each =
            if at + 1 == self.nodes.len() { breaks::FLOAT_BEHIND_COLUMNS } else { breaks::WAITING_FLOAT };
        let cost = cost + waiting * u64::from(each);
        let floats = Vec::new();
        let (notes, next_float) = (place.notes, place.floats);
        Some(BalancedRow {
            to: at,
            columns,
            top,
            floats,
            foot: Length::ZERO,
            next_float,
            waiting,
            bottom,
            notes,
            cost,
        })
    }

    /// A column behind the end of a section's text for floats that still wait: what stands in it, how far down it
    /// reaches, and which float is next.
    fn floats_beside(
        &self,
        section: usize,
        top: Length,
        place: Place,
        room: RowRoom,
    ) -> Option<(ColumnPlan, Length, usize)> {
        let end = self.sections.get(section + 1).map_or(self.flow.items.len(), |next| next.start);
        let floats = self.floats(end, place, self.sections.get(section)?, top, room.page);
        let height = floats.height().filter(|height| *height <= room.limit)?;
        let placed = floats.places(height);
        Some((ColumnPlan { top: floats.top, floats: placed, ..ColumnPlan::default() }, height, floats.next))
    }

    /// The cheapest end of a column of a row. A float for the top that is called in the last column of the row stands at
    /// the top of that one, since no other comes behind it.
    fn column(&self, from: usize, top: Length, place: Place, room: RowRoom) -> Option<ColumnEnd> {
        let waiting = self.anchors.before(self.nodes.get(from)?.item);
        let end = self.column_with(from, top, place, room, waiting)?;
        let called = self.anchors.before(self.nodes.get(end.to)?.item) > waiting;
        let is_for_top = |float: &PageFloat| float.in_column && float.snap == Snap::Top;
        let first = self.flow.floats.get(waiting).filter(|float| is_for_top(float));
        let is_last = place.column + 1 == self.sections.get(self.nodes.get(from)?.section)?.columns.count;
        let above = first.filter(|_| called && is_last);
        above.and_then(|_| self.column_with(from, top, place, room, waiting + 1)).or(Some(end))
    }

    /// The same where so many floats have taken their place or wait for it.
    fn column_with(
        &self,
        from: usize,
        top: Length,
        place: Place,
        room: RowRoom,
        waiting: usize,
    ) -> Option<ColumnEnd> {
        let RowRoom { page: room, limit, notes } = room;
        let node = self.nodes.get(from)?;
        let section = self.sections.get(node.section)?;
        let mut floats = self.floats_before(waiting, place, section, top, room);
        if let Some(height) = floats.filled(room.height) {
            let placed = floats.places(room.height);
            let (top, notes, next_float) = (floats.top, place.notes, floats.next);
            let end = ColumnEnd { to: from, top, height, notes, next_float, floats: placed, cost: 0 };
            return Some(end).filter(|_| height <= limit);
        }
        let mut page = Filling::new(self.flow, self.grid, node.container, section.outer, floats.top);
        let mut area = NoteArea::new(self.notes, place.notes, place.earlier, room.notes, self.grid);
        let mut best: Option<(u64, ColumnEnd)> = None;
        let mut next = from + 1;
        let first = node.item;
        for item in first..=self.flow.items.len() {
            let content = self.flow.items.get(item);
            if !matches!(content, None | Some(FlowItem::Break(_))) {
                if let Some(FlowItem::Float(id)) = content {
                    floats.meet(*id, &mut page, limit - area.whole().height - floats.bottom);
                }
                let waited = self.anchors.before(if best.is_some() { item } else { first });
                if matches!(content, Some(FlowItem::Mark(Mark::Clear))) && floats.hold_back(waited) {
                    break;
                }
                page.add(item, first == 0);
                if notes {
                    area.call(self.notes.called(item));
                }
                continue;
            }
            if item == first && content.is_some() {
                continue;
            }
            let whole = area.whole();
            if content.is_none() {
                floats.finish(&mut page, limit - whole.height - floats.bottom);
            }
            let height = page.height() + whole.height + floats.bottom;
            if height > limit {
                break;
            }
            let end = |cost| {
                let placed = floats.places(page.height() + floats.bottom);
                ColumnEnd {
                    to: next,
                    top: floats.top,
                    height,
                    notes: whole.place,
                    next_float: floats.next,
                    floats: placed,
                    cost,
                }
            };
            if self.nodes.get(next).is_none_or(|to| to.section != node.section) {
                return Some(end(0));
            }
            let cost = match content {
                Some(FlowItem::Break(Break::Allowed(cost))) => {
                    breaks::in_column(u64::from(*cost) + self.sliver(from, next), true)
                }
                Some(FlowItem::Break(Break::Column)) => return Some(end(0)),
                _ => return None,
            };
            let judged = cost + breaks::unequal(limit - height, self.grid);
            if best.as_ref().is_none_or(|(known, _)| judged <= *known) {
                best = Some((judged, end(cost)));
            }
            next += 1;
        }
        best.map(|(_, end)| end)
    }
}
