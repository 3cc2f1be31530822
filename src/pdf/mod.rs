//! Turns a [`PagedDocument`] into the bytes of a PDF file.
//!
//! The entry point is [`write()`]. Steps:
//! 1. [`structure::model`] repairs the structure tree where it breaks the standard's content model.
//! 2. [`pages`] has `printpdf` build the document's skeleton; [`image`], [`graphic`] and [`font`] prepare what pages show.
//! 3. [`content`] writes each page's operators and notes where marked content stands.
//! 4. [`font`] embeds subsets, [`structure`] writes the tree, [`links`], [`navigation`] and [`metadata`] the rest.
//! 5. [`mod@file`] packs the objects and writes the cross-references.
//!
//! Invariants: every file is PDF 1.7 (ISO 32000-1), PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2). Lengths are
//! rounded here and nowhere else. The same document gives the same bytes: no clock, no random names.

mod content;
mod file;
mod font;
mod graphic;
mod image;
mod links;
mod metadata;
mod navigation;
mod pages;
mod structure;
mod syntax;
mod trees;

use std::collections::BTreeSet;

use lopdf::{Dictionary, Object};

use crate::diagnostic::{Context, Stop};
use crate::layout::frame::PagedDocument;
use crate::structure::StructId;

use content::{PageContent, Painter};
use file::PdfFile;
use font::Fonts;
use graphic::Graphics;
use image::Images;
use pages::{Skeleton, object};
use structure::{Marks, Owners, model};
use syntax::{Ref, Syntax};

/// What a caller may choose.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PdfOptions {
    /// How hard streams are compressed: 0 (not at all) to 9.
    pub compression: u32,
}

impl Default for PdfOptions {
    fn default() -> PdfOptions {
        PdfOptions { compression: 6 }
    }
}

/// Writes a document as a PDF file.
///
/// # Errors
/// Stops when the work was cancelled, or when a font may not or cannot be embedded.
pub fn write(document: &PagedDocument, options: &PdfOptions, context: &Context) -> Result<Vec<u8>, Stop> {
    let mut file = PdfFile::new(options.compression);
    let links = links::usable(document, context);
    let linked = links.iter().map(|(_, _, area)| area.element).collect();
    let repaired = model::repaired(&document.structure, &linked);
    let owners = Owners::new(&repaired.tree);

    let mut skeleton = pages::skeleton(&mut file, &document.info.title, &document.pages);
    let pages = skeleton.pages();
    let mut images = Images::write(&mut file, &document.pages, &document.images, context)?;
    let graphics = Graphics::read(&document.pages, &document.images, &document.fonts, context)?;
    let fonts = Fonts::collect(&document.pages, &graphics, &document.fonts, context)?;
    let links = links::place(&mut file, &links, &repaired, |id| owners.stands(id));

    let mut marks = Marks::default();
    let shared = Shared { fonts: file.reserve(), states: file.reserve() };
    graphics.write(&mut file, &fonts, shared.fonts, &mut images, context)?;
    let mut painter = Painter::new(&fonts, &images, &owners);
    for (index, page) in document.pages.iter().enumerate() {
        context.check()?;
        let content = painter.page(index as u32, page, &mut marks);
        write_page(&mut file, &mut skeleton, index, &content, &images, &shared);
    }
    let alphas: Vec<u8> = painter.alphas().collect();
    file.object(shared.states, |out| content::alpha_states(out, alphas.into_iter()));
    fonts.write(&mut file, shared.fonts, &document.fonts, context)?;

    annotate(&mut skeleton, &links);
    links::write(&mut file, document, &links, &pages, context);
    let objects: Vec<_> = links.into_iter().map(|link| link.object).collect();
    let root = structure::write(&mut file, &repaired.tree, &owners, &marks, &objects, &pages, context);
    skeleton.set("StructTreeRoot", object(root));
    describe(&mut skeleton, &mut file, document, &pages, context);
    let metadata = metadata::write(&mut file, &document.info, context);
    skeleton.set("Metadata", object(metadata.xmp));
    skeleton.set("OutputIntents", Object::Array(vec![object(metadata.output_intent)]));
    let catalog = skeleton.write(&mut file);
    Ok(file.finish(catalog, metadata.info))
}

/// What breaks the content model of a document's structure tree: elements and reasons. [`write()`] repairs all of it;
/// tests of what builds the tree expect none.
pub fn structure_faults(document: &PagedDocument) -> Vec<(StructId, &'static str)> {
    let linked: BTreeSet<StructId> =
        document.pages.iter().flat_map(|page| &page.links).map(|area| area.element).collect();
    model::faults(&document.structure, &linked)
}

/// Resources of all pages.
struct Shared {
    fonts: Ref,
    states: Ref,
}

fn write_page(
    file: &mut PdfFile,
    skeleton: &mut Skeleton,
    index: usize,
    content: &PageContent<'_>,
    images: &Images,
    shared: &Shared,
) {
    let contents = file.reserve();
    file.stream(contents, "", content.bytes);
    let resources = file.add(|out| {
        out.put("<</Font ").reference(shared.fonts).put("/ExtGState ").reference(shared.states);
        out.put("/XObject");
        images.resources(out, content.images);
        out.put(">>");
    });
    skeleton.set_page(
        index,
        [
            ("Contents", object(contents)),
            ("Resources", object(resources)),
            ("StructParents", Object::Integer(index as i64)),
        ],
    );
    if content.transparent {
        let group = Dictionary::from_iter([
            ("S", Object::Name(b"Transparency".to_vec())),
            ("CS", Object::Name(b"DeviceRGB".to_vec())),
        ]);
        skeleton.set_page(index, [("Group", Object::Dictionary(group))]);
    }
}

/// Lists each page's annotations.
fn annotate(skeleton: &mut Skeleton, links: &[links::PlacedLink<'_>]) {
    for page in links.chunk_by(|a, b| a.object.page == b.object.page) {
        let annotations = page.iter().map(|link| object(link.object.annotation)).collect();
        if let Some(first) = page.first() {
            skeleton.set_page(first.object.page as usize, [("Annots", Object::Array(annotations))]);
        }
    }
}

/// Sets what the catalog says about the document as a whole.
fn describe(
    skeleton: &mut Skeleton,
    file: &mut PdfFile,
    document: &PagedDocument,
    pages: &[Ref],
    context: &Context,
) {
    let truth = |key: &str| Object::Dictionary(Dictionary::from_iter([(key, Object::Boolean(true))]));
    skeleton.set("MarkInfo", truth("Marked"));
    skeleton.set("ViewerPreferences", truth("DisplayDocTitle"));
    let language = Some(document.info.language.as_str()).filter(|tag| !tag.is_empty()).unwrap_or("und");
    skeleton.set("Lang", Object::string_literal(language));
    skeleton.set("PageLabels", object(navigation::page_labels(file, &document.pages)));
    if let Some(outline) = navigation::outline(file, document, context) {
        skeleton.set("Outlines", object(outline));
    }
    if let Some(destinations) = navigation::destinations(file, document, pages) {
        let names = Dictionary::from_iter([("Dests", object(destinations))]);
        skeleton.set("Names", Object::Dictionary(names));
    }
}
