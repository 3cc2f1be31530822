//! A page of palette indices that is filled with rules and outlines.

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::DrawSettings;
use skrifa::{GlyphId, MetadataProvider};

use super::coverage::{Coverage, FULL};
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
        let Some(font) = placed.face.font_ref() else { return };
        let glyphs = font.outline_glyphs();
        let settings = || DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        let mut coverage = Coverage::new(placed.scale);
        for glyph in &placed.line.glyphs {
            coverage.move_origin(placed.x + glyph.x, placed.baseline - glyph.y);
            if let Some(outline) = glyphs.get(GlyphId::new(glyph.id)) {
                // A glyph that cannot be drawn leaves a gap; its font was checked for its character before.
                let _ = outline.draw(settings(), &mut coverage);
                coverage.rows(|y, x, shares| self.blend(y, x, shares, placed.ink));
            }
        }
    }

    fn blend(&mut self, y: usize, x: usize, shares: &[i32], ink: Ink) {
        let Some(pixels) = self.row(y, x, shares.len()) else { return };
        let none = ink.index(1) - 1;
        for (pixel, share) in pixels.iter_mut().zip(shares) {
            let step = ((share.abs().min(FULL) * i32::from(STEPS) + FULL / 2) / FULL) as u8;
            let index = if step == 0 { 0 } else { none + step };
            *pixel = (*pixel).max(index);
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
