//! Blocks: what each element becomes where text flows.

use super::Converter;
use super::inline::Row;
use super::settle;
use crate::import::text::is_rule;
use crate::import::tree::{Attr, Block, BlockKind, Inline, InlineKind, List, Numbering, Style};
use crate::import::web::dom::{NodeId, is_inline};
use crate::import::web::extract::Place;
use crate::import::web::metadata::find_day;
use crate::import::web::traits::Traits;
use crate::source::Span;

/// Blocks in a row, and the words that are no block yet.
#[derive(Default)]
pub(super) struct Flow {
    pub(super) blocks: Vec<Block>,
    pub(super) row: Row,
}

impl Flow {
    /// Ends the paragraph that is being read.
    pub(super) fn flush(&mut self) {
        let row = std::mem::take(&mut self.row).finish();
        for part in settle::paragraphs(row) {
            let span = span_of(&part);
            self.blocks.push(Block::new(BlockKind::Paragraph(part), span));
        }
    }

    pub(super) fn push(&mut self, kind: BlockKind, span: Span) {
        self.flush();
        if let BlockKind::List(list) = &kind
            && let Some(Block { kind: BlockKind::List(before), span: known, .. }) = self.blocks.last_mut()
            && continues(before, list)
        {
            before.items.extend(list.items.iter().cloned());
            *known = known.to(span);
            return;
        }
        self.blocks.push(Block::new(kind, span));
    }

    pub(super) fn finish(mut self) -> Vec<Block> {
        self.flush();
        self.blocks
    }
}

/// Whether a list goes on with the one before it: some systems write a list for each item.
fn continues(before: &List, list: &List) -> bool {
    let are_tasks = |list: &List| list.items.iter().all(|item| item.task.is_some());
    match (before.numbering, list.numbering) {
        (None, None) => are_tasks(before) == are_tasks(list),
        (Some(first), Some(next)) => {
            let length = i64::try_from(before.items.len()).unwrap_or(0);
            next.start == first.start.saturating_add(length)
                && next == Numbering { start: next.start, ..first }
        }
        _ => false,
    }
}

pub(super) fn span_of(row: &[Inline]) -> Span {
    row.iter().map(|inline| inline.span).reduce(|one, other| one.to(other)).unwrap_or_default()
}

/// Elements that end a paragraph.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "center"
            | "details"
            | "dd"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "li"
            | "listing"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "plaintext"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "th"
            | "thead"
            | "tr"
            | "ul"
            | "xmp"
            | "body"
            | "html"
    )
}

impl Converter<'_> {
    /// The blocks in an element.
    pub(super) fn blocks(&mut self, id: NodeId) -> Vec<Block> {
        let mut flow = Flow::default();
        self.flow_children(id, &mut flow);
        flow.finish()
    }

    pub(super) fn flow_children(&mut self, id: NodeId, out: &mut Flow) {
        let dom = self.dom;
        for child in dom.children(id) {
            self.flow(child, out);
        }
    }

    /// Reads a node where text flows.
    pub(super) fn flow(&mut self, id: NodeId, out: &mut Flow) {
        let name = self.dom.name(id);
        if name.is_empty() {
            return self.inline(id, &mut out.row);
        }
        if Some(id) == self.headline {
            return;
        }
        if let Some(link) = self.embedded(id) {
            let span = link.span;
            return out.push(BlockKind::Paragraph(vec![link]), span);
        }
        if self.math_script(id, out) || self.survey.is_hidden(id) || self.is_left_out(id, out) {
            return;
        }
        if self.notes.bodies.contains(&id) {
            // An empty row stands where notes stood.
            return out.push(BlockKind::Plain(Vec::new()), self.span(id));
        }
        let span = self.span(id);
        match name {
            "p" | "div" | "center" if self.is_ornament(id) => {
                self.take_all(id);
                out.push(BlockKind::Rule, span)
            }
            "p" => self.paragraph(id, out),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(id, out),
            "ul" | "ol" | "menu" | "dir" => self.list(id, out),
            "dl" => self.definitions(id, out),
            "pre" | "listing" | "xmp" | "plaintext" => self.code(id, out),
            "blockquote" => self.quote(id, out),
            "figure" => self.figure(id, out),
            "table" => self.table(id, out),
            "hr" => out.push(BlockKind::Rule, span),
            "details" => self.folded(id, out),
            "amp-img" | "mjx-container" => self.inline(id, &mut out.row),
            _ if is_inline(name) && !self.holds_blocks(id) => self.inline(id, &mut out.row),
            _ if is_inline(name) || is_block(name) || name.contains('-') => self.container(id, out),
            _ => self.inline(id, &mut out.row),
        }
    }

    pub(super) fn holds_blocks(&self, id: NodeId) -> bool {
        self.dom
            .below(id)
            .take(200)
            .any(|below| is_block(self.dom.name(below)) && !self.survey.is_hidden(below))
    }

    /// Whether an element is none of the article's text: furniture, what stands before the text's beginning, and what
    /// stands beside it without being prose. A picture above the text is.
    fn is_left_out(&mut self, id: NodeId, out: &mut Flow) -> bool {
        if matches!(self.dom.name(id), "button" | "input" | "select" | "textarea")
            && !self.is_side_note_part(id)
        {
            return true;
        }
        let is_unseen = self.survey.has(id, Traits::UNSEEN) && !self.survey.facts(id).has_picture;
        if self.survey.label(id).is_some() || is_unseen {
            return true;
        }
        let is_day = self.survey.has(id, Traits::DATE.and(Traits::UPDATED))
            && self.survey.facts(id).letters < 40
            && self.depth == 0;
        if is_day && find_day(&self.words(id)).is_some() {
            return true;
        }
        let Some(place) = self.place else { return false };
        if self.above_start.contains(&id) || self.in_head {
            return false;
        }
        let facts = self.survey.facts(id);
        if facts.at < self.survey.facts(place.start).at {
            self.pictures_above(id, out);
            return true;
        }
        if !self.is_beside(id, place) || self.notes.holders.contains(&id) {
            return false;
        }
        let dom = self.dom;
        let is_prose = self.survey.prose(id) >= 60 && !self.survey.is_linked(id, 30) && !facts.has_field;
        let is_line = matches!(dom.name(id), "h2" | "h3" | "h4" | "hr" | "br");
        !(is_prose || is_line || dom.name(id) == "figure")
    }

    /// Whether an element stands beside the article's text, in what holds both.
    pub(super) fn is_beside(&self, id: NodeId, place: &Place) -> bool {
        self.depth == 0
            && id != place.content
            && self.above_content.contains(&self.dom.parent(id))
            && !self.above_content.contains(&id)
    }

    /// Whether an element holds nothing but the stars or signs that part sections.
    fn is_ornament(&self, id: NodeId) -> bool {
        let facts = self.survey.facts(id);
        if facts.letters > 10 || facts.has_picture || self.depth > 0 {
            return false;
        }
        let is_cell = self.dom.ancestors(id).take(4).any(|above| matches!(self.dom.name(above), "td" | "th"));
        let line = if is_cell { String::new() } else { self.words(id) };
        let signs = line.chars().filter(|c| !c.is_whitespace()).count();
        is_rule(&line) && (signs >= 3 || line.contains(['⁂', '❦', '❧', '※']))
    }

    fn paragraph(&mut self, id: NodeId, out: &mut Flow) {
        out.flush();
        if self.survey.has(id, Traits::VERSE) {
            return self.verse(id, out);
        }
        let first = out.blocks.len();
        self.flow_children(id, out);
        out.flush();
        if self.dom.attr(id, "class").is_some_and(|class| class.starts_with("MsoListParagraph")) {
            self.item_of_word(first, out);
        }
    }

    pub(super) fn heading(&mut self, id: NodeId, out: &mut Flow) {
        out.flush();
        let mut row = Row::default();
        self.inline_children(id, &mut row);
        let content = settle::unstressed(row.finish());
        if content.is_empty() {
            return;
        }
        if content.iter().all(|inline| matches!(inline.kind, InlineKind::Image { .. })) {
            return out.push(BlockKind::Paragraph(content), self.span(id));
        }
        let digit = self.dom.name(id).bytes().last().unwrap_or(b'2');
        let is_abstract =
            self.dom.ancestors(id).take(2).any(|above| self.survey.has(above, Traits::ABSTRACT));
        let level = if is_abstract { settle::TOP } else { (digit - b'0').clamp(1, 6) };
        let above = self.dom.parent(id);
        let is_first = super::note::heading_of(self.dom, above) == id;
        let own = [Some(id), Some(above).filter(|_| is_first)]
            .into_iter()
            .flatten()
            .filter_map(|named| self.dom.attr(named, "id"));
        let anchor = own.into_iter().find(|anchor| self.notes.targets.contains(*anchor));
        let attr = Attr { id: anchor.unwrap_or_default().to_owned(), ..Attr::default() };
        out.blocks.push(Block { kind: BlockKind::Heading { level, content }, attr, span: self.span(id) });
    }

    /// An element that is no block of its own, unless its classes say what it is.
    fn container(&mut self, id: NodeId, out: &mut Flow) {
        let traits = self.survey.traits(id);
        if self.display_math(id, out) || self.code_wrapper(id, out) || self.side_note(id, &mut out.row) {
            return;
        }
        out.flush();
        if traits.has(Traits::VERSE) {
            self.verse(id, out);
        } else if traits.has(Traits::PULL_QUOTE) && self.pull_quote(id, out)
            || self.boxed(id, out)
            || self.captioned(id, out)
        {
        } else if self.dom.attr(id, "role") == Some("separator") && self.survey.facts(id).letters == 0 {
            out.push(BlockKind::Rule, self.span(id));
        } else {
            self.flow_children(id, out);
            out.flush();
        }
    }

    /// Lines that stay apart.
    pub(super) fn verse(&mut self, id: NodeId, out: &mut Flow) {
        let mut row = Row::default();
        row.keeps_lines = true;
        self.inline_children(id, &mut row);
        let row = row.finish();
        let lines: Vec<Vec<Inline>> =
            row.split(|inline| inline.kind == InlineKind::Break).map(<[Inline]>::to_vec).collect();
        if !lines.is_empty() {
            out.push(BlockKind::Lines(lines), self.span(id));
        }
    }

    /// A folded passage: a bold line and its text.
    fn folded(&mut self, id: NodeId, out: &mut Flow) {
        out.flush();
        let dom = self.dom;
        for child in dom.children(id) {
            if !dom.is(child, "summary") {
                self.flow(child, out);
                continue;
            }
            let mut row = Row::default();
            self.inline_children(child, &mut row);
            let content = settle::unstressed(row.finish());
            if !content.is_empty() {
                let span = self.span(child);
                let strong = Inline::new(InlineKind::Styled(Style::Strong, content), span);
                out.push(BlockKind::Paragraph(vec![strong]), span);
            }
        }
        out.flush();
    }
}
