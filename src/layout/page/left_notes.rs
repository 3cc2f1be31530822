//! Notes that something above other things on a page leaves to the foot of that page.
//!
//! In the columns below they may begin in any, in their order. Where no text stands below, they are shared out among
//! columns of their own.

use super::PageRoom;
use super::breaks;
use super::column::Column;
use super::filling::Filling;
use super::notes::{Division, NoteArea};
use super::paginate::Paginator;
use super::plan::{ColumnPlan, RowPlan};
use super::way::Place;
use crate::geometry::Length;
use crate::layout::flow::item::{Break, FlowItem};
use crate::layout::flow::note::Called;

/// How many heights are tried.
const MOST_HEIGHTS: i32 = 24;

impl<'f> Paginator<'f> {
    /// A place on the same page for what comes below an item, if what is above leaves its notes to it.
    pub fn leaving_notes(&self, place: Place, item: usize) -> Place {
        let owing = self.notes.end_of(self.called(item).notes) > place.notes;
        let earlier = if owing { place.earlier } else { self.called_before(item) };
        Place { owing, earlier, ..place }
    }

    /// Whether columns below what goes across them may take its notes.
    pub fn may_leave_notes(
        &self,
        below: usize,
        page: &Filling<'_>,
        area: &NoteArea<'_>,
        room: PageRoom,
    ) -> bool {
        let notes = area.whole().height;
        let are_several = self.sections.get(below).is_some_and(|section| section.columns.are_several());
        are_several && notes > Length::ZERO && page.height() + notes <= room.height
    }

    /// Ends a page above a column: nothing but what is left of notes stands there, in that column and those beside it.
    pub fn leave_notes(&mut self, column: &Column<'_>) {
        let Some(item) = self.nodes.get(column.node).map(|node| node.item) else { return };
        let place = column.place;
        let room = column.room.without(place.foot);
        let (shares, late) = self.shares(place, item, column.left(), room);
        let height = shares.iter().map(|share| share.height).max().unwrap_or_default();
        let at_break = match self.flow.items.get(item) {
            Some(FlowItem::Break(Break::Allowed(cost))) => u64::from(*cost),
            _ => 0,
        };
        let cost = at_break + late * u64::from(breaks::LATE_NOTE) + self.missing(place.top, room, height);
        let columns = shares.iter().map(|share| ColumnPlan {
            top: place.top,
            end: item,
            notes: self.notes.item(share.place),
            left: room.height - place.top - share.height,
            ..ColumnPlan::default()
        });
        let row = RowPlan {
            section: column.index,
            top: place.top,
            bottom: room.height,
            columns: columns.collect(),
            floats: Vec::new(),
        };
        let next = Place {
            page: place.page + 1,
            column: 0,
            top: Length::ZERO,
            notes: shares.last().map_or(place.notes, |share| share.place),
            earlier: self.called_before(item),
            floats: place.floats,
            foot: Length::ZERO,
            owing: false,
        };
        self.lead(column.node, column, cost, next, || row.clone());
    }

    /// How so many columns share what is left of the notes that are called before an item: whole notes as evenly as
    /// may be, or, where these have no room, as much as has; and how many that must begin do not.
    fn shares(&self, place: Place, item: usize, columns: usize, room: PageRoom) -> (Vec<Division>, u64) {
        let called = self.called(item);
        let area = |from| {
            let mut area = NoteArea::new(self.notes, from, place.earlier, room.notes, self.grid);
            area.call(called);
            area.extend(self.notes.end_of(called.notes));
            area
        };
        let share = |limit: Length, are_whole: bool| {
            let (mut from, mut shares) = (place.notes, Vec::new());
            while shares.len() < columns && (shares.is_empty() || from < self.notes.end_of(called.notes)) {
                let division = area(from).part(limit, are_whole);
                from = division.place;
                shares.push(division);
            }
            shares
        };
        let all = area(place.notes);
        let reach = |shares: &[Division]| shares.last().map_or(place.notes, |share| share.place);
        let free = (room.height - place.top).max(Length::ZERO);
        let count = i32::try_from(columns).unwrap_or(i32::MAX);
        let mut limit = all.whole().height.scale(1, count);
        let step = Length((self.grid.0 / 2).max((free - limit).0 / MOST_HEIGHTS).max(1));
        while limit <= free {
            let shares = share(limit, true);
            if reach(&shares) == all.whole().place {
                return (shares, 0);
            }
            limit += step;
        }
        let shares = share(free, false);
        let end = reach(&shares);
        let begun = self.notes.begun(self.notes.item(end));
        let late = if all.begins(end) { 0 } else { called.by_text.saturating_sub(begun) };
        (shares, late as u64)
    }

    /// What is called before an item.
    pub fn called(&self, item: usize) -> Called {
        item.checked_sub(1).map(|item| self.notes.called(item)).unwrap_or_default()
    }
}
