//! The Markdown that is being written: lines with what containers put before them, and where each piece comes from.

use crate::source::{PlaceMap, Span};

/// What a container puts before its lines.
#[derive(Debug)]
struct Prefix {
    /// Before its first line, once: a list's mark.
    first: Option<String>,
    /// Before all others.
    rest: String,
}

/// Text with the prefixes of the containers that are open.
#[derive(Debug, Default)]
pub(super) struct Out {
    text: String,
    map: PlaceMap,
    prefixes: Vec<Prefix>,
    /// Something stands on the line already.
    in_line: bool,
    /// An empty line is to come before what follows.
    gap: bool,
}

impl Out {
    /// The text, ended by a line end, and where it comes from.
    pub(super) fn finish(mut self) -> (String, PlaceMap) {
        self.end_line();
        (self.text, self.map)
    }

    /// Opens a container: `first` stands before its first line, `rest` before the others.
    pub(super) fn open(&mut self, first: Option<String>, rest: &str) {
        self.settle_gap();
        self.prefixes.push(Prefix { first, rest: rest.to_owned() });
    }

    /// Closes the innermost container; one that got no line gets its mark alone.
    pub(super) fn close(&mut self) {
        if self.prefixes.last().is_some_and(|prefix| prefix.first.is_some()) {
            self.begin();
        }
        self.end_line();
        self.prefixes.pop();
        self.gap = false;
    }

    /// Asks for an empty line before what follows.
    pub(super) fn separate(&mut self) {
        self.end_line();
        self.gap = !self.text.is_empty();
    }

    /// Writes the empty line that was asked for.
    fn settle_gap(&mut self) {
        if !std::mem::take(&mut self.gap) {
            return;
        }
        if self.prefixes.iter().any(|prefix| prefix.first.is_some()) {
            return;
        }
        let start = self.text.len();
        self.write_prefixes();
        let kept = self.text.get(start..).map_or(start, |line| start + line.trim_end().len());
        self.text.truncate(kept);
        self.text.push('\n');
    }

    fn write_prefixes(&mut self) {
        for prefix in &mut self.prefixes {
            match prefix.first.take() {
                Some(first) => self.text.push_str(&first),
                None => self.text.push_str(&prefix.rest),
            }
        }
    }

    /// Begins the line that something is to stand on.
    fn begin(&mut self) {
        if self.in_line {
            return;
        }
        self.settle_gap();
        self.write_prefixes();
        self.in_line = true;
    }

    /// Whether something stands on the line already.
    pub(super) fn is_in_line(&self) -> bool {
        self.in_line
    }

    /// Ends the line if anything stands on it.
    pub(super) fn end_line(&mut self) {
        if !std::mem::take(&mut self.in_line) {
            return;
        }
        while self.text.ends_with(' ') {
            self.text.pop();
        }
        self.text.push('\n');
    }

    /// Writes marks on the line.
    pub(super) fn push(&mut self, mark: &str) {
        if !mark.is_empty() {
            self.begin();
            self.text.push_str(mark);
        }
    }

    /// Says that what follows comes from `span`.
    pub(super) fn place(&mut self, span: Span) {
        self.begin();
        self.map.push(self.text.len(), span, false);
    }

    /// Writes characters that come from `span`, one for one if it is as long and `verbatim`.
    pub(super) fn push_from(&mut self, text: &str, span: Span, verbatim: bool) {
        if text.is_empty() {
            return;
        }
        self.begin();
        self.map.push(self.text.len(), span, verbatim);
        self.text.push_str(text);
    }

    /// Writes lines as they stand, each behind the prefixes; empty ones too.
    pub(super) fn push_lines(&mut self, text: &str, span: Span) {
        for line in text.lines() {
            self.begin();
            self.map.push(self.text.len(), span, false);
            self.text.push_str(line);
            // Spaces at the end of a line of code are its own; those of an empty line's prefix are not.
            if line.is_empty() {
                self.end_line();
            } else {
                self.in_line = false;
                self.text.push('\n');
            }
        }
    }
}
