//! Text nodes, and the way back from their characters to the source.

use crate::source::{SourceId, Span};

/// Where the pieces of a text stand in its source. Quotes, entities and joined lines make the two differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpanMap {
    source: SourceId,
    /// (offset in the text, offset in the source, both advance alike until the next piece), sorted.
    pieces: Vec<Piece>,
    /// One past the last source byte.
    end: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    text: u32,
    source: u32,
    /// The piece's text is not its source's bytes: every offset maps to the piece's start.
    opaque: bool,
}

impl SpanMap {
    /// A map for a text that stands in the source as it is, from `span.start`.
    pub fn verbatim(span: Span) -> SpanMap {
        let piece = Piece { text: 0, source: span.start, opaque: false };
        SpanMap { source: span.source, pieces: vec![piece], end: span.end }
    }

    /// A map for a text that as a whole comes from `span`: an entity, a generated word.
    pub fn opaque(span: Span) -> SpanMap {
        let piece = Piece { text: 0, source: span.start, opaque: true };
        SpanMap { source: span.source, pieces: vec![piece], end: span.end }
    }

    /// Adds that from text offset `text` on, the text comes from `span`; `opaque` where it is not its bytes.
    pub fn push(&mut self, text: usize, span: Span, opaque: bool) {
        let text = u32::try_from(text).unwrap_or(u32::MAX);
        let continues = self.pieces.last().is_some_and(|last| {
            !opaque && !last.opaque && text.wrapping_sub(last.text) == span.start.wrapping_sub(last.source)
        });
        if !continues {
            self.pieces.push(Piece { text, source: span.start, opaque });
        }
        self.source = span.source;
        self.end = span.end;
    }

    /// The source offset of a text offset.
    pub fn source_offset(&self, text: usize) -> u32 {
        let text = u32::try_from(text).unwrap_or(u32::MAX);
        let at = self.pieces.partition_point(|piece| piece.text <= text).saturating_sub(1);
        match self.pieces.get(at) {
            None => self.end,
            Some(piece) if piece.opaque => piece.source,
            Some(piece) => piece.source.saturating_add(text - piece.text.min(text)).min(self.end),
        }
    }

    /// The span in the source of a range of the text.
    pub fn span(&self, range: std::ops::Range<usize>) -> Span {
        let start = self.source_offset(range.start);
        Span { source: self.source, start, end: self.source_offset(range.end).max(start) }
    }

    /// The map of the text after byte `at` was cut off: pieces from `at` on, moved to 0.
    pub fn split_off(&mut self, at: usize) -> SpanMap {
        let tail = self.tail(at);
        let cut = u32::try_from(at).unwrap_or(u32::MAX);
        self.pieces.truncate(self.pieces.partition_point(|piece| piece.text < cut));
        tail
    }

    /// The map of the text from byte `at` on.
    pub fn tail(&self, at: usize) -> SpanMap {
        let cut = u32::try_from(at).unwrap_or(u32::MAX);
        let first = self.pieces.partition_point(|piece| piece.text <= cut).saturating_sub(1);
        let mut tail: Vec<Piece> = self.pieces.get(first..).unwrap_or_default().to_vec();
        if let Some(head) = tail.first_mut() {
            if !head.opaque {
                head.source = head.source.saturating_add(cut.saturating_sub(head.text));
            }
            head.text = cut;
        }
        for piece in &mut tail {
            piece.text -= cut.min(piece.text);
        }
        SpanMap { source: self.source, pieces: tail, end: self.end }
    }

    /// The map after ranges of the text, sorted and apart, were replaced by texts of the given lengths. What was put
    /// in maps to where the replaced range began.
    pub fn edited(&self, edits: &[(std::ops::Range<usize>, usize)]) -> SpanMap {
        let narrow = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        let mut pieces: Vec<Piece> = Vec::with_capacity(self.pieces.len() + 2 * edits.len());
        let mut old = self.pieces.iter().copied().peekable();
        let (mut opaque, mut grown, mut shrunk) = (false, 0u32, 0u32);
        for (range, length) in edits {
            let (start, end) = (narrow(range.start), narrow(range.end));
            while let Some(piece) = old.next_if(|piece| piece.text < start) {
                opaque = piece.opaque;
                pieces.push(Piece { text: (piece.text + grown).saturating_sub(shrunk), ..piece });
            }
            let text = (start + grown).saturating_sub(shrunk);
            pieces.push(Piece { text, source: self.source_offset(range.start), opaque: true });
            while let Some(piece) = old.next_if(|piece| piece.text <= end) {
                opaque = piece.opaque;
            }
            (grown, shrunk) =
                (grown.saturating_add(narrow(*length)), shrunk.saturating_add(end - start.min(end)));
            let text = (end + grown).saturating_sub(shrunk);
            pieces.push(Piece { text, source: self.source_offset(range.end), opaque });
        }
        let moved = |piece: Piece| Piece { text: (piece.text + grown).saturating_sub(shrunk), ..piece };
        pieces.extend(old.map(moved));
        pieces.dedup_by(|later, earlier| {
            let same = later.text == earlier.text;
            if same {
                *earlier = *later;
            }
            same
        });
        SpanMap { source: self.source, pieces, end: self.end }
    }
}

/// A run of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The characters as a reader sees them.
    pub text: String,
    /// Where they come from.
    pub map: SpanMap,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_is_cut_in_two() {
        let at = |start, end| Span::new(SourceId(0), start, end);
        let mut whole = SpanMap::default();
        whole.push(0, at(0, 2), false);
        whole.push(2, at(2, 7), true);
        whole.push(3, at(7, 11), false);
        for cut in 0..=7 {
            let mut head = whole.clone();
            let tail = head.split_off(cut);
            let offsets = (0..cut).map(|at| head.source_offset(at));
            let offsets: Vec<u32> = offsets.chain((0..7 - cut).map(|at| tail.source_offset(at))).collect();
            assert_eq!(offsets, [0, 1, 2, 7, 8, 9, 10], "{cut}");
        }
    }

    #[test]
    fn an_edited_map_leads_back_to_what_was_replaced() {
        // Source: `a &amp; "b"`, text: `a & "b"`, then both quotes are replaced by three bytes each.
        let at = |start, end| Span::new(SourceId(0), start, end);
        let mut map = SpanMap::default();
        map.push(0, at(0, 2), false);
        map.push(2, at(2, 7), true);
        map.push(3, at(7, 11), false);
        let edited = map.edited(&[(4..5, 3), (6..7, 3)]);
        let offsets: Vec<u32> = (0..12).map(|offset| edited.source_offset(offset)).collect();
        assert_eq!(offsets, [0, 1, 2, 7, 8, 8, 8, 9, 10, 10, 10, 11]);
    }
}
