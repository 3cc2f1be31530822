//! What is settled when all is read: levels of headings, what announces notes, paragraphs in lines of breaks.

use crate::diagnostic::{Code, Context, Diagnostic};
use crate::import::LeftOut;
use crate::import::tree::{Attr, Block, BlockKind, Inline, InlineKind, Style, plain_text};
use crate::import::web::furniture::{Label, is_of_foot};

/// The level of a heading that stands as high as any.
pub(super) const TOP: u8 = 0;

/// Why a heading goes that announces notes.
const ANNOUNCES: &str = "it only announces the notes";

/// Settles the blocks of an article.
pub(super) fn settle(blocks: &mut Vec<Block>, context: &Context) -> Vec<LeftOut> {
    let mut dropped = Vec::new();
    behind_notes(blocks, &mut dropped);
    without_announcements(blocks, &mut dropped);
    foot(blocks, &mut dropped);
    while blocks.last().is_some_and(|last| last.kind == BlockKind::Rule) {
        blocks.pop();
    }
    if !blocks.iter().any(|block| matches!(block.kind, BlockKind::Heading { .. })) {
        bold_headings(blocks, context);
    }
    levels(blocks);
    dropped
}

/// A last line that says when the page was changed, or leads back to its top, is the page's foot.
fn foot(blocks: &mut Vec<Block>, dropped: &mut Vec<LeftOut>) {
    let Some(Block { kind: BlockKind::Paragraph(row), span, .. }) = blocks.last() else { return };
    let line = plain_text(row);
    if blocks.len() > 2 && line.chars().count() < 200 && is_of_foot(&line) {
        dropped.push(LeftOut { span: *span, reason: Label::Footer.name().to_owned(), is_furniture: true });
        blocks.pop();
    }
}

/// Lines behind the notes are the page's foot.
fn behind_notes(blocks: &mut Vec<Block>, dropped: &mut Vec<LeftOut>) {
    let Some(last) = blocks.iter().rposition(is_mark) else { return };
    let rest = blocks.get(last + 1..).unwrap_or_default();
    let is_line = |block: &Block| matches!(&block.kind, BlockKind::Paragraph(row) if is_foot(row));
    if rest.len() <= 2 && rest.iter().all(is_line) {
        for block in blocks.drain(last + 1..) {
            dropped.push(LeftOut {
                span: block.span,
                reason: Label::Footer.name().to_owned(),
                is_furniture: true,
            });
        }
    }
}

/// Whether a line behind the notes is of the page: short, and no sentence in italics, as what is said of an author is.
fn is_foot(row: &[Inline]) -> bool {
    let line = plain_text(row);
    let is_stressed = matches!(row, [Inline { kind: InlineKind::Styled(Style::Emphasis, _), .. }]);
    let is_sentence = line.trim_end().ends_with(['.', '!', '?', '…']) && line.split_whitespace().count() >= 5;
    line.chars().count() < 120 && !(is_stressed && is_sentence)
}

/// Whether a block only stands where notes stood.
fn is_mark(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Plain(row) if row.is_empty())
}

/// Drops headings and rules that only announce notes, which stand where they are called. An empty row stands for them.
fn without_announcements(blocks: &mut Vec<Block>, dropped: &mut Vec<LeftOut>) {
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut all = std::mem::take(blocks).into_iter().peekable();
    while let Some(block) = all.next() {
        if !is_mark(&block) {
            kept.push(block);
            continue;
        }
        while all.next_if(is_mark).is_some() {}
        let is_end =
            all.peek().is_none_or(|next| matches!(next.kind, BlockKind::Heading { .. } | BlockKind::Rule));
        while is_end
            && kept
                .last()
                .is_some_and(|last| matches!(last.kind, BlockKind::Heading { .. } | BlockKind::Rule))
        {
            dropped.extend(kept.pop().filter(|block| block.kind != BlockKind::Rule).map(|block| LeftOut {
                span: block.span,
                reason: ANNOUNCES.to_owned(),
                is_furniture: true,
            }));
        }
        // A rule between the text and the notes below it.
        if !is_end && kept.last().is_some_and(|last| last.kind == BlockKind::Rule) {
            kept.pop();
        }
    }
    *blocks = kept;
}

/// The highest heading is of the second level, the others follow it.
fn levels(blocks: &mut [Block]) {
    let mut known: Vec<u8> = blocks.iter().filter_map(level).filter(|level| *level != TOP).collect();
    known.sort_unstable();
    known.dedup();
    let mut above = 1;
    for block in blocks {
        if let BlockKind::Heading { level, .. } = &mut block.kind {
            let place = known.iter().position(|known| known == level).unwrap_or(0);
            *level = u8::try_from(place + 2).unwrap_or(6).min(6).min(above + 1);
            above = *level;
        }
    }
}

fn level(block: &Block) -> Option<u8> {
    match block.kind {
        BlockKind::Heading { level, .. } => Some(level),
        _ => None,
    }
}

/// Short paragraphs that are bold as a whole are the headings of a page that has no others.
fn bold_headings(blocks: &mut [Block], context: &Context) {
    for at in 0..blocks.len() {
        let is_before_text = blocks
            .get(at + 1)
            .is_some_and(|next| !matches!(next.kind, BlockKind::Heading { .. } | BlockKind::Rule));
        let Some(block) = blocks.get_mut(at).filter(|_| is_before_text) else { continue };
        let BlockKind::Paragraph(row) = &mut block.kind else { continue };
        let [Inline { kind: InlineKind::Styled(Style::Strong, words), .. }] = row.as_mut_slice() else {
            continue;
        };
        let text = plain_text(words);
        if text.chars().count() > 80
            || text.ends_with(['.', ',', ';', ':', '!', '…'])
            || words.iter().any(|inline| inline.kind == InlineKind::Break)
        {
            continue;
        }
        let content = std::mem::take(words);
        context.report(Diagnostic::new(
            Code::ImportGuess,
            block.span,
            format!("“{text}” is bold and alone on its line: taken as a heading"),
        ));
        *block =
            Block { kind: BlockKind::Heading { level: 2, content }, attr: Attr::default(), span: block.span };
    }
}

/// A row without a stress that is on all of it: headings have their own.
pub(super) fn unstressed(mut row: Vec<Inline>) -> Vec<Inline> {
    loop {
        match row.as_mut_slice() {
            [Inline { kind: InlineKind::Styled(Style::Strong, content), .. }] => {
                row = std::mem::take(content)
            }
            [Inline { kind: InlineKind::Link { content, address, .. }, .. }]
                if !address.starts_with("mailto") =>
            {
                row = std::mem::take(content)
            }
            _ => return row,
        }
    }
}

/// A row without a stress of any kind that is on all of it.
pub(super) fn plain(row: Vec<Inline>) -> Vec<Inline> {
    let mut row = unstressed(row);
    while let [Inline { kind: InlineKind::Styled(Style::Emphasis | Style::Strong, content), .. }] =
        row.as_mut_slice()
    {
        row = std::mem::take(content);
    }
    row
}

/// A row without a dash at its beginning.
pub(super) fn without_dash(mut row: Vec<Inline>) -> Vec<Inline> {
    if let Some(Inline { kind: InlineKind::Text(text), .. }) = row.first_mut() {
        *text = text.trim_start_matches(['—', '–', '-', '―', '~', ' ']).to_owned();
        if text.is_empty() {
            row.remove(0);
        }
    }
    row
}

/// Whether a text is only a sign that closes a quotation.
pub(super) fn is_closing(text: &str) -> bool {
    text.trim().chars().all(|c| "\"”’»›❞".contains(c))
}

/// Puts a row before another.
pub(super) fn prepend(row: &mut Vec<Inline>, mut before: Vec<Inline>) {
    before.append(row);
    *row = before;
}

/// The paragraphs of a row: two breaks part them, and a displayed formula stands alone.
pub(super) fn paragraphs(row: Vec<Inline>) -> Vec<Vec<Inline>> {
    let mut parts: Vec<Vec<Inline>> = vec![Vec::new()];
    let mut breaks = 0;
    let push = |inline: Inline, parts: &mut Vec<Vec<Inline>>| {
        if let Some(last) = parts.last_mut() {
            last.push(inline);
        }
    };
    for inline in row {
        match &inline.kind {
            InlineKind::Break => {
                breaks += 1;
                push(inline, &mut parts);
            }
            InlineKind::Math(true, _) => {
                parts.push(vec![inline]);
                parts.push(Vec::new());
                breaks = 0;
            }
            InlineKind::Text(text) if text.trim().is_empty() && breaks > 0 => {}
            _ => {
                if breaks > 1 {
                    parts.push(Vec::new());
                }
                breaks = 0;
                push(inline, &mut parts);
            }
        }
    }
    parts.iter_mut().for_each(trim);
    parts.retain(|part| !part.is_empty());
    parts
}

/// Takes breaks and spaces from the ends of a row.
fn trim(row: &mut Vec<Inline>) {
    let is_gap = |inline: &Inline| {
        matches!(&inline.kind, InlineKind::Break)
            || matches!(&inline.kind, InlineKind::Text(text) if text.trim().is_empty())
    };
    while row.last().is_some_and(is_gap) {
        row.pop();
    }
    let first = row.iter().position(|inline| !is_gap(inline)).unwrap_or(row.len());
    row.drain(..first);
    if let Some(Inline { kind: InlineKind::Text(text), .. }) = row.first_mut() {
        *text = text.trim_start().to_owned();
    }
    if let Some(Inline { kind: InlineKind::Text(text), .. }) = row.last_mut() {
        *text = text.trim_end().to_owned();
    }
}
