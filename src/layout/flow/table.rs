//! Tables: rows as fragments that pages are not broken in, header rows that stand again on every page (CSS 2, 17).

use super::block::{Geometry, geometry, margin, padding};
use super::item::{Break, Container, Flow, FlowItem, Fragment};
use super::table_breaks::SetRow;
use super::table_columns::{Columns, FULL};
use super::table_legible::Least;
use super::table_rows::{RowSetter, column_edges};
use super::{FlowBuilder, FlowContext};
use crate::diagnostic::Stop;
use crate::geometry::{Length, Point};
use crate::layout::box_tree::{BlockBox, TableBox};
use crate::layout::page::breaks;
use crate::style::{BorderCollapse, BreakBetween, CaptionSide};

impl<'a> FlowBuilder<'_, 'a> {
    /// Flows a table and its captions.
    pub(super) fn table_block(
        &mut self,
        block: &'a BlockBox,
        table: &'a TableBox,
        x: Length,
        room: Length,
    ) -> Result<(), Stop> {
        let spacing = spacing(block);
        let (full, fill) = self.table_room(block, table, room, spacing.0);
        let columns = self.context.fit_columns(table, full, fill, Least::Legible);
        if columns.are_cramped() && self.can_span_columns() {
            self.report_spanning(block);
            return self.across_columns(block);
        }
        if self.can_turn() && self.context.is_better_turned(&columns, table, full, fill) {
            return self.turned_table(block, table, room);
        }
        let columns = self.context.or_narrow_columns(columns, table, full, fill);
        let natural = columns.widths.iter().copied().sum::<Length>()
            + spacing.0.scale(columns.widths.len() as i32 + 1, 1);
        let geometry = geometry(&block.style, x, room, Some(natural.scale(columns.scale, FULL)));
        let entered = self.enter(block, room);
        if let Some(marker) = &block.marker {
            self.wait_marker(marker, geometry.x);
        }
        let (above, below): (Vec<_>, Vec<_>) =
            table.captions.iter().partition(|caption| caption.style.text.caption_side == CaptionSide::Top);
        for caption in above {
            self.block(caption, geometry.border_x, geometry.border_width)?;
            self.avoid = self.avoid.max(breaks::AVOID);
        }
        let rows = self.set_rows(table, &columns, geometry.x, spacing)?;
        self.report_too_wide(block, table, full, &columns, rows.cuts, false);
        self.place_rows(block, &geometry, rows);
        for caption in below {
            self.avoid = self.avoid.max(breaks::AVOID);
            self.block(caption, geometry.border_x, geometry.border_width)?;
        }
        self.leave(block, room, entered);
        Ok(())
    }

    /// The room for a table's columns, and whether they are to fill it.
    pub(super) fn table_room(
        &self,
        block: &BlockBox,
        table: &TableBox,
        room: Length,
        spacing: Length,
    ) -> (Length, bool) {
        let boxed = &block.style.boxed;
        let gaps = spacing.scale(table.columns as i32 + 1, 1);
        let edges =
            padding(&block.style, room).horizontal() + boxed.border.left.width + boxed.border.right.width;
        let full = room - edges - margin(boxed.margin.left, room) - margin(boxed.margin.right, room);
        let asked = boxed.width.resolve(room).map(|width| width.min(full));
        let most = boxed.max_width.resolve(room).map_or(full, |most| most.min(full));
        (asked.unwrap_or(most).min(most) - gaps, asked.is_some())
    }

    /// Sets the rows of a table whose content begins at `x`.
    pub(super) fn set_rows(
        &self,
        table: &'a TableBox,
        columns: &Columns,
        x: Length,
        spacing: (Length, Length),
    ) -> Result<TableRows, Stop> {
        let setter = RowSetter {
            context: self.context,
            table,
            columns: column_edges(&columns.widths),
            spacing,
            scale: columns.scale,
            padding: columns.padding,
            alignments: self.context.alignments(table, columns.padding),
        };
        let headers = table.rows.iter().take_while(|row| row.header).count();
        let set_all = || {
            let mut set = setter.rows(0..headers, false)?;
            set.extend(setter.rows(headers..table.rows.len(), true)?);
            Ok(set)
        };
        let (set, cuts): (Result<Vec<SetRow>, Stop>, usize) = match columns.padding {
            FULL => (set_all(), 0),
            _ => self.context.typesetter.counting_cuts(set_all),
        };
        let place = |fragment: Fragment| shifted(fragment.scaled(columns.scale, FULL), x);
        let mut set: Vec<SetRow> =
            set?.into_iter().map(|row| SetRow { fragment: place(row.fragment), ..row }).collect();
        let body = set.split_off(set.iter().take_while(|row| row.header).count());
        let header = stack(set.into_iter().map(|row| row.fragment));
        let highest = self.context.page.get().height;
        let may_repeat = |header: &Fragment| header.height.scale(3, 1) < highest && !body.is_empty();
        let repeat = header.clone().filter(|header| table.repeats && may_repeat(header));
        Ok(TableRows { header, repeat, body, cuts })
    }

    /// The rows in the table's own container, which carries the header to further pages.
    fn place_rows(&mut self, block: &BlockBox, geometry: &Geometry, rows: TableRows) {
        let container = self.open_container(Container {
            parent: self.open,
            x: geometry.border_x,
            width: geometry.border_width,
            padding: geometry.padding,
            style: block.style.clone(),
            repeat: rows.repeat,
            span: block.span,
        });
        let has_header = rows.header.is_some();
        if let Some(header) = rows.header {
            self.place(FlowItem::fragment(header));
        }
        let count = rows.body.len();
        let mut below = BreakBetween::Auto;
        for (index, row) in rows.body.into_iter().enumerate() {
            if index == 0 && !has_header {
                self.place(FlowItem::fragment(row.fragment));
            } else {
                let place = self.break_between_rows(index, count, [below, row.breaks.0]);
                self.flow.items.push(FlowItem::Break(place));
                self.flow.items.push(FlowItem::fragment(row.fragment));
            }
            below = row.breaks.1;
        }
        self.close_container(container);
    }
}

/// The rows of a table.
pub(super) struct TableRows {
    /// Its header rows.
    pub header: Option<Fragment>,
    /// The same, if they stand again on each further page.
    pub repeat: Option<Fragment>,
    /// All other rows, in pieces that no page divides.
    pub body: Vec<SetRow>,
    /// How often a word was cut.
    pub cuts: usize,
}

/// `border-spacing`, which collapsed borders do not have.
pub(super) fn spacing(block: &BlockBox) -> (Length, Length) {
    match block.style.text.border_collapse {
        BorderCollapse::Collapse => (Length::ZERO, Length::ZERO),
        BorderCollapse::Separate => block.style.text.border_spacing,
    }
}

fn shifted(fragment: Fragment, x: Length) -> Fragment {
    let mut moved = Fragment { height: fragment.height, baseline: fragment.baseline, ..Fragment::default() };
    moved.append(fragment, Point { x, y: Length::ZERO });
    moved
}

/// Fragments below each other as one.
fn stack(fragments: impl Iterator<Item = Fragment>) -> Option<Fragment> {
    let mut whole: Option<Fragment> = None;
    for fragment in fragments {
        let whole = whole.get_or_insert_default();
        let (y, height) = (whole.height, fragment.height);
        whole.append(fragment, Point { x: Length::ZERO, y });
        whole.height = y + height;
    }
    whole
}

/// The indexes at which a list may be cut so that no piece is higher than `room`, each with at least one thing.
pub(super) fn cuts(flow: &Flow, room: Length) -> Vec<usize> {
    let mut cuts = Vec::new();
    let (mut height, mut candidate) = (Length::ZERO, None);
    for (index, item) in flow.items.iter().enumerate() {
        let more = match item {
            FlowItem::Line(line) => line.line.height,
            FlowItem::Fragment(fragment) => fragment.height,
            FlowItem::Space(space) => *space,
            FlowItem::Open(id) => flow.containers.get(id.0).map(Container::top).unwrap_or_default(),
            FlowItem::Close(id) => flow.containers.get(id.0).map(Container::bottom).unwrap_or_default(),
            FlowItem::Break(Break::Allowed(_) | Break::Forced(_) | Break::Column) => {
                candidate = Some((index, height));
                Length::ZERO
            }
            FlowItem::Mark(_) | FlowItem::Float(_) | FlowItem::Side { .. } => Length::ZERO,
        };
        height += more;
        if let Some((at, before)) = candidate.filter(|_| height > room) {
            cuts.push(at);
            height -= before;
            candidate = None;
        }
    }
    cuts
}

impl FlowContext<'_> {
    /// The height above which a row is cut into pieces.
    pub(super) fn highest_row(&self) -> Length {
        self.page.get().height.scale(3, 5)
    }
}
