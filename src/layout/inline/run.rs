//! Gathers the glyphs of neighbouring pieces into runs.

use super::collect::Segment;
use super::content::LineItem;
use super::letters;
use super::piece::Piece;
use super::shape::ShapedGlyph;
use super::typesetter::{Paragraph, Typesetter};
use crate::geometry::Length;
use crate::layout::frame::{FrameItemKind, Glyph, GlyphRun, Shift};

/// A run that is being gathered.
struct Open {
    segment: u32,
    x: Length,
    start: usize,
    end: usize,
    run: GlyphRun,
}

/// Gathers pieces of one segment and face into one glyph run.
pub(super) struct RunBuilder<'b, 't> {
    typesetter: &'b Typesetter<'t>,
    paragraph: &'b Paragraph<'b>,
    word_spacing: Length,
    /// What is added between letters that may be moved.
    letter: Length,
    /// The glyphs and the bytes that the rest of the line has room for.
    room: (usize, usize),
    open: Option<Open>,
}

impl<'b, 't> RunBuilder<'b, 't> {
    /// A builder of the runs of a line that is made of some pieces.
    pub fn new(
        typesetter: &'b Typesetter<'t>,
        paragraph: &'b Paragraph<'b>,
        word_spacing: Length,
        letter: Length,
        pieces: &[Piece<'_>],
    ) -> RunBuilder<'b, 't> {
        // One more for a forced break.
        let room = pieces.iter().map(size).fold((1, 1), |sum, size| (sum.0 + size.0, sum.1 + size.1));
        RunBuilder { typesetter, paragraph, word_spacing, letter, room, open: None }
    }

    /// Adds a piece at `x`; returns the advance of its stretched trailing space.
    pub fn piece(
        &mut self,
        piece: &Piece<'_>,
        segment: &Segment,
        x: Length,
        items: &mut Vec<LineItem>,
    ) -> Length {
        let (Some(font), Some(index)) = (piece.font, piece.unit.segment) else { return Length::ZERO };
        let fits = self.open.as_ref().is_some_and(|open| open.segment == index && open.run.font == font);
        if !fits {
            self.flush(items);
        }
        let size = segment.style.font.size;
        let word_spacing = if piece.unit.gives { self.word_spacing } else { Length::ZERO };
        let moved = if letters::moved(segment, piece) > 0 { self.letter } else { Length::ZERO };
        let spacing = segment.style.font.letter_spacing + moved;
        let (glyphs, bytes) = self.room;
        let size_of_piece = self::size(piece);
        self.room = (glyphs.saturating_sub(size_of_piece.0), bytes.saturating_sub(size_of_piece.1));
        let open = self.open.get_or_insert_with(|| {
            let run = GlyphRun {
                font,
                size,
                color: segment.style.color.0,
                text: String::with_capacity(bytes),
                glyphs: Vec::with_capacity(glyphs),
                shifts: Vec::new(),
                word_spacing,
                letter_spacing: spacing,
                word: None,
            };
            Open { segment: index, x, start: piece.start, end: piece.start, run }
        });
        let rtl = piece.unit.level.is_rtl();
        let text = self.paragraph.collected.text.get(piece.start..piece.end).unwrap_or_default();
        let shown = if piece.space.is_some() { text.strip_suffix(' ').unwrap_or(text) } else { text };
        let per_em = self.typesetter.units_per_em(font);
        let scale = |units: i32| if units == 0 { Length::ZERO } else { size.scale(units, per_em) };
        let space_glyph = piece.space.map(|glyph| {
            // The unit's space is kerned with what follows it; that of an initial's word has none.
            let advance = match piece.unit.space {
                Length::ZERO => scale(glyph.advance) + spacing + segment.style.font.word_spacing,
                kerned => kerned + moved,
            };
            (glyph.id, advance)
        });
        if rtl {
            push_space(&mut open.run, space_glyph);
        }
        push_glyphs(&mut open.run, shown, piece.hyphen, &piece.glyphs, spacing, scale);
        if !rtl {
            push_space(&mut open.run, space_glyph);
        }
        open.start = open.start.min(piece.start);
        open.end = open.end.max(piece.end);
        space_glyph.map_or(Length::ZERO, |(_, advance)| advance + word_spacing)
    }

    /// A forced break leaves a space in the text, so that the words on both sides of it stay apart when copied.
    pub fn line_end(&mut self) {
        let Some(open) = &mut self.open else { return };
        if open.run.text.ends_with(' ') {
            return;
        }
        let id = self.typesetter.space_glyph(open.run.font);
        let advance = self.typesetter.fonts.face(open.run.font).map_or(0.0, |face| face.advance(id));
        let advance = self.typesetter.scale(open.run.font, open.run.size, advance as i32);
        push_space(&mut open.run, Some((id, advance)));
    }

    /// Ends the run and puts it on the line.
    pub fn flush(&mut self, items: &mut Vec<LineItem>) {
        let Some(mut open) = self.open.take() else { return };
        let Some(segment) = self.paragraph.collected.segments.get(open.segment as usize) else { return };
        if open.run.glyphs.is_empty() {
            return;
        }
        // Room was made for the whole line: where the face changes, much of it is left over.
        if open.run.glyphs.capacity() * 4 > open.run.glyphs.len() * 5 {
            open.run.glyphs.shrink_to_fit();
            open.run.text.shrink_to_fit();
        }
        let span = self.typesetter.span_at(segment, &self.paragraph.collected, open.start, open.end);
        let kind = FrameItemKind::Text(open.run);
        // Most lines are one run.
        if items.is_empty() {
            items.reserve_exact(1);
        }
        items.push(LineItem { x: open.x, y: -segment.raise, kind, tag: segment.tag, span });
    }
}

/// The glyphs and the bytes that a piece adds to its run, at most.
fn size(piece: &Piece<'_>) -> (usize, usize) {
    let hyphen = if piece.hyphen { '\u{AD}'.len_utf8() } else { 0 };
    (piece.glyphs.len() + usize::from(piece.space.is_some()), piece.end.saturating_sub(piece.start) + hyphen)
}

fn offset(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn push_space(run: &mut GlyphRun, space: Option<(u16, Length)>) {
    let Some((id, x_advance)) = space else { return };
    let text_start = offset(run.text.len());
    run.text.push(' ');
    run.glyphs.push(Glyph { id, text_length: 1, x_advance, text_start });
}

/// Appends a piece's text and glyphs; the first glyph of a cluster shows all its characters.
fn push_glyphs(
    run: &mut GlyphRun,
    text: &str,
    hyphen: bool,
    glyphs: &[ShapedGlyph],
    letter_spacing: Length,
    scale: impl Fn(i32) -> Length,
) {
    let base = run.text.len();
    run.text.push_str(text);
    if hyphen {
        run.text.push('\u{AD}');
    }
    let total = run.text.len() - base;
    let ascending = glyphs.is_sorted_by_key(|glyph| glyph.cluster);
    let mut clusters = glyphs.chunk_by(|a, b| a.cluster == b.cluster).peekable();
    while let Some(cluster) = clusters.next() {
        let start = cluster.first().map_or(total, |glyph| glyph.cluster as usize).min(total);
        let end = match clusters.peek().and_then(|next| next.first()) {
            Some(next) if ascending => next.cluster as usize,
            None if ascending => total,
            _ => following(glyphs, start).unwrap_or(total),
        };
        let end = end.min(total);
        let mut push = |glyph: &ShapedGlyph, from: usize, to: usize, spacing: Length| {
            if (glyph.x_offset, glyph.y_offset) != (0, 0) {
                let index = offset(run.glyphs.len());
                run.shifts.push(Shift { glyph: index, x: scale(glyph.x_offset), y: scale(glyph.y_offset) });
            }
            run.glyphs.push(Glyph {
                id: glyph.id,
                // No unit is as long.
                text_length: u16::try_from(to.saturating_sub(from)).unwrap_or(u16::MAX),
                x_advance: scale(glyph.advance) + if glyph.advance == 0 { Length::ZERO } else { spacing },
                text_start: offset(base + from),
            });
        };
        if let [glyph] = cluster {
            push(glyph, start, end, letter_spacing);
            continue;
        }
        let shares = shares(run.text.get(base + start..base + end).unwrap_or_default(), cluster.len());
        for (index, (glyph, (from, to))) in cluster.iter().zip(shares).enumerate() {
            let last = index + 1 == cluster.len();
            push(glyph, start + from, start + to, if last { letter_spacing } else { Length::ZERO });
        }
    }
}

/// The first cluster after one in the text, for glyphs that stand in another order; a word has few.
fn following(glyphs: &[ShapedGlyph], cluster: usize) -> Option<usize> {
    glyphs.iter().map(|glyph| glyph.cluster as usize).filter(|&other| other > cluster).min()
}

/// Shares a cluster's characters among its glyphs: each of the last shows one, the first shows the rest. Glyphs
/// beyond the characters show none.
fn shares(text: &str, glyphs: usize) -> Vec<(usize, usize)> {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let tail = glyphs.saturating_sub(1).min(starts.len().saturating_sub(1));
    let cut = starts.len() - tail;
    let mut edges: Vec<usize> =
        std::iter::once(0).chain(starts.get(cut..).unwrap_or_default().iter().copied()).collect();
    edges.push(text.len());
    let mut list: Vec<(usize, usize)> =
        edges.windows(2).filter_map(|edge| Some((*edge.first()?, *edge.last()?))).collect();
    list.resize(glyphs, (text.len(), text.len()));
    list
}
