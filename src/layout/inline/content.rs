//! What a paragraph is made of, and the lines that it becomes.

use std::sync::Arc;

use crate::document::NodeId;
use crate::geometry::{Length, Size};
use crate::image::ImageId;
use crate::layout::frame::{ArtifactType, ContentTag, FrameItemKind};
use crate::layout::quality::LineFacts;
use crate::source::Span;
use crate::style::ComputedStyle;

/// The content of one block that holds lines, in document order.
#[derive(Clone, Debug)]
pub struct InlineContent {
    /// The block's style: alignment, indent, strut.
    pub style: ComputedStyle,
    /// The block's language, BCP 47.
    pub language: Arc<str>,
    /// Text, boxes and breaks.
    pub items: Vec<InlineItem>,
    /// The item that opens the box of an initial letter; only other openings stand before it.
    pub initial: Option<usize>,
    /// Where the block comes from.
    pub span: Span,
}

impl InlineContent {
    /// A text that no node says: a running head, a mark, a row of dots.
    pub fn artifact(
        text: Arc<str>,
        kind: ArtifactType,
        style: ComputedStyle,
        language: Arc<str>,
        span: Span,
    ) -> InlineContent {
        let item = InlineItem::Text {
            text,
            node: None,
            offset: 0,
            style: style.clone(),
            language: Arc::clone(&language),
            tag: ContentTag::Artifact(kind),
            span,
        };
        InlineContent { style, language, items: vec![item], initial: None, span }
    }
}

/// A link's place in the layout's list of links.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkId(pub u32);

/// One piece of inline content.
#[derive(Clone, Debug)]
pub enum InlineItem {
    /// Characters as they stand in the tree; white space is not yet collapsed.
    Text {
        /// The characters.
        text: Arc<str>,
        /// The text node that they are; `None` for generated content.
        node: Option<NodeId>,
        /// Where in that node's text they begin, in bytes.
        offset: usize,
        /// Their style.
        style: ComputedStyle,
        /// Their language, BCP 47.
        language: Arc<str>,
        /// Whose content they are.
        tag: ContentTag,
        /// Where they come from.
        span: Span,
    },
    /// An inline box begins: its padding, border, background and decoration.
    Open {
        /// Its style.
        style: ComputedStyle,
        /// The link that it is.
        link: Option<LinkId>,
        /// The id that links may lead to.
        anchor: Option<Arc<str>>,
    },
    /// The innermost open box ends.
    Close,
    /// A forced line break.
    LineBreak,
    /// A place where a line may be broken without a hyphen.
    BreakOpportunity,
    /// A row of some text, over and over, in the room that its line leaves (CSS GCPM 3, 5.1).
    Leader {
        /// The text.
        pattern: Arc<str>,
        /// Its style.
        style: ComputedStyle,
        /// Its language, BCP 47.
        language: Arc<str>,
        /// Where it comes from.
        span: Span,
    },
    /// Something of fixed size that stands in the line like a letter.
    Atom {
        /// The picture.
        image: ImageId,
        /// Its size: its natural one until the width of the lines is known.
        size: Size,
        /// Its style, for its vertical alignment and its size.
        style: ComputedStyle,
        /// Whose content it is.
        tag: ContentTag,
        /// Where it comes from.
        span: Span,
    },
}

/// The room for the lines of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Measure {
    /// Start and width of the first lines, where they differ from the rest: beside a float.
    pub leading: Vec<(Length, Length)>,
    /// The width of all other lines, which start at zero.
    pub width: Length,
}

impl Measure {
    /// The same width for all lines.
    pub fn uniform(width: Length) -> Measure {
        Measure { leading: Vec::new(), width }
    }

    /// The width of the narrowest line.
    pub fn narrowest(&self) -> Length {
        self.leading.iter().map(|&(_, width)| width).fold(self.width, Length::min)
    }

    /// Start and width of a line, counted from 0.
    pub fn line(&self, index: usize) -> (Length, Length) {
        self.leading.get(index).copied().unwrap_or((Length::ZERO, self.width))
    }
}

/// A finished line: CSS's line box. `x` runs from the block's content edge, `y` from the line's baseline.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// Its height.
    pub height: Length,
    /// From its top down to its baseline.
    pub baseline: Length,
    /// What stands on it, in painting order.
    pub items: Vec<LineItem>,
    /// The areas of links on it.
    pub links: Vec<LineLink>,
    /// Ids that links may lead to.
    pub anchors: Vec<Arc<str>>,
    /// The first text on it: its node and the byte offset into that node's text.
    pub start: Option<(NodeId, u32)>,
    /// Whether it ends in a hyphen of ours.
    pub hyphenated: bool,
    /// Whether it is wider than its measure.
    pub overfull: bool,
    /// How far its ink rises above its top: the accent of an initial letter.
    pub overhang: Length,
    /// Whether the next line stays with it: both stand beside an initial letter.
    pub keeps_next: bool,
    /// How it was set.
    pub facts: LineFacts,
}

/// Something at a place on a line.
#[derive(Clone, Debug)]
pub struct LineItem {
    /// From the block's content edge.
    pub x: Length,
    /// From the baseline, downwards.
    pub y: Length,
    /// What.
    pub kind: FrameItemKind,
    /// Whose content it is.
    pub tag: ContentTag,
    /// Where it comes from.
    pub span: Span,
}

/// The part of a link that stands on a line.
#[derive(Clone, Debug)]
pub struct LineLink {
    /// Which link.
    pub link: LinkId,
    /// Its left edge.
    pub x: Length,
    /// Its width.
    pub width: Length,
    /// Its top, from the baseline, negative.
    pub top: Length,
    /// Its bottom, from the baseline.
    pub bottom: Length,
}
