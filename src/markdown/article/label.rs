//! Puts the title line into alerts, which says of what kind they are.

use crate::document::{Document, Labels, NodeId, Role, line_text};

/// Inserts `p.label` into every alert without one, and the kind's word before a title of the author's. A sidebar
/// stays as it is: the word would say nothing to its reader.
pub(super) fn insert(document: &mut Document) {
    let is_alert = |node: &NodeId| document.role(*node).is_some_and(Role::is_alert);
    let alerts: Vec<NodeId> = document.walk().filter(is_alert).collect();
    for alert in alerts {
        let labels = Labels::of(document.language(alert));
        let Some(word) = document.role(alert).and_then(|role| labels.of_role(role)) else { continue };
        let first = document.children(alert).iter().copied().find(|child| document.element(*child).is_some());
        match first.filter(|child| document.role(*child) == Some(Role::Label)) {
            Some(title) => announce(document, title, word),
            None => {
                let label = document.create_label(Role::Label, word, labels, alert);
                document.insert(alert, 0, label);
            }
        }
    }
}

/// Puts the word of an alert's kind before its title, unless the title begins with it.
fn announce(document: &mut Document, title: NodeId, word: &str) {
    if line_text(document, title).to_lowercase().starts_with(&word.to_lowercase()) {
        return;
    }
    let text = document.create_generated(format!("{word}: "), document.span(title));
    document.insert(title, 0, text);
}
