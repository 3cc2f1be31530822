//! Colour profiles made here (ICC.1:2010), unlike any device's.

/// A profile of RGB in which red and green have changed places: whoever applies it shows red as green.
pub fn swapped() -> Vec<u8> {
    let red = xyz([0.436_07, 0.222_49, 0.013_92]);
    let green = xyz([0.385_15, 0.716_87, 0.097_08]);
    let blue = xyz([0.143_07, 0.060_61, 0.714_10]);
    let tags = [(b"rXYZ", green), (b"gXYZ", red), (b"bXYZ", blue)];
    let curves = [b"rTRC", b"gTRC", b"bTRC"].map(|name| (name, gamma(2.2)));
    profile(b"RGB ", tags.into_iter().chain(curves).collect())
}

/// A profile of grey with a curve of its own.
pub fn gray() -> Vec<u8> {
    profile(b"GRAY", vec![(b"kTRC", gamma(1.2))])
}

fn fixed(value: f64) -> [u8; 4] {
    ((value * 65_536.0).round() as i32).to_be_bytes()
}

fn xyz(values: [f64; 3]) -> Vec<u8> {
    [b"XYZ \0\0\0\0".as_slice(), &values.map(fixed).concat()].concat()
}

fn gamma(value: f64) -> Vec<u8> {
    [b"para\0\0\0\0\0\0\0\0".as_slice(), &fixed(value)].concat()
}

fn words(text: &str) -> Vec<u8> {
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let head = b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0CenUS".as_slice();
    [head, &(utf16.len() as u32).to_be_bytes(), &[0, 0, 0, 28], &utf16].concat()
}

fn profile(space: &[u8; 4], mut tags: Vec<(&[u8; 4], Vec<u8>)>) -> Vec<u8> {
    let white = [0.9642, 1.0, 0.8249];
    tags.push((b"wtpt", xyz(white)));
    tags.push((b"desc", words("Made for a test")));
    tags.push((b"cprt", words("CC0 1.0")));
    let (mut table, mut data) = ((tags.len() as u32).to_be_bytes().to_vec(), Vec::new());
    let start = 132 + 12 * tags.len();
    for (name, bytes) in &tags {
        table.extend_from_slice(*name);
        table.extend(((start + data.len()) as u32).to_be_bytes());
        table.extend((bytes.len() as u32).to_be_bytes());
        data.extend_from_slice(bytes);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let mut header = ((start + data.len()) as u32).to_be_bytes().to_vec();
    header.extend_from_slice(b"\0\0\0\0\x04\x20\0\0mntr");
    header.extend_from_slice(space);
    header.extend_from_slice(b"XYZ \x07\xEA\0\x01\0\x01\0\0\0\0\0\0acsp");
    header.resize(68, 0);
    header.extend(white.map(fixed).concat());
    header.resize(128, 0);
    [header, table, data].concat()
}
