//! Boxes: hints, warnings, boxes of facts.

use super::Converter;
use super::block::Flow;
use super::settle;
use crate::import::tree::{Block, BlockKind, BoxKind, Inline, InlineKind, plain_text};
use crate::import::web::dom::{NONE, NodeId, squeeze};
use crate::import::web::traits::Traits;

/// What classes make of a box; the first that one has counts.
const KINDS: [(Traits, BoxKind); 8] = [
    (Traits::IMPORTANT, BoxKind::Important),
    (Traits::WARNING, BoxKind::Warning),
    (Traits::CAUTION, BoxKind::Caution),
    (Traits::TIP, BoxKind::Tip),
    (Traits::NOTE, BoxKind::Note),
    (Traits::DANGER, BoxKind::Caution),
    (Traits::SUCCESS, BoxKind::Tip),
    (Traits::INFORMATION, BoxKind::Note),
];

/// Titles that only name the kind, in the languages that we know.
const NAMES: [&str; 51] = [
    "note",
    "notes",
    "info",
    "information",
    "hint",
    "tip",
    "tips",
    "important",
    "warning",
    "caution",
    "danger",
    "attention",
    "error",
    "success",
    "see also",
    "seealso",
    "alert",
    "notice",
    "callout",
    "hinweis",
    "tipp",
    "wichtig",
    "warnung",
    "achtung",
    "vorsicht",
    "gefahr",
    "remarque",
    "astuce",
    "avertissement",
    "nota",
    "consejo",
    "advertencia",
    "importante",
    "atención",
    "precaución",
    "suggerimento",
    "attenzione",
    "avviso",
    "avvertenza",
    "nota bene",
    "uwaga",
    "wskazówka",
    "ostrzeżenie",
    "ważne",
    "obs",
    "anmärkning",
    "varning",
    "viktigt",
    "aviso",
    "dica",
    "todo",
];

impl Converter<'_> {
    /// Reads an element as a box; whether it is one.
    pub(super) fn boxed(&mut self, id: NodeId, out: &mut Flow) -> bool {
        let traits = self.survey.traits(id);
        let facts = self.survey.facts(id);
        if facts.letters == 0
            || facts.letters > 6000
            || !matches!(self.dom.name(id), "div" | "aside" | "section" | "figure" | "blockquote" | "p")
                && !self.dom.name(id).contains('-')
        {
            return false;
        }
        if self.in_box || self.depth > 0 && self.dom.ancestors(id).any(|above| self.dom.is(above, "table")) {
            return false;
        }
        let is_aside = self.dom.is(id, "aside") || self.dom.attr(id, "role") == Some("note");
        let kind = match KINDS.iter().find(|(of, _)| traits.has(*of)) {
            Some((_, kind)) if traits.has(Traits::BOX) || is_aside => *kind,
            _ if traits.has(Traits::SIDEBAR.and(Traits::INFOBOX)) => BoxKind::Sidebar,
            _ if traits.has(Traits::BOX) => BoxKind::Note,
            _ if is_aside && facts.letters >= 40 && self.place.is_some() => BoxKind::Sidebar,
            _ => return false,
        };
        // Parts of a box are named like it.
        let title_of = self.title_of(id);
        self.in_box = true;
        let parts = self.deeper(|reader| reader.box_parts(id, title_of));
        self.in_box = false;
        let Some((title, mut content)) = parts else { return false };
        if content.is_empty() && title.is_empty() {
            return true;
        }
        join_emoji(&mut content);
        let is_name = NAMES
            .contains(&plain_text(&title).trim().trim_end_matches([':', '!', '.']).to_lowercase().as_str());
        if is_name {
            title_of.into_iter().for_each(|title| self.replace(title));
        }
        let title = if is_name { Vec::new() } else { title };
        out.push(BlockKind::Boxed { kind, title, content }, self.span(id));
        true
    }

    /// The element that is a box's title: so named, or its first heading.
    fn title_of(&self, id: NodeId) -> Option<NodeId> {
        let dom = self.dom;
        let is_title = |below: &NodeId| {
            let is_named = self.survey.has(*below, Traits::TITLE.and(Traits::HEADING));
            (is_named || matches!(dom.name(*below), "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "summary"))
                && self.survey.facts(*below).letters > 0
        };
        let found = dom.below(id).take(30).find(is_title)?;
        let before: u32 = dom
            .below(id)
            .take_while(|below| *below != found)
            .filter(|below| dom.text(*below).is_some())
            .map(|below| self.survey.facts(below).letters)
            .sum();
        (before == 0
            && self.survey.facts(found).letters * 2 < self.survey.facts(id).letters + 60
            && self.survey.facts(found).letters < 120)
            .then_some(found)
    }

    fn box_parts(&mut self, id: NodeId, title: Option<NodeId>) -> (Vec<Inline>, Vec<Block>) {
        let words = title.map(|title| self.line(title)).unwrap_or_default();
        let mut flow = Flow::default();
        self.box_children(id, title.unwrap_or(NONE), &mut flow);
        (words, flow.finish())
    }

    fn box_children(&mut self, id: NodeId, title: NodeId, out: &mut Flow) {
        let dom = self.dom;
        for child in dom.children(id) {
            if child == title {
                out.flush();
            } else if title != NONE && dom.is_within(title, child) {
                self.box_children(child, title, out);
            } else {
                self.flow(child, out);
            }
        }
    }
}

/// Joins a picture sign that stands alone to the words behind it.
fn join_emoji(content: &mut Vec<Block>) {
    let [Block { kind: BlockKind::Paragraph(sign), .. }, Block { kind: BlockKind::Paragraph(_), .. }, ..] =
        content.as_slice()
    else {
        return;
    };
    let words = squeeze(&plain_text(sign));
    if words.chars().count() > 3 || words.is_empty() || words.chars().any(char::is_alphanumeric) {
        return;
    }
    let sign = content.remove(0);
    if let (BlockKind::Paragraph(mut sign), Some(Block { kind: BlockKind::Paragraph(row), .. })) =
        (sign.kind, content.first_mut())
    {
        if let Some(Inline { kind: InlineKind::Text(text), .. }) = sign.last_mut() {
            text.push(' ');
        }
        settle::prepend(row, sign);
    }
}
