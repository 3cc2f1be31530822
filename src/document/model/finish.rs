//! What a whole element must look like, seen from its children.

use super::grid::{self, is_regular};
use super::{Content, content, is_blank, may_mix};
use crate::diagnostic::Context;
use crate::document::{Document, NodeId, Tag};

/// Whether an element needs no finishing.
pub(super) fn is_finished(document: &Document, node: NodeId) -> bool {
    let Some(element) = document.element(node) else { return true };
    let children = element.children.as_slice();
    match element.tag {
        Tag::Th if children.iter().all(|&child| is_blank(document, child)) => false,
        Tag::Table => is_ordered(document, children) && is_regular(document, node),
        Tag::Dl => !begins_with_description(document, children) && !ends_with_term(document, children),
        tag => {
            let bare = children.iter().all(|&child| is_blank(document, child));
            let mixed = content(tag) == Content::Flow && !may_mix(tag) && is_mixed(document, children);
            !(mixed || bare && is_needless_when_empty(tag))
        }
    }
}

/// The children as they must be; `None` if the element has no reason to be there.
pub(super) fn finish(
    document: &mut Document,
    node: NodeId,
    tag: Tag,
    mut children: Vec<NodeId>,
    context: &Context,
) -> Option<Vec<NodeId>> {
    let bare = children.iter().all(|&child| is_blank(document, child));
    if bare && is_needless_when_empty(tag) {
        return None;
    }
    if content(tag) == Content::Flow && is_mixed(document, &children) {
        children =
            if may_mix(tag) { without_blanks(document, children) } else { wrapped(document, children) };
    }
    match tag {
        Tag::Th if bare => retag(document, node, Tag::Td),
        Tag::Dl => children = described(document, children),
        Tag::Figure => {
            children.retain(|&child| !is_blank(document, child));
            single_caption(document, &children);
        }
        Tag::Table => {
            children = ordered(document, children);
            grid::regularize(document, node, &children, context);
        }
        _ => {}
    }
    Some(children)
}

fn is_needless_when_empty(tag: Tag) -> bool {
    use Tag::*;
    matches!(
        tag,
        P | Ul | Ol | Dl | Table | Thead | Tbody | Tfoot | Tr | Hgroup | Caption | Figcaption | Figure
    )
}

fn is_block(document: &Document, node: NodeId) -> bool {
    document.tag(node).is_some_and(|tag| !tag.is_phrasing())
}

/// Whether blocks and text stand side by side.
fn is_mixed(document: &Document, children: &[NodeId]) -> bool {
    let blocks = children.iter().filter(|&&child| is_block(document, child)).count();
    blocks > 0 && blocks < children.len()
}

/// Without the spaces that stand beside blocks.
fn without_blanks(document: &Document, children: Vec<NodeId>) -> Vec<NodeId> {
    let beside =
        |at: Option<usize>| at.and_then(|at| children.get(at)).is_none_or(|&child| is_block(document, child));
    let keeps = |at: usize, child: NodeId| {
        !(is_blank(document, child) && beside(at.checked_sub(1)) && beside(Some(at + 1)))
    };
    children.iter().enumerate().filter(|&(at, &child)| keeps(at, child)).map(|(_, &child)| child).collect()
}

/// Runs of text between blocks, each in a paragraph.
fn wrapped(document: &mut Document, children: Vec<NodeId>) -> Vec<NodeId> {
    let mut out = Vec::with_capacity(children.len());
    let mut run: Vec<NodeId> = Vec::new();
    for child in children {
        if is_block(document, child) {
            end_run(document, &mut run, &mut out);
            out.push(child);
        } else {
            run.push(child);
        }
    }
    end_run(document, &mut run, &mut out);
    out
}

fn end_run(document: &mut Document, run: &mut Vec<NodeId>, out: &mut Vec<NodeId>) {
    let run = std::mem::take(run);
    let Some(&first) = run.first().filter(|_| !run.iter().all(|&node| is_blank(document, node))) else {
        return;
    };
    let span = document.span(first);
    let paragraph = document.create_element(Tag::P, span);
    document.set_children(paragraph, run);
    out.push(paragraph);
}

fn retag(document: &mut Document, node: NodeId, tag: Tag) {
    if let Some(element) = document.element_mut(node) {
        element.tag = tag;
    }
}

fn begins_with_description(document: &Document, children: &[NodeId]) -> bool {
    children.first().is_some_and(|&first| document.tag(first) == Some(Tag::Dd))
}

fn ends_with_term(document: &Document, children: &[NodeId]) -> bool {
    children.last().is_some_and(|&last| document.tag(last) == Some(Tag::Dt))
}

/// A description list begins with a term and ends with a description; empty ones are put there.
fn described(document: &mut Document, mut children: Vec<NodeId>) -> Vec<NodeId> {
    let (Some(&first), Some(&last)) = (children.first(), children.last()) else { return children };
    if begins_with_description(document, &children) {
        let span = document.span(first);
        children.insert(0, document.create_element(Tag::Dt, span));
    }
    if ends_with_term(document, &children) {
        let span = document.span(last);
        children.push(document.create_element(Tag::Dd, span));
    }
    children
}

/// A figure has one caption; others become paragraphs.
fn single_caption(document: &mut Document, children: &[NodeId]) {
    let is_caption = |document: &Document, child| document.tag(child) == Some(Tag::Figcaption);
    let captions: Vec<NodeId> =
        children.iter().copied().filter(|&child| is_caption(document, child)).collect();
    for &caption in captions.iter().skip(1) {
        retag(document, caption, Tag::P);
    }
}

fn rank(tag: Option<Tag>) -> u8 {
    match tag {
        Some(Tag::Caption) => 0,
        Some(Tag::Thead) => 1,
        Some(Tag::Tfoot) => 3,
        _ => 2,
    }
}

fn is_ordered(document: &Document, children: &[NodeId]) -> bool {
    let ranks: Vec<u8> = children.iter().map(|&child| rank(document.tag(child))).collect();
    let single = |rank| ranks.iter().filter(|&&other| other == rank).count() <= 1;
    ranks.is_sorted() && single(0) && single(1) && single(3)
}

/// Caption, head, bodies, foot; a second head or foot is a body, a second caption goes.
fn ordered(document: &mut Document, mut children: Vec<NodeId>) -> Vec<NodeId> {
    for (tag, becomes) in [(Tag::Thead, Tag::Tbody), (Tag::Tfoot, Tag::Tbody)] {
        let same: Vec<NodeId> =
            children.iter().copied().filter(|&child| document.tag(child) == Some(tag)).collect();
        for &other in same.iter().skip(1) {
            retag(document, other, becomes);
        }
    }
    let mut captions = 0;
    children.retain(|&child| {
        captions += usize::from(document.tag(child) == Some(Tag::Caption));
        document.tag(child) != Some(Tag::Caption) || captions == 1
    });
    children.sort_by_key(|&child| rank(document.tag(child)));
    children
}
