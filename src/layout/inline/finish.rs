//! Turns the chosen breaks into lines: aligned, justified, every glyph at its place.

use super::breakpoint::{Breakpoint, space_shrink, space_stretch};
use super::collect::Segment;
use super::content::{InlineItem, Line, LineItem};
use super::decoration::Boxes;
use super::emergency;
use super::knuth_plass::LineWidths;
use super::leader;
use super::letters;
use super::piece::{Piece, pieces};
use super::run::RunBuilder;
use super::strut::Strut;
use super::typesetter::{Paragraph, Typesetter};
use super::unit::UnitKind;
use crate::diagnostic::{Code, Diagnostic};
use crate::geometry::{Length, Size};
use crate::layout::frame::{ArtifactType, ContentTag, FrameItemKind, Shape};
use crate::layout::quality::LineFacts;
use crate::source::Span;
use crate::style::{TextAlign, TextAlignLast, TextDirection, VerticalAlign};

/// Hundredths of an em that justification adds to a space at most where a line has so many of them or more, and to one of
/// fewer, which would be gaps: words before a picture as wide as the column would stand apart, and before long code.
const LOOSEST: i32 = 100;
const LOOSEST_OF_FEW: i32 = 50;
const FEW: usize = 3;

/// How many letters of a word a message shows.
const MOST_SHOWN: usize = 60;

/// The lines of a paragraph that is broken at `breaks`.
pub(super) fn finish(
    typesetter: &Typesetter<'_>,
    paragraph: &Paragraph<'_>,
    widths: &LineWidths,
    breaks: &[Breakpoint],
) -> Vec<Line> {
    let mut lines = Vec::with_capacity(breaks.len());
    let mut previous: Option<&Breakpoint> = None;
    for (index, point) in breaks.iter().enumerate() {
        let line = Setting { typesetter, paragraph, widths, index, from: previous, to: point };
        lines.push(line.set());
        previous = Some(point);
    }
    if let Some(initial) = &paragraph.initial {
        initial.place(typesetter, paragraph, widths, &mut lines);
    }
    lines
}

/// One line about to be set.
struct Setting<'s, 't> {
    typesetter: &'s Typesetter<'t>,
    paragraph: &'s Paragraph<'s>,
    widths: &'s LineWidths,
    index: usize,
    from: Option<&'s Breakpoint>,
    to: &'s Breakpoint,
}

/// Where a line starts, and what its spaces are stretched by.
struct Spacing {
    x: Length,
    word: Length,
    /// What is added between letters that may be moved.
    letter: Length,
    /// What each leader is widened by.
    leader: Length,
    overfull: bool,
}

impl Setting<'_, '_> {
    fn set(&self) -> Line {
        let mut pieces = pieces(self.typesetter, self.paragraph, self.from, self.to);
        let (spacing, facts) = self.spacing(&pieces);
        if spacing.overfull {
            self.report_overfull();
        }
        let cut = emergency::cut_word(self.paragraph, self.to);
        if let Some(word) = cut {
            self.report_cut(word);
        }
        reorder(&mut pieces);
        let facts = LineFacts { cut: cut.is_some(), ..facts };
        let (hyphenated, overfull) = (self.to.flagged, spacing.overfull);
        let mut line = Line { hyphenated, overfull, facts, ..Line::default() };
        let strut = self.place(&pieces, &spacing, &mut line);
        line.height = strut.height();
        line.baseline = strut.above;
        line
    }

    /// The alignment that counts for this line; one that is too loose to be justified starts where lines start.
    fn align(&self, too_loose: bool) -> TextAlign {
        let text = &self.paragraph.content.style.text;
        let ends = self.to.forced;
        let asked = match text.align_last {
            _ if !ends && too_loose && text.align == TextAlign::Justify => TextAlign::Start,
            TextAlignLast::Auto if ends && text.align == TextAlign::Justify => TextAlign::Start,
            TextAlignLast::Auto => text.align,
            _ if !ends => text.align,
            TextAlignLast::Start => TextAlign::Start,
            TextAlignLast::End => TextAlign::End,
            TextAlignLast::Left => TextAlign::Left,
            TextAlignLast::Right => TextAlign::Right,
            TextAlignLast::Center => TextAlign::Center,
            TextAlignLast::Justify => TextAlign::Justify,
        };
        match (asked, text.direction) {
            (TextAlign::Start, TextDirection::Ltr) | (TextAlign::End, TextDirection::Rtl) => TextAlign::Left,
            (TextAlign::Start, TextDirection::Rtl) | (TextAlign::End, TextDirection::Ltr) => TextAlign::Right,
            (other, _) => other,
        }
    }

    fn spacing(&self, pieces: &[Piece<'_>]) -> (Spacing, LineFacts) {
        let (start, width) = self.widths.line(self.index);
        let hang_start =
            self.from.map_or_else(|| self.paragraph.first_start(self.typesetter).1, |point| point.hang_start);
        let hang_start = self.widths.hang(self.index, hang_start);
        let (hang_start, hang_end) = match self.paragraph.content.style.text.align_string {
            Some(_) => (Length::ZERO, Length::ZERO),
            None => (Length::from_units(hang_start), Length::from_units(self.to.hang_end)),
        };
        let spaces_width = spaces_width(pieces);
        let words_width: Length = pieces.iter().map(|piece| piece.width).sum();
        let natural = words_width + spaces(pieces).map(|piece| piece.unit.space).sum();
        let room = width + hang_start + hang_end;
        let free = room - natural;
        let spaces = stretchable_spaces(pieces);
        let is_filled = !self.to.forced || self.widths.justified_last || free < Length::ZERO;
        let tolerance = Length(Length::PER_PT / 8);
        let squeezed = self.widths.justified && free < Length::ZERO;
        let loosest = if spaces < FEW { LOOSEST_OF_FEW } else { LOOSEST };
        let most = self.paragraph.content.style.font.size.scale(loosest, 100);
        let too_loose =
            !self.widths.justified || free > most.scale(i32::try_from(spaces).unwrap_or(i32::MAX), 1);
        let leaders = leader::count(self.paragraph, pieces);
        let (word, letter, leader) = (Length::ZERO, Length::ZERO, Length::ZERO);
        let spacing = match self.align(too_loose) {
            _ if leaders > 0 => Spacing {
                x: start - hang_start,
                word,
                letter,
                leader: free.max(Length::ZERO).scale(1, i32::try_from(leaders).unwrap_or(i32::MAX)),
                overfull: free < -tolerance,
            },
            // A single word, too, may be squeezed by its letters.
            align if spaces > 0 && align == TextAlign::Justify || squeezed => {
                let letter = self.letter(pieces, free);
                let free = free - letter.scale(self.moved(pieces), 1);
                let tightest = -Length::from_units(space_shrink(i64::from(spaces_width.0)));
                let used = if free < tightest { tightest } else { free };
                let word = used.scale(1, i32::try_from(spaces.max(1)).unwrap_or(i32::MAX));
                Spacing { x: start - hang_start, word, letter, leader, overfull: free < tightest - tolerance }
            }
            TextAlign::Right => Spacing {
                x: start + width - natural + hang_end,
                word,
                letter,
                leader,
                overfull: free < -tolerance,
            },
            TextAlign::Center => Spacing {
                x: start + (width - natural).scale(1, 2),
                word,
                letter,
                leader,
                overfull: free < -tolerance,
            },
            _ => Spacing { x: start - hang_start, word, letter, leader, overfull: free < -tolerance },
        };
        let facts = LineFacts {
            span: self.paragraph.content.span,
            free: free - spacing.letter.scale(self.moved(pieces), 1),
            natural,
            spaces: u32::try_from(spaces).unwrap_or(u32::MAX),
            spaces_width,
            word_spacing: spacing.word,
            runt: self.widths.runt,
            is_justified: self.widths.justified && is_filled && leaders == 0,
            is_forced: self.to.forced,
            ..LineFacts::default()
        };
        (spacing, facts)
    }

    /// How many letters and spaces of a line may be moved. What is added to the last letter that shows, and to the
    /// space behind it, is past the line's end.
    fn moved(&self, pieces: &[Piece<'_>]) -> i32 {
        let moved = |piece| self.segment(piece).map_or(0, |segment| letters::moved(segment, piece));
        let shown = last_inked(pieces).and_then(|last| pieces.get(..=last)).unwrap_or_default();
        let all: u32 = shown.iter().map(moved).sum();
        let last = shown.last().filter(|piece| moved(piece) > 0);
        let past = last.map_or(0, |piece| 1 + u32::from(piece.space.is_some()));
        i32::try_from(all.saturating_sub(past)).unwrap_or(i32::MAX)
    }

    /// What the letters of a justified line that may be moved are moved by.
    fn letter(&self, pieces: &[Piece<'_>], free: Length) -> Length {
        let spaces = i64::from(spaces_width(pieces).0);
        let give = if free < Length::ZERO { space_shrink(spaces) } else { space_stretch(spaces) };
        letters::share(&self.paragraph.content.style, self.moved(pieces), free, give)
    }

    fn segment(&self, piece: &Piece<'_>) -> Option<&Segment> {
        self.paragraph.collected.segments.get(piece.unit.segment? as usize)
    }

    /// Puts the pieces on the line from left to right.
    fn place(&self, pieces: &[Piece<'_>], spacing: &Spacing, line: &mut Line) -> Strut {
        let mut strut = Strut::of(self.typesetter, &self.paragraph.content.style);
        line.facts.strut = strut.above;
        let mut runs = RunBuilder::new(self.typesetter, self.paragraph, spacing.word, spacing.letter, pieces);
        let mut boxes = Boxes::new(self.typesetter, self.paragraph);
        let last = last_inked(pieces);
        let mut x = spacing.x;
        for (position, piece) in pieces.iter().enumerate() {
            let counted = last.is_some_and(|last| position < last);
            match &piece.unit.kind {
                UnitKind::Edge { inline_box, open } => {
                    runs.flush(&mut line.items);
                    boxes.edge(*inline_box, *open, x, piece.width, &mut line.anchors);
                    x += piece.width;
                }
                UnitKind::Break => runs.line_end(),
                UnitKind::Initial => self.note_start(piece, line),
                UnitKind::Atom(item) => {
                    runs.flush(&mut line.items);
                    let width = self.atom(*item, piece.width, x, spacing, &mut strut, line);
                    boxes.cover(self.segment(piece).and_then(|segment| segment.parent), x, x + width);
                    x += width;
                }
                UnitKind::Word { .. } | UnitKind::Tab { .. } => {
                    let Some(segment) = self.segment(piece) else { continue };
                    self.note_start(piece, line);
                    strut.include(self.typesetter, &segment.style, segment.raise);
                    let advance = runs.piece(piece, segment, x, &mut line.items);
                    let letters =
                        letters::moved(segment, piece).saturating_sub(u32::from(piece.space.is_some()));
                    let moved = spacing.letter.scale(i32::try_from(letters).unwrap_or(i32::MAX), 1);
                    let mut end = x + piece.width + moved;
                    if counted && piece.space.is_some() {
                        end += advance;
                    }
                    boxes.cover(segment.parent, x, end);
                    x = end;
                }
            }
        }
        runs.flush(&mut line.items);
        boxes.finish(line);
        strut
    }

    /// Notes the first text on the line.
    fn note_start(&self, piece: &Piece<'_>, line: &mut Line) {
        if line.start.is_none() {
            let offset = self.paragraph.collected.node_offset(piece.start);
            let node = self.segment(piece).and_then(|segment| segment.node);
            line.start = node.map(|node| (node, u32::try_from(offset).unwrap_or(u32::MAX)));
        }
    }

    /// Puts a picture or a leader on the line; gives how wide it is.
    fn atom(
        &self,
        item: usize,
        width: Length,
        x: Length,
        spacing: &Spacing,
        strut: &mut Strut,
        line: &mut Line,
    ) -> Length {
        let Some(item) = self.paragraph.content.items.get(item) else { return width };
        let InlineItem::Atom { image, size, style, tag, span } = item else {
            let (start, measure) = self.widths.line(self.index);
            let width = width + spacing.leader;
            line.items.extend(leader::row(self.typesetter, item, x, width, start + measure));
            return width;
        };
        let above = match style.boxed.vertical_align {
            VerticalAlign::Middle => size.height.scale(1, 2) + strut.x_height.scale(1, 2),
            VerticalAlign::Top | VerticalAlign::TextTop => strut.above,
            VerticalAlign::Bottom | VerticalAlign::TextBottom => size.height - strut.below,
            VerticalAlign::Length(raise) => size.height + raise,
            _ => size.height,
        };
        strut.extend(above, size.height - above);
        line.items.push(LineItem {
            x,
            y: -above,
            kind: FrameItemKind::Image(*image, *size),
            tag: *tag,
            span: *span,
        });
        width
    }

    fn report_cut(&self, word: &str) {
        if let Some(count) = self.typesetter.cuts.get() {
            self.typesetter.cuts.set(Some(count + 1));
            return;
        }
        let content = self.paragraph.content;
        let shown: String = word.chars().take(MOST_SHOWN).collect();
        let more = if shown.len() < word.len() { "…" } else { "" };
        let message = format!("the word “{shown}{more}” is wider than its line and is cut without a hyphen");
        let key = format!("{}:{}:{word}", content.span.source.0, content.span.start);
        let segment = self.paragraph.units.get(self.to.unit).and_then(|unit| {
            let segment = self.paragraph.collected.segments.get(unit.segment? as usize)?;
            Some(self.typesetter.span_at(
                segment,
                &self.paragraph.collected,
                unit.start,
                unit.start + word.len(),
            ))
        });
        let place = Some(segment.unwrap_or(content.span)).filter(|span| *span != Span::default());
        let diagnostic = Diagnostic::new(Code::WordCut, place, message)
            .help("put soft hyphens (&shy;) where it may be divided, or give it more room");
        self.typesetter.context.report_once(&key, diagnostic);
    }

    fn report_overfull(&self) {
        let content = self.paragraph.content;
        let message = "a line is wider than its column and could not be broken";
        let key = format!("{}:{}", content.span.source.0, content.span.start);
        let diagnostic = Diagnostic::new(Code::LineOverfull, content.span, message)
            .help("shorten the word or allow it to be hyphenated");
        self.typesetter.context.report_once(&key, diagnostic);
    }
}

/// The index after the last piece that shows something: spaces from there on are not counted.
fn last_inked(pieces: &[Piece<'_>]) -> Option<usize> {
    let inked = |piece: &Piece<'_>| match &piece.unit.kind {
        UnitKind::Word { .. } | UnitKind::Tab { .. } => {
            piece.width != Length::ZERO || !piece.glyphs.is_empty()
        }
        UnitKind::Atom(_) => true,
        UnitKind::Edge { .. } | UnitKind::Break | UnitKind::Initial => false,
    };
    pieces.iter().rposition(inked)
}

/// The pieces of a line with a space that shows.
fn spaces<'p, 'u>(pieces: &'p [Piece<'u>]) -> impl Iterator<Item = &'p Piece<'u>> {
    let last = last_inked(pieces).unwrap_or(0);
    pieces.iter().take(last).filter(|piece| piece.space.is_some())
}

/// Those whose space gives way.
fn giving<'p, 'u>(pieces: &'p [Piece<'u>]) -> impl Iterator<Item = &'p Piece<'u>> {
    spaces(pieces).filter(|piece| piece.unit.gives)
}

fn spaces_width(pieces: &[Piece<'_>]) -> Length {
    giving(pieces).map(|piece| piece.unit.space).sum()
}

fn stretchable_spaces(pieces: &[Piece<'_>]) -> usize {
    giving(pieces).count()
}

/// Puts pieces in visual order (UAX #9, rule L2).
fn reorder(pieces: &mut [Piece<'_>]) {
    let level = |piece: &Piece<'_>| piece.unit.level.number();
    let Some(highest) = pieces.iter().map(level).max().filter(|&level| level > 0) else { return };
    let lowest_odd = pieces.iter().map(level).filter(|level| level % 2 == 1).min().unwrap_or(highest + 1);
    for bound in (lowest_odd..=highest).rev() {
        for run in pieces.chunk_by_mut(|a, b| (level(a) >= bound) == (level(b) >= bound)) {
            if run.first().is_some_and(|piece| level(piece) >= bound) {
                run.reverse();
            }
        }
    }
}

/// A filled rectangle on a line.
pub(super) fn rectangle(
    x: Length,
    y: Length,
    size: Size,
    fill: crate::geometry::Color,
    span: Span,
) -> LineItem {
    let tag = ContentTag::Artifact(ArtifactType::Layout);
    LineItem { x, y, kind: FrameItemKind::Shape(Shape::Rect { size, fill }), tag, span }
}
