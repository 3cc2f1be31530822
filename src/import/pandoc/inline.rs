//! Inlines.

use super::Reader;
use super::json::Value;
use crate::diagnostic::Stop;
use crate::document::Tag;
use crate::import::tree::{Attr, Inline, InlineKind, Style, plain_text};
use crate::source::Span;

impl Reader<'_> {
    pub(super) fn inlines(&mut self, value: &Value) -> Result<Vec<Inline>, Stop> {
        let mut row = Vec::new();
        self.push_inlines(value, &mut row)?;
        Ok(row)
    }

    fn push_inlines(&mut self, value: &Value, row: &mut Vec<Inline>) -> Result<(), Stop> {
        for item in self.array(value)? {
            self.inline(item, row)?;
        }
        Ok(())
    }

    fn inline(&mut self, value: &Value, row: &mut Vec<Inline>) -> Result<(), Stop> {
        let (name, content) = self.constructor(value)?;
        let styled = |style| Some(style);
        let style = match name {
            "Emph" => styled(Style::Emphasis),
            "Strong" => styled(Style::Strong),
            "Underline" => styled(Style::Underline),
            "Strikeout" => styled(Style::Strikeout),
            "Superscript" => styled(Style::Superscript),
            "Subscript" => styled(Style::Subscript),
            "SmallCaps" => styled(Style::SmallCaps),
            _ => None,
        };
        if let Some(style) = style {
            let content = self.inlines(content)?;
            row.push(Inline::new(InlineKind::Styled(style, content), value.span));
            return Ok(());
        }
        let (attr, kind) = match name {
            "Str" => {
                let inner = content.span;
                let span =
                    Span { start: inner.start.saturating_add(1), end: inner.end.saturating_sub(1), ..inner };
                row.push(Inline::text(self.text(content)?, span));
                return Ok(());
            }
            "Space" => (Attr::default(), InlineKind::Text(" ".to_owned())),
            "SoftBreak" => (Attr::default(), InlineKind::SoftBreak),
            "LineBreak" => (Attr::default(), InlineKind::Break),
            "Quoted" => {
                let [kind, content] = self.fields(content)?;
                let is_double = self.constructor(kind)?.0 == "DoubleQuote";
                (Attr::default(), InlineKind::Quoted(is_double, self.inlines(content)?))
            }
            "Cite" => {
                let [_citations, content] = self.fields(content)?;
                self.note(value.span, "a citation is kept as the words that stand for it");
                return self.push_inlines(content, row);
            }
            "Code" => {
                let [attr, code] = self.fields(content)?;
                (self.attr(attr)?, InlineKind::Code(self.text(code)?.to_owned()))
            }
            "Math" => {
                let [kind, formula] = self.fields(content)?;
                let is_display = self.constructor(kind)?.0 == "DisplayMath";
                (Attr::default(), InlineKind::Math(is_display, self.text(formula)?.to_owned()))
            }
            "RawInline" => {
                let [format, text] = self.fields(content)?;
                let (format, text) = (self.text(format)?.to_owned(), self.text(text)?.to_owned());
                (Attr::default(), InlineKind::Raw { format, text })
            }
            "Link" => self.link(content)?,
            "Image" => self.image(content)?,
            "Note" => (Attr::default(), InlineKind::Note(self.blocks(content)?)),
            "Span" => return self.span(value, content, row),
            other => return Err(self.broken(value, &format!("it has no inline `{other}`"))),
        };
        row.push(Inline { kind, attr, span: value.span });
        Ok(())
    }

    fn target(&self, value: &Value) -> Result<(String, String), Stop> {
        let [address, title] = self.fields(value)?;
        Ok((self.text(address)?.to_owned(), self.text(title)?.to_owned()))
    }

    fn link(&mut self, value: &Value) -> Result<(Attr, InlineKind), Stop> {
        let [attr, content, target] = self.fields(value)?;
        let mut attr = self.attr(attr)?;
        // The classes with which pandoc says that an address is shown as it is.
        attr.classes.retain(|class| class != "uri" && class != "email");
        let (address, title) = self.target(target)?;
        Ok((attr, InlineKind::Link { content: self.inlines(content)?, address, title }))
    }

    fn image(&mut self, value: &Value) -> Result<(Attr, InlineKind), Stop> {
        let [attr, alt, target] = self.fields(value)?;
        let mut attr = self.attr(attr)?;
        let (address, title) = self.target(target)?;
        let alt = plain_text(&self.inlines(alt)?);
        let decorative = attr.classes.iter().any(|class| class == "decorative");
        attr.classes.retain(|class| class != "decorative");
        let title = title.strip_prefix("fig:").unwrap_or(&title).to_owned();
        Ok((attr, InlineKind::Image { alt, address, title, decorative }))
    }

    /// A span: a style or an element by its class, or itself.
    fn span(&mut self, value: &Value, content: &Value, row: &mut Vec<Inline>) -> Result<(), Stop> {
        let [attr, content] = self.fields(content)?;
        let mut attr = self.attr(attr)?;
        let tag = take_element(&mut attr).filter(|tag| tag.is_phrasing());
        if tag.is_none() && attr.is_empty() {
            return self.push_inlines(content, row);
        }
        let content = self.inlines(content)?;
        let style = match attr.classes.as_slice() {
            [class] if class == "underline" || class == "ul" => Some(Style::Underline),
            [class] if class == "smallcaps" || class == "small-caps" => Some(Style::SmallCaps),
            _ => None,
        };
        let kind = match style.filter(|_| tag.is_none() && attr.id.is_empty() && attr.pairs.is_empty()) {
            Some(style) => {
                attr.classes.clear();
                InlineKind::Styled(style, content)
            }
            None => InlineKind::Element(tag.unwrap_or(Tag::Span), content),
        };
        row.push(Inline { kind, attr, span: value.span });
        Ok(())
    }
}

/// The element that a span or division stands for: what we write as the pair `element`, or what pandoc's own readers
/// say by a class.
pub(super) fn take_element(attr: &mut Attr) -> Option<Tag> {
    if let Some(at) = attr.pairs.iter().position(|(key, _)| key == "element") {
        let (_, name) = attr.pairs.remove(at);
        return Tag::from_name(&name);
    }
    let [class] = attr.classes.as_slice() else { return None };
    let tag = ["mark", "kbd", "section"].into_iter().find(|name| class == name).and_then(Tag::from_name)?;
    attr.classes.clear();
    Some(tag)
}
