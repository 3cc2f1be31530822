//! The text of one block in one piece, and the way back to its nodes.

use std::ops::Range;

use crate::document::{Document, NodeId, Role, Tag};

/// Stands for what has no text or must not be touched: an image, code, a formula. It counts as a word.
const OBJECT: char = '\u{fffc}';

/// A block that holds text itself.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// The element.
    pub node: NodeId,
}

/// Replaces a range of a flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    /// The bytes that go.
    pub range: Range<usize>,
    /// What comes.
    pub text: &'static str,
}

/// The text of a block.
#[derive(Clone, Debug)]
pub(super) struct Flow {
    /// The characters; objects are [`OBJECT`], line breaks `\n`.
    pub text: String,
    /// Ranges of the text that are a node's whole text.
    pieces: Vec<(Range<usize>, Option<NodeId>)>,
    /// Ranges that must not be touched, sorted and apart.
    fixed: Vec<Range<usize>>,
}

/// The blocks with text of their own, in order. Code is none.
pub(super) fn blocks(document: &Document) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut stack = vec![document.root()];
    while let Some(node) = stack.pop() {
        let Some(element) = document.element(node) else { continue };
        if element.tag == Tag::Pre {
            continue;
        }
        let mut own = false;
        for child in element.children.iter().rev() {
            match document.tag(*child) {
                Some(tag) if !tag.is_phrasing() => stack.push(*child),
                _ => own = true,
            }
        }
        if own {
            blocks.push(Block { node });
        }
    }
    blocks
}

/// What becomes of an element in the line.
enum Treatment {
    /// Its text is part of the flow.
    Open,
    /// It is there, and not looked into.
    Object,
    /// It is not there: a note's call does not part a word from its mark.
    Nothing,
    /// A line ends.
    Break,
}

fn treatment(document: &Document, node: NodeId) -> Treatment {
    let Some(element) = document.element(node) else { return Treatment::Open };
    match (element.tag, element.role) {
        (_, Some(Role::NoteRef | Role::BackLink | Role::NoteLabel)) => Treatment::Nothing,
        (_, Some(Role::MathInline | Role::EndMark)) => Treatment::Object,
        (Tag::Br, _) => Treatment::Break,
        (Tag::Wbr, _) => Treatment::Nothing,
        (Tag::Code | Tag::Kbd | Tag::Samp | Tag::Var | Tag::Img | Tag::Input | Tag::Time, _) => {
            Treatment::Object
        }
        (tag, _) if !tag.is_phrasing() => Treatment::Break,
        _ => Treatment::Open,
    }
}

impl Flow {
    /// The flow of a block's own text.
    pub(super) fn of(document: &Document, block: &Block) -> Flow {
        let mut flow = Flow { text: String::new(), pieces: Vec::new(), fixed: Vec::new() };
        let mut stack: Vec<NodeId> = document.children(block.node).iter().rev().copied().collect();
        while let Some(node) = stack.pop() {
            if let Some(text) = document.text(node) {
                let start = flow.text.len();
                flow.text.push_str(&text.text);
                flow.pieces.push((start..flow.text.len(), Some(node)));
                continue;
            }
            match treatment(document, node) {
                Treatment::Open => stack.extend(document.children(node).iter().rev()),
                Treatment::Object => flow.text.push(OBJECT),
                Treatment::Nothing => {}
                Treatment::Break => flow.text.push('\n'),
            }
        }
        flow.fix_addresses();
        flow
    }

    /// The flow of a text by itself.
    pub(super) fn of_text(text: &str) -> Flow {
        let pieces = vec![(0..text.len(), None)];
        let mut flow = Flow { text: text.to_owned(), pieces, fixed: Vec::new() };
        flow.fix_addresses();
        flow
    }

    /// Fixes the words that are web addresses.
    fn fix_addresses(&mut self) {
        if !self.text.contains("://") && !self.text.contains("www.") {
            return;
        }
        let mut at = 0;
        for word in self.text.split_inclusive(char::is_whitespace) {
            let address = word.find("://").or_else(|| word.find("www."));
            if let Some(found) = address {
                let before = word.get(..found).unwrap_or_default();
                let scheme =
                    before.len() - before.trim_end_matches(|c: char| c.is_ascii_alphanumeric()).len();
                let end = word
                    .trim_end()
                    .trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '"', '\'', '»', '”']);
                self.fixed.push(at + found - scheme..at + end.len().max(found));
            }
            at += word.len();
        }
    }

    /// Whether any character of the text is of a kind.
    pub(super) fn needs(&self, kind: impl Fn(char) -> bool) -> bool {
        self.text.contains(kind)
    }

    /// The character before a byte offset.
    pub(super) fn before(&self, at: usize) -> Option<char> {
        self.text.get(..at)?.chars().next_back()
    }

    /// The character at a byte offset.
    pub(super) fn at(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    /// Whether a byte lies in a range that must not be touched.
    pub(super) fn is_fixed(&self, at: usize) -> bool {
        let after = self.fixed.partition_point(|range| range.start <= at);
        after.checked_sub(1).and_then(|index| self.fixed.get(index)).is_some_and(|range| range.contains(&at))
    }

    /// Puts the edits into the nodes. An edit that runs over a node's border is left out, and so is one in an object.
    pub(super) fn write(&self, document: &mut Document, edits: &[Edit]) {
        let mut edits = edits.iter().peekable();
        for (piece, node) in &self.pieces {
            let mut own: Vec<Edit> = Vec::new();
            while let Some(edit) = edits.next_if(|edit| edit.range.start < piece.end) {
                let inside = edit.range.start >= piece.start && edit.range.end <= piece.end;
                if inside {
                    let range = edit.range.start - piece.start..edit.range.end - piece.start;
                    own.push(Edit { range, text: edit.text });
                }
            }
            let Some(text) = node.and_then(|node| document.text_mut(node)).filter(|_| !own.is_empty()) else {
                continue;
            };
            let lengths: Vec<_> = own.iter().map(|edit| (edit.range.clone(), edit.text.len())).collect();
            text.map = text.map.edited(&lengths);
            text.text = edited(&text.text, &own);
        }
    }
}

/// A text with edits, sorted and apart, put in.
pub(super) fn edited(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len() + edits.len() * 4);
    let mut at = 0;
    for edit in edits {
        out.push_str(text.get(at..edit.range.start).unwrap_or_default());
        out.push_str(edit.text);
        at = edit.range.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}
