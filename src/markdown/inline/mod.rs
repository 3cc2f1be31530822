//! Finds in the texts of a tree what CommonMark's inline syntax does not have.
//!
//! Entry point: [`apply`]. Steps, one file each: [`note`] (`^[words]`), [`script`] (`x^2^`, `H~2~O`), [`autolink`] (bare addresses),
//! [`attributes`] (`{width=50%}` behind an image). Code is left alone; so is what the author escaped.
//!
//! Invariants: every text is looked at once and cut at most once per find; texts keep their source places.

mod attributes;
mod autolink;
mod note;
mod script;

use std::ops::Range;

use crate::diagnostic::{Code, Context, Diagnostic};
use crate::document::{Document, NodeId, Role, Tag, Text, encode_address};
use crate::markdown::footnote::Footnotes;

/// Something found in a text.
#[derive(Debug)]
struct Find {
    /// Its bytes in the text, marks included.
    range: Range<usize>,
    /// The bytes that stay as text.
    inner: Range<usize>,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Superscript,
    Subscript,
    /// A link to this address.
    Link(String),
}

/// Applies our inline extensions to a whole tree and its notes. `source` is the text that the tree was read from.
pub(super) fn apply(document: &mut Document, footnotes: &mut Footnotes, source: &str, context: &Context) {
    let mut stack: Vec<_> = footnotes.roots(document).into_iter().map(|root| (root, false)).collect();
    while let Some((id, in_link)) = stack.pop() {
        if !in_link {
            let notes = note::take(document, id, footnotes, source);
            stack.extend(notes.into_iter().map(|note| (note, false)));
        }
        let children = document.children(id).to_vec();
        let mut changed = false;
        let mut replaced = Vec::with_capacity(children.len());
        let mut before = None;
        for child in children {
            if document.text(child).is_some() {
                changed |= attributes::take(document, before, child, source, context);
                changed |= split(document, child, in_link, before.is_some(), source, &mut replaced);
                report_undefined_notes(document, child, source, context);
            } else {
                replaced.push(child);
                let tag = document.tag(child);
                if !tag.is_some_and(is_verbatim) {
                    stack.push((child, in_link || tag == Some(Tag::A)));
                }
            }
            before = Some(child);
        }
        if changed {
            document.set_children(id, replaced);
        }
    }
}

/// Whether what stands in an element is no Markdown.
pub(super) fn is_verbatim(tag: Tag) -> bool {
    matches!(tag, Tag::Code | Tag::Pre | Tag::Kbd | Tag::Samp | Tag::Var)
}

/// Whether the character at `at` stands in the source as it is: not escaped, not from an entity.
pub(super) fn is_plain(text: &Text, at: usize, source: &str) -> bool {
    let bytes = source.as_bytes();
    let offset = text.map.source_offset(at) as usize;
    let written = text.text.as_bytes().get(at).is_some_and(|byte| bytes.get(offset) == Some(byte));
    let escape = offset.checked_sub(1).filter(|&before| bytes.get(before) == Some(&b'\\'));
    let Some(escape) = escape else { return written };
    let own = at.checked_sub(1).filter(|&before| text.text.as_bytes().get(before) == Some(&b'\\'));
    written && own.is_some_and(|own| text.map.source_offset(own) as usize == escape)
}

/// Cuts a text at what is found in it and adds the parts to `out`; whether anything was found.
fn split(
    document: &mut Document,
    node: NodeId,
    in_link: bool,
    attached: bool,
    source: &str,
    out: &mut Vec<NodeId>,
) -> bool {
    let Some(text) = document.text(node) else { return false };
    let mut finds = script::find(text, attached, source);
    if !in_link {
        autolink::find(text, &mut finds);
    }
    finds.sort_by_key(|find| find.range.start);
    let mut end = 0;
    finds.retain(|find| {
        let apart = find.range.start >= end;
        if apart {
            end = find.range.end;
        }
        apart
    });
    if finds.is_empty() {
        if !text.text.is_empty() {
            out.push(node);
        }
        return text.text.is_empty();
    }
    let first = out.len();
    for find in finds.into_iter().rev() {
        cut(document, node, find, out);
    }
    if document.text(node).is_some_and(|text| !text.text.is_empty()) {
        out.push(node);
    }
    if let Some(added) = out.get_mut(first..) {
        added.reverse();
    }
    true
}

/// Cuts the last find off a text; adds what follows it and then the find itself.
fn cut(document: &mut Document, node: NodeId, find: Find, out: &mut Vec<NodeId>) {
    let Some(text) = document.text_mut(node) else { return };
    let span = text.map.span(find.range.clone());
    let tail = cut_off(text, find.range.end);
    let _mark = cut_off(text, find.inner.end);
    let inner = cut_off(text, find.inner.start);
    let _mark = cut_off(text, find.range.start);
    if !tail.text.is_empty() {
        out.push(add_text(document, tail));
    }
    let tag = match find.kind {
        Kind::Superscript => Tag::Sup,
        Kind::Subscript => Tag::Sub,
        Kind::Link(_) => Tag::A,
    };
    let element = document.create_element(tag, span);
    let inner = add_text(document, inner);
    document.append(element, inner);
    if let (Kind::Link(address), Some(link)) = (find.kind, document.element_mut(element)) {
        link.attributes.href = Some(encode_address(&address).into());
    }
    out.push(element);
}

fn cut_off(text: &mut Text, at: usize) -> Text {
    Text { text: text.text.split_off(at), map: text.map.split_off(at) }
}

fn add_text(document: &mut Document, text: Text) -> NodeId {
    let span = text.map.span(0..text.text.len());
    document.create_text(text.text, text.map, span)
}

/// A call of a note that is not defined is left as text by the parser: `[^label]`.
fn report_undefined_notes(document: &Document, node: NodeId, source: &str, context: &Context) {
    let Some(text) = document.text(node) else { return };
    let mut from = 0;
    while let Some(at) = text.text.get(from..).and_then(|rest| rest.find("[^")).map(|at| at + from) {
        from = at + 2;
        let Some(rest) = text.text.get(from..) else { return };
        let Some(length) = rest.find([']', '[', '\n']).filter(|&length| length > 0) else { continue };
        let label = rest.get(..length).unwrap_or_default();
        if rest.as_bytes().get(length) == Some(&b']')
            && is_plain(text, at, source)
            && is_plain(text, at + 1, source)
        {
            let span = text.map.span(at..from + length + 1);
            let message = format!("the footnote “{label}” is not defined");
            context.report(
                Diagnostic::new(Code::FootnoteUndefined, span, message)
                    .help(format!("add a line that begins with [^{label}]: and the note's text")),
            );
        }
    }
}

/// Whether a node is an image that the author wrote.
fn is_image(document: &Document, node: NodeId) -> bool {
    document.tag(node) == Some(Tag::Img) && document.role(node) != Some(Role::MissingImage)
}
