//! Quotes whose first line is a marker: `> [!NOTE] Title`, and our kinds PULLQUOTE, SIDEBAR and EPIGRAPH.
//!
//! Capitals, spaces and hyphens in a marker do not count: `[!Pull quote]` is PULLQUOTE; nor does a sign behind it that
//! folds the quote elsewhere, `[!NOTE]-`. The rest of the marker's line is the title; for quotations it is their first
//! words. A quotation's last line may name who said it: `> — who`.

use super::is_blank;
use crate::diagnostic::{Code, Context, Diagnostic};
use crate::document::{Document, NodeId, Role, Tag};
use crate::markdown::front_matter::nearest::nearest;
use crate::source::Span;

const KINDS: [(&str, Role); 8] = [
    ("NOTE", Role::Note),
    ("TIP", Role::Tip),
    ("IMPORTANT", Role::Important),
    ("WARNING", Role::Warning),
    ("CAUTION", Role::Caution),
    ("PULLQUOTE", Role::PullQuote),
    ("SIDEBAR", Role::Sidebar),
    ("EPIGRAPH", Role::Epigraph),
];

/// Gives a quote its role if it begins with a marker.
pub(super) fn apply(document: &mut Document, quote: NodeId, source: &str, context: &Context) {
    let Some((paragraph, kind, length, span)) = marker(document, quote, source) else { return };
    let Some(role) = KINDS.iter().find(|(name, _)| folded(&kind) == *name).map(|(_, role)| *role) else {
        return report_unknown(&kind, span, context);
    };
    if let Some(element) = document.element_mut(quote) {
        element.tag = role.info().tag;
        element.role = Some(role);
    }
    cut_start(document, paragraph, length);
    let has_title = role.is_alert() || role == Role::Sidebar;
    if has_title {
        split_title(document, quote, paragraph);
    }
    trim_start(document, paragraph);
    if document.children(paragraph).is_empty() {
        document.detach(paragraph);
    }
    if !has_title {
        split_attribution(document, quote);
    }
}

/// The quote's first paragraph, the marker's kind, its length in the first text, and its place.
fn marker(document: &Document, quote: NodeId, source: &str) -> Option<(NodeId, String, usize, Span)> {
    let paragraph = *document.children(quote).iter().find(|&&child| !is_blank(document, child))?;
    if document.tag(paragraph) != Some(Tag::P) {
        return None;
    }
    let text = document.text(*document.children(paragraph).first()?)?;
    let rest = text.text.strip_prefix("[!")?;
    let length = rest.find(|c: char| !c.is_ascii_alphabetic() && !is_joint(c))?;
    let kind = rest.get(..length).filter(|kind| kind.contains(|c: char| c.is_ascii_alphabetic()))?;
    let after = rest.get(length..)?.strip_prefix(']')?;
    // Obsidian's sign of a quote that can be folded.
    let folds =
        after.starts_with(['-', '+']) && after.get(1..)?.chars().next().is_none_or(char::is_whitespace);
    let length = length + "[!]".len() + usize::from(folds);
    let span = text.map.span(0..length);
    let start = span.start as usize;
    let escaped = source.get(..start)?.ends_with('\\');
    let written = source.get(start..)?.starts_with("[!");
    (written && !escaped).then(|| (paragraph, kind.to_owned(), length, span))
}

/// What may part the words of a marker.
fn is_joint(sign: char) -> bool {
    matches!(sign, ' ' | '-' | '_')
}

/// A marker's kind as the table writes it.
fn folded(kind: &str) -> String {
    kind.chars().filter(|&sign| !is_joint(sign)).collect::<String>().to_ascii_uppercase()
}

fn report_unknown(kind: &str, span: Span, context: &Context) {
    let known: Vec<&str> = KINDS.iter().map(|(name, _)| *name).collect();
    let near = nearest(&folded(kind), known.iter().copied());
    let near = near.map(|near| format!("did you mean `[!{near}]`? ")).unwrap_or_default();
    let message = format!("[!{kind}] is no kind of quote that Offprint knows");
    context.report(
        Diagnostic::new(Code::AlertUnknown, span, message)
            .help(format!("{near}known are {}", known.join(", "))),
    );
}

fn cut_start(document: &mut Document, paragraph: NodeId, length: usize) {
    let Some(&first) = document.children(paragraph).first() else { return };
    if let Some(text) = document.text_mut(first) {
        text.text.drain(..length.min(text.text.len()));
        text.map = text.map.split_off(length);
    }
}

/// Moves what stands before the paragraph's first line end into a label.
fn split_title(document: &mut Document, quote: NodeId, paragraph: NodeId) {
    let children = document.children(paragraph).to_vec();
    let (mut title, mut rest) = (Vec::new(), Vec::new());
    for child in children {
        if !rest.is_empty() {
            rest.push(child);
            continue;
        }
        let line_end = document.text(child).and_then(|text| text.text.find('\n'));
        match line_end {
            Some(at) => {
                title.push(child);
                rest.extend(split_text(document, child, at));
            }
            None if document.tag(child) == Some(Tag::Br) => rest.push(child),
            None => title.push(child),
        }
    }
    title.retain(|&node| !document.text(node).is_some_and(|text| text.text.is_empty()));
    document.set_children(paragraph, rest);
    if title.iter().all(|&node| is_blank(document, node)) {
        return;
    }
    let span = document.span(paragraph);
    let label = document.create_role(Role::Label, span);
    document.set_children(label, title);
    trim_start(document, label);
    document.insert(quote, 0, label);
}

/// Cuts a text at a byte; the rest becomes a text of its own.
fn split_text(document: &mut Document, node: NodeId, at: usize) -> Option<NodeId> {
    let text = document.text_mut(node)?;
    let (rest, map) = (text.text.split_off(at), text.map.split_off(at));
    let span = map.span(0..rest.len());
    Some(document.create_text(rest, map, span))
}

/// Removes spaces, line ends and breaks from a block's start.
fn trim_start(document: &mut Document, block: NodeId) {
    let children = document.children(block).to_vec();
    let skipped = children
        .iter()
        .take_while(|&&child| is_blank(document, child) || document.tag(child) == Some(Tag::Br));
    let skipped = skipped.count();
    if skipped > 0 {
        document.set_children(block, children.get(skipped..).unwrap_or_default().to_vec());
    }
    let Some(text) = document.children(block).first().copied().and_then(|first| document.text_mut(first))
    else {
        return;
    };
    let blank = text.text.len() - text.text.trim_start().len();
    if blank > 0 {
        text.text.drain(..blank);
        text.map = text.map.split_off(blank);
    }
}

/// Moves a quotation's last line that begins with a dash into a paragraph of its own.
fn split_attribution(document: &mut Document, quote: NodeId) {
    let Some(&last) = document.children(quote).iter().rfind(|&&child| !is_blank(document, child)) else {
        return;
    };
    if document.tag(last) != Some(Tag::P) {
        return;
    }
    let children = document.children(last).to_vec();
    let Some((index, at)) = last_line(document, &children) else { return };
    let mut kept = children.get(..index).unwrap_or_default().to_vec();
    let mut line = Vec::new();
    if let Some(&first) = children.get(index) {
        if at > 0 {
            kept.push(first);
            line.extend(split_text(document, first, at));
        } else {
            line.push(first);
        }
    }
    line.extend(children.get(index + 1..).unwrap_or_default());
    while kept.last().is_some_and(|&node| is_blank(document, node) || document.tag(node) == Some(Tag::Br)) {
        kept.pop();
    }
    if kept.is_empty() {
        if document.children(quote).len() == 1 {
            return;
        }
        if let Some(element) = document.element_mut(last) {
            element.role = Some(Role::Attribution);
        }
        return;
    }
    let start = line.first().map_or(Span::default(), |&first| document.span(first));
    let attribution = document.create_role(Role::Attribution, start.to(document.span(last)));
    document.set_children(last, kept);
    document.set_children(attribution, line);
    trim_start(document, attribution);
    document.append(quote, attribution);
}

/// Where a paragraph's last line begins if it begins with a dash: the child and the byte in it.
fn last_line(document: &Document, children: &[NodeId]) -> Option<(usize, usize)> {
    let mut place = Some((0, 0));
    for (index, &child) in children.iter().enumerate() {
        if let Some(at) = document.text(child).and_then(|text| text.text.rfind('\n')) {
            place = Some((index, at));
        } else if document.tag(child) == Some(Tag::Br) {
            place = Some((index + 1, 0));
        }
    }
    let (index, at) = place?;
    let line = document.text(*children.get(index)?)?.text.get(at..)?.trim_start();
    let dash = ["—", "–", "―", "---", "-- "].iter().any(|dash| line.starts_with(dash));
    (dash && !line.starts_with("----")).then_some((index, at))
}
