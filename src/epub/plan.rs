//! Decides what goes where: content documents, the addresses of ids, and what the article holds.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::document::{Document, Element, NodeId, NodeKind, Role, Tag};

/// Estimated bytes above which an article is split; some reading systems lay out a whole file at a time.
const LARGEST_PART: usize = 250_000;

/// Bytes of markup that an element is counted as.
const ELEMENT_SIZE: usize = 48;

/// One content document: some of the article's children.
#[derive(Debug)]
pub(super) struct Part {
    /// Its file name.
    pub(super) href: String,
    /// Which children of the root it holds.
    pub(super) children: Range<usize>,
}

/// Where an id of the document is found in the book.
#[derive(Debug)]
struct Target {
    part: usize,
    id: String,
}

/// A place where the article shows a picture.
#[derive(Debug)]
pub(super) struct PictureUse {
    /// The source that names the picture.
    pub(super) source: Box<str>,
    /// It means something to readers that do not see.
    pub(super) has_meaning: bool,
    /// It has an alternative text.
    pub(super) has_alt: bool,
}

/// What the article holds.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// Some pull quote is hidden from readers that do not see.
    pub(super) hides_pull_quotes: bool,
    /// The section of notes.
    notes: Option<NodeId>,
    /// Where pictures stand, in document order.
    pub(super) pictures: Vec<PictureUse>,
}

/// The plan of a book.
#[derive(Debug)]
pub(super) struct Plan {
    /// Its content documents in order, at least one.
    pub(super) parts: Vec<Part>,
    /// What the article holds.
    pub(super) facts: Facts,
    /// The section of notes, with the id that it is given if it has none.
    pub(super) notes: Option<(NodeId, String)>,
    targets: HashMap<Box<str>, Target>,
    taken: HashSet<String>,
}

impl Plan {
    /// Plans the book of a document.
    pub(super) fn new(document: &Document) -> Plan {
        let sections = document.children(document.root());
        let mut survey = Survey { document, facts: Facts::default(), ids: Vec::new(), size: 0 };
        let mut sizes = Vec::with_capacity(sections.len());
        for &child in sections {
            survey.size = 0;
            let first_id = survey.ids.len();
            survey.visit(child);
            sizes.push((survey.size, first_id..survey.ids.len()));
        }
        let parts = split(document, sections, &sizes);
        let mut plan =
            Plan { parts, facts: survey.facts, notes: None, targets: HashMap::new(), taken: HashSet::new() };
        plan.address(document, &survey.ids, &sizes);
        plan.notes = plan.facts.notes.map(|notes| {
            let own = document.element(notes).and_then(|notes| notes.attributes.id.as_deref());
            let own = own.and_then(|id| plan.id(id)).map(str::to_owned);
            (notes, own.unwrap_or_else(|| plan.take_id("notes")))
        });
        plan
    }

    /// The id that an id of the document has in the book.
    pub(super) fn id(&self, id: &str) -> Option<&str> {
        self.targets.get(id).map(|target| target.id.as_str())
    }

    /// The address of an id, as seen from a part: only a fragment inside the same file.
    pub(super) fn href(&self, id: &str, from: Option<usize>) -> Option<String> {
        let target = self.targets.get(id)?;
        let file = if from == Some(target.part) { "" } else { self.parts.get(target.part)?.href.as_str() };
        Some(format!("{file}#{}", super::address::encode(&target.id)))
    }

    /// An id like `wanted` that nothing else has; it is taken from then on.
    pub(super) fn take_id(&mut self, wanted: &str) -> String {
        let safe = safe_id(wanted);
        let mut id = safe.clone();
        let mut number = 1;
        while !self.taken.insert(id.clone()) {
            number += 1;
            id = format!("{safe}-{number}");
        }
        id
    }

    fn address(&mut self, document: &Document, ids: &[Box<str>], sizes: &[(usize, Range<usize>)]) {
        // Ids that are safe as they are keep their names: they are taken first.
        self.taken.extend(ids.iter().filter(|id| is_safe(id)).map(|id| id.to_string()));
        let root_id = document.element(document.root()).and_then(|root| root.attributes.id.as_deref());
        self.taken.extend(root_id.filter(|id| is_safe(id)).map(str::to_owned));
        if let Some(id) = root_id {
            self.add_target(id, 0);
        }
        for part in 0..self.parts.len() {
            let Some(range) = self.parts.get(part).map(|part| part.children.clone()) else { continue };
            let of_part = sizes.get(range).unwrap_or_default();
            for id in of_part.iter().flat_map(|(_, held)| ids.get(held.clone()).unwrap_or_default()) {
                self.add_target(id, part);
            }
        }
    }

    fn add_target(&mut self, id: &str, part: usize) {
        if self.targets.contains_key(id) {
            return;
        }
        let safe = if is_safe(id) { id.to_owned() } else { self.take_id(id) };
        self.targets.insert(id.into(), Target { part, id: safe });
    }
}

/// One walk over the tree that notes all a plan needs.
struct Survey<'a> {
    document: &'a Document,
    facts: Facts,
    ids: Vec<Box<str>>,
    size: usize,
}

impl Survey<'_> {
    fn visit(&mut self, top: NodeId) {
        let mut stack = vec![(top, false)];
        while let Some((node, hidden)) = stack.pop() {
            match self.document.get(node).map(|node| &node.kind) {
                Some(NodeKind::Text(text)) => self.size += text.text.len(),
                Some(NodeKind::Element(element)) => {
                    self.note(node, element, hidden);
                    let hidden = hidden || element.attributes.hidden;
                    stack.extend(element.children.iter().rev().map(|&child| (child, hidden)));
                }
                None => {}
            }
        }
    }

    fn note(&mut self, node: NodeId, element: &Element, hidden: bool) {
        self.size += ELEMENT_SIZE;
        if let Some(id) = element.attributes.id.as_ref().filter(|_| !hidden && !element.attributes.hidden) {
            self.ids.push(id.clone());
        }
        match element.role {
            Some(Role::PullQuote) if element.attributes.hidden => self.facts.hides_pull_quotes = true,
            Some(Role::Footnotes) => self.facts.notes = Some(node),
            _ => {}
        }
        if element.tag == Tag::Img {
            let attributes = &element.attributes;
            let has_alt = attributes.alt.as_deref().is_some_and(|alt| !alt.trim().is_empty());
            if let Some(source) = attributes.src.clone() {
                let has_meaning = !attributes.decorative && !hidden;
                self.facts.pictures.push(PictureUse { source, has_meaning, has_alt });
            }
        }
    }
}

/// Cuts a long article before level-two headings, into pieces of about the same size.
fn split(document: &Document, sections: &[NodeId], sizes: &[(usize, Range<usize>)]) -> Vec<Part> {
    let total: usize = sizes.iter().map(|(size, _)| size).sum();
    let enough = total / total.div_ceil(LARGEST_PART).max(1);
    let mut starts = vec![0];
    let mut size = 0;
    for (index, (&section, (own, _))) in sections.iter().zip(sizes).enumerate() {
        if total > LARGEST_PART && size >= enough && document.tag(section) == Some(Tag::H2) {
            starts.push(index);
            size = 0;
        }
        size += own;
    }
    let ends = starts.iter().skip(1).copied().chain([sections.len()]);
    let name = |number: usize| {
        if number == 0 { "article.xhtml".into() } else { format!("article-{}.xhtml", number + 1) }
    };
    let parts = starts.iter().zip(ends).enumerate();
    parts.map(|(number, (&start, end))| Part { href: name(number), children: start..end }).collect()
}

/// Whether an id can be written as it is: an XML name that needs no escape in an address.
fn is_safe(id: &str) -> bool {
    let mut bytes = id.bytes();
    bytes.next().is_some_and(|first| first.is_ascii_alphabetic())
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

/// The nearest safe id: other letters and marks become hyphens.
fn safe_id(id: &str) -> String {
    let allowed = |character: char| character.is_ascii_alphanumeric() || "-_.".contains(character);
    let mut safe: String =
        id.chars().map(|character| if allowed(character) { character } else { '-' }).collect();
    if !safe.starts_with(|first: char| first.is_ascii_alphabetic()) {
        safe.insert_str(0, "x-");
    }
    safe
}
