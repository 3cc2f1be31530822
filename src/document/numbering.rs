//! Numbers the headings below the headline: 1, 1.1, 1.2, 2.

use super::{Document, NodeId, Role, Tag};

/// The class of a heading that gets no number.
const UNNUMBERED: &str = "unnumbered";

/// Puts `span.heading-number` before the text of each heading of the text, except those of class `unnumbered`.
pub fn number_headings(document: &mut Document) {
    let mut counters: Vec<u32> = Vec::new();
    for heading in headings(document) {
        let Some(level) = document.tag(heading).and_then(Tag::heading_level) else { continue };
        // The headline is level 1 and has no number.
        let depth = usize::from(level.saturating_sub(1));
        if depth == 0 || is_unnumbered(document, heading) {
            continue;
        }
        counters.resize(depth, 0);
        if let Some(last) = counters.last_mut() {
            *last += 1;
        }
        let number = counters.iter().map(u32::to_string).collect::<Vec<_>>().join(".");
        insert(document, heading, number);
    }
}

/// The headings of the text: not those over notes and in the footer.
pub(super) fn headings(document: &Document) -> Vec<NodeId> {
    let is_apart = |node: NodeId| {
        document.ancestors(node).any(|outer| {
            matches!(document.role(outer), Some(Role::Footnotes | Role::ArticleFooter | Role::Contents))
        })
    };
    let is_heading = |&node: &NodeId| {
        document.tag(node).and_then(Tag::heading_level).is_some()
            && document.role(node) != Some(Role::NestedHeading)
    };
    document.walk().filter(is_heading).filter(|&node| !is_apart(node)).collect()
}

fn is_unnumbered(document: &Document, heading: NodeId) -> bool {
    let classes = document.element(heading).map(|element| element.attributes.classes.as_slice());
    classes.unwrap_or_default().iter().any(|class| **class == *UNNUMBERED)
}

fn insert(document: &mut Document, heading: NodeId, number: String) {
    let span = document.span(heading);
    let holder = document.create_role(Role::HeadingNumber, span);
    let text = document.create_generated(number, span);
    document.append(holder, text);
    let space = document.create_generated(" ", span);
    document.insert(heading, 0, space);
    document.insert(heading, 0, holder);
}
