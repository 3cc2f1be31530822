//! Turns pulldown-cmark's events into the elements and texts of a [`Document`].
//!
//! Entry point: [`build`]. Raw HTML goes into the same tree at the place where it stands: Markdown may lie inside
//! HTML elements and the other way round. Steps, one file each: [`colon`] (what begins no definition), [`frame`] (the
//! open elements, bounded in depth), [`text`] (characters and where they come from), [`table`], [`media`] (images, code, formulas).
//!
//! Invariants: every event is looked at once; no recursion; elements never lie deeper than the nesting limit allows,
//! whatever the input. The content model is not looked at here: [`crate::document::model`] repairs it.
//!
//! Spec: CommonMark 0.31.2, GitHub Flavored Markdown 0.29.

mod colon;
mod frame;
mod media;
mod table;
mod text;

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag as Block};

use crate::diagnostic::{Code, Context, Diagnostic, Stop};
use crate::document::{Document, NodeId, Role, Tag};
use crate::markdown::footnote::Footnotes;
use crate::markdown::html::{Controls, HtmlState};
use crate::source::{SourceId, Span};

use colon::Colons;
pub(in crate::markdown) use frame::{Frame, Origin};
use media::AltText;
use table::TableState;

/// What the events were turned into.
#[derive(Debug)]
pub(crate) struct Built {
    /// The tree: blocks in the order of the source, footnote definitions outside it.
    pub document: Document,
    /// Footnote definitions and calls, still by label.
    pub footnotes: Footnotes,
}

/// One Markdown text: its characters, and which of them are the body.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Body<'a> {
    /// The whole source, front matter included.
    pub text: &'a str,
    /// Its id.
    pub source: SourceId,
    /// Where the body starts.
    pub start: usize,
}

impl Body<'_> {
    /// The span over the whole source.
    pub fn whole(&self) -> Span {
        Span::new(self.source, 0, self.text.len())
    }
}

/// Builds the tree of a body. `extensions` turns on what CommonMark does not have.
pub(crate) fn build(body: Body, extensions: bool, context: &Context) -> Result<Built, Stop> {
    let text = body.text.get(body.start..).unwrap_or_default();
    let (options, colons) = if extensions {
        (extension_options(), Colons::hidden(text))
    } else {
        (Options::empty(), Colons::none(text))
    };
    let mut builder = TreeBuilder::new(body, context);
    for (event, range) in Parser::new_ext(&colons.text, options).into_offset_iter() {
        let event = colons.restored(event, &range);
        let range = range.start + body.start..range.end + body.start;
        builder.event(event, range.clone());
        builder.check_limits(&range)?;
    }
    Ok(builder.finish())
}

fn extension_options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_MATH
        | Options::ENABLE_DEFINITION_LIST
}

/// Builds one tree, event by event.
#[derive(Debug)]
pub(in crate::markdown) struct TreeBuilder<'a> {
    pub(in crate::markdown) document: Document,
    pub(in crate::markdown) body: Body<'a>,
    pub(in crate::markdown) context: &'a Context,
    pub(in crate::markdown) html: HtmlState,
    pub(in crate::markdown) controls: Controls,
    footnotes: Footnotes,
    open: Vec<Frame>,
    depth: usize,
    table: Option<TableState>,
    alt: Option<AltText>,
}

impl<'a> TreeBuilder<'a> {
    fn new(body: Body<'a>, context: &'a Context) -> TreeBuilder<'a> {
        let document = Document::new(Span::new(body.source, body.start, body.text.len()));
        let root = Frame::root(document.root());
        TreeBuilder {
            document,
            body,
            context,
            html: HtmlState::default(),
            controls: Controls::default(),
            footnotes: Footnotes::default(),
            open: vec![root],
            depth: 0,
            table: None,
            alt: None,
        }
    }

    fn finish(mut self) -> Built {
        self.close_to(1);
        Built { document: self.document, footnotes: self.footnotes }
    }

    /// The span of a range of the source.
    pub(in crate::markdown) fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.body.source, range.start, range.end)
    }

    fn event(&mut self, event: Event, range: Range<usize>) {
        if self.alt.is_some() && self.alt_event(&event, &range) {
            return;
        }
        if self.html.is_dropping(range.start) && !matches!(event, Event::Start(_) | Event::End(_)) {
            return;
        }
        match event {
            Event::Start(block) => self.start(block, range),
            Event::End(end) => self.end(end, range),
            Event::Text(text) => {
                self.report_fenced_div(&text, &range);
                self.push_source_text(&text, &range);
            }
            Event::Code(code) => self.code_span(&code, &range),
            Event::InlineMath(formula) => self.formula(Role::MathInline, &formula, &range),
            Event::DisplayMath(formula) => self.formula(Role::MathBlock, &formula, &range),
            Event::Html(_) => self.html.push_line(range),
            Event::InlineHtml(_) => self.inline_html(range),
            Event::SoftBreak => self.push_text("\n", self.span(&range), false),
            Event::HardBreak => {
                self.insert_void(Tag::Br, &range);
            }
            Event::Rule => self.rule(&range),
            Event::FootnoteReference(label) => self.footnote_reference(&label, &range),
            Event::TaskListMarker(checked) => self.task(checked, &range),
        }
    }

    fn start(&mut self, block: Block, range: Range<usize>) {
        if !is_inline(&block) {
            self.html.enter_block(&range);
            if block != Block::HtmlBlock {
                self.controls.block_starts(self.span(&range), self.context);
            }
        }
        match block {
            Block::Paragraph => self.paragraph(&range),
            Block::Heading { level, id, classes, attrs } => {
                let node = self.open_block(Tag::heading(level as u8), &range);
                self.heading_attributes(node, id.as_deref(), &classes, &attrs, &range);
            }
            Block::BlockQuote(_) => {
                self.open_block(Tag::Blockquote, &range);
            }
            Block::CodeBlock(kind) => self.code_block(&kind, &range),
            Block::HtmlBlock => {}
            Block::List(start) => self.list(start, &range),
            Block::Item => {
                self.open_block(Tag::Li, &range);
            }
            Block::FootnoteDefinition(label) => self.footnote_definition(&label, &range),
            Block::DefinitionList => {
                self.open_block(Tag::Dl, &range);
            }
            Block::DefinitionListTitle => {
                self.open_block(Tag::Dt, &range);
            }
            Block::DefinitionListDefinition => {
                self.open_block(Tag::Dd, &range);
            }
            Block::Table(alignments) => self.start_table(alignments, &range),
            Block::TableHead => self.start_row(true, &range),
            Block::TableRow => self.start_row(false, &range),
            Block::TableCell => self.start_cell(&range),
            Block::Emphasis => self.open_inline(Tag::Em, &range),
            Block::Strong => self.open_inline(Tag::Strong, &range),
            Block::Strikethrough => self.open_inline(Tag::Del, &range),
            Block::Superscript => self.open_inline(Tag::Sup, &range),
            Block::Subscript => self.open_inline(Tag::Sub, &range),
            Block::Link { link_type, dest_url, title, .. } => {
                self.start_link(link_type, &dest_url, &title, &range);
            }
            Block::Image { dest_url, title, .. } => self.start_image(&dest_url, &title, &range),
            Block::MetadataBlock(_) => {
                self.open_block(Tag::Div, &range);
            }
        }
    }

    fn end(&mut self, end: pulldown_cmark::TagEnd, range: Range<usize>) {
        use pulldown_cmark::TagEnd;
        match end {
            TagEnd::HtmlBlock => self.html_block(range),
            TagEnd::Image => {}
            TagEnd::Table => {
                self.table = None;
                self.close_markdown();
            }
            TagEnd::TableRow | TagEnd::TableHead => {
                self.end_row(&range);
                self.close_markdown();
            }
            _ => self.close_markdown(),
        }
    }

    /// Whether the tree holds more than the limit allows: the reading ends.
    pub(in crate::markdown) fn is_full(&self) -> bool {
        self.document.len() > self.context.limits.nodes
    }

    fn check_limits(&self, range: &Range<usize>) -> Result<(), Stop> {
        self.context.check()?;
        if !self.is_full() {
            return Ok(());
        }
        let message = format!("the article has more than {} elements and texts", self.context.limits.nodes);
        self.context.report(
            Diagnostic::new(Code::LimitReached, self.span(range), message)
                .help("split it into several articles"),
        );
        Err(Stop)
    }

    fn paragraph(&mut self, range: &Range<usize>) {
        let list = self.list_of_open_item();
        if let Some(element) = list.and_then(|list| self.document.element_mut(list)) {
            element.attributes.loose = true;
        }
        self.open_block(Tag::P, range);
    }

    fn list(&mut self, start: Option<u64>, range: &Range<usize>) {
        let tag = if start.is_some() { Tag::Ol } else { Tag::Ul };
        let node = self.open_block(tag, range);
        if let Some(element) = node.and_then(|node| self.document.element_mut(node)) {
            element.attributes.start =
                start.filter(|&start| start != 1).and_then(|start| i64::try_from(start).ok());
        }
    }

    fn rule(&mut self, range: &Range<usize>) {
        self.controls.block_starts(self.span(range), self.context);
        self.block_begins(Tag::Hr);
        let node = self.document.create_role(Role::SectionBreak, self.span(range));
        self.append(node);
    }

    fn footnote_definition(&mut self, label: &str, range: &Range<usize>) {
        let node = self.document.create_role(Role::Footnote, self.span(range));
        self.open_detached(node, Tag::Aside);
        self.footnotes.define(label, node);
    }

    fn footnote_reference(&mut self, label: &str, range: &Range<usize>) {
        self.inline_begins(range);
        let node = self.document.create_role(Role::NoteRef, self.span(range));
        self.append(node);
        self.footnotes.refer(label, node);
    }

    fn task(&mut self, checked: bool, range: &Range<usize>) {
        self.inline_begins(range);
        let input = self.document.create_element(Tag::Input, self.span(range));
        if let Some(element) = self.document.element_mut(input) {
            element.attributes.checked = checked;
        }
        self.append(input);
        self.push_text(" ", Span::new(self.body.source, range.end, range.end + 1), true);
        let Some((list, item)) = self.open_item() else { return };
        self.set_role(item, Role::Task);
        self.set_role(list, Role::TaskList);
    }

    fn set_role(&mut self, node: NodeId, role: Role) {
        if let Some(element) = self.document.element_mut(node) {
            element.role = Some(role);
        }
    }
}

fn is_inline(block: &Block) -> bool {
    matches!(
        block,
        Block::Emphasis
            | Block::Strong
            | Block::Strikethrough
            | Block::Superscript
            | Block::Subscript
            | Block::Link { .. }
            | Block::Image { .. }
    )
}
