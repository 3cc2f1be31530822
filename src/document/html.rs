//! The body of a document as HTML in the form of CommonMark's examples.
//!
//! For goldens and the CommonMark test; what goes into the EPUB is written by `epub`.

use super::{Align, Attributes, Direction, Document, Element, NodeId, Role, Tag};

/// What stands inside the root, as HTML.
pub fn to_html(document: &Document) -> String {
    let mut writer = Writer { document, out: String::new() };
    let mut stack: Vec<Step> = Vec::new();
    stack.extend(document.children(document.root()).iter().rev().map(|&id| Step::Enter(id)));
    while let Some(step) = stack.pop() {
        match step {
            Step::Enter(id) => {
                if writer.enter(id) {
                    stack.push(Step::Leave(id));
                    stack.extend(document.children(id).iter().rev().map(|&id| Step::Enter(id)));
                }
            }
            Step::Leave(id) => writer.leave(id),
        }
    }
    writer.start_line();
    writer.out
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Enter(NodeId),
    Leave(NodeId),
}

struct Writer<'a> {
    document: &'a Document,
    out: String,
}

impl Writer<'_> {
    fn start_line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    /// Writes a text or a start tag; whether an end tag is to follow.
    fn enter(&mut self, id: NodeId) -> bool {
        if let Some(text) = self.document.text(id) {
            self.escape(&text.text);
            return false;
        }
        let Some(element) = self.document.element(id) else { return false };
        if !element.tag.is_phrasing() {
            self.start_line();
        }
        self.out.push('<');
        self.out.push_str(element.tag.name());
        self.attributes(element);
        if element.tag.is_void() {
            self.out.push_str(" />");
            if !element.tag.is_phrasing() || element.tag == Tag::Br {
                self.out.push('\n');
            }
            return false;
        }
        self.out.push('>');
        if self.begins_with_block(element) {
            self.out.push('\n');
        }
        true
    }

    fn leave(&mut self, id: NodeId) {
        let Some(element) = self.document.element(id) else { return };
        self.out.push_str("</");
        self.out.push_str(element.tag.name());
        self.out.push('>');
        if !element.tag.is_phrasing() {
            self.out.push('\n');
        }
    }

    fn begins_with_block(&self, element: &Element) -> bool {
        let Some(&first) = element.children.first() else {
            return matches!(
                element.tag,
                Tag::Blockquote | Tag::Ul | Tag::Ol | Tag::Section | Tag::Aside | Tag::Div
            );
        };
        self.document.tag(first).is_some_and(|tag| !tag.is_phrasing())
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        self.escape(value);
        self.out.push('"');
    }

    fn attributes(&mut self, element: &Element) {
        let a = &element.attributes;
        if let Some(href) = &a.href {
            self.attribute("href", href);
        }
        if element.tag == Tag::Img {
            self.attribute("src", &super::encode_address(a.src.as_deref().unwrap_or_default()));
            self.attribute("alt", a.alt.as_deref().unwrap_or_default());
        }
        if element.tag == Tag::Input {
            self.attribute("type", "checkbox");
            self.attribute("disabled", "");
        }
        if let Some(id) = &a.id {
            self.attribute("id", id);
        }
        let class = classes(element);
        if !class.is_empty() {
            self.attribute("class", &class);
        }
        self.strings(a);
        self.numbers(a);
        if element.tag == Tag::Th && a.row_header {
            self.attribute("scope", "row");
        }
    }

    fn strings(&mut self, a: &Attributes) {
        let strings = [
            ("lang", a.lang.as_deref()),
            ("dir", a.dir.map(Direction::name)),
            ("title", a.title.as_deref()),
            ("width", a.width.as_deref()),
            ("datetime", a.datetime.as_deref()),
            ("align", a.align.map(Align::name)),
            ("aria-label", a.aria_label.as_deref()),
            ("aria-hidden", a.hidden.then_some("true")),
            ("checked", a.checked.then_some("")),
            ("reversed", a.reversed.then_some("")),
        ];
        for (name, value) in strings {
            if let Some(value) = value {
                self.attribute(name, value);
            }
        }
    }

    fn numbers(&mut self, a: &Attributes) {
        for (name, value) in a.numbers() {
            self.attribute(name, &value.to_string());
        }
        if let Some(kind) = a.list_type {
            self.attribute("type", kind.encode_utf8(&mut [0; 4]));
        }
    }

    fn escape(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.find(['&', '<', '>', '"']) {
            let (before, after) = rest.split_at(at);
            self.out.push_str(before);
            self.out.push_str(match after.as_bytes().first() {
                Some(b'&') => "&amp;",
                Some(b'<') => "&lt;",
                Some(b'>') => "&gt;",
                _ => "&quot;",
            });
            rest = after.get(1..).unwrap_or_default();
        }
        self.out.push_str(rest);
    }
}

/// The classes: the role's (unless HTML's element says it already), the author's, and a code's language.
fn classes(element: &Element) -> String {
    let role = element.role.filter(|role| !matches!(role, Role::CodeBlock | Role::SectionBreak));
    let role = role.map(|role| role.info().class);
    let mut classes: Vec<&str> = role.into_iter().filter(|class| !class.is_empty()).collect();
    classes.extend(element.attributes.classes.iter().map(|class| class.as_ref()));
    let mut classes = classes.join(" ");
    if let Some(language) = &element.attributes.code_language {
        let gap = if classes.is_empty() { "" } else { " " };
        classes = format!("{classes}{gap}language-{language}");
    }
    classes
}
