//! Leaves the metadata out of JPEG (ITU-T T.81) and PNG (ISO/IEC 15948) files without touching their pixels.

/// The chunks that say how a PNG looks.
const CHUNKS: &[&[u8; 4]] = &[
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP",
    b"bKGD", b"pHYs",
];

/// A PNG without text, times and EXIF; `None` if it is broken.
pub fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let signature = b"\x89PNG\r\n\x1A\n";
    let mut rest = bytes.strip_prefix(signature)?;
    let mut kept = signature.to_vec();
    loop {
        let length = usize::try_from(u32::from_be_bytes(*rest.first_chunk::<4>()?)).ok()?;
        let (chunk, after) = rest.split_at_checked(length.checked_add(12)?)?;
        let name = chunk.get(4..8)?;
        if CHUNKS.iter().any(|known| known.as_slice() == name) {
            kept.extend_from_slice(chunk);
        }
        if name == b"IEND" {
            return Some(kept);
        }
        rest = after;
    }
}

/// A grey or YCbCr JPEG without EXIF, XMP, comments and what cameras add; `None` if it is another or broken.
pub fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.strip_prefix(&[0xFF, 0xD8])?;
    let mut kept = vec![0xFF, 0xD8];
    let mut components = 0;
    loop {
        let (marker, length) = match rest {
            // Any number of fill bytes may stand before a marker.
            [0xFF, 0xFF, ..] => {
                rest = rest.get(1..)?;
                continue;
            }
            [0xFF, marker, high, low, ..] => (*marker, usize::from(u16::from_be_bytes([*high, *low]))),
            _ => return None,
        };
        if marker == 0xDA {
            break;
        }
        let (segment, after) = rest.split_at_checked(length + 2)?;
        rest = after;
        match marker {
            0xC0..=0xC2 => components = *segment.get(9)?,
            // Other kinds of coding: lossless, hierarchical, arithmetic.
            0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => return None,
            _ => {}
        }
        let is_profile = marker == 0xE2 && segment.get(4..).is_some_and(|b| b.starts_with(b"ICC_PROFILE\0"));
        // APP0 is JFIF's, APP14 tells how colours are coded; the other APP segments and comments go.
        if !matches!(marker, 0xE1..=0xED | 0xEF | 0xFE) || is_profile {
            kept.extend_from_slice(segment);
        }
    }
    let end = rest.windows(2).rposition(|pair| pair == [0xFF, 0xD9])?;
    kept.extend_from_slice(rest.get(..end + 2)?);
    matches!(components, 1 | 3).then_some(kept)
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
}
