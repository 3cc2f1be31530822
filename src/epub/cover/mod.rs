//! Draws the cover of a book that has no picture for it: type on paper, in the manner of the built-in styles.
//!
//! [`draw`] sets the words ([`setting`]), composes them ([`design`]), fills their outlines ([`canvas`], [`coverage`]) and encodes
//! the result ([`png`]). Nothing is drawn where there is nothing: most rows of a cover are blank and cost nothing.

mod canvas;
mod coverage;
mod design;
mod png;
mod setting;

use crate::diagnostic::{Code, Context, Diagnostic};
use crate::document::Document;
use crate::font::FontBook;

/// The size of a cover in pixels, as shops ask for it.
pub(super) const SIZE: (u32, u32) = (1600, 2560);

/// The cover as a PNG file; `None`, and a message, if no font can set the title.
pub(super) fn draw(document: &Document, fonts: &FontBook, context: &Context) -> Option<Vec<u8>> {
    let Some(design) = design::compose(document, fonts) else {
        let message = "the book has no cover, since no font has the letters of its title";
        let help =
            "give fonts of its script with --font-path, or a picture with `cover:` in the front matter";
        context.report(Diagnostic::new(Code::GlyphMissing, document.metadata.span, message).help(help));
        return None;
    };
    let mut canvas = canvas::Canvas::new(SIZE);
    for rule in design.rules {
        canvas.fill_rect(rule);
    }
    for line in &design.lines {
        canvas.fill_line(line);
    }
    Some(png::encode(canvas, &design::palette()))
}
