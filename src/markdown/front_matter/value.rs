//! The tree of located values that both syntaxes become.

use crate::diagnostic::{Code, Context, Diagnostic};
use crate::source::{SourceId, Span};

/// Values of one front matter block, aliases counted: more is not an article's metadata.
pub(super) const MAX_VALUES: usize = 10_000;

/// Lists and tables in each other.
pub(super) const MAX_DEPTH: usize = 16;

/// Counts values; `None` after it was reported that there are more than [`MAX_VALUES`].
pub(super) fn count(values: &mut usize, more: usize, span: Span, context: &Context) -> Option<()> {
    *values += more;
    if *values <= MAX_VALUES {
        return Some(());
    }
    let message = format!("the front matter holds more than {MAX_VALUES} values");
    context.report(Diagnostic::new(Code::LimitReached, span, message));
    None
}

/// Where the block's text stands in the file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// The file.
    pub source: SourceId,
    /// The block's first byte in it.
    pub offset: usize,
}

impl Place {
    /// The span in the file of a range of the block.
    pub(super) fn span(self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.source, self.offset + range.start, self.offset + range.end)
    }
}

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Value {
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub span: Span,
}

impl Value {
    /// Whether it says nothing.
    pub(super) fn is_blank(&self) -> bool {
        match &self.kind {
            Kind::Null => true,
            Kind::Scalar(scalar) => scalar.text.trim().is_empty(),
            Kind::List(_) | Kind::Table(_) => false,
        }
    }
}

/// A key of a table and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Key {
    /// The key as written.
    pub name: String,
    /// Where it stands.
    pub span: Span,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing: an empty value, `null` or `~`.
    Null,
    /// A text, number, truth value or date.
    Scalar(Scalar),
    /// A list.
    List(Vec<Value>),
    /// A table, in the order of the file.
    Table(Vec<(Key, Value)>),
}

/// A single value as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Scalar {
    /// Its spelling.
    pub text: String,
    /// What the syntax takes it for.
    pub sort: Sort,
    /// Whether it may stand for a text. In YAML every scalar may: quotes are optional there, so that a title may be
    /// `1984` or `No`. In TOML a text stands in quotes.
    pub is_text: bool,
}

/// What a scalar is by its spelling (YAML 1.2, 10.3.2) or its type (TOML).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// Words.
    Text,
    /// A whole or decimal number.
    Number,
    /// `true` or `false`.
    Truth,
    /// A date, a time or both; a text in YAML, which has none of its own.
    Date,
}

impl Kind {
    /// What a person calls it.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Kind::Null => "empty",
            Kind::Scalar(scalar) => match scalar.sort {
                Sort::Text => "a text",
                Sort::Number => "a number",
                Sort::Truth => "a truth value",
                Sort::Date => "a date",
            },
            Kind::List(_) => "a list",
            Kind::Table(_) => "a table of keys",
        }
    }
}
