//! The container and the package document (EPUB 3.3, 4.2.6 and 5).

use std::collections::{HashMap, HashSet};

use super::xml::{Element, Event, Events};
use super::{Fault, Text};
use crate::document::{file_path, kept};
use crate::source::{SourceId, Span};

/// What a package document says.
#[derive(Debug)]
pub(super) struct Package {
    /// Its elements of the Dublin Core and its own properties, in order.
    pub(super) terms: Vec<Term>,
    /// Names and contents of `meta` elements in the manner of EPUB 2.
    names: Vec<(String, String)>,
    /// What is said of an element, by its id: properties and values.
    refined: HashMap<String, Vec<(String, String)>>,
    /// The files that reading goes through.
    pub(super) spine: Vec<Item>,
    /// The media types of all files, by their paths.
    pub(super) types: HashMap<String, String>,
    /// The whole text.
    pub(super) span: Span,
}

/// A statement about the book.
#[derive(Debug)]
pub(super) struct Term {
    /// Its name: `dc:title`, or a property's.
    pub(super) name: String,
    pub(super) id: String,
    pub(super) text: String,
    pub(super) span: Span,
}

/// A file of the book.
#[derive(Debug)]
pub(super) struct Item {
    /// Its path in the archive.
    pub(super) path: String,
    properties: String,
}

impl Item {
    pub(super) fn has_property(&self, name: &str) -> bool {
        self.properties.split_whitespace().any(|property| property == name)
    }
}

/// The path of the package document that a container names.
///
/// # Errors
/// Says if it names none.
pub(super) fn path(container: &Text) -> Result<String, Fault> {
    let mut events = Events::new(container);
    while let Some(event) = events.next()? {
        if let Event::Start(element) = event
            && element.name == "rootfile"
            && let Some(path) = element.get("full-path")
        {
            return Ok(path.to_owned());
        }
    }
    Err(Fault::broken("is damaged: its container names no package"))
}

impl Package {
    /// Reads the package document at a path.
    ///
    /// # Errors
    /// Says what is no XML.
    pub(super) fn read(text: &Text, path: &str) -> Result<Package, Fault> {
        let mut reader = PackageReader::new(text.source, path);
        let mut events = Events::new(text);
        while let Some(event) = events.next()? {
            match event {
                Event::Start(element) => reader.start(&element),
                Event::Text { text, span, .. } => reader.text(&text, span),
                Event::End => reader.end(),
            }
        }
        Ok(reader.finish(Span::new(text.source, 0, text.text.len())))
    }

    /// The texts of all statements of a name.
    pub(super) fn texts(&self, name: &str) -> impl Iterator<Item = &str> {
        self.terms.iter().filter(move |term| term.name == name).map(|term| term.text.as_str())
    }

    /// The text of the first statement of a name.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.texts(name).next().map(str::to_owned)
    }

    /// What is said of a statement under a property.
    pub(super) fn refined(&self, term: &Term, property: &str) -> Option<String> {
        let refined = self.refined.get(&term.id)?;
        refined.iter().find(|(name, _)| name == property).map(|(_, value)| value.clone())
    }

    /// The value that a key of the front matter had which means something to Offprint only.
    pub(super) fn setting(&self, key: &str) -> Option<&str> {
        let is_key = |name: &str| name.strip_prefix(kept::SETTING) == Some(key);
        self.names.iter().find(|(name, _)| is_key(name)).map(|(_, content)| content.as_str())
    }

    /// The program that made the book.
    pub(super) fn generator(&self) -> Option<&str> {
        self.names.iter().find(|(name, _)| name == kept::GENERATOR).map(|(_, content)| content.as_str())
    }

    /// Whether Offprint made it.
    pub(super) fn is_own(&self) -> bool {
        self.generator().is_some_and(|program| program.split(' ').next() == Some(kept::PROGRAM))
    }
}

/// What was read of a package document so far.
struct PackageReader {
    folder: String,
    package: Package,
    /// The files by their ids.
    manifest: HashMap<String, Item>,
    /// The ids in the spine.
    order: Vec<String>,
    /// The statement that is open, what it refines, and how deep in it the reader is.
    open: Option<(Term, Option<String>, usize)>,
}

impl PackageReader {
    fn new(source: SourceId, path: &str) -> PackageReader {
        let package = Package {
            terms: Vec::new(),
            names: Vec::new(),
            refined: HashMap::new(),
            spine: Vec::new(),
            types: HashMap::new(),
            span: Span::new(source, 0, 0),
        };
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        PackageReader { folder, package, manifest: HashMap::new(), order: Vec::new(), open: None }
    }

    fn start(&mut self, element: &Element) {
        if let Some((_, _, depth)) = &mut self.open {
            *depth += 1;
            return;
        }
        let value = |name: &str| element.get(name).unwrap_or_default().to_owned();
        match element.name.as_str() {
            "meta" if element.get("name").is_some() => {
                self.package.names.push((value("name"), value("content")));
            }
            "item" => {
                let path = joined(&self.folder, &value("href"));
                self.package.types.insert(path.clone(), value("media-type"));
                self.manifest.insert(value("id"), Item { path, properties: value("properties") });
            }
            "itemref" => self.order.push(value("idref")),
            name if name == "meta" || name.starts_with("dc:") => {
                let name = if name == "meta" { value("property") } else { name.to_owned() };
                let term = Term { name, id: value("id"), text: String::new(), span: element.span };
                let refined = element.get("refines").and_then(|refined| refined.strip_prefix('#'));
                self.open = Some((term, refined.map(str::to_owned), 1));
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str, span: Span) {
        if let Some((term, ..)) = &mut self.open {
            term.span = if term.text.is_empty() { span } else { term.span.to(span) };
            term.text.push_str(text);
        }
    }

    fn end(&mut self) {
        let Some((_, _, depth)) = &mut self.open else { return };
        *depth -= 1;
        if *depth > 0 {
            return;
        }
        match self.open.take() {
            Some((term, Some(id), _)) => {
                self.package.refined.entry(id).or_default().push((term.name, term.text));
            }
            Some((term, None, _)) => self.package.terms.push(term),
            None => {}
        }
    }

    fn finish(mut self, span: Span) -> Package {
        // No file stands twice in a spine (EPUB 3.3, 5.7.2), however often it is named.
        let items = self.order.iter().filter_map(|id| self.manifest.remove(id));
        let mut known = HashSet::new();
        self.package.spine = items.filter(|item| known.insert(item.path.clone())).collect();
        self.package.span = span;
        self.package
    }
}

/// The path in the archive of an address that stands in a file of a folder.
pub(super) fn joined(folder: &str, address: &str) -> String {
    let path = file_path(address);
    if folder.is_empty() { path } else { format!("{folder}/{path}") }
}
