//! Raster pictures: what readers get of them, and what is said.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, Rgba, RgbaImage};

use super::{build, data_url, drawing, encoded, moving, pictures, sizes, slope};
use crate::support;

/// A JPEG with an EXIF block that asks for a quarter turn and names a place.
pub fn turned() -> Vec<u8> {
    let jpeg = encoded(slope(40, 20), ImageFormat::Jpeg);
    let mut exif = b"Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
    exif.extend_from_slice(b"Stennick");
    let length = (exif.len() + 2) as u16;
    [&jpeg[..2], &[0xFF, 0xE1], &length.to_be_bytes(), &exif, &jpeg[2..]].concat()
}

#[test]
fn rasters_reach_readers_upright_small_and_without_a_past() {
    let clear = RgbaImage::from_fn(30, 20, |x, _| Rgba([9, 9, 9, (x * 8) as u8]));
    type Case = (&'static str, Vec<u8>, &'static str, (u32, u32));
    let appended = [encoded(slope(30, 20), ImageFormat::Jpeg), turned()].concat();
    let cases: [Case; 6] = [
        ("turned.jpg", turned(), "images/turned.jpg", (20, 40)),
        ("appended.jpg", appended, "images/appended.jpg", (30, 20)),
        ("plain.webp", encoded(slope(30, 20), ImageFormat::WebP), "images/plain.png", (30, 20)),
        ("clear.webp", encoded(clear, ImageFormat::WebP), "images/clear.png", (30, 20)),
        ("large.png", encoded(slope(3_000, 2_000), ImageFormat::Png), "images/large.png", (2_449, 1_632)),
        ("cmyk.jpg", include_bytes!("../pdf/cmyk.jpg").to_vec(), "images/cmyk.jpg", (0, 0)),
    ];
    for (name, bytes, href, size) in cases {
        let (outputs, said) = build(name, bytes);
        let pictures = pictures(&outputs);
        let [(found, file)] = pictures.as_slice() else { panic!("{name}: {} pictures", pictures.len()) };
        assert!(found.ends_with(href), "{found}");
        let pdf = outputs.pdf.as_deref().expect("a PDF was made");
        for file in [file.as_slice(), pdf] {
            assert!(!file.windows(8).any(|window| window == b"Stennick"), "{name} tells where it was taken");
        }
        let decoded = image::load_from_memory(file).expect("readers can decode it");
        if size != (0, 0) {
            assert_eq!((decoded.width(), decoded.height()), size, "{name}");
        }
        let expected = if name == "large.png" { 1 } else { 0 };
        assert_eq!(said.iter().filter(|line| line.contains("image-scaled")).count(), expected, "{said:?}");
        assert_eq!(said.len(), expected, "{said:?}");
    }
}

fn with_profile(mut encoder: impl image::ImageEncoder, image: &DynamicImage) {
    encoder.set_icc_profile(support::icc::swapped()).expect("the format holds profiles");
    image.write_with_encoder(encoder).expect("the picture can be encoded");
}

#[test]
fn profiles_reach_readers_with_pictures_that_are_coded_anew() {
    let (mut large, mut webp, mut jpeg) = (Vec::new(), Vec::new(), Vec::new());
    let pixels = DynamicImage::ImageRgb8(slope(2_500, 2_000));
    with_profile(PngEncoder::new(&mut large), &DynamicImage::ImageRgb16(pixels.to_rgb16()));
    with_profile(WebPEncoder::new_lossless(&mut webp), &pixels.crop_imm(0, 0, 30, 20));
    with_profile(JpegEncoder::new(&mut jpeg), &pixels);
    for (name, bytes) in [("a.png", large), ("a.webp", webp), ("a.jpg", jpeg)] {
        let (outputs, _) = build(name, bytes);
        let (_, file) = pictures(&outputs).pop().expect("a picture");
        let reader =
            image::ImageReader::new(Cursor::new(file)).with_guessed_format().expect("memory can be read");
        let mut decoder = reader.into_decoder().expect("a picture");
        assert_eq!(decoder.icc_profile().expect("a profile"), Some(support::icc::swapped()), "{name}");
    }
}

#[test]
fn moving_pictures_are_shown_by_their_first_frame_and_said_to() {
    let pdf = |name| format!("a.md:5: image-animated: {name} moves: the PDF shows its first frame");
    let epub = |name| format!("a.md:5: image-animated: {name} moves: the EPUB shows its first frame");
    let cases = [
        ("a.gif", moving::gif(), vec![pdf("a.gif")]),
        ("a.png", moving::png(), vec![epub("a.png"), pdf("a.png")]),
        ("a.webp", moving::webp(), vec![epub("a.webp"), pdf("a.webp")]),
    ];
    for (name, bytes, expected) in cases {
        let (outputs, said) = build(name, bytes.clone());
        assert_eq!(said, expected);
        assert_eq!(sizes(&outputs), [(30, 20)]);
        let (_, file) = pictures(&outputs).pop().expect("a picture");
        assert!(name != "a.gif" || file == bytes, "the GIF was changed");
        assert!(!file.windows(4).any(|window| window == b"acTL" || window == b"ANIM"), "{name} moves");
        image::load_from_memory(&file).expect("readers can decode it");
        let (outputs, said) = build("a.svg", drawing(&[data_url(&name[2..], &bytes)]));
        assert_eq!(said, ["a.md:5: image-animated: a picture inside a.svg moves: its first frame is shown"]);
        assert_eq!(sizes(&outputs), [(30, 20)]);
    }
}

/// A PNG that claims another size than it has.
fn claiming(mut png: Vec<u8>, width: u32, height: u32) -> Vec<u8> {
    png[16..20].copy_from_slice(&width.to_be_bytes());
    png[20..24].copy_from_slice(&height.to_be_bytes());
    let mut crc = flate2::Crc::new();
    crc.update(&png[12..29]);
    png[29..33].copy_from_slice(&crc.sum().to_be_bytes());
    png
}

#[test]
fn bombs_are_refused_by_their_header() {
    let plain = DynamicImage::ImageRgb8(slope(4, 4));
    let deep = encoded(plain.to_rgba16(), ImageFormat::Png);
    let plain = encoded(plain, ImageFormat::Png);
    for bomb in [
        claiming(plain.clone(), 30_000, 30_000),
        // Few pixels more than the limit; as many as it allows, each of eight bytes.
        claiming(plain, 10_000, 5_001),
        claiming(deep, 10_000, 5_000),
    ] {
        let (outputs, said) = build("bomb.png", bomb);
        assert!(pictures(&outputs).is_empty());
        assert!(said.iter().any(|line| line.contains("image-too-large")), "{said:?}");
    }
}

#[test]
fn a_picture_may_be_very_wide() {
    let (outputs, said) = build("wide.png", encoded(slope(30_000, 3), ImageFormat::Png));
    assert_eq!(said, Vec::<String>::new());
    assert_eq!(sizes(&outputs), [(30_000, 3)]);
    assert_eq!(pictures(&outputs).len(), 1);
}

/// Decoded, the picture takes 100 MB; the program itself takes about 30.
#[test]
fn a_large_picture_is_held_once() {
    let Some(time) = support::command("time") else { return };
    let folder = support::scratch("images-memory");
    let picture = encoded(RgbaImage::from_pixel(5_000, 5_000, Rgba([1, 2, 3, 4])), ImageFormat::Png);
    std::fs::write(folder.join("a.png"), picture).expect("target can be written");
    std::fs::write(folder.join("a.md"), "# A picture\n\n![Words](a.png)\n").expect("target can be written");
    let run = std::process::Command::new(time)
        .args(["-f", "%M", env!("CARGO_BIN_EXE_offprint"), "build", "a.md"])
        .current_dir(&folder)
        .output()
        .expect("time runs");
    assert!(run.status.success() && folder.join("a.pdf").is_file(), "{run:?}");
    let said = String::from_utf8_lossy(&run.stderr);
    let peak: u64 = said.lines().last().and_then(|line| line.parse().ok()).expect("kilobytes");
    assert!(peak < 180_000, "{} MB", peak / 1_000);
}

#[test]
fn broken_rasters_leave_a_warning_and_no_picture() {
    let whole = encoded(slope(30, 20), ImageFormat::WebP);
    for (name, bytes) in
        [("cut.webp", whole[..whole.len() / 2].to_vec()), ("noise.png", b"not a picture".to_vec())]
    {
        let (outputs, said) = build(name, bytes);
        assert!(pictures(&outputs).is_empty(), "{name}");
        assert!(said.iter().any(|line| line.contains(": image-")), "{name}: {said:?}");
    }
}
