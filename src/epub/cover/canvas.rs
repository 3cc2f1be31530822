//! A page of palette indices that is filled with rules and outlines.

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use tiny_skia::{FillRule, Mask, Path, PathBuilder, Transform};

use super::setting::SetLine;
use crate::font::Face;

/// Steps from paper to full ink: what a letter's edge is drawn with.
pub(super) const STEPS: u8 = 15;

/// One of the palette's inks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    /// For words.
    Black,
    /// For words of second rank.
    Grey,
    /// For what should catch the eye.
    Accent,
}

impl Ink {
    /// The palette index of a step, 1 to [`STEPS`]; 0 is paper.
    fn index(self, step: u8) -> u8 {
        let place = match self {
            Ink::Black => 0,
            Ink::Grey => 1,
            Ink::Accent => 2,
        };
        if step == 0 { 0 } else { place * STEPS + step }
    }
}

/// A filled rectangle in pixels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    pub(super) x: usize,
    pub(super) y: usize,
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) ink: Ink,
}

/// A line of words in its place.
#[derive(Debug)]
pub(super) struct PlacedLine<'a> {
    pub(super) face: &'a Face,
    /// Pixels for one font unit.
    pub(super) scale: f32,
    pub(super) line: SetLine,
    pub(super) x: f32,
    pub(super) baseline: f32,
    pub(super) ink: Ink,
}

/// Rows of palette indices; a row that nothing was drawn on is known to be blank.
#[derive(Debug)]
pub(super) struct Canvas {
    width: usize,
    pixels: Vec<u8>,
    drawn: Vec<bool>,
}

impl Canvas {
    /// A blank canvas of a width and height.
    pub(super) fn new((width, height): (u32, u32)) -> Canvas {
        let (width, height) = (width as usize, height as usize);
        Canvas { width, pixels: vec![0; width * height], drawn: vec![false; height] }
    }

    /// Width and height in pixels.
    pub(super) fn size(&self) -> (usize, usize) {
        (self.width, self.drawn.len())
    }

    /// All rows from the top, `None` for blank ones.
    pub(super) fn rows(&self) -> impl Iterator<Item = Option<&[u8]>> {
        self.pixels.chunks_exact(self.width).zip(&self.drawn).map(|(row, &drawn)| drawn.then_some(row))
    }

    /// Fills a rectangle, as far as it is on the canvas.
    pub(super) fn fill_rect(&mut self, rule: &Rule) {
        for y in rule.y..rule.y + rule.height {
            if let Some(pixels) = self.row(y, rule.x, rule.width) {
                pixels.fill(rule.ink.index(STEPS));
            }
        }
    }

    /// Fills a line's outlines.
    pub(super) fn fill_line(&mut self, placed: &PlacedLine<'_>) {
        let Some(path) = placed.face.font_ref().and_then(|font| outline(&font, placed)) else { return };
        let bounds = path.bounds();
        let (left, top) = (bounds.left().floor().max(0.0), bounds.top().floor().max(0.0));
        let (width, height) = ((bounds.right() - left).ceil() + 1.0, (bounds.bottom() - top).ceil() + 1.0);
        let (width, height) =
            (width.min(self.width as f32) as u32, height.min(self.drawn.len() as f32) as u32);
        let moved = path.transform(Transform::from_translate(-left, -top));
        let Some((mut mask, path)) = Mask::new(width, height).zip(moved) else { return };
        mask.fill_path(&path, FillRule::Winding, true, Transform::identity());
        let rows = mask.data().chunks_exact(width as usize);
        for (y, coverage) in (top as usize..).zip(rows) {
            self.blend(y, left as usize, coverage, placed.ink);
        }
    }

    fn blend(&mut self, y: usize, x: usize, coverage: &[u8], ink: Ink) {
        let Some(first) = coverage.iter().position(|&value| value != 0) else { return };
        let used = coverage.get(first..).unwrap_or_default();
        let Some(pixels) = self.row(y, x + first, used.len()) else { return };
        for (pixel, &value) in pixels.iter_mut().zip(used) {
            if value != 0 {
                let step = (u16::from(value) * u16::from(STEPS) + 127) / 255;
                *pixel = (*pixel).max(ink.index(step as u8));
            }
        }
    }

    /// Some pixels of a row, clipped to the canvas, which counts as drawn from then on.
    fn row(&mut self, y: usize, x: usize, width: usize) -> Option<&mut [u8]> {
        *self.drawn.get_mut(y)? = true;
        let row = self.pixels.get_mut(y * self.width..(y + 1) * self.width)?;
        let end = (x + width).min(row.len());
        row.get_mut(x..end)
    }
}

/// A line's outlines in canvas pixels.
fn outline(font: &FontRef<'_>, placed: &PlacedLine<'_>) -> Option<Path> {
    let glyphs = font.outline_glyphs();
    let mut pen = Pen { builder: PathBuilder::new(), scale: placed.scale, x: 0.0, y: 0.0 };
    for glyph in &placed.line.glyphs {
        pen.x = placed.x + glyph.x;
        pen.y = placed.baseline - glyph.y;
        if let Some(outline) = glyphs.get(GlyphId::new(glyph.id)) {
            // A glyph that cannot be drawn leaves a gap; its font was checked for its character before.
            let _ = outline.draw(DrawSettings::unhinted(Size::unscaled(), LocationRef::default()), &mut pen);
        }
    }
    pen.builder.finish()
}

/// Moves outlines from font units, `y` upwards, to the canvas.
struct Pen {
    builder: PathBuilder,
    scale: f32,
    x: f32,
    y: f32,
}

impl Pen {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x + x * self.scale, self.y - y * self.scale)
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.builder.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.builder.line_to(x, y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let ((cx, cy), (x, y)) = (self.at(cx, cy), self.at(x, y));
        self.builder.quad_to(cx, cy, x, y);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let ((ax, ay), (bx, by), (x, y)) = (self.at(ax, ay), self.at(bx, by), self.at(x, y));
        self.builder.cubic_to(ax, ay, bx, by, x, y);
    }

    fn close(&mut self) {
        self.builder.close();
    }
}
