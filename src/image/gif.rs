//! The blocks of a GIF file (GIF89a).

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An image: descriptor, colours, pixels.
    Image,
    /// An extension of this label.
    Extension(u8),
}

/// A block.
#[derive(Clone, Copy, Debug)]
pub struct Block<'a> {
    /// What it is.
    pub kind: Kind,
    /// All of its bytes, from its introducer to the last of its sub-blocks, which is empty.
    pub bytes: &'a [u8],
}

/// The blocks of a file up to its trailer, or to the first that is not whole.
pub struct Blocks<'a>(&'a [u8]);

/// The start of a file (signature, screen, global colours) and the blocks behind it; `None` if it is not whole.
pub fn parts(bytes: &[u8]) -> Option<(&[u8], Blocks<'_>)> {
    let (start, rest) = bytes.split_at_checked(13 + color_table(*bytes.get(10)?))?;
    Some((start, Blocks(rest)))
}

impl<'a> Iterator for Blocks<'a> {
    type Item = Block<'a>;

    fn next(&mut self) -> Option<Block<'a>> {
        let (kind, mut end) = match self.0 {
            [0x21, label, ..] => (Kind::Extension(*label), 2),
            // An image descriptor, its colours, the size of its codes.
            [0x2C, _, _, _, _, _, _, _, _, packed, ..] => (Kind::Image, 11 + color_table(*packed)),
            _ => return None,
        };
        loop {
            let length = usize::from(*self.0.get(end)?);
            end += 1 + length;
            if length == 0 {
                break;
            }
        }
        let (bytes, rest) = self.0.split_at_checked(end)?;
        self.0 = rest;
        Some(Block { kind, bytes })
    }
}

/// The bytes of the colour table that a packed field announces.
fn color_table(packed: u8) -> usize {
    if packed & 0x80 == 0 { 0 } else { 3 << ((packed & 7) + 1) }
}
