//! HTML for what Markdown has no marks for: tags, and whole rows of inlines inside blocks of HTML.

use crate::document::Tag;
use crate::import::tree::{Attr, Inline, InlineKind, Style};

/// Adds a text with what would be markup escaped; in an attribute quotes and line ends too.
pub(super) fn escape(text: &str, in_attribute: bool, out: &mut String) {
    for (at, character) in text.char_indices() {
        match character {
            '&' => {
                let rest = text.get(at + 1..).unwrap_or_default();
                let is_reference = rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '#');
                out.push_str(if is_reference { "&amp;" } else { "&" });
            }
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if in_attribute => out.push_str("&quot;"),
            '\n' | '\r' => out.push(' '),
            _ => out.push(character),
        }
    }
}

fn attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape(value, true, out);
    out.push('"');
}

/// The attributes that Offprint's raw HTML keeps on any element, and those of single ones.
const KEPT: [&str; 11] =
    ["lang", "dir", "title", "datetime", "start", "type", "reversed", "value", "colspan", "rowspan", "scope"];

/// A start tag. Attributes that Offprint would drop are not written.
pub(super) fn start_tag(name: &str, attr: &Attr) -> String {
    let mut tag = format!("<{name}");
    if !attr.id.is_empty() {
        attribute("id", &attr.id, &mut tag);
    }
    if !attr.classes.is_empty() {
        attribute("class", &attr.classes.join(" "), &mut tag);
    }
    for (key, value) in &attr.pairs {
        let is_cells = matches!(name, "td" | "th") && key == "align";
        if KEPT.contains(&key.as_str()) || is_cells || name == "img" && key == "width" {
            attribute(key, value, &mut tag);
        }
    }
    tag.push('>');
    tag
}

/// Whether an attribute would be written at all.
pub(super) fn says_something(attr: &Attr) -> bool {
    !attr.id.is_empty()
        || !attr.classes.is_empty()
        || attr.pairs.iter().any(|(key, _)| KEPT.contains(&key.as_str()))
}

/// A picture as an element.
pub(super) fn picture(inline: &Inline) -> String {
    let InlineKind::Image { alt, address, title, decorative } = &inline.kind else { return String::new() };
    let mut tag = start_tag("img", &inline.attr);
    tag.pop();
    attribute("src", address, &mut tag);
    if *decorative || !alt.is_empty() {
        attribute("alt", alt, &mut tag);
    }
    if !title.is_empty() {
        attribute("title", title, &mut tag);
    }
    tag.push('>');
    tag
}

/// A row of preformatted inlines as HTML, their line ends kept.
pub(super) fn lines(inlines: &[Inline]) -> Option<String> {
    let mut out = String::new();
    for part in inlines.split_inclusive(|inline| inline.kind == InlineKind::SoftBreak) {
        match part.split_last() {
            Some((last, line)) if last.kind == InlineKind::SoftBreak => {
                push_row(line, &mut out)?;
                out.push('\n');
            }
            _ => push_row(part, &mut out)?,
        }
    }
    Some(out)
}

/// A row of inlines as HTML; `None` if it holds what only Markdown can say: notes and formulas.
pub(super) fn row(row: &[Inline]) -> Option<String> {
    let mut out = String::new();
    push_row(row, &mut out)?;
    Some(out)
}

fn push_row(row: &[Inline], out: &mut String) -> Option<()> {
    for inline in row {
        match &inline.kind {
            InlineKind::Text(text) => escape(text, false, out),
            InlineKind::SoftBreak => out.push(' '),
            InlineKind::Break => out.push_str("<br>"),
            InlineKind::Styled(style, content) => {
                element(style.tag().name(), &of_style(*style, &inline.attr), content, out)?
            }
            InlineKind::Quoted(double, content) => {
                let mark = if *double { '"' } else { '\'' };
                out.push(mark);
                push_row(content, out)?;
                out.push(mark);
            }
            InlineKind::Code(text) => {
                out.push_str(&start_tag("code", &inline.attr));
                escape(text, false, out);
                out.push_str("</code>");
            }
            InlineKind::Math(..) | InlineKind::Note(_) => return None,
            InlineKind::Raw { format, text } => {
                if !format.starts_with("html") || text.contains('\n') {
                    return None;
                }
                out.push_str(text);
            }
            InlineKind::Link { content, address, title } => {
                let mut attr = inline.attr.clone();
                attr.pairs.retain(|(key, _)| key != "title");
                let mut tag = start_tag("a", &attr);
                tag.pop();
                attribute("href", address, &mut tag);
                if !title.is_empty() {
                    attribute("title", title, &mut tag);
                }
                out.push_str(&tag);
                out.push('>');
                push_row(content, out)?;
                out.push_str("</a>");
            }
            InlineKind::Image { .. } => out.push_str(&picture(inline)),
            InlineKind::Element(tag, content) => element(tag.name(), &inline.attr, content, out)?,
        }
    }
    Some(())
}

fn element(name: &str, attr: &Attr, content: &[Inline], out: &mut String) -> Option<()> {
    out.push_str(&start_tag(name, attr));
    if Tag::from_name(name).is_some_and(Tag::is_void) {
        return Some(());
    }
    push_row(content, out)?;
    out.push_str("</");
    out.push_str(name);
    out.push('>');
    Some(())
}

/// The attributes of an element that stands for a style: small capitals are a class.
pub(super) fn of_style(style: Style, attr: &Attr) -> Attr {
    let mut attr = attr.clone();
    if style == Style::SmallCaps && !attr.classes.iter().any(|class| class == "small-caps") {
        attr.classes.push("small-caps".to_owned());
    }
    attr
}
