//! Encodes a canvas as a palette PNG (PNG Specification, third edition).

use fdeflate::Compressor;
use flate2::Crc;

use super::canvas::Canvas;

/// Bytes handed to the compressor at a time: every call has a cost of its own.
const BATCH: usize = 32 << 10;

/// The file.
pub(super) fn encode(canvas: Canvas, palette: &[[u8; 3]]) -> Vec<u8> {
    let (width, height) = canvas.size();
    let mut file = Vec::with_capacity(128 << 10);
    file.extend(b"\x89PNG\r\n\x1a\n");
    let mut header = Vec::with_capacity(13);
    for side in [width, height] {
        header.extend(u32::try_from(side).unwrap_or(u32::MAX).to_be_bytes());
    }
    // Eight bits, palette, deflate, the standard filters, not interlaced.
    header.extend([8, 3, 0, 0, 0]);
    chunk(&mut file, b"IHDR", &header);
    chunk(&mut file, b"PLTE", palette.as_flattened());
    chunk(&mut file, b"IDAT", &compress(canvas));
    chunk(&mut file, b"IEND", &[]);
    file
}

fn chunk(file: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    file.extend(u32::try_from(data.len()).unwrap_or(u32::MAX).to_be_bytes());
    let start = file.len();
    file.extend(kind);
    file.extend(data);
    let mut crc = Crc::new();
    crc.update(file.get(start..).unwrap_or_default());
    file.extend(crc.sum().to_be_bytes());
}

/// Rows with filter 0 where they are blank, else as differences from the row above: stems vanish.
fn compress(mut canvas: Canvas) -> Vec<u8> {
    let (width, height) = canvas.size();
    let blank = vec![0; width];
    let mut above = blank.clone();
    let mut lines = Vec::with_capacity(BATCH + width + 1);
    // Made for PNG: it looks for runs of zeros only, which is what a cover is made of.
    let Ok(mut encoder) = Compressor::new(Vec::with_capacity(128 << 10)) else { return Vec::new() };
    for y in 0..height {
        match canvas.row(y) {
            None => {
                lines.push(0);
                lines.extend_from_slice(&blank);
                above.fill(0);
            }
            Some(row) => {
                lines.push(2);
                lines.extend(row.iter().zip(&above).map(|(pixel, above)| pixel.wrapping_sub(*above)));
                above.copy_from_slice(row);
            }
        }
        if lines.len() >= BATCH {
            // Writing into memory does not fail.
            let _ = encoder.write_data(&lines);
            lines.clear();
        }
    }
    let _ = encoder.write_data(&lines);
    encoder.finish().unwrap_or_default()
}
