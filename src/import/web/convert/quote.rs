//! Quotations, pull quotes, and who said them.

use super::Converter;
use super::block::Flow;
use super::settle;
use crate::import::tree::{Block, BlockKind, BoxKind, Inline};
use crate::import::web::dom::{NONE, NodeId, squeeze};
use crate::import::web::traits::Traits;

impl Converter<'_> {
    pub(super) fn quote(&mut self, id: NodeId, out: &mut Flow) {
        if self.boxed(id, out) {
            return;
        }
        let is_pulled = self.survey.has(id, Traits::PULL_QUOTE);
        self.quotation(id, NONE, is_pulled, out);
    }

    /// Reads a pull quote with whatever is around it; whether there is one.
    pub(super) fn pull_quote(&mut self, id: NodeId, out: &mut Flow) -> bool {
        if self.survey.facts(id).letters == 0 || self.survey.facts(id).letters > 1500 {
            return false;
        }
        self.quotation(id, NONE, true, out);
        true
    }

    /// A quotation: its text, and behind a dash who said it, which may stand outside in `source`.
    pub(super) fn quotation(&mut self, id: NodeId, source: NodeId, is_pulled: bool, out: &mut Flow) {
        out.flush();
        let source = if source == NONE { self.source_of(id) } else { source };
        self.drop_drawn_marks(id);
        let read = self.deeper(|reader| {
            let mut flow = Flow::default();
            reader.quoted_children(id, source, &mut flow);
            let mut blocks = flow.finish();
            if source != NONE {
                let row = settle::without_dash(reader.line(source));
                if !row.is_empty() {
                    let span = reader.span(source);
                    let mut line = vec![Inline::text("— ", span)];
                    line.extend(row);
                    blocks.push(Block::new(BlockKind::Paragraph(line), span));
                }
            }
            blocks
        });
        let Some(mut content) = read else { return self.flow_children(id, out) };
        if is_pulled {
            // What stands around a pull quote is often a quotation itself.
            if let [Block { kind: BlockKind::Quote(_), .. }] = content.as_slice()
                && let Some(Block { kind: BlockKind::Quote(inner), .. }) = content.pop()
            {
                content = inner;
            }
        }
        if content.is_empty() {
            return;
        }
        let kind = if is_pulled {
            BlockKind::Boxed { kind: BoxKind::PullQuote, title: Vec::new(), content }
        } else {
            BlockKind::Quote(content)
        };
        out.push(kind, self.span(id));
    }

    fn quoted_children(&mut self, id: NodeId, source: NodeId, out: &mut Flow) {
        let dom = self.dom;
        for child in dom.children(id) {
            if child == source {
                out.flush();
            } else if source != NONE && dom.is_within(source, child)
                || dom.is(child, "blockquote")
                    && dom.elements(id).count() <= 2
                    && self.survey.has(id, Traits::PULL_QUOTE)
            {
                self.quoted_children(child, source, out);
            } else {
                self.flow(child, out);
            }
        }
        out.flush();
    }

    /// The element that says who is quoted: the last of the quotation that is so named.
    fn source_of(&self, id: NodeId) -> NodeId {
        let dom = self.dom;
        let is_source = |below: NodeId| {
            let name = dom.name(below);
            (matches!(name, "cite" | "footer" | "figcaption")
                || self.survey.has(below, Traits::ATTRIBUTION) && !name.is_empty())
                && self.survey.facts(below).letters > 0
                && self.survey.facts(below).letters < 200
        };
        let Some(found) = dom.below(id).filter(|below| is_source(*below)).last() else { return NONE };
        // The outermost of those in each other.
        let outer = dom
            .ancestors(found)
            .take_while(|above| *above != id)
            .filter(|above| is_source(*above))
            .last()
            .unwrap_or(found);
        let is_last = self
            .survey
            .order
            .iter()
            .skip(self.survey.facts(outer).at as usize)
            .take_while(|later| dom.is_within(**later, id))
            .all(|later| {
                dom.is_within(*later, outer)
                    || dom
                        .text(*later)
                        .is_none_or(|text| squeeze(text).is_empty() || settle::is_closing(text))
            });
        let is_alone = self.survey.facts(outer).letters >= self.survey.facts(id).letters;
        if is_last && !is_alone { outer } else { NONE }
    }

    /// Quotation marks that a theme draws around a quotation: signs in elements of their own, one before it and one behind.
    fn drop_drawn_marks(&mut self, id: NodeId) {
        let dom = self.dom;
        let signs: Vec<NodeId> = dom
            .below(id)
            .filter(|below| {
                !dom.name(*below).is_empty()
                    && dom.children(*below).count() == 1
                    && dom.children(*below).next().and_then(|text| dom.text(text)).is_some_and(|text| {
                        let text = text.trim();
                        text.chars().count() == 1 && text.chars().all(|c| "\"“”„«»‘’‹›❝❞".contains(c))
                    })
            })
            .take(4)
            .collect();
        for sign in signs {
            self.notes_drop(sign);
        }
    }

    fn notes_drop(&mut self, id: NodeId) {
        self.replace(id);
        self.notes.drop(id);
    }
}
