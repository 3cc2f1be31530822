//! The finished layout: pages of positioned items. `pdf` sees this and nothing before it.
//!
//! Coordinates start at the page's top left corner, `y` grows downwards, text is placed by its baseline.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::font::{FontBook, FontId};
use crate::geometry::{Color, Length, Point, Rect, Size};
use crate::image::{ImageId, ImageSet};
use crate::layout::quality::PageSetting;
use crate::source::Span;
use crate::structure::{ContentId, DocumentInfo, StructId, StructTree};

/// A laid-out document.
#[derive(Debug, Default)]
pub struct PagedDocument {
    /// Its pages in order.
    pub pages: Vec<Page>,
    /// The structure tree over all pages.
    pub structure: StructTree,
    /// What the file says of itself.
    pub info: DocumentInfo,
    /// Bookmarks.
    pub outline: Vec<OutlineItem>,
    /// Where links inside the document lead, by id.
    pub destinations: BTreeMap<String, Destination>,
    /// The fonts that glyph runs name.
    pub fonts: Arc<FontBook>,
    /// The pictures that items name.
    pub images: Arc<ImageSet>,
}

/// One page.
#[derive(Debug, Default)]
pub struct Page {
    /// Its trimmed size.
    pub size: Size,
    /// Its label, such as `12`.
    pub label: String,
    /// What stands on it, in painting order.
    pub items: Vec<FrameItem>,
    /// The areas of links.
    pub links: Vec<LinkArea>,
    /// How its text was set, for those who judge it.
    pub setting: PageSetting,
}

/// What marked content an item belongs to (ISO 32000-1, 14.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContentTag {
    /// Content of a structure element.
    Content(ContentId),
    /// Page furniture, ornaments and repeats.
    Artifact(ArtifactType),
}

/// The kinds of artifact (ISO 32000-1, 14.8.2.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArtifactType {
    /// Running heads, page numbers.
    Pagination,
    /// Rules, backgrounds, ornaments, repeated pull quotes.
    Layout,
}

/// Something at a place on a page.
#[derive(Clone, Debug)]
pub struct FrameItem {
    /// Where: the baseline's start for text, the top left corner for everything else.
    pub position: Point,
    /// What.
    pub kind: FrameItemKind,
    /// It is turned around its place by a quarter, against the clock: what runs to the right runs up, what is below is
    /// to the right.
    pub turned: bool,
    /// Whose content it is.
    pub tag: ContentTag,
    /// Where it comes from.
    pub span: Span,
}

/// The kinds of item.
#[derive(Clone, Debug)]
pub enum FrameItemKind {
    /// Glyphs on one baseline.
    Text(GlyphRun),
    /// A filled rectangle or a line.
    Shape(Shape),
    /// A picture scaled to a size.
    Image(ImageId, Size),
}

/// Glyphs of one face, size and colour on one baseline.
#[derive(Clone, Debug)]
pub struct GlyphRun {
    /// The face.
    pub font: FontId,
    /// The size.
    pub size: Length,
    /// The colour.
    pub color: Color,
    /// The characters that the glyphs show, as they are to be copied. A hyphen of ours is U+00AD here.
    pub text: String,
    /// The glyphs, in visual order.
    pub glyphs: Vec<Glyph>,
    /// The glyphs that stand beside their place, in order.
    pub shifts: Vec<Shift>,
    /// Added to the advance of each glyph whose text is U+0020: the stretch of a justified line.
    pub word_spacing: Length,
    /// What the advance of each glyph holds for `letter-spacing`.
    pub letter_spacing: Length,
    /// The word that the run shows together with its neighbours of the same word, where they stand too far apart to be
    /// known as one by their places: it is their `ActualText` (ISO 32000-1, 14.9.4).
    pub word: Option<Arc<str>>,
}

impl GlyphRun {
    /// The width of the run: its advances, stretched spaces counted.
    pub fn width(&self) -> Length {
        let advances: Length = self.glyphs.iter().map(|glyph| glyph.x_advance).sum();
        let spaces = self.glyphs.iter().filter(|glyph| self.is_space(glyph)).count();
        advances + Length::from_units(i64::from(self.word_spacing.0) * spaces as i64)
    }

    /// Cuts off the glyphs from an index on, with the text that they show.
    pub fn split_off(&mut self, at: usize) -> Option<GlyphRun> {
        let start = self.glyphs.get(at)?.text_start;
        let text = self.text.get(start as usize..)?.to_owned();
        self.text.truncate(start as usize);
        let mut glyphs = self.glyphs.split_off(at);
        for glyph in &mut glyphs {
            glyph.text_start = glyph.text_start.saturating_sub(start);
        }
        let first = self.shifts.partition_point(|shift| (shift.glyph as usize) < at);
        let mut shifts = self.shifts.split_off(first);
        for shift in &mut shifts {
            shift.glyph = shift.glyph.saturating_sub(u32::try_from(at).unwrap_or(u32::MAX));
        }
        Some(GlyphRun { text, glyphs, shifts, ..self.clone() })
    }

    /// The glyphs, each with how far it is moved to the right and up, without effect on the next one.
    pub fn placed(&self) -> impl Iterator<Item = (&Glyph, (Length, Length))> {
        let mut shifts = self.shifts.iter().peekable();
        self.glyphs.iter().zip(0..).map(move |(glyph, index)| {
            let shift = shifts.next_if(|shift| shift.glyph == index);
            (glyph, shift.map_or((Length::ZERO, Length::ZERO), |shift| (shift.x, shift.y)))
        })
    }

    /// Whether a glyph shows just a space.
    pub fn is_space(&self, glyph: &Glyph) -> bool {
        self.text.get(glyph.text_range()) == Some(" ")
    }
}

/// One glyph. There are more of them than of anything else: what few have stands elsewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Glyph {
    /// The glyph's id in its font; never 0.
    pub id: u16,
    /// How many bytes of the run's text it shows; 0 for a second glyph of the same characters.
    pub text_length: u16,
    /// How far the next glyph stands: kerning and letter-spacing included, `word_spacing` not.
    pub x_advance: Length,
    /// First byte in the run's text of what it shows.
    pub text_start: u32,
}

impl Glyph {
    /// The bytes of the run's text that it shows.
    pub fn text_range(&self) -> std::ops::Range<usize> {
        let start = self.text_start as usize;
        start..start + usize::from(self.text_length)
    }
}

/// A glyph that stands beside its place: a mark, a letter of a joined script.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shift {
    /// Its index in the run.
    pub glyph: u32,
    /// How far it is moved to the right.
    pub x: Length,
    /// How far it is moved up.
    pub y: Length,
}

/// A drawn shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A filled rectangle.
    Rect {
        /// Its size.
        size: Size,
        /// Its fill.
        fill: Color,
    },
    /// A straight line from the item's position.
    Line {
        /// To where, from the position.
        delta: Point,
        /// Its thickness, centred on the line.
        width: Length,
        /// Its colour.
        color: Color,
        /// Its pattern.
        style: LineStyle,
    },
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineStyle {
    /// Without gaps.
    Solid,
    /// Dashes of three times the width.
    Dashed,
    /// Round dots.
    Dotted,
}

/// The area of a link on one page; a link over two lines has two.
#[derive(Clone, Debug)]
pub struct LinkArea {
    /// The area.
    pub rect: Rect,
    /// Where it leads.
    pub target: LinkTarget,
    /// What it is, for readers that do not see (`Contents`); never empty.
    pub contents: String,
    /// The `Link`, `Reference` or `Note` element that it belongs to.
    pub element: StructId,
    /// Where it comes from.
    pub span: Span,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// An address outside.
    Uri(String),
    /// A destination of this document.
    Internal(String),
}

/// A place that links lead to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Destination {
    /// The index of its page.
    pub page: u32,
    /// The top left corner of what is shown.
    pub point: Point,
    /// The structure element there.
    pub element: Option<StructId>,
}

/// One bookmark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineItem {
    /// Its words.
    pub title: String,
    /// The destination's id.
    pub destination: String,
    /// The bookmarks below it.
    pub children: Vec<OutlineItem>,
    /// Where it comes from.
    pub span: Span,
}
