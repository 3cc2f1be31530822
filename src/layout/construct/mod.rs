//! Turns the styled document into boxes, and builds the structure tree beside them in reading order.
//!
//! Entry point: [`construct`]. Steps, one file each: [`inline`] gathers the content of lines, [`list`] makes
//! markers, [`table`] the grid of a table, [`figure`] pictures and their captions, [`code`] preformatted lines,
//! [`generated`] the text of `content`, [`first_letter`] the box of a first letter, [`tagging`] the structure elements,
//! [`note`] takes out what stands at the foot of pages.
//!
//! Invariants: runs of inline content beside blocks are wrapped in anonymous blocks (CSS 2, 9.2.1.1); what is
//! hidden from readers that do not see has no structure element and no link; a note is read right after the block
//! that calls it.

mod code;
mod figure;
mod first_letter;
mod generated;
mod inline;
mod list;
mod note;
mod table;
mod table_borders;
mod tagging;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use crate::diagnostic::{Context, Stop};
use crate::document::{Document, NodeId, Role, Tag};
use crate::image::ImageSet;
use crate::layout::box_tree::{BlockBox, BoxContent, BoxTree, Link, Part};
use crate::layout::inline::InlineContent;
use crate::layout::page::numbers::PageNumbers;
use crate::layout::page::running::Running;
use crate::structure::{StructId, StructTree, StructType};
use crate::style::{BoxProperties, ComputedStyle, Display, Pseudo, Styles};

/// Builds the boxes of a document; `pages` says on which pages ids stand, as far as that is known.
///
/// # Errors
/// When the work was asked to end.
pub fn construct(
    document: &Document,
    styles: &Styles,
    images: &ImageSet,
    pages: &PageNumbers,
    context: &Context,
) -> Result<BoxTree, Stop> {
    let mut structure = StructTree::default();
    let root = document.root();
    let top = structure.push(StructType::Document, None, document.span(root));
    let id = |node| Some((document.element(node)?.attributes.id.as_deref()?, node));
    let ids = document.walk().filter_map(id).collect();
    let mut builder = Builder {
        document,
        styles,
        images,
        pages,
        context,
        ids,
        structure,
        notes: Vec::new(),
        links: Vec::new(),
        called: HashSet::new(),
        anchors: BTreeMap::new(),
        inline_running: Vec::new(),
        page_references: Vec::new(),
    };
    let scope = Scope {
        element: Some(top),
        language: Arc::from(document.metadata.language.as_str()),
        depth: 1,
        body: true,
        floats: true,
    };
    let root = builder.block(root, &scope)?;
    builder.read_notes_with_their_calls();
    let Builder { structure, notes, links, anchors, page_references, .. } = builder;
    Ok(BoxTree { root, notes, links, anchors, page_references, structure })
}

struct Builder<'a> {
    document: &'a Document,
    styles: &'a Styles,
    images: &'a ImageSet,
    pages: &'a PageNumbers,
    context: &'a Context,
    /// Every id of the document, to know which links lead somewhere.
    ids: HashMap<&'a str, NodeId>,
    structure: StructTree,
    notes: Vec<BlockBox>,
    links: Vec<Link>,
    /// The ids that calls of notes lead to.
    called: HashSet<String>,
    anchors: BTreeMap<Arc<str>, StructId>,
    /// Running strings and page numbers set by inline elements, which the block around them takes.
    inline_running: Vec<Running>,
    /// The ids of whose pages generated content speaks.
    page_references: Vec<Arc<str>>,
}

/// What a node's content stands in.
#[derive(Clone, Debug)]
struct Scope {
    /// The structure element; `None` inside an artifact.
    element: Option<StructId>,
    /// The language, BCP 47.
    language: Arc<str>,
    /// How deep the element lies.
    depth: u32,
    /// Whether this is the running text: not in a list, quote, table or the like.
    body: bool,
    /// Whether boxes may be taken out of the flow: not in a table and not in what was taken out itself.
    floats: bool,
}

impl<'a> Builder<'a> {
    /// The children of a node: each block by itself, what is inline between them together.
    fn runs(&self, node: NodeId) -> Vec<&'a [NodeId]> {
        let document = self.document;
        document.children(node).chunk_by(|&a, &b| !self.is_block(a) && !self.is_block(b)).collect()
    }

    fn style(&self, node: NodeId) -> ComputedStyle {
        self.styles.node(node).clone()
    }

    /// The box of a block-level element, with all it holds.
    fn block(&mut self, node: NodeId, outer: &Scope) -> Result<BlockBox, Stop> {
        self.context.check()?;
        let tag = self.document.tag(node).unwrap_or(Tag::Div);
        match tag {
            Tag::Table => return self.table(node, outer),
            Tag::Figure => return self.figure(node, outer),
            Tag::Pre => return self.code(node, outer),
            Tag::Ul | Tag::Ol if self.document.role(node) != Some(Role::ContentsList) => {
                return self.list(node, outer);
            }
            Tag::Dl => return self.definition_list(node, outer),
            Tag::Hr => return Ok(self.rule(node, outer)),
            _ => {}
        }
        let scope = self.open_element(node, outer);
        let content = self.contents(node, &scope)?;
        Ok(self.finish(node, &scope, content))
    }

    /// Wraps content in the box of its element.
    fn finish(&mut self, node: NodeId, scope: &Scope, content: BoxContent) -> BlockBox {
        let document = self.document;
        let style = self.style(node);
        let element = document.element(node);
        let tag = element.map_or(Tag::Div, |element| element.tag);
        let role = element.and_then(|element| element.role);
        let hidden = element.is_some_and(|element| element.attributes.hidden);
        let name = match role {
            Some(role) => format!("{}.{}", tag.name(), role.info().class),
            None => tag.name().to_owned(),
        };
        let part = match role {
            Some(Role::PullQuote) if hidden && scope.element.is_none() => Part::Movable,
            Some(Role::NestedHeading | Role::Label) => Part::Heading,
            _ if tag.heading_level().is_some() => Part::Heading,
            _ if scope.body => Part::Body,
            _ => Part::Plain,
        };
        let anchor = self.anchor(node, scope);
        let mut running = self.running(node, &style);
        running.append(&mut self.inline_running);
        BlockBox {
            node: Some(node),
            name,
            style,
            anchor,
            running,
            marker: None,
            part,
            content,
            span: document.span(node),
        }
    }

    /// The id of an element, remembered with the structure element that it stands in.
    fn anchor(&mut self, node: NodeId, scope: &Scope) -> Option<Arc<str>> {
        let id: Arc<str> = Arc::from(self.document.element(node)?.attributes.id.as_deref()?);
        if let Some(element) = scope.element {
            self.anchors.entry(Arc::clone(&id)).or_insert(element);
        }
        Some(id)
    }

    /// The children of an element: lines if all are inline, else blocks with anonymous ones between.
    fn contents(&mut self, node: NodeId, scope: &Scope) -> Result<BoxContent, Stop> {
        let document = self.document;
        let children = document.children(node);
        let any_block = children.iter().any(|&child| self.is_block(child));
        if !any_block && !self.generates_block(node) {
            return Ok(self.line_contents(node, children, scope));
        }
        let mut blocks = Vec::new();
        if let Some(lines) = self.generated_block(node, Pseudo::Before, scope) {
            blocks.push(lines);
        }
        for run in self.runs(node) {
            match run {
                [child] if self.is_block(*child) => {
                    if !self.is_hidden(*child) {
                        blocks.extend(self.flowed(*child, scope)?);
                    }
                }
                run => blocks.extend(self.anonymous(node, run, scope)),
            }
        }
        if let Some(lines) = self.generated_block(node, Pseudo::After, scope) {
            blocks.push(lines);
        }
        Ok(BoxContent::Blocks(blocks))
    }

    /// A run of inline children beside blocks, as an anonymous block; `None` for mere white space.
    fn anonymous(&mut self, parent: NodeId, run: &[NodeId], scope: &Scope) -> Option<BlockBox> {
        if run.iter().all(|&child| self.is_blank(child)) {
            return None;
        }
        let style = anonymous_style(&self.style(parent));
        let part = if scope.body { Part::Body } else { Part::Plain };
        let content = match self.sole_image(run) {
            Some(image) => self.image_block(image, scope)?.content,
            None => {
                let items = self.inline_items(run, scope);
                BoxContent::Lines(self.inline_content(style.clone(), items, parent, scope).into())
            }
        };
        let span = run.first().map(|&first| self.document.span(first)).unwrap_or_default();
        Some(BlockBox::anonymous(style, part, content, span))
    }

    /// Inline children as the lines of their own block, generated content included.
    fn line_contents(&mut self, node: NodeId, children: &[NodeId], scope: &Scope) -> BoxContent {
        if let Some(block) = self.sole_image(children).and_then(|image| self.image_block(image, scope)) {
            return block.content;
        }
        let mut items = self.generated_inline(node, Pseudo::Before, scope);
        items.extend(self.inline_items(children, scope));
        items.extend(self.generated_inline(node, Pseudo::After, scope));
        if items.is_empty() {
            return BoxContent::Empty;
        }
        // A vector begins with room for four; most paragraphs are one text.
        items.shrink_to_fit();
        let style = self.style(node);
        BoxContent::Lines(self.lines(node, self.inline_content(style, items, node, scope)))
    }

    fn inline_content(
        &self,
        style: ComputedStyle,
        items: Vec<crate::layout::inline::InlineItem>,
        node: NodeId,
        scope: &Scope,
    ) -> InlineContent {
        InlineContent {
            style,
            language: Arc::clone(&scope.language),
            items,
            initial: None,
            span: self.document.span(node),
        }
    }

    /// A rule, a section break's ornament or a forced page break.
    fn rule(&mut self, node: NodeId, outer: &Scope) -> BlockBox {
        let scope = Scope { element: None, ..outer.clone() };
        let mut items = self.generated_inline(node, Pseudo::Before, &scope);
        items.extend(self.generated_inline(node, Pseudo::After, &scope));
        let content = if items.is_empty() {
            BoxContent::Empty
        } else {
            BoxContent::Lines(self.inline_content(self.style(node), items, node, &scope).into())
        };
        let mut block = self.finish(node, &scope, content);
        block.part = Part::Plain;
        block
    }

    /// Whether a node makes a block-level box.
    fn is_block(&self, node: NodeId) -> bool {
        let Some(tag) = self.document.tag(node) else { return false };
        let display = self.styles.node(node).boxed.display;
        match display {
            Display::None => false,
            Display::Inline | Display::InlineBlock => {
                let children = self.document.children(node);
                !tag.is_phrasing() && (tag != Tag::P || children.iter().any(|&child| self.is_block(child)))
            }
            _ => tag != Tag::Img && tag != Tag::Br && tag != Tag::Wbr && tag != Tag::Input,
        }
    }

    fn is_hidden(&self, node: NodeId) -> bool {
        self.document.tag(node).is_some() && self.styles.node(node).boxed.display == Display::None
    }

    /// Whether a node is white space only.
    fn is_blank(&self, node: NodeId) -> bool {
        match self.document.text(node) {
            Some(text) => text.text.chars().all(char::is_whitespace),
            None => self.is_hidden(node),
        }
    }
}

/// The style of an anonymous box: what is inherited from its parent, and initial values.
fn anonymous_style(parent: &ComputedStyle) -> ComputedStyle {
    let boxed = BoxProperties { display: Display::Block, ..BoxProperties::default() };
    ComputedStyle { boxed: Arc::new(boxed), ..parent.clone() }
}
