//! Values of generated content (CSS Content 3, CSS GCPM 3, CSS Lists 3).

use std::sync::Arc;

use cssparser::{ParseError, Parser, Token};

use crate::style::computed::*;

use super::kind::{Kind, accept, kind, parse_keyword};
use super::text::{CounterStyle, accept_comma};
use super::{Invalid, Value};

kind! {
    /// Generated content.
    Generated -> Content {
        "`normal`, `none`, or any of: string, `attr()`, `counter()`, `counters()`, `string()`, `target-counter()`, `target-text()`, `leader()`, `content()`, `open-quote`, `close-quote`"
    }
    parse(input) {
        if accept(input, "normal") {
            return Ok(Value::Content(Arc::new(Content::Normal)));
        }
        if accept(input, "none") {
            return Ok(Value::Content(Arc::new(Content::None)));
        }
        parse_items(input).map(|items| Value::Content(Arc::new(Content::Items(items))))
    }
    compute(_env) { Value::Content(content) => content.as_ref().clone() }
}

kind! {
    /// Running strings that an element sets.
    RunningStrings -> Vec<(Arc<str>, Vec<ContentItem>)> { "`none`, or names, each with content" }
    parse(input) {
        if accept(input, "none") {
            return Ok(Value::Strings(Arc::from([])));
        }
        let strings = input.parse_comma_separated(|input| {
            let name: Arc<str> = Arc::from(input.expect_ident()?.as_ref());
            Ok((name, parse_items(input)?))
        })?;
        Ok(Value::Strings(strings.into()))
    }
    compute(_env) { Value::Strings(strings) => strings.to_vec() }
}

fn parse_counters(input: &mut Parser<'_>, default: i32) -> Result<Value, Invalid> {
    if accept(input, "none") {
        return Ok(Value::Counters(Arc::from([])));
    }
    let mut counters: Vec<(Arc<str>, i32)> = Vec::new();
    while !input.is_exhausted() {
        let name: Arc<str> = Arc::from(input.expect_ident()?.as_ref());
        let value = input.try_parse(|input| input.expect_integer()).unwrap_or(default);
        counters.push((name, value));
    }
    if counters.is_empty() {
        Err(ParseError::unexpected_token())
    } else {
        Ok(Value::Counters(counters.into()))
    }
}

kind! {
    /// Counters set anew, to 0 unless a number follows.
    CounterReset -> Vec<(Arc<str>, i32)> { "`none`, or names with numbers" }
    parse(input) { parse_counters(input, 0) }
    compute(_env) { Value::Counters(counters) => counters.to_vec() }
}

kind! {
    /// Counters that go on, by 1 unless a number follows.
    CounterIncrement -> Vec<(Arc<str>, i32)> { "`none`, or names with numbers" }
    parse(input) { parse_counters(input, 1) }
    compute(_env) { Value::Counters(counters) => counters.to_vec() }
}

fn parse_items(input: &mut Parser<'_>) -> Result<Vec<ContentItem>, Invalid> {
    let mut items = Vec::new();
    while !input.is_exhausted() {
        let start = input.state();
        match input.next()?.clone() {
            // What follows is alternative text for readers that do not see; pages have none.
            Token::Delim('/') if !items.is_empty() => {
                input.expect_string()?;
                break;
            }
            Token::Delim('!') => {
                input.reset(&start);
                break;
            }
            token => items.push(parse_item(input, token)?),
        }
    }
    if items.is_empty() { Err(ParseError::unexpected_token()) } else { Ok(items) }
}

fn parse_item(input: &mut Parser<'_>, token: Token<'_>) -> Result<ContentItem, Invalid> {
    match token {
        Token::QuotedString(text) => Ok(ContentItem::Text(Arc::from(text.as_ref()))),
        Token::Ident(name) if name.eq_ignore_ascii_case("open-quote") => Ok(ContentItem::Quote(true)),
        Token::Ident(name) if name.eq_ignore_ascii_case("close-quote") => Ok(ContentItem::Quote(false)),
        Token::Function(name) => {
            let name = name.to_ascii_lowercase();
            input.parse_nested_block(|input| parse_function(input, &name))
        }
        _ => Err(ParseError::unexpected_token()),
    }
}

fn parse_function(input: &mut Parser<'_>, name: &str) -> Result<ContentItem, Invalid> {
    match name {
        "attr" => Ok(ContentItem::Attribute(parse_name(input)?)),
        "counter" => Ok(ContentItem::Counter(parse_name(input)?, parse_style(input)?)),
        "counters" => {
            let name = parse_name(input)?;
            input.expect_comma()?;
            let separator = Arc::from(input.expect_string()?.as_ref());
            Ok(ContentItem::Counters(name, separator, parse_style(input)?))
        }
        "string" => Ok(ContentItem::RunningString(parse_name(input)?, parse_string_keyword(input)?)),
        "target-counter" => {
            parse_target(input)?;
            input.expect_comma()?;
            Ok(ContentItem::TargetCounter(parse_name(input)?, parse_style(input)?))
        }
        "target-text" => {
            parse_target(input)?;
            Ok(ContentItem::TargetText)
        }
        "leader" => parse_leader(input),
        "content" => {
            let _ = input.try_parse(|input| input.expect_ident_matching("text"));
            Ok(ContentItem::ElementText)
        }
        _ => Err(ParseError::unexpected_token()),
    }
}

fn parse_name(input: &mut Parser<'_>) -> Result<Arc<str>, Invalid> {
    Ok(Arc::from(input.expect_ident()?.as_ref()))
}

/// `, style` of a counter, decimal if there is none.
fn parse_style(input: &mut Parser<'_>) -> Result<ListStyleType, Invalid> {
    if !accept_comma(input) {
        return Ok(ListStyleType::Decimal);
    }
    match CounterStyle::parse(input)? {
        Value::ListStyle(style) => Ok(style),
        _ => Err(ParseError::unexpected_token()),
    }
}

fn parse_string_keyword(input: &mut Parser<'_>) -> Result<StringKeyword, Invalid> {
    if !accept_comma(input) {
        return Ok(StringKeyword::First);
    }
    Ok(match parse_keyword(input, &["first", "start", "last", "first-except"])? {
        0 => StringKeyword::First,
        1 => StringKeyword::Start,
        2 => StringKeyword::Last,
        _ => StringKeyword::FirstExcept,
    })
}

/// `attr(href)`, with or without `url`: what the element links to.
fn parse_target(input: &mut Parser<'_>) -> Result<(), Invalid> {
    input.expect_function_matching("attr")?;
    input.parse_nested_block(|input| {
        input.expect_ident_matching("href")?;
        let _ = input.try_parse(|input| input.expect_ident_matching("url"));
        Ok(())
    })
}

fn parse_leader(input: &mut Parser<'_>) -> Result<ContentItem, Invalid> {
    if let Ok(text) = input.try_parse(|input| input.expect_string_cloned()) {
        return Ok(ContentItem::Leader(Arc::from(text.as_ref())));
    }
    let texts = [". ", "_", " "];
    let index = parse_keyword(input, &["dotted", "solid", "space"])?;
    Ok(ContentItem::Leader(Arc::from(texts.get(index).copied().unwrap_or(". "))))
}
