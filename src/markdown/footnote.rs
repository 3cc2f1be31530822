//! Footnote definitions and calls by label → the section of notes at the article's end.
//!
//! Entry point: [`gather`]. Notes are numbered in the order of their first call; calls in the text come before calls
//! in other notes. Every call links to its note (`fn-1`), every note back to its calls (`fnref-1`, `fnref-1-2`, …).

use std::collections::{BTreeMap, HashMap, VecDeque};

use crate::diagnostic::{Code, Context, Diagnostic};
use crate::document::{Document, NodeId, Role, Tag};

/// Footnote definitions and calls in the order of the source.
#[derive(Debug, Default)]
pub(crate) struct Footnotes {
    definitions: Vec<Definition>,
    calls: HashMap<NodeId, String>,
}

#[derive(Debug)]
struct Definition {
    label: String,
    written: String,
    node: NodeId,
}

/// A note that is called.
#[derive(Debug)]
struct Note {
    node: NodeId,
    calls: Vec<NodeId>,
}

impl Footnotes {
    /// Adds a definition: an `aside` outside the tree.
    pub(crate) fn define(&mut self, label: &str, node: NodeId) {
        self.definitions.push(Definition { label: fold(label), written: label.to_owned(), node });
    }

    /// Adds a note that stands where it is called: `call` an empty `a` in the text, `node` an `aside` outside the tree.
    pub(crate) fn define_at_call(&mut self, call: NodeId, node: NodeId) {
        // No label holds brackets (CommonMark 4.7).
        let label = format!("[{}]", self.definitions.len());
        self.refer(&label, call);
        self.define(&label, node);
    }

    /// Where text stands before the notes are gathered: the tree, and each note outside it.
    pub(crate) fn roots(&self, document: &Document) -> Vec<NodeId> {
        std::iter::once(document.root()).chain(self.definitions.iter().map(|note| note.node)).collect()
    }

    /// Adds a call: an empty `a` in the text.
    pub(crate) fn refer(&mut self, label: &str, node: NodeId) {
        self.calls.insert(node, fold(label));
    }
}

/// A label as it is compared: case and spacing aside.
fn fold(label: &str) -> String {
    label.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// Numbers the notes, links calls and notes, and adds the section of notes to the root if there are any.
pub(super) fn gather(document: &mut Document, footnotes: &Footnotes, context: &Context) {
    let by_label = definitions_by_label(document, footnotes, context);
    let notes = number(document, footnotes, &by_label);
    report_unused(document, footnotes, &notes, context);
    let Some(first) = notes.first() else { return };
    let section = document.create_role(Role::Footnotes, document.span(first.node));
    for (index, note) in notes.iter().enumerate() {
        finish_note(document, note, index + 1);
    }
    document.set_children(section, notes.iter().map(|note| note.node).collect());
    document.append(document.root(), section);
}

/// The definitions that count: the first of each label.
fn definitions_by_label<'a>(
    document: &Document,
    footnotes: &'a Footnotes,
    context: &Context,
) -> HashMap<&'a str, NodeId> {
    let mut by_label = HashMap::new();
    for definition in &footnotes.definitions {
        let first = *by_label.entry(definition.label.as_str()).or_insert(definition.node);
        if first != definition.node {
            let message = format!("the footnote “{}” is defined twice; the first counts", definition.written);
            context.report(Diagnostic::new(Code::FootnoteDuplicate, document.span(definition.node), message));
        }
    }
    by_label
}

/// The called notes in the order of their numbers, with their calls.
fn number(document: &Document, footnotes: &Footnotes, by_label: &HashMap<&str, NodeId>) -> Vec<Note> {
    let mut notes: Vec<Note> = Vec::new();
    let mut numbers: HashMap<NodeId, usize> = HashMap::new();
    let mut places = VecDeque::from([document.root()]);
    while let Some(place) = places.pop_front() {
        for call in document.descendants(place) {
            let Some(label) = footnotes.calls.get(&call) else { continue };
            let Some(&node) = by_label.get(label.as_str()) else { continue };
            let index = *numbers.entry(node).or_insert_with(|| {
                notes.push(Note { node, calls: Vec::new() });
                places.push_back(node);
                notes.len() - 1
            });
            if let Some(note) = notes.get_mut(index) {
                note.calls.push(call);
            }
        }
    }
    notes
}

fn report_unused(document: &Document, footnotes: &Footnotes, notes: &[Note], context: &Context) {
    let used: BTreeMap<NodeId, ()> = notes.iter().map(|note| (note.node, ())).collect();
    let mut seen: HashMap<&str, ()> = HashMap::new();
    for definition in &footnotes.definitions {
        let first = seen.insert(definition.label.as_str(), ()).is_none();
        if first && !used.contains_key(&definition.node) {
            let message = format!("the footnote “{}” is never called; it was left out", definition.written);
            context.report(
                Diagnostic::new(Code::FootnoteUnused, document.span(definition.node), message)
                    .help(format!("write [^{}] where it belongs", definition.written)),
            );
        }
    }
}

/// Gives a note its id, its number and its ways back, and its calls their numbers and links.
fn finish_note(document: &mut Document, note: &Note, number: usize) {
    let id = format!("fn-{number}");
    set_id(document, note.node, &id);
    put_label(document, note.node, number);
    for (index, &call) in note.calls.iter().enumerate() {
        let call_id = match index {
            0 => format!("fnref-{number}"),
            _ => format!("fnref-{number}-{}", index + 1),
        };
        set_id(document, call, &call_id);
        fill_link(document, call, &number.to_string(), &id);
        let back = document.create_role(Role::BackLink, document.span(note.node));
        fill_link(document, back, "↩", &call_id);
        put_back_link(document, note.node, back);
    }
}

fn set_id(document: &mut Document, node: NodeId, id: &str) {
    if let Some(element) = document.element_mut(node) {
        element.attributes.id = Some(id.into());
    }
}

fn fill_link(document: &mut Document, link: NodeId, text: &str, target: &str) {
    let text = document.create_generated(text, document.span(link));
    document.append(link, text);
    if let Some(element) = document.element_mut(link) {
        element.attributes.href = Some(format!("#{target}").into());
    }
}

/// Puts the note's number before its first words.
fn put_label(document: &mut Document, note: NodeId, number: usize) {
    let span = document.span(note);
    let first = document.children(note).first().copied();
    let paragraph = match first.filter(|&first| document.tag(first) == Some(Tag::P)) {
        Some(paragraph) => paragraph,
        None => {
            let paragraph = document.create_element(Tag::P, span);
            document.insert(note, 0, paragraph);
            paragraph
        }
    };
    let label = document.create_role(Role::NoteLabel, span);
    let text = document.create_generated(format!("{number}."), span);
    document.append(label, text);
    let space = document.create_generated(" ", span);
    document.insert(paragraph, 0, space);
    document.insert(paragraph, 0, label);
}

/// Puts a way back behind the note's last words.
fn put_back_link(document: &mut Document, note: NodeId, link: NodeId) {
    let span = document.span(note);
    let last = document.children(note).last().copied();
    let paragraph = match last.filter(|&last| document.tag(last) == Some(Tag::P)) {
        Some(paragraph) => paragraph,
        None => {
            let paragraph = document.create_element(Tag::P, span);
            document.append(note, paragraph);
            paragraph
        }
    };
    if !document.children(paragraph).is_empty() {
        let space = document.create_generated("\u{A0}", span);
        document.append(paragraph, space);
    }
    document.append(paragraph, link);
}
