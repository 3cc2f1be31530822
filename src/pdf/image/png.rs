//! PNG (ISO/IEC 15948): plain data go into the file as they are, since PDF knows PNG's filters.

use flate2::{Decompress, FlushDecompress, Status};

use crate::image::png::{self, Chunk};
use crate::pdf::image::{Colors, Data, Encoded, profile};

/// A profile is never larger.
const LARGEST_PROFILE: usize = 4 << 20;

/// A file without alpha and interlacing; `None` for any other, which has to be decoded.
pub fn encode(bytes: &[u8]) -> Option<Encoded<'_>> {
    let mut chunks = png::chunks(bytes)?;
    let header = chunks.next().filter(|chunk| chunk.name == b"IHDR")?;
    let [w3, w2, w1, w0, h3, h2, h1, h0, bits, kind, 0, 0, 0] = *header.body else { return None };
    let (width, height) = (u32::from_be_bytes([w3, w2, w1, w0]), u32::from_be_bytes([h3, h2, h1, h0]));
    let (mut palette, mut data, mut profile) = (Vec::new(), Vec::<&[u8]>::new(), Vec::new());
    for Chunk { name, body, .. } in chunks {
        match name {
            b"PLTE" => palette = body.to_vec(),
            b"tRNS" => return None,
            b"IDAT" => data.push(body),
            b"iCCP" => profile = profile_of(body).unwrap_or_default(),
            _ => {}
        }
    }
    let colors = match (kind, bits) {
        (0, 1 | 2 | 4 | 8 | 16) => Colors::Gray,
        (2, 8 | 16) => Colors::Rgb,
        (3, 1 | 2 | 4 | 8) if !palette.is_empty() && palette.len() <= 768 && palette.len() % 3 == 0 => {
            Colors::Indexed(palette)
        }
        _ => return None,
    };
    let row = (u64::from(width) * colors.channels() as u64 * u64::from(bits)).div_ceil(8) + 1;
    if width == 0 || height == 0 || inflated_size(&data) != Some(row.checked_mul(u64::from(height))?) {
        return None;
    }
    Some(Encoded {
        width,
        height,
        bits,
        profile: profile::usable(profile, &colors),
        colors,
        data: Data::Png(data),
    })
}

/// The profile of an `iCCP` chunk: a name, a zero, a method, a zlib stream.
fn profile_of(body: &[u8]) -> Option<Vec<u8>> {
    let name = body.iter().position(|byte| *byte == 0)?;
    let compressed = body.get(name + 2..)?;
    let mut out = Vec::new();
    let mut inflate = Decompress::new(true);
    loop {
        out.reserve(4096);
        let rest = compressed.get(inflate.total_in() as usize..)?;
        match inflate.decompress_vec(rest, &mut out, FlushDecompress::Finish) {
            Ok(Status::StreamEnd) => return Some(out),
            Ok(_) if out.len() < LARGEST_PROFILE && out.len() == out.capacity() => {}
            _ => return None,
        }
    }
}

/// How many bytes a whole and sound zlib stream holds, which is given in parts.
fn inflated_size(parts: &[&[u8]]) -> Option<u64> {
    let mut inflate = Decompress::new(true);
    let mut buffer = vec![0; 1 << 16];
    for part in parts {
        let start = inflate.total_in();
        loop {
            let (before_in, before_out) = (inflate.total_in(), inflate.total_out());
            let rest = part.get((before_in - start) as usize..)?;
            match inflate.decompress(rest, &mut buffer, FlushDecompress::None) {
                Ok(Status::StreamEnd) => return Some(inflate.total_out()),
                Ok(_) if (inflate.total_in(), inflate.total_out()) != (before_in, before_out) => {}
                // Nothing moves at the end of a part too.
                Ok(_) | Err(_) if rest.is_empty() => break,
                _ => return None,
            }
        }
    }
    None
}
