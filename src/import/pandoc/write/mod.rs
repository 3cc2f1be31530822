//! Writes an article as Pandoc's JSON. Blocks stand here; [`meta`], [`table`] and [`inline`] hold the rest.

mod inline;
mod meta;
mod table;

use std::collections::{BTreeMap, HashMap};

use super::json::push_string;
use crate::import::tree::{Article, Attr, Block, BlockKind, Inline, InlineKind, List, Numbering};

/// The version that is written.
const VERSION: &str = "[1,23,1,1]";

/// An article as one JSON object, as `pandoc -f json` reads it. Headings stand one level higher than in Offprint, where
/// the title is the only one of the first.
pub fn to_json(article: &Article) -> String {
    let lifts = !article.metadata.title.is_empty();
    let mut writer =
        Writer { out: String::new(), notes: HashMap::new(), maps: Vec::new(), lift: u8::from(lifts) };
    writer.out.push_str("{\"pandoc-api-version\":");
    writer.out.push_str(VERSION);
    writer.out.push_str(",\"meta\":");
    writer.map(|writer| writer.metadata(&article.metadata));
    writer.out.push_str(",\"blocks\":");
    writer.blocks(&article.blocks);
    writer.out.push('}');
    writer.out
}

struct Writer<'a> {
    out: String,
    /// The notes written so far, by their ids.
    notes: HashMap<&'a str, &'a [Block]>,
    /// The entries of the maps that are open.
    maps: Vec<BTreeMap<String, String>>,
    lift: u8,
}

/// Whether a note's text calls another note.
fn calls_note(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match &block.kind {
        BlockKind::Paragraph(row) | BlockKind::Plain(row) => {
            row.iter().any(|inline| !matches!(inline.kind, InlineKind::Text(_) | InlineKind::SoftBreak))
        }
        _ => true,
    })
}

impl<'a> Writer<'a> {
    fn string(&mut self, text: &str) {
        push_string(text, &mut self.out);
    }

    /// A list of what `write` makes of each item.
    fn list<T>(&mut self, items: impl IntoIterator<Item = T>, mut write: impl FnMut(&mut Self, T)) {
        self.out.push('[');
        for (number, item) in items.into_iter().enumerate() {
            if number > 0 {
                self.out.push(',');
            }
            write(self, item);
        }
        self.out.push(']');
    }

    /// A constructor with what `fields` writes.
    fn constructor(&mut self, name: &str, fields: impl FnOnce(&mut Self)) {
        self.out.push_str("{\"t\":\"");
        self.out.push_str(name);
        self.out.push_str("\",\"c\":");
        fields(self);
        self.out.push('}');
    }

    fn bare(&mut self, name: &str) {
        self.out.push_str("{\"t\":\"");
        self.out.push_str(name);
        self.out.push_str("\"}");
    }

    fn comma(&mut self) {
        self.out.push(',');
    }

    fn attr(&mut self, attr: &Attr, element: Option<&str>, class: Option<&str>) {
        self.out.push('[');
        self.string(&attr.id);
        self.comma();
        let classes = class.into_iter().chain(attr.classes.iter().map(String::as_str));
        self.list(classes, |writer, class| writer.string(class));
        self.comma();
        let pairs = attr.pairs.iter().map(|(key, value)| (key.as_str(), value.as_str()));
        self.list(element.map(|name| ("element", name)).into_iter().chain(pairs), |writer, (key, value)| {
            writer.out.push('[');
            writer.string(key);
            writer.comma();
            writer.string(value);
            writer.out.push(']');
        });
        self.out.push(']');
    }

    fn blocks(&mut self, blocks: &'a [Block]) {
        self.list(blocks, Writer::block);
    }

    fn block(&mut self, block: &'a Block) {
        match &block.kind {
            BlockKind::Plain(row) => self.constructor("Plain", |writer| writer.inlines(row)),
            BlockKind::Paragraph(row) if block.attr.is_empty() => {
                self.constructor("Para", |writer| writer.inlines(row));
            }
            BlockKind::Paragraph(row) => self.div(&block.attr, None, None, |writer| {
                writer.list([row], |writer, row| writer.constructor("Para", |writer| writer.inlines(row)));
            }),
            BlockKind::Lines(lines) => self.constructor("LineBlock", |writer| {
                writer.list(lines, |writer, row| writer.inlines(row));
            }),
            BlockKind::Code(code) => {
                self.constructor("CodeBlock", |writer| writer.with_text(&block.attr, code))
            }
            BlockKind::Raw { format, text } => {
                self.constructor("RawBlock", |writer| writer.raw(format, text))
            }
            BlockKind::Quote(content) => self.constructor("BlockQuote", |writer| writer.blocks(content)),
            BlockKind::List(list) => self.items(list),
            BlockKind::Definitions(definitions) => self.constructor("DefinitionList", |writer| {
                writer.list(definitions, |writer, definition| {
                    writer.out.push('[');
                    writer.inlines(&definition.term);
                    writer.comma();
                    writer.list(&definition.descriptions, |writer, blocks| writer.blocks(blocks));
                    writer.out.push(']');
                });
            }),
            BlockKind::Heading { level, content } => {
                let level = level.saturating_sub(self.lift).max(1);
                self.constructor("Header", |writer| {
                    writer.out.push_str(&format!("[{level},"));
                    writer.attr(&block.attr, None, None);
                    writer.comma();
                    writer.inlines(content);
                    writer.out.push(']');
                });
            }
            BlockKind::Rule => self.bare("HorizontalRule"),
            BlockKind::PageBreak => {
                self.div(&Attr::default(), None, Some("page-break"), |writer| writer.blocks(&[]))
            }
            BlockKind::Table(table) => self.table(table, &table.caption, &block.attr),
            BlockKind::Figure { content, caption } if is_table(content) && block.attr.is_empty() => {
                if let [Block { kind: BlockKind::Table(table), attr, .. }] = content.as_slice() {
                    self.table(table, caption, attr);
                }
            }
            BlockKind::Figure { content, caption } => self.constructor("Figure", |writer| {
                writer.out.push('[');
                writer.attr(&block.attr, None, None);
                writer.comma();
                writer.caption(caption);
                writer.comma();
                writer.blocks(content);
                writer.out.push(']');
            }),
            BlockKind::Boxed { kind, title, content } => {
                self.div(&block.attr, None, Some(kind.class()), |writer| {
                    writer.out.push('[');
                    if !title.is_empty() {
                        writer.div(&Attr::default(), None, Some("title"), |writer| {
                            writer.list([title], |writer, row| {
                                writer.constructor("Para", |writer| writer.inlines(row))
                            });
                        });
                    }
                    for (number, block) in content.iter().enumerate() {
                        if number > 0 || !title.is_empty() {
                            writer.comma();
                        }
                        writer.block(block);
                    }
                    writer.out.push(']');
                })
            }
            BlockKind::Element(tag, content) => {
                let name = Some(tag.name()).filter(|name| *name != "div");
                self.div(&block.attr, name, None, |writer| writer.blocks(content));
            }
        }
    }

    fn div(
        &mut self,
        attr: &Attr,
        element: Option<&str>,
        class: Option<&str>,
        content: impl FnOnce(&mut Self),
    ) {
        self.constructor("Div", |writer| {
            writer.out.push('[');
            writer.attr(attr, element, class);
            writer.comma();
            content(writer);
            writer.out.push(']');
        });
    }

    fn with_text(&mut self, attr: &Attr, text: &str) {
        self.out.push('[');
        self.attr(attr, None, None);
        self.comma();
        self.string(text);
        self.out.push(']');
    }

    fn raw(&mut self, format: &str, text: &str) {
        self.out.push('[');
        self.string(format);
        self.comma();
        self.string(text);
        self.out.push(']');
    }

    fn items(&mut self, list: &'a List) {
        let name = if list.numbering.is_some() { "OrderedList" } else { "BulletList" };
        self.constructor(name, |writer| {
            if let Some(numbering) = list.numbering {
                writer.out.push('[');
                writer.numbering(numbering);
                writer.comma();
            }
            writer.list(&list.items, |writer, item| {
                writer.out.push('[');
                let mut rest = item.content.as_slice();
                if let Some(done) = item.task {
                    rest = writer.task(done, rest);
                }
                writer.rest(rest);
                writer.out.push(']');
            });
            if list.numbering.is_some() {
                writer.out.push(']');
            }
        });
    }

    /// Blocks behind others of a list.
    fn rest(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            if !self.out.ends_with('[') {
                self.comma();
            }
            self.block(block);
        }
    }

    /// A task's first line with its box; the blocks behind it.
    fn task(&mut self, done: bool, content: &'a [Block]) -> &'a [Block] {
        let sign = if done { "☒" } else { "☐" };
        let (name, row, rest): (_, &[Inline], _) = match content.split_first() {
            Some((Block { kind: BlockKind::Paragraph(row), .. }, rest)) => ("Para", row, rest),
            Some((Block { kind: BlockKind::Plain(row), .. }, rest)) => ("Plain", row, rest),
            _ => ("Plain", &[], content),
        };
        self.constructor(name, |writer| {
            writer.out.push('[');
            writer.constructor("Str", |writer| writer.string(sign));
            writer.comma();
            writer.bare("Space");
            for inline in row {
                writer.inline(inline);
            }
            writer.out.push(']');
        });
        rest
    }

    fn numbering(&mut self, numbering: Numbering) {
        let style = match numbering.style {
            'i' => "LowerRoman",
            'I' => "UpperRoman",
            'a' => "LowerAlpha",
            'A' => "UpperAlpha",
            _ => "Decimal",
        };
        let delimiter = if numbering.bracket { "OneParen" } else { "Period" };
        self.out.push_str(&format!("[{},{{\"t\":\"{style}\"}},{{\"t\":\"{delimiter}\"}}]", numbering.start));
    }

    fn caption(&mut self, blocks: &'a [Block]) {
        self.out.push_str("[null,");
        self.blocks(blocks);
        self.out.push(']');
    }
}

/// Whether a figure shows a table without a caption of its own: Pandoc's tables have captions, and are no figures.
fn is_table(content: &[Block]) -> bool {
    matches!(content, [Block { kind: BlockKind::Table(table), .. }] if table.caption.is_empty())
}
