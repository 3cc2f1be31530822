//! Fonts: the bundled faces, the user's, and the choice among them (CSS Fonts 4, 5.2).
//!
//! [`FontBook`] lists every face; a [`FontId`] names one. Faces are parsed when first used; a variable one becomes a face
//! of its own for each weight, width and slope that a style asks it for.

mod bundled;
mod face;
mod file;
mod instances;
mod matching;
mod outline;
mod variation;

pub use bundled::{CAPTION, DISPLAY, MONO, SANS, SERIF, SYMBOLS};
pub use face::{Embedding, Face, FaceInfo, FontData, FontMetrics, FontStyle};
pub use file::{FontFileError, read_faces};
pub use matching::{FontMatch, FontQuery};
pub use variation::{Axis, Coordinates};

use instances::Instances;
pub use outline::Outline;

/// A face's place in its [`FontBook`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FontId(pub u32);

/// Every face that a build can use.
#[derive(Debug, Default)]
pub struct FontBook {
    faces: Vec<Face>,
    instances: Instances,
}

impl FontBook {
    /// The bundled faces.
    pub fn bundled() -> FontBook {
        FontBook { faces: bundled::faces().collect(), instances: Instances::default() }
    }

    /// Adds a face and returns its id. Instances stand behind all faces: those made before are forgotten.
    pub fn push(&mut self, face: Face) -> FontId {
        self.instances = Instances::default();
        let id = FontId(u32::try_from(self.faces.len()).unwrap_or(u32::MAX));
        self.faces.push(face);
        id
    }

    /// The face of an id.
    pub fn face(&self, id: FontId) -> Option<&Face> {
        let index = id.0 as usize;
        self.faces.get(index).or_else(|| self.instances.get(index.checked_sub(self.faces.len())?))
    }

    /// A variable face at a place on its axes; the face as it is where it cannot be had there.
    pub fn instance(&self, id: FontId, coordinates: Coordinates) -> FontId {
        let Some(face) = self.face(id).filter(|_| !coordinates.is_default()) else { return id };
        let index = self.instances.intern(id, coordinates, |coordinates| face.instance(coordinates));
        let number = index.and_then(|index| u32::try_from(self.faces.len() + index).ok());
        number.map_or(id, FontId)
    }

    /// All faces with their ids; a variable one once, as its file has it.
    pub fn iter(&self) -> impl Iterator<Item = (FontId, &Face)> {
        (0..).map(FontId).zip(&self.faces)
    }
}
