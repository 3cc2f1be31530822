//! Turns TOML into located values.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::value::{Key, Kind, MAX_DEPTH, Place, Value};
use crate::diagnostic::{Code, Context, Diagnostic};

/// The root table of a TOML block; `None` if it is broken, which is reported.
pub(super) fn parse(text: &str, place: Place, context: &Context) -> Option<Value> {
    match DeTable::parse(text) {
        Ok(table) => {
            let span = place.span(table.span());
            Some(Value { kind: entries(table.into_inner(), place, context, 0)?, span })
        }
        Err(error) => {
            let at = error.span().unwrap_or_default();
            let message = format!("the front matter is not valid TOML: {}", error.message());
            let mut diagnostic = Diagnostic::new(Code::FrontMatterSyntax, place.span(at.clone()), message);
            if error.message().contains("date") {
                diagnostic =
                    diagnostic.help("a month without its day stands in quotes, as in `date = \"2026-11\"`");
            } else if text.get(at.start..).is_some_and(|rest| rest.starts_with(char::is_alphabetic)) {
                diagnostic = diagnostic.help("texts stand in quotes, as in `title = \"Harbour\"`");
            }
            context.report(diagnostic);
            None
        }
    }
}

fn entries(table: DeTable, place: Place, context: &Context, depth: usize) -> Option<Kind> {
    let mut entries = Vec::new();
    for (key, item) in table {
        let key = Key { span: place.span(key.span()), name: key.into_inner().into_owned() };
        entries.push((key, value(item, place, context, depth + 1)?));
    }
    entries.sort_by_key(|(key, _)| key.span);
    Some(Kind::Table(entries))
}

fn value(item: Spanned<DeValue>, place: Place, context: &Context, depth: usize) -> Option<Value> {
    let span = place.span(item.span());
    if depth > MAX_DEPTH {
        let message = format!("the front matter is nested more than {MAX_DEPTH} deep");
        context.report(Diagnostic::new(Code::LimitReached, span, message));
        return None;
    }
    let kind = match item.into_inner() {
        DeValue::String(text) => Kind::Scalar(text.into_owned()),
        DeValue::Integer(number) => Kind::Scalar(number.to_string()),
        DeValue::Float(number) => Kind::Scalar(number.to_string()),
        DeValue::Boolean(truth) => Kind::Scalar(truth.to_string()),
        DeValue::Datetime(date) => Kind::Scalar(date.to_string()),
        DeValue::Array(items) => {
            let items = items.into_iter().map(|item| value(item, place, context, depth + 1));
            Kind::List(items.collect::<Option<_>>()?)
        }
        DeValue::Table(table) => entries(table, place, context, depth)?,
    };
    Some(Value { kind, span })
}
