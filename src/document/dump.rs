//! The tree as indented text: what `offprint dump --stage document` prints and what goldens compare.
//!
//! An element is its tag, `.class` for its role, `#id` and its other attributes; a text stands in quotes, on its
//! element's line if it is all that the element holds.

use std::fmt::Write;

use super::{Attributes, Document, Element, Metadata, NodeId};

/// The metadata and the tree of a document, one line per element.
pub fn dump(document: &Document) -> String {
    dump_with(document, false)
}

/// The same, with the range of source bytes behind every element and text.
pub fn dump_with_spans(document: &Document) -> String {
    dump_with(document, true)
}

fn dump_with(document: &Document, spans: bool) -> String {
    let mut out = String::new();
    metadata(&document.metadata, &mut out);
    let mut stack = vec![(document.root(), 0)];
    while let Some((id, depth)) = stack.pop() {
        for _ in 0..depth {
            out.push_str("  ");
        }
        let children = line(document, id, spans, &mut out);
        out.push('\n');
        stack.extend(children.iter().rev().map(|&child| (child, depth + 1)));
    }
    out
}

/// Writes a node's line and returns the children that are still to be written.
fn line<'a>(document: &'a Document, id: NodeId, spans: bool, out: &mut String) -> &'a [NodeId] {
    if let Some(text) = document.text(id) {
        quote(&text.text, out);
        span(document, id, spans, out);
        return &[];
    }
    let Some(element) = document.element(id) else { return &[] };
    head(element, out);
    span(document, id, spans, out);
    match element.children.as_slice() {
        [only] if !spans => match document.text(*only) {
            Some(text) => {
                out.push(' ');
                quote(&text.text, out);
                &[]
            }
            None => &element.children,
        },
        children => children,
    }
}

fn span(document: &Document, id: NodeId, spans: bool, out: &mut String) {
    if spans {
        let span = document.span(id);
        push(out, format_args!(" @{}..{}", span.start, span.end));
    }
}

/// Formatting into a string cannot fail.
fn push(out: &mut String, arguments: std::fmt::Arguments) {
    let _ = out.write_fmt(arguments);
}

fn head(element: &Element, out: &mut String) {
    out.push_str(element.tag.name());
    if let Some(role) = element.role {
        push(out, format_args!(".{}", role.info().class));
    }
    attributes(&element.attributes, out);
}

fn attributes(attributes: &Attributes, out: &mut String) {
    let a = attributes;
    if let Some(id) = &a.id {
        push(out, format_args!("#{id}"));
    }
    for class in &a.classes {
        push(out, format_args!(" class={class}"));
    }
    let strings = [
        ("lang", &a.lang),
        ("href", &a.href),
        ("src", &a.src),
        ("alt", &a.alt),
        ("title", &a.title),
        ("width", &a.width),
        ("datetime", &a.datetime),
        ("code", &a.code_language),
        ("aria-label", &a.aria_label),
    ];
    for (name, value) in strings {
        if let Some(value) = value {
            push(out, format_args!(" {name}="));
            quote(value, out);
        }
    }
    let flags = [
        ("decorative", a.decorative),
        ("reversed", a.reversed),
        ("loose", a.loose),
        ("row-header", a.row_header),
        ("checked", a.checked),
        ("hidden", a.hidden),
    ];
    for (name, _) in flags.iter().filter(|(_, set)| *set) {
        push(out, format_args!(" {name}"));
    }
    for (name, value) in a.numbers() {
        push(out, format_args!(" {name}={value}"));
    }
    if let Some(kind) = a.list_type {
        push(out, format_args!(" type={kind}"));
    }
    if let Some(dir) = a.dir {
        push(out, format_args!(" dir={}", dir.name()));
    }
    if let Some(align) = a.align {
        push(out, format_args!(" align={}", align.name()));
    }
}

/// A text in quotes, with everything that cannot be seen written as an escape.
fn quote(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '"' | '\\' => {
                out.push('\\');
                out.push(character);
            }
            '\u{A0}'
            | '\u{AD}'
            | '\u{2000}'..='\u{200F}'
            | '\u{2028}'..='\u{202F}'
            | '\u{2060}'..='\u{206F}' => {
                push(out, format_args!("{{{:04X}}}", u32::from(character)));
            }
            _ => out.push(character),
        }
    }
    out.push('"');
}

/// What the metadata says, a line for each entry that is there.
fn metadata(metadata: &Metadata, out: &mut String) {
    let m = metadata;
    let mut entry = |name: &str, value: Option<&str>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            push(out, format_args!("{name}: {value}\n"));
        }
    };
    entry("title", Some(&m.title));
    entry("kicker", m.kicker.as_deref());
    entry("subtitle", m.subtitle.as_deref());
    for author in &m.authors {
        entry("author", Some(&author.name));
        entry("  file-as", author.file_as.as_deref());
        entry("  affiliation", author.affiliation.as_deref());
        entry("  bio", author.bio.as_deref());
        entry("  email", author.email.as_deref());
        entry("  url", author.url.as_deref());
        entry("  orcid", author.orcid.as_deref());
    }
    entry("date", m.date.as_ref().map(|date| date.iso.as_str()));
    entry("place", m.place.as_deref());
    entry("language", Some(&m.language));
    for credit in &m.credits {
        entry("credit", Some(&format!("{} | {} | {}", credit.label, credit.relator, credit.name)));
    }
    let contact =
        m.contact.as_ref().map(|contact| format!("{} {}{}", contact.label, contact.address, contact.rest));
    entry("contact", contact.as_deref());
    entry("publication", m.publication.as_deref());
    entry("publisher", m.publisher.as_deref());
    entry("description", m.description.as_deref());
    entry("keywords", Some(&m.keywords.join(", ")));
    entry("rights", m.rights.as_deref());
    entry("identifier", m.identifier.as_deref());
    entry("cover", m.cover.as_ref().map(|(path, _)| path.as_str()));
    entry("end-mark", m.end_mark.as_deref());
    entry("style", m.style.as_ref().map(|(style, _)| style.as_str()));
}
