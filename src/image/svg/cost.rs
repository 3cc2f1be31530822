//! Bounds what a drawing may become once its references are followed.
//!
//! `use`, patterns, clip paths, masks and markers show other elements again; ten levels of ten references each are ten
//! thousand million shapes. The number is computed without following any reference twice.

use std::collections::HashMap;

use usvg::roxmltree::{Document, Node, NodeId};

use super::broken;
use super::css::local_references;
use crate::image::read::ImageError;

/// Elements nested in each other.
const DEEPEST: usize = 200;
/// Elements once every reference is followed.
const MOST_SHOWN: u64 = 500_000;
/// Bytes of a picture's address that count as one element: the largest drawing may show all that it holds once.
const PICTURE_BYTES: u64 = 32;

/// Refuses a drawing that is nested too deeply or shows too much.
pub fn check(document: &Document<'_>) -> Result<(), ImageError> {
    let mut ids = HashMap::new();
    for node in document.descendants() {
        if let Some(id) = node.attribute("id") {
            ids.entry(id).or_insert(node);
        }
    }
    let mut counter = Counter { ids, sizes: HashMap::new(), shared: style_cost(document) };
    match counter.size(document.root_element(), 0) {
        Some(size) if size <= MOST_SHOWN => Ok(()),
        Some(_) => Err(broken("it shows too many elements once all its references are followed")),
        None => Err(broken("its elements are nested too deeply or refer to themselves")),
    }
}

/// How many references to patterns, masks and the like the stylesheets hold.
fn style_cost(document: &Document<'_>) -> Vec<String> {
    let styles = document.descendants().filter(|node| node.tag_name().name() == "style");
    styles.filter_map(|style| style.text()).flat_map(local_references).map(str::to_owned).collect()
}

struct Counter<'a, 'input> {
    ids: HashMap<&'a str, Node<'a, 'input>>,
    /// `None` while a node's size is being counted: a reference to it is a circle.
    sizes: HashMap<NodeId, Option<u64>>,
    shared: Vec<String>,
}

impl<'a, 'input> Counter<'a, 'input> {
    /// How many elements a node shows; `None` if it is too deep.
    fn size(&mut self, node: Node<'a, 'input>, depth: usize) -> Option<u64> {
        if depth > DEEPEST {
            return None;
        }
        match self.sizes.get(&node.id()) {
            Some(Some(size)) => return Some(*size),
            // `usvg` leaves out what refers to itself.
            Some(None) => return Some(1),
            None => {}
        }
        self.sizes.insert(node.id(), None);
        let mut size = 1 + picture_size(node);
        for child in node.children().filter(Node::is_element) {
            size = size.saturating_add(self.size(child, depth + 1)?);
        }
        for reference in references(node) {
            if let Some(&target) = self.ids.get(reference) {
                let times = if is_marked(node) { vertices(node) } else { 1 };
                size = size.saturating_add(self.size(target, depth + 1)?.saturating_mul(times));
            }
        }
        if node.attribute("class").is_some() && !self.shared.is_empty() {
            for reference in self.shared.clone() {
                if let Some(&target) = self.ids.get(reference.as_str()) {
                    size = size.saturating_add(self.size(target, depth + 1)?);
                }
            }
        }
        self.sizes.insert(node.id(), Some(size));
        Some(size)
    }
}

/// What a picture inside the drawing weighs: it is decoded wherever it is shown.
fn picture_size(node: Node<'_, '_>) -> u64 {
    let hrefs = node.attributes().filter(|attribute| attribute.name() == "href");
    hrefs.map(|href| href.value().len() as u64 / PICTURE_BYTES).sum()
}

fn references<'a>(node: Node<'a, '_>) -> impl Iterator<Item = &'a str> {
    node.attributes().flat_map(|attribute| {
        let own = (attribute.name() == "href").then(|| attribute.value().trim().strip_prefix('#')).flatten();
        own.into_iter().chain(local_references(attribute.value()))
    })
}

fn is_marked(node: Node<'_, '_>) -> bool {
    node.attributes().any(|attribute| {
        attribute.name().starts_with("marker")
            || attribute.name() == "style" && attribute.value().contains("marker")
    })
}

/// At most how many points a path or polygon has.
fn vertices(node: Node<'_, '_>) -> u64 {
    let length = ["d", "points"].into_iter().filter_map(|name| node.attribute(name)).map(str::len).max();
    length.map_or(2, |length| length as u64 / 4 + 2)
}
