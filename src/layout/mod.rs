//! Turns a styled document into pages.
//!
//! Entry point: [`layout`]. Steps: [`construct()`] makes boxes and the structure tree, [`mod@flow`] the vertical list of the
//! column and that of the notes (their paragraphs are [`inline`]'s matter), [`page`] cuts the lists into pages; [`mod@settle`]
//! lets these two agree. [`paint`] puts everything in its place. [`trace`] prints what comes out as text, [`mod@quality`]
//! measures it.
//!
//! Invariants: lengths are whole units, so that the result is the same on every machine; a paragraph's lines depend
//! on the width of its column, the floats beside it and the page numbers in its text only; no other position on a page
//! is known before [`paint`]. Page numbers in the text are those of the pass before, and the passes are bounded.

pub mod box_tree;
pub mod compose;
pub mod construct;
mod counter_style;
mod decoration;
pub mod flow;
mod fragment;
pub mod frame;
mod grid;
pub mod inline;
pub mod page;
pub mod paint;
pub mod quality;
mod settle;
mod stress;
pub mod trace;

use std::cell::OnceCell;
use std::sync::Arc;

use crate::diagnostic::{Code, Context, Diagnostic, Stop};
use crate::document::{Document, outline, plain_spaces};
use crate::font::FontBook;
use crate::geometry::Length;
use crate::image::ImageSet;
use crate::structure::{DocumentInfo, PageMap};
use crate::style::Styles;

use box_tree::BoxTree;
use construct::construct;
use flow::FlowContext;
use frame::PagedDocument;
use inline::Typesetter;
use page::PageStyles;
use page::numbers::PageNumbers;
use paint::{Painter, bookmarks};
use quality::Quality;
use settle::{Settled, settle};

/// Codes of messages about what was set, which a try that is given up takes back. Others are about what was found.
const OF_TRIES: &[Code] = &[
    Code::BreakContradicted,
    Code::CssScreenOnly,
    Code::LineOverfull,
    Code::LinesOverlap,
    Code::NoteLate,
    Code::PageWidths,
    Code::TableTooWide,
    Code::WordCut,
];

/// How often an article is laid out until the page numbers that stand in its text are true.
const MOST_PASSES: usize = 4;

/// What is laid out.
#[derive(Clone)]
pub struct LayoutInput<'a> {
    /// The article.
    pub document: &'a Document,
    /// Its computed styles.
    pub styles: &'a Styles,
    /// Every face that may be used.
    pub fonts: Arc<FontBook>,
    /// The pictures that it names.
    pub images: Arc<ImageSet>,
}

/// Lays out a document; also says where its pages begin.
///
/// # Errors
/// When pages have no room for text, there are too many of them, or the work was asked to end.
pub fn layout(input: &LayoutInput<'_>, context: &Context) -> Result<(PagedDocument, PageMap), Stop> {
    let LayoutInput { document, styles, fonts, images } = input;
    // What is set borrows the boxes of its pass.
    let passes: [OnceCell<BoxTree>; MOST_PASSES] = Default::default();
    let typesetter = Typesetter::new(document, fonts, context).with_styles(styles);
    let page_styles = PageStyles::new(styles);
    let grid = grid(input);

    let mut pages = PageNumbers::default();
    let mut left = passes.iter();
    let (boxes, structure, settled, numbers) = loop {
        let before = context.mark();
        let mut boxes = construct(document, styles, images, &pages, context)?;
        let structure = std::mem::take(&mut boxes.structure);
        let Some(pass) = left.next() else { return Err(Stop) };
        let boxes = pass.get_or_init(|| boxes);
        let flowing = FlowContext::new(&typesetter, context, images, grid, &page_styles, &boxes.links);
        let settled = settle(&flowing, boxes, context)?;
        let found = PageNumbers::of(&settled.list, &settled.notes.flow, &settled.plans, &page_styles);
        let stands = |id: &Arc<str>| found.get(id) == pages.get(id);
        let references = &boxes.page_references;
        let is_settled = references.is_empty() || pages.is_known() && references.iter().all(stands);
        if !is_settled && left.len() == 0 {
            report_unsettled(document, context);
        }
        if is_settled || left.len() == 0 {
            break (boxes, structure, settled, found);
        }
        context.take_back(before, OF_TRIES);
        pages = found;
    };
    let Settled { list, notes, plans, note_width } = settled;
    let BoxTree { links, anchors, .. } = boxes;
    let language = Arc::from(document.metadata.language.as_str());
    let painter = Painter {
        typesetter: &typesetter,
        page_styles: &page_styles,
        numbers,
        links,
        anchors,
        grid,
        note_width,
        publication: document.metadata.publication.as_deref().map(Arc::from),
        language,
    };
    let painted = painter.paint(list, notes.flow, &plans, context)?;

    let outline = bookmarks(document, styles, &outline(document), &painted.destinations);
    let paged = PagedDocument {
        pages: painted.pages,
        structure,
        info: info(document),
        outline,
        destinations: painted.destinations,
        fonts: Arc::clone(fonts),
        images: Arc::clone(images),
    };
    Ok((paged, painted.map))
}

/// Reports page numbers that move what they number each time that they are set.
fn report_unsettled(document: &Document, context: &Context) {
    let message = format!("page numbers in the text still changed when it was set {MOST_PASSES} times");
    let help = "one of them may be wrong by a page; reword a line near it";
    let place = document.span(document.root());
    context.report(Diagnostic::new(Code::PageNumbersUnsettled, place, message).help(help));
}

/// What an editor would mark on the pages of a document, for `dump --stage quality`.
///
/// # Errors
/// As [`layout()`].
pub fn quality(input: &LayoutInput<'_>, context: &Context) -> Result<Quality, Stop> {
    let (paged, _) = layout(input, context)?;
    Ok(quality::measure(&paged, input.document, grid(input)))
}

/// The distance of the lines of running text.
fn grid(input: &LayoutInput<'_>) -> Length {
    input.styles.node(input.document.root()).line_height()
}

/// The boxes of a document, for `dump --stage boxes`.
///
/// # Errors
/// When the work was asked to end.
pub fn boxes(input: &LayoutInput<'_>, context: &Context) -> Result<BoxTree, Stop> {
    construct(input.document, input.styles, &input.images, &PageNumbers::default(), context)
}

fn info(document: &Document) -> DocumentInfo {
    let metadata = &document.metadata;
    let plain = |text: &String| plain_spaces(text);
    DocumentInfo {
        title: plain_spaces(&metadata.title),
        authors: metadata.authors.iter().map(|author| plain_spaces(&author.name)).collect(),
        subject: metadata.description.as_ref().or(metadata.subtitle.as_ref()).map(plain),
        keywords: metadata.keywords.clone(),
        language: metadata.language.clone(),
        date: metadata.date.as_ref().map(|date| date.iso.clone()),
        publisher: metadata.publisher.as_ref().or(metadata.publication.as_ref()).map(plain),
        rights: metadata.rights.clone(),
        identifier: metadata.uuid_urn(),
    }
}
