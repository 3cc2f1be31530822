//! The computed styles of a document, as layout asks for them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::document::NodeId;
use crate::source::Span;
use crate::style::cascade::PageCascade;
use crate::style::computed::{ComputedStyle, Content, PageQuery, PageStyle};
use crate::style::selector::Pseudo;
use crate::style::sheet::FontFace;

/// The styles of an element's pseudo-elements, in the order of [`Pseudo::ALL`].
pub(crate) type PseudoSet = [Option<u32>; 5];

/// An element without styled pseudo-elements.
pub(crate) const NO_PSEUDO: PseudoSet = [None; 5];

/// The computed styles of one document. Equal styles are stored once.
#[derive(Debug, Default)]
pub struct Styles {
    styles: Vec<ComputedStyle>,
    nodes: Vec<u32>,
    node_pseudo: Vec<u32>,
    pseudo_sets: Vec<PseudoSet>,
    pages: PageCascade,
    font_faces: Vec<FontFace>,
    family_places: BTreeMap<Arc<str>, Span>,
    initial: ComputedStyle,
}

impl Styles {
    /// Styles by place: of each node, of the pseudo-elements of each node.
    pub(crate) fn new(
        styles: Vec<ComputedStyle>,
        nodes: Vec<u32>,
        node_pseudo: Vec<u32>,
        pseudo_sets: Vec<PseudoSet>,
        pages: PageCascade,
        font_faces: Vec<FontFace>,
        family_places: BTreeMap<Arc<str>, Span>,
    ) -> Styles {
        let initial = ComputedStyle::default();
        Styles { styles, nodes, node_pseudo, pseudo_sets, pages, font_faces, family_places, initial }
    }

    /// The style of a node. A text has its element's inherited properties and an inline box.
    pub fn node(&self, node: NodeId) -> &ComputedStyle {
        let style = self.nodes.get(node.0 as usize).and_then(|style| self.styles.get(*style as usize));
        style.unwrap_or(&self.initial)
    }

    /// The style of a pseudo-element; `None` where no rule makes one, or, for `::before` and `::after`, where
    /// it has no content.
    pub fn pseudo(&self, node: NodeId, pseudo: Pseudo) -> Option<&ComputedStyle> {
        let set = self.pseudo_sets.get(*self.node_pseudo.get(node.0 as usize)? as usize)?;
        let style = self.styles.get((*set.get(pseudo as usize)?)? as usize)?;
        let empty = matches!(style.boxed.content, Content::Normal | Content::None);
        let generated = matches!(pseudo, Pseudo::Before | Pseudo::After);
        (!generated || !empty).then_some(style)
    }

    /// The style of a page with its margin boxes.
    pub fn page(&self, query: &PageQuery) -> PageStyle {
        self.pages.style(query)
    }

    /// Where the user's sheets first name a font family.
    pub fn family_place(&self, family: &str) -> Option<Span> {
        self.family_places.get(family).copied()
    }

    /// The faces that the sheets name by `@font-face`.
    pub fn font_faces(&self) -> &[FontFace] {
        &self.font_faces
    }
}
