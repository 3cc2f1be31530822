//! The ways that lead to a place to break: few of them, which differ in how pages go on.

use std::rc::Rc;

use super::plan::RowPlan;
use crate::geometry::Length;

/// How many ways are kept for each side of the sheet and column.
const BEAM: usize = 6;

/// Where on a page a column begins, and with which notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// The page's number, from 1.
    pub page: usize,
    /// The column, from 0.
    pub column: usize,
    /// How far down the page.
    pub top: Length,
    /// The place in the list of notes where it goes on.
    pub notes: usize,
    /// How many notes were called before, and need not begin here.
    pub earlier: usize,
    /// How many page floats have found their place.
    pub floats: usize,
    /// The height that floats take at the foot of the page, across all columns.
    pub foot: Length,
    /// Whether something above on the page left its notes to the columns here.
    pub owing: bool,
}

impl Place {
    /// The start of the first page.
    pub const FIRST: Place = Place {
        page: 1,
        column: 0,
        top: Length::ZERO,
        notes: 0,
        earlier: 0,
        floats: 0,
        foot: Length::ZERO,
        owing: false,
    };

    /// Whether the page lies on the left of a spread.
    pub fn is_left(&self) -> bool {
        self.page.is_multiple_of(2)
    }

    /// Whether nothing stands on the page yet.
    pub fn begins_page(&self) -> bool {
        self.column == 0 && self.top == Length::ZERO
    }

    /// Whether pages go on in the same manner from both.
    fn is_like(&self, other: &Place) -> bool {
        let notes = |place: &Place| (place.notes, place.earlier, place.owing);
        let key = |place: &Place| (place.is_left(), place.column, place.top, notes(place));
        key(self) == key(other)
    }

    /// Whether both are the same but for the number of their page.
    pub fn is_same_elsewhere(&self, other: &Place) -> bool {
        Place { page: other.page, ..*self } == *other
    }

    /// Whether both compete for the few ways that are kept.
    fn is_beside(&self, other: &Place) -> bool {
        let key = |place: &Place| (place.is_left(), place.column, place.top == Length::ZERO);
        key(self) == key(other)
    }
}

/// A way to a node.
#[derive(Debug)]
pub(super) struct Way {
    /// What all breaks up to here cost.
    pub cost: u64,
    /// The node.
    pub node: usize,
    /// Where it comes to.
    pub place: Place,
    /// The way that it goes on from. What none goes on from is forgotten: there are many more ways than pages.
    pub previous: Option<Rc<Way>>,
    /// What stands between that way's node and this one.
    pub row: RowPlan,
}

impl Drop for Way {
    /// One after the other: to drop each inside the next would take as much stack as there are pages.
    fn drop(&mut self) {
        let mut next = self.previous.take();
        while let Some(mut way) = next.and_then(Rc::into_inner) {
            next = way.previous.take();
        }
    }
}

/// The cheapest ways to one node.
#[derive(Debug, Default)]
pub(super) struct Ways(Vec<Rc<Way>>);

impl Ways {
    /// Adds a way, if it is among the cheapest; `make` makes it.
    pub fn add(&mut self, cost: u64, place: Place, make: impl FnOnce() -> Way) {
        let (mut rivals, mut worst) = (0, None);
        for (at, known) in self.0.iter().enumerate().filter(|(_, known)| known.place.is_beside(&place)) {
            if known.place.is_like(&place) {
                (rivals, worst) = (BEAM, Some((at, known.cost, known.place)));
                break;
            }
            rivals += 1;
            let (cost, place) = (known.cost, known.place);
            if worst.is_none_or(|(_, most, last)| (most, last) <= (cost, place)) {
                worst = Some((at, cost, place));
            }
        }
        match worst.filter(|_| rivals >= BEAM) {
            Some((_, known, last)) if (known, last) <= (cost, place) => {}
            Some((at, ..)) => {
                if let Some(known) = self.0.get_mut(at) {
                    *known = Rc::new(make());
                }
            }
            None => self.0.push(Rc::new(make())),
        }
    }

    /// Adds a way from the node itself, which leaves a column without text.
    pub fn add_own(&mut self, way: Way) {
        self.0.push(Rc::new(way));
    }

    /// Hands over the ways in the order in which they came.
    pub fn take(&mut self) -> Vec<Rc<Way>> {
        std::mem::take(&mut self.0)
    }

    /// The cheapest.
    pub fn cheapest(&self) -> Option<&Rc<Way>> {
        self.0.iter().min_by_key(|way| (way.cost, way.place))
    }
}
