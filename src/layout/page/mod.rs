//! Turns the vertical list into pages: where they end, what stands in their margins.
//!
//! Steps, one file each: [`node`] lists the places to break, [`mod@column`] fills one column up to each of them,
//! [`paginate`] chooses, [`breaks`] says what they cost, [`way`] keeps the cheapest, [`filling`] measures,
//! [`balance`] evens columns, [`float`] places page floats, [`hold`] looks for holes before side floats, [`notes`]
//! fills the foot of pages, [`left_notes`] brings notes there from above; [`plan`] is what comes out, [`numbers`]
//! counts the pages and says on which of them each id stands. [`margin_box`] sets running heads and page numbers,
//! [`margin_share`] shares a side between them, [`running`] knows what strings and counters are worth on a page.
//! Spec: CSS Paged Media 3, CSS Fragmentation 3, CSS GCPM 3.

mod balance;
pub mod breaks;
mod column;
mod filling;
mod float;
pub mod hold;
mod left_notes;
pub mod margin_box;
mod margin_share;
pub mod node;
pub mod notes;
pub mod numbers;
pub mod paginate;
pub mod plan;
pub mod running;
mod way;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use notes::{NoteRoom, edges};
use plan::PagePlan;

use crate::geometry::{Length, Size};
use crate::style::{ListStyleType, PageQuery, PageStyle, Styles};

/// The room for text on a page of a style.
pub fn content_size(style: &PageStyle) -> Size {
    Size {
        width: style.size.width - style.margin.horizontal(),
        height: style.size.height - style.margin.vertical(),
    }
}

/// The room on a page for text and notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageRoom {
    /// Its height.
    pub height: Length,
    /// What of it notes may take.
    pub notes: NoteRoom,
}

impl PageRoom {
    /// The room above something at the foot of the page.
    fn without(self, foot: Length) -> PageRoom {
        PageRoom { height: self.height - foot, ..self }
    }
}

/// Which pages of a name are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbers {
    /// The first page of the article.
    First,
    /// All but the first.
    Further,
    /// All.
    All,
}

/// What tells pages apart: name, first, left, blank.
type PageKey = (Option<Arc<str>>, bool, bool, bool);

/// The styles of pages, each resolved once.
pub struct PageStyles<'a> {
    styles: &'a Styles,
    known: RefCell<BTreeMap<PageKey, Rc<PageStyle>>>,
}

impl<'a> PageStyles<'a> {
    /// The page styles of a document.
    pub fn new(styles: &'a Styles) -> PageStyles<'a> {
        PageStyles { styles, known: RefCell::default() }
    }

    /// The style of a page: its number from 1, its name, whether it is blank. Odd pages lie on the right.
    pub fn get(&self, number: usize, name: Option<&Arc<str>>, blank: bool) -> Rc<PageStyle> {
        let query =
            PageQuery { name: name.cloned(), first: number == 1, left: number.is_multiple_of(2), blank };
        let key = (query.name.clone(), query.first, query.left, query.blank);
        Rc::clone(self.known.borrow_mut().entry(key).or_insert_with(|| Rc::new(self.styles.page(&query))))
    }

    /// The room for text on all the pages of a name that are meant. What is too high for the first page goes on to the
    /// next, so that its height alone does not count.
    pub fn text_room(&self, name: Option<&Arc<str>>, numbers: Numbers) -> Size {
        let of = |number| content_size(&self.get(number, name, false));
        let (first, left, right) = (of(1), of(2), of(3));
        let width = left.width.min(right.width);
        let height = left.height.min(right.height);
        match numbers {
            Numbers::First => first,
            Numbers::Further => Size { width, height },
            Numbers::All => Size { width: width.min(first.width), height },
        }
    }

    /// The style of the pages of a name whose text is narrowest.
    pub fn narrowest(&self, name: Option<&Arc<str>>) -> Rc<PageStyle> {
        self.least(name, |size| size.width)
    }

    /// The style of the pages of a name whose text is lowest.
    pub fn lowest(&self, name: Option<&Arc<str>>) -> Rc<PageStyle> {
        self.least(name, |size| size.height)
    }

    fn least(&self, name: Option<&Arc<str>>, of: fn(Size) -> Length) -> Rc<PageStyle> {
        let [first, left, right] = [1, 2, 3].map(|number| self.get(number, name, false));
        let less = |a: Rc<PageStyle>, b: Rc<PageStyle>| {
            if of(content_size(&b)) < of(content_size(&a)) { b } else { a }
        };
        less(less(right, left), first)
    }

    /// The widest edges, left and right together, that notes have in a column of this width on the pages asked for
    /// so far: those of all names that the text uses.
    pub fn note_edges(&self, width: Length) -> Length {
        let _ = self.get(3, None, false);
        let known = self.known.borrow();
        known.values().map(|style| edges(style, width).horizontal()).max().unwrap_or_default()
    }

    /// How the numbers of such pages are written: as the margin boxes of this one show them, or of those that follow.
    pub fn counter_style(&self, number: usize, plan: &PagePlan) -> ListStyleType {
        let name = plan.name.as_ref();
        let styles =
            [(number, plan.blank), (2, false), (3, false)].map(|(at, blank)| self.get(at, name, blank));
        styles.iter().find_map(|style| style.page_counter()).cloned().unwrap_or(ListStyleType::Decimal)
    }

    /// The room on a page.
    pub fn room(&self, number: usize, name: Option<&Arc<str>>) -> PageRoom {
        let style = self.get(number, name, false);
        let size = content_size(&style);
        PageRoom { height: size.height, notes: NoteRoom::of(&style, size) }
    }
}
