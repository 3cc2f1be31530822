//! The blocks of the text proper: those that stand in the article itself or in plain HTML containers.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{Document, NodeId, Role, Tag};

/// Whether an element only groups blocks, so that what it holds counts as standing outside it.
fn is_plain_container(document: &Document, node: NodeId) -> bool {
    document.element(node).is_some_and(|element| {
        element.role.is_none()
            && matches!(
                element.tag,
                Tag::Div | Tag::Section | Tag::Header | Tag::Footer | Tag::Article | Tag::Nav
            )
    })
}

/// The blocks of the text in order, plain containers opened.
pub(super) fn top(document: &Document) -> Vec<NodeId> {
    let mut blocks = Vec::new();
    let mut stack: Vec<NodeId> = document.children(document.root()).iter().rev().copied().collect();
    while let Some(node) = stack.pop() {
        if is_plain_container(document, node) {
            stack.extend(document.children(node).iter().rev());
        } else if document.element(node).is_some() {
            blocks.push(node);
        }
    }
    blocks
}

/// The article's own children that make up the body: between title block and notes.
pub(super) fn body(document: &Document) -> Vec<NodeId> {
    let outside = [Role::TitleBlock, Role::Footnotes, Role::ArticleFooter, Role::Footnote];
    let children = document.children(document.root()).iter().copied();
    children
        .filter(|node| document.element(*node).is_some())
        .filter(|node| !document.role(*node).is_some_and(|role| outside.contains(&role)))
        .collect()
}

/// The last block of the body, looked for inside plain containers too.
pub(super) fn last(document: &Document) -> Option<NodeId> {
    inside(document, body(document).pop()?)
}

/// The last block that stands in the text: what stands beside it is only where there is nothing else.
pub(super) fn last_of_text(document: &Document) -> Option<NodeId> {
    let body = body(document);
    let is_text = |node: &&NodeId| !matches!(document.tag(**node), Some(Tag::Aside | Tag::Figure));
    inside(document, body.iter().rev().find(is_text).or(body.last()).copied()?)
}

/// The last block inside plain containers.
fn inside(document: &Document, mut node: NodeId) -> Option<NodeId> {
    while is_plain_container(document, node) {
        node =
            document.children(node).iter().rev().copied().find(|child| document.element(*child).is_some())?;
    }
    Some(node)
}

/// Takes a node out of the tree, and the plain containers that are empty without it.
pub(super) fn remove(document: &mut Document, node: NodeId) {
    let parent = document.get(node).and_then(|node| node.parent);
    document.detach(node);
    let Some(parent) = parent else { return };
    let empty = document
        .children(parent)
        .iter()
        .all(|child| document.text(*child).is_some_and(|text| text.text.trim().is_empty()));
    if empty && parent != document.root() && is_plain_container(document, parent) {
        remove(document, parent);
    }
}

/// Takes many nodes out of the tree, in time that does not grow with how many of them one parent held.
pub(super) fn remove_all(document: &mut Document, nodes: &[NodeId]) {
    let mut by_parent: BTreeMap<NodeId, BTreeSet<NodeId>> = BTreeMap::new();
    for node in nodes {
        if let Some(parent) = document.get(*node).and_then(|node| node.parent) {
            by_parent.entry(parent).or_default().insert(*node);
        }
    }
    for (parent, gone) in by_parent {
        let kept = document.children(parent).iter().copied().filter(|child| !gone.contains(child)).collect();
        document.set_children(parent, kept);
    }
}
