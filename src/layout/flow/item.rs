//! The vertical list: what flow makes of blocks and pagination cuts into pages.

use std::sync::Arc;

use crate::document::NodeId;
use crate::geometry::{Length, Point, Rect, Sides};
use crate::layout::box_tree::NoteId;
use crate::layout::frame::FrameItem;
use crate::layout::inline::{Line, LinkId};
use crate::layout::page::running::Running;
use crate::layout::quality::SetLine;
use crate::source::Span;
use crate::style::{BorderSide, BoxDecorationBreak, ComputedStyle};

/// A container's place in [`Flow::containers`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContainerId(pub usize);

/// The vertical list of one column.
#[derive(Debug, Default)]
pub struct Flow {
    /// What stands below what, in order.
    pub items: Vec<FlowItem>,
    /// The boxes with borders, backgrounds or repeated headers that items stand in.
    pub containers: Vec<Container>,
    /// The runs of items that are set in the same columns, in order; before the first of them there is one column.
    pub sections: Vec<Section>,
    /// The boxes that stand at the top or foot of pages and columns, in order.
    pub floats: Vec<PageFloat>,
    /// The width of the narrowest page that anything stands on.
    pub narrowest_page: Length,
}

/// A box that stands at the top or foot of a page or column.
#[derive(Clone, Debug)]
pub struct PageFloat {
    /// What it is.
    pub fragment: Fragment,
    /// The space above it, except at the top of a column.
    pub before: Length,
    /// The space below it, except at the foot of a column.
    pub after: Length,
    /// Where it stands.
    pub snap: Snap,
    /// It is as wide as a column, where there are several.
    pub in_column: bool,
}

/// Where a page float stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Snap {
    /// At the top of the next column or page.
    Top,
    /// At the foot of the column or page of its place in the text, or of the next.
    Bottom,
    /// At its place in the text, or, where it has no room there, at the top of the next column or page.
    Here,
}

impl Flow {
    /// The width of its narrowest columns; of the narrowest page where there are none beside each other.
    pub fn narrowest_column(&self) -> Length {
        let several =
            self.sections.iter().map(|section| &section.columns).filter(|columns| columns.are_several());
        several.map(|columns| columns.width).min().unwrap_or(self.narrowest_page)
    }
}

/// A run of items that is set in the same columns. It begins at a place where a page may end.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// Its first item.
    pub start: usize,
    /// The space above it, where it does not begin a page.
    pub before: Length,
    /// Its columns.
    pub columns: Columns,
    /// The innermost container around the whole of it.
    pub outer: Option<ContainerId>,
}

/// Columns side by side (CSS Multi-column 1).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// How many there are; 0 or 1 for the whole width.
    pub count: usize,
    /// Where the first begins.
    pub x: Length,
    /// How wide each is; zero for the whole width.
    pub width: Length,
    /// The space between two.
    pub gap: Length,
    /// The rule between two, its colour given.
    pub rule: BorderSide,
    /// Whether they end at one height where the section ends.
    pub balanced: bool,
}

impl Columns {
    /// Whether there is more than one.
    pub fn are_several(&self) -> bool {
        self.count > 1
    }

    /// The width of each, in a box of some width.
    pub fn width_in(&self, whole: Length) -> Length {
        if self.are_several() { self.width } else { whole }
    }

    /// How far a column lies from the first.
    pub fn offset(&self, column: usize) -> Length {
        (self.width + self.gap).scale(i32::try_from(column).unwrap_or(0), 1)
    }
}

/// One piece of a vertical list. What is large stands elsewhere: half of a list are places to break.
#[derive(Debug)]
pub enum FlowItem {
    /// A line of text.
    Line(Box<PlacedLine>),
    /// Something that is never split: a picture, a row of a table.
    Fragment(Box<Fragment>),
    /// Space between blocks, dropped at the edges of a page.
    Space(Length),
    /// A place where a page may end.
    Break(Break),
    /// A container begins: its border and padding above.
    Open(ContainerId),
    /// The container ends: its padding and border below.
    Close(ContainerId),
    /// Something without height.
    Mark(Mark),
    /// The place of a page float in the text, by its number in [`Flow::floats`].
    Float(usize),
    /// A side float: it stands beside what follows and takes no height. It is put on the grid.
    Side {
        /// Which of them it is, from 0.
        number: usize,
        /// What it is, the space above it included.
        fragment: Box<Fragment>,
    },
}

impl FlowItem {
    /// A line of text, and how far its block's content lies from the column's left edge.
    pub fn line(x: Length, line: Line, on_grid: bool) -> FlowItem {
        FlowItem::Line(Box::new(PlacedLine { x, line, on_grid }))
    }

    /// Something that is never split.
    pub fn fragment(fragment: Fragment) -> FlowItem {
        FlowItem::Fragment(Box::new(fragment))
    }

    /// The least height that it takes: of spaces only those that draw things together, since columns may leave out the
    /// others and grids take from them.
    pub fn least_height(&self) -> Length {
        match self {
            FlowItem::Line(placed) => placed.line.height,
            FlowItem::Fragment(fragment) => fragment.height,
            FlowItem::Space(space) => (*space).min(Length::ZERO),
            _ => Length::ZERO,
        }
    }

    /// Whether it stands somewhere on a page.
    pub fn is_placed(&self) -> bool {
        matches!(self, FlowItem::Line(_) | FlowItem::Fragment(_) | FlowItem::Side { .. } | FlowItem::Open(_))
    }
}

/// A line and where it starts.
#[derive(Debug)]
pub struct PlacedLine {
    /// From the column's left edge to the block's content edge.
    pub x: Length,
    /// The line.
    pub line: Line,
    /// It is a line of running text: its place is on the grid.
    pub on_grid: bool,
}

/// Items placed in a rectangle.
#[derive(Clone, Debug, Default)]
pub struct Fragment {
    /// The height.
    pub height: Length,
    /// Positions count from the column's left edge and the fragment's top.
    pub items: Vec<FrameItem>,
    /// The areas of links.
    pub links: Vec<FragmentLink>,
    /// Ids that links may lead to.
    pub anchors: Vec<(Arc<str>, Point)>,
    /// Running strings and page numbers set here.
    pub running: Vec<Running>,
    /// Those of them that are set before anything stands here; not of fragments that were put together.
    pub opening: Vec<Running>,
    /// Where its first text stands in the document.
    pub start: Option<(NodeId, u32)>,
    /// From its top to the baseline of its first line; `None` without lines.
    pub baseline: Option<Length>,
    /// How much lower it may be made to fit at the foot of a page.
    pub slack: Length,
    /// The lines of text in it.
    pub lines: Vec<SetLine>,
    /// The last thing in it is the last line of a heading.
    pub ends_in_heading: bool,
}

/// The part of a link that stands in a fragment.
#[derive(Clone, Copy, Debug)]
pub struct FragmentLink {
    /// Which link.
    pub link: LinkId,
    /// Its area.
    pub rect: Rect,
}

/// A place where a page may or must end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Break {
    /// It may end here at this cost.
    Allowed(u32),
    /// It must end here; what follows starts on any page, or on one of a side.
    Forced(Side),
    /// The column must end here, where there are several.
    Column,
}

/// On which page something must start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// The next.
    #[default]
    Any,
    /// The next left one.
    Left,
    /// The next right one.
    Right,
}

/// Something without height.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// An id that links may lead to.
    Anchor(Arc<str>),
    /// A running string or the number of the page gets a value.
    Running(Running),
    /// From here on pages have this name; `None` for none.
    PageName(Option<Arc<str>>),
    /// What follows stands below all page floats before it (`clear`).
    Clear,
    /// A note that nothing calls belongs to this place.
    Note(NoteId),
}

/// A box around items: it may be cut by page edges.
#[derive(Debug)]
pub struct Container {
    /// The container around it.
    pub parent: Option<ContainerId>,
    /// The left edge of its border box, from the column's.
    pub x: Length,
    /// The width of its border box.
    pub width: Length,
    /// Its padding.
    pub padding: Sides<Length>,
    /// Its style, for borders and background.
    pub style: ComputedStyle,
    /// What stands again at the top of each further page: the header rows of a table.
    pub repeat: Option<Fragment>,
    /// Where it comes from.
    pub span: Span,
}

impl Container {
    /// Border and padding above the content.
    pub fn top(&self) -> Length {
        self.border().top.width + self.padding.top
    }

    /// Padding and border below the content.
    pub fn bottom(&self) -> Length {
        self.border().bottom.width + self.padding.bottom
    }

    /// Its borders.
    pub fn border(&self) -> &Sides<BorderSide> {
        &self.style.boxed.border
    }

    /// Whether each part on a page gets its own padding and border at the cut.
    pub fn is_cloned(&self) -> bool {
        self.style.boxed.decoration_break == BoxDecorationBreak::Clone
    }

    /// The height of what stands again at the top of a further page.
    pub fn repeated(&self) -> Length {
        self.repeat.as_ref().map_or(Length::ZERO, |fragment| fragment.height)
    }
}
