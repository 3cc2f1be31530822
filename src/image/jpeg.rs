//! The segments of a JPEG file (ITU-T T.81, annex B) from its first byte to the end of its first image.
//!
//! Cameras and telephones append further images, films and their notes; none of them belongs to the picture.

/// A marker with what follows it up to the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment<'a> {
    /// The marker's second byte.
    pub marker: u8,
    /// All of its bytes, the marker's two and a scan's coded data included.
    pub bytes: &'a [u8],
}

impl<'a> Segment<'a> {
    /// What stands behind the length.
    pub fn body(&self) -> &'a [u8] {
        self.bytes.get(4..).unwrap_or_default()
    }

    /// Whether the pixels depend on it. APP0 is JFIF's, APP14 tells how colours are coded; the other APP segments and
    /// comments are notes, or hold the profile.
    pub fn draws(&self) -> bool {
        matches!(self.marker, 0xC0..=0xDF | 0xE0 | 0xEE)
    }

    /// The number of a chunk of the ICC profile and the chunk, if it is one (ICC.1, B.4).
    pub fn profile_chunk(&self) -> Option<(u8, &'a [u8])> {
        match self.body().strip_prefix(b"ICC_PROFILE\0") {
            Some([number, _, chunk @ ..]) if self.marker == 0xE2 => Some((*number, chunk)),
            _ => None,
        }
    }

    /// Whether it is a frame header of baseline, extended or progressive Huffman coding.
    pub fn is_frame(&self) -> bool {
        matches!(self.marker, 0xC0..=0xC2)
    }
}

/// The segments of a file up to the first end of an image; `None` if it is broken, holds no scan or is coded in a
/// manner that readers do not know: lossless, hierarchical, arithmetic.
pub fn segments(bytes: &[u8]) -> Option<Vec<Segment<'_>>> {
    let (start, mut rest) = bytes.split_at_checked(2).filter(|(start, _)| *start == [0xFF, 0xD8])?;
    let mut list = vec![Segment { marker: 0xD8, bytes: start }];
    let mut scanned = false;
    loop {
        let (marker, length) = match rest {
            // Any number of fill bytes may stand before a marker.
            [0xFF, 0xFF, ..] => {
                rest = rest.get(1..)?;
                continue;
            }
            [0xFF, 0xD9, ..] => {
                list.push(Segment { marker: 0xD9, bytes: rest.get(..2)? });
                return scanned.then_some(list);
            }
            [0xFF, marker, high, low, ..] => (*marker, usize::from(u16::from_be_bytes([*high, *low])) + 2),
            _ => return None,
        };
        let end = match marker {
            0xDA => {
                scanned = true;
                length + coded_length(rest.get(length..)?)
            }
            0x00..=0xBF | 0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF | 0xD0..=0xD8 => return None,
            _ => length,
        };
        let (segment, after) = rest.split_at_checked(end)?;
        list.push(Segment { marker, bytes: segment });
        rest = after;
    }
}

/// How far a scan's coded data reach: to a marker that neither stands for a byte of 255 nor restarts the decoder.
fn coded_length(data: &[u8]) -> usize {
    let ends = |pair: &[u8]| matches!(pair, [0xFF, second] if !matches!(second, 0x00 | 0xD0..=0xD7 | 0xFF));
    data.windows(2).position(ends).unwrap_or(data.len())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A file with an end inside a note, a scan with what looks like markers, a note between scans.
    pub fn file() -> Vec<u8> {
        let segment = |marker: u8, body: &[u8]| {
            [&[0xFF, marker], (body.len() as u16 + 2).to_be_bytes().as_slice(), body].concat()
        };
        let parts = [
            vec![0xFF, 0xD8],
            segment(0xE1, b"Exif\0\0first\xFF\xD9"),
            segment(0xC2, &[8, 0, 1, 0, 1, 3]),
            segment(0xDA, b"scan"),
            b"data\xFF\0more\xFF\xD0rest".to_vec(),
            vec![0xFF],
            segment(0xFE, b"between"),
            segment(0xDA, b"scan"),
            b"second".to_vec(),
            vec![0xFF, 0xD9],
        ];
        parts.concat()
    }

    #[test]
    fn the_first_end_outside_of_segments_and_scans_is_the_end() {
        let one = file();
        let list = segments(&one).unwrap_or_default();
        let markers: Vec<u8> = list.iter().map(|segment| segment.marker).collect();
        assert_eq!(markers, [0xD8, 0xE1, 0xC2, 0xDA, 0xFE, 0xDA, 0xD9]);
        assert!(list.get(3).is_some_and(|scan| scan.bytes.ends_with(b"\xFF\xD0rest\xFF")), "{list:?}");
        let two = [file(), b"trailer".to_vec(), file()].concat();
        assert_eq!(segments(&two), Some(list));
    }

    #[test]
    fn a_file_cut_short_has_no_end() {
        let file = file();
        for length in 0..file.len() {
            assert_eq!(segments(&file[..length]), None, "{length}");
        }
        assert_eq!(segments(b"\xFF\xD8\xFF\xD9"), None);
    }
}
