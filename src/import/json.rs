//! JSON with the place of each value (RFC 8259).
//!
//! Pandoc's JSON says nothing of where its parts stand, and messages have to: the reader keeps the bytes of every
//! value, which serde's types do not. Depth and number of values are bounded.

use crate::diagnostic::{Code, Context, Diagnostic, Stop};
use crate::source::{SourceId, Span};

/// Values in each other, at most: a block of Pandoc's takes three of them, a cell of a table ten.
const DEEPEST: usize = 3 * crate::import::tree::MAX_DEPTH;

/// A value and its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Value {
    pub(super) kind: Kind,
    pub(super) span: Span,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Null,
    Bool(bool),
    Number(f64),
    String(String),
    Array(Vec<Value>),
    Object(Vec<(String, Value)>),
}

impl Value {
    /// The value of a key of an object.
    pub(super) fn get(&self, key: &str) -> Option<&Value> {
        match &self.kind {
            Kind::Object(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    pub(super) fn as_str(&self) -> Option<&str> {
        match &self.kind {
            Kind::String(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn as_array(&self) -> Option<&[Value]> {
        match &self.kind {
            Kind::Array(items) => Some(items),
            _ => None,
        }
    }

    pub(super) fn as_object(&self) -> Option<&[(String, Value)]> {
        match &self.kind {
            Kind::Object(entries) => Some(entries),
            _ => None,
        }
    }

    pub(super) fn as_integer(&self) -> Option<i64> {
        match self.kind {
            Kind::Number(number) if number.abs() < 9e15 => Some(number as i64),
            _ => None,
        }
    }
}

/// Reads one text.
pub(super) fn parse(text: &str, source: SourceId, context: &Context) -> Result<Value, Stop> {
    let mut parser =
        Parser { text, source, at: 0, values: 0, most: context.limits.nodes.saturating_mul(2), context };
    parser.space();
    let value = parser.value(0)?;
    parser.space();
    match parser.peek() {
        None => Ok(value),
        Some(_) => Err(parser.fail("something stands behind the end of the document")),
    }
}

struct Parser<'a> {
    text: &'a str,
    source: SourceId,
    at: usize,
    values: usize,
    most: usize,
    context: &'a Context,
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn here(&self) -> Span {
        Span::new(self.source, self.at, self.at + usize::from(self.at < self.text.len()))
    }

    fn fail(&self, what: &str) -> Stop {
        let message = format!("this is not valid JSON: {what}");
        self.context.report(Diagnostic::new(Code::ImportBroken, self.here(), message));
        Stop
    }

    fn limit(&self, what: String) -> Stop {
        self.context.report(Diagnostic::new(Code::LimitReached, self.here(), what));
        Stop
    }

    fn value(&mut self, depth: usize) -> Result<Value, Stop> {
        if depth > DEEPEST {
            return Err(self.limit(format!("the JSON is nested more than {DEEPEST} deep")));
        }
        self.values += 1;
        if self.values > self.most {
            return Err(self.limit(format!("the JSON holds more than {} values", self.most)));
        }
        if self.values.is_multiple_of(1024) {
            self.context.check()?;
        }
        let start = self.at;
        let kind = match self.peek() {
            Some(b'{') => self.object(depth)?,
            Some(b'[') => self.array(depth)?,
            Some(b'"') => Kind::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            _ => self.word()?,
        };
        Ok(Value { kind, span: Span::new(self.source, start, self.at) })
    }

    fn word(&mut self) -> Result<Kind, Stop> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        for (word, kind) in [("null", Kind::Null), ("true", Kind::Bool(true)), ("false", Kind::Bool(false))] {
            if rest.starts_with(word) {
                self.at += word.len();
                return Ok(kind);
            }
        }
        Err(self.fail(if rest.is_empty() { "it ends too early" } else { "a value was expected here" }))
    }

    fn number(&mut self) -> Result<Kind, Stop> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let length = rest.bytes().take_while(|byte| byte.is_ascii_digit() || b"+-.eE".contains(byte)).count();
        match rest.get(..length).and_then(|digits| digits.parse().ok()) {
            Some(number) => {
                self.at += length;
                Ok(Kind::Number(number))
            }
            None => Err(self.fail("this is no number")),
        }
    }

    fn array(&mut self, depth: usize) -> Result<Kind, Stop> {
        let mut items = Vec::new();
        self.at += 1;
        self.space();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Kind::Array(items));
        }
        loop {
            self.space();
            items.push(self.value(depth + 1)?);
            self.space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => {
                    self.at += 1;
                    return Ok(Kind::Array(items));
                }
                _ => return Err(self.fail("a comma or a closing bracket was expected here")),
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Kind, Stop> {
        let mut entries = Vec::new();
        self.at += 1;
        self.space();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(Kind::Object(entries));
        }
        loop {
            self.space();
            if self.peek() != Some(b'"') {
                return Err(self.fail("a key was expected here"));
            }
            let key = self.string()?;
            self.space();
            if self.peek() != Some(b':') {
                return Err(self.fail("a colon was expected here"));
            }
            self.at += 1;
            self.space();
            entries.push((key, self.value(depth + 1)?));
            self.space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => {
                    self.at += 1;
                    return Ok(Kind::Object(entries));
                }
                _ => return Err(self.fail("a comma or a closing brace was expected here")),
            }
        }
    }

    fn string(&mut self) -> Result<String, Stop> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let Some(length) = rest.find(['"', '\\']) else {
                self.at = self.text.len();
                return Err(self.fail("a text is not closed"));
            };
            out.push_str(rest.get(..length).unwrap_or_default());
            self.at += length + 1;
            if rest.as_bytes().get(length) == Some(&b'"') {
                return Ok(out);
            }
            self.escape(&mut out)?;
        }
    }

    fn escape(&mut self, out: &mut String) -> Result<(), Stop> {
        let sign = self.peek();
        self.at += 1;
        out.push(match sign {
            Some(b'n') => '\n',
            Some(b't') => '\t',
            Some(b'r') => '\r',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{C}',
            Some(sign @ (b'"' | b'\\' | b'/')) => char::from(sign),
            Some(b'u') => self.unicode()?,
            _ => {
                self.at = self.at.saturating_sub(1).min(self.text.len());
                return Err(self.fail("this escape is not known"));
            }
        });
        Ok(())
    }

    fn unit(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        let unit = u32::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+'))?;
        self.at += 4;
        Some(unit)
    }

    /// A character by its number, or by the two of a surrogate pair; half a pair is the replacement character.
    fn unicode(&mut self) -> Result<char, Stop> {
        let Some(high) = self.unit() else { return Err(self.fail("four digits were expected here")) };
        if !(0xD800..0xDC00).contains(&high) {
            return Ok(char::from_u32(high).unwrap_or('\u{FFFD}'));
        }
        let back = self.at;
        if self.text.get(self.at..self.at + 2) == Some("\\u") {
            self.at += 2;
            if let Some(low) = self.unit().filter(|low| (0xDC00..0xE000).contains(low)) {
                let code = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
                return Ok(char::from_u32(code).unwrap_or('\u{FFFD}'));
            }
        }
        self.at = back;
        Ok('\u{FFFD}')
    }
}

/// Adds a text as a JSON string.
pub(super) fn push_string(text: &str, out: &mut String) {
    use std::fmt::Write;
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..='\u{1F}' => {
                // Formatting into a string cannot fail.
                let _ = write!(out, "\\u{:04x}", u32::from(character));
            }
            _ => out.push(character),
        }
    }
    out.push('"');
}
