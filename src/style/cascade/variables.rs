//! Custom properties and `var()` (CSS Custom Properties 1).

use std::collections::BTreeMap;
use std::sync::Arc;

use cssparser::{ParseError, Parser, Token};

use crate::style::sheet::Declared;
use crate::style::sheet::declaration::has_var;

/// Bytes that one value may grow to: a value that doubles itself stops there.
const MAX_LENGTH: usize = 64 << 10;
/// Custom properties that may refer to each other in a row.
const MAX_DEPTH: usize = 64;

/// The custom properties of an element, inherited ones included, free of `var()`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Variables(Arc<BTreeMap<Arc<str>, Arc<str>>>);

impl Variables {
    /// The value of a custom property.
    pub fn get(&self, name: &str) -> Option<&Arc<str>> {
        self.0.get(name)
    }

    /// What a child has that declares `own` ones (name, text) over these.
    pub fn extend(&self, own: &BTreeMap<&Arc<str>, &Arc<str>>) -> Variables {
        let mut resolver = Resolver { own, inherited: self, done: BTreeMap::new() };
        for name in own.keys() {
            resolver.resolve(name, 0);
        }
        let done = resolver.done;
        let mut map = self.0.as_ref().clone();
        for (name, value) in done {
            match value {
                Some(value) => map.insert(name, value),
                None => map.remove(&name),
            };
        }
        Variables(Arc::new(map))
    }
}

/// Resolves what custom properties of one element say of each other.
struct Resolver<'a> {
    own: &'a BTreeMap<&'a Arc<str>, &'a Arc<str>>,
    inherited: &'a Variables,
    /// Values found; `None` while a value is being sought (a cycle) and for one that has no meaning.
    done: BTreeMap<Arc<str>, Option<Arc<str>>>,
}

impl Resolver<'_> {
    fn resolve(&mut self, name: &Arc<str>, depth: usize) -> Option<Arc<str>> {
        if let Some(done) = self.done.get(name) {
            return done.clone();
        }
        let Some(text) = self.own.get(name).copied() else { return self.inherited.get(name).cloned() };
        let value = match Declared::wide_keyword(text) {
            Some(Declared::Initial) => None,
            Some(_) => self.inherited.get(name).cloned(),
            None if !has_var(text) => Some(Arc::clone(text)),
            None if depth >= MAX_DEPTH => None,
            None => {
                self.done.insert(Arc::clone(name), None);
                substitute(text, &mut |name| self.resolve(&Arc::from(name), depth + 1)).map(Arc::from)
            }
        };
        self.done.insert(Arc::clone(name), value.clone());
        value
    }
}

/// The text with every `var()` replaced; `None` if one has neither value nor fallback.
pub(crate) fn substitute(text: &str, value: &mut dyn FnMut(&str) -> Option<Arc<str>>) -> Option<String> {
    let mut out = String::with_capacity(text.len() + 32);
    replace(&mut Parser::new(text), value, &mut out).ok()?;
    Some(out)
}

fn replace(
    input: &mut Parser<'_>,
    value: &mut dyn FnMut(&str) -> Option<Arc<str>>,
    out: &mut String,
) -> Result<(), ParseError<()>> {
    loop {
        let start = input.position();
        let Ok(token) = input.next_including_whitespace_and_comments().cloned() else { return Ok(()) };
        let closing = match &token {
            Token::Function(name) if name.eq_ignore_ascii_case("var") => {
                input.parse_nested_block(|input| replace_var(input, value, out))?;
                continue;
            }
            Token::Function(_) | Token::ParenthesisBlock => ')',
            Token::SquareBracketBlock => ']',
            Token::CurlyBracketBlock => '}',
            _ => {
                out.push_str(input.slice_from(start));
                continue;
            }
        };
        out.push_str(input.slice_from(start));
        input.parse_nested_block(|input| replace(input, value, out))?;
        out.push(closing);
        if out.len() > MAX_LENGTH {
            return Err(ParseError::unexpected_token());
        }
    }
}

/// `--name` and possibly `, fallback`, which may be empty.
fn replace_var(
    input: &mut Parser<'_>,
    value: &mut dyn FnMut(&str) -> Option<Arc<str>>,
    out: &mut String,
) -> Result<(), ParseError<()>> {
    let name = input.expect_ident_cloned()?;
    let has_fallback = input.try_parse(|input| input.expect_comma()).is_ok();
    match value(&name) {
        Some(text) => {
            out.push_str(&text);
            while input.next().is_ok() {}
        }
        None if has_fallback => {
            input.skip_whitespace();
            replace(input, value, out)?;
        }
        None => return Err(ParseError::unexpected_token()),
    }
    if out.len() > MAX_LENGTH { Err(ParseError::unexpected_token()) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cycles_and_growth_end() {
        let texts: Vec<(Arc<str>, Arc<str>)> =
            [("--a", "var(--b)"), ("--b", "var(--a)"), ("--c", "var(--d, 2pt) var(--e)"), ("--e", "x")]
                .map(|(name, text)| (Arc::from(name), Arc::from(text)))
                .to_vec();
        let own = texts.iter().map(|(name, text)| (name, text)).collect();
        let variables = Variables::default().extend(&own);
        assert_eq!(variables.get("--a"), None);
        assert_eq!(variables.get("--c").map(AsRef::as_ref), Some("2pt x"));
    }
}
