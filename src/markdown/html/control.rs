//! Comments that say something: `<!-- pagebreak -->` and `<!-- offprint: allow CODE -->`.

use std::ops::Range;

use crate::diagnostic::{Code, Context, Diagnostic};
use crate::document::{Role, Tag};
use crate::markdown::builder::TreeBuilder;
use crate::source::Span;

/// Messages that the author silences.
#[derive(Debug, Default)]
pub(in crate::markdown) struct Controls {
    /// Silenced in the block that comes next.
    pending: Vec<Code>,
    /// Whether a block has begun.
    in_text: bool,
}

impl Controls {
    /// Called where a block begins: what was silenced for it is silenced over its span.
    pub(in crate::markdown) fn block_starts(&mut self, block: Span, context: &Context) {
        self.in_text = true;
        for code in self.pending.drain(..) {
            context.allow(code, block);
        }
    }
}

impl TreeBuilder<'_> {
    pub(super) fn comment(&mut self, text: &str, range: &Range<usize>) {
        let text = text.trim();
        if self.body.text.get(range.start..).is_some_and(|rest| !rest.contains("-->")) {
            let message = "a comment is not closed: nothing behind it is shown";
            let diagnostic = Diagnostic::new(Code::HtmlDropped, self.span(range), message);
            self.context.report(diagnostic.help("end it with `-->`"));
        }
        if text.eq_ignore_ascii_case("pagebreak") {
            return self.page_break(range);
        }
        let Some(order) = text.strip_prefix("offprint:") else { return };
        let mut words = order.split([' ', ',', '\t', '\n']).filter(|word| !word.is_empty());
        if words.next() != Some("allow") {
            let message = "this comment is no order that Offprint knows";
            return self.report_order(
                range,
                message.to_owned(),
                "write <!-- offprint: allow CODE -->".to_owned(),
            );
        }
        for word in words {
            match Code::ALL.iter().find(|code| code.as_str() == word) {
                Some(&code) => self.allow(code),
                None => {
                    self.report_order(range, format!("there is no message code “{word}”"), nearest_code(word))
                }
            }
        }
    }

    fn allow(&mut self, code: Code) {
        if self.controls.in_text {
            self.controls.pending.push(code);
        } else {
            self.context.allow(code, self.body.whole());
        }
    }

    fn page_break(&mut self, range: &Range<usize>) {
        self.block_begins(Tag::Hr);
        let node = self.document.create_role(Role::PageBreak, self.span(range));
        self.append(node);
    }

    fn report_order(&self, range: &Range<usize>, message: String, help: String) {
        self.context.report(Diagnostic::new(Code::AllowUnknownCode, self.span(range), message).help(help));
    }
}

/// Advice that names the code most like a word.
fn nearest_code(word: &str) -> String {
    let shared = |code: &Code| {
        let code = code.as_str();
        let parts = word.split('-').filter(|part| code.split('-').any(|other| other == *part)).count();
        let prefix = code.bytes().zip(word.bytes()).take_while(|(a, b)| a == b).count();
        (parts, prefix)
    };
    match Code::ALL.iter().max_by_key(|code| shared(code)) {
        Some(code) => format!("the nearest is “{}”", code.as_str()),
        None => String::new(),
    }
}
