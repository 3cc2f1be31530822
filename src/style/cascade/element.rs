//! The document as selectors see it: our tree below an `html` and a `body`, as in the EPUB.

use std::borrow::Cow;
use std::fmt;

use selectors::attr::{AttrSelectorOperation, CaseSensitivity, NamespaceConstraint};
use selectors::bloom::BloomFilter;
use selectors::matching::{ElementSelectorFlags, MatchingContext};
use selectors::{Element as SelectorElement, OpaqueElement};

use crate::document::{Align, Direction, Document, Element, NodeId, Tag};
use crate::style::selector::{AttributeValue, Css, Name, Pseudo, PseudoClass};

use super::names::Names;

/// No element.
const NONE: u32 = u32::MAX;
/// The place of `html`, the root of every selector.
pub(crate) const HTML: u32 = 0;
/// The place of `body`.
pub(crate) const BODY: u32 = 1;

/// An element's neighbours, by place.
#[derive(Clone, Copy, Debug)]
struct Links {
    node: u32,
    parent: u32,
    previous: u32,
    next: u32,
    first_child: u32,
    /// The names of the element and of all around it.
    names: Names,
}

/// Every element of a document in document order, with its neighbours, below `html` and `body`.
pub(crate) struct Tree<'a> {
    document: &'a Document,
    links: Vec<Links>,
}

impl<'a> Tree<'a> {
    /// Links up a document's elements; O(nodes).
    pub fn new(document: &'a Document) -> Tree<'a> {
        let names = Names::default();
        let lone = Links { node: NONE, parent: NONE, previous: NONE, next: NONE, first_child: NONE, names };
        let html = Links { first_child: BODY, names: names.with("html"), ..lone };
        let body = Links { parent: HTML, names: html.names.with("body"), ..lone };
        let mut tree = Tree { document, links: vec![html, body] };
        let mut last_child = vec![NONE; 2];
        let mut stack = vec![(document.root(), BODY)];
        while let Some((node, parent)) = stack.pop() {
            let Some(element) = document.element(node) else { continue };
            let place = tree.links.len() as u32;
            let previous = std::mem::replace(&mut last_child[parent as usize], place);
            match previous {
                NONE => tree.links[parent as usize].first_child = place,
                previous => tree.links[previous as usize].next = place,
            }
            let around = tree.links[parent as usize].names;
            tree.links.push(Links { node: node.0, parent, previous, ..lone });
            tree.links[place as usize].names = tree.at(place).own_names(around);
            last_child.push(NONE);
            stack.extend(element.children.iter().rev().map(|child| (*child, place)));
        }
        tree
    }

    /// How many elements there are, `html` and `body` included.
    pub fn len(&self) -> u32 {
        self.links.len() as u32
    }

    /// The element at a place.
    pub fn at(&'a self, place: u32) -> ElementRef<'a> {
        ElementRef { tree: self, place }
    }
}

/// An element in its tree.
#[derive(Clone, Copy)]
pub(crate) struct ElementRef<'a> {
    tree: &'a Tree<'a>,
    place: u32,
}

impl fmt::Debug for ElementRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}>", self.name())
    }
}

impl<'a> ElementRef<'a> {
    fn links(self) -> Links {
        self.tree.links[self.place as usize]
    }

    fn go(self, place: u32) -> Option<ElementRef<'a>> {
        (place != NONE).then_some(ElementRef { tree: self.tree, place })
    }

    /// The node; `None` for `html` and `body`.
    pub fn node(self) -> Option<NodeId> {
        Some(NodeId(self.links().node)).filter(|node| node.0 != NONE)
    }

    /// The place of the parent; `None` for `html`.
    pub fn parent(self) -> Option<u32> {
        Some(self.links().parent).filter(|parent| *parent != NONE)
    }

    /// The element of the document.
    pub fn element(self) -> Option<&'a Element> {
        self.tree.document.element(self.node()?)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self.place {
            HTML => "html",
            BODY => "body",
            _ => self.element().map_or("", |element| element.tag.name()),
        }
    }

    /// These names and the element's own: its tag, id and classes.
    fn own_names(self, around: Names) -> Names {
        let names = self.classes().fold(around.with(self.name()), Names::with);
        self.id().into_iter().chain(self.language_class().as_deref()).fold(names, Names::with)
    }

    /// The names of all elements around it.
    pub fn names_around(self) -> Names {
        self.go(self.links().parent).map(|parent| parent.links().names).unwrap_or_default()
    }

    /// The name of the element before it.
    pub fn previous_name(self) -> Option<&'static str> {
        self.go(self.links().previous).map(ElementRef::name)
    }

    /// Its classes: the role's, the author's, a cell's alignment. A code block's language is no part of them.
    pub fn classes(self) -> impl Iterator<Item = &'a str> {
        let element = self.element();
        let role = element.and_then(|element| element.role).map(|role| role.info().class);
        let given = element.map(|element| element.attributes.classes.as_slice()).unwrap_or_default();
        let align = element.and_then(|element| element.attributes.align).map(|align| match align {
            Align::Left => "align-left",
            Align::Center => "align-center",
            Align::Right => "align-right",
        });
        role.into_iter().chain(given.iter().map(AsRef::as_ref)).chain(align)
    }

    /// The class that says a code block's language: `language-rust`.
    pub fn language_class(self) -> Option<String> {
        let language = self.element()?.attributes.code_language.as_deref()?;
        Some(format!("language-{language}"))
    }

    /// Its id.
    pub fn id(self) -> Option<&'a str> {
        self.element()?.attributes.id.as_deref()
    }

    fn language(self) -> &'a str {
        let document = self.tree.document;
        self.node().map_or(document.metadata.language.as_str(), |node| document.language(node))
    }

    fn is_rtl(self) -> bool {
        let near = std::iter::successors(Some(self), |element| element.go(element.links().parent));
        near.filter_map(|element| element.element()?.attributes.dir).next() == Some(Direction::Rtl)
    }

    /// An attribute as the EPUB writes it.
    fn attribute(self, name: &str) -> Option<Cow<'a, str>> {
        let element = self.element()?;
        let attributes = &element.attributes;
        let number = |number: i64| Some(Cow::Owned(number.to_string()));
        let flag = |flag: bool| flag.then_some(Cow::Borrowed(""));
        let text = |text: &'a Option<Box<str>>| text.as_deref().map(Cow::Borrowed);
        match name {
            "id" => text(&attributes.id),
            "class" => {
                let language = self.language_class();
                let classes: Vec<&str> = self.classes().chain(language.as_deref()).collect();
                (!classes.is_empty()).then(|| Cow::Owned(classes.join(" ")))
            }
            "lang" | "xml:lang" => text(&attributes.lang),
            "dir" => attributes.dir.map(|direction| {
                Cow::Borrowed(match direction {
                    Direction::Ltr => "ltr",
                    Direction::Rtl => "rtl",
                    Direction::Auto => "auto",
                })
            }),
            "href" => text(&attributes.href),
            "src" => text(&attributes.src),
            "alt" => text(&attributes.alt),
            "title" => text(&attributes.title),
            "start" => attributes.start.and_then(number),
            "type" if element.tag == Tag::Input => Some(Cow::Borrowed("checkbox")),
            "type" => attributes.list_type.map(|kind| Cow::Owned(kind.to_string())),
            "reversed" => flag(attributes.reversed),
            "value" => attributes.value.and_then(number),
            "colspan" if attributes.col_span > 1 => number(i64::from(attributes.col_span)),
            "rowspan" if attributes.row_span > 1 => number(i64::from(attributes.row_span)),
            "scope" if element.tag == Tag::Th => {
                Some(Cow::Borrowed(if attributes.row_header { "row" } else { "col" }))
            }
            "checked" => flag(attributes.checked),
            "datetime" => text(&attributes.datetime),
            "aria-label" => text(&attributes.aria_label),
            "aria-hidden" => attributes.hidden.then_some(Cow::Borrowed("true")),
            "role" => {
                let role = element.role.map(|role| role.info().aria).filter(|role| !role.is_empty());
                role.map(Cow::Borrowed)
            }
            _ => None,
        }
    }
}

impl SelectorElement for ElementRef<'_> {
    type Impl = Css;

    fn opaque(&self) -> OpaqueElement {
        OpaqueElement::new(&self.tree.links[self.place as usize])
    }

    fn parent_element(&self) -> Option<Self> {
        self.go(self.links().parent)
    }

    fn parent_node_is_shadow_root(&self) -> bool {
        false
    }

    fn containing_shadow_host(&self) -> Option<Self> {
        None
    }

    fn is_pseudo_element(&self) -> bool {
        false
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        self.go(self.links().previous)
    }

    fn next_sibling_element(&self) -> Option<Self> {
        self.go(self.links().next)
    }

    fn first_element_child(&self) -> Option<Self> {
        self.go(self.links().first_child)
    }

    fn is_html_element_in_html_document(&self) -> bool {
        true
    }

    fn has_local_name(&self, name: &Name) -> bool {
        self.name() == &*name.0
    }

    fn has_namespace(&self, namespace: &Name) -> bool {
        namespace.0.is_empty()
    }

    fn is_same_type(&self, other: &Self) -> bool {
        self.name() == other.name()
    }

    fn attr_matches(
        &self,
        _: &NamespaceConstraint<&Name>,
        name: &Name,
        operation: &AttrSelectorOperation<&AttributeValue>,
    ) -> bool {
        self.attribute(&name.0).is_some_and(|value| operation.eval_str(&value))
    }

    fn match_non_ts_pseudo_class(&self, class: &PseudoClass, _: &mut MatchingContext<'_, Css>) -> bool {
        match class {
            PseudoClass::Link => self.is_link(),
            PseudoClass::Checked => self.element().is_some_and(|element| element.attributes.checked),
            PseudoClass::Dir(rtl) => self.is_rtl() == *rtl,
            PseudoClass::Interactive(_) => false,
            PseudoClass::Lang(ranges) => {
                let language = self.language();
                ranges.iter().any(|range| in_range(language, range))
            }
        }
    }

    fn match_pseudo_element(&self, _: &Pseudo, _: &mut MatchingContext<'_, Css>) -> bool {
        false
    }

    fn apply_selector_flags(&self, _: ElementSelectorFlags) {}

    fn is_link(&self) -> bool {
        self.element().is_some_and(|element| element.tag == Tag::A && element.attributes.href.is_some())
    }

    fn is_html_slot_element(&self) -> bool {
        false
    }

    fn has_id(&self, id: &Name, case: CaseSensitivity) -> bool {
        self.id().is_some_and(|own| case.eq(own.as_bytes(), id.0.as_bytes()))
    }

    fn has_class(&self, name: &Name, case: CaseSensitivity) -> bool {
        let is = |class: &str| case.eq(class.as_bytes(), name.0.as_bytes());
        self.classes().any(is) || self.language_class().as_deref().is_some_and(is)
    }

    fn has_custom_state(&self, _: &Name) -> bool {
        false
    }

    fn imported_part(&self, _: &Name) -> Option<Name> {
        None
    }

    fn is_part(&self, _: &Name) -> bool {
        false
    }

    fn is_empty(&self) -> bool {
        let document = self.tree.document;
        let Some(node) = self.node() else { return false };
        document
            .children(node)
            .iter()
            .all(|child| document.text(*child).is_some_and(|text| text.text.is_empty()))
    }

    fn is_root(&self) -> bool {
        self.place == HTML
    }

    fn add_element_unique_hashes(&self, _: &mut BloomFilter) -> bool {
        false
    }
}

/// Extended filtering of language tags, of which prefixes and `*` are enough here (RFC 4647, 3.3.2).
fn in_range(language: &str, range: &str) -> bool {
    let range = range.trim_start_matches("*-");
    if range == "*" {
        return !language.is_empty();
    }
    match language.get(..range.len()) {
        Some(head) => {
            head.eq_ignore_ascii_case(range)
                && language.get(range.len()..).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        }
        None => false,
    }
}
