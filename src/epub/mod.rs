//! Turns a document, its exported stylesheet and the PDF's page map into an EPUB 3.3 file.
//!
//! [`write()`] is the entry point. [`plan`] decides the content documents and the addresses of ids, [`pictures`]
//! chooses the files, [`breaks`] places the page marks, [`content`] serializes the tree, [`cover`] draws the cover,
//! [`navigation`] and [`metadata`] describe the book, [`package`] packs it with `epub-builder` and [`finish`]
//! rewrites what that crate cannot write.
//!
//! Invariants: the same input gives the same bytes; every file is well-formed XML whatever the text holds; every
//! link inside the book has a target; nothing is claimed of the content that is not so.

mod address;
mod breaks;
mod content;
mod cover;
mod dates;
mod finish;
mod markup;
mod metadata;
mod navigation;
mod package;
mod page;
mod pictures;
mod plan;
mod summary;

use std::sync::Arc;

use crate::diagnostic::{Code, Context, Diagnostic, Stop};
use crate::document::{Document, Labels, Metadata};
use crate::font::FontBook;
use crate::image::ImageSet;
use crate::structure::PageMap;

/// The cover page's file.
const COVER_PAGE: &str = "cover.xhtml";

/// A font file that the stylesheet names.
#[derive(Clone, Debug)]
pub struct EmbeddedFont {
    /// Its address in the stylesheet, relative to it: `fonts/text.ttf`, of `a-z`, `0-9`, `-`, `.` and `/`.
    pub name: String,
    /// The file.
    pub bytes: Arc<[u8]>,
}

/// What an EPUB is made of besides its document.
#[derive(Clone, Debug)]
pub struct EpubInput<'a> {
    /// The stylesheet as exported for e-readers.
    pub stylesheet: &'a str,
    /// The pictures that the document names.
    pub images: &'a ImageSet,
    /// Fonts that the stylesheet embeds.
    pub fonts: &'a [EmbeddedFont],
    /// The faces that a cover may be drawn with.
    pub faces: &'a FontBook,
    /// Where the PDF's pages begin, if one was made in the same run.
    pub page_map: Option<&'a PageMap>,
    /// When the article was last changed; without it the article's date counts.
    pub modified: Option<jiff::Timestamp>,
    /// The book's identifier, a URN: see [`Metadata::uuid_urn`].
    pub identifier: &'a str,
}

/// The EPUB file of a document.
///
/// # Errors
/// Stops when the work was asked to end or the packer fails; the reason is in the context.
pub fn write(document: &Document, input: &EpubInput<'_>, context: &Context) -> Result<Vec<u8>, Stop> {
    let mut plan = plan::Plan::new(document);
    let mut pictures = pictures::Pictures::new(document, &plan.facts, input.images, context);
    let cover_source = document.metadata.cover.as_ref().map(|(source, _)| source.as_str());
    let cover_source = cover_source.filter(|_| pictures.cover.is_some());
    if pictures.cover.is_none() {
        cover::draw(document, input.faces, context).into_iter().for_each(|png| pictures.add_cover(png));
    }
    let marks = breaks::PageMarks::new(document, input.page_map, &mut plan);
    let content = content::Content { document, plan: &plan, marks: &marks, pictures: &pictures, context };
    let files = contents(&content)?;
    let routes = navigation::Routes::new(document, &plan, &files, pictures.cover.is_some());
    let paged = !routes.pages.is_empty();
    let subject = metadata::Subject { document, input, facts: &plan.facts, pictures: &pictures, paged };
    let cover_page = pictures.cover().map(|picture| page::cover(document, &picture.href, cover_source));
    let parts = plan.parts.iter().map(|part| part.href.as_str());
    let labels = Labels::of(page::language(document));
    let packed = package::pack(&package::Files {
        title: &title(&document.metadata),
        contents_title: labels.contents(),
        stylesheet: input.stylesheet,
        cover_page: cover_page.as_deref().map(|text| (COVER_PAGE, text, labels.cover())),
        contents: parts.zip(files.iter().map(|file| file.text.as_str())).collect(),
        pictures: &pictures,
        fonts: input.fonts,
    });
    let finish = finish::Finish {
        metadata: &metadata::write(&subject),
        navigation: &navigation::document(&routes),
        ncx: &navigation::ncx(&routes, input.identifier),
        language: page::language(document),
        prefix: (!input.fonts.is_empty()).then_some(metadata::IBOOKS_PREFIX),
        right_to_left: page::is_right_to_left(document),
        non_linear: &[COVER_PAGE],
        stored: pictures.files.iter().map(|picture| (picture.href.as_str(), &*picture.bytes)).collect(),
    };
    let packed = packed.map_err(|error| failed(context, &error.to_string()))?;
    finish::finish(packed, &finish).map_err(|error| failed(context, &error.0))
}

fn contents(content: &content::Content<'_>) -> Result<Vec<content::ContentFile>, Stop> {
    content
        .plan
        .parts
        .iter()
        .enumerate()
        .map(|(number, part)| content::write(content, number, part))
        .collect()
}

/// The title on one line, never empty.
fn title(metadata: &Metadata) -> String {
    let title = markup::one_line(&metadata.title);
    if title.is_empty() { "…".to_owned() } else { title }
}

fn failed(context: &Context, reason: &str) -> Stop {
    context.report(Diagnostic::new(
        Code::OutputFailed,
        None,
        format!("the EPUB could not be packed: {reason}"),
    ));
    Stop
}
