//! Slips of whole blocks: headings without a space, and lines that other programs take for orders.

use super::{Finder, begins_attributes};
use crate::diagnostic::Code;
use crate::document::{NodeId, Tag, Text};
use crate::source::Span;

/// Paragraphs that ask for a table of contents elsewhere, in small letters.
const CONTENTS: [&str; 6] = ["[toc]", "[[toc]]", "[[_toc_]]", "{:toc}", "{{toc}}", "\\tableofcontents"];

/// Paragraphs that ask for a new page elsewhere.
const NEW_PAGE: [&str; 5] = ["\\newpage", "\\pagebreak", "\\clearpage", "\\cleardoublepage", "\\eject"];

/// Alerts that are called the same elsewhere.
const ALERTS: [&str; 4] = ["note", "tip", "warning", "important"];

/// What blocks of other programs begin with, what is said of them, and what to write instead.
const BEGINNINGS: [(&str, &str, &str); 6] = [
    ("{:", "attributes of blocks are not supported", "write the block in HTML: `<div class=\"name\">`"),
    (
        "+--",
        "tables drawn with signs are not supported",
        "write `| a | b |`, with `|---|---|` below the first row",
    ),
    (
        "+==",
        "tables drawn with signs are not supported",
        "write `| a | b |`, with `|---|---|` below the first row",
    ),
    ("| ", "lines kept by `| ` are not supported", "end each line with a backslash"),
    ("#. ", "`#.` makes no list", "write `1. `"),
    ("(@", "numbered examples are not supported", "write `1. `"),
];

/// How many cells are written out in a message.
const MOST_CELLS: usize = 8;

/// How many cells a row of a table has; an escaped line divides none.
fn cells(row: &str) -> usize {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let row = row.strip_suffix('|').filter(|row| !row.ends_with('\\')).unwrap_or(row);
    let mut escaped = false;
    let divides = row.chars().filter(|&sign| {
        let divides = sign == '|' && !escaped;
        escaped = sign == '\\' && !escaped;
        divides
    });
    1 + divides.count()
}

/// Whether a line is the second row of a table: dashes, colons at their ends.
fn is_delimiter_row(line: &str) -> bool {
    let row = line.trim();
    let inner = row.trim_matches('|').split('|').map(|cell| cell.trim().trim_matches(':'));
    row.contains('|')
        && inner.into_iter().all(|cell| !cell.is_empty() && cell.bytes().all(|byte| byte == b'-'))
}

impl Finder<'_> {
    /// Looks at one element, its children's own blocks left aside.
    pub(super) fn block(&self, node: NodeId) {
        match self.document.tag(node) {
            Some(Tag::P) => {
                self.order(node);
                self.admonition(node);
                if !self.uneven_table(node) {
                    self.first_line(node);
                }
                self.headings(node);
                self.list_marks(node);
            }
            Some(Tag::Li) => self.empty_box(node),
            Some(tag) if tag.heading_level().is_some() => self.heading_attributes(node),
            _ => {}
        }
        self.captions(node);
    }

    /// Pandoc's block of title, author and date, at the start of the text: lines that begin with `% `.
    pub(super) fn title_block(&self, first: NodeId) {
        let Some(text) = self.first_text(first) else { return };
        if self.document.tag(first) != Some(Tag::P) || !text.text.starts_with("% ") {
            return;
        }
        let line = text.text.lines().next().unwrap_or_default();
        let title = line.trim_start_matches(['%', ' ']);
        let message = "a title block with `%` is not supported; it is printed as it stands".to_owned();
        let help = format!("write front matter: a line `---`, then `title: {title}`, then a line `---`");
        self.report(Code::ForeignSyntax, text.map.span(0..line.len()), message, help);
    }

    /// A paragraph that is an order to another program.
    fn order(&self, paragraph: NodeId) {
        let Some(text) = self.only_text(paragraph) else { return };
        let line = text.text.trim();
        if line.len() > 20 || !line.starts_with(['[', '{', '\\']) {
            return;
        }
        let help = if CONTENTS.contains(&line.to_ascii_lowercase().as_str()) {
            "write `toc: true` into the front matter instead"
        } else if NEW_PAGE.contains(&line) {
            "write `<!-- pagebreak -->`"
        } else {
            return;
        };
        let message = format!("`{line}` is no order here and is printed as it stands");
        self.report(Code::ForeignSyntax, text.map.span(0..text.text.len()), message, help);
    }

    /// MkDocs' `!!! note` and `??? note`.
    fn admonition(&self, paragraph: NodeId) {
        let Some(text) = self.first_text(paragraph) else { return };
        let line = text.text.lines().next().unwrap_or_default();
        let mark = ["!!! ", "??? ", "???+ "].into_iter().find_map(|mark| line.strip_prefix(mark));
        let Some(name) = mark.filter(|name| name.starts_with(|c: char| c.is_ascii_lowercase())) else {
            return;
        };
        let name = name.split([' ', '"']).next().unwrap_or_default();
        let message = format!("`{line}` begins no alert here and is printed as it stands");
        let marker = if ALERTS.contains(&name) { name.to_uppercase() } else { "NOTE".to_owned() };
        let help = format!(
            "write a quote that begins with a marker: `> [!{marker}]`, and `> ` before each line of its text"
        );
        self.report(Code::ForeignSyntax, text.map.span(0..line.len()), message, help);
    }

    /// A table whose row of dashes has not as many cells as its header, which makes it none; whether it is one.
    fn uneven_table(&self, paragraph: NodeId) -> bool {
        let Some(text) = self.first_text(paragraph).filter(|text| self.is_written(text, 0..1)) else {
            return false;
        };
        let start = text.map.source_offset(0) as usize;
        let mut lines = self.source.get(start..).unwrap_or_default().split('\n');
        let (header, dashes) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
        let (heads, columns) = (cells(header), cells(dashes));
        if !header.contains('|') || !is_delimiter_row(dashes) || heads == columns {
            return false;
        }
        let message = format!(
            "this is no table: its header has {}, the row of dashes below it {columns}; it is printed as it stands",
            if heads == 1 { "1 cell".to_owned() } else { format!("{heads} cells") }
        );
        let help =
            format!("write the second row with {heads} cells: `|{}`", "---|".repeat(heads.min(MOST_CELLS)));
        let end = start + header.len() + 1 + dashes.trim_end().len();
        let bound = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let span = Span { start: bound(start), end: bound(end), ..text.map.span(0..1) };
        self.report(Code::ForeignSyntax, span, message, help);
        true
    }

    /// Blocks of Pandoc's and kramdown's that are told by how they begin.
    fn first_line(&self, paragraph: NodeId) {
        let Some(text) = self.first_text(paragraph) else { return };
        let line = text.text.lines().next().unwrap_or_default().trim_end();
        let found =
            BEGINNINGS.iter().find(|(begins, ..)| line.starts_with(begins) && line.len() > begins.len());
        let Some((_, what, help)) = found.filter(|_| self.is_written(text, 0..1)) else { return };
        let message = format!("{what}; this is printed as it stands");
        self.report(Code::ForeignSyntax, text.map.span(0..line.len()), message, *help);
    }

    /// `- [] words`: the box of a task holds a space or an x.
    fn empty_box(&self, item: NodeId) {
        let first = self.document.children(item).first().copied();
        let Some(text) = first.and_then(|first| self.document.text(first).or_else(|| self.first_text(first)))
        else {
            return;
        };
        if text.text.starts_with("[] ") && self.is_written(text, 0..2) {
            let message = "`[]` makes no task and is printed as it stands".to_owned();
            self.report(Code::ForeignSyntax, text.map.span(0..2), message, "write `[ ]`, with a space in it");
        }
    }

    /// Two lines or more that all begin with `-` and a letter.
    fn list_marks(&self, paragraph: NodeId) {
        let Some(text) = self.only_text(paragraph) else { return };
        let is_item = |line: &str| {
            line.trim_start().strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_alphabetic))
        };
        if text.text.contains('\n') && text.text.lines().all(is_item) && self.is_written(text, 0..1) {
            let line = text.text.lines().next().unwrap_or_default();
            let message = "these lines are no list: there is no space behind `-`".to_owned();
            self.report(Code::ForeignSyntax, text.map.span(0..line.len()), message, "write `- words`");
        }
    }

    /// The text that a block begins with.
    fn first_text(&self, block: NodeId) -> Option<&Text> {
        self.document.children(block).first().and_then(|&first| self.document.text(first))
    }

    /// Lines that begin with `#` and a letter. One sign alone may begin a hashtag.
    fn headings(&self, paragraph: NodeId) {
        let children = self.document.children(paragraph);
        let mut at_start = true;
        for (index, &child) in children.iter().enumerate() {
            let Some(text) = self.document.text(child) else {
                at_start = self.document.tag(child) == Some(Tag::Br);
                continue;
            };
            let mut start = 0;
            for line in text.text.split_inclusive('\n') {
                if at_start || start > 0 {
                    let is_whole =
                        index == 0 && start == 0 && children.len() == 1 && !text.text.contains('\n');
                    self.heading(text, start, line.trim_end(), is_whole);
                }
                start += line.len();
            }
            at_start = text.text.ends_with('\n');
        }
    }

    /// One such line, from `start`; `is_whole` if it is all of its paragraph.
    fn heading(&self, text: &Text, start: usize, line: &str, is_whole: bool) {
        let words = line.trim_start();
        let start = start + line.len() - words.len();
        let title = words.trim_start_matches('#');
        let signs = words.len() - title.len();
        let begins = title.starts_with(char::is_alphabetic) && (1..=6).contains(&signs);
        if !begins || !self.is_written(text, start..start + 1) {
            return;
        }
        let mark = "#".repeat(signs);
        let span = text.map.span(start..start + words.len());
        let message = format!("this is no heading: there is no space behind `{mark}`");
        let help = format!("write `{mark} {title}`");
        if signs > 1 {
            self.report(Code::HeadingNoSpace, span, message, help);
        } else if is_whole
            && title.starts_with(char::is_uppercase)
            && !title.contains('#')
            && !title.ends_with(['.', ',', '!', '?'])
        {
            self.note(Code::HeadingNoSpace, span, message, help);
        }
    }

    /// Attributes at the end of a heading whose brace is not closed.
    fn heading_attributes(&self, heading: NodeId) {
        let last = self.document.children(heading).last();
        let Some(text) = last.and_then(|&last| self.document.text(last)) else { return };
        let Some((before, rest)) = text.text.rsplit_once('{') else { return };
        if !rest.contains('}')
            && begins_attributes(rest)
            && self.is_written(text, before.len()..before.len() + 1)
        {
            self.unclosed_attributes(text, before.len(), rest.len());
        }
    }

    /// Captions of tables as Pandoc has them, above or below a table among `parent`'s blocks.
    fn captions(&self, parent: NodeId) {
        let document = self.document;
        let is_block = |node: &&NodeId| document.element(**node).is_some();
        let children = document.children(parent);
        if !children.iter().any(|&child| document.tag(child) == Some(Tag::Table)) {
            return;
        }
        let blocks: Vec<NodeId> = children.iter().filter(is_block).copied().collect();
        for pair in blocks.windows(2) {
            let [one, other] = pair else { continue };
            match (document.tag(*one), document.tag(*other)) {
                (Some(Tag::Table), Some(Tag::P)) => self.caption(*other),
                (Some(Tag::P), Some(Tag::Table)) => self.caption(*one),
                (Some(Tag::Dl), Some(Tag::Table)) => self.definition(*one),
                _ => {}
            }
        }
        let tables = blocks.iter().filter(|&&block| document.tag(block) == Some(Tag::Table));
        for row in tables.filter_map(|&table| self.last_row(table)) {
            if let [first, others @ ..] = document.children(row)
                && others.iter().all(|&cell| document.children(cell).is_empty())
            {
                self.caption(*first);
            }
        }
    }

    /// A list of one definition above a table: the paragraph before its colon may have been no term.
    fn definition(&self, list: NodeId) {
        let [_term, definition] = self.document.children(list) else { return };
        let message = "this makes the paragraph above it the term of a definition".to_owned();
        let help = "if it is the table's caption, put both into a `<figure>` with a `<figcaption>`";
        self.note(Code::ForeignSyntax, self.document.span(*definition), message, help);
    }

    fn last_row(&self, table: NodeId) -> Option<NodeId> {
        let group = self.document.children(table).last()?;
        self.document.children(*group).last().copied().filter(|&row| self.document.tag(row) == Some(Tag::Tr))
    }

    /// A block beside a table, or its last row's cell, if it begins as a caption does.
    fn caption(&self, block: NodeId) {
        let Some(text) = self.first_text(block) else { return };
        let Some(mark) = ["Table: ", "table: ", ": "].into_iter().find(|mark| text.text.starts_with(mark))
        else {
            return;
        };
        let words = text.text.lines().next().unwrap_or_default();
        let message = "Markdown has no captions of tables; this is printed as it stands".to_owned();
        let help = format!(
            "put `<figure>` and an empty line before the table, and behind it an empty line and \
             `<figcaption>{}</figcaption></figure>`",
            words.get(mark.len()..).unwrap_or_default()
        );
        self.report(Code::ForeignSyntax, text.map.span(0..words.len()), message, help);
    }
}
