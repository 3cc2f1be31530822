//! Runs of text in a row: the signs that are read in pairs, backslashes, the spaces at its edges.

use super::escape::{self, Beside, Within};
use super::inline::Piece;
use crate::import::tree::{Inline, InlineKind, Style};
use crate::source::Span;

/// The signs of a block that are read in pairs.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pairs {
    pub(super) tildes: usize,
    pub(super) carets: usize,
    pub(super) dollars: usize,
    /// Runs of text that hold square brackets.
    pub(super) brackets: usize,
}

/// Counts the signs of a row that are read in pairs, those of its own marks too.
pub(super) fn count(row: &[Inline], pairs: &mut Pairs) {
    let mut is_behind_brackets = false;
    for inline in row {
        let behind_brackets = std::mem::take(&mut is_behind_brackets);
        match &inline.kind {
            InlineKind::Text(text) => {
                count_signs(text, pairs);
                let has_brackets = text.bytes().any(|byte| matches!(byte, b'[' | b']'));
                pairs.brackets += usize::from(has_brackets && !behind_brackets);
                is_behind_brackets = has_brackets || behind_brackets;
            }
            InlineKind::Code(text) => count_signs(text, pairs),
            InlineKind::Math(..) => pairs.dollars += 2,
            InlineKind::Styled(style, content) => {
                match style {
                    Style::Strikeout | Style::Subscript => pairs.tildes += 2,
                    Style::Superscript => pairs.carets += 2,
                    _ => {}
                }
                count(content, pairs);
            }
            InlineKind::Quoted(_, content)
            | InlineKind::Link { content, .. }
            | InlineKind::Element(_, content) => count(content, pairs),
            _ => {}
        }
    }
}

pub(super) fn count_signs(text: &str, pairs: &mut Pairs) {
    for byte in text.bytes() {
        match byte {
            b'~' => pairs.tildes += 1,
            b'^' => pairs.carets += 1,
            b'$' => pairs.dollars += 1,
            _ => {}
        }
    }
}

/// Takes spaces and line ends off both ends.
pub(super) fn trim(pieces: &mut Vec<Piece>) {
    let is_blank = |piece: &Piece| match piece {
        Piece::Soft => true,
        Piece::Text(text, ..) | Piece::Mark(text) => text.trim_matches([' ', '\t']).is_empty(),
        Piece::Hard | Piece::Content(..) => false,
    };
    while pieces.last().is_some_and(is_blank) {
        pieces.pop();
    }
    let blank = pieces.iter().take_while(|piece| is_blank(piece)).count();
    pieces.drain(..blank);
    let mut at_start = true;
    for piece in pieces.iter_mut() {
        if let Piece::Text(text, span, verbatim) = piece
            && at_start
        {
            let spaces = text.len() - text.trim_start_matches([' ', '\t']).len();
            text.drain(..spaces);
            if *verbatim {
                span.start = span.start.saturating_add(u32::try_from(spaces).unwrap_or(0));
            }
        }
        at_start = matches!(piece, Piece::Soft | Piece::Hard);
    }
    pieces.retain(|piece| !matches!(piece, Piece::Text(text, ..) if text.is_empty()));
    if matches!(pieces.last(), Some(Piece::Hard)) {
        pieces.pop();
        pieces.push(Piece::Mark("<br>".to_owned()));
    }
}

/// A run of texts with backslashes where they are needed, cut there and where its parts come from other places.
pub(super) fn text(run: &[Inline], within: Within, beside: Beside, out: &mut Vec<Piece>) {
    let mut whole = String::new();
    let mut parts = Vec::with_capacity(run.len());
    for inline in run {
        if let InlineKind::Text(text) = &inline.kind {
            parts.push((whole.len(), inline.span));
            for (at, line) in text.split(['\n', '\r']).enumerate() {
                whole.push_str(if at > 0 { " " } else { "" });
                whole.push_str(line);
            }
        }
    }
    let mut escapes = escape::places(&whole, within, beside).into_iter().peekable();
    for (index, &(start, span)) in parts.iter().enumerate() {
        let end = parts.get(index + 1).map_or(whole.len(), |next| next.0);
        let verbatim = span.range().len() == end - start;
        let mut from = start;
        let push = |from: usize, to: usize, out: &mut Vec<Piece>| {
            let piece = whole.get(from..to).filter(|piece| !piece.is_empty());
            let moved = if verbatim { u32::try_from(from - start).unwrap_or(0) } else { 0 };
            let span = Span { start: span.start.saturating_add(moved), ..span };
            out.extend(piece.map(|piece| Piece::Text(piece.to_owned(), span, verbatim)));
        };
        while let Some(at) = escapes.next_if(|at| *at < end) {
            push(from, at, out);
            out.push(Piece::Mark("\\".to_owned()));
            from = at;
        }
        push(from, end, out);
    }
}
