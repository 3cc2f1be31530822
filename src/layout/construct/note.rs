//! Notes: elements that stand at the foot of the page that calls them (CSS GCPM 3, 2).

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::{Builder, Scope};
use crate::diagnostic::Stop;
use crate::document::{NodeId, Role};
use crate::layout::box_tree::{BlockBox, BoxContent, NoteId, Part};
use crate::layout::frame::LinkTarget;
use crate::structure::{StructChild, StructId, StructTree, StructType};
use crate::style::Float;

/// How deep in the structure tree a note may be put: it needs room for what it holds.
const DEEPEST: usize = 24;

impl Builder<'_> {
    /// The box that a block leaves where it stands: its own, or none if it goes to the foot of a page.
    pub(super) fn flowed(&mut self, node: NodeId, scope: &Scope) -> Result<Option<BlockBox>, Stop> {
        if scope.floats && self.is_note(node) {
            return self.note(node, scope);
        }
        let before = self.notes.len();
        let block = self.block(node, scope)?;
        let emptied = self.notes.len() > before && self.is_emptied(node, &block);
        Ok((!emptied).then_some(block))
    }

    fn is_note(&self, node: NodeId) -> bool {
        self.styles.node(node).boxed.float == Float::Footnote
    }

    /// Takes a note out. One that nothing before it calls leaves its place.
    fn note(&mut self, node: NodeId, scope: &Scope) -> Result<Option<BlockBox>, Stop> {
        let inner = Scope { floats: false, body: false, ..scope.clone() };
        let mut note = self.block(node, &inner)?;
        note.part = Part::Plain;
        let is_called = note.anchor.as_ref().is_some_and(|id| self.called.contains(&**id));
        let id = NoteId(self.notes.len());
        let place = (!is_called).then(|| BlockBox {
            node: None,
            name: "note-place".to_owned(),
            style: super::anonymous_style(&self.style(node)),
            anchor: None,
            running: Vec::new(),
            marker: None,
            part: Part::Plain,
            content: BoxContent::Note(id),
            span: note.span,
        });
        self.notes.push(note);
        Ok(place)
    }

    /// Whether the section of notes holds nothing more than its heading, all notes taken out of it.
    fn is_emptied(&self, node: NodeId, block: &BlockBox) -> bool {
        let BoxContent::Blocks(blocks) = &block.content else { return false };
        self.document.role(node) == Some(Role::Footnotes)
            && blocks.iter().all(|block| block.part == Part::Heading)
    }

    /// Moves each note behind the block that holds its first call, in reading order, and takes out what is left of
    /// the sections that held them.
    pub(super) fn read_notes_with_their_calls(&mut self) {
        let ids = self.notes.iter().filter_map(|note| note.anchor.clone());
        let mut waiting: HashMap<Arc<str>, StructId> =
            ids.filter_map(|id| Some((Arc::clone(&id), *self.anchors.get(&id)?))).collect();
        let mut moves = Moves::default();
        for link in self.links.iter().filter(|link| link.call) {
            let LinkTarget::Internal(id) = &link.target else { continue };
            let Some(note) = waiting.remove(id.as_str()) else { continue };
            if let Some((holder, behind)) = place(&self.structure, link.element, note) {
                moves.add(&self.structure, note, holder, behind);
            }
        }
        moves.make(&mut self.structure);
    }
}

/// Notes and the places in the structure tree that they move to.
#[derive(Default)]
struct Moves {
    moved: BTreeSet<StructId>,
    /// The elements that held them.
    left: BTreeSet<StructId>,
    /// The elements that hold the children behind which they go.
    holders: BTreeSet<StructId>,
    /// The notes that go behind an element, which may be a note that moves itself.
    behind: BTreeMap<StructId, Vec<StructId>>,
}

impl Moves {
    fn add(&mut self, tree: &StructTree, note: StructId, holder: StructId, behind: StructId) {
        self.moved.insert(note);
        self.left.extend(tree.get(note).and_then(|element| element.parent));
        self.holders.insert(holder);
        self.behind.entry(behind).or_default().push(note);
    }

    fn make(mut self, tree: &mut StructTree) {
        for holder in self.left.union(&self.holders).copied().collect::<Vec<_>>() {
            let Some(element) = tree.get_mut(holder) else { continue };
            let old = std::mem::take(&mut element.children);
            let mut children = Vec::with_capacity(old.len());
            for child in old {
                match child {
                    StructChild::Element(id) if self.moved.contains(&id) => {}
                    StructChild::Element(id) => self.take_with_notes(id, &mut children),
                    StructChild::Content(_) => children.push(child),
                }
            }
            for child in &children {
                if let StructChild::Element(id) = child
                    && let Some(element) = tree.get_mut(*id)
                {
                    element.parent = Some(holder);
                }
            }
            if let Some(element) = tree.get_mut(holder) {
                element.children = children;
            }
        }
        for holder in self.left {
            if is_hollow(tree, holder) {
                detach(tree, holder);
            }
        }
    }

    /// Adds an element, the notes that go behind it, and behind each of these those that it calls.
    fn take_with_notes(&mut self, element: StructId, children: &mut Vec<StructChild>) {
        let mut stack = vec![element];
        while let Some(id) = stack.pop() {
            children.push(StructChild::Element(id));
            stack.extend(self.behind.remove(&id).into_iter().flatten().rev());
        }
    }
}

/// Where a note is read: in which element, and behind which of its children. A table, a figure
/// and a note are read as one.
fn place(tree: &StructTree, call: StructId, note: StructId) -> Option<(StructId, StructId)> {
    let chain: Vec<StructId> =
        std::iter::successors(Some(call), |&id| tree.get(id).and_then(|element| element.parent)).collect();
    let kind = |id: StructId| tree.get(id).map(|element| element.kind);
    if chain.contains(&note) {
        return None;
    }
    let whole = chain
        .iter()
        .rposition(|&id| matches!(kind(id), Some(StructType::Table | StructType::Figure | StructType::Note)))
        .unwrap_or(0);
    let deepest = chain.len().saturating_sub(DEEPEST);
    let mut pairs = chain.iter().zip(chain.iter().skip(1)).skip(whole.max(deepest));
    let found = pairs.find(|&(_, &holder)| kind(holder).is_some_and(may_hold_notes));
    found.map(|(&child, &holder)| (holder, child))
}

fn may_hold_notes(kind: StructType) -> bool {
    use StructType as T;
    matches!(kind, T::Art | T::Sect | T::Div | T::Aside | T::BlockQuote | T::LBody | T::Part | T::Document)
}

fn detach(tree: &mut StructTree, id: StructId) {
    let parent = tree.get(id).and_then(|element| element.parent);
    if let Some(parent) = parent.and_then(|parent| tree.get_mut(parent)) {
        parent.children.retain(|child| *child != StructChild::Element(id));
    }
}

/// Whether a section has lost all its notes and holds at most headings.
fn is_hollow(tree: &StructTree, id: StructId) -> bool {
    use StructType as T;
    let heads = |child: &StructChild| match child {
        StructChild::Element(id) => tree
            .get(*id)
            .is_some_and(|element| matches!(element.kind, T::H1 | T::H2 | T::H3 | T::H4 | T::H5 | T::H6)),
        StructChild::Content(_) => false,
    };
    tree.get(id).is_some_and(|element| element.kind == T::Sect && element.children.iter().all(heads))
}
