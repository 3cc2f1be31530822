//! The room that an initial letter takes: where it stands itself, and where the lines beside it start.

use std::ops::Range;

use super::ink::Ink;
use super::{Initial, Plan, box_style, length, margin};
use crate::document::first_letter;
use crate::geometry::Length;
use crate::layout::inline::collect::Collected;
use crate::layout::inline::content::InlineContent;
use crate::layout::inline::typesetter::Typesetter;
use crate::layout::inline::unit::Unit;

/// How far punctuation before the letter may hang into the margin, in percent of the text's size: a large guillemet
/// would come near the paper's edge.
const MOST_HANG: i32 = 200;
/// The least distance between the letter's ink and the text beside it, in percent of the text's size: from the rest
/// of its word, and from the next word if it is one itself.
const GAP: i32 = 20;
const GAP_ALONE: i32 = 30;
/// How much nearer to the letter the rest of its word must come to start apart from the lines below, in percent of
/// its size: a smaller step would look like a fault.
const STEP: i32 = 35;
/// How much of the white that a letter leaves within its own outline is made up for by moving it or the text, in
/// percent.
const OPTICAL: i32 = 12;
/// How far text reaches below its baseline, its capitals above it, and its highest letters, in percent of its size.
const DEPTH: i32 = 25;
const CAP: i32 = 67;
const REACH: i32 = 75;
/// At how many heights a letter's outline is looked at.
const SAMPLES: i32 = 16;
/// Lines below the letter's own that may give way to its tail.
const MOST_TAIL_LINES: usize = 2;

/// An initial letter whose geometry is worked out.
pub(super) struct Setting<'s, 't> {
    pub typesetter: &'s Typesetter<'t>,
    pub content: &'s InlineContent,
    pub collected: &'s Collected,
    pub plan: Plan,
    /// Its words.
    pub units: Vec<Unit>,
    /// A space follows it.
    pub alone: bool,
    /// How far the first glyph of the rest of its word juts out to the left.
    pub jut: Length,
}

impl Setting<'_, '_> {
    /// Works it out.
    pub fn finish(self) -> Initial {
        let mut inks = Ink::of_units(self.typesetter, self.collected, &self.units, self.plan.raise);
        let (before, after) = self.box_sides();
        let origin = before - self.left(&inks);
        inks.iter_mut().for_each(|ink| ink.x += origin);
        let most = self.most(&inks);
        let (edges, tail) = self.edges(&inks, most, after);
        Initial {
            units: self.units,
            alone: self.alone,
            origin,
            right: most + after,
            inks,
            edges,
            tail,
            plan: self.plan,
        }
    }

    /// Margin, border and padding of the letter's box, left and right.
    fn box_sides(&self) -> (Length, Length) {
        let Some(style) = box_style(self.content, self.collected, self.plan.inline_box) else {
            return Default::default();
        };
        let boxed = &style.boxed;
        (
            length(boxed.padding.left) + boxed.border.left.width + margin(boxed.margin.left),
            length(boxed.padding.right) + boxed.border.right.width + margin(boxed.margin.right),
        )
    }

    /// Whether the letter's box can be seen: then it is the box that text keeps its distance from.
    fn is_boxed(&self) -> bool {
        box_style(self.content, self.collected, self.plan.inline_box).is_some_and(|style| {
            let border = &style.boxed.border;
            let sides = [&border.top, &border.right, &border.bottom, &border.left];
            style.boxed.background.is_some() || sides.iter().any(|side| side.width > Length::ZERO)
        })
    }

    /// Where the letters are, without the punctuation around them.
    fn letter(&self) -> Range<usize> {
        let start = self.units.first().map_or(0, |unit| unit.start);
        let end = self.units.last().map_or(0, |unit| unit.end);
        let text = self.collected.text.get(start..end).unwrap_or_default();
        let found = first_letter(text, &self.content.language);
        found.map_or(start..end, |found| start + found.letter.start..start + found.letter.end)
    }

    /// What of the ink is to stand at the edge of the text: the letter's left side, moved out a little if it is
    /// slanting or jutting, or the punctuation before it where that does not hang or would hang too far.
    fn left(&self, inks: &[Ink]) -> Length {
        let range = self.letter();
        let letter = || inks.iter().filter(|ink| range.contains(&ink.at));
        let Some(left) =
            letter().filter_map(|ink| ink.between(Length::ZERO, self.plan.cap)).map(|it| it.0).min()
        else {
            return Length::ZERO;
        };
        let text = &self.content.style.text;
        let all = inks.iter().filter_map(|ink| ink.between(-Length::MAX, Length::MAX)).map(|it| it.0).min();
        let hangs =
            |all: Length| text.hang_first && left - all <= self.content.style.font.size.scale(MOST_HANG, 100);
        match all.filter(|all| *all < left && !hangs(*all) && range.start > self.start()) {
            Some(all) => all,
            None if self.is_boxed() => left,
            None => {
                let white = mean(letter(), self.plan.cap, |(left, _)| left) - left;
                let share = i32::from(text.justification.protrusion) * OPTICAL;
                left + white.max(Length::ZERO).scale(share, 10_000)
            }
        }
    }

    fn start(&self) -> usize {
        self.units.first().map_or(0, |unit| unit.start)
    }

    /// The rightmost ink from a line's depth up to its height, the line counted from the letter's first.
    fn right(&self, inks: &[Ink], line: usize) -> Option<Length> {
        let style = &self.content.style;
        let below = i32::try_from(line).unwrap_or(i32::MAX).saturating_sub(self.last_line());
        let baseline = style.line_height().scale(-below, 1);
        let (low, high) =
            if below > 0 { (baseline, REACH) } else { (baseline - style.font.size.scale(DEPTH, 100), CAP) };
        let high = baseline + style.font.size.scale(high, 100);
        inks.iter().filter_map(|ink| ink.between(low, high)).map(|(_, right)| right).max()
    }

    /// The line whose baseline is the letter's.
    fn last_line(&self) -> i32 {
        i32::try_from(self.plan.sink).unwrap_or(i32::MAX) - 1
    }

    /// The rightmost ink beside the lines.
    fn most(&self, inks: &[Ink]) -> Length {
        let rights = (0..self.plan.sink).filter_map(|line| self.right(inks, line));
        rights.max().unwrap_or_else(|| self.units.iter().map(|unit| unit.width).sum())
    }

    /// How much later each line beside the letter starts, and each below it that its tail reaches.
    fn edges(&self, inks: &[Ink], most: Length, after: Length) -> (Vec<Length>, Vec<Length>) {
        let size = self.content.style.font.size;
        let gap = size.scale(if self.alone { GAP_ALONE } else { GAP }, 100) + after;
        if self.is_boxed() {
            return (vec![most + gap; self.plan.sink], Vec::new());
        }
        let white = most - mean(inks.iter(), self.plan.cap, |(_, right)| right);
        let closer = white.max(Length::ZERO).scale(OPTICAL, 100).min(size.scale(GAP, 200));
        let closer = (closer - self.jut).max(Length::ZERO);
        let flush = most + gap - closer;
        let mut edges = vec![flush; self.plan.sink];
        let joined = self.right(inks, 0).filter(|_| !self.alone).map(|right| right + gap);
        let joined = joined.filter(|&joined| flush - joined >= size.scale(STEP, 100));
        if let (Some(first), Some(joined)) = (edges.first_mut(), joined) {
            *first = joined;
        }
        let below = (self.plan.sink..).take(MOST_TAIL_LINES).map_while(|line| self.right(inks, line));
        let clear =
            |right: Length| Some(right + gap - closer).filter(|&edge| edge > flush + size.scale(1, 10));
        (edges, below.map(|right| clear(right).unwrap_or(flush)).collect())
    }
}

/// The mean of one side of some glyphs' ink up to the cap line.
fn mean<'i>(
    inks: impl Iterator<Item = &'i Ink> + Clone,
    cap: Length,
    side: fn((Length, Length)) -> Length,
) -> Length {
    let at = |step: i32| {
        let height = cap.scale(2 * step + 1, 2 * SAMPLES);
        let extents = inks.clone().filter_map(|ink| ink.between(height, height));
        extents.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).map(side)
    };
    let found: Vec<Length> = (0..SAMPLES).filter_map(at).collect();
    let sum: Length = found.iter().copied().sum();
    sum.scale(1, i32::try_from(found.len()).unwrap_or(1))
}
