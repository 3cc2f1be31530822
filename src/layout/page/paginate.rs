//! Cuts the vertical list into pages so that the sum of what the breaks cost is least.
//!
//! Every place to break is a node; from each, a page is filled and each place where it may end leads to a further
//! node. Nodes are visited in the order of the list, so that each is final when its turn comes. A node keeps the
//! [`BEAM`] cheapest ways to it that differ in the page's number, because pages may differ in height.
//! Spec: CSS Fragmentation 3, 4.

use std::sync::Arc;

use super::breaks;
use crate::diagnostic::{Code, Context, Diagnostic, Stop};
use crate::geometry::Length;
use crate::layout::flow::item::{Break, ContainerId, Flow, FlowItem, Mark, Side};
use crate::layout::grid::snap;

/// How many ways to a node are kept.
const BEAM: usize = 2;
/// How many places to break are looked at on one page: only content without height has so many.
const MOST_BREAKS: usize = 4000;

/// One page: which items it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PagePlan {
    /// One past its last item; it begins where the one before ends.
    pub end: usize,
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
    /// The node before, and which of its ways.
    previous: Option<(usize, usize)>,
    /// The picture that is made lower on the page that ends here, and by how much.
    shrink: Option<(usize, Length)>,
}

/// A page that may end at a node.
struct End {
    cost: u64,
    shrink: Option<(usize, Length)>,
}

/// A place where a page may begin.
struct Node {
    /// The item that it begins with.
    item: usize,
    name: Option<Arc<str>>,
    side: Side,
    /// The innermost container that it begins in.
    container: Option<ContainerId>,
    /// What reopened containers take at the top of a page that begins here.
    reopened: Length,
    ways: Vec<Way>,
}

/// Cuts a list into pages; `height` tells the room on a page of some number and name.
///
/// # Errors
/// When there are more pages than the limit, or the work was asked to end.
pub fn paginate(
    flow: &Flow,
    grid: Length,
    context: &Context,
    height: &dyn Fn(usize, Option<&Arc<str>>) -> Length,
) -> Result<Vec<PagePlan>, Stop> {
    let mut paginator = Paginator { flow, grid, nodes: nodes(flow) };
    let last = paginator.nodes.len() - 1;
    for index in 0..last {
        context.check()?;
        let ways = paginator.nodes.get(index).map(|node| node.ways.clone()).unwrap_or_default();
        for (slot, way) in ways.into_iter().enumerate() {
            if way.page > context.limits.pages {
                let message = format!("the article has more than {} pages", context.limits.pages);
                context.report(Diagnostic::new(Code::LimitReached, None, message));
                return Err(Stop);
            }
            let room = height(way.page, paginator.nodes.get(index).and_then(|node| node.name.as_ref()));
            paginator.fill(index, slot, way, room);
        }
    }
    Ok(paginator.plan(last))
}

/// The places where pages may begin: the start of the list, its breaks, and its end.
fn nodes(flow: &Flow) -> Vec<Node> {
    let mut nodes = vec![Node {
        item: 0,
        name: None,
        side: Side::Any,
        container: None,
        reopened: Length::ZERO,
        ways: Vec::new(),
    }];
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
                let reopened = reopened(flow, container);
                nodes.push(Node { item, name: name.clone(), side, container, reopened, ways: Vec::new() });
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
        first.ways.push(Way { cost: 0, page: 1, previous: None, shrink: None });
    }
    let item = flow.items.len();
    nodes.push(Node {
        item,
        name,
        side: Side::Any,
        container: None,
        reopened: Length::ZERO,
        ways: Vec::new(),
    });
    nodes
}

/// What containers that go on take at the top of the next page.
fn reopened(flow: &Flow, innermost: Option<ContainerId>) -> Length {
    open(flow, innermost)
        .map(|container| {
            container.repeated() + if container.is_cloned() { container.top() } else { Length::ZERO }
        })
        .sum()
}

/// What containers that go on take at the foot of a page.
fn suspended(flow: &Flow, innermost: Option<ContainerId>) -> Length {
    open(flow, innermost).filter(|container| container.is_cloned()).map(|container| container.bottom()).sum()
}

/// The containers around a place, the innermost first.
fn open(
    flow: &Flow,
    innermost: Option<ContainerId>,
) -> impl Iterator<Item = &crate::layout::flow::item::Container> {
    let get = |id: ContainerId| flow.containers.get(id.0);
    std::iter::successors(innermost.and_then(get), move |container| container.parent.and_then(get))
}

struct Paginator<'f> {
    flow: &'f Flow,
    grid: Length,
    nodes: Vec<Node>,
}

/// A page in the making; moves as [`crate::layout::compose::Composer`] does.
struct Filling {
    y: Length,
    empty: bool,
    spaces: Length,
    container: Option<ContainerId>,
    /// The last picture that may be made lower: its item, its height and its slack.
    picture: Option<(usize, Length, Length)>,
}

impl Paginator<'_> {
    /// Fills a page that begins at a node, and leads to every node where it may end.
    fn fill(&mut self, index: usize, slot: usize, way: Way, room: Length) {
        let Some(node) = self.nodes.get(index) else { return };
        let whole = Length(room.0 - room.0.rem_euclid(self.grid.0.max(1)));
        let first = node.item;
        let mut page = Filling {
            y: node.reopened,
            empty: true,
            spaces: Length::ZERO,
            container: node.container,
            picture: None,
        };
        let mut next = index + 1;
        for (item, content) in self.flow.items.iter().enumerate().skip(first) {
            let found = next > index + 1;
            let FlowItem::Break(place) = content else {
                page.add(item, content, self.flow, self.grid, first == 0);
                if found && page.over(page.y, room).is_none() {
                    return;
                }
                continue;
            };
            if item == first {
                continue;
            }
            let height = page.y + suspended(self.flow, page.container);
            let end = page.over(height, room);
            if end.is_none() && found {
                return;
            }
            let (forced, cost) = match place {
                Break::Forced(_) => (true, 0),
                Break::Allowed(cost) => {
                    (false, u64::from(*cost) + breaks::missing(whole - height, self.grid))
                }
            };
            let fits = end.is_some();
            self.lead(next, (index, slot), way, cost, end);
            if forced || !fits || next - index > MOST_BREAKS {
                return;
            }
            next += 1;
        }
        let cost = if way.page > 1 { breaks::last_page(page.y, self.grid) } else { 0 };
        self.lead(self.nodes.len() - 1, (index, slot), way, cost, page.over(page.y, room));
    }

    /// Adds a way to a node, if it is among the cheapest. `end` is `None` where the page is overfull.
    fn lead(&mut self, to: usize, from: (usize, usize), way: Way, cost: u64, end: Option<End>) {
        let end = end.unwrap_or(End { cost: u64::from(breaks::OVERFULL), shrink: None });
        let Some(node) = self.nodes.get_mut(to) else { return };
        let mut page = way.page + 1;
        let is_left = page.is_multiple_of(2);
        if (node.side == Side::Left && !is_left) || (node.side == Side::Right && is_left) {
            page += 1;
        }
        let new = Way { cost: way.cost + cost + end.cost, page, previous: Some(from), shrink: end.shrink };
        match node.ways.iter_mut().find(|known| known.page == page) {
            Some(known) if known.cost <= new.cost => {}
            Some(known) => *known = new,
            None => node.ways.push(new),
        }
        node.ways.sort_by_key(|way| (way.cost, way.page));
        node.ways.truncate(BEAM);
    }

    /// The pages of the cheapest way to the end.
    fn plan(&self, last: usize) -> Vec<PagePlan> {
        let mut pages = Vec::new();
        let mut at = (last, 0);
        while let Some((node, way)) = self.way(at) {
            let Some(previous) = way.previous else { break };
            let Some((start, before)) = self.way(previous) else { break };
            let blanks = way.page - before.page - 1;
            for _ in 0..blanks {
                pages.push(PagePlan { end: node.item, name: start.name.clone(), blank: true, shrink: None });
            }
            pages.push(PagePlan {
                end: node.item,
                name: start.name.clone(),
                blank: false,
                shrink: way.shrink,
            });
            at = previous;
        }
        pages.reverse();
        pages
    }

    fn way(&self, (node, slot): (usize, usize)) -> Option<(&Node, &Way)> {
        let node = self.nodes.get(node)?;
        Some((node, node.ways.get(slot)?))
    }
}

impl Filling {
    /// How content of this height fits: as it is, or with a picture made lower; `None` if it does not.
    fn over(&self, height: Length, room: Length) -> Option<End> {
        let by = height - room;
        if by <= Length::ZERO {
            return Some(End { cost: 0, shrink: None });
        }
        let (item, height, _) = self.picture.filter(|&(_, _, slack)| by <= slack)?;
        Some(End { cost: breaks::shrinking(by, height), shrink: Some((item, by)) })
    }

    fn add(&mut self, index: usize, item: &FlowItem, flow: &Flow, grid: Length, keeps_first_space: bool) {
        match item {
            FlowItem::Line(placed) => {
                if placed.on_grid {
                    self.y += snap(self.y, grid, std::mem::take(&mut self.spaces));
                    self.picture = None;
                }
                self.y += placed.line.height;
                self.empty = false;
            }
            FlowItem::Fragment(fragment) => {
                self.y += fragment.height;
                self.empty = false;
                if fragment.slack > Length::ZERO {
                    self.picture = Some((index, fragment.height, fragment.slack));
                }
            }
            FlowItem::Space(space) => {
                if !self.empty || keeps_first_space {
                    self.y += *space;
                    self.spaces += *space;
                }
            }
            FlowItem::Open(id) => {
                if let Some(container) = flow.containers.get(id.0) {
                    self.y += container.top();
                    self.empty &= container.top() == Length::ZERO;
                    self.container = Some(*id);
                }
            }
            FlowItem::Close(id) => {
                if let Some(container) = flow.containers.get(id.0) {
                    self.y += container.bottom();
                    self.container = container.parent;
                }
            }
            FlowItem::Break(_) | FlowItem::Mark(_) => {}
        }
    }
}

#[cfg(test)]
#[path = "paginate_tests.rs"]
mod tests;
