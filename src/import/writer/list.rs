//! Lists as Markdown: bullets, numbers, tasks, definitions; in HTML where they are numbered by letters.

use super::block::Before;
use super::escape::Within;
use super::{Writer, html};
use crate::import::tree::{Attr, Block, BlockKind, Definition, Item, List, Numbering};

/// Whether a list may follow a line of text directly (CommonMark 5.2): a numbered one only from 1.
pub(super) fn interrupts(list: &List) -> bool {
    needs_html(list).is_none() && list.numbering.is_none_or(|numbering| numbering.start == 1)
}

/// Why a list cannot be written in Markdown: the numbering that it has.
fn needs_html(list: &List) -> Option<Numbering> {
    let has_values = list.items.iter().any(|item| item.value.is_some());
    let numbering = list.numbering?;
    let is_plain =
        numbering.style == '1' && !numbering.reversed && (0..=999_999_999).contains(&numbering.start);
    (!is_plain || has_values).then_some(numbering)
}

/// Whether a list has paragraphs in its items, or items that need an empty line inside.
fn is_loose(list: &List) -> bool {
    let has_gap = |item: &Item| {
        item.content.windows(2).any(|pair| matches!(pair, [above, below] if !Writer::may_touch(above, below)))
    };
    let is_paragraph = |block: &Block| matches!(block.kind, BlockKind::Paragraph(_));
    list.items.iter().any(|item| item.content.iter().any(is_paragraph) || has_gap(item))
}

impl<'a> Writer<'a> {
    pub(super) fn list(&mut self, list: &'a List, block: &'a Block, before: Before) -> Before {
        let html = needs_html(list)
            .or(list.numbering.or(Some(Numbering::default())).filter(|_| html::says_something(&block.attr)));
        if let Some(numbering) = html {
            self.html_list(list, numbering, block);
            return Before::Other;
        }
        let sign = sign(list, before);
        let loose = is_loose(list);
        for (number, item) in list.items.iter().enumerate() {
            if number > 0 && loose {
                self.out.separate();
            }
            let mark = mark(list, number, sign);
            self.item(item, mark, loose);
        }
        Before::List(sign)
    }

    fn item(&mut self, item: &'a Item, mark: String, loose: bool) {
        let indent = " ".repeat(mark.len());
        self.out.open(Some(mark), &indent);
        if let Some(done) = item.task {
            self.out.push(if done { "[x] " } else { "[ ] " });
        }
        self.item_content(&item.content, loose);
        self.out.close();
    }

    fn item_content(&mut self, content: &'a [Block], loose: bool) {
        let mut before = Before::default();
        for (number, block) in content.iter().enumerate() {
            let above = number.checked_sub(1).and_then(|at| content.get(at));
            match above {
                Some(above) if !loose && Writer::may_touch(above, block) => self.out.end_line(),
                Some(_) => self.out.separate(),
                None => {}
            }
            before = self.block(block, before);
        }
    }

    /// A list as elements, with Markdown in its items.
    fn html_list(&mut self, list: &'a List, numbering: Numbering, block: &'a Block) {
        let mut attr = block.attr.clone();
        let name = if list.numbering.is_some() { "ol" } else { "ul" };
        if list.numbering.is_some() {
            let mut set = |name: &str, value: String| attr.pairs.push((name.to_owned(), value));
            if numbering.style != '1' {
                set("type", numbering.style.to_string());
            }
            if numbering.start != 1 {
                set("start", numbering.start.to_string());
            }
            if numbering.reversed {
                set("reversed", "reversed".to_owned());
            }
        }
        self.out.push(&html::start_tag(name, &attr));
        self.out.end_line();
        for item in &list.items {
            let value = item.value.map(|value| ("value".to_owned(), value.to_string()));
            let attr = Attr { pairs: value.into_iter().collect(), ..Attr::default() };
            let start = html::start_tag("li", &attr);
            let plain = match item.content.as_slice() {
                [Block { kind: BlockKind::Plain(row), .. }] => html::row(row),
                _ => None,
            };
            match plain {
                Some(row) => {
                    self.out.push(&format!("{start}{row}</li>"));
                    self.out.end_line();
                }
                None => {
                    self.out.push(&start);
                    self.out.separate();
                    self.blocks(&item.content);
                    self.out.separate();
                    self.out.push("</li>");
                    self.out.end_line();
                }
            }
        }
        self.out.push(&format!("</{name}>"));
    }

    /// Terms, each with its descriptions behind colons.
    pub(super) fn definitions(&mut self, definitions: &'a [Definition]) {
        if definitions
            .iter()
            .any(|definition| definition.term.is_empty() || definition.descriptions.is_empty())
        {
            return self.html_definitions(definitions);
        }
        let is_plain = |block: &Block| matches!(block.kind, BlockKind::Plain(_));
        for (number, definition) in definitions.iter().enumerate() {
            if number > 0 {
                self.out.separate();
            }
            self.write_row(&definition.term, Within { heading: true, ..Within::default() });
            self.out.end_line();
            for description in &definition.descriptions {
                if !description.first().is_some_and(is_plain) {
                    self.out.separate();
                }
                self.out.open(Some(": ".to_owned()), "  ");
                self.item_content(description, false);
                self.out.close();
            }
        }
    }
}

impl<'a> Writer<'a> {
    /// Terms and descriptions as elements, where some stand alone.
    fn html_definitions(&mut self, definitions: &'a [Definition]) {
        self.out.push("<dl>");
        self.out.end_line();
        for definition in definitions {
            if let Some(term) = Some(&definition.term).filter(|term| !term.is_empty()) {
                match html::row(term) {
                    Some(term) => self.out.push(&format!("<dt>{term}</dt>")),
                    None => self.write_row(term, Within { heading: true, ..Within::default() }),
                }
                self.out.end_line();
            }
            for description in &definition.descriptions {
                self.part("dd", &Attr::default(), description);
            }
        }
        self.out.push("</dl>");
    }
}

/// The sign of a list's marks, another than that of a list right before it.
fn sign(list: &List, before: Before) -> char {
    let (usual, other) = match list.numbering {
        None => ('-', '*'),
        Some(Numbering { bracket: true, .. }) => (')', '.'),
        Some(_) => ('.', ')'),
    };
    if before == Before::List(usual) { other } else { usual }
}

/// The mark of an item.
fn mark(list: &List, number: usize, sign: char) -> String {
    match list.numbering {
        None => format!("{sign} "),
        Some(numbering) => {
            let number = numbering.start.saturating_add(i64::try_from(number).unwrap_or(0));
            format!("{number}{sign} ")
        }
    }
}
