//! Kinds of value that are lengths: sizes, margins, gaps, widths of lines.

use cssparser::{ParseError, Parser};

use crate::geometry::Length;
use crate::style::computed::*;

use super::kind::{kind, parse_keyword};
use super::length::SpecifiedLength;
use super::{Invalid, Value};

fn non_negative(length: SpecifiedLength) -> Result<SpecifiedLength, Invalid> {
    if length.is_negative() { Err(ParseError::unexpected_token()) } else { Ok(length) }
}

/// A length or percentage, or one of some keywords.
fn length_or(input: &mut Parser<'_>, names: &[&str]) -> Result<Value, Invalid> {
    if let Ok(index) = input.try_parse(|input| parse_keyword(input, names)) {
        return Ok(Value::Keyword(index as u8));
    }
    SpecifiedLength::parse(input).map(Value::Length)
}

/// A length or percentage that is not negative, or a keyword.
fn extent_or(input: &mut Parser<'_>, keyword: &str) -> Result<Value, Invalid> {
    match length_or(input, &[keyword])? {
        Value::Length(length) => non_negative(length).map(Value::Length),
        value => Ok(value),
    }
}

/// Kinds of extents, which differ in the keyword that leaves them to layout.
macro_rules! extents {
    ($( $(#[$meta:meta])* $name:ident $keyword:literal; )*) => { $(
        kind! {
            $(#[$meta])*
            $name -> AutoLength { concat!("length, percentage, `", $keyword, "`") }
            parse(input) { extent_or(input, $keyword) }
            compute(env) {
                Value::Keyword(_) => AutoLength::Auto,
                Value::Length(length) => AutoLength::Set(length.compute(env)),
            }
        }
    )* };
}

extents! {
    /// A width or height.
    Extent "auto";
    /// A greatest width or height.
    Greatest "none";
    /// The gap between columns.
    Gap "normal";
}

kind! {
    /// A margin.
    Margin -> AutoMargin { "length, percentage, `auto`" }
    parse(input) { length_or(input, &["auto"]) }
    compute(env) {
        Value::Keyword(_) => AutoMargin::Auto,
        Value::Length(length) => AutoMargin::Set(length.compute(env)),
    }
}

kind! {
    /// A length or percentage that is not negative.
    Padding -> LengthPercentage { "length, percentage" }
    parse(input) { SpecifiedLength::parse(input).and_then(non_negative).map(Value::Length) }
    compute(env) { Value::Length(length) => length.compute(env) }
}

const LINE_WIDTHS: [(&str, f64); 3] = [("thin", 0.75), ("medium", 2.25), ("thick", 3.75)];

kind! {
    /// The width of a rule or border.
    LineWidth -> Length { "length, `thin`, `medium`, `thick`" }
    parse(input) {
        let names = LINE_WIDTHS.map(|(name, _)| name);
        if let Ok(index) = input.try_parse(|input| parse_keyword(input, &names)) {
            let points = LINE_WIDTHS.get(index).map_or(0.0, |(_, points)| *points);
            return Ok(Value::Length(SpecifiedLength::points(points)));
        }
        SpecifiedLength::parse_length(input).and_then(non_negative).map(Value::Length)
    }
    compute(env) { Value::Length(length) => length.length(env) }
}

kind! {
    /// The space between cells: horizontal, vertical.
    CellSpacing -> (Length, Length) { "one or two lengths" }
    parse(input) {
        let horizontal = SpecifiedLength::parse_length(input).and_then(non_negative)?;
        let vertical = input.try_parse(SpecifiedLength::parse_length).unwrap_or(horizontal);
        Ok(Value::Pair(horizontal, non_negative(vertical)?))
    }
    compute(env) { Value::Pair(horizontal, vertical) => (horizontal.length(env), vertical.length(env)) }
}

kind! {
    /// A thickness or distance that is the font's by default.
    FontMeasure -> Option<Length> { "length, `auto`, `from-font`" }
    parse(input) {
        if input.try_parse(|input| parse_keyword(input, &["auto", "from-font"])).is_ok() {
            return Ok(Value::Keyword(0));
        }
        SpecifiedLength::parse_length(input).map(Value::Length)
    }
    compute(env) {
        Value::Keyword(_) => None,
        Value::Length(length) => Some(length.length(env)),
    }
}

const ALIGNMENTS: [(&str, VerticalAlign); 8] = [
    ("baseline", VerticalAlign::Baseline),
    ("sub", VerticalAlign::Sub),
    ("super", VerticalAlign::Super),
    ("top", VerticalAlign::Top),
    ("middle", VerticalAlign::Middle),
    ("bottom", VerticalAlign::Bottom),
    ("text-top", VerticalAlign::TextTop),
    ("text-bottom", VerticalAlign::TextBottom),
];

kind! {
    /// Where a box stands on its line or in its row.
    VerticalPlace -> VerticalAlign {
        "`baseline`, `sub`, `super`, `top`, `middle`, `bottom`, `text-top`, `text-bottom`, length, percentage of the line height"
    }
    parse(input) { length_or(input, &ALIGNMENTS.map(|(name, _)| name)) }
    compute(env) {
        Value::Keyword(index) => ALIGNMENTS.get(usize::from(*index)).map(|(_, value)| *value).unwrap_or_default(),
        Value::Length(length) => VerticalAlign::Length(length.resolve(env.line_height, env)),
    }
}
