//! Tables of data, and tables that only lay a page out.

use super::Converter;
use super::block::{Flow, is_block};
use super::list::one_row;
use crate::document::Align;
use crate::import::tree::{
    Block, BlockKind, Cell, Inline, InlineKind, Row as TableRow, Style, Table, plain_text,
};
use crate::import::web::dom::{Dom, NodeId};
use crate::import::web::traits::Traits;

/// A group of rows, by its element's name.
struct Rows {
    is_head: bool,
    is_foot: bool,
    rows: Vec<TableRow>,
}

impl Converter<'_> {
    pub(super) fn table(&mut self, id: NodeId, out: &mut Flow) {
        out.flush();
        if self.display_math(id, out) || self.code_wrapper(id, out) || self.captioned(id, out) {
            return;
        }
        if self.is_layout(id) {
            return self.lay_out(id, out);
        }
        let span = self.span(id);
        let Some((table, caption)) = self.deeper(|reader| reader.data(id)) else {
            return self.lay_out(id, out);
        };
        if table.head.is_empty() && table.bodies.iter().all(Vec::is_empty) {
            return;
        }
        let table = BlockKind::Table(Box::new(table));
        if caption.is_empty() {
            out.push(table, span);
        } else {
            out.push(BlockKind::Figure { content: vec![Block::new(table, span)], caption }, span);
        }
    }

    /// The cells of a table that only lays out, one after the other.
    fn lay_out(&mut self, id: NodeId, out: &mut Flow) {
        let dom = self.dom;
        for cell in cells(dom, id) {
            if !self.survey.is_hidden(cell) && self.survey.label(cell).is_none() {
                self.flow(cell, out);
                out.flush();
            }
        }
    }

    /// Whether a table only lays out: it says so, has one cell, or holds what no table of data does.
    fn is_layout(&self, id: NodeId) -> bool {
        let dom = self.dom;
        if matches!(dom.attr(id, "role"), Some("presentation" | "none")) {
            return true;
        }
        let rows: Vec<NodeId> = rows(dom, id).collect();
        let widest = rows.iter().map(|row| dom.elements(*row).count()).max().unwrap_or(0);
        if rows.len() * widest < 2 || self.above_start.contains(&id) {
            return true;
        }
        let says_data = |below: NodeId| matches!(dom.name(below), "th" | "thead" | "caption");
        if dom.below(id).filter(|below| nearest_table(dom, *below) == id).any(says_data) {
            return false;
        }
        let holds = |cell: NodeId| {
            dom.below(cell)
                .any(|below| matches!(dom.name(below), "table" | "h1" | "h2" | "h3" | "form" | "iframe"))
                || self.survey.facts(cell).letters > 600
        };
        widest < 2 || cells(dom, id).into_iter().any(holds)
    }

    fn data(&mut self, id: NodeId) -> (Table, Vec<Block>) {
        let dom = self.dom;
        let caption = dom.elements(id).find(|child| dom.is(*child, "caption"));
        let caption = caption.map(|caption| plain_rows(self.blocks(caption))).unwrap_or_default();
        let mut groups: Vec<Rows> = Vec::new();
        let mut aligned: Vec<(usize, Option<Align>)> = Vec::new();
        for row in rows(dom, id) {
            let group = dom.name(dom.parent(row));
            let (is_head, is_foot) = (group == "thead", group == "tfoot");
            let cells: Vec<Cell> = dom
                .elements(row)
                .filter(|cell| matches!(dom.name(*cell), "td" | "th"))
                .map(|cell| self.cell(cell))
                .collect();
            if cells.is_empty() || cells.iter().all(|cell| cell.content.is_empty()) && !is_head {
                continue;
            }
            aligned.extend(
                cells
                    .iter()
                    .enumerate()
                    .filter(|(_, cell)| cell.columns < 2)
                    .map(|(at, cell)| (at, cell.align)),
            );
            match groups.last_mut() {
                Some(last) if last.is_head == is_head && last.is_foot == is_foot => {
                    last.rows.push(TableRow { cells, ..TableRow::default() })
                }
                _ => groups.push(Rows {
                    is_head,
                    is_foot,
                    rows: vec![TableRow { cells, ..TableRow::default() }],
                }),
            }
        }
        (self.settled(id, groups, &aligned), caption)
    }

    /// The table of its groups: the head is found where the page does not name it, alignments are the columns'.
    fn settled(&self, id: NodeId, groups: Vec<Rows>, aligned: &[(usize, Option<Align>)]) -> Table {
        let mut table = Table::default();
        for group in groups {
            if group.is_head {
                table.head.extend(group.rows);
            } else if group.is_foot {
                table.foot.extend(group.rows);
            } else {
                table.bodies.push(group.rows);
            }
        }
        // Markdown has one body and no foot.
        let mut body: Vec<TableRow> = std::mem::take(&mut table.bodies).into_iter().flatten().collect();
        body.append(&mut table.foot);
        let is_wiki_box = self.survey.has(id, Traits::INFOBOX);
        if table.head.is_empty()
            && !is_wiki_box
            && body.len() > 1
            && body.first().is_some_and(|row| may_be_head(row, &body))
        {
            table.head.push(body.remove(0));
        }
        for row in &mut table.head {
            row.cells.iter_mut().for_each(as_head);
        }
        let columns = table.head.iter().chain(&body).map(|row| row.cells.len()).max().unwrap_or(0);
        let mut of_columns: Vec<Vec<Option<Align>>> = vec![Vec::new(); columns];
        for (at, align) in aligned {
            of_columns.get_mut(*at).into_iter().for_each(|column| column.push(*align));
        }
        table.columns = of_columns.iter().map(|column| common(column)).collect();
        // Heads of rows stand out only where the table is written as elements anyway.
        let has_spans = table
            .head
            .iter()
            .chain(&body)
            .flat_map(|row| &row.cells)
            .any(|cell| cell.columns > 1 || cell.rows > 1);
        for row in &mut body {
            for (at, cell) in row.cells.iter_mut().enumerate() {
                cell.is_head &= has_spans || is_wiki_box || table.head.is_empty();
                if cell.align == table.columns.get(at).copied().flatten() || !has_spans {
                    cell.align = None;
                }
            }
        }
        table.head.iter_mut().flat_map(|row| &mut row.cells).for_each(|cell| cell.align = None);
        table.bodies = vec![body];
        table
    }

    fn cell(&mut self, id: NodeId) -> Cell {
        let blocks = self.blocks(id);
        let content = match one_row(&blocks) {
            Some(row) if row.is_empty() => Vec::new(),
            Some(row) => vec![Block::new(BlockKind::Plain(row), self.span(id))],
            None => blocks,
        };
        let span = |name: &str| {
            self.dom
                .attr(id, name)
                .and_then(|span| span.trim().parse::<u16>().ok())
                .map_or(1, |span| span.clamp(1, 1000))
        };
        Cell {
            is_head: self.dom.is(id, "th"),
            align: self.align(id),
            rows: span("rowspan"),
            columns: span("colspan"),
            content,
            ..Cell::default()
        }
    }

    fn align(&self, id: NodeId) -> Option<Align> {
        let dom = self.dom;
        let style = dom.attr(id, "style").unwrap_or_default().replace(' ', "").to_ascii_lowercase();
        let class = dom.attr(id, "class").unwrap_or_default();
        let named = |name: &str| {
            let is_class = class.split_ascii_whitespace().any(|word| {
                let word = word.to_ascii_lowercase();
                word.ends_with(&format!("align-{name}"))
                    || word.ends_with(&format!("align_{name}"))
                    || word == format!("text-{name}")
                    || word == format!("halign-{name}")
            });
            style.contains(&format!("text-align:{name}"))
                || dom.attr(id, "align").is_some_and(|align| align.eq_ignore_ascii_case(name))
                || is_class
        };
        [("right", Align::Right), ("center", Align::Center), ("left", Align::Left)]
            .into_iter()
            .find(|(name, _)| named(name))
            .map(|(_, align)| align)
    }
}

/// The alignment that all cells of a column have.
fn common(column: &[Option<Align>]) -> Option<Align> {
    let first = column.first().copied().flatten()?;
    column.iter().all(|align| *align == Some(first)).then_some(first)
}

/// The rows of a table, not those of tables in it.
fn rows(dom: &Dom, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
    dom.elements(id).flat_map(move |child| {
        let inner: Vec<NodeId> = match dom.name(child) {
            "tr" => vec![child],
            "thead" | "tbody" | "tfoot" => dom.elements(child).filter(|row| dom.is(*row, "tr")).collect(),
            _ => Vec::new(),
        };
        inner
    })
}

fn cells(dom: &Dom, id: NodeId) -> Vec<NodeId> {
    rows(dom, id).flat_map(|row| dom.elements(row)).collect()
}

fn nearest_table(dom: &Dom, id: NodeId) -> NodeId {
    dom.ancestors(id).find(|above| dom.is(*above, "table")).unwrap_or(id)
}

/// Whether a first row can only be the head: all its cells are heads, or bold, or words above numbers.
fn may_be_head(row: &TableRow, body: &[TableRow]) -> bool {
    let text = |cell: &Cell| one_row(&cell.content).map(|row| plain_text(&row)).unwrap_or_default();
    if row.cells.iter().all(|cell| cell.is_head) {
        return true;
    }
    let is_bold = |cell: &Cell| {
        one_row(&cell.content).is_some_and(|row| {
            matches!(row.as_slice(), [Inline { kind: InlineKind::Styled(Style::Strong, _), .. }])
        })
    };
    let is_simple = row.cells.iter().all(|cell| cell.columns < 2 && cell.rows < 2)
        && body.iter().all(|other| other.cells.len() == row.cells.len());
    if row.cells.iter().filter(|cell| !cell.content.is_empty()).all(is_bold) {
        return is_simple;
    }
    let has_digit = |cell: &Cell| text(cell).contains(|c: char| c.is_ascii_digit());
    let are_words = row
        .cells
        .iter()
        .all(|cell| !text(cell).is_empty() && !has_digit(cell) && text(cell).chars().count() <= 40);
    let has_numbers = |at: usize| body.iter().skip(1).all(|row| row.cells.get(at).is_some_and(has_digit));
    is_simple && row.cells.len() > 1 && are_words && (0..row.cells.len()).any(has_numbers)
}

/// Makes a cell one of the head: it needs no stress of its own.
fn as_head(cell: &mut Cell) {
    cell.is_head = true;
    if let [Block { kind: BlockKind::Plain(row), .. }] = cell.content.as_mut_slice() {
        let words = std::mem::take(row);
        *row = super::settle::unstressed(words);
    }
}

/// Blocks that are one row where they are.
pub(super) fn plain_rows(blocks: Vec<Block>) -> Vec<Block> {
    match blocks.as_slice() {
        [Block { kind: BlockKind::Paragraph(row), span, .. }] => {
            vec![Block::new(BlockKind::Plain(row.clone()), *span)]
        }
        _ => blocks,
    }
}

/// Whether a name is of a part of tables.
pub(super) fn is_part(name: &str) -> bool {
    is_block(name) && matches!(name, "tr" | "td" | "th" | "tbody" | "thead")
}
