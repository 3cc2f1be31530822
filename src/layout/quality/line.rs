//! What layout notes on its lines and columns for those who judge them.

use crate::document::NodeId;
use crate::geometry::{Length, Point};
use crate::layout::box_tree::Part;
use crate::source::Span;

/// How the text of a page was set.
#[derive(Clone, Debug, Default)]
pub struct PageSetting {
    /// From the top of the page to the top of its content, where its grid begins.
    pub top: Length,
    /// Its lines: of the text, of cells, floats and notes; not those of margin boxes and of repeated headers.
    pub lines: Vec<SetLine>,
    /// Its columns, in the order of the text.
    pub columns: Vec<SetColumn>,
}

/// A line at its place.
#[derive(Clone, Copy, Debug, Default)]
pub struct SetLine {
    /// The start of its block on its baseline, from the page's top left corner.
    pub position: Point,
    /// It runs up the page: what is below it is to its right.
    pub turned: bool,
    /// The first text on it: its node and the byte offset into that node's text.
    pub start: Option<(NodeId, u32)>,
    /// It ends in a hyphen of ours.
    pub hyphenated: bool,
    /// It is wider than its measure.
    pub overfull: bool,
    /// How it was set.
    pub facts: LineFacts,
}

/// How a line was set.
#[derive(Clone, Copy, Debug, Default)]
pub struct LineFacts {
    /// Which paragraph or block of code it belongs to.
    pub paragraph: u32,
    /// Which of its lines it is, from 0.
    pub index: u32,
    /// How many lines it has.
    pub count: u32,
    /// What the line is.
    pub kind: LineKind,
    /// `orphans` of its block.
    pub orphans: u8,
    /// `widows` of its block.
    pub widows: u8,
    /// It should fill its measure.
    pub is_justified: bool,
    /// It ends where its text says: at the end of its paragraph or at a line break.
    pub is_forced: bool,
    /// It ends in the middle of a word, without a hyphen.
    pub cut: bool,
    /// How many spaces on it may be stretched.
    pub spaces: u32,
    /// The width of these as the font has them.
    pub spaces_width: Length,
    /// Its width before its spaces are stretched.
    pub natural: Length,
    /// What its measure has room for beyond that, what hangs out counted; negative if it has less.
    pub free: Length,
    /// What each of these spaces was given beyond that.
    pub word_spacing: Length,
    /// `-offprint-runt` of its block.
    pub runt: Length,
    /// From its top to its baseline if it held nothing but text of its block's own style.
    pub strut: Length,
    /// Where its block comes from.
    pub span: Span,
}

/// What a line is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineKind {
    /// None of the others: in a cell, a note, a title.
    #[default]
    Plain,
    /// Of a heading or a label.
    Heading,
    /// Of running text, which keeps to the grid.
    Running,
    /// Of code.
    Code,
}

impl LineKind {
    /// The kind of the lines of a part of the article, whose line height keeps to the grid or not.
    pub fn of(part: Part, on_grid: bool) -> LineKind {
        match part {
            Part::Heading => LineKind::Heading,
            Part::Body if on_grid => LineKind::Running,
            Part::Body | Part::Plain | Part::Movable | Part::Caption => LineKind::Plain,
        }
    }
}

impl LineFacts {
    /// Whether it is the last line of its block.
    pub fn is_last(&self) -> bool {
        self.index + 1 == self.count
    }

    /// Whether it should fill its measure, but has too few spaces for that and is short by more than its height.
    pub fn is_left_ragged(&self) -> bool {
        self.is_justified && !self.is_forced && self.word_spacing == Length::ZERO && self.free > self.strut
    }

    /// Whether it is the last line of a heading.
    pub fn is_end_of_heading(&self) -> bool {
        self.kind == LineKind::Heading && self.is_last()
    }
}

/// A column, or the whole width of a page as one. Heights count from the top of the page's content.
#[derive(Clone, Copy, Debug, Default)]
pub struct SetColumn {
    /// The section that it belongs to.
    pub section: usize,
    /// How many columns stand beside each other there, 0 for one.
    pub count: usize,
    /// They should end at one height where the section ends, even if nothing follows.
    pub is_balanced: bool,
    /// Where its row begins.
    pub row_top: Length,
    /// Where its content ends.
    pub bottom: Length,
    /// How far down it has room.
    pub room: Length,
    /// What is left free above its notes and the floats at its foot; none where it must end there.
    pub left: Option<Length>,
    /// The last line of the heading that it ends with, if no page must end there.
    pub heading: Option<SetLine>,
}
