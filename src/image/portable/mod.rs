//! Turns a picture into a file that every e-reader shows and that tells nothing of whoever made it.
//!
//! 1. [`strip`] leaves out of a JPEG, PNG or GIF where, when and with what it was made; its pixels stay as they are.
//! 2. What e-readers cannot show, show turned or are slowed down by is decoded, put upright, scaled and encoded anew
//!    ([`recode`]): WebP, CMYK, EXIF's orientations, more than [`MOST_PIXELS`].
//!
//! Colour profiles are kept: without them colours change.

mod recode;
mod scale;
mod strip;

use std::sync::Arc;

use crate::diagnostic::{Code, Context, Diagnostic};

use super::{Image, ImageError, ImageFormat};

/// Larger pictures gain an e-reader nothing; some refuse them.
pub const MOST_PIXELS: u64 = 4_000_000;

/// A picture for e-readers.
#[derive(Clone, Debug)]
pub struct Portable {
    /// PNG, JPEG, GIF or SVG.
    pub format: ImageFormat,
    /// The file.
    pub bytes: Arc<[u8]>,
}

/// Makes a picture portable; that it was scaled is reported.
///
/// # Errors
/// Says why it cannot be decoded.
pub fn portable(image: &Image, context: &Context) -> Result<Portable, ImageError> {
    let large = u64::from(image.width) * u64::from(image.height) > MOST_PIXELS;
    let as_it_is = match image.format {
        ImageFormat::Svg => Some(Arc::clone(&image.bytes)),
        ImageFormat::Gif => strip::gif(&image.bytes).map(Arc::from),
        _ if large => None,
        _ => stripped(image).map(Arc::from),
    };
    if let Some(bytes) = as_it_is {
        return Ok(Portable { format: image.format, bytes });
    }
    let recoded = recode::recode(image, MOST_PIXELS, context)?;
    if let Some((width, height)) = recoded.scaled_to {
        let message = format!(
            "{} was scaled from {} × {} to {width} × {height} pixels for the EPUB",
            image.name, image.width, image.height
        );
        context.report(Diagnostic::new(Code::ImageScaled, image.span, message));
    }
    Ok(Portable { format: recoded.format, bytes: recoded.bytes.into() })
}

/// A raster picture as a drawing may hold it: an upright PNG or JPEG of its own size.
///
/// # Errors
/// Says why it cannot be decoded.
pub fn embeddable(image: &Image, context: &Context) -> Result<(ImageFormat, Vec<u8>), ImageError> {
    if let Some(bytes) = stripped(image) {
        return Ok((image.format, bytes));
    }
    let recoded = recode::recode(image, u64::MAX, context)?;
    Ok((recoded.format, recoded.bytes))
}

/// The file without what does not draw; `None` if it has to be coded anew.
fn stripped(image: &Image) -> Option<Vec<u8>> {
    match image.format {
        _ if image.orientation != 1 => None,
        ImageFormat::Png => strip::png(&image.bytes),
        ImageFormat::Jpeg => strip::jpeg(&image.bytes),
        ImageFormat::Gif | ImageFormat::WebP | ImageFormat::Svg => None,
    }
}
