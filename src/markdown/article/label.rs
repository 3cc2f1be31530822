//! Puts the title line into alerts that the author gave none.

use crate::document::{Document, Labels, NodeId, Role};

/// Inserts `p.label` into every alert without one. A sidebar without a title stays without: the word would say
/// nothing to its reader.
pub(super) fn insert(document: &mut Document) {
    let is_bare = |node: &NodeId| {
        let first = document.children(*node).iter().find(|child| document.element(**child).is_some());
        document.role(*node).is_some_and(Role::is_alert)
            && first.and_then(|child| document.role(*child)) != Some(Role::Label)
    };
    let alerts: Vec<NodeId> = document.walk().filter(is_bare).collect();
    for alert in alerts {
        let labels = Labels::of(document.language(alert));
        let Some(word) = document.role(alert).and_then(|role| labels.of_role(role)) else { continue };
        let label = generated(document, Role::Label, word, labels, alert);
        document.insert(alert, 0, label);
    }
}

/// A paragraph of generated words that stand for `node`, with their language where it is not the node's.
pub(super) fn generated(
    document: &mut Document,
    role: Role,
    words: &str,
    labels: Labels,
    node: NodeId,
) -> NodeId {
    let span = document.span(node);
    let foreign = document.language(node).split('-').next() != Some(labels.language());
    let paragraph = document.create_role(role, span);
    let text = document.create_generated(words, span);
    document.append(paragraph, text);
    if let Some(element) = document.element_mut(paragraph).filter(|_| foreign) {
        element.attributes.lang = Some(labels.language().into());
    }
    paragraph
}
