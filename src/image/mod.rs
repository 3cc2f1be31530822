//! Pictures: what they are, how large, and their bytes.
//!
//! [`Image`] is what one file says of itself, read from its header; pixels are decoded only where an output must.
//! [`ImageSet`] holds the pictures of one document under the names that its text gives them: a file used twice
//! is held once.

mod decode;
mod gif;
pub mod graphic;
pub(crate) mod jpeg;
mod motion;
pub(crate) mod png;
mod portable;
mod read;
mod svg;

pub use decode::{Decoded, decode};
pub use portable::{Portable, portable};
pub use read::{ImageError, read, sniff};

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::geometry::Size;
use crate::source::Span;

/// A picture's place in its [`ImageSet`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ImageId(pub u32);

/// The file formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // The formats' own names.
pub enum ImageFormat {
    Png,
    Jpeg,
    Gif,
    WebP,
    Svg,
}

/// One picture.
#[derive(Clone, Debug)]
pub struct Image {
    /// The path as the article names it, for messages.
    pub name: String,
    /// Its format, told from its bytes.
    pub format: ImageFormat,
    /// The file.
    pub bytes: Arc<[u8]>,
    /// Width in pixels after orientation (user units for SVG, rounded up).
    pub width: u32,
    /// Height in pixels after orientation.
    pub height: u32,
    /// EXIF orientation, 1 to 8; 1 is upright.
    pub orientation: u8,
    /// Natural size on the page: 96 pixels to the inch unless the file says otherwise.
    pub natural_size: Size,
    /// Whether it has more than one frame; only the first is decoded.
    pub moves: bool,
    /// The `<title>` of an SVG.
    pub title: Option<String>,
    /// Where it is first named.
    pub span: Span,
}

/// The pictures of one document.
#[derive(Clone, Debug, Default)]
pub struct ImageSet {
    images: Vec<Image>,
    by_source: BTreeMap<String, Option<ImageId>>,
}

impl ImageSet {
    /// Adds a picture under the source that names it; one with the same bytes is shared.
    pub fn insert(&mut self, source: &str, image: Image) -> ImageId {
        let known = self.images.iter().position(|held| held.bytes == image.bytes);
        let index = known.unwrap_or_else(|| {
            self.images.push(image);
            self.images.len() - 1
        });
        let id = ImageId(u32::try_from(index).unwrap_or(u32::MAX));
        self.by_source.insert(source.to_owned(), Some(id));
        id
    }

    /// Remembers that a source has no usable picture.
    pub fn insert_missing(&mut self, source: &str) {
        self.by_source.entry(source.to_owned()).or_insert(None);
    }

    /// Whether a source was looked up before, with a picture or without.
    pub fn knows(&self, source: &str) -> bool {
        self.by_source.contains_key(source)
    }

    /// The picture that a source names.
    pub fn lookup(&self, source: &str) -> Option<ImageId> {
        self.by_source.get(source).copied().flatten()
    }

    /// The picture of an id.
    pub fn get(&self, id: ImageId) -> Option<&Image> {
        self.images.get(id.0 as usize)
    }

    /// All pictures, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = (ImageId, &Image)> {
        (0..).map(ImageId).zip(&self.images)
    }
}
