//! Pictures that have to be decoded: alpha, interlacing, CMYK, GIF, WebP.

use std::io::Cursor;

use image::{DynamicImage, ImageReader};

use crate::diagnostic::Context;
use crate::image::{Image, ImageFormat};
use crate::pdf::image::{Colors, Data, Encoded, Failure, broken};

/// Decodes a picture into grey or RGB and, if anything is translucent, a mask.
pub fn encode(picture: &Image, context: &Context) -> Result<Encoded, Failure> {
    let format = match picture.format {
        ImageFormat::Png => image::ImageFormat::Png,
        ImageFormat::Jpeg => image::ImageFormat::Jpeg,
        ImageFormat::Gif => image::ImageFormat::Gif,
        ImageFormat::WebP => image::ImageFormat::WebP,
        ImageFormat::Svg => return Err(broken("it is no raster image")),
    };
    let mut reader = ImageReader::with_format(Cursor::new(picture.bytes.as_ref()), format);
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(context.limits.pixels.saturating_mul(8));
    reader.limits(limits);
    let decoded = reader.decode().map_err(broken)?;
    Ok(encoded(decoded))
}

fn encoded(decoded: DynamicImage) -> Encoded {
    let (width, height) = (decoded.width(), decoded.height());
    let has_color = decoded.color().has_color();
    let (colors, data, mask) = match (has_color, decoded.color().has_alpha()) {
        (true, true) => {
            let (data, mask) = split::<4>(&decoded.into_rgba8());
            (Colors::Rgb, data, mask)
        }
        (true, false) => (Colors::Rgb, decoded.into_rgb8().into_raw(), None),
        (false, true) => {
            let (data, mask) = split::<2>(&decoded.into_luma_alpha8());
            (Colors::Gray, data, mask)
        }
        (false, false) => (Colors::Gray, decoded.into_luma8().into_raw(), None),
    };
    Encoded { width, height, bits: 8, colors, profile: None, data: Data::Raw(data), mask }
}

/// Parts samples of `N` channels from the last one, alpha; no mask if everything is opaque.
fn split<const N: usize>(samples: &[u8]) -> (Vec<u8>, Option<Vec<u8>>) {
    let (pixels, _) = samples.as_chunks::<N>();
    let colors = pixels.iter().flat_map(|pixel| pixel.iter().take(N - 1).copied()).collect();
    let alpha = || pixels.iter().filter_map(|pixel| pixel.last().copied());
    (colors, alpha().any(|alpha| alpha != u8::MAX).then(|| alpha().collect()))
}
