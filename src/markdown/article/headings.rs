//! Makes the heading levels an outline: the headline alone is level 1, and no level is skipped.

use super::blocks;
use crate::diagnostic::{Code, Context, Diagnostic};
use crate::document::{Document, NodeId, Role, Tag, line_text};

/// Renumbers the headings of the text, turns those in quotes, notes and lists into paragraphs, and drops empty ones.
/// `told` is a heading of which it was said that it opens a section.
pub(super) fn normalize(document: &mut Document, told: Option<NodeId>, context: &Context) {
    let top = blocks::top(document);
    let (mut nested, mut empty, mut lowered) = (Vec::new(), Vec::new(), Vec::new());
    let mut open: Vec<(u8, u8)> = Vec::new();
    for block in top {
        if document.role(block) == Some(Role::TitleBlock) {
            continue;
        }
        let Some(level) = document.tag(block).and_then(Tag::heading_level) else {
            nested.extend(headings_in(document, block));
            continue;
        };
        if is_empty(document, block, context) {
            empty.push(block);
            continue;
        }
        while open.last().is_some_and(|(written, _)| *written >= level) {
            open.pop();
        }
        let wanted = open.last().map_or(1, |(_, set)| *set) + 1;
        open.push((level, wanted));
        let set = wanted.min(6);
        if set > level && told != Some(block) {
            lowered.push((block, level, set));
        }
        if set < level {
            let message =
                format!("this heading of level {level} was set as level {set}: no level may be skipped");
            report_level(document, block, set, message, context);
        }
        if let Some(element) = document.element_mut(block) {
            element.tag = Tag::heading(set);
        }
    }
    report_lowered(document, &lowered, context);
    for heading in nested {
        if is_empty(document, heading, context) {
            empty.push(heading);
        } else {
            flatten(document, heading, context);
        }
    }
    blocks::remove_all(document, &empty);
}

/// Headings that were set deeper than written, because the title is above them all; all in one message.
fn report_lowered(document: &Document, lowered: &[(NodeId, u8, u8)], context: &Context) {
    let Some(&(first, level, set)) = lowered.first() else { return };
    let others = match lowered.len() - 1 {
        0 => String::new(),
        1 => ", and another one deeper too".to_owned(),
        count => format!(", and {count} others one deeper too"),
    };
    let message = format!(
        "this heading of level {level} was set as level {set}{others}: the title is the only heading of level 1"
    );
    report_level(document, first, set, message, context);
}

fn report_level(document: &Document, heading: NodeId, level: u8, message: String, context: &Context) {
    let help = format!("write it with `{}`", "#".repeat(usize::from(level)));
    context.report(Diagnostic::new(Code::HeadingLevel, document.span(heading), message).help(help));
}

fn headings_in(document: &Document, block: NodeId) -> Vec<NodeId> {
    let is_heading = |node: &NodeId| document.tag(*node).and_then(Tag::heading_level).is_some();
    document.descendants(block).filter(is_heading).collect()
}

/// Makes a heading inside another block a paragraph of its own role.
fn flatten(document: &mut Document, heading: NodeId, context: &Context) {
    let message = "a heading inside a quote, note, list or table became a paragraph";
    let help = "readers navigate by the headings of the text itself; write a bold line here";
    context.report(Diagnostic::new(Code::HeadingNested, document.span(heading), message).help(help));
    if let Some(element) = document.element_mut(heading) {
        element.tag = Tag::P;
        element.role = Some(Role::NestedHeading);
    }
}

/// Whether a heading holds nothing to read; reports it.
fn is_empty(document: &Document, heading: NodeId, context: &Context) -> bool {
    let has_image = || document.descendants(heading).any(|node| document.tag(node) == Some(Tag::Img));
    let empty = line_text(document, heading).is_empty() && !has_image();
    if empty {
        let message = "this heading has no text and was left out";
        context.report(Diagnostic::new(Code::HeadingEmpty, document.span(heading), message));
    }
    empty
}
