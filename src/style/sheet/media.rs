//! Conditions of rules: `@media` (Media Queries 4) and `@supports` (CSS Conditional Rules 3).

use cssparser::{ParseError, Parser, Token};

use crate::geometry::{Length, Size};
use crate::style::property::length::SpecifiedLength;
use crate::style::property::page::PAGE_ENV;

/// When the rules inside an at-rule hold.
#[derive(Debug)]
pub(crate) struct Condition {
    /// What must be true.
    pub query: Query,
    /// The at-rule's words, for the EPUB's sheet: `@media (min-width: 30em)`.
    pub text: String,
}

/// A condition that may stay open until the reader's device is known.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Query {
    /// `print`, `screen`, `all`.
    Medium(Medium),
    /// A width or height within bounds.
    Extent {
        /// The width, else the height.
        width: bool,
        /// The least, if any.
        least: Option<Length>,
        /// The greatest, if any.
        greatest: Option<Length>,
    },
    /// `orientation: landscape` or `portrait`.
    Landscape(bool),
    /// `prefers-color-scheme: dark` or `light`.
    Dark(bool),
    /// Known at once: `@supports`.
    Known(bool),
    /// Not known here: true in no output of ours, open in an e-reader.
    Open,
    /// The opposite.
    Not(Box<Query>),
    /// All of these.
    And(Vec<Query>),
    /// Any of these.
    Or(Vec<Query>),
}

/// A medium.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Medium {
    /// Every medium.
    All,
    /// Paper: the PDF.
    Print,
    /// A screen: the EPUB.
    Screen,
    /// None of ours.
    Other,
}

/// What a condition is asked of.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Device {
    /// Pages of a size.
    Paper(Size),
    /// An e-reader of which nothing is known.
    Reader,
}

impl Query {
    /// Whether it holds; `None` where only the reader's device can tell.
    pub fn holds(&self, device: Device) -> Option<bool> {
        match (self, device) {
            (Query::Known(known), _) => Some(*known),
            (Query::Medium(Medium::All), _) => Some(true),
            (Query::Medium(medium), Device::Paper(_)) => Some(*medium == Medium::Print),
            (Query::Medium(medium), Device::Reader) => Some(*medium == Medium::Screen),
            (Query::Extent { width, least, greatest }, Device::Paper(size)) => {
                let extent = if *width { size.width } else { size.height };
                Some(least.is_none_or(|least| extent >= least) && greatest.is_none_or(|most| extent <= most))
            }
            (Query::Landscape(landscape), Device::Paper(size)) => {
                Some((size.width > size.height) == *landscape)
            }
            (Query::Dark(dark), Device::Paper(_)) => Some(!dark),
            (Query::Open, Device::Paper(_)) => Some(false),
            (Query::Extent { .. } | Query::Landscape(_) | Query::Dark(_) | Query::Open, Device::Reader) => {
                None
            }
            (Query::Not(query), _) => query.holds(device).map(|holds| !holds),
            (Query::And(queries), _) => kleene(queries, device, false),
            (Query::Or(queries), _) => kleene(queries, device, true),
        }
    }
}

/// `decisive` if one query is that, else open if one is open, else the opposite.
fn kleene(queries: &[Query], device: Device, decisive: bool) -> Option<bool> {
    let mut open = false;
    for query in queries {
        match query.holds(device) {
            Some(holds) if holds == decisive => return Some(decisive),
            Some(_) => {}
            None => open = true,
        }
    }
    if open { None } else { Some(!decisive) }
}

type Fault = ParseError<()>;

/// Reads a media query list.
pub(crate) fn parse_media(input: &mut Parser<'_>) -> Result<Query, Fault> {
    if input.is_exhausted() {
        return Ok(Query::Known(true));
    }
    input.parse_comma_separated(parse_query).map(Query::Or)
}

fn parse_query(input: &mut Parser<'_>) -> Result<Query, Fault> {
    let typed = input.try_parse(|input| -> Result<Query, Fault> {
        let mut word = input.expect_ident()?.to_ascii_lowercase();
        let negated = word == "not";
        if negated || word == "only" {
            word = input.expect_ident()?.to_ascii_lowercase();
        }
        let medium = Query::Medium(match word.as_str() {
            "all" => Medium::All,
            "print" => Medium::Print,
            "screen" => Medium::Screen,
            "and" | "or" | "not" | "only" => return Err(ParseError::unexpected_token()),
            _ => Medium::Other,
        });
        let mut queries = vec![medium];
        while input.try_parse(|input| input.expect_ident_matching("and")).is_ok() {
            queries.push(parse_operand(input, &parse_feature)?);
        }
        let query = Query::And(queries);
        Ok(if negated { Query::Not(Box::new(query)) } else { query })
    });
    typed.or_else(|_| parse_condition(input, &parse_feature))
}

/// Reads what stands in brackets where a condition allows a test.
pub(crate) type Test<'a> = &'a dyn Fn(&mut Parser<'_>) -> Result<Query, Fault>;

/// Reads tests joined by `and`, `or`, `not`.
pub(crate) fn parse_condition(input: &mut Parser<'_>, test: Test<'_>) -> Result<Query, Fault> {
    if input.try_parse(|input| input.expect_ident_matching("not")).is_ok() {
        return Ok(Query::Not(Box::new(parse_operand(input, test)?)));
    }
    let first = parse_operand(input, test)?;
    for (word, join) in [("and", Query::And as fn(Vec<Query>) -> Query), ("or", Query::Or)] {
        let mut queries = vec![first.clone()];
        while input.try_parse(|input| input.expect_ident_matching(word)).is_ok() {
            queries.push(parse_operand(input, test)?);
        }
        if queries.len() > 1 {
            return Ok(join(queries));
        }
    }
    Ok(first)
}

fn parse_operand(input: &mut Parser<'_>, test: Test<'_>) -> Result<Query, Fault> {
    let start = input.state();
    if matches!(input.next()?, Token::ParenthesisBlock) {
        return input.parse_nested_block(|input| {
            let nested = input.try_parse(|input| {
                let query = parse_condition(input, test)?;
                input.expect_exhausted()?;
                Ok::<Query, Fault>(query)
            });
            nested.or_else(|_| test(input))
        });
    }
    input.reset(&start);
    test(input)
}

/// `name: value`, `name`, or a range such as `width >= 40em`.
fn parse_feature(input: &mut Parser<'_>) -> Result<Query, Fault> {
    let name = input.expect_ident()?.to_ascii_lowercase();
    let query = match input.next() {
        Err(_) => return Ok(boolean_feature(&name)),
        Ok(Token::Colon) => parse_plain(input, &name)?,
        Ok(Token::Delim(sign @ ('<' | '>' | '='))) => {
            let sign = *sign;
            if sign != '=' {
                let _ = input.try_parse(|input| input.expect_delim('='));
            }
            let bound = Some(SpecifiedLength::parse_length(input)?.length(&PAGE_ENV));
            let width = is_width(&name)?;
            Query::Extent {
                width,
                least: bound.filter(|_| sign != '<'),
                greatest: bound.filter(|_| sign != '>'),
            }
        }
        Ok(_) => return Err(ParseError::unexpected_token()),
    };
    Ok(query)
}

fn boolean_feature(name: &str) -> Query {
    match name {
        "width" | "height" | "color" | "prefers-color-scheme" => Query::Known(true),
        _ => Query::Open,
    }
}

fn is_width(name: &str) -> Result<bool, Fault> {
    match name {
        "width" | "device-width" => Ok(true),
        "height" | "device-height" => Ok(false),
        _ => Err(ParseError::unexpected_token()),
    }
}

fn parse_plain(input: &mut Parser<'_>, name: &str) -> Result<Query, Fault> {
    match name {
        "orientation" => Ok(Query::Landscape(input.expect_ident()?.eq_ignore_ascii_case("landscape"))),
        "prefers-color-scheme" => Ok(Query::Dark(input.expect_ident()?.eq_ignore_ascii_case("dark"))),
        _ => {
            let (bounds, extent) = match name.split_once('-') {
                Some(("min", extent)) => ((true, false), extent),
                Some(("max", extent)) => ((false, true), extent),
                _ => ((true, true), name),
            };
            let Ok(width) = is_width(extent) else {
                while input.next().is_ok() {}
                return Ok(Query::Open);
            };
            let bound = Some(SpecifiedLength::parse_length(input)?.length(&PAGE_ENV));
            Ok(Query::Extent {
                width,
                least: bound.filter(|_| bounds.0),
                greatest: bound.filter(|_| bounds.1),
            })
        }
    }
}
