//! Tells whether a picture moves, from the order of its blocks; no pixel is decoded.

use super::{ImageFormat, gif, png};

/// Whether a file holds more than one frame.
pub fn moves(format: ImageFormat, bytes: &[u8]) -> bool {
    let moves = match format {
        ImageFormat::Gif => gif(bytes),
        ImageFormat::Png => png(bytes),
        ImageFormat::WebP => webp(bytes),
        ImageFormat::Jpeg | ImageFormat::Svg => None,
    };
    moves.unwrap_or(false)
}

/// GIF89a: whether a second image follows the first.
fn gif(bytes: &[u8]) -> Option<bool> {
    let (_, blocks) = gif::parts(bytes)?;
    Some(blocks.filter(|block| block.kind == gif::Kind::Image).nth(1).is_some())
}

/// PNG, third edition: whether an `acTL` chunk before the pixels announces frames.
fn png(bytes: &[u8]) -> Option<bool> {
    let control = png::chunks(bytes)?.take_while(|chunk| chunk.name != b"IDAT");
    let control = control.into_iter().find(|chunk| chunk.name == b"acTL")?;
    Some(u32::from_be_bytes(*control.body.first_chunk()?) > 1)
}

/// WebP (RFC 9649, 2.7): the animation flag of the extended header.
fn webp(bytes: &[u8]) -> Option<bool> {
    let extended = bytes.get(12..16)? == b"VP8X";
    Some(extended && bytes.get(20)? & 0x02 != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A GIF of one pixel with a palette of two colours and as many frames.
    fn gif_of(frames: usize) -> Vec<u8> {
        let mut file = b"GIF89a\x01\0\x01\0\x80\0\0".to_vec();
        file.extend([0, 0, 0, 255, 255, 255]);
        for _ in 0..frames {
            file.extend(b"\x21\xF9\x04\0\x0A\0\0\0");
            file.extend(b"\x2C\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0");
        }
        file.push(0x3B);
        file
    }

    fn png_of(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
        let mut file = b"\x89PNG\r\n\x1A\n".to_vec();
        for (name, body) in chunks {
            file.extend((body.len() as u32).to_be_bytes());
            file.extend_from_slice(*name);
            file.extend_from_slice(body);
            file.extend([0; 4]);
        }
        file
    }

    #[test]
    fn frames_are_counted() {
        assert!(!moves(ImageFormat::Gif, &gif_of(1)));
        assert!(moves(ImageFormat::Gif, &gif_of(2)));
        let frames = |count: u8| [0, 0, 0, count, 0, 0, 0, 0];
        let png = |count| png_of(&[(b"IHDR", &[0; 13]), (b"acTL", &frames(count)), (b"IDAT", &[0])]);
        assert!(!moves(ImageFormat::Png, &png(1)));
        assert!(moves(ImageFormat::Png, &png(2)));
        assert!(!moves(ImageFormat::Png, &png_of(&[(b"IDAT", &[0]), (b"acTL", &frames(2))])));
        let webp = |flags| [b"RIFF\0\0\0\0WEBPVP8X\x0A\0\0\0".as_slice(), &[flags, 0, 0, 0]].concat();
        assert!(moves(ImageFormat::WebP, &webp(0x12)));
        assert!(!moves(ImageFormat::WebP, &webp(0x10)));
    }

    #[test]
    fn a_file_cut_short_does_not_move() {
        let file = gif_of(1);
        for length in 0..file.len() {
            assert!(!moves(ImageFormat::Gif, &file[..length]), "{length}");
        }
    }
}
