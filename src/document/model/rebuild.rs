//! Walks the tree as it is and builds it anew, every element where the table allows it.
//!
//! What stands in a line and is cut by a block (`<b>one<div>two</div>three</b>`) is closed before it and opened again
//! inside and behind it, as browsers do; a paragraph is cut in two; parts without a home get one.

use super::finish::finish;
use super::{Content, allows, content, homes, is_blank};
use crate::diagnostic::{Code, Context, Diagnostic};
use crate::document::{Document, NodeId, Role, Tag};
use crate::source::Span;

/// An element of the old tree that the walk is inside of.
#[derive(Debug)]
struct Entered {
    node: NodeId,
    tag: Tag,
    /// It stands in the new tree and is open there.
    open: bool,
    /// Its node is in the new tree: opening it again takes a copy.
    used: bool,
    /// Its tag was dropped: what it holds goes to what is around it.
    dropped: bool,
}

/// An open element of the new tree.
#[derive(Debug)]
struct Open {
    node: NodeId,
    tag: Tag,
    children: Vec<NodeId>,
    /// Its place in the list of entered elements; `None` if nothing in the old tree stands for it.
    entered: Option<usize>,
}

enum Step {
    Enter(NodeId),
    Leave,
}

struct Rebuild<'a> {
    document: &'a mut Document,
    context: &'a Context,
    entered: Vec<Entered>,
    open: Vec<Open>,
    /// What was reported last: one message says enough about a node.
    reported: Option<NodeId>,
}

/// Builds the tree anew.
pub(super) fn rebuild(document: &mut Document, context: &Context) {
    let root = document.root();
    let tag = document.tag(root).unwrap_or(Tag::Article);
    let top = document.children(root).to_vec();
    let entered = vec![Entered { node: root, tag, open: true, used: true, dropped: false }];
    let open = vec![Open { node: root, tag, children: Vec::new(), entered: Some(0) }];
    let mut rebuild = Rebuild { document, context, entered, open, reported: None };
    let mut steps: Vec<Step> = top.into_iter().rev().map(Step::Enter).collect();
    while let Some(step) = steps.pop() {
        match step {
            Step::Leave => rebuild.leave(),
            Step::Enter(node) if rebuild.document.text(node).is_some() => rebuild.text(node),
            Step::Enter(node) => {
                let children = rebuild.document.children(node).to_vec();
                rebuild.enter(node);
                steps.push(Step::Leave);
                steps.extend(children.into_iter().rev().map(Step::Enter));
            }
        }
    }
    while rebuild.open.len() > 1 {
        rebuild.close();
    }
    let children = rebuild.open.pop().map(|root| root.children).unwrap_or_default();
    let finished = finish(rebuild.document, root, tag, children, context);
    let children = finished.unwrap_or_default();
    rebuild.document.set_children(root, children);
}

impl Rebuild<'_> {
    fn top(&self) -> Tag {
        self.open.last().map_or(Tag::Article, |top| top.tag)
    }

    fn text(&mut self, node: NodeId) {
        if is_blank(self.document, node) && (!allows(self.top(), None) || self.cut_paragraph().is_some()) {
            return;
        }
        self.room_for(None, node);
        self.push(node);
    }

    fn push(&mut self, node: NodeId) {
        if let Some(top) = self.open.last_mut() {
            top.children.push(node);
        }
    }

    fn enter(&mut self, node: NodeId) {
        let tag = self.document.tag(node).unwrap_or(Tag::Span);
        let dropped = self.is_refused(node, tag);
        let entered = Entered { node, tag: self.settled_tag(node, tag), open: false, used: false, dropped };
        if dropped {
            return self.entered.push(entered);
        }
        let tag = entered.tag;
        self.room_for(Some(tag), node);
        self.entered.push(entered);
        self.open_entered(self.entered.len() - 1);
    }

    /// Captions outside what they belong to are paragraphs.
    fn settled_tag(&mut self, node: NodeId, tag: Tag) -> Tag {
        if !matches!(tag, Tag::Caption | Tag::Figcaption) || self.home_of(tag).is_some() {
            return tag;
        }
        if let Some(element) = self.document.element_mut(node) {
            element.tag = Tag::P;
        }
        Tag::P
    }

    /// Whether an element's tag is dropped: a link in a link, a block in a heading or a term.
    fn is_refused(&mut self, node: NodeId, tag: Tag) -> bool {
        let role = self.document.role(node);
        if tag == Tag::A {
            if !self.entered.iter().any(|entered| entered.tag == Tag::A && !entered.dropped) {
                return false;
            }
            if matches!(role, Some(Role::NoteRef | Role::BackLink)) {
                if let Some(link) = self.open.iter().rposition(|open| open.tag == Tag::A) {
                    self.close_to(link);
                }
                return false;
            }
            self.report(node, "a link cannot stand in a link; the inner one became plain text");
            return true;
        }
        let block = !tag.is_phrasing();
        let line = self.open.iter().rev().find(|open| !open.tag.is_phrasing()).map(|open| open.tag);
        let unbroken = line.is_some_and(|tag| tag.heading_level().is_some() || tag == Tag::Dt);
        if block && unbroken && !homes(tag).contains(&Tag::Dl) {
            let message = format!("<{}> cannot stand in a heading or a term; its text was kept", tag.name());
            self.report(node, &message);
            return true;
        }
        false
    }

    fn report(&mut self, node: NodeId, message: &str) {
        let ours = matches!(self.document.role(node), Some(Role::PageBreak | Role::NoteRef));
        if !ours && self.reported != Some(node) {
            self.reported = Some(node);
            let span = self.document.span(node);
            self.context.report(Diagnostic::new(Code::HtmlRepaired, span, message));
        }
    }

    /// Opens and closes elements until the child may stand in the innermost open one.
    fn room_for(&mut self, child: Option<Tag>, node: NodeId) {
        let span = self.document.span(node);
        if child.is_none_or(Tag::is_phrasing) {
            if let Some(paragraph) = self.cut_paragraph() {
                self.fit(self.entered.get(paragraph).map(|entered| entered.tag), node, span);
                self.open_entered(paragraph);
            }
            self.fit(child, node, span);
            self.open_again(child);
        } else {
            self.fit(child, node, span);
        }
    }

    fn fit(&mut self, child: Option<Tag>, node: NodeId, span: Span) {
        while !allows(self.top(), child) {
            let top = self.top();
            if let Some(home) = child.and_then(|child| self.home_of(child)) {
                self.close_to(home + 1);
            } else if self.open.last().is_some_and(|open| open.entered.is_none()) {
                self.close();
            } else if let Some(&home) = child.and_then(|child| homes(child).first()) {
                if !(top == Tag::Table && child == Some(Tag::Tr)) {
                    self.report_homeless(child, node);
                }
                self.fit(Some(home), node, span);
                self.open_implied(home, span);
            } else {
                match content(top) {
                    Content::Parts(..) => {
                        self.report_stray(child, top, node);
                        self.open_parts(child, span);
                    }
                    Content::Blocks | Content::Flow => self.open_implied(Tag::P, span),
                    Content::Phrasing | Content::Nothing => {
                        self.report_cut(child, top, node);
                        self.close();
                    }
                }
            }
        }
    }

    /// Opens part in part until the child may stand in the innermost: a row and a cell for a text in a table.
    fn open_parts(&mut self, child: Option<Tag>, span: Span) {
        while let (false, Content::Parts(_, wrapper)) = (allows(self.top(), child), content(self.top())) {
            self.open_implied(wrapper, span);
        }
    }

    fn report_homeless(&mut self, child: Option<Tag>, node: NodeId) {
        let (Some(child), Some(home)) = (child, child.and_then(|child| homes(child).first())) else { return };
        self.report(
            node,
            &format!("<{}> stands outside <{}>; one was put around it", child.name(), home.name()),
        );
    }

    fn report_stray(&mut self, child: Option<Tag>, parent: Tag, node: NodeId) {
        let what = child.map_or("text".to_owned(), |child| format!("<{}>", child.name()));
        self.report(node, &format!("{what} cannot stand in <{}>; it became a part of it", parent.name()));
    }

    fn report_cut(&mut self, child: Option<Tag>, parent: Tag, node: NodeId) {
        if let Some(child) = child {
            let message =
                format!("<{}> cannot stand in <{}>, which was cut in two", child.name(), parent.name());
            self.report(node, &message);
        }
    }

    /// The open element that a part belongs to, if nothing between closes the part off.
    fn home_of(&self, part: Tag) -> Option<usize> {
        let homes = homes(part);
        if homes.is_empty() {
            return None;
        }
        let passable = |tag: Tag| tag.is_phrasing() || tag == Tag::P || family(tag) == family(part);
        let within = self.open.iter().enumerate().rev();
        for (at, open) in within {
            if homes.contains(&open.tag) {
                return Some(at);
            }
            if !passable(open.tag) || open.tag == Tag::Table {
                return None;
            }
        }
        None
    }

    /// The innermost entered paragraph, if a block closed it.
    fn cut_paragraph(&self) -> Option<usize> {
        let at = self.entered.iter().rposition(|entered| !entered.tag.is_phrasing() && !entered.dropped)?;
        self.entered
            .get(at)
            .filter(|entered| !entered.open && content(entered.tag) == Content::Phrasing)
            .map(|_| at)
    }

    /// Opens the elements in the line again that a block closed; no link for a link.
    fn open_again(&mut self, child: Option<Tag>) {
        for at in 0..self.entered.len() {
            let closed = self.entered.get(at).is_some_and(|entered| {
                let link_in_link = entered.tag == Tag::A && child == Some(Tag::A);
                entered.tag.is_phrasing() && !entered.open && !entered.dropped && !link_in_link
            });
            if closed {
                self.open_entered(at);
            }
        }
    }

    fn open_entered(&mut self, at: usize) {
        let Some(entered) = self.entered.get_mut(at) else { return };
        entered.open = true;
        let (node, tag, used) = (entered.node, entered.tag, entered.used);
        let node = if used { self.copy(node) } else { node };
        self.open.push(Open { node, tag, children: Vec::new(), entered: Some(at) });
    }

    fn copy(&mut self, node: NodeId) -> NodeId {
        let span = self.document.span(node);
        let Some(original) = self.document.element(node) else { return node };
        let (tag, role, mut attributes) = (original.tag, original.role, original.attributes.clone());
        attributes.id = None;
        let copy = self.document.create_element(tag, span);
        if let Some(element) = self.document.element_mut(copy) {
            element.role = role;
            element.attributes = attributes;
        }
        copy
    }

    fn open_implied(&mut self, tag: Tag, span: Span) {
        let node = self.document.create_element(tag, span);
        self.open.push(Open { node, tag, children: Vec::new(), entered: None });
    }

    fn leave(&mut self) {
        let Some(left) = self.entered.len().checked_sub(1) else { return };
        let is_open = self.entered.get(left).is_some_and(|entered| entered.open);
        let at = self.open.iter().rposition(|open| open.entered == Some(left));
        if let Some(at) = at.filter(|_| is_open) {
            self.close_to(at + 1);
            self.close_whole();
        }
        self.entered.pop();
    }

    fn close_to(&mut self, count: usize) {
        while self.open.len() > count.max(1) {
            self.close();
        }
    }

    /// Closes the innermost element before its end: if it is still empty it is not put into the tree yet.
    fn close(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let empty = open.children.iter().all(|&child| is_blank(self.document, child));
        let entered = open.entered.and_then(|at| self.entered.get_mut(at));
        if let Some(entered) = entered {
            entered.open = false;
            entered.used |= !empty;
        }
        if !empty {
            self.finish(open);
        }
    }

    /// Closes the innermost element at its end.
    fn close_whole(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let again = open.entered.and_then(|at| self.entered.get(at)).is_some_and(|entered| entered.used);
        if !(again && open.children.is_empty()) {
            self.finish(open);
        }
    }

    fn finish(&mut self, open: Open) {
        if let Some(children) = finish(self.document, open.node, open.tag, open.children, self.context) {
            self.document.set_children(open.node, children);
            self.push(open.node);
        }
    }
}

/// Elements that belong together: a part's home is sought among its family only.
fn family(tag: Tag) -> u8 {
    use Tag::*;
    match tag {
        Ul | Ol | Li => 1,
        Dl | Dt | Dd => 2,
        Table | Caption | Thead | Tbody | Tfoot | Tr | Td | Th => 3,
        Figure | Figcaption => 4,
        _ => 0,
    }
}
