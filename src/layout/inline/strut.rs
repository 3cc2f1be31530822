//! How high a line is (CSS Inline 3, 4).

use super::typesetter::Typesetter;
use crate::geometry::Length;
use crate::style::ComputedStyle;

/// The extent of a line above and below its baseline.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Strut {
    pub above: Length,
    pub below: Length,
    pub x_height: Length,
    /// The line height of the block, which text that is not raised may only exceed.
    line_height: Length,
}

/// Ascent and descent of a style's primary face at its size, both positive.
pub(super) fn ascent_descent(typesetter: &Typesetter<'_>, style: &ComputedStyle) -> (Length, Length) {
    let font = typesetter.primary_face(&style.font);
    let metrics = typesetter.fonts.face(font).map(|face| *face.metrics()).unwrap_or_default();
    let scale = |units: f32| typesetter.scale(font, style.font.size, units.round() as i32);
    (scale(metrics.ascent), -scale(metrics.descent))
}

impl Strut {
    /// The strut of a block: what a line without text would be.
    pub fn of(typesetter: &Typesetter<'_>, style: &ComputedStyle) -> Strut {
        let line_height = style.line_height();
        let (above, below) = with_leading(ascent_descent(typesetter, style), line_height);
        let font = typesetter.primary_face(&style.font);
        let x_height = typesetter.fonts.face(font).map_or(0.0, |face| face.metrics().x_height);
        let x_height = typesetter.scale(font, style.font.size, x_height.round() as i32);
        Strut { above, below, x_height, line_height }
    }

    /// Makes room for text of a style. Text on the block's own baseline makes a line higher only if its line
    /// height is greater, whatever its face: so that code among prose leaves the lines on their grid.
    pub fn include(&mut self, typesetter: &Typesetter<'_>, style: &ComputedStyle, raise: Length) {
        let line_height = style.line_height();
        if raise == Length::ZERO && line_height <= self.line_height {
            return;
        }
        let (above, below) = with_leading(ascent_descent(typesetter, style), line_height);
        self.extend(above + raise, below - raise);
    }

    /// Makes room for something that reaches so far above and below the baseline.
    pub fn extend(&mut self, above: Length, below: Length) {
        self.above = self.above.max(above);
        self.below = self.below.max(below);
    }

    /// The line's height.
    pub fn height(&self) -> Length {
        self.above + self.below
    }
}

/// Half of what the line height leaves goes above, half below.
fn with_leading((ascent, descent): (Length, Length), line_height: Length) -> (Length, Length) {
    let above = ascent + (line_height - ascent - descent).scale(1, 2);
    (above, line_height - above)
}
