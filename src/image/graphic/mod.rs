//! A drawing of vectors and text, ready to be painted: what an SVG shows once `usvg` has resolved it.
//!
//! Coordinates are CSS pixels from the drawing's top left corner, `y` downwards. Paths and glyphs carry the matrix
//! that takes them there; groups carry none. Text is set in the faces of the [`FontBook`] and keeps its characters.

mod fonts;
mod outline;
mod paint;
mod read;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::font::{FontBook, FontId};
use crate::geometry::Color;

use super::{Image, ImageError};

/// A matrix as PDF and SVG write it: `a b c d e f`.
pub type Matrix = [f32; 6];

/// A drawing.
#[derive(Debug)]
pub struct Graphic {
    /// Width in CSS pixels.
    pub width: f32,
    /// Height in CSS pixels.
    pub height: f32,
    /// What it shows, in painting order.
    pub items: Vec<Item>,
    /// The raster pictures inside it, each once, under its own name.
    pub pictures: Vec<Image>,
    /// What could not be kept, as it is said to the author: `a filter`.
    pub reduced: BTreeSet<&'static str>,
}

/// Something in a drawing.
#[derive(Debug)]
pub enum Item {
    /// A filled or stroked path.
    Path(Path),
    /// Glyphs of one face, size and colour.
    Text(TextRun),
    /// A raster picture: its place in [`Graphic::pictures`], and the matrix that takes the unit square, `y` upwards, to
    /// where it is shown.
    Picture(usize, Matrix),
    /// Items that share a clip or are composed before they meet what lies below.
    Group(Group),
}

/// Items that belong together.
#[derive(Debug)]
pub struct Group {
    /// Opacity of the whole, 0 to 1.
    pub opacity: f32,
    /// How its colours mix with those below, as PDF names it: `Multiply`.
    pub blend: &'static str,
    /// Composed on its own before it meets what lies below.
    pub isolated: bool,
    /// Nothing outside any of these is seen.
    pub clips: Vec<Clip>,
    /// What tells how much of it is seen at each point.
    pub mask: Option<Mask>,
    /// What it holds.
    pub items: Vec<Item>,
}

/// Items that let others be seen.
#[derive(Debug)]
pub struct Mask {
    /// Whether their luminosity counts, else their opacity.
    pub luminosity: bool,
    /// The items; none of them is text.
    pub items: Vec<Item>,
}

/// A region that things may show in.
#[derive(Debug)]
pub struct Clip {
    /// The region's outline.
    pub outline: Vec<Segment>,
    /// Whether the even-odd rule tells inside from outside.
    pub even_odd: bool,
}

/// One step of an outline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Segment {
    /// Begins a contour.
    Move(f32, f32),
    /// A straight line.
    Line(f32, f32),
    /// A cubic curve: two control points and the end.
    Cubic([f32; 6]),
    /// Closes the contour.
    Close,
}

/// A painted path.
#[derive(Debug)]
pub struct Path {
    /// From the path's coordinates to the drawing's.
    pub matrix: Matrix,
    /// The outline.
    pub outline: Vec<Segment>,
    /// How it is filled.
    pub fill: Option<Fill>,
    /// How it is stroked.
    pub stroke: Option<Stroke>,
    /// Whether the stroke lies below the fill.
    pub stroke_first: bool,
}

/// A fill.
#[derive(Clone, Debug)]
pub struct Fill {
    /// With what.
    pub paint: Paint,
    /// Whether the even-odd rule tells inside from outside.
    pub even_odd: bool,
}

/// A stroke.
#[derive(Clone, Debug)]
pub struct Stroke {
    /// With what.
    pub paint: Paint,
    /// Its width.
    pub width: f32,
    /// Its ends, as PDF numbers them: butt, round, square.
    pub cap: u8,
    /// Its corners, as PDF numbers them: miter, round, bevel.
    pub join: u8,
    /// The limit of a miter.
    pub miter_limit: f32,
    /// Lengths of dashes and gaps; empty for a solid line.
    pub dashes: Vec<f32>,
    /// Where in the dashes it begins.
    pub dash_offset: f32,
}

/// What something is painted with.
#[derive(Clone, Debug)]
pub enum Paint {
    /// One colour.
    Color(Color),
    /// A gradient under an opacity from 0 to 255.
    Gradient(Arc<Gradient>, u8),
}

/// A gradient along a line or between two circles; its outer colours go on beyond its ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Gradient {
    /// From the gradient's coordinates to the drawing's.
    pub matrix: Matrix,
    /// `x1 y1 x2 y2` of a line or `x1 y1 r1 x2 y2 r2` of circles.
    pub geometry: GradientGeometry,
    /// Places from 0 to 1 in ascending order, and their colours; at least two.
    pub stops: Vec<(f32, Color)>,
}

/// Where a gradient runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum GradientGeometry {
    /// From a point to another: `x1 y1 x2 y2`.
    Linear([f32; 4]),
    /// From a circle to another: `x1 y1 r1 x2 y2 r2`.
    Radial([f32; 6]),
}

/// Glyphs of one face, size and colour.
#[derive(Debug)]
pub struct TextRun {
    /// The face.
    pub font: FontId,
    /// The size in the text's own coordinates.
    pub size: f32,
    /// The colour; `None` for glyphs that are there to be searched and copied: their outlines are painted as paths.
    pub color: Option<Color>,
    /// The glyphs, in visual order.
    pub glyphs: Vec<PlacedGlyph>,
}

/// One glyph of a run.
#[derive(Debug)]
pub struct PlacedGlyph {
    /// Its id in the face; 0 is a character that no face has.
    pub id: u16,
    /// From ems, `y` upwards, times the run's size to the drawing.
    pub matrix: Matrix,
    /// The characters that it shows; empty for a further glyph of the same ones.
    pub text: String,
}

impl Graphic {
    /// Reads the drawing of a picture of format SVG, its text set in the faces of `fonts`.
    ///
    /// # Errors
    /// Says why it cannot be drawn.
    pub fn read(image: &Image, fonts: &FontBook) -> Result<Graphic, ImageError> {
        read::read(image, fonts)
    }
}
