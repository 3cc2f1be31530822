//! The cells of a table as a rectangle: spans cut to the table, short rows filled.
//!
//! Columns in which no cell begins are no columns: a `colspan` of 1,000 over two cells counts two.
//!
//! Spec: HTML Standard, 4.9.12.1 (forming a table).

use crate::diagnostic::{Code, Context, Diagnostic};
use crate::document::{Document, NodeId, Tag};

/// A cell's place: columns `start..end`, before columns without a beginning are taken out.
#[derive(Clone, Copy, Debug)]
struct Slot {
    cell: NodeId,
    start: usize,
    end: usize,
    rows: usize,
}

/// Columns that a cell of an earlier row still covers.
#[derive(Clone, Copy, Debug)]
struct Covered {
    start: usize,
    end: usize,
    rows: usize,
}

/// A row's cells, and what earlier rows cover of it.
#[derive(Debug)]
struct Row {
    node: NodeId,
    slots: Vec<Slot>,
    covered: Vec<Covered>,
}

fn span_of(span: u16) -> usize {
    usize::from(span).max(1)
}

/// Whether a table without spans has rows of one length: then nothing is to be done.
pub(super) fn is_regular(document: &Document, table: NodeId) -> bool {
    let mut length = None;
    let sections =
        document.children(table).iter().filter(|&&section| document.tag(section) != Some(Tag::Caption));
    for &row in sections.flat_map(|&section| document.children(section)) {
        let cells = document.children(row);
        let plain = |&cell: &NodeId| {
            document
                .element(cell)
                .is_some_and(|cell| cell.attributes.col_span <= 1 && cell.attributes.row_span <= 1)
        };
        if !cells.iter().all(plain) || *length.get_or_insert(cells.len()) != cells.len() {
            return false;
        }
    }
    true
}

/// Makes the cells of a table's sections a rectangle.
pub(super) fn regularize(document: &mut Document, table: NodeId, sections: &[NodeId], context: &Context) {
    let sections: Vec<NodeId> =
        sections.iter().copied().filter(|&section| document.tag(section) != Some(Tag::Caption)).collect();
    limit_spans(document, table, &sections, context);
    let rows: Vec<Row> = sections.iter().flat_map(|&section| place(document, section)).collect();
    let mut columns: Vec<usize> =
        rows.iter().flat_map(|row| row.slots.iter().map(|slot| slot.start)).collect();
    columns.extend(rows.iter().flat_map(|row| row.slots.iter().map(|slot| slot.end)).max());
    columns.sort_unstable();
    columns.dedup();
    let mut ragged = false;
    for row in rows {
        ragged |= fill(document, row, &columns);
    }
    if ragged {
        let message = "the rows of this table differ in length; empty cells were added";
        context.report(Diagnostic::new(Code::TableRagged, document.span(table), message));
    }
}

/// Takes all row spans out of a table that spans more cells than the limit.
fn limit_spans(document: &mut Document, table: NodeId, sections: &[NodeId], context: &Context) {
    let mut cells = Vec::new();
    let mut spanned = 0;
    for &section in sections {
        let rows = document.children(section);
        for (at, &row) in rows.iter().enumerate() {
            for &cell in document.children(row) {
                let rows_left = rows.len() - at;
                let span =
                    document.element(cell).map_or(1, |cell| span_of(cell.attributes.row_span).min(rows_left));
                spanned += span;
                cells.push(cell);
            }
        }
    }
    if spanned <= context.limits.table_cells {
        return;
    }
    let message = format!(
        "this table spans more than {} cells; its row spans were dropped",
        context.limits.table_cells
    );
    context.report(Diagnostic::new(Code::TableRagged, document.span(table), message));
    for cell in cells {
        if let Some(element) = document.element_mut(cell) {
            element.attributes.row_span = 0;
        }
    }
}

/// Gives every cell of a section its columns.
fn place(document: &Document, section: NodeId) -> Vec<Row> {
    let nodes = document.children(section);
    let mut rows = Vec::with_capacity(nodes.len());
    let mut covered: Vec<Covered> = Vec::new();
    for (at, &node) in nodes.iter().enumerate() {
        let rows_left = nodes.len() - at;
        let slots = place_row(document, node, &covered, rows_left);
        let before = covered.clone();
        covered.extend(slots.iter().map(|slot| Covered {
            start: slot.start,
            end: slot.end,
            rows: slot.rows,
        }));
        for area in &mut covered {
            area.rows -= 1;
        }
        covered.retain(|area| area.rows > 0);
        covered.sort_unstable_by_key(|area| area.start);
        rows.push(Row { node, slots, covered: before });
    }
    rows
}

fn place_row(document: &Document, row: NodeId, covered: &[Covered], rows_left: usize) -> Vec<Slot> {
    let mut areas = covered.iter().peekable();
    let mut column = 0;
    let mut slots = Vec::new();
    for &cell in document.children(row) {
        while let Some(area) = areas.next_if(|area| area.start <= column) {
            column = column.max(area.end);
        }
        let Some(attributes) = document.element(cell).map(|cell| &cell.attributes) else { continue };
        let wanted = column + span_of(attributes.col_span);
        let end = areas.peek().map_or(wanted, |area| wanted.min(area.start));
        let rows = span_of(attributes.row_span).min(rows_left);
        slots.push(Slot { cell, start: column, end, rows });
        column = end;
    }
    slots
}

/// Writes a row's spans in real columns and fills what is free; whether anything was.
fn fill(document: &mut Document, row: Row, columns: &[usize]) -> bool {
    let rank = |column: usize| columns.partition_point(|&start| start < column);
    let last = columns.len().saturating_sub(1);
    let mut areas: Vec<(usize, usize, Option<NodeId>)> = Vec::new();
    for slot in &row.slots {
        let (start, end) = (rank(slot.start), rank(slot.end));
        if let Some(element) = document.element_mut(slot.cell) {
            element.attributes.col_span = u16::try_from(end - start).unwrap_or(u16::MAX);
            element.attributes.row_span = u16::try_from(slot.rows).unwrap_or(u16::MAX);
        }
        areas.push((start, end, Some(slot.cell)));
    }
    areas.extend(row.covered.iter().map(|area| (rank(area.start), rank(area.end), None)));
    areas.sort_unstable();
    let span = document.span(row.node);
    let mut children = Vec::with_capacity(areas.len());
    let mut column = 0;
    let mut filled = false;
    for (start, end, cell) in areas.into_iter().chain([(last, last, None)]) {
        if start > column {
            let empty = document.create_element(Tag::Td, span);
            if let Some(element) = document.element_mut(empty) {
                element.attributes.col_span = u16::try_from(start - column).unwrap_or(u16::MAX);
            }
            children.push(empty);
            filled = true;
        }
        children.extend(cell);
        column = column.max(end);
    }
    document.set_children(row.node, children);
    filled
}
