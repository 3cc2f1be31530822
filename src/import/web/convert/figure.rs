//! Figures: pictures, tables or code with their captions, however a page writes them.

use super::Converter;
use super::block::Flow;
use super::list::one_row;
use super::settle;
use super::table::plain_rows;
use crate::import::tree::{Block, BlockKind, Inline, InlineKind};
use crate::import::web::dom::{NONE, NodeId};
use crate::import::web::traits::Traits;

impl Converter<'_> {
    pub(super) fn figure(&mut self, id: NodeId, out: &mut Flow) {
        out.flush();
        let dom = self.dom;
        if self.survey.has(id, Traits::PULL_QUOTE) && self.pull_quote(id, out)
            || self.survey.has(id, Traits::BOX) && self.boxed(id, out)
        {
            return;
        }
        let caption = dom
            .below(id)
            .find(|below| dom.is(*below, "figcaption"))
            .or_else(|| self.caption_of(id))
            .unwrap_or(NONE);
        if let Some(quote) = dom.below(id).find(|below| dom.is(*below, "blockquote")) {
            return self.quotation(quote, caption, false, out);
        }
        self.figure_parts(id, caption, out);
    }

    /// An element that holds one picture and its caption, as older systems write figures; whether it is one.
    pub(super) fn captioned(&mut self, id: NodeId, out: &mut Flow) -> bool {
        let facts = self.survey.facts(id);
        if !facts.has_picture
            || facts.letters == 0
            || facts.letters > 700
            || !matches!(self.dom.name(id), "div" | "table" | "dl" | "span" | "center")
        {
            return false;
        }
        let dom = self.dom;
        if self.pictures(id).count() != 1
            || dom.below(id).any(|below| {
                matches!(dom.name(below), "figure" | "h1" | "h2" | "h3" | "ul" | "ol" | "pre" | "blockquote")
            })
        {
            return false;
        }
        let caption = self.caption_of(id).or_else(|| self.framed(id));
        let Some(caption) = caption.filter(|caption| self.survey.facts(*caption).letters == facts.letters)
        else {
            return false;
        };
        self.figure_parts(id, caption, out);
        true
    }

    /// The outermost element in another that says that it is a caption.
    fn caption_of(&self, id: NodeId) -> Option<NodeId> {
        let dom = self.dom;
        dom.below(id).find(|below| {
            let facts = self.survey.facts(*below);
            !dom.name(*below).is_empty()
                && self.survey.has(*below, Traits::CAPTION)
                && facts.letters > 0
                && !facts.has_picture
        })
    }

    /// The words in a frame with one picture: a table of one cell or column, as pages of old have.
    fn framed(&self, id: NodeId) -> Option<NodeId> {
        let dom = self.dom;
        if !dom.is(id, "table")
            || self.survey.facts(id).letters > 300
            || dom.below(id).filter(|below| dom.is(*below, "td")).count() > 2
        {
            return None;
        }
        let picture = self.pictures(id).next()?;
        let mut holder = dom.parent(picture);
        while holder != id && holder != NONE {
            let words = dom.children(holder).find(|child| {
                self.survey.facts(*child).letters > 0 && !self.survey.facts(*child).has_picture
            });
            if words.is_some() {
                return words;
            }
            holder = dom.parent(holder);
        }
        dom.below(id).find(|below| {
            dom.is(*below, "td")
                && self.survey.facts(*below).letters > 0
                && !self.survey.facts(*below).has_picture
        })
    }

    fn pictures(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        self.dom.below(id).filter(|below| {
            matches!(self.dom.name(*below), "img" | "amp-img") && !self.survey.is_hidden(*below)
        })
    }

    fn figure_parts(&mut self, id: NodeId, caption: NodeId, out: &mut Flow) {
        let span = self.span(id);
        let mut words = Vec::new();
        if caption != NONE {
            let blocks = self.blocks(caption);
            words = match one_row(&blocks) {
                // A caption and its credit stand on one line.
                Some(mut row) => {
                    for inline in &mut row {
                        if inline.kind == InlineKind::Break {
                            inline.kind = InlineKind::Text(" ".to_owned());
                        }
                    }
                    row = settle::plain(row);
                    if row.is_empty() {
                        Vec::new()
                    } else {
                        vec![Block::new(BlockKind::Plain(row), self.span(caption))]
                    }
                }
                None => plain_rows(blocks),
            };
        }
        let mut flow = Flow::default();
        self.flow_around(id, caption, &mut flow);
        let mut content = flow.finish();
        let mut rest = Vec::new();
        split_pictures(&mut content);
        let is_shown = |block: &Block| {
            matches!(&block.kind, BlockKind::Table(_) | BlockKind::Code(_) | BlockKind::List(_))
                || picture(block).is_some()
        };
        if !content.iter().all(is_shown) {
            (content, rest) = content.into_iter().partition(is_shown);
        }
        match content.as_slice() {
            [] => rest.append(&mut words),
            [Block { kind: BlockKind::Figure { .. }, .. }] if words.is_empty() => {
                out.blocks.append(&mut content)
            }
            [one] if words.is_empty() && picture(one).is_none() => out.blocks.append(&mut content),
            _ => out.push(BlockKind::Figure { content, caption: words }, span),
        }
        out.blocks.append(&mut rest);
    }

    /// Reads everything but one element.
    fn flow_around(&mut self, id: NodeId, hole: NodeId, out: &mut Flow) {
        let dom = self.dom;
        for child in dom.children(id) {
            if child == hole {
                out.flush();
            } else if hole != NONE && dom.is_within(hole, child) {
                self.flow_around(child, hole, out);
            } else {
                self.flow(child, out);
            }
        }
    }

    /// The pictures and films before the text's beginning, above or below the headline, with their captions.
    pub(super) fn pictures_above(&mut self, id: NodeId, out: &mut Flow) {
        let dom = self.dom;
        let was_in_head = std::mem::replace(&mut self.in_head, true);
        let mut walk = dom.walk(id);
        while let Some(below) = walk.next() {
            if self.survey.label(below).is_some() {
                walk.skip_below(below);
            } else if let Some(link) = self.embedded(below) {
                let span = link.span;
                out.push(BlockKind::Paragraph(vec![link]), span);
            } else if matches!(dom.name(below), "figure" | "img" | "amp-img")
                && !self.survey.is_hidden(below)
                && self.is_of_article(below)
            {
                let holder = self.picture_above(below, out);
                walk.skip_below(holder);
            }
        }
        self.in_head = was_in_head;
    }

    /// Whether a picture before the text's beginning is none of a person or the site.
    fn is_of_article(&self, id: NodeId) -> bool {
        let dom = self.dom;
        let near = || std::iter::once(id).chain(dom.ancestors(id));
        let is_person = near().take(6).any(|above| {
            self.survey.has(above, Traits::AUTHOR.and(Traits::BYLINE).and(Traits::EMOJI))
                || self.survey.label(above).is_some()
                || dom.attr(above, "class").is_some_and(|class| {
                    class.contains("avatar") || class.contains("logo") || class.contains("icon")
                })
        });
        let width = dom.walk(id).take(20).find_map(|below| dom.attr(below, "width"));
        let width = width.and_then(|width| width.trim_end_matches("px").parse::<u32>().ok());
        let is_named = near()
            .take(4)
            .filter_map(|above| dom.attr(above, "class"))
            .any(|class| LEADING.iter().any(|word| class.contains(word)));
        !is_person && (dom.is(id, "figure") || is_named || width.is_some_and(|width| width >= 300))
    }

    /// Reads a picture before the text's beginning; what holds it and its caption.
    fn picture_above(&mut self, id: NodeId, out: &mut Flow) -> NodeId {
        if self.dom.is(id, "figure") {
            self.figure(id, out);
            return id;
        }
        let holder = self.dom.parent(id);
        if Some(holder) != self.headline && self.captioned(holder, out) {
            return holder;
        }
        if let Some(picture) = self.picture(id) {
            let span = picture.span;
            out.push(BlockKind::Paragraph(vec![picture]), span);
        }
        id
    }
}

/// Parts of the classes of what holds the picture that an article begins with.
const LEADING: [&str; 12] = [
    "cover",
    "hero",
    "featured",
    "lead",
    "post-thumbnail",
    "entry-thumbnail",
    "post-image",
    "entry-image",
    "article-image",
    "main-image",
    "header-image",
    "post-media",
];

fn picture(block: &Block) -> Option<&Inline> {
    let BlockKind::Paragraph(row) = &block.kind else { return None };
    let [only] = row.as_slice() else { return None };
    matches!(only.kind, InlineKind::Image { .. }).then_some(only)
}

/// Paragraphs of nothing but pictures are one for each.
fn split_pictures(content: &mut Vec<Block>) {
    let mut split = Vec::with_capacity(content.len());
    for block in content.drain(..) {
        match block.kind {
            BlockKind::Paragraph(row)
                if row.len() > 1
                    && row.iter().any(|inline| matches!(inline.kind, InlineKind::Image { .. }))
                    && row.iter().all(is_picture_or_gap) =>
            {
                let pictures =
                    row.into_iter().filter(|inline| matches!(inline.kind, InlineKind::Image { .. }));
                split.extend(pictures.map(|picture| {
                    let span = picture.span;
                    Block::new(BlockKind::Paragraph(vec![picture]), span)
                }));
            }
            _ => split.push(block),
        }
    }
    *content = split;
}

fn is_picture_or_gap(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::Image { .. } | InlineKind::Break => true,
        InlineKind::Text(text) => text.trim().is_empty(),
        _ => false,
    }
}
