//! Builds the block that opens the article: kicker, headline, dek, byline, place and date.

use super::{blocks, byline, words};
use crate::diagnostic::{Code, Context, Diagnostic};
use crate::document::{Document, Labels, NodeId, Role, Tag, line_text};
use crate::markdown::front_matter::date;
use crate::source::Span;

/// Puts the title block before everything else and completes the metadata's title, authors and date. Returns the
/// heading that was reported to differ from the title.
pub(super) fn build(document: &mut Document, fallback: Option<&str>, context: &Context) -> Option<NodeId> {
    let blocks = blocks::top(document);
    let other = other_title(document, &blocks);
    if let Some(heading) = other {
        report_difference(document, heading, context);
    }
    let (headline, under) = headline(document, &blocks, fallback, context);
    let byline = byline::build(document, under, context);
    let header = document.create_role(Role::TitleBlock, document.span(headline));
    let group = document.create_element(Tag::Hgroup, document.span(headline));
    document.append(header, group);
    let (kicker, dek) = (document.metadata.kicker.take(), document.metadata.subtitle.take());
    document.metadata.kicker = append_text(document, group, Role::Kicker, kicker);
    document.append(group, headline);
    document.metadata.subtitle = append_text(document, group, Role::Dek, dek);
    if let Some(byline) = byline {
        document.append(header, byline);
    }
    if let Some(dateline) = dateline(document) {
        document.append(header, dateline);
    }
    document.insert(document.root(), 0, header);
    other
}

/// The only heading of level 1, if the front matter gives another title. Where there are more, they open sections.
fn other_title(document: &Document, blocks: &[NodeId]) -> Option<NodeId> {
    let title = words::plain(&document.metadata.title);
    let mut of_level_1 = blocks.iter().filter(|&&node| is_title(document, node));
    let only = of_level_1.next().copied().filter(|_| of_level_1.next().is_none())?;
    (!title.is_empty() && !same(&title, &line_text(document, only))).then_some(only)
}

/// Whether a block is a heading of level 1 with words in it.
fn is_title(document: &Document, node: NodeId) -> bool {
    document.tag(node) == Some(Tag::H1) && !line_text(document, node).is_empty()
}

/// A paragraph of a role with a text of the front matter, where there is one; its words without their Markdown.
fn append_text(document: &mut Document, parent: NodeId, role: Role, text: Option<String>) -> Option<String> {
    let text = text?;
    let paragraph = document.create_role(role, document.metadata.span);
    words::append(document, paragraph, &text, document.metadata.span);
    document.append(parent, paragraph);
    Some(words::plain(&text))
}

/// The headline, taken out of the tree, and the block that stood directly under it.
fn headline(
    document: &mut Document,
    blocks: &[NodeId],
    fallback: Option<&str>,
    context: &Context,
) -> (NodeId, Option<NodeId>) {
    let has_text = |node: &&NodeId| !line_text(document, **node).is_empty();
    let level = |node: &NodeId| document.tag(*node).and_then(Tag::heading_level);
    let first = blocks.iter().find(|&&node| is_title(document, node)).copied();
    let title = words::plain(&document.metadata.title);
    let taken = match (first, title.is_empty()) {
        (Some(heading), true) => Some(heading),
        (Some(heading), false) => {
            Some(heading).filter(|&heading| same(&title, &line_text(document, heading)))
        }
        (None, false) => None,
        (None, true) => {
            let heading = blocks.iter().find(|node| level(node).is_some() && has_text(node)).copied();
            heading.filter(|heading| fallback.is_none() || blocks.first() == Some(heading))
        }
    };
    let Some(heading) = taken else {
        let under = blocks.first().copied();
        return (generated_headline(document, fallback, context), under);
    };
    if level(&heading) != Some(1) {
        let message = format!("this heading was taken as the title: {}", line_text(document, heading));
        let help = "write it as `# …`, or give the article a `title` in front matter";
        report(Diagnostic::new(Code::TakenAsTitle, document.span(heading), message).help(help), context);
    }
    let at = blocks.iter().position(|node| *node == heading);
    let under = at.and_then(|at| blocks.get(at + 1)).copied();
    document.metadata.title = if title.is_empty() { line_text(document, heading) } else { title };
    blocks::remove(document, heading);
    if let Some(element) = document.element_mut(heading) {
        element.tag = Tag::H1;
        element.role = Some(Role::Headline);
    }
    (heading, under)
}

/// Whether two titles are the same to a reader: spacing, capitals and the form of quotes and dashes aside.
fn same(a: &str, b: &str) -> bool {
    let words = |text: &str| {
        let plain = |c: char| if c.is_alphanumeric() { c } else { ' ' };
        let folded: String = text.replace(['\'', '’', '‘'], "").chars().map(plain).collect();
        folded.to_lowercase().split_whitespace().map(str::to_owned).collect::<Vec<_>>()
    };
    words(a) == words(b)
}

fn report_difference(document: &Document, heading: NodeId, context: &Context) {
    let message = format!(
        "the title in front matter, `{}`, differs from this heading, `{}`",
        document.metadata.title,
        line_text(document, heading)
    );
    let help = "front matter wins and the heading opens a section; make them equal, or drop one";
    context.report(Diagnostic::new(Code::TitleDiffers, document.span(heading), message).help(help));
}

/// Says where the title is from, unless there was an error: front matter that could not be read may hold one.
fn report(diagnostic: Diagnostic, context: &Context) {
    if !context.has_errors() {
        context.report(diagnostic);
    }
}

/// A headline of the front matter's title, its Markdown read, or of the file's name where there is none.
fn generated_headline(document: &mut Document, fallback: Option<&str>, context: &Context) -> NodeId {
    let mut span = document.metadata.span;
    if document.metadata.title.is_empty() {
        let root = document.span(document.root());
        span = Span { end: root.start, ..root };
        let help = "begin the text with `# The title`, or give it a `title` in front matter";
        let diagnostic = match fallback.map(str::trim).filter(|name| !name.is_empty()) {
            Some(name) => {
                document.metadata.title = name.to_owned();
                let message = format!("the article has no title; the file's name was taken: {name}");
                Diagnostic::new(Code::TakenAsTitle, span, message)
            }
            None => {
                document.metadata.title = Labels::of(&document.metadata.language).untitled().to_owned();
                Diagnostic::new(Code::TitleMissing, span, "the article has no title")
            }
        };
        report(diagnostic.help(help), context);
    }
    let headline = document.create_role(Role::Headline, span);
    let title = document.metadata.title.clone();
    words::append(document, headline, &title, span);
    document.metadata.title = words::plain(&title);
    headline
}

/// Place and date on a line.
fn dateline(document: &mut Document) -> Option<NodeId> {
    let (span, language) = (document.metadata.span, document.metadata.language.clone());
    if let Some(date) = &mut document.metadata.date {
        date.display = date::printed(&date.iso, &language);
    }
    let (place, date) = (document.metadata.place.clone(), document.metadata.date.clone());
    if place.is_none() && date.is_none() {
        return None;
    }
    let line = document.create_role(Role::Dateline, span);
    let both = place.is_some() && date.is_some();
    if let Some(place) = place {
        let node = document.create_role(Role::Place, span);
        let text = document.create_generated(place, span);
        document.append(node, text);
        document.append(line, node);
    }
    if both {
        let comma = document.create_generated(", ", span);
        document.append(line, comma);
    }
    if let Some(date) = date {
        let node = document.create_element(Tag::Time, span);
        if let Some(element) = document.element_mut(node) {
            element.attributes.datetime = Some(date.iso.into());
        }
        let text = document.create_generated(date.display, span);
        document.append(node, text);
        document.append(line, node);
    }
    Some(line)
}
