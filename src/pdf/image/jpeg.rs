//! JPEG (ITU-T T.81): the file as it is, without what says where, when and with what it was taken.

use crate::pdf::image::{Colors, Data, Encoded, profile};

/// What a segment's marker announces.
const START_OF_SCAN: u8 = 0xDA;
const END_OF_IMAGE: u8 = 0xD9;

/// A grey or RGB file of 8 bits; `None` for any other, which has to be decoded.
pub fn encode(bytes: &[u8]) -> Option<Encoded<'_>> {
    let (start, mut rest) = bytes.split_at_checked(2).filter(|(start, _)| *start == [0xFF, 0xD8])?;
    let mut kept = vec![start];
    let mut frame = None;
    let mut chunks: Vec<(u8, &[u8])> = Vec::new();
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
        if marker == START_OF_SCAN {
            break;
        }
        let segment = rest.get(..length + 2)?;
        let body = segment.get(4..)?;
        rest = rest.get(length + 2..)?;
        match marker {
            0xC0..=0xC2 => {
                frame = Some(Frame::read(body)?);
                kept.push(segment);
            }
            // Other kinds of coding: lossless, hierarchical, arithmetic.
            0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => return None,
            0xE2 => {
                if let Some([number, _, chunk @ ..]) = body.strip_prefix(b"ICC_PROFILE\0") {
                    chunks.push((*number, chunk));
                }
            }
            // APP0 is JFIF's, APP14 tells how colours are coded.
            0xE0 | 0xEE => kept.push(segment),
            0xE1..=0xEF | 0xFE => {}
            _ => kept.push(segment),
        }
    }
    let frame = frame?;
    let colors = match frame.components {
        1 => Colors::Gray,
        3 => Colors::Rgb,
        _ => return None,
    };
    // The scans, up to the end: a file may be cut short, or have something appended.
    let end = rest.windows(2).rposition(|pair| pair == [0xFF, END_OF_IMAGE])?;
    kept.push(rest.get(..end + 2)?);
    chunks.sort_by_key(|(number, _)| *number);
    let profile = chunks.iter().flat_map(|(_, chunk)| chunk.iter().copied()).collect();
    Some(Encoded {
        width: frame.width,
        height: frame.height,
        bits: 8,
        profile: profile::usable(profile, &colors),
        colors,
        data: Data::Jpeg(kept),
    })
}

/// What a frame header says.
struct Frame {
    width: u32,
    height: u32,
    components: u8,
}

impl Frame {
    fn read(body: &[u8]) -> Option<Frame> {
        let [8, y1, y0, x1, x0, components, ..] = body else { return None };
        let (height, width) = (u16::from_be_bytes([*y1, *y0]), u16::from_be_bytes([*x1, *x0]));
        (height > 0 && width > 0).then_some(Frame {
            width: u32::from(width),
            height: u32::from(height),
            components: *components,
        })
    }
}
