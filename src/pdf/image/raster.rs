//! Pictures that have to be decoded: alpha, interlacing, CMYK, GIF, WebP.

use crate::diagnostic::{Code, Context};
use crate::image::{Decoded, Image, ImageError, decode};
use crate::pdf::image::{Colors, Data, Encoded, Failure, broken, profile};

/// Decoded samples of 8 bits, colours and opacity side by side: parted only when they are written, since a second copy
/// of a large picture would be what takes most memory.
pub struct Pixels {
    samples: Vec<u8>,
    width: usize,
    /// Samples of a pixel: 1 or 3, and one more for its opacity.
    channels: usize,
    has_opacity: bool,
}

impl Pixels {
    /// Whether any pixel is not opaque.
    pub fn is_translucent(&self) -> bool {
        self.has_opacity && self.opacities().flatten().any(|opacity| opacity != u8::MAX)
    }

    fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.samples.chunks_exact((self.width * self.channels).max(1))
    }

    /// The rows without opacities.
    pub fn colors(&self) -> impl Iterator<Item = impl Iterator<Item = u8>> {
        let kept = self.channels - usize::from(self.has_opacity);
        self.rows().map(move |row| {
            row.chunks_exact(self.channels).flat_map(move |pixel| pixel.iter().take(kept).copied())
        })
    }

    /// The rows' opacities.
    pub fn opacities(&self) -> impl Iterator<Item = impl Iterator<Item = u8>> {
        self.rows().map(|row| row.chunks_exact(self.channels).filter_map(|pixel| pixel.last().copied()))
    }
}

/// Decodes a picture into grey or RGB with opacity, if it has any.
pub fn encode(picture: &Image, context: &Context) -> Result<Encoded<'static>, Failure> {
    decode(picture, context).map(encoded).map_err(|error| match error {
        ImageError::Broken(reason) => broken(reason),
        ImageError::Unsupported => broken("it is no raster image"),
        ImageError::TooLarge(width, height) => {
            (Code::ImageTooLarge, format!("{width} × {height} pixels are too many"))
        }
    })
}

fn encoded(Decoded { pixels, profile }: Decoded) -> Encoded<'static> {
    let (width, height) = (pixels.width(), pixels.height());
    let (has_color, has_opacity) = (pixels.color().has_color(), pixels.color().has_alpha());
    let samples = match (has_color, has_opacity) {
        (true, true) => pixels.into_rgba8().into_raw(),
        (true, false) => pixels.into_rgb8().into_raw(),
        (false, true) => pixels.into_luma_alpha8().into_raw(),
        (false, false) => pixels.into_luma8().into_raw(),
    };
    let colors = if has_color { Colors::Rgb } else { Colors::Gray };
    let channels = colors.channels() + usize::from(has_opacity);
    let profile = profile.and_then(|profile| profile::usable(profile, &colors));
    let pixels = Pixels { samples, width: width as usize, channels, has_opacity };
    Encoded { width, height, bits: 8, colors, profile, data: Data::Pixels(pixels) }
}
