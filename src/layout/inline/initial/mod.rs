//! Initial letters: capitals that are some lines high, sunk into the lines beside them or raised above.
//!
//! The letter is taken out of its line, which begins right of it with the rest of the word. Its size is such that
//! its cap height reaches from the cap line of the first of its lines to the baseline of its last. What stands
//! beside it keeps its distance from the ink, not from the advance: the first line follows a slanting letter if it
//! goes on with its word, all others start on one edge; a line under a tail gives way to it.
//!
//! Steps: [`enlarge`] gives it its size before the text is shaped, [`lift`] takes it out of the line and, by
//! its [`ink`], finds the [`room`] that it takes; [`place`] puts it before the finished lines, and [`word`]
//! sees to it that its word is still one to whoever reads the page.
//! Spec: CSS Inline 3, 7 (`initial-letter`); there the distance is a matter of margins only.

mod ink;
mod place;
mod room;
#[cfg(test)]
mod tests;
mod word;

use std::sync::Arc;

use super::collect::Collected;
use super::content::{InlineContent, InlineItem};
use super::typesetter::Typesetter;
use super::unit::{BreakAfter, Unit, UnitKind};
use crate::document::first_letter;
use crate::geometry::Length;
use crate::style::{AutoMargin, ComputedStyle, LengthPercentage};
use ink::Ink;
use room::Setting;

/// How an initial letter is to be set: known before it is shaped.
#[derive(Debug)]
pub(super) struct Plan {
    inline_box: u32,
    /// From its baseline up to its cap line.
    cap: Length,
    /// How far its glyphs are raised, where it is its ink that stands on the baseline.
    raise: Length,
    /// How many lines it sinks, at least 1.
    sink: usize,
}

/// An initial letter, shaped: everything about it that does not depend on the measure. Places count from where its
/// lines would start without it.
#[derive(Debug)]
pub(super) struct Initial {
    plan: Plan,
    /// Its letters and the punctuation that goes with them.
    units: Vec<Unit>,
    /// It is a word of its own.
    alone: bool,
    /// Where its glyphs start.
    origin: Length,
    /// Where its box ends.
    right: Length,
    inks: Vec<Ink>,
    /// How much later each line beside it starts.
    pub edges: Vec<Length>,
    /// How much later lines below it start, should they run into its tail.
    pub tail: Vec<Length>,
}

/// Gives the initial letter of a text its size; `None` if there is none, or its face has no capitals to go by.
pub(super) fn enlarge(
    typesetter: &Typesetter<'_>,
    content: &InlineContent,
    collected: &mut Collected,
) -> Option<Plan> {
    let item = content.initial?;
    let inline_box = collected.boxes.iter().position(|held| held.item == item)?;
    let inline_box = u32::try_from(inline_box).ok()?;
    let style = box_style(content, collected, inline_box)?;
    let segments = collected.segments.iter_mut().filter(|segment| segment.parent == Some(inline_box));
    let segments: Vec<_> = segments.collect();
    let range = segments.first()?.range.start..segments.last()?.range.end;
    let text = collected.text.get(range)?;
    let letter = text.get(first_letter(text, &content.language)?.letter)?.chars().next()?;

    let wanted = style.boxed.initial_letter;
    let between = content.style.line_height().scale(i32::from(wanted.size) - 100, 100);
    let cap = between + cap_height(typesetter, &content.style);
    let (size, raise) = size_for(typesetter, style, letter, cap)?;
    for segment in segments {
        let font = Arc::make_mut(&mut segment.style.font);
        font.size = size;
        // The spacing of the words that it leads into.
        font.letter_spacing = Length::ZERO;
    }
    Some(Plan { inline_box, cap, raise, sink: usize::from(wanted.sink.max(1)) })
}

fn cap_height(typesetter: &Typesetter<'_>, style: &ComputedStyle) -> Length {
    let font = typesetter.primary_face(&style.font);
    let units = typesetter.fonts.face(font).map_or(0.0, |face| face.metrics().cap_height);
    typesetter.scale(font, style.font.size, units.round() as i32)
}

/// The size at which a letter is as high as `cap`, and how far it is then raised. Letters of a script without
/// capitals are measured by their own ink.
fn size_for(
    typesetter: &Typesetter<'_>,
    style: &ComputedStyle,
    letter: char,
    cap: Length,
) -> Option<(Length, Length)> {
    let (font, _) = typesetter.face_for(&style.font, typesetter.primary(&style.font), letter, None);
    let face = typesetter.fonts.face(font)?;
    let metrics = face.metrics();
    let caseless = letter.is_alphabetic() && !letter.is_uppercase() && !letter.is_lowercase();
    let (low, high) = match face.glyph(letter).filter(|_| caseless) {
        Some(glyph) => face.outline(glyph).heights()?,
        None => (0.0, metrics.cap_height),
    };
    let units = (high - low).round() as i32;
    if units <= 0 || cap <= Length::ZERO {
        return None;
    }
    let size = cap.scale(i32::from(metrics.units_per_em), units);
    Some((size, -typesetter.scale(font, size, low.round() as i32)))
}

/// Takes the initial letter's units out of the list and leaves one without width in their place.
pub(super) fn lift(
    typesetter: &Typesetter<'_>,
    content: &InlineContent,
    collected: &Collected,
    units: &mut Vec<Unit>,
    plan: Plan,
) -> Option<Initial> {
    let edge = |wanted: bool| {
        units.iter().position(|unit| {
            matches!(unit.kind, UnitKind::Edge { inline_box, open } if inline_box == plan.inline_box && open == wanted)
        })
    };
    let (open, close) = (edge(true)?, edge(false)?);
    let inner = units.get(open + 1..close).filter(|inner| !inner.is_empty())?;
    if !inner.iter().all(|unit| matches!(unit.kind, UnitKind::Word { .. }) && !unit.level.is_rtl()) {
        return None;
    }
    let (first, last) = (inner.first()?, inner.last()?);
    let place = Unit {
        kind: UnitKind::Initial,
        segment: first.segment,
        start: first.start,
        end: last.end,
        level: first.level,
        width: Length::ZERO,
        space: Length::ZERO,
        break_after: BreakAfter::No,
        breakable: false,
        gives: true,
    };
    let mut taken: Vec<Unit> = units.splice(open..=close, [place]).collect();
    taken.retain(|unit| matches!(unit.kind, UnitKind::Word { .. }));
    let mut after = open + 1;
    while units.get(after).is_some_and(|unit| matches!(unit.kind, UnitKind::Edge { .. })) {
        after += 1;
    }
    let alone = units.get(after).is_some_and(|next| collected.text.get(next.start..next.end) == Some(" "));
    if alone {
        units.remove(after);
    }
    let next = units.get(after).filter(|_| !alone).map(std::slice::from_ref).unwrap_or_default();
    let jut = Ink::of_units(typesetter, collected, next, Length::ZERO).first().map_or(Length::ZERO, Ink::jut);
    Some(Setting { typesetter, content, collected, plan, units: taken, alone, jut }.finish())
}

impl Initial {
    /// How wide it is, with its distance from the text.
    pub fn width(&self) -> Length {
        self.edges.iter().chain(&self.tail).copied().max().unwrap_or_default()
    }
}

/// The style of a letter's box.
fn box_style<'c>(
    content: &'c InlineContent,
    collected: &Collected,
    inline_box: u32,
) -> Option<&'c ComputedStyle> {
    match content.items.get(collected.boxes.get(inline_box as usize)?.item)? {
        InlineItem::Open { style, .. } => Some(style),
        _ => None,
    }
}

/// A length of a letter's box; shares of the width of its line count as nothing.
fn length(value: LengthPercentage) -> Length {
    value.resolve(Length::ZERO)
}

fn margin(value: AutoMargin) -> Length {
    match value {
        AutoMargin::Auto => Length::ZERO,
        AutoMargin::Set(value) => length(value),
    }
}
