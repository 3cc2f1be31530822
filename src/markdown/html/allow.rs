//! The one table of what becomes of a raw HTML element, and which attributes it keeps.

use crate::document::{Align, Attributes, Direction, Tag};
use crate::markdown::front_matter::language::canonical;

/// What becomes of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It becomes this element: itself, or the one that says the same.
    Keep(Tag),
    /// Its tags are dropped without a word, since they add nothing; its content stays.
    Open,
    /// Its tags are dropped and that is said; its content stays.
    Unwrap,
    /// It has no content and is dropped without a word, since it adds nothing.
    Ignore,
    /// It has no content and is dropped.
    Drop,
    /// It is dropped with its content.
    DropContent(&'static str),
}

/// What becomes of an element of this lower-case name.
pub(super) fn fate(name: &str) -> Fate {
    use Fate::{Drop, DropContent, Ignore, Keep, Open, Unwrap};
    match name {
        "article" | "main" => Keep(Tag::Section),
        "details" | "center" | "nav" | "hgroup" | "address" | "fieldset" => Keep(Tag::Div),
        "summary" | "legend" => Keep(Tag::P),
        "dir" | "menu" => Keep(Tag::Ul),
        "strike" => Keep(Tag::S),
        "tt" => Keep(Tag::Code),
        "acronym" => Keep(Tag::Abbr),
        "image" => Keep(Tag::Img),
        "html" | "body" | "picture" | "colgroup" | "label" | "search" | "ruby" | "data" => Open,
        "source" | "col" => Ignore,
        "input" | "embed" | "frame" | "link" | "meta" | "base" | "param" | "track" | "area" | "keygen"
        | "bgsound" | "basefont" => Drop,
        _ => match DROPPED_WITH_CONTENT.iter().find(|dropped| **dropped == name) {
            Some(dropped) => DropContent(dropped),
            None => Tag::from_name(name).map_or(Unwrap, Keep),
        },
    }
}

/// Elements that run, load, draw or ask: none of it can stand in a book.
const DROPPED_WITH_CONTENT: [&str; 25] = [
    "applet",
    "audio",
    "canvas",
    "frameset",
    "head",
    "iframe",
    "map",
    "math",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "plaintext",
    "portal",
    "rp",
    "rt",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "video",
    "xmp",
];

/// Attributes that mean nothing in a book: left out without a word.
fn is_meaningless(name: &str) -> bool {
    matches!(
        name,
        "rel"
            | "target"
            | "loading"
            | "decoding"
            | "fetchpriority"
            | "referrerpolicy"
            | "crossorigin"
            | "open"
            | "srcset"
            | "sizes"
            | "align"
            | "valign"
            | "border"
            | "cellpadding"
            | "cellspacing"
            | "height"
            | "hspace"
            | "vspace"
            | "nowrap"
            | "bgcolor"
            | "summary"
            | "cite"
            | "role"
    ) || name.starts_with("data-")
        || name.starts_with("aria-")
}

/// Puts an attribute of the source into an element's; false if it was dropped and that must be said.
pub(super) fn take_attribute(tag: Tag, name: &str, value: &str, into: &mut Attributes) -> bool {
    match name {
        "id" => into.id = non_empty(value).filter(|id| !id.contains(char::is_whitespace)),
        "name" if tag == Tag::A => into.id = into.id.take().or_else(|| non_empty(value)),
        "class" => into.classes = value.split_whitespace().map(Box::from).collect(),
        "lang" | "xml:lang" => match canonical(value) {
            Some(tag) => into.lang = Some(tag.into()),
            None => return value.trim().is_empty(),
        },
        "dir" => into.dir = direction(value),
        "title" => into.title = non_empty(value),
        "href" if tag == Tag::A => into.href = Some(crate::document::encode_address(value.trim()).into()),
        "src" if tag == Tag::Img => into.src = non_empty(value.trim()),
        "alt" if tag == Tag::Img => {
            into.alt = non_empty(value);
            into.decorative = into.alt.is_none();
        }
        "width" if tag == Tag::Img => into.width = width(value),
        "start" if tag == Tag::Ol => into.start = value.trim().parse().ok(),
        "type" if tag == Tag::Ol => into.list_type = list_type(value),
        "reversed" if tag == Tag::Ol => into.reversed = true,
        "value" if tag == Tag::Li => into.value = value.trim().parse().ok(),
        "colspan" if is_cell(tag) => into.col_span = cell_span(value),
        "rowspan" if is_cell(tag) => into.row_span = cell_span(value),
        "align" if is_cell(tag) => into.align = align(value),
        "scope" if tag == Tag::Th => into.row_header = matches!(value, "row" | "rowgroup"),
        "datetime" if matches!(tag, Tag::Time | Tag::Ins | Tag::Del) => into.datetime = non_empty(value),
        _ => return is_meaningless(name),
    }
    true
}

fn is_cell(tag: Tag) -> bool {
    matches!(tag, Tag::Td | Tag::Th)
}

fn non_empty(value: &str) -> Option<Box<str>> {
    (!value.is_empty()).then(|| value.into())
}

fn direction(value: &str) -> Option<Direction> {
    match value.trim().to_ascii_lowercase().as_str() {
        "ltr" => Some(Direction::Ltr),
        "rtl" => Some(Direction::Rtl),
        "auto" => Some(Direction::Auto),
        _ => None,
    }
}

fn align(value: &str) -> Option<Align> {
    match value.trim().to_ascii_lowercase().as_str() {
        "left" => Some(Align::Left),
        "center" => Some(Align::Center),
        "right" => Some(Align::Right),
        _ => None,
    }
}

fn list_type(value: &str) -> Option<char> {
    let mut characters = value.chars();
    let kind = characters.next().filter(|kind| matches!(kind, '1' | 'a' | 'A' | 'i' | 'I'))?;
    characters.next().is_none().then_some(kind)
}

/// HTML's limits: a cell spans at most 1,000 columns; more rows than that are of no use either.
fn cell_span(value: &str) -> u16 {
    value.trim().parse::<u64>().map_or(0, |span| span.min(1000) as u16)
}

/// HTML's dimension values: pixels, or a percentage.
fn width(value: &str) -> Option<Box<str>> {
    let value = value.trim();
    let number = value.trim_end_matches("px").trim_end_matches('%');
    let valid = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let width = if value.ends_with('%') { value.to_owned() } else { format!("{number}px") };
    valid.then(|| width.into())
}
