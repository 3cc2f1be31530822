//! Leaves the metadata out of JPEG (ITU-T T.81), PNG (ISO/IEC 15948) and GIF (GIF89a) files without touching their
//! pixels.

use crate::image::gif::Kind;
use crate::image::{gif, jpeg, png};

/// The chunks that say how a PNG looks.
const CHUNKS: &[&[u8; 4]] = &[
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP",
    b"bKGD", b"pHYs",
];

/// A PNG without text, times and EXIF; `None` if it is broken.
pub fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut kept = png::SIGNATURE.to_vec();
    for chunk in png::chunks(bytes)? {
        if CHUNKS.contains(&chunk.name) {
            kept.extend_from_slice(chunk.bytes);
        }
        if chunk.name == b"IEND" {
            return Some(kept);
        }
    }
    None
}

/// A grey or YCbCr JPEG without EXIF, XMP, comments, what cameras add and what is appended; `None` if it is another or
/// broken.
pub fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let segments = jpeg::segments(bytes)?;
    let components = *segments.iter().rfind(|segment| segment.is_frame())?.body().get(5)?;
    let kept = segments.iter().filter(|segment| segment.draws() || segment.profile_chunk().is_some());
    matches!(components, 1 | 3).then(|| kept.flat_map(|segment| segment.bytes).copied().collect())
}

/// The applications whose extensions say how a GIF looks: how often it is repeated (the first two), its profile.
const APPLICATIONS: &[&[u8]] = &[b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"];

/// A GIF without comments, XMP and what is appended; `None` if no image in it is whole.
pub fn gif(bytes: &[u8]) -> Option<Vec<u8>> {
    let (start, blocks) = gif::parts(bytes)?;
    let mut kept = start.to_vec();
    let mut images = 0;
    for block in blocks {
        let application = block.bytes.get(3..14).unwrap_or_default();
        let draws = match block.kind {
            Kind::Image => true,
            Kind::Extension(0xF9) => true,
            Kind::Extension(0xFF) => APPLICATIONS.contains(&application),
            Kind::Extension(_) => false,
        };
        images += usize::from(block.kind == Kind::Image);
        if draws {
            kept.extend_from_slice(block.bytes);
        }
    }
    kept.push(0x3B);
    (images > 0).then_some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_draw_is_left_out() {
        let chunk = |name: &[u8; 4], body: &[u8]| {
            [&(body.len() as u32).to_be_bytes(), name.as_slice(), body, &[0; 4]].concat()
        };
        let file = [
            b"\x89PNG\r\n\x1A\n".to_vec(),
            chunk(b"IHDR", &[1; 13]),
            chunk(b"tEXt", b"Author\0Una"),
            chunk(b"eXIf", b"GPS"),
            chunk(b"IDAT", b"pixels"),
            chunk(b"IEND", b""),
            b"and more".to_vec(),
        ];
        let kept = png(&file.concat()).unwrap_or_default();
        let text = String::from_utf8_lossy(&kept);
        assert!(text.contains("pixels") && !text.contains("Una") && !text.contains("GPS"));
        assert!(!text.contains("more"));
        assert_eq!(png(b"\x89PNG\r\n\x1A\n\0\0\0\x09IDAT"), None);
    }
    #[test]
    fn of_a_jpeg_its_first_image_is_kept_and_no_note() {
        let file = [jpeg::tests::file(), b"Exif".to_vec(), jpeg::tests::file()].concat();
        let kept = super::jpeg(&file).unwrap_or_default();
        let text = String::from_utf8_lossy(&kept);
        assert!(!text.contains("Exif") && !text.contains("between"), "{text}");
        assert!(text.contains("rest") && text.matches("second").count() == 1, "{text}");
        assert_eq!(super::jpeg(&kept), Some(kept.clone()));
    }

    #[test]
    fn of_a_gif_its_images_and_their_repeat_are_kept() {
        let start = b"GIF89a\x01\0\x01\0\0\0\0";
        let repeat = b"\x21\xFF\x0BNETSCAPE2.0\x03\x01\0\0\0";
        let image = b"\x21\xF9\x04\0\x0A\0\0\0\x2C\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0";
        let (comment, xmp) = (b"\x21\xFE\x03Una\0", b"\x21\xFF\x0BXMP DataXMP\x01<\0");
        let file: [&[u8]; 8] = [start, repeat, comment, image, xmp, image, b";", b"Una"];
        let expected: [&[u8]; 5] = [start, repeat, image, image, b";"];
        assert_eq!(super::gif(&file.concat()), Some(expected.concat()));
        // Browsers show what is whole of a file that is cut short.
        let cut: [&[u8]; 3] = [start, image, b"\x2C\0\0"];
        assert_eq!(super::gif(&cut.concat()), Some([start.as_slice(), image, b";"].concat()));
        assert_eq!(super::gif(start), None);
    }
}
