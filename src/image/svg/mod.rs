//! Reads SVG pictures (SVG 1.1 and what SVG 2 adds to it) from strangers.
//!
//! 1. [`text`] unpacks a gzip file within a bound.
//! 2. [`cost`] refuses what would explode: deep nesting, entities, references that multiply.
//! 3. [`clean`] writes the drawing anew, without scripts, motion and anything from outside; the raster pictures that it
//!    holds are cleaned too ([`embedded`]).
//! 4. `usvg` says how large it is.
//!
//! Invariant: the bytes of an [`Image`] of format SVG are the clean drawing, which both outputs show.

mod clean;
mod cost;
mod css;
mod embedded;

use std::io::Read;
use std::sync::Arc;

use usvg::roxmltree::{Document, ParsingOptions};

use super::read::ImageError;
use super::{Image, ImageFormat};
use crate::diagnostic::{Code, Context, Diagnostic};
use crate::geometry::{Length, Size};
use crate::source::Span;

/// Bytes of one drawing, unpacked.
const LARGEST_FILE: usize = 16 << 20;
/// Nodes of one drawing, text and comments counted.
const MOST_NODES: u32 = 400_000;
/// The longest side in CSS pixels, about 26 metres.
const LONGEST_SIDE: f32 = 100_000.0;

/// Reads and cleans an SVG; what it loses is reported.
///
/// # Errors
/// Says why the file is no usable picture.
pub fn read(name: &str, bytes: &[u8], span: Span, context: &Context) -> Result<Image, ImageError> {
    let text = text(bytes)?;
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(&text, options).map_err(broken)?;
    cost::check(&document)?;
    let mut clean = clean::clean(&document, &mut embedded::Embedded::new(name, span, context));
    for loss in &clean.losses {
        let message = format!("in {name}, line {}: {} left out", loss.line, loss.what);
        context.report(Diagnostic::new(Code::SvgReduced, span, message));
    }
    let (width, height) = size(&clean.text)?;
    let title = clean.title.take();
    let natural_size = Size {
        width: Length::from_pt(f64::from(width) * 0.75),
        height: Length::from_pt(f64::from(height) * 0.75),
    };
    Ok(Image {
        name: name.to_owned(),
        format: ImageFormat::Svg,
        bytes: Arc::from(clean.sized(width, height).into_bytes()),
        width: width.ceil().max(1.0) as u32,
        height: height.ceil().max(1.0) as u32,
        orientation: 1,
        natural_size,
        moves: false,
        title,
        span,
    })
}

fn broken(error: impl ToString) -> ImageError {
    ImageError::Broken(error.to_string())
}

/// The file as text, unpacked if it is gzip.
fn text(bytes: &[u8]) -> Result<String, ImageError> {
    let too_large = || broken(format!("it is larger than {} MB", LARGEST_FILE >> 20));
    let mut unpacked = Vec::new();
    let bytes = if bytes.starts_with(&[0x1F, 0x8B]) {
        let inflate = flate2::read::GzDecoder::new(bytes);
        inflate.take(LARGEST_FILE as u64 + 1).read_to_end(&mut unpacked).map_err(broken)?;
        unpacked.as_slice()
    } else {
        bytes
    };
    if bytes.len() > LARGEST_FILE {
        return Err(too_large());
    }
    let text = std::str::from_utf8(bytes).map_err(|_| broken("it is not UTF-8 text"))?;
    Ok(text.trim_start_matches('\u{FEFF}').to_owned())
}

/// Width and height in CSS pixels.
fn size(text: &str) -> Result<(f32, f32), ImageError> {
    let options = usvg::Options { image_href_resolver: pictures_inside(), ..usvg::Options::default() };
    let tree = usvg::Tree::from_str(text, &options).map_err(broken)?;
    let (width, height) = (tree.size().width(), tree.size().height());
    if width > LONGEST_SIDE || height > LONGEST_SIDE {
        return Err(ImageError::TooLarge(width as u32, height as u32));
    }
    Ok((width, height))
}

/// Reads the pictures that a clean drawing holds, and no others.
pub(super) fn pictures_inside() -> usvg::ImageHrefResolver<'static> {
    usvg::ImageHrefResolver {
        resolve_data: Box::new(|media_type, data, _| match media_type {
            "image/png" => Some(usvg::ImageKind::PNG(data)),
            "image/jpeg" => Some(usvg::ImageKind::JPEG(data)),
            _ => None,
        }),
        resolve_string: Box::new(|_, _| None),
    }
}
