//! `@supports` (CSS Conditional Rules 3, 6): what our own engine supports.

use cssparser::{ParseError, Parser, Token};

use crate::style::property::Property;
use crate::style::selector::parse_selector;

use super::declaration::{has_var, parse_text};
use super::media::{Query, parse_condition};

/// Reads a condition; its tests are answered at once.
pub(crate) fn parse_supports(input: &mut Parser<'_>) -> Result<Query, ParseError<()>> {
    parse_condition(input, &parse_test)
}

fn parse_test(input: &mut Parser<'_>) -> Result<Query, ParseError<()>> {
    match input.next()?.clone() {
        Token::Function(name) if name.eq_ignore_ascii_case("selector") => input.parse_nested_block(|input| {
            let text = rest(input);
            Ok(Query::Known(parse_selector(text).is_ok()))
        }),
        Token::Function(_) => Ok(Query::Known(false)),
        Token::Ident(name) => {
            input.expect_colon()?;
            let value = rest(input);
            Ok(Query::Known(supports(&name, value)))
        }
        _ => Err(ParseError::unexpected_token()),
    }
}

fn supports(name: &str, value: &str) -> bool {
    let custom = name.starts_with("--");
    let property = Property::from_name(&name.to_ascii_lowercase());
    custom || property.is_some_and(|property| has_var(value) || parse_text(property, value).is_some())
}

/// The text up to the end of the block.
fn rest<'i>(input: &mut Parser<'i>) -> &'i str {
    let start = input.position();
    while input.next_including_whitespace_and_comments().is_ok() {}
    input.slice_from(start).trim()
}
