//! `@page` (CSS Paged Media 3): which pages, and what stands in their margins.

use std::sync::Arc;

use cssparser::{ParseError, Parser, Token};

use crate::style::computed::{MarginBoxName, PageQuery};

use super::{Conditions, Declaration};

/// One `@page` rule.
#[derive(Debug)]
pub(crate) struct PageRule {
    /// Which pages; empty for all.
    pub selectors: Vec<PageSelector>,
    /// What it says of the page itself.
    pub declarations: Vec<Declaration>,
    /// What it says of margin boxes.
    pub margin_boxes: Vec<(MarginBoxName, Vec<Declaration>)>,
    /// `@footnote`: the area of notes at the foot.
    pub footnote: Vec<Declaration>,
    /// When it holds.
    pub conditions: Conditions,
}

impl PageRule {
    /// Whether it is about pages of a name only.
    pub fn is_named(&self) -> bool {
        !self.selectors.is_empty() && self.selectors.iter().all(|selector| selector.name.is_some())
    }

    /// The greatest specificity among the selectors that match; `None` if none does.
    pub fn matches(&self, page: &PageQuery) -> Option<(u8, u8, u8)> {
        if self.selectors.is_empty() {
            return Some((0, 0, 0));
        }
        self.selectors.iter().filter(|selector| selector.matches(page)).map(PageSelector::specificity).max()
    }
}

/// One selector of pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PageSelector {
    name: Option<Arc<str>>,
    first: bool,
    blank: bool,
    /// `:left` if true, `:right` if false.
    left: Option<bool>,
}

impl PageSelector {
    fn matches(&self, page: &PageQuery) -> bool {
        self.name.as_ref().is_none_or(|name| page.name.as_ref() == Some(name))
            && (!self.first || page.first)
            && (!self.blank || page.blank)
            && self.left.is_none_or(|left| page.left == left)
    }

    fn specificity(&self) -> (u8, u8, u8) {
        (
            u8::from(self.name.is_some()),
            u8::from(self.first) + u8::from(self.blank),
            u8::from(self.left.is_some()),
        )
    }
}

/// Reads the selectors of `@page`.
pub(crate) fn parse_selectors(input: &mut Parser<'_>) -> Result<Vec<PageSelector>, ParseError<()>> {
    if input.is_exhausted() {
        return Ok(Vec::new());
    }
    input.parse_comma_separated(|input| {
        let mut selector = PageSelector::default();
        if let Ok(name) = input.try_parse(|input| input.expect_ident_cloned()) {
            selector.name = Some(Arc::from(name.as_ref()));
        }
        while let Ok(Token::Colon) = input.next() {
            match input.expect_ident()?.to_ascii_lowercase().as_str() {
                "first" => selector.first = true,
                "blank" => selector.blank = true,
                "left" => selector.left = Some(true),
                "right" => selector.left = Some(false),
                _ => return Err(ParseError::unexpected_token()),
            }
        }
        if selector == PageSelector::default() { Err(ParseError::unexpected_token()) } else { Ok(selector) }
    })
}

/// The margin boxes by name.
const MARGIN_BOXES: [(&str, MarginBoxName); 16] = [
    ("top-left-corner", MarginBoxName::TopLeftCorner),
    ("top-left", MarginBoxName::TopLeft),
    ("top-center", MarginBoxName::TopCenter),
    ("top-right", MarginBoxName::TopRight),
    ("top-right-corner", MarginBoxName::TopRightCorner),
    ("left-top", MarginBoxName::LeftTop),
    ("left-middle", MarginBoxName::LeftMiddle),
    ("left-bottom", MarginBoxName::LeftBottom),
    ("right-top", MarginBoxName::RightTop),
    ("right-middle", MarginBoxName::RightMiddle),
    ("right-bottom", MarginBoxName::RightBottom),
    ("bottom-left-corner", MarginBoxName::BottomLeftCorner),
    ("bottom-left", MarginBoxName::BottomLeft),
    ("bottom-center", MarginBoxName::BottomCenter),
    ("bottom-right", MarginBoxName::BottomRight),
    ("bottom-right-corner", MarginBoxName::BottomRightCorner),
];

/// The margin box of a name in lower case.
pub(crate) fn margin_box(name: &str) -> Option<MarginBoxName> {
    MARGIN_BOXES.iter().find(|(known, _)| *known == name).map(|(_, name)| *name)
}

/// The names of all margin boxes.
pub(crate) fn margin_box_names() -> impl Iterator<Item = &'static str> {
    MARGIN_BOXES.iter().map(|(name, _)| *name)
}
