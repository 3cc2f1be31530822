//! Lists: their items' numbers and markers, task lists' checkboxes, definition lists.

use std::sync::Arc;

use super::{Builder, Scope};
use crate::diagnostic::Stop;
use crate::document::{NodeId, Tag};
use crate::layout::box_tree::{BlockBox, BoxContent, Marker};
use crate::layout::counter_style::format_counter;
use crate::layout::inline::{InlineContent, InlineItem};
use crate::structure::{ListNumbering, StructType};
use crate::style::{ComputedStyle, Content, FontFamily, ListStylePosition, ListStyleType, Pseudo};

impl Builder<'_> {
    /// An ordered or unordered list.
    pub(super) fn list(&mut self, node: NodeId, outer: &Scope) -> Result<BlockBox, Stop> {
        let document = self.document;
        let scope = self.open_element(node, outer);
        let items: Vec<NodeId> =
            document.children(node).iter().copied().filter(|&child| document.tag(child).is_some()).collect();
        let mut numbers = Numbers::of(self, node, items.len());
        let mut blocks = Vec::new();
        for (index, item) in items.into_iter().enumerate() {
            if self.is_hidden(item) {
                continue;
            }
            let value = document.element(item).and_then(|item| item.attributes.value);
            let number = numbers.next(value);
            let style = self.styles.node(item).text.list_style_type.clone();
            if index == 0 && self.is_own(&scope, outer) {
                self.set_numbering(&scope, &style);
            }
            blocks.push(self.item(item, number, &style, &scope)?);
        }
        Ok(self.finish(node, &scope, BoxContent::Blocks(blocks)))
    }

    /// One item: `LI` holds `Lbl` and `LBody`, nothing else.
    fn item(
        &mut self,
        node: NodeId,
        number: i64,
        kind: &ListStyleType,
        list: &Scope,
    ) -> Result<BlockBox, Stop> {
        let item = self.open_element(node, list);
        let nested = self.is_own(&item, list);
        let marker = self.marker(node, number, kind, &item, nested);
        let body = if nested { self.open_plain(StructType::LBody, &item, node) } else { item };
        let mut content = self.contents(node, &body)?;
        let inside = self.styles.node(node).text.list_style_position == ListStylePosition::Inside;
        let outside = match marker {
            Some(marker) if inside => put_inside(marker, &mut content),
            marker => marker,
        };
        let mut block = self.finish(node, &body, content);
        block.marker = outside;
        Ok(block)
    }

    fn marker(
        &mut self,
        node: NodeId,
        number: i64,
        kind: &ListStyleType,
        item: &Scope,
        label: bool,
    ) -> Option<Marker> {
        let style = self.styles.pseudo(node, Pseudo::Marker).cloned().unwrap_or_else(|| self.style(node));
        let (text, style) = match self.checkbox(node) {
            Some(checked) => (checkbox_text(checked).to_owned(), symbol_style(&style)),
            None => (self.marker_text(node, number, kind, &style)?, style),
        };
        let scope = if label { self.open_plain(StructType::Lbl, item, node) } else { item.clone() };
        let tag = self.content_tag(&scope);
        let span = self.document.span(node);
        let text = Arc::from(text);
        let language = Arc::clone(&scope.language);
        let items = vec![InlineItem::Text {
            text,
            node: None,
            offset: 0,
            style: style.clone(),
            language: Arc::clone(&language),
            tag,
            span,
        }];
        let content = InlineContent { style, language, items, initial: None, span };
        Some(Marker(content))
    }

    /// The marker's characters; `None` for none.
    fn marker_text(
        &mut self,
        node: NodeId,
        number: i64,
        kind: &ListStyleType,
        style: &ComputedStyle,
    ) -> Option<String> {
        match &style.boxed.content {
            Content::None => return None,
            Content::Items(_) => return self.generated_text(node, style),
            Content::Normal => {}
        }
        let text = match kind {
            ListStyleType::None => return None,
            ListStyleType::Disc => "•".to_owned(),
            ListStyleType::Circle => "◦".to_owned(),
            ListStyleType::Square => "▪".to_owned(),
            ListStyleType::String(string) => string.to_string(),
            kind => format!("{}.", format_counter(number, kind)),
        };
        (!text.is_empty()).then_some(text)
    }

    fn set_numbering(&mut self, scope: &Scope, kind: &ListStyleType) {
        let numbering = match kind {
            ListStyleType::Disc | ListStyleType::String(_) => ListNumbering::Disc,
            ListStyleType::Circle => ListNumbering::Circle,
            ListStyleType::Square => ListNumbering::Square,
            ListStyleType::Decimal | ListStyleType::DecimalLeadingZero => ListNumbering::Decimal,
            ListStyleType::LowerRoman => ListNumbering::LowerRoman,
            ListStyleType::UpperRoman => ListNumbering::UpperRoman,
            ListStyleType::LowerAlpha | ListStyleType::LowerGreek => ListNumbering::LowerAlpha,
            ListStyleType::UpperAlpha => ListNumbering::UpperAlpha,
            ListStyleType::None => ListNumbering::None,
        };
        if let Some(list) = scope.element.and_then(|id| self.structure.get_mut(id)) {
            list.list_numbering = Some(numbering);
        }
    }

    /// Whether a scope opened an element of its own.
    fn is_own(&self, scope: &Scope, outer: &Scope) -> bool {
        scope.element.is_some() && scope.element != outer.element
    }

    /// Whether the item is a task: its first content is a checkbox.
    fn checkbox(&self, item: NodeId) -> Option<bool> {
        let first = self.first_content(item)?;
        let element = self.document.element(first)?;
        (element.tag == Tag::Input).then_some(element.attributes.checked)
    }

    /// The first element or text of an item, looked for in its first paragraph too.
    fn first_content(&self, item: NodeId) -> Option<NodeId> {
        let visible =
            |node: NodeId| self.document.children(node).iter().copied().find(|&child| !self.is_blank(child));
        let first = visible(item)?;
        if self.document.tag(first) == Some(Tag::P) { visible(first) } else { Some(first) }
    }

    /// A checkbox in the line; that of a task stands in the item's marker instead.
    pub(super) fn checkbox_item(&mut self, node: NodeId, scope: &Scope, items: &mut Vec<InlineItem>) {
        let document = self.document;
        let is_marker = document
            .ancestors(node)
            .take(2)
            .any(|above| document.tag(above) == Some(Tag::Li) && self.first_content(above) == Some(node));
        let Some(element) = document.element(node).filter(|_| !is_marker) else { return };
        items.push(InlineItem::Text {
            text: Arc::from(checkbox_text(element.attributes.checked)),
            node: None,
            offset: 0,
            style: symbol_style(&self.style(node)),
            language: Arc::clone(&scope.language),
            tag: self.content_tag(scope),
            span: document.span(node),
        });
    }

    /// A definition list: `LI` holds the terms as `Lbl` and their definitions as `LBody`.
    pub(super) fn definition_list(&mut self, node: NodeId, outer: &Scope) -> Result<BlockBox, Stop> {
        let document = self.document;
        let scope = self.open_as(node, Some(StructType::L), outer);
        if self.is_own(&scope, outer) {
            self.set_numbering(&scope, &ListStyleType::None);
        }
        let mut blocks = Vec::new();
        let mut group = Group::default();
        for &child in document.children(node) {
            let Some(tag) = document.tag(child).filter(|_| !self.is_hidden(child)) else { continue };
            let part = if tag == Tag::Dt { StructType::Lbl } else { StructType::LBody };
            let holder = self.group_part(&mut group, part, &scope, child);
            let inner = self.open_as(child, Some(StructType::P).filter(|_| holder.1), &holder.0);
            let content = self.contents(child, &inner)?;
            blocks.push(self.finish(child, &inner, content));
        }
        Ok(self.finish(node, &scope, BoxContent::Blocks(blocks)))
    }

    /// The `Lbl` or `LBody` that the next part of a definition list stands in, and whether it held one before.
    fn group_part(
        &mut self,
        group: &mut Group,
        part: StructType,
        list: &Scope,
        node: NodeId,
    ) -> (Scope, bool) {
        if part == StructType::Lbl && group.body.is_some() {
            *group = Group::default();
        }
        let item = match &group.item {
            Some(item) => item.clone(),
            None => group.item.insert(self.open_plain(StructType::Li, list, node)).clone(),
        };
        let held = if part == StructType::Lbl { &mut group.label } else { &mut group.body };
        match held {
            Some(scope) => (scope.clone(), true),
            None => (held.insert(self.open_plain(part, &item, node)).clone(), false),
        }
    }
}

/// Puts a marker before the first words of an item, and a space between them; gives it back where the item does not
/// begin with words, or with a letter that is set apart.
fn put_inside(mut marker: Marker, content: &mut BoxContent) -> Option<Marker> {
    let Some(lines) = content.first_lines().filter(|lines| lines.content.initial.is_none()) else {
        return Some(marker);
    };
    if let Some(InlineItem::Text { text, .. }) = marker.0.items.first_mut() {
        *text = Arc::from(format!("{text} "));
    }
    lines.content.items.splice(0..0, marker.0.items);
    None
}

/// Terms and definitions that belong together.
#[derive(Default)]
struct Group {
    item: Option<Scope>,
    label: Option<Scope>,
    body: Option<Scope>,
}

/// The running number of a list's items.
struct Numbers {
    next: i64,
    step: i64,
}

impl Numbers {
    fn of(builder: &Builder<'_>, list: NodeId, items: usize) -> Numbers {
        let attributes = builder.document.element(list).map(|list| &list.attributes);
        let reversed = attributes.is_some_and(|given| given.reversed);
        let first = if reversed { i64::try_from(items).unwrap_or(i64::MAX) } else { 1 };
        let start = attributes.and_then(|given| given.start).unwrap_or(first);
        Numbers { next: start, step: if reversed { -1 } else { 1 } }
    }

    fn next(&mut self, value: Option<i64>) -> i64 {
        let number = value.unwrap_or(self.next);
        self.next = number.saturating_add(self.step);
        number
    }
}

fn checkbox_text(checked: bool) -> &'static str {
    if checked { "☑" } else { "☐" }
}

/// The same style in the symbol font.
fn symbol_style(style: &ComputedStyle) -> ComputedStyle {
    let mut font = (*style.font).clone();
    font.family.insert(0, FontFamily::Named(Arc::from("Offprint Symbols")));
    ComputedStyle { font: Arc::new(font), ..style.clone() }
}
