//! Writes a drawing anew: what draws is kept, what acts, moves or comes from outside is not.
//!
//! Elements are kept by an allow-list, pictures only if they stand in the drawing itself. Entities are resolved and the
//! document type is gone, so that what is written means the same to every reader.

use std::collections::HashSet;
use std::fmt::Write as _;

use usvg::roxmltree::{Document, Node};

use super::css;
use super::embedded::Embedded;

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// What is kept; `a` becomes a group.
const ELEMENTS: &[&str] = &[
    "svg",
    "g",
    "defs",
    "symbol",
    "use",
    "switch",
    "title",
    "desc",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "textPath",
    "linearGradient",
    "radialGradient",
    "stop",
    "pattern",
    "clipPath",
    "mask",
    "marker",
    "filter",
    "feBlend",
    "feColorMatrix",
    "feComponentTransfer",
    "feComposite",
    "feConvolveMatrix",
    "feDiffuseLighting",
    "feDisplacementMap",
    "feDistantLight",
    "feDropShadow",
    "feFlood",
    "feFuncA",
    "feFuncB",
    "feFuncG",
    "feFuncR",
    "feGaussianBlur",
    "feMerge",
    "feMergeNode",
    "feMorphology",
    "feOffset",
    "fePointLight",
    "feSpecularLighting",
    "feSpotLight",
    "feTile",
    "feTurbulence",
];

/// Something that was left out.
#[derive(Debug, PartialEq, Eq)]
pub struct Loss {
    /// Its line in the file.
    pub line: u32,
    /// What, with its verb: `a script was`.
    pub what: &'static str,
}

/// A drawing that draws and nothing else.
#[derive(Debug)]
pub struct Clean {
    /// The drawing.
    pub text: String,
    /// What was left out, each kind once.
    pub losses: Vec<Loss>,
    /// The root's title.
    pub title: Option<String>,
    /// Where the root may be given a `viewBox`.
    sizing: Option<usize>,
}

impl Clean {
    /// The drawing with a `viewBox`, without which e-readers cut instead of scaling.
    pub fn sized(self, width: f32, height: f32) -> String {
        let mut text = self.text;
        if let Some(at) = self.sizing {
            text.insert_str(at, &format!(" viewBox=\"0 0 {width} {height}\""));
        }
        text
    }
}

/// Cleans a drawing and the pictures inside it.
pub fn clean(document: &Document<'_>, embedded: &mut Embedded<'_>) -> Clean {
    let root = document.root_element();
    let mut writer =
        Writer { out: String::new(), losses: Vec::new(), ids: HashSet::new(), sizing: None, embedded };
    writer.element(root, true);
    let title = root.children().find(|child| child.tag_name().name() == "title").and_then(|title| {
        let words: Vec<&str> =
            title.descendants().filter_map(|n| n.is_text().then(|| n.text()).flatten()).collect();
        let words = words.concat().split_whitespace().collect::<Vec<_>>().join(" ");
        (!words.is_empty()).then_some(words)
    });
    Clean { text: writer.out, losses: writer.losses, title, sizing: writer.sizing }
}

struct Writer<'a, 'e, 'c> {
    out: String,
    losses: Vec<Loss>,
    ids: HashSet<&'a str>,
    sizing: Option<usize>,
    embedded: &'e mut Embedded<'c>,
}

impl<'a> Writer<'a, '_, '_> {
    fn element(&mut self, node: Node<'a, '_>, is_root: bool) {
        let namespace = node.tag_name().namespace();
        if namespace != Some(SVG) && !(is_root || namespace.is_none()) {
            // What drawing programs note for themselves.
            return;
        }
        let mut picture = None;
        let name = match node.tag_name().name() {
            "a" => {
                self.lose(node, "a link was");
                "g"
            }
            "style" => return self.style(node),
            "metadata" => return,
            "use" | "textPath" if !refers_inside(node) => {
                return self.lose(node, "a reference to another file was");
            }
            "image" => {
                picture = href(node).and_then(|href| self.embedded.address(href));
                if picture.is_none() {
                    return self.lose(node, loss_of("image"));
                }
                "image"
            }
            name if ELEMENTS.contains(&name) => name,
            name => return self.lose(node, loss_of(name)),
        };
        self.out.push('<');
        self.out.push_str(name);
        if is_root {
            let _ = write!(self.out, " xmlns=\"{SVG}\" xmlns:xlink=\"{XLINK}\"");
        }
        if let Some(address) = picture {
            let _ = write!(self.out, " xlink:href=\"{address}\"");
        }
        for attribute in node.attributes() {
            self.attribute(node, attribute.namespace(), attribute.name(), attribute.value());
        }
        if is_root && node.attribute("viewBox").is_none() {
            self.sizing = Some(self.out.len());
        }
        if !node.has_children() {
            self.out.push_str("/>");
            return;
        }
        self.out.push('>');
        for child in node.children() {
            if child.is_element() {
                self.element(child, false);
            } else if child.is_text() {
                escape(&mut self.out, child.text().unwrap_or_default());
            }
        }
        let _ = write!(self.out, "</{name}>");
    }

    fn attribute(&mut self, node: Node<'a, '_>, namespace: Option<&str>, name: &str, value: &'a str) {
        let prefix = match namespace {
            None => "",
            Some(XLINK) if name == "href" => "xlink:",
            Some(XML) if matches!(name, "lang" | "space") => "xml:",
            Some(_) => return,
        };
        let is_event = name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("on"));
        if is_event {
            return self.lose(node, "an event handler was");
        }
        if name.starts_with("data-") || name == "xmlns" {
            return;
        }
        if name == "href" && node.tag_name().name() == "image" {
            return;
        }
        if name == "href" && !value.trim().starts_with('#') {
            if node.tag_name().name() != "a" {
                self.lose(node, "a reference to another file was");
            }
            return;
        }
        if name == "href" && node.tag_name().name() == "a" {
            return;
        }
        if name == "id" && !self.ids.insert(value) {
            return;
        }
        let cleaned;
        let value = if css::reaches_outside(value) {
            self.lose(node, "a reference to another file was");
            cleaned = if name == "style" { css::declarations(value) } else { return };
            cleaned.as_str()
        } else {
            value
        };
        let _ = write!(self.out, " {prefix}{name}=\"");
        escape(&mut self.out, value);
        self.out.push('"');
    }

    fn style(&mut self, node: Node<'a, '_>) {
        let text: String = node.children().filter_map(|child| child.text()).collect();
        let (sheet, lost) = css::sheet(&text);
        if lost {
            self.lose(node, "a style rule that reaches outside or depends on a medium was");
        }
        self.out.push_str("<style>");
        escape(&mut self.out, &sheet);
        self.out.push_str("</style>");
    }

    fn lose(&mut self, node: Node<'a, '_>, what: &'static str) {
        if !self.losses.iter().any(|loss| loss.what == what) {
            let line = node.document().text_pos_at(node.range().start).row;
            self.losses.push(Loss { line, what });
        }
    }
}

/// Whether a reference leads to an element of the drawing.
fn refers_inside(node: Node<'_, '_>) -> bool {
    href(node).is_some_and(|href| href.trim().starts_with('#'))
}

/// What an element refers to.
fn href<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == "href").map(|attribute| attribute.value())
}

fn loss_of(name: &str) -> &'static str {
    match name {
        "script" => "a script was",
        "foreignObject" | "iframe" | "audio" | "video" | "canvas" => "a foreign object was",
        "animate" | "animateColor" | "animateMotion" | "animateTransform" | "set" | "discard" | "mpath" => {
            "an animation was"
        }
        "image" | "feImage" => "a picture inside the drawing was",
        _ => "an element that does not draw was",
    }
}

/// Text or an attribute's value as XML; characters that XML cannot hold (1.0, 2.2) are dropped.
fn escape(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => {}
            _ => out.push(character),
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn characters_that_xml_cannot_hold_are_dropped() {
        let mut out = String::new();
        super::escape(&mut out, "a\0\u{1F}<\t\r\u{FFFE}\u{FFFD}\u{1F600}\"");
        assert_eq!(out, "a&lt;\t&#13;\u{FFFD}\u{1F600}&quot;");
    }
}
