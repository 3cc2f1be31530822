//! Content documents into the tree that they were written from.
//!
//! The line ends that the writer of EPUBs puts behind blocks are taken away, page marks, contents and numbers of headings
//! left out; what XHTML had no place for stands in attributes of [`kept`].

use std::collections::HashMap;

use super::package::{Item, joined};
use super::xml::{Element, Event, Events};
use super::{Fault, Text};
use crate::diagnostic::{Code, Context, Limits};
use crate::document::kept::{self, Classes};
use crate::document::{
    Attributes, Direction, Document, Labels, NodeId, Role, SpanMap, Tag, file_path, model,
};
use crate::source::Span;

/// A picture that the article shows.
#[derive(Debug)]
pub(super) struct Shown {
    /// Its element.
    pub(super) node: NodeId,
    /// Its path in the archive.
    pub(super) path: String,
}

/// What was read of the content documents.
pub(super) struct Content {
    /// The tree.
    pub(super) document: Document,
    /// The pictures in it that are in the archive.
    pub(super) pictures: Vec<Shown>,
    /// The path in the archive of the cover's picture, and the one that the author gave.
    pub(super) cover: Option<(String, String)>,
    /// The paragraphs about authors, each with its author's number from 0.
    pub(super) notes: Vec<(NodeId, usize)>,
    /// The links into the article that have their ids as written.
    links: Vec<NodeId>,
    /// The ids of the tree by those that are written instead.
    ids: HashMap<String, Box<str>>,
    /// The most nodes that the tree may have.
    most: usize,
}

/// An element that is open.
struct Open {
    tag: Tag,
    /// Where what it holds goes.
    node: NodeId,
    kind: Kind,
}

/// What becomes of what an element holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// It goes into the tree.
    Kept,
    /// It is left out.
    Dropped,
    /// It is left out, and the space behind it.
    Number,
    /// Its words stand for a picture that the EPUB has not.
    Words,
}

/// What becomes of what is made anew; `None` for all else.
fn made_anew(role: Option<Role>) -> Option<Kind> {
    match role? {
        Role::Contents | Role::BackLink => Some(Kind::Dropped),
        Role::HeadingNumber | Role::NoteLabel => Some(Kind::Number),
        _ => None,
    }
}

impl Content {
    pub(super) fn new(limits: &Limits) -> Content {
        Content {
            most: limits.nodes,
            document: Document::new(Span::default()),
            pictures: Vec::new(),
            cover: None,
            notes: Vec::new(),
            links: Vec::new(),
            ids: HashMap::new(),
        }
    }

    /// Adds what one content document holds.
    ///
    /// # Errors
    /// Says what is no XML.
    pub(super) fn read(&mut self, text: &Text, item: &Item) -> Result<(), Fault> {
        let folder = item.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut reader = PartReader {
            content: self,
            folder,
            open: Vec::new(),
            line: false,
            space: false,
            words: String::new(),
        };
        let mut events = Events::new(text);
        while let Some(event) = events.next()? {
            match event {
                Event::Start(element) => {
                    reader.content.check_size(element.span)?;
                    reader.start(&element);
                }
                Event::Text { text, span, verbatim } => reader.text(&text, span, verbatim),
                Event::End => reader.end(),
            }
        }
        Ok(())
    }

    fn check_size(&self, span: Span) -> Result<(), Fault> {
        if self.document.len() <= self.most {
            return Ok(());
        }
        let message = format!("has more than {} elements and texts", self.most);
        Err(Fault { code: Code::LimitReached, ..Fault::broken(message) }.at(span))
    }

    /// The whole, its links led to the ids of the tree.
    ///
    /// # Errors
    /// Says if there is no article in it.
    pub(super) fn finish(mut self, context: &Context) -> Result<Content, Fault> {
        for &link in &self.links {
            let Some(element) = self.document.element_mut(link) else { continue };
            let id = element.attributes.href.as_deref().and_then(|href| href.strip_prefix('#'));
            if let Some(id) = id.and_then(|id| self.ids.get(id)) {
                element.attributes.href = Some(format!("#{id}").into());
            }
        }
        if self.document.children(self.document.root()).is_empty() {
            return Err(Fault::broken("holds no article"));
        }
        let mut silent = Context::new();
        silent.limits = context.limits.clone();
        model::repair(&mut self.document, &silent);
        Ok(self)
    }
}

struct PartReader<'a> {
    content: &'a mut Content,
    /// The folder of the file.
    folder: &'a str,
    /// From the article on.
    open: Vec<Open>,
    /// A line end that is next is the writer's.
    line: bool,
    /// A space that is next belongs to a number.
    space: bool,
    /// The words for a picture so far.
    words: String,
}

impl PartReader<'_> {
    fn start(&mut self, element: &Element) {
        self.line = false;
        self.space = false;
        let Some(top) = self.open.last() else { return self.outside(element) };
        let (node, kind) = (top.node, top.kind);
        if kind != Kind::Kept {
            return self.open.push(Open { tag: Tag::Span, node, kind });
        }
        let Some(tag) = Tag::from_name(element.get(kept::TAG).unwrap_or(&element.name)) else {
            return self.open.push(Open { tag: Tag::Span, node, kind });
        };
        let words: Vec<&str> = element.get("class").unwrap_or_default().split_whitespace().collect();
        let own: Option<Vec<&str>> = element.get(kept::CLASSES).map(|own| own.split_whitespace().collect());
        let classes = Classes::read(Tag::from_name(&element.name).unwrap_or(tag), &words, own.as_deref());
        let is_page = element.get("role") == Some("doc-pagebreak");
        match made_anew(classes.role).or(is_page.then_some(Kind::Dropped)) {
            Some(kind) => {
                if classes.role == Some(Role::BackLink) {
                    self.take_space(node);
                }
                self.open.push(Open { tag: Tag::Span, node, kind });
            }
            None => self.keep(node, tag, element, classes),
        }
    }

    /// Puts an element into the tree: as what it was before it was written as another.
    fn keep(&mut self, parent: NodeId, tag: Tag, element: &Element, classes: Classes) {
        let is_words = tag != Tag::Img && element.get(kept::SOURCE).is_some();
        let (tag, classes, kind) = if is_words {
            (Tag::Img, Classes { role: None, ..classes }, Kind::Words)
        } else if element.get(kept::ADDRESS).is_some() {
            (Tag::A, classes, Kind::Kept)
        } else {
            (tag, classes, Kind::Kept)
        };
        let node = self.create(tag, element, classes);
        self.content.document.append(parent, node);
        self.line = kept::begins_with_line(tag);
        self.open.push(Open { tag, node, kind });
    }

    /// Takes away the space that stands before the way back from a note.
    fn take_space(&mut self, node: NodeId) {
        let document = &mut self.content.document;
        let last = document.children(node).last().copied();
        let Some(text) = last.and_then(|last| document.text_mut(last)) else { return };
        if text.text.ends_with('\u{A0}') {
            text.text.pop();
        }
    }

    /// Before the article begins: the cover's picture counts, and the article itself.
    fn outside(&mut self, element: &Element) {
        let root = self.content.document.root();
        if element.name == "article" {
            if self.content.document.children(root).is_empty() {
                let classes = element.get("class").unwrap_or_default().split_whitespace().map(Box::from);
                let attributes = self.attributes(root, Tag::Article, element);
                if let Some(root) = self.content.document.element_mut(root) {
                    root.attributes = Attributes { classes: classes.collect(), ..attributes };
                }
            }
            self.line = true;
            self.open.push(Open { tag: Tag::Article, node: root, kind: Kind::Kept });
        } else if let Some(source) = element.get(kept::SOURCE)
            && element.get("role") == Some("doc-cover")
        {
            let path = joined(self.folder, element.get("src").unwrap_or_default());
            self.content.cover = Some((path, source.to_owned()));
        }
    }

    fn create(&mut self, tag: Tag, element: &Element, classes: Classes) -> NodeId {
        let node = self.content.document.create_element(tag, element.span);
        let mut attributes = self.attributes(node, tag, element);
        if classes.role == Some(Role::AuthorNote) {
            let number = element.get(kept::AUTHOR).and_then(|number| number.parse().ok());
            self.content.notes.push((node, number.unwrap_or(1usize).saturating_sub(1)));
        }
        attributes.classes = classes.own;
        attributes.align = classes.align;
        attributes.code_language = classes.language;
        if let Some(created) = self.content.document.element_mut(node) {
            created.role = classes.role;
            created.attributes = attributes;
        }
        node
    }

    fn attributes(&mut self, node: NodeId, tag: Tag, element: &Element) -> Attributes {
        let text = |name: &str| element.get(name).filter(|value| !value.is_empty()).map(Box::from);
        let number = |name: &str| element.get(name).and_then(|value| value.parse().ok());
        let span = |name: &str| element.get(name).and_then(|value| value.parse().ok()).unwrap_or(0);
        let directions = [Direction::Ltr, Direction::Rtl, Direction::Auto];
        let style = element.get("style").and_then(|style| style.strip_prefix("width: "));
        if tag == Tag::Img && element.name == "img" {
            let path = joined(self.folder, element.get("src").unwrap_or_default());
            self.content.pictures.push(Shown { node, path });
        }
        if let (Some(written), Some(id)) = (element.get("id"), text(kept::ID)) {
            self.content.ids.insert(written.to_owned(), id);
        }
        Attributes {
            id: text(kept::ID).or_else(|| text("id")),
            lang: text("lang"),
            dir: directions.into_iter().find(|dir| element.get("dir") == Some(dir.name())),
            href: if tag == Tag::A { self.address(node, element) } else { None },
            src: if tag == Tag::Img { text(kept::SOURCE).or_else(|| text("src")) } else { None },
            alt: text("alt"),
            decorative: element.get("role") == Some(kept::DECORATIVE),
            title: text("title"),
            width: style.map(Box::from).or_else(|| text(kept::WIDTH)),
            start: number("start"),
            list_type: element.get("type").filter(|_| tag == Tag::Ol).and_then(|kind| kind.chars().next()),
            reversed: element.get("reversed").is_some(),
            value: number("value"),
            col_span: span("colspan"),
            row_span: span("rowspan"),
            row_header: element.get("scope") == Some("row"),
            checked: element.get("checked").is_some(),
            datetime: text("datetime").or_else(|| text(kept::DATE)),
            hidden: element.get("aria-hidden") == Some("true"),
            ..Attributes::default()
        }
    }

    /// Where a link leads: into the article, whichever of its files, or elsewhere.
    fn address(&mut self, node: NodeId, element: &Element) -> Option<Box<str>> {
        if let Some(own) = element.get(kept::ADDRESS) {
            return Some(own.into());
        }
        let address = element.get("href")?;
        match address.split_once('#') {
            Some((file, id)) if !file.contains(':') => {
                self.content.links.push(node);
                // An id has neither `?` nor `#`, so that it is decoded as a whole.
                Some(format!("#{}", file_path(id)).into())
            }
            _ => Some(address.into()),
        }
    }

    fn text(&mut self, text: &str, span: Span, verbatim: bool) {
        let (line, space) = (std::mem::take(&mut self.line), std::mem::take(&mut self.space));
        let Some(top) = self.open.last() else { return };
        match top.kind {
            Kind::Words => return self.words.push_str(text),
            Kind::Dropped | Kind::Number => return,
            Kind::Kept => {}
        }
        let taken = usize::from(line && text.starts_with('\n') || space && text.starts_with(' '));
        let text = text.get(taken..).unwrap_or_default();
        if text.is_empty() {
            return;
        }
        let start = (span.start as usize).saturating_add(taken);
        let span = Span::new(span.source, start, span.end as usize);
        let node = top.node;
        let document = &mut self.content.document;
        let last = document.children(node).last().copied();
        match last.and_then(|last| document.text_mut(last)) {
            Some(before) => {
                before.map.push(before.text.len(), span, !verbatim);
                before.text.push_str(text);
            }
            None => {
                let map = if verbatim { SpanMap::verbatim(span) } else { SpanMap::opaque(span) };
                let child = document.create_text(text, map, span);
                document.append(node, child);
            }
        }
    }

    fn end(&mut self) {
        let Some(closed) = self.open.pop() else { return };
        let outer = self.open.last().map_or(Kind::Kept, |outer| outer.kind);
        self.line = closed.kind == Kind::Kept && !closed.tag.is_phrasing();
        self.space = closed.kind == Kind::Number && outer == Kind::Kept;
        if closed.kind == Kind::Words && outer == Kind::Kept {
            let words = std::mem::take(&mut self.words);
            // A picture without words of its own is spoken of in the language's.
            let is_label = Labels::all().any(|labels| labels.image_missing() == words);
            if let Some(element) = self.content.document.element_mut(closed.node) {
                element.attributes.alt =
                    Some(words).filter(|words| !is_label && !words.is_empty()).map(Into::into);
            }
        }
    }
}
