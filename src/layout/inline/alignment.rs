//! The parts of a text on both sides of a string at which it is aligned (CSS Text 4, 6.2).

use super::collect::Segment;
use super::shape::{ShapedGlyph, count_clusters};
use super::typesetter::{Paragraph, Typesetter};
use super::unit::{Unit, UnitKind};
use crate::geometry::Length;

impl Paragraph<'_> {
    /// The width of the text before the first occurrence of a string, and of the rest; all is before one that it does
    /// not have, or that is lost among words from right to left. `None` if it is of several lines.
    pub fn parted_at(&self, typesetter: &Typesetter<'_>, string: &str) -> Option<(Length, Length)> {
        if self.initial.is_some() || self.breakpoints.iter().filter(|point| point.forced).count() > 1 {
            return None;
        }
        let whole = self.max_content();
        let is_rtl = self.units.iter().any(|unit| unit.level.is_rtl());
        let Some(at) = self.collected.text.find(string).filter(|_| !is_rtl) else {
            return Some((whole, Length::ZERO));
        };
        let before = self.units.iter().take_while(|unit| unit.end <= at || unit.start < at);
        let widths = before.map(|unit| match unit.end <= at {
            true => unit.width + unit.space,
            false => self.width_of_start(typesetter, unit, at - unit.start),
        });
        let before = widths.sum::<Length>().min(whole);
        Some((before, whole - before))
    }

    /// The width of a unit's first bytes.
    fn width_of_start(&self, typesetter: &Typesetter<'_>, unit: &Unit, bytes: usize) -> Length {
        let UnitKind::Word { font, shaped, .. } = &unit.kind else { return Length::ZERO };
        let segment = |index: u32| self.collected.segments.get(index as usize);
        let Some(Segment { style, .. }) = unit.segment.and_then(segment) else { return Length::ZERO };
        let count = shaped.glyphs.partition_point(|glyph| (glyph.cluster as usize) < bytes);
        let glyphs: &[ShapedGlyph] = shaped.glyphs.get(..count).unwrap_or_default();
        let advance = glyphs.iter().map(|glyph| glyph.advance).sum();
        let spacing = style.font.letter_spacing.scale(count_clusters(glyphs) as i32, 1);
        typesetter.scale(*font, style.font.size, advance) + spacing
    }
}
