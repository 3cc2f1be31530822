//! What is said about a text that was read: what was taken for what, and what was left out.

use std::collections::HashMap;

use super::line::{Line, Taken};
use crate::diagnostic::{Code, Context, Diagnostic};
use crate::import::LeftOut;
use crate::source::Span;

/// Why a part was left out, as the end of a sentence.
pub(super) mod reason {
    pub(in crate::import::text) const PAGE_NUMBER: &str = "it is the number of a page";
    pub(in crate::import::text) const RUNNING_HEAD: &str = "it stands at the head or foot of pages";
    pub(in crate::import::text) const JUMP_LINE: &str = "it says where the text goes on or comes from";
    pub(in crate::import::text) const REPEATED_TITLE: &str = "it repeats the title";
    pub(in crate::import::text) const FIELD: &str = "it is a field of a record, not of the text";
    pub(in crate::import::text) const BOILERPLATE: &str =
        "it belongs to the page or mail that the text stood in";
    pub(in crate::import::text) const SEPARATOR: &str = "it sets the text apart from what stands around it";
}

/// What was found out while a text was read.
#[derive(Debug, Default)]
pub(super) struct Report {
    /// What is not in the article.
    pub(super) left_out: Vec<LeftOut>,
    /// What is in it in another form: the word before a byline, a date in words, an end mark.
    pub(super) said: Vec<Span>,
    /// What was taken for what it seems to be.
    guesses: Vec<(Span, String)>,
    /// Lines whose last word goes on as the first one of another.
    pub(super) joined: HashMap<Span, Span>,
    /// The first place where a paragraph was put together again, and how many were.
    pub(super) mended: Option<(Span, usize)>,
}

impl Report {
    /// Notes a guess.
    pub(super) fn guess(&mut self, span: Span, message: impl Into<String>) {
        self.guesses.push((span, message.into()));
    }

    /// Leaves a part out.
    pub(super) fn leave_out(&mut self, span: Span, reason: &str) {
        self.left_out.push(LeftOut { span, reason: reason.to_owned(), is_furniture: true });
    }

    /// Leaves a whole line out.
    pub(super) fn drop_line(&mut self, line: &mut Line, taken: Taken, reason: &str) {
        line.taken = taken;
        self.leave_out(line.span, reason);
    }

    /// Notes that a paragraph was put together again.
    pub(super) fn mend(&mut self, span: Span) {
        let (first, count) = self.mended.unwrap_or((span, 0));
        self.mended = Some((first, count + 1));
    }

    /// Reports all guesses.
    pub(super) fn tell(&self, context: &Context) {
        for (span, message) in &self.guesses {
            context.report(Diagnostic::new(Code::ImportGuess, *span, message.clone()));
        }
        if let Some((span, count)) = self.mended {
            let message = match count {
                1 => "the parts of a paragraph that was cut in two were put together".to_owned(),
                _ => format!(
                    "the parts of {count} paragraphs that were cut in two were put together, here the first"
                ),
            };
            context.report(Diagnostic::new(Code::ImportGuess, span, message));
        }
    }
}

/// A text for a message, not too much of it.
pub(super) fn shown(text: &str) -> String {
    const MOST: usize = 60;
    let mut shown: String = text.chars().take(MOST).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}
