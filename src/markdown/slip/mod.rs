//! Finds what was meant as markup and is read as text: slips of the pen, and the markup of other dialects.
//!
//! Entry point: [`check`]. Steps, one file each: [`mod@line`] (slips in a text), [`dialect`] (markup of other programs
//! in it), [`block`] (what a whole block is, or a line of it begins with). Nothing is changed: the text is printed as
//! it stands, and a message says what to write.
//!
//! Invariants: every text is looked at a fixed number of times, and from a mark no further than [`REACH`] bytes.

mod block;
mod dialect;
mod line;

use std::ops::Range;

use super::builder::Body;
use super::footnote::Footnotes;
use super::inline::{is_plain, is_verbatim};
use crate::diagnostic::{Code, Context, Diagnostic, Severity};
use crate::document::{Document, NodeId, Tag, Text};
use crate::source::Span;

/// How far a mark is looked for behind or before the one that it belongs to, in bytes.
const REACH: usize = 400;

/// Reports what looks like markup in the texts of a tree and its notes.
pub(super) fn check(document: &Document, footnotes: &Footnotes, body: Body, context: &Context) {
    let finder = Finder { document, source: body.text, context };
    if let Some(&first) = document.children(document.root()).first() {
        finder.title_block(first);
    }
    let mut stack = footnotes.roots(document);
    while let Some(node) = stack.pop() {
        finder.block(node);
        let mut before = None;
        for &child in document.children(node) {
            match document.text(child) {
                Some(text) => finder.text(text, before),
                None if document.tag(child).is_some_and(is_verbatim) => {}
                None => stack.push(child),
            }
            before = document.tag(child).filter(|tag| *tag != Tag::Br);
        }
    }
}

struct Finder<'a> {
    document: &'a Document,
    source: &'a str,
    context: &'a Context,
}

impl Finder<'_> {
    /// Whether the characters of a range are the author's own marks, neither escaped nor from entities.
    fn is_written(&self, text: &Text, range: Range<usize>) -> bool {
        range.into_iter().all(|at| is_plain(text, at, self.source))
    }

    fn report(&self, code: Code, span: Span, message: String, help: impl Into<String>) {
        self.context.report(Diagnostic::new(code, span, message).help(help));
    }

    fn note(&self, code: Code, span: Span, message: String, help: impl Into<String>) {
        let diagnostic = Diagnostic::new(code, span, message).help(help);
        self.context.report(Diagnostic { severity: Severity::Note, ..diagnostic });
    }

    /// The text of a block that holds one text and nothing else.
    fn only_text(&self, block: NodeId) -> Option<&Text> {
        match self.document.children(block) {
            [only] => self.document.text(*only),
            _ => None,
        }
    }
}

/// The rest of a line from `from` on, no more of it than [`REACH`].
fn ahead(text: &str, from: usize) -> &str {
    let mut end = text.len().min(from.saturating_add(REACH));
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(from..end).and_then(|rest| rest.split('\n').next()).unwrap_or_default()
}

/// What stands on the line before `to`, no more of it than [`REACH`].
fn behind(text: &str, to: usize) -> &str {
    let mut start = to.saturating_sub(REACH);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    text.get(start..to).and_then(|rest| rest.rsplit('\n').next()).unwrap_or_default()
}

/// Whether what follows an opening brace is the beginning of attributes: `.class`, `#id`, `name=`.
fn begins_attributes(rest: &str) -> bool {
    let rest = rest.strip_prefix(':').unwrap_or(rest).trim_start();
    if let Some(name) = rest.strip_prefix(['.', '#']) {
        return name.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    }
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len());
    let (name, value) = rest.split_at(end);
    name == "decorative"
        || name.starts_with(|c: char| c.is_alphabetic()) && value.trim_start().starts_with('=')
}
