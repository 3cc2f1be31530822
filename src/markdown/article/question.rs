//! Marks the questions of an interview: short paragraphs all in bold, each with a paragraph that answers it.
//!
//! One or two of them may be anything that is to be seen at once, so that they are left as they are.

use super::blocks;
use crate::document::{Document, NodeId, Role, Tag, line_text};

/// How many an article has at least.
const FEWEST: usize = 3;
/// A longer paragraph is no question.
const MOST_CHARACTERS: usize = 300;

/// Marks the questions, if there are several.
pub(super) fn mark(document: &mut Document) {
    let blocks = blocks::top(document);
    let is_plain = |node: NodeId| {
        document.tag(node) == Some(Tag::P) && matches!(document.role(node), None | Some(Role::Opening))
    };
    let asks = |pair: &[NodeId]| match *pair {
        [question, answer] => {
            is_plain(question)
                && is_plain(answer)
                && is_bold(document, question)
                && !is_bold(document, answer)
        }
        _ => false,
    };
    let questions: Vec<NodeId> =
        blocks.windows(2).filter(|pair| asks(pair)).filter_map(|pair| pair.first().copied()).collect();
    if questions.len() < FEWEST {
        return;
    }
    for question in questions {
        if let Some(element) = document.element_mut(question).filter(|element| element.role.is_none()) {
            element.role = Some(Role::Question);
        }
    }
}

/// Whether all that a short paragraph holds is one stretch in bold.
fn is_bold(document: &Document, paragraph: NodeId) -> bool {
    let is_blank = |node: &NodeId| document.text(*node).is_some_and(|text| text.text.trim().is_empty());
    let mut parts = document.children(paragraph).iter().filter(|node| !is_blank(node));
    let only = parts.next().filter(|_| parts.next().is_none());
    let is_strong = only.is_some_and(|&node| matches!(document.tag(node), Some(Tag::Strong | Tag::B)));
    is_strong && line_text(document, paragraph).chars().nth(MOST_CHARACTERS).is_none()
}
