//! Preformatted text: one content for each line of the source, so that wrapped lines can be told and marked.

use std::sync::Arc;

use super::{Builder, Scope};
use crate::diagnostic::Stop;
use crate::document::NodeId;
use crate::layout::box_tree::{BlockBox, BoxContent};
use crate::layout::inline::InlineItem;
use crate::style::{ComputedStyle, LengthPercentage};

impl Builder<'_> {
    /// A `pre` element.
    pub(super) fn code(&mut self, node: NodeId, outer: &Scope) -> Result<BlockBox, Stop> {
        let scope = self.open_element(node, outer);
        let items = self.inline_items(self.document.children(node), &scope);
        let style = self.style(node);
        let lines = split_lines(items).into_iter().map(|items| {
            let style = hung(&style, &items);
            self.inline_content(style, items, node, &scope).into()
        });
        let lines = lines.collect();
        Ok(self.finish(node, &scope, BoxContent::Code(lines)))
    }
}

/// The advance of a letter in most faces whose letters are of one width, in hundredths of an em.
const ADVANCE: i32 = 60;
/// As deep as this, in letters, what goes on of a line keeps to the line's own indent.
const DEEPEST: usize = 12;

/// The style of a line whose wrapped rest is hung: it stands further in than the line itself begins.
fn hung(style: &ComputedStyle, items: &[InlineItem]) -> ComputedStyle {
    let mut style = style.clone();
    let LengthPercentage::Length(indent) = style.text.indent else { return style };
    let depth = depth(items, usize::from(style.text.tab_size));
    if style.text.indent_hanging && depth > 0 {
        let own = style.font.size.scale(ADVANCE * i32::try_from(depth).unwrap_or(0), 100);
        Arc::make_mut(&mut style.text).indent = LengthPercentage::Length(indent + own);
    }
    style
}

/// How many letters wide the space before the first letter of a line is, [`DEEPEST`] at most.
fn depth(items: &[InlineItem], tab: usize) -> usize {
    let texts = items.iter().filter_map(|item| match item {
        InlineItem::Text { text, .. } => Some(text.chars()),
        _ => None,
    });
    let blank = texts.flatten().take_while(|sign| matches!(sign, ' ' | '\t'));
    blank.take(DEEPEST).map(|sign| if sign == '\t' { tab } else { 1 }).sum::<usize>().min(DEEPEST)
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
