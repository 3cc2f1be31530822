//! The content model: which element may stand in which, as one table, and the repair of a tree by it.
//!
//! Entry point: [`repair`]. The table is [`content`] (what an element holds) and [`homes`] (what a part must stand in).
//! Steps, one file each: [`rebuild`] (every element is put where it may stand), [`finish`] (what a whole element must
//! look like), [`grid`] (a table's cells make a rectangle).
//!
//! Invariants of a repaired tree: every child is allowed by the table; blocks and runs of text are not mixed, except in
//! list items, descriptions and figures; no list, table, row or paragraph is empty; no link holds a link. No text is lost.
//!
//! Spec: HTML Standard, content models of sections 4.3 to 4.9, made a little stricter.

mod finish;
mod grid;
mod rebuild;

use super::{Document, NodeId, Tag};
use crate::diagnostic::Context;

/// What an element holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Blocks; text is wrapped in paragraphs.
    Blocks,
    /// Blocks or text.
    Flow,
    /// Text and what stands in a line of it.
    Phrasing,
    /// Only these; anything else is wrapped in the element named last.
    Parts(&'static [Tag], Tag),
    /// Nothing.
    Nothing,
}

/// What an element holds: the table's rows by parent.
pub fn content(tag: Tag) -> Content {
    use Tag::*;
    match tag {
        Article | Section | Header | Footer | Aside | Nav | Blockquote => Content::Blocks,
        Div | Li | Dd | Td | Th | Figure | Figcaption | Caption => Content::Flow,
        Ul | Ol => Content::Parts(&[Li], Li),
        Dl => Content::Parts(&[Dt, Dd], Dd),
        Table => Content::Parts(&[Caption, Thead, Tbody, Tfoot], Tbody),
        Thead | Tbody | Tfoot => Content::Parts(&[Tr], Tr),
        Tr => Content::Parts(&[Td, Th], Td),
        Hgroup => Content::Parts(&[H1, H2, H3, H4, H5, H6, P], P),
        Hr | Img | Br | Wbr | Input => Content::Nothing,
        _ => Content::Phrasing,
    }
}

/// What a part of something must stand in, the usual one first; empty for what is no part.
pub fn homes(tag: Tag) -> &'static [Tag] {
    use Tag::*;
    match tag {
        Li => &[Ul, Ol],
        Dt | Dd => &[Dl],
        Tr => &[Tbody, Thead, Tfoot],
        Td | Th => &[Tr],
        Caption | Thead | Tbody | Tfoot => &[Table],
        Figcaption => &[Figure],
        _ => &[],
    }
}

/// Whether an element may be a child of another; `None` stands for a text.
pub fn allows(parent: Tag, child: Option<Tag>) -> bool {
    let phrasing = child.is_none_or(Tag::is_phrasing);
    let at_home = child.is_none_or(|child| homes(child).is_empty() || homes(child).contains(&parent));
    match content(parent) {
        Content::Blocks => !phrasing && at_home,
        Content::Flow => at_home,
        Content::Phrasing => phrasing,
        Content::Parts(parts, _) => child.is_some_and(|child| parts.contains(&child)),
        Content::Nothing => false,
    }
}

/// Whether blocks and what stands in a line may be side by side in an element: in items of tight lists a text and a
/// list, in figures an image and its caption.
fn may_mix(tag: Tag) -> bool {
    matches!(tag, Tag::Li | Tag::Dd | Tag::Figure)
}

/// Repairs a tree by the table. What had to be moved or dropped is reported. Does nothing to a sound tree.
pub fn repair(document: &mut Document, context: &Context) {
    if !is_sound(document) {
        rebuild::rebuild(document, context);
    }
}

/// Whether the tree is as the table wants it.
fn is_sound(document: &Document) -> bool {
    let mut stack = vec![(document.root(), false)];
    while let Some((node, in_link)) = stack.pop() {
        let Some(element) = document.element(node) else { continue };
        let is_link = element.tag == Tag::A;
        if in_link && is_link || !finish::is_finished(document, node) {
            return false;
        }
        for &child in &element.children {
            if !allows(element.tag, document.tag(child)) {
                return false;
            }
            stack.push((child, in_link || is_link));
        }
    }
    true
}

/// Whether a node is a text of nothing but spaces and line ends.
fn is_blank(document: &Document, node: NodeId) -> bool {
    document.text(node).is_some_and(|text| text.text.chars().all(|c| c.is_ascii_whitespace()))
}
