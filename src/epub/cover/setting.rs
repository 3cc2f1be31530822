//! Sets words: shapes them once, in font units, and breaks them into lines of like length at any size.

use harfrust::{Buffer, Feature, ShapeOptions, ShaperFont, Tag};

use crate::font::{Face, FontBook, FontQuery, FontStyle};

/// Words longer than this many characters are cut, as a headline is never hyphenated.
const LONGEST_WORD: usize = 36;

/// Characters that a cover has room for; what goes beyond becomes an ellipsis.
const LONGEST_TEXT: usize = 240;

/// A glyph in font units from its word's start.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph {
    pub(super) id: u32,
    pub(super) x: f32,
    pub(super) y: f32,
}

/// A shaped word, in font units.
#[derive(Debug)]
struct Word {
    glyphs: Vec<Glyph>,
    width: f32,
    letters: f32,
}

/// A text shaped in one face.
#[derive(Debug)]
pub(super) struct Setting<'a> {
    pub(super) face: &'a Face,
    words: Vec<Word>,
    space: f32,
    /// Space between letters in ems.
    tracking: f32,
}

/// A line of a setting at a size: glyphs in pixels from its start.
#[derive(Debug)]
pub(super) struct SetLine {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) width: f32,
    /// White space before the first letter's ink, by which a large line is moved to the margin.
    pub(super) bearing: f32,
}

impl<'a> Setting<'a> {
    /// A text in the face asked for, or in the first that has all its letters; `None` if none has.
    pub(super) fn new(
        fonts: &'a FontBook,
        query: &FontQuery<'_>,
        text: &str,
        tracking: f32,
    ) -> Option<Setting<'a>> {
        let text = shorten(text);
        let letters = || text.chars().filter(|letter| !letter.is_whitespace());
        let has_all = |face: &&Face| letters().all(|letter| face.glyph(letter).is_some());
        letters().next()?;
        let chosen = fonts.select(query).and_then(|found| fonts.face(found.id)).filter(has_all);
        let face = chosen.or_else(|| {
            let upright = fonts.iter().filter(|(_, face)| face.info.style == FontStyle::Normal);
            upright.map(|(_, face)| face).find(has_all)
        })?;
        let shaper = ShaperFont::new(face.shaping_font()?);
        let mut buffer = Buffer::new();
        let mut words = Vec::new();
        for word in text.split_whitespace().flat_map(pieces) {
            words.push(shape(&shaper, &mut buffer, word)?);
        }
        let space = face.glyph(' ').map_or(0.25 * em(face), |space| face.advance(space));
        Some(Setting { face, words, space, tracking })
    }

    /// Pixels for one font unit at a size.
    pub(super) fn scale(&self, size: f32) -> f32 {
        size / em(self.face)
    }

    /// How wide the widest word is at a size.
    pub(super) fn widest(&self, size: f32) -> f32 {
        self.words.iter().map(|word| self.word_width(word, size)).fold(0.0, f32::max)
    }

    /// The text in as few lines as a measure allows, the lines of like length.
    pub(super) fn lines(&self, size: f32, measure: f32, right_to_left: bool) -> Vec<SetLine> {
        let widths: Vec<f32> = self.words.iter().map(|word| self.word_width(word, size)).collect();
        let space = self.space_width(size);
        let starts = balanced(&widths, space, measure);
        let ends = starts.iter().skip(1).copied().chain([widths.len()]);
        starts.iter().zip(ends).map(|(&start, end)| self.line(start..end, size, right_to_left)).collect()
    }

    fn line(&self, range: std::ops::Range<usize>, size: f32, right_to_left: bool) -> SetLine {
        let words = self.words.get(range).unwrap_or_default();
        let order: Vec<&Word> =
            if right_to_left { words.iter().rev().collect() } else { words.iter().collect() };
        let mut line = SetLine { glyphs: Vec::new(), width: 0.0, bearing: 0.0 };
        let scale = self.scale(size);
        for (index, word) in order.into_iter().enumerate() {
            if index > 0 {
                line.width += self.space_width(size);
            }
            for (place, glyph) in (0_u16..).zip(&word.glyphs) {
                let tracked = f32::from(place) * self.tracking * size;
                line.glyphs.push(Glyph {
                    id: glyph.id,
                    x: line.width + glyph.x * scale + tracked,
                    y: glyph.y * scale,
                });
            }
            line.width += self.word_width(word, size);
        }
        line.bearing = line.glyphs.first().map_or(0.0, |first| {
            u16::try_from(first.id).map_or(0.0, |id| self.face.left_bearing(id)) * scale
        });
        line
    }

    fn word_width(&self, word: &Word, size: f32) -> f32 {
        word.width * self.scale(size) + (word.letters - 1.0).max(0.0) * self.tracking * size
    }

    fn space_width(&self, size: f32) -> f32 {
        self.space * self.scale(size) + 2.0 * self.tracking * size
    }
}

fn em(face: &Face) -> f32 {
    f32::from(face.metrics().units_per_em.max(1))
}

/// A text that a cover has room for.
fn shorten(text: &str) -> String {
    let line = crate::epub::markup::one_line(text);
    match line.char_indices().nth(LONGEST_TEXT) {
        None => line,
        Some((end, _)) => {
            let kept = line.get(..end).unwrap_or_default();
            let at_word = kept.rsplit_once(' ').map_or(kept, |(whole, _)| whole);
            format!("{}…", at_word.trim_end_matches([',', ';', ':', ' ']))
        }
    }
}

/// A word, or the pieces of one that no line could hold.
fn pieces(word: &str) -> Vec<&str> {
    let mut rest = word;
    let mut list = Vec::new();
    while let Some((at, _)) = rest.char_indices().nth(LONGEST_WORD) {
        let (piece, tail) = rest.split_at(at);
        list.push(piece);
        rest = tail;
    }
    list.push(rest);
    list
}

fn shape(shaper: &ShaperFont<'_, '_>, buffer: &mut Buffer, word: &str) -> Option<Word> {
    buffer.clear();
    buffer.push_str(word);
    buffer.guess_segment_properties();
    // Figures that stand as high as capitals: the words of a cover are few and large.
    let features = [Feature::new(Tag::new(b"lnum"), 1, ..)];
    harfrust::shape(shaper, buffer, ShapeOptions::new().features(&features)).ok()?;
    let mut word = Word { glyphs: Vec::with_capacity(buffer.len()), width: 0.0, letters: 0.0 };
    for (info, position) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
        let x = word.width + position.x_offset as f32;
        word.glyphs.push(Glyph { id: info.glyph_id, x, y: position.y_offset as f32 });
        word.width += position.x_advance as f32;
        word.letters += 1.0;
    }
    Some(word)
}

/// Where the lines begin: as few as fit the measure, the sum of their squared slack least.
fn balanced(widths: &[f32], space: f32, measure: f32) -> Vec<usize> {
    let count = widths.len();
    // For every end: fewest lines, least cost with them, start of the last line.
    let mut best: Vec<(u32, f32, usize)> = vec![(0, 0.0, 0)];
    for end in 1..=count {
        let mut width = -space;
        let mut choice = (u32::MAX, f32::MAX, end - 1);
        for start in (0..end).rev() {
            width += widths.get(start).copied().unwrap_or_default() + space;
            if width > measure && start + 1 < end {
                break;
            }
            let Some(&(lines, cost, _)) = best.get(start) else { break };
            let slack = (measure - width).max(0.0) / measure;
            let candidate = (lines + 1, cost + slack * slack, start);
            if (candidate.0, candidate.1) < (choice.0, choice.1) {
                choice = candidate;
            }
        }
        best.push(choice);
    }
    let mut starts = Vec::new();
    let mut end = count;
    while end > 0 {
        let start = best.get(end).map_or(0, |choice| choice.2);
        starts.push(start);
        end = start;
    }
    starts.reverse();
    starts
}

#[cfg(test)]
mod tests {
    use super::{balanced, pieces, shorten};

    #[test]
    fn lines_are_few_and_alike() {
        assert_eq!(balanced(&[3.0, 3.0, 3.0, 3.0], 1.0, 11.0), [0, 2]);
        assert_eq!(balanced(&[20.0, 2.0, 2.0], 1.0, 11.0), [0, 1]);
        assert_eq!(balanced(&[], 1.0, 11.0), [0_usize; 0]);
    }

    #[test]
    fn long_texts_are_cut() {
        assert!(shorten(&"word ".repeat(100)).ends_with("word…"));
        assert_eq!(pieces(&"é".repeat(80)).len(), 3);
    }
}
