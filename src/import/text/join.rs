//! Puts lines together: divided words, and the text as inlines with their places.

use std::collections::HashSet;

use super::line::{Line, printed};
use super::report::Report;
use super::vocabulary::{CLITICS, COMPOUNDS, SUSPENDED, is_one};
use crate::import::tree::Inline;
use crate::source::Span;

/// The words of a text, by which divided ones are told from compounds.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    language: &'static str,
    words: HashSet<String>,
    compounds: HashSet<String>,
}

/// What stands between two lines that are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seam {
    /// A space.
    Space,
    /// Nothing: a hyphen or dash stays and the next line follows on it.
    Tight,
    /// Nothing, and the hyphen goes.
    Divided,
}

impl Lexicon {
    /// The words of lines, if any of them may be divided.
    pub(super) fn of(lines: &[Line], language: &'static str) -> Lexicon {
        let mut lexicon = Lexicon { language, ..Lexicon::default() };
        if !lines.iter().any(|line| line.ends_in_hyphen() && !line.is_cut) {
            return lexicon;
        }
        let is_part = |c: char| c.is_alphanumeric() || c == '-' || c == '\u{2010}';
        let mut is_half = false;
        for line in lines.iter().filter(|line| !line.is_gone()) {
            // The half of a divided word is none by itself.
            let half = usize::from(std::mem::replace(&mut is_half, line.ends_in_hyphen()));
            for word in line.text.split(|c: char| !is_part(c)).skip(half) {
                let word = word.to_lowercase();
                let inner = word.trim_matches(['-', '\u{2010}']);
                if inner.contains('-') {
                    lexicon.compounds.insert(inner.to_owned());
                } else if inner.len() == word.len() && !inner.is_empty() {
                    lexicon.words.insert(word);
                }
            }
        }
        lexicon
    }

    /// What stands between two texts.
    pub(super) fn seam(&self, before: &Line, after: &str) -> Seam {
        let text = before.text.as_str();
        if before.is_cut {
            return Seam::Divided;
        }
        if !before.ends_in_hyphen() {
            let is_tight = text.ends_with(['—', '/']) && !text.ends_with(" —") && !text.ends_with(" /");
            return if is_tight && !after.starts_with('—') { Seam::Tight } else { Seam::Space };
        }
        let inner = text.trim_end_matches(['-', '\u{2010}', '¬']);
        let is_part = |c: char| c.is_alphanumeric();
        let chunk =
            inner.split_whitespace().next_back().unwrap_or_default().trim_start_matches(|c| !is_part(c));
        let first = chunk.rsplit(|c: char| !is_part(c)).next().unwrap_or_default().to_lowercase();
        let next = after.split_whitespace().next().unwrap_or_default();
        let whole: String = next.chars().take_while(|c| is_part(*c) || *c == '-').collect();
        let second = whole.split('-').next().unwrap_or_default().to_lowercase();
        if is_one(SUSPENDED, &second) && whole.len() == next.len() {
            return Seam::Space;
        }
        if !next.starts_with(char::is_lowercase) {
            return Seam::Tight;
        }
        let joined = format!("{first}{second}");
        let hyphened = format!("{first}-{second}");
        if self.compounds.contains(&hyphened) {
            return Seam::Tight;
        }
        if self.words.contains(&joined) || text.ends_with('¬') {
            return Seam::Divided;
        }
        let known = |word: &str| word.chars().count() > 3 && self.words.contains(word);
        let own = |table: &[(&str, &'static str)]| {
            table.iter().find(|(language, _)| *language == self.language).map_or("", |(_, list)| *list)
        };
        let is_compound = is_one(own(&COMPOUNDS), &first)
            || is_one(own(&CLITICS), &whole.to_lowercase())
            || chunk.contains('-') && first.chars().count() <= 3
            || known(&first) && known(&second);
        if is_compound { Seam::Tight } else { Seam::Divided }
    }

    /// Whether the start of a text may go on with a word that a line divides.
    pub(super) fn divides(&self, before: &Line, after: &str) -> bool {
        before.ends_in_hyphen() && self.seam(before, after) == Seam::Divided
    }
}

/// A piece of a line.
#[derive(Clone, Debug)]
pub(super) struct Piece<'l> {
    /// The line that it ends with.
    pub(super) line: &'l Line,
    /// Its characters.
    pub(super) text: &'l str,
}

impl<'l> Piece<'l> {
    /// A whole line.
    pub(super) fn of(line: &'l Line) -> Piece<'l> {
        Piece { line, text: &line.text }
    }

    /// The end of a line, from a byte on.
    pub(super) fn from(line: &'l Line, start: usize) -> Piece<'l> {
        Piece { line, text: line.text.get(start..).unwrap_or_default() }
    }
}

/// Pieces as one text, each with its place.
pub(super) fn pieces(pieces: &[Piece], lexicon: &Lexicon, report: &mut Report) -> Vec<(String, Span)> {
    let mut out: Vec<(String, Span)> = Vec::with_capacity(pieces.len());
    for (at, piece) in pieces.iter().enumerate() {
        let mut text = printed(piece.text);
        let mut span = piece.line.span;
        if let Some(next) = pieces.get(at + 1).filter(|next| !next.text.is_empty()) {
            match lexicon.seam(piece.line, next.text) {
                Seam::Space => text.push(' '),
                Seam::Tight => {}
                Seam::Divided => {
                    report.joined.insert(piece.line.span, next.line.span);
                    let kept = text.trim_end_matches(['-', '\u{2010}', '¬']).len();
                    text.truncate(kept);
                }
            }
        }
        if piece.text.len() < piece.line.text.len() {
            let length = u32::try_from(piece.line.text.len() - piece.text.len()).unwrap_or(0);
            span.start = span.start.saturating_add(length).min(span.end);
        }
        out.push((text, span));
    }
    out
}

/// Pieces as inlines.
pub(super) fn inlines(row: &[(String, Span)]) -> Vec<Inline> {
    row.iter()
        .filter(|(text, _)| !text.is_empty())
        .map(|(text, span)| Inline::text(text.clone(), *span))
        .collect()
}

/// The words of a row.
pub(super) fn words(row: &[(String, Span)]) -> String {
    row.iter().map(|(text, _)| text.as_str()).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;

    fn joined(text: &str, language: &'static str) -> String {
        let lines = crate::import::text::line::lines(text, SourceId(0));
        let row: Vec<Piece> = lines.iter().filter(|line| !line.is_blank()).map(Piece::of).collect();
        words(&pieces(&row, &Lexicon::of(&lines, language), &mut Report::default()))
    }

    #[test]
    fn divided_words_are_joined_and_compounds_keep_their_hyphen() {
        for (text, wanted) in [
            ("the insti-\ntution", "the institution"),
            ("das be-\ngrüßen", "das begrüßen"),
            ("уро-\nки", "уроки"),
            ("first jelly\u{ad}\nfish", "first jellyfish"),
            ("a self-\nmade man", "a self-made man"),
            ("twenty-\none feet", "twenty-one feet"),
            ("Ein-\nund Ausgang", "Ein- und Ausgang"),
            ("the Franco-\nGerman", "the Franco-German"),
            ("guard-\nrail by the guard, a rail", "guard-rail by the guard, a rail"),
            ("guard-\nrail and guardrail", "guardrail and guardrail"),
            ("dit-\nil", "dit-il"),
            ("so it was—\nand is", "so it was—and is"),
            ("so it was –\nand is", "so it was – and is"),
            ("out-of-\ndate", "out-of-date"),
            ("come to-\ngether to it", "come together to it"),
            ("with seal-\nants to seal", "with sealants to seal"),
        ] {
            let language = if text == "dit-\nil" { "fr" } else { "en" };
            assert_eq!(joined(text, language), wanted, "{text}");
        }
    }
}
