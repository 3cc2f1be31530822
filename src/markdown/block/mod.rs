//! Finds in the blocks of a tree what CommonMark's block syntax does not have.
//!
//! Entry point: [`apply`]. Steps, one file each: [`alert`] (quotes that begin with `[!KIND]`), [`figure`] (an image
//! alone in a paragraph; a formula alone in one).

mod alert;
mod figure;

pub(crate) use figure::{may_name_itself, report_no_alt};

use crate::diagnostic::Context;
use crate::document::{Document, NodeId, Tag};
use crate::markdown::footnote::Footnotes;

/// Applies our block extensions to a whole tree and its notes. `source` is the text that the tree was read from.
pub(super) fn apply(document: &mut Document, footnotes: &Footnotes, source: &str, context: &Context) {
    let roots = footnotes.roots(document);
    let blocks: Vec<NodeId> = roots.iter().flat_map(|&root| document.descendants(root)).collect();
    for block in blocks {
        match document.tag(block) {
            Some(Tag::Blockquote) => alert::apply(document, block, source, context),
            Some(Tag::P) => figure::apply(document, block, source),
            Some(Tag::Code) => figure::settle_formula(document, block),
            Some(Tag::Img) => figure::check_alt(document, block, context),
            _ => {}
        }
    }
}

/// Whether a text holds nothing but spaces and line ends.
fn is_blank(document: &Document, node: NodeId) -> bool {
    document.text(node).is_some_and(|text| text.text.trim().is_empty())
}
