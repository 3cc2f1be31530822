//! Structure elements: which type an element has, and whose content a text is (ISO 32000-1, 14.8.4).

use std::sync::Arc;

use super::{Builder, Scope};
use crate::document::{Element, NodeId, Role, Tag};
use crate::layout::frame::{ArtifactType, ContentTag};
use crate::structure::{StructChild, StructId, StructType};

/// How deep the structure tree may grow: PDF.js reads 40 levels, other tools fail beyond.
const MAX_DEPTH: u32 = 34;

/// The structure type of an element; `None` for one that is transparent to the tree.
pub(super) fn struct_type(element: &Element) -> Option<StructType> {
    if let Some(kind) = element.role.and_then(|role| role.info().structure) {
        return (kind != StructType::Span).then_some(kind);
    }
    Some(match element.tag {
        Tag::Article => StructType::Art,
        Tag::Section => StructType::Sect,
        Tag::Header | Tag::Footer | Tag::Hgroup | Tag::Div | Tag::Nav | Tag::Dl => StructType::Div,
        Tag::Aside => StructType::Aside,
        Tag::H1 => StructType::H1,
        Tag::H2 => StructType::H2,
        Tag::H3 => StructType::H3,
        Tag::H4 => StructType::H4,
        Tag::H5 => StructType::H5,
        Tag::H6 => StructType::H6,
        Tag::P => StructType::P,
        Tag::Blockquote => StructType::BlockQuote,
        Tag::Pre | Tag::Code => StructType::Code,
        Tag::Ul | Tag::Ol => StructType::L,
        Tag::Li => StructType::Li,
        Tag::Dt => StructType::Lbl,
        Tag::Dd => StructType::LBody,
        Tag::Figure | Tag::Img => StructType::Figure,
        Tag::Figcaption | Tag::Caption => StructType::Caption,
        Tag::Table => StructType::Table,
        Tag::Thead => StructType::THead,
        Tag::Tbody => StructType::TBody,
        Tag::Tfoot => StructType::TFoot,
        Tag::Tr => StructType::Tr,
        Tag::Th => StructType::Th,
        Tag::Td => StructType::Td,
        Tag::A => StructType::Link,
        Tag::Q => StructType::Quote,
        _ => return None,
    })
}

/// Whether the element is kept out of the structure tree: an ornament or a repeat.
fn is_artifact(element: &Element) -> bool {
    element.attributes.hidden
        || element.tag == Tag::Hr
        || element.role.is_some_and(|role| role.info().structure.is_none())
}

/// Whether the children of an element are running text.
fn holds_body(element: &Element) -> bool {
    match element.role {
        Some(Role::TitleBlock | Role::Footnotes | Role::Credits | Role::ArticleFooter | Role::About) => false,
        Some(role) if role.info().tag == Tag::Aside => false,
        _ => {
            matches!(element.tag, Tag::Article | Tag::Section | Tag::Div | Tag::P | Tag::Header | Tag::Hgroup)
        }
    }
}

impl Builder<'_> {
    /// Opens the structure element of a node, and gives the scope of what the node holds.
    pub(super) fn open_element(&mut self, node: NodeId, outer: &Scope) -> Scope {
        let Some(element) = self.document.element(node) else { return outer.clone() };
        let kind = struct_type(element).filter(|&kind| kind != StructType::Code || !self.is_in(outer, kind));
        self.open_as(node, kind, outer)
    }

    /// The same with a type that the caller chooses; `None` opens no element unless the language changes.
    pub(super) fn open_as(&mut self, node: NodeId, kind: Option<StructType>, outer: &Scope) -> Scope {
        let document = self.document;
        let Some(element) = document.element(node) else { return outer.clone() };
        let mut scope = outer.clone();
        scope.body = outer.body && holds_body(element);
        let lang = element.attributes.lang.as_deref().filter(|&lang| lang != &*outer.language);
        if let Some(lang) = lang {
            scope.language = Arc::from(lang);
        }
        if is_artifact(element) {
            scope.element = None;
        }
        let kind = kind.or(lang.map(|_| StructType::Span));
        let (Some(parent), Some(kind)) = (scope.element, kind) else { return scope };
        if scope.depth >= MAX_DEPTH && kind != StructType::Link {
            return scope;
        }
        let id = self.structure.push(kind, Some(parent), document.span(node));
        if let Some(new) = self.structure.get_mut(id) {
            new.lang = lang.map(str::to_owned);
            if kind == StructType::Note {
                new.id = Some(
                    element.attributes.id.as_deref().map_or_else(|| format!("note-{}", id.0), str::to_owned),
                );
            }
        }
        scope.element = Some(id);
        scope.depth += 1;
        scope
    }

    /// Whether a scope is that of an element of this type.
    pub(super) fn is_in(&self, scope: &Scope, kind: StructType) -> bool {
        scope.element.and_then(|id| self.structure.get(id)).is_some_and(|element| element.kind == kind)
    }

    /// Opens an element that no node stands for, below the scope's.
    pub(super) fn open_plain(&mut self, kind: StructType, outer: &Scope, node: NodeId) -> Scope {
        let mut scope = outer.clone();
        if let Some(parent) = outer.element.filter(|_| outer.depth < MAX_DEPTH) {
            scope.element = Some(self.structure.push(kind, Some(parent), self.document.span(node)));
            scope.depth += 1;
        }
        scope
    }

    /// The tag of content that stands in a scope; content that follows content of the same element joins it.
    pub(super) fn content_tag(&mut self, scope: &Scope) -> ContentTag {
        match scope.element {
            Some(element) => ContentTag::Content(self.content_of(element)),
            None => ContentTag::Artifact(ArtifactType::Layout),
        }
    }

    fn content_of(&mut self, element: StructId) -> crate::structure::ContentId {
        match self.structure.get(element).and_then(|holder| holder.children.last()) {
            Some(&StructChild::Content(id)) => id,
            _ => self.structure.push_content(element),
        }
    }

    /// The tag of content that is its own run, such as a picture.
    pub(super) fn own_content_tag(&mut self, scope: &Scope) -> ContentTag {
        match scope.element {
            Some(element) => ContentTag::Content(self.structure.push_content(element)),
            None => ContentTag::Artifact(ArtifactType::Layout),
        }
    }
}
