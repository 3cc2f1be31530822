//! Keeps a word whole whose first letter stands far from its rest.
//!
//! Whoever copies a page or reads it aloud takes letters of different lines and sizes for different words. What the
//! letter, its rest and a space before them show is therefore said once, as one word. The space stands where the rest
//! does, since readers put the word where its first glyph is.

use std::sync::Arc;

use crate::geometry::Length;
use crate::layout::frame::{FrameItemKind, Glyph, GlyphRun};
use crate::layout::inline::content::LineItem;
use crate::layout::inline::typesetter::Typesetter;

/// Joins an initial letter with the rest of its word, which the line begins with; one that is a word itself with the
/// next, or it would be put on the line of its own baseline.
pub(super) fn join(typesetter: &Typesetter<'_>, letter: &mut Vec<LineItem>, line: &mut Vec<LineItem>) {
    let is_shape = |item: &LineItem| matches!(item.kind, FrameItemKind::Shape(_));
    let Some(tag) = letter.iter().find(|item| !is_shape(item)).map(|item| item.tag) else { return };
    let Some(at) = line.iter().position(|item| !is_shape(item)) else { return };
    let Some(item) = line.get_mut(at).filter(|item| item.tag == tag) else { return };
    let (mut word, tail) = (item.clone(), take_tail(item));
    let Some(rest) = run_of(item) else { return };
    let words: String = letter.iter_mut().filter_map(run_of).map(|run| run.text.clone()).collect();
    let words: Arc<str> = Arc::from(words + &rest.text);
    rest.word = Some(Arc::clone(&words));
    letter.iter_mut().filter_map(run_of).for_each(|run| run.word = Some(Arc::clone(&words)));
    if let Some(space) = run_of(&mut word) {
        let glyph = Glyph { id: typesetter.space_glyph(space.font), text_length: 1, ..Glyph::default() };
        *space = GlyphRun {
            text: " ".to_owned(),
            glyphs: vec![glyph],
            shifts: Vec::new(),
            word: Some(words),
            word_spacing: Length::ZERO,
            ..space.clone()
        };
    }
    letter.insert(0, word);
    line.splice(at + 1..at + 1, tail);
}

fn run_of(item: &mut LineItem) -> Option<&mut GlyphRun> {
    match &mut item.kind {
        FrameItemKind::Text(run) => Some(run),
        _ => None,
    }
}

/// Cuts off what follows the first word of an item.
fn take_tail(item: &mut LineItem) -> Option<LineItem> {
    let run = run_of(item)?;
    let end = run.text.find(char::is_whitespace)?;
    let glyph = run.glyphs.iter().position(|glyph| glyph.text_start as usize >= end)?;
    let tail = run.split_off(glyph)?;
    let x = item.x + run_of(item).map_or(Length::ZERO, |run| run.width());
    Some(LineItem { x, kind: FrameItemKind::Text(tail), ..item.clone() })
}
