//! Lengths, points, rectangles and colours: the measures that every later stage shares.
//!
//! A [`Length`] is a whole number of 1/1024 pt, so that layout gives the same result on every machine.
//! Coordinates start at a page's top left corner; `y` grows downwards. Arithmetic saturates: no input can
//! make it overflow.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

/// A length in units of 1/1024 pt (1 pt = 1/72 inch).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length(pub i32);

impl Length {
    /// No length.
    pub const ZERO: Length = Length(0);
    /// The largest length, about 740 m: "no limit".
    pub const MAX: Length = Length(i32::MAX);
    /// How many units make a point.
    pub const PER_PT: i32 = 1024;

    /// A whole number of points.
    pub const fn pt(points: i32) -> Length {
        Length(points.saturating_mul(Self::PER_PT))
    }

    /// Points, rounded to the nearest unit; values out of range saturate, NaN is zero.
    pub fn from_pt(points: f64) -> Length {
        Length((points * f64::from(Self::PER_PT)).round() as i32)
    }

    /// Millimetres, rounded to the nearest unit.
    pub fn from_mm(millimetres: f64) -> Length {
        Length::from_pt(millimetres * 72.0 / 25.4)
    }

    /// This length in points.
    pub fn to_pt(self) -> f64 {
        f64::from(self.0) / f64::from(Self::PER_PT)
    }

    /// The length in millimetres.
    pub fn to_mm(self) -> f64 {
        self.to_pt() * 25.4 / 72.0
    }

    /// This length times `numerator / denominator`, rounded to nearest; zero for a zero denominator.
    pub fn scale(self, numerator: i32, denominator: i32) -> Length {
        if denominator == 0 {
            return Length::ZERO;
        }
        let (n, d) = (i64::from(self.0) * i64::from(numerator), i64::from(denominator));
        let half = if (n < 0) == (d < 0) { d / 2 } else { -d / 2 };
        Length::from_units((n + half) / d)
    }

    /// Units held in a wide sum, saturated into a length.
    pub fn from_units(units: i64) -> Length {
        Length(units.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32)
    }

    /// The absolute value.
    pub fn abs(self) -> Length {
        Length(self.0.saturating_abs())
    }
}

impl Add for Length {
    type Output = Length;
    fn add(self, other: Length) -> Length {
        Length(self.0.saturating_add(other.0))
    }
}

impl Sub for Length {
    type Output = Length;
    fn sub(self, other: Length) -> Length {
        Length(self.0.saturating_sub(other.0))
    }
}

impl Neg for Length {
    type Output = Length;
    fn neg(self) -> Length {
        Length(self.0.saturating_neg())
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Length) {
        *self = *self + other;
    }
}

impl SubAssign for Length {
    fn sub_assign(&mut self, other: Length) {
        *self = *self - other;
    }
}

impl Sum for Length {
    fn sum<I: Iterator<Item = Length>>(iter: I) -> Length {
        Length::from_units(iter.map(|length| i64::from(length.0)).sum())
    }
}

/// A place on a page, from its top left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Point {
    /// Distance from the left edge.
    pub x: Length,
    /// Distance from the top edge.
    pub y: Length,
}

/// A width and a height.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Size {
    /// Horizontal extent.
    pub width: Length,
    /// Vertical extent.
    pub height: Length,
}

/// A rectangle: its top left corner and its size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rect {
    /// Top left corner.
    pub origin: Point,
    /// Width and height.
    pub size: Size,
}

impl Rect {
    /// The x of the right edge.
    pub fn right(&self) -> Length {
        self.origin.x + self.size.width
    }

    /// The y of the bottom edge.
    pub fn bottom(&self) -> Length {
        self.origin.y + self.size.height
    }
}

/// One value for each side of a box, in CSS order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sides<T> {
    /// The top side.
    pub top: T,
    /// The right side.
    pub right: T,
    /// The bottom side.
    pub bottom: T,
    /// The left side.
    pub left: T,
}

impl<T: Clone> Sides<T> {
    /// The same value on all four sides.
    pub fn all(value: T) -> Sides<T> {
        Sides { top: value.clone(), right: value.clone(), bottom: value.clone(), left: value }
    }
}

impl Sides<Length> {
    /// Left plus right.
    pub fn horizontal(&self) -> Length {
        self.left + self.right
    }

    /// Top plus bottom.
    pub fn vertical(&self) -> Length {
        self.top + self.bottom
    }
}

/// An sRGB colour with alpha, 8 bits a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Color {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
    /// Opacity: 255 is opaque.
    pub a: u8,
}

impl Color {
    /// Opaque black.
    pub const BLACK: Color = Color { r: 0, g: 0, b: 0, a: 255 };
    /// Opaque white.
    pub const WHITE: Color = Color { r: 255, g: 255, b: 255, a: 255 };
    /// Fully transparent.
    pub const TRANSPARENT: Color = Color { r: 0, g: 0, b: 0, a: 0 };
}
