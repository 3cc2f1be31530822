//! Fonts: the bundled faces, the user's, and the choice among them (CSS Fonts 4, 5.2).
//!
//! [`FontBook`] lists every face; a [`FontId`] names one. Faces are parsed when first used.

mod bundled;
mod face;
mod file;
mod matching;
mod outline;

pub use bundled::{CAPTION, DISPLAY, MONO, SANS, SERIF, SYMBOLS};
pub use face::{Embedding, Face, FaceInfo, FontData, FontMetrics, FontStyle};
pub use file::{FontFileError, read_faces};
pub use matching::{FontMatch, FontQuery};
pub use outline::Outline;

/// A face's place in its [`FontBook`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FontId(pub u32);

/// Every face that a build can use.
#[derive(Debug, Default)]
pub struct FontBook {
    faces: Vec<Face>,
}

impl FontBook {
    /// The bundled faces.
    pub fn bundled() -> FontBook {
        FontBook { faces: bundled::faces().collect() }
    }

    /// Adds a face and returns its id.
    pub fn push(&mut self, face: Face) -> FontId {
        let id = FontId(u32::try_from(self.faces.len()).unwrap_or(u32::MAX));
        self.faces.push(face);
        id
    }

    /// The face of an id.
    pub fn face(&self, id: FontId) -> Option<&Face> {
        self.faces.get(id.0 as usize)
    }

    /// All faces with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (FontId, &Face)> {
        (0..).map(FontId).zip(&self.faces)
    }
}
