//! Preformatted text: one content for each line of the source, so that wrapped lines can be told and marked.

use super::{Builder, Scope};
use crate::diagnostic::Stop;
use crate::document::NodeId;
use crate::layout::box_tree::{BlockBox, BoxContent, Lines};
use crate::layout::inline::InlineItem;

impl Builder<'_> {
    /// A `pre` element.
    pub(super) fn code(&mut self, node: NodeId, outer: &Scope) -> Result<BlockBox, Stop> {
        let scope = self.open_element(node, outer);
        let items = self.inline_items(self.document.children(node), &scope);
        let style = self.style(node);
        let lines = split_lines(items).into_iter().map(|line| {
            let content = self.inline_content(style.clone(), line.items, node, &scope);
            Lines { offset: line.offset, ..Lines::from(content) }
        });
        let lines = lines.collect();
        Ok(self.finish(node, &scope, BoxContent::Code(lines)))
    }
}

/// The items of one line of the source.
#[derive(Default)]
struct SourceLine {
    items: Vec<InlineItem>,
    /// Where its first text begins in its node's text.
    offset: u32,
}

/// Splits items at line ends. Boxes open at one are closed before it and opened again after it.
fn split_lines(items: Vec<InlineItem>) -> Vec<SourceLine> {
    let mut lines: Vec<SourceLine> = Vec::new();
    let mut line = SourceLine::default();
    let mut open: Vec<InlineItem> = Vec::new();
    for item in items {
        match item {
            InlineItem::Text { text, node, style, language, tag, span } => {
                let mut offset = 0;
                for (index, piece) in text.split('\n').enumerate() {
                    if index > 0 {
                        end_line(&mut lines, &mut line, &open);
                        line.offset = u32::try_from(offset).unwrap_or(u32::MAX);
                    }
                    offset += piece.len() + 1;
                    let text = piece.strip_suffix('\r').unwrap_or(piece);
                    if !text.is_empty() {
                        let (style, language) = (style.clone(), language.clone());
                        line.items.push(InlineItem::Text {
                            text: text.into(),
                            node,
                            style,
                            language,
                            tag,
                            span,
                        });
                    }
                }
            }
            InlineItem::LineBreak => end_line(&mut lines, &mut line, &open),
            InlineItem::Open { style, link, anchor } => {
                open.push(InlineItem::Open { style: style.clone(), link, anchor: None });
                line.items.push(InlineItem::Open { style, link, anchor });
            }
            InlineItem::Close => {
                open.pop();
                line.items.push(InlineItem::Close);
            }
            other => line.items.push(other),
        }
    }
    if line.items.iter().any(|item| matches!(item, InlineItem::Text { .. } | InlineItem::Atom { .. })) {
        lines.push(line);
    }
    lines
}

fn end_line(lines: &mut Vec<SourceLine>, line: &mut SourceLine, open: &[InlineItem]) {
    line.items.extend(open.iter().map(|_| InlineItem::Close));
    lines.push(std::mem::replace(line, SourceLine { items: open.to_vec(), offset: 0 }));
}
