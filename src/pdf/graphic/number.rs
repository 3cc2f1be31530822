//! Numbers of a drawing: as many digits as its size asks for.

use crate::image::graphic::Matrix;
use crate::pdf::syntax::Syntax;

/// How many digits stand behind the point.
#[derive(Clone, Copy, Debug)]
pub struct Digits(u32);

impl Digits {
    /// Enough for a drawing of a size: about a ten-thousandth of it.
    pub fn of(width: f32, height: f32) -> Digits {
        match width.max(height) {
            size if size < 10.0 => Digits(5),
            size if size < 100.0 => Digits(4),
            _ => Digits(3),
        }
    }

    /// Writes numbers, each followed by a space.
    pub fn put(self, out: &mut Vec<u8>, numbers: &[f32]) {
        for number in numbers {
            put(out, *number, self.0);
        }
    }

    /// Writes a matrix: its linear part with more digits, which sizes far from the origin ask for.
    pub fn put_matrix(self, out: &mut Vec<u8>, [a, b, c, d, e, f]: Matrix) {
        for number in [a, b, c, d] {
            put(out, number, 6);
        }
        self.put(out, &[e, f]);
    }
}

/// Writes a number and a space; what is not a number is 0.
pub fn put(out: &mut Vec<u8>, number: f32, places: u32) {
    let scaled = f64::from(number).clamp(-1e7, 1e7) * 10f64.powi(places as i32);
    out.decimal(scaled.round() as i64, places).put(" ");
}
