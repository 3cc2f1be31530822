//! Places the PDF's page breaks in the text: between words, in document order, where a mark may stand.
//!
//! A mark never stands inside a link, a heading, the title block or a hidden repeat; it moves before them.

use std::collections::HashMap;

use super::plan::Plan;
use crate::document::{Document, NodeId, Role, Tag};
use crate::structure::{PageMap, PageStart};

/// A mark in the text.
#[derive(Debug)]
pub(super) struct PageMark {
    /// Its id.
    pub(super) id: String,
    /// The page's label.
    pub(super) label: String,
    /// Where it stands in a text, in bytes; 0 for a mark before an element.
    pub(super) offset: usize,
}

/// All marks, by the text that they stand in or the element that they stand before.
#[derive(Debug, Default)]
pub(super) struct PageMarks {
    by_node: HashMap<NodeId, Vec<PageMark>>,
}

impl PageMarks {
    /// Places a mark for every page of the map that has a place in the tree.
    pub(super) fn new(document: &Document, map: Option<&PageMap>, plan: &mut Plan) -> PageMarks {
        let Some(map) = map.filter(|map| !map.starts.is_empty()) else { return PageMarks::default() };
        let order = reading_order(document);
        let mut places: Vec<(Place, &str)> = map
            .starts
            .iter()
            .filter_map(|start| Some((place(document, &order, start)?, start.label.as_str())))
            .collect();
        // A page whose first words stand later in the tree than the next page's, such as one that begins with
        // the rest of a note, is marked where the next one begins.
        let mut latest = None;
        for (place, _) in places.iter_mut().rev() {
            *place = latest.map_or(*place, |latest: Place| latest.min(*place));
            latest = Some(*place);
        }
        let mut marks = PageMarks::default();
        for (place, label) in places {
            let label = super::markup::one_line(label);
            let id = plan.take_id(&format!("page-{label}"));
            marks.by_node.entry(place.node).or_default().push(PageMark { id, label, offset: place.offset });
        }
        marks
    }

    /// The marks in a text or before an element, in order.
    pub(super) fn at(&self, node: NodeId) -> &[PageMark] {
        self.by_node.get(&node).map(Vec::as_slice).unwrap_or_default()
    }
}

/// A place for a mark; compares by reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    order: u32,
    offset: usize,
    node: NodeId,
}

/// Every node's place in document order; `u32::MAX` outside the tree.
fn reading_order(document: &Document) -> Vec<u32> {
    let mut order = vec![u32::MAX; document.len()];
    for (place, node) in (0..).zip(document.walk()) {
        if let Some(slot) = order.get_mut(node.0 as usize) {
            *slot = place;
        }
    }
    order
}

fn place(document: &Document, order: &[u32], start: &PageStart) -> Option<Place> {
    let position = |node: NodeId| order.get(node.0 as usize).copied().filter(|&place| place != u32::MAX);
    let wanted = NodeId(start.node);
    position(wanted)?;
    let node = first_text(document, wanted).unwrap_or(wanted);
    if let Some(block) =
        std::iter::once(node).chain(document.ancestors(node)).filter(|&id| repels(document, id)).last()
    {
        let holder =
            std::iter::once(block).chain(document.ancestors(block)).find(|&id| may_precede(document, id))?;
        return Some(Place { order: position(holder)?, offset: 0, node: holder });
    }
    let Some(text) = document.text(node) else {
        let holder =
            std::iter::once(node).chain(document.ancestors(node)).find(|&id| may_precede(document, id))?;
        return Some(Place { order: position(holder)?, offset: 0, node: holder });
    };
    let offset = if node == wanted { start.offset as usize } else { 0 };
    Some(Place { order: position(node)?, offset: word_start(&text.text, offset), node })
}

/// The first text below an element, so that a mark stands in a line and not between blocks.
fn first_text(document: &Document, node: NodeId) -> Option<NodeId> {
    document.descendants(node).find(|&id| document.text(id).is_some_and(|text| !text.text.trim().is_empty()))
}

/// Whether no mark may stand inside an element.
fn repels(document: &Document, node: NodeId) -> bool {
    let Some(element) = document.element(node) else { return false };
    let by_tag = matches!(element.tag, Tag::A | Tag::Hgroup | Tag::Figcaption)
        || element.tag.heading_level().is_some();
    by_tag
        || element.attributes.hidden
        || matches!(element.role, Some(Role::TitleBlock | Role::Label | Role::EndMark))
}

/// Whether a line's content may stand right before a node: its parent holds text or blocks of any kind.
fn may_precede(document: &Document, node: NodeId) -> bool {
    let Some(parent) =
        document.get(node).and_then(|node| node.parent).and_then(|parent| document.tag(parent))
    else {
        return false;
    };
    use Tag::*;
    let of_blocks = matches!(
        parent,
        Article
            | Section
            | Header
            | Footer
            | Aside
            | Div
            | Blockquote
            | Li
            | Dd
            | Figure
            | P
            | Td
            | Th
            | Caption
    );
    of_blocks || parent.is_phrasing() || parent == Pre
}

/// The start of the word that holds a byte, as far as it stands in this text.
fn word_start(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = text.get(..offset).unwrap_or_default();
    before.char_indices().rev().find(|(_, c)| c.is_whitespace()).map_or(0, |(at, c)| at + c.len_utf8())
}
