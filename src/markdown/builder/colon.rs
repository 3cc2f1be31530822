//! Colons that begin a line and no definition.
//!
//! A definition is a colon with a space or tab behind it, as in PHP Markdown Extra and Pandoc; the parser takes any
//! colon that begins a line for one. It is shown a semicolon in the place of the others, which nothing begins with,
//! and the colons come back in what it reads.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event};

use super::TreeBuilder;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Tag;

/// A text as the parser is shown it.
pub(super) struct Colons<'t> {
    /// As long as the text; semicolons stand for some colons.
    pub text: Cow<'t, str>,
    /// Where they stand, ascending.
    places: Vec<usize>,
}

impl<'t> Colons<'t> {
    /// Puts semicolons for the colons that begin a line without beginning a definition.
    pub fn hidden(text: &'t str) -> Colons<'t> {
        let mut places = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive(['\n', '\r']) {
            places.extend(bare_colon(line).map(|at| start + at));
            start += line.len();
        }
        if places.is_empty() {
            return Colons::none(text);
        }
        let shown = |(at, sign)| if places.binary_search(&at).is_ok() { ';' } else { sign };
        Colons { text: text.char_indices().map(shown).collect::<String>().into(), places }
    }

    /// The text as it is.
    pub fn none(text: &'t str) -> Colons<'t> {
        Colons { text: text.into(), places: Vec::new() }
    }

    /// The event with its colons; `range` is where it stands in the text.
    pub fn restored<'e>(&self, event: Event<'e>, range: &Range<usize>) -> Event<'e> {
        if self.places_in(range).is_empty() {
            return event;
        }
        match event {
            Event::Text(text) => Event::Text(self.words(text, range)),
            Event::Code(text) => Event::Code(self.words(text, range)),
            Event::InlineMath(text) => Event::InlineMath(self.words(text, range)),
            Event::DisplayMath(text) => Event::DisplayMath(self.words(text, range)),
            other => other,
        }
    }

    fn places_in(&self, range: &Range<usize>) -> &[usize] {
        let (from, to) = (
            self.places.partition_point(|at| *at < range.start),
            self.places.partition_point(|at| *at < range.end),
        );
        self.places.get(from..to).unwrap_or_default()
    }

    /// What the parser read is what stands there but for line ends and spaces: the semicolons are in the same order.
    fn words<'e>(&self, read: CowStr<'e>, range: &Range<usize>) -> CowStr<'e> {
        let places = self.places_in(range);
        let shown = self.text.get(range.clone()).unwrap_or_default();
        let mut hidden =
            shown.match_indices(';').map(|(at, _)| places.binary_search(&(range.start + at)).is_ok());
        let mut sign = |sign| if sign == ';' && hidden.next() == Some(true) { ':' } else { sign };
        read.chars().map(&mut sign).collect::<String>().into()
    }
}

/// Where a line's first sign is a colon without a space or tab behind it; that of a table's second line is none.
fn bare_colon(line: &str) -> Option<usize> {
    let is_marker =
        |sign: char| sign.is_ascii_digit() || matches!(sign, ' ' | '\t' | '>' | '-' | '+' | '*' | '.' | ')');
    let rest = line.trim_start_matches(is_marker);
    let is_delimiter = |sign: char| matches!(sign, ':' | '-' | '|' | '>' | ' ' | '\t' | '\n' | '\r');
    let begins = rest.strip_prefix(':')?.starts_with([' ', '\t']);
    let is_row = line.contains('-') && line.chars().all(is_delimiter);
    (!begins && !is_row).then_some(line.len() - rest.len())
}

impl TreeBuilder<'_> {
    /// Reports Pandoc's `::: name`, which is text here.
    pub(super) fn report_fenced_div(&self, text: &str, range: &Range<usize>) {
        let Some(rest) = text.strip_prefix(":::") else { return };
        let name = rest.trim_start_matches(':').trim();
        let in_code = self.frames().iter().any(|frame| frame.tag == Tag::Pre);
        if name.is_empty() || in_code {
            return;
        }
        let message = format!("`::: {name}` is printed as it stands: fenced divs are not supported");
        let help = "write a quote with a marker: `> [!SIDEBAR] Title`, or an alert such as `> [!WARNING]`";
        self.context.report(Diagnostic::new(Code::FencedDiv, self.span(range), message).help(help));
    }
}

#[cfg(test)]
mod tests {
    use super::Colons;

    #[test]
    fn colons_that_begin_no_definition_are_hidden() {
        let shown = |text| Colons::hidden(text).text.into_owned();
        assert_eq!(shown("Term\n: one\n:\ttwo\n"), "Term\n: one\n:\ttwo\n");
        assert_eq!(
            shown("a\n:smile: b\n> :)\n- :x\n::: note\n:::"),
            "a\n;smile: b\n> ;)\n- ;x\n;:: note\n;::"
        );
        assert_eq!(shown("| a | b |\n:--|--:\n1 | 2\n"), "| a | b |\n:--|--:\n1 | 2\n");
        assert_eq!(shown("a: b\n"), "a: b\n");
    }
}
