//! Values of the text properties (CSS Text 4, CSS Inline 3).

use std::sync::Arc;

use cssparser::{ParseError, Parser, Token};

use crate::style::computed::*;

use super::Value;
use super::kind::{OneOf, accept, kind, parse_keyword, whole_number};
use super::length::{SpecifiedLength, parse_number};

kind! {
    /// A line height.
    Leading -> LineHeight { "number, length, percentage, `normal`" }
    parse(input) {
        if accept(input, "normal") {
            return Ok(Value::Keyword(0));
        }
        if let Ok(number) = input.try_parse(parse_number) {
            return if number >= 0.0 { Ok(Value::Number(number)) } else { Err(ParseError::unexpected_token()) };
        }
        let length = SpecifiedLength::parse(input)?;
        if length.is_negative() { Err(ParseError::unexpected_token()) } else { Ok(Value::Length(length)) }
    }
    compute(env) {
        Value::Keyword(_) => LineHeight::Normal,
        Value::Number(number) => LineHeight::Number((number * 1000.0).round() as i32),
        Value::Length(length) => LineHeight::Length(length.resolve(env.font_size, env)),
    }
}

kind! {
    /// Where lines stand: a keyword, or a string with the place of the cells that are aligned at it.
    Alignment -> (TextAlign, Option<AlignmentString>) {
        format!("{}; string, possibly with one of them", <OneOf<TextAlign> as super::kind::Kind>::syntax())
    }
    parse(input) {
        let before = input.try_parse(align_keyword).ok();
        let Ok(text) = input.try_parse(|input| input.expect_string_cloned()) else {
            return before.map_or_else(|| align_keyword(input), Ok).map(|index| Value::Keyword(index as u8));
        };
        let index = before.or_else(|| input.try_parse(align_keyword).ok());
        let group = index.and_then(|index| TextAlign::VALUES.get(index)).copied().unwrap_or(TextAlign::End);
        if text.is_empty() || group == TextAlign::Justify {
            return Err(ParseError::unexpected_token());
        }
        Ok(Value::AlignmentString(AlignmentString { string: Arc::from(text.as_ref()), group }))
    }
    compute(_env) {
        Value::AlignmentString(string) => (TextAlign::End, Some(string.clone())),
        Value::Keyword(index) => (TextAlign::VALUES.get(usize::from(*index)).copied().unwrap_or_default(), None),
    }
}

fn align_keyword(input: &mut Parser<'_>) -> Result<usize, super::Invalid> {
    parse_keyword(input, TextAlign::NAMES)
}

kind! {
    /// An indent, and whether it is the other lines that are indented.
    Indent -> (LengthPercentage, bool) { "length, percentage, and possibly `hanging`" }
    parse(input) {
        let first = accept(input, "hanging");
        let length = SpecifiedLength::parse(input)?;
        let hanging = first || accept(input, "hanging");
        Ok(Value::FlaggedLength(length, hanging))
    }
    compute(env) { Value::FlaggedLength(length, hanging) => (length.compute(env), *hanging) }
}

kind! {
    /// The width of a tab in spaces.
    Tab -> u8 { "whole number" }
    parse(input) { whole_number(input, 0, 255) }
    compute(_env) { Value::Integer(count) => u8::try_from(*count).unwrap_or(u8::MAX) }
}

/// `hyphenate-limit-chars: auto` for a whole word: CSS Text 4 suggests 5.
const SHORTEST_WORD: u8 = 5;

kind! {
    /// Letters in a word that may be hyphenated, before and after the hyphen.
    LimitChars -> HyphenateLimitChars { "one to three of: whole number, `auto`" }
    parse(input) {
        let word = parse_limit(input, SHORTEST_WORD)?;
        let before = input.try_parse(|input| parse_limit(input, 0)).unwrap_or(0);
        let after = input.try_parse(|input| parse_limit(input, 0)).unwrap_or(before);
        Ok(Value::Triple([word, before, after]))
    }
    compute(_env) {
        Value::Triple([word, before, after]) => HyphenateLimitChars { word: *word, before: *before, after: *after },
    }
}

fn parse_limit(input: &mut Parser<'_>, auto: u8) -> Result<u8, super::Invalid> {
    if accept(input, "auto") {
        return Ok(auto);
    }
    match input.expect_integer()? {
        count if count >= 1 => Ok(u8::try_from(count).unwrap_or(u8::MAX)),
        _ => Err(ParseError::unexpected_token()),
    }
}

kind! {
    /// How many lines in a row may end in a hyphen.
    LimitLines -> u8 { "whole number, `no-limit`" }
    parse(input) {
        if accept(input, "no-limit") {
            return Ok(Value::Integer(255));
        }
        whole_number(input, 0, 254)
    }
    compute(_env) { Value::Integer(count) => u8::try_from(*count).unwrap_or(u8::MAX) }
}

/// The counter styles that are known by name.
const COUNTER_STYLES: [(&str, ListStyleType); 13] = [
    ("disc", ListStyleType::Disc),
    ("circle", ListStyleType::Circle),
    ("square", ListStyleType::Square),
    ("decimal", ListStyleType::Decimal),
    ("decimal-leading-zero", ListStyleType::DecimalLeadingZero),
    ("lower-roman", ListStyleType::LowerRoman),
    ("upper-roman", ListStyleType::UpperRoman),
    ("lower-alpha", ListStyleType::LowerAlpha),
    ("upper-alpha", ListStyleType::UpperAlpha),
    ("lower-latin", ListStyleType::LowerAlpha),
    ("upper-latin", ListStyleType::UpperAlpha),
    ("lower-greek", ListStyleType::LowerGreek),
    ("none", ListStyleType::None),
];

kind! {
    /// The style of a list's markers.
    CounterStyle -> ListStyleType {
        format!("{}, string", COUNTER_STYLES.map(|(name, _)| format!("`{name}`")).join(", "))
    }
    parse(input) {
        if let Ok(text) = input.try_parse(|input| input.expect_string_cloned()) {
            return Ok(Value::ListStyle(ListStyleType::String(Arc::from(text.as_ref()))));
        }
        let index = parse_keyword(input, &COUNTER_STYLES.map(|(name, _)| name))?;
        COUNTER_STYLES
            .into_iter()
            .nth(index)
            .map(|(_, style)| Value::ListStyle(style))
            .ok_or_else(ParseError::unexpected_token)
    }
    compute(_env) { Value::ListStyle(style) => style.clone() }
}

/// The name of a counter style, as a sheet writes it.
pub(crate) fn counter_style_name(style: &ListStyleType) -> &'static str {
    COUNTER_STYLES.iter().find(|(_, known)| known == style).map_or("string", |(name, _)| name)
}

/// Whether the next token is a comma, which is then read.
pub(crate) fn accept_comma(input: &mut Parser<'_>) -> bool {
    let start = input.state();
    if matches!(input.next(), Ok(Token::Comma)) {
        return true;
    }
    input.reset(&start);
    false
}
