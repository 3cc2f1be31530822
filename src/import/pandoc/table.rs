//! Tables.

use super::Reader;
use super::json::Value;
use crate::diagnostic::Stop;
use crate::document::Align;
use crate::import::tree::{Attr, Block, BlockKind, Cell, Row, Table};

impl Reader<'_> {
    /// A table's attributes, the table, and its caption.
    pub(super) fn table(&mut self, value: &Value) -> Result<(Attr, Table, Vec<Block>), Stop> {
        let [attr, caption, columns, head, bodies, foot] = self.fields(value)?;
        let attr = self.attr(attr)?;
        let caption = self.caption(caption)?;
        let mut table = Table::default();
        for column in self.array(columns)? {
            let [align, _width] = self.fields(column)?;
            table.columns.push(self.align(align)?);
        }
        let [_attr, rows] = self.fields(head)?;
        table.head = self.rows(rows, usize::MAX, &table.columns)?;
        table.head.retain(|row| row.cells.iter().any(|cell| !cell.content.is_empty()));
        for body in self.array(bodies)? {
            let [_attr, heads, between, rows] = self.fields(body)?;
            let heads = heads.as_integer().and_then(|heads| usize::try_from(heads).ok()).unwrap_or(0);
            let mut body = self.rows(between, usize::MAX, &table.columns)?;
            body.extend(self.rows(rows, heads, &table.columns)?);
            table.bodies.push(body);
        }
        let [_attr, rows] = self.fields(foot)?;
        table.foot = self.rows(rows, 0, &table.columns)?;
        Ok((attr, table, caption))
    }

    /// Rows; the first `heads` cells of each are heads: of the row, or of columns if all are.
    fn rows(&mut self, value: &Value, heads: usize, columns: &[Option<Align>]) -> Result<Vec<Row>, Stop> {
        let mut rows = Vec::new();
        for row in self.array(value)? {
            let [attr, cells] = self.fields(row)?;
            let mut row = Row { attr: self.attr(attr)?, ..Row::default() };
            for (at, cell) in self.array(cells)?.iter().enumerate() {
                let mut cell = self.cell(cell, columns.get(row.cells.len()).copied().flatten())?;
                cell.is_head = at < heads;
                if cell.is_head && heads < usize::MAX {
                    cell.attr.pairs.push(("scope".to_owned(), "row".to_owned()));
                }
                row.cells.push(cell);
            }
            rows.push(row);
        }
        Ok(rows)
    }

    fn cell(&mut self, value: &Value, of_column: Option<Align>) -> Result<Cell, Stop> {
        let [attr, align, rows, columns, content] = self.fields(value)?;
        let span = |value: &Value| value.as_integer().map_or(1, |span| span.clamp(1, 1000) as u16);
        let (attr, align) = (self.attr(attr)?, self.align(align)?.filter(|align| Some(*align) != of_column));
        let mut content = self.blocks(content)?;
        if let [Block { kind, .. }] = content.as_mut_slice()
            && let BlockKind::Paragraph(row) = kind
        {
            *kind = BlockKind::Plain(std::mem::take(row));
        }
        Ok(Cell { attr, is_head: false, align, rows: span(rows), columns: span(columns), content })
    }

    fn align(&self, value: &Value) -> Result<Option<Align>, Stop> {
        match self.constructor(value)?.0 {
            "AlignLeft" => Ok(Some(Align::Left)),
            "AlignCenter" => Ok(Some(Align::Center)),
            "AlignRight" => Ok(Some(Align::Right)),
            "AlignDefault" => Ok(None),
            other => Err(self.broken(value, &format!("it has no alignment `{other}`"))),
        }
    }
}
