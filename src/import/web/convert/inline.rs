//! What stands in a line.

use super::Converter;
use super::math;
use crate::document::Tag;
use crate::import::tree::{Inline, InlineKind, Style};
use crate::import::web::address;
use crate::import::web::dom::{NodeId, is_nothing, is_space};
use crate::import::web::traits::Traits;
use crate::source::Span;

/// Inlines in each other, at most.
const DEEPEST: usize = 40;

/// A line that is being read: spaces are one between any two words and none at the ends.
#[derive(Default)]
pub(super) struct Row {
    items: Vec<Inline>,
    /// A space is to stand before the next word.
    space: bool,
    /// Something stands on the line.
    started: bool,
    /// Line ends of the page count.
    pub(super) keeps_lines: bool,
}

impl Row {
    pub(super) fn push(&mut self, inline: Inline) {
        self.settle_space(inline.span);
        self.started = inline.kind != InlineKind::Break;
        self.items.push(inline);
    }

    fn settle_space(&mut self, span: Span) {
        if std::mem::take(&mut self.space) && self.started {
            self.push_raw(" ", Span { end: span.start, ..span });
        }
    }

    fn push_raw(&mut self, text: &str, span: Span) {
        match self.items.last_mut() {
            Some(Inline { kind: InlineKind::Text(words), span: known, .. })
                if known.source == span.source && known.end <= span.start.max(known.start) =>
            {
                words.push_str(text);
                *known = known.to(span);
            }
            _ => self.items.push(Inline::text(text, span)),
        }
    }

    /// Adds what stands close to the word before it.
    pub(super) fn push_close(&mut self, inline: Inline) {
        self.started = true;
        self.items.push(inline);
    }

    /// Adds words; a line end counts as one where lines are kept.
    pub(super) fn push_text(&mut self, text: &str, span: Span) {
        let mut words = String::with_capacity(text.len());
        let mut rest = text;
        loop {
            // Signs of ASCII, which most are, go together.
            let plain = rest.bytes().position(|byte| !byte.is_ascii_graphic()).unwrap_or(rest.len());
            let (word, behind) = rest.split_at(plain);
            self.join(word, &mut words);
            let Some(c) = behind.chars().next() else { break };
            rest = behind.get(c.len_utf8()..).unwrap_or_default();
            if c == '\n' && self.keeps_lines {
                let line = std::mem::take(&mut words);
                self.push_words(&line, span);
                self.push(Inline::new(InlineKind::Break, span));
                self.space = false;
            } else if is_space(c) {
                self.space = true;
            } else if !is_nothing(c) {
                self.join(c.encode_utf8(&mut [0; 4]), &mut words);
            }
        }
        self.push_words(&words, span);
    }

    /// Adds a part of a word to the words before it, behind the space that was seen between them.
    fn join(&mut self, word: &str, words: &mut String) {
        if !word.is_empty() {
            if std::mem::take(&mut self.space) && (self.started || !words.is_empty()) {
                words.push(' ');
            }
            words.push_str(word);
        }
    }

    fn push_words(&mut self, words: &str, span: Span) {
        if !words.is_empty() {
            self.started = true;
            self.push_raw(words, span);
        }
    }

    /// The line without spaces and breaks at its ends, and without brackets around the marks of notes.
    pub(super) fn finish(mut self) -> Vec<Inline> {
        unbracket(&mut self.items);
        while self.items.last().is_some_and(|last| last.kind == InlineKind::Break) {
            self.items.pop();
        }
        self.items
    }

    /// Reads a part of the line that has an element of its own; a space that it begins with stands before it.
    fn nested(&mut self, read: impl FnOnce(&mut Row)) -> Vec<Inline> {
        let mut inner = Row {
            items: Vec::new(),
            space: self.space,
            started: self.started,
            keeps_lines: self.keeps_lines,
        };
        read(&mut inner);
        (self.space, self.started) = (inner.space, inner.started);
        unbracket(&mut inner.items);
        if let Some(Inline { kind: InlineKind::Text(text), span, .. }) = inner.items.first_mut()
            && let Some(rest) = text.strip_prefix(' ')
        {
            let rest = rest.to_owned();
            self.push_raw(" ", Span { end: span.start, ..*span });
            *text = rest;
            if text.is_empty() {
                inner.items.remove(0);
            }
        }
        inner.items
    }

    /// Adds a part; one of the same style goes on.
    fn push_nested(&mut self, style: Style, content: Vec<Inline>, span: Span) {
        if content.is_empty() {
            return;
        }
        match self.items.last_mut() {
            Some(Inline { kind: InlineKind::Styled(known, words), span: before, .. }) if *known == style => {
                words.extend(content);
                *before = before.to(span);
            }
            _ => self.items.push(Inline::new(InlineKind::Styled(style, content), span)),
        }
    }
}

/// Takes the brackets from around the calls of notes: Markdown's own have them.
fn unbracket(items: &mut Vec<Inline>) {
    let is_note =
        |inline: Option<&Inline>| inline.is_some_and(|inline| matches!(inline.kind, InlineKind::Note(_)));
    let text = |inline: Option<&Inline>| match inline.map(|inline| &inline.kind) {
        Some(InlineKind::Text(text)) => text.clone(),
        _ => String::new(),
    };
    let mut at = 0;
    while at < items.len() {
        let first = at;
        at += 1;
        if !is_note(items.get(at)) || !text(items.get(first)).ends_with('[') {
            continue;
        }
        while is_note(items.get(at)) || matches!(text(items.get(at)).trim(), "," | ";") {
            at += 1;
        }
        if !text(items.get(at)).trim_start().starts_with(']') {
            continue;
        }
        for edge in [first, at] {
            if let Some(Inline { kind: InlineKind::Text(words), .. }) = items.get_mut(edge) {
                *words = if edge == at { without_first(words) } else { without_last(words) };
            }
        }
    }
    items.retain(|inline| !matches!(&inline.kind, InlineKind::Text(words) if words.is_empty()));
}

fn without_last(words: &str) -> String {
    words.strip_suffix('[').unwrap_or(words).to_owned()
}

fn without_first(words: &str) -> String {
    words.trim_start().strip_prefix(']').unwrap_or(words).to_owned()
}

impl Converter<'_> {
    pub(super) fn inline_children(&mut self, id: NodeId, row: &mut Row) {
        let dom = self.dom;
        for child in dom.children(id) {
            self.inline(child, row);
        }
    }

    /// Reads a node in a line.
    pub(super) fn inline(&mut self, id: NodeId, row: &mut Row) {
        let span = self.span(id);
        if let Some(text) = self.dom.text(id) {
            self.take(id);
            return math::push_text(text, span, self.reads_dollars, row);
        }
        let name = self.dom.name(id);
        if let Some(link) = self.embedded(id) {
            return row.push(link);
        }
        if name.is_empty() || self.inline_math(id, row) || self.survey.is_hidden(id) {
            return;
        }
        if self.note_call(id, row) || self.side_note(id, row) || self.is_dropped(id) {
            return;
        }
        let traits = self.survey.traits(id);
        match name {
            "br" => {
                row.push(Inline::new(InlineKind::Break, span));
                row.space = false;
            }
            "img" | "picture" | "amp-img" => {
                if let Some(picture) = self.picture(id) {
                    row.push(picture);
                }
            }
            "code" | "tt" | "samp" => self.inline_code(id, row),
            "kbd" | "mark" | "ins" => {
                let content = row.nested(|row| self.inline_children(id, row));
                let tag = Tag::from_name(name).filter(|_| !content.is_empty());
                row.items.extend(tag.map(|tag| Inline::new(InlineKind::Element(tag, content), span)));
            }
            // A reading stands in brackets behind its word.
            "rt" if self.survey.facts(id).letters > 0 => {
                row.push_text("(", Span { end: span.start, ..span });
                self.inline_children(id, row);
                row.push_text(")", Span { start: span.end, ..span });
            }
            "a" => self.link(id, row),
            "q" => {
                let content = row.nested(|row| self.inline_children(id, row));
                if !content.is_empty() {
                    row.items.push(Inline::new(InlineKind::Quoted(true, content), span));
                }
            }
            _ if traits.has(Traits::MONOSPACE) => self.inline_code(id, row),
            _ if traits.has(Traits::EMOJI) && self.survey.facts(id).has_picture => {
                self.inline_children(id, row)
            }
            _ => {
                // A name and a date beside each other are two words.
                let parts = name == "time" || traits.has(Traits::AUTHOR.and(Traits::DATE));
                row.space |= parts;
                let style = self.style_of(id);
                self.styled(id, &style, row);
                if super::block::is_block(name) || parts {
                    row.space = true;
                }
            }
        }
    }

    /// Words in one style in another.
    fn styled(&mut self, id: NodeId, styles: &[Style], row: &mut Row) {
        match styles.split_first() {
            Some((style, rest)) if self.inline_depth < DEEPEST => {
                self.inline_depth += 1;
                let content = row.nested(|row| self.styled(id, rest, row));
                self.inline_depth -= 1;
                row.push_nested(*style, content, self.span(id));
            }
            _ => self.inline_children(id, row),
        }
    }

    /// How an element stresses its words.
    fn style_of(&self, id: NodeId) -> Vec<Style> {
        let traits = self.survey.traits(id);
        let mut styles = match self.dom.name(id) {
            "cite" if self.dom.elements(id).next().is_some() => Vec::new(),
            "em" | "i" | "cite" | "dfn" | "var" => vec![Style::Emphasis],
            "strong" | "b" => vec![Style::Strong],
            "del" | "s" | "strike" => vec![Style::Strikeout],
            "u" => vec![Style::Underline],
            "sup" => vec![Style::Superscript],
            "sub" => vec![Style::Subscript],
            "span" | "font" => self.styles.of(self.dom, id),
            _ => Vec::new(),
        };
        if traits.has(Traits::BOLD) && !styles.contains(&Style::Strong) {
            styles.push(Style::Strong);
        }
        if traits.has(Traits::ITALIC) && !styles.contains(&Style::Emphasis) {
            styles.push(Style::Emphasis);
        }
        styles
    }

    /// What is neither words nor picture: controls, furniture of a line, the sign that leads to a heading.
    fn is_dropped(&mut self, id: NodeId) -> bool {
        if matches!(self.dom.name(id), "button" | "input" | "select" | "textarea" | "rp") {
            return true;
        }
        let traits = self.survey.traits(id);
        if self.survey.label(id).is_some() || traits.has(Traits::DROPPED) {
            return true;
        }
        let words = || self.words(id);
        if self.dom.is(id, "a")
            && (traits.has(Traits::ANCHOR)
                || self.dom.attr(id, "href").is_some_and(|href| href.starts_with('#')))
        {
            let is_sign = words().chars().filter(|c| !is_nothing(*c)).count() <= 1
                && !words().chars().any(char::is_alphanumeric);
            let is_empty = is_sign && !self.survey.facts(id).has_picture;
            if is_empty {
                self.replace(id);
            }
            return is_empty;
        }
        if self.dom.attr(id, "role") == Some("button") && self.dom.is(id, "span") {
            return true;
        }
        let is_of_button = |above: NodeId| {
            self.dom.attr(above, "role") == Some("button") && self.survey.facts(above).has_picture
        };
        // What a picture says that opens when it is pressed.
        let is_press = self.dom.is(id, "span") && self.dom.ancestors(id).take(2).any(is_of_button);
        (traits.has(Traits::UNSEEN) || is_press) && !self.survey.facts(id).has_picture
    }

    fn inline_code(&mut self, id: NodeId, row: &mut Row) {
        let text = self.dom.text_of(id).replace(['\u{A0}', '\n'], " ");
        self.take_all(id);
        let text: String = text.chars().filter(|c| !is_nothing(*c)).collect();
        if text.trim().is_empty() {
            row.space = true;
            return;
        }
        row.space |= text.starts_with(' ');
        row.push(Inline::new(InlineKind::Code(text.trim().to_owned()), self.span(id)));
        row.space = text.ends_with(' ');
    }

    fn link(&mut self, id: NodeId, row: &mut Row) {
        let span = self.span(id);
        if self.inline_depth >= DEEPEST {
            return self.inline_children(id, row);
        }
        self.inline_depth += 1;
        let content = row.nested(|row| self.inline_children(id, row));
        self.inline_depth -= 1;
        let address = self.dom.attr(id, "href").map(str::trim).unwrap_or_default();
        let address = self.link_address(address);
        let is_picture = content.iter().all(|inline| matches!(inline.kind, InlineKind::Image { .. }));
        match address {
            Some(address) if !is_picture && !content.is_empty() => {
                row.items
                    .push(Inline::new(InlineKind::Link { content, address, title: String::new() }, span));
            }
            _ => row.items.extend(content),
        }
    }

    /// Where a link leads; `None` if it leads nowhere from the Markdown.
    pub(super) fn link_address(&self, address: &str) -> Option<String> {
        if let Some(anchor) = address.strip_prefix('#') {
            return self.notes.headings.contains(anchor).then(|| address.to_owned());
        }
        let scheme = address::scheme(address).map(str::to_ascii_lowercase);
        let scheme = scheme.as_deref();
        if address.is_empty()
            || matches!(scheme, Some("javascript" | "data" | "about" | "blob" | "file" | "vbscript"))
        {
            return None;
        }
        Some(address::resolve(self.address.as_deref(), address))
    }
}
