//! Gradients as shading patterns (ISO 32000-1, 8.7.4).

use crate::geometry::Color;
use crate::image::graphic::{Gradient, GradientGeometry};
use crate::pdf::file::PdfFile;
use crate::pdf::graphic::number::{Digits, put};
use crate::pdf::syntax::{Ref, Syntax};

/// Places in a gradient are whole parts of this.
const UNIT: i64 = 100_000;

/// Writes a gradient as a pattern.
pub fn write(file: &mut PdfFile, gradient: &Gradient, digits: Digits) -> Ref {
    file.add(|out| {
        out.put("<</Type/Pattern/PatternType 2/Matrix[");
        digits.put_matrix(out, gradient.matrix);
        out.put("]/Shading<</ShadingType ");
        // The geometry of `objectBoundingBox` runs from 0 to 1.
        match gradient.geometry {
            GradientGeometry::Linear(line) => {
                out.put("2/Coords[");
                line.iter().for_each(|number| put(out, *number, 5));
            }
            GradientGeometry::Radial(circles) => {
                out.put("3/Coords[");
                circles.iter().for_each(|number| put(out, *number, 5));
            }
        }
        out.put("]/ColorSpace/DeviceRGB/Extend[true true]/Function");
        function(out, &gradient.stops);
        out.put(">>>>");
    })
}

/// A function from 0 to 1 to colours: one piece between each two stops.
fn function(out: &mut Vec<u8>, stops: &[(f32, Color)]) {
    let mut places: Vec<(i64, Color)> = Vec::new();
    for (at, color) in stops {
        let least = places.last().map_or(0, |(last, _)| last + 1);
        let at = ((f64::from(*at) * UNIT as f64).round() as i64).max(least);
        if places.is_empty() && at > 0 {
            places.push((0, *color));
        }
        places.push((at, *color));
    }
    if let Some(&(_, color)) = places.last().filter(|(at, _)| *at < UNIT) {
        places.push((UNIT, color));
    }
    let last = places.last().map_or(UNIT, |(at, _)| *at);
    out.put("<</FunctionType 3/Domain[0 1]/Bounds[");
    for (at, _) in places.iter().take(places.len().saturating_sub(1)).skip(1) {
        // Stops that were pushed beyond the end are brought back in proportion.
        out.decimal(at * UNIT / last.max(1), 5).put(" ");
    }
    let pieces = places.len().saturating_sub(1);
    out.put("]/Encode[").put(&"0 1 ".repeat(pieces)).put("]/Functions[");
    for (from, to) in places.iter().zip(places.iter().skip(1)) {
        out.put("<</FunctionType 2/Domain[0 1]/N 1/C0[");
        color(out, from.1);
        out.put("]/C1[");
        color(out, to.1);
        out.put("]>>");
    }
    out.put("]>>");
}

fn color(out: &mut Vec<u8>, color: Color) {
    for channel in [color.r, color.g, color.b] {
        out.decimal((i64::from(channel) * 1000 + 127) / 255, 3).put(" ");
    }
}
