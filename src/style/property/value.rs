//! Values as a sheet gives them, parsed and typed but not yet computed for an element.

use std::sync::Arc;

use crate::geometry::{Length, Size};
use crate::style::computed::*;

use super::color::SpecifiedColor;
use super::length::SpecifiedLength;

/// The specified value of one longhand; which variant it is follows from the property.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// A keyword by its place in the property's list.
    Keyword(u8),
    /// Keywords that stand together, as bits.
    Bits(u16),
    /// A length or percentage.
    Length(SpecifiedLength),
    /// Two lengths.
    Pair(SpecifiedLength, SpecifiedLength),
    /// A length with a flag.
    FlaggedLength(SpecifiedLength, bool),
    /// A number.
    Number(f64),
    /// A whole number.
    Integer(i32),
    /// Three small numbers.
    Triple([u8; 3]),
    /// A colour.
    Color(SpecifiedColor),
    /// A string or a name.
    Text(Arc<str>),
    /// What cells are aligned at.
    AlignmentString(AlignmentString),
    /// Font families.
    Families(Arc<[FontFamily]>),
    /// OpenType features.
    Features(Arc<[([u8; 4], u32)]>),
    /// A counter style.
    ListStyle(ListStyleType),
    /// Generated content.
    Content(Arc<Content>),
    /// Running strings.
    Strings(Arc<[(Arc<str>, Vec<ContentItem>)]>),
    /// Counters.
    Counters(Arc<[(Arc<str>, i32)]>),
    /// The size of a page.
    PageSize(PageSize),
}

/// `size` of a page (CSS Paged Media 3, 7.1).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum PageSize {
    /// The build's own size, upright or turned.
    Auto {
        /// Turned to lie on its long side.
        landscape: Option<bool>,
    },
    /// A width and a height.
    Given(Size),
}

/// What lengths are measured by while an element's style is computed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Env {
    /// The element's font size; its parent's while `font-size` itself is computed.
    pub font_size: Length,
    /// The root's font size.
    pub root_font_size: Length,
    /// The element's line height; its parent's while `line-height` itself is computed.
    pub line_height: Length,
    /// The root's line height.
    pub root_line_height: Length,
    /// The parent's weight.
    pub parent_weight: u16,
}
