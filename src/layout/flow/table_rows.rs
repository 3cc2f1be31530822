//! The rows of a table: cells set at the widths of their columns, side by side.

use std::ops::Range;

use super::item::{Flow, Fragment};
use super::table::cuts;
use super::table_alignment::Alignments;
use super::table_breaks::{SetRow, ask_breaks};
use super::table_columns::FULL;
use super::{FlowBuilder, FlowContext};
use crate::diagnostic::Stop;
use crate::geometry::{Length, Point, Rect, Sides, Size};
use crate::layout::box_tree::{TableBox, TableCell, TableRow};
use crate::layout::compose::Composer;
use crate::layout::decoration::{self, Edges};
use crate::layout::frame::FrameItem;
use crate::style::{AutoLength, BorderSide, ComputedStyle, LengthPercentage, VerticalAlign};

/// Sets rows of one table.
pub(super) struct RowSetter<'f, 'a> {
    /// What flowing needs.
    pub context: &'f FlowContext<'a>,
    /// The table.
    pub table: &'a TableBox,
    /// Where its columns begin and the last one ends, spacing left aside.
    pub columns: Vec<Length>,
    /// Between cells: horizontally, vertically.
    pub spacing: (Length, Length),
    /// The scale at which it is drawn, in thousandths.
    pub scale: i32,
    /// How much of the padding beside cells is left, in thousandths.
    pub padding: i32,
    /// What its cells are aligned at.
    pub alignments: Alignments,
}

/// Where columns of the given widths begin, and where the last one ends.
pub(super) fn column_edges(widths: &[Length]) -> Vec<Length> {
    let mut end = Length::ZERO;
    let ends = widths.iter().map(|width| {
        end += *width;
        end
    });
    std::iter::once(Length::ZERO).chain(ends).collect()
}

/// A cell over several rows with the row that it begins in, and one past the last that it takes.
type Reaching<'a> = (&'a TableRow, &'a TableCell, usize);

/// A cell that is set.
struct SetCell<'a> {
    row: &'a TableRow,
    cell: &'a TableCell,
    /// Which of its upper and lower edges are not cuts.
    edges: Edges,
    x: Length,
    width: Length,
    padding: Sides<Length>,
    content: Fragment,
}

impl SetCell<'_> {
    /// The height of its content and edges.
    fn height(&self) -> Length {
        let border = &self.cell.block.style.boxed.border;
        self.content.height + self.padding.vertical() + border.top.width + border.bottom.width
    }

    /// The same as one of several parts: edges and padding stand at the row's own edges only, those below a cell over
    /// several rows in the last of them.
    fn part(mut self, edges: Edges) -> Self {
        self.edges = Edges { bottom: edges.bottom && self.cell.row_span == 1, ..edges };
        if !edges.top {
            self.padding.top = Length::ZERO;
        }
        if !edges.bottom {
            self.padding.bottom = Length::ZERO;
        }
        self
    }

    /// From its top to its first baseline.
    fn baseline(&self) -> Option<Length> {
        let top = self.cell.block.style.boxed.border.top.width + self.padding.top;
        self.content.baseline.map(|baseline| top + baseline)
    }
}

impl<'a> RowSetter<'_, 'a> {
    /// Sets a range of rows. High ones are cut if `cut` is set.
    pub(super) fn rows(&self, range: Range<usize>, cut: bool) -> Result<Vec<SetRow>, Stop> {
        let rows = self.table.rows.get(range).unwrap_or_default();
        let room = self.context.highest_row().scale(1000, self.scale.max(1));
        let mut set = Vec::new();
        let mut start = 0;
        while start < rows.len() {
            self.context.context.check()?;
            let end = bound_rows(rows, start);
            let bound = rows.get(start..end).unwrap_or_default();
            let header = bound.first().is_some_and(|row| row.header);
            let mut cells = Vec::new();
            for row in bound {
                cells.push(self.cells(row, None)?.into_iter().flatten().collect());
            }
            let heights = self.heights(bound, &cells, room);
            if cut && heights.iter().copied().sum::<Length>() > room {
                // The cells that come down from rows above.
                let mut reaching: Vec<Reaching<'a>> = Vec::new();
                for (index, row) in bound.iter().enumerate() {
                    let mut parts = self.parted(row, &reaching, index + 1, room)?;
                    ask_breaks(&mut parts, row, row);
                    set.extend(parts);
                    reaching.extend(row.cells.iter().map(|cell| (row, cell, index + cell.row_span)));
                    reaching.retain(|(.., end)| *end > index + 1);
                }
            } else {
                let rows: Vec<&TableRow> = bound.iter().collect();
                let mut whole = [SetRow::new(self.draw(&rows, cells, &heights, ALL), header)];
                if let (Some(first), Some(last)) = (bound.first(), bound.last()) {
                    ask_breaks(&mut whole, first, last);
                }
                set.extend(whole);
            }
            start = end;
        }
        Ok(set)
    }

    /// A row by itself, the one before `next`, in parts if it is too high for a page, with the boxes of the cells that
    /// come down into it.
    fn parted(
        &self,
        row: &'a TableRow,
        reaching: &[Reaching<'a>],
        next: usize,
        room: Length,
    ) -> Result<Vec<SetRow>, Stop> {
        let mut cells = self.cells(row, None)?;
        if cells.iter().flatten().any(|cell| cell.height() > room) {
            cells = self.cells(row, Some(self.context.grid.scale(PART_LINES * 1000, self.scale.max(1))))?;
        }
        let parts = cells.iter().map(Vec::len).max().unwrap_or(1);
        let mut columns: Vec<_> = cells.into_iter().map(Vec::into_iter).collect();
        let mut set = Vec::new();
        for index in 0..parts {
            let cells: Vec<SetCell<'a>> = columns.iter_mut().filter_map(Iterator::next).collect();
            let edges = Edges { top: index == 0, bottom: index + 1 == parts };
            let mut cells: Vec<_> = cells.into_iter().map(|cell| cell.part(edges)).collect();
            let height = cells.iter().map(SetCell::height).max().unwrap_or_default();
            cells.extend(reaching.iter().map(|&(row, cell, end)| {
                let edges = Edges { top: false, bottom: edges.bottom && end == next };
                SetCell { edges, ..self.place(row, cell) }
            }));
            set.push(SetRow::new(self.draw(&[row], vec![cells], &[height], edges), false));
        }
        Ok(set)
    }

    /// The cells of a row, each in pieces of at most this height, if one is given.
    fn cells(&self, row: &'a TableRow, most: Option<Length>) -> Result<Vec<Vec<SetCell<'a>>>, Stop> {
        row.cells.iter().map(|cell| self.cell(row, cell, most)).collect()
    }

    fn cell(
        &self,
        row: &'a TableRow,
        cell: &'a TableCell,
        most: Option<Length>,
    ) -> Result<Vec<SetCell<'a>>, Stop> {
        let place = || self.place(row, cell);
        let SetCell { x, width, padding, .. } = place();
        let border = &cell.block.style.boxed.border;
        let edges = padding.horizontal() + border.left.width + border.right.width;
        let content_x = x + border.left.width + padding.left;
        let room = (width - edges).max(Length::ZERO);
        let (start, content_width) = self.context.aligned(cell, &self.alignments, room);
        let flow = cell_flow(self.context, cell, content_x + start, content_width)?;
        let cuts = most.map(|most| cuts(&flow, most)).unwrap_or_default();
        let mut composer = Composer::new(flow, Length::ZERO);
        let mut pieces: Vec<Fragment> = cuts.into_iter().map(|end| composer.piece(end)).collect();
        pieces.push(composer.piece(usize::MAX));
        Ok(pieces.into_iter().map(|content| SetCell { content, ..place() }).collect())
    }

    /// A cell where it stands, without its content.
    fn place(&self, row: &'a TableRow, cell: &'a TableCell) -> SetCell<'a> {
        let (gap, _) = self.spacing;
        let before = self.column_edge(cell.column);
        let x = before + gap.scale(cell.column as i32 + 1, 1);
        let spanned = self.column_edge(cell.column.saturating_add(cell.col_span)) - before;
        let width = spanned + gap.scale(cell.col_span as i32 - 1, 1);
        let given = super::block::padding(&cell.block.style, width);
        let left = |side: Length| side.scale(self.padding, FULL);
        let padding = Sides { left: left(given.left), right: left(given.right), ..given };
        SetCell { row, cell, edges: ALL, x, width, padding, content: Fragment::default() }
    }

    /// Where a column begins; behind the last one where that ends.
    fn column_edge(&self, column: usize) -> Length {
        self.columns.get(column).or(self.columns.last()).copied().unwrap_or_default()
    }

    /// The heights of rows that are bound together. A cell over several makes the last one higher; where that
    /// would be too high for a page, the first, so that the rows can be parted.
    fn heights(&self, rows: &[TableRow], cells: &[Vec<SetCell<'a>>], room: Length) -> Vec<Length> {
        let mut heights: Vec<Length> = Vec::with_capacity(rows.len());
        for (row, cells) in rows.iter().zip(cells) {
            let own = cells.iter().filter(|cell| cell.cell.row_span == 1).map(SetCell::height).max();
            let baseline = cells.iter().filter_map(SetCell::baseline).max().unwrap_or_default();
            let below = cells.iter().filter(|cell| cell.cell.row_span == 1 && is_on_baseline(cell));
            let below =
                below.filter_map(|cell| Some(cell.height() - cell.baseline()?)).max().unwrap_or_default();
            let asked = |style: &ComputedStyle| match style.boxed.height {
                AutoLength::Set(LengthPercentage::Length(height)) => height,
                _ => Length::ZERO,
            };
            let of_cells = cells.iter().filter(|cell| cell.cell.row_span == 1).map(|cell| {
                let asked = asked(&cell.cell.block.style);
                if asked > Length::ZERO { asked + cell.height() - cell.content.height } else { asked }
            });
            let least = asked(&row.style).max(of_cells.max().unwrap_or_default());
            heights.push(own.unwrap_or_default().max(baseline + below).max(least));
        }
        for (index, cells) in cells.iter().enumerate() {
            for cell in cells.iter().filter(|cell| cell.cell.row_span > 1) {
                let spanned = index..(index + cell.cell.row_span).min(heights.len());
                let have: Length = heights.get(spanned.clone()).unwrap_or_default().iter().copied().sum();
                let missing = (cell.height() - have).max(Length::ZERO);
                let at = if have + missing > room { spanned.start } else { spanned.end.saturating_sub(1) };
                if let Some(height) = heights.get_mut(at) {
                    *height += missing;
                }
            }
        }
        heights
    }

    /// Draws rows: their grounds, then rules and what the cells hold. A cell over several rows stands on the ground of
    /// the first, so that in rows that are bound together each cell has its own.
    fn draw(
        &self,
        rows: &[&TableRow],
        cells: Vec<Vec<SetCell<'a>>>,
        heights: &[Length],
        edges: Edges,
    ) -> Fragment {
        let mut whole = Fragment::default();
        let width = self.column_edge(usize::MAX) + self.spacing.0.scale(self.columns.len() as i32, 1);
        let places = self.places(rows, heights, edges);
        if let ([row], [place]) = (rows, places.as_slice()) {
            let size = Size { width, height: place.bottom - place.top };
            ground(row, Rect { origin: Point { x: Length::ZERO, y: place.top }, size }, &mut whole.items);
        }
        for (index, (row, cells)) in rows.iter().zip(cells).enumerate() {
            let Some(&RowPlace { rules, top, inner, bottom }) = places.get(index) else { continue };
            let mut rule = |side: Option<&BorderSide>, y: Length| {
                if let Some(side) = side {
                    let at = Point { x: Length::ZERO, y };
                    decoration::horizontal(side, row.style.color.0, at, width, row.span, &mut whole.items);
                }
            };
            rule(rules.top, top);
            rule(rules.bottom, bottom);
            let baseline =
                cells.iter().filter(|cell| is_on_baseline(cell)).filter_map(SetCell::baseline).max();
            if index == 0 {
                whole.baseline = baseline.map(|baseline| inner + baseline);
            }
            for cell in cells {
                let last = places.get(..places.len().min(index + cell.cell.row_span)).and_then(<[_]>::last);
                let height = last.map_or(bottom, |last| last.bottom) - inner;
                if rows.len() > 1 || cell.cell.row_span > 1 {
                    let origin = Point { x: cell.x, y: inner };
                    ground(
                        cell.row,
                        Rect { origin, size: Size { width: cell.width, height } },
                        &mut whole.items,
                    );
                }
                draw_cell(cell, inner, height, baseline, &mut whole);
            }
            whole.height = bottom + rules.bottom.map_or(Length::ZERO, |side| side.width);
        }
        whole
    }

    /// Where rows stand below each other.
    fn places<'r>(&self, rows: &[&'r TableRow], heights: &[Length], edges: Edges) -> Vec<RowPlace<'r>> {
        let mut y = Length::ZERO;
        let places = rows.iter().zip(heights).map(|(row, height)| {
            let rules = Rules::of(row, edges);
            let top = y + self.spacing.1;
            let inner = top + rules.top.map_or(Length::ZERO, |side| side.width);
            let bottom = inner + *height;
            y = bottom + rules.bottom.map_or(Length::ZERO, |side| side.width);
            RowPlace { rules, top, inner, bottom }
        });
        places.collect()
    }
}

/// Where a row stands among those that it is bound to.
struct RowPlace<'r> {
    rules: Rules<'r>,
    /// Above its upper rule.
    top: Length,
    /// Where its cells begin.
    inner: Length,
    /// Where they end, above its lower rule.
    bottom: Length,
}

const ALL: Edges = Edges { top: true, bottom: true };

/// How many lines stand in each part of a row that is too high for a page.
const PART_LINES: i32 = 2;

/// The rules above and below a row: its own or its group's.
#[derive(Clone, Copy)]
struct Rules<'r> {
    top: Option<&'r BorderSide>,
    bottom: Option<&'r BorderSide>,
}

impl<'r> Rules<'r> {
    fn of(row: &'r TableRow, edges: Edges) -> Rules<'r> {
        let (own, group) = (&row.style.boxed.border, &row.group.boxed.border);
        let (first, last) = row.edges;
        let wider = |a: &'r BorderSide, b: Option<&'r BorderSide>| match b {
            Some(b) if b.width > a.width => Some(b),
            _ => Some(a).filter(|a| a.width > Length::ZERO),
        };
        Rules {
            top: wider(&own.top, first.then_some(&group.top)).filter(|_| edges.top),
            bottom: wider(&own.bottom, last.then_some(&group.bottom)).filter(|_| edges.bottom),
        }
    }
}

/// One past the last row that cells bind to the row at `start`.
fn bound_rows(rows: &[TableRow], start: usize) -> usize {
    let mut end = start + 1;
    let mut index = start;
    while index < end {
        let reach =
            rows.get(index).map_or(1, |row| row.cells.iter().map(|cell| cell.row_span).max().unwrap_or(1));
        end = end.max(index + reach).min(rows.len());
        index += 1;
    }
    end
}

/// The vertical list of a cell's content.
fn cell_flow<'a>(
    context: &FlowContext<'a>,
    cell: &'a TableCell,
    x: Length,
    width: Length,
) -> Result<Flow, Stop> {
    let mut builder = FlowBuilder::new(context);
    builder.cell_content(&cell.block, x, width)?;
    Ok(builder.finish())
}

/// The grounds of a row's group and of the row.
fn ground(row: &TableRow, rect: Rect, out: &mut Vec<FrameItem>) {
    let grounds = [&row.group, &row.style].map(|style| style.boxed.background);
    grounds.into_iter().flatten().for_each(|color| decoration::fill(color, rect, row.span, out));
}

/// Draws a cell whose row begins at `top`: its box, and its content where its alignment puts it.
fn draw_cell(cell: SetCell<'_>, top: Length, height: Length, baseline: Option<Length>, whole: &mut Fragment) {
    let style = &cell.cell.block.style;
    let rect = Rect { origin: Point { x: cell.x, y: top }, size: Size { width: cell.width, height } };
    decoration::draw(style, rect, cell.edges, cell.cell.block.span, &mut whole.items);
    let rest = height - cell.height();
    let down = match style.boxed.vertical_align {
        VerticalAlign::Middle => Length(rest.0 / 2),
        VerticalAlign::Bottom | VerticalAlign::TextBottom => rest,
        VerticalAlign::Baseline => match (baseline, cell.baseline()) {
            (Some(row), Some(own)) => (row - own).min(rest),
            _ => Length::ZERO,
        },
        _ => Length::ZERO,
    };
    let inner = style.boxed.border.top.width + cell.padding.top;
    let y = top + inner + down.max(Length::ZERO);
    whole.append(cell.content, Point { x: Length::ZERO, y });
}

fn is_on_baseline(cell: &SetCell<'_>) -> bool {
    cell.cell.block.style.boxed.vertical_align == VerticalAlign::Baseline
}
