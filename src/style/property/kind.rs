//! Kinds of value: how each is read from a sheet and computed for an element.

use std::marker::PhantomData;
use std::sync::Arc;

use cssparser::{ParseError, Parser};

use crate::geometry::Color;
use crate::style::computed::*;

use super::color::SpecifiedColor;
use super::length::parse_number;
use super::{Env, Invalid, Value};

/// One way of writing a value.
pub(crate) trait Kind {
    /// What layout reads.
    type Computed: Clone + PartialEq;

    /// What may be written, for messages and the documentation.
    fn syntax() -> String;

    /// Reads a value.
    fn parse(input: &mut Parser<'_>) -> Result<Value, Invalid>;

    /// The computed value; `None` if the value is of another kind.
    fn compute(value: &Value, env: &Env) -> Option<Self::Computed>;
}

/// The place of the next identifier in a list of keywords.
pub(crate) fn parse_keyword(input: &mut Parser<'_>, names: &[&str]) -> Result<usize, Invalid> {
    let ident = input.expect_ident()?;
    names.iter().position(|name| ident.eq_ignore_ascii_case(name)).ok_or_else(ParseError::unexpected_token)
}

/// Whether the next token is this keyword, which is then read.
pub(crate) fn accept(input: &mut Parser<'_>, keyword: &str) -> bool {
    input.try_parse(|input| input.expect_ident_matching(keyword)).is_ok()
}

/// A whole number of at least `least`; one above `most` counts as that.
pub(crate) fn whole_number(input: &mut Parser<'_>, least: i32, most: i32) -> Result<Value, Invalid> {
    match input.expect_integer()? {
        number if number >= least => Ok(Value::Integer(number.min(most))),
        _ => Err(ParseError::unexpected_token()),
    }
}

/// One keyword of a closed list.
pub(crate) struct OneOf<T>(PhantomData<T>);

impl<T: Keyword> Kind for OneOf<T> {
    type Computed = T;

    fn syntax() -> String {
        T::NAMES.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
    }

    fn parse(input: &mut Parser<'_>) -> Result<Value, Invalid> {
        parse_keyword(input, T::NAMES).map(|index| Value::Keyword(index as u8))
    }

    fn compute(value: &Value, _: &Env) -> Option<T> {
        match value {
            Value::Keyword(index) => T::VALUES.get(usize::from(*index)).copied(),
            _ => None,
        }
    }
}

macro_rules! kind {
    ($(#[$meta:meta])* $name:ident -> $computed:ty { $syntax:expr }
        parse($input:ident) $parse:block
        compute($env:ident) { $( $pattern:pat => $result:expr ),* $(,)? }
    ) => {
        $(#[$meta])*
        pub(crate) struct $name;

        impl crate::style::property::kind::Kind for $name {
            type Computed = $computed;

            fn syntax() -> String {
                String::from($syntax)
            }

            fn parse($input: &mut cssparser::Parser<'_>) -> Result<crate::style::property::Value, crate::style::property::Invalid> $parse

            fn compute(value: &crate::style::property::Value, $env: &crate::style::property::Env) -> Option<$computed> {
                match value { $( $pattern => Some($result), )* _ => None }
            }
        }
    };
}

pub(crate) use kind;

kind! {
    /// A colour of a line; none is the text's.
    LineColor -> Option<Color> { "colour, `currentcolor`" }
    parse(input) { SpecifiedColor::parse(input).map(Value::Color) }
    compute(_env) {
        Value::Color(SpecifiedColor::Current) => None,
        Value::Color(SpecifiedColor::Rgba(color)) => Some(*color),
    }
}

kind! {
    /// The colour of text.
    InkColor -> TextColor { "colour" }
    parse(input) { SpecifiedColor::parse(input).map(Value::Color) }
    compute(_env) { Value::Color(SpecifiedColor::Rgba(color)) => TextColor(*color) }
}

kind! {
    /// A background; fully transparent is none.
    Ground -> Option<Color> { "colour, `transparent`" }
    parse(input) {
        match SpecifiedColor::parse(input)? {
            SpecifiedColor::Current => Err(ParseError::unexpected_token()),
            color => Ok(Value::Color(color)),
        }
    }
    compute(_env) {
        Value::Color(SpecifiedColor::Rgba(color)) => Some(*color).filter(|color| color.a > 0),
    }
}

kind! {
    /// A whole number from 1 to 255.
    Count -> u8 { "whole number from 1" }
    parse(input) { whole_number(input, 1, 255) }
    compute(_env) { Value::Integer(count) => u8::try_from(*count).unwrap_or(u8::MAX) }
}

kind! {
    /// A share of what is usual, in percent.
    Share -> u8 { "percentage up to 200 %, `none`" }
    parse(input) {
        if accept(input, "none") {
            return Ok(Value::Number(0.0));
        }
        let percent = f64::from(input.expect_percentage()?) * 100.0;
        if (0.0..=200.0).contains(&percent) { Ok(Value::Number(percent)) } else { Err(ParseError::unexpected_token()) }
    }
    compute(_env) { Value::Number(percent) => percent.round() as u8 }
}

kind! {
    /// A string; `none` is the empty one.
    Words -> Arc<str> { "string, `none`" }
    parse(input) {
        if accept(input, "none") {
            return Ok(Value::Text(Arc::from("")));
        }
        Ok(Value::Text(Arc::from(input.expect_string()?.as_ref())))
    }
    compute(_env) { Value::Text(text) => Arc::clone(text) }
}

kind! {
    /// The name of a page.
    PageName -> Option<Arc<str>> { "name, `auto`" }
    parse(input) {
        if accept(input, "auto") {
            return Ok(Value::Keyword(0));
        }
        Ok(Value::Text(Arc::from(input.expect_ident()?.as_ref())))
    }
    compute(_env) {
        Value::Keyword(_) => None,
        Value::Text(name) => Some(Arc::clone(name)),
    }
}

kind! {
    /// A level of bookmark.
    BookmarkLevel -> Option<u8> { "whole number from 1, `none`, `auto`" }
    parse(input) {
        if let Ok(index) = input.try_parse(|input| parse_keyword(input, &["auto", "none"])) {
            return Ok(Value::Keyword(index as u8));
        }
        Count::parse(input)
    }
    compute(_env) {
        Value::Keyword(index) => (*index != 0).then_some(0),
        Value::Integer(level) => Some(u8::try_from(*level).unwrap_or(u8::MAX)),
    }
}

kind! {
    /// A drop cap: its height in lines, and how far it sinks.
    Initial -> InitialLetter { "`normal`, or a number of lines, how many it sinks" }
    parse(input) {
        if accept(input, "normal") {
            return Ok(Value::Triple([0, 0, 0]));
        }
        let size = parse_number(input)?;
        if !(1.0..=25.0).contains(&size) {
            return Err(ParseError::unexpected_token());
        }
        let hundredths = (size * 100.0).round() as u16;
        let mut sink = size.floor() as u8;
        if accept(input, "raise") {
            sink = 1;
        } else if !accept(input, "drop") && let Ok(given) = input.try_parse(|input| input.expect_integer()) {
            sink = u8::try_from(given.clamp(1, 25)).unwrap_or(1);
        }
        let [high, low] = hundredths.to_be_bytes();
        Ok(Value::Triple([high, low, sink]))
    }
    compute(_env) {
        Value::Triple([high, low, sink]) => InitialLetter { size: u16::from_be_bytes([*high, *low]), sink: *sink },
    }
}

kind! {
    /// A number of columns; 0 is `auto`.
    Columns -> u8 { "whole number from 1, `auto`" }
    parse(input) {
        if accept(input, "auto") { Ok(Value::Integer(0)) } else { Count::parse(input) }
    }
    compute(_env) { Value::Integer(count) => u8::try_from(*count).unwrap_or(u8::MAX) }
}

const LINES: [&str; 3] = ["underline", "line-through", "overline"];

kind! {
    /// Lines drawn with the text: under, through, over it.
    DecorationLine -> (bool, bool, bool) { "`none`, or any of `underline`, `line-through`, `overline`" }
    parse(input) {
        if accept(input, "none") {
            return Ok(Value::Bits(0));
        }
        let mut bits = 1 << parse_keyword(input, &LINES)?;
        while let Ok(index) = input.try_parse(|input| parse_keyword(input, &LINES)) {
            bits |= 1 << index;
        }
        Ok(Value::Bits(bits))
    }
    compute(_env) { Value::Bits(bits) => (bits & 1 != 0, bits & 2 != 0, bits & 4 != 0) }
}

kind! {
    /// Whether an opening quote hangs into the margin.
    HangFirst -> bool { "`none`, `first`" }
    parse(input) { parse_keyword(input, &["none", "first"]).map(|index| Value::Bits(index as u16)) }
    compute(_env) { Value::Bits(bits) => *bits != 0 }
}
