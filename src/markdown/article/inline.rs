//! A paragraph's text in one piece, with the way back to its nodes, so that words can be taken out of it.

use std::ops::Range;

use crate::document::{Document, NodeId, Tag};
use crate::source::Span;

/// The text of a paragraph that holds nothing but text, emphasis, links and line breaks.
#[derive(Debug)]
pub(super) struct Flat {
    /// The characters; a line break is `\n`.
    pub text: String,
    pieces: Vec<Piece>,
}

#[derive(Clone, Copy, Debug)]
struct Piece {
    start: usize,
    node: NodeId,
    link: Option<NodeId>,
}

impl Flat {
    /// The text of a block; `None` if it holds anything that cannot be taken apart.
    pub(super) fn of(document: &Document, block: NodeId) -> Option<Flat> {
        let mut flat = Flat { text: String::new(), pieces: Vec::new() };
        let mut stack: Vec<(NodeId, Option<NodeId>)> = Vec::new();
        stack.extend(document.children(block).iter().rev().map(|child| (*child, None)));
        while let Some((node, link)) = stack.pop() {
            if let Some(text) = document.text(node) {
                flat.pieces.push(Piece { start: flat.text.len(), node, link });
                flat.text.push_str(&text.text);
                continue;
            }
            let element = document.element(node)?;
            let link = match (element.tag, element.role) {
                (Tag::Br, _) => {
                    flat.text.push('\n');
                    continue;
                }
                (Tag::A, None) => Some(node),
                (Tag::Em | Tag::Strong | Tag::I | Tag::B | Tag::Small | Tag::Span | Tag::U, None) => link,
                _ => return None,
            };
            stack.extend(element.children.iter().rev().map(|child| (*child, link)));
        }
        Some(flat)
    }

    /// The links that a range touches.
    pub(super) fn links(&self, range: &Range<usize>) -> Vec<NodeId> {
        let mut links: Vec<NodeId> = self.within(range).filter_map(|(piece, _)| piece.link).collect();
        links.dedup();
        links
    }

    /// The link that all text of a range stands in.
    pub(super) fn link_over(&self, range: &Range<usize>) -> Option<NodeId> {
        let mut links = self.within(range).map(|(piece, _)| piece.link);
        let first = links.next()??;
        links.all(|link| link == Some(first)).then_some(first)
    }

    /// The range of a slice of the text.
    pub(super) fn range_of(&self, slice: &str) -> Option<Range<usize>> {
        let start = (slice.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize)?;
        self.text.get(start..start + slice.len())?;
        Some(start..start + slice.len())
    }

    fn within<'a>(&'a self, range: &'a Range<usize>) -> impl Iterator<Item = (Piece, Range<usize>)> + 'a {
        let ends =
            self.pieces.iter().skip(1).map(|piece| piece.start).chain(std::iter::once(self.text.len()));
        self.pieces.iter().zip(ends).filter_map(|(piece, end)| {
            let part = range.start.max(piece.start)..range.end.min(end);
            (part.start < part.end).then_some((*piece, part))
        })
    }

    /// New nodes for a range of the text: texts, and links where the range had them. Emphasis is left out.
    pub(super) fn nodes(&self, document: &mut Document, range: &Range<usize>) -> Vec<NodeId> {
        let mut nodes = Vec::new();
        let mut open: Option<(NodeId, NodeId)> = None;
        for (piece, part) in self.within(range) {
            let Some(text) = self.text_node(document, piece, part) else { continue };
            match piece.link {
                None => {
                    open = None;
                    nodes.push(text);
                }
                Some(link) => {
                    let copy = match open {
                        Some((original, copy)) if original == link => copy,
                        _ => {
                            let copy = copy_link(document, link);
                            nodes.push(copy);
                            copy
                        }
                    };
                    open = Some((link, copy));
                    document.append(copy, text);
                }
            }
        }
        nodes
    }

    fn text_node(&self, document: &mut Document, piece: Piece, part: Range<usize>) -> Option<NodeId> {
        let source = document.text(piece.node)?;
        // A line break after the node belongs to no node.
        let end = part.end.min(piece.start + source.text.len());
        let local = part.start.checked_sub(piece.start)?..end.checked_sub(piece.start)?;
        let text = source.text.get(local.clone())?.to_owned();
        let map = source.map.tail(local.start);
        let span: Span = source.map.span(local);
        (!text.is_empty()).then(|| document.create_text(text, map, span))
    }
}

fn copy_link(document: &mut Document, link: NodeId) -> NodeId {
    let copy = document.create_element(Tag::A, document.span(link));
    let attributes = document.element(link).map(|element| element.attributes.clone()).unwrap_or_default();
    if let Some(element) = document.element_mut(copy) {
        element.attributes = attributes;
    }
    copy
}
