//! Pictures: figures with their captions, pictures in the line, and what stands for one that is missing.

use std::sync::Arc;

use super::{Builder, Scope, anonymous_style};
use crate::diagnostic::Stop;
use crate::document::{NodeId, Tag};
use crate::geometry::{Color, Length, Sides};
use crate::image::{Image, ImageId};
use crate::layout::box_tree::{BlockBox, BoxContent, Part, ReplacedBox};
use crate::layout::inline::InlineItem;
use crate::structure::StructType;
use crate::style::{BorderSide, BorderStyle, LengthPercentage};

impl Builder<'_> {
    /// A figure. It is a `Figure` of the structure if it holds one picture that has words; else its picture,
    /// if any, is an artifact and its caption a paragraph.
    pub(super) fn figure(&mut self, node: NodeId, outer: &Scope) -> Result<BlockBox, Stop> {
        let document = self.document;
        let mut images = document.descendants(node).filter(|&below| document.tag(below) == Some(Tag::Img));
        let (first, second) = (images.next(), images.next());
        let alt = first.filter(|_| second.is_none()).and_then(|image| self.alternative(image));
        let kind = if alt.is_some() { StructType::Figure } else { StructType::Div };
        let scope = self.open_as(node, Some(kind), outer);
        let is_figure = alt.is_some() && scope.element != outer.element;
        if let (true, Some(figure)) = (is_figure, scope.element.and_then(|id| self.structure.get_mut(id))) {
            figure.alt = alt;
        }
        let mut blocks = Vec::new();
        for run in self.runs(node) {
            match run {
                [child] if self.is_block(*child) => {
                    let block = match document.tag(*child) {
                        Some(Tag::Figcaption) => self.caption(*child, &scope, is_figure)?,
                        _ => self.block(*child, &scope)?,
                    };
                    blocks.push(block);
                }
                run => blocks.extend(self.anonymous(node, run, &scope)),
            }
        }
        for block in &mut blocks {
            block.part = if block.part == Part::Caption { Part::Caption } else { Part::Plain };
        }
        let mut block = self.finish(node, &scope, BoxContent::Blocks(blocks));
        block.part = Part::Plain;
        Ok(block)
    }

    fn caption(&mut self, node: NodeId, figure: &Scope, is_figure: bool) -> Result<BlockBox, Stop> {
        let kind = if is_figure { StructType::Caption } else { StructType::P };
        let scope = self.open_as(node, Some(kind), figure);
        let content = self.contents(node, &scope)?;
        let mut caption = self.finish(node, &scope, content);
        caption.part = Part::Caption;
        Ok(caption)
    }

    /// The words for a picture that is there; `None` if it has none or is decorative.
    fn alternative(&self, node: NodeId) -> Option<String> {
        let attributes = &self.document.element(node)?.attributes;
        let (_, image) = self.picture(node)?;
        let words =
            attributes.alt.as_deref().filter(|alt| !alt.trim().is_empty()).or(image.title.as_deref())?;
        (!attributes.decorative && !attributes.hidden && !words.trim().is_empty())
            .then(|| words.trim().to_owned())
    }

    fn picture(&self, node: NodeId) -> Option<(ImageId, &Image)> {
        let source = self.document.element(node)?.attributes.src.as_deref()?;
        let id = self.images.lookup(source)?;
        Some((id, self.images.get(id)?))
    }

    /// The scope of a picture's own content: its `Figure`, that of the figure around it, or an artifact.
    fn picture_scope(&mut self, node: NodeId, outer: &Scope) -> Scope {
        let within = outer.element.and_then(|id| self.structure.get(id)).map(|element| element.kind);
        let Some(alt) = self.alternative(node) else { return Scope { element: None, ..outer.clone() } };
        if within == Some(StructType::Figure) {
            return outer.clone();
        }
        let scope = self.open_as(node, Some(StructType::Figure), outer);
        let own = scope.element.filter(|_| scope.element != outer.element);
        if let Some(figure) = own.and_then(|id| self.structure.get_mut(id)) {
            figure.alt = Some(alt);
        }
        scope
    }

    /// The picture that is all there is in a run of inline nodes.
    pub(super) fn sole_image(&self, run: &[NodeId]) -> Option<NodeId> {
        let mut visible = run.iter().copied().filter(|&node| !self.is_blank(node));
        let only = visible.next().filter(|_| visible.next().is_none())?;
        (self.document.tag(only) == Some(Tag::Img)).then_some(only)
    }

    /// A picture as a block, or the labelled box of one that is missing.
    pub(super) fn image_block(&mut self, node: NodeId, outer: &Scope) -> Option<BlockBox> {
        let Some((image, natural)) = self.picture(node).map(|(id, image)| (id, image.natural_size)) else {
            return self.missing_block(node, outer);
        };
        let scope = self.picture_scope(node, outer);
        let tag = self.own_content_tag(&scope);
        let inner = self.finish(node, &scope, BoxContent::Image(ReplacedBox { image, natural, tag }));
        Some(self.wrap(node, inner))
    }

    /// An anonymous block around the block of a picture, so that the picture keeps its own style.
    fn wrap(&self, node: NodeId, mut inner: BlockBox) -> BlockBox {
        inner.part = Part::Plain;
        let style = anonymous_style(&inner.style);
        let span = self.document.span(node);
        let content = BoxContent::Blocks(vec![inner]);
        BlockBox::anonymous(style, Part::Plain, content, span)
    }

    /// A frame with the words for a picture that is not there.
    fn missing_block(&mut self, node: NodeId, outer: &Scope) -> Option<BlockBox> {
        let scope = match self.is_in(outer, StructType::P) {
            true => outer.clone(),
            false => self.open_plain(StructType::P, outer, node),
        };
        let items = self.missing_items(node, &scope)?;
        let mut style = anonymous_style(&self.style(node));
        let mut boxed = (*style.boxed).clone();
        let side =
            BorderSide { width: Length::pt(1).scale(1, 2), style: BorderStyle::Dashed, color: Some(GREY) };
        boxed.border = Sides::all(side);
        boxed.padding = Sides::all(LengthPercentage::Length(Length::pt(8)));
        style.boxed = Arc::new(boxed);
        let mut text = (*style.text).clone();
        text.indent = LengthPercentage::default();
        style.text = Arc::new(text);
        let content = self.inline_content(style.clone(), items, node, &scope);
        let mut block = self.finish(node, &scope, BoxContent::Lines(content.into()));
        block.style = style;
        Some(self.wrap(node, block))
    }

    /// The words for a picture that is not there: its alternative text, else its name.
    fn missing_items(&mut self, node: NodeId, scope: &Scope) -> Option<Vec<InlineItem>> {
        let attributes = &self.document.element(node)?.attributes;
        let alt = attributes.alt.as_deref().filter(|alt| !alt.trim().is_empty());
        let text = Arc::from(alt.or(attributes.src.as_deref())?);
        let scope = if alt.is_some() { scope.clone() } else { Scope { element: None, ..scope.clone() } };
        let style = anonymous_style(&self.style(node));
        let tag = self.content_tag(&scope);
        let language = Arc::clone(&scope.language);
        Some(vec![InlineItem::Text {
            text,
            node: None,
            offset: 0,
            style,
            language,
            tag,
            span: self.document.span(node),
        }])
    }

    /// A picture in the line.
    pub(super) fn image_item(&mut self, node: NodeId, outer: &Scope, items: &mut Vec<InlineItem>) {
        let Some((image, natural)) = self.picture(node).map(|(id, image)| (id, image.natural_size)) else {
            items.extend(self.missing_items(node, outer).unwrap_or_default());
            return;
        };
        let scope = self.picture_scope(node, outer);
        let style = self.style(node);
        let tag = self.own_content_tag(&scope);
        items.push(InlineItem::Atom { image, size: natural, style, tag, span: self.document.span(node) });
    }
}

const GREY: Color = Color { r: 128, g: 128, b: 128, a: 255 };
