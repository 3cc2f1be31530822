//! Where ink is: glyphs at their places, heights counted up from an initial letter's baseline.

use crate::font::{FontId, Outline};
use crate::geometry::Length;
use crate::layout::frame::GlyphRun;
use crate::layout::inline::collect::Collected;
use crate::layout::inline::typesetter::Typesetter;
use crate::layout::inline::unit::{Unit, UnitKind};

/// Into how many bands a glyph is cut to be held against another.
const BANDS: i32 = 12;

/// A glyph at its place.
#[derive(Clone, Debug)]
pub(super) struct Ink {
    pub x: Length,
    y: Length,
    /// The byte of its text that it shows.
    pub at: usize,
    outline: Outline,
    size: Length,
    units_per_em: i32,
}

impl Ink {
    fn new(typesetter: &Typesetter<'_>, font: FontId, size: Length, id: u16) -> Option<Ink> {
        let face = typesetter.fonts.face(font)?;
        let units_per_em = i32::from(face.metrics().units_per_em).max(1);
        let (x, y) = (Length::ZERO, Length::ZERO);
        Some(Ink { x, y, at: 0, outline: face.outline(id), size, units_per_em })
    }

    /// Every glyph of some words that stand side by side from zero on, raised by `raise`.
    pub fn of_units(
        typesetter: &Typesetter<'_>,
        collected: &Collected,
        units: &[Unit],
        raise: Length,
    ) -> Vec<Ink> {
        let mut inks = Vec::new();
        let mut pen = Length::ZERO;
        for unit in units {
            let UnitKind::Word { font, shaped, .. } = &unit.kind else { continue };
            let segment = unit.segment.and_then(|segment| collected.segments.get(segment as usize));
            let size = segment.map_or(Length::ZERO, |segment| segment.style.font.size);
            let scale = |units: i32| typesetter.scale(*font, size, units);
            for glyph in shaped.glyphs.iter().take(shaped.ink) {
                let at = unit.start + glyph.cluster as usize;
                let (x, y) = (pen + scale(glyph.x_offset), raise + scale(glyph.y_offset));
                inks.extend(Ink::new(typesetter, *font, size, glyph.id).map(|ink| Ink { x, y, at, ..ink }));
                pen += scale(glyph.advance);
            }
        }
        inks
    }

    /// The glyphs of a run on a line as far as they start before `end`, the line's baseline at height `y`.
    pub fn of_run(
        typesetter: &Typesetter<'_>,
        run: &GlyphRun,
        start: Length,
        end: Length,
        y: Length,
    ) -> Vec<Ink> {
        let mut inks = Vec::new();
        let mut pen = start;
        for (glyph, shift) in run.placed() {
            if pen >= end {
                break;
            }
            let (x, y) = (pen + shift.0, y + shift.1);
            let at = glyph.text_start as usize;
            inks.extend(Ink::new(typesetter, run.font, run.size, glyph.id).map(|ink| Ink {
                x,
                y,
                at,
                ..ink
            }));
            pen += glyph.x_advance + if run.is_space(glyph) { run.word_spacing } else { Length::ZERO };
        }
        inks
    }

    /// The leftmost and the rightmost ink between two heights.
    pub fn between(&self, low: Length, high: Length) -> Option<(Length, Length)> {
        let units = |height: Length| {
            (f64::from((height - self.y).0) * f64::from(self.units_per_em) / f64::from(self.size.0)) as f32
        };
        let length = |x: f32| self.x + self.size.scale(x.round() as i32, self.units_per_em);
        self.outline.between(units(low), units(high)).map(|(left, right)| (length(left), length(right)))
    }

    /// How far it reaches to the left of where it starts.
    pub fn jut(&self) -> Length {
        let left = self.between(-Length::MAX, Length::MAX).map_or(Length::ZERO, |(left, _)| left);
        (-left).max(Length::ZERO)
    }

    /// The lowest and the highest ink.
    pub fn heights(&self) -> Option<(Length, Length)> {
        let length = |y: f32| self.y + self.size.scale(y.round() as i32, self.units_per_em);
        self.outline.heights().map(|(low, high)| (length(low), length(high)))
    }

    /// Whether two glyphs come nearer to each other than `distance`.
    pub fn touches(&self, other: &Ink, distance: Length) -> bool {
        let Some((low, high)) = other.heights() else { return false };
        let band = |step: i32| low + (high - low).scale(step, BANDS);
        (0..BANDS).any(|step| {
            let (low, high) = (band(step), band(step + 1));
            let touches = |(left, right): (Length, Length)| {
                let (own_left, own_right) = self.between(low - distance, high + distance)?;
                Some(own_left < right + distance && own_right > left - distance)
            };
            other.between(low, high).and_then(touches).unwrap_or(false)
        })
    }
}
