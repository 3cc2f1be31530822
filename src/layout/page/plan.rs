//! What stands on each page: rows of columns below each other, and how much of the lists each column takes.

use std::sync::Arc;

use crate::geometry::Length;

/// One page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PagePlan {
    /// Its name.
    pub name: Option<Arc<str>>,
    /// It is blank so that the next one lies on its side.
    pub blank: bool,
    /// What stands on it, from the top down.
    pub rows: Vec<RowPlan>,
}

/// Columns side by side, or the whole width of the page as one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowPlan {
    /// The section that its columns belong to.
    pub section: usize,
    /// Where they begin, from the top of the page's content.
    pub top: Length,
    /// Where they end: notes stand on this edge.
    pub bottom: Length,
    /// The columns that hold anything, in order.
    pub columns: Vec<ColumnPlan>,
    /// The floats that go across the page, and how far down they stand.
    pub floats: Vec<(usize, Length)>,
}

/// One column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnPlan {
    /// Where its text begins, below the floats at its top.
    pub top: Length,
    /// One past its last item; it begins where the one before ends.
    pub end: usize,
    /// One past its last item in the list of notes.
    pub notes: usize,
    /// The picture that is made lower, by its item, and by how much.
    pub shrink: Option<(usize, Length)>,
    /// The room left at its foot, as far as text might fill it.
    pub left: Length,
    /// The floats that stand in it, and how far down the page; `None` at their place in the text.
    pub floats: Vec<(usize, Option<Length>)>,
}

impl PagePlan {
    /// The last column of the page.
    pub fn last(&self) -> Option<&ColumnPlan> {
        self.rows.last()?.columns.last()
    }
}
