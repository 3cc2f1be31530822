//! The content of lines: text, inline boxes, links, breaks and pictures.

use std::sync::Arc;

use super::{Builder, Scope};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{NodeId, Role, Tag};
use crate::layout::box_tree::Link;
use crate::layout::frame::LinkTarget;
use crate::layout::inline::{InlineItem, LinkId};
use crate::structure::StructType;
use crate::style::{AutoLength, Display, Float, Pseudo};

/// What is still to be visited, last first.
enum Visit {
    Enter(NodeId, Scope),
    Leave { node: NodeId, scope: Scope, block: bool },
}

impl Builder<'_> {
    /// The items of a run of inline nodes. Not recursive: inline elements may be nested without bound.
    pub(super) fn inline_items(&mut self, nodes: &[NodeId], scope: &Scope) -> Vec<InlineItem> {
        let mut items = Vec::new();
        let mut stack: Vec<Visit> =
            nodes.iter().rev().map(|&node| Visit::Enter(node, scope.clone())).collect();
        while let Some(visit) = stack.pop() {
            match visit {
                Visit::Enter(node, scope) => self.enter(node, &scope, &mut items, &mut stack),
                Visit::Leave { node, scope, block } => {
                    items.extend(self.generated_inline(node, Pseudo::After, &scope));
                    items.push(InlineItem::Close);
                    if block {
                        items.push(InlineItem::LineBreak);
                    }
                }
            }
        }
        items
    }

    fn enter(&mut self, node: NodeId, scope: &Scope, items: &mut Vec<InlineItem>, stack: &mut Vec<Visit>) {
        let document = self.document;
        let Some(element) = document.element(node) else {
            items.extend(self.text_item(node, scope));
            return;
        };
        if self.is_hidden(node) {
            return;
        }
        self.report_unfloated(node);
        match element.tag {
            Tag::Br => items.push(InlineItem::LineBreak),
            Tag::Wbr => items.push(InlineItem::BreakOpportunity),
            Tag::Img => self.image_item(node, scope, items),
            Tag::Input => self.checkbox_item(node, scope, items),
            _ => {
                let style = self.style(node);
                let block = matches!(style.boxed.display, Display::Block | Display::ListItem);
                if block && !items.is_empty() {
                    items.push(InlineItem::LineBreak);
                }
                let (inner, link) = self.open_inline(node, scope);
                let anchor = self.anchor(node, &inner);
                let running = self.running(node, &style);
                self.inline_running.extend(running);
                items.push(InlineItem::Open { style, link, anchor });
                items.extend(self.generated_inline(node, Pseudo::Before, &inner));
                stack.push(Visit::Leave { node, scope: inner.clone(), block });
                stack.extend(element.children.iter().rev().map(|&child| Visit::Enter(child, inner.clone())));
            }
        }
    }

    /// Says that what stands in a line does not float, and has no width of its own unless it is a picture.
    fn report_unfloated(&self, node: NodeId) {
        let style = self.style(node);
        let boxed = &style.boxed;
        let is_text = !matches!(self.document.tag(node), Some(Tag::Img | Tag::Input));
        let what = match (boxed.float, boxed.display, boxed.width) {
            (Float::Left | Float::Right | Float::InlineStart | Float::InlineEnd, ..) => "float",
            (_, Display::InlineBlock, AutoLength::Set(_)) if is_text => "width",
            _ => return,
        };
        let message = format!("`{what}` has no effect in the PDF on what stands in a line of text");
        let help = "let it stand in a paragraph of its own: a picture there is a figure, which can float";
        let span = self.document.span(node);
        let key = format!("{}:{}", span.source.0, span.start);
        self.context.report_once(&key, Diagnostic::new(Code::CssScreenOnly, span, message).help(help));
    }

    /// A text as an item; `None` if it is empty.
    fn text_item(&mut self, node: NodeId, scope: &Scope) -> Option<InlineItem> {
        let document = self.document;
        let text = document.text(node)?;
        if text.text.is_empty() {
            return None;
        }
        Some(InlineItem::Text {
            text: Arc::from(text.text.as_str()),
            node: Some(node),
            offset: 0,
            style: self.style(node),
            language: Arc::clone(&scope.language),
            tag: self.content_tag(scope),
            span: document.span(node),
        })
    }

    /// Opens the structure element of an inline element, and its link if it is one.
    fn open_inline(&mut self, node: NodeId, outer: &Scope) -> (Scope, Option<LinkId>) {
        let document = self.document;
        let Some(element) = document.element(node).filter(|element| element.tag == Tag::A) else {
            return (self.open_element(node, outer), None);
        };
        let target = element.attributes.href.as_deref().and_then(|href| self.target(href));
        let (Some(target), true) = (target, outer.element.is_some() && !element.attributes.hidden) else {
            return (self.open_as(node, None, outer), None);
        };
        let outer = match element.role {
            Some(Role::NoteRef | Role::ContentsLink) => self.open_plain(StructType::Reference, outer, node),
            _ => outer.clone(),
        };
        let scope = self.open_as(node, Some(StructType::Link), &outer);
        let Some(struct_id) = scope.element else { return (scope, None) };
        let id = LinkId(u32::try_from(self.links.len()).unwrap_or(u32::MAX));
        let contents = self.link_contents(node, &target);
        let call = element.role == Some(Role::NoteRef);
        if let (true, LinkTarget::Internal(id)) = (call, &target) {
            self.called.insert(id.clone());
        }
        self.links.push(Link { target, contents, element: struct_id, call, span: document.span(node) });
        (scope, Some(id))
    }

    /// Where an address leads; `None` for an id that the document does not have.
    fn target(&self, href: &str) -> Option<LinkTarget> {
        match href.strip_prefix('#') {
            Some(id) => self.ids.contains_key(id).then(|| LinkTarget::Internal(id.to_owned())),
            None if href.is_empty() => None,
            None => Some(LinkTarget::Uri(href.to_owned())),
        }
    }

    /// What a link is, in words: its label, its title, its text, else its address.
    fn link_contents(&self, node: NodeId, target: &LinkTarget) -> String {
        let attributes = self.document.element(node).map(|element| &element.attributes);
        let label = attributes.and_then(|given| given.aria_label.as_deref().or(given.title.as_deref()));
        let words = match label {
            Some(label) => label.to_owned(),
            None => self.document.text_content(node),
        };
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        match target {
            _ if !words.is_empty() => words,
            LinkTarget::Uri(address) | LinkTarget::Internal(address) => address.clone(),
        }
    }
}
