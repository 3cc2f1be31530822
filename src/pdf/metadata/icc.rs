//! The sRGB profile of the output intent, built from the numbers of IEC 61966-2-1 (ICC.1:2004-10, version 4.2).
//!
//! It is our own work and dedicated to the public domain (CC0 1.0), as its copyright tag says: 600 bytes in place of
//! the usual three thousand, because the curve is written as its formula.

/// D50, the profile connection space's white.
const WHITE: [f64; 3] = [0.9642, 1.0, 0.8249];

/// The primaries, adapted from D65 to D50 by the Bradford transform.
const RED: [f64; 3] = [0.436_07, 0.222_49, 0.013_92];
const GREEN: [f64; 3] = [0.385_15, 0.716_87, 0.097_08];
const BLUE: [f64; 3] = [0.143_07, 0.060_61, 0.714_10];

/// The Bradford transform from D65 to D50.
const ADAPTATION: [f64; 9] =
    [1.047_89, 0.022_91, -0.050_20, 0.029_57, 0.990_48, -0.017_08, -0.009_24, 0.015_06, 0.751_68];

/// The curve: `(a x + b) ^ g` from `d` on, `c x` below; as g, a, b, c, d.
const CURVE: [f64; 5] = [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.040_45];

/// The profile's bytes.
pub fn srgb() -> Vec<u8> {
    let curve = tag_data(b"para", &[&[0, 3, 0, 0], &fixed(&CURVE)]);
    // A tag whose data are those of the one before it shares them.
    let tags: [(&[u8; 4], Vec<u8>); 10] = [
        (b"desc", words("sRGB IEC61966-2.1")),
        (b"cprt", words("CC0 1.0: public domain")),
        (b"wtpt", tag_data(b"XYZ ", &[&fixed(&WHITE)])),
        (b"chad", tag_data(b"sf32", &[&fixed(&ADAPTATION)])),
        (b"rXYZ", tag_data(b"XYZ ", &[&fixed(&RED)])),
        (b"gXYZ", tag_data(b"XYZ ", &[&fixed(&GREEN)])),
        (b"bXYZ", tag_data(b"XYZ ", &[&fixed(&BLUE)])),
        (b"rTRC", curve),
        (b"gTRC", Vec::new()),
        (b"bTRC", Vec::new()),
    ];
    const HEADER: usize = 128;
    let mut table = (tags.len() as u32).to_be_bytes().to_vec();
    let start = HEADER + 4 + 12 * tags.len();
    let (mut data, mut shared) = (Vec::new(), [0; 8]);
    for (signature, bytes) in &tags {
        if !bytes.is_empty() {
            let (offset, size) = ((start + data.len()) as u32, bytes.len() as u32);
            shared = ((u64::from(offset) << 32) | u64::from(size)).to_be_bytes();
            data.extend_from_slice(bytes);
            data.resize(data.len().next_multiple_of(4), 0);
        }
        table.extend_from_slice(*signature);
        table.extend(shared);
    }
    let mut profile = header((start + data.len()) as u32);
    profile.append(&mut table);
    profile.append(&mut data);
    profile
}

fn header(size: u32) -> Vec<u8> {
    let mut header = size.to_be_bytes().to_vec();
    header.extend_from_slice(&[0, 0, 0, 0, 4, 0x20, 0, 0]);
    header.extend_from_slice(b"mntrRGB XYZ ");
    for part in [2026u16, 1, 1, 0, 0, 0] {
        header.extend(part.to_be_bytes());
    }
    header.extend_from_slice(b"acsp");
    header.resize(68, 0);
    header.extend(fixed(&WHITE));
    header.resize(128, 0);
    header
}

fn tag_data(kind: &[u8; 4], parts: &[&[u8]]) -> Vec<u8> {
    let mut data = kind.to_vec();
    data.extend_from_slice(&[0; 4]);
    for part in parts {
        data.extend_from_slice(part);
    }
    data
}

/// English words as multi-localized Unicode.
fn words(text: &str) -> Vec<u8> {
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let size = (utf16.len() as u32).to_be_bytes();
    tag_data(b"mluc", &[&[0, 0, 0, 1, 0, 0, 0, 12], b"enUS", &size, &[0, 0, 0, 28], &utf16])
}

/// Numbers with 16 bits before the point and 16 behind.
fn fixed(values: &[f64]) -> Vec<u8> {
    values.iter().flat_map(|value| ((value * 65536.0).round() as i32).to_be_bytes()).collect()
}
