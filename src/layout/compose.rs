//! Stacks the items of a vertical list into a fragment: the content of a page, of a cell, of a margin box.
//!
//! [`Composer`] takes a list apart, piece by piece. Containers that a piece does not close go on in the next one.

use crate::geometry::{Length, Point, Rect, Size};
use crate::layout::flow::item::{
    Break, Container, ContainerId, Flow, FlowItem, Fragment, FragmentLink, Mark, PageFloat, PlacedLine,
};
use crate::layout::frame::FrameItem;
use crate::layout::grid::snap;
use crate::layout::page::breaks;
use crate::layout::quality::SetLine;
use crate::layout::{decoration, decoration::Edges};

/// Takes a vertical list apart.
pub struct Composer {
    items: std::iter::Peekable<std::vec::IntoIter<FlowItem>>,
    containers: Vec<Container>,
    next: usize,
    open: Vec<OpenContainer>,
    grid: Length,
    /// The picture to make lower, by its item, and by how much.
    shrink: Option<(usize, Length)>,
    /// Whether a space at the very start of the list is kept.
    keeps_first_space: bool,
    floats: Vec<PageFloat>,
    /// The floats that stand at their place in the text.
    here: Vec<usize>,
}

/// A container that the piece in the making stands in.
struct OpenContainer {
    id: ContainerId,
    /// Its top on this piece.
    top: Length,
    /// It began on this piece.
    begins: bool,
    /// Where its decoration goes among the decorations.
    slot: usize,
}

/// A space that may grow or shrink to put the next line on the grid: all after it moves.
#[derive(Clone, Copy)]
struct Joint {
    items: usize,
    links: usize,
    anchors: usize,
    lines: usize,
    decorations: usize,
    open: usize,
    y: Length,
}

/// The spaces since the last line on the grid.
#[derive(Default)]
struct Joints {
    first: Option<Joint>,
    last: Option<Joint>,
    total: Length,
    /// The last one follows a heading, which must stay close to what it heads.
    after_heading: bool,
}

/// A piece in the making.
#[derive(Default)]
struct Piece {
    fragment: Fragment,
    /// For each container, in order of their beginnings, what is drawn behind the items.
    decorations: Vec<Vec<FrameItem>>,
    top: Length,
    y: Length,
    /// Nothing that has height was placed.
    empty: bool,
    joints: Joints,
    last_break: u32,
    /// The space below a float that stands in the text; the next space is collapsed with it.
    below_float: Length,
}

impl Composer {
    /// A composer for a list; lines of running text are put on a grid of this distance, zero for none.
    pub fn new(flow: Flow, grid: Length) -> Composer {
        let Flow { items, containers, floats, .. } = flow;
        Composer {
            items: items.into_iter().peekable(),
            containers,
            next: 0,
            open: Vec::new(),
            grid,
            shrink: None,
            keeps_first_space: true,
            floats,
            here: Vec::new(),
        }
    }

    /// The same for the list of notes, in which no space stands at the top of an area.
    pub fn of_notes(flow: Flow) -> Composer {
        Composer { keeps_first_space: false, ..Composer::new(flow, Length::ZERO) }
    }

    /// Whether a page must end here.
    pub fn is_at_forced_break(&mut self) -> bool {
        matches!(self.items.peek(), Some(FlowItem::Break(Break::Forced(_))))
    }

    /// Whether content is left that need not begin a page or a column.
    pub fn is_inside(&mut self) -> bool {
        !matches!(self.items.peek(), None | Some(FlowItem::Break(Break::Forced(_) | Break::Column)))
    }

    /// Whether nothing is left.
    pub fn is_done(&mut self) -> bool {
        self.items.peek().is_none()
    }

    /// Stacks the items before index `end`, counted from the start of the list.
    pub fn piece(&mut self, end: usize) -> Fragment {
        self.column(end, Length::ZERO, None, None)
    }

    /// The floats of the next column that stand at their place in the text.
    pub fn set_here(&mut self, floats: Vec<usize>) {
        self.here = floats;
    }

    /// Takes a float out, to stand elsewhere than at its place in the text.
    pub fn take_float(&mut self, id: usize) -> Fragment {
        let float = self.floats.get_mut(id).map(|float| std::mem::take(&mut float.fragment));
        Fragment { start: None, ..float.unwrap_or_default() }
    }

    /// The same for a column that begins at `top`, from where positions do not count, with one picture made lower. The
    /// containers up to and with `outer` go around all columns, and are not drawn.
    pub fn column(
        &mut self,
        end: usize,
        top: Length,
        shrink: Option<(usize, Length)>,
        outer: Option<ContainerId>,
    ) -> Fragment {
        self.shrink = shrink;
        let inner = outer.and_then(|outer| self.open.iter().position(|open| open.id == outer));
        let mut around = self.open.split_off(inner.map_or(0, |at| at + 1));
        std::mem::swap(&mut self.open, &mut around);
        let keeps_first_space = self.keeps_first_space && self.next == 0;
        let mut piece = Piece { empty: true, top, y: top, ..Piece::default() };
        self.reopen(&mut piece);
        while self.next < end {
            let Some(item) = self.items.next() else { break };
            self.next += 1;
            self.add(item, &mut piece, keeps_first_space);
        }
        self.suspend(&mut piece);
        around.append(&mut self.open);
        self.open = around;
        let mut items: Vec<FrameItem> =
            std::mem::take(&mut piece.decorations).into_iter().flatten().collect();
        items.append(&mut piece.fragment.items);
        Fragment { height: piece.y - piece.top, items, ..piece.fragment }
    }

    /// Draws the part of the containers around a row of columns that stands beside it.
    pub fn around(&self, outer: Option<ContainerId>, top: Length, bottom: Length) -> Vec<FrameItem> {
        let mut items = Vec::new();
        let inner = outer.and_then(|outer| self.open.iter().position(|open| open.id == outer));
        for open in self.open.iter().take(inner.map_or(0, |at| at + 1)) {
            let Some(container) = self.containers.get(open.id.0) else { continue };
            let rect = Rect {
                origin: Point { x: container.x, y: top },
                size: Size { width: container.width, height: bottom - top },
            };
            let edges = Edges { top: false, bottom: false };
            decoration::draw(&container.style, rect, edges, container.span, &mut items);
        }
        items
    }

    fn add(&mut self, item: FlowItem, piece: &mut Piece, keeps_first_space: bool) {
        match item {
            FlowItem::Line(line) => {
                if line.on_grid {
                    self.align(piece);
                }
                piece.line(*line);
            }
            FlowItem::Side { fragment, .. } => {
                self.align(piece);
                let (height, after_heading) = (fragment.height, piece.fragment.ends_in_heading);
                piece.place(*fragment);
                piece.y -= height;
                piece.fragment.ends_in_heading = after_heading;
            }
            FlowItem::Fragment(fragment) => match self.shrink.filter(|&(item, _)| item + 1 == self.next) {
                Some((_, by)) => piece.place(fragment.lowered(by)),
                None => piece.place(*fragment),
            },
            FlowItem::Float(id) if self.here.contains(&id) => {
                let Some(float) = self.floats.get_mut(id) else { return };
                let (before, after) = (float.before, float.after);
                let fragment = std::mem::take(&mut float.fragment);
                if !piece.empty {
                    self.add(FlowItem::Space(before), piece, keeps_first_space);
                }
                piece.place(fragment);
                self.add(FlowItem::Space(after), piece, keeps_first_space);
                piece.below_float = after;
            }
            FlowItem::Float(_) => {}
            FlowItem::Space(space) => {
                let space = space - std::mem::take(&mut piece.below_float).min(space.max(Length::ZERO));
                let joint = piece.joint(self.open.len());
                piece.joints.first.get_or_insert(joint);
                piece.joints.last = Some(joint);
                piece.joints.after_heading = piece.last_break >= breaks::STRANDED_HEADING;
                if !piece.empty || keeps_first_space {
                    piece.y += space;
                    piece.joints.total += space;
                }
            }
            FlowItem::Break(Break::Allowed(cost)) => piece.last_break = cost,
            FlowItem::Break(Break::Forced(_) | Break::Column) => piece.last_break = 0,
            FlowItem::Mark(Mark::Anchor(id)) => {
                let x = self.open.last().and_then(|open| self.containers.get(open.id.0)).map(|open| open.x);
                let point = Point { x: x.unwrap_or_default(), y: piece.y };
                piece.fragment.anchors.push((id, point));
            }
            FlowItem::Mark(Mark::Running(running)) => {
                if piece.empty {
                    piece.fragment.opening.push(running.clone());
                }
                piece.fragment.running.push(running);
            }
            FlowItem::Mark(Mark::PageName(_) | Mark::Note(_) | Mark::Clear) => {}
            FlowItem::Open(id) => self.open(id, true, piece),
            FlowItem::Close(id) => self.close(id, true, piece),
        }
    }

    /// Moves what came since the last line on the grid so that what comes next stands on it.
    fn align(&mut self, piece: &mut Piece) {
        let delta = snap(piece.y, self.grid, piece.joints.total);
        let Joints { first, last, after_heading, .. } = std::mem::take(&mut piece.joints);
        if delta == Length::ZERO {
            return;
        }
        let at_top = first.is_some_and(|joint| joint.y == piece.top);
        match (first, last) {
            (Some(first), _) if after_heading => self.shift(first, delta, piece),
            (Some(_), Some(last)) if at_top => self.shift(last, delta, piece),
            (Some(first), Some(last)) => {
                let above = Length(delta.0 / 2);
                self.shift(first, above, piece);
                self.shift(last, delta - above, piece);
            }
            _ => piece.y += delta,
        }
    }

    /// Moves all that was placed after a joint.
    fn shift(&mut self, joint: Joint, delta: Length, piece: &mut Piece) {
        let decorations = piece.decorations.iter_mut().skip(joint.decorations).flatten();
        for item in decorations.chain(piece.fragment.items.iter_mut().skip(joint.items)) {
            item.position.y += delta;
        }
        for link in piece.fragment.links.iter_mut().skip(joint.links) {
            link.rect.origin.y += delta;
        }
        for (_, point) in piece.fragment.anchors.iter_mut().skip(joint.anchors) {
            point.y += delta;
        }
        for line in piece.fragment.lines.iter_mut().skip(joint.lines) {
            line.position.y += delta;
        }
        for open in self.open.iter_mut().skip(joint.open) {
            open.top += delta;
        }
        piece.y += delta;
    }

    fn open(&mut self, id: ContainerId, begins: bool, piece: &mut Piece) {
        let Some(container) = self.containers.get(id.0) else { return };
        self.open.push(OpenContainer { id, top: piece.y, begins, slot: piece.decorations.len() });
        piece.decorations.push(Vec::new());
        if begins || container.is_cloned() {
            piece.y += container.top();
            piece.empty &= container.top() == Length::ZERO;
        }
        if let Some(repeat) = container.repeat.as_ref().filter(|_| !begins) {
            let repeat = repeat.clone().into_artifact();
            piece.place(repeat);
        }
    }

    fn close(&mut self, id: ContainerId, ends: bool, piece: &mut Piece) {
        let Some(at) = self.open.iter().rposition(|open| open.id == id) else { return };
        let open = self.open.remove(at);
        self.decorate(&open, ends, piece);
    }

    /// Draws a container from its top to here.
    fn decorate(&self, open: &OpenContainer, ends: bool, piece: &mut Piece) {
        let Some(container) = self.containers.get(open.id.0) else { return };
        let cloned = container.is_cloned();
        if ends || cloned {
            piece.y += container.bottom();
        }
        let rect = Rect {
            origin: Point { x: container.x, y: open.top },
            size: Size { width: container.width, height: piece.y - open.top },
        };
        let edges = Edges { top: open.begins || cloned, bottom: ends || cloned };
        if let Some(slot) = piece.decorations.get_mut(open.slot) {
            decoration::draw(&container.style, rect, edges, container.span, slot);
        }
    }

    /// Goes on with the containers that the last piece did not close.
    fn reopen(&mut self, piece: &mut Piece) {
        for open in std::mem::take(&mut self.open) {
            self.open(open.id, false, piece);
        }
        piece.empty = true;
    }

    /// Draws the containers that go on in the next piece.
    fn suspend(&mut self, piece: &mut Piece) {
        for open in std::mem::take(&mut self.open).into_iter().rev() {
            self.decorate(&open, false, piece);
            self.open.insert(0, open);
        }
    }
}

impl Piece {
    fn joint(&self, open: usize) -> Joint {
        Joint {
            items: self.fragment.items.len(),
            links: self.fragment.links.len(),
            anchors: self.fragment.anchors.len(),
            lines: self.fragment.lines.len(),
            decorations: self.decorations.len(),
            open,
            y: self.y,
        }
    }

    fn line(&mut self, placed: PlacedLine) {
        let PlacedLine { x, line, .. } = placed;
        let baseline = self.y + line.baseline;
        self.fragment.baseline.get_or_insert(baseline);
        if self.fragment.start.is_none() {
            self.fragment.start = line.start;
        }
        self.fragment.items.extend(line.items.into_iter().map(|item| FrameItem {
            position: Point { x: x + item.x, y: baseline + item.y },
            kind: item.kind,
            turned: false,
            tag: item.tag,
            span: item.span,
        }));
        self.fragment.links.extend(line.links.iter().map(|link| FragmentLink {
            link: link.link,
            rect: Rect {
                origin: Point { x: x + link.x, y: baseline + link.top },
                size: Size { width: link.width, height: link.bottom - link.top },
            },
        }));
        let top = self.y;
        self.fragment.anchors.extend(line.anchors.into_iter().map(|id| (id, Point { x, y: top })));
        self.fragment.ends_in_heading = line.facts.is_end_of_heading();
        self.fragment.lines.push(SetLine {
            position: Point { x, y: baseline },
            turned: false,
            start: line.start,
            hyphenated: line.hyphenated,
            overfull: line.overfull,
            facts: line.facts,
        });
        self.y += line.height;
        self.empty = false;
        self.below_float = Length::ZERO;
    }

    fn place(&mut self, fragment: Fragment) {
        let baseline = fragment.baseline.map(|baseline| self.y + baseline);
        self.fragment.baseline = self.fragment.baseline.or(baseline);
        let height = fragment.height;
        self.fragment.ends_in_heading &= fragment.is_blank();
        self.fragment.append(fragment, Point { x: Length::ZERO, y: self.y });
        self.y += height;
        self.empty = false;
        self.below_float = Length::ZERO;
    }
}
