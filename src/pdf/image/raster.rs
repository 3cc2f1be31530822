//! Pictures that have to be decoded: alpha, interlacing, CMYK, GIF, WebP.

use crate::diagnostic::Context;
use crate::image::{Decoded, Image, ImageError, decode};
use crate::pdf::image::{Colors, Data, Encoded, Failure, broken, profile};

/// Decodes a picture into grey or RGB and, if anything is translucent, a mask.
pub fn encode(picture: &Image, context: &Context) -> Result<Encoded, Failure> {
    decode(picture, context).map(encoded).map_err(|error| match error {
        ImageError::Broken(reason) => broken(reason),
        ImageError::Unsupported | ImageError::TooLarge(..) => broken("it is no raster image"),
    })
}

fn encoded(Decoded { pixels, profile }: Decoded) -> Encoded {
    let (width, height) = (pixels.width(), pixels.height());
    let (colors, data, mask) = match (pixels.color().has_color(), pixels.color().has_alpha()) {
        (true, true) => {
            let (data, mask) = split::<4>(&pixels.into_rgba8());
            (Colors::Rgb, data, mask)
        }
        (true, false) => (Colors::Rgb, pixels.into_rgb8().into_raw(), None),
        (false, true) => {
            let (data, mask) = split::<2>(&pixels.into_luma_alpha8());
            (Colors::Gray, data, mask)
        }
        (false, false) => (Colors::Gray, pixels.into_luma8().into_raw(), None),
    };
    let profile = profile.and_then(|profile| profile::usable(profile, &colors));
    Encoded { width, height, bits: 8, colors, profile, data: Data::Raw(data), mask }
}

/// Parts samples of `N` channels from the last one, alpha; no mask if everything is opaque.
fn split<const N: usize>(samples: &[u8]) -> (Vec<u8>, Option<Vec<u8>>) {
    let (pixels, _) = samples.as_chunks::<N>();
    let colors = pixels.iter().flat_map(|pixel| pixel.iter().take(N - 1).copied()).collect();
    let alpha = || pixels.iter().filter_map(|pixel| pixel.last().copied());
    (colors, alpha().any(|alpha| alpha != u8::MAX).then(|| alpha().collect()))
}
