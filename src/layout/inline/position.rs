//! Superior and inferior letters: those of the face where it has every one that a text needs, else plain ones, smaller
//! and raised or lowered (CSS Fonts 4, 6.7).

use std::sync::Arc;

use super::collect::{Collected, Segment};
use super::itemize::script_tag;
use super::shape::ShapeKey;
use super::typesetter::Typesetter;
use crate::geometry::Length;
use crate::style::{FontProperties, FontVariantPosition, LineHeight};

/// The size of the plain letters, in hundredths of what is asked for.
const SIZE: i32 = 70;
/// How far they are raised, in hundredths of the same: as `vertical-align` does.
pub(super) const RAISED: i32 = 34;
/// How far they are lowered.
pub(super) const LOWERED: i32 = 18;

/// Sets stretches of the text in plain letters where their face lacks superior or inferior ones.
pub(super) fn synthesize(typesetter: &Typesetter<'_>, collected: &mut Collected) {
    let Collected { text, segments, .. } = collected;
    for segment in segments {
        let raise = match segment.style.font.position {
            FontVariantPosition::Normal => continue,
            FontVariantPosition::Super => RAISED,
            FontVariantPosition::Sub => -LOWERED,
        };
        let plain = typesetter.plain_position(&segment.style.font);
        let text = text.get(segment.range.clone()).unwrap_or_default();
        if has_letters(typesetter, segment, &plain, text) {
            continue;
        }
        segment.raise += segment.style.font.size.scale(raise, 100);
        segment.style.font = plain;
        // Lines keep their distance.
        if segment.style.line_height() != Length::ZERO {
            Arc::make_mut(&mut segment.style.text).line_height = LineHeight::Length(Length::ZERO);
        }
    }
}

/// Plain letters in the place of those that a style asks for.
pub(super) fn plain(font: &FontProperties) -> FontProperties {
    FontProperties { position: FontVariantPosition::Normal, size: font.size.scale(SIZE, 100), ..font.clone() }
}

/// Whether the face has another glyph for each character of a text than `plain` letters have.
fn has_letters(
    typesetter: &Typesetter<'_>,
    segment: &Segment,
    plain: &Arc<FontProperties>,
    text: &str,
) -> bool {
    let font = &segment.style.font;
    let primary = typesetter.primary(font);
    let glyphs = |properties: &Arc<FontProperties>, script: [u8; 4], character: char| {
        let key = typesetter.shaper.intern(&ShapeKey {
            font: primary.font,
            properties: Arc::clone(properties),
            script,
            language: Arc::clone(&segment.language),
            rtl: false,
            transform: segment.style.text.transform,
            hyphenation: None,
        })?;
        let shaped = typesetter.shaper.word(key, character.encode_utf8(&mut [0; 4]));
        Some(shaped.glyphs.iter().map(|glyph| glyph.id).collect::<Vec<u16>>())
    };
    text.chars().filter(|character| !character.is_whitespace()).all(|character| {
        let script = script_tag(character).unwrap_or(*b"Latn");
        let here = typesetter.face_for(font, primary, character, None) == (primary.font, false);
        here && glyphs(font, script, character) != glyphs(plain, script, character)
    })
}
