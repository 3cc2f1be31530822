//! Turns one article into an EPUB and a PDF: the only module that knows all stages.
//!
//! Entry point: [`convert`]. Steps, one file each: `pictures` loads what the article shows, `sheets` its
//! stylesheets, `faces` its fonts; `stage` prints what stands between them.
//!
//! Everything between reading and returning is pure: the same input gives the same bytes.

mod faces;
mod page_size;
mod pictures;
mod sheets;
mod stage;

use std::sync::Arc;

pub use page_size::parse_page_size;
pub use sheets::StyleInput;
#[cfg(feature = "import")]
pub use stage::dump_pandoc_json;
pub use stage::{Stage, dump};

use crate::assets::Loader;
use crate::diagnostic::{Context, Stop};
use crate::document::{Document, insert_contents, number_headings};
use crate::epub::{self, EpubInput};
use crate::font::FontBook;
use crate::geometry::Size;
use crate::image::ImageSet;
use crate::layout::{self, LayoutInput};
use crate::markdown::{self, ParseOptions};
use crate::pdf::{self, PdfOptions};
use crate::source::{SourceId, Sources};
use crate::structure::PageMap;
use crate::style::{self, BuiltIn, StyleOptions, Styles};

/// One article to convert.
pub struct Input<'a> {
    /// Its text.
    pub source: SourceId,
    /// What it is called if nothing in it says so: the file's name without its ending.
    pub fallback_title: Option<String>,
    /// Reads what it names.
    pub loader: &'a dyn Loader,
}

/// What to make, and how.
#[derive(Clone, Default)]
pub struct Options {
    /// Make an EPUB.
    pub epub: bool,
    /// Make a PDF.
    pub pdf: bool,
    /// Styles in the order in which they apply; none is the article's own, else the default.
    pub styles: Vec<StyleInput>,
    /// The page size; none is the style's, else by the language's region.
    pub page: Option<Size>,
    /// The language; none is the article's.
    pub language: Option<String>,
    /// Font files besides the bundled ones.
    pub fonts: Vec<Arc<[u8]>>,
    /// When the article was last changed; none is the article's date.
    pub modified: Option<jiff::Timestamp>,
}

/// What was made.
#[derive(Debug, Default)]
pub struct Outputs {
    /// The EPUB, if asked for.
    pub epub: Option<Vec<u8>>,
    /// The PDF, if asked for.
    pub pdf: Option<Vec<u8>>,
}

/// An article with all that it names, ready for both outputs.
pub(crate) struct Loaded {
    pub document: Document,
    pub images: Arc<ImageSet>,
    pub sheets: sheets::Sheets,
    pub faces: faces::Faces,
    pub fonts: Arc<FontBook>,
}

/// Converts one article.
///
/// # Errors
/// `Stop` if nothing can be made; why stands in the context. Errors reported without a `Stop` also mean that the
/// outputs must not replace older ones: see [`Context::has_errors`].
pub fn convert(
    input: &Input<'_>,
    options: &Options,
    sources: &mut Sources,
    context: &Context,
) -> Result<Outputs, Stop> {
    let loaded = load(input, options, sources, context)?;
    let mut outputs = Outputs::default();
    let mut page_map = None;
    if options.pdf {
        let (bytes, map) = make_pdf(&loaded, options, context)?;
        outputs.pdf = Some(bytes);
        page_map = Some(map);
    }
    if options.epub {
        outputs.epub = Some(make_epub(&loaded, options, page_map.as_ref(), context)?);
    }
    Ok(outputs)
}

/// Parses the article and loads what it names.
pub(crate) fn load(
    input: &Input<'_>,
    options: &Options,
    sources: &mut Sources,
    context: &Context,
) -> Result<Loaded, Stop> {
    let mut document = markdown::parse(sources, input.source, &parse_options(input, options), context)?;
    let images = pictures::load(&mut document, input.loader, context);
    let sheets = sheets::load(&document, input.loader, options, sources, context)?;
    arrange(&mut document, sheets.style);
    let (fonts, faces) = faces::load(&sheets, input.loader, options, context);
    context.check()?;
    Ok(Loaded { document, images: Arc::new(images), sheets, faces, fonts: Arc::new(fonts) })
}

fn parse_options(input: &Input<'_>, options: &Options) -> ParseOptions {
    ParseOptions {
        language: options.language.clone(),
        fallback_title: input.fallback_title.clone(),
        ..ParseOptions::default()
    }
}

/// Numbers headings and lists them before the text where the article or, if it says nothing, its style wants it.
fn arrange(document: &mut Document, style: BuiltIn) {
    if document.metadata.numbered.unwrap_or(style.is_sectioned()) {
        number_headings(document);
    }
    if document.metadata.contents.unwrap_or(style.is_sectioned()) {
        insert_contents(document);
    }
}

/// Computes the styles of the article for the printed page.
pub(crate) fn styles(loaded: &Loaded, options: &Options, context: &Context) -> Styles {
    let style_options = StyleOptions {
        default_page: page_size::of_language(&loaded.document.metadata.language),
        page_override: options.page,
    };
    style::resolve(&loaded.document, &loaded.sheets.all(), &style_options, context)
}

pub(crate) fn layout_input<'a>(loaded: &'a Loaded, styles: &'a Styles) -> LayoutInput<'a> {
    LayoutInput {
        document: &loaded.document,
        styles,
        fonts: Arc::clone(&loaded.fonts),
        images: Arc::clone(&loaded.images),
    }
}

fn make_pdf(loaded: &Loaded, options: &Options, context: &Context) -> Result<(Vec<u8>, PageMap), Stop> {
    let styles = styles(loaded, options, context);
    let (paged, page_map) = layout::layout(&layout_input(loaded, &styles), context)?;
    let bytes = pdf::write(&paged, &PdfOptions::default(), context)?;
    Ok((bytes, page_map))
}

fn make_epub(
    loaded: &Loaded,
    options: &Options,
    page_map: Option<&PageMap>,
    context: &Context,
) -> Result<Vec<u8>, Stop> {
    let stylesheet = style::export(&loaded.sheets.all(), &|rule| loaded.faces.address(rule), context);
    let input = EpubInput {
        stylesheet: &stylesheet,
        images: &loaded.images,
        fonts: &loaded.faces.embedded,
        faces: &loaded.fonts,
        page_map,
        modified: options.modified,
        identifier: &loaded.document.metadata.uuid_urn(),
    };
    epub::write(&loaded.document, &input, context)
}
