//! Turns the structure tree into objects (ISO 32000-1, 14.7), with the marked content that the pages noted.
//!
//! [`model`] repairs what breaks the standard's content model. [`Owners`] tells the pages whose each content is;
//! [`Marks`] gathers where it came to stand; [`write()`] then writes elements, parent tree, role map and note ids.

mod elements;
mod grid;
pub mod model;

use std::collections::BTreeMap;

use crate::pdf::file::PdfFile;
use crate::pdf::structure::elements::Elements;
use crate::pdf::syntax::{Ref, Syntax};
use crate::pdf::trees;
use crate::structure::{ContentId, StructChild, StructElem, StructId, StructTree, StructType};

/// The element that each content belongs to.
pub struct Owners {
    of: Vec<Option<(StructId, StructType)>>,
    stand: Vec<bool>,
}

impl Owners {
    /// The owners in a repaired tree.
    pub fn new(tree: &StructTree) -> Owners {
        let mut of = vec![None; tree.contents as usize];
        let mut stand = vec![false; tree.elements.len()];
        for (id, element) in reachable(tree) {
            if let Some(stands) = stand.get_mut(id.0 as usize) {
                *stands = true;
            }
            for child in &element.children {
                if let StructChild::Content(content) = child
                    && let Some(owner) = of.get_mut(content.0 as usize)
                {
                    *owner = Some((id, element.kind));
                }
            }
        }
        Owners { of, stand }
    }

    /// Whether an element can be reached from the root.
    pub fn stands(&self, id: StructId) -> bool {
        self.stand.get(id.0 as usize) == Some(&true)
    }

    /// The element that a content belongs to; `None` if it belongs to none and is an artifact.
    pub fn of(&self, content: ContentId) -> Option<(StructId, StructType)> {
        self.of.get(content.0 as usize).copied().flatten()
    }

    /// The tag of a content's marked-content sequences.
    pub fn tag(&self, content: ContentId) -> &'static str {
        self.of(content).map_or("Span", |(_, kind)| name(kind))
    }
}

/// The elements that can be reached from the root, in reading order.
fn reachable(tree: &StructTree) -> Vec<(StructId, &StructElem)> {
    let mut found = Vec::with_capacity(tree.elements.len());
    let mut seen = vec![false; tree.elements.len()];
    let mut stack = vec![StructId(0)];
    while let Some(id) = stack.pop() {
        let Some(element) = tree.get(id) else { continue };
        match seen.get_mut(id.0 as usize) {
            Some(seen) if !*seen => *seen = true,
            _ => continue,
        }
        found.push((id, element));
        let elements = element.children.iter().rev().filter_map(|child| match child {
            StructChild::Element(id) => Some(*id),
            StructChild::Content(_) => None,
        });
        stack.extend(elements);
    }
    found
}

/// One marked-content sequence.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    content: ContentId,
    page: u32,
    mcid: u32,
}

/// A rectangle on a page: left, bottom, right, top in hundredths of a point.
type Bounds = (u32, [i64; 4]);

/// The marked-content sequences of all pages, in painting order.
#[derive(Default)]
pub struct Marks {
    list: Vec<Mark>,
    page: u32,
    next: u32,
    bounds: BTreeMap<StructId, Bounds>,
}

impl Marks {
    /// Starts a page: its sequences are numbered from 0.
    pub fn begin_page(&mut self, page: u32) {
        self.page = page;
        self.next = 0;
    }

    /// Notes a sequence on the page and returns its number (MCID).
    pub fn push(&mut self, content: ContentId) -> u32 {
        let mcid = self.next;
        self.next += 1;
        self.list.push(Mark { content, page: self.page, mcid });
        mcid
    }

    /// Widens the bounding box of the figure that a content belongs to.
    pub fn extend_bounds(&mut self, content: ContentId, owners: &Owners, rect: [i64; 4]) {
        let Some((id, StructType::Figure | StructType::Formula)) = owners.of(content) else { return };
        let (page, known) = self.bounds.entry(id).or_insert((self.page, rect));
        if *page == self.page {
            let [left, bottom, right, top] = *known;
            let [l, b, r, t] = rect;
            *known = [left.min(l), bottom.min(b), right.max(r), top.max(t)];
        }
    }
}

/// The annotation of a link's area.
pub struct LinkObject {
    /// The element that it belongs to.
    pub element: StructId,
    /// The index of its page.
    pub page: u32,
    /// The annotation.
    pub annotation: Ref,
}

/// Writes the tree and returns its root. `pages` are the page objects; the keys of the parent tree are the pages'
/// indices, then the links' in order.
pub fn write(
    file: &mut PdfFile,
    tree: &StructTree,
    owners: &Owners,
    marks: &Marks,
    links: &[LinkObject],
    pages: &[Ref],
    context: &crate::diagnostic::Context,
) -> Ref {
    let root = file.reserve();
    let elements = Elements::new(file, tree, marks, links, pages, root);
    elements.write(file, context);
    let parents = parent_tree(file, owners, &elements, marks, links, pages.len());
    let notes = elements.ids();
    let id_tree = (!notes.is_empty()).then(|| trees::name_tree(file, &notes));
    let top = elements.reference(StructId(0));
    file.object(root, |out| {
        out.put("<</Type/StructTreeRoot/RoleMap<</Aside/Sect>>/K ").reference(top.unwrap_or(root));
        out.put("/ParentTree ").reference(parents);
        out.put("/ParentTreeNextKey ").int((pages.len() + links.len()) as i64);
        if let Some(id_tree) = id_tree {
            out.put("/IDTree ").reference(id_tree);
        }
        out.put(">>");
    });
    root
}

/// The number tree from pages and annotations to elements (14.7.4.4).
fn parent_tree(
    file: &mut PdfFile,
    owners: &Owners,
    elements: &Elements<'_>,
    marks: &Marks,
    links: &[LinkObject],
    pages: usize,
) -> Ref {
    let owner = |content| owners.of(content).and_then(|(id, _)| elements.reference(id));
    let mut by_page = marks.list.chunk_by(|a, b| a.page == b.page).peekable();
    let mut entries: Vec<Vec<u8>> = Vec::with_capacity(pages + links.len());
    for page in 0..pages as u32 {
        let mut entry = b"[".to_vec();
        let own = by_page.next_if(|marks| marks.first().is_some_and(|mark| mark.page == page));
        for mark in own.unwrap_or_default() {
            match owner(mark.content) {
                Some(element) => entry.reference(element).put(" "),
                None => entry.put("null "),
            };
        }
        entry.put("]");
        entries.push(entry);
    }
    for link in links {
        let mut entry = Vec::new();
        if let Some(element) = elements.reference(link.element) {
            entry.reference(element);
        } else {
            entry.put("null");
        }
        entries.push(entry);
    }
    trees::number_tree(file, &entries)
}

/// The name of a structure type.
pub fn name(kind: StructType) -> &'static str {
    use StructType as T;
    match kind {
        T::Document => "Document",
        T::Part => "Part",
        T::Art => "Art",
        T::Sect => "Sect",
        T::Div => "Div",
        T::Aside => "Aside",
        T::BlockQuote => "BlockQuote",
        T::Caption => "Caption",
        T::Toc => "TOC",
        T::Toci => "TOCI",
        T::P => "P",
        T::H1 => "H1",
        T::H2 => "H2",
        T::H3 => "H3",
        T::H4 => "H4",
        T::H5 => "H5",
        T::H6 => "H6",
        T::L => "L",
        T::Li => "LI",
        T::Lbl => "Lbl",
        T::LBody => "LBody",
        T::Table => "Table",
        T::THead => "THead",
        T::TBody => "TBody",
        T::TFoot => "TFoot",
        T::Tr => "TR",
        T::Th => "TH",
        T::Td => "TD",
        T::Span => "Span",
        T::Quote => "Quote",
        T::Note => "Note",
        T::Reference => "Reference",
        T::Code => "Code",
        T::Link => "Link",
        T::Figure => "Figure",
        T::Formula => "Formula",
    }
}
