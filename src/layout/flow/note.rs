//! The notes of an article, below each other in the order of their calls: pages take them piece by piece.

use std::collections::HashMap;

use super::item::{Flow, FlowItem, Mark};
use super::{FlowBuilder, FlowContext};
use crate::diagnostic::Stop;
use crate::geometry::Length;
use crate::layout::box_tree::{BlockBox, BoxContent, Lines, Link, NoteId};
use crate::layout::frame::LinkTarget;
use crate::layout::inline::{InlineItem, LinkId};
use crate::source::Span;

/// Every note, and where the body calls it.
#[derive(Debug, Default)]
pub struct NoteList {
    /// The notes as one vertical list, in the order of their calls. One that is called in a note follows that note.
    pub flow: Flow,
    /// One past the last item of each note.
    pub ends: Vec<usize>,
    /// Where each note comes from.
    pub spans: Vec<Span>,
    /// For each item of the body, what is called up to and with it; empty without notes.
    pub called: Vec<Called>,
}

/// How many notes belong to the text up to some place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Called {
    /// The notes that the text calls, and those that these call.
    pub notes: usize,
    /// The notes up to and with the last that the text itself calls.
    pub by_text: usize,
}

/// Sets the notes in a width, in the order in which the items of `body` call them.
///
/// # Errors
/// When the work was asked to end.
pub fn note_list<'a>(
    context: &FlowContext<'a>,
    body: &Flow,
    notes: &'a [BlockBox],
    links: &[Link],
    width: Length,
) -> Result<NoteList, Stop> {
    if notes.is_empty() {
        return Ok(NoteList::default());
    }
    let mut order = Order::new(notes, links);
    let mut called = Vec::with_capacity(body.items.len());
    for item in &body.items {
        order.item(item);
        called.push(Called { notes: order.notes.len(), by_text: order.by_text });
    }
    order.rest();
    if let Some(last) = called.last_mut() {
        last.notes = order.notes.len();
    }
    let mut list = NoteList { called, ..NoteList::default() };
    let mut builder = FlowBuilder::new(context);
    for note in order.notes.iter().filter_map(|id| notes.get(id.0)) {
        builder.block(note, Length::ZERO, width)?;
        list.ends.push(builder.flow.items.len());
        list.spans.push(note.span);
    }
    list.flow = builder.finish();
    if let Some(last) = list.ends.last_mut() {
        *last = list.flow.items.len();
    }
    Ok(list)
}

/// Puts notes in the order of their first calls.
struct Order<'a> {
    boxes: &'a [BlockBox],
    links: &'a [Link],
    by_id: HashMap<&'a str, NoteId>,
    placed: Vec<bool>,
    notes: Vec<NoteId>,
    by_text: usize,
}

impl<'a> Order<'a> {
    fn new(boxes: &'a [BlockBox], links: &'a [Link]) -> Order<'a> {
        let ids = boxes
            .iter()
            .enumerate()
            .filter_map(|(index, note)| Some((note.anchor.as_deref()?, NoteId(index))));
        Order {
            boxes,
            links,
            by_id: ids.collect(),
            placed: vec![false; boxes.len()],
            notes: Vec::new(),
            by_text: 0,
        }
    }

    /// The note that a link calls.
    fn note(&self, link: LinkId) -> Option<NoteId> {
        match self.links.get(link.0 as usize) {
            Some(Link { call: true, target: LinkTarget::Internal(id), .. }) => {
                self.by_id.get(id.as_str()).copied()
            }
            _ => None,
        }
    }

    /// Adds the notes that an item of the body calls, in the order of the text.
    fn item(&mut self, item: &FlowItem) {
        let mut links: Vec<LinkId> = match item {
            FlowItem::Line(placed) => placed.line.links.iter().map(|link| link.link).collect(),
            FlowItem::Fragment(fragment) | FlowItem::Side { fragment, .. } => {
                fragment.links.iter().map(|link| link.link).collect()
            }
            FlowItem::Mark(Mark::Note(id)) => return self.call(*id),
            _ => return,
        };
        links.sort_unstable();
        for link in links {
            if let Some(note) = self.note(link) {
                self.call(note);
            }
        }
    }

    /// Adds a note that the text calls, if this is its first call.
    fn call(&mut self, note: NoteId) {
        if self.placed.get(note.0) == Some(&false) {
            self.by_text = self.notes.len() + 1;
            self.add(note);
        }
    }

    /// Adds a note, if it is new, and behind it those that it calls.
    fn add(&mut self, note: NoteId) {
        let mut stack = vec![note];
        while let Some(note) = stack.pop() {
            let (Some(placed), Some(block)) = (self.placed.get_mut(note.0), self.boxes.get(note.0)) else {
                continue;
            };
            if std::mem::replace(placed, true) {
                continue;
            }
            self.notes.push(note);
            let mut links = Vec::new();
            block_links(block, &mut links);
            links.sort_unstable();
            stack.extend(links.into_iter().rev().filter_map(|link| self.note(link)));
        }
    }

    /// Adds the notes that no item called: those that only call each other.
    fn rest(&mut self) {
        for index in 0..self.boxes.len() {
            self.add(NoteId(index));
        }
    }
}

/// The links of a block and all it holds.
fn block_links(block: &BlockBox, links: &mut Vec<LinkId>) {
    match &block.content {
        BoxContent::Blocks(blocks) => blocks.iter().for_each(|block| block_links(block, links)),
        BoxContent::Lines(lines) => line_links(lines, links),
        BoxContent::Code(lines) => lines.iter().for_each(|lines| line_links(lines, links)),
        BoxContent::Table(table) => {
            table.captions.iter().for_each(|caption| block_links(caption, links));
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            cells.for_each(|cell| block_links(&cell.block, links));
        }
        BoxContent::Image(_) | BoxContent::Note(_) | BoxContent::Empty => {}
    }
}

fn line_links(lines: &Lines, links: &mut Vec<LinkId>) {
    links.extend(lines.content.items.iter().filter_map(|item| match item {
        InlineItem::Open { link, .. } => *link,
        _ => None,
    }));
}
