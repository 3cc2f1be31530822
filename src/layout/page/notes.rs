//! The area of notes at the foot of a page (CSS GCPM 3, 2.3): which part of the list of notes it takes.
//!
//! Each page takes up the list where the page before left off. A note is divided only where it does not fit, and never
//! before its first lines.

use super::breaks;
use super::filling::Filling;
use crate::geometry::{Length, Point, Rect, Sides, Size};
use crate::layout::decoration::{self, Edges};
use crate::layout::flow::block::{margin, padding};
use crate::layout::flow::item::{Break, ContainerId, Flow, FlowItem};
use crate::layout::flow::note::{Called, NoteList};
use crate::layout::frame::FrameItem;
use crate::source::Span;
use crate::style::PageStyle;

/// The fewest lines of a note on each side of a page's end.
const LEAST_LINES: usize = 2;

/// The room that notes have on a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NoteRoom {
    /// Between the text and the first note: margin, border and padding.
    pub above: Length,
    /// Below the last note.
    pub below: Length,
    /// The greatest height of the whole area while there is text to set.
    pub most: Length,
}

impl NoteRoom {
    /// The room on pages of a style, whose content is so large.
    pub fn of(style: &PageStyle, content: Size) -> NoteRoom {
        let edges = edges(style, content.width);
        let most = style.footnote.boxed.max_height.resolve(content.height);
        NoteRoom { above: edges.top, below: edges.bottom, most: most.unwrap_or(content.height) }
    }
}

/// Margin, border and padding of the area on pages of a style, whose content is so wide.
pub fn edges(style: &PageStyle, width: Length) -> Sides<Length> {
    let margin = margins(style, width);
    let (border, padding) = (&style.footnote.boxed.border, padding(&style.footnote, width));
    Sides {
        top: margin.top + border.top.width + padding.top,
        right: margin.right + border.right.width + padding.right,
        bottom: margin.bottom + border.bottom.width + padding.bottom,
        left: margin.left + border.left.width + padding.left,
    }
}

fn margins(style: &PageStyle, width: Length) -> Sides<Length> {
    let margins = &style.footnote.boxed.margin;
    let side = |value| margin(value, width).max(Length::ZERO);
    Sides {
        top: side(margins.top),
        right: side(margins.right),
        bottom: side(margins.bottom),
        left: side(margins.left),
    }
}

/// Draws the border and background of an area, of which `outer` is the margin box.
pub fn decorate(style: &PageStyle, outer: Rect, width: Length, out: &mut Vec<FrameItem>) {
    let margin = margins(style, width);
    let rect = Rect {
        origin: Point { x: outer.origin.x + margin.left, y: outer.origin.y + margin.top },
        size: Size {
            width: outer.size.width - margin.horizontal(),
            height: outer.size.height - margin.vertical(),
        },
    };
    decoration::draw(&style.footnote, rect, Edges { top: true, bottom: true }, Span::default(), out);
}

/// A place in the list of notes where a page may end.
#[derive(Debug)]
struct Place {
    item: usize,
    container: Option<ContainerId>,
    cost: u32,
}

/// Makes places dear that leave a single line of a note on either side, in whichever of its paragraphs it stands.
fn keep_two_lines(list: &NoteList, places: &mut [Place]) {
    let mut places = places.iter_mut().peekable();
    let mut start = 0;
    for &end in &list.ends {
        let items = list.flow.items.get(start..end).unwrap_or_default();
        let lines = |item: &FlowItem| match item {
            FlowItem::Line(_) => 1,
            FlowItem::Fragment(_) => LEAST_LINES,
            _ => 0,
        };
        let count: usize = items.iter().map(lines).sum();
        let (mut above, mut at) = (0, start);
        while let Some(place) = places.next_if(|place| place.item < end) {
            above += list.flow.items.get(at..place.item).unwrap_or_default().iter().map(lines).sum::<usize>();
            at = place.item;
            let is_inside = above > 0 && above < count;
            if is_inside && above.min(count - above) < LEAST_LINES {
                place.cost = place.cost.max(breaks::WIDOW_OR_ORPHAN);
            }
        }
        start = end;
    }
}

/// The list of notes with its places.
pub struct Notes<'n> {
    list: &'n NoteList,
    places: Vec<Place>,
    /// The places where notes end.
    ends: Vec<usize>,
}

impl<'n> Notes<'n> {
    /// The places of a list.
    pub fn new(list: &'n NoteList) -> Notes<'n> {
        let mut places = vec![Place { item: 0, container: None, cost: 0 }];
        let mut container = None;
        for (item, content) in list.flow.items.iter().enumerate() {
            match content {
                FlowItem::Break(place) => {
                    let cost = if let Break::Allowed(cost) = place { *cost } else { 0 };
                    places.push(Place { item, container, cost });
                }
                FlowItem::Open(id) => container = Some(*id),
                FlowItem::Close(id) => {
                    container = list.flow.containers.get(id.0).and_then(|closed| closed.parent);
                }
                FlowItem::Line(_)
                | FlowItem::Fragment(_)
                | FlowItem::Space(_)
                | FlowItem::Mark(_)
                | FlowItem::Float(_)
                | FlowItem::Side { .. } => {}
            }
        }
        places.push(Place { item: list.flow.items.len(), container: None, cost: 0 });
        keep_two_lines(list, &mut places);
        let end = |item: &usize| places.partition_point(|place| place.item < *item);
        let ends = list.ends.iter().map(end).collect();
        Notes { list, places, ends }
    }

    /// The place where the list ends.
    pub fn end(&self) -> usize {
        self.ends.last().copied().unwrap_or(0)
    }

    /// One past the last item before a place.
    pub fn item(&self, place: usize) -> usize {
        self.places.get(place).map_or(0, |place| place.item)
    }

    /// How many notes begin before an item of the list.
    pub fn begun(&self, item: usize) -> usize {
        let ends = self.list.ends.iter().take_while(|&&end| end < item).count();
        ends + usize::from(item > 0)
    }

    /// Where a note comes from.
    pub fn span(&self, note: usize) -> Option<Span> {
        self.list.spans.get(note).copied()
    }

    /// What is called up to and with an item of the body.
    pub fn called(&self, item: usize) -> Called {
        self.list.called.get(item).copied().unwrap_or_default()
    }

    /// Where a note begins, counted from 1; the start of the list for 0.
    fn start(&self, note: usize) -> usize {
        note.checked_sub(2).and_then(|before| self.ends.get(before)).copied().unwrap_or(0)
    }

    /// The place where a note ends, counted from 1.
    pub fn end_of(&self, note: usize) -> usize {
        note.checked_sub(1).and_then(|note| self.ends.get(note)).copied().unwrap_or(0)
    }

    fn flow(&self) -> &'n Flow {
        &self.list.flow
    }
}

/// Where the notes of a page end, and what that costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Division {
    /// The place in the list.
    pub place: usize,
    /// The height of the area.
    pub height: Length,
    /// What it costs to end there.
    pub cost: u64,
}

/// The area of one page in the making.
pub(super) struct NoteArea<'n> {
    notes: &'n Notes<'n>,
    room: NoteRoom,
    grid: Length,
    from: usize,
    /// How many notes earlier pages called; they need not begin here if they are late.
    earlier: usize,
    /// What the text called so far.
    called: Called,
    /// Everything before this place belongs to the page, if there is room.
    wanted: usize,
    /// The place that must be reached so that each note that is called here begins here.
    must: usize,
    filling: Filling<'n>,
    /// The heights up to each place behind `from`.
    heights: Vec<Length>,
    /// Its notes may begin in a later column of the page.
    pub may_wait: bool,
}

impl<'n> NoteArea<'n> {
    /// An area that goes on at a place in the list. Earlier pages called so many notes.
    pub fn new(
        notes: &'n Notes<'n>,
        from: usize,
        earlier: usize,
        room: NoteRoom,
        grid: Length,
    ) -> NoteArea<'n> {
        let container = notes.places.get(from).and_then(|place| place.container);
        let filling = Filling::new(notes.flow(), Length::ZERO, container, None, Length::ZERO);
        let (called, wanted, must, heights) = (Called::default(), from, from, Vec::new());
        let may_wait = false;
        NoteArea { notes, room, grid, from, earlier, called, wanted, must, filling, heights, may_wait }
    }

    /// What the text calls belongs here, and what earlier pages had no room for.
    pub fn call(&mut self, called: Called) {
        if std::mem::replace(&mut self.called, called) == called {
            return;
        }
        self.extend(self.notes.end_of(called.notes));
        let start = self.notes.start(called.by_text);
        if called.by_text > self.earlier && start >= self.from {
            self.must = self.must.max((start + 1).min(self.wanted));
        }
    }

    /// Everything up to a place belongs here.
    pub fn extend(&mut self, to: usize) {
        while self.wanted < to {
            let item = |place| self.notes.item(place);
            for index in item(self.wanted)..item(self.wanted + 1) {
                self.filling.add(index, false);
            }
            self.wanted += 1;
            self.heights.push(self.filling.height());
        }
    }

    /// The height of the area if it ends at a place.
    fn height(&self, place: usize) -> Length {
        let content = place.checked_sub(self.from + 1).and_then(|index| self.heights.get(index));
        content.map_or(Length::ZERO, |content| self.room.above + *content + self.room.below)
    }

    /// All that belongs here, undivided.
    pub fn whole(&self) -> Division {
        Division { place: self.wanted, height: self.height(self.wanted), cost: 0 }
    }

    /// The least height that the area may have.
    pub fn least(&self) -> Length {
        self.height(self.least_place())
    }

    fn least_place(&self) -> usize {
        if self.may_wait { self.from } else { self.must }
    }

    /// The height that the area has beside what is yet to be placed: all of its notes, where these leave room for text.
    pub fn expected(&self) -> Length {
        let whole = self.whole().height;
        if whole <= self.most() { whole } else { self.least() }
    }

    /// The height that the area may grow to while there is text to set; always enough for its first lines.
    pub fn most(&self) -> Length {
        if self.from < self.wanted { self.room.most.max(self.height(self.from + 1)) } else { self.room.most }
    }

    /// The cheapest place to divide the notes so that the area fits into a room.
    pub fn divided(&self, room: Length) -> Option<Division> {
        self.cheapest(self.least_place(), room)
    }

    /// The same where there is no room for what must begin here.
    pub fn late(&self, room: Length) -> Division {
        let nothing = Division { place: self.from, height: Length::ZERO, cost: 0 };
        let mut division = self.cheapest(self.from, room).unwrap_or(nothing);
        division.cost += u64::from(breaks::LATE_NOTE);
        division
    }

    /// The part that a column takes which may be so high; `are_whole` to end it where a note ends.
    pub fn part(&self, room: Length, are_whole: bool) -> Division {
        let whole = self.whole();
        if whole.height <= room {
            return whole;
        }
        let nothing = Division { place: self.from, height: Length::ZERO, cost: 0 };
        if !are_whole {
            return self.cheapest(self.from, room).unwrap_or(nothing);
        }
        let first = self.notes.ends.partition_point(|&end| end <= self.from);
        let ends = self.notes.ends.iter().skip(first).copied();
        let fitting = ends.take_while(|&place| place <= self.wanted && self.height(place) <= room);
        fitting.last().map_or(nothing, |place| Division { place, height: self.height(place), cost: 0 })
    }

    /// Whether every note that must begin here does if the area ends at a place.
    pub fn begins(&self, place: usize) -> bool {
        place >= self.must
    }

    /// The part of the rest of the list that a page without text takes: at least something.
    pub fn alone(&self, room: Length) -> Division {
        let whole = self.whole();
        if whole.height <= room || self.wanted == self.from {
            return whole;
        }
        let first = Division {
            place: self.from + 1,
            height: self.height(self.from + 1),
            cost: u64::from(breaks::OVERFULL),
        };
        self.cheapest(self.from + 1, room).unwrap_or(first)
    }

    /// The cheapest place from `first` on up to which the area fits into a room; of equal ones the last.
    fn cheapest(&self, first: usize, room: Length) -> Option<Division> {
        let fitting = (first..=self.wanted).take_while(|&place| self.height(place) <= room);
        let division = |place: usize| {
            let height = self.height(place);
            let ends = place == self.wanted;
            let cost = self.notes.places.get(place).map_or(0, |place| place.cost);
            let cost = if ends { 0 } else { u64::from(cost) + u64::from(breaks::DIVIDED_NOTE) };
            (cost + breaks::missing(room - height, self.grid), Division { place, height, cost })
        };
        let cheapest =
            fitting.map(division).min_by_key(|(cost, division)| (*cost, std::cmp::Reverse(division.place)));
        cheapest.map(|(_, division)| division)
    }
}
