//! Turns YAML into located values.
//!
//! Works on the parser's events and not through serde, so that scalars keep the spelling that the author gave them
//! and every value its bytes. No recursion; aliases are copied, and the copies count.

use serde_saphyr::granit_parser::{Event, Parser, ScalarStyle, ScanError, Span as YamlSpan};

use super::value::{Key, Kind, MAX_DEPTH, Place, Scalar, Sort, Value, count};
use crate::diagnostic::{Code, Context, Diagnostic};
use crate::source::Span;

/// The root of a YAML block; `None` if it is empty, or broken and reported.
pub(super) fn parse(text: &str, place: Place, context: &Context) -> Option<Value> {
    let mut builder =
        Builder { text, place, context, open: Vec::new(), anchors: Vec::new(), root: None, values: 0 };
    for event in Parser::new_from_str(text) {
        let (event, span) = match event {
            Ok(event) => event,
            Err(error) => return builder.report_syntax(&error),
        };
        builder.event(event, &span)?;
    }
    builder.root
}

/// A list or table whose end is still to come.
struct Open {
    kind: Kind,
    key: Option<Key>,
    anchor: usize,
    start: Span,
}

struct Builder<'a> {
    text: &'a str,
    place: Place,
    context: &'a Context,
    open: Vec<Open>,
    /// Finished values that aliases may stand for, with how many values they hold.
    anchors: Vec<(usize, Value, usize)>,
    root: Option<Value>,
    values: usize,
}

impl Builder<'_> {
    fn span(&self, span: &YamlSpan) -> Span {
        let range = span.byte_range().unwrap_or_default();
        let end = range.end.max(range.start);
        self.place.span(range.start..end)
    }

    fn report_syntax<T>(&self, error: &ScanError) -> Option<T> {
        let at = error.marker().byte_offset().unwrap_or_default().min(self.text.len());
        let message = format!("the front matter is not valid YAML: {}", error.info());
        let mut diagnostic = Diagnostic::new(Code::FrontMatterSyntax, self.place.span(at..at), message);
        if error.info().contains("mapping values") {
            diagnostic =
                diagnostic.help("a value that holds `: ` must stand in quotes, as in `title: \"One: Two\"`");
        }
        let indented = |line: &str| line.trim_start_matches(' ').starts_with('\t');
        if error.info().contains("tab") && self.text.lines().any(indented) {
            diagnostic = diagnostic.help("YAML is indented by spaces: write two of them for each tab");
        }
        self.context.report(diagnostic);
        None
    }

    /// Takes one event; `None` ends the reading.
    fn event(&mut self, event: Event, span: &YamlSpan) -> Option<()> {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let plain = style == ScalarStyle::Plain;
                let kind = scalar(text.into_owned(), plain);
                let value = Value { kind, span: self.span(span) };
                self.finish(value, anchor, 1)
            }
            Event::SequenceStart(_, anchor, _) => self.start(Kind::List(Vec::new()), anchor, span),
            Event::MappingStart(_, anchor, _) => self.start(Kind::Table(Vec::new()), anchor, span),
            Event::SequenceEnd | Event::MappingEnd => {
                let open = self.open.pop()?;
                let span = open.start.to(self.span(span));
                self.finish(Value { kind: open.kind, span }, open.anchor, 0)
            }
            Event::Alias(id) => self.alias(id, span),
            Event::DocumentStart(..) if self.root.is_some() => {
                let message = "the front matter holds a second YAML document";
                self.context.report(Diagnostic::new(Code::FrontMatterSyntax, self.span(span), message));
                None
            }
            _ => Some(()),
        }
    }

    fn start(&mut self, kind: Kind, anchor: usize, span: &YamlSpan) -> Option<()> {
        let start = self.span(span);
        if self.open.len() >= MAX_DEPTH {
            let message = format!("the front matter is nested more than {MAX_DEPTH} deep");
            self.context.report(Diagnostic::new(Code::LimitReached, start, message));
            return None;
        }
        self.count(1, start)?;
        self.open.push(Open { kind, key: None, anchor, start });
        Some(())
    }

    fn alias(&mut self, id: usize, span: &YamlSpan) -> Option<()> {
        let here = self.span(span);
        let Some((_, value, size)) = self.anchors.iter().find(|(anchor, ..)| *anchor == id) else {
            let message = "an alias in the front matter stands inside the value that it names";
            self.context.report(Diagnostic::new(Code::FrontMatterSyntax, here, message));
            return None;
        };
        let (value, size) = (Value { kind: value.kind.clone(), span: here }, *size);
        self.finish(value, 0, size)
    }

    fn count(&mut self, values: usize, span: Span) -> Option<()> {
        count(&mut self.values, values, span, self.context)
    }

    /// Puts a finished value where it belongs: into the open list or table, as its key, or as the root.
    fn finish(&mut self, value: Value, anchor: usize, values: usize) -> Option<()> {
        self.count(values, value.span)?;
        if anchor != 0 {
            let size = size(&value);
            self.count(size, value.span)?;
            self.anchors.push((anchor, value.clone(), size));
        }
        let Some(open) = self.open.last_mut() else {
            self.root = Some(value);
            return Some(());
        };
        match &mut open.kind {
            Kind::List(items) => items.push(value),
            Kind::Table(entries) => match open.key.take() {
                Some(key) => entries.push((key, value)),
                None => open.key = Some(key(value, self.context)?),
            },
            Kind::Null | Kind::Scalar(_) => {}
        }
        Some(())
    }
}

/// A scalar; one without quotes is what its spelling says in YAML's core schema (10.3.2).
fn scalar(text: String, plain: bool) -> Kind {
    let sort = match text.as_str() {
        "" | "~" | "null" | "Null" | "NULL" if plain => return Kind::Null,
        "true" | "True" | "TRUE" | "false" | "False" | "FALSE" if plain => Sort::Truth,
        number if plain && is_number(number) => Sort::Number,
        _ => Sort::Text,
    };
    Kind::Scalar(Scalar { text, sort, is_text: true })
}

fn is_number(text: &str) -> bool {
    let digits = |digits: &str, radix| digits.chars().all(|c| c.is_digit(radix)) && !digits.is_empty();
    if let Some(octal) = text.strip_prefix("0o") {
        return digits(octal, 8);
    }
    if let Some(hexadecimal) = text.strip_prefix("0x") {
        return digits(hexadecimal, 16);
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (number, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, exponent.strip_prefix(['-', '+']).unwrap_or(exponent)),
        None => (unsigned, "0"),
    };
    let number = match number.split_once('.') {
        None | Some((_, "")) => digits(number.trim_end_matches('.'), 10),
        Some(("", part)) => digits(part, 10),
        Some((whole, part)) => digits(whole, 10) && digits(part, 10),
    };
    number && digits(exponent, 10)
}

fn key(value: Value, context: &Context) -> Option<Key> {
    let span = value.span;
    match value.kind {
        Kind::Scalar(scalar) => Some(Key { name: scalar.text, span }),
        other => {
            let message = format!("a key of the front matter must be a word, but it is {}", other.name());
            context.report(Diagnostic::new(Code::FrontMatterSyntax, span, message));
            None
        }
    }
}

/// How many values a value holds, itself counted. Depth is bounded, so this may recurse.
fn size(value: &Value) -> usize {
    1 + match &value.kind {
        Kind::Null | Kind::Scalar(_) => 0,
        Kind::List(items) => items.iter().map(size).sum(),
        Kind::Table(entries) => entries.iter().map(|(_, value)| size(value)).sum::<usize>(),
    }
}
