//! Glyph runs: text objects, grouped strings and adjustments (ISO 32000-1, 9.3 and 9.4).
//!
//! The reader's pen is followed in billionths of a point, from the very numbers that the file holds. A glyph whose
//! place differs from the pen's by a thousandth of an em or more is moved by whole thousandths, so no error adds up
//! and equal pairs of letters compress to equal bytes.

use crate::geometry::{Length, Point};
use crate::layout::frame::{Glyph, GlyphRun};
use crate::pdf::content::Painter;
use crate::pdf::font::FontCodes;
use crate::pdf::syntax::{Syntax, hundredths, thousandths};

/// A text object's state.
#[derive(Clone, Debug, Default)]
pub struct TextState {
    /// The font's number and its size in thousandths of a point.
    font: Option<(usize, i64)>,
    /// `Tw`, in thousandths of a point.
    word_spacing: i64,
    /// `Tc`, in thousandths of a point.
    char_spacing: i64,
    /// `Ts`, in thousandths of a point.
    rise: i64,
    /// The start of the line in hundredths of a point; `None` outside of text objects.
    line: Option<(i64, i64)>,
    /// Where the reader's pen stands, in billionths of a point from the line's start.
    pen: i64,
    /// The inside of the `TJ` array that is being gathered.
    array: Vec<u8>,
    /// Bytes of the string that is open in `array`, if one is.
    string: Option<usize>,
    /// Whether `array` holds an adjustment or a second string.
    adjusted: bool,
}

/// Billionths of a point.
const BILLIONTHS_PER_HUNDREDTH: i64 = 10_000_000;
const BILLIONTHS_PER_THOUSANDTH: i64 = 1_000_000;

/// No string in a content stream grows beyond what ISO 19005-2, 6.1.13 allows.
const LONGEST_STRING: usize = 30_000;

fn billionths(length: Length) -> i64 {
    i64::from(length.0) * 1_953_125 / 2
}

impl Painter<'_> {
    /// Shows a run with its baseline's start at `at`.
    pub(super) fn glyph_run(&mut self, run: &GlyphRun, at: Point) {
        let size = thousandths(run.size);
        let fonts = self.fonts;
        let first = self.next_code;
        self.next_code += run.glyphs.len();
        let Some(font) = fonts.get(run.font).filter(|_| size > 0 && !run.glyphs.is_empty()) else { return };
        let codes = fonts.codes().get(first..self.next_code).unwrap_or_default();
        self.fill(run.color);
        self.font(&font, size);
        self.word_spacing(&font, run.word_spacing);
        self.char_spacing(run.letter_spacing);
        self.place(at, size);
        let private = has_private_characters(&run.text);
        if private {
            self.flush_string();
            self.out.put("/Span<</ActualText").text(&run.text).put(">>BDC\n");
        }
        let line_x = self.text.line.map_or(0, |(x, _)| x);
        let mut target = billionths(at.x) - line_x * BILLIONTHS_PER_HUNDREDTH;
        for ((glyph, shift), &code) in run.placed().zip(codes) {
            if code != 0 {
                self.glyph(shift, code, &font, size, target);
            }
            target += billionths(glyph.x_advance);
            if is_space(run, glyph) {
                target += billionths(run.word_spacing);
            }
        }
        if private {
            self.flush_string();
            self.out.put("EMC\n");
        }
    }

    fn glyph(
        &mut self,
        (right, up): (Length, Length),
        code: u16,
        font: &FontCodes<'_>,
        size: i64,
        target: i64,
    ) {
        let rise = thousandths(up);
        if rise != self.text.rise {
            self.flush_string();
            self.text.rise = rise;
            self.out.decimal(rise, 3).put(" Ts\n");
        }
        self.adjust(target + billionths(right) - self.text.pen, size);
        self.push_code(code, font.wide);
        self.text.pen += font.width(code) * size * 10 + self.text.char_spacing * BILLIONTHS_PER_THOUSANDTH;
        if code == 32 && !font.wide {
            self.text.pen += self.text.word_spacing * BILLIONTHS_PER_THOUSANDTH;
        }
    }

    /// Moves the pen by whole thousandths of an em where it is off by one or more.
    fn adjust(&mut self, error: i64, size: i64) {
        let unit = size * 1000;
        if error.abs() < unit {
            return;
        }
        let steps = (error + error.signum() * unit / 2) / unit;
        self.close_string();
        self.text.adjusted = true;
        self.text.array.int(-steps);
        self.text.pen += steps * unit;
    }

    fn push_code(&mut self, code: u16, wide: bool) {
        let text = &mut self.text;
        if text.string.is_some_and(|length| length >= LONGEST_STRING) {
            text.array.push(b')');
            text.string = None;
            text.adjusted = true;
        }
        if text.string.is_none() {
            text.array.push(b'(');
        }
        let [high, low] = code.to_be_bytes();
        if wide {
            text.array.string_byte(high);
        }
        text.array.string_byte(low);
        text.string = Some(text.string.unwrap_or(0) + 1 + usize::from(wide));
    }

    fn close_string(&mut self) {
        if self.text.string.take().is_some() {
            self.text.array.push(b')');
        }
    }

    /// Writes the strings gathered so far.
    pub(super) fn flush_string(&mut self) {
        self.close_string();
        let text = &mut self.text;
        if text.array.is_empty() {
            return;
        }
        if text.adjusted {
            self.out.put("[");
            self.out.append(&mut text.array);
            self.out.put("]TJ\n");
        } else {
            self.out.append(&mut text.array);
            self.out.put("Tj\n");
        }
        text.adjusted = false;
    }

    fn font(&mut self, font: &FontCodes<'_>, size: i64) {
        if self.text.font != Some((font.number, size)) {
            self.flush_string();
            self.text.font = Some((font.number, size));
            self.out.put("/F").int(font.number as i64).put(" ").decimal(size, 3).put(" Tf\n");
        }
    }

    fn word_spacing(&mut self, font: &FontCodes<'_>, spacing: Length) {
        let spacing = thousandths(spacing);
        if !font.wide && spacing != self.text.word_spacing {
            self.flush_string();
            self.text.word_spacing = spacing;
            self.out.decimal(spacing, 3).put(" Tw\n");
        }
    }

    /// Letters that are spaced by adjustments instead are taken for words of one letter by some readers.
    fn char_spacing(&mut self, spacing: Length) {
        let spacing = thousandths(spacing);
        if spacing != self.text.char_spacing {
            self.flush_string();
            self.text.char_spacing = spacing;
            self.out.decimal(spacing, 3).put(" Tc\n");
        }
    }

    /// Brings the pen to a baseline's start: on the same line by going on, else by a move.
    fn place(&mut self, at: Point, size: i64) {
        let (x, y) = (hundredths(at.x), self.up(at.y));
        if let Some((line_x, line_y)) = self.text.line {
            let gap = billionths(at.x) - line_x * BILLIONTHS_PER_HUNDREDTH - self.text.pen;
            let near = size * 1000 * 4000;
            if y == line_y && gap.abs() < near {
                return;
            }
        }
        self.flush_string();
        let (line_x, line_y) = self.text.line.unwrap_or_else(|| {
            self.out.put("BT\n");
            (0, 0)
        });
        self.out.decimal(x - line_x, 2).put(" ").decimal(y - line_y, 2).put(" Td\n");
        self.text.line = Some((x, y));
        self.text.pen = 0;
    }

    /// Closes the text object, if one is open.
    pub(super) fn end_text(&mut self) {
        self.flush_string();
        if self.text.line.take().is_some() {
            self.out.put("ET\n");
        }
    }
}

fn is_space(run: &GlyphRun, glyph: &Glyph) -> bool {
    glyph.text_length == 1 && run.text.as_bytes().get(glyph.text_start as usize) == Some(&b' ')
}

/// Whether a text holds private-use characters, which need words of their own (ISO 19005-2, 6.2.11.7.3).
fn has_private_characters(text: &str) -> bool {
    let private = |c| matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}');
    text.bytes().any(|byte| byte >= 0xEE) && text.chars().any(private)
}
