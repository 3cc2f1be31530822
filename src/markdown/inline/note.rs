//! Notes that stand where they are called, as in Pandoc: `^[words]`.
//!
//! The brackets inside are balanced; a note in a note stays text. What is no note is left: a class of signs in a
//! regular expression, `^[a-z]+`, is not attached to a word, holds no space, or is followed by a sign of repetition.

use super::{add_text, cut_off, is_plain};
use crate::document::{Document, NodeId, Role, Tag, Text};
use crate::markdown::footnote::Footnotes;

/// A bracket: the child in whose text it stands, and its byte there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    child: usize,
    at: usize,
}

/// Takes the notes out of an element's children and leaves calls; the notes, outside the tree.
pub(super) fn take(
    document: &mut Document,
    parent: NodeId,
    footnotes: &mut Footnotes,
    source: &str,
) -> Vec<NodeId> {
    let children = document.children(parent).to_vec();
    let found = find(document, &children, source);
    if found.is_empty() {
        return Vec::new();
    }
    let mut notes = Vec::with_capacity(found.len());
    // Built from the end, so that every text is cut where it is shortest.
    let mut kept: Vec<NodeId> = Vec::with_capacity(children.len() + found.len());
    let mut end = children.len();
    for (from, to) in found.into_iter().rev() {
        kept.extend(children.get(to.child + 1..end).unwrap_or_default().iter().rev());
        let Some((content, tail)) = cut(document, &children, from, to) else { continue };
        if !tail.text.is_empty() {
            kept.push(add_text(document, tail));
        }
        let span = content.first().map_or(document.span(parent), |first| document.span(*first));
        let call = document.create_role(Role::NoteRef, span);
        let note = document.create_role(Role::Footnote, span);
        let paragraph = document.create_element(Tag::P, span);
        document.set_children(paragraph, content);
        document.append(note, paragraph);
        notes.push((call, note));
        kept.push(call);
        end = from.child + 1;
    }
    kept.extend(children.get(..end).unwrap_or_default().iter().rev());
    kept.reverse();
    document.set_children(parent, kept);
    for (call, note) in notes.iter().rev() {
        footnotes.define_at_call(*call, *note);
    }
    notes.into_iter().map(|(_, note)| note).collect()
}

/// The outermost notes of a row of nodes: where their brackets open and close.
fn find(document: &Document, children: &[NodeId], source: &str) -> Vec<(Place, Place)> {
    let texts = || {
        let texts = children.iter().enumerate();
        texts.filter_map(|(child, &node)| Some((child, document.text(node)?)))
    };
    if !texts().any(|(_, text)| text.text.contains("^[")) {
        return Vec::new();
    }
    let (mut open, mut found) = (Vec::new(), Vec::new());
    for (child, text) in texts() {
        for (at, bracket) in text.text.match_indices(['[', ']']) {
            if !is_plain(text, at, source) {
                continue;
            }
            if bracket == "[" {
                open.push(opens(text, at, child > 0, source).map(|attached| (Place { child, at }, attached)));
            } else if let Some((from, attached)) = open.pop().flatten() {
                let to = Place { child, at };
                if is_note(document, children, from, to, attached) {
                    found.push((from, to));
                }
            }
        }
    }
    found.sort_unstable();
    let mut end = None;
    found.retain(|(from, to)| {
        let is_outermost = end.is_none_or(|end| *from > end);
        if is_outermost {
            end = Some(*to);
        }
        is_outermost
    });
    found
}

/// Whether a caret stands before the bracket at `at`, and if so whether it is attached to a word or mark.
fn opens(text: &Text, at: usize, follows: bool, source: &str) -> Option<bool> {
    let caret = at.checked_sub(1).filter(|&caret| text.text.as_bytes().get(caret) == Some(&b'^'))?;
    let before = text.text.get(..caret)?.chars().next_back();
    let attached = before.map_or(follows, |c| !c.is_whitespace() && !"([{/'\"`^".contains(c));
    is_plain(text, caret, source).then_some(attached)
}

fn is_note(document: &Document, children: &[NodeId], from: Place, to: Place, attached: bool) -> bool {
    let text = |place: Place| children.get(place.child).and_then(|&node| document.text(node));
    let after = text(to).and_then(|text| text.text.get(to.at + 1..)).unwrap_or_default();
    if after.starts_with(['+', '*', '?', '{', '$']) {
        return false;
    }
    if from.child != to.child {
        return true;
    }
    let inner = text(from).and_then(|text| text.text.get(from.at + 1..to.at)).unwrap_or_default().trim();
    !inner.is_empty() && (attached || inner.contains(' '))
}

/// Cuts a note out of the row: its content, and what follows it in its last text. What stands before it stays.
fn cut(document: &mut Document, children: &[NodeId], from: Place, to: Place) -> Option<(Vec<NodeId>, Text)> {
    let (first, last) = (*children.get(from.child)?, *children.get(to.child)?);
    let end = document.text_mut(last)?;
    let tail = cut_off(end, to.at + 1);
    let _bracket = cut_off(end, to.at);
    let start = document.text_mut(first)?;
    let inner = cut_off(start, from.at + 1);
    let _marks = cut_off(start, from.at - 1);
    let mut content = vec![add_text(document, inner)];
    content.extend(children.get(from.child + 1..=to.child).unwrap_or_default());
    content.retain(|&node| document.text(node).is_none_or(|text| !text.text.is_empty()));
    Some((content, tail))
}
