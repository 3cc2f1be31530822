//! Notes: the marks that call them, wherever their texts stand: below, in the margin, in a bubble.

use std::collections::{HashMap, HashSet};

use super::Converter;
use super::block::{Flow, is_block};
use super::inline::Row;
use crate::document::file_path;
use crate::import::tree::{Block, BlockKind, Inline, InlineKind, plain_text};
use crate::import::web::dom::{Dom, NONE, NodeId};
use crate::import::web::survey::Survey;
use crate::import::web::traits::Traits;

/// The notes of a page.
#[derive(Default)]
pub(super) struct Notes {
    /// The text of each note, by the element that calls it.
    calls: HashMap<NodeId, NodeId>,
    /// The texts.
    pub(super) bodies: HashSet<NodeId>,
    /// Elements that hold nothing but notes and what announces them.
    pub(super) holders: HashSet<NodeId>,
    /// The elements in notes that lead back.
    backs: HashSet<NodeId>,
    /// What links of the page lead to.
    pub(super) targets: HashSet<String>,
    /// Headings among these.
    pub(super) headings: HashSet<String>,
    /// Notes that were read.
    read: HashSet<NodeId>,
    /// Notes that are being read, so that none calls itself.
    open: Vec<NodeId>,
}

/// Finds the notes of an article: links to something behind them that leads back or stands among notes.
pub(super) fn find(dom: &Dom, survey: &Survey, root: NodeId) -> Notes {
    let mut ids: HashMap<&str, NodeId> = HashMap::new();
    for id in survey.order.iter().copied() {
        for name in ["id", "name"] {
            if let Some(anchor) = dom.attr(id, name).filter(|_| name == "id" || dom.is(id, "a")) {
                ids.entry(anchor).or_insert(id);
            }
        }
    }
    let mut notes = Notes::default();
    for id in survey.order.iter().copied().filter(|id| dom.is(*id, "a")) {
        let Some(anchor) = dom.attr(id, "href").and_then(fragment) else { continue };
        let decoded = file_path(anchor);
        let Some(&target) = ids.get(anchor).or_else(|| ids.get(decoded.as_str())) else { continue };
        if is_call(dom, survey, id, target, root) {
            if let Some(body) = body_of(dom, survey, target, id) {
                notes.calls.insert(outermost(dom, survey, id), body);
                notes.bodies.insert(body);
                continue;
            }
        } else if survey.is_before(target, id) && dom.ancestors(id).any(|above| notes.bodies.contains(&above))
        {
            notes.backs.insert(id);
        }
        notes.targets.insert(anchor.to_owned());
        let target = heading_of(dom, target);
        if matches!(dom.name(target), "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
            && survey.label(target).is_none()
            && dom.is_within(target, root)
            && is_of_text(dom, survey, id, target, root)
        {
            notes.headings.insert(anchor.to_owned());
        }
    }
    notes.targets.retain(|anchor| notes.headings.contains(anchor));
    let above: Vec<NodeId> = notes
        .bodies
        .iter()
        .flat_map(|body| dom.ancestors(*body).take(4))
        .filter(|id| survey.has(*id, Traits::NOTES))
        .collect();
    notes.holders.extend(above);
    notes.holders.extend(notes.bodies.iter().copied());
    notes
}

/// The heading that a target is, or that a section begins with.
pub(super) fn heading_of(dom: &Dom, target: NodeId) -> NodeId {
    let first = dom.elements(target).next().filter(|_| matches!(dom.name(target), "section" | "div"));
    first.filter(|first| matches!(dom.name(*first), "h2" | "h3" | "h4" | "h5" | "h6")).unwrap_or(target)
}

/// Whether a link is of the article's text: in none of its furniture, and not the heading's own.
fn is_of_text(dom: &Dom, survey: &Survey, id: NodeId, target: NodeId, root: NodeId) -> bool {
    let mut above = dom.ancestors(id).take_while(|above| *above != root);
    dom.is_within(id, root) && above.all(|above| above != target && survey.label(above).is_none())
}

impl Notes {
    /// Drops an element that is only a mark.
    pub(super) fn drop(&mut self, id: NodeId) {
        self.backs.insert(id);
    }
}

fn fragment(href: &str) -> Option<&str> {
    let (page, anchor) = href.split_once('#')?;
    // Saved pages name themselves in their own links.
    let is_own = page.is_empty() || page.starts_with("http") || page.ends_with(".html");
    (is_own && !anchor.is_empty()).then_some(anchor)
}

/// Whether a link calls a note: a mark, raised or so named, that leads to something behind it.
fn is_call(dom: &Dom, survey: &Survey, id: NodeId, target: NodeId, root: NodeId) -> bool {
    if !survey.is_before(id, target) || dom.is_within(target, id) || !dom.is_within(id, root) {
        return false;
    }
    let near: Vec<NodeId> = std::iter::once(id).chain(dom.ancestors(id).take(3)).collect();
    let is_named =
        near.iter().any(|above| survey.has(*above, Traits::NOTE_CALL) && !is_block(dom.name(*above)))
            || dom.has_word(id, "epub:type", "noteref");
    let is_raised =
        near.iter().any(|above| dom.is(*above, "sup")) || dom.elements(id).any(|child| dom.is(child, "sup"));
    let mark = short_line(dom, survey, id);
    (is_named && mark.chars().count() <= 16) || is_mark(&mark) && (is_raised || leads_back(dom, target, id))
}

/// The words of a node that holds few; of any other none.
fn short_line(dom: &Dom, survey: &Survey, id: NodeId) -> String {
    if survey.facts(id).letters > 30 { String::new() } else { dom.line_of(id) }
}

/// Whether words are the mark of a note.
fn is_mark(words: &str) -> bool {
    let mark = words.trim().trim_start_matches(['[', '(']).trim_end_matches([']', ')', '.']);
    let is_number = !mark.is_empty() && mark.len() <= 4 && mark.bytes().all(|byte| byte.is_ascii_digit());
    let is_letter =
        mark.chars().count() == 1 && words.trim() != mark && mark.chars().all(char::is_alphabetic);
    let is_sign = !mark.is_empty() && mark.chars().count() <= 3 && mark.chars().all(|c| "*†‡§¶#".contains(c));
    is_number || is_letter || is_sign
}

/// Whether a link in or around the target leads to the call.
fn leads_back(dom: &Dom, target: NodeId, call: NodeId) -> bool {
    let anchors: Vec<&str> = std::iter::once(call)
        .chain(dom.ancestors(call).take(3))
        .flat_map(|id| [dom.attr(id, "id"), dom.attr(id, "name")])
        .flatten()
        .collect();
    let holder = dom.ancestors(target).find(|above| is_block(dom.name(*above))).unwrap_or(target);
    let holder = if is_block(dom.name(target)) { target } else { holder };
    dom.walk(holder)
        .take(300)
        .any(|id| dom.attr(id, "href").and_then(fragment).is_some_and(|anchor| anchors.contains(&anchor)))
}

/// The raised element around a link, which holds nothing else.
fn outermost(dom: &Dom, survey: &Survey, id: NodeId) -> NodeId {
    let mut outer = id;
    for above in dom.ancestors(id).take(3) {
        let is_mark = matches!(dom.name(above), "sup" | "span") && is_mark(&short_line(dom, survey, above));
        if !is_mark {
            break;
        }
        outer = above;
    }
    outer
}

/// The block that holds a note.
fn body_of(dom: &Dom, survey: &Survey, target: NodeId, call: NodeId) -> Option<NodeId> {
    let is_text = |id: NodeId| is_block(dom.name(id));
    let mut body = std::iter::once(target).chain(dom.ancestors(target)).find(|id| is_text(*id))?;
    if matches!(
        dom.name(body),
        "h1" | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "body"
            | "table"
            | "tbody"
            | "ul"
            | "ol"
            | "dl"
            | "figure"
            | "main"
            | "article"
    ) {
        return None;
    }
    let words = short_line(dom, survey, target);
    let is_among_notes = dom
        .ancestors(body)
        .take(5)
        .any(|above| survey.has(above, Traits::NOTES) || dom.has_word(above, "role", "doc-endnotes"));
    if !is_among_notes && !leads_back(dom, target, call) && !dom.is(body, "li") && !is_mark(&words) {
        return None;
    }
    // Out of boxes around this note alone: the table's row of a numbered note, the division of one paragraph.
    while let Some(parent) = Some(dom.parent(body)).filter(|parent| *parent != NONE) {
        let is_alone = dom.elements(parent).take(2).count() == 1
            && matches!(dom.name(parent), "div" | "li" | "aside" | "section")
            && !survey.has(parent, Traits::NOTES.and(Traits::BODY));
        let is_row = dom.is(body, "td") && dom.is(parent, "tr");
        if !is_alone && !is_row || dom.is_within(call, parent) {
            break;
        }
        body = parent;
    }
    (!dom.is_within(call, body)).then_some(body)
}

impl Converter<'_> {
    /// Reads an element as the call of a note; whether it is one.
    pub(super) fn note_call(&mut self, id: NodeId, row: &mut Row) -> bool {
        if self.notes.backs.contains(&id) || self.survey.has(id, Traits::NOTE_BACK) && self.is_in_note(id) {
            self.replace(id);
            return true;
        }
        let Some(&body) = self.notes.calls.get(&id) else { return false };
        self.replace(id);
        if self.notes.open.contains(&body) {
            return true;
        }
        if self.notes.read.contains(&body) {
            return self.push_note(body, Vec::new(), id, row);
        }
        self.notes.open.push(body);
        let content = self.deeper(|reader| reader.note_text(body)).unwrap_or_default();
        self.notes.open.pop();
        if content.is_empty() {
            return true;
        }
        self.notes.read.insert(body);
        self.push_note(body, content, id, row)
    }

    /// Adds a note; one that is called again says no more than that.
    fn push_note(&self, body: NodeId, content: Vec<Block>, call: NodeId, row: &mut Row) -> bool {
        let mut inline = Inline::new(InlineKind::Note(content), self.span(call));
        inline.attr.id = format!("note-{body}");
        row.push_close(inline);
        true
    }

    fn is_in_note(&self, id: NodeId) -> bool {
        self.dom
            .ancestors(id)
            .any(|above| self.notes.bodies.contains(&above) || self.survey.has(above, Traits::NOTES))
    }

    /// The blocks of a note, without its mark and what leads back.
    fn note_text(&mut self, body: NodeId) -> Vec<Block> {
        self.drop_mark(body);
        let mut flow = Flow::default();
        if self.dom.is(body, "tr") || self.dom.is(body, "p") {
            self.inline_children(body, &mut flow.row);
        } else if self.dom.is(body, "dt") {
            let behind = std::iter::successors(Some(body), |id| Some(self.dom.next(*id)));
            let next = behind
                .skip(1)
                .take_while(|id| *id != NONE)
                .find(|id| !self.dom.name(*id).is_empty() && !self.survey.is_hidden(*id));
            next.into_iter().for_each(|description| self.flow_children(description, &mut flow));
        } else {
            self.flow_children(body, &mut flow);
        }
        let mut blocks = flow.finish();
        if let Some(Block { kind: BlockKind::Paragraph(row), .. }) = blocks.first_mut() {
            without_mark(row);
        }
        if let Some(Block { kind: BlockKind::Paragraph(row), .. }) = blocks.last_mut() {
            without_arrow(row);
        }
        blocks.retain(|block| !matches!(&block.kind, BlockKind::Paragraph(row) if row.is_empty()));
        blocks
    }

    /// Drops the element that repeats a note's mark at its beginning.
    fn drop_mark(&mut self, body: NodeId) {
        let dom = self.dom;
        let mark = dom.below(body).take(12).find(|below| {
            matches!(dom.name(*below), "span" | "a" | "sup" | "b" | "strong" | "td" | "dt")
                && is_mark(&short_line(dom, self.survey, *below))
        });
        let Some(mark) = mark else { return };
        let before = dom.below(body).take_while(|below| *below != mark).filter_map(|below| dom.text(below));
        if before.into_iter().all(|text| text.trim().is_empty()) {
            self.replace(mark);
            self.notes.drop(mark);
        }
    }

    /// Reads a note that stands in the margin or in a bubble; whether it is one.
    pub(super) fn side_note(&mut self, id: NodeId, row: &mut Row) -> bool {
        if self.is_side_note_part(id) {
            self.replace(id);
            return true;
        }
        if !self.survey.has(id, Traits::SIDE_NOTE)
            || self.survey.facts(id).letters == 0
            || self.notes.open.contains(&id)
        {
            return false;
        }
        // A mark and its bubble: the text is the part that says so.
        let dom = self.dom;
        let inner = dom.below(id).find(|below| {
            dom.attr(*below, "class")
                .is_some_and(|class| class.contains("note_content") || class.contains("note-content"))
        });
        let body = inner.unwrap_or(id);
        self.notes.open.push(id);
        for mark in dom.below(id) {
            let class = dom.attr(mark, "class").unwrap_or_default();
            if class.contains("note_mark") || class.contains("tag_note") || class.contains("sidenote-number")
            {
                self.replace(mark);
                self.notes.backs.insert(mark);
            }
        }
        let content = self.deeper(|reader| reader.note_text(body)).unwrap_or_default();
        self.notes.open.pop();
        if !content.is_empty() {
            row.push_close(Inline::new(InlineKind::Note(content), self.span(id)));
        }
        true
    }

    /// The label and the box that open a note in the margin on small screens.
    pub(super) fn is_side_note_part(&self, id: NodeId) -> bool {
        matches!(self.dom.name(id), "label" | "input")
            && self
                .dom
                .attr(id, "class")
                .is_some_and(|class| class.contains("margin-toggle") || class.contains("sidenote"))
    }
}

/// Takes the mark of a note from its beginning: `[1]`, `1.`, `*`.
fn without_mark(row: &mut Vec<Inline>) {
    if let Some(Inline { kind: InlineKind::Styled(_, content), .. }) = row.first()
        && is_mark(&plain_text(content))
    {
        row.remove(0);
    }
    if let Some(Inline { kind: InlineKind::Text(text), .. }) = row.first_mut() {
        let trimmed = text.trim_start();
        let (first, rest) = trimmed.split_once(' ').unwrap_or((trimmed, ""));
        let is_bare_number = first.bytes().all(|byte| byte.is_ascii_digit());
        let rest = if is_mark(first) && !rest.is_empty() && !is_bare_number { rest } else { trimmed };
        let rest = rest.trim_start_matches(['^', ':', '↑']).trim_start().to_owned();
        *text = rest;
        if text.is_empty() {
            row.remove(0);
        }
    }
}

/// Takes what leads back from the end of a note.
fn without_arrow(row: &mut Vec<Inline>) {
    while let Some(last) = row.last_mut() {
        match &mut last.kind {
            InlineKind::Text(text) => {
                let kept = text
                    .trim_end_matches(|c: char| {
                        c.is_whitespace() || matches!(c, '↩' | '↑' | '^' | '⤴' | '\u{FE0E}' | '\u{FE0F}')
                    })
                    .len();
                text.truncate(kept);
                if !text.is_empty() {
                    return;
                }
            }
            InlineKind::Break => {}
            _ => return,
        }
        row.pop();
    }
}
