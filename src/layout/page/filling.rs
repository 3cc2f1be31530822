//! A page in the making: how far down its content reaches.

use super::breaks;
use crate::geometry::Length;
use crate::layout::flow::item::{Container, ContainerId, Flow, FlowItem, PageFloat};
use crate::layout::grid::snap;

/// What stands on a page so far; moves as [`crate::layout::compose::Composer`] does.
pub(super) struct Filling<'f> {
    flow: &'f Flow,
    grid: Length,
    /// How far down it reaches.
    pub y: Length,
    empty: bool,
    spaces: Length,
    /// The space below a float that stands in the text; the next space is collapsed with it.
    below_float: Length,
    container: Option<ContainerId>,
    /// What it and those around it take at the foot if the page ends here.
    suspended: Length,
    /// The innermost container around all columns, which is none of their matter.
    outer: Option<ContainerId>,
    /// The last picture that may be made lower: its item, its height and its slack.
    picture: Option<(usize, Length, Length)>,
}

/// How content fits: at what cost, and with which picture made lower by how much.
pub(super) struct Fit {
    pub cost: u64,
    pub shrink: Option<(usize, Length)>,
}

impl<'f> Filling<'f> {
    /// A page or column that begins inside a container, at some height.
    pub fn new(
        flow: &'f Flow,
        grid: Length,
        container: Option<ContainerId>,
        outer: Option<ContainerId>,
        top: Length,
    ) -> Filling<'f> {
        let y = top + reopened(flow, container, outer);
        let suspended = suspended(flow, container, outer);
        Filling {
            flow,
            grid,
            y,
            empty: true,
            spaces: Length::ZERO,
            below_float: Length::ZERO,
            container,
            suspended,
            outer,
            picture: None,
        }
    }

    /// How far down what stands on it reaches.
    pub fn reach(&self) -> Length {
        self.y - self.below_float
    }

    /// How far down the page reaches if something else goes on below, at the distance that is asked.
    pub fn bottom(&self) -> Length {
        self.y + self.suspended
    }

    /// How far down the page reaches if it ends here.
    pub fn height(&self) -> Length {
        self.reach() + self.suspended
    }

    /// How content of this height fits: as it is, or with a picture made lower; `None` if it does not.
    pub fn fit(&self, height: Length, room: Length) -> Option<Fit> {
        let by = height - room;
        if by <= Length::ZERO {
            return Some(Fit { cost: 0, shrink: None });
        }
        let (item, height, _) = self.picture.filter(|&(_, _, slack)| by <= slack)?;
        Some(Fit { cost: breaks::shrinking(by, height), shrink: Some((item, by)) })
    }

    fn enter(&mut self, container: Option<ContainerId>) {
        self.container = container;
        self.suspended = suspended(self.flow, container, self.outer);
    }

    /// Adds the item of an index.
    pub fn add(&mut self, index: usize, keeps_first_space: bool) {
        let Some(item) = self.flow.items.get(index) else { return };
        match item {
            FlowItem::Line(placed) => {
                if placed.on_grid {
                    self.y += snap(self.y, self.grid, std::mem::take(&mut self.spaces));
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
                let space = *space - std::mem::take(&mut self.below_float).min((*space).max(Length::ZERO));
                if !self.empty || keeps_first_space {
                    self.add_space(space);
                }
            }
            FlowItem::Open(id) => {
                if let Some(container) = self.flow.containers.get(id.0) {
                    self.y += container.top();
                    self.empty &= container.top() == Length::ZERO;
                    self.enter(Some(*id));
                }
            }
            FlowItem::Close(id) => {
                if let Some(container) = self.flow.containers.get(id.0) {
                    self.y += container.bottom();
                    self.enter(container.parent);
                }
            }
            FlowItem::Side { .. } => {
                self.y += snap(self.y, self.grid, std::mem::take(&mut self.spaces));
                self.picture = None;
                self.empty = false;
            }
            FlowItem::Break(_) | FlowItem::Mark(_) | FlowItem::Float(_) => {}
        }
        if matches!(item, FlowItem::Line(_) | FlowItem::Fragment(_) | FlowItem::Side { .. }) {
            self.below_float = Length::ZERO;
        }
    }

    fn add_space(&mut self, space: Length) {
        self.y += space;
        self.spaces += space;
    }

    /// How far down the page reaches with a float at this place in the text.
    pub fn with_float(&self, float: &PageFloat) -> Length {
        self.y + self.above_float(float) + float.fragment.height
    }

    /// The space above a float at this place: that below another one is part of it.
    fn above_float(&self, float: &PageFloat) -> Length {
        if self.empty { Length::ZERO } else { float.before - self.below_float.min(float.before) }
    }

    /// Adds a float at its place in the text.
    pub fn add_float(&mut self, float: &PageFloat) {
        self.add_space(self.above_float(float));
        self.y += float.fragment.height;
        self.empty = false;
        self.add_space(float.after);
        self.below_float = float.after;
    }
}

/// The least height of all that stands before each item, and before the end.
pub(super) fn least_heights(flow: &Flow) -> Vec<i64> {
    let mut sum = 0;
    let after = flow.items.iter().map(|item| {
        sum += i64::from(item.least_height().0);
        sum
    });
    std::iter::once(0).chain(after).collect()
}

/// What containers that go on take at the top of the next page.
fn reopened(flow: &Flow, innermost: Option<ContainerId>, outer: Option<ContainerId>) -> Length {
    open(flow, innermost, outer)
        .map(|container| {
            container.repeated() + if container.is_cloned() { container.top() } else { Length::ZERO }
        })
        .sum()
}

/// What containers that go on take at the foot of a page.
fn suspended(flow: &Flow, innermost: Option<ContainerId>, outer: Option<ContainerId>) -> Length {
    open(flow, innermost, outer).filter(|container| container.is_cloned()).map(Container::bottom).sum()
}

/// The containers around a place up to an outer one, the innermost first.
fn open(
    flow: &Flow,
    innermost: Option<ContainerId>,
    outer: Option<ContainerId>,
) -> impl Iterator<Item = &Container> {
    let get =
        move |id: Option<ContainerId>| id.filter(|_| id != outer).and_then(|id| flow.containers.get(id.0));
    std::iter::successors(get(innermost), move |container| get(container.parent))
}
