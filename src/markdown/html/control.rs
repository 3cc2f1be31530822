//! Comments that say something: `<!-- pagebreak -->` and `<!-- offprint: allow CODE -->`.

use std::ops::Range;

use crate::diagnostic::{Code, Context, Diagnostic};
use crate::document::{Role, Tag};
use crate::markdown::builder::TreeBuilder;
use crate::markdown::front_matter::nearest::nearest;
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

/// What a comment says to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order<'t> {
    /// Nothing: it is the author's own.
    None,
    PageBreak,
    /// What follows `offprint:`.
    Offprint(&'t str),
    /// Nothing, but it may have been meant as this.
    Near(&'static str),
}

/// Other names of a page break, without what parts their words.
const PAGE_BREAKS: [&str; 4] = ["newpage", "breakpage", "clearpage", "nextpage"];

/// Longer comments are no slips of an order.
const LONGEST_SLIP: usize = 30;

fn order_of(text: &str) -> Order<'_> {
    const NAME: &str = "offprint";
    if let Some(rest) = text
        .get(NAME.len()..)
        .filter(|_| text.get(..NAME.len()).is_some_and(|name| name.eq_ignore_ascii_case(NAME)))
    {
        return match rest.trim_start().strip_prefix(':') {
            Some(order) => Order::Offprint(order),
            None if rest.trim_start().starts_with("allow ") => Order::Near("offprint: allow CODE"),
            None => Order::None,
        };
    }
    if text.len() > LONGEST_SLIP {
        return Order::None;
    }
    let is_joint = |sign: char| matches!(sign, ' ' | '-' | '_' | ':' | '\\');
    let folded: String = text.chars().filter(|&sign| !is_joint(sign)).collect();
    match folded.to_ascii_lowercase().as_str() {
        "pagebreak" => Order::PageBreak,
        other if PAGE_BREAKS.contains(&other) || nearest(other, ["pagebreak"]).is_some() => {
            Order::Near("pagebreak")
        }
        _ => Order::None,
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
        match order_of(text) {
            Order::None => {}
            Order::PageBreak => self.page_break(range),
            Order::Offprint(order) => self.obey(order, range),
            Order::Near(meant) => {
                let message = format!("the comment `{text}` says nothing to Offprint");
                let help = format!("did you mean <!-- {meant} -->?");
                self.context
                    .report(Diagnostic::new(Code::CommentUnknown, self.span(range), message).help(help));
            }
        }
    }

    /// Obeys what follows `offprint:`.
    fn obey(&mut self, order: &str, range: &Range<usize>) {
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
