//! A form's content stream: paths and clips.
//!
//! Paths whose matrix keeps angles are written in the drawing's coordinates; others in their own, since their strokes
//! are distorted with them.

use crate::geometry::Color;
use crate::image::graphic::{Clip, Graphic, Item, Matrix, Paint, Path, Segment, Stroke};
use crate::pdf::file::PdfFile;
use crate::pdf::font::Fonts;
use crate::pdf::graphic::number::{Digits, put};
use crate::pdf::graphic::resources::{Resources, state_entries};
use crate::pdf::graphic::{Form, gradient};
use crate::pdf::syntax::{Ref, Syntax};

/// What the content stream has set so far.
#[derive(Clone, Debug, PartialEq)]
struct State {
    /// `None` behind a pattern.
    fill: Option<Color>,
    stroke: Option<Color>,
    alphas: (u8, u8),
    line: Vec<u8>,
}

impl Default for State {
    fn default() -> State {
        State { fill: None, stroke: None, alphas: (u8::MAX, u8::MAX), line: Vec::new() }
    }
}

/// Writes a drawing's forms.
pub struct Writer<'a> {
    pub(super) file: &'a mut PdfFile,
    pub(super) fonts: &'a Fonts,
    pub(super) codes: std::slice::Iter<'a, u16>,
    pub(super) digits: Digits,
    pub(super) out: Vec<u8>,
    font_resources: Ref,
    graphic: &'a Graphic,
    pub(super) pictures: &'a [Option<Form>],
    state: State,
    saved: Vec<State>,
    pub(super) resources: Resources,
    pub(super) translucent: bool,
}

impl<'a> Writer<'a> {
    /// A writer of one drawing, with the codes of its glyphs in order and the pictures inside it.
    pub fn new(
        file: &'a mut PdfFile,
        fonts: &'a Fonts,
        font_resources: Ref,
        codes: &'a [u16],
        graphic: &'a Graphic,
        pictures: &'a [Option<Form>],
    ) -> Writer<'a> {
        Writer {
            file,
            fonts,
            codes: codes.iter(),
            digits: Digits::of(graphic.width, graphic.height),
            out: Vec::new(),
            font_resources,
            graphic,
            pictures,
            state: State::default(),
            saved: Vec::new(),
            resources: Resources::default(),
            translucent: false,
        }
    }

    /// The form of the whole drawing: its top left corner stands at 0, 1, its bottom right corner at 1, 0.
    pub fn form(&mut self, items: &[Item]) -> Form {
        let mut entries = Vec::new();
        entries.put("/Matrix[");
        put(&mut entries, 1.0 / self.graphic.width, 10);
        entries.put("0 0 ");
        put(&mut entries, -1.0 / self.graphic.height, 10);
        entries.put("0 1]");
        let object = self.nested(items, &String::from_utf8_lossy(&entries));
        Form { object, translucent: self.translucent }
    }

    /// A form that shows items; what this form has written so far is kept aside.
    pub(super) fn nested(&mut self, items: &[Item], entries: &str) -> Ref {
        let outer = (
            std::mem::take(&mut self.out),
            std::mem::take(&mut self.state),
            std::mem::take(&mut self.saved),
            std::mem::take(&mut self.resources),
        );
        self.items(items);
        let mut dictionary = Vec::new();
        dictionary.put("/Type/XObject/Subtype/Form/BBox[0 0 ");
        self.digits.put(&mut dictionary, &[self.graphic.width, self.graphic.height]);
        dictionary.put("]").put(entries).put("/Resources");
        dictionary.put(&self.resources.dictionary(self.font_resources));
        self.translucent |= self.resources.translucent();
        let object = self.file.reserve();
        self.file.stream(object, &String::from_utf8_lossy(&dictionary), &self.out);
        (self.out, self.state, self.saved, self.resources) = outer;
        object
    }

    pub(super) fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Path(path) => self.path(path),
                Item::Text(run) => self.text_run(run),
                Item::Picture(index, matrix) => self.picture(*index, *matrix),
                Item::Group(group) => self.group(group),
            }
        }
    }

    /// How many graphics states are saved in each other.
    pub(super) fn depth(&self) -> usize {
        self.saved.len()
    }

    pub(super) fn save(&mut self) {
        self.saved.push(self.state.clone());
        self.out.put("q\n");
    }

    pub(super) fn restore(&mut self) {
        if let Some(state) = self.saved.pop() {
            self.state = state;
            self.out.put("Q\n");
        }
    }

    pub(super) fn clip(&mut self, clip: &Clip) {
        if clip.outline.is_empty() {
            self.out.put("0 0 0 0 re ");
        }
        self.outline(&clip.outline, [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
        self.out.put(if clip.even_odd { "W* n\n" } else { "W n\n" });
    }

    fn path(&mut self, path: &Path) {
        let scale = path.stroke.as_ref().map_or(Some(1.0), |_| uniform_scale(path.matrix));
        let alphas = (alpha_of(path.fill.as_ref().map(|fill| &fill.paint)), {
            alpha_of(path.stroke.as_ref().map(|stroke| &stroke.paint))
        });
        self.alphas(alphas);
        if let Some(fill) = &path.fill {
            self.color(&fill.paint, false);
        }
        if let Some(stroke) = &path.stroke {
            self.color(&stroke.paint, true);
            self.line_style(stroke, scale.unwrap_or(1.0));
        }
        let matrix = if scale.is_none() {
            self.out.put("q ");
            self.digits.put_matrix(&mut self.out, path.matrix);
            self.out.put("cm\n");
            [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]
        } else {
            path.matrix
        };
        let even_odd = path.fill.as_ref().is_some_and(|fill| fill.even_odd);
        let fill = if even_odd { "f*\n" } else { "f\n" };
        let both = if even_odd { "B*\n" } else { "B\n" };
        let operators: &[&str] = match (path.fill.is_some(), path.stroke.is_some()) {
            (true, false) => &[fill],
            (false, _) => &["S\n"],
            (true, true) if path.stroke_first => &["S\n", fill],
            (true, true) if alphas == (u8::MAX, u8::MAX) => &[both],
            (true, true) => &[fill, "S\n"],
        };
        for operator in operators {
            self.outline(&path.outline, matrix);
            self.out.put(operator);
        }
        if scale.is_none() {
            self.out.put("Q\n");
        }
    }

    fn outline(&mut self, outline: &[Segment], matrix: Matrix) {
        let at = |x: f32, y: f32| apply(matrix, x, y);
        for segment in outline {
            match *segment {
                Segment::Move(x, y) => {
                    self.digits.put(&mut self.out, &at(x, y));
                    self.out.put("m\n");
                }
                Segment::Line(x, y) => {
                    self.digits.put(&mut self.out, &at(x, y));
                    self.out.put("l\n");
                }
                Segment::Cubic([x1, y1, x2, y2, x, y]) => {
                    for point in [at(x1, y1), at(x2, y2), at(x, y)] {
                        self.digits.put(&mut self.out, &point);
                    }
                    self.out.put("c\n");
                }
                Segment::Close => {
                    self.out.put("h\n");
                }
            }
        }
    }

    /// Sets the opacities of fills and strokes.
    pub(super) fn alphas(&mut self, alphas: (u8, u8)) {
        if self.state.alphas != alphas {
            self.state.alphas = alphas;
            let thousandths = |alpha: u8| (i64::from(alpha) * 1000 + 127) / 255;
            self.set_state(state_entries(thousandths(alphas.0), thousandths(alphas.1), "Normal"));
        }
    }

    pub(super) fn set_state(&mut self, entries: String) {
        let number = self.resources.state(entries);
        self.out.put("/G").int(number as i64).put(" gs\n");
    }

    /// Sets the colour of fills or strokes.
    pub(super) fn color(&mut self, paint: &Paint, stroke: bool) {
        let state = if stroke { &mut self.state.stroke } else { &mut self.state.fill };
        match paint {
            Paint::Color(color) => {
                let opaque = Color { a: u8::MAX, ..*color };
                if state.replace(opaque) != Some(opaque) {
                    color_operator(
                        &mut self.out,
                        opaque,
                        if stroke { ["G\n", "RG\n"] } else { ["g\n", "rg\n"] },
                    );
                }
            }
            Paint::Gradient(gradient, _) => {
                *state = None;
                let pattern = gradient::write(self.file, gradient, self.digits);
                let number = self.resources.pattern(pattern) as i64;
                let [space, set] =
                    if stroke { ["/Pattern CS /P", " SCN\n"] } else { ["/Pattern cs /P", " scn\n"] };
                self.out.put(space).int(number).put(set);
            }
        }
    }

    fn line_style(&mut self, stroke: &Stroke, scale: f32) {
        let mut line = Vec::new();
        self.digits.put(&mut line, &[stroke.width * scale]);
        line.put("w ").int(i64::from(stroke.cap)).put(" J ").int(i64::from(stroke.join)).put(" j ");
        put(&mut line, stroke.miter_limit.max(1.0), 3);
        line.put("M [");
        let dashes: Vec<f32> = stroke.dashes.iter().map(|length| length * scale).collect();
        self.digits.put(&mut line, &dashes);
        line.put("]");
        self.digits.put(&mut line, &[stroke.dash_offset * scale]);
        line.put("d\n");
        if self.state.line != line {
            self.out.extend_from_slice(&line);
            self.state.line = line;
        }
    }
}

fn alpha_of(paint: Option<&Paint>) -> u8 {
    match paint {
        Some(Paint::Color(color)) => color.a,
        Some(Paint::Gradient(_, alpha)) => *alpha,
        None => u8::MAX,
    }
}

fn apply([a, b, c, d, e, f]: Matrix, x: f32, y: f32) -> [f32; 2] {
    [a * x + c * y + e, b * x + d * y + f]
}

/// By how much a matrix that keeps angles scales; `None` for one that does not.
fn uniform_scale([a, b, c, d, ..]: Matrix) -> Option<f32> {
    let (first, second) = (a.hypot(b), c.hypot(d));
    let skew = (a * c + b * d).abs();
    let close = (first - second).abs() <= 1e-4 * first && skew <= 1e-4 * first * second;
    close.then_some(first)
}

fn color_operator(out: &mut Vec<u8>, color: Color, [gray, rgb]: [&str; 2]) {
    let channels = [color.r, color.g, color.b];
    let is_gray = color.r == color.g && color.g == color.b;
    for channel in channels.iter().take(if is_gray { 1 } else { 3 }) {
        out.decimal((i64::from(*channel) * 1000 + 127) / 255, 3).put(" ");
    }
    out.put(if is_gray { gray } else { rgb });
}
