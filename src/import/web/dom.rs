//! The tree of a page, with the place of every node.
//!
//! Nodes stand in one row and name each other by number, so that nothing is walked or dropped by recursion. How deep
//! they lie in each other is bounded while the tree is built ([`super::sink`]).

use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName};

/// A node's number.
pub(super) type NodeId = u32;

/// The number of no node.
pub(super) const NONE: NodeId = NodeId::MAX;

/// A page.
#[derive(Default)]
pub(super) struct Dom {
    pub(super) nodes: Vec<Node>,
}

/// A node of it.
pub(super) struct Node {
    pub(super) parent: NodeId,
    pub(super) first: NodeId,
    pub(super) last: NodeId,
    pub(super) previous: NodeId,
    pub(super) next: NodeId,
    /// Its first byte in the page.
    pub(super) start: u32,
    /// One past its last byte.
    pub(super) end: u32,
    /// Elements that it lies in.
    pub(super) depth: u32,
    pub(super) kind: Kind,
}

/// What a node is.
pub(super) enum Kind {
    /// The document, comments and the like.
    Other,
    /// Words.
    Text(StrTendril),
    /// An element.
    Element(Element),
}

/// An element.
pub(super) struct Element {
    pub(super) name: LocalName,
    pub(super) attributes: Vec<Attribute>,
}

impl Node {
    pub(super) fn new(kind: Kind, start: u32, end: u32) -> Node {
        Node { parent: NONE, first: NONE, last: NONE, previous: NONE, next: NONE, start, end, depth: 0, kind }
    }
}

impl Dom {
    pub(super) fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id as usize)
    }

    pub(super) fn node_mut(&mut self, id: NodeId) -> Option<&mut Node> {
        self.nodes.get_mut(id as usize)
    }

    fn element(&self, id: NodeId) -> Option<&Element> {
        match &self.node(id)?.kind {
            Kind::Element(element) => Some(element),
            _ => None,
        }
    }

    /// An element's name; empty for what is none.
    pub(super) fn name(&self, id: NodeId) -> &str {
        self.element(id).map_or("", |element| &element.name)
    }

    pub(super) fn is(&self, id: NodeId, name: &str) -> bool {
        self.name(id) == name
    }

    /// The value of an attribute.
    pub(super) fn attr(&self, id: NodeId, name: &str) -> Option<&str> {
        let attributes = &self.element(id)?.attributes;
        attributes.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
    }

    /// Whether an attribute holds a word, in any case, between spaces.
    pub(super) fn has_word(&self, id: NodeId, name: &str, word: &str) -> bool {
        self.attr(id, name)
            .is_some_and(|value| value.split_ascii_whitespace().any(|part| part.eq_ignore_ascii_case(word)))
    }

    /// The characters of a text node.
    pub(super) fn text(&self, id: NodeId) -> Option<&str> {
        match &self.node(id)?.kind {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn parent(&self, id: NodeId) -> NodeId {
        self.node(id).map_or(NONE, |node| node.parent)
    }

    pub(super) fn next(&self, id: NodeId) -> NodeId {
        self.node(id).map_or(NONE, |node| node.next)
    }

    pub(super) fn previous(&self, id: NodeId) -> NodeId {
        self.node(id).map_or(NONE, |node| node.previous)
    }

    /// The children of a node.
    pub(super) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let first = self.node(id).map_or(NONE, |node| node.first);
        std::iter::successors(Some(first).filter(|id| *id != NONE), |id| {
            Some(self.next(*id)).filter(|id| *id != NONE)
        })
    }

    /// The children that are elements.
    pub(super) fn elements(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        self.children(id).filter(|id| self.element(*id).is_some())
    }

    /// A node and all below it, in the order of the page.
    pub(super) fn walk(&self, root: NodeId) -> Walk<'_> {
        Walk { dom: self, root, next: root }
    }

    /// What lies below a node, without it.
    pub(super) fn below(&self, root: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        self.walk(root).skip(1)
    }

    /// The nodes that a node lies in, the nearest first.
    pub(super) fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(Some(self.parent(id)).filter(|id| *id != NONE), |id| {
            Some(self.parent(*id)).filter(|id| *id != NONE)
        })
    }

    /// Puts what lies deeper than so many elements beside the element that it lies in.
    pub(super) fn flatten(&mut self, deepest: u32) {
        let (mut id, mut depth) = (0, 0);
        loop {
            if depth >= deepest {
                self.put_children_behind(id);
            }
            if let Some(node) = self.node_mut(id) {
                node.depth = depth;
            }
            let first = self.node(id).map_or(NONE, |node| node.first);
            if first != NONE {
                (id, depth) = (first, depth + 1);
                continue;
            }
            while self.next(id) == NONE {
                id = self.parent(id);
                if id == NONE {
                    return;
                }
                depth = depth.saturating_sub(1);
            }
            id = self.next(id);
        }
    }

    /// Makes the children of a node its next siblings.
    fn put_children_behind(&mut self, id: NodeId) {
        let Some(node) = self.node_mut(id) else { return };
        let (parent, next) = (node.parent, node.next);
        let (first, last) = (node.first, node.last);
        if first == NONE {
            return;
        }
        (node.first, node.last, node.next) = (NONE, NONE, first);
        let mut child = first;
        while let Some(node) = self.node_mut(child) {
            node.parent = parent;
            child = node.next;
        }
        self.node_mut(first).into_iter().for_each(|node| node.previous = id);
        self.node_mut(last).into_iter().for_each(|node| node.next = next);
        match self.node_mut(next) {
            Some(node) => node.previous = last,
            None => self.node_mut(parent).into_iter().for_each(|node| node.last = last),
        }
    }

    /// Whether a node is another or lies in it.
    pub(super) fn is_within(&self, id: NodeId, root: NodeId) -> bool {
        id == root || self.ancestors(id).any(|above| above == root)
    }

    /// The first element of a name at or below a node.
    pub(super) fn find(&self, root: NodeId, name: &str) -> Option<NodeId> {
        self.walk(root).find(|id| self.is(*id, name))
    }

    /// The words of a node, spaces as they are.
    pub(super) fn text_of(&self, root: NodeId) -> String {
        self.walk(root).filter_map(|id| self.text(id)).collect()
    }

    /// The words of a node on one line, a space between any two.
    pub(super) fn line_of(&self, root: NodeId) -> String {
        let mut line = String::new();
        for id in self.walk(root) {
            match self.text(id) {
                Some(text) => line.push_str(text),
                None if !is_inline(self.name(id)) => line.push(' '),
                None => {}
            }
        }
        squeeze(&line)
    }
}

/// Elements that stand in a line of text and part no words.
pub(super) fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "nobr"
            | "q"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
    )
}

/// Words with one space between any two and none at the ends; spaces that do not break are spaces.
pub(super) fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(is_space).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        if word.is_ascii() {
            out.push_str(word);
        } else {
            out.extend(word.chars().filter(|c| !is_nothing(*c)));
        }
    }
    out
}

/// What is written as a space.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{C}' | '\u{A0}' | '\u{202F}')
}

/// What nobody sees: places where a line may break, and marks of byte order.
pub(super) fn is_nothing(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}' | '\u{FEFF}' | '\u{2060}')
}

/// Nodes in the order of the page.
pub(super) struct Walk<'d> {
    dom: &'d Dom,
    root: NodeId,
    next: NodeId,
}

impl Walk<'_> {
    /// Where the walk goes after everything below a node.
    fn behind(&self, mut id: NodeId) -> NodeId {
        while id != self.root && id != NONE {
            let next = self.dom.next(id);
            if next != NONE {
                return next;
            }
            id = self.dom.parent(id);
        }
        NONE
    }

    /// Leaves out what lies below the node that came last.
    pub(super) fn skip_below(&mut self, last: NodeId) {
        self.next = self.behind(last);
    }
}

impl Iterator for Walk<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        let id = self.next;
        let node = self.dom.node(id)?;
        self.next = if node.first != NONE { node.first } else { self.behind(id) };
        Some(id)
    }
}
