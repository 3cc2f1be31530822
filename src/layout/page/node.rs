//! The places where a page or a column may begin.

use std::sync::Arc;

use super::float::Anchors;
use super::hold::undivided;
use crate::geometry::Length;
use crate::layout::flow::item::{Break, ContainerId, Flow, FlowItem, Mark, Section, Side};
use crate::layout::quality::LineFacts;

/// A place where a page may begin.
pub(super) struct Node {
    /// The item that it begins with.
    pub item: usize,
    /// The name of a page that begins here.
    pub name: Option<Arc<str>>,
    /// The side that such a page must lie on.
    pub side: Side,
    /// The innermost container that it begins in.
    pub container: Option<ContainerId>,
    /// The section that it lies in.
    pub section: usize,
    /// How many page floats have their place before it.
    pub anchored: usize,
    /// The height of what stands behind it up to the next good place, if a side float is in it.
    pub float: Option<Length>,
    /// The line that it begins with, if it parts a paragraph.
    pub line: Option<PartedLine>,
}

/// A line that is not the first of its paragraph.
#[derive(Clone, Copy)]
pub(super) struct PartedLine {
    paragraph: u32,
    index: u32,
    /// The fewest lines of the paragraph that a column may hold.
    least: u32,
}

impl PartedLine {
    fn of(facts: &LineFacts) -> Option<PartedLine> {
        let least = u32::from(facts.orphans.max(facts.widows));
        let line = PartedLine { paragraph: facts.paragraph, index: facts.index, least };
        (facts.index > 0).then_some(line)
    }
}

impl Node {
    /// Whether a column from here to another node holds nothing but too few lines from the middle of a paragraph. The
    /// costs of the places themselves know only how far they are from its first and its last line.
    pub fn is_sliver_to(&self, to: &Node) -> bool {
        self.line.zip(to.line).is_some_and(|(from, to)| {
            from.paragraph == to.paragraph && to.index.saturating_sub(from.index) < to.least
        })
    }
}

/// The sections of a list; the first begins where the list begins.
pub fn sections(flow: &Flow) -> Vec<Section> {
    let mut sections = flow.sections.clone();
    if sections.first().is_none_or(|first| first.start > 0) {
        sections.insert(0, Section::default());
    }
    sections
}

/// The start of the list, its breaks, and its end, which lies in no section.
pub(super) fn nodes(flow: &Flow, sections: &[Section], anchors: &Anchors) -> Vec<Node> {
    let section = |item: usize| sections.partition_point(|section| section.start <= item).saturating_sub(1);
    let floats = undivided(flow);
    let node = |item, name: &Option<Arc<str>>, side, container, section| Node {
        item,
        name: name.clone(),
        side,
        container,
        section,
        anchored: anchors.before(item),
        float: floats.get(item).copied().flatten(),
        line: None,
    };
    let breaks = flow.items.iter().filter(|item| matches!(item, FlowItem::Break(_))).count();
    let mut nodes = Vec::with_capacity(breaks + 2);
    nodes.push(node(0, &None, Side::Any, None, 0));
    let mut container = None;
    let mut name: Option<Arc<str>> = None;
    let mut at_top = true;
    for (item, content) in flow.items.iter().enumerate() {
        match content {
            FlowItem::Break(place) => {
                let side = match place {
                    Break::Forced(side) => *side,
                    Break::Allowed(_) | Break::Column => Side::Any,
                };
                nodes.push(node(item, &name, side, container, section(item)));
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
            FlowItem::Line(placed) => {
                if let Some(node) = nodes.last_mut().filter(|_| at_top) {
                    node.line = PartedLine::of(&placed.line.facts);
                }
                at_top = false;
            }
            FlowItem::Fragment(_) | FlowItem::Side { .. } => at_top = false,
            FlowItem::Space(_) | FlowItem::Mark(_) | FlowItem::Float(_) => {}
        }
    }
    nodes.push(node(flow.items.len(), &name, Side::Any, None, sections.len()));
    nodes
}

/// Where a column that begins with a node stands, if the one above ends at `above`: a section keeps the space above it,
/// except at the top of a page.
pub(super) fn top(node: &Node, section: &Section, above: Length) -> Length {
    if above > Length::ZERO && node.item == section.start { above + section.before } else { above }
}
