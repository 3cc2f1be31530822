//! Paints, fills and strokes from `usvg`'s.

use std::collections::BTreeSet;
use std::sync::Arc;

use usvg::{FillRule, LineCap, LineJoin, SpreadMethod, Transform};

use super::outline::matrix;
use super::{Fill, Gradient, GradientGeometry, Paint, Stroke};
use crate::geometry::Color;

/// Turns paints into what a PDF can show and notes what is lost.
pub struct Paints<'a> {
    /// From the path's coordinates to the drawing's.
    pub transform: Transform,
    /// What is lost.
    pub reduced: &'a mut BTreeSet<&'static str>,
}

impl Paints<'_> {
    /// A fill.
    pub fn fill(&mut self, fill: &usvg::Fill) -> Option<Fill> {
        let paint = self.paint(fill.paint(), fill.opacity().get())?;
        Some(Fill { paint, even_odd: fill.rule() == FillRule::EvenOdd })
    }

    /// A stroke.
    pub fn stroke(&mut self, stroke: &usvg::Stroke) -> Option<Stroke> {
        let dashes = stroke.dasharray().filter(|dashes| dashes.iter().any(|length| *length > 0.0));
        Some(Stroke {
            paint: self.paint(stroke.paint(), stroke.opacity().get())?,
            width: stroke.width().get(),
            cap: match stroke.linecap() {
                LineCap::Butt => 0,
                LineCap::Round => 1,
                LineCap::Square => 2,
            },
            join: match stroke.linejoin() {
                LineJoin::Miter | LineJoin::MiterClip => 0,
                LineJoin::Round => 1,
                LineJoin::Bevel => 2,
            },
            miter_limit: stroke.miterlimit().get(),
            dashes: dashes.map(<[f32]>::to_vec).unwrap_or_default(),
            dash_offset: stroke.dashoffset(),
        })
    }

    fn paint(&mut self, paint: &usvg::Paint, opacity: f32) -> Option<Paint> {
        match paint {
            usvg::Paint::Color(color) => Some(Paint::Color(with_alpha(*color, opacity))),
            usvg::Paint::LinearGradient(gradient) => {
                let line = [gradient.x1(), gradient.y1(), gradient.x2(), gradient.y2()];
                Some(self.gradient(gradient, GradientGeometry::Linear(line), opacity))
            }
            usvg::Paint::RadialGradient(gradient) => {
                let (inner, outer) = (gradient.fr().get(), gradient.r().get());
                let circles = [gradient.fx(), gradient.fy(), inner, gradient.cx(), gradient.cy(), outer];
                Some(self.gradient(gradient, GradientGeometry::Radial(circles), opacity))
            }
            usvg::Paint::Pattern(pattern) => {
                self.reduced.insert("a pattern (one of its colours stands for it)");
                pattern_color(pattern.root(), opacity * 0.5).map(Paint::Color)
            }
        }
    }

    fn gradient(&mut self, base: &usvg::BaseGradient, geometry: GradientGeometry, opacity: f32) -> Paint {
        if base.spread_method() != SpreadMethod::Pad {
            self.reduced.insert("a gradient's repetition");
        }
        let opacities = || base.stops().iter().map(|stop| stop.opacity().get());
        let mean = opacities().sum::<f32>() / base.stops().len().max(1) as f32;
        if opacities().any(|opacity| (opacity - mean).abs() > 0.01) {
            self.reduced.insert("a gradient's change of opacity");
        }
        let mut stops: Vec<(f32, Color)> = Vec::new();
        for stop in base.stops() {
            let at = stops.last().map_or(0.0, |(at, _)| *at).max(stop.offset().get());
            stops.push((at, with_alpha(stop.color(), 1.0)));
        }
        let gradient =
            Gradient { matrix: matrix(self.transform.pre_concat(base.transform())), geometry, stops };
        Paint::Gradient(Arc::new(gradient), eight_bits(opacity * mean))
    }
}

/// A colour under an opacity from 0 to 1.
pub fn with_alpha(color: usvg::Color, opacity: f32) -> Color {
    Color { r: color.red, g: color.green, b: color.blue, a: eight_bits(opacity) }
}

fn eight_bits(opacity: f32) -> u8 {
    (opacity * 255.0).round().clamp(0.0, 255.0) as u8
}

/// The first plain colour in a pattern.
fn pattern_color(group: &usvg::Group, opacity: f32) -> Option<Color> {
    group.children().iter().find_map(|node| match node {
        usvg::Node::Group(group) => pattern_color(group, opacity),
        usvg::Node::Path(path) => {
            let paints =
                path.stroke().map(usvg::Stroke::paint).into_iter().chain(path.fill().map(usvg::Fill::paint));
            paints.into_iter().find_map(|paint| match paint {
                usvg::Paint::Color(color) => Some(with_alpha(*color, opacity)),
                _ => None,
            })
        }
        _ => None,
    })
}
