//! Cuts the vertical list into pages and columns so that the sum of what the breaks cost is least.
//!
//! Every place to break is a node; from each, a column is filled and each place where it may end leads to a further
//! node. Nodes are visited in the order of the list, so that each is final when its turn comes. A node keeps the
//! cheapest ways to it that differ in where on a page they come to: on which side of the sheet, because pages may
//! differ in height, in which column, how far down, and in the notes that are still to be set. Where the notes of a
//! column end follows from where its text ends ([`super::notes`]). The last row of a section is [`super::balance`]d.
//! Spec: CSS Fragmentation 3, 4; CSS Multi-column 1; CSS GCPM 3, 2.

use std::sync::Arc;

use super::column::Column;
use super::float::Anchors;
use super::node::{Node, nodes, sections, top};
use super::notes::{NoteArea, Notes};
use super::plan::{ColumnPlan, PagePlan, RowPlan};
use super::way::{Place, Way, Ways};
use super::{PageRoom, breaks};
use crate::diagnostic::{Code, Context, Diagnostic, Stop};
use crate::geometry::Length;
use crate::layout::flow::item::{Break, Flow, FlowItem, Section, Side};
use crate::layout::flow::note::NoteList;

/// Cuts a list and its notes into pages; `room` tells the room on a page of some number and name.
///
/// # Errors
/// When there are more pages than the limit, or the work was asked to end.
pub fn paginate(
    flow: &Flow,
    notes: &NoteList,
    grid: Length,
    context: &Context,
    room: &dyn Fn(usize, Option<&Arc<str>>) -> PageRoom,
) -> Result<Vec<PagePlan>, Stop> {
    let notes = Notes::new(notes);
    let sections = sections(flow);
    let nodes = nodes(flow, &sections);
    let ways = nodes.iter().map(|_| Ways::default()).collect();
    let mut paginator =
        Paginator { flow, anchors: Anchors::new(flow), notes: &notes, grid, room, sections, nodes, ways };
    paginator.begin();
    let last = paginator.nodes.len() - 1;
    for index in 0..last {
        context.check()?;
        let mut slot = 0;
        while let Some((_, way)) = paginator.way((index, slot)) {
            let way = way.clone();
            check_number(way.place.page, context)?;
            paginator.go_on((index, slot), &way);
            slot += 1;
        }
    }
    let plans = paginator.plan();
    check_number(plans.len(), context)?;
    Ok(plans)
}

fn check_number(page: usize, context: &Context) -> Result<(), Stop> {
    if page <= context.limits.pages {
        return Ok(());
    }
    let message = format!("the article has more than {} pages", context.limits.pages);
    context.report(Diagnostic::new(Code::LimitReached, None, message));
    Err(Stop)
}

/// Reports the notes that begin on a later page than their call.
pub fn report_late(plans: &[PagePlan], notes: &NoteList, context: &Context) {
    let notes = Notes::new(notes);
    for column in plans.iter().filter_map(PagePlan::last) {
        let Some(last) = column.end.checked_sub(1) else { continue };
        for note in notes.begun(column.notes)..notes.called(last).by_text {
            let message = "a note begins on a later page than its call: there was no room for it";
            let help = "shorten the note, or raise `max-height` of @footnote";
            let key = note.to_string();
            context.report_once(&key, Diagnostic::new(Code::NoteLate, notes.span(note), message).help(help));
        }
    }
}

pub(super) struct Paginator<'f> {
    pub flow: &'f Flow,
    pub anchors: Anchors,
    pub notes: &'f Notes<'f>,
    pub grid: Length,
    room: &'f dyn Fn(usize, Option<&Arc<str>>) -> PageRoom,
    pub sections: Vec<Section>,
    pub nodes: Vec<Node>,
    pub ways: Vec<Ways>,
}

/// A page behind the end of the text.
struct RestPage {
    floats: Vec<(usize, Length)>,
    notes: usize,
    cost: u64,
}

impl<'f> Paginator<'f> {
    fn begin(&mut self) {
        if let Some(first) = self.ways.first_mut() {
            first.add(0, Place::FIRST, None, RowPlan::default);
        }
    }

    /// How many notes the text calls before an item.
    pub fn called_before(&self, item: usize) -> usize {
        item.checked_sub(1).map_or(0, |item| self.notes.called(item).by_text)
    }

    /// Whether the columns of a section end at one height: always if something follows (CSS Multi-column 1, 7.1).
    pub fn is_balanced(&self, section: usize) -> bool {
        let is_last = section + 1 == self.sections.len();
        let columns = self.sections.get(section).map(|section| &section.columns);
        columns.is_some_and(|columns| columns.are_several() && (columns.balanced || !is_last))
    }

    /// Goes on from a node on all the ways that there are.
    fn go_on(&mut self, from: (usize, usize), way: &Way) {
        let Some(node) = self.nodes.get(from.0) else { return };
        let Some(section) = self.sections.get(node.section).cloned() else { return };
        let room = (self.room)(way.place.page, node.name.as_ref());
        let top = top(node, &section, way.place.top);
        let column = Column { from, way, section: &section, index: node.section, top, room };
        if self.is_balanced(node.section) && way.place.column == 0 {
            self.balance(&column);
        }
        self.fill(&column);
    }

    /// What the room left above the notes costs.
    pub fn missing(&self, height: Length, room: PageRoom, notes: Length) -> u64 {
        let room = room.height - notes;
        let lines = Length(room.0 - room.0.rem_euclid(self.grid.0.max(1)));
        breaks::missing(lines - height, self.grid)
    }

    /// What the end of the text costs: a page with little on it, and pages of what is left of notes and floats.
    pub fn ending(&self, height: Length, place: Place) -> u64 {
        let short = if place.page > 1 { breaks::last_page(height, self.grid) } else { 0 };
        let rest = self.rest(Place { page: place.page + 1, ..place });
        short + rest.iter().map(|rest| rest.cost).sum::<u64>()
    }

    /// The pages behind the end of the text that take what is left of floats and notes.
    fn rest(&self, place: Place) -> Vec<RestPage> {
        let mut pages: Vec<RestPage> = Vec::new();
        let (mut notes, mut next) = (place.notes, place.floats);
        while notes < self.notes.end() || next < self.flow.floats.len() {
            let name = self.nodes.last().and_then(|node| node.name.as_ref());
            let room = (self.room)(place.page + pages.len(), name);
            let (mut floats, mut y) = (Vec::new(), Length::ZERO);
            while let Some(float) = self.flow.floats.get(next) {
                if y > Length::ZERO && y + float.fragment.height > room.height {
                    break;
                }
                floats.push((next, y));
                y += float.fragment.height + float.after;
                next += 1;
            }
            let mut area = NoteArea::new(self.notes, notes, 0, room.notes, self.grid);
            area.extend(self.notes.end());
            let mut division = area.whole();
            let mut cost = u64::from(breaks::PAGE_OF_FLOATS);
            if floats.is_empty() {
                division = area.alone(room.height);
                cost = u64::from(breaks::PAGE_OF_NOTES);
            } else if division.height > room.height - y {
                division = area.late(room.height - y);
            }
            notes = division.place;
            pages.push(RestPage { floats, notes, cost: cost + division.cost });
        }
        pages
    }

    /// Sets the rest of a section in one row of columns that end at one height, if it has room.
    fn balance(&mut self, column: &Column<'_>) {
        let place = column.way.place;
        let Some(row) = self.balanced(column.from.0, column.top, place, column.room) else { return };
        let Some(node) = self.nodes.get(row.to) else { return };
        let (item, is_last) = (node.item, row.to + 1 == self.nodes.len());
        let forced = matches!(self.flow.items.get(item), Some(FlowItem::Break(Break::Forced(_))));
        let plan = |bottom| RowPlan {
            section: column.index,
            top: row.top,
            bottom,
            columns: row.columns.clone(),
            floats: row.floats.iter().map(|&(id, y)| (id, column.below_top(y))).collect(),
        };
        let earlier = self.called_before(item);
        let (top, foot) = (row.bottom, row.foot);
        let place =
            Place { column: 0, top, foot, notes: row.notes, floats: row.next_float, earlier, ..place };
        let cost = column.way.cost + row.cost;
        if !is_last && !forced {
            self.lead(row.to, column.from, cost, place, || plan(row.bottom));
        }
        let ending = match self.flow.items.get(item) {
            _ if is_last => self.ending(row.bottom, place),
            Some(FlowItem::Break(Break::Allowed(cost))) => {
                u64::from(*cost) + self.missing(row.bottom, column.room.without(row.foot), Length::ZERO)
            }
            _ => 0,
        };
        let place = Place { page: place.page + 1, top: Length::ZERO, foot: Length::ZERO, ..place };
        self.lead(row.to, column.from, cost + ending, place, || plan(column.room.height - row.foot));
    }

    /// Adds a way to a node, if it is among the cheapest; `row` makes what stands on it.
    pub fn lead(
        &mut self,
        to: usize,
        from: (usize, usize),
        cost: u64,
        mut place: Place,
        row: impl FnOnce() -> RowPlan,
    ) {
        let (Some(node), Some(ways)) = (self.nodes.get(to), self.ways.get_mut(to)) else { return };
        let wrong_side = match node.side {
            Side::Any => false,
            Side::Left => !place.is_left(),
            Side::Right => place.is_left(),
        };
        place.page += usize::from(place.begins_page() && wrong_side);
        ways.add(cost, place, Some(from), row);
    }

    /// The cheapest way to the end.
    fn best(&self) -> (usize, usize) {
        let last = self.nodes.len() - 1;
        (last, self.ways.get(last).map_or(0, Ways::cheapest))
    }

    /// The pages of the cheapest way to the end.
    fn plan(&self) -> Vec<PagePlan> {
        let mut rows: Vec<(&Node, &Way, &Way)> = Vec::new();
        let mut at = self.best();
        while let Some((_, way)) = self.way(at) {
            let Some(previous) = way.previous else { break };
            let Some((start, before)) = self.way(previous) else { break };
            rows.push((start, before, way));
            at = previous;
        }
        let mut pages: Vec<PagePlan> = Vec::new();
        for (start, before, way) in rows.into_iter().rev() {
            let number = before.place.page;
            if pages.len() < number {
                let blank = PagePlan { name: start.name.clone(), blank: true, rows: Vec::new() };
                pages.resize(number.saturating_sub(1), blank.clone());
                pages.push(PagePlan { blank: false, ..blank });
            }
            let Some(page) = pages.last_mut() else { continue };
            match page.rows.last_mut().filter(|_| before.place.column > 0) {
                Some(row) => row.columns.extend(way.row.columns.iter().cloned()),
                None => page.rows.push((*way.row).clone()),
            }
        }
        if let Some((node, way)) = self.way(self.best()) {
            for rest in self.rest(way.place) {
                let notes = self.notes.item(rest.notes);
                let column = ColumnPlan { end: node.item, notes, ..ColumnPlan::default() };
                let bottom = (self.room)(pages.len() + 1, node.name.as_ref()).height;
                let section = self.sections.len() - 1;
                let (columns, floats) = (vec![column], rest.floats);
                let row = RowPlan { section, top: Length::ZERO, bottom, columns, floats };
                pages.push(PagePlan { name: node.name.clone(), blank: false, rows: vec![row] });
            }
        }
        pages
    }

    fn way(&self, (node, slot): (usize, usize)) -> Option<(&Node, &Way)> {
        Some((self.nodes.get(node)?, self.ways.get(node)?.all().get(slot)?))
    }
}

#[cfg(test)]
#[path = "paginate_tests.rs"]
mod tests;
