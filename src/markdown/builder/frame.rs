//! The open elements, from the root to where content goes, and the bound on their depth.
//!
//! Blocks count towards `Limits::nesting`, list items twice (the PDF's structure needs a level more for them); tables
//! count for all their parts. What would lie deeper is not opened: its content goes to the element around it, text
//! into paragraphs of its own.

use std::ops::Range;

use super::TreeBuilder;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{NodeId, Tag};
use crate::source::Span;

/// Elements in a line of text may lie this much deeper than blocks.
const INLINE_ROOM: usize = 4;

/// Raw HTML that lies deeper than this many open elements is not even kept track of.
const MAX_HTML_FRAMES: usize = 256;

/// What opened an element, and so what may close it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::markdown) enum Origin {
    /// Markdown: closed by its own end event only.
    Markdown,
    /// A raw HTML start tag: closed by its end tag, or by the end of the Markdown around it.
    Html,
    /// Nothing in the source: a paragraph for text that has none.
    Implied,
}

/// One open element.
#[derive(Clone, Copy, Debug)]
pub(in crate::markdown) struct Frame {
    /// Where content goes: the element, or if flattened the one around it.
    pub node: NodeId,
    /// The tag asked for.
    pub tag: Tag,
    /// What opened it.
    pub origin: Origin,
    /// It lay too deep and was not made.
    pub flattened: bool,
    /// Where it was opened.
    pub span: Span,
    weight: usize,
}

impl Frame {
    pub(super) fn root(node: NodeId) -> Frame {
        let span = Span::default();
        Frame { node, tag: Tag::Article, origin: Origin::Markdown, flattened: false, span, weight: 0 }
    }
}

/// How many levels an element takes.
fn weight(tag: Tag) -> usize {
    match tag {
        Tag::Table => 4,
        Tag::Li | Tag::Dd => 2,
        Tag::Thead | Tag::Tbody | Tag::Tfoot | Tag::Tr | Tag::Td | Tag::Th | Tag::Caption => 0,
        _ if is_leaf(tag) => 0,
        _ => 1,
    }
}

/// Blocks that hold text and not blocks: they are always made.
fn is_leaf(tag: Tag) -> bool {
    tag.heading_level().is_some()
        || tag.is_void()
        || matches!(tag, Tag::P | Tag::Pre | Tag::Dt | Tag::Figcaption)
}

/// Parts that make no sense when what they are part of was flattened.
fn is_part(tag: Tag) -> bool {
    use Tag::*;
    matches!(tag, Li | Dt | Dd | Thead | Tbody | Tfoot | Tr | Td | Th | Caption | Figcaption)
}

impl TreeBuilder<'_> {
    pub(in crate::markdown) fn top(&self) -> Frame {
        self.open.last().copied().unwrap_or(Frame::root(self.document.root()))
    }

    pub(in crate::markdown) fn frames(&self) -> &[Frame] {
        &self.open
    }

    /// Makes a node the last child of where content goes.
    pub(in crate::markdown) fn append(&mut self, node: NodeId) {
        let parent = self.top().node;
        self.document.append(parent, node);
    }

    /// Opens a Markdown block; `None` if it lies too deep.
    pub(super) fn open_block(&mut self, tag: Tag, range: &Range<usize>) -> Option<NodeId> {
        self.block_begins(tag);
        self.open_element(tag, Origin::Markdown, self.span(range))
    }

    /// Opens a Markdown element in the line.
    pub(super) fn open_inline(&mut self, tag: Tag, range: &Range<usize>) {
        self.inline_begins(range);
        self.open_element(tag, Origin::Markdown, self.span(range));
    }

    /// Opens an element where content goes; `None` if it lies too deep.
    pub(in crate::markdown) fn open_element(
        &mut self,
        tag: Tag,
        origin: Origin,
        span: Span,
    ) -> Option<NodeId> {
        let top = self.top();
        let weight = weight(tag);
        let room = self.context.limits.nesting + if tag.is_phrasing() { INLINE_ROOM } else { 0 };
        let orphaned = top.flattened && is_part(tag);
        if orphaned || self.depth + weight > room {
            self.report_flattened(span);
            if origin == Origin::Html && self.open.len() > MAX_HTML_FRAMES {
                return None;
            }
            self.open.push(Frame { node: top.node, tag, origin, flattened: true, span, weight: 0 });
            return None;
        }
        let node = self.document.create_element(tag, span);
        self.append(node);
        self.depth += weight;
        self.open.push(Frame { node, tag, origin, flattened: false, span, weight });
        Some(node)
    }

    /// Opens a Markdown element that is not put into the tree here.
    pub(super) fn open_detached(&mut self, node: NodeId, tag: Tag) {
        self.block_begins(tag);
        let span = self.document.span(node);
        self.open.push(Frame { node, tag, origin: Origin::Markdown, flattened: false, span, weight: 0 });
    }

    fn report_flattened(&self, span: Span) {
        let limit = self.context.limits.nesting;
        let message = format!("blocks lie more than {limit} deep here and were flattened");
        self.context.report_once(
            &self.body.source.0.to_string(),
            Diagnostic::new(Code::NestingFlattened, span, message)
                .help("e-readers and PDF viewers fail on deeper nesting; use fewer levels"),
        );
    }

    /// Called before a block is put where content goes: an implied paragraph ends there.
    pub(in crate::markdown) fn block_begins(&mut self, tag: Tag) {
        while self.top().origin == Origin::Implied {
            self.pop();
        }
        self.close_html_implied_by(tag);
    }

    /// Called before anything in the line is put where content goes: a flattened block's text needs a paragraph.
    pub(in crate::markdown) fn inline_begins(&mut self, range: &Range<usize>) {
        let top = self.top();
        if top.flattened && !top.tag.is_phrasing() {
            self.open_element(Tag::P, Origin::Implied, self.span(range));
        }
    }

    /// Lets what follows go into an element inside the innermost open one.
    pub(super) fn redirect_to(&mut self, node: NodeId) {
        if let Some(top) = self.open.last_mut() {
            top.node = node;
        }
    }

    /// Closes the innermost Markdown element and everything left open inside it.
    pub(super) fn close_markdown(&mut self) {
        let at = self.open.iter().rposition(|frame| frame.origin == Origin::Markdown).unwrap_or(0);
        self.close_to(at.max(1));
    }

    /// Closes elements until `count` are open; HTML elements among them were left unclosed.
    pub(in crate::markdown) fn close_to(&mut self, count: usize) {
        while self.open.len() > count {
            let Some(frame) = self.pop() else { break };
            if frame.origin == Origin::Html {
                self.html_left_open(frame);
            }
        }
    }

    pub(in crate::markdown) fn pop(&mut self) -> Option<Frame> {
        let frame = self.open.pop()?;
        self.depth -= frame.weight;
        Some(frame)
    }

    /// The list whose item is the innermost open block.
    pub(super) fn list_of_open_item(&self) -> Option<NodeId> {
        let [.., list, item] = self.open.as_slice() else { return None };
        (item.tag == Tag::Li && !item.flattened && !list.flattened).then_some(list.node)
    }

    /// The innermost open list and its item.
    pub(super) fn open_item(&self) -> Option<(NodeId, NodeId)> {
        let at = self.open.iter().rposition(|frame| frame.tag == Tag::Li)?;
        let (list, item) = (self.open.get(at.checked_sub(1)?)?, self.open.get(at)?);
        (!item.flattened && !list.flattened).then_some((list.node, item.node))
    }
}
