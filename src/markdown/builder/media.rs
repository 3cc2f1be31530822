//! Links, images, code and formulas: elements whose attributes or text are not simply what stands between tags.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType};

use super::TreeBuilder;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Direction, NodeId, Role, Tag, encode_address};
use crate::markdown::front_matter::language::checked;
use crate::source::Span;

/// The alternative text of the image being read: its description's text without its markup (CommonMark 6.4).
#[derive(Debug)]
pub(super) struct AltText {
    node: NodeId,
    text: String,
    /// Images inside the description.
    depth: usize,
}

impl TreeBuilder<'_> {
    pub(super) fn start_link(&mut self, kind: LinkType, address: &str, title: &str, range: &Range<usize>) {
        self.inline_begins(range);
        let span = self.span(range);
        let address = self.clean(address, span);
        let href = match kind {
            LinkType::Email => encode_address(&format!("mailto:{address}")),
            _ => encode_address(&address),
        };
        let title = self.clean(title, span);
        self.open_inline(Tag::A, range);
        let link = self.top();
        let Some(element) = self.document.element_mut(link.node).filter(|_| !link.flattened) else { return };
        element.attributes.href = Some(href.into());
        element.attributes.title = Some(title).filter(|title| !title.is_empty());
    }

    pub(super) fn start_image(&mut self, address: &str, title: &str, range: &Range<usize>) {
        let span = self.span(range);
        let (src, title) = (self.clean(address, span), self.clean(title, span));
        let dropped = self.html.is_dropping(range.start);
        let node = if dropped {
            self.document.create_element(Tag::Img, span)
        } else {
            self.insert_void(Tag::Img, range)
        };
        if let Some(element) = self.document.element_mut(node) {
            element.attributes.src = Some(src);
            element.attributes.title = Some(title).filter(|title| !title.is_empty());
        }
        self.alt = Some(AltText { node, text: String::new(), depth: 0 });
    }

    /// Takes an event of an image's description; false if the event is not of that kind.
    pub(super) fn alt_event(&mut self, event: &Event, range: &Range<usize>) -> bool {
        let Some(alt) = &mut self.alt else { return false };
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                alt.text.push_str(text);
            }
            Event::SoftBreak | Event::HardBreak => alt.text.push(' '),
            Event::FootnoteReference(label) => {
                let message = format!("the footnote “{label}” cannot be called from an image's description");
                let span = Span::new(self.body.source, range.start, range.end);
                self.context.report(Diagnostic::new(Code::FootnoteNested, span, message));
            }
            Event::Start(pulldown_cmark::Tag::Image { .. }) => alt.depth += 1,
            Event::End(pulldown_cmark::TagEnd::Image) if alt.depth > 0 => alt.depth -= 1,
            Event::End(pulldown_cmark::TagEnd::Image) => self.finish_alt(range),
            _ => {}
        }
        true
    }

    fn finish_alt(&mut self, range: &Range<usize>) {
        let Some(AltText { node, text, .. }) = self.alt.take() else { return };
        let alt = self.clean(&text, self.span(range));
        if let Some(element) = self.document.element_mut(node) {
            element.attributes.alt = Some(alt).filter(|alt| !alt.trim().is_empty());
        }
    }

    /// Adds an element without children.
    pub(in crate::markdown) fn insert_void(&mut self, tag: Tag, range: &Range<usize>) -> NodeId {
        self.inline_begins(range);
        let node = self.document.create_element(tag, self.span(range));
        self.append(node);
        node
    }

    pub(super) fn code_span(&mut self, code: &str, range: &Range<usize>) {
        self.open_inline(Tag::Code, range);
        self.push_inner_text(code, range);
        self.close_markdown();
    }

    pub(super) fn formula(&mut self, role: Role, formula: &CowStr, range: &Range<usize>) {
        let span = self.span(range);
        self.context.report(
            Diagnostic::new(Code::MathAsSource, span, "formulas are shown as their source")
                .help("write \\$ where a dollar sign is meant"),
        );
        self.open_inline(Tag::Code, range);
        let frame = self.top();
        if let Some(element) = self.document.element_mut(frame.node).filter(|_| !frame.flattened) {
            element.role = Some(role);
        }
        self.push_inner_text(formula.trim(), range);
        self.close_markdown();
    }

    /// Text that stands line by line inside `range`, between marks and after containers' prefixes.
    fn push_inner_text(&mut self, text: &str, range: &Range<usize>) {
        let raw = self.body.text.get(range.clone()).unwrap_or_default();
        if let Some(at) = raw.find(text) {
            let start = range.start + at;
            return self.push_text(text, Span::new(self.body.source, start, start + text.len()), false);
        }
        let mut rest = text;
        let mut start = range.start;
        for line in raw.split_inclusive('\n') {
            let (at, length) = align(line, rest);
            let piece = rest.get(..length).unwrap_or_default();
            self.push_text(piece, Span::new(self.body.source, start + at, start + line.len()), false);
            rest = rest.get(length..).unwrap_or_default();
            start += line.len();
        }
        self.push_text(rest, self.span(range), true);
    }

    pub(super) fn code_block(&mut self, kind: &CodeBlockKind, range: &Range<usize>) {
        if matches!(kind, CodeBlockKind::Fenced(_)) {
            self.report_open_fence(range);
        }
        let pre = self.open_block(Tag::Pre, range);
        if let Some(pre) = pre {
            self.set_role(pre, Role::CodeBlock);
        }
        let code = self.document.create_element(Tag::Code, self.span(range));
        if let CodeBlockKind::Fenced(info) = kind {
            let info = self.clean(info, self.span(range));
            if let Some(element) = self.document.element_mut(code) {
                element.attributes.code_language = info.split_whitespace().next().map(Box::from);
            }
        }
        self.append(code);
        self.redirect_to(code);
    }

    /// Says that a fenced block runs to the end of the text because no line closes it.
    fn report_open_fence(&self, range: &Range<usize>) {
        let text = self.body.text;
        let runs_on = text.get(range.end..).is_some_and(|rest| rest.trim().is_empty());
        let block = text.get(range.clone()).unwrap_or_default();
        if !runs_on || is_closed(block) {
            return;
        }
        let opening = block.lines().next().unwrap_or_default();
        let mark: String = opening.chars().take_while(|sign| opening.starts_with(*sign)).collect();
        let span = self.span(&(range.start..range.start + opening.len()));
        let message = "this code block is never closed: the rest of the text is code";
        let help = format!("end it with a line that holds only {mark}");
        self.context.report(Diagnostic::new(Code::FenceUnclosed, span, message).help(help));
    }

    pub(super) fn heading_attributes(
        &mut self,
        node: Option<NodeId>,
        id: Option<&str>,
        classes: &[CowStr],
        others: &[(CowStr, Option<CowStr>)],
        range: &Range<usize>,
    ) {
        let span = self.span(range);
        let id = id.map(|id| self.clean(id, span));
        let classes = classes.iter().map(|class| self.clean(class, span)).collect();
        let Some(element) = node.and_then(|node| self.document.element_mut(node)) else { return };
        element.attributes.id = id.filter(|id| !id.is_empty());
        element.attributes.classes = classes;
        for (name, value) in others {
            let value = value.as_deref().unwrap_or_default();
            match name.as_ref() {
                // Pandoc's short form of `.unnumbered`.
                "-" => element.attributes.classes.push(Box::from("unnumbered")),
                "lang" => element.attributes.lang = checked(value, Some(span), self.context).map(Box::from),
                "dir" if value == "rtl" => element.attributes.dir = Some(Direction::Rtl),
                "dir" if value == "ltr" => element.attributes.dir = Some(Direction::Ltr),
                _ => {
                    let message = format!("a heading has no attribute “{name}”; it was left out");
                    self.context.report(
                        Diagnostic::new(Code::AttributeUnknown, span, message)
                            .help("known are #id, .class, lang= and dir="),
                    );
                }
            }
        }
    }
}

/// Whether the last line of a fenced block is its closing fence (CommonMark 4.5).
fn is_closed(block: &str) -> bool {
    let Some(sign) = block.chars().next() else { return true };
    let opening = block.len() - block.trim_start_matches(sign).len();
    let Some((_, last)) = block.trim_end().rsplit_once('\n') else { return false };
    let last = last.trim_start_matches([' ', '\t', '>']);
    last.len() >= opening && last.chars().all(|other| other == sign)
}

/// Where `text` goes on in a source line (after marks or a container's prefix), and for how many of its bytes.
fn align(line: &str, text: &str) -> (usize, usize) {
    let body = line.trim_end_matches(['\n', '\r']);
    let starts = body.char_indices().map(|(at, _)| at).take_while(|&at| {
        body.get(..at).is_some_and(|prefix| prefix.chars().all(|c| matches!(c, ' ' | '\t' | '>' | '`' | '$')))
    });
    let mut best = (0, 0);
    for at in starts {
        let rest = body.get(at..).unwrap_or_default();
        let length = common_prefix(rest, text);
        if length > best.1 {
            best = (at, length);
        }
        if length == rest.len() {
            break;
        }
    }
    let (at, length) = best;
    let joined =
        text.get(length..).is_some_and(|rest| rest.starts_with([' ', '\n'])) && line.len() > body.len();
    if joined && at + length == body.len() { (at, length + 1) } else { best }
}

/// How many bytes two texts have in common at their start, in whole characters.
fn common_prefix(one: &str, other: &str) -> usize {
    one.char_indices()
        .zip(other.chars())
        .find(|((_, a), b)| a != b)
        .map_or(one.len().min(other.len()), |((at, _), _)| at)
}

#[cfg(test)]
mod tests {
    use super::align;

    #[test]
    fn code_goes_on_behind_marks_and_prefixes() {
        assert_eq!(align("`let a\n", "let a = b"), (1, 6));
        assert_eq!(align("> = b`\n", "= b"), (2, 3));
        assert_eq!(align("  > > c``", "c"), (6, 1));
    }
}
