//! What draws characters: the inherited properties of the font.

use std::sync::Arc;

use super::keyword::*;
use crate::font::FontStyle;
use crate::geometry::Length;

/// One family of a `font-family` list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum FontFamily {
    /// A name.
    Named(Arc<str>),
    /// `serif`.
    Serif,
    /// `sans-serif` and `system-ui`.
    SansSerif,
    /// `monospace`.
    Monospace,
}

/// What draws and spaces characters; inherited as a whole, so that one `Arc` serves many elements.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FontProperties {
    /// `font-family`.
    pub family: Vec<FontFamily>,
    /// `font-size`.
    pub size: Length,
    /// `font-weight`, 1 to 1000.
    pub weight: u16,
    /// `font-style`.
    pub style: FontStyle,
    /// `font-stretch` in percent.
    pub stretch: u16,
    /// `font-variant-caps`.
    pub caps: FontVariantCaps,
    /// Figures of `font-variant-numeric`.
    pub figure: NumericFigure,
    /// Spacing of `font-variant-numeric`.
    pub spacing: NumericSpacing,
    /// Fractions of `font-variant-numeric`.
    pub fraction: NumericFraction,
    /// `slashed-zero` of `font-variant-numeric`.
    pub slashed_zero: bool,
    /// `font-variant-position`.
    pub position: FontVariantPosition,
    /// Common ligatures of `font-variant-ligatures`.
    pub common_ligatures: bool,
    /// Discretionary ligatures of `font-variant-ligatures`.
    pub discretionary_ligatures: bool,
    /// `font-kerning`.
    pub kerning: FontKerning,
    /// `font-feature-settings`: OpenType tags with their values.
    pub features: Vec<([u8; 4], u32)>,
    /// `letter-spacing`.
    pub letter_spacing: Length,
    /// `word-spacing`.
    pub word_spacing: Length,
}

impl Default for FontProperties {
    fn default() -> FontProperties {
        FontProperties {
            family: vec![FontFamily::Serif],
            size: Length::pt(12),
            weight: 400,
            style: FontStyle::Normal,
            stretch: 100,
            caps: FontVariantCaps::Normal,
            figure: NumericFigure::Normal,
            spacing: NumericSpacing::Normal,
            fraction: NumericFraction::Normal,
            slashed_zero: false,
            position: FontVariantPosition::Normal,
            common_ligatures: true,
            discretionary_ligatures: false,
            kerning: FontKerning::Auto,
            features: Vec::new(),
            letter_spacing: Length::ZERO,
            word_spacing: Length::ZERO,
        }
    }
}
