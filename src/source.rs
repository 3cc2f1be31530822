//! The texts that a build reads, and places in them.
//!
//! Every node, message and positioned item carries a [`Span`]; [`Sources`] turns it into file, line and column.

use std::sync::{Arc, OnceLock};

/// Which text of a [`Sources`] a span points into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// A range of bytes in one source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The text pointed into.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span over `start..end` of `source`; offsets beyond 4 GiB saturate.
    pub fn new(source: SourceId, start: usize, end: usize) -> Span {
        let narrow = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Span { source, start: narrow(start), end: narrow(end.max(start)) }
    }

    /// The smallest span over both; `self` if they lie in different sources.
    pub fn to(self, other: Span) -> Span {
        if self.source != other.source {
            return self;
        }
        Span { source: self.source, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The bytes as a range.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// One text with its name.
#[derive(Debug)]
pub struct Source {
    /// What messages call it: the path as the user gave it, `<stdin>`, or a built-in sheet's name.
    pub name: String,
    /// The text.
    pub text: Arc<str>,
    /// Where its parts come from, if it was made of other texts.
    origin: Option<PlaceMap>,
    line_starts: OnceLock<Vec<usize>>,
}

/// Where the pieces of a text that was made of others come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaceMap {
    /// Sorted by their offset in the text.
    pieces: Vec<Place>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    /// Where the piece begins in the text.
    at: u32,
    /// What it comes from.
    span: Span,
    /// The piece is its origin's bytes, one for one.
    verbatim: bool,
}

impl PlaceMap {
    /// Adds that from byte `at` of the text on, it comes from `span`; `verbatim` where it is its bytes. Called with
    /// rising offsets.
    pub fn push(&mut self, at: usize, span: Span, verbatim: bool) {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        let place = Place { at, span, verbatim };
        match self.pieces.last_mut() {
            Some(last) if last.at == at => *last = place,
            _ => self.pieces.push(place),
        }
    }

    /// The byte that a byte of the text comes from, or the range where it is none of its bytes.
    fn place(&self, offset: u32) -> Option<Span> {
        let at = self.pieces.partition_point(|piece| piece.at <= offset);
        let piece = self.pieces.get(at.saturating_sub(1))?;
        if !piece.verbatim {
            return Some(piece.span);
        }
        let start = piece.span.start.saturating_add(offset.saturating_sub(piece.at)).min(piece.span.end);
        Some(Span { start, end: start.saturating_add(1).min(piece.span.end), ..piece.span })
    }

    /// What a range of the text comes from; `None` for an empty map. A range over several texts ends in the first.
    fn origin(&self, span: Span) -> Option<Span> {
        let first = self.place(span.start)?;
        let last = self.place(span.end.saturating_sub(1).max(span.start))?;
        let goes_on = last.source == first.source && last.end >= first.end;
        Some(if goes_on { Span { end: last.end, ..first } } else { first })
    }
}

/// A place as a person counts: both from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line number.
    pub line: usize,
    /// Column in characters.
    pub column: usize,
}

impl Source {
    fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| {
            std::iter::once(0).chain(self.text.match_indices('\n').map(|(at, _)| at + 1)).collect()
        })
    }

    /// The line and column of a byte offset; offsets past the end count as the end.
    pub fn line_column(&self, offset: usize) -> LineColumn {
        let offset = offset.min(self.text.len());
        let starts = self.line_starts();
        let line = starts.partition_point(|&start| start <= offset);
        let start = starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let before = self.text.as_bytes().get(start..offset).unwrap_or_default();
        let column = before.iter().filter(|byte| (**byte & 0xC0) != 0x80).count() + 1;
        LineColumn { line, column }
    }
}

/// All texts of one build.
#[derive(Debug, Default)]
pub struct Sources {
    list: Vec<Source>,
}

impl Sources {
    /// Adds a text and returns its id.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) -> SourceId {
        let id = SourceId(u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        let (name, text) = (name.into(), text.into());
        self.list.push(Source { name, text, origin: None, line_starts: OnceLock::new() });
        id
    }

    /// Adds a text that was made of others, already added: places in it are shown where they come from.
    pub fn add_derived(
        &mut self,
        name: impl Into<String>,
        text: impl Into<Arc<str>>,
        origin: PlaceMap,
    ) -> SourceId {
        let id = self.add(name, text);
        if let Some(source) = self.list.last_mut() {
            source.origin = Some(origin);
        }
        id
    }

    /// Where a span comes from if its text was made of others, else the span.
    pub fn origin(&self, span: Span) -> Span {
        let map = self.get(span.source).and_then(|source| source.origin.as_ref());
        map.and_then(|map| map.origin(span)).unwrap_or(span)
    }

    /// The source of an id, if it is one of these.
    pub fn get(&self, id: SourceId) -> Option<&Source> {
        self.list.get(id.0 as usize)
    }

    /// The name, line and column where a span starts, in the text that it comes from.
    pub fn locate(&self, span: Span) -> Option<(&str, LineColumn)> {
        let span = self.origin(span);
        let source = self.get(span.source)?;
        Some((source.name.as_str(), source.line_column(span.start as usize)))
    }
}

#[cfg(test)]
mod tests {
    use super::{PlaceMap, SourceId, Sources, Span};

    #[test]
    fn places_lead_back_to_what_a_text_was_made_of() {
        let mut sources = Sources::default();
        let page = sources.add("page.html", "<h1>A &amp; b</h1>\n<p>Text here</p>");
        let at = |start, end| Span::new(page, start, end);
        let mut map = PlaceMap::default();
        map.push(2, at(4, 13), false);
        map.push(9, at(22, 31), true);
        let made = sources.add_derived("page.html", "# A & b\n\nText here\n", map);
        let of = |start, end| sources.origin(Span::new(made, start, end));
        assert_eq!(of(2, 5), at(4, 13));
        assert_eq!(of(14, 18).range(), 27..31);
        assert_eq!(of(9, 13).range(), 22..26);
        assert_eq!(sources.locate(Span::new(made, 14, 18)).map(|(_, at)| (at.line, at.column)), Some((2, 9)));
        let plain = Span::new(SourceId(0), 1, 2);
        assert_eq!(sources.origin(plain), plain);
    }
}
