//! Shows the faces of a [`FontBook`] to `usvg`.

use std::collections::BTreeMap;
use std::sync::Arc;

use usvg::fontdb::{Database, FaceInfo, ID, Language, Source, Stretch, Style, Weight};

use crate::font::{self, Face, FontBook, FontData, FontId, FontStyle};

/// The faces as `usvg` knows them, and which is which.
pub struct Faces {
    /// All faces; none is parsed for it.
    pub database: Arc<Database>,
    ids: BTreeMap<ID, FontId>,
}

impl Faces {
    /// The faces of a book; the generic families are the bundled ones.
    pub fn new(book: &FontBook) -> Faces {
        let mut database = Database::new();
        database.set_serif_family(font::SERIF);
        database.set_sans_serif_family(font::SANS);
        database.set_monospace_family(font::MONO);
        database.set_cursive_family(font::SERIF);
        database.set_fantasy_family(font::SANS);
        let ids = book.iter().map(|(id, face)| (database.push_face_info(info(face)), id)).collect();
        Faces { database: Arc::new(database), ids }
    }

    /// The face that `usvg` chose.
    pub fn font(&self, id: ID) -> Option<FontId> {
        self.ids.get(&id).copied()
    }
}

fn info(face: &Face) -> FaceInfo {
    let data: Arc<dyn AsRef<[u8]> + Sync + Send> = match &face.data {
        FontData::Bundled(bytes) => Arc::new(*bytes),
        FontData::Loaded(bytes) => Arc::new(Arc::clone(bytes)),
    };
    FaceInfo {
        id: ID::dummy(),
        source: Source::Binary(data),
        index: face.index,
        families: vec![(face.info.family.clone(), Language::English_UnitedStates)],
        post_script_name: String::new(),
        style: match face.info.style {
            FontStyle::Normal => Style::Normal,
            FontStyle::Italic => Style::Italic,
            FontStyle::Oblique => Style::Oblique,
        },
        weight: Weight(face.info.weight),
        stretch: Stretch::Normal,
        monospaced: face.info.family == font::MONO,
    }
}
