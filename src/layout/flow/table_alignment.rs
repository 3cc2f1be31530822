//! Cells that stand with a string below each other, as numbers do with their decimal points (CSS Text 4, 6.2).
//!
//! A column's widest part before the string and its widest from the string on decide how wide the column wants to be,
//! and where the string stands in it. Cells without the string are set as if it stood at their end; those of more than
//! one line end where lines end.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::FlowContext;
use super::intrinsic::Wanted;
use super::table_columns::cell_edges;
use crate::geometry::Length;
use crate::layout::box_tree::{BoxContent, TableBox, TableCell};
use crate::layout::inline::InlineItem;
use crate::style::{AlignmentString, TextAlign, TextDirection};

/// The width of a text before a string, and of the rest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Parts {
    before: Length,
    after: Length,
}

impl Parts {
    fn union(self, other: Parts) -> Parts {
        Parts { before: self.before.max(other.before), after: self.after.max(other.after) }
    }

    fn width(self) -> Length {
        self.before + self.after
    }
}

/// The cells of one column that are aligned at one string.
#[derive(Clone, Copy, Debug, Default)]
struct Group {
    /// The widest parts.
    all: Parts,
    /// The same without cells that can be set in several lines.
    unbroken: Parts,
    /// The widest edges of the cells.
    edges: Length,
}

/// The groups of a table, by column and string.
#[derive(Debug, Default)]
pub(super) struct Alignments(BTreeMap<(usize, Arc<str>), Group>);

impl<'a> FlowContext<'a> {
    /// Measures the cells of a table that are aligned at a string, with so many thousandths of their padding.
    pub(super) fn alignments(&self, table: &'a TableBox, padding: i32) -> Alignments {
        let mut groups: BTreeMap<(usize, Arc<str>), Group> = BTreeMap::new();
        for cell in table.rows.iter().flat_map(|row| &row.cells) {
            let Some(alignment) = alignment(cell) else { continue };
            let Some((parts, breakable)) = self.parts(cell, alignment) else { continue };
            let group = groups.entry((cell.column, Arc::clone(&alignment.string))).or_default();
            group.all = group.all.union(parts);
            if !breakable {
                group.unbroken = group.unbroken.union(parts);
            }
            group.edges = group.edges.max(cell_edges(&cell.block.style, padding));
        }
        Alignments(groups)
    }

    /// The parts of a cell that may stand on one line, and whether it may stand on several.
    fn parts(&self, cell: &'a TableCell, alignment: &AlignmentString) -> Option<(Parts, bool)> {
        let BoxContent::Lines(lines) = &cell.block.content else { return None };
        if lines.content.items.iter().any(|item| matches!(item, InlineItem::Atom { .. })) {
            return None;
        }
        let paragraph = self.keep_shaped(lines);
        let (before, after) = paragraph.parted_at(self.typesetter, &alignment.string)?;
        Some((Parts { before, after }, paragraph.min_content() < paragraph.max_content()))
    }

    /// The start and the width of a cell's content in a room so wide.
    pub(super) fn aligned(
        &self,
        cell: &'a TableCell,
        alignments: &Alignments,
        room: Length,
    ) -> (Length, Length) {
        let whole = (Length::ZERO, room);
        let Some(alignment) = alignment(cell) else { return whole };
        let key = (cell.column, Arc::clone(&alignment.string));
        let Some(group) = alignments.0.get(&key) else { return whole };
        let Some((parts, _)) = self.parts(cell, alignment).filter(|(parts, _)| parts.width() <= room) else {
            return whole;
        };
        let is_rtl = cell.block.style.text.direction == TextDirection::Rtl;
        let axis = group.axis(alignment.group, is_rtl, room).max(parts.before).min(room - parts.after);
        match is_rtl {
            false => (Length::ZERO, axis + parts.after),
            true => (axis - parts.before, room - axis + parts.before),
        }
    }
}

impl Alignments {
    /// What the groups want of their columns, edges included.
    pub(super) fn wanted(&self) -> impl Iterator<Item = (usize, Wanted)> {
        self.0.iter().map(|((column, _), group)| {
            let wanted = Wanted { min: group.unbroken.width(), max: group.all.width() };
            (*column, wanted.plus(group.edges))
        })
    }
}

impl Group {
    /// Where the string stands in a room. What is too long to stand on one line with the others does not count.
    fn axis(&self, align: TextAlign, is_rtl: bool, room: Length) -> Length {
        let parts = if self.all.width() <= room { self.all } else { self.unbroken };
        let rest = (room - parts.width()).max(Length::ZERO);
        let shift = match align {
            TextAlign::Center => Length(rest.0 / 2),
            TextAlign::Left => Length::ZERO,
            TextAlign::Start if !is_rtl => Length::ZERO,
            TextAlign::End if is_rtl => Length::ZERO,
            _ => rest,
        };
        parts.before + shift
    }
}

/// The string at which a cell of one column is aligned.
fn alignment(cell: &TableCell) -> Option<&AlignmentString> {
    cell.block.style.text.align_string.as_ref().filter(|_| cell.col_span == 1)
}
