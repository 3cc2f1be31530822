//! Pictures inside a drawing: raster pictures in addresses of the `data:` scheme (RFC 2397).

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use data_url::DataUrl;

use crate::diagnostic::{Code, Context, Diagnostic};
use crate::image::portable::embeddable;
use crate::image::{ImageFormat, read, sniff};
use crate::source::Span;

/// Takes the pictures of one drawing, as many pixels as one picture may have.
pub struct Embedded<'a> {
    drawing: &'a str,
    context: &'a Context,
    span: Span,
    pixels: u64,
}

impl<'a> Embedded<'a> {
    /// Of the drawing of a name, which stands at `span`.
    pub fn new(drawing: &'a str, span: Span, context: &'a Context) -> Embedded<'a> {
        Embedded { drawing, context, span, pixels: context.limits.pixels }
    }

    /// The address of a picture that every e-reader shows and that tells nothing of whoever made it; `None` if the
    /// given one leads outside, holds no raster picture or too large a one.
    pub fn address(&mut self, href: &str) -> Option<String> {
        let (bytes, _) = DataUrl::process(href.trim()).ok()?.decode_to_vec().ok()?;
        if matches!(sniff(&bytes)?, ImageFormat::Svg) {
            return None;
        }
        let image = read(self.drawing, Arc::from(bytes), self.span, self.context).ok()?;
        let pixels = u64::from(image.width) * u64::from(image.height);
        self.pixels = self.pixels.checked_sub(pixels)?;
        let (format, bytes) = embeddable(&image, self.context).ok()?;
        if image.moves {
            let message = format!("a picture inside {} moves: its first frame is shown", self.drawing);
            self.context.report(Diagnostic::new(Code::ImageAnimated, self.span, message));
        }
        let media_type = if format == ImageFormat::Jpeg { "image/jpeg" } else { "image/png" };
        Some(format!("data:{media_type};base64,{}", STANDARD.encode(bytes)))
    }
}
