//! Which face serves a style, and which face serves a character that it lacks (CSS Fonts 4, 5.2 and 5.3).

use super::bundled::{MONO, SANS, SERIF, SYMBOLS};
use super::{Face, FontBook, FontId, FontStyle};

/// What a style asks of a face.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FontQuery<'a> {
    /// Families in order of preference; generic names are resolved by [`FontBook::generic`].
    pub families: Vec<&'a str>,
    /// 1 to 1000.
    pub weight: u16,
    /// The slope.
    pub style: FontStyle,
    /// Width in percent.
    pub stretch: u16,
}

/// What was found for a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FontMatch {
    /// The face.
    pub id: FontId,
    /// Whether the first family asked for is there.
    pub first_family: bool,
    /// Whether the face has the slope asked for, and is bold where bold was asked for.
    pub exact: bool,
}

impl FontBook {
    /// The bundled family that a generic name stands for.
    pub fn generic(name: &str) -> Option<&'static str> {
        match name {
            "serif" => Some(SERIF),
            "sans-serif" | "system-ui" => Some(SANS),
            "monospace" => Some(MONO),
            _ => None,
        }
    }

    /// The best face for a query: the first family that is there, then stretch, slope and weight.
    /// Without any family the bundled serif serves; `None` only for an empty book.
    pub fn select(&self, query: &FontQuery<'_>) -> Option<FontMatch> {
        let families = query.families.iter().copied().chain([SERIF]);
        for (position, family) in families.enumerate() {
            if let Some(id) = self.best_of_family(family, query) {
                let id = self.serving(id, query);
                let exact = self.face(id).is_some_and(|face| is_exact(face, query));
                return Some(FontMatch { id, first_family: position == 0, exact });
            }
        }
        self.iter().next().map(|(id, _)| FontMatch { id, first_family: false, exact: false })
    }

    /// The face at the place on its axes that a query asks for.
    fn serving(&self, id: FontId, query: &FontQuery<'_>) -> FontId {
        self.face(id).map_or(id, |face| self.instance(id, face.info.coordinates(query)))
    }

    fn best_of_family(&self, family: &str, query: &FontQuery<'_>) -> Option<FontId> {
        let members = self.iter().filter(|(_, face)| face.info.family.eq_ignore_ascii_case(family));
        members.min_by_key(|(_, face)| distance(face, query)).map(|(id, _)| id)
    }

    /// A face that has a glyph for `character`: a later family of the list, then the bundled faces of the
    /// nearest weight and slope, then the user's in the order in which they were added.
    pub fn fallback(&self, character: char, query: &FontQuery<'_>) -> Option<FontId> {
        let bundled = [SERIF, SANS, MONO, SYMBOLS];
        let listed = query.families.iter().copied().chain(bundled);
        let has = |id: &FontId| self.face(*id).is_some_and(|face| face.glyph(character).is_some());
        let found =
            listed.filter_map(|family| self.best_of_family(family, query)).find(has).or_else(|| {
                let others = self.iter().filter(|(_, face)| face.glyph(character).is_some());
                others.min_by_key(|(_, face)| distance(face, query)).map(|(id, _)| id)
            })?;
        Some(self.serving(found, query))
    }

    /// The face of the box that stands for a missing glyph, and the box's glyph.
    pub fn missing_glyph(&self) -> Option<(FontId, u16)> {
        let (id, face) = self.iter().find(|(_, face)| face.info.family == SYMBOLS)?;
        Some((id, face.glyph('\u{FFFD}')?))
    }
}

fn is_exact(face: &Face, query: &FontQuery<'_>) -> bool {
    let slanted = |style: FontStyle| style != FontStyle::Normal;
    let bold = |weight: u16| weight >= 600;
    slanted(face.info.style) == slanted(query.style) && bold(face.info.weight) == bold(query.weight)
}

/// How far a face is from a query: stretch first, then slope, then weight, smaller is nearer. A variable face is as near
/// as it can come.
fn distance(face: &Face, query: &FontQuery<'_>) -> (u16, u8, u16) {
    let nearest = |(least, most): (u16, u16), asked: u16| asked.clamp(least, most.max(least));
    (
        nearest(face.info.stretches(), query.stretch).abs_diff(query.stretch),
        slope_distance(face.info.slope_for(query.style), query.style),
        weight_distance(nearest(face.info.weights(), query.weight), query.weight),
    )
}

fn slope_distance(have: FontStyle, want: FontStyle) -> u8 {
    use FontStyle::{Italic, Normal, Oblique};
    match (want, have) {
        (Normal, Normal) | (Italic, Italic) | (Oblique, Oblique) => 0,
        (Normal, Oblique) | (Italic, Oblique) | (Oblique, Italic) => 1,
        (Normal, Italic) | (Italic | Oblique, Normal) => 2,
    }
}

/// CSS Fonts 4, 5.2: between 400 and 500 first up to 500, then down, then up; below 400 down first, above 500
/// up first.
fn weight_distance(have: u16, want: u16) -> u16 {
    let gap = have.abs_diff(want);
    let second_choice = 1000 + gap;
    match want {
        400..=500 if have >= want && have <= 500 => gap,
        400..=500 if have < want => second_choice,
        400..=500 => 2000 + gap,
        0..400 if have <= want => gap,
        501.. if have >= want => gap,
        _ => second_choice,
    }
}
