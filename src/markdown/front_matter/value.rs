//! The tree of located values that both syntaxes become.

use crate::source::{SourceId, Span};

/// Values of one front matter block, aliases counted: more is not an article's metadata.
pub(super) const MAX_VALUES: usize = 10_000;

/// Lists and tables in each other.
pub(super) const MAX_DEPTH: usize = 16;

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

/// A key of a table and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Key {
    /// The key as written.
    pub name: String,
    /// Where it stands.
    pub span: Span,
}

/// What a value is. Scalars are kept as they are written: the key that they stand for decides what they mean, so
/// that a title may be `1984` or `No`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing: an empty value, `null` or `~`.
    Null,
    /// A text, number, truth value or date.
    Scalar(String),
    /// A list.
    List(Vec<Value>),
    /// A table, in the order of the file.
    Table(Vec<(Key, Value)>),
}

impl Kind {
    /// What a person calls it.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Kind::Null => "empty",
            Kind::Scalar(_) => "a text",
            Kind::List(_) => "a list",
            Kind::Table(_) => "a table of keys",
        }
    }
}
