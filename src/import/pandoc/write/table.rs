//! Tables.

use super::Writer;
use crate::document::Align;
use crate::import::tree::{Attr, Block, Cell, Row, Table};

impl<'a> Writer<'a> {
    pub(super) fn table(&mut self, table: &'a Table, caption: &'a [Block], attr: &Attr) {
        self.constructor("Table", |writer| {
            writer.out.push('[');
            writer.attr(attr, None, None);
            writer.comma();
            writer.caption(caption);
            writer.comma();
            let rows = || table.head.iter().chain(table.bodies.iter().flatten()).chain(&table.foot);
            let width = |row: &Row| row.cells.iter().map(|cell| usize::from(cell.columns.max(1))).sum();
            let columns = rows().map(width).max().unwrap_or(0).max(table.columns.len());
            writer.list(0..columns, |writer, at| {
                writer.out.push('[');
                writer.align(table.columns.get(at).copied().flatten());
                writer.out.push_str(",{\"t\":\"ColWidthDefault\"}]");
            });
            writer.comma();
            writer.rows(&table.head);
            writer.comma();
            writer.list(&table.bodies, |writer, body| {
                let heads = heads_of_rows(body);
                writer.out.push_str(&format!("[[\"\",[],[]],{heads},[],"));
                writer.list(body, Writer::table_row);
                writer.out.push(']');
            });
            writer.comma();
            writer.rows(&table.foot);
            writer.out.push(']');
        });
    }

    pub(super) fn rows(&mut self, rows: &'a [Row]) {
        self.out.push_str("[[\"\",[],[]],");
        self.list(rows, Writer::table_row);
        self.out.push(']');
    }

    pub(super) fn table_row(&mut self, row: &'a Row) {
        self.out.push('[');
        self.attr(&row.attr, None, None);
        self.comma();
        self.list(&row.cells, Writer::cell);
        self.out.push(']');
    }

    pub(super) fn cell(&mut self, cell: &'a Cell) {
        self.out.push('[');
        self.attr(&cell.attr, None, None);
        self.comma();
        self.align(cell.align);
        self.out.push_str(&format!(",{},{},", cell.rows.max(1), cell.columns.max(1)));
        self.blocks(&cell.content);
        self.out.push(']');
    }

    pub(super) fn align(&mut self, align: Option<Align>) {
        self.bare(match align {
            None => "AlignDefault",
            Some(Align::Left) => "AlignLeft",
            Some(Align::Center) => "AlignCenter",
            Some(Align::Right) => "AlignRight",
        });
    }
}

/// How many cells at the start of every row of a body are heads.
fn heads_of_rows(body: &[Row]) -> usize {
    let heads = |row: &Row| row.cells.iter().take_while(|cell| cell.is_head).count();
    body.iter().map(heads).min().unwrap_or(0)
}
