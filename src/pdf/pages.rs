//! The document's skeleton: the page tree and the pages' boxes, built by `printpdf`.
//!
//! Its object graph is taken over and renumbered: catalog, page tree, then the pages in order. Nothing else that
//! `printpdf` makes (random ids and names, an Info dictionary, empty resources) reaches the file.

use lopdf::{Dictionary, Object};
use printpdf::{PdfDocument, PdfPage, PdfSaveOptions, Pt};

use crate::layout::frame::Page;
use crate::pdf::file::PdfFile;
use crate::pdf::syntax::{Ref, Syntax};

/// The page tree of a file.
pub struct Skeleton {
    catalog: (Ref, Dictionary),
    tree: (Ref, Dictionary),
    pages: Vec<(Ref, Dictionary)>,
}

/// Builds the skeleton and numbers its objects.
pub fn skeleton(file: &mut PdfFile, title: &str, pages: &[Page]) -> Skeleton {
    let mut document = PdfDocument::new(title);
    document.with_pages(pages.iter().map(page).collect());
    let options =
        PdfSaveOptions { optimize: false, subset_fonts: false, secure: false, image_optimization: None };
    let graph = document.to_lopdf_document(&options, &mut Vec::new());

    let (catalog, tree) = (file.reserve(), file.reserve());
    let first = file.reserve_many(pages.len());
    let numbers: Vec<Ref> = (0..pages.len() as u32).map(|index| Ref(first.0 + index)).collect();
    let take = |id| graph.get_dictionary(id).cloned().unwrap_or_default();
    let mut root = graph.catalog().cloned().unwrap_or_default();
    let mut tree_entries = root.get(b"Pages").and_then(Object::as_reference).map(take).unwrap_or_default();
    let kids = tree_entries.get(b"Kids").and_then(Object::as_array).cloned().unwrap_or_default();
    let kids = kids.iter().filter_map(|kid| kid.as_reference().ok());
    let pages = numbers.iter().copied().zip(kids.map(|id| page_entries(take(id), tree))).collect();
    for key in ["PageLayout", "PageMode"] {
        root.remove(key.as_bytes());
    }
    root.set("Pages", object(tree));
    tree_entries.set("Kids", numbers.iter().map(|page| object(*page)).collect::<Vec<_>>());
    Skeleton { catalog: (catalog, root), tree: (tree, tree_entries), pages }
}

fn page(page: &Page) -> PdfPage {
    let boxes =
        printpdf::Rect::from_wh(Pt(page.size.width.to_pt() as f32), Pt(page.size.height.to_pt() as f32));
    PdfPage { media_box: boxes.clone(), trim_box: boxes.clone(), crop_box: boxes, ops: Vec::new() }
}

fn page_entries(mut entries: Dictionary, tree: Ref) -> Dictionary {
    for key in ["Annots", "Contents", "Resources"] {
        entries.remove(key.as_bytes());
    }
    entries.set("Parent", object(tree));
    // The order of the tab key is that of the structure (ISO 14289-1, 7.18.3).
    entries.set("Tabs", Object::Name(b"S".to_vec()));
    entries
}

/// A reference as an object of `lopdf`.
pub fn object(number: Ref) -> Object {
    Object::Reference((number.0, 0))
}

impl Skeleton {
    /// The page objects in order.
    pub fn pages(&self) -> Vec<Ref> {
        self.pages.iter().map(|(number, _)| *number).collect()
    }

    /// Sets entries of a page.
    pub fn set_page<const N: usize>(&mut self, index: usize, entries: [(&str, Object); N]) {
        if let Some((_, page)) = self.pages.get_mut(index) {
            for (key, value) in entries {
                page.set(key, value);
            }
        }
    }

    /// Sets an entry of the catalog.
    pub fn set(&mut self, key: &str, value: impl Into<Object>) {
        self.catalog.1.set(key, value);
    }

    /// Writes all of it and returns the catalog.
    pub fn write(self, file: &mut PdfFile) -> Ref {
        for (number, entries) in std::iter::once(&self.tree).chain(&self.pages).chain([&self.catalog]) {
            file.object(*number, |out| {
                out.dictionary(entries);
            });
        }
        self.catalog.0
    }
}
