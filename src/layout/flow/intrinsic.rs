//! The narrowest and the widest that a block wants to be (CSS Sizing 3, 4).

use super::FlowContext;
use super::replaced::NARROWEST;
use super::table_columns::FULL;
use super::table_legible::Least;
use crate::geometry::Length;
use crate::layout::box_tree::{BlockBox, BoxContent, Lines, TableBox};
use crate::style::{AutoLength, AutoMargin, ComputedStyle, LengthPercentage};

/// The widths that content asks for: its longest unbreakable piece, and all of it unbroken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Wanted {
    /// The least.
    pub min: Length,
    /// The most.
    pub max: Length,
}

impl Wanted {
    /// The larger of both.
    pub(super) fn union(self, other: Wanted) -> Wanted {
        Wanted { min: self.min.max(other.min), max: self.max.max(other.max) }
    }

    /// Both with something added.
    pub(super) fn plus(self, more: Length) -> Wanted {
        Wanted { min: self.min + more, max: self.max + more }
    }
}

impl<'a> FlowContext<'a> {
    /// What a block wants, its edges and margins included; shares of an unknown width count as nothing.
    pub(super) fn wanted(&self, block: &'a BlockBox) -> Wanted {
        let edges = edges(&block.style);
        if let AutoLength::Set(LengthPercentage::Length(width)) = block.style.boxed.width {
            return Wanted { min: width, max: width }.plus(edges);
        }
        self.wanted_content(&block.content).plus(edges)
    }

    /// What the content of a block wants.
    pub(super) fn wanted_content(&self, content: &'a BoxContent) -> Wanted {
        match content {
            BoxContent::Blocks(blocks) => {
                blocks.iter().map(|block| self.wanted(block)).fold(Wanted::default(), Wanted::union)
            }
            BoxContent::Lines(lines) => self.wanted_lines(lines),
            BoxContent::Code(lines) => {
                lines.iter().map(|lines| self.wanted_lines(lines)).fold(Wanted::default(), Wanted::union)
            }
            BoxContent::Image(replaced) => {
                let max = replaced.natural.width;
                Wanted { min: max.min(NARROWEST), max }
            }
            BoxContent::Table(table) => self.wanted_table(table),
            BoxContent::Note(_) | BoxContent::Empty => Wanted::default(),
        }
    }

    fn wanted_lines(&self, lines: &'a Lines) -> Wanted {
        if let Some(wanted) = self.wanted_with_pictures(&lines.content) {
            return wanted;
        }
        let paragraph = self.keep_shaped(lines);
        let text = &lines.content.style.text;
        let indent = if text.indent_hanging { Length::ZERO } else { length(text.indent).max(Length::ZERO) };
        Wanted { min: paragraph.min_content(), max: paragraph.max_content() }.plus(indent)
    }

    /// The least that a block can be if its words are hyphenated wherever their language allows.
    pub(super) fn divided_content(&self, content: &'a BoxContent) -> Length {
        match content {
            BoxContent::Blocks(blocks) => {
                let divided =
                    |block: &'a BlockBox| self.divided_content(&block.content) + edges(&block.style);
                blocks.iter().map(divided).max().unwrap_or_default()
            }
            BoxContent::Lines(lines) if self.wanted_with_pictures(&lines.content).is_none() => {
                self.keep_shaped(lines).divided_content(self.typesetter)
            }
            content => self.wanted_content(content).min,
        }
    }

    fn wanted_table(&self, table: &'a TableBox) -> Wanted {
        let columns = self.wanted_columns(table, FULL, Least::Word);
        let min = columns.iter().map(|column| column.min).sum();
        Wanted { min, max: columns.iter().map(|column| column.max).sum() }
    }
}

/// Margins, borders and padding at the sides of a box; shares of an unknown width count as nothing.
pub(super) fn edges(style: &ComputedStyle) -> Length {
    let boxed = &style.boxed;
    let margin = |value: AutoMargin| match value {
        AutoMargin::Set(value) => length(value),
        AutoMargin::Auto => Length::ZERO,
    };
    let padding = length(boxed.padding.left) + length(boxed.padding.right);
    padding
        + margin(boxed.margin.left)
        + margin(boxed.margin.right)
        + boxed.border.left.width
        + boxed.border.right.width
}

/// Padding at the sides of a box.
pub(super) fn side_padding(style: &ComputedStyle) -> Length {
    length(style.boxed.padding.left) + length(style.boxed.padding.right)
}

/// A length without its share of an unknown width.
fn length(value: LengthPercentage) -> Length {
    match value {
        LengthPercentage::Length(length) | LengthPercentage::Sum(length, _) => length,
        LengthPercentage::Percentage(_) => Length::ZERO,
    }
}
