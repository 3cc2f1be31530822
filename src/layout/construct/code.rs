//! Preformatted text: one content for each line of the source, so that wrapped lines can be told and marked.

use super::{Builder, Scope};
use crate::diagnostic::Stop;
use crate::document::NodeId;
use crate::layout::box_tree::{BlockBox, BoxContent};
use crate::layout::inline::InlineItem;

impl Builder<'_> {
    /// A `pre` element.
    pub(super) fn code(&mut self, node: NodeId, outer: &Scope) -> Result<BlockBox, Stop> {
        let scope = self.open_element(node, outer);
        let items = self.inline_items(self.document.children(node), &scope);
        let style = self.style(node);
        let lines = split_lines(items).into_iter();
        let lines =
            lines.map(|items| self.inline_content(style.clone(), items, node, &scope).into()).collect();
        Ok(self.finish(node, &scope, BoxContent::Code(lines)))
    }
}

/// Splits items at line ends. Boxes open at one are closed before it and opened again after it.
fn split_lines(items: Vec<InlineItem>) -> Vec<Vec<InlineItem>> {
    let mut lines: Vec<Vec<InlineItem>> = Vec::new();
    let mut line: Vec<InlineItem> = Vec::new();
    let mut open: Vec<InlineItem> = Vec::new();
    for item in items {
        match item {
            InlineItem::Text { text, node, mut offset, style, language, tag, span } => {
                for (index, piece) in text.split('\n').enumerate() {
                    if index > 0 {
                        end_line(&mut lines, &mut line, &open);
                    }
                    let start = offset;
                    offset += piece.len() + 1;
                    let text = piece.strip_suffix('\r').unwrap_or(piece);
                    if !text.is_empty() {
                        let (style, language) = (style.clone(), language.clone());
                        line.push(InlineItem::Text {
                            text: text.into(),
                            node,
                            offset: start,
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
                line.push(InlineItem::Open { style, link, anchor });
            }
            InlineItem::Close => {
                open.pop();
                line.push(InlineItem::Close);
            }
            other => line.push(other),
        }
    }
    if line.iter().any(|item| matches!(item, InlineItem::Text { .. } | InlineItem::Atom { .. })) {
        lines.push(line);
    }
    lines
}

fn end_line(lines: &mut Vec<Vec<InlineItem>>, line: &mut Vec<InlineItem>, open: &[InlineItem]) {
    line.extend(open.iter().map(|_| InlineItem::Close));
    lines.push(std::mem::replace(line, open.to_vec()));
}
