//! Attributes in braces right behind an image: `{decorative}`, `{width=50%}`, `{#id .class}`; spaces around `=` do not
//! count.

use super::{is_image, is_plain};
use crate::diagnostic::{Code, Context, Diagnostic};
use crate::document::{Attributes, Document, NodeId};
use crate::markdown::front_matter::language::checked;
use crate::source::Span;

/// Moves attributes from the start of a text to the image before it; whether there were any.
pub(super) fn take(
    document: &mut Document,
    image: Option<NodeId>,
    node: NodeId,
    source: &str,
    context: &Context,
) -> bool {
    let Some(image) = image.filter(|&image| is_image(document, image)) else { return false };
    let Some(text) = document.text(node) else { return false };
    let Some(end) = text.text.starts_with('{').then(|| text.text.find('}')).flatten() else { return false };
    let inner = text.text.get(1..end).unwrap_or_default();
    let inner = inner.split('=').map(str::trim).collect::<Vec<_>>().join("=");
    let Some(mut attributes) = document.element(image).map(|element| element.attributes.clone()) else {
        return false;
    };
    if !is_plain(text, 0, source) || inner.contains('{') {
        return false;
    }
    let span = text.map.span(0..end + 1);
    let words: Vec<&str> = inner.split_whitespace().collect();
    let unknown: Vec<&str> =
        words.iter().filter(|word| !set(word, &mut attributes, span, context)).copied().collect();
    if unknown.len() == words.len() && !words.iter().all(|word| is_attribute(word)) {
        return false;
    }
    let (widths, unknown): (Vec<&str>, Vec<&str>) =
        unknown.into_iter().partition(|word| word.starts_with("width="));
    for width in widths {
        let message = format!("`{width}` is no width that is known; it was left out");
        context.report(
            Diagnostic::new(Code::AttributeMalformed, span, message)
                .help("write a share of the column, `width=50%`, or a length: `width=60mm`, also in, cm, pt, pc, px, em, rem"),
        );
    }
    if !unknown.is_empty() {
        let message = format!("an image has no attribute {}; it was left out", unknown.join(", "));
        context.report(
            Diagnostic::new(Code::AttributeUnknown, span, message)
                .help("known are decorative, width=, lang=, #id and .class"),
        );
    }
    if let Some(element) = document.element_mut(image) {
        element.attributes = attributes;
    }
    if let Some(text) = document.text_mut(node) {
        text.text.drain(..end + 1);
        text.map = text.map.split_off(end + 1);
    }
    true
}

/// Sets what one word in the braces says; false if it says nothing known.
fn set(word: &str, attributes: &mut Attributes, span: Span, context: &Context) -> bool {
    if let Some(id) = word.strip_prefix('#').filter(|id| !id.is_empty()) {
        attributes.id = Some(id.into());
    } else if let Some(class) = word.strip_prefix('.').filter(|class| !class.is_empty()) {
        attributes.classes.push(class.into());
    } else if word == "decorative" {
        attributes.decorative = true;
        attributes.alt = None;
    } else if let Some((name, value)) = word.split_once('=') {
        let value = value.trim_matches(['"', '\'']);
        match name {
            "width" => attributes.width = Some(value.into()).filter(|_| is_length(value)),
            "lang" => attributes.lang = checked(value, Some(span), context).map(Box::from),
            _ => return false,
        }
        return name != "width" || attributes.width.is_some();
    } else {
        return false;
    }
    true
}

/// Whether a word in braces has the form of an attribute, known or not.
fn is_attribute(word: &str) -> bool {
    let named = word.split_once('=').is_some_and(|(name, value)| {
        !value.is_empty() && !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    });
    named || word == "decorative" || word.len() > 1 && word.starts_with(['#', '.'])
}

/// A CSS length or percentage: digits and a known unit.
fn is_length(value: &str) -> bool {
    let number = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    let unit = value.get(number.len()..).unwrap_or_default();
    let known = matches!(unit, "%" | "px" | "pt" | "mm" | "cm" | "in" | "em" | "rem" | "pc");
    known && number.parse::<f32>().is_ok_and(|number| number > 0.0 && number < 10_000.0)
}
