//! What is not inherited: boxes, breaks, columns and what they generate.

use std::sync::Arc;

use super::content::{Content, ContentItem};
use super::keyword::*;
use super::value::{AutoLength, AutoMargin, LengthPercentage};
use crate::geometry::{Color, Length, Sides};

/// `vertical-align` (CSS Inline 3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // CSS's own keywords.
pub enum VerticalAlign {
    #[default]
    Baseline,
    Sub,
    Super,
    Top,
    Middle,
    Bottom,
    TextTop,
    TextBottom,
    /// Raised by this.
    Length(Length),
}

/// One side of a border.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct BorderSide {
    /// Its used width: zero where the style is `none` or `hidden`.
    pub width: Length,
    /// Its style.
    pub style: BorderStyle,
    /// Its colour; `None` is the text's.
    pub color: Option<Color>,
}

/// `text-decoration`: drawn over the whole of the element that sets it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TextDecoration {
    /// `underline`.
    pub underline: bool,
    /// `line-through`.
    pub line_through: bool,
    /// `overline`.
    pub overline: bool,
    /// `text-decoration-color`; `None` is the text's.
    pub color: Option<Color>,
    /// `text-decoration-thickness`; `None` is the font's.
    pub thickness: Option<Length>,
    /// `text-underline-offset`; `None` is the font's.
    pub offset: Option<Length>,
}

/// `initial-letter` (CSS Inline 3): a drop cap. Zero lines is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct InitialLetter {
    /// Its height in lines, in hundredths.
    pub size: u16,
    /// How many lines it sinks.
    pub sink: u8,
}

/// The properties that are not inherited.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct BoxProperties {
    /// `display`.
    pub display: Display,
    /// `float`.
    pub float: Float,
    /// `float-reference`.
    pub float_reference: FloatReference,
    /// `clear`.
    pub clear: Clear,
    /// `margin`, of the containing block's width.
    pub margin: Sides<AutoMargin>,
    /// `padding`, of the containing block's width.
    pub padding: Sides<LengthPercentage>,
    /// `border`.
    pub border: Sides<BorderSide>,
    /// `border-clip-top`; `auto` is `none`.
    pub border_clip_top: AutoLength,
    /// `width`.
    pub width: AutoLength,
    /// `min-width`.
    pub min_width: AutoLength,
    /// `max-width`.
    pub max_width: AutoLength,
    /// `height`.
    pub height: AutoLength,
    /// `min-height`.
    pub min_height: AutoLength,
    /// `max-height`.
    pub max_height: AutoLength,
    /// `background-color`.
    pub background: Option<Color>,
    /// `vertical-align`.
    pub vertical_align: VerticalAlign,
    /// `text-decoration`.
    pub decoration: TextDecoration,
    /// `break-before`.
    pub break_before: BreakBetween,
    /// `break-after`.
    pub break_after: BreakBetween,
    /// `break-inside`.
    pub break_inside: BreakInside,
    /// `box-decoration-break`.
    pub decoration_break: BoxDecorationBreak,
    /// `page`: a named page; `None` is `auto`.
    pub page: Option<Arc<str>>,
    /// `content`.
    pub content: Content,
    /// `counter-reset`.
    pub counter_reset: Vec<(Arc<str>, i32)>,
    /// `counter-increment`.
    pub counter_increment: Vec<(Arc<str>, i32)>,
    /// `counter-set`.
    pub counter_set: Vec<(Arc<str>, i32)>,
    /// `string-set`.
    pub string_set: Vec<(Arc<str>, Vec<ContentItem>)>,
    /// `bookmark-level`: `Some(0)` is `none`, `None` is by the heading.
    pub bookmark_level: Option<u8>,
    /// `initial-letter`.
    pub initial_letter: InitialLetter,
    /// `column-count`; 0 is `auto`.
    pub column_count: u8,
    /// `column-width`.
    pub column_width: AutoLength,
    /// `column-gap`; `auto` is one em.
    pub column_gap: AutoLength,
    /// `column-rule`.
    pub column_rule: BorderSide,
    /// `column-span`.
    pub column_span: ColumnSpan,
    /// `column-fill`.
    pub column_fill: ColumnFill,
}
