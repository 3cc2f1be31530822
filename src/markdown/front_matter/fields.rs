//! Turns located values into metadata, key by key.

use super::nearest::nearest;
use super::value::{Key, Kind, Value};
use super::{date, language, people};
use crate::diagnostic::{Code, Context, Diagnostic};
use crate::document::{Metadata, PullQuotes};
use crate::source::Span;

/// The keys as the documentation lists them; an underscore for the hyphen and capitals are let pass.
const KEYS: [&str; 21] = [
    "title",
    "kicker",
    "subtitle",
    "author",
    "authors",
    "date",
    "place",
    "language",
    "lang",
    "credits",
    "contact",
    "publication",
    "publisher",
    "description",
    "keywords",
    "rights",
    "identifier",
    "cover",
    "end-mark",
    "pull-quotes",
    "style",
];

/// The metadata that the root table of a front matter says.
pub(super) fn metadata(root: Value, context: &Context) -> Metadata {
    let mut metadata = Metadata::default();
    let entries = match root.kind {
        Kind::Table(entries) => entries,
        Kind::Null => return metadata,
        other => {
            let message = format!("the front matter must be a table of keys, but it is {}", other.name());
            context.report(Diagnostic::new(Code::FrontMatterType, root.span, message));
            return metadata;
        }
    };
    let mut seen: Vec<&'static str> = Vec::new();
    for (key, value) in entries {
        let Some(name) = known(&key, context) else { continue };
        if seen.contains(&name) {
            let message = format!("the key `{}` stands twice", key.name);
            context.report(Diagnostic::new(Code::FrontMatterType, key.span, message));
            continue;
        }
        seen.push(name);
        if value.kind != Kind::Null {
            set(&mut metadata, name, value, context);
        }
    }
    metadata
}

/// The known key that a key is; keys that say the same share the first name.
fn known(key: &Key, context: &Context) -> Option<&'static str> {
    let plain = key.name.trim().to_lowercase().replace('_', "-");
    if let Some(known) = KEYS.into_iter().find(|known| *known == plain) {
        return Some(match known {
            "author" => "authors",
            "lang" => "language",
            other => other,
        });
    }
    let help = match nearest(&plain, KEYS) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "it was left out; docs/markdown.md lists the keys".to_owned(),
    };
    let message = format!("the key `{}` is not known", key.name);
    context.report(Diagnostic::new(Code::FrontMatterUnknownKey, key.span, message).help(help));
    None
}

fn set(metadata: &mut Metadata, name: &'static str, value: Value, context: &Context) {
    let span = value.span;
    let text = |value: Value| text(name, value, context);
    match name {
        "title" => metadata.title = text(value).unwrap_or_default(),
        "kicker" => metadata.kicker = text(value),
        "subtitle" => metadata.subtitle = text(value),
        "place" => metadata.place = text(value),
        "publication" => metadata.publication = text(value),
        "publisher" => metadata.publisher = text(value),
        "description" => metadata.description = text(value),
        "rights" => metadata.rights = text(value),
        "identifier" => metadata.identifier = text(value),
        "cover" => metadata.cover = text(value).map(|path| (path, span)),
        "style" => metadata.style = text(value).map(|style| (style, span)),
        "date" => metadata.date = text(value).and_then(|text| date::read(&text, span, context)),
        "language" => {
            let tag = text(value).and_then(|tag| language::checked(&tag, Some(span), context));
            metadata.language = tag.unwrap_or_default();
        }
        "end-mark" => metadata.end_mark = text(value).and_then(|mark| end_mark(&mark)),
        "pull-quotes" => {
            metadata.pull_quotes =
                text(value).map_or_else(PullQuotes::default, |word| pull_quotes(&word, span, context))
        }
        "keywords" => metadata.keywords = keywords(value, context),
        "authors" => metadata.authors = people::authors(value, context),
        "credits" => metadata.credits = people::credits(value, context),
        "contact" => metadata.contact = people::contact(value, context),
        _ => {}
    }
}

/// A text on one line without control characters; a list or a table is reported. Blank texts are none.
pub(super) fn text(key: &str, value: Value, context: &Context) -> Option<String> {
    match value.kind {
        Kind::Null => None,
        Kind::Scalar(text) => one_line(&text),
        other => {
            wrong_type(key, "a text", &other, value.span, context);
            None
        }
    }
}

/// Reports a value of the wrong type.
pub(super) fn wrong_type(key: &str, expected: &str, found: &Kind, span: Span, context: &Context) {
    let message = format!("`{key}` must be {expected}, but it is {}", found.name());
    context.report(Diagnostic::new(Code::FrontMatterType, span, message));
}

fn one_line(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split([' ', '\n', '\r', '\t']).filter(|word| !word.is_empty()).collect();
    let line: String = words.join(" ").chars().filter(|c| !c.is_control()).collect();
    (!line.is_empty()).then_some(line)
}

/// The mark itself, or `true` for the usual one and `false` for none.
fn end_mark(word: &str) -> Option<String> {
    match word {
        "true" | "yes" => Some("■".to_owned()),
        "false" | "no" | "none" => None,
        mark => Some(mark.to_owned()),
    }
}

fn pull_quotes(word: &str, span: Span, context: &Context) -> PullQuotes {
    match word {
        "hidden" => PullQuotes::Hidden,
        "exposed" => PullQuotes::Exposed,
        other => {
            let message = format!("`pull-quotes` must be `hidden` or `exposed`, but it is `{other}`");
            context.report(Diagnostic::new(Code::FrontMatterType, span, message));
            PullQuotes::default()
        }
    }
}

/// A list of words, or one text with commas between them.
fn keywords(value: Value, context: &Context) -> Vec<String> {
    match value.kind {
        Kind::List(items) => items.into_iter().filter_map(|item| text("keywords", item, context)).collect(),
        Kind::Scalar(text) => text.split([',', ';']).filter_map(one_line).collect(),
        Kind::Null => Vec::new(),
        other => {
            wrong_type("keywords", "a list of words", &other, value.span, context);
            Vec::new()
        }
    }
}
