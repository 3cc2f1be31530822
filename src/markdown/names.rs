//! Names what a reader who does not see could not tell apart otherwise: checkboxes, the ways back from notes, the
//! section of notes.

use crate::document::{Document, Labels, NodeId, Role, Tag};

/// Puts `aria-label`s into a finished tree, in the language of each place.
pub(super) fn assign(document: &mut Document) {
    let nodes: Vec<NodeId> = document.walk().filter(|&node| is_nameless(document, node)).collect();
    for node in nodes {
        let labels = Labels::of(document.language(node));
        let name = match document.role(node) {
            Some(Role::Footnotes) => labels.notes().to_owned(),
            Some(Role::BackLink) => format!("{} {}", labels.back_to_reference(), call_number(document, node)),
            _ if document.element(node).is_some_and(|input| input.attributes.checked) => {
                labels.task_done().to_owned()
            }
            _ => labels.task_to_do().to_owned(),
        };
        if let Some(element) = document.element_mut(node) {
            element.attributes.aria_label = Some(name.into());
        }
    }
}

fn is_nameless(document: &Document, node: NodeId) -> bool {
    let Some(element) = document.element(node) else { return false };
    let wants = element.tag == Tag::Input || matches!(element.role, Some(Role::Footnotes | Role::BackLink));
    wants && element.attributes.aria_label.is_none()
}

/// The number of the call that a way back leads to: `1`, `1-2`.
fn call_number(document: &Document, link: NodeId) -> String {
    let href = document.element(link).and_then(|link| link.attributes.href.as_deref());
    href.and_then(|href| href.strip_prefix("#fnref-")).unwrap_or_default().to_owned()
}
