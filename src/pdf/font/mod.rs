//! Turns the faces that a document uses into embedded fonts.
//!
//! 1. [`Fonts::collect`] gives every glyph of every run its code ([`codes`]), in document order.
//! 2. [`Fonts::write`] embeds one subset a face ([`embed`]) with its two CMaps ([`cmap`]).
//!
//! The content streams then read the codes back in the same order.

mod cmap;
mod codes;
mod embed;

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Context, Diagnostic, Severity, Stop};
use crate::font::{FontBook, FontId};
use crate::image::ImageId;
use crate::image::graphic::TextRun;
use crate::layout::frame::{FrameItemKind, GlyphRun, Page};
use crate::pdf::file::PdfFile;
use crate::pdf::graphic::Graphics;
use crate::pdf::syntax::{Ref, Syntax};
use crate::source::Span;

use codes::Codes;
use embed::Refusal;

/// One face in use.
struct FontUse {
    id: FontId,
    codes: Codes,
    span: Span,
    /// Advances by code, in hundredths of a thousandth of an em.
    widths: Vec<i64>,
}

impl FontUse {
    /// The code of a glyph that shows `text`; 0 for one that cannot be shown.
    fn code(&mut self, glyph: u16, text: &str, span: Span, context: &Context) -> Result<u16, Stop> {
        if glyph == 0 {
            let message = format!("no font has a glyph for “{text}”, which is left out of the PDF");
            context.report_once(text, Diagnostic::new(Code::GlyphMissing, span, message));
            return Ok(0);
        }
        self.codes.code(glyph, text).ok_or_else(|| {
            let message = "the document shows more different characters in one font than PDF can encode";
            context.report(Diagnostic::new(Code::LimitReached, span, message));
            Stop
        })
    }
}

/// The faces that a document uses, and the code of each of its glyphs.
pub struct Fonts {
    uses: Vec<FontUse>,
    /// By font id: one more than the index in `uses`.
    index: Vec<u32>,
    /// The code of every glyph of the document, in order; 0 for one that cannot be shown.
    codes: Vec<u16>,
    /// The same for each drawing.
    graphic_codes: BTreeMap<ImageId, Vec<u16>>,
}

/// What a content stream needs to know of a font.
#[derive(Clone, Copy)]
pub struct FontCodes<'a> {
    /// Its number in resource names.
    pub number: usize,
    /// Whether codes take two bytes.
    pub wide: bool,
    widths: &'a [i64],
}

impl FontCodes<'_> {
    /// The width of a code in hundredths of a thousandth of an em.
    pub fn width(&self, code: u16) -> i64 {
        self.widths.get(usize::from(code)).copied().unwrap_or(0)
    }
}

impl Fonts {
    /// Gives out the codes for all pages and drawings.
    ///
    /// # Errors
    /// Stops when a face is used with more pairs of glyph and text than there are codes.
    pub fn collect(
        pages: &[Page],
        graphics: &Graphics,
        book: &FontBook,
        context: &Context,
    ) -> Result<Fonts, Stop> {
        let mut fonts =
            Fonts { uses: Vec::new(), index: Vec::new(), codes: Vec::new(), graphic_codes: BTreeMap::new() };
        for page in pages {
            context.check()?;
            for item in &page.items {
                if let FrameItemKind::Text(run) = &item.kind {
                    fonts.collect_run(run, item.span, context)?;
                }
            }
        }
        for (id, span, runs) in graphics.text() {
            let codes = fonts.collect_graphic(&runs, span, context)?;
            fonts.graphic_codes.insert(id, codes);
        }
        for used in &mut fonts.uses {
            let Some(face) = book.face(used.id) else { continue };
            let sorted = used.codes.sorted();
            let last = sorted.last().map_or(0, |code| usize::from(code.number));
            let advances = embed::advances(face, sorted.iter().map(|code| code.glyph));
            let mut widths = vec![0; last + 1];
            for (code, advance) in sorted.iter().zip(advances) {
                if let Some(width) = widths.get_mut(usize::from(code.number)) {
                    *width = advance;
                }
            }
            used.widths = widths;
        }
        Ok(fonts)
    }

    fn collect_run(&mut self, run: &GlyphRun, span: Span, context: &Context) -> Result<(), Stop> {
        let index = self.use_of(run.font, span);
        let Some(used) = self.uses.get_mut(index) else { return Ok(()) };
        let bytes = run.text.as_bytes();
        self.codes.reserve(run.glyphs.len());
        for glyph in &run.glyphs {
            if glyph.text_length == 1
                && let Some(byte) = bytes.get(glyph.text_start as usize)
                && let Some(code) = used.codes.known(glyph.id, *byte)
                && code != 0
            {
                self.codes.push(code);
                continue;
            }
            let text = run.text.get(glyph.text_range()).unwrap_or("");
            self.codes.push(used.code(glyph.id, text, span, context)?);
        }
        Ok(())
    }

    fn collect_graphic(
        &mut self,
        runs: &[&TextRun],
        span: Span,
        context: &Context,
    ) -> Result<Vec<u16>, Stop> {
        let mut codes = Vec::new();
        for run in runs {
            let index = self.use_of(run.font, span);
            let Some(used) = self.uses.get_mut(index) else { continue };
            for glyph in &run.glyphs {
                codes.push(used.code(glyph.id, &glyph.text, span, context)?);
            }
        }
        Ok(codes)
    }

    fn use_of(&mut self, id: FontId, span: Span) -> usize {
        let at = id.0 as usize;
        if self.index.len() <= at {
            self.index.resize(at + 1, 0);
        }
        let known = self.index.get(at).copied().unwrap_or(0);
        if known > 0 {
            return known as usize - 1;
        }
        self.uses.push(FontUse { id, codes: Codes::new(), span, widths: Vec::new() });
        if let Some(entry) = self.index.get_mut(at) {
            *entry = self.uses.len() as u32;
        }
        self.uses.len() - 1
    }

    /// The font of an id; it was seen while collecting.
    pub fn get(&self, id: FontId) -> Option<FontCodes<'_>> {
        let number = (*self.index.get(id.0 as usize)? as usize).checked_sub(1)?;
        let used = self.uses.get(number)?;
        Some(FontCodes { number, wide: used.codes.wide(), widths: &used.widths })
    }

    /// The codes of all glyphs in document order.
    pub fn codes(&self) -> &[u16] {
        &self.codes
    }

    /// The codes of all glyphs of a drawing, in painting order.
    pub fn graphic_codes(&self, id: ImageId) -> &[u16] {
        self.graphic_codes.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Embeds every face and writes the `Font` resource dictionary.
    ///
    /// # Errors
    /// Stops when a face cannot be embedded: PDF/A has no text without its font.
    pub fn write(
        &self,
        file: &mut PdfFile,
        dictionary: Ref,
        book: &FontBook,
        context: &Context,
    ) -> Result<(), Stop> {
        let mut resources = b"<<".to_vec();
        for (number, used) in self.uses.iter().enumerate() {
            context.check()?;
            let embedded = match book.face(used.id) {
                Some(face) => embed::embed(file, face, &used.codes),
                None => Err(Refusal::Broken),
            };
            match embedded {
                Ok(font) => resources.put("/F").int(number as i64).put(" ").reference(font),
                Err(refusal) => return Err(report(refusal, used, book, context)),
            };
        }
        resources.put(">>");
        file.object(dictionary, |out| out.extend_from_slice(&resources));
        Ok(())
    }
}

fn report(refusal: Refusal, used: &FontUse, book: &FontBook, context: &Context) -> Stop {
    let family = book.face(used.id).map_or("a font", |face| face.info.family.as_str());
    let (code, message) = match refusal {
        Refusal::Forbidden => {
            (Code::FontNotEmbeddable, format!("the licence bits of {family} forbid embedding it in a PDF"))
        }
        Refusal::Broken => (Code::FontBroken, format!("the file of {family} cannot be read")),
    };
    let mut diagnostic = Diagnostic::new(code, used.span, message).help("choose another font for this text");
    diagnostic.severity = Severity::Error;
    context.report(diagnostic);
    Stop
}
