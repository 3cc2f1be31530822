//! `size` of a page (CSS Paged Media 3, 7.1), and the names of paper sizes.

use cssparser::{ParseError, Parser};

use crate::geometry::{Length, Size};

use super::kind::{accept, kind, parse_keyword};
use super::length::SpecifiedLength;
use super::{Env, PageSize, Value};

/// Paper sizes in millimetres, upright.
const PAPERS: [(&str, f64, f64); 11] = [
    ("a3", 297.0, 420.0),
    ("a4", 210.0, 297.0),
    ("a5", 148.0, 210.0),
    ("a6", 105.0, 148.0),
    ("b4", 250.0, 353.0),
    ("b5", 176.0, 250.0),
    ("jis-b4", 257.0, 364.0),
    ("jis-b5", 182.0, 257.0),
    ("ledger", 279.4, 431.8),
    ("legal", 215.9, 355.6),
    ("letter", 215.9, 279.4),
];

/// The upright size of a paper by its name in any case: `A4`, `letter`.
pub fn paper(name: &str) -> Option<Size> {
    let (_, width, height) = PAPERS.iter().find(|(paper, ..)| name.eq_ignore_ascii_case(paper))?;
    Some(Size { width: Length::from_mm(*width), height: Length::from_mm(*height) })
}

/// The names that [`paper`] knows.
pub fn paper_names() -> impl Iterator<Item = &'static str> {
    PAPERS.iter().map(|(name, ..)| *name)
}

/// What absolute lengths of a page are measured by: there is no element.
pub(crate) const PAGE_ENV: Env = Env {
    font_size: Length::pt(12),
    root_font_size: Length::pt(12),
    line_height: Length::pt(12),
    root_line_height: Length::pt(12),
    parent_weight: 400,
};

/// The longest side that a page may have (ISO 19005-2, 6.1.13).
pub(crate) const LONGEST: Length = Length::pt(14_400);

kind! {
    /// The size of a page.
    PageExtent -> PageSize { "`auto`, one or two lengths up to 14,400pt, a paper (`A4`, `A5`, `letter` …), `portrait`, `landscape`" }
    parse(input) {
        if accept(input, "auto") {
            return Ok(Value::PageSize(PageSize::Auto { landscape: None }));
        }
        if let Ok(width) = input.try_parse(SpecifiedLength::parse_length) {
            let height = input.try_parse(SpecifiedLength::parse_length).unwrap_or(width);
            let size = Size { width: width.length(&PAGE_ENV), height: height.length(&PAGE_ENV) };
            let is_possible = |length| length > Length::ZERO && length <= LONGEST;
            if !width.is_absolute() || !height.is_absolute() || !is_possible(size.width) || !is_possible(size.height) {
                return Err(ParseError::unexpected_token());
            }
            return Ok(Value::PageSize(PageSize::Given(size)));
        }
        let mut landscape = input.try_parse(parse_orientation).ok();
        let size = input.try_parse(|input| {
            paper(input.expect_ident()?.as_ref()).ok_or_else(ParseError::<()>::unexpected_token)
        });
        landscape = landscape.or_else(|| input.try_parse(parse_orientation).ok());
        match (size, landscape) {
            (Ok(size), turned) => Ok(Value::PageSize(PageSize::Given(turn(size, turned)))),
            (Err(_), Some(turned)) => Ok(Value::PageSize(PageSize::Auto { landscape: Some(turned) })),
            (Err(error), None) => Err(error),
        }
    }
    compute(_env) { Value::PageSize(size) => *size }
}

fn parse_orientation(input: &mut Parser<'_>) -> Result<bool, super::Invalid> {
    parse_keyword(input, &["portrait", "landscape"]).map(|index| index == 1)
}

/// The size lying on its long side (`Some(true)`), upright (`Some(false)`) or as it is.
pub(crate) fn turn(size: Size, landscape: Option<bool>) -> Size {
    let lies = size.width > size.height;
    match landscape {
        Some(landscape) if landscape != lies => Size { width: size.height, height: size.width },
        _ => size,
    }
}
