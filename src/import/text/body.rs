//! Turns the parts of a text into the blocks of an article.

use std::collections::BTreeMap;

use super::block::{Gap, blocks};
use super::draft::Draft;
use super::join::{Piece, inlines, pieces};
use super::line::{Line, printed};
use super::list::{self, are_things, marker};
use super::note::{Notes, calls};
use super::paragraph::{Part, Shape, headings, parts};
use super::quote::Quote;
use super::table::Table;
use super::vocabulary::{SALUTATIONS, prefix};
use crate::document::Align;
use crate::import::tree::{
    Attr, Block, BlockKind, BoxKind, Cell, Inline, InlineKind, Item, List, Numbering, Row,
    Table as TableBlock,
};
use crate::source::Span;

impl Draft<'_> {
    /// The blocks of the lines that are left.
    pub(super) fn body(&mut self, quotes: Vec<Quote>, notes: &Notes) -> Vec<Block> {
        let mut parts = parts(&self.lines, &blocks(&self.lines), self.measure);
        headings(&self.lines, &mut parts, self.measure, !notes.is_empty());
        let parts = self.joined(merged(&self.lines, parts));
        let mut parts = place(parts, &quotes);
        self.find_things(&mut parts);
        self.tell_headings(&parts);
        let mut blocks: Vec<Block> = Vec::with_capacity(parts.len());
        for part in &parts {
            let Some(block) = self.block(part, &quotes, notes) else { continue };
            // The paragraphs of one quotation.
            match (blocks.last_mut().map(|last| &mut last.kind), block.kind) {
                (Some(BlockKind::Quote(last)), BlockKind::Quote(more)) if part.gap == Gap::None => {
                    last.extend(more);
                }
                (_, kind) => blocks.push(Block { kind, ..block }),
            }
        }
        blocks
    }

    /// Joins paragraphs that pages, columns or what stands between them cut in two.
    fn joined(&mut self, parts: Vec<Part>) -> Vec<Part> {
        let mut joined: Vec<Part> = Vec::with_capacity(parts.len());
        for part in parts {
            let before = joined.len().checked_sub(1);
            let over = before.and_then(|at| at.checked_sub(1)).filter(|_| {
                before.and_then(|at| joined.get(at)).is_some_and(|between| self.may_stand_between(between))
            });
            let fits = |at: &usize, is_far: bool| {
                joined.get(*at).is_some_and(|home| self.goes_on(home, &part, is_far))
            };
            let home = over.filter(|at| fits(at, true)).or_else(|| before.filter(|at| fits(at, false)));
            match home.and_then(|at| joined.get_mut(at)) {
                Some(home) => {
                    if let Some(line) = part.lines.first().and_then(|at| self.lines.get(*at)) {
                        self.report.mend(line.span);
                    }
                    home.lines.extend(part.lines);
                }
                None => joined.push(part),
            }
        }
        joined
    }

    fn line_of(&self, at: Option<&usize>) -> Option<&Line> {
        at.and_then(|at| self.lines.get(*at))
    }

    /// Whether a part is a paragraph's second half. `is_far` if something stands between the two.
    fn goes_on(&self, home: &Part, part: &Part, is_far: bool) -> bool {
        let prose = |part: &Part| matches!(part.shape, Shape::Prose | Shape::Quote);
        if !prose(home) || !prose(part) || part.gap == Gap::None {
            return false;
        }
        let is_quoted = |part: &Part| self.line_of(part.lines.first()).is_some_and(|line| line.is_quoted);
        if is_quoted(home) != is_quoted(part) {
            return false;
        }
        let (Some(last), Some(first)) = (self.line_of(home.lines.last()), self.line_of(part.lines.first()))
        else {
            return false;
        };
        let start = self.line_of(home.lines.first()).map(|line| line.text.as_str()).unwrap_or_default();
        let salutes =
            home.lines.len() == 1 && prefix(SALUTATIONS, start).is_some() && last.text.ends_with([',', '!']);
        let is_long = home.lines.len() > 1 || last.text.split_whitespace().count() > 4;
        if salutes || marker(&first.text).is_some() || !is_long && !last.ends_in_hyphen() {
            return false;
        }
        let open = !last.ends_sentence() || last.ends_in_hyphen();
        let is_figure = part.lines.len() == 1 && first.text.bytes().all(|byte| byte.is_ascii_digit());
        if open && (first.starts_lower() || is_figure) {
            return true;
        }
        let set_in = self.measure.indents && first.indent > 0;
        part.gap == Gap::Break
            && !is_far
            && !set_in
            && (open || self.measure.indents && self.measure.width.is_some())
    }

    /// Whether a part may stand between the halves of a paragraph: a few words that are no sentence of it.
    fn may_stand_between(&self, part: &Part) -> bool {
        let Some(first) = self.line_of(part.lines.first()) else { return false };
        let is_figure = first.text.bytes().all(|byte| byte.is_ascii_digit());
        let is_short = part.lines.len() <= 4 && !is_figure && first.width <= 90 && !first.starts_lower();
        is_short && matches!(part.shape, Shape::Prose | Shape::Kept | Shape::Heading)
    }

    /// Finds lists of things among lines that stay apart.
    fn find_things(&self, parts: &mut [Part]) {
        let mut heading: Option<String> = None;
        for part in parts {
            let lines: Vec<&Line> = part.lines.iter().filter_map(|at| self.lines.get(*at)).collect();
            if part.shape == Shape::Kept && are_things(&lines, heading.as_deref()) {
                part.shape = Shape::Things;
            }
            heading = lines.first().filter(|_| part.shape == Shape::Heading).map(|line| line.text.clone());
        }
    }

    fn tell_headings(&mut self, parts: &[Part]) {
        for part in parts {
            let what = match part.shape {
                Shape::Heading => "a heading",
                Shape::Table(_) => "a table",
                Shape::List(_) | Shape::Things => "a list",
                Shape::Kept => "lines that stay apart",
                Shape::Quote | Shape::QuotedLines => "a quotation",
                _ => continue,
            };
            if let Some(line) = part.lines.first().and_then(|at| self.lines.get(*at)) {
                let (span, text) = (line.span, super::report::shown(&line.text));
                self.report.guess(span, format!("taken as {what}: {text}"));
            }
        }
    }

    fn span_of(&self, lines: &[usize]) -> Span {
        let first = self.line_of(lines.first()).map(|line| line.span).unwrap_or_default();
        self.line_of(lines.last()).map_or(first, |line| first.to(line.span))
    }

    fn block(&mut self, part: &Part, quotes: &[Quote], notes: &Notes) -> Option<Block> {
        let span = self.span_of(&part.lines);
        let kind = match &part.shape {
            Shape::Rule => BlockKind::Rule,
            Shape::Heading => BlockKind::Heading {
                level: self.level(&part.lines),
                content: self.rich(&part.lines, 0, notes),
            },
            Shape::Prose => BlockKind::Paragraph(self.rich(&part.lines, 0, notes)),
            Shape::Quote => {
                let paragraph = BlockKind::Paragraph(self.rich(&part.lines, 0, notes));
                BlockKind::Quote(vec![Block::new(paragraph, span)])
            }
            Shape::Kept => {
                BlockKind::Lines(part.lines.iter().map(|at| self.rich(&[*at], 0, notes)).collect())
            }
            Shape::QuotedLines => {
                let lines = part.lines.iter().map(|at| self.rich(&[*at], 0, notes)).collect();
                BlockKind::Quote(vec![Block::new(BlockKind::Lines(lines), span)])
            }
            Shape::Things => {
                let items = part.lines.iter().map(|at| self.item(&[*at], 0, notes)).collect();
                BlockKind::List(List { numbering: None, items })
            }
            Shape::List(starts) => BlockKind::List(self.list(part, starts, notes)),
            Shape::Table(table) => BlockKind::Table(Box::new(self.table(table, span))),
            Shape::PullQuote(number) => {
                let quote = quotes.get(*number)?;
                let mut content =
                    vec![Block::new(BlockKind::Paragraph(self.inlines_from(&quote.lines, 0)), span)];
                if let Some(at) = quote.attribution {
                    let span = self.span_of(&[at]);
                    content.push(Block::new(BlockKind::Paragraph(self.inlines_from(&[at], 0)), span));
                }
                BlockKind::Boxed { kind: BoxKind::PullQuote, title: Vec::new(), content }
            }
        };
        Some(Block::new(kind, span))
    }

    /// The level of a heading: lower under a line of hyphens, if others stand over a line of another sign.
    fn level(&self, lines: &[usize]) -> u8 {
        let over = self.line_of(lines.first()).and_then(|line| line.under);
        let is_double = |line: &Line| line.under == Some('=') && !line.is_gone();
        if over.is_some_and(|sign| sign != '=') && self.lines.iter().any(is_double) { 3 } else { 2 }
    }

    fn list(&mut self, part: &Part, starts: &[usize], notes: &Notes) -> List {
        let first =
            self.line_of(part.lines.first()).and_then(|line| marker(&line.text)).map(|marker| marker.kind);
        let numbering = match first {
            Some(list::Kind::Number(start, bracket)) => {
                Some(Numbering { start, bracket, ..Numbering::default() })
            }
            Some(list::Kind::Letter(style, bracket)) => Some(Numbering {
                style: if style.is_uppercase() { 'A' } else { 'a' },
                bracket,
                ..Numbering::default()
            }),
            _ => None,
        };
        let ends = starts.iter().skip(1).copied().chain([part.lines.len()]);
        let ranges: Vec<(usize, usize)> = starts.iter().copied().zip(ends).collect();
        let items = ranges.into_iter().map(|(start, end)| {
            let lines = part.lines.get(start..end).unwrap_or_default().to_vec();
            let line = self.line_of(lines.first()).cloned();
            let length = line.as_ref().and_then(|line| marker(&line.text)).map_or(0, |marker| marker.length);
            if let (Some(line), true) = (line, numbering.is_some()) {
                let span = self.sub_span(&line, line.text.get(..length).unwrap_or_default().trim());
                self.report.said.push(span);
            }
            self.item(&lines, length, notes)
        });
        List { numbering, items: items.collect() }
    }

    fn item(&mut self, lines: &[usize], start: usize, notes: &Notes) -> Item {
        let span = self.span_of(lines);
        let content = vec![Block::new(BlockKind::Plain(self.rich(lines, start, notes)), span)];
        Item { content, ..Item::default() }
    }

    fn table(&self, table: &Table, span: Span) -> TableBlock {
        let cell = |text: &String| Cell {
            content: vec![Block::new(BlockKind::Plain(vec![Inline::text(printed(text), span)]), span)],
            ..Cell::default()
        };
        let row = |cells: &Vec<String>| Row { cells: cells.iter().map(cell).collect(), ..Row::default() };
        let mut rows = table.rows.iter().map(row);
        TableBlock {
            columns: table.columns.iter().map(|align: &Align| Some(*align)).collect(),
            head: rows.next().into_iter().map(as_head).collect(),
            bodies: vec![rows.collect()],
            ..TableBlock::default()
        }
    }

    /// Lines as inlines, with the notes that are called in them.
    fn rich(&mut self, lines: &[usize], start: usize, notes: &Notes) -> Vec<Inline> {
        let row = self.row(lines, start);
        if notes.is_empty() {
            return inlines(&row);
        }
        let mut out: Vec<Inline> = Vec::new();
        for (text, span) in row {
            let (mut from, mut searched) = (0, span.start);
            for (start, end, number) in calls(&text, |number| notes.contains_key(&number)) {
                let Some((lines, length)) = notes.get(&number) else { continue };
                let before = text.get(from..start).unwrap_or_default().trim_end_matches([' ', '\u{a0}']);
                if start == end {
                    // A second number of the same bracket.
                } else if !before.is_empty() {
                    out.push(Inline::text(before, span));
                } else if let Some(InlineKind::Text(last)) = out.last_mut().map(|inline| &mut inline.kind) {
                    last.truncate(last.trim_end().len());
                }
                let at = span.start.saturating_add(u32::try_from(start).unwrap_or(0));
                let at = Span { start: at.max(searched).min(span.end), ..span };
                let call = self.call_span(at, &text, start, end);
                searched = call.end;
                self.report.said.push(call);
                // Only the first call of a note holds its words.
                let is_first = self.called.insert(number);
                let note = if is_first { self.note(lines, *length) } else { Vec::new() };
                let note = InlineKind::Note(note);
                let attr = Attr { id: format!("note-{number}"), ..Attr::default() };
                out.push(Inline { kind: note, attr, span: at });
                from = end;
            }
            let rest = text.get(from..).unwrap_or_default();
            if !rest.is_empty() {
                out.push(Inline::text(rest, span));
            }
        }
        out
    }

    /// Where a call stands in the text.
    fn call_span(&self, at: Span, text: &str, start: usize, end: usize) -> Span {
        let call = text.get(start..end).unwrap_or_default();
        let found = self.text.get(at.range()).and_then(|rest| rest.find(call));
        found.map_or(Span { end: at.start, ..at }, |offset| {
            let from = at.start as usize + offset;
            Span::new(at.source, from, from + call.len())
        })
    }

    fn note(&mut self, lines: &[usize], start: usize) -> Vec<Block> {
        let row: Vec<Piece> = lines
            .iter()
            .filter_map(|at| self.lines.get(*at))
            .enumerate()
            .map(|(number, line)| {
                let mut piece = if number == 0 { Piece::from(line, start) } else { Piece::of(line) };
                piece.text = piece.text.trim_start_matches([' ', ':', '.', '\u{a0}', '\t']);
                piece
            })
            .collect();
        let content = inlines(&pieces(&row, &self.lexicon, &mut self.report));
        vec![Block::new(BlockKind::Paragraph(content), self.span_of(lines))]
    }
}

/// A row whose cells are heads.
fn as_head(mut row: Row) -> Row {
    row.cells.iter_mut().for_each(|cell| cell.is_head = true);
    row
}

/// Puts pull quotes behind the parts whose words they repeat.
fn place(parts: Vec<Part>, quotes: &[Quote]) -> Vec<Part> {
    type Numbered<'q> = (usize, &'q Quote);
    let mut by_home: BTreeMap<usize, Vec<Numbered>> = BTreeMap::new();
    for (number, quote) in quotes.iter().enumerate() {
        by_home.entry(quote.home).or_default().push((number, quote));
    }
    let mut placed = Vec::with_capacity(parts.len());
    let made = |(number, quote): Numbered| Part {
        lines: quote.lines.clone(),
        shape: Shape::PullQuote(number),
        gap: Gap::Space,
        is_whole: true,
    };
    for part in parts {
        let mine: Vec<Numbered> =
            part.lines.iter().flat_map(|at| by_home.remove(at).unwrap_or_default()).collect();
        placed.push(part);
        placed.extend(mine.into_iter().map(made));
    }
    placed.extend(by_home.into_values().flatten().map(made));
    placed
}

/// Puts items together that space parts from each other.
fn merged(lines: &[Line], parts: Vec<Part>) -> Vec<Part> {
    let kind = |at: Option<&usize>| {
        at.and_then(|at| lines.get(*at)).and_then(|line| marker(&line.text)).map(|marker| marker.kind)
    };
    let speaks = |part: &Part| {
        part.lines.first().and_then(|at| lines.get(*at)).is_none_or(|line| list::is_speech(&line.text))
    };
    let mut out: Vec<Part> = Vec::with_capacity(parts.len());
    for part in parts {
        let own = kind(part.lines.first()).filter(|kind| {
            matches!(part.shape, Shape::Prose | Shape::List(_)) && !(kind.is_dash() && speaks(&part))
        });
        let last = out.last().and_then(|before| match &before.shape {
            Shape::List(starts) => kind(starts.last().and_then(|start| before.lines.get(*start))),
            Shape::Prose if before.is_whole => {
                kind(before.lines.first()).filter(|kind| kind.begins() && !(kind.is_dash() && speaks(before)))
            }
            _ => None,
        });
        match (own, last, out.last_mut()) {
            (Some(own), Some(last), Some(before)) if own.follows(last) && part.is_whole => {
                let offset = before.lines.len();
                let mut starts = match std::mem::replace(&mut before.shape, Shape::Prose) {
                    Shape::List(starts) => starts,
                    _ => vec![0],
                };
                match &part.shape {
                    Shape::List(more) => starts.extend(more.iter().map(|start| start + offset)),
                    _ => starts.push(offset),
                }
                before.shape = Shape::List(starts);
                before.lines.extend(part.lines);
            }
            _ => out.push(part),
        }
    }
    out
}
