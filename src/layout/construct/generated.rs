//! The text of `content` and `string-set` (CSS Generated Content 3, CSS GCPM 3).

use std::sync::Arc;

use super::{Builder, Scope, anonymous_style};
use crate::document::{NodeId, line_pieces, line_text};
use crate::layout::box_tree::{BlockBox, BoxContent, Part};
use crate::layout::counter_style::format_counter;
use crate::layout::frame::{ArtifactType, ContentTag};
use crate::layout::inline::InlineItem;
use crate::layout::page::running::Running;
use crate::layout::stress::{Stress, StressedText};
use crate::style::{
    ComputedStyle, Content, ContentItem, Display, ListStyleType, PageCount, Pseudo, VerticalAlign,
};

/// How many elements around a text are asked how it stands in its line.
const DEEPEST: usize = 16;

impl<'a> Builder<'a> {
    /// The generated content before or after an element, as inline items.
    ///
    /// What a stylesheet generates is ornament, but for what it says of the target of a link: every other word that a
    /// reader needs stands in the tree.
    pub(super) fn generated_inline(
        &mut self,
        node: NodeId,
        pseudo: Pseudo,
        scope: &Scope,
    ) -> Vec<InlineItem> {
        let Some(style) = self.styles.pseudo(node, pseudo).cloned() else { return Vec::new() };
        let Content::Items(contents) = &style.boxed.content else { return Vec::new() };
        if contents.iter().any(is_of_margin_boxes) {
            return Vec::new();
        }
        let tag = match contents.iter().any(is_of_target) {
            true => self.content_tag(scope),
            false => ContentTag::Artifact(ArtifactType::Layout),
        };
        let span = self.document.span(node);
        let mut items = Vec::new();
        for piece in contents.split_inclusive(|item| matches!(item, ContentItem::Leader(_))) {
            let text = self.content_text(node, piece);
            if !text.is_empty() {
                items.push(InlineItem::Text {
                    text: Arc::from(text),
                    node: None,
                    offset: 0,
                    style: style.clone(),
                    language: Arc::clone(&scope.language),
                    tag,
                    span,
                });
            }
            if let Some(ContentItem::Leader(pattern)) = piece.last() {
                let (pattern, language) = (Arc::clone(pattern), Arc::clone(&scope.language));
                items.push(InlineItem::Leader { pattern, style: style.clone(), language, span });
            }
        }
        if items.is_empty() {
            return items;
        }
        items.insert(0, InlineItem::Open { style: style.clone(), link: None, anchor: None });
        items.push(InlineItem::Close);
        items
    }

    /// The same as a block of its own, beside blocks. One without text is kept for its rules and its space.
    pub(super) fn generated_block(
        &mut self,
        node: NodeId,
        pseudo: Pseudo,
        scope: &Scope,
    ) -> Option<BlockBox> {
        let style = self.styles.pseudo(node, pseudo)?.clone();
        let items = self.generated_inline(node, pseudo, scope);
        if items.is_empty() && style.boxed.display == Display::Inline {
            return None;
        }
        let content = match items.is_empty() {
            true => BoxContent::Empty,
            false => {
                BoxContent::Lines(self.inline_content(anonymous_style(&style), items, node, scope).into())
            }
        };
        Some(BlockBox {
            node: None,
            name: pseudo.name().to_owned(),
            style,
            anchor: None,
            running: Vec::new(),
            marker: None,
            part: if pseudo == Pseudo::Before { Part::Heading } else { Part::Plain },
            content,
            span: self.document.span(node),
        })
    }

    /// Whether the generated content is a block of its own.
    pub(super) fn generates_block(&self, node: NodeId) -> bool {
        [Pseudo::Before, Pseudo::After].into_iter().any(|pseudo| {
            self.styles.pseudo(node, pseudo).is_some_and(|style| style.boxed.display == Display::Block)
        })
    }

    /// The text that `content` asks for; `None` if it asks for none.
    pub(super) fn generated_text(&mut self, node: NodeId, style: &ComputedStyle) -> Option<String> {
        let Content::Items(items) = &style.boxed.content else { return None };
        if items.iter().any(is_of_margin_boxes) {
            return None;
        }
        let text = self.content_text(node, items);
        (!text.is_empty()).then_some(text)
    }

    fn content_text(&mut self, node: NodeId, items: &[ContentItem]) -> String {
        let mut text = String::new();
        for item in items {
            match item {
                ContentItem::Text(string) => text.push_str(string),
                ContentItem::TargetCounter(name, style) if &**name == "page" => {
                    text.push_str(&self.page_number(node, style));
                }
                ContentItem::TargetText => {
                    let target = self.target_id(node).and_then(|id| self.ids.get(id));
                    text.push_str(&target.map(|&target| self.words(target)).unwrap_or_default());
                }
                ContentItem::ElementText => text.push_str(&self.words(node)),
                ContentItem::Attribute(name) => text.push_str(self.attribute(node, name)),
                ContentItem::Quote(open) => text.push(if *open { '\u{201C}' } else { '\u{201D}' }),
                ContentItem::Counter(..)
                | ContentItem::Counters(..)
                | ContentItem::RunningString(..)
                | ContentItem::TargetCounter(..)
                | ContentItem::Leader(_) => {}
            }
        }
        text
    }

    /// The id that an element links to.
    fn target_id(&self, node: NodeId) -> Option<&'a str> {
        self.document.element(node)?.attributes.href.as_deref()?.strip_prefix('#')
    }

    /// The number of the page that an element links to; while no page is known, as much room as most numbers need.
    fn page_number(&mut self, node: NodeId, style: &ListStyleType) -> String {
        let Some(id) = self.target_id(node) else { return String::new() };
        self.page_references.push(Arc::from(id));
        if !self.pages.is_known() {
            return "00".to_owned();
        }
        let number = self.pages.get(id);
        number.map(|number| format_counter(number, style)).unwrap_or_default()
    }

    /// The running strings and the page number that an element sets.
    pub(super) fn running(&mut self, node: NodeId, style: &ComputedStyle) -> Vec<Running> {
        let sets = style.boxed.string_set.iter();
        let strings = sets.map(|(name, items)| (Arc::clone(name), Arc::new(self.stressed_text(node, items))));
        let count = PageCount::of(&style.boxed).map(Running::Count);
        strings.map(Running::String).chain(count).collect()
    }

    /// The text that `content` asks for, that of the element with its stress.
    fn stressed_text(&mut self, node: NodeId, items: &[ContentItem]) -> StressedText {
        let mut text = StressedText::default();
        for item in items {
            match item {
                ContentItem::ElementText => self.stressed_words(node, &mut text),
                item => text.push(&self.content_text(node, std::slice::from_ref(item)), None),
            }
        }
        text
    }

    /// Adds the text of an element on one line.
    fn stressed_words(&self, node: NodeId, text: &mut StressedText) {
        let around = self.styles.node(node);
        let mut words = StressedText::default();
        for (piece, characters) in line_pieces(self.document, node) {
            let within = self.document.ancestors(piece).take_while(|&holder| holder != node).take(DEEPEST);
            let aligns = within.map(|holder| self.styles.node(holder).boxed.vertical_align);
            let align = aligns.into_iter().find(|&align| align != VerticalAlign::Baseline);
            let stress = Stress::between(self.styles.node(piece), around, align.unwrap_or_default());
            words.push_collapsed(characters, stress);
        }
        words.trim_end();
        words.runs.into_iter().for_each(|run| text.push(&run.text, run.stress));
    }

    /// The text of an element on one line, without the calls of notes.
    fn words(&self, node: NodeId) -> String {
        line_text(self.document, node)
    }

    fn attribute(&self, node: NodeId, name: &str) -> &str {
        let Some(element) = self.document.element(node) else { return "" };
        let attributes = &element.attributes;
        let value = match name {
            "id" => &attributes.id,
            "href" => &attributes.href,
            "title" => &attributes.title,
            "alt" => &attributes.alt,
            "lang" => &attributes.lang,
            "aria-label" => &attributes.aria_label,
            _ => &None,
        };
        value.as_deref().unwrap_or_default()
    }
}

/// Whether an item has no worth in the text, so that content with it is left out whole.
fn is_of_margin_boxes(item: &ContentItem) -> bool {
    match item {
        ContentItem::TargetCounter(name, _) => &**name != "page",
        ContentItem::Counter(..) | ContentItem::Counters(..) | ContentItem::RunningString(..) => true,
        ContentItem::Text(_)
        | ContentItem::Attribute(_)
        | ContentItem::ElementText
        | ContentItem::TargetText
        | ContentItem::Leader(_)
        | ContentItem::Quote(_) => false,
    }
}

/// Whether an item says something of what its element links to.
fn is_of_target(item: &ContentItem) -> bool {
    matches!(item, ContentItem::TargetCounter(..) | ContentItem::TargetText)
}
