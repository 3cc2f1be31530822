//! What stands in a line, as Markdown.
//!
//! A row of inlines becomes pieces first: whether a mark of stress opens, and what begins a line, is told by what
//! stands beside it.

use super::escape::{self, Beside, Within};
use super::media::{destination, is_shown, push_code, push_formula, push_picture, title_of};
use super::row::{Pairs, count, text, trim};
use super::{Writer, html};
use crate::document::Tag;
use crate::import::tree::{Attr, Inline, InlineKind, Style};
use crate::import::words::LeftOut;
use crate::source::Span;

/// A piece of a row.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    /// Characters of the text, escaped, and where they come from; true if they are its bytes.
    Text(String, Span, bool),
    /// Marks.
    Mark(String),
    /// The content of code, a formula or an address, which comes from a place as a whole.
    Content(String, Span),
    /// A line end that is a space.
    Soft,
    /// A line end that stays.
    Hard,
}

impl Piece {
    fn as_str(&self) -> &str {
        match self {
            Piece::Text(text, ..) | Piece::Mark(text) | Piece::Content(text, _) => text,
            Piece::Soft => "\n",
            Piece::Hard => "\\\n",
        }
    }
}

pub(super) fn last_char(pieces: &[Piece]) -> Option<char> {
    pieces.iter().rev().find_map(|piece| piece.as_str().chars().next_back())
}

fn first_char(pieces: &[Piece]) -> Option<char> {
    pieces.iter().find_map(|piece| piece.as_str().chars().next())
}

impl<'a> Writer<'a> {
    /// The pieces of a block's row.
    pub(super) fn row(&mut self, row: &'a [Inline], within: Within) -> Vec<Piece> {
        let mut pairs = Pairs::default();
        count(row, &mut pairs);
        let within = Within {
            tildes: pairs.tildes > 1,
            carets: pairs.carets > 1,
            dollars: pairs.dollars > 1,
            far_brackets: pairs.brackets > 1,
            ..within
        };
        let mut pieces = Vec::new();
        self.inlines(row, within, None, &mut pieces);
        trim(&mut pieces);
        pieces
    }

    /// Writes a row on the current line and those behind it, and guards what would begin a block there.
    pub(super) fn write_row(&mut self, row: &'a [Inline], within: Within) {
        let pieces = self.row(row, within);
        self.write_pieces(&pieces);
    }

    pub(super) fn write_pieces(&mut self, pieces: &[Piece]) {
        let lines: Vec<&[Piece]> =
            pieces.split_inclusive(|piece| matches!(piece, Piece::Soft | Piece::Hard)).collect();
        for (number, line) in lines.iter().enumerate() {
            let begins = !self.out.is_in_line();
            let whole: String = line.iter().map(Piece::as_str).collect();
            let guard = match line.first() {
                Some(Piece::Text(..)) if begins => escape::line_start(whole.trim_end_matches(['\n', '\\'])),
                _ => None,
            };
            // A tag alone on the first line would begin a block of HTML.
            let is_tag = number == 0 && begins && whole.starts_with('<') && whole.trim_end().ends_with('>');
            self.write_line(line, guard, is_tag);
        }
    }

    /// Writes the pieces of a cell, which end no line.
    pub(super) fn write_cell(&mut self, pieces: &[Piece]) {
        self.write_line(pieces, None, true);
    }

    fn write_line(&mut self, line: &[Piece], guard: Option<usize>, joins: bool) {
        let mut guard = guard;
        for piece in line {
            match piece {
                Piece::Text(text, span, verbatim) => match guard.take().filter(|at| *at < text.len()) {
                    Some(at) => {
                        let (head, tail) = text.split_at(at);
                        self.out.push_from(head, *span, *verbatim);
                        self.out.push("\\");
                        let moved = u32::try_from(at).unwrap_or(0);
                        let start = if *verbatim { span.start.saturating_add(moved) } else { span.start };
                        self.out.push_from(tail, Span { start, ..*span }, *verbatim);
                    }
                    None => self.out.push_from(text, *span, *verbatim),
                },
                Piece::Mark(mark) => self.out.push(mark),
                Piece::Content(text, span) => self.out.push_from(text, *span, false),
                Piece::Soft if joins => self.out.push(" "),
                Piece::Soft => self.out.end_line(),
                Piece::Hard => {
                    self.out.push("\\");
                    self.out.end_line();
                }
            }
        }
    }

    fn inlines(&mut self, row: &'a [Inline], within: Within, before: Option<char>, out: &mut Vec<Piece>) {
        let start = out.len();
        let mut at = 0;
        while let Some(inline) = row.get(at) {
            let prior = out.get(start..).and_then(last_char).or(before);
            if matches!(inline.kind, InlineKind::Text(_)) {
                let rest = row.get(at..).unwrap_or_default();
                let length =
                    rest.iter().take_while(|inline| matches!(inline.kind, InlineKind::Text(_))).count();
                let next = rest.get(length);
                let beside = Beside {
                    before: prior,
                    behind_picture: at.checked_sub(1).and_then(|at| row.get(at)).is_some_and(is_picture),
                    goes_on: next.map_or(before.is_some(), |next| next.kind != InlineKind::SoftBreak),
                    bracket_follows: next.is_some_and(begins_with_bracket),
                };
                text(rest.get(..length).unwrap_or_default(), within, beside, out);
                at += length;
                continue;
            }
            let says_something = |inline: &&Inline| match &inline.kind {
                InlineKind::Text(text) => !text.trim_matches(' ').is_empty(),
                kind => *kind != InlineKind::SoftBreak,
            };
            let next = match inline.kind {
                // What stands at the end of its element breaks no line that Markdown would read.
                InlineKind::Break => row.get(at + 1..).and_then(|rest| rest.iter().find(says_something)),
                _ => row.get(at + 1),
            };
            let next = next.and_then(first_of);
            self.inline(inline, within, prior, next, out);
            at += 1;
        }
    }

    fn inline(
        &mut self,
        inline: &'a Inline,
        within: Within,
        before: Option<char>,
        after: Option<char>,
        out: &mut Vec<Piece>,
    ) {
        let in_line = within.cell || within.heading;
        match &inline.kind {
            InlineKind::Text(_) => {}
            InlineKind::SoftBreak if in_line => out.push(Piece::Mark(" ".to_owned())),
            InlineKind::SoftBreak => {
                if !matches!(out.last(), None | Some(Piece::Soft | Piece::Hard)) {
                    out.push(Piece::Soft);
                }
            }
            InlineKind::Break if in_line || after.is_none() => out.push(Piece::Mark("<br>".to_owned())),
            InlineKind::Break => out.push(Piece::Hard),
            InlineKind::Styled(style, content) => {
                self.styled(*style, content, inline, within, (before, after), out)
            }
            InlineKind::Quoted(double, content) => {
                let mark = if *double { "\"" } else { "'" };
                out.push(Piece::Mark(mark.to_owned()));
                self.inlines(content, within, mark.chars().next(), out);
                out.push(Piece::Mark(mark.to_owned()));
            }
            InlineKind::Code(code) => push_code(code, inline, within, out),
            InlineKind::Math(display, formula) => push_formula(*display, formula, inline.span, within, out),
            InlineKind::Raw { format, text } => self.raw(format, text, inline.span, out),
            InlineKind::Link { content, address, title } => {
                self.link(inline, content, address, title, within, out);
            }
            InlineKind::Image { .. } => push_picture(inline, within, out),
            InlineKind::Note(blocks) => {
                let number = self.call(&inline.attr.id, blocks);
                out.push(Piece::Content(format!("[^{number}]"), inline.span));
            }
            InlineKind::Element(tag, content) => self.element(*tag, content, &inline.attr, within, out),
        }
    }

    /// Words between marks, or tags where marks would not be read as such.
    fn styled(
        &mut self,
        style: Style,
        content: &'a [Inline],
        inline: &Inline,
        within: Within,
        (before, after): (Option<char>, Option<char>),
        out: &mut Vec<Piece>,
    ) {
        let mut inner = Vec::new();
        self.inlines(content, within, Some('*'), &mut inner);
        let (first, last) = (first_char(&inner), last_char(&inner));
        // Marks of one sign do not stand in each other or beside each other: which closes which would be a guess.
        let is_free = |sign: char| {
            let is_used =
                inner.iter().any(|piece| matches!(piece, Piece::Mark(mark) if mark.starts_with(sign)));
            before != Some(sign)
                && first != Some(sign)
                && last != Some(sign)
                && after != Some(sign)
                && !is_used
        };
        let fits = |mark: &str, in_words: bool| {
            mark.chars().next().is_some_and(is_free)
                && escape::opens(before, first, in_words)
                && escape::closes(last, after, in_words)
        };
        let is_script = before.is_some_and(char::is_alphanumeric)
            && after.is_none_or(|after| !matches!(after, '^' | '~'))
            && matches!(inner.as_slice(), [Piece::Text(text, ..)] if !text.is_empty() && text.chars().all(char::is_alphanumeric));
        let mark = match style {
            _ if !inline.attr.is_empty() => None,
            Style::Emphasis => ["*", "_"].into_iter().find(|mark| fits(mark, *mark == "*")),
            Style::Strong => ["**", "__"].into_iter().find(|mark| fits(mark, *mark == "**")),
            Style::Strikeout => Some("~~").filter(|mark| fits(mark, false)),
            Style::Superscript => Some("^").filter(|_| is_script),
            Style::Subscript => Some("~").filter(|_| is_script),
            Style::Underline | Style::SmallCaps => None,
        };
        match mark {
            Some(mark) => {
                out.push(Piece::Mark(mark.to_owned()));
                out.append(&mut inner);
                out.push(Piece::Mark(mark.to_owned()));
            }
            None => {
                let name = style.tag().name();
                out.push(Piece::Mark(html::start_tag(name, &html::of_style(style, &inline.attr))));
                out.append(&mut inner);
                out.push(Piece::Mark(format!("</{name}>")));
            }
        }
    }

    fn element(
        &mut self,
        tag: Tag,
        content: &'a [Inline],
        attr: &Attr,
        within: Within,
        out: &mut Vec<Piece>,
    ) {
        if tag == Tag::Span && !html::says_something(attr) {
            let before = last_char(out);
            return self.inlines(content, within, before, out);
        }
        out.push(Piece::Mark(html::start_tag(tag.name(), attr)));
        if !tag.is_void() {
            self.inlines(content, within, Some('>'), out);
            out.push(Piece::Mark(format!("</{}>", tag.name())));
        }
    }

    fn link(
        &mut self,
        inline: &Inline,
        content: &'a [Inline],
        address: &str,
        title: &str,
        within: Within,
        out: &mut Vec<Piece>,
    ) {
        if !html::says_something(&inline.attr) && title.is_empty() && is_shown(content, address) {
            let shown = address.strip_prefix("mailto:").unwrap_or(address);
            out.push(Piece::Content("<".to_owned(), inline.span));
            out.push(Piece::Content(shown.to_owned(), inline.span));
            return out.push(Piece::Mark(">".to_owned()));
        }
        let is_plain = !inline.attr.id.is_empty()
            || inline.attr.pairs.iter().any(|(key, _)| key == "lang" || key == "dir");
        if is_plain {
            let mut attr = inline.attr.clone();
            attr.pairs.retain(|(key, _)| key != "title");
            let mut tag = html::start_tag("a", &attr);
            tag.pop();
            tag.push_str(" href=\"");
            html::escape(address, true, &mut tag);
            tag.push_str("\">");
            out.push(Piece::Mark(tag));
            self.inlines(content, Within { brackets: true, ..within }, Some('>'), out);
            return out.push(Piece::Mark("</a>".to_owned()));
        }
        out.push(Piece::Content("[".to_owned(), inline.span));
        self.inlines(content, Within { brackets: true, ..within }, Some('['), out);
        out.push(Piece::Mark("](".to_owned()));
        out.push(Piece::Content(destination(address, within), inline.span));
        out.push(Piece::Mark(format!("{})", title_of(title, within))));
    }

    fn raw(&mut self, format: &str, text: &str, span: Span, out: &mut Vec<Piece>) {
        if format.starts_with("html") && !text.contains("\n\n") {
            out.push(Piece::Content(text.replace('\n', " "), span));
        } else {
            let reason = format!("it is markup of the format {format}");
            self.left_out.push(LeftOut { span, reason, is_furniture: false });
        }
    }
}

fn is_picture(inline: &Inline) -> bool {
    matches!(inline.kind, InlineKind::Image { .. })
}

fn begins_with_bracket(inline: &Inline) -> bool {
    matches!(inline.kind, InlineKind::Link { .. } | InlineKind::Note(_))
}

/// The character that an inline begins with as it is written, as far as it counts for marks before it.
fn first_of(inline: &Inline) -> Option<char> {
    match &inline.kind {
        InlineKind::Text(text) => text.chars().next(),
        InlineKind::SoftBreak => Some('\n'),
        InlineKind::Break => Some('\\'),
        InlineKind::Styled(Style::Strong | Style::Emphasis, _) => Some('<'),
        InlineKind::Quoted(double, _) => Some(if *double { '"' } else { '\'' }),
        _ => Some('<'),
    }
}
