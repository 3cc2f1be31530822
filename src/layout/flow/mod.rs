//! Turns boxes into the vertical list of a column of some width.
//!
//! Entry point: [`flow`]. Steps, one file each: [`block`] widths and edges, [`margin`] collapsing, [`list`] markers,
//! [`replaced`] pictures, [`code`] preformatted lines, [`columns`], [`float`] boxes out of the text, [`side`]
//! boxes beside it, [`mod@page`] the width of pages, [`paragraph`] lines, [`table`] rows, [`table_breaks`] the places between them, [`table_turned`] on their side, [`table_columns`] and [`intrinsic`] column
//! widths. [`item`] is what comes out, [`note`] makes a list of its own of the notes.
//!
//! Invariants: the list depends on the boxes, the width and how long side floats wait, never on pages otherwise; the
//! height of a page bounds pictures, rows and floats, nothing else. Spec: CSS 2 chapters 8 to 10 and 17, CSS Fragmentation 3.

pub(super) mod block;
mod code;
mod columns;
mod float;
mod intrinsic;
pub mod item;
mod list;
mod margin;
pub mod note;
mod page;
mod paragraph;
mod replaced;
mod side;
mod table;
mod table_alignment;
mod table_breaks;
mod table_columns;
mod table_legible;
mod table_report;
mod table_rows;
mod table_turned;

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

use crate::diagnostic::{Context, Stop};
use crate::geometry::{Length, Size};
use crate::image::ImageSet;
use crate::layout::box_tree::{BlockBox, Lines, Link};
use crate::layout::inline::{InlineContent, Line, LinkId, Measure, Paragraph, Typesetter};
use crate::layout::page::{Numbers, PageStyles, breaks};
use crate::source::Span;
use crate::style::BreakBetween;

use item::{Break, Columns, Container, ContainerId, Flow, FlowItem, Mark, Side};
use margin::CollapsedMargin;

/// What flowing needs besides boxes.
pub struct FlowContext<'a> {
    /// Sets the paragraphs.
    pub typesetter: &'a Typesetter<'a>,
    /// Limits and messages.
    pub context: &'a Context,
    /// The pictures.
    pub images: &'a ImageSet,
    /// The distance of the lines of running text.
    pub grid: Length,
    /// The styles of pages.
    pub pages: &'a PageStyles<'a>,
    /// The room for text on the pages that are being filled.
    pub page: Cell<Size>,
    /// How many paragraphs and blocks of code were set.
    paragraphs: Cell<u32>,
    /// The links that call notes.
    pub calls: HashSet<LinkId>,
    /// Paragraphs shaped to measure a table, by the address of their content.
    shaped: RefCell<HashMap<usize, Rc<Paragraph<'a>>>>,
}

impl<'a> FlowContext<'a> {
    /// A context for a document's pages.
    pub fn new(
        typesetter: &'a Typesetter<'a>,
        context: &'a Context,
        images: &'a ImageSet,
        grid: Length,
        pages: &'a PageStyles<'a>,
        links: &[Link],
    ) -> FlowContext<'a> {
        let calls = links.iter().zip(0..).filter(|(link, _)| link.call).map(|(_, id)| LinkId(id)).collect();
        FlowContext {
            typesetter,
            context,
            images,
            grid,
            pages,
            page: Cell::default(),
            paragraphs: Cell::default(),
            calls,
            shaped: RefCell::default(),
        }
    }

    /// The shaped paragraph of some content, kept for the time when its measure is known.
    fn keep_shaped(&self, lines: &'a Lines) -> Rc<Paragraph<'a>> {
        let key = std::ptr::from_ref(lines) as usize;
        if let Some(paragraph) = self.shaped.borrow().get(&key) {
            return Rc::clone(paragraph);
        }
        let paragraph = Rc::new(self.typesetter.paragraph(&lines.content));
        self.shaped.borrow_mut().insert(key, Rc::clone(&paragraph));
        paragraph
    }

    /// The lines of some content in a measure.
    fn set_lines(&self, lines: &'a Lines, measure: &Measure) -> Vec<Line> {
        let width = measure.narrowest();
        if let Some(fitted) = self.with_pictures(&lines.content, width) {
            let plain = lines.plain.as_deref();
            let plain = plain.map(|plain| self.with_pictures(plain, width).unwrap_or_else(|| plain.clone()));
            return self.lines_or_plain(&self.typesetter.paragraph(&fitted), plain.as_ref(), measure);
        }
        let key = std::ptr::from_ref(lines) as usize;
        let kept = self.shaped.borrow().get(&key).cloned();
        let paragraph = kept.unwrap_or_else(|| Rc::new(self.typesetter.paragraph(&lines.content)));
        self.lines_or_plain(&paragraph, lines.plain.as_deref(), measure)
    }

    /// Whether a word or another stretch without breaks that fits a measure's full width does not fit its narrowest line.
    fn is_cut_beside(&self, lines: &'a Lines, measure: &Measure) -> bool {
        let narrowest = measure.narrowest();
        if narrowest == measure.width {
            return false;
        }
        let widest = match self.with_pictures(&lines.content, narrowest) {
            Some(fitted) => self.typesetter.paragraph(&fitted).min_content(),
            None => self.keep_shaped(lines).min_content(),
        };
        widest > narrowest && widest <= measure.width
    }

    /// The lines of a paragraph, without its initial letter where that has no room.
    fn lines_or_plain(
        &self,
        paragraph: &Paragraph<'_>,
        plain: Option<&InlineContent>,
        measure: &Measure,
    ) -> Vec<Line> {
        match plain {
            None => self.typesetter.lines(paragraph, measure),
            Some(plain) => self
                .typesetter
                .lines_with_room(paragraph, measure)
                .unwrap_or_else(|| self.typesetter.lines(&self.typesetter.paragraph(plain), measure)),
        }
    }
}

/// The vertical list of a box and all it holds. Side floats wait for as much text as `holds` says, in their order;
/// nothing for those that it does not reach. If the first page is `first_apart`, the list has the width of that page up
/// to the first forced break.
///
/// # Errors
/// When pages have no room for text, or the work was asked to end.
pub fn flow<'a>(
    context: &FlowContext<'a>,
    root: &'a BlockBox,
    holds: &[Length],
    first_apart: bool,
) -> Result<Flow, Stop> {
    let mut builder = FlowBuilder { in_pages: true, at_root: true, ..FlowBuilder::new(context) };
    builder.sides.holds = holds.to_vec();
    builder.numbers = if first_apart { Numbers::First } else { Numbers::All };
    builder.begin_pages()?;
    builder.block(root, Length::ZERO, builder.width)?;
    Ok(builder.finish())
}

/// A list in the making: what is placed, and what waits for the next thing to be placed.
struct FlowBuilder<'f, 'a> {
    context: &'f FlowContext<'a>,
    flow: Flow,
    /// The innermost open container.
    open: Option<ContainerId>,
    /// That of the whole article, if it has edges; none is begun yet while `at_root`.
    article: Option<ContainerId>,
    at_root: bool,
    /// The margins between what was placed last and what comes next.
    margin: CollapsedMargin,
    /// Containers without an upper edge, and marks: they begin with the next thing placed.
    waiting: Vec<FlowItem>,
    /// What is asked of the place where a page may end next.
    forced: Option<Side>,
    column: bool,
    avoid: u32,
    /// The open boxes that ask not to be broken: where they begin in the list, and where they come from.
    unbroken: Vec<(usize, Span)>,
    /// How many headings there were, the headline first.
    headings: usize,
    /// The heading that nothing has followed yet.
    heading: Option<Span>,
    /// Nothing was placed yet, or only the upper edge of a container: no page may end here.
    at_start: bool,
    /// The next block is no page float, whatever it asks.
    stays: bool,
    page_name: Option<Arc<str>>,
    markers: Vec<list::WaitingMarker>,
    /// The box in whose columns blocks stand.
    multicol: Option<columns::Multicol<'a>>,
    /// The columns of what comes next, if they are others.
    turn: Option<Columns>,
    /// The width of a page's content, and which pages are being filled.
    width: Length,
    numbers: Numbers,
    /// The width of the column for which the block in the making was given its room.
    given: Length,
    /// The list is cut into pages: not that of a cell or of notes.
    in_pages: bool,
    /// The boxes beside the text.
    sides: side::Sides,
}

impl<'f, 'a> FlowBuilder<'f, 'a> {
    fn new(context: &'f FlowContext<'a>) -> FlowBuilder<'f, 'a> {
        FlowBuilder {
            context,
            flow: Flow::default(),
            open: None,
            article: None,
            at_root: false,
            margin: CollapsedMargin::default(),
            waiting: Vec::new(),
            forced: None,
            column: false,
            avoid: 0,
            unbroken: Vec::new(),
            headings: 0,
            heading: None,
            at_start: true,
            stays: false,
            page_name: None,
            markers: Vec::new(),
            multicol: None,
            turn: None,
            width: Length::ZERO,
            numbers: Numbers::All,
            given: Length::ZERO,
            in_pages: false,
            sides: side::Sides::default(),
        }
    }

    /// Ends the list: what still waits has no height.
    fn finish(mut self) -> Flow {
        self.clear_sides();
        let waiting = std::mem::take(&mut self.waiting);
        self.flow.items.extend(
            waiting.into_iter().filter(|item| matches!(item, FlowItem::Mark(_) | FlowItem::Float(_))),
        );
        self.flow
    }

    /// Places what waits before the next thing: the place to break, the margin, containers and marks.
    fn settle(&mut self) {
        self.note_width();
        self.pass_sides();
        let is_beside = self.is_next_beside();
        let space = std::mem::take(&mut self.margin).solve();
        let is_first = self.flow.items.is_empty();
        if self.forced.is_some() && self.in_pages && !is_first {
            self.report_contradicted();
        }
        let turns = self.begin_section(space);
        if !self.at_start || (turns && !is_first) {
            let place = match self.forced {
                _ if self.at_start => Break::Allowed(breaks::AVOID),
                Some(side) => Break::Forced(side),
                None if self.column => Break::Column,
                None => Break::Allowed(self.avoid),
            };
            if !is_beside {
                self.flow.items.push(FlowItem::Break(place));
            }
        }
        self.forced = None;
        self.heading = None;
        self.column = false;
        self.avoid = 0;
        self.at_start = false;
        if space != Length::ZERO && !turns {
            self.flow.items.push(FlowItem::Space(space));
        }
        self.flow.items.append(&mut self.waiting);
        self.sides.settle(self.flow.items.len());
    }

    /// Places a thing that has height.
    fn place(&mut self, item: FlowItem) {
        self.settle();
        self.flow.items.push(item);
    }

    /// Places a thing right below the last one, after a place to break of this cost.
    fn place_next(&mut self, cost: u32, item: FlowItem) {
        self.may_break(cost);
        self.flow.items.push(item);
    }

    /// A place where a page may end, right below the last thing.
    fn may_break(&mut self, cost: u32) {
        self.flow.items.push(FlowItem::Break(Break::Allowed(cost)));
    }

    /// Ends a box that asks not to be broken: pages part it only where nothing else can be done, unless it is higher than
    /// a page and must be parted somewhere.
    fn keep_whole(&mut self) {
        let items =
            self.unbroken.pop().and_then(|(start, _)| self.flow.items.get_mut(start..)).unwrap_or_default();
        let height: Length = items.iter().map(FlowItem::least_height).sum();
        if height > self.context.page.get().height {
            return;
        }
        // The place above its first content is not inside it.
        let inside = items.iter_mut().skip_while(|item| !item.is_placed());
        for item in inside {
            if let FlowItem::Break(Break::Allowed(cost)) = item {
                *cost = (*cost).max(breaks::INSIDE_AVOID);
            }
        }
    }

    fn mark(&mut self, mark: Mark) {
        self.waiting.push(FlowItem::Mark(mark));
    }

    /// What `break-before` or `break-after` asks of the place between two boxes (CSS Fragmentation 3, 3.1).
    fn ask_break(&mut self, asked: BreakBetween) {
        if breaks::is_forced(asked) || (asked == BreakBetween::Column && self.multicol.is_some()) {
            self.clear_sides();
        }
        match asked {
            BreakBetween::Auto => {}
            BreakBetween::Column => self.column = self.multicol.is_some(),
            BreakBetween::Avoid | BreakBetween::AvoidPage | BreakBetween::AvoidColumn => {
                self.avoid = self.avoid.max(breaks::AVOID)
            }
            BreakBetween::Page => self.forced = Some(self.forced.unwrap_or_default()),
            BreakBetween::Left => self.forced = Some(Side::Left),
            BreakBetween::Right => self.forced = Some(Side::Right),
        }
    }

    /// Opens a container. One without an upper edge begins with the first thing placed in it.
    fn open_container(&mut self, container: Container) -> ContainerId {
        let id = ContainerId(self.flow.containers.len());
        let has_top = container.top() > Length::ZERO;
        self.flow.containers.push(container);
        self.open = Some(id);
        if has_top {
            self.place(FlowItem::Open(id));
            self.at_start = true;
        } else {
            self.waiting.push(FlowItem::Open(id));
        }
        id
    }

    /// Closes the innermost container; one that never began and has no lower edge leaves nothing.
    fn close_container(&mut self, id: ContainerId) {
        self.end_columns_before_edge();
        let container = self.flow.containers.get(id.0);
        let has_bottom = container.is_some_and(|container| container.bottom() > Length::ZERO);
        self.open = container.and_then(|container| container.parent);
        let waits =
            self.waiting.iter().position(|item| matches!(item, FlowItem::Open(other) if *other == id));
        if let (Some(at), false) = (waits, has_bottom) {
            self.waiting.remove(at);
            return;
        }
        if waits.is_some() {
            self.settle();
        }
        if has_bottom {
            let space = std::mem::take(&mut self.margin).solve();
            if space != Length::ZERO {
                self.flow.items.push(FlowItem::Space(space));
            }
        }
        let marks = self
            .waiting
            .iter()
            .position(|item| matches!(item, FlowItem::Open(_)))
            .unwrap_or(self.waiting.len());
        self.flow.items.extend(self.waiting.drain(..marks));
        self.flow.items.push(FlowItem::Close(id));
        self.at_start = false;
    }
}
