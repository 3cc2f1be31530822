//! Serializes the tree as XHTML content documents (HTML Standard; EPUB 3.3, 6.1).
//!
//! What a role becomes stands in `document::role` and nowhere else; here stand only attributes. Inside what is
//! hidden from readers that do not see, ids and links are left out, since a focus must not go there.

use std::collections::VecDeque;

use super::address;
use super::breaks::{PageMark, PageMarks};
use super::markup::Markup;
use super::pictures::Pictures;
use super::plan::{Part, Plan};
use crate::diagnostic::{Code, Context, Diagnostic, Stop};
use crate::document::kept::{self, Classes};
use crate::document::{Attributes, Direction, Document, Element, Labels, NodeId, NodeKind, Role, Tag};

/// All that writing a content document needs.
pub(super) struct Content<'a> {
    pub(super) document: &'a Document,
    pub(super) plan: &'a Plan,
    pub(super) marks: &'a PageMarks,
    pub(super) pictures: &'a Pictures,
    pub(super) context: &'a Context,
}

/// A step of the walk through the tree.
enum Step {
    Enter(NodeId),
    Leave { name: &'static str, block: bool, void: bool, hidden: bool },
}

/// The document's part as an XHTML file, and the page marks that it holds in order.
///
/// # Errors
/// Stops when the work was asked to end.
pub(super) fn write(content: &Content<'_>, number: usize, part: &Part) -> Result<ContentFile, Stop> {
    let document = content.document;
    let mut markup = Markup::with_capacity(1 << 14);
    let root = document.element(document.root());
    super::page::begin(&mut markup, document, &title(content, part));
    markup.open("body").attribute("epub:type", "bodymatter").line();
    let notes = super::metadata::authors_of_notes(document).into();
    let mut writer = Writer { content, number, markup, hidden: 0, notes, marks: Vec::new() };
    if let Some(root) = root {
        writer.start_tag(document.root(), root, "article");
        writer.markup.line();
        let children = root.children.get(part.children.clone()).unwrap_or_default();
        for &child in children {
            content.context.check()?;
            writer.write(child);
        }
        writer.markup.close("article", false).line();
    }
    super::page::end(&mut writer.markup);
    Ok(ContentFile { text: writer.markup.finish(), marks: writer.marks })
}

/// A written content document.
pub(super) struct ContentFile {
    /// The XHTML.
    pub(super) text: String,
    /// The page marks in it, label and id, in order.
    pub(super) marks: Vec<(String, String)>,
}

/// What the window of a part says: the article's title, and the first heading of a later part.
fn title(content: &Content<'_>, part: &Part) -> String {
    let document = content.document;
    let title = super::markup::one_line(&document.metadata.title);
    let first = document.children(document.root()).get(part.children.start).copied();
    match first.filter(|&first| part.children.start > 0 && document.tag(first) == Some(Tag::H2)) {
        Some(heading) => format!("{title}: {}", super::markup::one_line(&document.text_content(heading))),
        None => title,
    }
}

struct Writer<'a> {
    content: &'a Content<'a>,
    number: usize,
    markup: Markup,
    /// How many open elements are hidden from readers that do not see.
    hidden: usize,
    /// Which authors the notes that follow are about.
    notes: VecDeque<usize>,
    marks: Vec<(String, String)>,
}

impl Writer<'_> {
    fn write(&mut self, top: NodeId) {
        let document = self.content.document;
        let mut steps = vec![Step::Enter(top)];
        while let Some(step) = steps.pop() {
            match step {
                Step::Enter(node) => match document.get(node).map(|node| &node.kind) {
                    Some(NodeKind::Text(text)) => self.text(node, &text.text),
                    Some(NodeKind::Element(element)) => {
                        steps.push(self.enter(node, element));
                        steps.extend(element.children.iter().rev().map(|&child| Step::Enter(child)));
                    }
                    None => {}
                },
                Step::Leave { name, block, void, hidden } => {
                    self.markup.close(name, void);
                    self.hidden -= usize::from(hidden);
                    if block {
                        self.markup.line();
                    }
                }
            }
        }
    }

    fn text(&mut self, node: NodeId, text: &str) {
        let marks = self.content.marks;
        let mut written = 0;
        for mark in marks.at(node) {
            self.markup.text(text.get(written..mark.offset).unwrap_or_default());
            written = mark.offset.max(written);
            self.mark(mark);
        }
        self.markup.text(text.get(written..).unwrap_or_default());
    }

    fn mark(&mut self, mark: &PageMark) {
        self.markup.open("span").attribute("epub:type", "pagebreak").attribute("role", "doc-pagebreak");
        self.markup.attribute("id", &mark.id).attribute("aria-label", &mark.label).close("span", false);
        self.marks.push((mark.label.clone(), mark.id.clone()));
    }

    fn enter(&mut self, node: NodeId, element: &Element) -> Step {
        let marks = self.content.marks;
        for mark in marks.at(node) {
            self.mark(mark);
        }
        if element.tag == Tag::Img && self.picture_of(&element.attributes).is_none() {
            return self.absent_picture(node, element);
        }
        self.report_lost_address(node, element);
        let name = self.name(node, element);
        self.hidden += usize::from(element.attributes.hidden);
        self.start_tag(node, element, name);
        let block = !element.tag.is_phrasing();
        if block && kept::begins_with_line(element.tag) {
            self.markup.line();
        }
        Step::Leave { name, block, void: element.tag.is_void(), hidden: element.attributes.hidden }
    }

    /// The element's name in this place: a header cell needs words, a link needs a target.
    fn name(&self, node: NodeId, element: &Element) -> &'static str {
        let document = self.content.document;
        match element.tag {
            Tag::Th if document.text_content(node).trim().is_empty() => Tag::Td.name(),
            Tag::A if self.hidden > 0 || self.address(element).is_none() => Tag::Span.name(),
            tag => tag.name(),
        }
    }

    fn address(&self, element: &Element) -> Option<String> {
        let href = element.attributes.href.as_deref()?;
        match href.strip_prefix('#') {
            Some(id) => self.content.plan.href(id, Some(self.number)),
            None => address::external(href),
        }
    }

    /// Says when a link loses an address that no reader could follow; targets inside were looked at earlier.
    fn report_lost_address(&self, node: NodeId, element: &Element) {
        let Some(href) = element.attributes.href.as_deref().filter(|_| element.tag == Tag::A) else { return };
        if !href.starts_with('#') && address::external(href).is_none() {
            let message =
                format!("the address `{}` cannot be followed from an EPUB", super::markup::one_line(href));
            let diagnostic = Diagnostic::new(Code::LinkUnsafe, self.content.document.span(node), message);
            self.content
                .context
                .report(diagnostic.help("the link's text stays; give a whole address, such as https://…"));
        }
    }

    fn picture_of(&self, attributes: &Attributes) -> Option<&str> {
        self.content.pictures.href(attributes.src.as_deref()?)
    }

    /// The words that stand for a picture that cannot be shown.
    fn absent_picture(&mut self, node: NodeId, element: &Element) -> Step {
        let alt = element.attributes.alt.as_deref().unwrap_or_default();
        let attributes = element.attributes.clone();
        let words =
            Element { tag: Tag::Span, role: Some(Role::MissingImage), attributes, children: Vec::new() };
        self.start_tag(node, &words, Tag::Span.name());
        self.markup.text(alt);
        Step::Leave { name: "span", block: false, void: false, hidden: false }
    }

    fn start_tag(&mut self, node: NodeId, element: &Element, name: &'static str) {
        let attributes = &element.attributes;
        self.markup.open(name);
        self.classes(element, name);
        if self.hidden == 0 {
            let id = attributes.id.as_deref().and_then(|id| self.content.plan.id(id));
            let of_notes = self.content.plan.notes.as_ref().filter(|(notes, _)| *notes == node);
            let id = id.or_else(|| of_notes.map(|(_, id)| id.as_str()));
            let is_repeat = node == self.content.document.root() && self.number > 0;
            self.markup.attribute_if("id", id.filter(|_| !is_repeat));
            let is_other = attributes.id.as_deref() != id;
            self.markup.attribute_if(kept::ID, attributes.id.as_deref().filter(|_| is_other && !is_repeat));
        } else {
            self.markup.attribute_if(kept::ID, attributes.id.as_deref());
        }
        self.language(attributes);
        self.semantics(node, element, name);
        if element.tag == Tag::A {
            self.link(element, name);
        }
        if element.tag != Tag::Img {
            // Words that stand for a picture.
            self.markup.attribute_if(kept::SOURCE, attributes.src.as_deref());
            self.markup.attribute_if(kept::WIDTH, attributes.width.as_deref());
            // A link has a role of its own.
            let is_decorative = attributes.decorative && name != "a";
            self.markup.attribute_if("role", is_decorative.then_some(kept::DECORATIVE));
        }
        self.own_attributes(element, name);
    }

    /// The address of a link, and that of the tree where it is another.
    fn link(&mut self, element: &Element, name: &'static str) {
        let address = self.address(element).filter(|_| name == "a");
        self.markup.attribute_if("href", address.as_deref());
        let own = element.attributes.href.as_deref();
        let is_told = address.is_some() && own.is_some_and(|own| own.starts_with('#'));
        self.markup
            .attribute_if(kept::ADDRESS, own.filter(|own| !is_told && address.as_deref() != Some(own)));
    }

    fn classes(&mut self, element: &Element, name: &'static str) {
        let classes = Classes::of(element);
        let words = classes.words();
        if words.is_empty() {
            return;
        }
        self.markup.attribute("class", &words.join(" "));
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let tag = Tag::from_name(name).unwrap_or(element.tag);
        if Classes::read(tag, &words, None) != classes {
            let own: Vec<&str> = classes.own.iter().map(|class| &**class).collect();
            self.markup.attribute(kept::CLASSES, &own.join(" "));
        }
    }

    fn language(&mut self, attributes: &Attributes) {
        if let Some(language) = attributes.lang.as_deref() {
            self.markup.attribute("xml:lang", language).attribute("lang", language);
        }
        self.markup.attribute_if("dir", attributes.dir.map(Direction::name));
    }

    /// `epub:type`, the ARIA role and a name for readers that do not see.
    fn semantics(&mut self, node: NodeId, element: &Element, name: &'static str) {
        let attributes = &element.attributes;
        let role = element.role.map(Role::info);
        if let Some(info) = role.filter(|info| info.tag.name() == name) {
            let given = |text: &'static str| Some(text).filter(|text| !text.is_empty());
            self.markup.attribute_if("epub:type", given(info.epub_type));
            self.markup.attribute_if("role", given(info.aria));
        }
        if attributes.hidden || element.role == Some(Role::EndMark) {
            self.markup.attribute("aria-hidden", "true");
        } else if let Some(label) = self.label(node, element, name) {
            self.markup.attribute("aria-label", &label);
        } else if node == self.content.document.root() && self.number == 0 {
            let headline = self.headline_id();
            self.markup.attribute_if("aria-labelledby", headline.as_deref());
        }
    }

    fn headline_id(&self) -> Option<String> {
        let document = self.content.document;
        let headline = document.walk().find_map(|node| {
            document.element(node).filter(|element| element.tag == Tag::H1 && !element.attributes.hidden)
        })?;
        self.content.plan.id(headline.attributes.id.as_deref()?).map(str::to_owned)
    }

    /// What an element is called where no text of its own says it.
    fn label(&self, node: NodeId, element: &Element, name: &'static str) -> Option<String> {
        if let Some(label) = element.attributes.aria_label.as_deref() {
            return Some(label.to_owned());
        }
        let document = self.content.document;
        if element.role.is_some_and(|role| role.is_alert()) {
            let label =
                document.children(node).iter().find(|&&child| document.role(child) == Some(Role::Label))?;
            return Some(super::markup::one_line(&document.text_content(*label)));
        }
        if element.tag == Tag::Input {
            let labels = Labels::of(document.language(node));
            return Some(
                if element.attributes.checked { labels.task_done() } else { labels.task_to_do() }.to_owned(),
            );
        }
        if name == "a" && !self.says_something(node) {
            return element.attributes.href.clone().map(String::from);
        }
        None
    }

    /// Whether a link has text, or a picture with a text, that can be read out.
    fn says_something(&self, node: NodeId) -> bool {
        let document = self.content.document;
        document.descendants(node).any(|id| {
            let has_text = document.text(id).is_some_and(|text| !text.text.trim().is_empty());
            has_text
                || document.element(id).is_some_and(|element| {
                    element.tag == Tag::Img
                        && element.attributes.alt.as_deref().is_some_and(|alt| !alt.trim().is_empty())
                })
        })
    }

    fn own_attributes(&mut self, element: &Element, name: &'static str) {
        let attributes = &element.attributes;
        self.markup.attribute_if("title", attributes.title.as_deref());
        match element.tag {
            Tag::Img => self.picture(attributes),
            Tag::Ol => self.ordered_list(attributes),
            Tag::Li => {
                let value = attributes.value.map(|value| value.to_string());
                self.markup.attribute_if("value", value.as_deref());
            }
            tag @ (Tag::Th | Tag::Td) => self.cell(attributes, tag, name),
            Tag::Time => {
                let datetime =
                    attributes.datetime.as_deref().filter(|datetime| super::dates::is_valid(datetime));
                self.markup.attribute_if("datetime", datetime);
                let other = attributes.datetime.as_deref().filter(|_| datetime.is_none());
                self.markup.attribute_if(kept::DATE, other);
            }
            Tag::P if element.role == Some(Role::AuthorNote) => {
                let author = self.notes.pop_front().map(|number| number.to_string());
                self.markup.attribute_if(kept::AUTHOR, author.as_deref());
            }
            Tag::Input => {
                self.markup.attribute("type", "checkbox").attribute("disabled", "disabled");
                self.markup.attribute_if("checked", attributes.checked.then_some("checked"));
            }
            _ => {}
        }
    }

    fn picture(&mut self, attributes: &Attributes) {
        let href = self.picture_of(attributes).map(str::to_owned);
        self.markup.attribute_if("src", href.as_deref());
        let alt = attributes.alt.as_deref().filter(|_| !attributes.decorative).unwrap_or_default();
        self.markup.attribute("alt", alt);
        self.markup.attribute_if("role", attributes.decorative.then_some(kept::DECORATIVE));
        match attributes.width.as_deref() {
            Some(width) if is_length(width) => {
                self.markup.attribute("style", &format!("width: {width}"));
            }
            width => {
                self.markup.attribute_if(kept::WIDTH, width);
            }
        }
        self.markup
            .attribute_if(kept::SOURCE, attributes.src.as_deref().filter(|src| href.as_deref() != Some(src)));
    }

    fn ordered_list(&mut self, attributes: &Attributes) {
        let start = attributes.start.filter(|&start| start != 1).map(|start| start.to_string());
        self.markup.attribute_if("start", start.as_deref());
        let kind = attributes.list_type.filter(|kind| "1aAiI".contains(*kind)).map(String::from);
        self.markup.attribute_if("type", kind.as_deref());
        self.markup.attribute_if("reversed", attributes.reversed.then_some("reversed"));
    }

    fn cell(&mut self, attributes: &Attributes, tag: Tag, name: &'static str) {
        for (name, span) in [("colspan", attributes.col_span), ("rowspan", attributes.row_span)] {
            let span = (span > 1).then(|| span.to_string());
            self.markup.attribute_if(name, span.as_deref());
        }
        if name == "th" {
            self.markup.attribute("scope", if attributes.row_header { "row" } else { "col" });
        } else if tag == Tag::Th {
            self.markup.attribute(kept::TAG, tag.name());
        }
    }
}

/// Whether a width is a plain CSS length: digits with a unit.
fn is_length(width: &str) -> bool {
    let unit = width.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number = width.strip_suffix(unit).unwrap_or_default();
    number.parse::<f32>().is_ok()
        && matches!(unit, "%" | "px" | "em" | "rem" | "pt" | "pc" | "mm" | "cm" | "in")
}
