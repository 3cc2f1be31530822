//! Turns one page's items into a content stream (ISO 32000-1, 7.8.2 and 8 to 9).
//!
//! [`Painter`] walks the items in painting order. What it knows of the graphics state it does not set again; a
//! change of tag closes the text object and the marked-content sequence and opens the next ones, so both nest.

mod state;
mod text;

use std::sync::Arc;

use crate::geometry::{Length, Point, Rect, Size};
use crate::image::ImageId;
use crate::layout::frame::{ArtifactType, ContentTag, FrameItem, FrameItemKind, LineStyle, Page, Shape};
use crate::pdf::content::state::GraphicsState;
use crate::pdf::content::text::TextState;
use crate::pdf::font::Fonts;
use crate::pdf::image::Images;
use crate::pdf::structure::{Marks, Owners};
use crate::pdf::syntax::{Syntax, hundredths, thousandths};

pub use state::alpha_states;

/// What marked-content sequence is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sequence {
    Content(crate::structure::ContentId),
    Artifact(&'static str),
}

/// Writes the content streams of a document, page after page.
pub struct Painter<'a> {
    fonts: &'a Fonts,
    images: &'a Images,
    owners: &'a Owners,
    out: Vec<u8>,
    /// Of the page that is being written.
    height: Length,
    state: GraphicsState,
    text: TextState,
    sequence: Option<Sequence>,
    /// The states to go back to, while what is written is turned.
    upright: Option<(GraphicsState, TextState)>,
    /// The word whose runs are being shown as one.
    word: Option<Arc<str>>,
    /// The next of the document's glyph codes.
    next_code: usize,
    used: Vec<ImageId>,
    /// The opacities below 255 that any page used.
    alphas: [bool; 256],
}

/// A page's content stream and what it needs.
pub struct PageContent<'p> {
    /// The operators.
    pub bytes: &'p [u8],
    /// The pictures on the page, each once.
    pub images: &'p [ImageId],
    /// Whether anything on it is translucent.
    pub transparent: bool,
}

impl<'a> Painter<'a> {
    /// A painter at the first page.
    pub fn new(fonts: &'a Fonts, images: &'a Images, owners: &'a Owners) -> Painter<'a> {
        Painter {
            fonts,
            images,
            owners,
            out: Vec::new(),
            height: Length::ZERO,
            state: GraphicsState::default(),
            text: TextState::default(),
            sequence: None,
            upright: None,
            word: None,
            next_code: 0,
            used: Vec::new(),
            alphas: [false; 256],
        }
    }

    /// The opacities below 255 that the pages so far used.
    pub fn alphas(&self) -> impl Iterator<Item = u8> + '_ {
        (0..=u8::MAX).filter(|alpha| self.alphas.get(usize::from(*alpha)) == Some(&true))
    }

    /// Writes the next page; its marked content is noted in `marks`.
    pub fn page(&mut self, index: u32, page: &Page, marks: &mut Marks) -> PageContent<'_> {
        self.out.clear();
        self.used.clear();
        self.height = page.size.height;
        self.state = GraphicsState::default();
        self.text = TextState::default();
        self.sequence = None;
        marks.begin_page(index);
        for item in &page.items {
            self.item(item, page, marks);
        }
        self.turn(false, page);
        self.end_sequence();
        self.used.sort_unstable();
        self.used.dedup();
        let translucent = |id: &ImageId| self.images.is_translucent(*id);
        let transparent = self.state.was_translucent() || self.used.iter().any(translucent);
        PageContent { bytes: &self.out, images: &self.used, transparent }
    }

    fn item(&mut self, item: &FrameItem, page: &Page, marks: &mut Marks) {
        self.turn(item.turned, page);
        self.begin_sequence(self.sequence_of(item, page), marks);
        let at = if item.turned {
            Point { x: page.size.height - item.position.y, y: item.position.x }
        } else {
            item.position
        };
        match &item.kind {
            FrameItemKind::Text(run) => {
                self.begin_word(run.word.as_ref());
                self.glyph_run(run, at);
            }
            FrameItemKind::Shape(Shape::Rect { size, fill }) => {
                self.end_text();
                self.fill(*fill);
                self.rectangle(Rect { origin: at, size: *size });
            }
            FrameItemKind::Shape(Shape::Line { delta, width, color, style }) => {
                self.end_text();
                self.line(at, *delta, *width, *color, *style);
            }
            FrameItemKind::Image(id, size) => {
                self.end_text();
                self.image(*id, at, *size);
            }
        }
        if !matches!(item.kind, FrameItemKind::Text(_))
            && let ContentTag::Content(content) = item.tag
        {
            let [left, bottom, right, top] = self.bounds(item, at);
            let height = hundredths(self.height);
            let bounds = if item.turned {
                [height - top, left, height - bottom, right]
            } else {
                [left, bottom, right, top]
            };
            marks.extend_bounds(content, self.owners, bounds);
        }
    }

    /// Turns user space by a quarter against the clock, so that the page lies on its side, or back.
    fn turn(&mut self, turned: bool, page: &Page) {
        if turned == self.upright.is_some() {
            return;
        }
        self.end_sequence();
        if let Some((state, text)) = self.upright.take() {
            self.out.put("Q\n");
            self.state.go_back(state);
            self.text = text;
            self.height = page.size.height;
        } else {
            self.out.put("q 0 1 -1 0 ").decimal(hundredths(page.size.width), 2).put(" 0 cm\n");
            self.upright = Some((self.state.clone(), self.text.clone()));
            self.height = page.size.width;
        }
    }

    fn sequence_of(&self, item: &FrameItem, page: &Page) -> Sequence {
        match item.tag {
            ContentTag::Content(content) if self.owners.of(content).is_some() => Sequence::Content(content),
            ContentTag::Content(_) | ContentTag::Artifact(ArtifactType::Layout) => {
                Sequence::Artifact("<</Type/Layout>>")
            }
            ContentTag::Artifact(ArtifactType::Pagination)
                if item.position.y < page.size.height.scale(1, 2) =>
            {
                Sequence::Artifact("<</Type/Pagination/Subtype/Header/Attached[/Top]>>")
            }
            ContentTag::Artifact(ArtifactType::Pagination) => {
                Sequence::Artifact("<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>")
            }
        }
    }

    fn begin_sequence(&mut self, sequence: Sequence, marks: &mut Marks) {
        if self.sequence == Some(sequence) {
            return;
        }
        self.end_sequence();
        match sequence {
            Sequence::Content(content) => {
                let mcid = marks.push(content);
                let tag = self.owners.tag(content);
                self.out.put("/").put(tag).put("<</MCID ").int(i64::from(mcid)).put(">>BDC\n");
            }
            Sequence::Artifact(properties) => {
                self.out.put("/Artifact").put(properties).put("BDC\n");
            }
        }
        self.sequence = Some(sequence);
    }

    /// Goes on with a word of several runs, or ends it and begins the next.
    fn begin_word(&mut self, word: Option<&Arc<str>>) {
        match (&self.word, word) {
            (None, None) => return,
            (Some(open), Some(word)) if Arc::ptr_eq(open, word) => return,
            _ => self.end_word(),
        }
        if let Some(word) = word {
            self.end_text();
            self.out.put("/Span<</ActualText").text(word).put(">>BDC\n");
            self.word = Some(Arc::clone(word));
        }
    }

    fn end_word(&mut self) {
        if self.word.take().is_some() {
            self.end_text();
            self.out.put("EMC\n");
        }
    }

    fn end_sequence(&mut self) {
        self.end_word();
        self.end_text();
        if self.sequence.take().is_some() {
            self.out.put("EMC\n");
        }
    }

    /// The rectangle of an item at `at` that is no text, in user space: left, bottom, right, top in hundredths.
    fn bounds(&self, item: &FrameItem, at: Point) -> [i64; 4] {
        let size = match &item.kind {
            FrameItemKind::Image(_, size) | FrameItemKind::Shape(Shape::Rect { size, .. }) => *size,
            FrameItemKind::Shape(Shape::Line { delta, .. }) => Size { width: delta.x, height: delta.y },
            FrameItemKind::Text(_) => Size::default(),
        };
        let rect = Rect { origin: at, size };
        let (left, right) = (hundredths(rect.origin.x), hundredths(rect.right()));
        let (top, bottom) = (self.up(rect.origin.y), self.up(rect.bottom()));
        [left.min(right), bottom.min(top), right.max(left), top.max(bottom)]
    }

    /// A height above the page's foot, in hundredths of a point.
    fn up(&self, y: Length) -> i64 {
        hundredths(self.height - y)
    }

    fn rectangle(&mut self, rect: Rect) {
        let (left, right) = (hundredths(rect.origin.x), hundredths(rect.right()));
        let (top, bottom) = (self.up(rect.origin.y), self.up(rect.bottom()));
        for value in [left, bottom, right - left, top - bottom] {
            self.out.decimal(value, 2).put(" ");
        }
        self.out.put("re f\n");
    }

    fn line(
        &mut self,
        from: Point,
        delta: Point,
        width: Length,
        color: crate::geometry::Color,
        style: LineStyle,
    ) {
        let half = width.scale(1, 2);
        let horizontal = Rect {
            origin: Point { x: from.x, y: from.y - half },
            size: Size { width: delta.x, height: width },
        };
        let vertical =
            Rect { origin: Point { x: from.x - half, y: from.y }, size: Size { width, height: delta.y } };
        match (style, delta.x, delta.y) {
            (LineStyle::Solid, _, Length::ZERO) => {
                self.fill(color);
                self.rectangle(horizontal);
            }
            (LineStyle::Solid, Length::ZERO, _) => {
                self.fill(color);
                self.rectangle(vertical);
            }
            _ => {
                self.stroke(color);
                self.stroked_line(from, delta, width, style);
            }
        }
    }

    fn stroked_line(&mut self, from: Point, delta: Point, width: Length, style: LineStyle) {
        let width = thousandths(width);
        self.out.put("q ").decimal(width, 3).put(" w ");
        match style {
            LineStyle::Solid => {}
            LineStyle::Dashed => {
                self.out.put("[").decimal(width * 3, 3).put("]0 d ");
            }
            LineStyle::Dotted => {
                self.out.put("1 J[0 ").decimal(width * 2, 3).put("]0 d ");
            }
        }
        let (x, y) = (hundredths(from.x), self.up(from.y));
        self.out.decimal(x, 2).put(" ").decimal(y, 2).put(" m ");
        let (x, y) = (hundredths(from.x + delta.x), self.up(from.y + delta.y));
        self.out.decimal(x, 2).put(" ").decimal(y, 2).put(" l S Q\n");
    }

    fn image(&mut self, id: ImageId, at: Point, size: Size) {
        let Some(placed) = self.images.placed(id) else { return };
        self.used.push(id);
        self.opaque();
        let (left, bottom) = (hundredths(at.x), self.up(at.y + size.height));
        let (width, height) = (hundredths(at.x + size.width) - left, self.up(at.y) - bottom);
        self.out.put("q ");
        for value in placed.orientation.matrix(left, bottom, width, height) {
            self.out.decimal(value, 2).put(" ");
        }
        self.out.put("cm /I").int(placed.number as i64).put(" Do Q\n");
    }
}
