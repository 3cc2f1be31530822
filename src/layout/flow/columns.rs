//! Columns side by side (CSS Multi-column 1): a box's content at the width of a column, and what goes across all.

use super::block::Geometry;
use super::item::{Break, Columns, FlowItem, Section};
use super::{ContainerId, FlowBuilder};
use crate::diagnostic::Stop;
use crate::geometry::Length;
use crate::layout::box_tree::BlockBox;
use crate::layout::page::breaks;
use crate::style::{BorderSide, ColumnFill, ColumnSpan};

/// The narrowest column; a box that asks for narrower ones gets fewer.
const NARROWEST: Length = Length::pt(36);

/// The box whose content stands in columns.
pub(super) struct Multicol<'a> {
    pub columns: Columns,
    /// The box itself, and where its content stands.
    block: &'a BlockBox,
    geometry: Geometry,
    /// The container that the columns stand in.
    pub open: Option<ContainerId>,
}

impl<'a> FlowBuilder<'_, 'a> {
    /// The content of a block: in columns if it asks for them and does not stand in columns itself.
    pub(super) fn content_in_columns(
        &mut self,
        block: &'a BlockBox,
        geometry: &Geometry,
    ) -> Result<(), Stop> {
        let columns = columns(block, geometry);
        let Some(columns) = columns.filter(|_| self.multicol.is_none() && self.in_pages) else {
            return self.content(block, geometry);
        };
        let width = columns.width;
        self.turn_columns(columns.clone());
        self.multicol = Some(Multicol { columns, block, geometry: *geometry, open: self.open });
        self.given = width;
        self.content(block, &Geometry { width, ..*geometry })?;
        self.multicol = None;
        self.turn_columns(Columns::default());
        Ok(())
    }

    /// Whether a block goes across all columns: it must not stand in a box of one of them.
    pub(super) fn spans_columns(&self, block: &BlockBox) -> bool {
        block.style.boxed.column_span == ColumnSpan::All && self.can_span_columns()
    }

    /// Whether a block here could go across all columns.
    pub(super) fn can_span_columns(&self) -> bool {
        self.multicol.as_ref().is_some_and(|multicol| multicol.open == self.open)
    }

    /// Flows a block across all columns.
    pub(super) fn across_columns(&mut self, block: &'a BlockBox) -> Result<(), Stop> {
        let Some(multicol) = self.multicol.take() else { return Ok(()) };
        self.turn_columns(Columns::default());
        self.given = self.width;
        self.block(block, multicol.geometry.x, multicol.geometry.width)?;
        self.turn_columns(multicol.columns.clone());
        self.multicol = Some(multicol);
        Ok(())
    }

    /// The width of the column that is being filled.
    pub(super) fn measure(&self) -> Length {
        let columns =
            self.multicol.as_ref().map(|multicol| multicol.columns.width_in(multicol.geometry.width));
        columns.unwrap_or(self.width)
    }

    /// The box in columns has become wider by `delta`: the pages that come next are.
    pub(super) fn widen_columns(&mut self, delta: Length) {
        let Some(multicol) = &mut self.multicol else { return };
        multicol.geometry.width += delta;
        multicol.columns = columns(multicol.block, &multicol.geometry).unwrap_or_default();
        let columns = multicol.columns.clone();
        self.turn_columns(columns);
    }

    /// What comes next stands in other columns.
    fn turn_columns(&mut self, to: Columns) {
        let now = self.flow.sections.last().map(|section| &section.columns);
        let same = now.map_or(!to.are_several(), |now| *now == to);
        if !same {
            self.clear_sides();
        }
        self.turn = (!same).then_some(to);
    }

    /// Begins the section that waits, `before` below what is above.
    pub(super) fn begin_section(&mut self, before: Length) -> bool {
        let Some(columns) = self.turn.take() else { return false };
        let outer = self.multicol.as_ref().map_or(self.open, |multicol| multicol.open);
        let outer = outer.filter(|_| columns.are_several());
        self.flow.sections.push(Section { start: self.flow.items.len(), before, columns, outer });
        true
    }

    /// Begins the section that waits before the lower edge of a box.
    pub(super) fn end_columns_before_edge(&mut self) {
        if self.begin_section(Length::ZERO) {
            self.flow.items.push(FlowItem::Break(Break::Allowed(breaks::AVOID)));
        }
    }
}

/// The columns that a block of this geometry asks for (CSS Multi-column 1, 3.4).
fn columns(block: &BlockBox, geometry: &Geometry) -> Option<Columns> {
    let (boxed, room) = (&block.style.boxed, geometry.width);
    let gap = boxed.column_gap.resolve(room).unwrap_or(block.style.font.size);
    let asked = boxed.column_width.resolve(room).map(|width| width.max(Length(1)));
    let fitting =
        |width: Length| usize::try_from((room + gap).0 / (width + gap).0.max(1)).unwrap_or(1).max(1);
    let asked = match (usize::from(boxed.column_count), asked) {
        (0, None) => return None,
        (0, Some(width)) => fitting(width),
        (count, None) => count,
        (count, Some(width)) => count.min(fitting(width)),
    };
    let count = asked.min(fitting(NARROWEST));
    let parts = i32::try_from(count).unwrap_or(1);
    let width = (room - gap.scale(parts - 1, 1)).scale(1, parts);
    let color = boxed.column_rule.color.unwrap_or(block.style.color.0);
    let rule = BorderSide { color: Some(color), ..boxed.column_rule };
    let balanced = boxed.column_fill == ColumnFill::Balance;
    (count > 1).then_some(Columns { count, x: geometry.x, width, gap, rule, balanced })
}
