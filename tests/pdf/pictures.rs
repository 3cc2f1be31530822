//! Pictures of every kind, drawn and encoded here.

use std::io::Cursor;

use image::{DynamicImage, GrayImage, ImageFormat as Raster, Luma, LumaA, Rgb, RgbImage, Rgba, RgbaImage};
use offprint::image::ImageFormat;

const WIDTH: u32 = 60;
const HEIGHT: u32 = 40;

fn encoded(image: impl Into<DynamicImage>, format: Raster) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    image.into().write_to(&mut out, format).expect("the picture can be encoded");
    out.into_inner()
}

fn sky(x: u32, y: u32) -> [u8; 3] {
    [(x * 4) as u8, 120, (y * 6) as u8]
}

/// One of each: RGB, grey, 16 bits, alpha, grey alpha, JPEG in colour and grey, GIF.
pub fn all() -> Vec<(ImageFormat, Vec<u8>)> {
    let rgb = RgbImage::from_fn(WIDTH, HEIGHT, |x, y| Rgb(sky(x, y)));
    let gray = GrayImage::from_fn(WIDTH, HEIGHT, |x, _| Luma([(x * 4) as u8]));
    let deep =
        image::ImageBuffer::from_fn(WIDTH, HEIGHT, |x, y| Rgb(sky(x, y).map(|value| u16::from(value) * 257)));
    let alpha = RgbaImage::from_fn(WIDTH, HEIGHT, |x, y| {
        let [r, g, b] = sky(x, y);
        Rgba([r, g, b, (x * 4) as u8])
    });
    let gray_alpha = image::ImageBuffer::from_fn(WIDTH, HEIGHT, |x, y| LumaA([(y * 6) as u8, (x * 4) as u8]));
    vec![
        (ImageFormat::Png, encoded(rgb.clone(), Raster::Png)),
        (ImageFormat::Png, encoded(gray.clone(), Raster::Png)),
        (ImageFormat::Png, encoded(DynamicImage::ImageRgb16(deep), Raster::Png)),
        (ImageFormat::Png, encoded(alpha, Raster::Png)),
        (ImageFormat::Png, encoded(DynamicImage::ImageLumaA8(gray_alpha), Raster::Png)),
        (ImageFormat::Jpeg, encoded(rgb.clone(), Raster::Jpeg)),
        (ImageFormat::Jpeg, encoded(gray, Raster::Jpeg)),
        (ImageFormat::Gif, encoded(DynamicImage::ImageRgb8(rgb).into_rgba8(), Raster::Gif)),
    ]
}

/// A picture that has a red corner at its top left once it is turned as `orientation` says.
pub fn corner(orientation: u8) -> Vec<u8> {
    let upright = |x: u32, y: u32, w: u32, h: u32| {
        let red = x < w / 3 && y < h / 3;
        let strip = y < h / 3;
        Rgb(if red {
            [200, 0, 0]
        } else if strip {
            [0, 90, 160]
        } else {
            [225, 225, 215]
        })
    };
    let (w, h) = if orientation >= 5 { (HEIGHT, WIDTH) } else { (WIDTH, HEIGHT) };
    let stored = RgbImage::from_fn(w, h, |x, y| {
        let (mx, my) = (w - 1 - x, h - 1 - y);
        match orientation {
            2 => upright(mx, y, w, h),
            3 => upright(mx, my, w, h),
            4 => upright(x, my, w, h),
            5 => upright(y, x, h, w),
            6 => upright(my, x, h, w),
            7 => upright(my, mx, h, w),
            8 => upright(y, mx, h, w),
            _ => upright(x, y, w, h),
        }
    });
    encoded(stored, Raster::Png)
}
