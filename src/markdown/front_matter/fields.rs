//! Turns located values into metadata, key by key.

use super::nearest::nearest;
use super::value::{Key, Kind, Sort, Value};
use super::{date, hyphenation, language, people};
use crate::diagnostic::{Code, Context, Diagnostic};
use crate::document::{Metadata, PullQuotes};
use crate::source::Span;

/// The keys as the documentation lists them; an underscore for the hyphen and capitals are let pass.
const KEYS: [&str; 24] = [
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
    "toc",
    "number-sections",
    "hyphenation",
    "style",
];

/// The metadata that the root table of a front matter says.
pub(super) fn metadata(root: Value, context: &Context) -> Metadata {
    let mut metadata = Metadata::default();
    let entries = match root.kind {
        Kind::Table(entries) => entries,
        Kind::Null => return metadata,
        other => {
            not_a_table(other.name(), root.span, context);
            return metadata;
        }
    };
    let language = language_of(&entries);
    let mut seen: Vec<&'static str> = Vec::new();
    for (key, value) in entries {
        let Some(name) = known("", &key, &KEYS, context).map(first_name) else { continue };
        if seen.contains(&name) {
            let message = format!("the key `{}` stands twice", key.name);
            context.report(Diagnostic::new(Code::FrontMatterType, key.span, message));
            continue;
        }
        seen.push(name);
        if value.kind != Kind::Null {
            set(&mut metadata, name, value, &language, context);
        }
    }
    metadata
}

/// Whether a key has a meaning.
pub(super) fn is_known_key(key: &str) -> bool {
    KEYS.contains(&plain_key(key).as_str())
}

/// A key as the list writes it.
fn plain_key(key: &str) -> String {
    key.trim().to_lowercase().replace('_', "-")
}

/// The language that the front matter names, wherever in it.
fn language_of(entries: &[(Key, Value)]) -> String {
    let named = entries.iter().find(|(key, _)| ["language", "lang"].contains(&plain_key(&key.name).as_str()));
    match named.map(|(_, value)| &value.kind) {
        Some(Kind::Scalar(scalar)) => scalar.text.clone(),
        _ => String::new(),
    }
}

/// Reports that a whole front matter is something else than keys and values.
pub(super) fn not_a_table(found: &str, span: Span, context: &Context) {
    let message = format!("the front matter must be a table of keys, but it is {found}");
    context.report(Diagnostic::new(Code::FrontMatterType, span, message).help(
        "write a key and its value on each line, as in `title: Harbour`; a rule above the text is written `***`",
    ));
}

/// What other programs call some keys.
const ELSEWHERE: [(&str, &str); 10] = [
    ("dek", "subtitle"),
    ("standfirst", "subtitle"),
    ("deck", "subtitle"),
    ("abstract", "description"),
    ("summary", "description"),
    ("excerpt", "description"),
    ("tags", "keywords"),
    ("locale", "language"),
    ("image", "cover"),
    ("copyright", "rights"),
];

/// The one of `keys` that a key is; another is reported. `table` is the key whose table it stands in, if any.
pub(super) fn known(
    table: &str,
    key: &Key,
    keys: &[&'static str],
    context: &Context,
) -> Option<&'static str> {
    let plain = plain_key(&key.name);
    if let Some(known) = keys.iter().find(|known| **known == plain) {
        return Some(known);
    }
    let same =
        ELSEWHERE.iter().find(|(other, key)| *other == plain && keys.contains(key)).map(|(_, key)| *key);
    let help = match same.or_else(|| nearest(&plain, keys.iter().copied())) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("it was left out; the keys are {}", keys.join(", ")),
    };
    let place = if table.is_empty() { String::new() } else { format!(" in `{table}`") };
    let message = format!("the key `{}` is not known{place}", key.name);
    context.report(Diagnostic::new(Code::FrontMatterUnknownKey, key.span, message).help(help));
    None
}

/// Keys that say the same share a name.
fn first_name(key: &'static str) -> &'static str {
    match key {
        "author" => "authors",
        "lang" => "language",
        other => other,
    }
}

fn set(metadata: &mut Metadata, name: &'static str, value: Value, language: &str, context: &Context) {
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
        "date" => {
            let date = scalar(name, "a date", &[Sort::Text, Sort::Date, Sort::Number], value, context);
            metadata.date = date.and_then(|date| date::read(&date, span, context));
        }
        "language" => {
            let tag = text(value).and_then(|tag| language::checked(&tag, Some(span), context));
            metadata.language = tag.unwrap_or_default();
        }
        "end-mark" => {
            let mark = scalar(name, "a sign, `true` or `false`", &[Sort::Text, Sort::Truth], value, context);
            metadata.end_mark = mark.and_then(|mark| end_mark(&mark));
        }
        "pull-quotes" => {
            metadata.pull_quotes =
                text(value).map_or_else(PullQuotes::default, |word| pull_quotes(&word, span, context))
        }
        "toc" => metadata.contents = truth(name, value, context),
        "number-sections" => metadata.numbered = truth(name, value, context),
        "hyphenation" => metadata.hyphenation = hyphenation::words(value, context),
        "keywords" => metadata.keywords = keywords(value, context),
        "authors" => metadata.authors = people::authors(value, language, context),
        "credits" => metadata.credits = people::credits(value, context),
        "contact" => metadata.contact = people::contact(value, context),
        _ => {}
    }
}

/// A text on one line without control characters; anything else is reported. Blank texts are none.
pub(super) fn text(key: &str, value: Value, context: &Context) -> Option<String> {
    let is_text = matches!(&value.kind, Kind::Scalar(scalar) if scalar.is_text);
    let sorts: &[Sort] = if is_text { &[Sort::Text, Sort::Number, Sort::Truth] } else { &[Sort::Text] };
    scalar(key, "a text", sorts, value, context)
}

/// A text whose paragraphs, parted by empty lines, stay apart: each on one line, an empty line between them.
pub(super) fn paragraphs(key: &str, value: Value, context: &Context) -> Option<String> {
    let written = match &value.kind {
        Kind::Scalar(scalar) => scalar.text.replace("\r\n", "\n"),
        _ => String::new(),
    };
    text(key, value, context)?;
    let lines: Vec<&str> = written.lines().map(str::trim).collect();
    let paragraphs = lines.split(|line| line.is_empty()).filter_map(|lines| one_line(&lines.join(" ")));
    Some(paragraphs.collect::<Vec<_>>().join("\n\n"))
}

/// The spelling of a scalar of one of `sorts`, on one line; anything else is reported.
pub(super) fn scalar(
    key: &str,
    expected: &str,
    sorts: &[Sort],
    value: Value,
    context: &Context,
) -> Option<String> {
    match value.kind {
        Kind::Null => None,
        Kind::Scalar(scalar) if sorts.contains(&scalar.sort) => one_line(&scalar.text),
        other => {
            wrong_type(key, expected, &other, value.span, context);
            None
        }
    }
}

/// Reports a value of the wrong type.
pub(super) fn wrong_type(key: &str, expected: &str, found: &Kind, span: Span, context: &Context) {
    let message = format!("`{key}` must be {expected}, but it is {}", found.name());
    let diagnostic = Diagnostic::new(Code::FrontMatterType, span, message);
    context.report(match found {
        Kind::Scalar(scalar) => diagnostic.help(format!("a text stands in quotes: `\"{}\"`", scalar.text)),
        _ => diagnostic,
    });
}

fn one_line(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split([' ', '\n', '\r', '\t']).filter(|word| !word.is_empty()).collect();
    let line: String = words.join(" ").chars().filter(|c| !c.is_control()).collect();
    (!line.is_empty()).then_some(line)
}

/// `true` or `false`; anything else is reported.
fn truth(key: &str, value: Value, context: &Context) -> Option<bool> {
    let span = value.span;
    match scalar(key, "`true` or `false`", &[Sort::Truth, Sort::Text], value, context)?.as_str() {
        "true" | "yes" => Some(true),
        "false" | "no" => Some(false),
        other => {
            let message = format!("`{key}` must be `true` or `false`, but it is `{other}`");
            context.report(Diagnostic::new(Code::FrontMatterType, span, message));
            None
        }
    }
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
        Kind::Scalar(scalar) if scalar.is_text => {
            scalar.text.split([',', ';']).filter_map(one_line).collect()
        }
        Kind::Null => Vec::new(),
        other => {
            wrong_type("keywords", "a list of words", &other, value.span, context);
            Vec::new()
        }
    }
}
