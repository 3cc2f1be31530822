//! The least width of a column of running text: wider than its longest word, so that its lines can be read.

use super::FlowContext;
use super::intrinsic::{Wanted, edges};
use super::table_columns::Columns;
use crate::geometry::Length;
use crate::layout::box_tree::{BoxContent, TableBox, TableCell};

/// How narrow a column may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Least {
    /// As its longest word (CSS 2, 17.5.2.2).
    Word,
    /// The same, and wide enough for lines of running text.
    Legible,
}

/// The least measure of running text, in em: about fifteen letters, two or three words; and that of a text which needs
/// more than so many lines of it.
const MEASURE: i32 = 7;
const LINES: i32 = 6;
const LONG_MEASURE: i32 = 11;

impl<'a> FlowContext<'a> {
    /// The least width of a cell's running text: its measure, or half the width of what then needs two lines at most.
    pub(super) fn legible_cell(&self, cell: &'a TableCell) -> Length {
        self.legible_content(&cell.block.content)
    }

    /// The same columns, or, where too many words would have to be divided for the sake of running text, narrow ones.
    pub(super) fn or_narrow_columns(
        &self,
        columns: Columns,
        table: &'a TableBox,
        room: Length,
        fill: bool,
    ) -> Columns {
        match columns.are_crowded() {
            true => self.fit_columns(table, room, fill, Least::Word),
            false => columns,
        }
    }

    /// Whether a table of such columns is better turned: they are too wide by far, or words would have to be cut even if
    /// running text were set narrower than it should be.
    pub(super) fn is_better_turned(
        &self,
        columns: &Columns,
        table: &'a TableBox,
        room: Length,
        fill: bool,
    ) -> bool {
        columns.is_far_too_wide()
            || (columns.are_crowded() && self.fit_columns(table, room, fill, Least::Word).are_crowded())
    }

    fn legible_content(&self, content: &'a BoxContent) -> Length {
        match content {
            BoxContent::Blocks(blocks) => {
                let legible =
                    blocks.iter().map(|block| self.legible_content(&block.content) + edges(&block.style));
                legible.max().unwrap_or_default()
            }
            BoxContent::Lines(lines) => {
                let whole = self.wanted_content(content).max;
                let em = lines.content.style.font.size;
                let measure = whole.scale(1, LINES).min(em.scale(LONG_MEASURE, 1)).max(em.scale(MEASURE, 1));
                measure.min(whole.scale(1, 2))
            }
            _ => Length::ZERO,
        }
    }
}

impl Wanted {
    /// The same, not narrower than `least`, which is not more than it wants at most.
    pub(super) fn at_least(self, least: Length) -> Wanted {
        Wanted { min: self.min.max(least.min(self.max)), ..self }
    }
}
