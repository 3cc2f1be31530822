//! Tables: captions, the grid that spans make, header scopes (HTML 4.9.12, ISO 32000-1, 14.8.4.3.4).

use super::{Builder, Scope, table_borders};
use crate::diagnostic::{Code, Diagnostic, Stop};
use crate::document::{NodeId, Tag};
use crate::layout::box_tree::{BlockBox, BoxContent, TableBox, TableCell, TableRow};
use crate::structure::{Scope as HeaderScope, StructId, StructType};
use crate::style::{BorderCollapse, Display};

/// The widest span of columns (HTML's own bound).
const MAX_COL_SPAN: usize = 1000;

/// Rows that stand in one `thead`, `tbody` or `tfoot`, or in none.
struct Group {
    node: NodeId,
    kind: StructType,
    rows: Vec<NodeId>,
}

/// What the rows of a table have shown so far.
#[derive(Default)]
struct Grid {
    /// How many columns the widest row takes.
    columns: usize,
    /// How many cells there are, spans counted.
    cells: usize,
    /// The columns that each row fills, with its structure element.
    filled: Vec<(Option<StructId>, usize)>,
}

impl Builder<'_> {
    /// A table with its captions.
    pub(super) fn table(&mut self, node: NodeId, outer: &Scope) -> Result<BlockBox, Stop> {
        let document = self.document;
        let scope = Scope { floats: false, ..self.open_element(node, outer) };
        let mut captions = Vec::new();
        for &child in document.children(node) {
            if document.tag(child) == Some(Tag::Caption) && !self.is_hidden(child) {
                captions.push(self.block(child, &scope)?);
            }
        }
        let mut grid = Grid::default();
        let mut rows = Vec::new();
        for group in self.row_groups(node) {
            self.rows(&group, &scope, &mut grid, &mut rows)?;
        }
        self.even_out(&grid, node);
        let repeats =
            rows.first().is_some_and(|row: &TableRow| row.group.boxed.display == Display::TableHeaderGroup);
        let mut table = TableBox { captions, columns: grid.columns, rows, repeats };
        let style = self.style(node);
        if style.text.border_collapse == BorderCollapse::Collapse {
            table_borders::collapse(&mut table, &style);
        }
        Ok(self.finish(node, &scope, BoxContent::Table(Box::new(table))))
    }

    /// The groups of rows: header first, footer last; `THead` needs a `TBody` beside it.
    fn row_groups(&self, table: NodeId) -> Vec<Group> {
        let document = self.document;
        let mut groups: Vec<Group> = Vec::new();
        for &child in document.children(table) {
            let rows = |parent: NodeId| {
                let rows = document.children(parent).iter().copied();
                rows.filter(|&row| document.tag(row) == Some(Tag::Tr) && !self.is_hidden(row))
                    .collect::<Vec<_>>()
            };
            match document.tag(child) {
                Some(Tag::Thead) => {
                    groups.push(Group { node: child, kind: StructType::THead, rows: rows(child) })
                }
                Some(Tag::Tbody) => {
                    groups.push(Group { node: child, kind: StructType::TBody, rows: rows(child) })
                }
                Some(Tag::Tfoot) => {
                    groups.push(Group { node: child, kind: StructType::TFoot, rows: rows(child) })
                }
                Some(Tag::Tr) => match groups.last_mut().filter(|group| group.node == table) {
                    Some(group) => group.rows.push(child),
                    None => groups.push(Group { node: table, kind: StructType::TBody, rows: vec![child] }),
                },
                _ => {}
            }
        }
        groups.retain(|group| !group.rows.is_empty());
        groups.sort_by_key(|group| match group.kind {
            StructType::THead => 0,
            StructType::TFoot => 2,
            _ => 1,
        });
        if !groups.iter().any(|group| group.kind == StructType::TBody) {
            for group in &mut groups {
                group.kind = StructType::TBody;
            }
        }
        groups
    }

    fn rows(
        &mut self,
        group: &Group,
        table: &Scope,
        grid: &mut Grid,
        rows: &mut Vec<TableRow>,
    ) -> Result<(), Stop> {
        let scope = self.open_plain(group.kind, table, group.node);
        // For each column, how many more rows of this group a cell from above takes.
        let mut taken: Vec<usize> = Vec::new();
        for (index, &row) in group.rows.iter().enumerate() {
            self.context.check()?;
            let inner = self.open_as(row, Some(StructType::Tr), &scope);
            let left = group.rows.len() - index;
            let cells = self.cells(row, &inner, left, &mut taken, grid)?;
            grid.columns = grid.columns.max(taken.len());
            grid.filled.push((inner.element, taken.len()));
            for remaining in &mut taken {
                *remaining = remaining.saturating_sub(1);
            }
            while taken.last() == Some(&0) {
                taken.pop();
            }
            rows.push(TableRow {
                style: self.style(row),
                group: self.style(group.node),
                edges: (index == 0, left == 1),
                header: group.kind == StructType::THead,
                cells,
                span: self.document.span(row),
            });
        }
        Ok(())
    }

    /// The cells of a row, each in the first columns that are free.
    fn cells(
        &mut self,
        row: NodeId,
        scope: &Scope,
        rows_left: usize,
        taken: &mut Vec<usize>,
        grid: &mut Grid,
    ) -> Result<Vec<TableCell>, Stop> {
        let document = self.document;
        let mut cells = Vec::new();
        let mut column = 0;
        for &node in document.children(row) {
            let Some(element) = document.element(node).filter(|cell| matches!(cell.tag, Tag::Td | Tag::Th))
            else {
                continue;
            };
            while taken.get(column).is_some_and(|&rows| rows > 0) {
                column += 1;
            }
            let asked = usize::from(element.attributes.col_span).clamp(1, MAX_COL_SPAN);
            let free = (column..column + asked)
                .take_while(|&at| taken.get(at).is_none_or(|&rows| rows == 0))
                .count();
            let (col_span, row_span) =
                (free.max(1), usize::from(element.attributes.row_span).clamp(1, rows_left));
            grid.cells += col_span;
            if grid.cells > self.context.limits.table_cells {
                let message = format!("the table has more than {} cells", self.context.limits.table_cells);
                self.context.report(Diagnostic::new(Code::LimitReached, document.span(row), message));
                return Err(Stop);
            }
            taken.resize(taken.len().max(column + col_span), 0);
            for rows in taken.iter_mut().skip(column).take(col_span) {
                *rows = row_span;
            }
            let block = self.cell(node, scope, (col_span, row_span))?;
            cells.push(TableCell { column, col_span, row_span, block });
            column += col_span;
        }
        Ok(cells)
    }

    fn cell(
        &mut self,
        node: NodeId,
        row: &Scope,
        (col_span, row_span): (usize, usize),
    ) -> Result<BlockBox, Stop> {
        let document = self.document;
        let scope = self.open_element(node, row);
        let attributes = document.element(node).map(|element| &element.attributes);
        let is_header = document.tag(node) == Some(Tag::Th);
        if let Some(cell) =
            scope.element.filter(|_| scope.element != row.element).and_then(|id| self.structure.get_mut(id))
        {
            cell.col_span = u16::try_from(col_span).unwrap_or(u16::MAX);
            cell.row_span = u16::try_from(row_span).unwrap_or(u16::MAX);
            let heads_row = attributes.is_some_and(|given| given.row_header);
            let heads = if heads_row { HeaderScope::Row } else { HeaderScope::Column };
            cell.scope = is_header.then_some(heads);
        }
        let content = self.contents(node, &scope)?;
        Ok(self.finish(node, &scope, content))
    }

    /// Gives every row as many columns as the widest has: readers refuse a ragged table.
    fn even_out(&mut self, grid: &Grid, table: NodeId) {
        let span = self.document.span(table);
        for &(row, filled) in &grid.filled {
            let (Some(row), true) = (row, filled < grid.columns) else { continue };
            let cell = self.structure.push(StructType::Td, Some(row), span);
            if let Some(cell) = self.structure.get_mut(cell) {
                cell.col_span = u16::try_from(grid.columns - filled).unwrap_or(u16::MAX);
            }
        }
    }
}
