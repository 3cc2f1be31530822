//! Pages: what is asked of a page and what its style says.

use std::sync::Arc;

use super::{BoxProperties, ComputedStyle, Content, ContentItem, ListStyleType};
use crate::geometry::{Color, Length, Sides, Size};
use crate::source::Span;

/// The margin boxes of a page (CSS Paged Media 3, 5.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)] // CSS's own names.
pub enum MarginBoxName {
    TopLeftCorner,
    TopLeft,
    TopCenter,
    TopRight,
    TopRightCorner,
    LeftTop,
    LeftMiddle,
    LeftBottom,
    RightTop,
    RightMiddle,
    RightBottom,
    BottomLeftCorner,
    BottomLeft,
    BottomCenter,
    BottomRight,
    BottomRightCorner,
}

impl MarginBoxName {
    /// Whether the box stands to the left or right of the text.
    pub fn is_beside_text(self) -> bool {
        use MarginBoxName::*;
        matches!(self, LeftTop | LeftMiddle | LeftBottom | RightTop | RightMiddle | RightBottom)
    }
}

/// Which page a style is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageQuery {
    /// The page's name, if it has one.
    pub name: Option<Arc<str>>,
    /// Whether it is the first.
    pub first: bool,
    /// Whether it lies on the left of a spread.
    pub left: bool,
    /// Whether it is blank.
    pub blank: bool,
}

/// What becomes of the page counter: it is set to a number, then it goes on by another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PageCount {
    /// What it is set to.
    pub to: Option<i32>,
    /// By how much it goes on.
    pub by: i64,
}

impl PageCount {
    /// What a page does of itself.
    pub const NEXT: PageCount = PageCount { to: None, by: 1 };

    /// What a box asks for by its counters; `None` if nothing (CSS Lists 3, 4.4: reset, incremented, set).
    pub fn of(boxed: &BoxProperties) -> Option<PageCount> {
        let of = |counters: &[(Arc<str>, i32)]| {
            counters.iter().rev().find(|(name, _)| &**name == PAGE_COUNTER).map(|(_, value)| *value)
        };
        let (reset, set) = (of(&boxed.counter_reset), of(&boxed.counter_set));
        let increment = of(&boxed.counter_increment);
        if set.is_some() {
            return Some(PageCount { to: set, by: 0 });
        }
        let by = increment.map_or(0, i64::from);
        (reset.is_some() || increment.is_some()).then_some(PageCount { to: reset, by })
    }

    /// Both, one after the other.
    pub fn then(self, next: PageCount) -> PageCount {
        match next.to {
            Some(_) => next,
            None => PageCount { to: self.to, by: self.by.saturating_add(next.by) },
        }
    }

    /// The counter's value after a page that has another one.
    pub fn after(self, last: i64) -> i64 {
        self.to.map_or(last, i64::from).saturating_add(self.by)
    }
}

/// The name of the counter of pages.
pub const PAGE_COUNTER: &str = "page";

/// The style of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageStyle {
    /// Its size, orientation applied.
    pub size: Size,
    /// Its margins: shares of its width beside the text, of its height above and below.
    pub margin: Sides<Length>,
    /// The declaration that has the last word on how wide its text is.
    pub width_from: Option<Span>,
    /// The declaration that has the last word on how high its text is.
    pub height_from: Option<Span>,
    /// What lies under everything, up to the edges of the paper.
    pub background: Option<Color>,
    /// Its margin boxes, in the order of [`MarginBoxName`], and what says what each holds.
    pub margin_boxes: Vec<(MarginBoxName, ComputedStyle, Option<Span>)>,
    /// The footnote area: `@footnote`.
    pub footnote: ComputedStyle,
    /// What its number is, seen from the page before.
    pub count: PageCount,
}

impl PageStyle {
    /// The counter style in which a margin box first shows the page's number.
    pub fn page_counter(&self) -> Option<&ListStyleType> {
        let items = self.margin_boxes.iter().filter_map(|(_, style, _)| match &style.boxed.content {
            Content::Items(items) => Some(items),
            _ => None,
        });
        items.flatten().find_map(|item| match item {
            ContentItem::Counter(name, style) if &**name == PAGE_COUNTER => Some(style),
            _ => None,
        })
    }
}
