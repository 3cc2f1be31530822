//! Cuts a text into words of one face, script and direction, and shapes them.
//!
//! Spec: UAX #9 (bidirectional text), UAX #24 (scripts), CSS Fonts 4, 5.3 (font fallback).

use std::rc::Rc;

use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};
use unicode_script::{Script, UnicodeScript};

use super::collect::{Collected, EventKind, Segment};
use super::content::{InlineContent, InlineItem};
use super::hyphenate::Hyphenation;
use super::leader;
use super::opportunity::opportunities;
use super::shape::{ShapeKey, ShapeKeyId, ShapedGlyph, ShapedWord};
use super::typesetter::Typesetter;
use super::unit::{BreakAfter, Unit, UnitKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::font::FontId;
use crate::geometry::Length;
use crate::style::{Hyphens, OverflowWrap, TextDirection, TextJustify, TextWrap, WhiteSpace};

/// The longest unit in bytes: longer words are cut, so that no shape grows with the input.
const LONGEST_UNIT: usize = 256;

/// How many missing letters a message shows.
const MOST_LETTERS: usize = 12;

/// Cuts and shapes the whole text of a block.
pub(super) fn itemize(
    typesetter: &Typesetter<'_>,
    content: &InlineContent,
    collected: &Collected,
) -> Vec<Unit> {
    let mut itemizer = Itemizer {
        typesetter,
        content,
        collected,
        levels: levels(content, &collected.text),
        breaks: opportunities(&collected.text),
        next_break: 0,
        units: Vec::with_capacity(collected.text.len() / 5 + collected.events.len()),
        column: 0,
        script: *b"Latn",
    };
    itemizer.run();
    itemizer.units
}

/// The embedding level of each byte; `None` where all is left to right.
fn levels(content: &InlineContent, text: &str) -> Option<Vec<Level>> {
    let rtl = |character: char| {
        matches!(
            bidi_class(character),
            BidiClass::R
                | BidiClass::AL
                | BidiClass::AN
                | BidiClass::RLE
                | BidiClass::RLO
                | BidiClass::RLI
                | BidiClass::FSI
        )
    };
    let base_rtl = content.style.text.direction == TextDirection::Rtl;
    if !base_rtl && !text.chars().any(|character| u32::from(character) >= 0x590 && rtl(character)) {
        return None;
    }
    let base = if base_rtl { Level::rtl() } else { Level::ltr() };
    Some(BidiInfo::new(text, Some(base)).levels)
}

struct Itemizer<'a, 'b> {
    typesetter: &'a Typesetter<'b>,
    content: &'a InlineContent,
    collected: &'a Collected,
    levels: Option<Vec<Level>>,
    breaks: Vec<usize>,
    next_break: usize,
    units: Vec<Unit>,
    /// The column in a preformatted line, for tabs.
    column: usize,
    script: [u8; 4],
}

/// A stretch of one segment with one face, script and level.
struct Run {
    start: usize,
    end: usize,
    font: FontId,
    missing: bool,
    script: [u8; 4],
    level: Level,
}

impl Itemizer<'_, '_> {
    fn run(&mut self) {
        let mut events = self.collected.events.iter().peekable();
        for (index, segment) in self.collected.segments.iter().enumerate() {
            while let Some(event) = events.next_if(|event| event.at <= segment.range.start) {
                self.event(event.kind);
            }
            let atom = matches!(self.units.last(), Some(Unit { kind: UnitKind::Atom(_), end, .. }) if *end == segment.range.end);
            if !atom {
                self.segment(index, segment);
            }
        }
        for event in events {
            self.event(event.kind);
        }
    }

    fn level_at(&self, at: usize) -> Level {
        self.levels.as_ref().and_then(|levels| levels.get(at)).copied().unwrap_or(Level::ltr())
    }

    fn push(
        &mut self,
        kind: UnitKind,
        segment: Option<usize>,
        range: (usize, usize),
        width: Length,
        space: Length,
    ) {
        let segment = segment.and_then(|index| u32::try_from(index).ok());
        self.units.push(Unit {
            kind,
            segment,
            start: range.0,
            end: range.1,
            level: self.level_at(range.0),
            width,
            space,
            break_after: BreakAfter::No,
            breakable: false,
            gives: true,
        });
    }

    fn event(&mut self, kind: EventKind) {
        let at = self.units.last().map_or(0, |unit| unit.end);
        match kind {
            EventKind::Open(id) | EventKind::Close(id) => {
                let open = matches!(kind, EventKind::Open(_));
                let width = self.edge_width(id, open);
                self.push(UnitKind::Edge { inline_box: id, open }, None, (at, at), width, Length::ZERO);
                if !open {
                    self.pass_break_over_edge();
                }
            }
            EventKind::LineBreak => {
                self.push(UnitKind::Break, None, (at, at), Length::ZERO, Length::ZERO);
                if let Some(unit) = self.units.last_mut() {
                    unit.break_after = BreakAfter::Forced;
                }
                self.column = 0;
            }
            EventKind::Opportunity => {
                if let Some(unit) = self.units.last_mut() {
                    unit.break_after = BreakAfter::Allowed;
                }
            }
            EventKind::Atom(item) => self.atom(item),
        }
    }

    /// A break allowed before a closing edge is taken after it, so that no line starts with an edge alone.
    fn pass_break_over_edge(&mut self) {
        let count = self.units.len();
        let Some([before, edge]) = self.units.get_mut(count.saturating_sub(2)..) else { return };
        if before.break_after == BreakAfter::Allowed {
            edge.break_after = BreakAfter::Allowed;
            if before.space == Length::ZERO {
                before.break_after = BreakAfter::No;
            }
        }
    }

    fn edge_width(&self, id: u32, open: bool) -> Length {
        let item = self.collected.boxes.get(id as usize).and_then(|held| self.content.items.get(held.item));
        let Some(InlineItem::Open { style, .. }) = item else { return Length::ZERO };
        let boxed = &style.boxed;
        let (margin, border, padding) = if open {
            (boxed.margin.left, boxed.border.left.width, boxed.padding.left)
        } else {
            (boxed.margin.right, boxed.border.right.width, boxed.padding.right)
        };
        let margin = match margin {
            crate::style::AutoMargin::Auto => Length::ZERO,
            crate::style::AutoMargin::Set(length) => length.resolve(Length::ZERO),
        };
        margin + border + padding.resolve(Length::ZERO)
    }

    fn atom(&mut self, item: usize) {
        let width = match self.content.items.get(item) {
            Some(InlineItem::Atom { size, .. }) => size.width,
            Some(InlineItem::Leader { style, .. }) => leader::least_width(style),
            _ => return,
        };
        let start = self.units.last().map_or(0, |unit| unit.end);
        let segment = self.collected.segments.partition_point(|segment| segment.range.end <= start);
        let end = self.collected.segments.get(segment).map_or(start, |segment| segment.range.end);
        self.push(UnitKind::Atom(item), Some(segment), (start, end), width, Length::ZERO);
        self.mark_break(end);
    }

    /// Notes whether the line may end after the unit that ends at `end`.
    fn mark_break(&mut self, end: usize) {
        while self.breaks.get(self.next_break).is_some_and(|&at| at < end) {
            self.next_break += 1;
        }
        let allowed = self.breaks.get(self.next_break) == Some(&end);
        if let (true, Some(unit)) = (allowed, self.units.last_mut()) {
            unit.break_after = BreakAfter::Allowed;
        }
    }

    fn segment(&mut self, index: usize, segment: &Segment) {
        let mut at = segment.range.start;
        while let Some(run) = self.next_run(segment, at) {
            at = run.end;
            self.words(index, segment, &run);
        }
    }

    /// The longest run from `at` with one face, script and level.
    fn next_run(&mut self, segment: &Segment, at: usize) -> Option<Run> {
        let text = self.collected.text.get(at..segment.range.end).filter(|text| !text.is_empty())?;
        let level = self.level_at(at);
        let primary = self.typesetter.primary(&segment.style.font);
        let mut run: Option<Run> = None;
        for (offset, character) in text.char_indices() {
            let here = at + offset;
            if self.level_at(here) != level {
                break;
            }
            let script = script_tag(character).unwrap_or(self.script);
            let current = run.as_ref().map(|run| run.font);
            let (font, missing) = self.typesetter.face_for(&segment.style.font, primary, character, current);
            match &run {
                Some(held) if held.font != font || held.missing != missing || held.script != script => break,
                _ => {}
            }
            self.script = script;
            if missing {
                self.report_missing(segment, here);
            }
            let end = here + character.len_utf8();
            let held = run.get_or_insert(Run { start: at, end, font, missing, script, level });
            held.end = end;
        }
        run
    }

    /// Reports the characters of a text from `at` that no font has, all of them in one message.
    fn report_missing(&self, segment: &Segment, at: usize) {
        let text = self.collected.text.get(at..segment.range.end).unwrap_or_default();
        let missing = self.typesetter.newly_missing(&segment.style.font, text);
        let Some(first) = missing.first() else { return };
        let span = self.typesetter.span_at(segment, self.collected, at, at + first.len_utf8());
        let message = if missing.len() == 1 {
            format!("no font has a glyph for “{first}” (U+{:04X})", u32::from(*first))
        } else {
            let shown: Vec<String> =
                missing.iter().take(MOST_LETTERS).map(|sign| format!("“{sign}”")).collect();
            let more = match missing.len().saturating_sub(MOST_LETTERS) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            format!("no font has glyphs for {}{more}", shown.join(", "))
        };
        let help = "a box stands in place of each; give a font with --font-path, or use --system-fonts";
        self.typesetter.context.report(Diagnostic::new(Code::GlyphMissing, span, message).help(help));
    }

    /// Cuts a run into units at every place where a line may end.
    fn words(&mut self, index: usize, segment: &Segment, run: &Run) {
        let key = self.shape_key(segment, run);
        let mut start = run.start;
        while start < run.end {
            let text = self.collected.text.get(start..run.end).unwrap_or_default();
            while self.breaks.get(self.next_break).is_some_and(|&at| at <= start) {
                self.next_break += 1;
            }
            let until_break =
                self.breaks.get(self.next_break).map_or(text.len(), |&at| at - start).min(text.len());
            let piece = text.get(..until_break).unwrap_or(text);
            let length = unit_length(piece);
            let end = start + length;
            let word = piece.get(..length).unwrap_or(piece);
            self.word(index, segment, run, key, word, start);
            let wraps = !matches!(segment.style.text.white_space, WhiteSpace::NoWrap | WhiteSpace::Pre)
                && segment.style.text.wrap != TextWrap::NoWrap;
            if wraps {
                self.mark_break(end);
                if word.ends_with('\u{AD}') {
                    self.mark_soft_hyphen();
                }
            }
            start = end;
        }
    }

    fn mark_soft_hyphen(&mut self) {
        if let Some(unit) = self.units.last_mut() {
            unit.break_after = BreakAfter::SoftHyphen;
        }
    }

    fn shape_key(&self, segment: &Segment, run: &Run) -> Option<ShapeKeyId> {
        let style = &segment.style.text;
        let hyphenates = style.hyphens == Hyphens::Auto
            && !matches!(style.white_space, WhiteSpace::Pre | WhiteSpace::NoWrap)
            && style.wrap != TextWrap::NoWrap;
        let exceptions = &self.typesetter.shaper.exceptions;
        self.typesetter.shaper.intern(&ShapeKey {
            font: run.font,
            properties: segment.style.font.clone(),
            script: run.script,
            language: segment.language.clone(),
            rtl: run.level.is_rtl(),
            transform: style.transform,
            hyphenation: hyphenates
                .then(|| Hyphenation::new(&segment.language, style.hyphenate_limit_chars, exceptions))
                .flatten(),
        })
    }

    fn word(
        &mut self,
        index: usize,
        segment: &Segment,
        run: &Run,
        key: Option<ShapeKeyId>,
        word: &str,
        start: usize,
    ) {
        let range = (start, start + word.len());
        let font = &segment.style.font;
        let scale = |units: i32| self.typesetter.scale(run.font, font.size, units);
        if word == "\t" {
            let tab = self.tab(segment, run, key);
            let width = scale(tab.advance);
            self.push(UnitKind::Tab { font: run.font, glyph: tab }, Some(index), range, width, Length::ZERO);
            return;
        }
        let shaped = match key {
            _ if run.missing => Rc::new(self.boxes_for(run.font, word)),
            Some(key) => self.typesetter.shaper.word(key, word),
            None => Rc::default(),
        };
        self.column += word.chars().count();
        let spacing = Length::from_units(i64::from(font.letter_spacing.0) * i64::from(shaped.clusters));
        let width = scale(shaped.advance) + spacing;
        let has_space = word.ends_with(' ');
        let space = if has_space {
            scale(shaped.space) + font.letter_spacing + font.word_spacing
        } else {
            Length::ZERO
        };
        if let Some(key) = key.filter(|_| !run.missing) {
            self.kern_space(index, run.font, key, word, scale);
        }
        self.push(UnitKind::Word { font: run.font, key, shaped }, Some(index), range, width, space);
        if let Some(unit) = self.units.last_mut() {
            let code = matches!(segment.style.text.white_space, WhiteSpace::PreWrap);
            unit.breakable = code || segment.style.text.overflow_wrap != OverflowWrap::Normal;
            unit.gives = segment.style.text.justify != TextJustify::None;
        }
    }

    /// Kerns the space before a word that goes on from left to right in the same style.
    fn kern_space(
        &mut self,
        segment: usize,
        font: FontId,
        key: ShapeKeyId,
        word: &str,
        scale: impl Fn(i32) -> Length,
    ) {
        let Some(before) = self.units.last_mut().filter(|before| before.space > Length::ZERO) else { return };
        let goes_on = matches!(&before.kind, UnitKind::Word { font: known, .. } if *known == font)
            && before.segment.is_some_and(|known| known as usize == segment)
            && !before.level.is_rtl();
        if goes_on {
            before.space =
                (before.space + scale(self.typesetter.shaper.after_space(key, word))).max(Length::ZERO);
        }
    }

    /// The glyphs of characters that no font has: one box for each.
    fn boxes_for(&self, font: FontId, word: &str) -> ShapedWord {
        let Some((_, id)) = self.typesetter.fonts.missing_glyph() else { return ShapedWord::default() };
        let advance = self.typesetter.fonts.face(font).map_or(0.0, |face| face.advance(id)) as i32;
        let glyphs: Vec<ShapedGlyph> = word
            .char_indices()
            .map(|(at, _)| ShapedGlyph {
                id,
                cluster: u32::try_from(at).unwrap_or(u32::MAX),
                advance,
                x_offset: 0,
                y_offset: 0,
                unsafe_to_break: false,
            })
            .collect();
        ShapedWord::of_boxes(glyphs)
    }

    /// A space stretched to the next tab stop.
    fn tab(&mut self, segment: &Segment, run: &Run, key: Option<ShapeKeyId>) -> ShapedGlyph {
        let size = usize::from(segment.style.text.tab_size).max(1);
        let columns = size - self.column % size;
        self.column += columns;
        let space = key.map(|key| self.typesetter.shaper.word(key, " ")).unwrap_or_default();
        let glyph = space.glyphs.first().copied();
        let id = glyph.map_or_else(|| self.typesetter.space_glyph(run.font), |glyph| glyph.id);
        let advance =
            glyph.map_or(0, |glyph| glyph.advance).saturating_mul(i32::try_from(columns).unwrap_or(1));
        ShapedGlyph { id, cluster: 0, advance, x_offset: 0, y_offset: 0, unsafe_to_break: false }
    }
}

/// How much of a piece makes one unit: up to its first tab, to the end of its first spaces, which stretch whether or
/// not a line may end there, and not more than the longest unit.
fn unit_length(piece: &str) -> usize {
    if piece.starts_with('\t') {
        return 1;
    }
    let length = piece.find('\t').unwrap_or(piece.len());
    let spaces = |first: usize| piece.bytes().skip(first).take_while(|byte| *byte == b' ').count();
    let length = piece.find(' ').map_or(length, |first| length.min(first + spaces(first)));
    if length <= LONGEST_UNIT {
        return length;
    }
    (1..=LONGEST_UNIT).rev().find(|&at| piece.is_char_boundary(at)).unwrap_or(length)
}

/// The OpenType tag of a character's script; `None` for characters that take their neighbour's.
pub(super) fn script_tag(character: char) -> Option<[u8; 4]> {
    if character.is_ascii_alphabetic() {
        return Some(*b"Latn");
    }
    if character.is_ascii() {
        return None;
    }
    match character.script() {
        Script::Common | Script::Inherited | Script::Unknown => None,
        script => script.short_name().as_bytes().try_into().ok(),
    }
}
