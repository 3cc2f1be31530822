//! Blocks.

use super::Reader;
use super::json::Value;
use crate::diagnostic::Stop;
use crate::document::Tag;
use crate::import::tree::{
    Attr, Block, BlockKind, BoxKind, Definition, Inline, InlineKind, Item, List, Numbering, plain_text,
};

/// The boxes that pandoc writes for tasks.
const OPEN: char = '☐';
const DONE: char = '☒';

/// TeX's commands for a new page.
pub(super) const NEW_PAGE: [&str; 3] = ["\\newpage", "\\pagebreak", "\\clearpage"];

impl Reader<'_> {
    pub(super) fn blocks(&mut self, value: &Value) -> Result<Vec<Block>, Stop> {
        let mut blocks = Vec::new();
        for item in self.array(value)? {
            self.block(item, &mut blocks)?;
        }
        Ok(blocks)
    }

    fn block(&mut self, value: &Value, out: &mut Vec<Block>) -> Result<(), Stop> {
        let (name, content) = self.constructor(value)?;
        let (attr, kind) = match name {
            "Plain" => (Attr::default(), BlockKind::Plain(self.inlines(content)?)),
            "Para" => (Attr::default(), BlockKind::Paragraph(self.inlines(content)?)),
            "LineBlock" => {
                let lines =
                    self.array(content)?.iter().map(|line| self.inlines(line)).collect::<Result<_, _>>()?;
                (Attr::default(), BlockKind::Lines(lines))
            }
            "CodeBlock" => {
                let [attr, code] = self.fields(content)?;
                (self.attr(attr)?, BlockKind::Code(self.text(code)?.to_owned()))
            }
            "RawBlock" => {
                let [format, text] = self.fields(content)?;
                let (format, text) = (self.text(format)?.to_owned(), self.text(text)?.to_owned());
                let is_page_break = NEW_PAGE.contains(&text.trim());
                if is_page_break {
                    self.note(value.span, "a command for a new page is kept as one");
                }
                let kind = if is_page_break { BlockKind::PageBreak } else { BlockKind::Raw { format, text } };
                (Attr::default(), kind)
            }
            "BlockQuote" => (Attr::default(), BlockKind::Quote(self.blocks(content)?)),
            "OrderedList" => {
                let [numbering, items] = self.fields(content)?;
                let numbering = Some(self.numbering(numbering)?);
                (Attr::default(), BlockKind::List(List { numbering, items: self.items(items)? }))
            }
            "BulletList" => {
                (Attr::default(), BlockKind::List(List { numbering: None, items: self.items(content)? }))
            }
            "DefinitionList" => (Attr::default(), BlockKind::Definitions(self.definitions(content)?)),
            "Header" => {
                let [level, attr, words] = self.fields(content)?;
                let level = level.as_integer().ok_or_else(|| self.broken(level, "a level was expected"))?;
                let level = u8::try_from(level.clamp(1, 6)).unwrap_or(6);
                (self.attr(attr)?, BlockKind::Heading { level, content: self.inlines(words)? })
            }
            "HorizontalRule" => (Attr::default(), BlockKind::Rule),
            "Table" => {
                let (attr, table, caption) = self.table(content)?;
                if caption.is_empty() {
                    (attr, BlockKind::Table(Box::new(table)))
                } else {
                    let table = Block::new(BlockKind::Table(Box::new(table)), value.span);
                    (attr, BlockKind::Figure { content: vec![table], caption })
                }
            }
            "Figure" => {
                let [attr, caption, content] = self.fields(content)?;
                let (mut attr, caption) = (self.attr(attr)?, self.caption(caption)?);
                let mut content = self.blocks(content)?;
                lend_attributes(&mut attr, &mut content);
                (attr, BlockKind::Figure { content, caption })
            }
            "Div" => return self.div(value, content, out),
            "Null" => return Ok(()),
            other => return Err(self.broken(value, &format!("it has no block `{other}`"))),
        };
        out.push(Block { kind, attr, span: value.span });
        Ok(())
    }

    /// A caption's blocks; a short form for a list of figures says nothing more.
    pub(super) fn caption(&mut self, value: &Value) -> Result<Vec<Block>, Stop> {
        let [short, blocks] = self.fields(value)?;
        if short.as_array().is_some_and(|short| !short.is_empty()) {
            self.leave_out(short, "it is the short form of the caption that follows".to_owned());
        }
        let mut blocks = self.blocks(blocks)?;
        if let [Block { kind, .. }] = blocks.as_mut_slice()
            && let BlockKind::Paragraph(row) = kind
        {
            *kind = BlockKind::Plain(std::mem::take(row));
        }
        Ok(blocks)
    }

    fn numbering(&self, value: &Value) -> Result<Numbering, Stop> {
        let [start, style, delimiter] = self.fields(value)?;
        let (style, delimiter) = (self.constructor(style)?.0, self.constructor(delimiter)?.0);
        let style = match style {
            "DefaultStyle" | "Decimal" | "Example" => '1',
            "LowerRoman" => 'i',
            "UpperRoman" => 'I',
            "LowerAlpha" => 'a',
            "UpperAlpha" => 'A',
            _ => return Err(self.broken(value, &format!("it has no numbering `{style}`"))),
        };
        let start = start.as_integer().ok_or_else(|| self.broken(start, "a number was expected"))?;
        let bracket = matches!(delimiter, "OneParen" | "TwoParens");
        Ok(Numbering { start, style, bracket, reversed: false })
    }

    fn items(&mut self, value: &Value) -> Result<Vec<Item>, Stop> {
        let mut items = Vec::new();
        for item in self.array(value)? {
            let mut content = self.blocks(item)?;
            let task = content.first_mut().and_then(take_task);
            items.push(Item { task, value: None, content });
        }
        Ok(items)
    }

    fn definitions(&mut self, value: &Value) -> Result<Vec<Definition>, Stop> {
        let mut definitions = Vec::new();
        for item in self.array(value)? {
            let [term, descriptions] = self.fields(item)?;
            let term = self.inlines(term)?;
            let descriptions = self
                .array(descriptions)?
                .iter()
                .map(|blocks| self.blocks(blocks))
                .collect::<Result<_, _>>()?;
            definitions.push(Definition { term, descriptions });
        }
        Ok(definitions)
    }

    /// A division: one of our boxes by its class, an element by its pair `element`, else itself.
    fn div(&mut self, value: &Value, content: &Value, out: &mut Vec<Block>) -> Result<(), Stop> {
        let [attr, blocks] = self.fields(content)?;
        let (mut attr, mut content) = (self.attr(attr)?, self.blocks(blocks)?);
        if attr.classes.iter().any(|class| class == "page-break") && content.is_empty() {
            out.push(Block::new(BlockKind::PageBreak, value.span));
            return Ok(());
        }
        let kind = attr.classes.first().and_then(|class| BoxKind::from_class(class));
        if let Some(kind) = kind {
            attr.classes.remove(0);
            let title = take_title(kind, &mut content);
            out.push(Block { kind: BlockKind::Boxed { kind, title, content }, attr, span: value.span });
            return Ok(());
        }
        let tag = super::inline::take_element(&mut attr).filter(|tag| !tag.is_phrasing());
        if tag.is_none() && attr.is_empty() {
            out.append(&mut content);
            return Ok(());
        }
        let kind = BlockKind::Element(tag.unwrap_or(Tag::Div), content);
        out.push(Block { kind, attr, span: value.span });
        Ok(())
    }
}

/// Gives the attributes of a figure to its picture, if that is all it shows and has none: in Markdown it stands for both.
fn lend_attributes(attr: &mut Attr, content: &mut [Block]) {
    if let [Block { kind: BlockKind::Plain(row) | BlockKind::Paragraph(row), .. }] = content
        && let [picture @ Inline { kind: InlineKind::Image { .. }, .. }] = row.as_mut_slice()
        && picture.attr.id.is_empty()
        && picture.attr.classes.is_empty()
    {
        picture.attr.id = std::mem::take(&mut attr.id);
        picture.attr.classes = std::mem::take(&mut attr.classes);
    }
}

/// The box at the start of a task, taken out of its first line.
fn take_task(block: &mut Block) -> Option<bool> {
    let (BlockKind::Plain(row) | BlockKind::Paragraph(row)) = &mut block.kind else { return None };
    let [Inline { kind: InlineKind::Text(sign), .. }, Inline { kind: InlineKind::Text(space), .. }, ..] =
        row.as_slice()
    else {
        return None;
    };
    let mut signs = sign.chars();
    let done = match (signs.next(), signs.next()) {
        (Some(OPEN), None) => false,
        (Some(DONE), None) => true,
        _ => return None,
    };
    if space != " " {
        return None;
    }
    row.drain(..2);
    Some(done)
}

/// The title that a box begins with: a division of the class `title`. One that only says the kind is generated anew.
fn take_title(kind: BoxKind, content: &mut Vec<Block>) -> Vec<Inline> {
    let is_title = |block: &Block| {
        matches!(block.kind, BlockKind::Element(Tag::Div, _))
            && block.attr.classes.iter().any(|class| class == "title")
    };
    if !content.first().is_some_and(is_title) {
        return Vec::new();
    }
    let BlockKind::Element(_, blocks) = content.remove(0).kind else { return Vec::new() };
    let rows = blocks.into_iter().filter_map(|block| match block.kind {
        BlockKind::Plain(row) | BlockKind::Paragraph(row) => Some(row),
        _ => None,
    });
    let title: Vec<Inline> = rows.flatten().collect();
    if plain_text(&title).eq_ignore_ascii_case(kind.class()) { Vec::new() } else { title }
}
