//! Turns TOML into located values.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::value::{Key, Kind, MAX_DEPTH, Place, Scalar, Sort, Value, count};
use crate::diagnostic::{Code, Context, Diagnostic};

/// The root table of a TOML block; `None` if it is broken, which is reported.
pub(super) fn parse(text: &str, place: Place, context: &Context) -> Option<Value> {
    match DeTable::parse(text) {
        Ok(table) => {
            let span = place.span(table.span());
            let mut reader = Reader { place, context, values: 0 };
            Some(Value { kind: reader.entries(table.into_inner(), 0)?, span })
        }
        Err(error) => {
            let at = error.span().unwrap_or_default();
            let message = format!("the front matter is not valid TOML: {}", error.message());
            let mut diagnostic = Diagnostic::new(Code::FrontMatterSyntax, place.span(at.clone()), message);
            if error.message().contains("date") {
                diagnostic = diagnostic.help(
                    "expected a day of the calendar, as in `date = 2026-11-23`; a month without its day stands in \
                     quotes: `date = \"2026-11\"`",
                );
            } else if text.get(at.start..).is_some_and(|rest| rest.starts_with(char::is_alphabetic)) {
                diagnostic = diagnostic.help("texts stand in quotes, as in `title = \"Harbour\"`");
            }
            context.report(diagnostic);
            None
        }
    }
}

struct Reader<'a> {
    place: Place,
    context: &'a Context,
    values: usize,
}

impl Reader<'_> {
    fn entries(&mut self, table: DeTable, depth: usize) -> Option<Kind> {
        let mut entries = Vec::new();
        for (key, item) in table {
            let key = Key { span: self.place.span(key.span()), name: key.into_inner().into_owned() };
            entries.push((key, self.value(item, depth + 1)?));
        }
        entries.sort_by_key(|(key, _)| key.span);
        Some(Kind::Table(entries))
    }

    fn value(&mut self, item: Spanned<DeValue>, depth: usize) -> Option<Value> {
        let span = self.place.span(item.span());
        if depth > MAX_DEPTH {
            let message = format!("the front matter is nested more than {MAX_DEPTH} deep");
            self.context.report(Diagnostic::new(Code::LimitReached, span, message));
            return None;
        }
        count(&mut self.values, 1, span, self.context)?;
        let kind = match item.into_inner() {
            DeValue::String(text) => scalar(text.into_owned(), Sort::Text),
            DeValue::Integer(number) => scalar(number.to_string(), Sort::Number),
            DeValue::Float(number) => scalar(number.to_string(), Sort::Number),
            DeValue::Boolean(truth) => scalar(truth.to_string(), Sort::Truth),
            DeValue::Datetime(date) => scalar(date.to_string(), Sort::Date),
            DeValue::Array(items) => {
                let items = items.into_iter().map(|item| self.value(item, depth + 1));
                Kind::List(items.collect::<Option<_>>()?)
            }
            DeValue::Table(table) => self.entries(table, depth)?,
        };
        Some(Value { kind, span })
    }
}

fn scalar(text: String, sort: Sort) -> Kind {
    Kind::Scalar(Scalar { text, sort, is_text: sort == Sort::Text })
}
