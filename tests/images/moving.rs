//! Pictures of two frames.

use image::codecs::gif::GifEncoder;
use image::{DynamicImage, ImageFormat};

use super::{encoded, slope};

fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut crc = flate2::Crc::new();
    crc.update(name);
    crc.update(body);
    [&(body.len() as u32).to_be_bytes(), name.as_slice(), body, &crc.sum().to_be_bytes()].concat()
}

/// A PNG of two frames: what readers that do not know of frames show is the first.
pub fn png() -> Vec<u8> {
    let file = encoded(slope(30, 20), ImageFormat::Png);
    let data = file.windows(4).position(|window| window == b"IDAT").expect("pixels") - 4;
    let end = file.len() - 12;
    let control = |number: u8| {
        [[0, 0, 0, number, 0, 0, 0, 30, 0, 0, 0, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 10].as_slice(), &[0, 0]]
            .concat()
    };
    let frame = [&[0, 0, 0, 2], &file[data + 8..end - 4]].concat();
    let parts = [
        file[..data].to_vec(),
        chunk(b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0]),
        chunk(b"fcTL", &control(0)),
        file[data..end].to_vec(),
        chunk(b"fcTL", &control(1)),
        chunk(b"fdAT", &frame),
        file[end..].to_vec(),
    ];
    parts.concat()
}

pub fn webp() -> Vec<u8> {
    let riff =
        |name: &[u8; 4], body: &[u8]| [name.as_slice(), &(body.len() as u32).to_le_bytes(), body].concat();
    let picture = encoded(slope(30, 20), ImageFormat::WebP)[12..].to_vec();
    let frame = [[0, 0, 0, 0, 0, 0, 29, 0, 0, 19, 0, 0, 100, 0, 0, 2].as_slice(), &picture].concat();
    let body = [
        b"WEBP".to_vec(),
        riff(b"VP8X", &[2, 0, 0, 0, 29, 0, 0, 19, 0, 0]),
        riff(b"ANIM", &[0; 6]),
        riff(b"ANMF", &frame),
        riff(b"ANMF", &frame),
    ];
    riff(b"RIFF", &body.concat())
}

pub fn gif() -> Vec<u8> {
    let mut file = Vec::new();
    let frame = || image::Frame::new(DynamicImage::ImageRgb8(slope(30, 20)).into_rgba8());
    GifEncoder::new(&mut file).encode_frames([frame(), frame()]).expect("a GIF");
    file
}
