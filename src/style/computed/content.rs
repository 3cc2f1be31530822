//! Generated content: the pieces of `content` and `string-set`.

use std::sync::Arc;

use super::text::ListStyleType;

/// One piece of `content` or `string-set`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ContentItem {
    /// A string.
    Text(Arc<str>),
    /// `counter(name, style)`; `page` and `pages` are known in margin boxes.
    Counter(Arc<str>, ListStyleType),
    /// `counters(name, separator, style)`.
    Counters(Arc<str>, Arc<str>, ListStyleType),
    /// `string(name, keyword)`: a running string of the page.
    RunningString(Arc<str>, StringKeyword),
    /// `target-counter(attr(href), page)`.
    TargetCounter(Arc<str>, ListStyleType),
    /// `target-text(attr(href))`.
    TargetText,
    /// `leader(string)`.
    Leader(Arc<str>),
    /// `attr(name)`.
    Attribute(Arc<str>),
    /// `content()` or `content(text)` in `string-set`: the element's text.
    ElementText,
    /// `open-quote` or `close-quote`.
    Quote(bool),
}

/// Which value of a running string a page takes (CSS GCPM 3, 1.1.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // CSS's own keywords.
pub enum StringKeyword {
    #[default]
    First,
    Start,
    Last,
    FirstExcept,
}

/// `content`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Content {
    /// The element's own content; for a pseudo-element none.
    #[default]
    Normal,
    /// Nothing.
    None,
    /// These pieces.
    Items(Vec<ContentItem>),
}
