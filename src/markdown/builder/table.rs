//! Tables: `thead` and `tbody` around the rows, each cell with its column's alignment.

use std::ops::Range;

use pulldown_cmark::Alignment;

use super::TreeBuilder;
use super::frame::Origin;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Align, NodeId, Tag};
use crate::source::Span;

/// The table being read.
#[derive(Debug)]
pub(super) struct TableState {
    columns: Vec<Option<Align>>,
    column: usize,
    header: bool,
    body: Option<NodeId>,
    /// Where the last cell of the row ended.
    cell_end: usize,
}

impl TreeBuilder<'_> {
    pub(super) fn start_table(&mut self, alignments: Vec<Alignment>, range: &Range<usize>) {
        let columns = alignments
            .iter()
            .map(|alignment| match alignment {
                Alignment::None => None,
                Alignment::Left => Some(Align::Left),
                Alignment::Center => Some(Align::Center),
                Alignment::Right => Some(Align::Right),
            })
            .collect();
        self.open_block(Tag::Table, range);
        self.table =
            Some(TableState { columns, column: 0, header: false, body: None, cell_end: range.start });
    }

    /// Opens a row inside `thead` or `tbody`.
    pub(super) fn start_row(&mut self, header: bool, range: &Range<usize>) {
        let span = self.span(range);
        if !self.top().flattened {
            let section = self.row_group(header, span);
            self.open_detached_in(section, Tag::Tr, span);
        } else {
            self.open_element(Tag::Tr, Origin::Markdown, span);
        }
        if let Some(table) = &mut self.table {
            table.column = 0;
            table.header = header;
        }
    }

    fn row_group(&mut self, header: bool, span: Span) -> NodeId {
        if let Some(body) = self.table.as_ref().and_then(|table| table.body).filter(|_| !header) {
            return body;
        }
        let group = self.document.create_element(if header { Tag::Thead } else { Tag::Tbody }, span);
        self.append(group);
        if let Some(table) = self.table.as_mut().filter(|_| !header) {
            table.body = Some(group);
        }
        group
    }

    fn open_detached_in(&mut self, parent: NodeId, tag: Tag, span: Span) {
        let node = self.document.create_element(tag, span);
        self.document.append(parent, node);
        self.open_detached(node, tag);
    }

    pub(super) fn start_cell(&mut self, range: &Range<usize>) {
        let (header, align) = match &mut self.table {
            Some(table) => {
                let align = table.columns.get(table.column).copied().flatten();
                table.column += 1;
                table.cell_end = range.end;
                (table.header, align)
            }
            None => (false, None),
        };
        let cell = self.open_block(if header { Tag::Th } else { Tag::Td }, range);
        if let Some(element) = cell.and_then(|cell| self.document.element_mut(cell)) {
            element.attributes.align = align;
        }
    }

    /// GFM cuts cells beyond the header's number off: what was in them is said to be lost.
    pub(super) fn end_row(&mut self, range: &Range<usize>) {
        let Some(table) = &self.table else { return };
        let rest = self.body.text.get(table.cell_end..range.end).unwrap_or_default();
        let lost = rest.trim().trim_matches('|').trim();
        if lost.is_empty() || table.header {
            return;
        }
        let message = format!("the row has more cells than the table's head; dropped: {}", excerpt(lost));
        self.context.report(
            Diagnostic::new(Code::TableRagged, self.span(&(table.cell_end..range.end)), message)
                .help("give every row as many cells as the head, or write \\| for a bar inside a cell"),
        );
    }
}

/// The beginning of a text, for a message.
fn excerpt(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((cut, _)) => format!("{}…", text.get(..cut).unwrap_or_default()),
        None => text.to_owned(),
    }
}
