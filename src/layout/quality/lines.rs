//! What is judged line by line: its spaces, its width, its place on the grid and on the page.

use super::{Fault, LineKind, Measuring, SetLine, pages};
use crate::geometry::{Length, Point, Size};
use crate::layout::frame::{FrameItem, FrameItemKind, GlyphRun};
use crate::layout::inline::{space_shrink, space_stretch};

/// What is no matter: an eighth of a point.
pub(super) const TOLERANCE: Length = Length(Length::PER_PT / 8);

impl SetLine {
    /// TeX's adjustment ratio: the share of their stretch or shrink that the spaces take up; `None` if it has no spaces.
    pub fn ratio(&self) -> Option<f64> {
        let (spaces, change) = (i64::from(self.facts.spaces_width.0), self.facts.free.0);
        let limit = if change < 0 { space_shrink(spaces) } else { space_stretch(spaces) };
        (limit > 0).then(|| f64::from(change) / limit as f64)
    }

    /// By what share of their width its spaces are stretched or shrunk; `None` if it has none or was not justified, be it
    /// that it would have been far too loose.
    pub fn stretch(&self) -> Option<f64> {
        let facts = &self.facts;
        let is_stretched = facts.word_spacing != Length::ZERO || facts.free.abs() <= TOLERANCE;
        let added = f64::from(facts.word_spacing.0) * f64::from(facts.spaces);
        let spaces = f64::from(facts.spaces_width.0);
        (facts.is_justified && is_stretched && spaces > 0.0).then(|| added / spaces)
    }
}

impl Measuring<'_> {
    /// Judges every line, and every piece of text on a page.
    pub fn lines(&mut self) {
        let paged = self.paged;
        for (number, page) in pages(paged) {
            for line in &page.setting.lines {
                for fault in faults(line, page.setting.top, self.grid) {
                    let place = self.place(line);
                    self.find(fault, number, place);
                }
            }
            for item in page.items.iter().filter(|item| is_clipped(item, page.size)) {
                self.find(Fault::Clipped, number, Some(item.span).filter(|span| *span != Default::default()));
            }
        }
    }
}

fn faults(line: &SetLine, top: Length, grid: Length) -> impl Iterator<Item = Fault> {
    [
        spacing(line),
        off_grid(line, top, grid),
        line.overfull.then_some(Fault::Overfull),
        line.facts.cut.then_some(Fault::Cut),
    ]
    .into_iter()
    .flatten()
}

/// A ratio this little over 1 comes of whole units.
const NEARLY: f64 = 1.01;

fn spacing(line: &SetLine) -> Option<Fault> {
    if !line.facts.is_justified {
        return None;
    }
    match line.ratio() {
        Some(ratio) if ratio > NEARLY => Some(Fault::Loose(Some(ratio))),
        Some(ratio) if ratio < -NEARLY => Some(Fault::Tight(ratio)),
        None if line.facts.free > TOLERANCE => Some(Fault::Loose(None)),
        _ => None,
    }
}

fn off_grid(line: &SetLine, top: Length, grid: Length) -> Option<Fault> {
    if line.facts.kind != LineKind::Running || grid <= Length::ZERO {
        return None;
    }
    let y = line.position.y - top - line.facts.strut;
    let below = Length(y.0.rem_euclid(grid.0));
    let by = if below.scale(2, 1) > grid { below - grid } else { below };
    (by.abs() > TOLERANCE).then_some(Fault::OffGrid(by))
}

fn is_clipped(item: &FrameItem, page: Size) -> bool {
    let FrameItemKind::Text(run) = &item.kind else { return false };
    let (start, end) = ink(run);
    let Point { x, y } = item.position;
    // Turned text runs up from its place.
    let (along, across, length, width) = match item.turned {
        false => (x, y, page.width, page.height),
        true => (page.height - y, x, page.height, page.width),
    };
    let is_along = along + start < -TOLERANCE || along + end > length + TOLERANCE;
    is_along || across < Length::ZERO || across > width
}

/// Where the first glyph that is no space begins, and where the last one ends.
fn ink(run: &GlyphRun) -> (Length, Length) {
    let (mut start, mut end, mut x) = (None, Length::ZERO, Length::ZERO);
    for glyph in &run.glyphs {
        let is_space = run.is_space(glyph);
        if !is_space {
            start.get_or_insert(x);
        }
        x += glyph.x_advance + if is_space { run.word_spacing } else { Length::ZERO };
        if !is_space {
            end = x;
        }
    }
    (start.unwrap_or_default(), end)
}
