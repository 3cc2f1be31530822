//! Text of a drawing: glyph runs under a matrix of their own (ISO 32000-1, 9.4).

use crate::image::graphic::{Matrix, Paint, PlacedGlyph, TextRun};
use crate::pdf::graphic::content::Writer;
use crate::pdf::graphic::number::put;
use crate::pdf::syntax::Syntax;

/// A line of glyphs that share a direction: where the pen stands, in thousandths of the size.
struct Line {
    start: Matrix,
    pen: f32,
}

impl Writer<'_> {
    /// Writes a run as a text object.
    pub(super) fn text_run(&mut self, run: &TextRun) {
        let codes: Vec<u16> = self.codes.by_ref().take(run.glyphs.len()).copied().collect();
        let fonts = self.fonts;
        let Some(font) = fonts.get(run.font).filter(|_| run.size > 0.0) else { return };
        if let Some(color) = run.color {
            self.alphas((color.a, u8::MAX));
            self.color(&Paint::Color(color), false);
        }
        // Word spacing and rise are the page's, which the form inherits.
        self.out.put("BT 0 Tw 0 Ts ").put(if run.color.is_some() { "0 Tr /F" } else { "3 Tr /F" });
        self.out.int(font.number as i64).put(" ");
        put(&mut self.out, run.size, 4);
        self.out.put("Tf\n");
        let mut line: Option<Line> = None;
        for (glyph, &code) in run.glyphs.iter().zip(&codes).filter(|(_, code)| **code != 0) {
            let gap = line.as_ref().and_then(|line| line.gap(glyph, run.size));
            match gap {
                Some(gap) if gap.abs() < 1.0 => {}
                Some(gap) => {
                    self.out.put(">");
                    put(&mut self.out, -gap, 0);
                    self.out.put("<");
                    if let Some(line) = &mut line {
                        line.pen += gap.round();
                    }
                }
                None => {
                    if line.is_some() {
                        self.out.put(">]TJ\n");
                    }
                    self.digits.put_matrix(&mut self.out, glyph.matrix);
                    self.out.put("Tm[<");
                    line = Some(Line { start: glyph.matrix, pen: 0.0 });
                }
            }
            let hex = if font.wide { format!("{code:04X}") } else { format!("{code:02X}") };
            self.out.put(&hex);
            if let Some(line) = &mut line {
                line.pen += font.width(code) as f32 / 100.0;
            }
        }
        if line.is_some() {
            self.out.put(">]TJ\n");
        }
        self.out.put("ET\n");
    }
}

impl Line {
    /// How far ahead of the pen a glyph stands, in thousandths of the size; `None` if it is not on this line.
    fn gap(&self, glyph: &PlacedGlyph, size: f32) -> Option<f32> {
        let [a, b, c, d, e, f] = self.start;
        let [ga, gb, gc, gd, ge, gf] = glyph.matrix;
        let same = [(a, ga), (b, gb), (c, gc), (d, gd)].iter().all(|(one, other)| (one - other).abs() < 1e-5);
        let determinant = a * d - b * c;
        if !same || determinant == 0.0 {
            return None;
        }
        let (dx, dy) = (ge - e, gf - f);
        let along = (dx * d - dy * c) / determinant * 1000.0 / size;
        let across = (dy * a - dx * b) / determinant * 1000.0 / size;
        let gap = along - self.pen;
        (across.abs() < 1.0 && gap.abs() < 20_000.0).then_some(gap)
    }
}
