//! What is settled once a document is read: levels of headings below a title, and ids that need not be written.

use std::collections::HashSet;

use crate::import::tree::{Article, Block, BlockKind, Inline, InlineKind, plain_text};
use crate::markdown::heading_id;

/// Puts headings below the title, and drops ids that Offprint makes itself or that pandoc made and nothing leads to.
pub(super) fn headings(article: &mut Article) {
    let mut targets = HashSet::new();
    article.blocks.iter().for_each(|block| targets_of(block, &mut targets));
    let is_first = |block: &Block| matches!(block.kind, BlockKind::Heading { level: 1, .. });
    let shift = !article.metadata.title.is_empty() && article.blocks.iter().any(is_first);
    for block in &mut article.blocks {
        let BlockKind::Heading { level, content } = &mut block.kind else { continue };
        if shift {
            *level = level.saturating_add(1).min(6);
        }
        let words = plain_text(content);
        let id = &block.attr.id;
        if *id == heading_id(&words) || is_made(id, &words) && !targets.contains(id) {
            block.attr.id.clear();
        }
        block.attr.classes.retain(|class| class != "unlisted");
    }
}

/// Whether an id is one that pandoc made from a heading's words, perhaps without a number before them or with one
/// behind.
fn is_made(id: &str, words: &str) -> bool {
    let letters = |text: &str| {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    let (id, words) = (letters(id), letters(words));
    let without = id.trim_end_matches(|c: char| c.is_ascii_digit());
    id == "section"
        || without == "section"
        || words.ends_with(&id)
        || !without.is_empty() && words.ends_with(without)
}

fn targets_of(block: &Block, targets: &mut HashSet<String>) {
    match &block.kind {
        BlockKind::Plain(row) | BlockKind::Paragraph(row) => targets_of_row(row, targets),
        BlockKind::Heading { content, .. } => targets_of_row(content, targets),
        BlockKind::Lines(lines) => lines.iter().for_each(|row| targets_of_row(row, targets)),
        BlockKind::Quote(blocks) | BlockKind::Element(_, blocks) => {
            blocks.iter().for_each(|block| targets_of(block, targets));
        }
        BlockKind::Boxed { title, content, .. } => {
            targets_of_row(title, targets);
            content.iter().for_each(|block| targets_of(block, targets));
        }
        BlockKind::List(list) => {
            list.items.iter().flat_map(|item| &item.content).for_each(|block| targets_of(block, targets));
        }
        BlockKind::Definitions(definitions) => {
            for definition in definitions {
                targets_of_row(&definition.term, targets);
                definition.descriptions.iter().flatten().for_each(|block| targets_of(block, targets));
            }
        }
        BlockKind::Table(table) => {
            let rows = table.head.iter().chain(table.bodies.iter().flatten()).chain(&table.foot);
            let cells = rows.flat_map(|row| &row.cells).flat_map(|cell| &cell.content);
            table.caption.iter().chain(cells).for_each(|block| targets_of(block, targets));
        }
        BlockKind::Figure { content, caption } => {
            content.iter().chain(caption).for_each(|block| targets_of(block, targets));
        }
        BlockKind::Code(_) | BlockKind::Raw { .. } | BlockKind::Rule | BlockKind::PageBreak => {}
    }
}

fn targets_of_row(row: &[Inline], targets: &mut HashSet<String>) {
    for inline in row {
        match &inline.kind {
            InlineKind::Link { content, address, .. } => {
                targets.extend(address.strip_prefix('#').map(str::to_owned));
                targets_of_row(content, targets);
            }
            InlineKind::Styled(_, content)
            | InlineKind::Quoted(_, content)
            | InlineKind::Element(_, content) => {
                targets_of_row(content, targets);
            }
            InlineKind::Note(blocks) => blocks.iter().for_each(|block| targets_of(block, targets)),
            _ => {}
        }
    }
}
