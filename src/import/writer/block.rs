//! Blocks as Markdown.

use super::escape::Within;
use super::{Writer, html, list};
use crate::document::Tag;
use crate::import::tree::{Attr, Block, BlockKind, BoxKind, Inline, InlineKind};
use crate::import::words::LeftOut;

/// What stands before a block as far as it counts for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Before {
    /// Anything that does not matter.
    #[default]
    Other,
    /// A list of this mark: another of the same kind needs another one.
    List(char),
    /// A list of definitions.
    Definitions,
}

impl<'a> Writer<'a> {
    /// Writes blocks with an empty line between each two.
    pub(super) fn blocks(&mut self, blocks: &'a [Block]) {
        let mut before = Before::default();
        for (number, block) in blocks.iter().enumerate() {
            if number > 0 {
                self.out.separate();
            }
            before = self.block(block, before);
        }
    }

    /// Writes one block where a line begins.
    pub(super) fn block(&mut self, block: &'a Block, before: Before) -> Before {
        match &block.kind {
            BlockKind::Plain(row) | BlockKind::Paragraph(row) => self.paragraph(row, block),
            BlockKind::Lines(lines) => self.lines(lines),
            BlockKind::Code(code) => self.code(code, block),
            BlockKind::Raw { format, text } => self.raw_block(format, text, block),
            BlockKind::Quote(content) if block.attr.is_empty() => {
                self.out.open(None, "> ");
                self.blocks(content);
                self.out.close();
            }
            BlockKind::Quote(content) => self.container("blockquote", &block.attr, content),
            BlockKind::List(list) => return self.list(list, block, before),
            BlockKind::Definitions(definitions) => {
                if before == Before::Definitions {
                    self.comment();
                }
                self.definitions(definitions);
                return Before::Definitions;
            }
            BlockKind::Heading { level, content } => {
                self.out.place(block.span);
                self.heading(*level, content, &block.attr);
            }
            BlockKind::Rule => self.out.push("***"),
            BlockKind::PageBreak => self.out.push("<!-- pagebreak -->"),
            BlockKind::Table(table) => self.table(table, block),
            BlockKind::Figure { content, caption } => self.figure(content, caption, block),
            BlockKind::Boxed { kind, title, content } => self.boxed(*kind, title, content, block),
            BlockKind::Element(Tag::Pre, content) => self.preformatted(content, block),
            BlockKind::Element(tag, content) => self.container(tag.name(), &block.attr, content),
        }
        Before::Other
    }

    /// A comment that keeps two lists apart.
    fn comment(&mut self) {
        self.out.push("<!-- -->");
        self.out.separate();
    }

    fn paragraph(&mut self, row: &'a [Inline], block: &'a Block) {
        let html = Some(&block.attr).filter(|attr| html::says_something(attr)).and_then(|_| html::row(row));
        match html {
            Some(html) => {
                self.out.place(block.span);
                self.out.push(&format!("{}{html}</p>", html::start_tag("p", &block.attr)));
            }
            None if html::says_something(&block.attr) => {
                self.out.push(&html::start_tag("div", &block.attr));
                self.out.separate();
                self.write_row(row, Within::default());
                self.out.separate();
                self.out.push("</div>");
            }
            None => self.write_row(row, Within::default()),
        }
    }

    /// Lines of verse: each but the last ends in a backslash; spaces that set one in do not break.
    fn lines(&mut self, lines: &'a [Vec<Inline>]) {
        for (number, line) in lines.iter().enumerate() {
            if number > 0 {
                self.out.push("\\");
                self.out.end_line();
            }
            let mut pieces = self.row(line, Within::default());
            if pieces.is_empty() {
                pieces.push(super::inline::Piece::Mark("\u{A0}".to_owned()));
            }
            self.write_pieces(&pieces);
        }
    }

    /// A heading on one line, its attributes in braces.
    pub(super) fn heading(&mut self, level: u8, row: &'a [Inline], attr: &Attr) {
        self.out.push(&format!("{} ", "#".repeat(usize::from(level.clamp(1, 6)))));
        self.write_row(row, Within { heading: true, ..Within::default() });
        let is_word = |word: &str| {
            !word.is_empty() && !word.contains(|c: char| c.is_whitespace() || "{}\"'=#".contains(c))
        };
        let mut words = Vec::new();
        if is_word(&attr.id) {
            words.push(format!("#{}", attr.id));
        }
        words.extend(attr.classes.iter().filter(|class| is_word(class)).map(|class| format!(".{class}")));
        for name in ["lang", "dir"] {
            words
                .extend(attr.get(name).filter(|value| is_word(value)).map(|value| format!("{name}={value}")));
        }
        if !words.is_empty() {
            self.out.push(&format!(" {{{}}}", words.join(" ")));
        }
    }

    /// Code in a fence longer than any in it.
    fn code(&mut self, code: &str, block: &Block) {
        let longest = code.lines().map(|line| {
            let line = line.trim_start();
            line.len() - line.trim_start_matches('`').len()
        });
        let fence = "`".repeat(longest.max().unwrap_or(0).max(2) + 1);
        let is_word = |word: &&String| !word.contains(|c: char| c.is_whitespace() || c == '`');
        let language = block.attr.classes.first().filter(is_word).map(String::as_str).unwrap_or_default();
        self.out.push(&format!("{fence}{language}"));
        self.out.end_line();
        self.out.push_lines(&code.replace("\r\n", "\n"), block.span);
        self.out.push(&fence);
    }

    fn raw_block(&mut self, format: &str, text: &str, block: &Block) {
        if format.starts_with("html") {
            let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
            self.out.push_lines(&lines.join("\n"), block.span);
        } else {
            let reason = format!("it is markup of the format {format}");
            self.left_out.push(LeftOut { span: block.span, reason, is_furniture: false });
        }
    }

    /// An element of HTML around blocks in Markdown, or around a row on its line.
    pub(super) fn container(&mut self, name: &str, attr: &Attr, content: &'a [Block]) {
        if matches!(content, [Block { kind: BlockKind::Plain(_), .. }]) {
            return self.part(name, attr, content);
        }
        self.out.push(&html::start_tag(name, attr));
        self.out.separate();
        self.blocks(content);
        self.out.separate();
        self.out.push(&format!("</{name}>"));
    }

    /// Text whose spaces and line ends stay, as an element: its lines may hold stress and the like.
    fn preformatted(&mut self, content: &'a [Block], block: &'a Block) {
        let mut html = String::new();
        for block in content {
            if let BlockKind::Plain(row) = &block.kind {
                html.push_str(&html::lines(row).unwrap_or_default());
            }
        }
        let gap = if html.starts_with('\n') { "\n" } else { "" };
        let element = format!("{}{gap}{html}</pre>", html::start_tag("pre", &block.attr));
        self.out.push_lines(&element, block.span);
    }

    /// A quote that begins with a marker.
    fn boxed(&mut self, kind: BoxKind, title: &'a [Inline], content: &'a [Block], block: &'a Block) {
        let has_attributes = html::says_something(&block.attr);
        if has_attributes {
            self.out.push(&html::start_tag("div", &block.attr));
            self.out.separate();
        }
        self.out.open(None, "> ");
        self.out.place(block.span);
        self.out.push(&format!("[!{}]", kind.class().to_uppercase()));
        if kind.has_title() && !title.is_empty() {
            self.out.push(" ");
            self.write_row(title, Within { heading: true, ..Within::default() });
        }
        self.out.end_line();
        let joins = |block: &Block| match &block.kind {
            BlockKind::Paragraph(row) | BlockKind::Plain(row) => {
                !html::says_something(&block.attr)
                    && !row.iter().all(|inline| matches!(inline.kind, InlineKind::Image { .. }))
            }
            _ => false,
        };
        match content.split_first() {
            Some((first, rest)) if joins(first) => {
                self.block(first, Before::Other);
                if !rest.is_empty() {
                    self.out.separate();
                    self.blocks(rest);
                }
            }
            _ => {
                self.out.separate();
                self.blocks(content);
            }
        }
        self.out.close();
        if has_attributes {
            self.out.separate();
            self.out.push("</div>");
        }
    }

    /// Whether two blocks of a tight item may stand without an empty line between them.
    pub(super) fn may_touch(above: &Block, below: &Block) -> bool {
        let is_text = matches!(above.kind, BlockKind::Plain(_));
        let interrupts = match &below.kind {
            BlockKind::List(list) => list::interrupts(list),
            BlockKind::Code(_) => true,
            BlockKind::Quote(_) => below.attr.is_empty(),
            _ => false,
        };
        is_text && interrupts
    }
}
