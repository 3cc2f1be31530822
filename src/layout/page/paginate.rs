//! Cuts the vertical list into pages and columns so that the sum of what the breaks cost is least.
//!
//! Every place to break is a node; from each, a column is filled and each place where it may end leads to a further
//! node. Nodes are visited in the order of the list, so that each is final when its turn comes. A node keeps the
//! cheapest ways to it that differ in where on a page they come to: on which side of the sheet, because pages may
//! differ in height, in which column, how far down, and in the notes that are still to be set. Where the notes of a
//! column end follows from where its text ends ([`super::notes`]). The last row of a section is [`super::balance`]d.
//! Spec: CSS Fragmentation 3, 4; CSS Multi-column 1; CSS GCPM 3, 2.

use std::sync::Arc;

use super::filling::Filling;
use super::node::{Node, nodes, sections, top};
use super::notes::{Division, NoteArea, Notes};
use super::plan::{ColumnPlan, PagePlan, RowPlan};
use super::way::{Place, Way, Ways};
use super::{PageRoom, breaks};
use crate::diagnostic::{Code, Context, Diagnostic, Stop};
use crate::geometry::Length;
use crate::layout::flow::item::{Break, Flow, FlowItem, Section, Side};
use crate::layout::flow::note::NoteList;

/// How many places to break are looked at in one column: only content without height has so many.
const MOST_BREAKS: usize = 4000;

/// How a column may end at a node.
struct End {
    cost: u64,
    shrink: Option<(usize, Length)>,
    notes: Division,
}

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
    let mut paginator = Paginator { flow, notes: &notes, grid, room, sections, nodes, ways };
    paginator.begin();
    let last = paginator.nodes.len() - 1;
    for index in 0..last {
        context.check()?;
        let ways = paginator.ways.get(index).cloned().unwrap_or_default();
        for (slot, way) in ways.all().iter().enumerate() {
            check_number(way.place.page, context)?;
            paginator.go_on((index, slot), way);
        }
    }
    let plans = paginator.plan();
    check_number(plans.len(), context)?;
    report_late(&plans, &notes, context);
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
fn report_late(plans: &[PagePlan], notes: &Notes<'_>, context: &Context) {
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
    pub notes: &'f Notes<'f>,
    pub grid: Length,
    room: &'f dyn Fn(usize, Option<&Arc<str>>) -> PageRoom,
    pub sections: Vec<Section>,
    pub nodes: Vec<Node>,
    ways: Vec<Ways>,
}

/// A column to fill: where it begins, and the room that its page has.
struct Column<'s> {
    from: (usize, usize),
    way: &'s Way,
    section: &'s Section,
    index: usize,
    top: Length,
    room: PageRoom,
}

impl Column<'_> {
    /// Whether nothing stands above it on its page, so that it must hold something.
    fn is_whole(&self) -> bool {
        self.way.place.top == Length::ZERO
    }

    /// Where the next column begins: beside this one, or on the next page.
    fn next(&self, ends_page: bool) -> Place {
        let place = self.way.place;
        if !ends_page && place.column + 1 < self.section.columns.count {
            Place { column: place.column + 1, top: self.top, ..place }
        } else {
            Place { page: place.page + 1, column: 0, top: Length::ZERO, ..place }
        }
    }

    fn row(&self, bottom: Length, column: ColumnPlan) -> RowPlan {
        RowPlan { section: self.index, top: self.top, bottom, columns: vec![column] }
    }
}

impl Paginator<'_> {
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
    fn is_balanced(&self, section: usize) -> bool {
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

    /// Fills a column, and leads to every node where it may end.
    fn fill(&mut self, column: &Column<'_>) {
        let index = column.from.0;
        let Some(node) = self.nodes.get(index) else { return };
        let (first, room, place) = (node.item, column.room, column.way.place);
        let several = column.section.columns.are_several();
        let mut page = Filling::new(self.flow, self.grid, node.container, column.section.outer, column.top);
        let mut area = NoteArea::new(self.notes, place.notes, place.earlier, room.notes, self.grid);
        let mut next = index + 1;
        let mut led = !column.is_whole();
        for (item, content) in self.flow.items.iter().enumerate().skip(first) {
            let FlowItem::Break(break_place) = content else {
                page.add(item, first == 0);
                area.call(self.notes.called(item));
                if led && page.fit(page.y, room.height - area.least()).is_none() {
                    return;
                }
                continue;
            };
            if item == first {
                continue;
            }
            let crosses = self.nodes.get(next).is_some_and(|node| node.section != column.index);
            let end = self.end(&page, &area, room, false);
            let end = end.or_else(|| (!led).then(|| self.overfull(&page, &area, room)));
            if let Some(end) = end {
                let cost = match break_place {
                    Break::Forced(_) => 0,
                    Break::Column => {
                        if several {
                            0
                        } else {
                            self.missing(page.height(), room, end.notes.height)
                        }
                    }
                    Break::Allowed(cost) => {
                        let missing = self.missing(page.height(), room, end.notes.height);
                        let ends_page = place.column + 1 >= column.section.columns.count;
                        breaks::in_column(u64::from(*cost), !ends_page) + missing
                    }
                };
                let forced = matches!(break_place, Break::Forced(_));
                self.end_column(column, next, cost, &end, forced || crosses);
                led = true;
            }
            if crosses && !several && !matches!(break_place, Break::Forced(_)) {
                self.go_on_below(column, next, &page);
            }
            let is_forced =
                matches!(break_place, Break::Forced(_)) || (several && *break_place == Break::Column);
            if is_forced || crosses || next - index > MOST_BREAKS {
                return;
            }
            next += 1;
        }
        let end = self.end(&page, &area, room, true);
        if end.is_none() && led {
            return;
        }
        let end = end.unwrap_or_else(|| self.overfull(&page, &area, room));
        let cost = self.ending(page.y, place.page, end.notes.place);
        self.end_column(column, self.nodes.len() - 1, cost, &end, true);
    }

    /// What the room left above the notes costs.
    pub fn missing(&self, height: Length, room: PageRoom, notes: Length) -> u64 {
        let room = room.height - notes;
        let lines = Length(room.0 - room.0.rem_euclid(self.grid.0.max(1)));
        breaks::missing(lines - height, self.grid)
    }

    /// What the end of the text costs: a page with little on it, and pages of what is left of the notes.
    fn ending(&self, height: Length, page: usize, notes: usize) -> u64 {
        let short = if page > 1 { breaks::last_page(height, self.grid) } else { 0 };
        short + self.rest(notes, page + 1).iter().map(|rest| rest.cost).sum::<u64>()
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
            return Some(End { cost: fit.cost, shrink: fit.shrink, notes: whole });
        }
        let notes = area.divided(most.min(room.height - height))?;
        Some(End { cost: notes.cost, shrink: None, notes })
    }

    /// How a column ends that has no room for the least it must hold: notes come later, or content runs over the foot.
    fn overfull(&self, page: &Filling<'_>, area: &NoteArea<'_>, room: PageRoom) -> End {
        let (cost, shrink) = match page.fit(page.height(), room.height) {
            Some(fit) => (fit.cost, fit.shrink),
            None => (u64::from(breaks::OVERFULL), None),
        };
        let notes = area.late(room.height - page.height());
        End { cost: cost + notes.cost, shrink, notes }
    }

    /// The pages behind the end of the text that take what is left of the notes, from a place in their list.
    fn rest(&self, place: usize, first: usize) -> Vec<Division> {
        let mut pages: Vec<Division> = Vec::new();
        let mut from = place;
        while from < self.notes.end() {
            let room =
                (self.room)(first + pages.len(), self.nodes.last().and_then(|node| node.name.as_ref()));
            let mut area = NoteArea::new(self.notes, from, 0, room.notes, self.grid);
            area.extend(self.notes.end());
            let mut page = area.alone(room.height);
            page.cost += u64::from(breaks::PAGE_OF_NOTES);
            from = page.place;
            pages.push(page);
        }
        pages
    }

    /// Ends a column at a node: the next one begins beside it or on the next page.
    fn end_column(&mut self, column: &Column<'_>, to: usize, cost: u64, end: &End, ends_page: bool) {
        let Some(node) = self.nodes.get(to) else { return };
        let (item, notes, shrink) = (node.item, self.notes.item(end.notes.place), end.shrink);
        let earlier = self.called_before(item);
        let place = Place { notes: end.notes.place, earlier, ..column.next(ends_page) };
        // The last row of a section is another's matter; this one is for where nothing else can be done.
        let ragged = self.is_balanced(column.index) && node.section != column.index;
        let cost = cost + end.cost + if ragged { u64::from(breaks::RAGGED_COLUMNS) } else { 0 };
        let row = || column.row(column.room.height, ColumnPlan { end: item, notes, shrink });
        self.lead(to, column.from, column.way.cost + cost, place, row);
    }

    /// Goes on with the next section below this one, on the same page; it takes over the notes.
    fn go_on_below(&mut self, column: &Column<'_>, to: usize, page: &Filling<'_>) {
        let bottom = page.height();
        let Some(node) = self.nodes.get(to).filter(|_| bottom <= column.room.height) else { return };
        let place = Place { column: 0, top: bottom, ..column.way.place };
        let (end, notes) = (node.item, self.notes.item(place.notes));
        let row = || column.row(bottom, ColumnPlan { end, notes, shrink: None });
        self.lead(to, column.from, column.way.cost, place, row);
    }

    /// Sets the rest of a section in one row of columns that end at one height, if it has room.
    fn balance(&mut self, column: &Column<'_>) {
        let place = column.way.place;
        let Some(row) = self.balanced(column.from.0, column.top, place, column.room) else { return };
        let Some(node) = self.nodes.get(row.to) else { return };
        let (item, is_last) = (node.item, row.to + 1 == self.nodes.len());
        let forced = matches!(self.flow.items.get(item), Some(FlowItem::Break(Break::Forced(_))));
        let (section, top) = (column.index, column.top);
        let plan = |bottom| RowPlan { section, top, bottom, columns: row.columns.clone() };
        let earlier = self.called_before(item);
        let place = Place { column: 0, top: row.bottom, notes: row.notes, earlier, ..place };
        let cost = column.way.cost + row.cost;
        if !is_last && !forced {
            self.lead(row.to, column.from, cost, place, || plan(row.bottom));
        }
        let ending = match self.flow.items.get(item) {
            _ if is_last => self.ending(row.bottom, place.page, row.notes),
            Some(FlowItem::Break(Break::Allowed(cost))) => {
                u64::from(*cost) + self.missing(row.bottom, column.room, Length::ZERO)
            }
            _ => 0,
        };
        let place = Place { page: place.page + 1, top: Length::ZERO, ..place };
        self.lead(row.to, column.from, cost + ending, place, || plan(column.room.height));
    }

    /// Adds a way to a node, if it is among the cheapest; `row` makes what stands on it.
    fn lead(
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
            for rest in self.rest(way.place.notes, way.place.page) {
                let notes = self.notes.item(rest.place);
                let column = ColumnPlan { end: node.item, notes, shrink: None };
                let bottom = (self.room)(pages.len() + 1, node.name.as_ref()).height;
                let row = RowPlan {
                    section: self.sections.len() - 1,
                    top: Length::ZERO,
                    bottom,
                    columns: vec![column],
                };
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
