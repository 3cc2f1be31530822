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

/// The text of a block on one line: an image counts as its alternative text, the call of a note as nothing.
pub fn line_text(document: &Document, block: NodeId) -> String {
    let line: String = line_pieces(document, block).into_iter().map(|(_, piece)| piece).collect();
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same in pieces, with the nodes that they are of; white space is not yet collapsed.
pub fn line_pieces(document: &Document, block: NodeId) -> Vec<(NodeId, &str)> {
    let mut pieces = Vec::new();
    let mut stack = vec![block];
    while let Some(node) = stack.pop() {
        if let Some(text) = document.text(node) {
            pieces.push((node, text.text.as_str()));
        }
        let Some(element) = document.element(node).filter(|element| element.role != Some(Role::NoteRef))
        else {
            continue;
        };
        match element.tag {
            Tag::Br => pieces.push((node, " ")),
            Tag::Img => pieces.push((node, element.attributes.alt.as_deref().unwrap_or_default())),
            _ => stack.extend(element.children.iter().rev()),
        }
    }
    pieces
}

fn entry(document: &Document, node: NodeId) -> Option<OutlineEntry> {
    let element = document.element(node)?;
    let level = element.tag.heading_level()?;
    if element.role == Some(Role::NestedHeading) {
        return None;
    }
    let id = element.attributes.id.as_deref()?.to_owned();
    let title = line_text(document, node);
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
