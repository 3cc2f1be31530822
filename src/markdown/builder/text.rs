//! Characters: into text nodes, each with the place it comes from; what no output can hold is dropped.

use std::ops::Range;

use super::TreeBuilder;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{NodeId, SpanMap};
use crate::source::Span;

impl TreeBuilder<'_> {
    /// Adds a text event's characters.
    pub(super) fn push_source_text(&mut self, text: &str, range: &Range<usize>) {
        let opaque = self.body.text.get(range.clone()) != Some(text);
        self.push_text(text, self.span(range), opaque);
    }

    /// Adds characters to the text where content goes; `opaque` if they are not the span's bytes.
    pub(in crate::markdown) fn push_text(&mut self, text: &str, span: Span, opaque: bool) {
        if text.is_empty() {
            return;
        }
        self.inline_begins(&span.range());
        let Some(node) = self.open_text(span) else { return };
        if let Some(end) = self.document.get_mut(node).map(|node| &mut node.span) {
            *end = end.to(span);
        }
        let Some(target) = self.document.text_mut(node) else { return };
        let mut dropped = None;
        for (at, piece, kept) in pieces(text) {
            let from = if opaque {
                span
            } else {
                Span::new(span.source, span.start as usize + at, span.end as usize)
            };
            match kept {
                Piece::Kept => {
                    target.map.push(target.text.len(), from, opaque);
                    target.text.push_str(piece);
                }
                Piece::Replaced(character) => {
                    target.map.push(target.text.len(), from, true);
                    target.text.push(character);
                }
                Piece::Dropped(character) => dropped = dropped.or(Some((character, from))),
            }
        }
        if let Some((character, at)) = dropped {
            self.report_dropped(character, at);
        }
    }

    /// The text node that ends where content goes, or a new one.
    fn open_text(&mut self, span: Span) -> Option<NodeId> {
        let parent = self.top().node;
        let last = self.document.children(parent).last().copied();
        if let Some(last) = last.filter(|&last| self.document.text(last).is_some()) {
            return Some(last);
        }
        let node = self.document.create_text("", SpanMap::default(), span);
        self.document.append(parent, node);
        Some(node)
    }

    /// A value for an attribute: without the characters that no output can hold.
    pub(in crate::markdown) fn clean(&self, value: &str, span: Span) -> Box<str> {
        let mut kept = String::with_capacity(value.len());
        for (_, piece, kind) in pieces(value) {
            match kind {
                Piece::Kept => kept.push_str(piece),
                Piece::Replaced(character) => kept.push(character),
                Piece::Dropped(character) => self.report_dropped(character, span),
            }
        }
        kept.into()
    }

    fn report_dropped(&self, character: char, at: Span) {
        let message = format!("the control character U+{:04X} was dropped", u32::from(character));
        self.context.report(
            Diagnostic::new(Code::CharacterDropped, at, message)
                .help("neither EPUB nor PDF can hold it; remove it from the text"),
        );
    }
}

/// What becomes of a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    Kept,
    Replaced(char),
    Dropped(char),
}

/// Splits a text at the characters that XML cannot hold or no reader can show.
fn pieces(text: &str) -> impl Iterator<Item = (usize, &str, Piece)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let start = at;
        let bad = first_bad(rest);
        if bad > 0 {
            at += bad;
            return Some((start, rest.get(..bad).unwrap_or_default(), Piece::Kept));
        }
        let character = rest.chars().next()?;
        at += character.len_utf8();
        let piece = rest.get(..character.len_utf8()).unwrap_or_default();
        Some((start, piece, fate(character)))
    })
}

/// The offset of the first character that is not kept, or the text's length. Looks at bytes that may begin one.
fn first_bad(text: &str) -> usize {
    let suspicious = |byte: u8| {
        byte < 0x20 && !matches!(byte, b'\t' | b'\n') || matches!(byte, 0x7F | 0xC2 | 0xEF | 0xF0..=0xF4)
    };
    let mut from = 0;
    while let Some(rest) = text.get(from..) {
        let Some(at) = rest.bytes().position(suspicious) else { break };
        let Some(character) = rest.get(at..).and_then(|rest| rest.chars().next()) else { break };
        if fate(character) != Piece::Kept {
            return from + at;
        }
        from += at + character.len_utf8();
    }
    text.len()
}

/// XML 1.0 section 2.2; C1 controls and noncharacters are legal there but of no use to anyone.
fn fate(character: char) -> Piece {
    match character {
        '\t' | '\n' => Piece::Kept,
        '\0' => Piece::Replaced('\u{FFFD}'),
        '\r' => Piece::Replaced('\n'),
        '\u{B}' | '\u{C}' => Piece::Replaced(' '),
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{FDD0}'..='\u{FDEF}' => Piece::Dropped(character),
        _ if u32::from(character) & 0xFFFE == 0xFFFE => Piece::Dropped(character),
        _ => Piece::Kept,
    }
}

#[cfg(test)]
mod tests {
    use super::{Piece, fate, pieces};

    #[test]
    fn control_characters_are_found() {
        let found: Vec<_> = pieces("a\u{1}bé\u{FFFE}\u{9F}\0c").collect();
        assert_eq!(found.first(), Some(&(0, "a", Piece::Kept)));
        assert_eq!(found.get(1), Some(&(1, "\u{1}", Piece::Dropped('\u{1}'))));
        assert_eq!(found.get(2), Some(&(2, "bé", Piece::Kept)));
        assert_eq!(found.last().map(|last| last.1), Some("c"));
        assert_eq!(found.len(), 7);
    }

    #[test]
    fn ordinary_characters_are_kept() {
        for character in "aé\u{A0}\u{2028}\u{FFFD}\u{FEFF}😀\t\n".chars() {
            assert_eq!(fate(character), Piece::Kept, "{character:?}");
        }
    }
}
