//! `::first-letter`: the first letter of a block's lines gets a box of its own (CSS Pseudo-Elements 4, 2.2).

use unicode_bidi::{BidiClass, bidi_class};

use super::Builder;
use crate::document::{NodeId, first_letter};
use crate::layout::box_tree::Lines;
use crate::layout::inline::{InlineContent, InlineItem};
use crate::style::{ComputedStyle, Pseudo, TextDirection};

impl Builder<'_> {
    /// The lines of an element, their first letter apart if a style asks for it.
    ///
    /// An initial letter (CSS Inline 3, 7) is set in text from left to right only.
    pub(super) fn lines(&self, node: NodeId, content: InlineContent) -> Lines {
        let Some(style) = self.styles.pseudo(node, Pseudo::FirstLetter) else { return content.into() };
        let Some((at, letter)) = find(&content) else { return content.into() };
        let asked = style.boxed.initial_letter.size >= 100;
        let initial = asked && content.style.text.direction == TextDirection::Ltr && !is_rtl(&content, at);
        if asked && !initial {
            return content.into();
        }
        let mut apart = content.clone();
        apart.initial = split(&mut apart.items, at, letter, style).filter(|_| initial);
        Lines { content: apart, plain: initial.then(|| Box::new(content)) }
    }
}

/// The item that the first letter stands in, and where in it.
fn find(content: &InlineContent) -> Option<(usize, std::ops::Range<usize>)> {
    for (at, item) in content.items.iter().enumerate() {
        match item {
            InlineItem::Text { text, .. } if text.trim().is_empty() => {}
            InlineItem::Text { text, language, .. } => {
                return Some((at, first_letter(text, language)?.whole));
            }
            InlineItem::Open { .. } | InlineItem::Close | InlineItem::BreakOpportunity => {}
            InlineItem::LineBreak | InlineItem::Atom { .. } | InlineItem::Leader { .. } => return None,
        }
    }
    None
}

fn is_rtl(content: &InlineContent, at: usize) -> bool {
    let Some(InlineItem::Text { text, .. }) = content.items.get(at) else { return false };
    let strong = text
        .chars()
        .map(bidi_class)
        .find(|class| matches!(class, BidiClass::L | BidiClass::R | BidiClass::AL));
    strong.is_some_and(|class| class != BidiClass::L)
}

/// Puts a range of a text into a box; gives the item that opens it.
fn split(
    items: &mut Vec<InlineItem>,
    at: usize,
    letter: std::ops::Range<usize>,
    style: &ComputedStyle,
) -> Option<usize> {
    let InlineItem::Text { text, node, offset, style: own, language, tag, span } = items.get(at)?.clone()
    else {
        return None;
    };
    let piece = |range: std::ops::Range<usize>, style: &ComputedStyle| {
        let words = text.get(range.clone()).filter(|words| !words.is_empty())?;
        Some(InlineItem::Text {
            text: words.into(),
            node,
            offset: offset + range.start,
            style: style.clone(),
            language: language.clone(),
            tag,
            span,
        })
    };
    let open = InlineItem::Open { style: style.clone(), link: None, anchor: None };
    let before = piece(0..letter.start, &own);
    let after = piece(letter.end..text.len(), &own);
    let place = at + usize::from(before.is_some());
    let parts = [before, Some(open), piece(letter, style), Some(InlineItem::Close), after];
    items.splice(at..=at, parts.into_iter().flatten());
    Some(place)
}
