//! One face of a font file.

use std::sync::{Arc, OnceLock};

use skrifa::instance::{Location, Size};
use skrifa::raw::TableProvider;
use skrifa::{FontRef, GlyphId, MetadataProvider};

use super::variation::{Axis, Coordinates};

/// A font file's bytes.
#[derive(Clone, Debug)]
pub enum FontData {
    /// Inside the binary.
    Bundled(&'static [u8]),
    /// Read from a file.
    Loaded(Arc<[u8]>),
}

impl AsRef<[u8]> for FontData {
    fn as_ref(&self) -> &[u8] {
        match self {
            FontData::Bundled(bytes) => bytes,
            FontData::Loaded(bytes) => bytes,
        }
    }
}

/// The slope of a face.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FontStyle {
    /// Upright.
    #[default]
    Normal,
    /// A cursive italic.
    Italic,
    /// A slanted roman.
    Oblique,
}

/// What selects a face.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FaceInfo {
    /// The family as CSS names it: `Source Serif 4`.
    pub family: String,
    /// 1 to 1000; 400 is regular.
    pub weight: u16,
    /// The slope.
    pub style: FontStyle,
    /// Width in percent of normal.
    pub stretch: u16,
    /// What a variable face can be; empty for another.
    pub axes: Vec<Axis>,
}

/// Measures of a face in its font units, `y` upwards.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FontMetrics {
    /// Units per em.
    pub units_per_em: u16,
    /// Top of the tallest line, above the baseline.
    pub ascent: f32,
    /// Bottom of the deepest line, negative.
    pub descent: f32,
    /// Extra space between lines.
    pub leading: f32,
    /// Height of a flat capital.
    pub cap_height: f32,
    /// Height of a flat lower-case letter.
    pub x_height: f32,
    /// Middle of the underline, negative.
    pub underline_position: f32,
    /// Its thickness.
    pub underline_thickness: f32,
    /// Middle of a line through the text.
    pub strikeout_position: f32,
    /// Its thickness.
    pub strikeout_thickness: f32,
    /// Angle of an italic in degrees, negative to the right.
    pub italic_angle: f32,
}

/// What a face's licence bits allow (OpenType, `OS/2.fsType`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Embedding {
    /// A subset may be embedded.
    Subset,
    /// Only the whole file may be embedded.
    Whole,
    /// It may not be embedded.
    Forbidden,
}

impl Embedding {
    /// Reads the bits: bit 1 forbids embedding unless a freer bit is set, bit 9 allows bitmaps only, bit 8 forbids
    /// subsets.
    pub fn of(font: &FontRef<'_>) -> Embedding {
        let bits = font.os2().map(|os2| os2.fs_type()).unwrap_or(0);
        if bits & 0x000F == 0x0002 || bits & 0x0200 != 0 {
            Embedding::Forbidden
        } else if bits & 0x0100 != 0 {
            Embedding::Whole
        } else {
            Embedding::Subset
        }
    }
}

/// One face: which it is, and its bytes.
pub struct Face {
    /// What selects it.
    pub info: FaceInfo,
    /// The file.
    pub data: FontData,
    /// Which font of a collection.
    pub index: u32,
    /// Where a variable face stands.
    pub coordinates: Coordinates,
    metrics: OnceLock<FontMetrics>,
    shaping: OnceLock<Option<harfrust::Font>>,
}

impl std::fmt::Debug for Face {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Face")
            .field("info", &self.info)
            .field("index", &self.index)
            .field("coordinates", &self.coordinates)
            .finish()
    }
}

impl Face {
    /// A face of a file that is known to be a font.
    pub fn new(info: FaceInfo, data: FontData, index: u32) -> Face {
        let coordinates = Coordinates::default();
        Face { info, data, index, coordinates, metrics: OnceLock::new(), shaping: OnceLock::new() }
    }

    /// The face at another place on its axes.
    pub fn instance(&self, coordinates: &Coordinates) -> Face {
        let face = Face::new(self.info.at(coordinates), self.data.clone(), self.index);
        Face { coordinates: coordinates.clone(), ..face }
    }

    /// The place in the font's own units; the default one costs nothing.
    pub(crate) fn location(&self, font: &FontRef<'_>) -> Location {
        if self.coordinates.is_default() { Location::default() } else { self.coordinates.location(font) }
    }

    /// The font as the shaper reads it; `None` if the file is broken.
    pub fn shaping_font(&self) -> Option<&harfrust::Font> {
        let parse = || match &self.data {
            FontData::Bundled(bytes) => harfrust::Font::new(*bytes, self.index),
            FontData::Loaded(bytes) => {
                let shared: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::new(Arc::clone(bytes));
                harfrust::Font::new(shared, self.index)
            }
        };
        let place = |font: harfrust::Font| {
            let variations = self.coordinates.iter().map(|(tag, value)| (skrifa::Tag::new(&tag), value));
            if self.coordinates.is_default() {
                font
            } else {
                font.instance_builder().variations(variations).build()
            }
        };
        self.shaping.get_or_init(|| parse().map(place)).as_ref()
    }

    /// The parsed font; `None` if the file is broken.
    pub fn font_ref(&self) -> Option<FontRef<'_>> {
        FontRef::from_index(self.data.as_ref(), self.index).ok()
    }

    /// The face's measures; zero for a broken file.
    pub fn metrics(&self) -> &FontMetrics {
        let read = || {
            let font = self.font_ref()?;
            let metrics = read_metrics(&font, &self.location(&font));
            let slant = self.coordinates.iter().find(|(tag, _)| tag == b"slnt");
            Some(FontMetrics {
                italic_angle: slant.map_or(metrics.italic_angle, |(_, angle)| angle),
                ..metrics
            })
        };
        self.metrics.get_or_init(|| read().unwrap_or_default())
    }

    /// The glyph of a character; `None` if the face lacks it.
    pub fn glyph(&self, character: char) -> Option<u16> {
        let glyph = self.shaping_font()?.charmap().map_unicode(character)?;
        u16::try_from(glyph.to_u32()).ok().filter(|&id| id != 0)
    }

    /// A glyph's advance in font units: whole ones, as a file holds them and the shaper counts them.
    pub fn advance(&self, glyph: u16) -> f32 {
        self.advances([glyph]).first().copied().unwrap_or_default()
    }

    /// The advances of glyphs in the order given, in font units; zero for a broken file.
    pub fn advances(&self, glyphs: impl IntoIterator<Item = u16>) -> Vec<f32> {
        let font = self.font_ref();
        let location = font.as_ref().map(|font| self.location(font)).unwrap_or_default();
        let metrics = font.map(|font| font.glyph_metrics(Size::unscaled(), &location));
        let advance = |glyph: u16| metrics.as_ref()?.advance_width(GlyphId::from(glyph));
        glyphs.into_iter().map(|glyph| advance(glyph).unwrap_or_default().round()).collect()
    }

    /// Where a glyph's ink begins, in font units.
    pub fn left_bearing(&self, glyph: u16) -> f32 {
        let Some(font) = self.font_ref() else { return 0.0 };
        let location = self.location(&font);
        let metrics = font.glyph_metrics(Size::unscaled(), &location);
        metrics.left_side_bearing(GlyphId::new(u32::from(glyph))).unwrap_or_default()
    }

    /// What the licence bits allow.
    pub fn embedding(&self) -> Embedding {
        self.font_ref().map_or(Embedding::Forbidden, |font| Embedding::of(&font))
    }

    /// Whether the outlines are CFF.
    pub fn is_cff(&self) -> bool {
        self.font_ref().is_some_and(|font| font.table_data(skrifa::Tag::new(b"CFF ")).is_some())
    }
}

fn read_metrics(font: &FontRef<'_>, location: &Location) -> FontMetrics {
    let metrics = font.metrics(Size::unscaled(), location);
    let underline = metrics.underline.unwrap_or_default();
    let strikeout = metrics.strikeout.unwrap_or_default();
    let italic_angle = font.post().map(|post| post.italic_angle().to_f64() as f32).unwrap_or_default();
    FontMetrics {
        units_per_em: metrics.units_per_em,
        ascent: metrics.ascent,
        descent: metrics.descent,
        leading: metrics.leading,
        cap_height: metrics.cap_height.unwrap_or(metrics.ascent * 0.7),
        x_height: metrics.x_height.unwrap_or(metrics.ascent * 0.5),
        underline_position: underline.offset,
        underline_thickness: underline.thickness,
        strikeout_position: strikeout.offset,
        strikeout_thickness: strikeout.thickness,
        italic_angle,
    }
}
