//! Turns drawings into form XObjects (ISO 32000-1, 8.10), each once however often it is shown.
//!
//! 1. [`Graphics::read`] reads the drawings that pages show.
//! 2. [`Fonts`] gives their glyphs codes beside those of the pages, so that they share the embedded faces.
//! 3. [`Graphics::write`] writes the forms ([`content`]; [`group`] for those inside them, masks and raster pictures) with
//!    their states and shadings ([`resources`]).
//!
//! A form maps its drawing to the unit square, as an image does. It holds no marked content: it belongs to the element
//! of the figure that shows it.

mod content;
mod gradient;
mod group;
mod number;
mod resources;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Context, Diagnostic, Stop};
use crate::font::FontBook;
use crate::image::graphic::{Graphic, Item, TextRun};
use crate::image::{ImageFormat, ImageId, ImageSet};
use crate::layout::frame::{FrameItemKind, Page};
use crate::pdf::file::PdfFile;
use crate::pdf::font::Fonts;
use crate::pdf::image::Images;
use crate::pdf::syntax::Ref;
use crate::source::Span;

use content::Writer;

/// The drawings that a document shows.
pub struct Graphics(BTreeMap<ImageId, (Graphic, Span)>);

/// A drawing or a raster picture in the file.
pub struct Form {
    /// The XObject: it fills the unit square.
    pub object: Ref,
    /// Whether any of it is translucent.
    pub translucent: bool,
}

impl Graphics {
    /// Reads every drawing that a page shows; says which cannot be shown and what is lost.
    ///
    /// # Errors
    /// Stops when the work was cancelled.
    pub fn read(
        pages: &[Page],
        set: &ImageSet,
        fonts: &FontBook,
        context: &Context,
    ) -> Result<Graphics, Stop> {
        let shown = pages.iter().flat_map(|page| &page.items).filter_map(|item| match item.kind {
            FrameItemKind::Image(id, _) => Some(id),
            _ => None,
        });
        let shown: BTreeSet<ImageId> = shown.collect();
        let mut graphics = BTreeMap::new();
        for id in shown {
            context.check()?;
            let Some(image) = set.get(id).filter(|image| image.format == ImageFormat::Svg) else { continue };
            match Graphic::read(image, fonts) {
                Ok(graphic) => {
                    for what in &graphic.reduced {
                        let message = format!("in {}: {what} cannot be shown in the PDF", image.name);
                        context.report(Diagnostic::new(Code::SvgReduced, image.span, message));
                    }
                    graphics.insert(id, (graphic, image.span));
                }
                Err(_) => {
                    let message = format!("{} is left out of the PDF: it cannot be drawn", image.name);
                    context.report(Diagnostic::new(Code::ImageBroken, image.span, message));
                }
            }
        }
        Ok(Graphics(graphics))
    }

    /// The text of every drawing, in the order in which it is painted.
    pub fn text(&self) -> impl Iterator<Item = (ImageId, Span, Vec<&TextRun>)> {
        self.0.iter().map(|(id, (graphic, span))| {
            let mut runs = Vec::new();
            gather(&graphic.items, &mut runs);
            (*id, *span, runs)
        })
    }

    /// Writes the drawings and adds them to the pictures; `resources` is the dictionary of all fonts.
    ///
    /// # Errors
    /// Stops when the work was cancelled.
    pub fn write(
        &self,
        file: &mut PdfFile,
        fonts: &Fonts,
        resources: Ref,
        images: &mut Images,
        context: &Context,
    ) -> Result<(), Stop> {
        for (id, (graphic, _)) in &self.0 {
            context.check()?;
            let pictures = graphic.pictures.iter();
            let pictures: Vec<Option<Form>> =
                pictures.map(|picture| images.add(file, picture, "a picture inside ", context)).collect();
            let codes = fonts.graphic_codes(*id);
            let form = Writer::new(file, fonts, resources, codes, graphic, &pictures).form(&graphic.items);
            images.add_drawing(*id, form);
        }
        Ok(())
    }
}

fn gather<'a>(items: &'a [Item], runs: &mut Vec<&'a TextRun>) {
    for item in items {
        match item {
            Item::Text(run) => runs.push(run),
            Item::Group(group) => gather(&group.items, runs),
            Item::Path(_) | Item::Picture(..) => {}
        }
    }
}
