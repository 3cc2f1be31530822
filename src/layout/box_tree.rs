//! The box tree: blocks, and in them lines, tables and pictures (CSS Display 3, section 2).

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::document::NodeId;
use crate::geometry::Size;
use crate::image::ImageId;
use crate::layout::frame::{ContentTag, LinkTarget};
use crate::layout::inline::InlineContent;
use crate::layout::page::running::Running;
use crate::source::Span;
use crate::structure::{StructId, StructTree};
use crate::style::ComputedStyle;

/// A whole document as boxes.
#[derive(Debug)]
pub struct BoxTree {
    /// The article's box.
    pub root: BlockBox,
    /// What was taken out of it to stand at the foot of pages (`float: footnote`).
    pub notes: Vec<BlockBox>,
    /// Every link, by its id.
    pub links: Vec<Link>,
    /// The structure element that each id stands in.
    pub anchors: BTreeMap<Arc<str>, StructId>,
    /// The ids whose page numbers stand in the text.
    pub page_references: Vec<Arc<str>>,
    /// The structure tree, in reading order.
    pub structure: StructTree,
}

/// A link of the text.
#[derive(Clone, Debug)]
pub struct Link {
    /// Where it leads.
    pub target: LinkTarget,
    /// What it is, for readers that do not see; never empty.
    pub contents: String,
    /// Its `Link` element.
    pub element: StructId,
    /// It is the call of a note.
    pub call: bool,
    /// Where it comes from.
    pub span: Span,
}

/// A note's place in [`BoxTree::notes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoteId(pub usize);

/// A block-level box.
#[derive(Debug)]
pub struct BlockBox {
    /// The element it is made for; `None` for an anonymous box.
    pub node: Option<NodeId>,
    /// What it is called in dumps: its element's name and role.
    pub name: String,
    /// Its style.
    pub style: ComputedStyle,
    /// The id that links may lead to.
    pub anchor: Option<Arc<str>>,
    /// The running strings and page numbers that it sets (CSS GCPM 3, 1.1).
    pub running: Vec<Running>,
    /// The marker of a list item.
    pub marker: Option<Marker>,
    /// Which part it has in the making of pages.
    pub part: Part,
    /// What it holds.
    pub content: BoxContent,
    /// Where it comes from.
    pub span: Span,
}

impl BlockBox {
    /// A box that no element makes.
    pub fn anonymous(style: ComputedStyle, part: Part, content: BoxContent, span: Span) -> BlockBox {
        BlockBox {
            node: None,
            name: "anonymous".to_owned(),
            style,
            anchor: None,
            running: Vec::new(),
            marker: None,
            part,
            content,
            span,
        }
    }
}

/// Which part a block has in the making of pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// None in particular.
    #[default]
    Plain,
    /// A heading: what follows stays with it.
    Heading,
    /// Holds running text: its paragraphs keep to the grid of lines.
    Body,
    /// The caption of a figure: it stands below the picture and is about as wide.
    Caption,
    /// A repeat that may move to where it leaves no gap.
    Movable,
}

impl BoxContent {
    /// The lines that a block begins with; `None` if it begins with something else.
    pub fn first_lines(&mut self) -> Option<&mut Lines> {
        match self {
            BoxContent::Lines(lines) => Some(lines),
            BoxContent::Blocks(blocks) => blocks.first_mut()?.content.first_lines(),
            _ => None,
        }
    }
}

/// What a block holds.
#[derive(Debug)]
pub enum BoxContent {
    /// Blocks.
    Blocks(Vec<BlockBox>),
    /// Lines.
    Lines(Lines),
    /// Preformatted lines, one content for each line of the source.
    Code(Vec<Lines>),
    /// A table.
    Table(Box<TableBox>),
    /// A picture.
    Image(ReplacedBox),
    /// The place of a note that nothing in the text calls: it stands on the page that this comes to lie on.
    Note(NoteId),
    /// Nothing: a rule or a spacer.
    Empty,
}

/// Inline content that makes lines.
#[derive(Debug)]
pub struct Lines {
    /// The content.
    pub content: InlineContent,
    /// The same without its initial letter, for where that has no room.
    pub plain: Option<Box<InlineContent>>,
}

impl From<InlineContent> for Lines {
    fn from(content: InlineContent) -> Lines {
        Lines { content, plain: None }
    }
}

/// The marker of a list item, which stands outside it; one that stands inside is the first of its inline content.
#[derive(Debug)]
pub struct Marker(pub InlineContent);

/// A picture as a block.
#[derive(Clone, Debug)]
pub struct ReplacedBox {
    /// The picture.
    pub image: ImageId,
    /// Its natural size.
    pub natural: Size,
    /// Whose content it is.
    pub tag: ContentTag,
}

/// A table.
#[derive(Debug)]
pub struct TableBox {
    /// Its captions, which stand above or below by their own style.
    pub captions: Vec<BlockBox>,
    /// How many columns its grid has.
    pub columns: usize,
    /// Its rows, headers first and footers last.
    pub rows: Vec<TableRow>,
    /// Whether its header rows stand again on further pages.
    pub repeats: bool,
}

/// One row of a table.
#[derive(Debug)]
pub struct TableRow {
    /// Its style.
    pub style: ComputedStyle,
    /// The style of the group that holds it.
    pub group: ComputedStyle,
    /// Whether it is the first and the last of its group.
    pub edges: (bool, bool),
    /// Whether it is a header row.
    pub header: bool,
    /// Its cells.
    pub cells: Vec<TableCell>,
    /// Where it comes from.
    pub span: Span,
}

/// One cell of a table.
#[derive(Debug)]
pub struct TableCell {
    /// Its first column.
    pub column: usize,
    /// How many columns it takes, at least 1.
    pub col_span: usize,
    /// How many rows it takes, at least 1.
    pub row_span: usize,
    /// Its box.
    pub block: BlockBox,
}
