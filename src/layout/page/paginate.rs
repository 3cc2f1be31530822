//! Cuts the vertical list into pages and columns so that the sum of what the breaks cost is least.
//!
//! Every place to break is a node; from each, a column is filled and each place where it may end leads to a further
//! node. Nodes are visited in the order of the list, so that each is final when its turn comes. A node keeps the
//! cheapest ways to it that differ in where on a page they come to: on which side of the sheet, because pages may
//! differ in height, in which column, how far down, and in the notes that are still to be set. Where the notes of a
//! column end follows from where its text ends ([`super::notes`]). The last row of a section is [`super::balance`]d.
//! Spec: CSS Fragmentation 3, 4; CSS Multi-column 1; CSS GCPM 3, 2.

use std::rc::Rc;
use std::sync::Arc;

use super::balance::BalancedRow;
use super::column::Column;
use super::filling::least_heights;
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
    let heights = least_heights(flow);
    let anchors = Anchors::new(flow, &heights, room(2, None).height);
    let nodes = nodes(flow, &sections, &anchors);
    let ways = nodes.iter().map(|_| Ways::default()).collect();
    let mut paginator =
        Paginator { flow, heights, anchors, notes: &notes, grid, room, sections, nodes, ways };
    paginator.begin();
    let last = paginator.nodes.len() - 1;
    for index in 0..last {
        context.check()?;
        let mut ways = paginator.take_ways(index);
        while let Some(first) = ways.first() {
            check_number(first.place.page, context)?;
            let alike = |way: &Rc<Way>| paginator.are_alike(first, way);
            let (now, later) = ways.iter().map(Rc::clone).partition(alike);
            ways = later;
            paginator.go_on(index, &now);
            ways.extend(paginator.take_ways(index));
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
    /// The least height before each item.
    pub heights: Vec<i64>,
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
            let (place, row) = (Place::FIRST, RowPlan::default());
            first.add_own(Way { cost: 0, node: 0, place, previous: None, row });
        }
    }

    fn take_ways(&mut self, node: usize) -> Vec<Rc<Way>> {
        self.ways.get_mut(node).map(Ways::take).unwrap_or_default()
    }

    /// Whether columns are filled in the same manner on two ways from one node, though on other pages.
    fn are_alike(&self, one: &Way, other: &Way) -> bool {
        let name = self.nodes.get(one.node).and_then(|node| node.name.as_ref());
        let room = |way: &Way| (self.room)(way.place.page, name);
        one.place.is_same_elsewhere(&other.place)
            && (one.place.page == other.place.page || room(one) == room(other))
    }

    /// How many notes the text calls before an item.
    pub fn called_before(&self, item: usize) -> usize {
        self.called(item).by_text
    }

    /// Whether the columns of a section end at one height: always if something follows below them (CSS Multi-column 1,
    /// 7.1).
    pub fn is_balanced(&self, section: usize) -> bool {
        let next = self.sections.get(section + 1).and_then(|next| self.flow.items.get(next.start));
        let ends_page = matches!(next, None | Some(FlowItem::Break(Break::Forced(_))));
        let columns = self.sections.get(section).map(|section| &section.columns);
        columns.is_some_and(|columns| columns.are_several() && (columns.balanced || !ends_page))
    }

    /// Goes on from a node on ways that are alike, to all that they lead to.
    fn go_on(&mut self, from: usize, ways: &[Rc<Way>]) {
        let (Some(node), Some(place)) = (self.nodes.get(from), ways.first().map(|way| way.place)) else {
            return;
        };
        let Some(section) = self.sections.get(node.section).cloned() else { return };
        let room = (self.room)(place.page, node.name.as_ref());
        let top = top(node, &section, place.top);
        let column = Column { node: from, ways, place, section: &section, index: node.section, top, room };
        if self.is_balanced(node.section) && place.column == 0 {
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
            let mut below = Length::ZERO;
            while let Some(float) = self.flow.floats.get(next) {
                let at = if floats.is_empty() { y } else { y + float.before.max(below) };
                if !floats.is_empty() && at + float.fragment.height > room.height {
                    break;
                }
                floats.push((next, at));
                (y, below) = (at + float.fragment.height, float.after);
                next += 1;
            }
            y += below;
            let mut area = NoteArea::new(self.notes, notes, 0, room.notes, self.grid);
            area.extend(self.notes.end());
            let mut division = area.whole();
            let mut cost = u64::from(breaks::PAGE_OF_FLOATS);
            if floats.is_empty() {
                division = area.alone(room.height);
                cost = u64::from(breaks::PAGE_OF_NOTES);
            } else if division.height > (room.height - y).max(Length::ZERO) {
                division = area.late(room.height - y);
            }
            notes = division.place;
            pages.push(RestPage { floats, notes, cost: cost + division.cost });
        }
        pages
    }

    /// Sets the rest of a section in one row of columns that end at one height, if it has room: the last on its page,
    /// with its notes at the foot, or above what follows, to which it leaves them.
    fn balance(&mut self, columns: &Column<'_>) {
        let Column { node, top, place, room, .. } = *columns;
        let last = self.balanced(node, top, place, room, true);
        let above = match &last {
            Some(row) if row.notes == place.notes => None,
            _ => self.balanced(node, top, place, room, false),
        };
        for column in columns.each() {
            if let Some(row) = above.as_ref().or(last.as_ref()) {
                self.lead_below(&column, row);
            }
            if let Some(row) = &last {
                self.lead_balanced(&column, row);
            }
        }
    }

    /// Goes on below a row of columns, unless a page must end there.
    fn lead_below(&mut self, column: &Column<'_>, row: &BalancedRow) {
        let Some(item) = self.nodes.get(row.to).map(|node| node.item) else { return };
        if matches!(self.flow.items.get(item), None | Some(FlowItem::Break(Break::Forced(_)))) {
            return;
        }
        let place = Place {
            column: 0,
            top: row.bottom,
            foot: row.foot,
            floats: row.next_float,
            ..self.leaving_notes(column.place, item)
        };
        self.lead(row.to, column, row.cost, place, || row.plan(column, row.bottom));
    }

    /// Ends the page below a row of columns.
    fn lead_balanced(&mut self, column: &Column<'_>, row: &BalancedRow) {
        let Some(item) = self.nodes.get(row.to).map(|node| node.item) else { return };
        let place = Place {
            column: 0,
            top: Length::ZERO,
            foot: Length::ZERO,
            notes: row.notes,
            floats: row.next_float,
            earlier: self.called_before(item),
            owing: false,
            ..column.place
        };
        let ending = match self.flow.items.get(item) {
            None => self.ending(row.bottom, place),
            Some(FlowItem::Break(Break::Allowed(cost))) => {
                u64::from(*cost) + self.missing(row.bottom, column.room.without(row.foot), Length::ZERO)
            }
            _ => 0,
        };
        let place = Place { page: place.page + 1, ..place };
        let bottom = column.room.height - row.foot;
        self.lead(row.to, column, row.cost + ending, place, || row.plan(column, bottom));
    }

    /// Adds a way to a node from each of a column's, if it is among the cheapest; `row` makes what stands on it. `place`
    /// is where the first of them comes to.
    pub fn lead(
        &mut self,
        to: usize,
        column: &Column<'_>,
        cost: u64,
        place: Place,
        row: impl Fn() -> RowPlan,
    ) {
        let (Some(node), Some(ways)) = (self.nodes.get(to), self.ways.get_mut(to)) else { return };
        for from in column.ways {
            let mut place = Place { page: from.place.page + place.page - column.place.page, ..place };
            let wrong_side = match node.side {
                Side::Any => false,
                Side::Left => !place.is_left(),
                Side::Right => place.is_left(),
            };
            place.page += usize::from(place.begins_page() && wrong_side);
            let cost = from.cost + cost;
            let make = || Way { cost, node: to, place, previous: Some(Rc::clone(from)), row: row() };
            ways.add(cost, place, make);
        }
    }

    /// The pages of the cheapest way to the end.
    fn plan(&self) -> Vec<PagePlan> {
        let best = self.ways.last().and_then(Ways::cheapest);
        let mut rows: Vec<(&Node, &Way, &Way)> = Vec::new();
        let mut at = best;
        while let Some((way, before)) = at.and_then(|way| Some((way, way.previous.as_ref()?))) {
            let Some(start) = self.nodes.get(before.node) else { break };
            rows.push((start, before, way));
            at = Some(before);
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
                None => page.rows.push(way.row.clone()),
            }
        }
        if let (Some(node), Some(way)) = (self.nodes.last(), best) {
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
}

#[cfg(test)]
#[path = "paginate_tests.rs"]
mod tests;
