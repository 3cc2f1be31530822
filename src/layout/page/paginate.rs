//! Cuts the vertical list into pages so that the sum of what the breaks cost is least.
//!
//! Every place to break is a node; from each, a page is filled and each place where it may end leads to a further
//! node. Nodes are visited in the order of the list, so that each is final when its turn comes. A node keeps the
//! cheapest ways to it that differ in the side of the sheet, because pages may differ in height, and in the notes that
//! are still to be set. Where the notes of a page end follows from where its text ends ([`super::notes`]).
//! Spec: CSS Fragmentation 3, 4; CSS GCPM 3, 2.

use std::sync::Arc;

use super::filling::Filling;
use super::notes::{Division, NoteArea, Notes};
use super::{PageRoom, breaks};
use crate::diagnostic::{Code, Context, Diagnostic, Stop};
use crate::geometry::Length;
use crate::layout::flow::item::{Break, ContainerId, Flow, FlowItem, Mark, Side};
use crate::layout::flow::note::NoteList;

/// How many ways to a node are kept for each side of the sheet.
const BEAM: usize = 6;
/// How many places to break are looked at on one page: only content without height has so many.
const MOST_BREAKS: usize = 4000;

/// One page: which items it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PagePlan {
    /// One past its last item; it begins where the one before ends.
    pub end: usize,
    /// One past its last item in the list of notes.
    pub notes: usize,
    /// Its name.
    pub name: Option<Arc<str>>,
    /// It is blank so that the next one lies on its side.
    pub blank: bool,
    /// The picture that is made lower, by its item, and by how much.
    pub shrink: Option<(usize, Length)>,
}

/// A way to a node.
#[derive(Clone, Copy, Debug)]
struct Way {
    cost: u64,
    /// The number of the page that begins here, from 1.
    page: usize,
    /// The place in the list of notes where that page goes on.
    notes: usize,
    /// The node before, and which of its ways.
    previous: Option<(usize, usize)>,
    /// The picture that is made lower on the page that ends here, and by how much.
    shrink: Option<(usize, Length)>,
}

impl Way {
    /// Whether the page lies on the left of a spread.
    fn is_left(&self) -> bool {
        self.page.is_multiple_of(2)
    }
}

/// How a page may end at a node.
struct End {
    cost: u64,
    shrink: Option<(usize, Length)>,
    notes: Division,
}

/// A place where a page may begin.
struct Node {
    /// The item that it begins with.
    item: usize,
    name: Option<Arc<str>>,
    side: Side,
    /// The innermost container that it begins in.
    container: Option<ContainerId>,
    ways: Vec<Way>,
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
    let mut paginator = Paginator { flow, notes: &notes, grid, room, nodes: nodes(flow) };
    let last = paginator.nodes.len() - 1;
    for index in 0..last {
        context.check()?;
        let ways = paginator.nodes.get(index).map(|node| node.ways.clone()).unwrap_or_default();
        for (slot, way) in ways.into_iter().enumerate() {
            check_number(way.page, context)?;
            paginator.fill(index, slot, way);
        }
    }
    let plans = paginator.plan(last);
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
    for plan in plans.iter().filter(|plan| !plan.blank) {
        let Some(last) = plan.end.checked_sub(1) else { continue };
        for note in notes.begun(plan.notes)..notes.called(last).by_text {
            let message = "a note begins on a later page than its call: there was no room for it";
            let help = "shorten the note, or raise `max-height` of @footnote";
            let key = note.to_string();
            context.report_once(&key, Diagnostic::new(Code::NoteLate, notes.span(note), message).help(help));
        }
    }
}

/// The places where pages may begin: the start of the list, its breaks, and its end.
fn nodes(flow: &Flow) -> Vec<Node> {
    let node = |item, name: &Option<Arc<str>>, side, container| Node {
        item,
        name: name.clone(),
        side,
        container,
        ways: Vec::new(),
    };
    let mut nodes = vec![node(0, &None, Side::Any, None)];
    let mut container = None;
    let mut name: Option<Arc<str>> = None;
    let mut at_top = true;
    for (item, content) in flow.items.iter().enumerate() {
        match content {
            FlowItem::Break(place) => {
                let side = match place {
                    Break::Forced(side) => *side,
                    Break::Allowed(_) => Side::Any,
                };
                nodes.push(node(item, &name, side, container));
                at_top = true;
            }
            FlowItem::Mark(Mark::PageName(new)) => {
                name.clone_from(new);
                if let Some(node) = nodes.last_mut().filter(|_| at_top) {
                    node.name.clone_from(new);
                }
            }
            FlowItem::Open(id) => container = Some(*id),
            FlowItem::Close(id) => container = flow.containers.get(id.0).and_then(|closed| closed.parent),
            FlowItem::Line(_) | FlowItem::Fragment(_) => at_top = false,
            FlowItem::Space(_) | FlowItem::Mark(_) => {}
        }
    }
    if let Some(first) = nodes.first_mut() {
        first.ways.push(Way { cost: 0, page: 1, notes: 0, previous: None, shrink: None });
    }
    nodes.push(node(flow.items.len(), &name, Side::Any, None));
    nodes
}

struct Paginator<'f> {
    flow: &'f Flow,
    notes: &'f Notes<'f>,
    grid: Length,
    room: &'f dyn Fn(usize, Option<&Arc<str>>) -> PageRoom,
    nodes: Vec<Node>,
}

impl Paginator<'_> {
    /// Fills a page that begins at a node, and leads to every node where it may end.
    fn fill(&mut self, index: usize, slot: usize, way: Way) {
        let Some(node) = self.nodes.get(index) else { return };
        let room = (self.room)(way.page, node.name.as_ref());
        let first = node.item;
        let mut page = Filling::new(self.flow, self.grid, node.container);
        let earlier = first.checked_sub(1).map_or(0, |item| self.notes.called(item).by_text);
        let mut area = NoteArea::new(self.notes, way.notes, earlier, room.notes, self.grid);
        let mut next = index + 1;
        for (item, content) in self.flow.items.iter().enumerate().skip(first) {
            let found = next > index + 1;
            let FlowItem::Break(place) = content else {
                page.add(item, first == 0);
                area.call(self.notes.called(item));
                if found && page.fit(page.y, room.height - area.least()).is_none() {
                    return;
                }
                continue;
            };
            if item == first {
                continue;
            }
            let end = self.end(&page, &area, room, false);
            let end = end.or_else(|| (!found).then(|| self.overfull(&page, &area, room)));
            let forced = matches!(place, Break::Forced(_));
            if let Some(end) = end {
                let cost = match place {
                    Break::Forced(_) => 0,
                    Break::Allowed(cost) => u64::from(*cost) + self.missing(&page, room, end.notes.height),
                };
                self.lead(next, (index, slot), way, cost, &end);
            }
            if forced || next - index > MOST_BREAKS {
                return;
            }
            next += 1;
        }
        let end = self.end(&page, &area, room, true);
        if end.is_none() && next > index + 1 {
            return;
        }
        let end = end.unwrap_or_else(|| self.overfull(&page, &area, room));
        let short = if way.page > 1 { breaks::last_page(page.y, self.grid) } else { 0 };
        let rest: u64 = self.rest(end.notes.place, way.page + 1).iter().map(|rest| rest.cost).sum();
        self.lead(self.nodes.len() - 1, (index, slot), way, short + rest, &end);
    }

    /// What the room left above the notes costs.
    fn missing(&self, page: &Filling<'_>, room: PageRoom, notes: Length) -> u64 {
        let room = room.height - notes;
        let lines = Length(room.0 - room.0.rem_euclid(self.grid.0.max(1)));
        breaks::missing(lines - page.height(), self.grid)
    }

    /// How a page may end here: with all its notes, or with the last of them divided; `None` if there is no room.
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

    /// How a page ends that has no room for the least it must hold: notes come later, or content runs over the foot.
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

    /// Adds a way to a node, if it is among the cheapest.
    fn lead(&mut self, to: usize, from: (usize, usize), way: Way, cost: u64, end: &End) {
        let Some(node) = self.nodes.get_mut(to) else { return };
        let mut page = way.page + 1;
        let is_left = page.is_multiple_of(2);
        if (node.side == Side::Left && !is_left) || (node.side == Side::Right && is_left) {
            page += 1;
        }
        let cost = way.cost + cost + end.cost;
        let new = Way { cost, page, notes: end.notes.place, previous: Some(from), shrink: end.shrink };
        let same = |known: &&mut Way| known.is_left() == new.is_left() && known.notes == new.notes;
        match node.ways.iter_mut().find(same) {
            Some(known) if known.cost <= new.cost => {}
            Some(known) => *known = new,
            None => node.ways.push(new),
        }
        keep_cheapest(&mut node.ways);
    }

    /// The pages of the cheapest way to the end.
    fn plan(&self, last: usize) -> Vec<PagePlan> {
        let mut pages = Vec::new();
        let mut at = (last, 0);
        while let Some((node, way)) = self.way(at) {
            let Some(previous) = way.previous else { break };
            let Some((start, before)) = self.way(previous) else { break };
            let blanks = way.page - before.page - 1;
            let plan = PagePlan {
                end: node.item,
                notes: self.notes.item(way.notes),
                name: start.name.clone(),
                blank: false,
                shrink: way.shrink,
            };
            for _ in 0..blanks {
                pages.push(PagePlan { blank: true, shrink: None, ..plan.clone() });
            }
            pages.push(plan);
            at = previous;
        }
        pages.reverse();
        if let Some((node, way)) = self.way((last, 0)) {
            let rest = self.rest(way.notes, way.page).into_iter().map(|page| PagePlan {
                end: node.item,
                notes: self.notes.item(page.place),
                name: node.name.clone(),
                blank: false,
                shrink: None,
            });
            pages.extend(rest);
        }
        pages
    }

    fn way(&self, (node, slot): (usize, usize)) -> Option<(&Node, &Way)> {
        let node = self.nodes.get(node)?;
        Some((node, node.ways.get(slot)?))
    }
}

/// Drops the ways that are not among the cheapest on their side.
fn keep_cheapest(ways: &mut Vec<Way>) {
    ways.sort_by_key(|way| (way.cost, way.page, way.notes));
    let mut kept = [0; 2];
    ways.retain(|way| {
        let [right, left] = &mut kept;
        let kept = if way.is_left() { left } else { right };
        *kept += 1;
        *kept <= BEAM
    });
}

#[cfg(test)]
#[path = "paginate_tests.rs"]
mod tests;
