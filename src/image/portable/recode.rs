//! Decodes a picture, puts it upright, scales it and encodes it as PNG or JPEG.

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::metadata::Orientation;
use image::{DynamicImage, ImageEncoder};

use crate::diagnostic::Context;
use crate::image::portable::scale;
use crate::image::{Decoded, Image, ImageError, ImageFormat, decode};

/// High enough that a second coding is not seen.
const JPEG_QUALITY: u8 = 88;

/// A picture that was coded anew.
pub struct Recoded {
    /// PNG or JPEG.
    pub format: ImageFormat,
    /// The file.
    pub bytes: Vec<u8>,
    /// Its width and height if they are not the original's.
    pub scaled_to: Option<(u32, u32)>,
}

/// Codes a picture anew with at most `most_pixels` pixels.
pub fn recode(picture: &Image, most_pixels: u64, context: &Context) -> Result<Recoded, ImageError> {
    let Decoded { pixels, profile } = decode(picture, context)?;
    let decoded = eight_bits(pixels);
    let smaller = smaller(decoded.width(), decoded.height(), most_pixels);
    let mut decoded = match smaller {
        Some((width, height)) => scale::scale(decoded, width, height),
        None => decoded,
    };
    decoded
        .apply_orientation(Orientation::from_exif(picture.orientation).unwrap_or(Orientation::NoTransforms));
    let scaled_to = smaller.map(|_| (decoded.width(), decoded.height()));
    let profile = profile.filter(|profile| fits(profile, &decoded));
    let (format, bytes) =
        encode(picture, decoded, profile).map_err(|error| ImageError::Broken(error.to_string()))?;
    Ok(Recoded { format, bytes, scaled_to })
}

/// The size that has at most `most` pixels; `None` if the given one has.
fn smaller(width: u32, height: u32, most: u64) -> Option<(u32, u32)> {
    let pixels = u64::from(width) * u64::from(height);
    let factor = (most as f64 / pixels.max(1) as f64).sqrt();
    let scaled = |side: u32| ((f64::from(side) * factor) as u32).max(1);
    (pixels > most).then(|| (scaled(width), scaled(height)))
}

/// Grey or RGB of 8 bits, with alpha only if anything is translucent.
fn eight_bits(image: DynamicImage) -> DynamicImage {
    let color = image.color();
    let image = match (color.has_color(), color.has_alpha()) {
        (true, true) => DynamicImage::ImageRgba8(image.into_rgba8()),
        (true, false) => DynamicImage::ImageRgb8(image.into_rgb8()),
        (false, true) => DynamicImage::ImageLumaA8(image.into_luma_alpha8()),
        (false, false) => DynamicImage::ImageLuma8(image.into_luma8()),
    };
    match image {
        DynamicImage::ImageRgba8(pixels) if pixels.pixels().all(|pixel| pixel.0[3] == u8::MAX) => {
            DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(pixels).into_rgb8())
        }
        DynamicImage::ImageLumaA8(pixels) if pixels.pixels().all(|pixel| pixel.0[1] == u8::MAX) => {
            DynamicImage::ImageLuma8(DynamicImage::ImageLumaA8(pixels).into_luma8())
        }
        other => other,
    }
}

/// Whether a profile's colour space is the picture's: a CMYK profile does not fit what was CMYK.
fn fits(profile: &[u8], image: &DynamicImage) -> bool {
    let space: &[u8] = if image.color().has_color() { b"RGB " } else { b"GRAY" };
    profile.get(16..20) == Some(space)
}

fn encode(
    picture: &Image,
    image: DynamicImage,
    profile: Option<Vec<u8>>,
) -> image::ImageResult<(ImageFormat, Vec<u8>)> {
    let mut bytes = Vec::new();
    let is_photo = picture.format == ImageFormat::Jpeg
        || picture.format == ImageFormat::WebP && is_lossy_webp(&picture.bytes);
    let (data, color) = (image.as_bytes(), image.color().into());
    if is_photo && !image.color().has_alpha() {
        let mut encoder = JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY);
        if let Some(profile) = profile {
            encoder.set_icc_profile(profile).map_err(image::ImageError::Unsupported)?;
        }
        encoder.write_image(data, image.width(), image.height(), color)?;
        return Ok((ImageFormat::Jpeg, bytes));
    }
    let mut encoder =
        PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive);
    if let Some(profile) = profile {
        encoder.set_icc_profile(profile).map_err(image::ImageError::Unsupported)?;
    }
    encoder.write_image(data, image.width(), image.height(), color)?;
    Ok((ImageFormat::Png, bytes))
}

/// Whether a WebP file holds a lossy picture: a `VP8 ` chunk, behind `VP8X` and others at times.
fn is_lossy_webp(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(12..).unwrap_or_default();
    while let Some((name, after)) = rest.split_first_chunk::<4>() {
        let Some((length, body)) = after.split_first_chunk::<4>() else { return false };
        match name {
            b"VP8 " => return true,
            b"VP8L" => return false,
            _ => {}
        }
        let length = u32::from_le_bytes(*length) as usize;
        rest = body.get(length.saturating_add(length % 2)..).unwrap_or_default();
    }
    false
}
