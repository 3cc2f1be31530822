//! Fills outlines by the area that they cover of every pixel, row by row from the top.
//!
//! Each edge leaves its signed share in the pixels of a row that it crosses; a running sum over the row then is the
//! coverage. It is exact, and many times quicker at a headline's size than sampling, since nothing is done per sample.

use std::ops::Range;

use skrifa::outline::OutlinePen;

/// Straight pieces that a curve is drawn with, at most.
const MOST_PIECES: f32 = 24.0;

/// A wholly covered pixel. Whole numbers sum more quickly than fractions.
pub(super) const FULL: i32 = 1 << 16;

/// A point in canvas pixels.
type Point = (f32, f32);

/// A straight edge of an outline, from its upper end.
#[derive(Clone, Copy, Debug)]
struct Edge {
    top: f32,
    bottom: f32,
    /// Where it is at its top, and how far it moves in a row.
    x: f32,
    slope: f32,
    /// 1 if it was drawn downwards, else -1.
    sign: f32,
}

/// Outlines as straight edges, in canvas pixels.
#[derive(Debug, Default)]
pub(super) struct Coverage {
    /// Pixels for one font unit.
    scale: f32,
    /// Where the glyph's origin is.
    origin: Point,
    start: Point,
    last: Point,
    /// Those that no row has met yet, the highest last.
    edges: Vec<Edge>,
    /// Those that the last row crossed.
    active: Vec<Edge>,
}

impl Coverage {
    /// For outlines at a scale, in pixels for one font unit.
    pub(super) fn new(scale: f32) -> Coverage {
        Coverage { scale, ..Coverage::default() }
    }

    /// Moves the origin of the glyph that is drawn next.
    pub(super) fn move_origin(&mut self, x: f32, y: f32) {
        self.origin = (x, y);
    }

    /// Ends drawing; rows may be asked for from here on.
    pub(super) fn close(&mut self) {
        self.edges.sort_unstable_by(|a, b| b.top.total_cmp(&a.top));
    }

    /// Adds what the outlines cover of a row's pixels to `shares`, as differences from the pixel before in parts of
    /// [`FULL`]; says which pixels those are. Rows are asked for from the top.
    pub(super) fn row(&mut self, y: usize, shares: &mut [i32]) -> Range<usize> {
        let (top, bottom) = (y as f32, y as f32 + 1.0);
        if self.active.is_empty() && self.edges.last().is_none_or(|edge| edge.top >= bottom) {
            return 0..0;
        }
        self.active.retain(|edge| edge.bottom > top);
        while let Some(edge) = self.edges.pop_if(|edge| edge.top < bottom) {
            if edge.bottom > top {
                self.active.push(edge);
            }
        }
        let (mut left, mut right) = (shares.len(), 0);
        for edge in &self.active {
            let (from, to) = (edge.top.max(top), edge.bottom.min(bottom));
            let at = |y: f32| (edge.x + (y - edge.top) * edge.slope).max(0.0);
            let (enter, leave) = (at(from).min(at(to)), at(from).max(at(to)));
            add_to_row(shares, enter, leave, edge.sign * (to - from));
            left = left.min(enter as i32 as usize);
            right = right.max(leave as i32 as usize + 2);
        }
        let right = right.min(shares.len());
        left.min(right)..right
    }

    fn at(&self, x: f32, y: f32) -> Point {
        (self.origin.0 + x * self.scale, self.origin.1 - y * self.scale)
    }

    fn edge_to(&mut self, to: Point) {
        let from = std::mem::replace(&mut self.last, to);
        let (sign, (x, top), (end, bottom)) = if from.1 < to.1 { (1.0, from, to) } else { (-1.0, to, from) };
        if top < bottom {
            self.edges.push(Edge { top, bottom, x, slope: (end - x) / (bottom - top), sign });
        }
    }

    /// Draws a curve in as many pieces as keep it within an eighth of a pixel; `bend` bounds its second derivative.
    fn curve(&mut self, bend: f32, point: impl Fn(f32) -> Point) {
        let pieces = bend.sqrt().ceil().clamp(1.0, MOST_PIECES);
        for piece in 1..=pieces as u8 {
            self.edge_to(point(f32::from(piece) / pieces));
        }
    }
}

impl OutlinePen for Coverage {
    fn move_to(&mut self, x: f32, y: f32) {
        self.start = self.at(x, y);
        self.last = self.start;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let to = self.at(x, y);
        self.edge_to(to);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let (from, control, to) = (self.last, self.at(cx, cy), self.at(x, y));
        self.curve(2.0 * bend(from, control, to), |t| {
            between(between(from, control, t), between(control, to, t), t)
        });
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let (from, a, b, to) = (self.last, self.at(ax, ay), self.at(bx, by), self.at(x, y));
        self.curve(6.0 * bend(from, a, b).max(bend(a, b, to)), |t| {
            let (first, second, third) = (between(from, a, t), between(a, b, t), between(b, to, t));
            between(between(first, second, t), between(second, third, t), t)
        });
    }

    fn close(&mut self) {
        self.edge_to(self.start);
    }
}

fn between(from: Point, to: Point, t: f32) -> Point {
    (from.0 + (to.0 - from.0) * t, from.1 + (to.1 - from.1) * t)
}

/// How far three points are from lying evenly on a straight line.
fn bend(a: Point, b: Point, c: Point) -> f32 {
    (a.0 - 2.0 * b.0 + c.0).abs() + (a.1 - 2.0 * b.1 + c.1).abs()
}

/// Adds to a row the shares of an edge that goes from `left` to `right`, neither below zero, while it covers `height`
/// of the row.
fn add_to_row(row: &mut [i32], left: f32, right: f32, height: f32) {
    let first = left as i32;
    let mut add = |x: i32, share: f32| {
        if let Some(pixel) = row.get_mut(x as usize) {
            *pixel += (share * FULL as f32) as i32;
        }
    };
    if right <= (first + 1) as f32 {
        let beyond = (left + right) / 2.0 - first as f32;
        add(first, height * (1.0 - beyond));
        add(first + 1, height * beyond);
        return;
    }
    // What lies right of the edge in the pixels before each border, as a share of the pixel.
    let rise = 1.0 / (right - left);
    let mut covered = 0.0;
    let mut pixel = first;
    while (pixel as f32) < right {
        let x = pixel as f32;
        let (from, to) = (left.max(x), right.min(x + 1.0));
        let (low, high) = ((from - left) * rise, (to - left) * rise);
        let area = (low + high) / 2.0 * (to - from) + high * (x + 1.0 - to);
        add(pixel, height * (area - covered));
        covered = area;
        pixel += 1;
    }
    add(pixel, height * (1.0 - covered));
}

#[cfg(test)]
mod tests {
    use super::{Coverage, FULL};
    use skrifa::outline::OutlinePen;

    fn filled(points: &[(f32, f32)]) -> Vec<Vec<f32>> {
        let mut coverage = Coverage::new(1.0);
        coverage.move_origin(0.0, 4.0);
        for (index, &(x, y)) in points.iter().enumerate() {
            if index == 0 { coverage.move_to(x, y) } else { coverage.line_to(x, y) }
        }
        OutlinePen::close(&mut coverage);
        coverage.close();
        let row = |y| {
            let mut shares = [0; 5];
            let touched = coverage.row(y, &mut shares);
            assert!(shares.iter().enumerate().all(|(x, share)| *share == 0 || touched.contains(&x)));
            let mut sum = 0;
            let sums = shares.map(|share| {
                sum += share;
                sum.abs() as f32 / FULL as f32
            });
            sums.to_vec()
        };
        (0..3).map(row).collect()
    }

    #[test]
    fn a_rectangle_covers_its_pixels() {
        let rows = filled(&[(0.5, 4.0), (2.0, 4.0), (2.0, 2.5), (0.5, 2.5)]);
        assert_eq!(rows, [[0.5, 1.0, 0.0, 0.0, 0.0], [0.25, 0.5, 0.0, 0.0, 0.0], [0.0; 5]]);
    }

    #[test]
    fn a_slope_covers_half() {
        let rows = filled(&[(0.0, 4.0), (4.0, 4.0), (0.0, 2.0)]);
        let area: f32 = rows.iter().flatten().sum();
        assert!((area - 4.0).abs() < 1e-4, "{rows:?}");
        assert!((rows[0][3] - 0.25).abs() < 1e-4 && (rows[1][0] - 0.75).abs() < 1e-4, "{rows:?}");
    }
}
