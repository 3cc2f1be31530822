//! Raw HTML's start and end tags against the open elements.

use std::ops::Range;

use super::allow::{Fate, fate, take_attribute};
use super::tokens::StartTag;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Attributes, Role, Tag};
use crate::markdown::builder::{Frame, Origin, TreeBuilder};

impl TreeBuilder<'_> {
    pub(super) fn html_start(&mut self, start: StartTag, range: Range<usize>) {
        match fate(&start.name) {
            Fate::Keep(tag) => self.html_open(tag, start, range),
            Fate::Open | Fate::Ignore => {}
            Fate::Unwrap => {
                self.report_html(&range, format!("the tag <{}> was dropped, its text kept", start.name))
            }
            Fate::Drop => self.report_html(&range, format!("<{}> was dropped", start.name)),
            Fate::DropContent(name) => {
                self.report_html(&range, format!("<{name}> was dropped with its content"));
                if !start.self_closing {
                    self.html.drop_content(name, range.end, self.body.text);
                }
            }
        }
    }

    fn html_open(&mut self, tag: Tag, start: StartTag, range: Range<usize>) {
        let attributes = self.html_attributes(tag, &start, &range);
        if !tag.is_phrasing() {
            self.block_begins(tag);
        } else {
            self.inline_begins(&range);
        }
        if tag.is_void() {
            let node = self.insert_void(tag, &range);
            if let Some(element) = self.document.element_mut(node) {
                element.attributes = attributes;
                element.role = (tag == Tag::Hr).then_some(Role::SectionBreak);
            }
            return;
        }
        let before = self.frames().len();
        let node = self.open_element(tag, Origin::Html, self.span(&range));
        if let Some(element) = node.and_then(|node| self.document.element_mut(node)) {
            element.attributes = attributes;
        }
        if start.self_closing && self.frames().len() > before {
            self.pop();
        }
    }

    fn html_attributes(&self, tag: Tag, start: &StartTag, range: &Range<usize>) -> Attributes {
        let mut attributes = Attributes::default();
        let mut dropped: Vec<&str> = Vec::new();
        for (name, value) in &start.attributes {
            let value = self.clean(value, self.span(range));
            if !take_attribute(tag, name, &value, &mut attributes) {
                dropped.push(name);
            }
        }
        if !dropped.is_empty() {
            let names = dropped.join(", ");
            self.report_html(range, format!("<{}> lost what no output can hold: {names}", start.name));
        }
        attributes
    }

    fn report_html(&self, range: &Range<usize>, message: String) {
        self.context.report(Diagnostic::new(Code::HtmlDropped, self.span(range), message));
    }

    pub(super) fn html_end(&mut self, name: &str, range: &Range<usize>) {
        let Fate::Keep(tag) = fate(name) else { return };
        let frames = self.frames();
        let at = frames
            .iter()
            .enumerate()
            .rev()
            .take_while(|(_, frame)| frame.origin != Origin::Markdown)
            .find(|(_, frame)| frame.origin == Origin::Html && frame.tag == tag)
            .map(|(at, _)| at);
        match at {
            Some(at) => {
                self.close_to(at + 1);
                self.pop();
            }
            None if may_stay_open(tag) || tag.is_void() => {}
            None => {
                let message = format!("</{name}> closes nothing that is open here; it was dropped");
                self.context.report(Diagnostic::new(Code::HtmlRepaired, self.span(range), message));
            }
        }
    }

    /// Says that a raw HTML element was not closed, unless HTML lets its end tag be left out.
    pub(in crate::markdown) fn html_left_open(&self, frame: Frame) {
        if may_stay_open(frame.tag) {
            return;
        }
        let name = frame.tag.name();
        self.context.report(
            Diagnostic::new(
                Code::HtmlRepaired,
                frame.span,
                format!("<{name}> is not closed where it should be"),
            )
            .help(format!("add </{name}> before the block around it ends")),
        );
    }

    /// Closes what the start of a `new` element closes without an end tag.
    pub(in crate::markdown) fn close_html_implied_by(&mut self, new: Tag) {
        let frames = self.frames();
        let mut keep = frames.len();
        for (at, frame) in frames.iter().enumerate().rev() {
            if frame.origin == Origin::Markdown || is_scope(frame.tag, new) {
                break;
            }
            if is_closed_by(frame.tag, new) {
                keep = at;
            }
        }
        if keep < frames.len() {
            self.close_to(keep);
        }
    }
}

/// Elements whose end tag may be left out (HTML Standard, 13.1.2.4).
fn may_stay_open(tag: Tag) -> bool {
    use Tag::*;
    matches!(tag, P | Li | Dt | Dd | Td | Th | Tr | Thead | Tbody | Tfoot)
}

/// Whether an open element ends where a `new` one starts.
fn is_closed_by(open: Tag, new: Tag) -> bool {
    use Tag::*;
    match open {
        P => !new.is_phrasing(),
        Li => new == Li,
        Dt | Dd => matches!(new, Dt | Dd),
        Td | Th => matches!(new, Td | Th | Tr | Thead | Tbody | Tfoot),
        Tr | Caption => matches!(new, Tr | Thead | Tbody | Tfoot),
        Thead | Tbody | Tfoot => matches!(new, Thead | Tbody | Tfoot),
        _ => false,
    }
}

/// Elements that shield what is open around them from a `new` one.
fn is_scope(open: Tag, new: Tag) -> bool {
    use Tag::*;
    match new {
        Li => matches!(open, Ul | Ol),
        Dt | Dd => open == Dl,
        Td | Th | Tr | Thead | Tbody | Tfoot => open == Table,
        _ => matches!(open, Table | Td | Th | Caption),
    }
}
