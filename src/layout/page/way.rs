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
}

impl Place {
    /// The start of the first page.
    pub const FIRST: Place =
        Place { page: 1, column: 0, top: Length::ZERO, notes: 0, earlier: 0, floats: 0, foot: Length::ZERO };

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
        let key = |place: &Place| (place.is_left(), place.column, place.top, place.notes, place.earlier);
        key(self) == key(other)
    }

    /// Whether both compete for the few ways that are kept.
    fn is_beside(&self, other: &Place) -> bool {
        let key = |place: &Place| (place.is_left(), place.column, place.top == Length::ZERO);
        key(self) == key(other)
    }
}

/// A way to a node.
#[derive(Clone, Debug)]
pub(super) struct Way {
    /// What all breaks up to here cost.
    pub cost: u64,
    /// Where it comes to.
    pub place: Place,
    /// The node before, and which of its ways.
    pub previous: Option<(usize, usize)>,
    /// What stands between that node and this one.
    pub row: Rc<RowPlan>,
}

/// The cheapest ways to one node.
#[derive(Clone, Debug, Default)]
pub(super) struct Ways(Vec<Way>);

impl Ways {
    /// Adds a way, if it is among the cheapest; `row` makes what stands on it.
    pub fn add(
        &mut self,
        cost: u64,
        place: Place,
        previous: Option<(usize, usize)>,
        row: impl FnOnce() -> RowPlan,
    ) {
        let known = self.0.iter().position(|known| known.place.is_like(&place));
        let known = known.or_else(|| {
            let beside = self.0.iter().enumerate().filter(|(_, known)| known.place.is_beside(&place));
            let full = beside.clone().count() >= BEAM;
            beside.max_by_key(|(_, known)| (known.cost, known.place)).map(|(at, _)| at).filter(|_| full)
        });
        match known.and_then(|at| self.0.get_mut(at)) {
            Some(known) if (known.cost, known.place) <= (cost, place) => {}
            Some(known) => *known = Way { cost, place, previous, row: Rc::new(row()) },
            None => self.0.push(Way { cost, place, previous, row: Rc::new(row()) }),
        }
    }

    /// Adds a way from the node itself, which leaves a column without text.
    pub fn add_own(&mut self, cost: u64, place: Place, previous: (usize, usize), row: RowPlan) {
        self.0.push(Way { cost, place, previous: Some(previous), row: Rc::new(row) });
    }

    /// The ways by their numbers.
    pub fn all(&self) -> &[Way] {
        &self.0
    }

    /// The number of the cheapest.
    pub fn cheapest(&self) -> usize {
        let best = self.0.iter().enumerate().min_by_key(|(_, way)| (way.cost, way.place));
        best.map_or(0, |(slot, _)| slot)
    }
}
