//! Marks the paragraph that opens the text and its first words, for the style to make something of them: a large
//! initial, a lead-in.
//!
//! The words end where a reader may pause, and never inside a word, a link or a stress.

use std::cmp::Reverse;

use super::blocks;
use crate::document::{Direction, Document, NodeId, Role, Tag, first_letter, line_text};

/// A paragraph of fewer characters fills two lines at most: too few to hold an initial.
const FEWEST_CHARACTERS: usize = 200;
/// How many words a lead-in should have, and how many at most; as many less is the least.
const WANTED: usize = 5;
const MOST: usize = 7;
/// A lead-in should not end in a word of so few letters, mostly an article or a preposition.
const SHORT: usize = 3;

/// Marks the opening paragraph and its lead-in, if the text begins with one that suits.
pub(super) fn mark(document: &mut Document) {
    let Some(paragraph) = first_paragraph(document).filter(|&node| suits(document, node)) else { return };
    if let Some(element) = document.element_mut(paragraph) {
        element.role = Some(Role::Opening);
    }
    let start = Start::of(document, paragraph);
    if let Some(end) = lead_in(document, &start) {
        wrap(document, paragraph, &start, end);
    }
}

/// The paragraph that the text begins with. Pictures, an epigraph and boxes may stand before it.
fn first_paragraph(document: &Document) -> Option<NodeId> {
    let stands_before = |node: &NodeId| {
        matches!(document.role(*node), Some(Role::TitleBlock | Role::Epigraph | Role::PageBreak))
            || matches!(document.tag(*node), Some(Tag::Figure | Tag::Aside))
    };
    let first = blocks::top(document).into_iter().find(|node| !stands_before(node))?;
    (document.tag(first) == Some(Tag::P) && document.role(first).is_none()).then_some(first)
}

/// Whether a paragraph is long enough and begins with a capital of a word without figures, from left to right.
fn suits(document: &Document, paragraph: NodeId) -> bool {
    let is_rtl = std::iter::once(paragraph)
        .chain(document.ancestors(paragraph))
        .find_map(|node| document.element(node)?.attributes.dir)
        .is_some_and(|direction| direction == Direction::Rtl);
    if is_rtl || line_text(document, paragraph).chars().count() < FEWEST_CHARACTERS {
        return false;
    }
    let Some(text) = first_text(document, paragraph) else { return false };
    let Some(first) = first_letter(text, document.language(paragraph)) else { return false };
    let word = text.get(first.letter.start..).unwrap_or_default();
    let word = word.split(char::is_whitespace).next().unwrap_or_default();
    word.starts_with(char::is_uppercase) && !word.contains(char::is_numeric)
}

/// The text that a paragraph begins with; `None` if something else comes first.
fn first_text(document: &Document, paragraph: NodeId) -> Option<&str> {
    let mut nodes = document.descendants(paragraph).skip(1);
    nodes.find_map(|node| match document.text(node) {
        Some(text) if text.text.trim().is_empty() => None,
        Some(text) => Some(Some(text.text.as_str())),
        None if is_plain(document, node) => None,
        None => Some(None),
    })?
}

/// Whether an element may stand in a lead-in, what it holds left aside.
fn is_plain(document: &Document, node: NodeId) -> bool {
    use Tag::*;
    document.element(node).is_some_and(|element| {
        element.role.is_none()
            && matches!(element.tag, Em | Strong | I | B | A | Span | Small | U | Cite | Abbr | Dfn | Time)
    })
}

/// The start of a paragraph: its text as far as it may stand in a lead-in.
struct Start {
    text: String,
    /// For each child, where it ends in the text.
    children: Vec<(NodeId, usize)>,
    words: Vec<Word>,
    /// Where the word begins in the text that the text's end may cut.
    open: Option<usize>,
}

/// A word of the start.
#[derive(Clone, Copy, Debug)]
struct Word {
    /// Where it ends in the text, with the punctuation after it.
    end: usize,
    /// How many words there are up to its end: those that a space holds together are one that cannot be cut.
    count: usize,
    letters: usize,
    /// A clause ends here.
    pause: bool,
}

impl Start {
    fn of(document: &Document, paragraph: NodeId) -> Start {
        let mut start = Start { text: String::new(), children: Vec::new(), words: Vec::new(), open: None };
        for &child in document.children(paragraph) {
            let usable = |node| document.text(node).is_some() || is_plain(document, node);
            if !document.descendants(child).all(usable) {
                break;
            }
            start.push(&document.text_content(child));
            start.children.push((child, start.text.len()));
            if start.words.len() > MOST {
                break;
            }
        }
        start
    }

    /// Adds text and the words that end in it. Spaces that do not break and hyphens are part of a word.
    fn push(&mut self, text: &str) {
        let is_space = |c: char| c.is_whitespace() && !matches!(c, '\u{A0}' | '\u{202F}');
        let before = self.text.len();
        self.text.push_str(text);
        for (at, character) in text.char_indices().map(|(at, character)| (before + at, character)) {
            if !is_space(character) && character != '\u{2014}' {
                self.open.get_or_insert(at);
                continue;
            }
            let dash = character == '\u{2014}';
            let whole = self.open.take().and_then(|open| self.text.get(open..at)).unwrap_or_default();
            let word = whole.trim_end_matches(['\u{A0}', '\u{202F}', '\u{2013}', '-']);
            let parts =
                || word.split(['\u{A0}', '\u{202F}']).filter(|part| part.contains(char::is_alphanumeric));
            let last_part = parts().next_back().unwrap_or_default();
            let pause = dash || word.len() < whole.len() || ends_clause(word, last_part);
            let end = at - whole.len() + word.len();
            let letters = last_part.chars().filter(|c| c.is_alphanumeric()).count();
            match self.words.last_mut() {
                Some(last) if letters == 0 => {
                    last.pause |= pause;
                    last.end = if word.is_empty() { last.end } else { end };
                }
                _ if letters == 0 => {}
                last => {
                    let count = last.map_or(0, |last| last.count) + parts().count();
                    self.words.push(Word { end, count, letters, pause });
                }
            }
        }
    }

    /// Whether the text may be cut at the end of a word: in a text of the paragraph's own, or after a child.
    fn may_cut(&self, document: &Document, word: &Word) -> bool {
        let at = self.children.partition_point(|&(_, end)| end < word.end);
        self.children.get(at).is_some_and(|&(node, end)| end == word.end || document.text(node).is_some())
    }
}

/// Whether a word ends in the sign of a pause; the full stop of an abbreviation, its last part, is none.
fn ends_clause(word: &str, last_part: &str) -> bool {
    let closing = ['\u{201D}', '\u{2019}', '\u{201C}', '\u{2018}', '\u{BB}', '\u{203A}', '"', '\'', ')', ']'];
    let word = word.trim_end_matches(closing);
    let abbreviated = last_part.chars().filter(|c| c.is_alphanumeric()).count() <= SHORT;
    word.ends_with([',', ';', ':', '!', '?', '\u{2026}']) || (word.ends_with('.') && !abbreviated)
}

/// Where the lead-in ends: as near to five words as may be, at a pause before all, else after a word that is not short.
fn lead_in(document: &Document, start: &Start) -> Option<usize> {
    let nearest = |within: usize, suits: &dyn Fn(&Word) -> bool| {
        let near = start.words.iter().filter(|word| word.count.abs_diff(WANTED) <= within);
        near.filter(|word| suits(word) && start.may_cut(document, word))
            .min_by_key(|word| (word.count.abs_diff(WANTED), Reverse(word.count)))
    };
    let far = MOST - WANTED;
    let chosen = nearest(far, &|word| word.pause).or_else(|| nearest(1, &|word| word.letters > SHORT));
    chosen.or_else(|| nearest(far, &|_| true)).map(|word| word.end)
}

/// Puts the children of a paragraph up to a place into the lead-in's span.
fn wrap(document: &mut Document, paragraph: NodeId, start: &Start, end: usize) {
    let at = start.children.partition_point(|&(_, child_end)| child_end < end);
    let before = at.checked_sub(1).and_then(|at| start.children.get(at)).map_or(0, |&(_, end)| end);
    let Some(&(last, _)) = start.children.get(at) else { return };
    let mut children = document.children(paragraph).to_vec();
    let mut rest = children.split_off((at + 1).min(children.len()));
    if let Some(tail) = split_text(document, last, end - before) {
        rest.insert(0, tail);
    }
    let span = children.first().map(|&first| document.span(first)).unwrap_or_default();
    let span = crate::source::Span { end: document.span(last).end.max(span.start), ..span };
    let lead_in = document.create_role(Role::LeadIn, span);
    document.set_children(lead_in, children);
    rest.insert(0, lead_in);
    document.set_children(paragraph, rest);
}

/// Cuts a text in two and gives the second part; `None` for an element, or if nothing is left.
fn split_text(document: &mut Document, node: NodeId, at: usize) -> Option<NodeId> {
    let text = document.text_mut(node)?;
    if at >= text.text.len() || !text.text.is_char_boundary(at) {
        return None;
    }
    let whole = text.map.clone();
    let tail = text.text.split_off(at);
    let map = text.map.split_off(at);
    let (head_span, tail_span) = (whole.span(0..at), whole.span(at..at + tail.len()));
    if let Some(node) = document.get_mut(node) {
        node.span = head_span;
    }
    Some(document.create_text(tail, map, tail_span))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_the_same_however_the_text_is_cut() {
        let whole = "He said\u{2014}\u{201C}no,\u{201D} twice \u{2013} and\u{A0}left; the rest, ";
        let words = |parts: &[&str]| {
            let mut start =
                Start { text: String::new(), children: Vec::new(), words: Vec::new(), open: None };
            parts.iter().for_each(|part| start.push(part));
            start.words.iter().map(|word| (word.end, word.letters, word.pause)).collect::<Vec<_>>()
        };
        let expected = words(&[whole]);
        assert_eq!(expected.len(), 7);
        for (at, _) in whole.char_indices() {
            assert_eq!(words(&[&whole[..at], &whole[at..]]), expected, "{at}");
        }
    }
}
