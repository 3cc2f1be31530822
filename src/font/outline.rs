//! The outline of a glyph, as far as setting it beside other things needs it.

use skrifa::instance::Size;
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{GlyphId, MetadataProvider};

use super::Face;

/// A glyph's outline as straight pieces, in font units, `y` upwards.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    pieces: Vec<[Spot; 2]>,
}

/// A point of an outline.
#[derive(Clone, Copy, Debug, Default)]
struct Spot {
    x: f32,
    y: f32,
}

impl Outline {
    /// The leftmost and the rightmost ink between two heights; `None` where there is none.
    pub fn between(&self, low: f32, high: f32) -> Option<(f32, f32)> {
        let spots = self.pieces.iter().filter_map(|&[a, b]| clipped(a, b, low, high)).flatten();
        bounds(spots.map(|spot| spot.x))
    }

    /// The lowest and the highest ink; `None` for a glyph without ink.
    pub fn heights(&self) -> Option<(f32, f32)> {
        bounds(self.pieces.iter().flatten().map(|spot| spot.y))
    }
}

fn bounds(values: impl Iterator<Item = f32>) -> Option<(f32, f32)> {
    values.fold(None, |held, value| {
        let (least, most) = held.unwrap_or((value, value));
        Some((least.min(value), most.max(value)))
    })
}

/// The ends of the part of a straight piece that lies between two heights.
fn clipped(a: Spot, b: Spot, low: f32, high: f32) -> Option<[Spot; 2]> {
    let (a, b) = if a.y <= b.y { (a, b) } else { (b, a) };
    if b.y < low || a.y > high {
        return None;
    }
    let at = |y: f32| {
        let share = if b.y > a.y { (y - a.y) / (b.y - a.y) } else { 0.0 };
        Spot { x: a.x + (b.x - a.x) * share, y }
    };
    let start = if a.y < low { at(low) } else { a };
    let end = if b.y > high { at(high) } else { b };
    Some([start, end])
}

impl Face {
    /// The outline of a glyph; empty if it has none.
    pub fn outline(&self, glyph: u16) -> Outline {
        let mut pen = Pen::default();
        if let Some(font) = self.font_ref() {
            let location = self.location(&font);
            let settings = DrawSettings::unhinted(Size::unscaled(), &location);
            if let Some(glyph) = font.outline_glyphs().get(GlyphId::new(u32::from(glyph))) {
                // A glyph that cannot be drawn has no ink.
                let _ = glyph.draw(settings, &mut pen);
            }
        }
        pen.outline
    }
}

/// Into how many straight pieces a curve is cut.
const STEPS: u8 = 8;

#[derive(Default)]
struct Pen {
    outline: Outline,
    start: Spot,
    last: Spot,
}

impl Pen {
    fn line(&mut self, to: Spot) {
        self.outline.pieces.push([self.last, to]);
        self.last = to;
    }

    /// Follows a curve that is given by its weights at each share of the way.
    fn curve<const N: usize>(&mut self, spots: [Spot; N], weights: impl Fn(f32) -> [f32; N]) {
        for step in 1..=STEPS {
            let weights = weights(f32::from(step) / f32::from(STEPS));
            let sum = |of: fn(&Spot) -> f32| spots.iter().zip(weights).map(|(spot, w)| of(spot) * w).sum();
            self.line(Spot { x: sum(|spot| spot.x), y: sum(|spot| spot.y) });
        }
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.start = Spot { x, y };
        self.last = self.start;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.line(Spot { x, y });
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let spots = [self.last, Spot { x: cx, y: cy }, Spot { x, y }];
        self.curve(spots, |t| {
            let u = 1.0 - t;
            [u * u, 2.0 * u * t, t * t]
        });
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let spots = [self.last, Spot { x: ax, y: ay }, Spot { x: bx, y: by }, Spot { x, y }];
        self.curve(spots, |t| {
            let u = 1.0 - t;
            [u * u * u, 3.0 * u * u * t, 3.0 * u * t * t, t * t * t]
        });
    }

    fn close(&mut self) {
        self.line(self.start);
    }
}

#[cfg(test)]
mod tests {
    use crate::font::{FontBook, FontQuery, FontStyle, SERIF};

    #[test]
    fn ink_lies_where_the_letter_has_it() {
        let book = FontBook::bundled();
        let query = FontQuery { families: vec![SERIF], weight: 400, style: FontStyle::Normal, stretch: 100 };
        let face = book.select(&query).and_then(|found| book.face(found.id)).expect("a face");
        let outline = |letter| face.outline(face.glyph(letter).expect("a glyph"));
        // An A is narrow above and wide below, a T the other way round; a space has no ink.
        let width = |letter, low, high| {
            let (left, right) = outline(letter).between(low, high).expect("ink");
            right - left
        };
        assert!(width('A', 600.0, 670.0) < 250.0 && width('A', 0.0, 70.0) > 500.0);
        assert!(width('T', 600.0, 670.0) > 500.0 && width('T', 100.0, 400.0) < 150.0);
        let (low, high) = outline('Q').heights().expect("ink");
        assert!(low < -150.0 && (670.0..700.0).contains(&high), "{low} {high}");
        assert!(outline(' ').heights().is_none() && outline('T').between(-200.0, -10.0).is_none());
    }
}
