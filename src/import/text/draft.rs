//! A text on its way from lines to an article.

use std::collections::HashSet;

use super::block::Measure;
use super::byline::Names;
use super::join::{Lexicon, Piece, inlines, pieces, words};
use super::line::{Line, Taken};
use super::mail::Sender;
use super::report::{Report, shown};
use crate::import::meta::Metadata;
use crate::import::tree::Inline;
use crate::source::Span;

/// A text that is read.
pub(super) struct Draft<'t> {
    /// Its characters.
    pub(super) text: &'t str,
    /// Its lines.
    pub(super) lines: Vec<Line>,
    /// Its words, for divided ones.
    pub(super) lexicon: Lexicon,
    /// What tells names from other words.
    pub(super) names: Names,
    /// How it is set.
    pub(super) measure: Measure,
    /// What is said of it.
    pub(super) report: Report,
    /// What it says of itself.
    pub(super) metadata: Metadata,
    /// Who sent it, if it is a mail.
    pub(super) sender: Option<Sender>,
    /// It is a mail.
    pub(super) is_mail: bool,
    /// The notes that were called.
    pub(super) called: HashSet<u32>,
}

impl Draft<'_> {
    /// Where a part of a line stands, the first of those that say the same if it is no slice of the line's text; the
    /// whole line where that cannot be told.
    pub(super) fn sub_span(&self, line: &Line, part: &str) -> Span {
        let start = line.span.start as usize;
        let offset = (part.as_ptr() as usize).checked_sub(line.text.as_ptr() as usize);
        let before = offset.and_then(|offset| line.text.get(..offset)).unwrap_or_default();
        let earlier = before.matches(part).count();
        let whole = self.text.get(line.span.range()).filter(|_| !part.is_empty());
        let found = whole.and_then(|whole| whole.match_indices(part).nth(earlier)).map(|(at, _)| at);
        found.map_or(line.span, |at| Span::new(line.span.source, start + at, start + at + part.len()))
    }

    /// Notes what something was taken for.
    pub(super) fn tell(&mut self, what: &str, at: usize, words: &str) {
        if let Some(line) = self.lines.get(at) {
            let span = line.span;
            self.report.guess(span, format!("taken as the {what}: {}", shown(words)));
        }
    }

    /// Takes a line whose words are in the metadata as they stand.
    pub(super) fn keep_as(&mut self, at: usize, what: &str) {
        let text = self.lines.get(at).map(|line| line.text.clone()).unwrap_or_default();
        self.tell(what, at, &text);
        self.set(at, Taken::Said);
    }

    /// Takes a line whose words are in the metadata in another form.
    pub(super) fn say(&mut self, at: usize, what: &str) {
        self.keep_as(at, what);
        if let Some(line) = self.lines.get(at) {
            self.report.said.push(line.span);
        }
    }

    /// Leaves a line out.
    pub(super) fn drop(&mut self, at: usize, reason: &str) {
        if let Some(line) = self.lines.get_mut(at) {
            self.report.drop_line(line, Taken::Said, reason);
        }
    }

    /// Marks a line.
    pub(super) fn set(&mut self, at: usize, taken: Taken) {
        if let Some(line) = self.lines.get_mut(at) {
            line.taken = taken;
        }
    }

    /// Lines as one text with places.
    pub(super) fn row(&mut self, lines: &[usize], start: usize) -> Vec<(String, Span)> {
        let mut row: Vec<Piece> = lines.iter().filter_map(|at| self.lines.get(*at)).map(Piece::of).collect();
        if let Some(first) = row.first_mut().filter(|_| start > 0) {
            *first = Piece::from(first.line, start);
            first.text = first.text.trim_start();
        }
        pieces(&row, &self.lexicon, &mut self.report)
    }

    /// Lines as inlines, the first from a byte on.
    pub(super) fn inlines_from(&mut self, lines: &[usize], start: usize) -> Vec<Inline> {
        inlines(&self.row(lines, start))
    }

    /// The words of lines.
    pub(super) fn words(&mut self, lines: &[usize]) -> String {
        words(&self.row(lines, 0))
    }
}
