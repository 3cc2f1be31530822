//! JPEG (ITU-T T.81): the file as it is, without what says where, when and with what it was taken.

use crate::image::jpeg::{self, Segment};
use crate::pdf::image::{Colors, Data, Encoded, profile};

/// A grey or RGB file of 8 bits; `None` for any other, which has to be decoded.
pub fn encode(bytes: &[u8]) -> Option<Encoded<'_>> {
    let segments = jpeg::segments(bytes)?;
    let mut frame = None;
    for header in segments.iter().filter(|segment| segment.is_frame()) {
        frame = Some(Frame::read(header.body())?);
    }
    let frame = frame?;
    let colors = match frame.components {
        1 => Colors::Gray,
        3 => Colors::Rgb,
        _ => return None,
    };
    let mut chunks: Vec<(u8, &[u8])> = segments.iter().filter_map(Segment::profile_chunk).collect();
    chunks.sort_by_key(|(number, _)| *number);
    let profile = chunks.iter().flat_map(|(_, chunk)| chunk.iter().copied()).collect();
    Some(Encoded {
        width: frame.width,
        height: frame.height,
        bits: 8,
        profile: profile::usable(profile, &colors),
        colors,
        data: Data::Jpeg(segments.iter().filter(|part| part.draws()).map(|part| part.bytes).collect()),
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
