//! Scales decoded pictures down without a second copy of the large one.

use image::imageops::FilterType;
use image::{DynamicImage, ImageBuffer, Pixel};

/// The picture in a smaller size. What is at least twice too large is first averaged in whole squares of pixels, in
/// place: the filter that follows holds rows of floating-point numbers, four times the bytes of what it is given.
pub fn scale(image: DynamicImage, width: u32, height: u32) -> DynamicImage {
    let side = (image.width() / width.max(1)).min(image.height() / height.max(1)).max(1);
    let image = match image {
        DynamicImage::ImageRgb8(pixels) => DynamicImage::ImageRgb8(averaged(pixels, side)),
        DynamicImage::ImageRgba8(pixels) => DynamicImage::ImageRgba8(averaged(pixels, side)),
        DynamicImage::ImageLuma8(pixels) => DynamicImage::ImageLuma8(averaged(pixels, side)),
        DynamicImage::ImageLumaA8(pixels) => DynamicImage::ImageLumaA8(averaged(pixels, side)),
        other => other,
    };
    image.resize_exact(width, height, FilterType::CatmullRom)
}

/// Each square of `side` pixels as their mean; those at the right and the bottom may be cut off by the edge.
fn averaged<P: Pixel<Subpixel = u8>>(image: ImageBuffer<P, Vec<u8>>, side: u32) -> ImageBuffer<P, Vec<u8>> {
    if side < 2 {
        return image;
    }
    let channels = usize::from(P::CHANNEL_COUNT);
    let (width, height) = (image.width().div_ceil(side), image.height().div_ceil(side));
    let (row_length, side) = (image.width() as usize * channels, side as usize);
    let mut samples = image.into_raw();
    let mut sums = vec![0_u32; width as usize * channels];
    let mut means: Vec<u8> = Vec::with_capacity(sums.len());
    let band_length = row_length * side;
    for band in 0..height as usize {
        let start = band * band_length;
        let end = (start + band_length).min(samples.len());
        let rows = samples.get(start..end).unwrap_or_default();
        sums.fill(0);
        for row in rows.chunks_exact(row_length) {
            for (square, sum) in row.chunks(side * channels).zip(sums.chunks_exact_mut(channels)) {
                for pixel in square.chunks_exact(channels) {
                    sum.iter_mut().zip(pixel).for_each(|(sum, sample)| *sum += u32::from(*sample));
                }
            }
        }
        let tall = rows.len() / row_length;
        let last = (row_length / channels - 1) % side + 1;
        means.clear();
        for (square, sum) in sums.chunks_exact(channels).enumerate() {
            let wide = if square + 1 == width as usize { last } else { side };
            let count = (wide * tall).max(1) as u32;
            means.extend(sum.iter().map(|sum| ((sum + count / 2) / count) as u8));
        }
        // A band's means are shorter than the band: what is still to be read lies behind them.
        let at = band * means.len();
        if let Some(place) = samples.get_mut(at..at + means.len()) {
            place.copy_from_slice(&means);
        }
    }
    samples.truncate(sums.len() * height as usize);
    samples.shrink_to_fit();
    ImageBuffer::from_raw(width, height, samples).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{GrayImage, Luma, Rgb, RgbImage};

    #[test]
    fn squares_become_their_mean_and_edges_count_what_is_there() {
        let image = GrayImage::from_fn(5, 3, |x, y| Luma([(10 * x + 100 * (y / 2)) as u8]));
        let small = averaged(image, 2);
        assert_eq!((small.width(), small.height()), (3, 2));
        assert_eq!(small.into_raw(), [5, 25, 40, 105, 125, 140]);
    }

    #[test]
    fn colors_stay_in_their_channels() {
        let image = RgbImage::from_pixel(7, 9, Rgb([10, 200, 90]));
        let small = scale(DynamicImage::ImageRgb8(image), 2, 3).into_rgb8();
        assert_eq!((small.width(), small.height()), (2, 3));
        assert!(small.pixels().all(|pixel| *pixel == Rgb([10, 200, 90])), "{small:?}");
    }

    #[test]
    fn a_slope_stays_a_slope() {
        let image = GrayImage::from_fn(400, 300, |x, _| Luma([(x / 2) as u8]));
        let direct = DynamicImage::ImageLuma8(image.clone()).resize_exact(90, 70, FilterType::CatmullRom);
        let scaled = scale(DynamicImage::ImageLuma8(image), 90, 70);
        let apart = direct.to_luma8().into_raw().into_iter().zip(scaled.to_luma8().into_raw());
        assert_eq!(apart.map(|(one, other)| one.abs_diff(other)).max().filter(|most| *most > 1), None);
    }
}
