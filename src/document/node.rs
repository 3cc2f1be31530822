//! The arena of nodes.

use super::{Attributes, Metadata, Role, SpanMap, Tag, Text};
use crate::source::Span;

/// A node's place in its document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// An element: its name, role, attributes and children in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// The element's name.
    pub tag: Tag,
    /// What part of the article it is.
    pub role: Option<Role>,
    /// Its attributes.
    pub attributes: Attributes,
    /// Its children in order.
    pub children: Vec<NodeId>,
}

/// An element or a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// An element.
    Element(Box<Element>),
    /// A run of text.
    Text(Text),
}

/// A node of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The element that holds it; `None` for the root and for nodes taken out of the tree.
    pub parent: Option<NodeId>,
    /// Where it comes from.
    pub span: Span,
    /// What it is.
    pub kind: NodeKind,
}

impl Node {
    /// The element, if it is one.
    pub fn as_element(&self) -> Option<&Element> {
        match &self.kind {
            NodeKind::Element(element) => Some(element),
            NodeKind::Text(_) => None,
        }
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&Text> {
        match &self.kind {
            NodeKind::Text(text) => Some(text),
            NodeKind::Element(_) => None,
        }
    }
}

/// One article: its metadata and its tree. Nodes taken out of the tree stay in the arena, unreached.
#[derive(Clone, Debug)]
pub struct Document {
    /// What the article says of itself.
    pub metadata: Metadata,
    nodes: Vec<Node>,
}

impl Document {
    /// A document that holds an empty `article`, its root.
    pub fn new(span: Span) -> Document {
        let mut document = Document { metadata: Metadata::default(), nodes: Vec::new() };
        document.create_element(Tag::Article, span);
        document
    }

    /// The root element.
    pub fn root(&self) -> NodeId {
        NodeId(0)
    }

    /// How many nodes the arena holds, unreached ones too: every [`NodeId`] is below it.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Never true: a document has its root.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The node of an id, if the id is of this document.
    pub fn get(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.0 as usize)
    }

    /// The node of an id, to change it.
    pub fn get_mut(&mut self, id: NodeId) -> Option<&mut Node> {
        self.nodes.get_mut(id.0 as usize)
    }

    /// The element of an id.
    pub fn element(&self, id: NodeId) -> Option<&Element> {
        self.get(id)?.as_element()
    }

    /// The element of an id, to change it.
    pub fn element_mut(&mut self, id: NodeId) -> Option<&mut Element> {
        match &mut self.get_mut(id)?.kind {
            NodeKind::Element(element) => Some(element),
            NodeKind::Text(_) => None,
        }
    }

    /// The text of an id.
    pub fn text(&self, id: NodeId) -> Option<&Text> {
        self.get(id)?.as_text()
    }

    /// The text of an id, to change it.
    pub fn text_mut(&mut self, id: NodeId) -> Option<&mut Text> {
        match &mut self.get_mut(id)?.kind {
            NodeKind::Text(text) => Some(text),
            NodeKind::Element(_) => None,
        }
    }

    /// The element's tag; `None` for a text.
    pub fn tag(&self, id: NodeId) -> Option<Tag> {
        self.element(id).map(|element| element.tag)
    }

    /// The element's role.
    pub fn role(&self, id: NodeId) -> Option<Role> {
        self.element(id)?.role
    }

    /// The children of an element; none for a text.
    pub fn children(&self, id: NodeId) -> &[NodeId] {
        self.element(id).map(|element| element.children.as_slice()).unwrap_or_default()
    }

    /// Where a node comes from.
    pub fn span(&self, id: NodeId) -> Span {
        self.get(id).map(|node| node.span).unwrap_or_default()
    }

    fn push(&mut self, span: Span, kind: NodeKind) -> NodeId {
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(Node { parent: None, span, kind });
        id
    }

    /// A new element outside the tree.
    pub fn create_element(&mut self, tag: Tag, span: Span) -> NodeId {
        let element = Element { tag, role: None, attributes: Attributes::default(), children: Vec::new() };
        self.push(span, NodeKind::Element(Box::new(element)))
    }

    /// A new element of a role outside the tree, with the role's tag.
    pub fn create_role(&mut self, role: Role, span: Span) -> NodeId {
        let id = self.create_element(role.info().tag, span);
        if let Some(element) = self.element_mut(id) {
            element.role = Some(role);
        }
        id
    }

    /// A new text outside the tree.
    pub fn create_text(&mut self, text: impl Into<String>, map: SpanMap, span: Span) -> NodeId {
        self.push(span, NodeKind::Text(Text { text: text.into(), map }))
    }

    /// A new text of generated words that stand for `span`.
    pub fn create_generated(&mut self, text: impl Into<String>, span: Span) -> NodeId {
        self.create_text(text, SpanMap::opaque(span), span)
    }

    /// Makes `child`, which must not be in the tree, the last child of `parent`.
    pub fn append(&mut self, parent: NodeId, child: NodeId) {
        let end = self.children(parent).len();
        self.insert(parent, end, child);
    }

    /// Makes `child`, which must not be in the tree, the child of `parent` at `index` (clamped).
    pub fn insert(&mut self, parent: NodeId, index: usize, child: NodeId) {
        let Some(element) = self.element_mut(parent) else { return };
        let index = index.min(element.children.len());
        element.children.insert(index, child);
        if let Some(node) = self.get_mut(child) {
            node.parent = Some(parent);
        }
    }

    /// Takes a node out of the tree, with all below it.
    pub fn detach(&mut self, id: NodeId) {
        let Some(parent) = self.get(id).and_then(|node| node.parent) else { return };
        if let Some(element) = self.element_mut(parent) {
            element.children.retain(|&child| child != id);
        }
        if let Some(node) = self.get_mut(id) {
            node.parent = None;
        }
    }

    /// Replaces all children of an element at once; the old ones leave the tree unless they are named again or
    /// were given to another element before.
    pub fn set_children(&mut self, parent: NodeId, children: Vec<NodeId>) {
        let Some(element) = self.element_mut(parent) else { return };
        let old = std::mem::replace(&mut element.children, children.clone());
        for child in old {
            if let Some(node) = self.get_mut(child).filter(|node| node.parent == Some(parent)) {
                node.parent = None;
            }
        }
        for child in children {
            if let Some(node) = self.get_mut(child) {
                node.parent = Some(parent);
            }
        }
    }

    /// The node and all below it, in document order.
    pub fn descendants(&self, id: NodeId) -> Descendants<'_> {
        Descendants { document: self, stack: vec![id] }
    }

    /// All nodes of the tree in document order.
    pub fn walk(&self) -> Descendants<'_> {
        self.descendants(self.root())
    }

    /// The elements that hold a node, from the nearest up.
    pub fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.get(id).and_then(|node| node.parent), |&id| {
            self.get(id).and_then(|node| node.parent)
        })
    }

    /// All text below a node, joined.
    pub fn text_content(&self, id: NodeId) -> String {
        self.descendants(id).filter_map(|id| self.text(id)).map(|text| text.text.as_str()).collect()
    }

    /// The language of a node: its own `lang` or the nearest above it, else the article's.
    pub fn language(&self, id: NodeId) -> &str {
        std::iter::once(id)
            .chain(self.ancestors(id))
            .find_map(|id| self.element(id)?.attributes.lang.as_deref())
            .unwrap_or(&self.metadata.language)
    }
}

/// Nodes in document order.
pub struct Descendants<'a> {
    document: &'a Document,
    stack: Vec<NodeId>,
}

impl Iterator for Descendants<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        let id = self.stack.pop()?;
        self.stack.extend(self.document.children(id).iter().rev());
        Some(id)
    }
}
