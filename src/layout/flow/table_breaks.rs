//! Rows that are set, and the places to break between them (CSS Fragmentation 3, 3.1).

use super::FlowBuilder;
use super::item::{Break, Fragment, Side};
use crate::layout::box_tree::TableRow;
use crate::layout::page::breaks;
use crate::style::BreakBetween;

/// A row that is set, or several that are bound by a cell over them, or a part of one that is too high.
pub(super) struct SetRow {
    /// What is drawn.
    pub fragment: Fragment,
    /// Whether it is a header.
    pub header: bool,
    /// What is asked of the place above it and below it.
    pub breaks: (BreakBetween, BreakBetween),
}

impl SetRow {
    /// Rows that ask nothing.
    pub fn new(fragment: Fragment, header: bool) -> SetRow {
        SetRow { fragment, header, breaks: (BreakBetween::Auto, BreakBetween::Auto) }
    }
}

/// Puts what the first and the last of some rows ask of the places around them on what was made of these.
pub(super) fn ask_breaks(set: &mut [SetRow], first: &TableRow, last: &TableRow) {
    if let Some(top) = set.first_mut() {
        top.breaks.0 = first.style.boxed.break_before;
    }
    if let Some(bottom) = set.last_mut() {
        bottom.breaks.1 = last.style.boxed.break_after;
    }
}

impl FlowBuilder<'_, '_> {
    /// The place to break above a row, of which these are asked. No page ends between a header and its first row.
    pub(super) fn break_between_rows(&self, index: usize, count: usize, asked: [BreakBetween; 2]) -> Break {
        let side = asked.iter().rev().find_map(|asked| match asked {
            BreakBetween::Page => Some(Side::Any),
            BreakBetween::Left => Some(Side::Left),
            BreakBetween::Right => Some(Side::Right),
            _ => None,
        });
        let avoids = |asked: &BreakBetween| {
            matches!(asked, BreakBetween::Avoid | BreakBetween::AvoidPage | BreakBetween::AvoidColumn)
        };
        let cost = breaks::between_rows(index, count);
        match side.filter(|_| index > 0 && self.in_pages) {
            Some(side) => Break::Forced(side),
            None if index > 0 && self.multicol.is_some() && asked.contains(&BreakBetween::Column) => {
                Break::Column
            }
            None if asked.iter().any(avoids) => Break::Allowed(cost.max(breaks::AVOID)),
            None => Break::Allowed(cost),
        }
    }
}
