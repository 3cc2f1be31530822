//! What every reader makes of its source, and what the writer turns into Markdown: blocks and inlines.
//!
//! The shape is that of Pandoc's AST (pandoc-types 1.23) with what an article has besides: boxes such as pull quotes
//! and sidebars, tasks, page breaks, HTML's elements. Every block and inline carries the place of the source that it
//! comes from. Readers bound the depth of the tree ([`MAX_DEPTH`]); whoever walks it may recurse.

use super::meta::Metadata;
use crate::document::{Align, Tag};
use crate::source::Span;

/// Blocks and inlines in each other, counted together, that a reader may make. What lies deeper it refuses or flattens.
pub const MAX_DEPTH: usize = 120;

/// An article as it was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// What it says of itself.
    pub metadata: Metadata,
    /// Its text, without the title.
    pub blocks: Vec<Block>,
}

/// The id, classes and other attributes of a block or inline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attr {
    /// The id, empty for none.
    pub id: String,
    /// The classes.
    pub classes: Vec<String>,
    /// Names and values of the others: `lang`, `dir`, `width` …
    pub pairs: Vec<(String, String)>,
}

impl Attr {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.id.is_empty() && self.classes.is_empty() && self.pairs.is_empty()
    }

    /// The value of a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// A block.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its attributes.
    pub attr: Attr,
    /// Where it comes from.
    pub span: Span,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq)]
pub enum BlockKind {
    /// Text that is no paragraph: in items of tight lists, in cells.
    Plain(Vec<Inline>),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// Lines that stay apart: verse.
    Lines(Vec<Vec<Inline>>),
    /// Code as it stands; its first class is its language.
    Code(String),
    /// Markup of another format (`html`, `tex`) as it stands.
    Raw {
        /// The format's name.
        format: String,
        /// The markup.
        text: String,
    },
    /// A quotation.
    Quote(Vec<Block>),
    /// A list.
    List(List),
    /// Terms and what they mean.
    Definitions(Vec<Definition>),
    /// A heading; level 1 is the article's own only where the metadata have no title.
    Heading {
        /// From 1.
        level: u8,
        /// Its words.
        content: Vec<Inline>,
    },
    /// A break between sections.
    Rule,
    /// A new page.
    PageBreak,
    /// A table.
    Table(Box<Table>),
    /// A figure: what it shows and its caption.
    Figure {
        /// Pictures, a table, code …
        content: Vec<Block>,
        /// The caption's blocks.
        caption: Vec<Block>,
    },
    /// A pull quote, sidebar, alert or epigraph.
    Boxed {
        /// Which.
        kind: BoxKind,
        /// The title of a sidebar or alert.
        title: Vec<Inline>,
        /// Its text; a quotation's last paragraph may name who said it, behind a dash.
        content: Vec<Block>,
    },
    /// An element that has no block of its own here: `div`, `section` …
    Element(Tag, Vec<Block>),
}

/// The boxes that an article has: the markers of quotes in Offprint's Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoxKind {
    /// A sentence lifted from the text.
    PullQuote,
    /// A text beside the article.
    Sidebar,
    /// A quotation before the text.
    Epigraph,
    /// GitHub's alerts.
    Note,
    /// An alert.
    Tip,
    /// An alert.
    Important,
    /// An alert.
    Warning,
    /// An alert.
    Caution,
}

impl BoxKind {
    /// All of them.
    pub const ALL: [BoxKind; 8] = [
        BoxKind::PullQuote,
        BoxKind::Sidebar,
        BoxKind::Epigraph,
        BoxKind::Note,
        BoxKind::Tip,
        BoxKind::Important,
        BoxKind::Warning,
        BoxKind::Caution,
    ];

    /// The class in lower case; in capitals it is the marker.
    pub fn class(self) -> &'static str {
        match self {
            BoxKind::PullQuote => "pullquote",
            BoxKind::Sidebar => "sidebar",
            BoxKind::Epigraph => "epigraph",
            BoxKind::Note => "note",
            BoxKind::Tip => "tip",
            BoxKind::Important => "important",
            BoxKind::Warning => "warning",
            BoxKind::Caution => "caution",
        }
    }

    /// The kind of a class, hyphens and capitals aside.
    pub fn from_class(class: &str) -> Option<BoxKind> {
        let plain = class.replace(['-', '_'], "").to_ascii_lowercase();
        BoxKind::ALL.into_iter().find(|kind| kind.class() == plain)
    }

    /// Whether its first line may be a title.
    pub fn has_title(self) -> bool {
        !matches!(self, BoxKind::PullQuote | BoxKind::Epigraph)
    }
}

/// A list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct List {
    /// How an ordered list is numbered; `None` for bullets.
    pub numbering: Option<Numbering>,
    /// Its items.
    pub items: Vec<Item>,
}

/// How an ordered list is numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbering {
    /// The first number.
    pub start: i64,
    /// `1`, `a`, `A`, `i` or `I`.
    pub style: char,
    /// A closing bracket behind the number, not a full stop.
    pub bracket: bool,
    /// It counts down.
    pub reversed: bool,
}

impl Default for Numbering {
    fn default() -> Numbering {
        Numbering { start: 1, style: '1', bracket: false, reversed: false }
    }
}

/// An item of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// Its box, if it is a task: whether it is done.
    pub task: Option<bool>,
    /// A number of its own.
    pub value: Option<i64>,
    /// Its blocks; [`BlockKind::Plain`] in tight lists.
    pub content: Vec<Block>,
}

/// A term and what it means.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Definition {
    /// The term.
    pub term: Vec<Inline>,
    /// What it means, one after the other.
    pub descriptions: Vec<Vec<Block>>,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The caption's blocks.
    pub caption: Vec<Block>,
    /// Each column's alignment.
    pub columns: Vec<Option<Align>>,
    /// The rows of the head.
    pub head: Vec<Row>,
    /// The bodies.
    pub bodies: Vec<Vec<Row>>,
    /// The rows of the foot.
    pub foot: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Its attributes.
    pub attr: Attr,
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// Its attributes.
    pub attr: Attr,
    /// A head of its row or column.
    pub is_head: bool,
    /// An alignment of its own.
    pub align: Option<Align>,
    /// How many rows it takes; 0 stands for 1.
    pub rows: u16,
    /// How many columns it takes; 0 stands for 1.
    pub columns: u16,
    /// Its blocks.
    pub content: Vec<Block>,
}

/// What stands in a line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Inline {
    /// What it is.
    pub kind: InlineKind,
    /// Its attributes.
    pub attr: Attr,
    /// Where it comes from.
    pub span: Span,
}

/// What stands in a line of text.
#[derive(Clone, Debug, PartialEq)]
pub enum InlineKind {
    /// Words with the spaces between them, no line ends.
    Text(String),
    /// A line end that is a space.
    SoftBreak,
    /// A line end.
    Break,
    /// Stress and the like.
    Styled(Style, Vec<Inline>),
    /// Words in quotation marks of the language's; true for double ones.
    Quoted(bool, Vec<Inline>),
    /// Code.
    Code(String),
    /// A formula in TeX; true if it is displayed on a line of its own.
    Math(bool, String),
    /// Markup of another format as it stands.
    Raw {
        /// The format's name.
        format: String,
        /// The markup.
        text: String,
    },
    /// A link.
    Link {
        /// Its words.
        content: Vec<Inline>,
        /// Where it leads.
        address: String,
        /// Its title, empty for none.
        title: String,
    },
    /// A picture.
    Image {
        /// What stands for it where it cannot be seen.
        alt: String,
        /// Its file.
        address: String,
        /// Its title, empty for none.
        title: String,
        /// It says nothing: no alternative text is wanted.
        decorative: bool,
    },
    /// A note.
    Note(Vec<Block>),
    /// An element that has no inline of its own here: `span`, `kbd`, `abbr` …
    Element(Tag, Vec<Inline>),
}

/// How words are set apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Stressed.
    Emphasis,
    /// Strongly stressed.
    Strong,
    /// Underlined.
    Underline,
    /// Struck out.
    Strikeout,
    /// Raised.
    Superscript,
    /// Lowered.
    Subscript,
    /// In small capitals.
    SmallCaps,
}

impl Style {
    /// The element that says the same.
    pub fn tag(self) -> Tag {
        match self {
            Style::Emphasis => Tag::Em,
            Style::Strong => Tag::Strong,
            Style::Underline => Tag::U,
            Style::Strikeout => Tag::Del,
            Style::Superscript => Tag::Sup,
            Style::Subscript => Tag::Sub,
            Style::SmallCaps => Tag::Span,
        }
    }
}

impl Block {
    /// A block without attributes.
    pub fn new(kind: BlockKind, span: Span) -> Block {
        Block { kind, attr: Attr::default(), span }
    }
}

impl Inline {
    /// An inline without attributes.
    pub fn new(kind: InlineKind, span: Span) -> Inline {
        Inline { kind, attr: Attr::default(), span }
    }

    /// Words.
    pub fn text(text: impl Into<String>, span: Span) -> Inline {
        Inline::new(InlineKind::Text(text.into()), span)
    }
}

/// The words of a row of inlines, without its notes.
pub fn plain_text(row: &[Inline]) -> String {
    let mut text = String::new();
    push_plain(row, &mut text);
    text
}

fn push_plain(row: &[Inline], out: &mut String) {
    for inline in row {
        match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) | InlineKind::Math(_, text) => out.push_str(text),
            InlineKind::SoftBreak | InlineKind::Break => out.push(' '),
            InlineKind::Styled(_, content)
            | InlineKind::Link { content, .. }
            | InlineKind::Element(_, content) => push_plain(content, out),
            InlineKind::Quoted(double, content) => {
                let mark = if *double { '"' } else { '\'' };
                out.push(mark);
                push_plain(content, out);
                out.push(mark);
            }
            InlineKind::Image { alt, .. } => out.push_str(alt),
            InlineKind::Raw { .. } | InlineKind::Note(_) => {}
        }
    }
}
