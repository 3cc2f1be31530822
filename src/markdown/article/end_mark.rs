//! Sets the mark that closes the article after its last words.

use super::blocks;
use crate::diagnostic::{Code, Context, Diagnostic};
use crate::document::{Document, NodeId, Role, SpanMap, Tag, line_text};
use crate::source::Span;

/// The marks that are recognised at the end of the text.
const MARKS: [char; 7] = ['■', '□', '●', '♦', '∎', '◆', '▪'];

/// Finds the mark that closes the text, or puts that of the front matter there.
pub(super) fn apply(document: &mut Document, context: &Context) {
    let Some(last) = blocks::last_of_text(document) else { return };
    let written = (document.tag(last) == Some(Tag::P)).then(|| take_written(document, last)).flatten();
    if let Some((mark, span)) = written {
        let message = format!("`{mark}` at the end of the text was taken as the end mark");
        let help = format!("say `end-mark: {mark}` in front matter to be sure of it");
        context.report(Diagnostic::new(Code::TakenAsEndMark, span, message).help(help));
        let mark = document.metadata.end_mark.clone().unwrap_or(mark);
        let into = place(document, last);
        append(document, into, &mark, span);
        document.metadata.end_mark = Some(mark);
    } else if let Some(mark) = document.metadata.end_mark.clone() {
        let span = document.metadata.span;
        let into = place(document, last);
        append(document, into, &mark, span);
    }
}

/// The paragraph that the mark goes to: the last one of the last block, if that ends in words. A paragraph that held
/// nothing but the mark gives way to the one before it.
fn place(document: &mut Document, last: NodeId) -> NodeId {
    if document.tag(last) == Some(Tag::P) && line_text(document, last).is_empty() {
        let body = blocks::body(document);
        let before = body.iter().rev().find(|node| **node != last).copied();
        if let Some(before) = before.filter(|node| document.tag(*node) == Some(Tag::P)) {
            blocks::remove(document, last);
            return before;
        }
        return last;
    }
    let mut node = last;
    loop {
        match document.tag(node) {
            Some(Tag::P) => return node,
            Some(Tag::Blockquote | Tag::Ul | Tag::Ol | Tag::Dl | Tag::Div | Tag::Section) => {}
            Some(Tag::Li | Tag::Dd) if ends_in_text(document, node) => return node,
            Some(Tag::Li | Tag::Dd) => {}
            _ => break,
        }
        let Some(child) =
            document.children(node).iter().rev().find(|child| document.element(**child).is_some())
        else {
            break;
        };
        node = *child;
    }
    let paragraph = document.create_element(Tag::P, document.span(last));
    let parent = document.get(last).and_then(|node| node.parent).unwrap_or(document.root());
    let at =
        document.children(parent).iter().position(|child| *child == last).map_or(usize::MAX, |at| at + 1);
    document.insert(parent, at, paragraph);
    paragraph
}

fn ends_in_text(document: &Document, node: NodeId) -> bool {
    let last = document.children(node).iter().rev().find(|child| match document.text(**child) {
        Some(text) => !text.text.trim().is_empty(),
        None => true,
    });
    last.is_some_and(|last| document.tag(*last).is_none_or(Tag::is_phrasing))
}

/// Cuts a mark off the end of a paragraph and says where it stood.
fn take_written(document: &mut Document, paragraph: NodeId) -> Option<(String, Span)> {
    let last = document.descendants(paragraph).last()?;
    let text = document.text_mut(last)?;
    let trimmed = text.text.trim_end();
    let mark = trimmed.chars().next_back().filter(|mark| MARKS.contains(mark))?;
    let start = trimmed.len() - mark.len_utf8();
    let before = trimmed.get(..start)?;
    // A mark inside a word or a row of marks is not this one.
    if before.chars().next_back().is_some_and(|c| c.is_alphanumeric() || MARKS.contains(&c)) {
        return None;
    }
    let span = text.map.span(start..start + mark.len_utf8());
    let kept = before.trim_end().len();
    text.text.truncate(kept);
    text.map.split_off(kept);
    Some((mark.to_string(), span))
}

/// Puts the mark after a paragraph's last word, held to it by a space that does not break.
fn append(document: &mut Document, paragraph: NodeId, mark: &str, span: Span) {
    trim_end(document, paragraph);
    if !line_text(document, paragraph).is_empty() {
        let space = document.create_text("\u{a0}", SpanMap::opaque(span), span);
        document.append(paragraph, space);
    }
    let node = document.create_role(Role::EndMark, span);
    if let Some(element) = document.element_mut(node) {
        element.attributes.hidden = true;
    }
    let text = document.create_text(mark, SpanMap::opaque(span), span);
    document.append(node, text);
    document.append(paragraph, node);
}

fn trim_end(document: &mut Document, paragraph: NodeId) {
    let Some(last) = document.descendants(paragraph).last() else { return };
    let Some(text) = document.text_mut(last) else { return };
    let kept = text.text.trim_end().len();
    text.text.truncate(kept);
    if kept == 0 {
        document.detach(last);
    }
}
