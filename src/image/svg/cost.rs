//! Bounds what a drawing may become once its references are followed.
//!
//! `use`, patterns, clip paths, masks and markers show other elements again; ten levels of ten references each are ten
//! thousand million shapes. The number is computed without following any reference twice.

use std::collections::HashMap;
use std::rc::Rc;

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
    Counter::new(document).size(document.root_element(), 0).map(|_| ()).map_err(|excess| match excess {
        Excess::Shown => broken("it shows too many elements once all its references are followed"),
        Excess::Depth => broken("its elements are nested too deeply or refer to themselves"),
    })
}

/// What there is too much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Excess {
    Shown,
    Depth,
}

struct Counter<'a, 'input> {
    ids: HashMap<&'a str, Node<'a, 'input>>,
    /// `None` while a node's size is being counted: a reference to it is a circle.
    sizes: HashMap<NodeId, Option<u64>>,
    /// What the stylesheets refer to: patterns, masks and the like. Each element with a class may show all of it.
    shared: Rc<[Node<'a, 'input>]>,
    /// References looked at. Each shows an element at least, so that they are bounded as the elements are.
    references: u64,
}

impl<'a, 'input> Counter<'a, 'input> {
    fn new(document: &'a Document<'input>) -> Counter<'a, 'input> {
        let mut ids = HashMap::new();
        for node in document.descendants() {
            if let Some(id) = node.attribute("id") {
                ids.entry(id).or_insert(node);
            }
        }
        let styles = document.descendants().filter(|node| node.tag_name().name() == "style");
        let references = styles.filter_map(|style| style.text()).flat_map(local_references);
        let shared = references.filter_map(|id| ids.get(id).copied()).collect();
        Counter { ids, sizes: HashMap::new(), shared, references: 0 }
    }

    /// How many elements a node shows.
    fn size(&mut self, node: Node<'a, 'input>, depth: usize) -> Result<u64, Excess> {
        if depth > DEEPEST {
            return Err(Excess::Depth);
        }
        match self.sizes.get(&node.id()) {
            Some(Some(size)) => return Ok(*size),
            // `usvg` leaves out what refers to itself.
            Some(None) => return Ok(1),
            None => {}
        }
        self.sizes.insert(node.id(), None);
        let mut size = 1 + picture_size(node);
        for child in node.children().filter(Node::is_element) {
            size = bounded(size.saturating_add(self.size(child, depth + 1)?))?;
        }
        let times = if is_marked(node) { vertices(node) } else { 1 };
        for reference in references(node) {
            if let Some(&target) = self.ids.get(reference) {
                size = bounded(size.saturating_add(self.shown(target, depth)?.saturating_mul(times)))?;
            }
        }
        if node.attribute("class").is_some() {
            for &target in Rc::clone(&self.shared).iter() {
                size = bounded(size.saturating_add(self.shown(target, depth)?))?;
            }
        }
        self.sizes.insert(node.id(), Some(size));
        bounded(size)
    }

    /// The size of what an element at a depth refers to.
    fn shown(&mut self, target: Node<'a, 'input>, depth: usize) -> Result<u64, Excess> {
        self.references = bounded(self.references + 1)?;
        self.size(target, depth + 1)
    }
}

fn bounded(size: u64) -> Result<u64, Excess> {
    if size > MOST_SHOWN { Err(Excess::Shown) } else { Ok(size) }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// What is wrong with a drawing of as many elements with a class, and how many references were looked at.
    fn count(elements: usize, references: usize) -> (Option<Excess>, u64) {
        let style = "fill:url(#p);".repeat(references);
        let shapes = "<g><g><path class='a'/></g></g>".repeat(elements);
        let text = format!("<svg><style>.a{{{style}}}</style><pattern id='p'/>{shapes}</svg>");
        let document = Document::parse(&text).expect("well-formed");
        let mut counter = Counter::new(&document);
        (counter.size(document.root_element(), 0).err(), counter.references)
    }

    #[test]
    fn references_are_no_longer_looked_at_once_they_are_too_many() {
        assert_eq!(count(100, 100), (None, 10_000));
        let (excess, references) = count(20_000, 20_000);
        assert_eq!(excess, Some(Excess::Shown));
        assert!(references <= MOST_SHOWN, "{references}");
    }
}
