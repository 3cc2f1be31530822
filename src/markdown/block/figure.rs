//! An image alone in a paragraph becomes a figure, its title the caption; a formula alone in one becomes a block.

use super::is_blank;
use crate::diagnostic::{Code, Context, Diagnostic};
use crate::document::{Document, NodeId, Role, Tag};
use crate::markdown::article::words;
use crate::source::Span;

/// Turns a paragraph into a figure or a formula if that is all it holds.
pub(super) fn apply(document: &mut Document, paragraph: NodeId, source: &str) {
    let mut content = document.children(paragraph).iter().filter(|&&child| !is_blank(document, child));
    let (Some(&only), None) = (content.next(), content.next()) else { return };
    if document.role(paragraph).is_some() {
        return;
    }
    match document.element(only).map(|element| (element.tag, element.role)) {
        Some((Tag::Img, _)) => figure(document, paragraph, only, source),
        Some((_, Some(Role::MathBlock))) => formula(document, paragraph, only),
        _ => {}
    }
}

/// A title that stands in the source as it was read is Markdown; one with escapes or of raw HTML is words.
fn figure(document: &mut Document, paragraph: NodeId, image: NodeId, source: &str) {
    let span = document.span(image);
    let title = document.element_mut(image).and_then(|image| image.attributes.title.take());
    let mut children = vec![image];
    if let Some(title) = title {
        let caption = document.create_element(Tag::Figcaption, span);
        let written = source.get(span.range()).unwrap_or_default();
        if written.starts_with('!') && written.contains(&*title) {
            words::append(document, caption, &title, span);
        } else {
            let text = document.create_generated(title, span);
            document.append(caption, text);
        }
        children.push(caption);
    }
    if let Some(element) = document.element_mut(paragraph) {
        element.tag = Tag::Figure;
    }
    document.set_children(paragraph, children);
}

fn formula(document: &mut Document, paragraph: NodeId, formula: NodeId) {
    if let Some(element) = document.element_mut(formula) {
        element.role = None;
    }
    if let Some(element) = document.element_mut(paragraph) {
        element.tag = Tag::Pre;
        element.role = Some(Role::MathBlock);
    }
    document.set_children(paragraph, vec![formula]);
}

/// A displayed formula among other words is one in the line.
pub(super) fn settle_formula(document: &mut Document, formula: NodeId) {
    if let Some(element) =
        document.element_mut(formula).filter(|element| element.role == Some(Role::MathBlock))
    {
        element.role = Some(Role::MathInline);
    }
}

/// Says that an image has no alternative text. An SVG may bring its own (`title`): that is seen where it is read.
pub(super) fn check_alt(document: &Document, image: NodeId, context: &Context) {
    let Some(element) = document.element(image) else { return };
    if element.attributes.alt.is_some() || element.attributes.decorative {
        return;
    }
    let src = element.attributes.src.as_deref().unwrap_or_default();
    if !may_name_itself(src) {
        report_no_alt(src, document.span(image), context);
    }
}

/// Whether an image is called as SVG files are, so that its alternative text may stand inside it.
pub(crate) fn may_name_itself(src: &str) -> bool {
    let ending = src.rsplit('.').next().unwrap_or_default();
    ending.eq_ignore_ascii_case("svg") || ending.eq_ignore_ascii_case("svgz")
}

/// Says that an image has no alternative text.
pub(crate) fn report_no_alt(src: &str, span: Span, context: &Context) {
    let message = format!("the image “{src}” has no alternative text");
    context.report(
        Diagnostic::new(Code::ImageNoAlt, span, message).help(
            "describe it between the square brackets, or write {decorative} behind it if it says nothing",
        ),
    );
}
