//! What a text is cut into: the steps along a line.

use std::rc::Rc;

use unicode_bidi::Level;

use super::shape::{ShapeKeyId, ShapedGlyph, ShapedWord};
use crate::font::FontId;
use crate::geometry::Length;

/// What a unit is.
#[derive(Clone, Debug)]
pub(super) enum UnitKind {
    /// Glyphs.
    Word { font: FontId, key: Option<ShapeKeyId>, shaped: Rc<ShapedWord> },
    /// A tab of so many columns.
    Tab { font: FontId, glyph: ShapedGlyph },
    /// The start or end of a box: its margin, border and padding.
    Edge { inline_box: u32, open: bool },
    /// The item of an atom.
    Atom(usize),
    /// A forced line break.
    Break,
    /// What stands for an initial letter, which is set apart: nothing of it is in the line.
    Initial,
}

/// What may happen after a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BreakAfter {
    /// The line goes on.
    No,
    /// The line may end; a trailing space is dropped.
    Allowed,
    /// The line may end with a hyphen that the author placed.
    SoftHyphen,
    /// The line ends.
    Forced,
}

/// One step along the line: a word with its space, an edge, an atom or a break.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    pub kind: UnitKind,
    pub segment: Option<u32>,
    pub start: usize,
    pub end: usize,
    pub level: Level,
    /// Without the trailing space.
    pub width: Length,
    /// The trailing space.
    pub space: Length,
    pub break_after: BreakAfter,
    /// May be broken anywhere if nothing else helps.
    pub breakable: bool,
    /// Its space gives way where its line is justified.
    pub gives: bool,
}
