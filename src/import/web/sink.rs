//! Turns the text of a page into its tree, with html5ever.
//!
//! The tokenizer keeps no offsets: it is fed in pieces that end where a tag can begin or end, and what it emits for a
//! piece stands there. A guard between it and the tree builder bounds what would take more time than its length, and
//! of a tag with very many attributes only the first are read.
//!
//! Spec: HTML Standard, 13.2 (parsing).

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::TokenizerResult;
use html5ever::interface::{ElementFlags, ExpandedName, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, QualName};

use super::dom::{Dom, Element, Kind, NONE, Node, NodeId};
use super::guard::Guard;

/// A tag that is longer is looked at more closely: it may hold so many attributes.
const LONG_TAG: usize = 16 << 10;
const ATTRIBUTES: usize = 200;

/// Elements in each other, at most, whatever the guard let through: what walks the tree does so by recursion.
const DEEPEST: u32 = 250;

/// A page's tree.
pub(super) struct Parsed {
    pub(super) dom: Dom,
    /// Where something lay too deep and was put beside.
    pub(super) too_deep: Option<u32>,
    /// It has more nodes than were asked for; the rest was not read.
    pub(super) too_many: bool,
}

/// Builds the tree of a page of at most so many nodes.
pub(super) fn parse(text: &str, most_nodes: usize) -> Parsed {
    let sink = Sink::default();
    sink.dom.borrow_mut().nodes.push(Node::new(Kind::Other, 0, 0));
    let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let guard = Guard::new(TreeBuilder::new(sink, options), most_nodes);
    let tokenizer = Tokenizer::new(guard, TokenizerOpts::default());
    let queue = BufferQueue::default();
    let whole = StrTendril::from_slice(text);
    for (start, end) in pieces(text) {
        tokenizer.sink.inner.sink.at.set((start, end));
        let (from, length) = (start, feedable(text, start, end));
        queue.push_back(whole.subtendril(from, length));
        if length < end - start {
            queue.push_back(StrTendril::from_slice(">"));
        }
        while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
    }
    tokenizer.sink.inner.sink.at.set((text.len() as u32, text.len() as u32));
    tokenizer.end();
    let guard = tokenizer.sink;
    let (too_deep, too_many) = (guard.too_deep.get(), guard.too_many.get());
    let mut dom = guard.inner.sink.dom.into_inner();
    dom.flatten(DEEPEST);
    close(&mut dom);
    Parsed { dom, too_deep, too_many }
}

/// Ends every node where its last child ends, if nothing else ended it.
fn close(dom: &mut Dom) {
    for id in (0..dom.nodes.len() as NodeId).rev() {
        let Some(node) = dom.node(id) else { continue };
        let end = node.end.max(node.start).max(dom.node(node.last).map_or(0, |last| last.end));
        if let Some(node) = dom.node_mut(id) {
            node.end = end;
        }
    }
}

/// Cuts a text before every `<` and after every `>`.
fn pieces(text: &str) -> impl Iterator<Item = (u32, u32)> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let length = match rest.bytes().skip(1).position(|byte| byte == b'<' || byte == b'>') {
            Some(at) if rest.as_bytes().get(at + 1) == Some(&b'>') => at + 2,
            Some(at) => at + 1,
            None => rest.len(),
        };
        let piece = (start as u32, (start + length) as u32);
        start += length;
        Some(piece)
    })
}

/// How much of a piece is read: all of it, but of a tag with very many attributes only the first.
fn feedable(text: &str, start: u32, end: u32) -> u32 {
    let length = end - start;
    let piece = text.get(start as usize..end as usize).unwrap_or_default();
    let is_tag = piece.as_bytes().get(1).is_some_and(u8::is_ascii_alphabetic);
    if piece.len() < LONG_TAG || !is_tag || !piece.starts_with('<') || !piece.ends_with('>') {
        return length;
    }
    let (mut quote, mut attributes) = (None, 0);
    for (at, byte) in piece.bytes().enumerate() {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if byte == open => quote = None,
            (None, b' ' | b'\t' | b'\n' | b'/') => attributes += 1,
            _ => {}
        }
        if attributes > ATTRIBUTES && quote.is_none() && byte.is_ascii_whitespace() {
            return at as u32;
        }
    }
    length
}

/// What the tree builder knows a node by.
#[derive(Clone, Debug)]
pub(super) struct Handle {
    id: NodeId,
    name: Option<QualName>,
}

/// Receives the tree.
#[derive(Default)]
pub(super) struct Sink {
    pub(super) dom: RefCell<Dom>,
    /// The piece that is being read.
    pub(super) at: Cell<(u32, u32)>,
    /// How deep the next node will lie.
    pub(super) depth: Cell<u32>,
    /// The element that an end tag names.
    pub(super) closing: RefCell<Option<LocalName>>,
}

impl Sink {
    fn add(&self, kind: Kind, name: Option<QualName>) -> Handle {
        let (start, end) = self.at.get();
        let mut dom = self.dom.borrow_mut();
        dom.nodes.push(Node::new(kind, start, end));
        Handle { id: (dom.nodes.len() - 1) as NodeId, name }
    }

    /// Puts a node before a sibling, or last.
    fn insert(&self, parent: NodeId, before: NodeId, child: NodeOrText<Handle>) {
        let id = match child {
            NodeOrText::AppendNode(handle) => handle.id,
            NodeOrText::AppendText(text) => {
                let dom = self.dom.borrow();
                let above = if before == NONE {
                    dom.node(parent).map_or(NONE, |node| node.last)
                } else {
                    dom.previous(before)
                };
                drop(dom);
                if self.extend(above, &text) {
                    return;
                }
                self.add(Kind::Text(text), None).id
            }
        };
        self.detach(id);
        let dom = &mut *self.dom.borrow_mut();
        let depth = dom.node(parent).map_or(0, |node| node.depth) + 1;
        let previous = if before == NONE {
            dom.node(parent).map_or(NONE, |node| node.last)
        } else {
            dom.previous(before)
        };
        if let Some(node) = dom.node_mut(id) {
            (node.parent, node.previous, node.next, node.depth) = (parent, previous, before, depth);
            self.depth.set(if matches!(node.kind, Kind::Element(_)) { depth } else { depth - 1 });
        }
        match dom.node_mut(previous) {
            Some(node) => node.next = id,
            None => dom.node_mut(parent).into_iter().for_each(|node| node.first = id),
        }
        match dom.node_mut(before) {
            Some(node) => node.previous = id,
            None => dom.node_mut(parent).into_iter().for_each(|node| node.last = id),
        }
    }

    /// Adds words to a text; whether it is one.
    fn extend(&self, id: NodeId, more: &StrTendril) -> bool {
        let (_, end) = self.at.get();
        let mut dom = self.dom.borrow_mut();
        match dom.node_mut(id) {
            Some(Node { kind: Kind::Text(text), end: last, .. }) => {
                text.push_tendril(more);
                *last = end;
                true
            }
            _ => false,
        }
    }

    fn detach(&self, id: NodeId) {
        let dom = &mut *self.dom.borrow_mut();
        let Some(node) = dom.node_mut(id) else { return };
        let (parent, previous, next) = (node.parent, node.previous, node.next);
        (node.parent, node.previous, node.next) = (NONE, NONE, NONE);
        if parent == NONE {
            return;
        }
        match dom.node_mut(previous) {
            Some(node) => node.next = next,
            None => dom.node_mut(parent).into_iter().for_each(|node| node.first = next),
        }
        match dom.node_mut(next) {
            Some(node) => node.previous = previous,
            None => dom.node_mut(parent).into_iter().for_each(|node| node.last = previous),
        }
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = ();
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) {}

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle { id: 0, name: None }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        const NOTHING: ExpandedName<'static> =
            ExpandedName { ns: &html5ever::ns!(), local: &html5ever::local_name!("") };
        target.name.as_ref().map_or(NOTHING, |name| name.expanded())
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _flags: ElementFlags) -> Handle {
        let element = Element { name: name.local.clone(), attributes };
        self.add(Kind::Element(element), Some(name))
    }

    fn create_comment(&self, _text: StrTendril) -> Handle {
        self.add(Kind::Other, None)
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> Handle {
        self.add(Kind::Other, None)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.insert(parent.id, NONE, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        if self.dom.borrow().parent(element.id) == NONE {
            self.append(previous, child);
        } else {
            self.append_before_sibling(element, child);
        }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public: StrTendril, _system: StrTendril) {}

    fn pop(&self, node: &Handle) {
        let (start, end) = self.at.get();
        let dom = &mut *self.dom.borrow_mut();
        let Some(node) = dom.node_mut(node.id) else { return };
        self.depth.set(node.depth.saturating_sub(1));
        // A tag that ends or begins another element ends this one before it.
        let is_own = matches!((&node.kind, &*self.closing.borrow()), (Kind::Element(element), Some(name)) if element.name == *name);
        node.end = node.end.max(if is_own { end } else { start });
    }

    /// The content of a template is shown if it is the shadow of an element, else it is part of nothing.
    fn get_template_contents(&self, target: &Handle) -> Handle {
        let is_shadow = self.dom.borrow().attr(target.id, "shadowrootmode").is_some();
        if is_shadow { target.clone() } else { self.add(Kind::Other, None) }
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        one.id == other.id
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, node: NodeOrText<Handle>) {
        let parent = self.dom.borrow().parent(sibling.id);
        self.insert(parent, sibling.id, node);
    }

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Attribute>) {
        if let Some(Node { kind: Kind::Element(element), .. }) = self.dom.borrow_mut().node_mut(target.id) {
            for attribute in attributes {
                if element.attributes.iter().all(|known| known.name != attribute.name) {
                    element.attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        loop {
            let Some(first) = self.dom.borrow().children(node.id).next() else { return };
            self.insert(new_parent.id, NONE, NodeOrText::AppendNode(Handle { id: first, name: None }));
        }
    }
}
