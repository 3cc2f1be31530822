//! Joins a block's inline items into one text: white space collapsed, boxes and breaks as events beside it.
//!
//! Spec: CSS Text 4, 4.1 (white space processing).

use std::ops::Range;
use std::sync::Arc;

use super::content::{InlineContent, InlineItem};
use super::position;
use crate::document::NodeId;
use crate::geometry::Length;
use crate::layout::frame::{ArtifactType, ContentTag};
use crate::source::Span;
use crate::style::{ComputedStyle, VerticalAlign, WhiteSpace};

/// A stretch of the text with one style and one owner.
#[derive(Debug)]
pub(super) struct Segment {
    pub range: Range<usize>,
    pub style: ComputedStyle,
    pub language: Arc<str>,
    pub tag: ContentTag,
    pub node: Option<NodeId>,
    pub span: Span,
    /// How far the baseline is raised by the boxes around it.
    pub raise: Length,
    /// The innermost box that holds it.
    pub parent: Option<u32>,
}

/// An inline box.
#[derive(Debug)]
pub(super) struct InlineBox {
    /// The item that opens it.
    pub item: usize,
    /// The box that holds it.
    pub parent: Option<u32>,
    pub raise: Length,
}

/// What happens between two characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EventKind {
    Open(u32),
    Close(u32),
    LineBreak,
    Opportunity,
    /// The item of an atom, which stands in the text as U+FFFC, or of a leader, which does as U+00A0: what is before it
    /// and what is behind it are never parted.
    Atom(usize),
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Event {
    pub at: usize,
    pub kind: EventKind,
}

/// A block's text with all that is beside it.
#[derive(Debug, Default)]
pub(super) struct Collected {
    pub text: String,
    pub segments: Vec<Segment>,
    pub events: Vec<Event>,
    pub boxes: Vec<InlineBox>,
    /// (offset in the text, offset in the segment's node), both advance alike until the next.
    offsets: Vec<(usize, usize)>,
}

impl Collected {
    /// The offset in the node's text of an offset in the joined text.
    pub fn node_offset(&self, at: usize) -> usize {
        let index = self.offsets.partition_point(|&(text, _)| text <= at).saturating_sub(1);
        self.offsets.get(index).map_or(0, |&(text, node)| node + at.saturating_sub(text))
    }
}

pub(super) fn collect(content: &InlineContent) -> Collected {
    let mut collector = Collector { out: Collected::default(), open: Vec::new(), after_space: true };
    for (index, item) in content.items.iter().enumerate() {
        collector.item(content, index, item);
    }
    collector.trim_end();
    collector.out
}

struct Collector {
    out: Collected,
    open: Vec<u32>,
    /// Whether a collapsible space here would be dropped.
    after_space: bool,
}

impl Collector {
    fn raise(&self) -> Length {
        self.open
            .last()
            .and_then(|&open| self.out.boxes.get(open as usize))
            .map_or(Length::ZERO, |held| held.raise)
    }

    fn event(&mut self, kind: EventKind) {
        self.out.events.push(Event { at: self.out.text.len(), kind });
    }

    fn item(&mut self, content: &InlineContent, index: usize, item: &InlineItem) {
        match item {
            InlineItem::Text { text, .. } => self.text(item, text),
            InlineItem::Open { style, .. } => {
                let raise = self.raise() + baseline_raise(style, content);
                let parent = self.open.last().copied();
                let id = u32::try_from(self.out.boxes.len()).unwrap_or(u32::MAX);
                self.out.boxes.push(InlineBox { item: index, parent, raise });
                self.event(EventKind::Open(id));
                self.open.push(id);
            }
            InlineItem::Close => {
                if let Some(id) = self.open.pop() {
                    self.event(EventKind::Close(id));
                }
            }
            InlineItem::LineBreak => self.forced_break(),
            InlineItem::BreakOpportunity => self.event(EventKind::Opportunity),
            InlineItem::Atom { style, tag, span, .. } => {
                let start = self.stand_in(index, '\u{FFFC}');
                self.push_segment(start, style, &content.language, *tag, None, *span);
            }
            InlineItem::Leader { style, language, span, .. } => {
                self.trim_end();
                let tag = ContentTag::Artifact(ArtifactType::Layout);
                let start = self.stand_in(index, '\u{A0}');
                self.push_segment(start, style, language, tag, None, *span);
            }
        }
    }

    /// Puts the character that stands for an item into the text; gives its place.
    fn stand_in(&mut self, item: usize, character: char) -> usize {
        self.event(EventKind::Atom(item));
        let start = self.out.text.len();
        self.out.text.push(character);
        self.out.offsets.push((start, 0));
        self.after_space = false;
        start
    }

    fn forced_break(&mut self) {
        self.trim_end();
        self.event(EventKind::LineBreak);
        self.after_space = true;
    }

    fn push_segment(
        &mut self,
        start: usize,
        style: &ComputedStyle,
        language: &Arc<str>,
        tag: ContentTag,
        node: Option<NodeId>,
        span: Span,
    ) {
        let range = start..self.out.text.len();
        if range.is_empty() {
            return;
        }
        self.out.segments.push(Segment {
            range,
            style: style.clone(),
            language: Arc::clone(language),
            tag,
            node,
            span,
            raise: self.raise(),
            parent: self.open.last().copied(),
        });
    }

    fn text(&mut self, item: &InlineItem, text: &str) {
        let InlineItem::Text { node, offset, style, language, tag, span, .. } = item else { return };
        let mut consumed = *offset;
        let white_space = style.text.white_space;
        let mut start = self.out.text.len();
        self.out.offsets.push((start, consumed));
        match white_space {
            WhiteSpace::Pre | WhiteSpace::PreWrap => {
                for line in text.split_inclusive('\n') {
                    let body = line.strip_suffix('\n').unwrap_or(line);
                    self.out.text.push_str(body);
                    self.after_space = false;
                    consumed += line.len();
                    if body.len() < line.len() {
                        self.push_segment(start, style, language, *tag, *node, *span);
                        self.event(EventKind::LineBreak);
                        start = self.out.text.len();
                        self.out.offsets.push((start, consumed));
                    }
                }
            }
            WhiteSpace::PreLine => {
                for line in text.split_inclusive('\n') {
                    let body = line.strip_suffix('\n').unwrap_or(line);
                    self.collapsed(body, consumed);
                    consumed += line.len();
                    if body.len() < line.len() {
                        self.push_segment(start, style, language, *tag, *node, *span);
                        self.forced_break();
                        start = self.out.text.len();
                    }
                }
            }
            WhiteSpace::Normal | WhiteSpace::NoWrap => self.collapsed(text, consumed),
        }
        self.push_segment(start, style, language, *tag, *node, *span);
    }

    /// Appends text with runs of white space made one space; `base` is its offset in the node.
    fn collapsed(&mut self, text: &str, base: usize) {
        let mut rest = 0;
        while let Some(found) = text.get(rest..).and_then(|tail| tail.find([' ', '\t', '\n', '\r', '\u{C}']))
        {
            let at = rest + found;
            self.verbatim(text, rest, at, base);
            let tail = text.get(at..).unwrap_or_default();
            let run = tail.trim_start_matches([' ', '\t', '\n', '\r', '\u{C}']);
            let length = tail.len() - run.len();
            let white = tail.get(..length).unwrap_or_default();
            if !self.after_space && !joins_without_space(&self.out.text, white, run) {
                self.mark_offset(base + at);
                self.out.text.push(' ');
                self.after_space = true;
            }
            rest = at + length;
        }
        self.verbatim(text, rest, text.len(), base);
    }

    fn verbatim(&mut self, text: &str, from: usize, to: usize, base: usize) {
        let Some(words) = text.get(from..to).filter(|words| !words.is_empty()) else { return };
        self.mark_offset(base + from);
        self.out.text.push_str(words);
        self.after_space = false;
    }

    fn mark_offset(&mut self, node: usize) {
        let text = self.out.text.len();
        let continues = self.out.offsets.last().is_some_and(|&(t, n)| text - t == node.wrapping_sub(n));
        if !continues {
            self.out.offsets.push((text, node));
        }
    }

    /// Drops a collapsible space at the end of a line.
    fn trim_end(&mut self) {
        let Some(last) = self.out.segments.last_mut() else { return };
        let collapsible = !matches!(last.style.text.white_space, WhiteSpace::Pre | WhiteSpace::PreWrap);
        if collapsible && last.range.end == self.out.text.len() && self.out.text.ends_with(' ') {
            self.out.text.pop();
            last.range.end -= 1;
            if last.range.is_empty() {
                self.out.segments.pop();
            }
            let end = self.out.text.len();
            for event in self.out.events.iter_mut().rev().take_while(|event| event.at > end) {
                event.at = end;
            }
        }
    }
}

/// CSS Text 4, 4.1.2: a line break between two East Asian wide characters leaves no space.
fn joins_without_space(before: &str, white: &str, after: &str) -> bool {
    let wide = |character: char| matches!(u32::from(character), 0x2E80..=0x9FFF | 0xF900..=0xFAFF | 0xFE30..=0xFE4F | 0xFF00..=0xFF60 | 0x20000..=0x3FFFF);
    white.contains('\n')
        && before.chars().next_back().is_some_and(wide)
        && after.chars().next().is_some_and(wide)
}

fn baseline_raise(style: &ComputedStyle, content: &InlineContent) -> Length {
    match style.boxed.vertical_align {
        VerticalAlign::Super => content.style.font.size.scale(position::RAISED, 100),
        VerticalAlign::Sub => -content.style.font.size.scale(position::LOWERED, 100),
        VerticalAlign::Length(raise) => raise,
        _ => Length::ZERO,
    }
}
