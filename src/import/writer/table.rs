//! Tables: with bars where Markdown can say all of it, else as elements.

use super::escape::Within;
use super::{Writer, html};
use crate::document::Align;
use crate::import::tree::{Attr, Block, BlockKind, Cell, Inline, Row, Table};

/// The row of a cell that holds nothing else; an empty one for an empty cell.
fn row_of(cell: &Cell) -> Option<&[Inline]> {
    match cell.content.as_slice() {
        [] => Some(&[]),
        [Block { kind: BlockKind::Plain(row), attr, .. }] if attr.is_empty() => Some(row),
        _ => None,
    }
}

/// Whether bars can say all of a table.
pub(super) fn fits_bars(table: &Table) -> bool {
    let fits = |row: &Row, is_head: bool| {
        let cells = row.cells.iter().enumerate();
        row.cells.len() == table.columns.len()
            && !html::says_something(&row.attr)
            && cells.clone().all(|(at, cell)| {
                let align = cell.align.is_none() || table.columns.get(at) == Some(&cell.align);
                cell.rows < 2
                    && cell.columns < 2
                    && cell.is_head == is_head
                    && !html::says_something(&cell.attr)
                    && align
                    && row_of(cell).is_some()
            })
    };
    let [head] = table.head.as_slice() else { return false };
    let rows = table.bodies.iter().flatten();
    table.bodies.len() < 2
        && table.foot.is_empty()
        && table.caption.is_empty()
        && !table.columns.is_empty()
        && fits(head, true)
        && rows.clone().all(|row| fits(row, false))
}

impl<'a> Writer<'a> {
    pub(super) fn table(&mut self, table: &'a Table, block: &'a Block) {
        self.out.place(block.span);
        if fits_bars(table) && !html::says_something(&block.attr) {
            self.bars(table);
        } else {
            self.html_table(table, block);
        }
    }

    fn bars(&mut self, table: &'a Table) {
        for row in &table.head {
            self.bar_row(row);
        }
        self.out.push("|");
        for align in &table.columns {
            self.out.push(match align {
                None => "---|",
                Some(Align::Left) => ":--|",
                Some(Align::Center) => ":-:|",
                Some(Align::Right) => "--:|",
            });
        }
        self.out.end_line();
        for row in table.bodies.iter().flatten() {
            self.bar_row(row);
        }
    }

    fn bar_row(&mut self, row: &'a Row) {
        self.out.push("|");
        for cell in &row.cells {
            let pieces =
                self.row(row_of(cell).unwrap_or_default(), Within { cell: true, ..Within::default() });
            self.out.push(" ");
            self.write_cell(&pieces);
            self.out.push(if pieces.is_empty() { "|" } else { " |" });
        }
        self.out.end_line();
    }

    fn html_table(&mut self, table: &'a Table, block: &'a Block) {
        self.out.push(&html::start_tag("table", &block.attr));
        self.out.end_line();
        if !table.caption.is_empty() {
            self.part("caption", &Attr::default(), &table.caption);
        }
        self.rows("thead", &table.head, table);
        for body in &table.bodies {
            self.rows("tbody", body, table);
        }
        self.rows("tfoot", &table.foot, table);
        self.out.push("</table>");
    }

    fn rows(&mut self, group: &str, rows: &'a [Row], table: &Table) {
        if rows.is_empty() {
            return;
        }
        self.out.push(&format!("<{group}>"));
        self.out.end_line();
        for row in rows {
            self.out.push(&html::start_tag("tr", &row.attr));
            self.out.end_line();
            for (at, cell) in row.cells.iter().enumerate() {
                let align = cell.align.or_else(|| table.columns.get(at).copied().flatten());
                let name = if cell.is_head { "th" } else { "td" };
                self.part(name, &attributes(cell, align), &cell.content);
            }
            self.out.push("</tr>");
            self.out.end_line();
        }
        self.out.push(&format!("</{group}>"));
        self.out.end_line();
    }

    /// An element that holds a row on one line, or blocks between empty lines.
    pub(super) fn part(&mut self, name: &str, attr: &Attr, content: &'a [Block]) {
        let start = html::start_tag(name, attr);
        let plain = match content {
            [] => Some(String::new()),
            [Block { kind: BlockKind::Plain(row), attr, .. }] if attr.is_empty() => html::row(row),
            _ => None,
        };
        match plain {
            Some(row) => {
                if let Some(first) = content.first() {
                    self.out.place(first.span);
                }
                self.out.push(&format!("{start}{row}</{name}>"));
            }
            None => {
                self.out.push(&start);
                self.out.separate();
                self.blocks(content);
                self.out.separate();
                self.out.push(&format!("</{name}>"));
            }
        }
        self.out.end_line();
    }
}

fn attributes(cell: &Cell, align: Option<Align>) -> Attr {
    let mut attr = cell.attr.clone();
    let mut set = |name: &str, value: String| attr.pairs.push((name.to_owned(), value));
    if cell.columns > 1 {
        set("colspan", cell.columns.to_string());
    }
    if cell.rows > 1 {
        set("rowspan", cell.rows.to_string());
    }
    if let Some(align) = align {
        set("align", align.name().to_owned());
    }
    attr
}
