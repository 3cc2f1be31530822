//! Footnote definitions and calls by label → the section of notes at the article's end.

use crate::document::NodeId;

/// Footnote definitions and calls in the order of the source.
#[derive(Debug, Default)]
pub(crate) struct Footnotes {
    definitions: Vec<(String, NodeId)>,
    calls: Vec<(String, NodeId)>,
}

impl Footnotes {
    /// Adds a definition: an `aside` outside the tree.
    pub(crate) fn define(&mut self, label: &str, node: NodeId) {
        self.definitions.push((fold(label), node));
    }

    /// Adds a call: an empty `a` in the text.
    pub(crate) fn refer(&mut self, label: &str, node: NodeId) {
        self.calls.push((fold(label), node));
    }
}

/// A label as it is compared: case and spacing aside.
fn fold(label: &str) -> String {
    label.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
