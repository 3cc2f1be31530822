//! Pages set by hand: letters side by side, no shaping, no line breaking.

use std::sync::Arc;

use offprint::font::{Face, FaceInfo, FontBook, FontData, FontId, FontStyle};
use offprint::geometry::{Color, Length, Point, Rect, Size};
use offprint::image::{Image, ImageFormat, ImageId, ImageSet};
use offprint::layout::frame::{
    ArtifactType, ContentTag, Destination, FrameItem, FrameItemKind, Glyph, GlyphRun, LineStyle, LinkArea,
    LinkTarget, OutlineItem, Page, PagedDocument, Shape,
};
use offprint::source::Span;
use offprint::structure::{StructId, StructType};

/// The text face.
pub const SERIF: FontId = FontId(0);
/// Its italic.
pub const ITALIC: FontId = FontId(1);
/// The face of code.
pub const MONO: FontId = FontId(2);

const FILES: [(&str, &[u8], FontStyle); 3] = [
    (
        "Source Serif 4",
        include_bytes!("../../fonts/source-serif-4/SourceSerif4-Regular.ttf"),
        FontStyle::Normal,
    ),
    ("Source Serif 4", include_bytes!("../../fonts/source-serif-4/SourceSerif4-It.ttf"), FontStyle::Italic),
    (
        "Source Code Pro",
        include_bytes!("../../fonts/source-code-pro/SourceCodePro-Regular.ttf"),
        FontStyle::Normal,
    ),
];

const LEFT: i32 = 72;
const WIDTH: i32 = 595;
const HEIGHT: i32 = 842;

/// A document that grows page by page, line by line.
pub struct Builder {
    /// What was built so far.
    pub document: PagedDocument,
    fonts: Arc<FontBook>,
    images: ImageSet,
    y: i32,
}

impl Builder {
    /// A document with one empty page.
    pub fn new(title: &str) -> Builder {
        let mut fonts = FontBook::default();
        for (family, bytes, style) in FILES {
            let info = FaceInfo { family: family.into(), weight: 400, style, stretch: 100, axes: Vec::new() };
            fonts.push(Face::new(info, FontData::Bundled(bytes), 0));
        }
        let mut document = PagedDocument::default();
        document.info.title = title.to_owned();
        document.info.language = "en-GB".to_owned();
        document.structure.push(StructType::Document, None, Span::default());
        let mut builder = Builder { document, fonts: Arc::new(fonts), images: ImageSet::default(), y: 0 };
        builder.page();
        builder
    }

    /// A face by its id.
    pub fn face(&self, id: FontId) -> &Face {
        self.fonts.face(id).expect("a face")
    }

    /// The root of the structure.
    pub fn root(&self) -> StructId {
        StructId(0)
    }

    /// Starts a page, with a running head and a page number.
    pub fn page(&mut self) {
        let label = (self.document.pages.len() + 1).to_string();
        let size = Size { width: Length::pt(WIDTH), height: Length::pt(HEIGHT) };
        self.document.pages.push(Page { size, label: label.clone(), ..Page::default() });
        let furniture = ContentTag::Artifact(ArtifactType::Pagination);
        self.y = 40;
        self.text(SERIF, 8, "Running head", LEFT, furniture);
        self.y = 800;
        self.text(SERIF, 8, &label, WIDTH / 2, furniture);
        self.y = 80;
    }

    fn push(&mut self, position: Point, kind: FrameItemKind, tag: ContentTag) {
        let page = self.document.pages.last_mut().expect("a page");
        page.items.push(FrameItem { position, kind, turned: false, tag, span: Span::default() });
    }

    /// An element of the structure.
    pub fn element(&mut self, kind: StructType, parent: StructId) -> StructId {
        self.document.structure.push(kind, Some(parent), Span::default())
    }

    /// Content of an element.
    pub fn content(&mut self, element: StructId) -> ContentTag {
        ContentTag::Content(self.document.structure.push_content(element))
    }

    /// A run of text as a font would set it one letter after the other; `ﬁ` stands for "fi", `¬` for a hyphen of ours.
    pub fn run(&self, font: FontId, size: i32, text: &str) -> GlyphRun {
        let face = self.face(font);
        let units = i32::from(face.metrics().units_per_em);
        let (mut copied, mut glyphs) = (String::new(), Vec::new());
        for character in text.chars() {
            let (shown, source) = match character {
                'ﬁ' => ('ﬁ', "fi".to_owned()),
                '¬' => ('-', "\u{AD}".to_owned()),
                _ => (character, character.to_string()),
            };
            let id = face.glyph(shown).unwrap_or_else(|| panic!("no glyph for {shown:?}"));
            let text_start = copied.len() as u32;
            copied.push_str(&source);
            glyphs.push(Glyph {
                id,
                text_length: source.len() as u16,
                x_advance: Length::pt(size).scale(face.advance(id) as i32, units),
                text_start,
            });
        }
        let color = Color::BLACK;
        GlyphRun {
            font,
            size: Length::pt(size),
            color,
            text: copied,
            glyphs,
            shifts: Vec::new(),
            word_spacing: Length::ZERO,
            letter_spacing: Length::ZERO,
            word: None,
        }
    }

    /// Text at the current height; returns where it ends.
    pub fn text(&mut self, font: FontId, size: i32, text: &str, x: i32, tag: ContentTag) -> Length {
        let run = self.run(font, size, text);
        self.place(run, Length::pt(x), tag)
    }

    /// A run at the current height; returns where it ends.
    pub fn place(&mut self, run: GlyphRun, x: Length, tag: ContentTag) -> Length {
        let end = x + run.width();
        let position = Point { x, y: Length::pt(self.y) };
        self.push(position, FrameItemKind::Text(run), tag);
        end
    }

    /// Moves down.
    pub fn down(&mut self, points: i32) {
        self.y += points;
    }

    /// A block of one line.
    pub fn line(&mut self, kind: StructType, parent: StructId, text: &str) -> StructId {
        let element = self.element(kind, parent);
        let tag = self.content(element);
        self.text(SERIF, 11, text, LEFT, tag);
        self.down(16);
        element
    }

    /// A paragraph of justified lines.
    pub fn paragraph(&mut self, parent: StructId, lines: &[&str]) -> StructId {
        let element = self.element(StructType::P, parent);
        let tag = self.content(element);
        for line in lines {
            let mut run = self.run(SERIF, 11, line);
            run.word_spacing = Length(300);
            self.place(run, Length::pt(LEFT), tag);
            self.down(14);
        }
        self.down(6);
        element
    }

    /// A rule over the column, an artifact.
    pub fn rule(&mut self, style: LineStyle) {
        let color = Color { r: 180, g: 30, b: 30, a: 255 };
        let delta = Point { x: Length::pt(200), y: Length::ZERO };
        let shape = Shape::Line { delta, width: Length::pt(1), color, style };
        let position = Point { x: Length::pt(LEFT), y: Length::pt(self.y) };
        self.push(position, FrameItemKind::Shape(shape), ContentTag::Artifact(ArtifactType::Layout));
        self.down(16);
    }

    /// A translucent background behind the next line.
    pub fn background(&mut self) {
        let size = Size { width: Length::pt(451), height: Length::pt(18) };
        let shape = Shape::Rect { size, fill: Color { r: 240, g: 200, b: 40, a: 96 } };
        let position = Point { x: Length::pt(LEFT), y: Length::pt(self.y - 13) };
        self.push(position, FrameItemKind::Shape(shape), ContentTag::Artifact(ArtifactType::Layout));
    }

    /// The area of a link over part of the current line.
    pub fn link_area(&mut self, element: StructId, from: Length, to: Length, target: LinkTarget) {
        let rect = Rect {
            origin: Point { x: from, y: Length::pt(self.y - 10) },
            size: Size { width: to - from, height: Length::pt(13) },
        };
        let page = self.document.pages.last_mut().expect("a page");
        let contents = "Follows the link".to_owned();
        page.links.push(LinkArea { rect, target, contents, element, span: Span::default() });
    }

    /// A destination at the current height.
    pub fn destination(&mut self, id: &str) {
        let page = self.document.pages.len() as u32 - 1;
        let point = Point { x: Length::pt(LEFT), y: Length::pt(self.y - 12) };
        let destination = Destination { page, point, element: None };
        self.document.destinations.insert(id.to_owned(), destination);
    }

    /// A bookmark for a destination.
    pub fn bookmark(&self, title: &str, id: &str, children: Vec<OutlineItem>) -> OutlineItem {
        OutlineItem { title: title.into(), destination: id.into(), children, span: Span::default() }
    }

    /// A picture, 60 points high.
    pub fn picture(&mut self, bytes: &[u8], format: ImageFormat, x: i32, orientation: u8, tag: ContentTag) {
        let image = Image {
            name: "picture".into(),
            format,
            bytes: bytes.into(),
            width: 60,
            height: 40,
            orientation,
            natural_size: Size { width: Length::pt(45), height: Length::pt(30) },
            moves: false,
            title: None,
            span: Span::default(),
        };
        let id: ImageId = self.images.insert(&format!("picture-{}", self.images.iter().count()), image);
        let size = Size { width: Length::pt(90), height: Length::pt(60) };
        let position = Point { x: Length::pt(x), y: Length::pt(self.y) };
        self.push(position, FrameItemKind::Image(id, size), tag);
    }

    /// The document.
    pub fn finish(mut self) -> PagedDocument {
        self.document.fonts = self.fonts;
        self.document.images = Arc::new(self.images);
        self.document
    }
}
