//! Keeps from the tree builder what would take it more time than its length: elements too deep in each other, and
//! stresses that are never closed and so begin anew in every paragraph.

use std::cell::Cell;

use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::TreeBuilder;

use super::sink::{Handle, Sink};

/// Elements in each other, at most; what lies deeper stands beside.
const DEEPEST: u32 = 200;

/// Elements of stress that are open at once, at most: every paragraph repeats those that were not closed.
const STRESSES: u32 = 24;

/// Stands before the tree builder.
pub(super) struct Guard {
    pub(super) inner: TreeBuilder<Handle, Sink>,
    most_nodes: usize,
    /// Start tags that were dropped and whose end tags are still to come.
    dropped: Cell<u32>,
    stresses: Cell<u32>,
    pub(super) too_deep: Cell<Option<u32>>,
    pub(super) too_many: Cell<bool>,
}

impl Guard {
    pub(super) fn new(inner: TreeBuilder<Handle, Sink>, most_nodes: usize) -> Guard {
        Guard {
            inner,
            most_nodes,
            dropped: Cell::default(),
            stresses: Cell::default(),
            too_deep: Cell::default(),
            too_many: Cell::default(),
        }
    }

    /// Whether a tag is kept from the tree builder.
    fn drops(&self, tag: &Tag) -> bool {
        let name = &*tag.name;
        let is_start = tag.kind == TagKind::StartTag;
        if matches!(name, "td" | "th" | "caption" | "body") {
            self.stresses.set(0);
        }
        if is_stress(name) {
            let open = self.stresses.get();
            self.stresses.set(if is_start { open + 1 } else { open.saturating_sub(1) });
            let is_too_deep = self.inner.sink.depth.get() >= DEEPEST;
            return if is_start { open >= STRESSES || is_too_deep } else { open > STRESSES };
        }
        // In HTML the sign that closes a tag in itself says nothing.
        let closes_itself =
            is_start && tag.self_closing && self.adjusted_current_node_present_but_not_in_html_namespace();
        if is_void(name) || closes_itself {
            return false;
        }
        let sink = &self.inner.sink;
        if is_start && (self.dropped.get() > 0 || sink.depth.get() >= DEEPEST) {
            self.dropped.set(self.dropped.get() + 1);
            self.too_deep.set(self.too_deep.get().or(Some(sink.at.get().0)));
            return true;
        }
        let is_dropped = !is_start && self.dropped.get() > 0;
        if is_dropped {
            self.dropped.set(self.dropped.get() - 1);
        }
        is_dropped
    }
}

fn is_stress(name: &str) -> bool {
    matches!(
        name,
        "b" | "big"
            | "code"
            | "em"
            | "font"
            | "i"
            | "nobr"
            | "s"
            | "small"
            | "strike"
            | "strong"
            | "tt"
            | "u"
    )
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

impl TokenSink for Guard {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        if self.inner.sink.dom.borrow().nodes.len() > self.most_nodes && token != Token::EOFToken {
            self.too_many.set(true);
            return TokenSinkResult::Continue;
        }
        let closing = match &token {
            Token::TagToken(tag) if tag.kind == TagKind::EndTag => Some(tag.name.clone()),
            _ => None,
        };
        self.inner.sink.closing.replace(closing);
        match &token {
            Token::TagToken(tag) if self.drops(tag) => TokenSinkResult::Continue,
            _ => self.inner.process_token(token, line),
        }
    }

    fn end(&self) {
        self.inner.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.inner.adjusted_current_node_present_but_not_in_html_namespace()
    }
}
