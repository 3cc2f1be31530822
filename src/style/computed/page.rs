//! Pages: what is asked of a page and what its style says.

use std::sync::Arc;

use super::ComputedStyle;
use crate::geometry::{Color, Length, Sides, Size};
use crate::source::Span;

/// The margin boxes of a page (CSS Paged Media 3, 5.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)] // CSS's own names.
pub enum MarginBoxName {
    TopLeftCorner,
    TopLeft,
    TopCenter,
    TopRight,
    TopRightCorner,
    LeftTop,
    LeftMiddle,
    LeftBottom,
    RightTop,
    RightMiddle,
    RightBottom,
    BottomLeftCorner,
    BottomLeft,
    BottomCenter,
    BottomRight,
    BottomRightCorner,
}

/// Which page a style is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageQuery {
    /// The page's name, if it has one.
    pub name: Option<Arc<str>>,
    /// Whether it is the first.
    pub first: bool,
    /// Whether it lies on the left of a spread.
    pub left: bool,
    /// Whether it is blank.
    pub blank: bool,
}

/// The style of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageStyle {
    /// Its size, orientation applied.
    pub size: Size,
    /// Its margins: shares of its width beside the text, of its height above and below.
    pub margin: Sides<Length>,
    /// The declaration that has the last word on how wide its text is.
    pub width_from: Option<Span>,
    /// The declaration that has the last word on how high its text is.
    pub height_from: Option<Span>,
    /// What lies under everything, up to the edges of the paper.
    pub background: Option<Color>,
    /// Its margin boxes, in the order of [`MarginBoxName`].
    pub margin_boxes: Vec<(MarginBoxName, ComputedStyle)>,
    /// The footnote area: `@footnote`.
    pub footnote: ComputedStyle,
}
