//! Decodes raster pictures, their first frame where they have several.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageReader, Limits};

use super::{Image, ImageError, ImageFormat};
use crate::diagnostic::Context;

/// A decoded picture, turned as it is stored.
pub struct Decoded {
    /// Its pixels.
    pub pixels: DynamicImage,
    /// The ICC profile that the file carries, as it is: it may be broken, or speak of colours that the pixels no longer
    /// have (CMYK becomes RGB).
    pub profile: Option<Vec<u8>>,
}

/// Decodes a picture.
///
/// # Errors
/// Says why it cannot be decoded.
pub fn decode(picture: &Image, context: &Context) -> Result<Decoded, ImageError> {
    let format = match picture.format {
        ImageFormat::Png => image::ImageFormat::Png,
        ImageFormat::Jpeg => image::ImageFormat::Jpeg,
        ImageFormat::Gif => image::ImageFormat::Gif,
        ImageFormat::WebP => image::ImageFormat::WebP,
        ImageFormat::Svg => return Err(ImageError::Unsupported),
    };
    let broken = |error: image::ImageError| ImageError::Broken(error.to_string());
    let mut reader = ImageReader::with_format(Cursor::new(picture.bytes.as_ref()), format);
    let mut limits = Limits::default();
    // The decoder's own buffers come on top of the pixels.
    limits.max_alloc = Some(context.limits.decoded_bytes.saturating_mul(2));
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(broken)?;
    if decoder.total_bytes() > context.limits.decoded_bytes {
        let (width, height) = decoder.dimensions();
        return Err(ImageError::TooLarge(width, height));
    }
    // A profile that cannot be read is none.
    let profile = decoder.icc_profile().ok().flatten();
    let pixels = DynamicImage::from_decoder(decoder).map_err(broken)?;
    Ok(Decoded { pixels, profile })
}
