//! Lists and lists of terms.

use super::Converter;
use super::block::Flow;
use super::inline::Row;
use super::settle;
use crate::import::tree::{Block, BlockKind, Definition, Inline, InlineKind, Item, List, Numbering};
use crate::import::web::dom::NodeId;

/// Signs that a page writes before its items by itself.
const BULLETS: [&str; 10] = ["•", "–", "—", "◦", "▪", "·", "‣", "*", "-", "●"];

impl Converter<'_> {
    pub(super) fn list(&mut self, id: NodeId, out: &mut Flow) {
        out.flush();
        let dom = self.dom;
        let is_toggle = |item: NodeId| dom.is(item, "li") && dom.is(self.only_child(item), "details");
        if dom.elements(id).all(is_toggle) {
            return self.flow_children(id, out);
        }
        let span = self.span(id);
        let Some((items, blocks)) = self.deeper(|reader| reader.items(id)) else {
            return self.flow_children(id, out);
        };
        let numbering = dom.is(id, "ol").then(|| self.numbering(id, items.len()));
        if !items.is_empty() {
            out.push(BlockKind::List(List { numbering, items }), span);
        }
        out.blocks.extend(blocks);
    }

    fn numbering(&self, id: NodeId, length: usize) -> Numbering {
        let attr = |name: &str| self.dom.attr(id, name);
        let style = attr("type")
            .and_then(|kind| kind.chars().next())
            .filter(|kind| "1aAiI".contains(*kind))
            .unwrap_or('1');
        let reversed = attr("reversed").is_some();
        let usual = if reversed { i64::try_from(length).unwrap_or(1) } else { 1 };
        let start = attr("start").and_then(|start| start.trim().parse().ok()).unwrap_or(usual);
        Numbering { start, style, bracket: false, reversed }
    }

    /// The items, and blocks that only announced notes.
    fn items(&mut self, id: NodeId) -> (Vec<Item>, Vec<Block>) {
        let (mut items, mut stray): (Vec<Item>, Vec<Block>) = (Vec::new(), Vec::new());
        let dom = self.dom;
        for child in dom.children(id) {
            if self.survey.is_hidden(child) || self.survey.label(child).is_some() {
                continue;
            }
            if self.notes.bodies.contains(&child) {
                stray.push(Block::new(BlockKind::Plain(Vec::new()), self.span(child)));
                continue;
            }
            let content = if dom.is(child, "li") { self.item(child) } else { self.stray(child) };
            let value = dom
                .attr(child, "value")
                .and_then(|value| value.trim().parse().ok())
                .filter(|_| dom.is(id, "ol"));
            let is_more = !dom.is(child, "li") && !items.is_empty();
            match items.last_mut() {
                // Text and lists between items belong to the one before.
                Some(item) if is_more => item.content.extend(content),
                _ if content.is_empty() => {}
                _ => items.push(Item { task: self.task(child), value, content }),
            }
        }
        (items, stray)
    }

    fn stray(&mut self, id: NodeId) -> Vec<Block> {
        let mut flow = Flow::default();
        self.flow(id, &mut flow);
        tight(flow.finish())
    }

    fn item(&mut self, id: NodeId) -> Vec<Block> {
        let dom = self.dom;
        // A bullet in an element of its own.
        let sign = dom.below(id).take(6).find(|below| {
            dom.text(*below).is_none()
                && dom.children(*below).count() == 1
                && BULLETS.contains(&self.words(*below).as_str())
        });
        if let Some(sign) = sign {
            self.replace(sign);
            self.notes.drop(sign);
        }
        tight(self.blocks(id))
    }

    /// Makes an item of a paragraph that a word processor wrote for one: its mark is part of its words.
    pub(super) fn item_of_word(&mut self, at: usize, out: &mut Flow) {
        if out.blocks.len() != at + 1 {
            return;
        }
        let Some(Block { kind: BlockKind::Paragraph(mut row), span, .. }) = out.blocks.pop() else { return };
        let mut numbering = None;
        if let Some(Inline { kind: InlineKind::Text(text), .. }) = row.first_mut()
            && let Some((mark, rest)) = text.split_once(' ')
        {
            let number = mark.trim_end_matches(['.', ')']).parse().ok();
            if number.is_some()
                || mark.chars().count() == 1 && !mark.chars().all(char::is_alphanumeric)
                || mark == "o"
            {
                numbering = number.map(|start| Numbering { start, ..Numbering::default() });
                *text = rest.to_owned();
            }
        }
        let content = vec![Block::new(BlockKind::Plain(row), span)];
        let items = vec![Item { task: None, value: None, content }];
        out.push(BlockKind::List(List { numbering, items }), span);
    }

    /// The box of a task: whether it is done.
    fn task(&self, id: NodeId) -> Option<bool> {
        let dom = self.dom;
        let field = dom
            .below(id)
            .take(8)
            .take_while(|below| dom.text(*below).is_none_or(|text| text.trim().is_empty()))
            .find(|below| dom.is(*below, "input") && dom.attr(*below, "type") == Some("checkbox"));
        let boxed = dom.elements(id).find(|child| {
            dom.attr(*child, "class").is_some_and(|class| class.split(' ').any(|name| name == "checkbox"))
        });
        match (field, boxed) {
            (Some(field), _) => Some(dom.attr(field, "checked").is_some()),
            (None, Some(boxed)) => {
                Some(dom.attr(boxed, "class").is_some_and(|class| class.contains("checkbox-on")))
            }
            _ => None,
        }
    }

    /// Terms and what they mean. Descriptions without any term are only set in.
    pub(super) fn definitions(&mut self, id: NodeId, out: &mut Flow) {
        out.flush();
        let dom = self.dom;
        if !dom.below(id).any(|below| dom.is(below, "dt")) {
            return self.flow_children(id, out);
        }
        let span = self.span(id);
        match self.deeper(|reader| reader.terms(id)) {
            Some((definitions, stray)) if !definitions.is_empty() => {
                out.blocks.extend(stray);
                out.push(BlockKind::Definitions(definitions), span)
            }
            Some((_, stray)) if !stray.is_empty() => out.blocks.extend(stray),
            Some(_) => out.push(BlockKind::Plain(Vec::new()), span),
            None => self.flow_children(id, out),
        }
    }

    /// The terms, and what stands before the first.
    fn terms(&mut self, id: NodeId) -> (Vec<Definition>, Vec<Block>) {
        let dom = self.dom;
        let mut stray = Vec::new();
        let mut definitions: Vec<Definition> = Vec::new();
        let parts: Vec<NodeId> = dom
            .elements(id)
            .flat_map(|child| {
                let inner: Vec<NodeId> =
                    if dom.is(child, "div") { dom.elements(child).collect() } else { vec![child] };
                inner
            })
            .collect();
        // The text behind a note's mark is the note's.
        let mut is_of_note = false;
        for part in parts {
            if self.survey.is_hidden(part) || self.notes.bodies.contains(&part) {
                is_of_note = dom.is(part, "dt") || is_of_note;
                continue;
            }
            if std::mem::take(&mut is_of_note) && dom.is(part, "dd") {
                continue;
            }
            if dom.is(part, "dt") {
                let mut row = Row::default();
                self.inline_children(part, &mut row);
                definitions
                    .push(Definition { term: settle::unstressed(row.finish()), descriptions: Vec::new() });
            } else {
                let content = tight(self.blocks(part));
                match definitions.last_mut() {
                    _ if content.is_empty() => {}
                    Some(definition) => definition.descriptions.push(content),
                    // What stands before the first term means none.
                    None => stray.extend(content),
                }
            }
        }
        definitions.retain(|definition| !definition.term.is_empty() || !definition.descriptions.is_empty());
        (definitions, stray)
    }
}

/// The blocks of an item: one paragraph, alone or before lists, is no paragraph of its own.
pub(super) fn tight(mut blocks: Vec<Block>) -> Vec<Block> {
    let texts = blocks.iter().filter(|block| matches!(block.kind, BlockKind::Paragraph(_))).count();
    let is_tight = texts == 1
        && blocks.iter().all(|block| matches!(block.kind, BlockKind::Paragraph(_) | BlockKind::List(_)));
    if let Some(Block { kind, .. }) = blocks.first_mut()
        && let BlockKind::Paragraph(row) = kind
        && is_tight
    {
        *kind = BlockKind::Plain(std::mem::take(row));
    }
    blocks.retain(|block| !matches!(&block.kind, BlockKind::Plain(row) if row.is_empty()));
    blocks
}

/// The rows of blocks on one line, breaks between them; `None` if there is anything but rows.
pub(super) fn one_row(blocks: &[Block]) -> Option<Vec<Inline>> {
    let mut row: Vec<Inline> = Vec::new();
    for block in blocks {
        let (BlockKind::Paragraph(words) | BlockKind::Plain(words)) = &block.kind else { return None };
        if !row.is_empty() {
            row.push(Inline::new(InlineKind::Break, block.span));
        }
        row.extend(words.iter().cloned());
    }
    Some(row)
}
