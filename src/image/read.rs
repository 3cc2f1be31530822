//! Tells what picture a file holds, from its header.

use std::io::Cursor;
use std::sync::Arc;

use image::{ImageDecoder, ImageReader};

use super::{Image, ImageFormat, motion, svg};
use crate::diagnostic::Context;
use crate::geometry::{Length, Size};
use crate::source::Span;

/// Why a file is no usable picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImageError {
    /// Its format is none of those that are read.
    Unsupported,
    /// It is damaged; the decoder's reason.
    Broken(String),
    /// It has more pixels than a limit allows: width and height.
    TooLarge(u32, u32),
}

/// Reads a file's header; no pixel is decoded.
///
/// # Errors
/// Says why the file is no usable picture.
pub fn read(name: &str, bytes: Arc<[u8]>, span: Span, context: &Context) -> Result<Image, ImageError> {
    let format = sniff(&bytes).ok_or(ImageError::Unsupported)?;
    if format == ImageFormat::Svg {
        return svg::read(name, &bytes, span, context);
    }
    let Header { width, height, orientation, decoded_bytes } = header(&bytes)?;
    let pixels = u64::from(width) * u64::from(height);
    if pixels > context.limits.pixels || decoded_bytes > context.limits.decoded_bytes {
        return Err(ImageError::TooLarge(width, height));
    }
    let (width, height) = if orientation >= 5 { (height, width) } else { (width, height) };
    let natural_size = Size { width: css_pixels(width), height: css_pixels(height) };
    let moves = motion::moves(format, &bytes);
    Ok(Image {
        name: name.to_owned(),
        format,
        bytes,
        width,
        height,
        orientation,
        natural_size,
        moves,
        title: None,
        span,
    })
}

/// What a file says before its pixels.
struct Header {
    width: u32,
    height: u32,
    /// EXIF's, 1 to 8.
    orientation: u8,
    decoded_bytes: u64,
}

fn header(bytes: &[u8]) -> Result<Header, ImageError> {
    let broken = |error: image::ImageError| ImageError::Broken(error.to_string());
    let reader = ImageReader::new(Cursor::new(bytes));
    let reader = reader.with_guessed_format().map_err(|error| ImageError::Broken(error.to_string()))?;
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    let orientation = decoder.orientation().map_or(1, image::metadata::Orientation::to_exif);
    if width == 0 || height == 0 {
        return Err(ImageError::Broken("it has no pixels".to_owned()));
    }
    let decoded_bytes = decoder.total_bytes();
    Ok(Header { width, height, orientation: orientation.clamp(1, 8), decoded_bytes })
}

/// CSS pixels: 96 to the inch.
fn css_pixels(pixels: u32) -> Length {
    Length::from_pt(f64::from(pixels) * 0.75)
}

/// The format that a file's first bytes show.
pub fn sniff(bytes: &[u8]) -> Option<ImageFormat> {
    match bytes {
        [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Some(ImageFormat::Png),
        [0xFF, 0xD8, 0xFF, ..] => Some(ImageFormat::Jpeg),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(ImageFormat::Gif),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(ImageFormat::WebP),
        _ => is_svg(bytes).then_some(ImageFormat::Svg),
    }
}

/// Whether an XML document's first element is `svg`, or the file is gzip, which SVG files may be packed with.
fn is_svg(bytes: &[u8]) -> bool {
    if bytes.starts_with(&[0x1F, 0x8B]) {
        return true;
    }
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    text.starts_with('<') && text.contains("<svg")
}
