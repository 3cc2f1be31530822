//! A page of palette indices that rules and outlines are drawn on.

use skrifa::instance::Size;
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

/// Rules and outlines, drawn one row of palette indices at a time: nothing as large as the picture is ever held.
#[derive(Debug)]
pub(super) struct Canvas {
    size: (usize, usize),
    rules: Vec<Rule>,
    lines: Vec<(Coverage, Ink)>,
    /// What a line covers of a row's pixels, all zero between lines.
    shares: Vec<i32>,
    pixels: Vec<u8>,
}

impl Canvas {
    /// A blank canvas of a width and height.
    pub(super) fn new((width, height): (u32, u32)) -> Canvas {
        let (width, height) = (width as usize, height as usize);
        let (shares, pixels) = (vec![0; width], vec![0; width]);
        Canvas { size: (width, height), rules: Vec::new(), lines: Vec::new(), shares, pixels }
    }

    /// Width and height in pixels.
    pub(super) fn size(&self) -> (usize, usize) {
        self.size
    }

    /// Fills a rectangle.
    pub(super) fn fill_rect(&mut self, rule: Rule) {
        self.rules.push(rule);
    }

    /// Fills a line's outlines.
    pub(super) fn fill_line(&mut self, placed: &PlacedLine<'_>) {
        let Some(font) = placed.face.font_ref() else { return };
        let glyphs = font.outline_glyphs();
        let location = placed.face.location(&font);
        let settings = || DrawSettings::unhinted(Size::unscaled(), &location);
        let mut coverage = Coverage::new(placed.scale);
        for glyph in &placed.line.glyphs {
            coverage.move_origin(placed.x + glyph.x, placed.baseline - glyph.y);
            if let Some(outline) = glyphs.get(GlyphId::new(glyph.id)) {
                // A glyph that cannot be drawn leaves a gap; its font was checked for its character before.
                let _ = outline.draw(settings(), &mut coverage);
            }
        }
        coverage.close();
        self.lines.push((coverage, placed.ink));
    }

    /// A row, `None` if it is blank. Rows are asked for from the top.
    pub(super) fn row(&mut self, y: usize) -> Option<&[u8]> {
        self.pixels.fill(0);
        let mut is_drawn = false;
        for rule in self.rules.iter().filter(|rule| (rule.y..rule.y + rule.height).contains(&y)) {
            let end = (rule.x + rule.width).min(self.pixels.len());
            if let Some(pixels) = self.pixels.get_mut(rule.x..end) {
                pixels.fill(rule.ink.index(STEPS));
                is_drawn = true;
            }
        }
        for (coverage, ink) in &mut self.lines {
            let touched = coverage.row(y, &mut self.shares);
            if touched.is_empty() {
                continue;
            }
            let pixels = self.pixels.get_mut(touched.clone());
            if let (Some(pixels), Some(shares)) = (pixels, self.shares.get_mut(touched)) {
                blend(pixels, shares, *ink);
                is_drawn = true;
            }
        }
        is_drawn.then_some(self.pixels.as_slice())
    }
}

/// Pixels that are looked at together: most of them lie wholly inside or outside of a letter.
const GROUP: usize = 8;

/// Draws what outlines cover of a row's pixels, and clears it.
fn blend(pixels: &mut [u8], shares: &mut [i32], ink: Ink) {
    let index = |sum: i32| {
        let step = (sum.abs().min(FULL) * i32::from(STEPS) + FULL / 2) / FULL;
        ink.index(step as u8)
    };
    let mut sum = 0;
    let (groups, rest) = pixels.as_chunks_mut::<GROUP>();
    let (share_groups, share_rest) = shares.as_chunks_mut::<GROUP>();
    for (pixels, shares) in groups.iter_mut().zip(share_groups) {
        if *shares == [0; GROUP] {
            let index = index(sum);
            if index > 0 {
                pixels.iter_mut().for_each(|pixel| *pixel = (*pixel).max(index));
            }
            continue;
        }
        for (pixel, share) in pixels.iter_mut().zip(shares) {
            sum += std::mem::take(share);
            *pixel = (*pixel).max(index(sum));
        }
    }
    for (pixel, share) in rest.iter_mut().zip(share_rest) {
        sum += std::mem::take(share);
        *pixel = (*pixel).max(index(sum));
    }
}
