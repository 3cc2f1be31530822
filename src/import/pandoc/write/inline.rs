//! Inlines.

use super::{Writer, calls_note};
use crate::import::tree::{Attr, Inline, InlineKind, Style};

impl<'a> Writer<'a> {
    pub(super) fn inlines(&mut self, row: &'a [Inline]) {
        self.out.push('[');
        for inline in row {
            self.inline(inline);
        }
        self.out.push(']');
    }

    /// Words as a list of `Str` and `Space`.
    pub(super) fn words(&mut self, text: &str) {
        self.out.push('[');
        self.push_words(text);
        self.out.push(']');
    }

    pub(super) fn separate(&mut self) {
        if !self.out.ends_with('[') {
            self.comma();
        }
    }

    pub(super) fn push_words(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            let length = rest.find([' ', '\n', '\t']).unwrap_or(rest.len());
            let (word, behind) = rest.split_at(length);
            if !word.is_empty() {
                self.separate();
                self.constructor("Str", |writer| writer.string(word));
            }
            rest = behind.trim_start_matches([' ', '\n', '\t']);
            if behind.len() > rest.len() {
                self.separate();
                self.bare("Space");
            }
        }
    }

    pub(super) fn inline(&mut self, inline: &'a Inline) {
        if let InlineKind::Text(text) = &inline.kind {
            return self.push_words(text);
        }
        self.separate();
        match &inline.kind {
            InlineKind::Text(_) => {}
            InlineKind::SoftBreak => self.bare("SoftBreak"),
            InlineKind::Break => self.bare("LineBreak"),
            InlineKind::Styled(style, content) if inline.attr.is_empty() => {
                self.constructor(constructor_of(*style), |writer| writer.inlines(content));
            }
            InlineKind::Styled(style, content) => self.span(&inline.attr, Some(style.tag().name()), content),
            InlineKind::Quoted(double, content) => self.constructor("Quoted", |writer| {
                let kind = if *double { "DoubleQuote" } else { "SingleQuote" };
                writer.out.push_str(&format!("[{{\"t\":\"{kind}\"}},"));
                writer.inlines(content);
                writer.out.push(']');
            }),
            InlineKind::Code(code) => self.constructor("Code", |writer| writer.with_text(&inline.attr, code)),
            InlineKind::Math(display, formula) => self.constructor("Math", |writer| {
                let kind = if *display { "DisplayMath" } else { "InlineMath" };
                writer.out.push_str(&format!("[{{\"t\":\"{kind}\"}},"));
                writer.string(formula);
                writer.out.push(']');
            }),
            InlineKind::Raw { format, text } => {
                self.constructor("RawInline", |writer| writer.raw(format, text))
            }
            InlineKind::Link { content, address, title } => self.constructor("Link", |writer| {
                writer.out.push('[');
                writer.attr(&inline.attr, None, None);
                writer.comma();
                writer.inlines(content);
                writer.target(address, title);
            }),
            InlineKind::Image { alt, address, title, decorative } => self.constructor("Image", |writer| {
                writer.out.push('[');
                writer.attr(&inline.attr, None, decorative.then_some("decorative"));
                writer.comma();
                writer.words(alt);
                writer.target(address, title);
            }),
            InlineKind::Note(blocks) => {
                let known = self.notes.get(inline.attr.id.as_str()).copied();
                let again = known.filter(|known| blocks.is_empty() && !calls_note(known));
                if !blocks.is_empty() {
                    self.notes.insert(&inline.attr.id, blocks);
                }
                self.constructor("Note", |writer| writer.blocks(again.unwrap_or(blocks)));
            }
            InlineKind::Element(tag, content) => {
                let name = Some(tag.name()).filter(|name| *name != "span");
                self.span(&inline.attr, name, content);
            }
        }
    }

    pub(super) fn span(&mut self, attr: &Attr, element: Option<&str>, content: &'a [Inline]) {
        self.constructor("Span", |writer| {
            writer.out.push('[');
            writer.attr(attr, element, None);
            writer.comma();
            writer.inlines(content);
            writer.out.push(']');
        });
    }

    pub(super) fn target(&mut self, address: &str, title: &str) {
        self.out.push_str(",[");
        self.string(address);
        self.comma();
        self.string(title);
        self.out.push_str("]]");
    }
}

fn constructor_of(style: Style) -> &'static str {
    match style {
        Style::Emphasis => "Emph",
        Style::Strong => "Strong",
        Style::Underline => "Underline",
        Style::Strikeout => "Strikeout",
        Style::Superscript => "Superscript",
        Style::Subscript => "Subscript",
        Style::SmallCaps => "SmallCaps",
    }
}
