//! What of a page is not in the Markdown: one message for each part, with the name of what it seems to be.
//!
//! The words of a page are all that is seen of it, found without the rules by which the article is read.

use super::dom::{Dom, NodeId};
use super::extract::Place;
use super::furniture::{self, Label};
use super::metadata::page::is_of_head;
use super::survey::Survey;
use super::traits::Traits;
use crate::import::{LeftOut, Word};
use crate::source::{SourceId, Span};

/// What was done with the words of a page.
pub(super) struct Rest<'a> {
    pub(super) dom: &'a Dom,
    pub(super) survey: &'a Survey,
    pub(super) source: SourceId,
    pub(super) place: &'a Place,
    pub(super) taken: &'a [bool],
    pub(super) replaced: &'a [bool],
    pub(super) headline: Option<NodeId>,
}

/// What of a subtree was taken.
#[derive(Clone, Copy, Default)]
struct Part {
    has_taken: bool,
    has_left: bool,
    /// A set of the labels in it.
    labels: u16,
}

/// So many letters outside links are several sentences.
const PROSE: u32 = 200;

impl Rest<'_> {
    /// The words of the page.
    pub(super) fn words(&self) -> Vec<Word> {
        let is_word = |id: &NodeId| {
            self.dom.text(*id).is_some() && self.survey.facts(*id).letters > 0 && !flag(self.replaced, *id)
        };
        let words = self.survey.order.iter().copied().filter(is_word);
        words
            .map(|id| Word { text: self.dom.text(id).unwrap_or_default().to_owned(), span: self.span(id) })
            .collect()
    }

    /// The parts that were left out.
    pub(super) fn left_out(&self) -> Vec<LeftOut> {
        let mut parts = vec![Part::default(); self.dom.nodes.len()];
        for id in self.survey.order.iter().rev().copied() {
            let mut part = parts.get(id as usize).copied().unwrap_or_default();
            if self.dom.text(id).is_some() && self.survey.facts(id).letters > 0 {
                let is_taken = flag(self.taken, id) || flag(self.replaced, id);
                (part.has_taken, part.has_left) = (is_taken, !is_taken);
            }
            if part.has_left {
                part.labels |= self.survey.label(id).map_or(0, |label| 1 << label as u16);
            }
            let above = parts.get_mut(self.dom.parent(id) as usize);
            above.into_iter().for_each(|above| {
                above.has_taken |= part.has_taken;
                above.has_left |= part.has_left;
                above.labels |= part.labels;
            });
            parts.get_mut(id as usize).into_iter().for_each(|own| *own = part);
        }
        let mut out = Vec::new();
        self.visit(self.survey.body, None, &parts, &mut out);
        out
    }

    fn visit(&self, id: NodeId, inherited: Option<Label>, parts: &[Part], out: &mut Vec<LeftOut>) {
        let part = parts.get(id as usize).copied().unwrap_or_default();
        if !part.has_left {
            return;
        }
        let own = self.survey.label(id).filter(|own| self.may_differ(id, *own, inherited));
        let label = own.or(inherited);
        let is_one = self.is_one(id, label, part);
        let is_small = label.is_some() || self.survey.facts(id).letters < 200 || self.is_leaf(id, parts);
        if !part.has_taken && is_one && is_small && id != self.survey.body {
            let reason = self.reason(id, label).to_owned();
            out.push(LeftOut { span: self.span(id), reason, is_furniture: !self.may_be_missed(id, label) });
            return;
        }
        for child in self.dom.children(id) {
            self.visit(child, label, parts, out);
        }
    }

    /// Whether a part is prose of the text's own place, which a reader may miss.
    fn may_be_missed(&self, id: NodeId, label: Option<Label>) -> bool {
        let is_of_others = matches!(label, Some(Label::Comments | Label::Cookies | Label::Newsletter));
        !is_of_others
            && self.survey.prose(id) >= PROSE
            && !self.survey.is_linked(id, 30)
            && (self.dom.is_within(id, self.place.content) || label.is_none())
    }

    /// Whether all that is left of an element is called the same.
    fn is_one(&self, id: NodeId, label: Option<Label>, part: Part) -> bool {
        match label {
            // The form below comments is a part of its own.
            Some(Label::Comments) => !self.dom.elements(id).any(|child| {
                self.survey.label(child) == Some(Label::Comments) && self.survey.facts(child).has_field
            }),
            Some(
                Label::Cookies | Label::Newsletter | Label::Related | Label::Contents | Label::Advertisement,
            ) => true,
            _ => part.labels & !label.map_or(0, |label| 1 << label as u16) == 0,
        }
    }

    /// Whether a part of furniture is called otherwise than the whole.
    fn may_differ(&self, id: NodeId, own: Label, whole: Option<Label>) -> bool {
        match whole {
            None => true,
            Some(Label::Navigation) => matches!(own, Label::Contents | Label::Share | Label::EditLinks),
            Some(Label::Footer) => self.dom.is_within(id, self.place.root),
            Some(Label::Header) => true,
            Some(Label::EditLinks) => own == Label::Footer,
            Some(Label::Share) => own == Label::Tags,
            Some(Label::Comments) => own == Label::Comments && self.survey.facts(id).has_field,
            Some(_) => false,
        }
    }

    /// Whether nothing in an element would say more of it than it does.
    fn is_leaf(&self, id: NodeId, parts: &[Part]) -> bool {
        let left = self
            .dom
            .elements(id)
            .filter(|child| parts.get(*child as usize).is_some_and(|part| part.has_left))
            .count();
        left == 0 || self.is_row(id)
    }

    /// Whether an element holds lines only, no blocks of its own.
    fn is_row(&self, id: NodeId) -> bool {
        !self.dom.below(id).take(60).any(|below| {
            matches!(
                self.dom.name(below),
                "div" | "section" | "p" | "ul" | "ol" | "table" | "article" | "h1" | "h2" | "h3"
            )
        })
    }

    fn reason(&self, id: NodeId, label: Option<Label>) -> &'static str {
        match label {
            // What leads elsewhere in the head of a page is its navigation.
            Some(Label::Header) if self.survey.is_linked(id, 70) => Label::Navigation.name(),
            Some(label) => label.name(),
            None if self.survey.has(id, Traits::UNSEEN) && !self.survey.is_linked(id, 80) => {
                "it is for those who hear the page"
            }
            None if self.is_head(id) => "byline",
            None => {
                let is_behind = self.survey.is_before(self.place.start, id);
                furniture::guess(self.dom, self.survey, id, is_behind).name()
            }
        }
    }

    fn is_head(&self, id: NodeId) -> bool {
        let is_before = self.survey.is_before(id, self.place.start) && self.headline.is_some();
        is_before
            && std::iter::once(id)
                .chain(self.dom.ancestors(id))
                .take_while(|above| *above != self.place.root)
                .any(|above| is_of_head(self.survey, above))
    }

    fn span(&self, id: NodeId) -> Span {
        let (start, end) = self.dom.node(id).map_or((0, 0), |node| (node.start, node.end));
        Span { source: self.source, start, end }
    }
}

fn flag(flags: &[bool], id: NodeId) -> bool {
    flags.get(id as usize).copied().unwrap_or_default()
}
