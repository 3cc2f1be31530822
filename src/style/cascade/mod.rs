//! Turns sheets and a document into computed styles: [`resolve`].
//!
//! The document's elements are linked up for selectors ([`element`]), rules are filed by what their selectors ask
//! for ([`index`]), and each element's style is computed from its parent's and its rules ([`compute`]), once for
//! each distinct pair of the two: equal neighbours share their style. [`page`] does the same for pages on demand.
//!
//! Invariant: elements are visited in document order, so that a parent's style is there before its children's.

mod compute;
mod element;
mod index;
mod names;
mod page;
mod variables;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use selectors::context::SelectorCaches;

use crate::diagnostic::Context;
use crate::document::{Document, NodeId, Tag};
use crate::geometry::Size;
use crate::source::Span;
use crate::style::computed::{ComputedStyle, FontFamily};
use crate::style::property::length::SpecifiedLength;
use crate::style::property::page::PAGE_ENV;
use crate::style::property::{Longhand, Property, Value};
use crate::style::selector::Pseudo;
use crate::style::sheet::declaration::parse_text;
use crate::style::sheet::media::Device;
use crate::style::sheet::{Declared, Name, Origin, Stylesheet};
use crate::style::styles::{NO_PSEUDO, PseudoSet, Styles};

use compute::{Computer, Declarations, Styled};
use element::{BODY, ElementRef, HTML, Tree};
use index::{Found, Match, RuleIndex};
use names::NameMap;
pub(crate) use page::PageCascade;
pub(crate) use variables::{Variables, substitute};

/// What styles depend on besides sheets and document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StyleOptions {
    /// The page size where neither option nor sheet gives one.
    pub default_page: Size,
    /// The page size that wins over the sheets'.
    pub page_override: Option<Size>,
}

/// Computes the style of every node, for print.
pub fn resolve(
    document: &Document,
    sheets: &[&Stylesheet],
    options: &StyleOptions,
    context: &Context,
) -> Styles {
    let device = Device::Paper(page::device_size(sheets, options));
    let index = RuleIndex::new(sheets, device);
    let tree = Tree::new(document);
    let mut resolver = Resolver::new(&index, document, context);
    let mut caches = SelectorCaches::default();
    let mut found = Found::default();
    for place in 0..tree.len() {
        let element = tree.at(place);
        index.find(element, &mut caches, &mut found);
        resolver.visit(place, element, &found);
    }
    resolver.style_letters();
    resolver.finish(sheets, options, device)
}

/// The styles found so far.
struct Resolver<'a> {
    index: &'a RuleIndex<'a>,
    document: &'a Document,
    context: &'a Context,
    styled: Vec<Styled>,
    /// The style of each element by place.
    places: Vec<u32>,
    /// The style of each node.
    nodes: Vec<u32>,
    /// The pseudo-elements of each node: a place in `pseudo_sets`.
    node_pseudo: Vec<u32>,
    pseudo_sets: Vec<PseudoSet>,
    /// Styles by parent, pseudo-element and rules.
    shared: NameMap<Vec<u32>, u32>,
    /// Styles by value: elements that differ only in rules without effect share theirs.
    by_value: HashMap<ComputedStyle, Vec<u32>>,
    /// The style of text in elements of a style.
    text_styles: NameMap<u32, u32>,
    key: Vec<u32>,
    /// Elements whose first letter stands in an inline element: that element, and the letter's rules.
    letters: Vec<(NodeId, NodeId, Vec<Match>)>,
}

impl<'a> Resolver<'a> {
    fn new(index: &'a RuleIndex<'a>, document: &'a Document, context: &'a Context) -> Resolver<'a> {
        Resolver {
            index,
            document,
            context,
            styled: Vec::new(),
            places: Vec::new(),
            nodes: vec![0; document.len()],
            node_pseudo: vec![0; document.len()],
            pseudo_sets: vec![NO_PSEUDO],
            shared: NameMap::default(),
            by_value: HashMap::new(),
            text_styles: NameMap::default(),
            key: Vec::new(),
            letters: Vec::new(),
        }
    }

    fn visit(&mut self, place: u32, element: ElementRef<'_>, found: &Found) {
        let parent = element.parent().and_then(|parent| self.places.get(parent as usize)).copied();
        let picture = element.element().filter(|element| element.tag == Tag::Img);
        let hint = picture.and_then(|picture| picture.attributes.width.as_deref()).and_then(read_width);
        let style = match hint {
            None => self.share(parent, 0, &found.element),
            Some(width) => {
                let declarations = self.declarations(&found.element);
                let mut styled = self.compute(parent, &declarations);
                std::sync::Arc::make_mut(&mut styled.style.boxed).width = width;
                self.intern(styled)
            }
        };
        self.places.push(style);
        debug_assert_eq!(self.places.len() as u32, place + 1);
        let Some(node) = element.node() else { return };
        set(&mut self.nodes, node, style);
        self.style_texts(node, style);
        if found.pseudo.iter().any(|list| !list.is_empty()) {
            let set_of = self.pseudo_set(style, found);
            set(&mut self.node_pseudo, node, set_of);
            self.wait_for_letter(node, found);
        }
    }

    /// Remembers the rules of a first letter that stands in an inline element, whose style is not known yet.
    fn wait_for_letter(&mut self, node: NodeId, found: &Found) {
        let Some(matches) = found.pseudo.get(Pseudo::FirstLetter as usize).filter(|list| !list.is_empty())
        else {
            return;
        };
        if let Some(holder) = letter_holder(self.document, node).filter(|&holder| holder != node) {
            self.letters.push((node, holder, matches.clone()));
        }
    }

    /// A first letter inherits from the innermost inline element that it stands in (CSS Pseudo-Elements 4, 2.2.1).
    fn style_letters(&mut self) {
        for (node, holder, matches) in std::mem::take(&mut self.letters) {
            let Some(parent) = self.nodes.get(holder.0 as usize).copied() else { continue };
            let style = self.share(Some(parent), 1 + Pseudo::FirstLetter as u32, &matches);
            let known =
                self.node_pseudo.get(node.0 as usize).and_then(|at| self.pseudo_sets.get(*at as usize));
            let mut letter_set = known.copied().unwrap_or(NO_PSEUDO);
            if let Some(slot) = letter_set.get_mut(Pseudo::FirstLetter as usize) {
                *slot = Some(style);
            }
            let place = self.intern_pseudo(letter_set);
            set(&mut self.node_pseudo, node, place);
        }
    }

    /// Gives the texts in an element its style without the box.
    fn style_texts(&mut self, node: NodeId, style: u32) {
        let mut own = None;
        for child in self.document.children(node) {
            if self.document.text(*child).is_some() {
                let text = *own.get_or_insert_with(|| self.text_style(style));
                set(&mut self.nodes, *child, text);
            }
        }
    }

    fn text_style(&mut self, style: u32) -> u32 {
        if let Some(text) = self.text_styles.get(&style) {
            return *text;
        }
        let styled = self.compute(Some(style), &Declarations::default());
        let text = self.intern(styled);
        self.text_styles.insert(style, text);
        text
    }

    fn pseudo_set(&mut self, style: u32, found: &Found) -> u32 {
        let mut set = NO_PSEUDO;
        for ((slot, pseudo), matches) in set.iter_mut().zip(Pseudo::ALL).zip(&found.pseudo) {
            if !matches.is_empty() {
                *slot = Some(self.share(Some(style), 1 + pseudo as u32, matches));
            }
        }
        self.intern_pseudo(set)
    }

    fn intern_pseudo(&mut self, set: PseudoSet) -> u32 {
        match self.pseudo_sets.iter().position(|known| *known == set) {
            Some(known) => known as u32,
            None => {
                self.pseudo_sets.push(set);
                self.pseudo_sets.len() as u32 - 1
            }
        }
    }

    /// The style of an element or pseudo-element, computed unless its like was met before.
    fn share(&mut self, parent: Option<u32>, kind: u32, matches: &[Match]) -> u32 {
        self.key.clear();
        self.key.extend([parent.unwrap_or(u32::MAX), kind]);
        self.key.extend(matches.iter().map(|found| found.rule));
        if let Some(known) = self.shared.get(&self.key) {
            return *known;
        }
        let key = self.key.clone();
        let declarations = self.declarations(matches);
        let styled = self.compute(parent, &declarations);
        let style = self.intern(styled);
        self.shared.insert(key, style);
        style
    }

    fn declarations(&self, matches: &[Match]) -> Declarations<'a> {
        let mut declarations = Declarations::default();
        for found in matches {
            if let Some((rule, origin)) = self.index.rules.get(found.rule as usize) {
                declarations.extend(*origin == Origin::Base, &rule.declarations);
            }
        }
        declarations
    }

    fn compute(&self, parent: Option<u32>, declarations: &Declarations<'_>) -> Styled {
        let initial = Styled::default();
        let parent = parent.and_then(|parent| self.styled.get(parent as usize)).unwrap_or(&initial);
        let root = self.style_at(HTML);
        Computer { parent, root, context: Some(self.context) }.compute(declarations)
    }

    /// The style of the element at a place, if it was visited.
    fn style_at(&self, place: u32) -> Option<&Styled> {
        self.places.get(place as usize).and_then(|style| self.styled.get(*style as usize))
    }

    fn intern(&mut self, styled: Styled) -> u32 {
        let known = self.by_value.entry(styled.style.clone()).or_default();
        let same = known.iter().copied().find(|style| {
            self.styled.get(*style as usize).is_some_and(|known| known.variables == styled.variables)
        });
        same.unwrap_or_else(|| {
            let style = self.styled.len() as u32;
            known.push(style);
            self.styled.push(styled);
            style
        })
    }

    fn finish(self, sheets: &[&Stylesheet], options: &StyleOptions, device: Device) -> Styles {
        let root = self.style_at(HTML).cloned().unwrap_or_default();
        let body = self.style_at(BODY).map(|body| body.style.clone()).unwrap_or_default();
        let pages = PageCascade::new(sheets, options, device, root, &body);
        pages.check(self.context);
        let font_faces = sheets.iter().flat_map(|sheet| sheet.font_faces.iter().cloned()).collect();
        let styles = self.styled.into_iter().map(|styled| styled.style).collect();
        let places = family_places(sheets);
        Styles::new(styles, self.nodes, self.node_pseudo, self.pseudo_sets, pages, font_faces, places)
    }
}

/// Where the user's sheets first ask for a family, in a declaration or by a custom property.
fn family_places(sheets: &[&Stylesheet]) -> BTreeMap<Arc<str>, Span> {
    let author = || sheets.iter().filter(|sheet| sheet.origin == Origin::Author);
    let of_rules = author().flat_map(|sheet| &sheet.rules).flat_map(|rule| &rule.declarations);
    let pages = || author().flat_map(|sheet| &sheet.pages);
    let of_pages = pages().flat_map(|page| page.declarations.iter().chain(&page.footnote));
    let of_boxes = pages().flat_map(|page| page.margin_boxes.iter().flat_map(|(_, set)| set));
    let mut places = BTreeMap::new();
    for declaration in of_rules.chain(of_pages).chain(of_boxes) {
        let of_custom = match declaration.name {
            Name::Custom(_) => parse_text(Property::Longhand(Longhand::FontFamily), &declaration.text),
            Name::Known(_) => None,
        };
        for (_, declared) in declaration.values.iter().chain(of_custom.iter().flatten()) {
            let Declared::Value(Value::Families(families)) = declared else { continue };
            if let Some(FontFamily::Named(first)) = families.first() {
                places.entry(Arc::clone(first)).or_insert(declaration.span);
            }
        }
    }
    places
}

/// The innermost element that holds the first text of a block, if only inline elements stand between.
fn letter_holder(document: &Document, block: NodeId) -> Option<NodeId> {
    let is_blank = |node: NodeId| document.text(node).is_some_and(|text| text.text.trim().is_empty());
    let mut holder = block;
    loop {
        let first = document.children(holder).iter().copied().find(|&child| !is_blank(child))?;
        match document.tag(first) {
            None => return Some(holder),
            Some(tag) if tag.is_phrasing() => holder = first,
            Some(_) => return None,
        }
    }
}

fn set(list: &mut [u32], node: NodeId, value: u32) {
    if let Some(slot) = list.get_mut(node.0 as usize) {
        *slot = value;
    }
}

/// The `width` attribute: a CSS length or percentage, or a number of pixels.
fn read_width(text: &str) -> Option<crate::style::computed::AutoLength> {
    let mut input = cssparser::Parser::new(text);
    let length = match text.trim().parse::<f64>() {
        Ok(pixels) => SpecifiedLength::points(pixels * 0.75),
        Err(_) => SpecifiedLength::parse(&mut input).ok()?,
    };
    let usable = !length.is_negative() && (length.is_absolute() || length.percent.is_some());
    usable.then(|| crate::style::computed::AutoLength::Set(length.compute(&PAGE_ENV)))
}
