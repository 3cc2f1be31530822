//! Colours and opacity: the part of the graphics state that outlives a text object (ISO 32000-1, 8.4 and 8.6).

use crate::geometry::Color;
use crate::pdf::content::Painter;
use crate::pdf::syntax::Syntax;

/// What the content stream has set so far.
#[derive(Clone, Debug)]
pub struct GraphicsState {
    fill: Color,
    stroke: Color,
    alpha: u8,
    was_translucent: bool,
}

impl Default for GraphicsState {
    fn default() -> GraphicsState {
        GraphicsState { fill: Color::BLACK, stroke: Color::BLACK, alpha: u8::MAX, was_translucent: false }
    }
}

impl GraphicsState {
    /// Whether anything on the page so far is translucent.
    pub fn was_translucent(&self) -> bool {
        self.was_translucent
    }

    /// Goes back to a state that was saved.
    pub fn go_back(&mut self, saved: GraphicsState) {
        *self = GraphicsState { was_translucent: self.was_translucent, ..saved };
    }
}

impl Painter<'_> {
    /// Sets the colour of fills and text.
    pub(super) fn fill(&mut self, color: Color) {
        self.alpha(color.a);
        if !same(self.state.fill, color) {
            self.flush_string();
            self.state.fill = color;
            operator(&mut self.out, color, ["g", "rg"]);
        }
    }

    /// Sets the colour of strokes.
    pub(super) fn stroke(&mut self, color: Color) {
        self.alpha(color.a);
        if !same(self.state.stroke, color) {
            self.flush_string();
            self.state.stroke = color;
            operator(&mut self.out, color, ["G", "RG"]);
        }
    }

    /// Makes what follows opaque.
    pub(super) fn opaque(&mut self) {
        self.alpha(u8::MAX);
    }

    fn alpha(&mut self, alpha: u8) {
        if self.state.alpha == alpha {
            return;
        }
        self.flush_string();
        self.state.alpha = alpha;
        self.state.was_translucent = true;
        if let Some(used) = self.alphas.get_mut(usize::from(alpha)) {
            *used = true;
        }
        self.out.put("/A").int(i64::from(alpha)).put(" gs\n");
    }
}

fn same(a: Color, b: Color) -> bool {
    (a.r, a.g, a.b) == (b.r, b.g, b.b)
}

fn operator(out: &mut Vec<u8>, color: Color, [gray, rgb]: [&str; 2]) {
    let channel = |out: &mut Vec<u8>, value: u8| {
        out.decimal((i64::from(value) * 1000 + 127) / 255, 3).put(" ");
    };
    channel(out, color.r);
    if color.r == color.g && color.g == color.b {
        out.put(gray).put("\n");
        return;
    }
    channel(out, color.g);
    channel(out, color.b);
    out.put(rgb).put("\n");
}

/// The `ExtGState` resources for opacities.
pub fn alpha_states(out: &mut Vec<u8>, alphas: impl Iterator<Item = u8>) {
    out.put("<<");
    for alpha in alphas {
        let value = (i64::from(alpha) * 1000 + 127) / 255;
        out.put("/A").int(i64::from(alpha)).put("<</ca ").decimal(value, 3);
        out.put("/CA ").decimal(value, 3).put(">>");
    }
    out.put(">>");
}
