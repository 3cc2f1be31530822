//! The last row of a section: columns that end at one height (CSS Multi-column 1, 7.1).
//!
//! The least height is looked for at which the rest of the section fits, each column being ended at the cheapest place
//! within it. It grows by half a line at a time from an equal share on.

use super::filling::Filling;
use super::notes::NoteArea;
use super::paginate::Paginator;
use super::plan::ColumnPlan;
use super::way::Place;
use super::{PageRoom, breaks};
use crate::geometry::Length;
use crate::layout::flow::item::{Break, FlowItem, Section};

/// How many heights are tried.
const MOST_HEIGHTS: i32 = 24;
/// How many more are looked at behind the first at which the columns fit.
const MORE_HEIGHTS: i32 = 5;

/// A row whose columns end at one height.
pub(super) struct BalancedRow {
    /// The node at which the section ends.
    pub to: usize,
    pub columns: Vec<ColumnPlan>,
    /// How far down the highest column reaches.
    pub bottom: Length,
    /// The place in the list of notes where it ends.
    pub notes: usize,
    pub cost: u64,
}

/// Where a column of such a row ends.
struct ColumnEnd {
    to: usize,
    height: Length,
    notes: usize,
    cost: u64,
}

impl Paginator<'_> {
    /// Sets what is left of a section from a node on; `None` if it has no room.
    pub fn balanced(&self, from: usize, top: Length, place: Place, room: PageRoom) -> Option<BalancedRow> {
        let section = self.sections.get(self.nodes.get(from)?.section)?;
        let count = i32::try_from(section.columns.count).ok()?;
        let share = (self.rest_height(from, section, top, room)? - top).scale(1, count);
        let lowest = top + share;
        let step = Length((self.grid.0 / 2).max((room.height - lowest).0 / MOST_HEIGHTS).max(1));
        let mut best: Option<BalancedRow> = None;
        let mut more = MORE_HEIGHTS;
        let mut limit = lowest;
        while more > 0 {
            let row = self.row(from, top, place, limit.min(room.height), room);
            more -= i32::from(best.is_some());
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

    /// How far down what is left of a section would reach in one column, `None` if it has no room in all.
    fn rest_height(&self, from: usize, section: &Section, top: Length, room: PageRoom) -> Option<Length> {
        let node = self.nodes.get(from)?;
        let most = top + (room.height - top).scale(i32::try_from(section.columns.count).ok()?, 1);
        let end = self.sections.get(node.section + 1).map_or(self.flow.items.len(), |next| next.start);
        let mut page = Filling::new(self.flow, self.grid, node.container, section.outer, top);
        for item in node.item..end {
            page.add(item, node.item == 0);
            if page.y > most {
                return None;
            }
        }
        Some(page.y)
    }

    /// The columns of a row that reaches down to `limit`.
    fn row(
        &self,
        from: usize,
        top: Length,
        place: Place,
        limit: Length,
        room: PageRoom,
    ) -> Option<BalancedRow> {
        let section = self.nodes.get(from)?.section;
        let count = self.sections.get(section)?.columns.count;
        let (mut columns, mut heights) = (Vec::new(), Vec::new());
        let (mut at, mut place, mut cost) = (from, place, 0);
        loop {
            let end = self.column(at, top, place, limit, room)?;
            let node = self.nodes.get(end.to)?;
            columns.push(ColumnPlan { end: node.item, notes: self.notes.item(end.notes), shrink: None });
            heights.push(end.height);
            cost += end.cost;
            at = end.to;
            place = Place { notes: end.notes, earlier: self.called_before(node.item), ..place };
            if node.section != section {
                break;
            }
            if columns.len() >= count {
                return None;
            }
        }
        let bottom = heights.iter().copied().max()?;
        let unequal: u64 = heights.iter().map(|height| breaks::unequal(bottom - *height, self.grid)).sum();
        let empty = u64::try_from(count - columns.len()).unwrap_or(0);
        let cost = cost + unequal + empty * breaks::unequal(bottom - top, self.grid);
        Some(BalancedRow { to: at, columns, bottom, notes: place.notes, cost })
    }

    /// The cheapest end of a column that reaches down to `limit` at most.
    fn column(
        &self,
        from: usize,
        top: Length,
        place: Place,
        limit: Length,
        room: PageRoom,
    ) -> Option<ColumnEnd> {
        let node = self.nodes.get(from)?;
        let outer = self.sections.get(node.section)?.outer;
        let mut page = Filling::new(self.flow, self.grid, node.container, outer, top);
        let mut area = NoteArea::new(self.notes, place.notes, place.earlier, room.notes, self.grid);
        let mut best: Option<(u64, ColumnEnd)> = None;
        let mut next = from + 1;
        let first = node.item;
        for item in first..=self.flow.items.len() {
            let content = self.flow.items.get(item);
            if !matches!(content, None | Some(FlowItem::Break(_))) {
                page.add(item, first == 0);
                area.call(self.notes.called(item));
                continue;
            }
            if item == first && content.is_some() {
                continue;
            }
            let whole = area.whole();
            let height = page.height() + whole.height;
            if height > limit {
                break;
            }
            let end = |cost| ColumnEnd { to: next, height, notes: whole.place, cost };
            if self.nodes.get(next).is_none_or(|to| to.section != node.section) {
                return Some(end(0));
            }
            let cost = match content {
                Some(FlowItem::Break(Break::Allowed(cost))) => breaks::in_column(u64::from(*cost), true),
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
