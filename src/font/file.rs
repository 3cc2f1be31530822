//! Turns a font file of the user's into faces.

use std::sync::Arc;

use skrifa::raw::FileRef;
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider};

use super::face::{Embedding, Face, FaceInfo, FontData, FontStyle};
use super::variation;

/// Why a font file gives no faces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FontFileError {
    /// It is not a font that can be read.
    Broken,
    /// Its licence bits (OS/2 `fsType`) forbid embedding.
    NotEmbeddable,
}

/// The faces of a TrueType or OpenType file or collection.
///
/// # Errors
/// Says why the file gives none.
pub fn read_faces(bytes: &Arc<[u8]>) -> Result<Vec<Face>, FontFileError> {
    let file = FileRef::new(bytes).map_err(|_| FontFileError::Broken)?;
    let mut faces = Vec::new();
    let mut refused = false;
    for (index, font) in (0..).zip(file.fonts()) {
        let Ok(font) = font else { continue };
        if font.outline_glyphs().format().is_none() || font.charmap().map('\u{20}').is_none() {
            continue;
        }
        if Embedding::of(&font) == Embedding::Forbidden {
            refused = true;
            continue;
        }
        faces.push(Face::new(face_info(&font), FontData::Loaded(Arc::clone(bytes)), index));
    }
    match (faces.is_empty(), refused) {
        (false, _) => Ok(faces),
        (true, true) => Err(FontFileError::NotEmbeddable),
        (true, false) => Err(FontFileError::Broken),
    }
}

fn face_info(font: &FontRef<'_>) -> FaceInfo {
    let name = |id| font.localized_strings(id).english_or_first().map(|text| text.to_string());
    let family = name(StringId::TYPOGRAPHIC_FAMILY_NAME).or_else(|| name(StringId::FAMILY_NAME));
    let attributes = font.attributes();
    FaceInfo {
        family: family.unwrap_or_default(),
        weight: attributes.weight.value().clamp(1.0, 1000.0) as u16,
        style: match attributes.style {
            skrifa::attribute::Style::Normal => FontStyle::Normal,
            skrifa::attribute::Style::Italic => FontStyle::Italic,
            skrifa::attribute::Style::Oblique(_) => FontStyle::Oblique,
        },
        stretch: (attributes.stretch.percentage()).clamp(1.0, 1000.0) as u16,
        axes: variation::axes(font),
    }
}
