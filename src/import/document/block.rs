//! Blocks.

use super::{Called, Reader};
use crate::document::{Align, Labels, NodeId, Role, Tag};
use crate::import::tree::{
    Attr, Block, BlockKind, BoxKind, Cell, Definition, Inline, InlineKind, Item, List, Numbering, Row, Table,
};

impl Reader<'_> {
    /// The blocks of nodes; runs of text between them are plain.
    pub(super) fn blocks(&self, nodes: &[NodeId], called: &mut Called) -> Vec<Block> {
        let mut blocks = Vec::new();
        let is_phrasing = |node: NodeId| self.document.tag(node).is_none_or(Tag::is_phrasing);
        for run in nodes.chunk_by(|&one, &other| is_phrasing(one) && is_phrasing(other)) {
            let Some(&first) = run.first() else { continue };
            if !is_phrasing(first) {
                blocks.extend(self.block(first, called));
                continue;
            }
            let row = self.row(run, called);
            let is_blank = |inline: &Inline| match &inline.kind {
                InlineKind::Text(text) => text.trim().is_empty(),
                InlineKind::SoftBreak => true,
                _ => false,
            };
            if !row.iter().all(is_blank) {
                blocks.push(Block::new(BlockKind::Plain(row), self.document.span(first)));
            }
        }
        blocks
    }

    fn content(&self, node: NodeId, called: &mut Called) -> Vec<Block> {
        self.blocks(self.document.children(node), called)
    }

    /// The blocks of a note, without its number and its ways back.
    pub(super) fn note(&self, note: NodeId, called: &mut Called) -> Vec<Block> {
        let mut blocks = self.content(note, called);
        for block in &mut blocks {
            if let BlockKind::Paragraph(row) = &mut block.kind {
                let is_space = |inline: &Inline| matches!(&inline.kind, InlineKind::Text(text) if text.chars().all(|c| matches!(c, ' ' | '\u{A0}')));
                while row.last().is_some_and(is_space) {
                    row.pop();
                }
                let spaces = row.iter().take_while(|inline| is_space(inline)).count();
                row.drain(..spaces);
            }
        }
        blocks.retain(|block| !matches!(&block.kind, BlockKind::Paragraph(row) if row.is_empty()));
        blocks
    }

    fn block(&self, node: NodeId, called: &mut Called) -> Option<Block> {
        let document = self.document;
        let element = document.element(node)?;
        let mut attr = self.attr(node);
        if let Some(kind) = element.role.and_then(box_of) {
            let (title, content) = self.boxed(node, called);
            let kind = BlockKind::Boxed { kind, title, content };
            return Some(Block { kind, attr, span: document.span(node) });
        }
        let kind = match (element.tag, element.role) {
            (_, Some(Role::NestedHeading)) => {
                BlockKind::Heading { level: 6, content: self.row_of(node, called) }
            }
            (_, Some(Role::PageBreak)) => BlockKind::PageBreak,
            (Tag::Hr, _) => BlockKind::Rule,
            (Tag::P, _) => BlockKind::Paragraph(self.row_of(node, called)),
            (_, Some(Role::MathBlock)) => {
                let formula = InlineKind::Math(true, document.text_content(node));
                BlockKind::Paragraph(vec![Inline::new(formula, document.span(node))])
            }
            (Tag::Pre, Some(Role::CodeBlock)) => {
                attr.classes = self.languages(node);
                // A block's last line end is its own.
                let code = document.text_content(node);
                BlockKind::Code(code.strip_suffix('\n').map_or(code.clone(), str::to_owned))
            }
            (Tag::Pre, _) => BlockKind::Element(
                Tag::Pre,
                vec![Block::new(BlockKind::Plain(self.row_of(node, called)), document.span(node))],
            ),
            (Tag::Blockquote, _) => BlockKind::Quote(self.content(node, called)),
            (Tag::Ul | Tag::Ol, _) => BlockKind::List(self.list(node, called)),
            (Tag::Dl, _) => BlockKind::Definitions(self.definitions(node, called)),
            (Tag::Figure, _) => self.figure(node, called),
            (Tag::Table, _) => BlockKind::Table(Box::new(self.table(node, called))),
            (tag, _) => match tag.heading_level() {
                Some(level) => BlockKind::Heading { level, content: self.row_of(node, called) },
                None => BlockKind::Element(tag, self.content(node, called)),
            },
        };
        Some(Block { kind, attr, span: document.span(node) })
    }

    /// The language of a code block, as a class.
    fn languages(&self, pre: NodeId) -> Vec<String> {
        let codes = self.document.children(pre).iter().filter_map(|&code| self.document.element(code));
        codes.filter_map(|code| code.attributes.code_language.as_deref()).map(str::to_owned).collect()
    }

    /// A box's title, without the word of its kind that was put before it, and its blocks.
    fn boxed(&self, node: NodeId, called: &mut Called) -> (Vec<Inline>, Vec<Block>) {
        let document = self.document;
        let children = document.children(node);
        let label = children.iter().copied().find(|&child| document.role(child) == Some(Role::Label));
        let rest: Vec<NodeId> = children.iter().copied().filter(|&child| Some(child) != label).collect();
        let mut title = label.map(|label| self.row_of(label, called)).unwrap_or_default();
        let labels = Labels::of(document.language(node));
        let word = document.role(node).filter(|role| role.is_alert()).and_then(|role| labels.of_role(role));
        if let (Some(word), Some(Inline { kind: InlineKind::Text(text), .. })) = (word, title.first_mut())
            && let Some(behind) = text.strip_prefix(word)
        {
            *text = behind.strip_prefix(": ").unwrap_or(behind).to_owned();
        }
        title.retain(|inline| !matches!(&inline.kind, InlineKind::Text(text) if text.is_empty()));
        (title, self.blocks(&rest, called))
    }

    fn list(&self, node: NodeId, called: &mut Called) -> List {
        let document = self.document;
        let Some(list) = document.element(node) else { return List::default() };
        let a = &list.attributes;
        let numbering = (list.tag == Tag::Ol).then(|| Numbering {
            start: a.start.unwrap_or(1),
            style: a.list_type.unwrap_or('1'),
            bracket: false,
            reversed: a.reversed,
        });
        let items = document.children(node).iter().map(|&item| self.item(item, called));
        List { numbering, items: items.collect() }
    }

    fn item(&self, item: NodeId, called: &mut Called) -> Item {
        let document = self.document;
        let value = document.element(item).and_then(|item| item.attributes.value);
        let mut content = self.content(item, called);
        let is_task = document.role(item) == Some(Role::Task);
        let task = content.first_mut().filter(|_| is_task).and_then(|first| {
            let (BlockKind::Plain(row) | BlockKind::Paragraph(row)) = &mut first.kind else { return None };
            let input =
                row.first().filter(|inline| matches!(inline.kind, InlineKind::Element(Tag::Input, _)));
            input?;
            row.remove(0);
            if let Some(Inline { kind: InlineKind::Text(text), .. }) = row.first_mut() {
                *text = text.strip_prefix(' ').unwrap_or(text).to_owned();
            }
            let input = document.descendants(item).find(|&node| document.tag(node) == Some(Tag::Input))?;
            document.element(input).map(|input| input.attributes.checked)
        });
        Item { task, value, content }
    }

    fn definitions(&self, node: NodeId, called: &mut Called) -> Vec<Definition> {
        let mut definitions: Vec<Definition> = Vec::new();
        for &part in self.document.children(node) {
            if self.document.tag(part) == Some(Tag::Dt) {
                definitions.push(Definition { term: self.row_of(part, called), descriptions: Vec::new() });
            } else if let Some(last) = definitions.last_mut() {
                last.descriptions.push(self.content(part, called));
            } else {
                definitions
                    .push(Definition { term: Vec::new(), descriptions: vec![self.content(part, called)] });
            }
        }
        definitions
    }

    fn figure(&self, node: NodeId, called: &mut Called) -> BlockKind {
        let is_caption = |node: &NodeId| self.document.tag(*node) == Some(Tag::Figcaption);
        let (captions, content): (Vec<NodeId>, Vec<NodeId>) =
            self.document.children(node).iter().partition(|node| is_caption(node));
        let content = self.blocks(&content, called);
        let caption = captions.into_iter().flat_map(|caption| self.content(caption, called)).collect();
        BlockKind::Figure { content, caption }
    }

    fn table(&self, node: NodeId, called: &mut Called) -> Table {
        let mut table = Table::default();
        for &group in self.document.children(node) {
            match self.document.tag(group) {
                Some(Tag::Caption) => table.caption.extend(self.content(group, called)),
                Some(Tag::Thead) => table.head.extend(self.table_rows(group, called)),
                Some(Tag::Tfoot) => table.foot.extend(self.table_rows(group, called)),
                _ => table.bodies.push(self.table_rows(group, called)),
            }
        }
        align_columns(&mut table);
        table
    }

    fn table_rows(&self, group: NodeId, called: &mut Called) -> Vec<Row> {
        let cells = |row: &NodeId, called: &mut Called| {
            let cells = self.document.children(*row).iter().map(|&cell| self.cell(cell, called));
            Row { attr: self.attr(*row), cells: cells.collect() }
        };
        self.document.children(group).iter().map(|row| cells(row, called)).collect()
    }

    fn cell(&self, node: NodeId, called: &mut Called) -> Cell {
        let Some(cell) = self.document.element(node) else { return Cell::default() };
        let a = &cell.attributes;
        let mut attr: Attr = self.attr(node);
        if a.row_header {
            attr.pairs.push(("scope".to_owned(), "row".to_owned()));
        }
        Cell {
            attr,
            is_head: cell.tag == Tag::Th,
            align: a.align,
            rows: a.row_span,
            columns: a.col_span,
            content: self.content(node, called),
        }
    }
}

/// Gives columns the alignment that all of their cells have.
fn align_columns(table: &mut Table) {
    let columns =
        table.head.iter().chain(table.bodies.iter().flatten()).map(|row| row.cells.len()).max().unwrap_or(0);
    let rows = || table.head.iter().chain(table.bodies.iter().flatten()).chain(&table.foot);
    let align = |at: usize| rows().next().and_then(|row| row.cells.get(at)).and_then(|cell| cell.align);
    let found: Vec<Option<Align>> = (0..columns).map(align).collect();
    let is_same = |row: &Row| {
        row.cells.len() == columns && row.cells.iter().zip(&found).all(|(cell, align)| cell.align == *align)
    };
    if !rows().all(is_same) {
        table.columns = vec![None; columns];
        return;
    }
    table.columns = found;
    let bodies = table.bodies.iter_mut().flatten();
    for row in table.head.iter_mut().chain(bodies).chain(&mut table.foot) {
        row.cells.iter_mut().for_each(|cell| cell.align = None);
    }
}

fn box_of(role: Role) -> Option<BoxKind> {
    Some(match role {
        Role::PullQuote => BoxKind::PullQuote,
        Role::Sidebar => BoxKind::Sidebar,
        Role::Epigraph => BoxKind::Epigraph,
        Role::Note => BoxKind::Note,
        Role::Tip => BoxKind::Tip,
        Role::Important => BoxKind::Important,
        Role::Warning => BoxKind::Warning,
        Role::Caution => BoxKind::Caution,
        _ => return None,
    })
}
