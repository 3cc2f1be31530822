//! Pictures of every kind, drawn and encoded here.

use std::io::{Cursor, Write as _};

use flate2::write::ZlibEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{
    DynamicImage, GrayImage, ImageEncoder, ImageFormat as Raster, Luma, LumaA, Rgb, RgbImage, Rgba, RgbaImage,
};
use offprint::image::ImageFormat;

use crate::support::icc;

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

/// A PNG written chunk by chunk: header, further chunks, rows with their filter bytes.
fn png(bits: u8, kind: u8, chunks: &[(&[u8; 4], &[u8])], row: impl Fn(u32) -> Vec<u8>) -> Vec<u8> {
    let mut header = [WIDTH.to_be_bytes(), HEIGHT.to_be_bytes()].concat();
    header.extend([bits, kind, 0, 0, 0]);
    let rows: Vec<u8> = (0..HEIGHT).flat_map(|y| std::iter::once(0).chain(row(y))).collect();
    let mut data = ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    data.write_all(&rows).expect("memory can be written");
    let data = data.finish().expect("memory can be written");
    let mut out = b"\x89PNG\r\n\x1A\n".to_vec();
    let all = [(b"IHDR", header.as_slice())].into_iter().chain(chunks.iter().copied());
    for (name, body) in all.chain([(b"IDAT", data.as_slice()), (b"IEND", [].as_slice())]) {
        let mut crc = flate2::Crc::new();
        crc.update(name);
        crc.update(body);
        out.extend((body.len() as u32).to_be_bytes());
        out.extend_from_slice(name);
        out.extend_from_slice(body);
        out.extend(crc.sum().to_be_bytes());
    }
    out
}

const PALETTE: [u8; 12] = [200, 40, 40, 40, 160, 60, 40, 60, 200, 240, 240, 230];

/// Few colours, with and without a transparent one; black and white; 16 bits of grey; CMYK.
pub fn rare() -> Vec<(ImageFormat, Vec<u8>)> {
    let quarters = |y: u32| vec![if y % 8 < 4 { 0b0001_1011 } else { 0b1110_0100 }; WIDTH as usize / 4];
    let stripes = |y: u32| vec![if y % 4 < 2 { 0xF0 } else { 0x0F }; WIDTH.div_ceil(8) as usize];
    let slope = |_: u32| (0..WIDTH).flat_map(|x| (x as u16 * 1_100).to_be_bytes()).collect();
    vec![
        (ImageFormat::Png, png(2, 3, &[(b"PLTE", &PALETTE)], quarters)),
        (ImageFormat::Png, png(2, 3, &[(b"PLTE", &PALETTE), (b"tRNS", &[255, 0, 128])], quarters)),
        (ImageFormat::Png, png(1, 0, &[], stripes)),
        (ImageFormat::Png, png(16, 0, &[], slope)),
        (ImageFormat::Jpeg, include_bytes!("cmyk.jpg").to_vec()),
    ]
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

/// Pictures that have to be decoded and carry a profile: the profile, and how many channels it is for.
pub fn profiled() -> Vec<(ImageFormat, Vec<u8>, Vec<u8>, i64)> {
    let (rgb, gray) = (icc::swapped(), icc::gray());
    let alpha = RgbaImage::from_fn(WIDTH, HEIGHT, |x, _| Rgba([200, 20, 20, (x * 4) as u8]));
    let deep = DynamicImage::ImageRgba8(alpha.clone()).into_rgba16();
    let gray_alpha = image::ImageBuffer::from_fn(WIDTH, HEIGHT, |x, y| LumaA([(y * 6) as u8, (x * 4) as u8]));
    let quarters = |y: u32| vec![if y % 8 < 4 { 0b0001_1011 } else { 0b1110_0100 }; WIDTH as usize / 4];
    let mut packed = ZlibEncoder::new(b"swapped\0\0".to_vec(), flate2::Compression::default());
    packed.write_all(&rgb).expect("memory can be written");
    let packed = packed.finish().expect("memory can be written");
    let palette = png(2, 3, &[(b"iCCP", &packed), (b"PLTE", &PALETTE), (b"tRNS", &[255, 0, 128])], quarters);
    let png = |image: DynamicImage, profile: &[u8]| {
        let mut out = Vec::new();
        let mut encoder = PngEncoder::new(&mut out);
        encoder.set_icc_profile(profile.to_vec()).expect("PNG holds profiles");
        image.write_with_encoder(encoder).expect("the picture can be encoded");
        out
    };
    let mut webp = Vec::new();
    let mut encoder = WebPEncoder::new_lossless(&mut webp);
    encoder.set_icc_profile(rgb.clone()).expect("WebP holds profiles");
    DynamicImage::ImageRgba8(alpha.clone()).write_with_encoder(encoder).expect("the picture can be encoded");
    vec![
        (ImageFormat::Png, png(DynamicImage::ImageRgba8(alpha), &rgb), rgb.clone(), 3),
        (ImageFormat::Png, png(DynamicImage::ImageRgba16(deep), &rgb), rgb.clone(), 3),
        (ImageFormat::Png, png(DynamicImage::ImageLumaA8(gray_alpha), &gray), gray, 1),
        (ImageFormat::Png, palette, rgb.clone(), 3),
        (ImageFormat::WebP, webp, rgb, 3),
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
