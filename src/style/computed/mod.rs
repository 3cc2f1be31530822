//! The computed values that layout reads: lengths are absolute, `em` is gone, percentages are left.
//!
//! Property names, values and initial values are CSS's; what Offprint adds is marked `-offprint-*`.

mod boxes;
mod content;
mod font;
mod keyword;
mod page;
mod text;
mod value;

use std::sync::Arc;

use crate::geometry::{Color, Length};

pub use boxes::*;
pub use content::*;
pub use font::*;
pub(crate) use keyword::Keyword;
pub use keyword::*;
pub use page::*;
pub use text::*;
pub use value::*;

/// The computed style of an element, a pseudo-element or a margin box.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ComputedStyle {
    /// Inherited: what draws the characters.
    pub font: Arc<FontProperties>,
    /// Inherited: how text is set.
    pub text: Arc<TextProperties>,
    /// `color`, inherited.
    pub color: TextColor,
    /// What is not inherited.
    pub boxed: Arc<BoxProperties>,
}

/// `color`, black at first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TextColor(pub Color);

impl Default for TextColor {
    fn default() -> TextColor {
        TextColor(Color::BLACK)
    }
}

impl ComputedStyle {
    /// The used line height.
    pub fn line_height(&self) -> Length {
        match self.text.line_height {
            LineHeight::Normal => self.font.size.scale(6, 5),
            LineHeight::Number(thousandths) => self.font.size.scale(thousandths, 1000),
            LineHeight::Length(length) => length,
        }
    }
}
