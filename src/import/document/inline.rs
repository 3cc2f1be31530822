//! What stands in a line.

use super::{Called, DEEPEST_NOTE, Reader};
use crate::document::{NodeId, Role, Tag};
use crate::import::tree::{Attr, Inline, InlineKind, Style};

impl Reader<'_> {
    /// The row of an element's children.
    pub(super) fn row_of(&self, node: NodeId, called: &mut Called) -> Vec<Inline> {
        self.row(self.document.children(node), called)
    }

    pub(super) fn row(&self, nodes: &[NodeId], called: &mut Called) -> Vec<Inline> {
        let mut row = Vec::new();
        for &node in nodes {
            self.push(node, called, &mut row);
        }
        row
    }

    fn push(&self, node: NodeId, called: &mut Called, row: &mut Vec<Inline>) {
        if self.document.text(node).is_some() {
            return self.push_text(node, row);
        }
        let Some(element) = self.document.element(node) else { return };
        let a = &element.attributes;
        let span = self.document.span(node);
        let mut attr = self.attr(node);
        let kind = match (element.tag, element.role) {
            (_, Some(Role::EndMark | Role::BackLink | Role::NoteLabel | Role::HeadingNumber)) => return,
            (
                _,
                Some(Role::LeadIn | Role::MissingImage | Role::AuthorName | Role::Affiliation | Role::Place),
            ) => {
                row.extend(self.row_of(node, called));
                return;
            }
            (_, Some(Role::NoteRef)) => return self.push_note(node, called, row),
            (_, Some(Role::MathInline)) => InlineKind::Math(false, self.document.text_content(node)),
            (_, Some(Role::MathBlock)) => InlineKind::Math(true, self.document.text_content(node)),
            (Tag::Code, _) => InlineKind::Code(self.document.text_content(node)),
            (Tag::Br, _) => InlineKind::Break,
            (Tag::A, _) if a.href.is_some() => {
                attr.pairs.retain(|(key, _)| key != "title");
                let title = a.title.as_deref().unwrap_or_default().to_owned();
                let address = a.href.as_deref().unwrap_or_default().to_owned();
                InlineKind::Link { content: self.row_of(node, called), address, title }
            }
            (Tag::Img, _) => {
                attr.pairs.retain(|(key, _)| key != "title");
                InlineKind::Image {
                    alt: a.alt.as_deref().unwrap_or_default().to_owned(),
                    address: a.src.as_deref().unwrap_or_default().to_owned(),
                    title: a.title.as_deref().unwrap_or_default().to_owned(),
                    decorative: a.decorative,
                }
            }
            (tag, _) => match style_of(tag).filter(|_| attr.is_empty()) {
                Some(style) => InlineKind::Styled(style, self.row_of(node, called)),
                None => InlineKind::Element(tag, self.row_of(node, called)),
            },
        };
        row.push(Inline { kind, attr, span });
    }

    /// A text's lines, with soft breaks between them.
    fn push_text(&self, node: NodeId, row: &mut Vec<Inline>) {
        let Some(text) = self.document.text(node) else { return };
        let mut start = 0;
        for (number, line) in text.text.split('\n').enumerate() {
            if number > 0 {
                row.push(Inline::new(InlineKind::SoftBreak, text.map.span(start - 1..start)));
            }
            if !line.is_empty() {
                row.push(Inline::text(line, text.map.span(start..start + line.len())));
            }
            start += line.len() + 1;
        }
    }

    /// A note where it is called first; later calls have its id and no text.
    fn push_note(&self, call: NodeId, called: &mut Called, row: &mut Vec<Inline>) {
        let href = self.document.element(call).and_then(|element| element.attributes.href.as_deref());
        let Some((id, note)) = href.and_then(|href| self.notes.get_key_value(href.strip_prefix('#')?)) else {
            return;
        };
        let content = if called.notes.contains(note) {
            Vec::new()
        } else if called.depth == DEEPEST_NOTE {
            called.later.push(call);
            Vec::new()
        } else {
            called.notes.insert(*note);
            called.depth += 1;
            let content = self.note(*note, called);
            called.depth -= 1;
            content
        };
        let attr = Attr { id: (*id).to_owned(), ..Attr::default() };
        row.push(Inline { kind: InlineKind::Note(content), attr, span: self.document.span(call) });
    }
}

fn style_of(tag: Tag) -> Option<Style> {
    match tag {
        Tag::Em => Some(Style::Emphasis),
        Tag::Strong => Some(Style::Strong),
        Tag::Del => Some(Style::Strikeout),
        Tag::Sup => Some(Style::Superscript),
        Tag::Sub => Some(Style::Subscript),
        Tag::U => Some(Style::Underline),
        _ => None,
    }
}
