//! The headings of an article as a nested list: the EPUB's contents and the PDF's bookmarks.

use super::{Document, NodeId, Role, Tag};

/// One heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineEntry {
    /// The heading element.
    pub node: NodeId,
    /// Its id; headings always have one in a finished document.
    pub id: String,
    /// Its text on one line.
    pub title: String,
    /// Its level, 1 for the headline.
    pub level: u8,
    /// The headings below it.
    pub children: Vec<OutlineEntry>,
}

/// The outline of a document: normally one entry, the headline, that holds all others.
pub fn outline(document: &Document) -> Vec<OutlineEntry> {
    let mut open: Vec<OutlineEntry> = Vec::new();
    let mut done: Vec<OutlineEntry> = Vec::new();
    for entry in document.walk().filter_map(|node| entry(document, node)) {
        close(&mut open, &mut done, entry.level);
        open.push(entry);
    }
    close(&mut open, &mut done, 0);
    done
}

/// A heading's text on one line, calls of notes left out.
pub fn heading_text(document: &Document, heading: NodeId) -> String {
    let mut text = String::new();
    let mut stack = vec![heading];
    while let Some(node) = stack.pop() {
        if let Some(part) = document.text(node) {
            text.push_str(&part.text);
        } else if document.tag(node) == Some(Tag::Br) {
            text.push(' ');
        } else if document.role(node) != Some(Role::NoteRef) {
            stack.extend(document.children(node).iter().rev());
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn entry(document: &Document, node: NodeId) -> Option<OutlineEntry> {
    let element = document.element(node)?;
    let level = element.tag.heading_level()?;
    if element.role == Some(Role::NestedHeading) {
        return None;
    }
    let id = element.attributes.id.as_deref()?.to_owned();
    let title = heading_text(document, node);
    Some(OutlineEntry { node, id, title, level, children: Vec::new() })
}

/// Closes the open entries of `level` and deeper, each into the one above it.
fn close(open: &mut Vec<OutlineEntry>, done: &mut Vec<OutlineEntry>, level: u8) {
    while open.last().is_some_and(|last| last.level >= level) {
        let Some(entry) = open.pop() else { break };
        match open.last_mut() {
            Some(parent) => parent.children.push(entry),
            None => done.push(entry),
        }
    }
}
