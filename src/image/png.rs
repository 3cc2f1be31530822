//! The chunks of a PNG file (ISO/IEC 15948).

/// What every file begins with.
pub const SIGNATURE: &[u8; 8] = b"\x89PNG\r\n\x1A\n";

/// A chunk.
#[derive(Clone, Copy, Debug)]
pub struct Chunk<'a> {
    /// Its name.
    pub name: &'a [u8; 4],
    /// What it holds.
    pub body: &'a [u8],
    /// All of its bytes, from its length to its checksum.
    pub bytes: &'a [u8],
}

/// The chunks of a file, up to one that is not whole.
pub struct Chunks<'a>(&'a [u8]);

/// The chunks of a file; `None` if it is no PNG.
pub fn chunks(bytes: &[u8]) -> Option<Chunks<'_>> {
    bytes.strip_prefix(SIGNATURE).map(Chunks)
}

impl<'a> Iterator for Chunks<'a> {
    type Item = Chunk<'a>;

    fn next(&mut self) -> Option<Chunk<'a>> {
        let length = usize::try_from(u32::from_be_bytes(*self.0.first_chunk()?)).ok()?;
        let (bytes, rest) = self.0.split_at_checked(length.checked_add(12)?)?;
        self.0 = rest;
        let (name, body) = bytes.get(4..)?.split_first_chunk()?;
        Some(Chunk { name, body: body.get(..length)?, bytes })
    }
}
