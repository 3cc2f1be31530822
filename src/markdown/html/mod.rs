//! Turns raw HTML into elements and texts of the tree that is being built, reduced to what both outputs can hold.
//!
//! Steps, one file each: [`tokens`] (html5ever's tokenizer, with the place of each token), [`allow`] (the one table of
//! what becomes of an element and its attributes), [`elements`] (start and end tags, and which end tags may be left
//! out), [`control`] (comments that say something to us).
//!
//! Invariants: nothing that can run reaches the tree: what is not in the table is dropped, and said. An end tag never
//! closes anything that Markdown opened.
//!
//! Spec: HTML Standard, sections 13.1.2.4 (optional tags) and 13.2.5 (tokenization).

mod allow;
mod control;
mod elements;
mod tokens;

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::document::Tag;
use crate::markdown::builder::TreeBuilder;

pub(in crate::markdown) use control::Controls;
use tokens::{Token, tokenize};

/// Where the reading of raw HTML stands.
#[derive(Debug, Default)]
pub(in crate::markdown) struct HtmlState {
    /// The lines of the HTML block being read.
    lines: Vec<Range<usize>>,
    /// Content up to here belongs to an element that is dropped with its content.
    drop_until: usize,
    /// Where the block that is being read ends.
    block_end: usize,
    /// End tags that were looked for: name and the next place, if there is one.
    found_ends: Vec<(&'static str, Option<usize>)>,
}

impl HtmlState {
    /// Whether what stands at an offset is being dropped.
    pub(in crate::markdown) fn is_dropping(&self, offset: usize) -> bool {
        offset < self.drop_until
    }

    /// Remembers where the block that begins here ends.
    pub(in crate::markdown) fn enter_block(&mut self, range: &Range<usize>) {
        self.block_end = range.end;
    }

    /// Adds a line of the HTML block.
    pub(in crate::markdown) fn push_line(&mut self, range: Range<usize>) {
        self.lines.push(range);
    }

    /// Drops everything up to the end tag of `name`, or if there is none to the end of the block.
    fn drop_content(&mut self, name: &'static str, from: usize, source: &str) {
        let until = self.next_end(name, from, source).unwrap_or(self.block_end);
        self.drop_until = self.drop_until.max(until);
    }

    /// Where the next end tag of `name` stands; looks at every part of the source once per name.
    fn next_end(&mut self, name: &'static str, from: usize, source: &str) -> Option<usize> {
        let known = self.found_ends.iter().position(|(known, _)| *known == name);
        let entry = known.and_then(|at| self.found_ends.get(at));
        if let Some((_, place)) = entry.filter(|(_, place)| place.is_none_or(|place| place >= from)) {
            return *place;
        }
        let place = find_end_tag(name, from, source);
        match known.and_then(|at| self.found_ends.get_mut(at)) {
            Some(entry) => entry.1 = place,
            None => self.found_ends.push((name, place)),
        }
        place
    }
}

fn find_end_tag(name: &str, from: usize, source: &str) -> Option<usize> {
    let rest = source.get(from..)?;
    rest.match_indices("</").map(|(at, _)| at).find_map(|at| {
        let after = rest.as_bytes().get(at + 2..at + 2 + name.len())?;
        after.eq_ignore_ascii_case(name.as_bytes()).then_some(from + at)
    })
}

impl TreeBuilder<'_> {
    /// Reads the HTML block whose lines were collected.
    pub(in crate::markdown) fn html_block(&mut self, range: Range<usize>) {
        let lines = std::mem::take(&mut self.html.lines);
        self.html.enter_block(&range);
        if self.is_instruction(&range) {
            return;
        }
        let (tokens, unfinished) = tokenize(&lines, self.body.text);
        let says_something = |token: &Token| match token {
            Token::Comment(_) => false,
            Token::Text(text) => !text.trim().is_empty(),
            _ => true,
        };
        if tokens.iter().any(|(token, _)| says_something(token)) {
            self.controls.block_starts(self.span(&range), self.context);
        }
        for (token, range) in tokens {
            if self.is_full() {
                return;
            }
            self.html_token(token, range);
        }
        if let Some(unfinished) = unfinished {
            self.report_unfinished(unfinished);
        }
    }

    /// Reads one tag or comment in a line of text.
    pub(in crate::markdown) fn inline_html(&mut self, range: Range<usize>) {
        if self.is_instruction(&range) {
            return;
        }
        let (tokens, _) = tokenize(std::slice::from_ref(&range), self.body.text);
        for (token, range) in tokens {
            self.html_token(token, range);
        }
    }

    /// Whether this is an instruction, a declaration or character data of XML: none of them says anything in HTML.
    fn is_instruction(&self, range: &Range<usize>) -> bool {
        let text = self.body.text.get(range.clone()).unwrap_or_default().trim_start();
        let declares = text.strip_prefix("<!").is_some_and(|rest| !rest.starts_with("--"));
        if !declares && !text.starts_with("<?") {
            return false;
        }
        let message = "a declaration or processing instruction was dropped";
        self.context.report(Diagnostic::new(Code::HtmlDropped, self.span(range), message));
        true
    }

    fn html_token(&mut self, token: Token, range: Range<usize>) {
        if self.html.is_dropping(range.start) {
            return;
        }
        match token {
            Token::Start(tag) => self.html_start(tag, range),
            Token::End(name) => self.html_end(&name, &range),
            Token::Text(text) => self.html_text(&text, &range),
            Token::Comment(text) => self.comment(&text, &range),
        }
    }

    /// Adds text; a line end right behind `<pre>` is no part of it (HTML Standard, 13.1.2.5).
    fn html_text(&mut self, text: &str, range: &Range<usize>) {
        let opaque = self.body.text.get(range.clone()) != Some(text);
        let top = self.top();
        let first = top.tag == Tag::Pre && self.document.children(top.node).is_empty();
        match text.strip_prefix('\n').filter(|_| first) {
            Some(rest) => self.push_text(rest, self.span(&(range.start + 1..range.end)), opaque),
            None => self.push_text(text, self.span(range), opaque),
        }
    }

    fn report_unfinished(&self, range: Range<usize>) {
        let text = self.body.text.get(range.clone()).unwrap_or_default().trim();
        if text.is_empty() {
            return;
        }
        let message = "this raw HTML ends inside a tag; the unfinished tag was dropped";
        self.context.report(
            Diagnostic::new(Code::HtmlDropped, self.span(&range), message)
                .help("close the tag with “>”, or write &lt; where a less-than sign is meant"),
        );
    }
}
